"""Questions about scaling down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.engine.transitions import Heading, Move, MoveStatus, leaving_moves
from ave_cli.profile.conditions import Ref
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Direction
from ave_cli.profile.truth import Truth
from ave_cli.quiz import draft
from ave_cli.quiz.draft import Draft, told
from ave_cli.quiz.households import Household, placed, plausible, settle, settled
from ave_cli.quiz.material import CRITERION, PHASE, TRANSITION, Desk, Given, Stream, contested
from ave_cli.quiz.question import MOST_WRONG, Choice, Kind
from ave_cli.quiz.solver import satisfy
from ave_cli.text import quiz_questions as quiz_questions_text

_MOST = 17
"""So many answers at most: going down can take many conditions, and each has to be told."""


def recovering(desk: Desk, ident: str) -> Household | None:
    """An invented household that no criterion keeps in its phase, with what decides about going down from there."""
    own, model, stream = desk.own, desk.own.model, Stream(desk.own.id, ident, "down")
    starts = [phase.id for phase in model.profile.phases if ways(model, phase.id)]
    start = stream.pick(starts)
    given: Given = dict(placed(model, Answers(given={}), start).given)
    for each in stream.pick(ways(model, start)):
        wanted = stream.below(4) > 0
        given = satisfy(model, Ref(each), wanted, given, stream, desk.odd) or given
    for one in own.entering:
        lighter = model.rank(one.phase) < model.rank(start)
        given = given if lighter else satisfy(model, Ref(one.id), False, given, stream, desk.odd) or given
    rest = [Ref(each) for way in ways(model, start) for each in way]
    answers = settle(model, Answers(given=given), rest, stream, desk.odd)
    for one in own.entering:
        if settled(model, answers) is None:
            answers = settle(model, answers, [one.when], stream, desk.odd)
    return Household(id=ident, answers=answers, story="") if plausible(desk, answers, _MOST) else None


def ways(model: Model, start: str) -> list[tuple[str, ...]]:
    """For each way down from this phase: the criteria that it asks for."""
    return [
        one.criteria
        for one in model.profile.transitions
        if one.from_ == start and one.direction is Direction.DOWN and one.criteria
    ]


def draft_down(desk: Desk, ident: str, household: Household) -> Draft | None:
    """The question about this household; None where the model has no way down, or leaves open whether it is there."""
    model, answers = desk.own.model, household.answers
    current, so_far = model.current(answers), evaluate_so_far(model, answers)
    if current is None or not so_far.interval.settled or so_far.interval.at_least >= model.rank(current):
        return None
    moves = list(leaving_moves(model, so_far.evaluation, current, so_far.interval.at_least))
    if not moves or any(move.status is MoveStatus.UNKNOWN for move in moves) or _in_doubt(desk, answers, moves):
        return None
    can = so_far.course.heading is Heading.DOWN
    move = so_far.course.made[0] if can else min(moves, key=lambda one: len(one.missing))
    if not can and so_far.course.heading is not Heading.SAME:
        return None
    return _draft(desk, ident, household, move, moves)


def _in_doubt(desk: Desk, answers: Answers, moves: list[Move]) -> bool:
    model, evaluation = desk.own.model, desk.own.model.read(answers)
    about = {
        PHASE,
        *(TRANSITION + move.transition.id for move in moves),
        *(CRITERION + ident for move in moves for ident in move.transition.criteria),
    }
    return any(contested(model, evaluation, move.to or "") & about for move in moves) or bool(
        contested(model, evaluation, model.current(answers) or "") & about
    )


def _draft(desk: Desk, ident: str, household: Household, move: Move, moves: list[Move]) -> Draft | None:
    own, model, answers = desk.own, desk.own.model, household.answers
    criteria = {one.id: one for one in model.profile.criteria}
    needed = [criteria[one] for one in move.transition.criteria]
    missing = [criteria[one] for one in move.missing]
    start = own.label(model.current(answers) or "")
    end = own.label(move.to) if move.to else quiz_questions_text.A_LIGHTER_PHASE
    can = not missing
    met = _met(model, answers)
    there = dict.fromkeys(criteria[one] for way in moves for one in way.transition.criteria if one in met)
    wrong = list(_not_missing(model, answers, Stream(ident, "down").order(there)))
    if can:
        right = Choice(text=quiz_questions_text.DOWN_YES, why=quiz_questions_text.down_yes_right(len(needed)))
    else:
        first = Stream(ident, "missing").pick(missing)
        right = Choice(
            text=quiz_questions_text.down_no(first.text),
            why=quiz_questions_text.down_no_right(_told(model, answers, first)),
        )
        wrong.insert(
            0,
            Choice(
                text=quiz_questions_text.DOWN_YES, why=quiz_questions_text.down_yes_wrong(one.text for one in missing)
            ),
        )
    named = needed if can else missing
    return Draft(
        id=ident,
        kind=Kind.DOWN,
        level=draft.of_number(len(missing)),
        text=quiz_questions_text.may_go_down(start, end, own.title),
        right=right,
        wrong=tuple(wrong[:MOST_WRONG]),
        explanation=quiz_questions_text.down_explained(
            can, (one.text for one in named), start, end, move.transition.decided_by
        ),
        rests_on=(move.transition.statements, *(one.statements for one in named)),
        household=household,
        fewest=2,
    )


def _met(model: Model, answers: Answers) -> set[str]:
    evaluation = model.read(answers)
    return {one.id for one in model.profile.criteria if evaluation.evaluate_named(one.id).truth is Truth.YES}


def _not_missing(model: Model, answers: Answers, criteria: Iterable[Criterion]) -> Iterator[Choice]:
    for one in criteria:
        yield Choice(
            text=quiz_questions_text.down_no(one.text),
            why=quiz_questions_text.down_no_wrong(_told(model, answers, one)),
        )


def _told(model: Model, answers: Answers, criterion: Criterion) -> str:
    return told(model, answers, model.read(answers).evaluate_named(criterion.id).because)
