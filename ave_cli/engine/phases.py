"""Transitions between phases, and which way a household goes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ave_cli.engine.classification import Interval, danger_facts
from ave_cli.profile import Evaluation, Ruleset, Transition, TransitionDirection, Truth, all_of, any_of, record


class Direction(Enum):
    """Which way the household goes, seen from the phase that it is in."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNCLEAR = "unclear"


class TransitionStatus(Enum):
    """Whether a move can be made."""

    OPEN = "open"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


_STATUS = {
    Truth.YES: TransitionStatus.OPEN,
    Truth.NO: TransitionStatus.BLOCKED,
    Truth.UNKNOWN: TransitionStatus.UNKNOWN,
}


@record
class TransitionResult:
    """A transition of the profile for this household."""

    transition: Transition
    status: TransitionStatus
    missing: tuple[str, ...]
    """Ids of its criteria that are not met or not known; empty where its own conditions hold."""
    blocked_by: tuple[str, ...]
    """Entry criteria of a heavier phase that are met, and danger that still stands, where its own conditions hold."""
    precondition: Truth = Truth.YES
    """Whether what it requires beforehand holds; YES where it requires nothing."""
    to: str | None
    """The phase it leads to; computed where the source does not say, None where that gives no lighter one."""


@record
class Course:
    """Where the household stands and where it goes."""

    current: str | None
    advised: int
    """Rank of the phase whose roles and steps count now."""
    direction: Direction | None
    """None where no current phase is known."""
    taken: tuple[TransitionResult, ...]
    """The moves that are being made: those the local decider would have to confirm."""
    leaving: tuple[TransitionResult, ...] = ()
    """The ways out of the current phase to a lighter one, where the answers prove no heavier one."""


def plot_course(ruleset: Ruleset, evaluation: Evaluation, interval: Interval, floor: int) -> Course:
    """The course of this household.

    It goes down only along a move whose own conditions are all met, and only when no entry criterion of the
    current phase or a heavier one can still hold; it never goes down because entry criteria stopped holding.

    Args:
        interval: what the answers prove and leave possible.
        floor: `at_least`, raised where the rule for doubt says so.
    """
    current = ruleset.current(evaluation.answers)
    if current is None:
        made = tuple(_entering(ruleset, evaluation, None, floor))
        return Course(current=None, advised=floor, direction=None, taken=made)
    rank = ruleset.rank(current)
    leaving = tuple(transitions_down(ruleset, evaluation, current, floor)) if floor < rank else ()
    direction, advised, taken = _direction(ruleset, evaluation, interval, floor, rank, leaving)
    return Course(current=current, advised=advised, direction=direction, taken=taken, leaving=leaving)


def _direction(
    ruleset: Ruleset,
    evaluation: Evaluation,
    interval: Interval,
    floor: int,
    rank: int,
    leaving: tuple[TransitionResult, ...],
) -> tuple[Direction, int, tuple[TransitionResult, ...]]:
    """Which way from the phase of this rank, the rank that is advised, and the transitions that lead there."""
    if floor > rank:
        return Direction.UP, floor, tuple(_entering(ruleset, evaluation, ruleset.phase(rank).id, floor))
    if floor >= rank:
        return Direction.SAME if interval.at_most <= rank else Direction.UNCLEAR, rank, ()
    open_ = [move for move in leaving if move.status is TransitionStatus.OPEN]
    if open_ and interval.at_most < rank:
        target = min(ruleset.rank(move.to) for move in open_ if move.to is not None)
        return Direction.DOWN, target, tuple(m for m in open_ if m.to == ruleset.phase(target).id)
    decided = leaving and not open_ and all(move.status is TransitionStatus.BLOCKED for move in leaving)
    return Direction.SAME if decided and interval.at_most <= rank else Direction.UNCLEAR, rank, ()


def transitions_down(ruleset: Ruleset, evaluation: Evaluation, current: str, lowest: int) -> Iterable[TransitionResult]:
    """Moves out of the current phase to a lighter one that is not lighter than the answers prove."""
    rank = ruleset.rank(current)
    for transition in ruleset.profile.transitions:
        if transition.from_ != current or transition.direction is TransitionDirection.UP:
            continue
        move = _move(ruleset, evaluation, transition, lowest)
        if move.to is not None and lowest <= ruleset.rank(move.to) < rank:
            yield move


def _entering(ruleset: Ruleset, evaluation: Evaluation, current: str | None, rank: int) -> Iterable[TransitionResult]:
    """The moves that lead up to this phase: those from the current one, and the direct ones.

    For a household in no phase the direct ones count; where the model has none, each way into the phase does.
    """
    to = ruleset.phase(rank).id
    ups = [
        transition
        for transition in ruleset.profile.transitions
        if transition.to == to and transition.direction is not TransitionDirection.DOWN and transition.from_ != to
    ]
    if current is not None:
        fitting = [transition for transition in ups if transition.from_ in (current, None)]
        ups = fitting or ups
    elif any(transition.from_ is None for transition in ups):
        ups = [transition for transition in ups if transition.from_ is None]
    moves = [_move(ruleset, evaluation, transition, rank) for transition in ups]
    return [move for move in moves if move.status is not TransitionStatus.BLOCKED]


def list_transitions(ruleset: Ruleset, evaluation: Evaluation, course: Course) -> tuple[TransitionResult, ...]:
    """Every move that starts from the current or the advised phase, or is being made."""
    places = {course.current, ruleset.phase(course.advised).id}
    done = {move.transition.id for move in course.taken}
    rest = [
        _move(ruleset, evaluation, move, course.advised)
        for move in ruleset.profile.transitions
        if move.id not in done
        and (move.from_ in places or (move.from_ is None and _heavier(ruleset, move.to, course.advised)))
    ]
    return (*course.taken, *rest)


def _heavier(ruleset: Ruleset, phase: str | None, rank: int) -> bool:
    return phase is not None and ruleset.rank(phase) > rank


def _move(ruleset: Ruleset, evaluation: Evaluation, transition: Transition, lowest: int) -> TransitionResult:
    truths = {ident: evaluation.evaluate_named(ident).truth for ident in transition.criteria}
    join = all_of if transition.needs == "all" else any_of
    truth = join(truths.values()) if truths else Truth.UNKNOWN
    holds = truth is Truth.YES
    before = Truth.YES if transition.requires is None else evaluation.evaluate(transition.requires).truth
    truth = all_of([truth, before])
    missing = tuple(ident for ident, one in truths.items() if one is not Truth.YES)
    to = transition.to if transition.to is not None else _compute_target(ruleset, transition, lowest)
    held, blocked_by = truth is Truth.YES, tuple[str, ...]()
    if held and _goes_down(ruleset, transition, to):
        target = ruleset.rank(to) if to is not None else ruleset.rank(transition.from_ or "") - 1
        blocked_by = _still_holding(ruleset, evaluation, target)
        if not blocked_by and _may_still_hold(ruleset, evaluation, target):
            truth = Truth.UNKNOWN
    return TransitionResult(
        transition=transition,
        status=TransitionStatus.BLOCKED if blocked_by else _STATUS[truth],
        missing=() if holds else missing,
        precondition=before,
        blocked_by=blocked_by,
        to=to,
    )


def _goes_down(ruleset: Ruleset, transition: Transition, to: str | None) -> bool:
    """Whether a move leads to a lighter phase; where two phases are halves of one, a move within it can too."""
    if transition.direction is not TransitionDirection.WITHIN:
        return transition.direction is TransitionDirection.DOWN
    return to is not None and transition.from_ is not None and ruleset.rank(to) < ruleset.rank(transition.from_)


def _still_holding(ruleset: Ruleset, evaluation: Evaluation, target: int) -> tuple[str, ...]:
    """Ids of the entry criteria that are met of a phase heavier than this, and of danger that has no place in it."""
    heavier = [criterion for criterion in ruleset.entry_criteria if ruleset.rank(criterion.phase) > target]
    met = [criterion.id for criterion in heavier if evaluation.evaluate_named(criterion.id).truth is Truth.YES]
    in_danger = target < ruleset.danger_rank
    return (*met, *(danger_facts(ruleset, evaluation.answers) if in_danger else ()))


def _may_still_hold(ruleset: Ruleset, evaluation: Evaluation, target: int) -> bool:
    """Whether an entry criterion of a phase heavier than this is not known, or may mean that phase."""
    return any(
        evaluation.evaluate_named(criterion.id).truth is not Truth.NO
        for criterion in ruleset.entry_criteria
        if ruleset.rank_to(criterion) > target
    )


def _compute_target(ruleset: Ruleset, transition: Transition, lowest: int) -> str | None:
    """Where a move leads that has no target in the source: where the answers put the household, if lighter."""
    if transition.direction is TransitionDirection.WITHIN:
        return transition.from_
    start = ruleset.rank(transition.from_) if transition.from_ is not None else len(ruleset.ranks)
    return ruleset.phase(lowest).id if lowest < start else None
