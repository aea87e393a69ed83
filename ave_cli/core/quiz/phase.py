"""A household: which phase, and which criterion makes it so?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.quiz import levels
from ave_cli.core.quiz.draft import Draft, told
from ave_cli.core.quiz.household import Household, placed
from ave_cli.core.quiz.material import Desk, Material, contested, doubtful, takes_part
from ave_cli.core.quiz.options import MOST_WRONG, Choice
from ave_cli.core.quiz.question import Kind
from ave_cli.engine.classification import classify
from ave_cli.profile.conditions import Reading
from ave_cli.profile.facts import Answers
from ave_cli.profile.schema import Criterion
from ave_cli.profile.truth import Truth
from ave_cli.text import quiz_questions as quiz_questions_text


def draft_phase(desk: Desk, ident: str, household: Household) -> Draft | None:
    """The question about this household; None where its phase is open, contested, or kept by the current one."""
    own, answers = desk.own, household.answers
    rank = clear_advice(own, answers)
    if rank is None:
        return None
    reading = own.model.read(answers)
    grounds = met(own, reading, rank)
    texts = [one.text for one in grounds]
    phase = own.model.phase(rank)
    return Draft(
        id=ident,
        kind=Kind.PHASE,
        level=levels.of_phase(own, answers),
        text=quiz_questions_text.which_phase(own.title),
        right=Choice(
            text=quiz_questions_text.with_title(phase.label, phase.title), why=quiz_questions_text.phase_right(texts)
        ),
        wrong=tuple(_wrong(desk, household, reading, rank)),
        explanation=quiz_questions_text.phase_explained(
            phase.label, texts, told(own.model, answers, _decisive(own, reading, rank))
        ),
        rests_on=(*(one.statements for one in grounds), phase.statements),
        household=household,
    )


def clear_phase(own: Material, answers: Answers) -> int | None:
    """The rank of the one phase that the answers leave, unless the source contradicts itself about it here."""
    reading = own.model.read(answers)
    interval = classify(own.model, reading)
    phase = own.model.phase(interval.at_least).id
    if not interval.settled or any(takes_part(one, reading, phase) for one in own.phase_conflicts):
        return None
    return interval.at_least


def clear_advice(own: Material, answers: Answers) -> int | None:
    """The same, unless the household is in a heavier phase now: what is advised then hangs on going down."""
    rank, current = clear_phase(own, answers), own.model.current(answers)
    return None if rank is None or (current is not None and own.model.rank(current) > rank) else rank


def met(own: Material, reading: Reading, rank: int) -> list[Criterion]:
    """The criteria that are met and put a household in this phase."""
    grounds = [one for one in own.entering if own.model.rank(one.phase) == rank]
    return [one for one in grounds if reading.named(one.id).truth is Truth.YES]


def nearest(own: Material, reading: Reading, rank: int) -> tuple[Criterion, int] | None:
    """Of the criteria for this phase the one that fewest answers keep from being met, and how many there are."""
    row = [one for one in own.entering if own.model.rank(one.phase) == rank]
    if not row:
        return None
    return min(row, key=lambda one: len(reading.named(one.id).because)), len(row)


def _decisive(own: Material, reading: Reading, rank: int) -> Iterator[str]:
    grounds = met(own, reading, rank)
    for one in grounds:
        yield from reading.named(one.id).because
    if not grounds:
        for one in own.entering:
            yield from reading.named(one.id).because if own.model.rank(one.phase) == rank + 1 else ()


def _wrong(desk: Desk, household: Household, reading: Reading, rank: int) -> Iterator[Choice]:
    """The other phases, nearest first."""
    model = desk.own.model
    spared = doubtful(model, contested(model, reading, model.phase(rank).id))
    others = [one for one in range(len(model.profile.phases)) if one != rank and model.phase(one).id not in spared]
    for other in sorted(others, key=lambda one: (abs(one - rank), -one))[:MOST_WRONG]:
        phase = model.phase(other)
        why = why_not(desk.own, household.answers, reading, rank, other)
        if why:
            remark = _elsewhere(desk, household.answers, phase.label)
            yield Choice(text=quiz_questions_text.with_title(phase.label, phase.title), why=why + remark)


def why_not(own: Material, answers: Answers, reading: Reading, rank: int, other: int) -> str:
    """Why it is not the other phase; empty where the model has no criterion to name."""
    model = own.model
    if other < rank:
        return quiz_questions_text.phase_lighter(model.phase(rank).label, [one.text for one in met(own, reading, rank)])
    near = nearest(own, reading, other)
    if near is None:
        return ""
    criterion, count = near
    because = told(model, answers, reading.named(criterion.id).because)
    return quiz_questions_text.phase_heavier(model.phase(other).label, criterion.text, count, because)


def _elsewhere(desk: Desk, answers: Answers, label: str) -> str:
    """That the phase is right under another model that calls it the same."""
    for other in desk.others:
        rank = clear_phase(other, placed(other.model, answers, None))
        if rank is not None and other.model.phase(rank).label == label:
            return quiz_questions_text.elsewhere(other.title, label)
    return ""
