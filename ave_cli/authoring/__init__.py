"""Checks and a start for a model of one's own."""
