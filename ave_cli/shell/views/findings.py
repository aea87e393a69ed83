"""How does what was found in models become a page?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.core import phrase
from ave_cli.core.check.finding import Finding
from ave_cli.core.facts import Answers
from ave_cli.core.profile.model import Model
from ave_cli.core.report import Block, Cell, Heading, Paragraph, Report, Table, Tone
from ave_cli.core.space import values_of
from ave_cli.words import check as say

Checked = tuple[str, Model | None, Sequence[Finding]]
"""How a model was named, the model where it could be read, and what was found."""


def page(checked: Sequence[Checked]) -> Report:
    """Each model with what was found in it; a household that shows it in words, as far as its answers stand out."""
    return Report(say.TITLE, tuple(block for one in checked for block in _blocks(*one)))


def _blocks(name: str, model: Model | None, found: Sequence[Finding]) -> Iterator[Block]:
    yield Heading(say.head(model.profile.title, model.profile.version) if model else name)
    if not found:
        yield Paragraph(say.CLEAN, Tone.GOOD)
        return
    rows = tuple(
        (
            Cell(one.where, Tone.STRONG),
            Cell(one.text, note=say.example(_told(model, one.example)) if model and one.example else ""),
        )
        for one in found
    )
    yield Table(say.found(len(found)), (say.PLACE, say.WHAT), rows)


def _told(model: Model, household: Answers) -> list[str]:
    """The answers that stand out: those that are not the lightest one, or the first of the fact."""
    return [
        phrase.told(model, fact, value)
        for fact, value in household.given.items()
        if value != values_of(model, model.facts[fact])[0]
    ]
