"""Answers that would put a household in another phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ave_cli.engine.answer_space import comparisons_of
from ave_cli.engine.classification import classify
from ave_cli.profile.conditions import All, AnyOf, AtLeast, Condition, Includes, Is, Leaf, Not, Ref, Threshold, fits
from ave_cli.profile.facts import Answers, FactKind, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset


@record
class OtherPhase:
    """Answers that differ from those that were given, and the phase that they would prove."""

    answers: tuple[tuple[str, Value], ...]
    rank: int


def single_changes(ruleset: Ruleset, answers: Answers) -> tuple[OtherPhase, ...]:
    """Every other answer to one fact that alone changes what is proved, the heaviest phase first.

    It is exact: each answer is tried that some entry criterion tells from the one that was given, or that implies
    others.
    """
    now = _rank(ruleset, answers)
    conditions = [criterion.when for criterion in ruleset.entry_criteria]
    tried: dict[tuple[str, Value], None] = {}
    for leaf in comparisons_of(ruleset, conditions):
        for value in chain(_values(ruleset, leaf, answers, True), _values(ruleset, leaf, answers, False)):
            tried[leaf.fact, value] = None
    for fact in ruleset.facts.values():
        if fact.implies is not None and answers.value(fact.id) is not True:
            tried[fact.id, True] = None
    found = (OtherPhase(answers=(one,), rank=_rank(ruleset, answers.extended(dict([one])))) for one in tried)
    return tuple(sorted((other for other in found if other.rank != now), key=lambda other: -other.rank))


def smallest_change(ruleset: Ruleset, answers: Answers, *, up: bool) -> OtherPhase | None:
    """The fewest other answers that together prove a heavier, or no longer prove the present, phase; None for none.

    Answers are tried through the criteria themselves, and what is found is checked by classifying it.
    """
    now = _rank(ruleset, answers)
    if up:
        rules = [one.when for one in ruleset.entry_criteria if ruleset.rank(one.phase) > now]
        ways: Iterable[_Change | None] = (_change(ruleset, rule, answers, wanted=True) for rule in rules)
    else:
        heavy = tuple(one.when for one in ruleset.entry_criteria if ruleset.rank(one.phase) >= now)
        ways = (_change(ruleset, AnyOf(heavy), answers, wanted=False),)
    found = (
        OtherPhase(answers=tuple(way.items()), rank=_rank(ruleset, answers.extended(way)))
        for way in sorted(filter(None, ways), key=len)
    )
    enough = next((other for other in found if (other.rank > now if up else other.rank < now)), None)
    return _without_needless(ruleset, answers, enough, now, up=up) if enough else None


def _without_needless(ruleset: Ruleset, answers: Answers, found: OtherPhase, now: int, *, up: bool) -> OtherPhase:
    """The same without the answers that it does without."""
    for one in found.answers:
        rest = tuple(other for other in found.answers if other != one)
        rank = _rank(ruleset, answers.extended(dict(rest)))
        if rank > now if up else rank < now:
            found = OtherPhase(answers=rest, rank=rank)
    return found


_Change = Mapping[str, Value]


def _rank(ruleset: Ruleset, answers: Answers) -> int:
    return classify(ruleset, ruleset.read(answers)).at_least


def _change(ruleset: Ruleset, rule: Condition, answers: Answers, *, wanted: bool) -> _Change | None:
    """The fewest other answers that make a condition so; None where there are none."""
    match rule:
        case Ref():
            return _change(ruleset, ruleset.names[rule.name], answers, wanted=wanted)
        case Threshold():
            return _change(ruleset, rule.written_out(), answers, wanted=wanted)
        case Not():
            return _change(ruleset, rule.part, answers, wanted=not wanted)
        case All() | AnyOf():
            every = isinstance(rule, All) is wanted
            ways = [_change(ruleset, part, answers, wanted=wanted) for part in rule.parts]
            return _together(ways) if every else min((way for way in ways if way is not None), key=len, default=None)
        case _:
            if not isinstance(answers.value(rule.fact), Gap) and fits(rule, _given(answers, rule.fact)) is wanted:
                return {}
            return next(({rule.fact: value} for value in _values(ruleset, rule, answers, wanted)), None)


def _together(ways: Iterable[_Change | None]) -> _Change | None:
    """All of these changes; None where one cannot be, or two ask another answer of one fact."""
    joined: dict[str, Value] = {}
    for way in ways:
        if way is None or any(joined.get(fact, value) != value for fact, value in way.items()):
            return None
        joined.update(way)
    return joined


def _given(answers: Answers, fact: str) -> Value:
    value = answers.value(fact)
    assert not isinstance(value, Gap)
    return value


def _values(ruleset: Ruleset, leaf: Leaf, answers: Answers, wanted: bool) -> Iterator[Value]:
    """Other answers to the fact of a comparison for which it does, or does not, hold; the lightest first."""
    fact = ruleset.facts[leaf.fact]
    now = answers.value(leaf.fact)
    if fact.kind is FactKind.PHASE:
        return
    possible: Iterable[Value]
    if fact.kind is FactKind.YES_NO:
        possible = (True, False)
    elif fact.kind is FactKind.CHOICE:
        order = fact.worse if isinstance(fact.worse, tuple) else ()
        possible = sorted(fact.options, key=lambda option: order.index(option) if option in order else 0)
    else:
        possible = _selections(fact.options, now if isinstance(now, tuple) else (), leaf)
    yield from (value for value in possible if value != now and fits(leaf, value) is wanted)


def _selections(options: tuple[str, ...], now: tuple[str, ...], leaf: Leaf) -> Iterator[Value]:
    """Selections near the present one: with and without the option that is asked for, or just enough of them."""
    if isinstance(leaf, Includes):
        yield tuple(one for one in options if one in now or one == leaf.option)
        yield tuple(one for one in now if one != leaf.option)
    elif isinstance(leaf, AtLeast):
        rest = [one for one in options if one not in now]
        wider = (*now, *rest[: max(leaf.count - len(now), 0)])
        yield tuple(one for one in options if one in wider)
        yield now[: leaf.count - 1]
    elif isinstance(leaf, Is):
        yield ()
