"""Questions about who holds a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ave_cli.engine.roles import Held, resolve
from ave_cli.profile.facts import Answers
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Role, RoleStatus
from ave_cli.quiz import draft
from ave_cli.quiz.draft import Draft, told
from ave_cli.quiz.households import Household, placed, plausible, settle
from ave_cli.quiz.material import ROLE, Desk, Material, Stream, any_alike, contested
from ave_cli.quiz.phase_questions import clear_advice, clear_phase
from ave_cli.quiz.question import MOST_WRONG, Choice, Kind
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.wording import phrases

_HOLDERS = 3
_EVEN = 3
"""Of so many questions all but one have the longest wrong options that there are."""
_NAMED = 5
"""Of so many questions all but one are about a role whose holder has a name of its own, where there is one."""
_STANDS_OUT = 1.25
"""A right option that is longer than the longest wrong one by more than this factor gives itself away."""
_LONGEST = 120
"""An option that is longer gives itself away, or cannot be read from the back row."""


@record
class _Other:
    """A holder that is right somewhere else."""

    held: Held
    away: int
    why: str


def draft_role(desk: Desk, ident: str, household: Household) -> Draft | None:
    """The question about this household; None where no role has a clear holder in its phase."""
    own = desk.own
    rank = clear_advice(own, household.answers)
    if rank is None:
        return None
    stream, phase = Stream(ident, "role"), own.model.phase(rank)
    if own.model.current(household.answers) is None:
        household = replace(household, answers=placed(own.model, household.answers, phase.id))
    for role in _in_turn(_askable(own.model, phase.id), stream):
        known = _known(desk, household, role, phase.id, stream)
        if known is not None:
            made = _draft(desk, ident, known, role, rank, stream)
            if made is not None:
                return made
    return None


def _in_turn(roles: list[Role], stream: Stream) -> list[Role]:
    """The roles in some order; mostly those whose holder has a name of its own first: about these people doubt."""
    order = stream.order(roles)
    return sorted(order, key=lambda one: not one.person) if stream.below(_NAMED) else order


def _askable(model: Model, phase: str) -> list[Role]:
    """The roles of which the model can say in this phase who has them, or that nobody has."""
    clear = (RoleStatus.ASSIGNED, RoleStatus.NOT_APPLICABLE)
    held = {one.role for one in model.profile.assignments if phase in one.phases and one.status in clear}
    return [one for one in model.profile.roles if one.id in held]


def _known(desk: Desk, household: Household, role: Role, phase: str, stream: Stream) -> Household | None:
    """The household with what decides about the role; a written one stays as it is."""
    if household.story:
        return household
    rules = [one for one in desk.own.model.profile.assignments if one.role == role.id and phase in one.phases]
    answers = settle(desk.own.model, household.answers, (one.when for one in rules), stream, desk.odd)
    same = clear_phase(desk.own, answers) == desk.own.model.rank(phase)
    return Household(id=household.id, answers=answers, story="") if same and plausible(desk, answers) else None


def _draft(desk: Desk, ident: str, household: Household, role: Role, rank: int, stream: Stream) -> Draft | None:
    own, phase = desk.own, desk.own.model.phase(rank)
    held = held_clearly(own.model, household.answers, role, phase.id)
    if held is None or len(shown(held)) > _LONGEST:
        return None
    others = _others(desk, household.answers, held, rank, stream)
    wrong = [Choice(text=shown(one.held), why=one.why) for one in others]
    if held.status is RoleStatus.ASSIGNED:
        if len(shown(held)) > _STANDS_OUT * max((len(one.text) for one in wrong), default=0):
            return None
        wrong.append(
            Choice(text=quiz_questions_text.NOBODY, why=quiz_questions_text.role_nobody(role.title, phase.label))
        )
    because = told(own.model, household.answers, held.because)
    return Draft(
        id=ident,
        kind=Kind.ROLE,
        level=draft.of_distance(min((one.away for one in others), default=len(own.model.profile.phases))),
        text=quiz_questions_text.who_holds(phase.label, own.title, role.title, role.person),
        right=Choice(text=shown(held), why=quiz_questions_text.role_right(role.title, phase.label, own.title)),
        wrong=tuple(wrong),
        explanation=quiz_questions_text.role_explained(role.title, phase.label, shown(held), because, held.notes[:1]),
        rests_on=(held.statements, role.statements),
        household=household,
    )


def held_clearly(model: Model, answers: Answers, role: Role, phase: str) -> Held | None:
    """Who holds the role; None where that is open, not recorded, or contested in the source."""
    evaluation = model.read(answers)
    if ROLE + role.id in contested(model, evaluation, phase):
        return None
    held = next(one for one in resolve(model, evaluation, phase) if one.role.id == role.id)
    clear = held.status is RoleStatus.NOT_APPLICABLE or (
        held.status is RoleStatus.ASSIGNED and bool(held.holders or held.appointed_in)
    )
    return held if clear and not held.possible and not held.depends_on else None


def shown(held: Held) -> str:
    """The holder of a role as an option."""
    if held.status is RoleStatus.NOT_APPLICABLE:
        return quiz_questions_text.NOBODY
    if not held.holders:
        return quiz_questions_text.agreed_in(held.appointed_in)
    return quiz_questions_text.held_by(phrases.holder(one) for one in held.holders)


def names(held: Held) -> tuple[str, ...]:
    """The names of the holders, and of the meetings where they are chosen."""
    return (*(one.name for one in held.holders), *held.appointed_in)


def _others(desk: Desk, answers: Answers, held: Held, rank: int, stream: Stream) -> list[_Other]:
    """Holders that are right in another phase, for another role or in another model, in turn and none too alike."""
    groups = [
        stream.order(_in_other_phases(desk.own, answers, held.role, rank)),
        stream.order(_of_other_roles(desk.own.model, answers, held.role, rank)),
        stream.order(_elsewhere(desk, answers, held.role, rank)),
    ]
    if stream.below(_EVEN):  # else the right one, with its parts, would stand out as the longest
        groups = [sorted(group, key=lambda one: len(shown(one.held))) for group in groups]
    found: list[_Other] = []
    while any(groups) and len(found) < MOST_WRONG:
        for group in groups:
            if group and _fits(one := group.pop(), held, found):
                found.append(one)
    return found[:MOST_WRONG]


def _fits(one: _Other, held: Held, found: list[_Other]) -> bool:
    """Whether it is another holder than the right one and than those that are there."""
    mine = names(one.held)
    if len(shown(one.held)) > _LONGEST or len(mine) > _HOLDERS:
        return False
    apart = not any_alike(mine, names(held)) if mine else bool(names(held))
    return apart and not any(any_alike(mine, names(each.held)) for each in found)


def _in_other_phases(own: Material, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    model, here = own.model, own.model.phase(rank).label
    for other, phase in enumerate(model.profile.phases):
        held = held_clearly(model, answers, role, phase.id) if other != rank else None
        if held is not None and names(held):
            why = quiz_questions_text.role_in_other_phase(phase.label, here)
            yield _Other(held=held, away=abs(other - rank), why=why)


def _of_other_roles(model: Model, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    for other in model.profile.roles:
        held = held_clearly(model, answers, other, model.phase(rank).id) if other.id != role.id else None
        if held is not None and names(held):
            yield _Other(held=held, away=len(model.profile.phases), why=quiz_questions_text.role_of_other(other.title))


def _elsewhere(desk: Desk, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    label = desk.own.model.phase(rank).label
    for other in desk.others:
        phase = next((one for one in other.model.profile.phases if one.label == label), None)
        same = next((one for one in other.model.profile.roles if one.id == role.id), None)
        held = held_clearly(other.model, answers, same, phase.id) if phase and same else None
        if held is not None and names(held) and quiz_questions_text.is_name(shown(held)):
            yield _Other(held=held, away=2, why=quiz_questions_text.role_elsewhere(other.title))
