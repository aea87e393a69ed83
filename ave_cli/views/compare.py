"""A comparison as a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from ave_cli.compare.household import Household, HouseholdDifference, halves
from ave_cli.compare.models import About, Point, names_of_phases
from ave_cli.engine.assessment import Assessment
from ave_cli.engine.relevance import PHASE
from ave_cli.engine.roles import RoleHolding
from ave_cli.profile.companion_files import ModelDifference as Between
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Effect
from ave_cli.report import Block, Callout, Heading, Items, Paragraph, Report, Tone
from ave_cli.text import compare as compare_text
from ave_cli.text import triage as triage_text
from ave_cli.views.triage import alert_title, contradiction_texts, criteria_met, holders_of, with_source
from ave_cli.wording import advice

Said = Iterable[tuple[str, str | None]]
"""What each model says, by its name; None where the point cannot be put to it."""


def models_page(rulesets: Sequence[Ruleset], points: Sequence[Point], known: Sequence[Between]) -> Report:
    """What differs, subject by subject; what is the same is said in one line per subject."""
    called = names_of_phases(rulesets)
    blocks: list[Block] = [Paragraph(compare_text.NO_MAPPING, Tone.QUIET)]
    for about in About:
        blocks += _section(called, [point for point in points if point.about is about], about)
    blocks += _between(rulesets, called, known)
    return Report(compare_text.title(called), tuple(blocks))


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
        for said, parts in _by(together, key=lambda one: one.said).items():
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


def _between(rulesets: Sequence[Ruleset], called: Sequence[str], known: Sequence[Between]) -> Iterator[Block]:
    if not known:
        return
    yield Heading(compare_text.BETWEEN)
    for one in known:
        yield Heading(compare_text.question(one.id, one.question), 3)
        sides = {side.profile: with_source(side.text, side.statements) for side in one.sides}
        yield _lines(
            (name, sides.get(ruleset.profile.id, triage_text.NOBODY))
            for name, ruleset in zip(called, rulesets, strict=True)
        )
        yield Paragraph(" ".join(part for part in (one.reading, one.why) if part), Tone.QUIET)


def household_page(household: Household, found: Sequence[HouseholdDifference], known: Sequence[Between]) -> Report:
    """One household under each model: danger first, then where it comes out, why, and who does what."""
    assessments = household.assessments
    called = names_of_phases([assessment.ruleset for assessment in assessments])
    told = list(zip(called, assessments, strict=True))
    blocks: list[Block] = [Paragraph(triage_text.ADVICE, Tone.STRONG), *_alerts(told)]
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
    blocks += [Paragraph(compare_text.NO_MAPPING, Tone.QUIET), *_differences(household, called, found), *_roles(told)]
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
    wrong = dict.fromkeys(text for _, assessment in told for text in contradiction_texts(assessment))
    if wrong:
        yield Callout(triage_text.CONTRADICTIONS, tuple(wrong), Tone.WARN)


def _outcome(assessment: Assessment) -> str:
    phase = assessment.ruleset.phase(assessment.course.advised)
    statements = dict.fromkeys(
        ident for met in criteria_met(assessment, Effect.ENTER) for ident in met.evaluation.criterion.statements
    )
    text = with_source(f"{phase.label}. {phase.title}", statements or phase.statements)
    if assessment.doubt.raised:
        doubt = assessment.ruleset.profile.doubt
        text = with_source(f"{phase.label}. {phase.title}. {compare_text.BY_DOUBT}", doubt.statements)
    if assessment.interval.settled:
        return text
    low, high = (
        assessment.ruleset.phase(rank).label for rank in (assessment.interval.at_least, assessment.interval.at_most)
    )
    unknown = [
        assessment.ruleset.facts[open_.fact].name()
        for open_ in assessment.open_questions
        if PHASE in open_.could_change
    ]
    return f"{text}. {compare_text.unsettled(low, high, unknown)}"


def _differences(household: Household, called: Sequence[str], found: Sequence[HouseholdDifference]) -> Iterator[Block]:
    """One sentence for each pair; what is said of the one model stands above what the others make of it."""
    yield Heading(compare_text.DIFFERENCE)
    if not found:
        yield Paragraph(compare_text.NO_DIFFERENCE)
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
    known: dict[str, list[tuple[str, RoleHolding]]] = {}
    for name, assessment in told:
        for holding in assessment.roles:
            known.setdefault(holding.role.id, []).append((name, holding))
    for ident, holdings in known.items():
        if len(holdings) > 1:
            yield Heading(holdings[0][1].role.title, 3)
            yield _lines((name, _holder(assessment, ident)) for name, assessment in told)
    single = [holdings[0] for holdings in known.values() if len(holdings) == 1]
    if single:
        yield Heading(compare_text.ONE_ONLY, 3)
        yield Items(
            tuple(
                compare_text.line([compare_text.role_of(holding.role.title, name)], holders_of(holding))
                for name, holding in single
            )
        )


def _holder(assessment: Assessment, role: str) -> str:
    return next((holders_of(holding) for holding in assessment.roles if holding.role.id == role), triage_text.NOBODY)


def _step(assessment: Assessment) -> str:
    return (
        compare_text.step(advice.step_text(assessment, assessment.steps[0]), assessment.steps[0].who)
        if assessment.steps
        else compare_text.NO_STEP
    )


def _decides(assessment: Assessment) -> str:
    deciders = dict.fromkeys(move.transition.decided_by or triage_text.NOBODY for move in assessment.course.taken)
    return "; ".join(deciders) or compare_text.NO_MOVE
