"""How does a record become a page? One file per view; no view knows its medium."""
