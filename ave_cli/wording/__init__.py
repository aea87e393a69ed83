"""Dutch computed from data."""
