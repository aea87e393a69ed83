"""What an interview began from: read back as it was written, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from ave_cli.cli import drafts
from ave_cli.cli.drafts import newest_draft, resume_interview
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.errors import InvalidInput, Unfinished, UsageError
from ave_cli.profile import Answers, Gap, Given
from ave_cli.storage import folders, journal, library
from ave_cli.storage.journal import Beginning, read_beginning, reopen_interview, start_interview
from ave_cli.terminal.interview import replay_entry
from ave_cli.terminal.plain_prompt import PlainPrompt
from ave_cli.terminal.prompt import Asked, Left, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.wording.phrases import tell_answer

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


class Worker:
    """Somebody who answers as a household has it, and leaves one question with something filled in."""

    def __init__(self, fact: str, left: Given, how: PromptAction) -> None:
        self.fact, self.left, self.how = fact, left, how
        self.seen: list[Asked] = []

    def ask(self, asked: Asked) -> Given | Left:
        self.seen.append(asked)
        facts = [one.id for one in asked.question.facts]
        if self.fact in facts:
            return Left(how=self.how, begun=self.left)
        return dict.fromkeys(facts, Gap.DONT_KNOW)

    def __getattr__(self, _name: str) -> Any:
        return lambda *_, **__: None


LEFT_OPEN = [("leefgebieden", {"leefgebieden": ("wonen", "geld")}), ("gevaar_inwoner", {"gevaar_inwoner": True})]
"""What stands filled in where an interview is left: boxes of one question, and one line of danger."""


@pytest.mark.parametrize(("fact", "left"), LEFT_OPEN)
@pytest.mark.parametrize("is_same_model", [True, False])
def test_what_was_filled_in_and_not_confirmed_comes_back_and_counts_for_nothing(
    fact: str, left: Given, is_same_model: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = library.load("oss")
    plan = drafts.Plan(name="oss", ruleset=ruleset, start=Answers(given={}), proposals={})
    worker = Worker(fact, left, PromptAction.STOP)
    with pytest.raises(Unfinished):
        drafts.start_interview(plan, worker, keep_draft=True)
    assert not worker.seen[-1].begun
    if not is_same_model:
        other = replace(drafts._begin(plan), hash="sha256:0")
        monkeypatch.setattr(journal, "read_beginning", lambda _: other)
    with pytest.raises(Unfinished):
        resume_interview(worker, newest_draft())
    again = worker.seen[-1]
    assert again.begun == left
    assert fact not in again.earlier
    told = interview_text.not_confirmed(tell_answer(ruleset, one, value) for one, value in left.items())
    assert again.remarks[0] == told
    recovered = journal.recover_journal(newest_draft().path)
    progress = Progress(ruleset, Answers(given={}))
    for entry in recovered.entries:
        replay_entry(progress, entry)
    assert fact not in progress.answers.given
    assert fact not in progress.parked


def test_what_is_confirmed_or_taken_away_is_not_filled_in_any_more() -> None:
    ruleset = library.load("oss")
    question = Question(facts=(ruleset.facts["leefgebieden"],), text="Wat speelt er?", at_most=1)
    for after in ({"begun": {}, "screen": ["leefgebieden"]}, {"change": {"leefgebieden": ["wonen"]}}):
        progress = Progress(ruleset, Answers(given={}))
        replay_entry(progress, {"begun": {"leefgebieden": ["geld"]}, "screen": ["leefgebieden"]})
        assert progress.begun(question) == {"leefgebieden": ("geld",)}
        replay_entry(progress, after)
        assert not progress.begun(question)
