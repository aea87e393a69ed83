"""All households at once come to what the evaluator says of each of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge, facts_of
from ave_cli.profile.conditions import Truth, condition_from
from ave_cli.profile.facts import Answers, Gap, contradictions
from ave_cli.profile.ruleset import Ruleset
from tests import strategies


def households(space: AnswerSpace) -> list[Answers]:
    """Every household of a space, in the order of its bits."""
    found = product(*reversed(list(space.values.values())))
    return [Answers(given=dict(zip(space.values, reversed(one), strict=True))) for one in found]


@given(st.data())
def test_a_rule_holds_for_exactly_the_households_of_which_the_evaluator_says_so(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    rule = condition_from(data.draw(strategies.CONDITIONS))
    space = AnswerSpace(ruleset, [rule, *(one.when for one in ruleset.profile.criteria)])
    holds = space.satisfying(rule)
    for place, household in enumerate(households(space)[:2000]):
        assert bool(holds >> place & 1) == (ruleset.read(household).evaluate(rule).truth is Truth.YES)


@given(st.data())
def test_one_household_stands_for_every_other_that_the_rules_cannot_tell_from_it(data: st.DataObject) -> None:
    """A rule holds for somebody in the space exactly if it holds for somebody at all."""
    ruleset = data.draw(strategies.rulesets)
    rule = condition_from(data.draw(strategies.CONDITIONS))
    space = AnswerSpace(ruleset, [rule])
    full = data.draw(strategies.full_answers(ruleset))
    if ruleset.read(full).evaluate(rule).truth is Truth.YES:
        assert space.satisfying(rule)
    else:
        assert space.satisfying(rule) != space.universe
    example = space.witness(space.satisfying(rule))
    assert example is None or ruleset.read(example).evaluate(rule).truth is Truth.YES


@given(st.data())
def test_moving_is_answering_otherwise(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    rule = condition_from(data.draw(strategies.CONDITIONS))
    space = AnswerSpace(ruleset, [rule])
    fact = data.draw(st.sampled_from(sorted(space.values)))
    before, after = data.draw(st.tuples(*[st.sampled_from(space.values[fact])] * 2))
    everybody = households(space)
    moved = space.with_answer_changed(space.satisfying(rule), fact, before, after)
    expected = {
        everybody.index(one.extended({fact: after}))
        for place, one in enumerate(everybody)
        if space.satisfying(rule) >> place & 1 and one.value(fact) == before
    }
    assert {place for place in range(space.size) if moved >> place & 1} == expected


TWO = """
ask = ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp", "brand", "twee"]

[[facts]]
id = "brand"
group = "Veiligheid"
kind = "yes_no"
question = "Is er brand?"
excludes = ["hulp"]

[[facts]]
id = "twee"
group = "Veiligheid"
kind = "yes_no"
question = "Zijn er twee in gevaar?"
implies = { any = ["gevaar", "brand"] }
"""


def test_answers_that_contradict_each_other_are_in_no_set(make: Callable[..., Ruleset]) -> None:
    ruleset = make(TWO)
    rule = condition_from({"any": [{"is": {one: True}} for one in ("brand", "hulp", "twee", "gevaar")]})
    space = AnswerSpace(ruleset, [rule])
    for place, one in enumerate(households(space)):
        assert bool(space.universe >> place & 1) == (contradictions(ruleset.facts.values(), one) == ())
    assert 0 < space.universe.bit_count() < space.size
    assert space.satisfying(None) == space.universe
    assert space.answering("brand", True) & ~space.universe == 0


@pytest.mark.parametrize(
    ("rule", "sizes"),
    [
        ({"is": {"gevaar": True}}, {"gevaar": 2}),
        ({"is": {"mijding": "altijd"}}, {"mijding": 2}),
        ({"any": [{"is": {"mijding": "altijd"}}, {"is": {"mijding": "soms"}}]}, {"mijding": 3}),
        ({"at_least": {"gebieden": 2}}, {"gebieden": 2}),
        ({"all": [{"at_least": {"gebieden": 2}}, {"includes": {"gebieden": "wonen"}}]}, {"gebieden": 4}),
        ({"ref": "veel"}, {"gebieden": 2}),
        ({"ref": "brand-gevaar"}, {"gevaar": 2, "mijding": 2}),
    ],
)
def test_a_fact_has_as_many_answers_as_the_rules_can_tell_apart(
    tiny: Ruleset, rule: dict[str, Any], sizes: dict[str, int]
) -> None:
    space = AnswerSpace(tiny, [condition_from(rule)])
    assert {fact: len(values) for fact, values in space.values.items()} == sizes
    assert set(facts_of(tiny, condition_from(rule))) == set(sizes)


def test_a_fact_that_must_be_whole_has_all_its_answers(tiny: Ruleset) -> None:
    space = AnswerSpace(tiny, [condition_from({"is": {"mijding": "altijd"}})], ["mijding"])
    assert space.values == {"mijding": ("nee", "soms", "altijd")}


def test_the_least_remarkable_household_is_the_example(tiny: Ruleset) -> None:
    space = AnswerSpace(tiny, [one.when for one in tiny.profile.criteria])
    example = space.witness(space.answering("mijding", "altijd"))
    assert example == Answers(given={"mijding": "altijd", "gebieden": (), "gevaar": False, "hulp": True})
    assert space.witness(0) is None
    assert all(not isinstance(value, Gap) for value in example.given.values())


def test_what_depends_on_a_fact(tiny: Ruleset) -> None:
    rule = condition_from(
        {"any": [{"is": {"gevaar": True}}, {"all": [{"is": {"gevaar": True}}, {"is": {"hulp": True}}]}]}
    )
    space = AnswerSpace(tiny, [rule])
    assert space.depends_on(space.satisfying(rule), "gevaar")
    assert not space.depends_on(space.satisfying(rule), "hulp")


def test_too_many_households_are_refused(make: Callable[..., Ruleset]) -> None:
    options = [f"o{number}" for number in range(13)]
    fact = f"""
ask = ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp", "veel_opties"]
[[facts]]
id = "veel_opties"
group = "g"
kind = "choices"
options = {options}
question = "Welke?"
"""
    with pytest.raises(SpaceTooLarge):
        AnswerSpace(make(fact), [condition_from({"includes": {"veel_opties": option}}) for option in options])
