"""What is typed: a file per command, with what such a file parses, calls and shows; no rules of a model."""
