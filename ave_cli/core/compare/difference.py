"""What makes one household come out differently under two models?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import combinations

from ave_cli.core.compare.points import phase_of
from ave_cli.engine.answer_space import facts_of
from ave_cli.engine.assessment import Assessment
from ave_cli.engine.condition_analysis import entering, favoured, missing
from ave_cli.profile.conditions import Condition
from ave_cli.profile.facts import Answers, Gap
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Effect
from ave_cli.profile.truth import Truth

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
class Difference:
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


def differences(found: Sequence[Assessment]) -> tuple[Difference, ...]:
    """For each pair that comes out differently what makes the difference, seen from the heavier one.

    Which is heavier is read from the labels alone; where they do not tell, both sides are given.
    """
    return tuple(
        difference
        for first, second in combinations(range(len(found)), 2)
        if outcome(found[first]) != outcome(found[second])
        for difference in _telling(_difference(found, one, other) for one, other in _directions(found, first, second))
    )


def _telling(both: Iterable[Difference]) -> list[Difference]:
    """A side that only says that its phase is the lightest is left out where the other says more."""
    found = list(both)
    return [one for one in found if one.why is not Why.LIGHTEST] or found[:1]


def outcome(found: Assessment) -> tuple[str, str]:
    """The labels of the advised phase and of the heaviest that is possible."""
    return found.label, found.model.phase(_most(found)).label


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


def _heavier(one: Assessment, other: Assessment, *, advised: bool) -> bool:
    """Whether the labels say so: the phase of the one is heavier for the other, or that of the other lighter for it."""
    mine, theirs = _rank(one, advised=advised), _rank(other, advised=advised)
    seen_there = phase_of(other.model, one.model.phase(mine).label)
    seen_here = phase_of(one.model, other.model.phase(theirs).label)
    return (seen_there is not None and other.model.rank(seen_there) > theirs) or (
        seen_here is not None and one.model.rank(seen_here) < mine
    )


def _difference(found: Sequence[Assessment], one: int, other: int) -> Difference:
    why, rank, reasons = _reasons(found[one], advised=found[one].label != found[other].label)
    label = found[one].model.phase(rank).label
    facts = tuple(dict.fromkeys(fact for group in reasons for fact in group))
    lighter = found[other]
    goal = _goal(lighter, label)
    ways = [criterion for criterion in entering(lighter.model) if criterion.phase in goal]
    looked_at = {fact for criterion in ways for fact in facts_of(lighter.model, criterion.when)}
    uncounted = tuple(fact for fact in facts if fact not in looked_at)
    by_label = len(goal) == 1 and lighter.model.phase(lighter.model.rank(goal[0])).label == label
    needs, count = _needs(lighter, ways, facts) if by_label or not uncounted else ([], 0)
    return Difference(
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
    model, proved = found.model, found.interval.at_least
    if not advised:
        rank = _most(found)
        unknown = [
            met.finding.verdict.open
            for met in found.criteria
            if _enters(model, met.finding.criterion, rank) and met.finding.truth is Truth.UNKNOWN
        ]
        return Why.OPEN, rank, tuple(dict.fromkeys(unknown))
    rank = found.course.advised
    if rank > proved:
        return Why.DOUBT, rank, (found.doubt.facts,)
    resting = {
        met.finding.criterion: met.finding.verdict.because
        for met in found.criteria
        if _enters(model, met.finding.criterion, rank) and met.finding.truth is Truth.YES
    }
    return (Why.MET if resting else Why.LIGHTEST), rank, _least(found, resting)


def _least(found: Assessment, resting: Mapping[Criterion, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The facts of each criterion, once; one that falls with the facts of another and asks more is left out."""
    groups = tuple(dict.fromkeys(resting.values()))
    kept = [one for one in groups if not any(set(other) < set(one) for other in groups)]
    gone = {fact for one in kept for fact in one}
    rest = Answers(given={fact: value for fact, value in found.answers.given.items() if fact not in gone})
    reading = found.model.read(rest)
    standing = {facts for one, facts in resting.items() if reading.named(one.id).truth is Truth.YES}
    return tuple(one for one in groups if one in kept or one in standing)


def _enters(model: Model, criterion: Criterion, rank: int) -> bool:
    return criterion.effect is Effect.ENTER and model.rank(criterion.phase) == rank


def _goal(lighter: Assessment, label: str) -> tuple[str, ...]:
    model, own = lighter.model, lighter.course.advised
    same = phase_of(model, label)
    if same is not None and model.rank(same) > own:
        return (same,)
    return tuple(phase.id for phase in model.profile.phases if model.rank(phase.id) > own)


def _needs(lighter: Assessment, ways: Sequence[Criterion], facts: Sequence[str]) -> tuple[list[Need], int]:
    """The nearest ways: those that look at most of the facts with the answer given; and how many ways there are.

    Where some of them are still open, only those are near.
    """
    model = lighter.model
    reading = model.read(lighter.answers)
    found: list[tuple[tuple[int, int, int, int], Need]] = []
    for criterion in ways:
        shared = [fact for fact in facts if fact in facts_of(model, criterion.when)]
        rest = missing(model, reading, criterion.when)
        if rest is None or (facts and not shared):
            continue
        need = Need(criterion=criterion, condition=rest, open=reading.named(criterion.id).truth is Truth.UNKNOWN)
        far = len(facts_of(model, rest))
        helped = sum(_favoured(lighter, criterion, fact) for fact in shared)
        found.append(((-helped, -len(shared), model.rank(criterion.phase), far), need))
    known = [one for one in found if one[1].open] or found
    count = len(found)
    found = sorted(known, key=lambda one: one[0])
    return [need for near, need in found if near[:3] == found[0][0][:3]], count


def _favoured(lighter: Assessment, criterion: Criterion, fact: str) -> bool:
    value = lighter.answers.value(fact)
    return not isinstance(value, Gap) and favoured(lighter.model, criterion.when, fact, value)


def _effects(lighter: Assessment, facts: Sequence[str]) -> Iterator[tuple[Effect, str]]:
    """What the criteria that are met make of these facts; lightest phase first."""
    model = lighter.model
    doing = {
        (met.finding.criterion.effect, met.finding.criterion.phase): None
        for met in lighter.criteria
        if met.finding.criterion.effect is not Effect.LEAVE
        and met.finding.truth is Truth.YES
        and set(facts) & set(met.finding.verdict.because)
    }
    yield from sorted(doing, key=lambda one: model.rank(one[1]))
