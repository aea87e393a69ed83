"""Notes, and what differs between two of them."""
