"""What does a person see who asks for help at a question?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.shell.asking import Asked
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text


def help_lines(asked: Asked) -> Iterator[str]:
    """How to observe it, why it is asked, and the phone numbers."""
    for fact in asked.question.facts:
        yield f"{fact.question} {fact.observe}" if asked.question.ticks else fact.observe
    yield interview_text.WHY
    yield interview_text.NUMBERS
    for one in asked.model.contacts:
        yield f"  {triage_text.number_line(one.name, one.number, one.when)}"
