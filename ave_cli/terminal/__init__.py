"""Streams, prompts and the interview loop."""
