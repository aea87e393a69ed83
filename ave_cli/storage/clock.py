"""Clock: the moment and the day where the user is; nothing else reads one, and what decides gets a date passed in."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, with the offset of the user's own time zone."""
    return datetime.now(UTC).astimezone()


def today() -> date:
    """The day on the calendar of the user."""
    return now().date()
