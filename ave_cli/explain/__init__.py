"""What a model says of a topic."""
