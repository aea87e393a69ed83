"""One household under several models, and what makes the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import combinations
from typing import Any

from ave_cli.compare.models import Point, phase_of
from ave_cli.engine.answer_space import facts_of, favour, missing_facts
from ave_cli.engine.answers_file import Plain, raw_answer, read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.profile import Answers, Condition, Criterion, Effect, FactKind, Gap, Ruleset, Truth, record
from ave_cli.profile import ModelDifference as Between
from ave_cli.text import compare as compare_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases, triage_json
from ave_cli.wording.phrases import speak_condition


@record
class Household:
    """One household under each model, in the order of the models."""

    assessments: tuple[Assessment, ...]
    refused: tuple[tuple[str, ...], ...]
    """Per model the facts in the file that it does not know, or not with this answer; they do not count there."""
    left_out: tuple[str, ...]
    """Facts that count under no model here: a phase of one model is no phase of another."""


def read_household(
    rulesets: Sequence[Ruleset], raw: Mapping[str, Any], current_phase: str | None
) -> tuple[Household, tuple[str, ...]]:
    """The household under each model, and every problem with the file.

    An answer that fits some model is no problem: under the others it is named and does not count. The current phase
    must be a phase of some model, and then counts under none, because phases of different models are not the same.
    """
    problems: list[str] = []
    fitting: list[dict[str, Any]] = [{} for _ in rulesets]
    refused: list[list[str]] = [[] for _ in rulesets]
    left_out: list[str] = []
    for ident, one in raw.items():
        wrong = [read_answers(ruleset, {ident: one}, None)[1] for ruleset in rulesets]
        if all(wrong):
            problems += [line for lines in wrong for line in lines]
        elif _is_phase(rulesets, ident):
            left_out.append(ident)
        else:
            for place, lines in enumerate(wrong):
                if lines:
                    refused[place].append(ident)
                else:
                    fitting[place][ident] = one
    if current_phase is not None:
        wrong = [read_answers(ruleset, {}, current_phase)[1] for ruleset in rulesets]
        if all(wrong):
            problems += [line for lines in wrong for line in lines]
        left_out += [fact for fact in _phases(rulesets) if fact not in left_out]
    assessments = tuple(
        assess(ruleset, read_answers(ruleset, given, None)[0]) for ruleset, given in zip(rulesets, fitting, strict=True)
    )
    household = Household(
        assessments=assessments, refused=tuple(tuple(one) for one in refused), left_out=tuple(left_out)
    )
    return household, tuple(dict.fromkeys(problems))


def _phases(rulesets: Sequence[Ruleset]) -> tuple[str, ...]:
    """The facts that are answered with a phase."""
    return tuple(
        dict.fromkeys(fact.id for ruleset in rulesets for fact in ruleset.facts.values() if fact.kind is FactKind.PHASE)
    )


def _is_phase(rulesets: Sequence[Ruleset], ident: str) -> bool:
    return ident in _phases(rulesets)


MANY = 2
"""So many ways are told where several are equally near."""


class Why(Enum):
    """How the one model comes to its phase."""

    MET = "met"
    """An entry criterion of the phase is met."""
    DOUBT = "doubt"
    """Its rule for doubt puts the advice one phase up."""
    OPEN = "open"
    """It advises no other phase, but leaves a heavier one possible."""
    LIGHTEST = "lightest"
    """It is the lightest phase that it has."""


@record
class Need:
    """What the other model would need: an entry criterion that is not met, and what of it does not hold yet."""

    criterion: Criterion
    condition: Condition
    open: bool
    """Whether that is not known, rather than not so."""


@record
class HouseholdDifference:
    """Why two models come out differently, seen from one of them."""

    one: int
    """Place of the model that it starts from."""
    other: int
    why: Why
    phase: str
    """Label of the phase of the first, that the other does not reach."""
    reasons: tuple[tuple[str, ...], ...]
    """Facts of each criterion that is met, each group enough for the phase; in doubt or open the facts not known."""
    goal: tuple[str, ...]
    """Ids of the phases of the other that were looked at: the one with this label, else all heavier than its own."""
    uncounted: tuple[str, ...]
    """Facts among the reasons at which no entry criterion of those phases looks."""
    effects: tuple[tuple[Effect, str], ...]
    """What these facts do in the other instead: effect and phase id."""
    needs: tuple[Need, ...]
    more: bool
    """Whether there are other ways that look at these facts, less near than those in `needs`."""


def differences(found: Sequence[Assessment]) -> tuple[HouseholdDifference, ...]:
    """For each pair that comes out differently what makes the difference, seen from the heavier one.

    Which is heavier is read from the labels alone; where they do not tell, both sides are given.
    """
    return tuple(
        difference
        for first, second in combinations(range(len(found)), 2)
        if outcome(found[first]) != outcome(found[second])
        for difference in _telling(_difference(found, one, other) for one, other in _directions(found, first, second))
    )


def _telling(both: Iterable[HouseholdDifference]) -> list[HouseholdDifference]:
    """A side that only says that its phase is the lightest is left out where the other says more."""
    found = list(both)
    return [one for one in found if one.why is not Why.LIGHTEST] or found[:1]


def outcome(found: Assessment) -> tuple[str, str]:
    """The labels of the advised phase and of the heaviest that is possible."""
    return found.label, found.ruleset.phase(_most(found)).label


def _most(found: Assessment) -> int:
    return max(found.interval.at_most, found.course.advised)


def _rank(found: Assessment, *, advised: bool) -> int:
    return found.course.advised if advised else _most(found)


def _directions(found: Sequence[Assessment], first: int, second: int) -> Iterator[tuple[int, int]]:
    advised = found[first].label != found[second].label
    forth = _heavier(found[first], found[second], advised=advised)
    back = _heavier(found[second], found[first], advised=advised)
    if forth or not back:
        yield first, second
    if back or not forth:
        yield second, first


def _heavier(assessment: Assessment, other: Assessment, *, advised: bool) -> bool:
    """Whether the labels say so: the phase of the one is heavier for the other, or that of the other lighter for it."""
    mine, theirs = _rank(assessment, advised=advised), _rank(other, advised=advised)
    seen_there = phase_of(other.ruleset, assessment.ruleset.phase(mine).label)
    seen_here = phase_of(assessment.ruleset, other.ruleset.phase(theirs).label)
    return (seen_there is not None and other.ruleset.rank(seen_there) > theirs) or (
        seen_here is not None and assessment.ruleset.rank(seen_here) < mine
    )


def _difference(found: Sequence[Assessment], one: int, other: int) -> HouseholdDifference:
    why, rank, reasons = _reasons(found[one], advised=found[one].label != found[other].label)
    label = found[one].ruleset.phase(rank).label
    facts = tuple(dict.fromkeys(fact for group in reasons for fact in group))
    lighter = found[other]
    goal = _goal(lighter, label)
    ways = [criterion for criterion in lighter.ruleset.entry_criteria if criterion.phase in goal]
    looked_at = {fact for criterion in ways for fact in facts_of(lighter.ruleset, criterion.when)}
    uncounted = tuple(fact for fact in facts if fact not in looked_at)
    by_label = len(goal) == 1 and lighter.ruleset.label(goal[0]) == label
    needs, count = _needs(lighter, ways, facts) if by_label or not uncounted else ([], 0)
    return HouseholdDifference(
        one=one,
        other=other,
        why=why,
        phase=label,
        reasons=reasons,
        goal=goal,
        uncounted=uncounted,
        effects=tuple(_effects(lighter, uncounted)),
        needs=tuple(needs[:MANY]),
        more=len(needs) > MANY or len(needs) < count,
    )


def _reasons(found: Assessment, *, advised: bool) -> tuple[Why, int, tuple[tuple[str, ...], ...]]:
    """How the model comes to its phase, the rank of that phase, and the facts that it rests on."""
    ruleset, proved = found.ruleset, found.interval.at_least
    if not advised:
        rank = _most(found)
        unknown = [
            met.evaluation.result.open
            for met in found.criteria
            if _enters(ruleset, met.evaluation.criterion, rank) and met.evaluation.truth is Truth.UNKNOWN
        ]
        return Why.OPEN, rank, tuple(dict.fromkeys(unknown))
    rank = found.course.advised
    if rank > proved:
        return Why.DOUBT, rank, (found.doubt.facts,)
    resting = {
        met.evaluation.criterion: met.evaluation.result.because
        for met in found.criteria
        if _enters(ruleset, met.evaluation.criterion, rank) and met.evaluation.truth is Truth.YES
    }
    return (Why.MET if resting else Why.LIGHTEST), rank, _least(found, resting)


def _least(found: Assessment, resting: Mapping[Criterion, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The facts of each criterion, once; one that falls with the facts of another and asks more is left out."""
    groups = tuple(dict.fromkeys(resting.values()))
    kept = [group for group in groups if not any(set(other) < set(group) for other in groups)]
    gone = {fact for one in kept for fact in one}
    rest = Answers(given={fact: value for fact, value in found.answers.given.items() if fact not in gone})
    evaluation = found.ruleset.read(rest)
    standing = {facts for one, facts in resting.items() if evaluation.evaluate_named(one.id).truth is Truth.YES}
    return tuple(group for group in groups if group in kept or group in standing)


def _enters(ruleset: Ruleset, criterion: Criterion, rank: int) -> bool:
    return criterion.effect is Effect.ENTER and ruleset.rank(criterion.phase) == rank


def _goal(lighter: Assessment, label: str) -> tuple[str, ...]:
    ruleset, own = lighter.ruleset, lighter.course.advised
    same = phase_of(ruleset, label)
    if same is not None and ruleset.rank(same) > own:
        return (same,)
    return tuple(phase.id for phase in ruleset.profile.phases if ruleset.rank(phase.id) > own)


def _needs(lighter: Assessment, ways: Sequence[Criterion], facts: Sequence[str]) -> tuple[list[Need], int]:
    """The nearest ways: those that look at most of the facts with the answer given; and how many ways there are.

    Where some of them are still open, only those are near.
    """
    ruleset = lighter.ruleset
    evaluation = ruleset.read(lighter.answers)
    found: list[tuple[tuple[int, int, int, int], Need]] = []
    for criterion in ways:
        shared = [fact for fact in facts if fact in facts_of(ruleset, criterion.when)]
        rest = missing_facts(ruleset, evaluation, criterion.when)
        if rest is None or (facts and not shared):
            continue
        need = Need(
            criterion=criterion, condition=rest, open=evaluation.evaluate_named(criterion.id).truth is Truth.UNKNOWN
        )
        far = len(facts_of(ruleset, rest))
        helped = sum(_favour(lighter, criterion, fact) for fact in shared)
        found.append(((-helped, -len(shared), ruleset.rank(criterion.phase), far), need))
    known = [one for one in found if one[1].open] or found
    count = len(found)
    found = sorted(known, key=lambda one: one[0])
    return [need for near, need in found if near[:3] == found[0][0][:3]], count


def _favour(lighter: Assessment, criterion: Criterion, fact: str) -> bool:
    value = lighter.answers.value(fact)
    return not isinstance(value, Gap) and favour(lighter.ruleset, criterion.when, fact, value)


def _effects(lighter: Assessment, facts: Sequence[str]) -> Iterator[tuple[Effect, str]]:
    """What the criteria that are met make of these facts; lightest phase first."""
    ruleset = lighter.ruleset
    doing = {
        (met.evaluation.criterion.effect, met.evaluation.criterion.phase): None
        for met in lighter.criteria
        if met.evaluation.criterion.effect is not Effect.LEAVE
        and met.evaluation.truth is Truth.YES
        and set(facts) & set(met.evaluation.result.because)
    }
    yield from sorted(doing, key=lambda one: ruleset.rank(one[1]))


def sentence(found: Sequence[Assessment], names: Sequence[str], difference: HouseholdDifference) -> str:
    """One sentence: why the one model comes to its phase, and what the other makes of the same facts."""
    return compare_text.pair(*halves(found, names, difference))


def halves(found: Sequence[Assessment], names: Sequence[str], difference: HouseholdDifference) -> tuple[str, str]:
    """The sentence in its two parts; the first is the same for every model that it is compared with."""
    told = [_tell(found[difference.one], fact, difference.why) for fact in difference.uncounted]
    first = _first(found[difference.one], names[difference.one], difference)
    return first, _second(found[difference.other], names[difference.other], difference, told)


def _first(heavier: Assessment, name: str, difference: HouseholdDifference) -> str:
    groups = [[_tell(heavier, fact, difference.why) for fact in group] for group in difference.reasons]
    match difference.why:
        case Why.MET:
            return compare_text.met(name, groups, difference.phase)
        case Why.DOUBT:
            return compare_text.doubted(name, _names(heavier.ruleset, difference), difference.phase)
        case Why.OPEN:
            return compare_text.open_(name, _names(heavier.ruleset, difference), difference.phase)
        case Why.LIGHTEST:
            return compare_text.lightest(name, difference.phase)


def _names(ruleset: Ruleset, difference: HouseholdDifference) -> list[str]:
    return list(dict.fromkeys(ruleset.facts[fact].name() for group in difference.reasons for fact in group))


def _tell(found: Assessment, fact: str, why: Why) -> str:
    """A fact with its answer; a plain yes needs no word, and where it is not known the name is enough."""
    value = found.answers.value(fact)
    needs_no_word = value is True or why is not Why.MET
    return found.ruleset.facts[fact].name() if needs_no_word else phrases.tell_answer(found.ruleset, fact, value)


def _second(lighter: Assessment, name: str, difference: HouseholdDifference, uncounted: Sequence[str]) -> str:
    ruleset = lighter.ruleset
    if not difference.goal:
        return compare_text.heaviest(name, lighter.label)
    goal = ruleset.label(difference.goal[0]) if len(difference.goal) == 1 else compare_text.more_than(lighter.label)
    if difference.why is Why.DOUBT:
        rule = ruleset.profile.doubt
        return compare_text.rule(name, f"{profiles_text.RULES[rule.rule.value]} {rule.text}".strip())
    if difference.why is Why.LIGHTEST:
        return compare_text.needed(
            name, goal, [speak_condition(ruleset, need.condition) for need in difference.needs], more=difference.more
        )
    return compare_text.other(name, _parts(lighter, difference, goal, uncounted))


def _parts(lighter: Assessment, difference: HouseholdDifference, goal: str, uncounted: Sequence[str]) -> Iterator[str]:
    ruleset = lighter.ruleset
    facts = {fact for group in difference.reasons for fact in group}
    if difference.uncounted:
        whole = set(difference.uncounted) == facts
        yield compare_text.no_criterion([] if whole else uncounted, goal, _effects_named(lighter, difference))
    for is_open in (True, False):
        needs = [need for need in difference.needs if need.open is is_open]
        if not needs:
            continue
        label = ruleset.label(needs[0].criterion.phase)
        texts = [speak_condition(ruleset, need.condition) for need in needs]
        same = all(set(facts_of(ruleset, need.condition)) <= facts for need in needs)
        words = compare_text.depends if is_open else compare_text.only_when if same else compare_text.also
        yield words(label, texts, more=difference.more)


def _effects_named(lighter: Assessment, difference: HouseholdDifference) -> str:
    ruleset = lighter.ruleset
    kinds = dict.fromkeys(effect for effect, _ in difference.effects)
    return "; ".join(
        triage_text.EFFECT[kind.value].format(compare_text.both(_labels(ruleset, difference, kind.value)))
        for kind in kinds
    )


def _labels(ruleset: Ruleset, difference: HouseholdDifference, kind: str) -> Iterable[str]:
    return [ruleset.label(phase) for effect, phase in difference.effects if effect.value == kind]


def differences_between(rulesets: Sequence[Ruleset], known: Iterable[Between]) -> tuple[Between, ...]:
    """The differences between documents that concern at least two of these models, unless all say the same."""
    ids = {ruleset.profile.id for ruleset in rulesets}
    return tuple(one for one in known if _concerns(one, ids))


def _concerns(one: Between, ids: set[str]) -> bool:
    said = {side.profile: side.text for side in one.sides if side.profile in ids}
    return len(said) > 1 and (len(said) < len(ids) or len(set(said.values())) > 1)


def models_json(rulesets: Sequence[Ruleset], points: Iterable[Point], known: Iterable[Between]) -> Plain:
    """A comparison without a household; what is the same everywhere is left out of `differences`."""
    ids = [ruleset.profile.id for ruleset in rulesets]
    return {
        "format": 1,
        "profiles": [ruleset.identity for ruleset in rulesets],
        "differences": [
            {
                "about": point.about.value,
                "title": point.title,
                "part": point.part or None,
                "said": [{"profile": ident, "text": text} for ident, text in zip(ids, point.said, strict=True)],
            }
            for point in points
            if not point.same
        ],
        "between": [_between(one, ids) for one in known],
    }


def household_json(
    household: Household, names: Sequence[str], found: Iterable[HouseholdDifference], known: Iterable[Between]
) -> Plain:
    """One household under each model: a triage result per model, and what makes the difference."""
    rulesets = [assessment.ruleset for assessment in household.assessments]
    ids = [ruleset.profile.id for ruleset in rulesets]
    return {
        "format": 1,
        "profiles": [ruleset.identity for ruleset in rulesets],
        "results": [triage_json.triage_json(assessment) for assessment in household.assessments],
        "differences": [_difference_as_json(household, names, one) for one in found],
        "refused_answers": [
            {"profile": ident, "facts": list(facts)}
            for ident, facts in zip(ids, household.refused, strict=True)
            if facts
        ],
        "left_out": list(household.left_out),
        "between": [_between(one, ids) for one in known],
    }


def _difference_as_json(household: Household, names: Sequence[str], difference: HouseholdDifference) -> Plain:
    heavier, lighter = household.assessments[difference.one], household.assessments[difference.other]
    return {
        "profiles": [heavier.ruleset.profile.id, lighter.ruleset.profile.id],
        "advised": [found.ruleset.phase(found.course.advised).id for found in (heavier, lighter)],
        "why": difference.why.value,
        "text": sentence(household.assessments, names, difference),
        "because": [
            [{"fact": fact, "answer": raw_answer(heavier.answers.value(fact))} for fact in group]
            for group in difference.reasons
        ],
        "not_counted": list(difference.uncounted),
        "needs": [{"criterion": need.criterion.id, "unknown": need.open} for need in difference.needs],
    }


def _between(one: Between, ids: Sequence[str]) -> Plain:
    return {
        "id": one.id,
        "question": one.question,
        "sides": [
            {"profile": side.profile, "text": side.text, "statements": list(side.statements)}
            for side in one.sides
            if side.profile in ids
        ],
        "reading": one.reading,
        "why": one.why or None,
    }
