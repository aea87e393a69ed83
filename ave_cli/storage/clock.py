"""Clock: the moment and the day where the user is; nothing else reads one, and what decides gets a date passed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone


def now() -> datetime:
    """This moment, with the offset of the user's own time zone."""
    return local(datetime.now(UTC))


def today() -> date:
    """The day on the calendar of the user."""
    return now().date()


def local(when: datetime) -> datetime:
    """The same moment on the user's clock, with an offset in whole minutes; in UTC where the time zone is none."""
    try:
        offset = when.astimezone().utcoffset() or timedelta()
        return when.astimezone(timezone(timedelta(minutes=round(offset.total_seconds() / 60))))
    except (ValueError, OverflowError, OSError):
        return when.astimezone(UTC)


def moment(seconds: float) -> datetime:
    """The moment that a file system gives; the very first where it lies outside the calendar."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)
