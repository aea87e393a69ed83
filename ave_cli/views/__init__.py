"""A record as a report, one file per feature."""
