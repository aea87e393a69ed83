"""Questions about who holds a role, and about what its holder does and never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import Answers, Role, RoleStatus, Ruleset, Task, TaskKind, Truth, record
from ave_cli.quiz import draft
from ave_cli.quiz.draft import (
    QuestionDraft,
    clear_advice,
    clear_holding,
    clear_phase,
    holder_names,
    is_disputed,
    show_holding,
    tell_household,
)
from ave_cli.quiz.households import plausible, settle_answers
from ave_cli.quiz.material import (
    Choice,
    Household,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    SeededChoice,
    any_name_alike,
    overlap,
)
from ave_cli.text import quiz_questions as quiz_questions_text

_HOLDERS = 3
_MOST_KNOWN = 2
"""So many facts at most are told beside the story."""
_POOL = 8
"""How many wrong options are thought out to choose from."""
_LONGEST = 120
"""An option that is longer gives itself away, or cannot be read from the back row."""


_BESIDE, _ELSEWHERE = 1, 0


@record
class _Other:
    """A holder that is right somewhere else."""

    holding: RoleHolding
    away: int
    """How many phases away it is right; none where it is right in another model."""
    why: str


def draft_role(context: QuestionContext, role: Role, ident: str, household: Household) -> QuestionDraft | None:
    """The question who holds this role for this household; None where that is not clear in its phase."""
    own = context.own
    rank = clear_advice(own, household.answers)
    if rank is None or not is_askable(own.ruleset, role, own.ruleset.phase(rank).id):
        return None
    stream, phase = SeededChoice(ident, "role"), own.ruleset.phase(rank)
    if own.ruleset.current(household.answers) is None:
        household = replace(household, answers=own.placed(household.answers, phase.id))
    known = _is_known(context, household, role, phase.id, stream)
    return _draft(context, ident, known, role, rank, stream) if known is not None else None


def is_askable(ruleset: Ruleset, role: Role, phase: str | None = None) -> bool:
    """Whether the model can say in this phase, or in some, who has the role, or that nobody has."""
    clear = (RoleStatus.ASSIGNED, RoleStatus.NOT_APPLICABLE)
    return any(
        one.role == role.id and one.status in clear and (phase is None or phase in one.phases)
        for one in ruleset.profile.assignments
    )


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
    holding = clear_holding(own, household.answers, role, phase.id)
    if holding is None or len(show_holding(holding)) > _LONGEST:
        return None
    untold = draft.left_out(own.ruleset, household.answers, _deciding(own, household.answers, holding, phase.id))
    if len(untold) > _MOST_KNOWN:
        return None
    others = _others(context, household.answers, holding, rank, stream)
    wrong = [Choice(text=show_holding(other.holding), why=other.why) for other in others]
    if holding.status is RoleStatus.ASSIGNED:
        nobody = quiz_questions_text.role_nobody(role.title, phase.label)
        wrong.insert(stream.below(len(wrong) + 1), Choice(text=quiz_questions_text.NOBODY, why=nobody))
    because = tell_household(own.ruleset, household.answers, holding.because)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.ROLE,
        level=lambda: _level(holding, others),
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
        known=untold,
    )


def _deciding(own: ModelBundle, answers: Answers, holding: RoleHolding, phase: str) -> Iterator[str]:
    """What makes this rule count, and what keeps others of the role from it."""
    yield from holding.because
    evaluation = own.reading(answers).evaluation
    for rule in own.ruleset.rules_for(holding.role.id, phase):
        result = evaluation.evaluate(rule.when)
        if result.truth is Truth.NO:
            yield from result.because


def _level(holding: RoleHolding, others: list[_Other]) -> int:
    """A point for another holder in the phase beside it, for each answer that decides, and for a model that differs."""
    beside = any(other.away == _BESIDE for other in others)
    differs = any(other.away == _ELSEWHERE for other in others)
    return draft.of_points(beside + len(holding.because) + differs)


def _others(
    context: QuestionContext, answers: Answers, holding: RoleHolding, rank: int, stream: SeededChoice
) -> list[_Other]:
    """Holders that are right in another phase, for another role or in another model, in turn and none too alike."""
    groups = [
        stream.order(_in_other_phases(context.own, answers, holding.role, rank)),
        stream.order(_of_other_roles(context.own, answers, holding.role, rank)),
        stream.order(_elsewhere(context, answers, holding.role, rank)),
    ]
    found: list[_Other] = []
    while any(groups) and len(found) < _POOL:
        for group in groups:
            if group and _fits(one := group.pop(), holding, found):
                found.append(one)
    return found[:_POOL]


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
        holding = clear_holding(own, answers, role, phase.id) if other != rank else None
        if holding is not None and holder_names(holding):
            why = quiz_questions_text.role_in_other_phase(phase.label, here)
            yield _Other(holding=holding, away=abs(other - rank), why=why)


def _of_other_roles(own: ModelBundle, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    ruleset = own.ruleset
    for other in ruleset.profile.roles:
        holding = clear_holding(own, answers, other, ruleset.phase(rank).id) if other.id != role.id else None
        if holding is not None and holder_names(holding):
            yield _Other(
                holding=holding, away=len(ruleset.profile.phases), why=quiz_questions_text.role_of_other(other.title)
            )


def _elsewhere(context: QuestionContext, answers: Answers, role: Role, rank: int) -> Iterator[_Other]:
    label = context.own.ruleset.phase(rank).label
    for other in context.others:
        phase = next((phase for phase in other.ruleset.profile.phases if phase.label == label), None)
        same = next((one for one in other.ruleset.profile.roles if one.id == role.id), None)
        holding = clear_holding(other, answers, same, phase.id) if phase and same else None
        if holding is not None and holder_names(holding) and quiz_questions_text.is_name(show_holding(holding)):
            yield _Other(holding=holding, away=_ELSEWHERE, why=quiz_questions_text.role_elsewhere(other.title))


@record
class TaskPlan:
    """One question about tasks, before it is thought out."""

    id: str
    about: str
    role: Role
    task: Task
    listed: bool
    """Whether it asks what the holder never does, among what he may do; else who does it."""


def task_plans(own: ModelBundle) -> Iterator[TaskPlan]:
    """Every task that a question can be about: of a role that is a person's, and that no contradiction is about."""
    for role in own.ruleset.profile.roles:
        if not role.person:
            continue
        for place, task in enumerate(role.tasks):
            if not task.statements or is_disputed(own.ruleset, task.statements) or _names_somebody(own, task):
                continue
            about = f"task.{role.id}.{place}"
            yield TaskPlan(id=f"{about}.who", about=about, role=role, task=task, listed=False)
            if task.kind is TaskKind.NEVER:
                yield TaskPlan(id=f"{about}.what", about=about, role=role, task=task, listed=True)


def _names_somebody(own: ModelBundle, task: Task) -> bool:
    """Whether a task speaks of a role by name, which gives the answer away, or of the document."""
    words = quiz_questions_text.without_aside(task.text)
    persons = [role.person for role in own.ruleset.profile.roles if role.person]
    return quiz_questions_text.about_source(words) or any(overlap(words, person) > 0 for person in persons)


def draft_task(context: QuestionContext, plan: TaskPlan, ident: str) -> QuestionDraft | None:
    """The question; None where no other role says something else about the same."""
    own, role, task = context.own, plan.role, plan.task
    text = quiz_questions_text.without_aside(task.text)
    wrong = tuple(_permitted(own, role) if plan.listed else _other_roles(own, role, task))
    if plan.listed:
        asked = quiz_questions_text.what_never(role.person, own.title)
    else:
        asked = quiz_questions_text.who_does(text, task.kind.value, own.title)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.TASK,
        level=lambda: draft.of_points(_TASK_POINTS[task.kind] + (plan.listed or len(wrong) > 1)),
        text=asked,
        right=Choice(text=text if plan.listed else role.person, why=quiz_questions_text.task_of(role.person)),
        wrong=wrong,
        explanation=quiz_questions_text.task_explained(role.person, task.kind.value, task.text),
        rests_on=(task.statements, role.statements),
        fewest=2,
    )


_TASK_POINTS = {TaskKind.DOES: 0, TaskKind.MAY: 1, TaskKind.NEVER: 1}
"""What is not done is harder to think of than what is done."""


def _other_roles(own: ModelBundle, role: Role, task: Task) -> Iterator[Choice]:
    """Roles that say something else about the same; one that does nearly the same is no wrong answer."""
    for other in own.ruleset.profile.roles:
        same = [one for one in other.tasks if one.about == task.about]
        opposed = [one for one in same if not _goes_with(one, task)]
        if other.id == role.id or not other.person or not same or _may_be_right(task, other):
            continue
        one = (opposed or same)[0]
        words = quiz_questions_text.without_aside(one.text)
        yield Choice(text=other.person, why=quiz_questions_text.other_task(other.person, one.kind.value, words))


def _goes_with(one: Task, other: Task) -> bool:
    """Whether both are done, or both are not."""
    return (one.kind is TaskKind.NEVER) is (other.kind is TaskKind.NEVER)


def _may_be_right(task: Task, other: Role) -> bool:
    """Whether the model gives the other role a task that says nearly the same, or some of it about the same."""
    shares = [(overlap(one.text, task.text), one.about) for one in other.tasks if _goes_with(one, task)]
    return any(share >= _SAME or (share > 0 and about == task.about) for share, about in shares)


_SAME = 0.4
"""From this share of common words on, two tasks say nearly the same."""


def _permitted(own: ModelBundle, role: Role) -> Iterator[Choice]:
    """What the holder may do, in the same form as what he may not."""
    for one in role.tasks:
        if one.kind is TaskKind.MAY and not is_disputed(own.ruleset, one.statements):
            text = quiz_questions_text.without_aside(one.text)
            yield Choice(text=text, why=quiz_questions_text.task_may(role.person))
