"""A round of the quiz as pages."""
