"""What can be new about a written household: one plain sentence each, that fits a model and contradicts nothing."""

from __future__ import annotations

import re
from functools import cache

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.quiz.households import Household, with_news, written_households
from ave_cli.quiz.selection import ModelBundle
from ave_cli.storage import library

pytestmark = pytest.mark.content

NEWS = library.load_news()
PROFILES = library.index().ids()
SENTENCE = re.compile(r"[.!?](?=\s|$)")
OF_ONE_SEX = re.compile(r"\b(?:hij|zij is|haar|zijn|hem|man|vrouw|vader|moeder)\b")


@cache
def bundle(name: str) -> ModelBundle:
    return ModelBundle(ruleset=library.load(name), register={}, cases=library.cases_of(name))


@cache
def told(name: str) -> dict[str, Household]:
    """Every household that news makes of a written one."""
    own = bundle(name)
    houses = [house for case in own.cases if (house := written_households(own, case.id)) is not None]
    made = (with_news(own, house, news) for house in houses for news in NEWS)
    return {one.id: one for one in made if one is not None}


def test_news_is_one_sentence_about_anybody() -> None:
    assert len({one.id for one in NEWS}) == len(NEWS) >= 40
    for one in NEWS:
        assert len(SENTENCE.findall(one.text)) == 1, one.id
        assert one.text.endswith("."), one.id
        assert len(one.text.split()) <= 26, one.id
        if "zijn" not in one.text:
            assert not OF_ONE_SEX.search(one.text), one.id


def test_all_news_can_be_told_somewhere() -> None:
    used = {ident.partition("+")[2] for name in PROFILES for ident in told(name)}
    assert {one.id for one in NEWS} == used


@pytest.mark.parametrize("name", PROFILES)
def test_what_news_makes_of_a_household_goes_together(name: str) -> None:
    ruleset, made = bundle(name).ruleset, told(name)
    assert len(made) >= 60
    for one in made.values():
        assert len(SENTENCE.findall(one.story)) <= 5, one.id
        assert ruleset.contradictions_in(one.answers) == (), one.id
        gate = "huidige_fase"
        raw = {
            fact: value for fact, value in one.answers.given.items() if fact != gate and isinstance(value, (bool, str))
        }
        assert read_answers(ruleset, raw, None)[1] == (), one.id
