"""Every Dutch sentence of the tool itself, one file per feature."""
