"""How does a page become something to look at? One file per medium."""
