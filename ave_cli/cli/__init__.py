"""What can be typed? One file per command: parse, call the core, hand to the shell; no rules."""
