"""Questions about the phase, a change of it, and another model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ave_cli.profile import Answers, Criterion, Evaluation, Fact, Gap, Ruleset, Truth, Value
from ave_cli.quiz import draft
from ave_cli.quiz.draft import Change, QuestionDraft, clear_advice, clear_phase, tell_household, without_phase
from ave_cli.quiz.households import Household, is_settled, is_uncontested, place_household, plausible, settle_answers
from ave_cli.quiz.material import (
    Choice,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    SeededChoice,
    contested_records,
    doubtful,
    shuffle,
)
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.wording import phrases


def draft_phase(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where its phase is open, contested, or kept by the current one."""
    own, answers = context.own, household.answers
    rank = clear_advice(own, answers)
    if rank is None:
        return None
    evaluation = own.ruleset.read(answers)
    grounds = criteria_that_hold(own, evaluation, rank)
    texts = [ground.text for ground in grounds]
    phase = own.ruleset.phase(rank)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.PHASE,
        level=lambda: draft.of_household(context, answers, _decisive(own, evaluation, rank)),
        text=quiz_questions_text.which_phase(own.title),
        right=Choice(
            text=quiz_questions_text.with_title(phase.label, phase.title), why=quiz_questions_text.phase_right(texts)
        ),
        wrong=tuple(_wrong(context, household, evaluation, rank)),
        explanation=quiz_questions_text.phase_explained(
            phase.label, texts, tell_household(own.ruleset, answers, _decisive(own, evaluation, rank))
        ),
        rests_on=(*(ground.statements for ground in grounds), phase.statements),
        household=household,
        fewest=2,
    )


def criteria_that_hold(own: ModelBundle, evaluation: Evaluation, rank: int) -> list[Criterion]:
    """The criteria that are met and put a household in this phase."""
    grounds = [criterion for criterion in own.ruleset.entry_criteria if own.ruleset.rank(criterion.phase) == rank]
    return [ground for ground in grounds if evaluation.evaluate_named(ground.id).truth is Truth.YES]


def nearest_phases(own: ModelBundle, evaluation: Evaluation, rank: int) -> tuple[Criterion, int] | None:
    """Of the criteria for this phase the one that fewest answers keep from being met, and how many there are."""
    row = [criterion for criterion in own.ruleset.entry_criteria if own.ruleset.rank(criterion.phase) == rank]
    if not row:
        return None
    return min(row, key=lambda one: len(evaluation.evaluate_named(one.id).because)), len(row)


def _decisive(own: ModelBundle, evaluation: Evaluation, rank: int) -> Iterator[str]:
    grounds = criteria_that_hold(own, evaluation, rank)
    for ground in grounds:
        yield from evaluation.evaluate_named(ground.id).because
    if not grounds:
        for criterion in own.ruleset.entry_criteria:
            yield from (
                evaluation.evaluate_named(criterion.id).because if own.ruleset.rank(criterion.phase) == rank + 1 else ()
            )


def _wrong(context: QuestionContext, household: Household, evaluation: Evaluation, rank: int) -> Iterator[Choice]:
    """Other phases that are right for some household, in any order: none is offered more than another."""
    ruleset = context.own.ruleset
    spared = doubtful(ruleset, contested_records(ruleset, evaluation, ruleset.phase(rank).id))
    ranks = context.ranks or tuple(range(len(ruleset.profile.phases)))
    others = [one for one in ranks if one != rank and ruleset.phase(one).id not in spared]
    for other in SeededChoice(household.id, "phase").order(others):
        phase = ruleset.phase(other)
        why = why_not(context.own, household.answers, evaluation, rank, other)
        if why:
            remark = _elsewhere(context, household.answers, phase.label)
            yield Choice(text=quiz_questions_text.with_title(phase.label, phase.title), why=why + remark)


def why_not(own: ModelBundle, answers: Answers, evaluation: Evaluation, rank: int, other: int) -> str:
    """Why it is not the other phase; empty where the model has no criterion to name."""
    ruleset = own.ruleset
    if other < rank:
        return quiz_questions_text.phase_lighter(
            ruleset.phase(rank).label, [one.text for one in criteria_that_hold(own, evaluation, rank)]
        )
    near = nearest_phases(own, evaluation, other)
    if near is None:
        return ""
    criterion, count = near
    because = tell_household(ruleset, answers, evaluation.evaluate_named(criterion.id).because)
    return quiz_questions_text.phase_heavier(ruleset.phase(other).label, criterion.text, count, because)


def _elsewhere(context: QuestionContext, answers: Answers, label: str) -> str:
    """That the phase is right under another model that calls it the same."""
    for other in context.others:
        rank = clear_phase(other, place_household(other.ruleset, answers, None))
        if rank is not None and other.ruleset.phase(rank).label == label:
            return quiz_questions_text.elsewhere(other.title, label)
    return ""


def draft_change(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where no single answer makes it heavier, or where a phase is contested.

    A lighter phase takes more than one answer: nobody goes down because something stopped.
    """
    own, answers = context.own, household.answers
    rank = clear_advice(own, answers)
    if rank is None:
        return None
    stream = SeededChoice(ident, "change")
    outcomes = _outcomes(context, household, draft.differ(own, answers))
    doing = [(one, after) for one, after in outcomes if after is not None and after > rank]
    if not doing:
        return None
    picked = _pick(own.ruleset, doing, stream)
    doers = [_doer(own, answers, *one) for one in (picked, *_others_that_do(doing, picked, stream))]
    keepers = tuple(_wrong_change(context, household, rank, stream, picked[0][0]))
    keeps = len(doers) >= _ENOUGH and bool(keepers) and stream.below(_FORMS) > 0
    now = own.ruleset.phase(rank).label
    changed = own.ruleset.read(answers.extended(dict([picked[0]])))
    grounds = criteria_that_hold(own, changed, picked[1] or 0)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.CHANGE,
        level=lambda: _level_of_change(context, answers, len({one[0] for one, _ in doing})),
        text=(quiz_questions_text.which_keeps if keeps else quiz_questions_text.which_change)(now, own.title),
        right=keepers[0] if keeps else doers[0],
        wrong=tuple(doers) if keeps else keepers,
        even=True,
        explanation=_change_explained(own, answers, picked, grounds),
        rests_on=(
            *(ground.statements for ground in grounds),
            *(one.statements for one in criteria_that_hold(own, own.ruleset.read(answers), rank)),
            own.ruleset.phase(picked[1] or 0).statements,
        ),
        household=household,
    )


def _change_explained(own: ModelBundle, answers: Answers, picked: _Outcome, grounds: Sequence[Criterion]) -> str:
    (fact, value), rank = picked
    return quiz_questions_text.change_explained(
        own.ruleset.phase(clear_advice(own, answers) or 0).label,
        tell_household(own.ruleset, answers, [fact]),
        phrases.tell_answer(own.ruleset, fact, value),
        own.ruleset.phase(rank or 0).label,
        [ground.text for ground in grounds],
    )


_ENOUGH, _FORMS = 3, 2
"""So many other answers that make it heavier are needed to ask, one time in two, which answer does not."""
_Outcome = tuple[Change, int | None]


def _others_that_do(doing: Sequence[_Outcome], picked: _Outcome, stream: SeededChoice) -> Iterator[_Outcome]:
    """Other answers that make it heavier, one of each fact."""
    done = {picked[0][0]}
    for one in stream.order(doing):
        if one[0][0] not in done:
            done.add(one[0][0])
            yield one


def _doer(own: ModelBundle, answers: Answers, change: Change, after: int | None) -> Choice:
    fact, value = change
    grounds = criteria_that_hold(own, own.ruleset.read(answers.extended({fact: value})), after or 0)
    why = quiz_questions_text.change_right(own.ruleset.phase(after or 0).label, [ground.text for ground in grounds])
    return Choice(text=phrases.tell_answer(own.ruleset, fact, value), why=why)


def _level_of_change(context: QuestionContext, answers: Answers, count: int) -> int:
    """3 where one fact alone does it, 1 where many do; one more where another model says otherwise."""
    others = bool(draft.says_otherwise(context, answers))
    return min(draft.HARD, draft.of_number(count) + others)


def _pick(
    ruleset: Ruleset, doing: Sequence[tuple[Change, int | None]], stream: SeededChoice
) -> tuple[Change, int | None]:
    """One of the changes that count; each theme has the same chance, so that it is not always danger."""
    theme = stream.pick(list(dict.fromkeys(ruleset.facts[one[0]].group for one, _ in doing)))
    return stream.pick([one for one in doing if ruleset.facts[one[0][0]].group == theme])


def _outcomes(
    context: QuestionContext, household: Household, made: Iterable[Change]
) -> Iterator[tuple[Change, int | None]]:
    """These changes with the phase that each gives; None where that is open or contested.

    An answer outside the order from light to heavy says that the question does not apply: nobody changes to that; and
    a longer or shorter list is no news that can be told in a line.
    """
    ruleset, known = context.own.ruleset, without_phase(context.own.ruleset, household.answers)
    for fact, value in made:
        scale = ruleset.facts[fact].worse
        told_so = not isinstance(value, tuple) and (not isinstance(scale, tuple) or value in scale)
        changed = household.answers.extended({fact: value})
        if fact in known and told_so and not ruleset.contradictions_in(changed):
            yield (fact, value), clear_advice(context.own, changed)


def _wrong_change(
    context: QuestionContext, household: Household, rank: int, stream: SeededChoice, right: str
) -> Iterator[Choice]:
    """Changes that change nothing, each of another fact, thought out one by one as they are needed."""
    own, ruleset, done = context.own, context.own.ruleset, {right}
    label = ruleset.phase(rank).label
    order = stream.order(draft.changes(own, household.answers))
    worse = sorted(order, key=lambda one: not _worsens(ruleset.facts[one[0]], household.answers.value(one[0]), one[1]))
    changes = (one for one in worse if one[0] not in done)
    for (fact, value), after in _outcomes(context, household, changes):
        if after != rank or fact in done:
            continue
        done.add(fact)
        evaluation = ruleset.read(household.answers.extended({fact: value}))
        near = nearest_phases(own, evaluation, rank + 1) if rank + 1 < len(ruleset.profile.phases) else None
        why = quiz_questions_text.change_wrong(label)
        if near is not None:
            why = quiz_questions_text.change_wrong_missing(label, ruleset.phase(rank + 1).label, near[0].text)
        yield Choice(text=phrases.tell_answer(ruleset, fact, value), why=why)
        if len(done) > _POOL:
            return


def _worsens(fact: Fact, now: Value | Gap, value: Value) -> bool:
    """Whether the other answer is the worse one, as far as the vocabulary claims that."""
    match fact.worse:
        case tuple():
            row = [*fact.worse]
            return value in row and (now not in row or row.index(str(value)) > row.index(str(now)))
        case bool():
            return value is fact.worse or (
                isinstance(value, tuple) and isinstance(now, tuple) and len(value) > len(now)
            )
        case _:
            return False


_POOL = 16
"""How many wrong options are thought out to choose from."""
_NEAR = 3
"""How many phases of each model are offered, its own and the nearest."""


def draft_comparison(
    context: QuestionContext, ident: str, household: Household, other: ModelBundle
) -> QuestionDraft | None:
    """The question about this household; None where one of the two leaves it open, or both say the same."""
    shared = _share(context, ident, household, other)
    if shared is None:
        return None
    pair = (context.own, other)
    ranks = [clear_phase(one, shared.answers) for one in pair]
    labels = [one.ruleset.phase(rank).label for one, rank in zip(pair, ranks, strict=True) if rank is not None]
    if len(labels) < len(pair) or draft.is_finer(*labels) or not any(ranks):
        return None
    reasons = [_reason(one, rank or 0, shared.answers) for one, rank in zip(pair, ranks, strict=True)]
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.COMPARE,
        level=lambda: _level_of_comparison(context, pair, ranks, shared.answers),
        text=quiz_questions_text.which_phases(context.own.title, other.title),
        right=Choice(
            text=quiz_questions_text.two_phases(context.own.title, labels[0], other.title, labels[1]),
            why=quiz_questions_text.COMPARE_RIGHT,
        ),
        wrong=tuple(_wrong_model(pair, labels, shared.answers, ident)),
        explanation=" ".join(reasons),
        rests_on=tuple(_rests_on(pair, ranks, shared.answers)),
        also=(other,),
        household=shared,
    )


def _level_of_comparison(
    context: QuestionContext, pair: tuple[ModelBundle, ModelBundle], ranks: list[int | None], answers: Answers
) -> int:
    """A point for each: the phases lie side by side, more models say otherwise, both are near a boundary."""
    places = [one.ruleset.phase(rank or 0).label for one, rank in zip(pair, ranks, strict=True)]
    own = [phase.label for phase in context.own.ruleset.profile.phases]
    beside = len({*places} & {*own}) == len(places) and abs(own.index(places[0]) - own.index(places[1])) == 1
    more = len(draft.says_otherwise(context, answers)) > 1
    return max(draft.EASY, beside + more + all(draft.is_near(one, answers) for one in pair))


def _share(context: QuestionContext, ident: str, household: Household, other: ModelBundle) -> Household | None:
    """The household with what the other model still has to know; only facts that both vocabularies have."""
    answers = household.answers
    if not household.story:
        stream = SeededChoice(ident, other.id)
        answers = settle_answers(
            other.ruleset, answers, (criterion.when for criterion in other.ruleset.entry_criteria), stream, context.odd
        )
        rank = is_settled(other.ruleset, answers)
        given = is_uncontested(context, other, dict(answers.given), rank, stream) if rank is not None else None
        if given is None or not plausible(context, Answers(given=given)):
            return None
        answers = Answers(given={fact: given[fact] for fact in context.own.ruleset.facts if fact in given})
    known = without_phase(other.ruleset, answers).keys()
    if known - context.own.ruleset.facts.keys() or not known & {*other.deciding}:
        return None
    return Household(
        id=household.id, answers=place_household(context.own.ruleset, answers, None), story=household.story
    )


def _reason(one: ModelBundle, rank: int, answers: Answers) -> str:
    evaluation = one.ruleset.read(answers)
    grounds = criteria_that_hold(one, evaluation, rank)
    because = tell_household(one.ruleset, answers, evaluation.evaluate_named(grounds[0].id).because) if grounds else ""
    reason = quiz_questions_text.reason_in(
        one.title, one.ruleset.phase(rank).label, [each.text for each in grounds], because
    )
    near = nearest_phases(one, evaluation, rank + 1) if rank + 1 < len(one.ruleset.profile.phases) else None
    if near is None:
        return reason
    why = tell_household(one.ruleset, answers, evaluation.evaluate_named(near[0].id).because)
    return f"{reason} {quiz_questions_text.phase_missing(one.ruleset.phase(rank + 1).label, near[0].text, why)}"


def _rests_on(
    pair: tuple[ModelBundle, ModelBundle], ranks: list[int | None], answers: Answers
) -> Iterator[tuple[str, ...]]:
    for one, rank in zip(pair, ranks, strict=True):
        grounds = criteria_that_hold(one, one.ruleset.read(answers), rank or 0)
        yield from (each.statements for each in grounds[:1])
        if not grounds:
            yield one.ruleset.phase(rank or 0).statements


def _wrong_model(
    pair: tuple[ModelBundle, ModelBundle], labels: list[str], answers: Answers, ident: str
) -> Iterator[Choice]:
    """Other pairs of phases near by; none that a source leaves in doubt."""
    own, other = pair
    first, second = (_offer(one, answers) for one in pair)
    pairs = [(one, two) for one in first for two in second if [one, two] != labels]
    for one, two in shuffle(pairs, " ".join, ident):
        says = ((own, labels[0], one), (other, labels[1], two))
        wrong = " ".join(quiz_questions_text.not_in(each.title, right) for each, right, shown in says if right != shown)
        yield Choice(text=quiz_questions_text.two_phases(own.title, one, other.title, two), why=wrong)


def _offer(one: ModelBundle, answers: Answers) -> list[str]:
    rank = clear_phase(one, answers) or 0
    phase = one.ruleset.phase(rank).id
    spared = doubtful(one.ruleset, contested_records(one.ruleset, one.ruleset.read(answers), phase)) - {phase}
    row = sorted(one.ruleset.profile.phases, key=lambda each: abs(one.ruleset.rank(each.id) - rank))
    return [each.label for each in row if each.id not in spared][:_NEAR]
