"""Questions about the phase, a change of it, and another model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ave_cli.profile import Answers, Criterion, Evaluation, News, Truth
from ave_cli.quiz import draft
from ave_cli.quiz.draft import QuestionDraft, clear_advice, clear_phase, tell_household, without_phase
from ave_cli.quiz.households import (
    keep_uncontested,
    plausible,
    settle_answers,
    settled_rank,
    with_news,
)
from ave_cli.quiz.material import (
    Choice,
    Household,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    SeededChoice,
    doubtful,
    news_text,
    shuffle,
)
from ave_cli.text import quiz_questions as quiz_questions_text


def draft_phase(context: QuestionContext, ident: str, household: Household) -> QuestionDraft | None:
    """The question about this household; None where its phase is open, contested, or kept by the current one."""
    own, answers = context.own, household.answers
    rank = clear_advice(own, answers)
    if rank is None:
        return None
    evaluation = own.reading(answers).evaluation
    grounds = criteria_that_hold(own, evaluation, rank)
    if not _is_grounded(own, rank, answers):
        return None
    texts = [ground.text for ground in grounds]
    phase = own.ruleset.phase(rank)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.PHASE,
        level=lambda: draft.of_household(context, answers),
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
    """Other phases, in any order: none is offered more than another."""
    ruleset = context.own.ruleset
    spared = doubtful(ruleset, context.own.reading(household.answers).contested(ruleset.phase(rank).id))
    ranks = range(len(ruleset.profile.phases))
    others = [one for one in ranks if one < rank or (one > rank and ruleset.phase(one).id not in spared)]
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
        rank = clear_phase(other, other.placed(answers))
        if rank is not None and other.ruleset.phase(rank).label == label:
            return quiz_questions_text.elsewhere(other.title, label)
    return ""


def draft_change(context: QuestionContext, news: News, ident: str, household: Household) -> QuestionDraft | None:
    """The question which phase it is after this news; None where that is open or contested, before or after it.

    The options are phases, so that they give nothing away: the news stands in the question, and may change nothing.
    """
    own = context.own
    before, changed = clear_advice(own, household.answers), with_news(own, household, news)
    after = clear_advice(own, changed.answers) if changed is not None and before is not None else None
    if changed is None or before is None or after is None:
        return None
    evaluation = own.reading(changed.answers).evaluation
    grounds = criteria_that_hold(own, evaluation, after)
    if not _is_grounded(own, after, changed.answers):
        return None
    phase, known = own.ruleset.phase(after), without_phase(own.ruleset, household.answers)
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.CHANGE,
        level=lambda: draft.of_household(context, changed.answers),
        text=quiz_questions_text.which_after(news_text(own, household.id, news), own.title),
        right=Choice(
            text=quiz_questions_text.with_title(phase.label, phase.title),
            why=quiz_questions_text.phase_right([ground.text for ground in grounds]),
        ),
        wrong=tuple(_wrong(context, changed, evaluation, after)),
        explanation=_change_explained(own, changed.answers, before, after),
        rests_on=(
            *(ground.statements for ground in grounds),
            *(one.statements for one in criteria_that_hold(own, own.reading(household.answers).evaluation, before)),
            phase.statements,
        ),
        household=household,
        news={fact: value for fact, value in changed.answers.given.items() if known.get(fact, value) != value},
        fewest=2,
    )


def _change_explained(own: ModelBundle, answers: Answers, before: int, after: int) -> str:
    ruleset, evaluation = own.ruleset, own.reading(answers).evaluation
    grounds = criteria_that_hold(own, evaluation, after)
    because = tell_household(ruleset, answers, _decisive(own, evaluation, after))
    return quiz_questions_text.change_explained(
        ruleset.phase(before).label, ruleset.phase(after).label, [ground.text for ground in grounds], because
    )


def draft_comparison(
    context: QuestionContext, ident: str, household: Household, other: ModelBundle
) -> QuestionDraft | None:
    """The question about this household; None where one of the two leaves it open, or nothing is wrong."""
    shared = _share(context, ident, household, other)
    if shared is None:
        return None
    pair = (context.own, other)
    ranks = [clear_phase(one, shared.answers) for one in pair]
    labels = [one.ruleset.phase(rank).label for one, rank in zip(pair, ranks, strict=True) if rank is not None]
    grounded = all(_is_grounded(one, rank, shared.answers) for one, rank in zip(pair, ranks, strict=True))
    if len(labels) < len(pair) or not any(ranks) or not grounded:
        return None
    reasons = [_reason(one, rank or 0, shared.answers) for one, rank in zip(pair, ranks, strict=True)]
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.COMPARE,
        level=lambda: _level_of_comparison(pair, labels, shared.answers),
        text=quiz_questions_text.which_phases(context.own.title, other.title),
        right=Choice(
            text=quiz_questions_text.two_phases(context.own.title, labels[0], other.title, labels[1]),
            why=_why_so(labels),
        ),
        wrong=tuple(_wrong_model(pair, labels, shared.answers, ident)),
        explanation=" ".join(reasons),
        rests_on=tuple(_rests_on(pair, ranks, shared.answers)),
        also=(other,),
        household=shared,
        filled=True,
        fewest=2,
    )


def _is_grounded(one: ModelBundle, rank: int | None, answers: Answers) -> bool:
    """Whether some ground of the phase is met by itself: of two of which one is met, none can be named."""
    return not rank or bool(criteria_that_hold(one, one.reading(answers).evaluation, rank))


def _why_so(labels: list[str]) -> str:
    if labels[0] == labels[1]:
        return quiz_questions_text.COMPARE_SAME
    return quiz_questions_text.COMPARE_FINER if draft.is_finer(*labels) else quiz_questions_text.COMPARE_RIGHT


def _level_of_comparison(pair: tuple[ModelBundle, ModelBundle], labels: list[str], answers: Answers) -> int:
    """A point for each: the models call it otherwise, the one boundary is near, the other is."""
    return draft.of_points((labels[0] != labels[1]) + sum(draft.is_near(one, answers) for one in pair))


def _share(context: QuestionContext, ident: str, household: Household, other: ModelBundle) -> Household | None:
    """The household with what the other model still has to know; only facts that both vocabularies have."""
    answers = household.answers
    if not household.story:
        stream = SeededChoice(ident, other.id)
        answers = settle_answers(
            other.ruleset, answers, (criterion.when for criterion in other.ruleset.entry_criteria), stream, context.odd
        )
        rank = settled_rank(other.ruleset, answers)
        given = keep_uncontested(context, other, dict(answers.given), rank, stream) if rank is not None else None
        if given is None or not plausible(context, Answers(given=given)):
            return None
        answers = Answers(given={fact: given[fact] for fact in context.own.ruleset.facts if fact in given})
    known = without_phase(other.ruleset, answers).keys()
    if known - context.own.ruleset.facts.keys() or not known & {*other.deciding}:
        return None
    return replace(household, answers=context.own.placed(answers))


def _reason(one: ModelBundle, rank: int, answers: Answers) -> str:
    evaluation = one.reading(answers).evaluation
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
        grounds = criteria_that_hold(one, one.reading(answers).evaluation, rank or 0)
        yield from (each.statements for each in grounds[:1])
        if not grounds:
            yield one.ruleset.phase(rank or 0).statements


def _wrong_model(
    pair: tuple[ModelBundle, ModelBundle], labels: list[str], answers: Answers, ident: str
) -> Iterator[Choice]:
    """Other pairs of phases, first those of which the heavier one is as heavy; none that a source leaves in doubt."""
    own, other = pair
    first, second = (_offer(one, answers) for one in pair)
    places = {label: place for one in (second, first) for place, label in enumerate(one)}
    heaviest = max(places[one] for one in labels)
    pairs = [(one, two) for one in first for two in second if [one, two] != labels]
    mixed = shuffle(pairs, " ".join, ident)
    for one, two in sorted(mixed, key=lambda some: abs(max(places[each] for each in some) - heaviest)):
        says = ((own, labels[0], one), (other, labels[1], two))
        wrong = " ".join(quiz_questions_text.not_in(each.title, right) for each, right, shown in says if right != shown)
        yield Choice(text=quiz_questions_text.two_phases(own.title, one, other.title, two), why=wrong)


def _offer(one: ModelBundle, answers: Answers) -> list[str]:
    """The phases that a household can be said to be in, from light to heavy: those that written ones are in."""
    rank = clear_phase(one, answers) or 0
    phase = one.ruleset.phase(rank).id
    spared = doubtful(one.ruleset, one.reading(answers).contested(phase)) - {phase}
    occurring = draft.occurring(one) | {rank}
    every = enumerate(one.ruleset.profile.phases)
    return [each.label for place, each in every if place in occurring and each.id not in spared]
