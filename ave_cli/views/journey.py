"""A klantreis as a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.engine.assessment import Assessment
from ave_cli.engine.journey import MomentOutcome
from ave_cli.profile.companion_files import Journey
from ave_cli.profile.ruleset import Ruleset
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import journey as journey_text
from ave_cli.wording import advice
from ave_cli.wording import journey as journey_words

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
