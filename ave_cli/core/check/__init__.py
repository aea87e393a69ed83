"""Does a model hold? Proofs over every household that its rules can tell apart."""
