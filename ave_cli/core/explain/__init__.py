"""What does a model say of a phase, a role, a criterion, a term: the rooms that explain it."""
