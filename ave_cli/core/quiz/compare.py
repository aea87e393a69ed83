"""One household in two models: what differs, and why?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.quiz import levels
from ave_cli.core.quiz.chance import Stream, shuffled
from ave_cli.core.quiz.draft import Draft, told, without_phase
from ave_cli.core.quiz.household import Household, placed, plausible, settle, settled, uncontested
from ave_cli.core.quiz.material import Desk, Material, contested, doubtful
from ave_cli.core.quiz.options import Choice
from ave_cli.core.quiz.phase import clear_phase, met, nearest
from ave_cli.core.quiz.question import Kind
from ave_cli.profile.facts import Answers
from ave_cli.text import quiz_questions as quiz_questions_text

_NEAR = 3
"""How many phases of each model are offered, its own and the nearest."""


def draft_comparison(desk: Desk, ident: str, household: Household, other: Material) -> Draft | None:
    """The question about this household; None where one of the two leaves it open, or both say the same."""
    shared = _shared(desk, ident, household, other)
    if shared is None:
        return None
    pair = (desk.own, other)
    ranks = [clear_phase(one, shared.answers) for one in pair]
    labels = [one.model.phase(rank).label for one, rank in zip(pair, ranks, strict=True) if rank is not None]
    if len(labels) < len(pair) or labels[0] == labels[1] or not any(ranks):
        return None
    reasons = [_reason(one, rank or 0, shared.answers) for one, rank in zip(pair, ranks, strict=True)]
    return Draft(
        id=ident,
        kind=Kind.COMPARE,
        level=max(levels.of_phase(one, shared.answers) for one in pair),
        text=quiz_questions_text.which_phases(desk.own.title, other.title),
        right=Choice(
            text=quiz_questions_text.two_phases(desk.own.title, labels[0], other.title, labels[1]),
            why=quiz_questions_text.COMPARE_RIGHT,
        ),
        wrong=tuple(_wrong_model(pair, labels, shared.answers, ident)),
        explanation=" ".join(reasons),
        rests_on=tuple(_rests_on(pair, ranks, shared.answers)),
        also=(other,),
        household=shared,
    )


def _shared(desk: Desk, ident: str, household: Household, other: Material) -> Household | None:
    """The household with what the other model still has to know; only facts that both vocabularies have."""
    answers = household.answers
    if not household.story:
        stream = Stream(ident, other.id)
        answers = settle(other.model, answers, (one.when for one in other.entering), stream, desk.odd)
        rank = settled(other.model, answers)
        given = uncontested(desk, other, dict(answers.given), rank, stream) if rank is not None else None
        if given is None or not plausible(desk, Answers(given=given)):
            return None
        answers = Answers(given={fact: given[fact] for fact in desk.own.model.facts if fact in given})
    known = without_phase(other.model, answers).keys()
    if known - desk.own.model.facts.keys() or not known & {*other.deciding}:
        return None
    return Household(id=household.id, answers=placed(desk.own.model, answers, None), story=household.story)


def _reason(one: Material, rank: int, answers: Answers) -> str:
    reading = one.model.read(answers)
    grounds = met(one, reading, rank)
    because = told(one.model, answers, reading.named(grounds[0].id).because) if grounds else ""
    reason = quiz_questions_text.reason_in(
        one.title, one.model.phase(rank).label, [each.text for each in grounds], because
    )
    near = nearest(one, reading, rank + 1) if rank + 1 < len(one.model.profile.phases) else None
    if near is None:
        return reason
    why = told(one.model, answers, reading.named(near[0].id).because)
    return f"{reason} {quiz_questions_text.phase_missing(one.model.phase(rank + 1).label, near[0].text, why)}"


def _rests_on(pair: tuple[Material, Material], ranks: list[int | None], answers: Answers) -> Iterator[tuple[str, ...]]:
    for one, rank in zip(pair, ranks, strict=True):
        grounds = met(one, one.model.read(answers), rank or 0)
        yield from (each.statements for each in grounds[:1])
        if not grounds:
            yield one.model.phase(rank or 0).statements


def _wrong_model(pair: tuple[Material, Material], labels: list[str], answers: Answers, ident: str) -> Iterator[Choice]:
    """Other pairs of phases: one where both say the same, then those near by; none that a source leaves in doubt."""
    own, other = pair
    first, second = (_offered(one, answers) for one in pair)
    pairs = [(one, two) for one in first[:_NEAR] for two in second[:_NEAR] if [one, two] != labels]
    mixed = shuffled(pairs, " ".join, ident)
    same = [each for each in mixed if each[0] == each[1]]
    differ = [each for each in mixed if each[0] != each[1]]
    for one, two in (*same[:1], *differ, *same[1:]):
        says = ((own, labels[0], one), (other, labels[1], two))
        wrong = " ".join(quiz_questions_text.not_in(each.title, right) for each, right, shown in says if right != shown)
        yield Choice(text=quiz_questions_text.two_phases(own.title, one, other.title, two), why=wrong)


def _offered(one: Material, answers: Answers) -> list[str]:
    rank = clear_phase(one, answers) or 0
    phase = one.model.phase(rank).id
    spared = doubtful(one.model, contested(one.model, one.model.read(answers), phase)) - {phase}
    row = sorted(one.model.profile.phases, key=lambda each: abs(one.model.rank(each.id) - rank))
    return [each.label for each in row if each.id not in spared]
