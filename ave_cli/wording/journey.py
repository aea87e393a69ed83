"""A klantreis in words: phases, hand-overs and hiaten, and its JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ave_cli.engine.answers_file import Plain
from ave_cli.engine.assessment import Alert, AlertKind, Assessment, PhaseStatus
from ave_cli.engine.journey import Handover, HandoverKind, JourneyGap, JourneyGapKind, MomentOutcome
from ave_cli.engine.phases import TransitionResult
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import OWN_ORIGIN, NextStep
from ave_cli.profile import NATIONAL_ORIGIN, Journey, Phase, RoleStatus, SourceConflict, StepKind
from ave_cli.text import journey as journey_text
from ave_cli.wording import phrases as advice
from ave_cli.wording.triage_json import triage_json


def phase_words(assessment: Assessment) -> str:
    """The advised phase, or which are possible while that cannot be told."""
    ruleset, interval = assessment.ruleset, assessment.interval
    low, high = (ruleset.phase(rank).label for rank in (interval.at_least, interval.at_most))
    if assessment.status is PhaseStatus.OPEN:
        return journey_text.not_told(low, high)
    if interval.at_most > assessment.course.advised:
        return journey_text.perhaps(assessment.label, high)
    return assessment.label


def course_words(assessment: Assessment) -> str:
    """Which way the household goes; empty where it was in no phase yet."""
    if assessment.direction is None or assessment.course.current is None:
        return ""
    return journey_text.course(assessment.direction.value, assessment.ruleset.label(assessment.course.current))


def road_words(outcomes: Iterable[MomentOutcome]) -> str:
    """The whole road as one line of phases."""
    return journey_text.road(phase_words(one.assessment) for one in outcomes)


def look_back(outcomes: Sequence[MomentOutcome]) -> tuple[str, ...]:
    """The road as a line of phases, and each moment with its phase and what changed hands."""
    return (road_words(outcomes), *(_look_back(one) for one in outcomes))


def _look_back(outcome: MomentOutcome) -> str:
    first = journey_text.role(outcome.moment.title, phase_words(outcome.assessment))
    persons = [one for one in outcome.handovers if one.after.role.person]
    return ". ".join((first, *(handover_words(one) for one in persons[:_HANDED])))


_HANDED = 2
"""Roles that change hands at one moment and that a line has room for."""


def receiver_words(holding: RoleHolding) -> str:
    """To whom a role goes: by name, or as agreed in a meeting."""
    return _party(holding, journey_text.to_agree)


def giver_words(holding: RoleHolding) -> str:
    """From whom a role comes."""
    return _party(holding, journey_text.was_agreed)


def _party(holding: RoleHolding, agreed: Callable[[str], str]) -> str:
    if holding.status is not RoleStatus.ASSIGNED:
        return advice.holders_of(holding)
    names = [advice.holder_name(holder) for holder in holding.holders]
    return "; ".join([*names, *(agreed(place) for place in holding.appointed_in)])


def handover_words(handover: Handover) -> str:
    """One hand-over as a sentence."""
    before, after = giver_words(handover.before), receiver_words(handover.after)
    title = handover.after.role.title
    match handover.kind:
        case HandoverKind.STARTS:
            return journey_text.starts(title, after)
        case HandoverKind.PASSES:
            return _partly(handover) or journey_text.passes(title, before, after)
        case HandoverKind.STOPS:
            return journey_text.stops(title, before)
        case HandoverKind.OPEN:
            return journey_text.undecided(title, before, after)
        case HandoverKind.NO_RECEIVER:
            return journey_text.no_receiver(title, before)


def _partly(handover: Handover) -> str:
    """Only who joins or leaves, where the others stay."""
    old, new = handover.before, handover.after
    title = new.role.title
    joined = [advice.holder_name(one) for one in new.holders if one not in old.holders]
    left = [advice.holder_name(one) for one in old.holders if one not in new.holders]
    if old.appointed_in != new.appointed_in or len(left) == len(old.holders) or (joined and left):
        return ""
    return journey_text.joins(title, "; ".join(joined)) if joined else journey_text.leaves(title, "; ".join(left))


def gap_words(assessment: Assessment, gap: JourneyGap) -> str:
    """One agreement that is missing, as a sentence."""
    match gap.about:
        case RoleHolding():
            say = {
                JourneyGapKind.NO_HOLDER: journey_text.no_holder,
                JourneyGapKind.NO_RECEIVER: journey_text.receiver_missing,
            }
            return say[gap.kind](gap.about.role.title, gap.about.role.person, assessment.label)
        case TransitionResult():
            label, move = assessment.ruleset.label, gap.about
            start = label(move.transition.from_) if move.transition.from_ else ""
            return journey_text.no_decider(start, label(move.to) if move.to else "")
        case NextStep():
            return journey_text.no_who(advice.step_short(assessment, gap.about))
        case Phase():
            return journey_text.way_down_missing(gap.about.label)
        case SourceConflict():
            return journey_text.contradiction(gap.about.question, gap.about.id)


def step_words(assessment: Assessment, step: NextStep) -> str:
    """A step in one line, with who takes it where that is recorded."""
    of = {NATIONAL_ORIGIN: journey_text.OF_THE_COUNTRY, OWN_ORIGIN: journey_text.OF_THE_PROGRAM}.get(step.origin, "")
    return journey_text.step(advice.step_short(assessment, step), step.who, of)


def alert_words(assessment: Assessment, alert: Alert) -> str:
    """What is the matter, of a household that nobody was asked about."""
    return journey_text.NOW_IN_DANGER if alert.kind is AlertKind.ACUTE else advice.alert_short(assessment, alert)


def steps_of(assessment: Assessment) -> tuple[NextStep, ...]:
    """The steps without whom to call, which stands with the danger."""
    return tuple(
        step for step in assessment.steps if not (step.kind is StepKind.ACUTE and step.origin == NATIONAL_ORIGIN)
    )


def decider_words(outcome: MomentOutcome) -> str:
    """Who decides about what happens now."""
    if outcome.decided_by:
        return "; ".join(outcome.decided_by)
    if outcome.moves or any(gap.kind is JourneyGapKind.NO_WAY_DOWN for gap in outcome.gaps):
        return journey_text.NOT_RECORDED
    is_open = outcome.assessment.status is PhaseStatus.OPEN
    return journey_text.NOT_TOLD_YET if is_open else journey_text.NO_MOVE


def gaps_of(outcome: MomentOutcome) -> tuple[str, ...]:
    """Every hiaat of a moment, each once."""
    return tuple(dict.fromkeys(gap_words(outcome.assessment, gap) for gap in outcome.gaps))


def held_roles(assessment: Assessment) -> Iterator[RoleHolding]:
    """The roles that somebody holds, or may come to hold."""
    nobody = (RoleStatus.NOT_APPLICABLE, RoleStatus.NOT_RECORDED)
    return (holding for holding in assessment.roles if holding.status not in nobody)


def journey_json(profile: str, journey: Journey, outcomes: Sequence[MomentOutcome]) -> Plain:
    """The whole road, format 1; phase, roles and steps as in the result of a triage."""
    return {
        "format": 1,
        "profile": profile,
        "journey": {"id": journey.id, "title": journey.title},
        "moments": [_moment(one) for one in outcomes],
    }


def _moment(outcome: MomentOutcome) -> Plain:
    result = triage_json(outcome.assessment)
    return {
        "title": outcome.moment.title,
        "news": outcome.moment.news,
        "alerts": result["alerts"],
        "phase": result["phase"],
        "direction": result["phase"]["direction"],
        "roles": result["roles"],
        "handover": [_handover(one) for one in outcome.handovers],
        "decided_by": "; ".join(outcome.decided_by) or None,
        "steps": result["steps"],
        "deadlines": list(outcome.deadlines),
        "gaps": list(gaps_of(outcome)),
    }


def _handover(handover: Handover) -> Plain:
    return {
        "role": handover.after.role.id,
        "kind": handover.kind.value,
        "from": giver_words(handover.before),
        "to": receiver_words(handover.after),
        "text": handover_words(handover),
    }
