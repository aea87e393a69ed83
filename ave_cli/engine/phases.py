"""Phases that the answers prove or leave possible, the moves between them, and which way a household goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import Enum

from ave_cli.profile import (
    Answers,
    Criterion,
    DoubtRule,
    Evaluation,
    Gap,
    NotRecorded,
    Result,
    RoleRule,
    Ruleset,
    SourceConflict,
    Transition,
    TransitionDirection,
    Truth,
    all_of,
    any_of,
    record,
)


@record
class CriterionEvaluation:
    """One criterion and what the answers make of it."""

    criterion: Criterion
    result: Result

    @property
    def truth(self) -> Truth:
        """Met, not met or unknown."""
        return self.result.truth


@record
class Interval:
    """The phases that the answers leave: ranks, 0 is the lightest; `at_least` never exceeds `at_most`."""

    at_least: int
    """The heaviest phase that the answers prove."""
    at_most: int
    """The heaviest phase that they leave possible."""
    implied_by: tuple[str, ...] = field(default=(), compare=False)
    """Facts answered yes that prove the phase by what they imply, where no criterion does by itself."""

    @property
    def settled(self) -> bool:
        """Whether one phase is left."""
        return self.at_least == self.at_most


def evaluate_criteria(ruleset: Ruleset, evaluation: Evaluation) -> tuple[CriterionEvaluation, ...]:
    """Every criterion of the profile, in its order, with its result."""
    return tuple(
        CriterionEvaluation(criterion=criterion, result=evaluation.evaluate_named(criterion.id))
        for criterion in ruleset.profile.criteria
    )


def counts_here(rule: RoleRule | SourceConflict | NotRecorded, evaluation: Evaluation, phase: str) -> bool:
    """Whether a rule, a contradiction or a gap of the source is surely about this household in this phase."""
    return (not rule.phases or phase in rule.phases) and evaluation.evaluate(rule.when).truth is Truth.YES


def classify(ruleset: Ruleset, evaluation: Evaluation) -> Interval:
    """One entry criterion that is met is enough for its phase; the heaviest phase wins.

    The lightest phase needs no criterion. A fact that implies others may prove a heavier phase: the lightest that
    whichever of them holds gives. It never makes a phase impossible.
    """
    interval = _classify(ruleset, evaluation)
    implied_by: tuple[str, ...] = ()
    for fact in ruleset.binding:
        if fact.implies is None or evaluation.answers.value(fact.id) is not True:
            continue
        proved = _proved_by(ruleset, evaluation.answers, fact.implies.any)
        if proved > interval.at_least:
            implied_by = (fact.id,)
            interval = Interval(at_least=proved, at_most=max(proved, interval.at_most), implied_by=implied_by)
    return interval


def _proved_by(ruleset: Ruleset, answers: Answers, any_of_these: Iterable[str]) -> int:
    """The heaviest phase that is proved whichever of these facts is yes; 0 where one of them is known to be."""
    if any(answers.value(fact) is True for fact in any_of_these):
        return 0
    worlds = (
        _classify(ruleset, ruleset.read(answers.extended({fact: True}))).at_least
        for fact in any_of_these
        if answers.value(fact) is not False
    )
    return min(worlds, default=0)


def _classify(ruleset: Ruleset, evaluation: Evaluation) -> Interval:
    """What the criteria alone prove and leave possible."""
    at_least = at_most = 0
    for criterion in ruleset.entry_criteria:
        rank, top = ruleset.rank(criterion.phase), ruleset.rank_to(criterion)
        if rank <= at_least and top <= at_most:
            continue
        truth = evaluation.evaluate_named(criterion.id).truth
        if truth is Truth.YES:
            at_least = max(at_least, rank)
        if truth is not Truth.NO:
            at_most = max(at_most, top)
    return Interval(at_least=at_least, at_most=at_most)


def raise_for_doubt(ruleset: Ruleset, evaluation: Evaluation, interval: Interval) -> int:
    """The rank after the model's rule for doubt: one phase up at most, and only if it says to scale up.

    It counts only for facts that the rule is about and that were answered 'weet ik niet', and only where one of them
    still plays in an entry rule of a heavier phase that is possible.
    """
    if ruleset.profile.doubt.rule is not DoubtRule.ESCALATE or interval.settled:
        return interval.at_least
    doubted = set(doubted_facts(ruleset, evaluation.answers))
    plays = (
        fact
        for criterion in ruleset.entry_criteria
        if ruleset.rank(criterion.phase) > interval.at_least
        for fact in evaluation.evaluate_named(criterion.id).open
    )
    return interval.at_least + 1 if doubted.intersection(plays) else interval.at_least


def doubted_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that the rule for doubt is about (all used facts if it names none) and that are doubted."""
    about = ruleset.profile.doubt.facts or tuple(ruleset.profile.ask)
    return tuple(fact for fact in about if answers.value(fact) is Gap.DONT_KNOW)


def danger_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that say that somebody is in concrete danger and that are answered yes."""
    return tuple(fact for fact in ruleset.dangers if answers.given.get(fact) is True)


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
