"""A klantreis: one household through the phases, with what changes hands and what the model leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.phases import TransitionResult
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep
from ave_cli.profile import (
    Answers,
    Journey,
    JourneyMoment,
    Phase,
    RoleStatus,
    Ruleset,
    SourceConflict,
    TransitionDirection,
    Whose,
    record,
)


class HandoverKind(Enum):
    """What happens to a role between two moments."""

    STARTS = "starts"
    """Somebody holds it now, and nobody had to before."""
    PASSES = "passes"
    """Somebody else holds it now."""
    STOPS = "stops"
    """Nobody has to hold it any more."""
    NO_RECEIVER = "no_receiver"
    """Somebody held it, and the model does not say who takes it over."""
    OPEN = "open"
    """Somebody held it, and an answer that is not known decides who takes it over."""


@record
class Handover:
    """A role that changes hands."""

    kind: HandoverKind
    before: RoleHolding
    after: RoleHolding


class JourneyGapKind(Enum):
    """Which agreement a municipality still has to make for such a household."""

    NO_HOLDER = "no_holder"
    NO_RECEIVER = "no_receiver"
    NO_DECIDER = "no_decider"
    NO_WAY_DOWN = "no_way_down"
    NO_WHO = "no_who"
    CONTRADICTION = "contradiction"


@record
class JourneyGap:
    """One agreement that is missing, and the record of the model that it is missing from."""

    kind: JourneyGapKind
    about: RoleHolding | TransitionResult | NextStep | SourceConflict | Phase


@record
class MomentOutcome:
    """One moment with the advice for it."""

    moment: JourneyMoment
    assessment: Assessment
    handovers: tuple[Handover, ...]
    gaps: tuple[JourneyGap, ...]

    @property
    def moves(self) -> tuple[TransitionResult, ...]:
        """The moves that are made now."""
        return self.assessment.course.taken

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Who decides about the moves that are made now."""
        return tuple(dict.fromkeys(move.transition.decided_by for move in self.moves if move.transition.decided_by))

    @property
    def deadlines(self) -> tuple[str, ...]:
        """The terms that run now."""
        moves = (move.transition.deadline for move in self.moves)
        steps = (step.deadline for step in self.assessment.steps)
        return tuple(dict.fromkeys(term for term in (*moves, *steps) if term))


def moment_answers(ruleset: Ruleset, journey: Journey) -> Iterator[tuple[JourneyMoment, Answers, tuple[str, ...]]]:
    """Every moment with all that is known by then, and every problem with the answers that came in it."""
    known: dict[str, Any] = {}
    for moment in journey.moments:
        known = {**known, **moment.answers}
        answers, problems = read_answers(ruleset, known, moment.current_phase)
        yield moment, answers, tuple(one for one in problems if not _is_older(one, moment))


def _is_older(problem: str, moment: JourneyMoment) -> bool:
    """Whether a problem was said at an earlier moment already."""
    place = problem.partition(":")[0]
    return place.startswith("answers.") and place.removeprefix("answers.") not in moment.answers


def walk_journey(ruleset: Ruleset, journey: Journey) -> tuple[MomentOutcome, ...]:
    """The whole road under the model that the klantreis was written for; what is wrong in an answer is left out."""
    found: list[MomentOutcome] = []
    for moment, answers, _ in moment_answers(ruleset, journey):
        found.append(_outcome(moment, assess(ruleset, answers), found[-1].assessment if found else None))
    return tuple(found)


def walk_elsewhere(ruleset: Ruleset, journey: Journey) -> tuple[MomentOutcome, ...]:
    """The same road under another model: each moment begins in the phase that this model advised before.

    What only the first model asks is left out. Where no present phase was written, there is none here either.
    """
    known: dict[str, Any] = {}
    found: list[MomentOutcome] = []
    for moment in journey.moments:
        known |= {fact: value for fact, value in moment.answers.items() if fact in ruleset.facts}
        last = found[-1].assessment if found else None
        current = ruleset.phase(last.course.advised).id if last is not None and moment.current_phase else None
        answers, _ = read_answers(ruleset, known, current)
        found.append(_outcome(moment, assess(ruleset, answers), last))
    return tuple(found)


def left_out(ruleset: Ruleset, journey: Journey) -> tuple[str, ...]:
    """Ids of the facts of a klantreis that a model does not know."""
    asked = dict.fromkeys(fact for moment in journey.moments for fact in moment.answers)
    return tuple(fact for fact in asked if fact not in ruleset.facts)


def _outcome(moment: JourneyMoment, now: Assessment, last: Assessment | None) -> MomentOutcome:
    before = {holding.role.id: holding for holding in last.roles} if last is not None else {}
    handovers = tuple(_handovers(before, now.roles))
    return MomentOutcome(moment=moment, assessment=now, handovers=handovers, gaps=tuple(_gaps(now, handovers)))


def _handovers(before: Mapping[str, RoleHolding], now: tuple[RoleHolding, ...]) -> Iterator[Handover]:
    for after in now:
        last = before.get(after.role.id)
        kind = _change(last, after) if last is not None else None
        if last is not None and kind is not None:
            yield Handover(kind=kind, before=last, after=after)


_AFTER = {
    RoleStatus.ASSIGNED: HandoverKind.PASSES,
    RoleStatus.NOT_APPLICABLE: HandoverKind.STOPS,
    RoleStatus.UNDECIDED: HandoverKind.OPEN,
}


def _change(before: RoleHolding, after: RoleHolding) -> HandoverKind | None:
    if before.status is not RoleStatus.ASSIGNED:
        return HandoverKind.STARTS if after.status is RoleStatus.ASSIGNED else None
    if (before.status, before.holders, before.appointed_in) == (after.status, after.holders, after.appointed_in):
        return None
    return _AFTER.get(after.status, HandoverKind.NO_RECEIVER)


def _gaps(now: Assessment, handovers: tuple[Handover, ...]) -> Iterator[JourneyGap]:
    lost = {one.after.role.id for one in handovers if one.kind is HandoverKind.NO_RECEIVER}
    for holding in now.roles:
        if holding.role.id in lost:
            yield JourneyGap(kind=JourneyGapKind.NO_RECEIVER, about=holding)
        elif holding.status is RoleStatus.NOT_RECORDED:
            yield JourneyGap(kind=JourneyGapKind.NO_HOLDER, about=holding)
    for move in now.course.taken:
        if not move.transition.decided_by:
            yield JourneyGap(kind=JourneyGapKind.NO_DECIDER, about=move)
    current = now.course.current
    if current is not None and _has_no_way_down(now, current):
        yield JourneyGap(kind=JourneyGapKind.NO_WAY_DOWN, about=now.ruleset.phase(now.ruleset.rank(current)))
    yield from (JourneyGap(kind=JourneyGapKind.NO_WHO, about=step) for step in now.steps if _is_nobodys(now, step))
    for conflict in now.conflicts:
        yield JourneyGap(kind=JourneyGapKind.CONTRADICTION, about=conflict)


def _is_nobodys(now: Assessment, step: NextStep) -> bool:
    """Whether the model has the step and does not say who takes it."""
    return step.origin == now.ruleset.profile.id and step.whose is Whose.NOT_RECORDED and not step.who


def _has_no_way_down(now: Assessment, current: str) -> bool:
    """Whether no answer keeps it in the present phase, and the model does not say how it gets out."""
    transitions = now.ruleset.profile.transitions
    lighter = now.interval.at_most < now.ruleset.rank(current)
    down = TransitionDirection.DOWN
    return lighter and not any(one.from_ == current and one.direction is down for one in transitions)
