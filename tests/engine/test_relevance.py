"""Which questions an interview puts: none that no completion of the answers can feel, and the pressing ones first.

The oracle looks from outside: it completes the answers in many ways, and compares what the worker would be told.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from ave_cli.engine.answer_space import values_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import CriterionResult, assess
from ave_cli.engine.questionnaire import Question, next_question
from ave_cli.engine.relevance import evaluate_so_far, open_gates, relevant_facts
from ave_cli.profile.facts import Answers, FactKind, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Effect
from ave_cli.storage import library

TRIES = 1500


def felt(ruleset: Ruleset, answers: Answers) -> object:
    """All that a worker is told of a household: alerts, phases, direction, criteria of the phase, roles, steps."""
    result = assess(ruleset, answers)
    here = {ruleset.phase(result.course.advised).id, result.course.current}
    return (
        [one.kind for one in result.alerts],
        (result.interval.at_least, result.interval.at_most, result.course.advised, result.direction),
        [one.evaluation.truth for one in result.criteria if shown(one) and one.evaluation.criterion.phase in here],
        [(holding.status, holding.holders, holding.appointed_in, holding.possible) for holding in result.roles],
        [step.id for step in result.steps],
    )


def shown(one: CriterionResult) -> bool:
    """Whether a criterion asks for something by itself; which rule gave the phase is not worth a question."""
    return one.evaluation.criterion.effect in (Effect.WITHIN, Effect.INFORM, Effect.LEAVE)


def completions(ruleset: Ruleset, answers: Answers, skip: tuple[str, ...]) -> Iterator[Answers]:
    """Full households that these answers leave possible, but for the facts to skip; all where they are few."""
    left = [
        fact
        for fact in ruleset.facts
        if fact in ruleset.used and not isinstance(answers.value(fact), bool | str | tuple)
    ]
    options = {fact: some_values(ruleset, fact) for fact in left if fact not in skip}
    count = 1
    for some in options.values():
        count *= len(some)
    if count <= TRIES:
        for row in product(*options.values()):
            yield answers.extended(dict(zip(options, row, strict=True)))
        return
    chance = random.Random(0)
    for number in range(TRIES):
        calm = (1, 2, 4)[number % 3]  # the lighter answer stands first: some rules hold only where little is the matter
        yield answers.extended({fact: some[int(len(some) * chance.random() ** calm)] for fact, some in options.items()})


def some_values(ruleset: Ruleset, fact: str) -> tuple[Value, ...]:
    """Answers to try: all of them, and of several options at once none, each alone, the first few, and all."""
    options = ruleset.facts[fact].options
    if ruleset.facts[fact].kind is not FactKind.CHOICES:
        return values_of(ruleset, ruleset.facts[fact])
    return tuple(dict.fromkeys([(), *((one,) for one in options), options[:2], options[:3], options]))


def can_matter(ruleset: Ruleset, answers: Answers, question: Question) -> bool:
    """Whether two completions that differ in this question alone are told something else."""
    asked = tuple(fact.id for fact in question.facts)
    ways: list[dict[str, Value]] = [
        dict(zip(asked, row, strict=True)) for row in product(*(some_values(ruleset, fact) for fact in asked))
    ]
    return any(
        len({repr(felt(ruleset, rest.extended(way))) for way in ways}) > 1
        for rest in completions(ruleset, answers, asked)
    )


def walk(ruleset: Ruleset, household: Answers) -> Iterator[tuple[Answers, Question]]:
    answers = Answers(given={})
    while (question := next_question(ruleset, answers)) is not None:
        yield answers, question
        answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})


def idle_questions(ruleset: Ruleset, households: Iterator[Answers]) -> set[tuple[str, ...]]:
    """The questions, gates aside, that were put to one of these households and that no completion can feel."""
    found = set[tuple[str, ...]]()
    for household in households:
        for answers, question in walk(ruleset, household):
            asked = tuple(fact.id for fact in question.facts)
            if not set(open_gates(ruleset, answers)) & set(asked) and not can_matter(ruleset, answers, question):
                found.add(asked)
    return found


GUARDED = """
[[criteria]]
id = "brand-hulp"
phase = "brand"
effect = "enter"
modality = "kan"
text = "Alle hulp is gestopt"
when = { all = [{ is = { hulp = false } }, { is = { mijding = "altijd" } }] }
"""


def test_nothing_is_asked_that_no_completion_of_the_answers_can_feel(make: Callable[..., Ruleset]) -> None:
    """Every household of the tiny world: the completions are walked one and all."""
    ruleset = make(GUARDED)
    options = {fact: values_of(ruleset, ruleset.facts[fact]) for fact in ("nu", "gevaar", "mijding", "hulp")}
    households = (
        Answers(given={"acuut": False, "gebieden": (), **dict(zip(options, row, strict=True))})
        for row in product(*options.values())
    )
    assert idle_questions(ruleset, households) == set()


EVERY = 10
"""One case in so many is walked: each takes a second."""


@pytest.mark.content
@pytest.mark.parametrize("name", library.index().ids())
def test_no_shipped_model_asks_what_no_completion_can_feel(name: str) -> None:
    ruleset = library.load(name)
    cases = library.load_cases(name).cases[::EVERY]
    households = (read_answers(ruleset, one.answers, one.current_phase)[0] for one in cases)
    assert idle_questions(ruleset, households) == set()


def test_danger_is_asked_for_an_alert_only_in_a_phase_lighter_than_the_first_that_names_it(
    make: Callable[..., Ruleset],
) -> None:
    ruleset = make(GUARDED)
    rest: dict[str, Value | Gap] = {"acuut": False, "mijding": "altijd"}
    light, heavy = Answers(given=rest), Answers(given={**rest, "hulp": False})
    alerts = [
        [one.fact for one in relevant_facts(ruleset, evaluate_so_far(ruleset, some)) if one.effect == "alert"]
        for some in (light, heavy)
    ]
    assert alerts == [["gevaar"], []]


ORDERED = """
ask = ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp", "steun"]
[[criteria]]
id = "klem-steun"
phase = "klem"
effect = "within"
modality = "kan"
text = "Er is steun"
when = { is = { steun = true } }
"""


def test_what_matters_stands_in_the_order_danger_phase_direction_roles_and_the_rest(
    make: Callable[..., Ruleset],
) -> None:
    extra = (
        ORDERED
        + """
[[assignments]]
id = "klein-steun"
role = "procesregie"
phases = ["brand"]
adds = true
when = { is = { steun = true } }
holders = [{ name = "buurtteam" }]

[[steps]]
id = "steun-vragen"
kind = "overleggen"
phases = ["brand"]
when = { is = { steun = false } }
text = "Vraag de buurt."
"""
    )
    ruleset = make(extra.replace('phase = "klem"', 'phase = "brand"'))
    found = relevant_facts(ruleset, evaluate_so_far(ruleset, Answers(given={"nu": "brand", "acuut": Gap.DONT_KNOW})))
    kinds = list(dict.fromkeys(one.effect.partition(":")[0] for one in found))
    assert kinds == ["alert", "phase", "direction", "role", "criterion", "step"]


def test_the_heaviest_phase_is_asked_about_first(tiny: Ruleset) -> None:
    """So that whoever lands there is asked little else."""
    phases = [
        one.fact for one in relevant_facts(tiny, evaluate_so_far(tiny, Answers(given={}))) if one.effect == "phase"
    ]
    assert phases == ["gevaar", "mijding", "gebieden"]
