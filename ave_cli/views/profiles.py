"""Profiles and findings as reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ave_cli.authoring.proofs import Finding, FindingKind
from ave_cli.engine.answer_space import values_of
from ave_cli.engine.assessment import Assessment
from ave_cli.engine.journey import MomentOutcome
from ave_cli.profile.companion_files import Journey, Statement
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Phase, Role
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import journey as journey_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import advice, phrases
from ave_cli.wording import journey as journey_words
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


def profile_page(known: Known) -> Report:
    """One model on one page: each phase, what leads there and who holds which role; doubt, conflicts, gaps."""
    ruleset, register = known
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
    journeys: int = 0


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
            profiles_text.walked(checked.statements, len(ruleset.profile.criteria), checked.cases, checked.journeys),
            Tone.QUIET,
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
        if finding.example and finding.kind not in (FindingKind.CASE, FindingKind.JOURNEY)
        else ""
    )


def _tell(ruleset: Ruleset, household: Answers) -> list[str]:
    """The answers that stand out: those that are not the lightest one, or the first of the fact."""
    return [
        phrases.tell_answer(ruleset, fact, value)
        for fact, value in household.given.items()
        if value != values_of(ruleset, ruleset.facts[fact])[0]
    ]


Walk = tuple[Ruleset, Sequence[MomentOutcome]]
"""A klantreis as it goes under one model."""
_STEPS = 6
"""Steps of a moment that are shown; the rest as a count."""
_SIDE = 70
"""Characters that two models side by side take."""


def journeys_page(ruleset: Ruleset, journeys: Sequence[Journey]) -> Report:
    """Which klantreizen a model has."""
    rows = tuple(
        (Cell(one.id, Tone.STRONG), Cell(one.title), Cell(journey_text.count(len(one.moments)))) for one in journeys
    )
    columns = (journey_text.NUMBER, journey_text.TITLE, journey_text.MOMENTS)
    return Report(
        journey_text.LISTED,
        (
            Paragraph(journey_text.model(ruleset.profile.title, ruleset.profile.version), Tone.QUIET),
            Table(journey_text.LISTED, columns, rows, numbered=True),
        ),
    )


def journey_page(journey: Journey, walks: Sequence[Walk], left_out: Sequence[str] = ()) -> Report:
    """A klantreis for a table of people: one block a moment, under one model or two, and all hiaten together."""
    titles = [ruleset.profile.title for ruleset, _ in walks]
    blocks: list[Block] = [
        Paragraph(journey_text.model(ruleset.profile.title, ruleset.profile.version), Tone.QUIET)
        for ruleset, _ in walks
    ]
    blocks.append(Paragraph(journey_text.ABOUT))
    if left_out:
        blocks.append(Paragraph(journey_text.left_out(left_out), Tone.QUIET))
    blocks += road_lines(walks)
    for number, moment in enumerate(journey.moments):
        blocks.append(Heading(journey_text.moment(number + 1, moment.title)))
        blocks += [Paragraph(moment.news), *_danger(walks[0][1][number].assessment)]
        blocks.append(_moment_table(titles, [outcomes[number] for _, outcomes in walks]))
    return Report(journey_text.heading(journey.title), (*blocks, *_all_gaps(walks)))


def road_lines(walks: Sequence[Walk]) -> Iterator[Block]:
    """The whole road as a line of phases, one line a model."""
    yield Heading(journey_text.ROAD)
    for ruleset, outcomes in walks:
        line = journey_words.road_words(outcomes)
        yield Paragraph(line if len(walks) == 1 else journey_text.role(ruleset.profile.title, line), Tone.STRONG)


def _danger(assessment: Assessment) -> Iterator[Block]:
    for alert in assessment.alerts:
        yield Callout(advice.alert_short(assessment, alert), advice.alert_lines(alert))


def _moment_table(titles: Sequence[str], outcomes: Sequence[MomentOutcome]) -> Table:
    columns = [_moment_cells(one) for one in outcomes]
    rows = [(Cell(name, Tone.STRONG), *cells) for name, *cells in zip(_ROWS, *columns, strict=True)]
    kept = tuple(row for row in rows if any(cell.text for cell in row[1:]))
    heads = (journey_text.HEAD, *(titles if len(titles) > 1 else [journey_text.HERE]))
    side = _SIDE if len(titles) > 1 else 0
    return Table(journey_text.SAYS, heads, kept, row_headers=True, side_by_side=side)


_ROWS = (
    *(journey_text.PHASE, journey_text.ROLES, journey_text.HANDOVER, journey_text.DECIDES),
    *(journey_text.STEPS, journey_text.DEADLINES, journey_text.GAPS),
)


def _moment_cells(outcome: MomentOutcome) -> tuple[Cell, ...]:
    """What one model says of a moment, in the order of the rows."""
    now = outcome.assessment
    steps = [journey_words.step_words(now, step) for step in now.steps[:_STEPS]]
    if len(now.steps) > _STEPS:
        steps.append(journey_text.more_steps(len(now.steps) - _STEPS))
    roles = [
        journey_text.role(one.role.title, journey_words.holding_words(one)) for one in journey_words.held_roles(now)
    ]
    if outcome.decided_by:
        decides = "; ".join(outcome.decided_by)
    else:
        decides = journey_text.NOT_RECORDED if outcome.moves else journey_text.NO_MOVE
    return (
        Cell(journey_text.phase(journey_words.phase_words(now), journey_words.course_words(now)), Tone.STRONG),
        _lines(roles),
        _lines([journey_words.handover_words(one) for one in outcome.handovers]),
        Cell(decides),
        _lines(steps),
        _lines(outcome.deadlines),
        _lines(journey_words.gaps_of(outcome)),
    )


def _lines(texts: Sequence[str]) -> Cell:
    return Cell("\n".join(texts))


def _all_gaps(walks: Sequence[Walk]) -> Iterator[Block]:
    """Every hiaat of the road once, with the moments where it plays."""
    for ruleset, outcomes in walks:
        found: dict[str, list[int]] = {}
        for number, outcome in enumerate(outcomes, start=1):
            for text in journey_words.gaps_of(outcome):
                found.setdefault(text, []).append(number)
        name = journey_text.ALL_GAPS
        yield Heading(name if len(walks) == 1 else journey_text.role(ruleset.profile.title, name))
        if found:
            yield Items(tuple(journey_text.times(text, moments) for text, moments in found.items()))
        else:
            yield Paragraph(journey_text.NO_GAPS)
