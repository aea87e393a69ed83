"""What do we say in a story where the data have no sentence of their own, and between sentences?"""

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
