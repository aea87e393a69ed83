"""In which order does the page of an assessment tell its story?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ave_cli.engine.assessment import Assessment
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.schema import Effect
from ave_cli.report import Block, Callout, Heading, Items, Paragraph, Report, Tone
from ave_cli.shell.views.triage import tables
from ave_cli.shell.views.triage.wording import (
    alert_title,
    answers_to,
    met_with,
    move_lines,
    move_name,
    who,
    with_source,
)
from ave_cli.text import triage as triage_text

_STEPS_IN_SHORT = 3


def page(
    assessment: Assessment, register: Mapping[str, Statement], case: str = "", *, short_first: bool = False
) -> Report:
    """The whole result: what cannot wait first, every line with its source.

    Args:
        assessment: the advice.
        register: statements of the model by id; what it does not know is shown by its id alone.
        case: a reference that the user made up; empty for none.
        short_first: the short version comes on top, to paste elsewhere; else last, where a terminal ends.
    """
    profile = assessment.model.profile
    advice = Paragraph(triage_text.ADVICE, Tone.STRONG)
    short = (*_summary(assessment), advice)
    blocks = (
        *_opening(assessment, case),
        *_alerts(assessment),
        *(short if short_first else ()),
        *_phase(assessment),
        *_decides(assessment),
        tables.roles(assessment),
        *tables.steps(assessment),
        *tables.criteria(assessment),
        *tables.moves(assessment),
        *tables.open_questions(assessment),
        *tables.conflicts(assessment),
        *tables.gaps(assessment),
        *tables.sources(assessment, register),
        *(() if short_first else short),
    )
    return Report(title=triage_text.head(profile.title, profile.version), blocks=blocks)


def _opening(assessment: Assessment, case: str) -> Iterator[Block]:
    source = assessment.model.profile.source
    yield Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)
    if assessment.model.profile.extends:
        yield Paragraph(triage_text.extends(assessment.model.profile.extends), Tone.QUIET)
    if case:
        yield Paragraph(triage_text.case_line(case))


def _alerts(assessment: Assessment) -> Iterator[Block]:
    for one in assessment.alerts:
        why = answers_to(assessment, one.because)
        lines = (*one.lines, one.text) if one.lines else (one.text,)
        yield Callout(alert_title(one), (*lines, with_source(why, one.statements)))
    if assessment.contradictions:
        yield Callout(triage_text.CONTRADICTIONS, tuple(text for _, text in assessment.contradictions), Tone.WARN)


def _tone(assessment: Assessment) -> Tone:
    heaviest = len(assessment.model.profile.phases) - 1
    share = assessment.course.advised / heaviest if heaviest else 0.0
    if assessment.left_open:
        return Tone.WARN
    return Tone.GOOD if share < 0.34 else Tone.WARN if share < 0.67 else Tone.DANGER


def _phase(assessment: Assessment) -> Iterator[Block]:
    model = assessment.model
    phase = model.phase(assessment.course.advised)
    yield Heading(triage_text.phase_line(phase.label, phase.title), 1, _tone(assessment))
    if not assessment.interval.settled:
        low, high = assessment.interval.at_least, assessment.interval.at_most
        yield Paragraph(triage_text.between(model.phase(low).label, model.phase(high).label), Tone.STRONG)
    if assessment.heading and assessment.course.current:
        now = model.phase(model.rank(assessment.course.current)).label
        yield Paragraph(triage_text.HEADING[assessment.heading.value].format(now=now), Tone.STRONG)
    if assessment.doubt.raised:
        yield Paragraph(triage_text.raised(phase.label, model.profile.doubt.text), Tone.WARN)
    elif assessment.doubt.applied:
        yield Paragraph(
            with_source(triage_text.doubt(model.profile.doubt.text), model.profile.doubt.statements), Tone.WARN
        )
    inside = [met.finding.criterion for met in met_with(assessment, Effect.WITHIN)]
    if inside:
        statements = dict.fromkeys(ident for one in inside for ident in one.statements)
        yield Paragraph(
            with_source(triage_text.within(phase.label, (one.text for one in inside)), statements), Tone.STRONG
        )
    yield from _rests_on(assessment)


def _rests_on(assessment: Assessment) -> Iterator[Block]:
    """The criteria that put the household in the phase; else that there are none, and what is left open then."""
    phase = assessment.model.phase(assessment.course.advised)
    resting = met_with(assessment, Effect.ENTER)
    if resting:
        items = (
            with_source(
                f"{met.finding.criterion.text} ({answers_to(assessment, met.finding.verdict.because)})",
                met.finding.criterion.statements,
            )
            for met in resting
        )
        yield Paragraph(f"{triage_text.RESTS_ON}:")
        yield Items(tuple(items))
    elif assessment.course.current is None or assessment.interval.settled:
        if not assessment.left_open:
            yield Paragraph(phase.start)
        yield Paragraph(with_source(triage_text.RESTS_ON_NOTHING, phase.statements))
    yield from (Paragraph(with_source(one.text, one.statements), Tone.WARN) for one in assessment.left_open)


def _decides(assessment: Assessment) -> Iterator[Block]:
    if not assessment.course.made:
        return
    yield Heading(triage_text.WHO_DECIDES)
    for move in assessment.course.made:
        yield Paragraph(with_source(move_name(assessment, move), move.transition.statements), Tone.STRONG)
        yield Items(tuple(move_lines(move)))


def _summary(assessment: Assessment) -> Iterator[Block]:
    model, interval = assessment.model, assessment.interval
    lines = [*(alert.text for alert in assessment.alerts), triage_text.short_phase(assessment.label)]
    if not interval.settled:
        lines.append(triage_text.between(model.phase(interval.at_least).label, model.phase(interval.at_most).label))
    why = [met.finding.criterion.text for met in met_with(assessment, Effect.ENTER)]
    if why:
        lines.append(triage_text.short_why(why))
    lines += [one.text for one in assessment.left_open]
    lines += [triage_text.short_roles(held.role.title, who(held)) for held in assessment.roles[:_STEPS_IN_SHORT]]
    lines += [
        triage_text.short_step(number, step.text)
        for number, step in enumerate(assessment.steps[:_STEPS_IN_SHORT], start=1)
    ]
    deciders = dict.fromkeys(move.transition.decided_by or triage_text.NOBODY for move in assessment.course.made)
    if deciders:
        lines.append(triage_text.decided("; ".join(deciders)))
    if assessment.open_questions:
        unknown = [model.facts[one.fact].name() for one in assessment.open_questions]
        lines.append(triage_text.short_open(unknown[:_STEPS_IN_SHORT], max(0, len(unknown) - _STEPS_IN_SHORT)))
    yield Callout(triage_text.SUMMARY, tuple(lines), _tone(assessment))
