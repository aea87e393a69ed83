"""Questions about who holds a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ave_cli.engine.roles import RoleHolding
from ave_cli.profile.facts import Answers
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Role, RoleStatus
from ave_cli.quiz import draft
from ave_cli.quiz.draft import (
    QuestionDraft,
    clear_advice,
    clear_phase,
    holder_names,
    is_held_clearly,
    show_holding,
    tell_household,
)
from ave_cli.quiz.households import Household, place_household, plausible, settle_answers
from ave_cli.quiz.material import ModelBundle, QuestionContext, SeededChoice, any_name_alike
from ave_cli.quiz.question import MOST_WRONG, Choice, QuestionKind
from ave_cli.text import quiz_questions as quiz_questions_text

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

    holding: RoleHolding
    away: int
    why: str


def draft_role(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where no role has a clear holder in its phase."""
    own = context.own
    rank = clear_advice(own, household.answers)
    if rank is None:
        return None
    stream, phase = SeededChoice(ident, "role"), own.ruleset.phase(rank)
    if own.ruleset.current(household.answers) is None:
        household = replace(household, answers=place_household(own.ruleset, household.answers, phase.id))
    for role in _in_turn(_askable(own.ruleset, phase.id), stream):
        known = _is_known(context, household, role, phase.id, stream)
        if known is not None:
            made = _draft(context, ident, known, role, rank, stream)
            if made is not None:
                return made
    return None


def _in_turn(roles: list[Role], stream: SeededChoice) -> list[Role]:
    """The roles in some order; mostly those whose holder has a name of its own first: about these people doubt."""
    order = stream.order(roles)
    return sorted(order, key=lambda one: not one.person) if stream.below(_NAMED) else order


def _askable(ruleset: Ruleset, phase: str) -> list[Role]:
    """The roles of which the model can say in this phase who has them, or that nobody has."""
    clear = (RoleStatus.ASSIGNED, RoleStatus.NOT_APPLICABLE)
    holding = {
        assignment.role
        for assignment in ruleset.profile.assignments
        if phase in assignment.phases and assignment.status in clear
    }
    return [role for role in ruleset.profile.roles if role.id in holding]


def _is_known(
    context: QuestionContext, household: Household, role: Role, phase: str, stream: SeededChoice
) -> Household | None:
    """The household with what decides about the role; a written one stays as it is."""
    if household.story:
        return household
    rules = context.own.ruleset.rules_for(role.id, phase)
    answers = settle_answers(context.own.ruleset, household.answers, (rule.when for rule in rules), stream, context.odd)
    same = clear_phase(context.own, answers) == context.own.ruleset.rank(phase)
    return Household(id=household.id, answers=answers, story="") if same and plausible(context, answers) else None


def _draft(
    context: QuestionContext, ident: str, household: Household, role: Role, rank: int, stream: SeededChoice
) -> QuestionDraft | None:
    own, phase = context.own, context.own.ruleset.phase(rank)
    holding = is_held_clearly(own.ruleset, household.answers, role, phase.id)
    if holding is None or len(show_holding(holding)) > _LONGEST:
        return None
    others = _others(context, household.answers, holding, rank, stream)
    wrong = [Choice(text=show_holding(other.holding), why=other.why) for other in others]
    if holding.status is RoleStatus.ASSIGNED:
        if len(show_holding(holding)) > _STANDS_OUT * max((len(one.text) for one in wrong), default=0):
            return None
        wrong.append(
            Choice(text=quiz_questions_text.NOBODY, why=quiz_questions_text.role_nobody(role.title, phase.label))
        )
    because = tell_household(own.ruleset, household.answers, holding.because)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.ROLE,
        level=draft.of_distance(min((other.away for other in others), default=len(own.ruleset.profile.phases))),
        text=quiz_questions_text.who_holds(phase.label, own.title, role.title, role.person),
        right=Choice(
            text=show_holding(holding), why=quiz_questions_text.role_right(role.title, phase.label, own.title)
        ),
        wrong=tuple(wrong),
        explanation=quiz_questions_text.role_explained(
            role.title, phase.label, show_holding(holding), because, holding.notes[:1]
        ),
        rests_on=(holding.statements, role.statements),
        household=household,
    )


def _others(
    context: QuestionContext, answers: Answers, holding: RoleHolding, rank: int, stream: SeededChoice
) -> list[_Other]:
    """Holders that are right in another phase, for another role or in another model, in turn and none too alike."""
    groups = [
        stream.order(_in_other_phases(context.own, answers, holding.role, rank)),
        stream.order(_of_other_roles(context.own.ruleset, answers, holding.role, rank)),
        stream.order(_elsewhere(context, answers, holding.role, rank)),
    ]
    if stream.below(_EVEN):  # else the right one, with its parts, would stand out as the longest
        groups = [sorted(group, key=lambda one: len(show_holding(one.holding))) for group in groups]
    found: list[_Other] = []
    while any(groups) and len(found) < MOST_WRONG:
        for group in groups:
            if group and _fits(one := group.pop(), holding, found):
                found.append(one)
    return found[:MOST_WRONG]


def _fits(one: _Other, holding: RoleHolding, found: list[_Other]) -> bool:
    """Whether it is another holder than the right one and than those that are there."""
    mine = holder_names(one.holding)
    if len(show_holding(one.holding)) > _LONGEST or len(mine) > _HOLDERS:
        return False
    apart = not any_name_alike(mine, holder_names(holding)) if mine else bool(holder_names(holding))
    return apart and not any(any_name_alike(mine, holder_names(each.holding)) for each in found)


def _in_other_phases(own: ModelBundle, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    ruleset, here = own.ruleset, own.ruleset.phase(rank).label
    for other, phase in enumerate(ruleset.profile.phases):
        holding = is_held_clearly(ruleset, answers, role, phase.id) if other != rank else None
        if holding is not None and holder_names(holding):
            why = quiz_questions_text.role_in_other_phase(phase.label, here)
            yield _Other(holding=holding, away=abs(other - rank), why=why)


def _of_other_roles(ruleset: Ruleset, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    for other in ruleset.profile.roles:
        holding = is_held_clearly(ruleset, answers, other, ruleset.phase(rank).id) if other.id != role.id else None
        if holding is not None and holder_names(holding):
            yield _Other(
                holding=holding, away=len(ruleset.profile.phases), why=quiz_questions_text.role_of_other(other.title)
            )


def _elsewhere(context: QuestionContext, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    label = context.own.ruleset.phase(rank).label
    for other in context.others:
        phase = next((phase for phase in other.ruleset.profile.phases if phase.label == label), None)
        same = next((one for one in other.ruleset.profile.roles if one.id == role.id), None)
        holding = is_held_clearly(other.ruleset, answers, same, phase.id) if phase and same else None
        if holding is not None and holder_names(holding) and quiz_questions_text.is_name(show_holding(holding)):
            yield _Other(holding=holding, away=2, why=quiz_questions_text.role_elsewhere(other.title))
