"""What does a way of asking promise to the interview?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ave_cli.core.facts import Answers, Gap, Value
from ave_cli.core.profile.model import Model
from ave_cli.core.questionnaire import Question


class Wish(Enum):
    """What a person wants instead of answering."""

    BACK = "back"
    STOP = "stop"


Given = Mapping[str, Value | Gap]
"""Answers to every fact of one question."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question at its place in an interview."""

    model: Model
    question: Question
    number: int
    """Place in the interview, from 1."""
    earlier: Given
    """What was answered here before going back; empty the first time."""
    answers: Answers
    """What is known already."""


class Prompt(Protocol):
    """A way of asking: questionary, line by line, or a test."""

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use: the id of one of these (id, title)."""

    def ask(self, asked: Asked) -> Given | Wish:
        """Put one question; Enter alone is never an answer."""

    def alarm(self, lines: Sequence[str]) -> None:
        """Show at once what cannot wait."""
