"""The rule language and the file format of a model; nothing decides here."""
