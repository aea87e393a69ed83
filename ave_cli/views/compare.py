"""Comparisons as reports."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from ave_cli.compare.household import Household, HouseholdDifference, halves
from ave_cli.compare.models import About, Point, are_related, model_names
from ave_cli.engine.assessment import Assessment, PhaseStatus
from ave_cli.engine.relevance import PHASE
from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import Effect, Ruleset
from ave_cli.profile import ModelDifference as Between
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import compare as compare_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.views.triage import alert_title, with_source
from ave_cli.wording import phrases as advice

if TYPE_CHECKING:
    from ave_cli.engine.version_difference import Proof, RecordChange

Said = Iterable[tuple[str, str | None]]
"""What each model says, by its name; None where the point cannot be put to it."""


_ROWS, _WIDTH = 42, 76
"""Lines of questions on a short page, and the columns at which they are counted."""


def models_page(
    rulesets: Sequence[Ruleset], points: Sequence[Point], known: Sequence[Between], *, full: bool = True
) -> Report:
    """What can be said aloud of how the documents differ; in full also every rule, subject by subject."""
    called = model_names(rulesets)
    blocks: list[Block] = [*_marks(rulesets), *_between(rulesets, called, known, rows=None if full else _ROWS)]
    if full:
        blocks.append(Paragraph(_mapping(rulesets), Tone.QUIET))
        for about in About:
            blocks += _section(called, [point for point in points if point.about is about], about)
    else:
        differing = [point for point in points if not point.same]
        shown = [] if known else differing[:_POINTS]
        for about in About:
            blocks += _section(called, [point for point in shown if point.about is about], about)
        left = len(differing) - len(shown)
        blocks += [Heading(compare_text.MORE), Paragraph(compare_text.rules_differ(left, more=bool(shown)), Tone.QUIET)]
        blocks.append(Paragraph(_mapping(rulesets), Tone.QUIET))
    return Report(compare_text.title(called), tuple(blocks))


def _marks(rulesets: Sequence[Ruleset]) -> list[Block]:
    return [Paragraph(text, Tone.WARN) for text in advice.marks_of(one.profile for one in rulesets)]


_POINTS = 10
"""Points on a short page about models of which no difference was written down."""


def _mapping(rulesets: Sequence[Ruleset]) -> str:
    """Whether a phase of one of these models is a phase of the other."""
    return compare_text.SAME_PHASES if are_related(rulesets) else compare_text.NO_MAPPING


def _section(called: Sequence[str], points: Sequence[Point], about: About) -> Iterator[Block]:
    if not points:
        return
    yield Heading(compare_text.SECTIONS[about.value])
    if about is About.ALONE:
        yield Paragraph(compare_text.LEGEND, Tone.QUIET)
    differing = [point for point in points if not point.same]
    for title, together in groupby(differing, key=lambda one: one.title):
        if about is not About.DOUBT:  # one question, which the heading of the section puts already
            yield Heading(title, 3)
        # Only phases that follow each other stand together, so that they stay in their order.
        for said, alike in groupby(together, key=lambda one: one.said):
            parts = [point.part for point in alike]
            if parts != [""]:
                yield Paragraph(compare_text.both(parts), Tone.STRONG)
            yield _lines(zip(called, said, strict=True))
    same = _by((point for point in points if point.same), key=lambda point: (point.title, point.said[0] or ""))
    if same:
        yield Heading(compare_text.SAME, 3)
        yield Items(
            tuple(compare_text.same(compare_text.part(title, parts), text) for (title, text), parts in same.items())
        )


_K = TypeVar("_K")


def _by(points: Iterable[Point], key: Callable[[Point], _K]) -> dict[_K, list[str]]:
    """The parts of the points that are alike."""
    found: dict[_K, list[str]] = {}
    for point in points:
        found.setdefault(key(point), []).append(point.part)
    return found


def _lines(said: Said) -> Items:
    """One line for each thing that is said, with the models that say it."""
    found: dict[str, list[str]] = {}
    for name, text in said:
        if text is not None:
            found.setdefault(text, []).append(name)
    return Items(tuple(compare_text.line(who_says, text) for text, who_says in found.items()))


def _between(
    rulesets: Sequence[Ruleset], called: Sequence[str], known: Sequence[Between], rows: int | None
) -> Iterator[Block]:
    """Each question with a sentence per model, as far as there is room; of the others what to type."""
    if not known:
        return
    yield Heading(compare_text.BETWEEN)
    left, others = rows, list[str]()
    for one in sorted(known, key=lambda one: -_speaking(one, rulesets)) if rows is not None else known:
        blocks = tuple(_difference(rulesets, called, one, cited=rows is None))
        needed = 1 + sum(_height(block) for block in blocks)
        if left is not None and needed > left - len(known) // 2:
            others.append(compare_text.ask_for(one.id, one.question))
            continue
        left = None if left is None else left - needed
        yield from blocks
    if others:
        yield Heading(compare_text.OTHERS, 3)
        yield Items(tuple(others))


def _speaking(one: Between, rulesets: Sequence[Ruleset]) -> int:
    """How many of the models have something to say on a question."""
    ids = {ruleset.profile.id for ruleset in rulesets}
    return sum(side.profile in ids for side in one.sides)


def _difference(rulesets: Sequence[Ruleset], called: Sequence[str], one: Between, *, cited: bool) -> Iterator[Block]:
    yield Heading(compare_text.question(one.id, one.question), 3)
    sides = {side.profile: with_source(side.text, side.statements) if cited else side.text for side in one.sides}
    yield _lines(
        (name, sides.get(ruleset.profile.id, triage_text.NOBODY))
        for name, ruleset in zip(called, rulesets, strict=True)
    )
    if one.why and cited:
        yield Paragraph(one.why, Tone.QUIET)


def _height(block: Block) -> int:
    """About how many lines a heading or a list takes."""
    texts = block.items if isinstance(block, Items) else (block.text,) if isinstance(block, Heading | Paragraph) else ()
    return sum(len(textwrap.wrap(text, _WIDTH)) for text in texts)


def household_page(household: Household, found: Sequence[HouseholdDifference], known: Sequence[Between]) -> Report:
    """One household under each model: danger first, then where it comes out, why, and who does what."""
    assessments = household.assessments
    called = model_names([assessment.ruleset for assessment in assessments])
    told = list(zip(called, assessments, strict=True))
    blocks: list[Block] = [
        Paragraph(triage_text.ADVICE, Tone.STRONG),
        *_marks([one.ruleset for _, one in told]),
        *_alerts(told),
    ]
    blocks += [
        Heading(compare_text.OUTCOME),
        Items(tuple(compare_text.line([name], _outcome(one)) for name, one in told)),
    ]
    refused = [(name, facts) for name, facts in zip(called, household.refused, strict=True) if facts]
    if refused:
        words = {fact: one.ruleset.facts[fact].name() for _, one in told for fact in one.ruleset.facts}
        lines = (
            compare_text.line([name], compare_text.refused(words[fact] for fact in facts)) for name, facts in refused
        )
        blocks.append(Items(tuple(lines)))
    blocks += [Paragraph(compare_text.LEFT_OUT)] if household.left_out else []
    blocks += [
        Paragraph(_mapping([one.ruleset for _, one in told]), Tone.QUIET),
        *_differences(household, called, found),
        *_roles(told),
    ]
    blocks += [Heading(compare_text.FIRST_STEP), _lines((name, _step(one)) for name, one in told)]
    blocks += [Heading(compare_text.WHO_DECIDES), _lines((name, _decides(one)) for name, one in told)]
    if known:
        questions = tuple(compare_text.question(one.id, one.question) for one in known)
        blocks += [Heading(compare_text.BETWEEN), Items(questions), Paragraph(compare_text.MORE_BETWEEN)]
    return Report(compare_text.household(called), tuple(blocks))


def _alerts(told: Sequence[tuple[str, Assessment]]) -> Iterator[Block]:
    """Each alert once, with the models that give it where not all do."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, assessment in told:
        for alert in assessment.alerts:
            lines = (*advice.alert_lines(alert), advice.alert_text(assessment, alert))
            found.setdefault((alert_title(alert), lines), []).append(name)
    for (title, lines), who_says in found.items():
        under = () if len(who_says) == len(told) else (compare_text.under(who_says),)
        yield Callout(title, (*under, *lines))
    wrong = dict.fromkeys(text for _, assessment in told for text in advice.contradictions_told(assessment))
    if wrong:
        yield Callout(triage_text.CONTRADICTIONS, tuple(wrong), Tone.WARN)


def _outcome(assessment: Assessment) -> str:
    """Where a household comes out under a model; the lightest phase is no outcome while a heavier one is possible."""
    low, high = (
        assessment.ruleset.phase(rank).label for rank in (assessment.interval.at_least, assessment.interval.at_most)
    )
    unknown = [
        assessment.ruleset.facts[open_.fact].name()
        for open_ in assessment.open_questions
        if PHASE in open_.could_change
    ]
    if assessment.status is PhaseStatus.OPEN:
        return compare_text.no_phase_yet(low, high, unknown)
    text = _settled(assessment)
    return text if assessment.interval.settled else f"{text}. {compare_text.unsettled(low, high, unknown)}"


def _settled(assessment: Assessment) -> str:
    phase = assessment.ruleset.phase(assessment.course.advised)
    statements = dict.fromkeys(
        ident for met in assessment.met(Effect.ENTER) for ident in met.evaluation.criterion.statements
    )
    if assessment.doubt.raised:
        doubt = assessment.ruleset.profile.doubt
        return with_source(f"{phase.label}. {phase.title}. {compare_text.BY_DOUBT}", doubt.statements)
    return with_source(f"{phase.label}. {phase.title}", statements or phase.statements)


def _differences(household: Household, called: Sequence[str], found: Sequence[HouseholdDifference]) -> Iterator[Block]:
    """One sentence for each pair; what is said of the one model stands above what the others make of it."""
    yield Heading(compare_text.DIFFERENCE)
    if not found:
        is_open = any(one.status is PhaseStatus.OPEN for one in household.assessments)
        yield Paragraph(compare_text.NOTHING_TOLD if is_open else compare_text.NO_DIFFERENCE)
    told: dict[str, list[str]] = {}
    for one in found:
        first, second = halves(household.assessments, called, one)
        told.setdefault(first, []).append(compare_text.second_half(second))
    for first, seconds in told.items():
        yield Paragraph(compare_text.first_half(first))
        yield Items(tuple(seconds))


def _roles(told: Sequence[tuple[str, Assessment]]) -> Iterator[Block]:
    """Who holds each role in the phase of each model; a role that one model knows is told of that one only."""
    yield Heading(triage_text.ROLES)
    titles: dict[str, str] = {}
    known: dict[str, dict[str, str]] = {}
    for name, assessment in told:
        for holding in assessment.roles:
            titles.setdefault(holding.role.id, holding.role.title)
            known.setdefault(holding.role.id, {})[name] = _holder(assessment, holding)
    for ident, held in known.items():
        if len(held) > 1:
            yield Heading(titles[ident], 3)
            yield _lines((name, held.get(name, triage_text.NOBODY)) for name, _ in told)
    single = [(titles[ident], *one) for ident, held in known.items() if len(held) == 1 for one in held.items()]
    if single:
        yield Heading(compare_text.ONE_ONLY, 3)
        yield Items(tuple(compare_text.line([compare_text.role_of(title, name)], who) for title, name, who in single))


def _holder(assessment: Assessment, holding: RoleHolding) -> str:
    """Who holds a role in the phase that is advised; while none is, nobody is told, nor that nobody holds it."""
    return compare_text.NOT_TOLD_YET if assessment.status is PhaseStatus.OPEN else advice.holders_of(holding)


def _step(assessment: Assessment) -> str:
    return (
        compare_text.step(advice.step_text(assessment, assessment.steps[0]), assessment.steps[0].who)
        if assessment.steps
        else compare_text.NO_STEP
    )


def _decides(assessment: Assessment) -> str:
    if assessment.status is PhaseStatus.OPEN:
        return compare_text.DEPENDS_ON_PHASE
    deciders = dict.fromkeys(move.transition.decided_by or triage_text.NOBODY for move in assessment.course.taken)
    return "; ".join(deciders) or compare_text.NO_MOVE


def difference_page(
    old: Ruleset,
    new: Ruleset,
    records: Sequence[RecordChange],
    proof: Proof,
    notes: Sequence[tuple[str, str, str]] | None,
) -> Report:
    """What changed between two versions: the records, the households, and the notes where they were asked for.

    Of every note that was asked for: its file, and its phase under the old version and under the new one.
    """
    names = map(advice.version_words, (old.profile, new.profile))
    blocks: list[Block] = [Paragraph(compare_text.versions(*names), Tone.QUIET)]
    columns = (profiles_text.PLACE, compare_text.BEFORE, compare_text.AFTER)
    say, place = advice.change_words, advice.change_place
    rows = tuple(
        (Cell(place(one), Tone.STRONG), Cell(say(old, one, one.old)), Cell(say(new, one, one.new))) for one in records
    )
    changed = Table(compare_text.records_changed(len(rows)), columns, rows)
    blocks.append(changed if rows else Paragraph(compare_text.NOTHING_CHANGED))
    blocks += _otherwise(old, new, proof)
    if notes is not None:
        blocks.append(_notes_table(notes))
    return Report(compare_text.DIFF_TITLE, tuple(blocks))


def _otherwise(old: Ruleset, new: Ruleset, proof: Proof) -> Iterator[Block]:
    if not proof.walked:
        yield Paragraph(compare_text.VERSIONS_NOT_WALKED, Tone.WARN)
        return
    if not proof.with_direction:
        yield Paragraph(compare_text.WITHOUT_DIRECTION, Tone.QUIET)
    if not proof.changes:
        yield Paragraph(compare_text.nothing_otherwise(with_direction=proof.with_direction), Tone.GOOD)
        return
    columns = (profiles_text.WHAT, compare_text.BEFORE, compare_text.AFTER, compare_text.SETS)
    joint = replace(new, facts={**old.facts, **new.facts})
    rows = tuple(
        (
            Cell(
                compare_text.ASPECTS[change.aspect.value],
                Tone.STRONG,
                note=profiles_text.examples(["; ".join(advice.stand_out(joint, change.example))]),
            ),
            Cell(_outcome_label(old, change.old)),
            Cell(_outcome_label(new, change.new)),
            Cell(compare_text.sets_counted(change.count)),
        )
        for change in proof.changes
    )
    yield Table(compare_text.households_changed(proof.walked), columns, rows)


def _outcome_label(ruleset: Ruleset, ident: str) -> str:
    return ruleset.label(ident) if ident in ruleset.ranks else compare_text.DIRECTIONS.get(ident, ident)


def _notes_table(notes: Sequence[tuple[str, str, str]]) -> Block:
    rows = tuple((Cell(file), Cell(then), Cell(now)) for file, then, now in notes if then != now)
    if not rows:
        return Paragraph(compare_text.NO_NOTE_OTHERWISE, Tone.GOOD)
    columns = (compare_text.NOTE_NAME, compare_text.BEFORE, compare_text.AFTER)
    return Table(compare_text.notes_changed(len(rows), len(notes)), columns, rows)
