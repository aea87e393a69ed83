"""Beginning of an interview, as its draft has it."""

from __future__ import annotations

from collections.abc import Mapping

from ave_cli.errors import InvalidInput
from ave_cli.profile.records import record
from ave_cli.storage import clock, journal
from ave_cli.storage.journal import Entry, Json
from ave_cli.text import problems as problems_text

_KIND, _FORMAT = "draft", 1


@record
class Beginning:
    """What an interview began from; with the entries of its draft it gives the same interview again."""

    profile: str
    """How the model was named: an id or a path."""
    title: str
    hash: str
    """Of the model."""
    start: dict[str, bool | str | list[str]]
    """What was known before the first question, as an answers file has it."""
    proposals: dict[str, bool | str | list[str]]
    """Answers from a note, to be confirmed."""


def start_interview_draft(beginning: Beginning) -> journal.Draft:
    """Begin a draft; when this returns the beginning is on disk.

    Raises:
        CannotWrite, TargetExists: no draft is kept.
    """
    return journal.start_draft(journal.header_of(_KIND, _FORMAT, beginning), now=clock.now())


def read_beginning(header: Mapping[str, Json] | None) -> Beginning | None:
    """What an interview began from; None where its draft cannot be read, or holds something else."""
    return journal.read_header(Beginning, _KIND, _FORMAT, header)


def reopen_interview(found: journal.FoundDraft) -> tuple[journal.Draft, Beginning, tuple[Entry, ...], bool]:
    """Go on with an interview: its draft, its beginning, its entries, and whether something behind them was damaged.

    Raises:
        UsageError: another window holds it, or it is gone.
        InvalidInput: nothing of it is certain.
    """
    draft, recovered = journal.reopen_draft(found.path)
    beginning = read_beginning(recovered.header)
    if beginning is None:
        draft.close()
        raise InvalidInput(problems_text.NO_START)
    return draft, beginning, recovered.entries, recovered.damaged
