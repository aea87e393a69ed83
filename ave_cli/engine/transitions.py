"""Transitions between phases, and which way a household goes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ave_cli.engine.classification import Interval
from ave_cli.profile.conditions import Evaluation
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Direction, Transition
from ave_cli.profile.truth import Truth, all_of, any_of


class Heading(Enum):
    """Which way the household goes, seen from the phase that it is in."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNCLEAR = "unclear"


class MoveStatus(Enum):
    """Whether a move can be made."""

    OPEN = "open"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


_STATUS = {Truth.YES: MoveStatus.OPEN, Truth.NO: MoveStatus.BLOCKED, Truth.UNKNOWN: MoveStatus.UNKNOWN}


@record
class Move:
    """A transition of the profile for this household."""

    transition: Transition
    status: MoveStatus
    missing: tuple[str, ...]
    """Ids of its criteria that are not met or not known; empty when it is open."""
    to: str | None
    """The phase it leads to; computed where the source does not say, None where that gives no lighter one."""


@record
class Course:
    """Where the household stands and where it goes."""

    current: str | None
    advised: int
    """Rank of the phase whose roles and steps count now."""
    heading: Heading | None
    """None where no current phase is known."""
    moves: tuple[Move, ...]
    """Every move that starts from the current or the advised phase, or is being made."""
    made: tuple[Move, ...]
    """The moves that are being made: those the local decider would have to confirm."""


def course(model: Model, evaluation: Evaluation, interval: Interval, floor: int) -> Course:
    """The course of this household.

    It goes down only along a move whose own conditions are all met, and only when no entry criterion of the
    current phase or a heavier one can still hold; it never goes down because entry criteria stopped holding.

    Args:
        interval: what the answers prove and leave possible.
        floor: `at_least`, raised where the rule for doubt says so.
    """
    current = model.current(evaluation.answers)
    if current is None:
        made = tuple(_entering(model, evaluation, None, floor))
        return Course(
            current=None,
            advised=floor,
            heading=None,
            moves=_shown(model, evaluation, None, floor, made),
            made=made,
        )
    rank = model.rank(current)
    heading, target, made = _heading(model, evaluation, interval, floor, current)
    advised = max(floor, target) if heading is Heading.DOWN else max(floor, rank)
    return Course(
        current=current,
        advised=advised,
        heading=heading,
        moves=_shown(model, evaluation, current, advised, made),
        made=made,
    )


def _heading(
    model: Model, evaluation: Evaluation, interval: Interval, floor: int, current: str
) -> tuple[Heading, int, tuple[Move, ...]]:
    rank = model.rank(current)
    if floor > rank:
        return Heading.UP, floor, tuple(_entering(model, evaluation, current, floor))
    if floor >= rank:
        return Heading.SAME if interval.at_most <= rank else Heading.UNCLEAR, rank, ()
    leaving = list(leaving_moves(model, evaluation, current, floor))
    open_ = [move for move in leaving if move.status is MoveStatus.OPEN]
    if open_ and interval.at_most < rank:
        target = min(model.rank(move.to) for move in open_ if move.to is not None)
        return Heading.DOWN, target, tuple(m for m in open_ if m.to == model.phase(target).id)
    decided = leaving and not open_ and all(move.status is MoveStatus.BLOCKED for move in leaving)
    return Heading.SAME if decided and interval.at_most <= rank else Heading.UNCLEAR, rank, ()


def leaving_moves(model: Model, evaluation: Evaluation, current: str, lowest: int) -> Iterable[Move]:
    """Moves out of the current phase to a lighter one that is not lighter than the answers prove."""
    rank = model.rank(current)
    for one in model.profile.transitions:
        if one.from_ != current or one.direction is Direction.UP:
            continue
        move = _move(model, evaluation, one, lowest)
        if move.to is not None and lowest <= model.rank(move.to) < rank:
            yield move


def _entering(model: Model, evaluation: Evaluation, current: str | None, rank: int) -> Iterable[Move]:
    """The moves that lead up to this phase: those from the current one, and the direct ones.

    For a household in no phase the direct ones count; where the model has none, each way into the phase does.
    """
    to = model.phase(rank).id
    ups = [
        one
        for one in model.profile.transitions
        if one.to == to and one.direction is not Direction.DOWN and one.from_ != to
    ]
    if current is not None:
        fitting = [one for one in ups if one.from_ in (current, None)]
        ups = fitting or ups
    elif any(one.from_ is None for one in ups):
        ups = [one for one in ups if one.from_ is None]
    moves = [_move(model, evaluation, one, rank) for one in ups]
    return [move for move in moves if move.status is not MoveStatus.BLOCKED]


def _shown(
    model: Model, evaluation: Evaluation, current: str | None, advised: int, made: tuple[Move, ...]
) -> tuple[Move, ...]:
    places = {current, model.phase(advised).id}
    done = {move.transition.id for move in made}
    rest = [
        _move(model, evaluation, one, advised)
        for one in model.profile.transitions
        if one.id not in done and (one.from_ in places or (one.from_ is None and _heavier(model, one.to, advised)))
    ]
    return (*made, *rest)


def _heavier(model: Model, phase: str | None, rank: int) -> bool:
    return phase is not None and model.rank(phase) > rank


def _move(model: Model, evaluation: Evaluation, transition: Transition, lowest: int) -> Move:
    truths = {ident: evaluation.evaluate_named(ident).truth for ident in transition.criteria}
    join = all_of if transition.needs == "all" else any_of
    truth = join(truths.values()) if truths else Truth.UNKNOWN
    missing = tuple(ident for ident, one in truths.items() if one is not Truth.YES)
    return Move(
        transition=transition,
        status=_STATUS[truth],
        missing=() if truth is Truth.YES else missing,
        to=transition.to if transition.to is not None else _computed(model, transition, lowest),
    )


def _computed(model: Model, transition: Transition, lowest: int) -> str | None:
    """Where a move leads that has no target in the source: where the answers put the household, if lighter."""
    if transition.direction is Direction.WITHIN:
        return transition.from_
    start = model.rank(transition.from_) if transition.from_ is not None else len(model.ranks)
    return model.phase(lowest).id if lowest < start else None
