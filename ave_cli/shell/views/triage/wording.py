"""How do the parts of an assessment read, wherever they stand on the page?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.engine.assessment import Alert, Assessment, Met, answered
from ave_cli.engine.roles import Held
from ave_cli.engine.transitions import Move
from ave_cli.profile.schema import Effect, RoleStatus
from ave_cli.profile.truth import Truth
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


def who(held: Held) -> str:
    """The holders of a role in words, or why there is none."""
    names = [phrases.holder(one) for one in held.holders]
    if held.status is RoleStatus.ASSIGNED:
        return "; ".join([*names, *(triage_text.agreed_in(place) for place in held.appointed_in)])
    status = triage_text.ROLE_STATUS[held.status.value]
    options = [*names, *(triage_text.agreed_in(place) for place in held.appointed_in)]
    return f"{status}: {triage_text.candidates(options)}" if options else status


_ALERT = {
    "acuut": triage_text.DANGER_FIRST,
    "acuut_onbekend": triage_text.DANGER_UNKNOWN,
    "gevaar_zonder_fase": triage_text.DANGER_LIGHT,
}


def alert_title(alert: Alert) -> str:
    """What stands above an alert."""
    return _ALERT[alert.kind]


def move_name(assessment: Assessment, move: Move) -> str:
    """Which way a move goes, from where to where."""
    label = {phase.id: phase.label for phase in assessment.model.profile.phases}
    start = label[move.transition.from_] if move.transition.from_ else triage_text.ANY_PHASE
    end = label[move.to] if move.to else ""
    name = triage_text.move(triage_text.DIRECTION[move.transition.direction.value], start, end)
    if move.transition.to:
        return name
    return f"{name} {triage_text.TARGET_COMPUTED if move.to else triage_text.TARGET_OPEN}"


def sentences(texts: Iterable[str]) -> str:
    """Loose notes as sentences: each with a capital and a full stop."""
    return " ".join(f"{text[0].upper()}{text[1:].rstrip('.')}." for text in texts if text)


def ids(statements: Iterable[str]) -> str:
    """Statement ids in one line."""
    return ", ".join(statements)


def with_source(text: str, statements: Iterable[str]) -> str:
    """A text with the statements it rests on behind it."""
    cited = ids(statements)
    return f"{text} [{cited}]" if cited else text


def answers_to(assessment: Assessment, facts: Iterable[str]) -> str:
    """The answers that were given to these facts, in words."""
    given = answered(assessment, facts)
    return triage_text.because(phrases.told(assessment.model, fact, value) for fact, value in given.items())


def met_with(assessment: Assessment, effect: Effect) -> list[Met]:
    """The criteria of the advised phase with this effect that are met."""
    phase = assessment.model.phase(assessment.course.advised).id
    return [
        met
        for met in assessment.criteria
        if met.finding.criterion.effect is effect
        and met.finding.criterion.phase == phase
        and met.finding.truth is Truth.YES
    ]


def move_lines(move: Move) -> Iterator[str]:
    """Who decides about a move, who asks, and what else it takes."""
    one = move.transition
    yield triage_text.decided(one.decided_by or triage_text.NOBODY)
    pairs = (
        (triage_text.requested, one.requested_by),
        (triage_text.contact_first, one.contact_first),
        (triage_text.formal, one.formal_act),
        (triage_text.informed, one.informed),
        (triage_text.handover, one.handover),
        (triage_text.disagree, one.disagreement),
        (triage_text.term, one.deadline),
    )
    yield from (words(text) for words, text in pairs if text)
    if one.note:
        yield one.note
