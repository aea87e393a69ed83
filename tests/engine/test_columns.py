"""Many households at once: what the sets of households say is what each household gets by itself."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.engine.answer_space import values_of
from ave_cli.engine.assessment import AlertKind, assess
from ave_cli.engine.columns import Columns, column_of, facts_that_count, rank_of_each, signs, work_out
from ave_cli.engine.phases import Direction
from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.profile.facts import Answers, Gap, Implied, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import TransitionDirection
from ave_cli.storage import library
from tests import strategies

Line = tuple[object, ...]


def at_once(ruleset: Ruleset, households: Sequence[Answers]) -> list[Line]:
    """Phases, direction and alerts of each household, worked out together."""
    columns = {fact: column_of(one.value(fact) for one in households) for fact in facts_that_count(ruleset)}
    size = len(households)
    found = work_out(Columns(ruleset, columns, size))
    ways = (None, *found.direction)
    said = (found.at_least, found.at_most, found.advised, (0, *found.direction.values()))
    alerts = [signs(one, size) for one in (found.acute, found.acute_unknown, found.danger, *found.national)]
    return [
        (
            *(low, high, advised, ways[way]),
            *(bool(text[row]) for text in alerts),
        )
        for row, (low, high, advised, way) in enumerate(zip(*(rank_of_each(sets, size) for sets in said), strict=True))
    ]


def one_by_one(ruleset: Ruleset, household: Answers) -> Line:
    """The same of one household, from its evaluation."""
    so_far = evaluate_so_far(ruleset, household)
    return (
        so_far.interval.at_least,
        so_far.interval.at_most,
        so_far.course.advised,
        so_far.course.direction,
    )


def with_alerts(ruleset: Ruleset, household: Answers) -> Line:
    """The same of one household, from the whole advice."""
    whole = assess(ruleset, household)
    kinds = {alert.kind for alert in whole.alerts}
    national = {alert.national.id for alert in whole.alerts if alert.national is not None}
    return (
        *(whole.interval.at_least, whole.interval.at_most, whole.course.advised, whole.course.direction),
        AlertKind.ACUTE in kinds,
        AlertKind.ACUTE_UNKNOWN in kinds,
        bool(kinds & {AlertKind.DANGER, AlertKind.DANGER_WITHOUT_PHASE}),
        *(alert.id in national for alert in ruleset.national.alerts),
    )


def implying(ruleset: Ruleset, implied: dict[str, tuple[str, ...]]) -> Ruleset:
    """The same model, in which a yes to one fact means a yes to one of others."""
    facts = {
        ident: replace(fact, implies=Implied(any=implied[ident])) if ident in implied else fact
        for ident, fact in ruleset.facts.items()
    }
    return replace(ruleset, facts=facts)


def within(ruleset: Ruleset, moves: set[int]) -> Ruleset:
    """The same model, in which some ways down are called a move within, as between two halves of one phase."""
    transitions = tuple(
        replace(move, direction=TransitionDirection.WITHIN) if place in moves else move
        for place, move in enumerate(ruleset.profile.transitions)
    )
    return replace(ruleset, profile=replace(ruleset.profile, transitions=transitions))


IMPLIED = st.dictionaries(
    st.sampled_from(strategies.YES_NO),
    st.lists(st.sampled_from(strategies.YES_NO), min_size=1, max_size=3, unique=True).map(tuple),
    max_size=2,
)


@given(st.data())
def test_a_random_model_gives_many_households_what_it_gives_each(data: st.DataObject) -> None:
    ruleset = implying(data.draw(strategies.wide_rulesets), data.draw(IMPLIED))
    ruleset = within(ruleset, data.draw(st.sets(st.integers(0, 5), max_size=3)))
    households = data.draw(st.lists(strategies.any_answers(ruleset), min_size=1, max_size=12))
    assert at_once(ruleset, households) == [with_alerts(ruleset, one) for one in households]


def random_households(ruleset: Ruleset, count: int, seed: str) -> list[Answers]:
    """Households at random: a quarter of what counts not answered, some of it doubted, danger seldom."""
    chance = random.Random(seed)
    facts = [(fact, values_of(ruleset, ruleset.facts[fact])) for fact in facts_that_count(ruleset)]

    def household() -> Answers:
        gaps, calm = chance.choice((0.0, 0.1, 0.3, 0.6)), chance.choice((0.0, 0.5, 0.9))
        given: dict[str, Value | Gap] = {}
        for fact, values in facts:
            if chance.random() < gaps:
                if chance.random() < 0.4:
                    given[fact] = Gap.DONT_KNOW
            else:
                given[fact] = values[0] if chance.random() < calm else chance.choice(values)
        return Answers(given=given)

    return [household() for _ in range(count)]


@pytest.mark.parametrize("name", library.index().ids())
def test_a_shipped_model_gives_many_households_what_it_gives_each(name: str) -> None:
    ruleset = library.load(name)
    households = random_households(ruleset, 500, name)
    assert at_once(ruleset, households) == [with_alerts(ruleset, one) for one in households]


@pytest.mark.long
@pytest.mark.parametrize("name", library.index().ids())
def test_twenty_thousand_households_of_a_shipped_model(name: str) -> None:
    ruleset = library.load(name)
    households = random_households(ruleset, 20_000, f"{name} 20000")
    assert [line[:4] for line in at_once(ruleset, households)] == [one_by_one(ruleset, one) for one in households]


@pytest.mark.parametrize("name", library.index().ids())
def test_danger_that_implies_other_danger_in_every_combination(name: str) -> None:
    ruleset = library.load(name)
    facts = [fact.id for fact in ruleset.facts.values() if fact.danger]
    kinds: tuple[Value | Gap, ...] = (True, False, Gap.DONT_KNOW, Gap.NOT_ANSWERED)
    households = [
        Answers(given={fact: one for fact, one in zip(facts, some, strict=True) if one is not Gap.NOT_ANSWERED})
        for some in product(kinds, repeat=len(facts))
    ]
    assert [line[:4] for line in at_once(ruleset, households)] == [one_by_one(ruleset, one) for one in households]


def test_nobody_has_no_phase(tiny: Ruleset) -> None:
    assert at_once(tiny, []) == []


def test_every_direction_is_met() -> None:
    """So that the tests above are seen to look at something."""
    ruleset = library.load(library.index().default)
    households = random_households(ruleset, 500, ruleset.profile.id)
    assert {line[3] for line in at_once(ruleset, households)} == {*Direction, None}
