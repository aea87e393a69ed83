"""Questions about scaling down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.engine.transitions import Direction, TransitionResult, TransitionStatus, transitions_down
from ave_cli.profile.conditions import Ref, Truth
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Criterion, TransitionDirection
from ave_cli.quiz import draft
from ave_cli.quiz.draft import QuestionDraft, tell_household
from ave_cli.quiz.households import Household, is_settled, place_household, plausible, settle_answers
from ave_cli.quiz.material import CRITERION, PHASE, TRANSITION, Given, QuestionContext, SeededChoice, contested_records
from ave_cli.quiz.question import MOST_WRONG, Choice, QuestionKind
from ave_cli.quiz.solver import satisfy
from ave_cli.text import quiz_questions as quiz_questions_text

_MOST = 17
"""So many answers at most: going down can take many conditions, and each has to be told."""


def recovering(context: QuestionContext, ident: str) -> Household | None:
    """An invented household that no criterion keeps in its phase, with what decides about going down from there."""
    own, ruleset, stream = context.own, context.own.ruleset, SeededChoice(context.own.id, ident, "down")
    starts = [phase.id for phase in ruleset.profile.phases if transitions_asked(ruleset, phase.id)]
    start = stream.pick(starts)
    given: Given = dict(place_household(ruleset, Answers(given={}), start).given)
    for each in stream.pick(transitions_asked(ruleset, start)):
        wanted = stream.below(4) > 0
        given = satisfy(ruleset, Ref(each), wanted, given, stream, context.odd) or given
    for criterion in own.ruleset.entry_criteria:
        lighter = ruleset.rank(criterion.phase) < ruleset.rank(start)
        given = given if lighter else satisfy(ruleset, Ref(criterion.id), False, given, stream, context.odd) or given
    rest = [Ref(each) for way in transitions_asked(ruleset, start) for each in way]
    answers = settle_answers(ruleset, Answers(given=given), rest, stream, context.odd)
    for one in own.ruleset.entry_criteria:
        if is_settled(ruleset, answers) is None:
            answers = settle_answers(ruleset, answers, [one.when], stream, context.odd)
    return Household(id=ident, answers=answers, story="") if plausible(context, answers, _MOST) else None


def transitions_asked(ruleset: Ruleset, start: str) -> list[tuple[str, ...]]:
    """For each way down from this phase: the criteria that it asks for."""
    return [
        transition.criteria
        for transition in ruleset.profile.transitions
        if transition.from_ == start and transition.direction is TransitionDirection.DOWN and transition.criteria
    ]


def draft_down(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where the model has no way down, or leaves open whether it is there."""
    ruleset, answers = context.own.ruleset, household.answers
    current, so_far = ruleset.current(answers), evaluate_so_far(ruleset, answers)
    if current is None or not so_far.interval.settled or so_far.interval.at_least >= ruleset.rank(current):
        return None
    moves = list(transitions_down(ruleset, so_far.evaluation, current, so_far.interval.at_least))
    if (
        not moves
        or any(move.status is TransitionStatus.UNKNOWN for move in moves)
        or _in_doubt(context, answers, moves)
    ):
        return None
    can = so_far.course.direction is Direction.DOWN
    move = so_far.course.taken[0] if can else min(moves, key=lambda move: len(move.missing))
    if not can and so_far.course.direction is not Direction.SAME:
        return None
    return _draft(context, ident, household, move, moves)


def _in_doubt(context: QuestionContext, answers: Answers, moves: list[TransitionResult]) -> bool:
    ruleset, evaluation = context.own.ruleset, context.own.ruleset.read(answers)
    about = {
        PHASE,
        *(TRANSITION + move.transition.id for move in moves),
        *(CRITERION + ident for move in moves for ident in move.transition.criteria),
    }
    return any(contested_records(ruleset, evaluation, move.to or "") & about for move in moves) or bool(
        contested_records(ruleset, evaluation, ruleset.current(answers) or "") & about
    )


def _draft(
    context: QuestionContext, ident: str, household: Household, move: TransitionResult, moves: list[TransitionResult]
) -> QuestionDraft | None:
    own, ruleset, answers = context.own, context.own.ruleset, household.answers
    criteria = {criterion.id: criterion for criterion in ruleset.profile.criteria}
    needed = [criteria[criterion] for criterion in move.transition.criteria]
    missing = [criteria[one] for one in move.missing]
    start = own.ruleset.label(ruleset.current(answers) or "")
    end = own.ruleset.label(move.to) if move.to else quiz_questions_text.A_LIGHTER_PHASE
    can = not missing
    met = _criteria_met(ruleset, answers)
    there = dict.fromkeys(
        criteria[criterion] for way in moves for criterion in way.transition.criteria if criterion in met
    )
    wrong = list(_not_missing(ruleset, answers, SeededChoice(ident, "down").order(there)))
    if can:
        right = Choice(text=quiz_questions_text.DOWN_YES, why=quiz_questions_text.down_yes_right(len(needed)))
    else:
        first = SeededChoice(ident, "missing").pick(missing)
        why = quiz_questions_text.down_no_right(_tell(ruleset, answers, first))
        right = Choice(text=quiz_questions_text.down_no(first.text), why=why)
        why = quiz_questions_text.down_yes_wrong(one.text for one in missing)
        wrong.insert(0, Choice(text=quiz_questions_text.DOWN_YES, why=why))
    named = needed if can else missing
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.DOWN,
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


def _criteria_met(ruleset: Ruleset, answers: Answers) -> set[str]:
    evaluation = ruleset.read(answers)
    return {
        criterion.id
        for criterion in ruleset.profile.criteria
        if evaluation.evaluate_named(criterion.id).truth is Truth.YES
    }


def _not_missing(ruleset: Ruleset, answers: Answers, criteria: Iterable[Criterion]) -> Iterator[Choice]:
    for criterion in criteria:
        yield Choice(
            text=quiz_questions_text.down_no(criterion.text),
            why=quiz_questions_text.down_no_wrong(_tell(ruleset, answers, criterion)),
        )


def _tell(ruleset: Ruleset, answers: Answers, criterion: Criterion) -> str:
    return tell_household(ruleset, answers, ruleset.read(answers).evaluate_named(criterion.id).because)
