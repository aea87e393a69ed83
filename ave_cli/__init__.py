"""Advice on AVE, the Dutch approach to prevent escalation in households: one engine, a profile per municipality."""

__version__ = "0.2.0"
