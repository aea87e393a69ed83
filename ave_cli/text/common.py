"""Words that several features share."""

from __future__ import annotations

import re

_THERE = re.compile(r"er (is|zijn|loopt|spelen|dreigt|komen) ")
DIVIDES = (",", ":", " en ")
"""What makes a clause one of several parts, so that the next one needs a comma before it."""
_DENIES = re.compile(r"\b(?:geen|niet|niets|niemand)\b")


def linked(text: str, turns: bool) -> str:
    """A sentence that goes on about the same, or that turns from bad to good or back; itself where no word fits."""
    if turns and _DENIES.search(text):
        return text
    return _THERE.sub(r"wel \1 er " if turns else r"ook \1 er ", text, count=1) if _THERE.match(text) else text


def by_question(question: str, answer: str) -> str:
    return f'op de vraag "{question}" is het antwoord: {answer}'


def the_answer_to(question: str) -> str:
    return f'het antwoord op de vraag "{question}"'


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def day(iso: str) -> str:
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def day_or_text(date: str) -> str:
    """A date in words; what is no ISO date stands for itself."""
    parts = date.split("-")
    return day(date) if len(parts) == 3 and all(part.isdigit() for part in parts) and 0 < int(parts[1]) < 13 else date


def pace(done: int, rate: float) -> str:
    return f"{done} gedaan, {rate:.0f} per seconde, nog"
