"""What may a profile tell besides its rules: terms, parties, agreements, meetings, and the tasks of a role?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ave_cli.core.profile.terms import TaskKind
from ave_cli.core.records import Sourced, record

if TYPE_CHECKING:
    from ave_cli.core.kinds import Ids, Line, Lines, Text


@record
class Task:
    """One line on what the holder of a role does, may do or never does."""

    kind: TaskKind
    about: Line
    """What it is about, in a few words; the same words at two roles make them comparable."""
    text: Text
    statements: Ids = ()


@record
class Entry(Sourced):
    """A term, an actor, a working agreement or a principle, with what it means here."""

    term: Line
    synonyms: Lines = ()
    text: Text


@record
class Meeting(Sourced):
    """A form of meeting."""

    name: Line
    synonyms: Lines = ()
    held: bool = True
    text: Text
