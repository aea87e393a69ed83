"""How fast is it, as a ratio to an empty Python on the same machine? Run by hand: `python -m tests.bench`."""
