"""A household: which single other answer would change the phase?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ave_cli.core.quiz import levels
from ave_cli.core.quiz.chance import Stream
from ave_cli.core.quiz.draft import Draft, told, without_phase
from ave_cli.core.quiz.household import Household
from ave_cli.core.quiz.levels import Change
from ave_cli.core.quiz.material import Desk
from ave_cli.core.quiz.options import MOST_WRONG, Choice
from ave_cli.core.quiz.phase import clear_advice, clear_phase, met, nearest
from ave_cli.core.quiz.question import Kind
from ave_cli.profile.facts import contradictions
from ave_cli.profile.ruleset import Model
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.wording import phrases


def draft_change(desk: Desk, ident: str, household: Household) -> Draft | None:
    """The question about this household; None where no single answer does it, or where a phase is contested."""
    own, answers = desk.own, household.answers
    rank = clear_advice(own, answers)
    if rank is None:
        return None
    stream = Stream(ident, "change")
    outcomes = _outcomes(desk, household, levels.different(own, answers))
    doing = [(one, after) for one, after in outcomes if after is not None and after != rank]
    if not doing:
        return None
    (fact, value), after = _picked(own.model, doing, stream)
    changed = answers.extended({fact: value})
    grounds = met(own, own.model.read(changed), after or 0)
    label, texts = own.model.phase(after or 0).label, [one.text for one in grounds]
    now = own.model.phase(rank).label
    return Draft(
        id=ident,
        kind=Kind.CHANGE,
        level=levels.of_number(len({one[0] for one, _ in doing})),
        text=quiz_questions_text.which_change(now, own.title),
        right=Choice(text=phrases.told(own.model, fact, value), why=quiz_questions_text.change_right(label, texts)),
        wrong=tuple(_wrong_change(desk, household, rank, stream, fact)),
        explanation=quiz_questions_text.change_explained(
            now, told(own.model, answers, [fact]), phrases.told(own.model, fact, value), label, texts
        ),
        rests_on=(
            *(one.statements for one in grounds),
            *(one.statements for one in met(own, own.model.read(answers), rank)),
            own.model.phase(after or 0).statements,
        ),
        household=household,
    )


def _picked(model: Model, doing: Sequence[tuple[Change, int | None]], stream: Stream) -> tuple[Change, int | None]:
    """One of the changes that count; each theme has the same chance, so that it is not always danger."""
    theme = stream.pick(list(dict.fromkeys(model.facts[one[0]].group for one, _ in doing)))
    return stream.pick([one for one in doing if model.facts[one[0][0]].group == theme])


def _outcomes(desk: Desk, household: Household, made: Iterable[Change]) -> Iterator[tuple[Change, int | None]]:
    """These changes with the phase that each gives; None where that is open or contested.

    An answer outside the order from light to heavy says that the question does not apply: nobody changes to that.
    """
    model, known = desk.own.model, without_phase(desk.own.model, household.answers)
    for fact, value in made:
        scale = model.facts[fact].worse
        told_so = not isinstance(scale, tuple) or value in scale
        changed = household.answers.extended({fact: value})
        if fact in known and told_so and not contradictions(model.facts.values(), changed):
            yield (fact, value), clear_phase(desk.own, changed)


def _wrong_change(desk: Desk, household: Household, rank: int, stream: Stream, right: str) -> Iterator[Choice]:
    """Changes that change nothing, each of another fact, thought out one by one as they are needed."""
    own, model, done = desk.own, desk.own.model, {right}
    label = model.phase(rank).label
    changes = (one for one in stream.order(levels.changes(own, household.answers)) if one[0] not in done)
    for (fact, value), after in _outcomes(desk, household, changes):
        if after != rank or fact in done:
            continue
        done.add(fact)
        reading = model.read(household.answers.extended({fact: value}))
        near = nearest(own, reading, rank + 1) if rank + 1 < len(model.profile.phases) else None
        why = quiz_questions_text.change_wrong(label)
        if near is not None:
            why = quiz_questions_text.change_wrong_missing(label, model.phase(rank + 1).label, near[0].text)
        yield Choice(text=phrases.told(model, fact, value), why=why)
        if len(done) > MOST_WRONG:
            return
