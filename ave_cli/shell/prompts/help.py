"""What does a person see who asks for help at a question?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.shell.asking import Asked
from ave_cli.words import interview as say
from ave_cli.words import outcome as say_outcome


def help_lines(asked: Asked) -> Iterator[str]:
    """How to observe it, why it is asked, and the phone numbers."""
    for fact in asked.question.facts:
        yield f"{fact.question} {fact.observe}" if asked.question.ticks else fact.observe
    yield say.WHY
    yield say.NUMBERS
    for one in asked.model.contacts:
        yield f"  {say_outcome.number_line(one.name, one.number, one.when)}"
