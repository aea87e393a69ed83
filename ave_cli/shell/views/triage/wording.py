"""How do the parts of an assessment read, wherever they stand on the page?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.core import phrase
from ave_cli.engine.assessment import Alert, Assessment, Met, answered
from ave_cli.engine.roles import Held
from ave_cli.engine.transitions import Move
from ave_cli.profile.schema import Effect, RoleStatus
from ave_cli.profile.truth import Truth
from ave_cli.words import screens as say


def who(held: Held) -> str:
    """The holders of a role in words, or why there is none."""
    names = [phrase.holder(one) for one in held.holders]
    if held.status is RoleStatus.ASSIGNED:
        return "; ".join([*names, *(say.agreed_in(place) for place in held.appointed_in)])
    status = say.ROLE_STATUS[held.status.value]
    options = [*names, *(say.agreed_in(place) for place in held.appointed_in)]
    return f"{status}: {say.candidates(options)}" if options else status


_ALERT = {"acuut": say.DANGER_FIRST, "acuut_onbekend": say.DANGER_UNKNOWN, "gevaar_zonder_fase": say.DANGER_LIGHT}


def alert_title(alert: Alert) -> str:
    """What stands above an alert."""
    return _ALERT[alert.kind]


def move_name(assessment: Assessment, move: Move) -> str:
    """Which way a move goes, from where to where."""
    label = {phase.id: phase.label for phase in assessment.model.profile.phases}
    start = label[move.transition.from_] if move.transition.from_ else say.ANY_PHASE
    end = label[move.to] if move.to else ""
    name = say.move(say.DIRECTION[move.transition.direction.value], start, end)
    if move.transition.to:
        return name
    return f"{name} {say.TARGET_COMPUTED if move.to else say.TARGET_OPEN}"


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
    return say.because(phrase.told(assessment.model, fact, value) for fact, value in given.items())


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
    yield say.decided(one.decided_by or say.NOBODY)
    pairs = (
        (say.requested, one.requested_by),
        (say.contact_first, one.contact_first),
        (say.formal, one.formal_act),
        (say.informed, one.informed),
        (say.handover, one.handover),
        (say.disagree, one.disagreement),
        (say.term, one.deadline),
    )
    yield from (words(text) for words, text in pairs if text)
    if one.note:
        yield one.note
