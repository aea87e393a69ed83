"""A fact with more options than can be walked one by one is proved by how many are chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge
from ave_cli.profile.conditions import AtLeast, Condition, Includes
from ave_cli.profile.ruleset import Ruleset

DOMAINS = [f"domein_{number:02}" for number in range(1, 16)]
FACT = f"""
ask = ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp", "steun", "domeinen"]
[[facts]]
id = "domeinen"
group = "Inwoner"
kind = "choices"
options = {DOMAINS}
question = "Welke domeinen?"
""".replace("'", '"')


@pytest.fixture
def ruleset(make: Callable[..., Ruleset]) -> Ruleset:
    return make(FACT)


@pytest.mark.parametrize("least", [1, 7, 15])
def test_it_is_proved_by_number(least: int, ruleset: Ruleset) -> None:
    space = AnswerSpace(ruleset, [AtLeast("domeinen", least)])
    household = space.witness(space.satisfying(AtLeast("domeinen", least)))
    assert household is not None
    assert household.value("domeinen") == tuple(DOMAINS[:least])
    assert space.size == 2


def test_options_that_are_named_are_told_apart_from_the_others(ruleset: Ruleset) -> None:
    rules: list[Condition] = [Includes("domeinen", "domein_15"), AtLeast("domeinen", 2)]
    space = AnswerSpace(ruleset, rules)
    only = space.satisfying(rules[0]) & ~space.satisfying(rules[1])
    household = space.witness(only)
    assert household is not None
    assert household.value("domeinen") == ("domein_15",)
    assert space.size == 4


def test_with_every_option_named_it_is_not_proved(ruleset: Ruleset) -> None:
    with pytest.raises(SpaceTooLarge):
        AnswerSpace(ruleset, [Includes("domeinen", one) for one in DOMAINS])
