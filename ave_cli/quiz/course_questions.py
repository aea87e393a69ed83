"""Questions about the next step and about scaling down."""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.engine.phases import Direction, TransitionResult, TransitionStatus, transitions_down
from ave_cli.engine.relevance import EvaluationSoFar, evaluate_so_far
from ave_cli.engine.steps import Possible, candidate_steps, in_order
from ave_cli.profile import Answers, Criterion, Gate, Ref, Ruleset, Step, TransitionDirection, Truth
from ave_cli.quiz import draft
from ave_cli.quiz.draft import QuestionDraft, clear_phase, tell_household
from ave_cli.quiz.households import (
    pick_answers,
    place_household,
    plausible,
    satisfy,
    settle_answers,
    settled_rank,
    values,
)
from ave_cli.quiz.material import (
    CRITERION,
    PHASE,
    ROLE,
    STEP,
    TRANSITION,
    Choice,
    Given,
    Household,
    QuestionContext,
    QuestionKind,
    SeededChoice,
    names_are_alike,
    overlap,
)
from ave_cli.text import quiz_questions as quiz_questions_text

_SAME = 0.5
"""From this share of common words on, two steps say nearly the same."""
_LONGEST = 130


def draft_step(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where its first step is open, contested or not told apart.

    Nor in acute danger: the first step is then to call for help, and no model has to say so.
    """
    own = context.own
    stream = SeededChoice(ident, "step")
    known = _known_step(context, household, stream)
    rank = clear_phase(own, known.answers) if known else None
    if known is None or rank is None:
        return None
    so_far = evaluate_so_far(own.ruleset, _as_asked(own.ruleset, known.answers))
    first = _first(own.ruleset, so_far)
    gate = own.ruleset.gate(Gate.ACUTE)
    if gate and known.answers.value(gate) is not False and known.answers.answered(gate):
        return None
    if first is None or so_far.course.advised != rank or _in_doubt(context, known.answers, first.step):
        return None
    if draft.leaves_out(own.ruleset, known, first.because):
        return None
    asks_who = bool(first.step.who) and stream.below(3) == 0
    make = _who if asks_who else _what
    return make(context, ident, known, so_far, first)


def _as_asked(ruleset: Ruleset, answers: Answers) -> Answers:
    """The answers that a question holds: it names the present phase, and says nothing where there is none."""
    if ruleset.current(answers) is not None:
        return answers
    return Answers(given=draft.without_phase(ruleset, answers))


def _known_step(context: QuestionContext, household: Household, stream: SeededChoice) -> Household | None:
    """The household with what decides which step is first; some invented ones come from a lighter phase."""
    ruleset, answers = context.own.ruleset, household.answers
    if household.story:
        return household
    rank = clear_phase(context.own, answers) or 0
    if rank and stream.below(2):
        answers = place_household(ruleset, answers, ruleset.phase(rank - 1).id)
    while (opened := _open(ruleset, evaluate_so_far(ruleset, answers))) is not None:
        some = values(ruleset.facts[opened], None, stream)
        if not some:
            return None
        answers = Answers(
            given={
                **answers.given,
                opened: pick_answers(ruleset.facts[opened], some, dict(answers.given), stream, context.odd),
            }
        )
    in_order = {fact: answers.given[fact] for fact in ruleset.facts if fact in answers.given}
    known = Household(id=household.id, answers=Answers(given=in_order), story="")
    return known if plausible(context, known.answers) else None


def _open(ruleset: Ruleset, so_far: EvaluationSoFar) -> str | None:
    """A fact that still decides whether a step comes before the first that holds."""
    for step in in_order(candidate_steps(ruleset, so_far.evaluation, so_far.course)):
        if step.truth is Truth.YES:
            return None
        for fact in step.open:
            if not so_far.evaluation.answers.answered(fact):
                return fact
    return None


def _first(ruleset: Ruleset, so_far: EvaluationSoFar) -> Possible | None:
    """The first step; None where one before it could still hold."""
    for step in in_order(candidate_steps(ruleset, so_far.evaluation, so_far.course)):
        if step.truth is not Truth.NO:
            return step if step.truth is Truth.YES else None
    return None


def _in_doubt(context: QuestionContext, answers: Answers, step: Step) -> bool:
    ruleset = context.own.ruleset
    rank = clear_phase(context.own, answers) or 0
    about = {STEP + step.id, *(TRANSITION + transition for transition in step.transitions)}
    found = context.own.reading(answers).contested(ruleset.phase(rank).id)
    cited = {
        ident for conflict in ruleset.profile.conflicts if conflict.about in found for ident in conflict.statements
    }
    return bool(found & about) or (any(one.startswith(ROLE) for one in found) and bool(cited & set(step.statements)))


def _what(
    context: QuestionContext, ident: str, household: Household, so_far: EvaluationSoFar, first: Possible
) -> QuestionDraft | None:
    own, step = context.own, first.step
    names = _names_a_phase(own.ruleset, _words(step))
    others = _wrong(context, ident, household.answers, so_far, step)
    wrong = tuple(one for one in others if _names_a_phase(own.ruleset, one.text) is names)
    if not wrong or _too_much(step):
        return None
    ruleset, current = own.ruleset, own.ruleset.current(household.answers)
    label = ruleset.phase(so_far.course.advised).label
    now = own.ruleset.label(current) if current is not None and own.ruleset.label(current) != label else ""
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.STEP,
        level=lambda: draft.of_household(context, household.answers),
        text=quiz_questions_text.which_step(label, now, own.title),
        right=Choice(text=_words(first), why=quiz_questions_text.step_right(step.who)),
        wrong=wrong,
        filled=True,
        fewest=2,
        explanation=_explain(context, household.answers, label, first),
        rests_on=(step.statements,),
        household=household,
    )


def _names_a_phase(ruleset: Ruleset, text: str) -> bool:
    """Whether an option names a phase: one that does among others that do not, gives itself away."""
    return any(phase.label in text for phase in ruleset.profile.phases)


def _words(step: Step | Possible) -> str:
    """A step as an option: the line of the model for it, where it has one."""
    return step.short or quiz_questions_text.sentence(step.text)


def _too_much(step: Step) -> bool:
    """Whether a step is too long for an option, or speaks of the document, which gives it away."""
    return len(_words(step)) > _LONGEST or quiz_questions_text.about_source(_words(step))


def _explain(context: QuestionContext, answers: Answers, label: str, first: Possible) -> str:
    step = first.step
    because = tell_household(context.own.ruleset, answers, first.because)
    return quiz_questions_text.step_explained(label, step.who, step.contact, step.deadline, because)


def _who(
    context: QuestionContext, ident: str, household: Household, so_far: EvaluationSoFar, first: Possible
) -> QuestionDraft | None:
    own, step = context.own, first.step
    wrong: dict[str, Choice] = {}
    for other in SeededChoice(ident, "who").order(own.ruleset.profile.steps):
        taken = [step.who, step.contact, *wrong]
        if (
            other.who
            and not any(names_are_alike(other.who, each) for each in taken if each)
            and overlap(other.text, step.text) < _SAME
        ):
            wrong[other.who] = Choice(text=other.who, why=quiz_questions_text.who_wrong(other.text))
    label = own.ruleset.phase(so_far.course.advised).label
    if not wrong:
        return None
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.STEP,
        level=lambda: draft.of_household(context, household.answers),
        text=quiz_questions_text.who_steps(label, step.text, own.title),
        right=Choice(text=step.who, why=quiz_questions_text.WHO_RIGHT),
        wrong=tuple(wrong.values()),
        filled=True,
        fewest=2,
        explanation=_explain(context, household.answers, label, first),
        rests_on=(step.statements,),
        household=household,
    )


def _wrong(
    context: QuestionContext, ident: str, answers: Answers, so_far: EvaluationSoFar, first: Step
) -> Iterator[Choice]:
    """Steps that are not for this household now, none nearly the same as one that may be."""
    ruleset, here = context.own.ruleset, context.own.ruleset.phase(so_far.course.advised)
    row = {candidate.step.id: candidate for candidate in candidate_steps(ruleset, so_far.evaluation, so_far.course)}
    taken = [_words(one.step) for one in row.values() if one.truth is not Truth.NO]
    for other in SeededChoice(ident, "what").order(ruleset.profile.steps):
        if other.id == first.id or _too_much(other) or any(overlap(_words(other), one) >= _SAME for one in taken):
            continue
        why = _why_not(context, answers, row.get(other.id), other, here.id)
        if why:
            taken.append(_words(other))
            yield Choice(text=_words(other), why=why)


def _why_not(context: QuestionContext, answers: Answers, possible: Possible | None, step: Step, here: str) -> str:
    ruleset = context.own.ruleset
    if possible is not None:
        return (
            quiz_questions_text.step_not_now(tell_household(ruleset, answers, possible.because))
            if possible.truth is Truth.NO
            else ""
        )
    if here not in step.phases:
        return quiz_questions_text.step_other_phase([context.own.ruleset.label(phase) for phase in step.phases])
    return quiz_questions_text.step_other_move(context.own.ruleset.label(here))


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
        if settled_rank(ruleset, answers) is None:
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
        or _down_in_doubt(context, answers, moves)
    ):
        return None
    can = so_far.course.direction is Direction.DOWN
    move = so_far.course.taken[0] if can else min(moves, key=lambda move: len(move.missing))
    if not can and (so_far.course.direction is not Direction.SAME or not move.missing):
        return None  # what holds it up is no condition of this way down: danger, for one
    if any(so_far.evaluation.evaluate_named(one).truth is Truth.UNKNOWN for one in move.transition.criteria):
        return None
    return _draft(context, ident, household, move, moves)


def _down_in_doubt(context: QuestionContext, answers: Answers, moves: list[TransitionResult]) -> bool:
    ruleset = context.own.ruleset
    about = {
        PHASE,
        *(TRANSITION + move.transition.id for move in moves),
        *(CRITERION + ident for move in moves for ident in move.transition.criteria),
    }
    reading = context.own.reading(answers)
    places = [ruleset.current(answers) or "", *(move.to or "" for move in moves)]
    return any(reading.contested(phase) & about for phase in places)


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
    first = SeededChoice(ident, "missing").pick(missing or needed)
    nothing = Choice(
        text=quiz_questions_text.DOWN_YES,
        why=quiz_questions_text.down_yes_right(len(needed))
        if can
        else quiz_questions_text.down_yes_wrong(one.text for one in missing),
    )
    lacking = Choice(
        text=quiz_questions_text.down_no(first.text),
        why=quiz_questions_text.down_no_right(_tell(ruleset, answers, first)),
    )
    wrong = list(_not_missing(ruleset, answers, move, moves, SeededChoice(ident, "down")))
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.DOWN,
        level=lambda: draft.of_household(context, answers),
        text=quiz_questions_text.may_go_down(start, end, own.title),
        right=nothing if can else lacking,
        wrong=tuple(wrong) if can else (nothing, *wrong),
        explanation=quiz_questions_text.down_explained(
            can, (one.text for one in (needed if can else missing)), start, end, move.transition.decided_by
        ),
        rests_on=(move.transition.statements, *(one.statements for one in (needed if can else missing))),
        filled=True,
        fewest=2,
        household=household,
    )


def _not_missing(
    ruleset: Ruleset, answers: Answers, move: TransitionResult, moves: list[TransitionResult], stream: SeededChoice
) -> Iterator[Choice]:
    """Conditions of this way down that are there already, and conditions that only another way down asks for."""
    met, criteria = ruleset.criteria_met(ruleset.read(answers)), {one.id: one for one in ruleset.profile.criteria}
    asked = {one for way in moves for one in way.transition.criteria}
    taken = [criteria[one].text for one in move.missing]
    there = [criteria[one] for one in dict.fromkeys(asked) if one in met]
    ways = [way for way in ruleset.profile.transitions if way.direction is TransitionDirection.DOWN]
    elsewhere = [(criteria[one], way) for way in ways for one in way.criteria if one not in asked]
    for criterion, way in (*((one, None) for one in stream.order(there)), *stream.order(elsewhere)):
        if any(overlap(criterion.text, one) >= _SAME for one in taken):
            continue
        taken.append(criterion.text)
        if way is None:
            why = quiz_questions_text.down_no_wrong(_tell(ruleset, answers, criterion))
        else:
            start, end = (
                ruleset.label(one) if one else quiz_questions_text.A_LIGHTER_PHASE for one in (way.from_, way.to)
            )
            why = quiz_questions_text.down_elsewhere(start, end)
        yield Choice(text=quiz_questions_text.down_no(criterion.text), why=why)


def _tell(ruleset: Ruleset, answers: Answers, criterion: Criterion) -> str:
    return tell_household(ruleset, answers, ruleset.read(answers).evaluate_named(criterion.id).because)
