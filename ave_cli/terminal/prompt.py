"""What a way of asking promises, and the help at a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ave_cli.engine.questionnaire import Question
from ave_cli.profile.facts import NO_PHASE, Answers, Fact, FactKind, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


class PromptAction(Enum):
    """What a person wants instead of answering."""

    BACK = "back"
    STOP = "stop"


Given = Mapping[str, Value | Gap]
"""Answers to every fact of one question."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question at its place in an interview."""

    ruleset: Ruleset
    question: Question
    number: int
    """Place in the interview, from 1."""
    earlier: Given
    """What was answered here before going back, or is proposed; empty the first time."""
    answers: Answers
    """What is known already."""
    so_far: str
    """Which phases are still possible, in words."""


@dataclass(frozen=True)
class Menu:
    """What can be picked: for each entry what a person reads and what it stands for."""

    labels: tuple[str, ...]
    values: tuple[Value, ...]
    many: bool

    def given(self, facts: Sequence[Fact], picked: Sequence[Value]) -> Given:
        """The answers that picking these entries gives; picking none of many means none of them."""
        if len(facts) > 1:
            return {fact.id: fact.id in picked for fact in facts}
        if self.many:
            return {facts[0].id: tuple(str(value) for value in self.values if value in picked)}
        return {facts[0].id: picked[0]}

    def picked(self, facts: Sequence[Fact], given: Given) -> tuple[Value, ...]:
        """The entries that earlier answers stand for; nothing for answers that are not known."""
        if len(facts) > 1:
            return tuple(fact.id for fact in facts if given.get(fact.id) is True)
        value = given.get(facts[0].id)
        if isinstance(value, Gap) or value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)


def menu_of(model: Ruleset, facts: Sequence[Fact]) -> Menu:
    """What can be picked for one fact, or for several boxes to tick."""
    if len(facts) > 1:
        return Menu(tuple(fact.tick for fact in facts), tuple(fact.id for fact in facts), many=True)
    fact = facts[0]
    match fact.kind:
        case FactKind.YES_NO:
            return Menu((interview_text.YES, interview_text.NO), (True, False), many=False)
        case FactKind.PHASE:
            phases = model.profile.phases
            labels = (interview_text.NO_PHASE, *(phase.label for phase in phases))
            return Menu(labels, (NO_PHASE, *(phase.id for phase in phases)), many=False)
        case FactKind.CHOICE | FactKind.CHOICES:
            labels = tuple(phrases.option_words(fact, option) for option in fact.options)
            return Menu(labels, fact.options, many=fact.kind is FactKind.CHOICES)


class Prompt(Protocol):
    """A way of asking: questionary, line by line, or a test."""

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use: the id of one of these (id, title)."""

    def ask(self, asked: Asked) -> Given | PromptAction:
        """Put one question; Enter alone is never an answer."""

    def alarm(self, lines: Sequence[str]) -> None:
        """Show at once what cannot wait."""

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""

    def choose(self, title: str, entries: Sequence[str], keys: str = "") -> int | PromptAction:
        """Which of these entries, by its place; the first is the ordinary way on."""

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; what was typed ahead or pasted behind it never answers what comes next."""


class QuizPrompt(Prompt, Protocol):
    """A way of asking that can also run a quiz."""

    redraws: bool
    """Whether the screen can be cleared and drawn anew."""

    def line(self, label: str) -> str | PromptAction:
        """What is typed behind this label, under what stands on the screen; it may be empty. As for `text`."""

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> str | PromptAction:
        """Which of these options (letter, text): its letter; Enter alone is never an answer."""


def help_lines(asked: Asked) -> Iterator[str]:
    """How to observe it, why it is asked, and the phone numbers."""
    for fact in asked.question.facts:
        yield f"{fact.question} {fact.observe}" if asked.question.together else fact.observe
    yield interview_text.WHY
    yield interview_text.NUMBERS
    for contact in asked.ruleset.contacts:
        yield f"  {triage_text.number_line(contact.name, contact.number, contact.when)}"
