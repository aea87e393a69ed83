"""A report in each medium."""
