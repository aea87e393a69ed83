"""How does a question come together, and when is there none?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ave_cli.core.quiz.household import Household
from ave_cli.core.quiz.material import Desk, Material
from ave_cli.core.quiz.options import Choice, options
from ave_cli.core.quiz.question import Kind, Question
from ave_cli.core.quiz.sources import places, statements
from ave_cli.engine.classification import classify, endangered
from ave_cli.profile.facts import Answers, Gap, Gate, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


@record
class Draft:
    """What a kind of question thinks of; the letters, the story and the sources come later."""

    id: str
    kind: Kind
    level: int
    text: str
    right: Choice
    wrong: tuple[Choice, ...]
    explanation: str
    rests_on: tuple[Iterable[str], ...]
    """Groups of statement ids, the most telling first."""
    also: tuple[Material, ...] = ()
    """Other models whose statements count too."""
    household: Household | None = None
    fewest: int = 3
    """How many options there have to be."""


def finished(desk: Desk, draft: Draft) -> Question | None:
    """The question, or None: no source, no story, or nothing else to choose."""
    found = statements(desk.own, *draft.rests_on)
    shown = options(draft.id, draft.right, draft.wrong)
    story = _story(desk, draft.household)
    if not found or shown is None or story is None or len(shown) < draft.fewest:
        return None
    more = [one for other in draft.also for one in statements(other, *draft.rests_on)]
    house, model = draft.household, desk.own.model
    return Question(
        id=draft.id,
        kind=draft.kind,
        level=draft.level,
        profile=desk.own.id,
        story=story,
        invented=house is not None and not house.story,
        text=draft.text,
        options=shown,
        explanation=" ".join((draft.explanation, *_danger(model, house))),
        statements=found,
        sources=places((desk.own, *draft.also), (*found, *more)),
        answers=without_phase(model, house.answers) if house else {},
        current_phase=model.current(house.answers) if house else None,
    )


def _danger(model: Model, household: Household | None) -> Iterator[str]:
    """What must be said of any household in danger, whatever is asked about it."""
    if household is None:
        return
    gate, answers = model.gate(Gate.ACUTE), household.answers
    if gate and answers.value(gate) is not False and answers.answered(gate):
        yield from (quiz_questions_text.first_of_all(one.when) for one in model.contacts[:1] if one.acute)
    danger, rank = model.profile.danger, classify(model, model.read(answers)).at_least
    if endangered(model, answers) and rank < model.rank(danger.phase):
        yield triage_text.danger_without_phase(model.phase(rank).label, danger.text)


def _story(desk: Desk, household: Household | None) -> str | None:
    if household is None:
        return ""
    if household.story:
        return household.story
    if desk.tell is None:
        return None
    model = desk.own.model
    return desk.tell(model, Answers(given=without_phase(model, household.answers))) or None


def without_phase(model: Model, answers: Answers) -> Mapping[str, Value | Gap]:
    """The answers as a story tells them: the question itself says in which phase the household is now."""
    gate = model.gate(Gate.PHASE)
    return {fact: value for fact, value in answers.given.items() if fact != gate}


def told(model: Model, answers: Answers, facts: Iterable[str]) -> str:
    """The answers to these facts in words, in the order of the facts."""
    known = without_phase(model, answers)
    return quiz_questions_text.answers(
        [phrases.told(model, fact, known[fact]) for fact in dict.fromkeys(facts) if fact in known]
    )
