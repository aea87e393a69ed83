"""Profiles and findings as reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ave_cli.authoring.proofs import Finding, FindingKind
from ave_cli.engine.answer_space import values_of
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Phase, Role
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases
from ave_cli.wording.phrases import holders

Known = tuple[Ruleset, Mapping[str, Statement]]
"""A model and its register."""


def count_modelled(register: Mapping[str, Statement]) -> int:
    """How many statements of a register stand in the model."""
    return sum(1 for one in register.values() if not one.not_modelled)


def list_page(rulesets: Sequence[Known], used: str | None) -> Report:
    """Every model with its phases, its document and how much of it is modelled; the one in use is marked."""
    rows = tuple(
        (
            Cell(ruleset.profile.id, Tone.STRONG, note=profiles_text.IN_USE if ruleset.profile.id == used else ""),
            Cell(ruleset.profile.title),
            Cell(", ".join(phase.label for phase in ruleset.profile.phases)),
            Cell(ruleset.profile.source.document, note=profiles_text.counted(count_modelled(register), len(register))),
        )
        for ruleset, register in rulesets
    )
    return Report(
        profiles_text.TITLE,
        (
            Table(
                profiles_text.CAPTION,
                (profiles_text.NAME, profiles_text.TITLED, profiles_text.PHASES, profiles_text.DOCUMENT),
                rows,
            ),
        ),
    )


def profile_page(known: Known, *, full: bool = True) -> Report:
    """One model: each phase, what leads there and who holds which role; doubt, conflicts, gaps. In short what it is."""
    ruleset, register = known
    if not full:
        return _short_page(ruleset, register)
    profile = ruleset.profile
    blocks: list[Block] = [
        Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET),
        Paragraph(profiles_text.counted(count_modelled(register), len(register)), Tone.QUIET),
    ]
    if profile.source.note:
        blocks.append(Paragraph(profile.source.note))
    for phase in profile.phases:
        blocks += _phase(ruleset, phase)
    blocks.append(Heading(profiles_text.DOUBT))
    rule = f"{profiles_text.RULES[profile.doubt.rule.value]} {profile.doubt.text}".strip()
    blocks.append(Paragraph(_cite(rule, profile.doubt)))
    blocks.append(_conflicts(ruleset))
    blocks.append(Heading(profiles_text.GAPS))
    blocks.append(Items(tuple(_cite(gap.text, gap) for gap in profile.gaps)))
    return Report(profiles_text.head(profile.title, profile.version), tuple(blocks))


def _short_page(ruleset: Ruleset, register: Mapping[str, Statement]) -> Report:
    """What a model is: its document, its phases, its rule for doubt, and how much there is of everything."""
    profile = ruleset.profile
    doubt = profile.doubt
    counts = (len(profile.criteria), len(profile.roles), len(profile.conflicts), len(profile.gaps))
    blocks: list[Block] = [
        Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET),
        Paragraph(profiles_text.counted(count_modelled(register), len(register)), Tone.QUIET),
        Heading(profiles_text.PHASES),
    ]
    for phase in profile.phases:
        first = phase.start.partition(". ")[0].rstrip(".")
        blocks.append(Items((f"{phase.label}. {phase.title}: {first}.",)))
    blocks += [
        Heading(profiles_text.DOUBT),
        Paragraph(doubt.short or f"{profiles_text.RULES[doubt.rule.value]} {doubt.text}".strip()),
        Heading(profiles_text.WHAT_THERE_IS),
        Paragraph(profiles_text.totals(*counts)),
        Items(tuple(profiles_text.ask(profile.id))),
    ]
    return Report(profiles_text.head(profile.title, profile.version), tuple(blocks))


class _Cites(Protocol):
    @property
    def statements(self) -> tuple[str, ...]: ...


def _cite(text: str, record: _Cites) -> str:
    return f"{text} [{', '.join(record.statements)}]" if text and record.statements else text


def _phase(ruleset: Ruleset, phase: Phase) -> Iterator[Block]:
    yield Heading(f"{phase.label}. {phase.title}", 2)
    yield Paragraph(_cite(phase.start, phase))
    if phase.share:
        yield Paragraph(profiles_text.share(phase.share))
    entering = [criterion for criterion in ruleset.entry_criteria if criterion.phase == phase.id]
    if entering:
        yield Paragraph(profiles_text.ENTERED, Tone.STRONG)
        yield Items(tuple(_cite(criterion.text, criterion) for criterion in entering))
    rows = tuple(row for role in ruleset.profile.roles for row in _role(ruleset, phase, role))
    yield Table(
        profiles_text.roles_in(phase.label), (profiles_text.ROLE, profiles_text.WHO, profiles_text.SOURCE), rows
    )


def _role(ruleset: Ruleset, phase: Phase, role: Role) -> Iterator[tuple[Cell, ...]]:
    """The rules of one role in their order: the first that holds counts, so the last one stands for all else."""
    for rule, text in holders(ruleset, role, phase.id):
        cited = rule.statements if rule is not None else ()
        yield Cell(role.title, Tone.STRONG), Cell(text), Cell(", ".join(cited), Tone.QUIET)


def _conflicts(ruleset: Ruleset) -> Table:
    rows = tuple(
        (
            Cell(conflict.id, Tone.STRONG),
            Cell(conflict.question, note=profiles_text.chosen(conflict.readings[conflict.chosen - 1])),
            Cell(", ".join(conflict.statements), Tone.QUIET),
        )
        for conflict in ruleset.profile.conflicts
    )
    return Table(profiles_text.CONFLICTS, (profiles_text.NUMBER, profiles_text.QUESTION, profiles_text.SOURCE), rows)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A model that was checked, and what was found."""

    name: str
    """How it was named: an id or a path."""
    ruleset: Ruleset | None
    """None where it could not be read."""
    findings: Sequence[Finding]
    statements: int = 0
    """How many statements its own register has."""
    cases: int = 0


def findings_page(checked: Sequence[Checked]) -> Report:
    """Each model with what was found in it; a household that shows it in words, as far as its answers stand out."""
    return Report(profiles_text.CHECK_TITLE, tuple(block for one in checked for block in _blocks(one)))


def _blocks(checked: Checked) -> Iterator[Block]:
    ruleset = checked.ruleset
    yield Heading(
        profiles_text.checked_model(ruleset.profile.title, ruleset.profile.version) if ruleset else checked.name
    )
    if ruleset:
        yield Paragraph(
            profiles_text.walked(checked.statements, len(ruleset.profile.criteria), checked.cases), Tone.QUIET
        )
    if not checked.findings:
        yield Paragraph(profiles_text.CLEAN, Tone.GOOD)
        return
    rows = tuple(
        (
            Cell(finding.where, Tone.STRONG),
            Cell(finding.text, note=_example(ruleset, finding) if ruleset else ""),
        )
        for finding in checked.findings
    )
    yield Table(profiles_text.found(len(rows)), (profiles_text.PLACE, profiles_text.WHAT), rows)


def _example(ruleset: Ruleset, finding: Finding) -> str:
    """The household that shows it; a case is named by its place already."""
    return (
        profiles_text.example(_tell(ruleset, finding.example))
        if finding.example and finding.kind is not FindingKind.CASE
        else ""
    )


def _tell(ruleset: Ruleset, household: Answers) -> list[str]:
    """The answers that stand out: those that are not the lightest one, or the first of the fact."""
    return [
        phrases.tell_answer(ruleset, fact, value)
        for fact, value in household.given.items()
        if value != values_of(ruleset, ruleset.facts[fact])[0]
    ]
