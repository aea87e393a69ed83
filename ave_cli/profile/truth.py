"""Kleene's three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Three values; the names are those of the JSON result's criteria."""

    YES = "met"
    NO = "not_met"
    UNKNOWN = "unknown"


def negate(value: Truth) -> Truth:
    """Yes becomes no and no becomes yes; unknown stays unknown."""
    match value:
        case Truth.YES:
            return Truth.NO
        case Truth.NO:
            return Truth.YES
        case Truth.UNKNOWN:
            return Truth.UNKNOWN


def all_of(values: Iterable[Truth]) -> Truth:
    """No as soon as one is no, else unknown as soon as one is unknown; yes for nothing at all."""
    found = Truth.YES
    for value in values:
        if value is Truth.NO:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found


def any_of(values: Iterable[Truth]) -> Truth:
    """Yes as soon as one is yes, else unknown as soon as one is unknown; no for nothing at all."""
    found = Truth.NO
    for value in values:
        if value is Truth.YES:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found
