"""What an interview began from: read back as it was written, and never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import platformdirs
import pytest

from ave_cli.cli.drafts import newest_draft, resume_interview
from ave_cli.errors import InvalidInput, UsageError
from ave_cli.storage import folders, journal
from ave_cli.storage.journal import Beginning, read_beginning, reopen_interview, start_interview
from ave_cli.terminal.plain_prompt import PlainPrompt

BEGINNING = Beginning(
    profile="ergens",
    title="Ergens",
    hash="sha256:0",
    start={"nu": "1", "gebieden": ["wonen", "geld"], "gevaar": True},
    proposals={"hulp": "weet_niet"},
)
HEADER: dict[str, Any] = journal.header_of("draft", 1, BEGINNING)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_state_path", lambda _, appauthor: tmp_path / str(appauthor))


def test_an_interview_is_reopened_with_what_it_began_from() -> None:
    draft = start_interview(BEGINNING)
    draft.add({"answer": {"hulp": True}})
    draft.close()
    draft, beginning, entries, damaged = reopen_interview(newest_draft())
    draft.close()
    assert beginning == BEGINNING
    assert entries == ({"answer": {"hulp": True}},)
    assert not damaged


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "round"},
        {"format": 2},
        {"format": "1"},
        {"profile": True},
        {"hash": None},
        {"start": ["nu"]},
        {"proposals": "hulp"},
    ],
)
def test_a_draft_of_something_else_is_no_interview(change: dict[str, Any]) -> None:
    """It is not offered, not taken for the newest, and left where it is."""
    header = {key: value for key, value in {**HEADER, **change}.items() if value is not None}
    journal.start_draft(header, now=folders.now()).close()
    assert read_beginning(header) is None
    with pytest.raises(UsageError):
        newest_draft()
    (found,) = journal.find_drafts()
    with pytest.raises(InvalidInput):
        resume_interview(PlainPrompt(), found)
    assert not journal.find_drafts()[0].busy


def test_what_cannot_be_read_has_no_beginning() -> None:
    assert read_beginning(None) is None
    assert read_beginning(HEADER) == BEGINNING
