"""How does what was found in models become a page?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ave_cli.authoring.proofs import Finding, Kind
from ave_cli.engine.answer_space import values_of
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Model
from ave_cli.report import Block, Cell, Heading, Paragraph, Report, Table, Tone
from ave_cli.text import profiles as profiles_text
from ave_cli.wording import phrases


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A model that was checked, and what was found."""

    name: str
    """How it was named: an id or a path."""
    model: Model | None
    """None where it could not be read."""
    findings: Sequence[Finding]
    statements: int = 0
    """How many statements its own register has."""
    cases: int = 0


def page(checked: Sequence[Checked]) -> Report:
    """Each model with what was found in it; a household that shows it in words, as far as its answers stand out."""
    return Report(profiles_text.CHECK_TITLE, tuple(block for one in checked for block in _blocks(one)))


def _blocks(checked: Checked) -> Iterator[Block]:
    model = checked.model
    yield Heading(profiles_text.checked_model(model.profile.title, model.profile.version) if model else checked.name)
    if model:
        yield Paragraph(
            profiles_text.walked(checked.statements, len(model.profile.criteria), checked.cases), Tone.QUIET
        )
    if not checked.findings:
        yield Paragraph(profiles_text.CLEAN, Tone.GOOD)
        return
    rows = tuple(
        (
            Cell(one.where, Tone.STRONG),
            Cell(one.text, note=_example(model, one) if model else ""),
        )
        for one in checked.findings
    )
    yield Table(profiles_text.found(len(rows)), (profiles_text.PLACE, profiles_text.WHAT), rows)


def _example(model: Model, one: Finding) -> str:
    """The household that shows it; a case is named by its place already."""
    return profiles_text.example(_told(model, one.example)) if one.example and one.kind is not Kind.CASE else ""


def _told(model: Model, household: Answers) -> list[str]:
    """The answers that stand out: those that are not the lightest one, or the first of the fact."""
    return [
        phrases.told(model, fact, value)
        for fact, value in household.given.items()
        if value != values_of(model, model.facts[fact])[0]
    ]
