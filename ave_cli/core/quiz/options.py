"""In which order and with which letters do the options of a question stand?"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase

from ave_cli.core.quiz.chance import shuffled
from ave_cli.core.quiz.question import Option
from ave_cli.profile.records import record


@record
class Choice:
    """Something to choose from, before it has a letter."""

    text: str
    why: str


MOST_WRONG = 3


def options(ident: str, right: Choice, wrong: Iterable[Choice]) -> tuple[Option, ...] | None:
    """The right choice among the wrong ones, in an order that follows from the id; None where no wrong one is left.

    A text that stands there already is left out.
    """
    rest = {one.text: one for one in reversed(tuple(wrong)) if one.text != right.text}
    if not rest:
        return None
    kept = tuple(reversed(rest.values()))[:MOST_WRONG]
    mixed = shuffled((right, *kept), lambda one: one.text, ident)
    return tuple(
        Option(key=key, text=one.text, right=one is right, why=one.why)
        for key, one in zip(ascii_uppercase, mixed, strict=False)
    )
