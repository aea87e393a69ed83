"""Does the whole advice tell one story on the way down: direction, phase, moves, what blocks them, steps and roles?

Random households near the written ones, in every phase that they can be in now, in every model that ships.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from ave_cli.engine.answer_space import values_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, PhaseStatus, assess
from ave_cli.engine.phases import Direction, TransitionResult, TransitionStatus
from ave_cli.profile.facts import Answers, Gap, Gate, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import RoleStatus, StepKind
from ave_cli.storage import library

pytestmark = pytest.mark.content

HOUSEHOLDS = 60
"""Households of each model; each is tried in every phase."""


def households(ruleset: Ruleset, name: str) -> Iterator[Answers]:
    """Half of them are written ones with some answers changed; the others have mostly light answers."""
    chance = random.Random(name)
    asked = [fact for fact in ruleset.profile.ask if ruleset.facts[fact].gate is None]
    cases = [read_answers(ruleset, one.answers, one.current_phase)[0] for one in library.load_cases(name).cases]
    for number in range(HOUSEHOLDS):
        given: dict[str, Value | Gap] = {}
        if number % 2:
            given |= chance.choice(cases).given
            asked_now = chance.sample(asked, chance.randint(0, 4))
        else:
            asked_now = [fact for fact in asked if chance.random() < 0.9]
        calm = chance.choice((1, 2, 4, 8))
        for fact in asked_now:
            some = [*values_of(ruleset, ruleset.facts[fact])[:8], Gap.DONT_KNOW]
            given[fact] = some[int(len(some) * chance.random() ** calm)]
        yield Answers(given=given)


def contradictions_on_the_way(advice: Assessment) -> Iterator[str]:
    ruleset, course = advice.ruleset, advice.course
    assert course.current is not None
    now, down = ruleset.rank(course.current), advice.direction is Direction.DOWN
    lighter = [move for move in advice.transitions if leads_down(advice, move)]
    if (course.advised < now) is not down:
        yield "the phase and the direction differ"
    if any(move.status is TransitionStatus.OPEN for move in lighter) is not down:
        yield "a way down is open and not taken, or taken and not open"
    if down and any(move.blocked_by or move.status is not TransitionStatus.OPEN for move in course.taken):
        yield "it goes along a move that is blocked"
    if down and any(step.id.startswith("ontbreekt-") for step in advice.steps):
        yield "it goes down and a step says what is missing"
    if advice.direction is Direction.UP and any(step.kind is StepKind.DE_ESCALATE for step in advice.steps):
        yield "it goes up and a step scales down"
    if advice.status is PhaseStatus.OPEN and any(one.status is RoleStatus.ASSIGNED for one in advice.roles):
        yield "the phase is open and somebody is assigned"
    yield from contradictions_of_moves(advice)


def leads_down(advice: Assessment, move: TransitionResult) -> bool:
    """Whether it starts where the household is now and ends in a lighter phase."""
    ruleset, current = advice.ruleset, advice.course.current
    if move.to is None or current is None or move.transition.from_ != current:
        return False
    return ruleset.rank(move.to) < ruleset.rank(current)


def contradictions_of_moves(advice: Assessment) -> Iterator[str]:
    for move in advice.transitions:
        if move.blocked_by and move.status is not TransitionStatus.BLOCKED:
            yield f"{move.transition.id} is held up and not blocked"
        if move.blocked_by and move.missing:
            yield f"{move.transition.id} misses its own conditions, and is held up"
        if move.status is TransitionStatus.BLOCKED and not (move.missing or move.blocked_by):
            yield f"{move.transition.id} is blocked and nothing says why"
        if move.status is TransitionStatus.OPEN and move.missing:
            yield f"{move.transition.id} is open and something is missing"


@pytest.mark.parametrize("name", library.index().ids())
def test_scaling_down_never_contradicts_itself(name: str) -> None:
    ruleset = library.load(name)
    gate = ruleset.gate(Gate.PHASE)
    assert gate is not None
    went_down, wrong = 0, []
    for household in households(ruleset, name):
        for phase in ruleset.ranks:
            advice = assess(ruleset, household.extended({gate: phase}))
            went_down += advice.direction is Direction.DOWN
            wrong += [(told, phase, household.given) for told in contradictions_on_the_way(advice)]
    assert wrong == []
    assert went_down or not any(one.effect.value == "leave" for one in ruleset.profile.criteria)
