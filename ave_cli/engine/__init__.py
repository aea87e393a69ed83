"""What follows from a ruleset and answers."""
