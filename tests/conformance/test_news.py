"""What can be new about a written household: one plain sentence each, that fits the story that it stands behind."""

from __future__ import annotations

import re
from functools import cache

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.quiz.draft import clear_phase
from ave_cli.quiz.households import with_news, written_household
from ave_cli.quiz.material import Household, ModelBundle, news_text
from ave_cli.storage import library

pytestmark = pytest.mark.content

NEWS = library.load_news()
PROFILES = library.index().ids()
SENTENCE = re.compile(r"[.!?](?=\s|$)")
OF_ONE_SEX = re.compile(r"\b(?:hij|zij is|haar|zijn|hem|man|vrouw|vader|moeder)\b")
PLACE = re.compile(r"\{\w*\}?")


@cache
def bundle(name: str) -> ModelBundle:
    return ModelBundle(ruleset=library.load(name), register={}, cases=library.cases_of(name))


def houses(name: str) -> list[Household]:
    own = bundle(name)
    return [house for case in own.cases if (house := written_household(own, case.id)) is not None]


@cache
def told(name: str) -> dict[str, Household]:
    """Every household that news makes of a written one."""
    own = bundle(name)
    made = (with_news(own, house, news) for house in houses(name) for news in NEWS)
    return {one.id: one for one in made if one is not None}


def read_aloud(name: str) -> dict[str, set[str]]:
    """By case the news that a person found to be one story with it."""
    cases = {case for news in NEWS for case in news.behind.get(name, {})}
    return {case: {news.id for news in NEWS if news.behind[name][case]} for case in cases}


def test_news_is_one_sentence_about_anybody() -> None:
    assert len({one.id for one in NEWS}) == len(NEWS) >= 40
    for one in NEWS:
        assert len(SENTENCE.findall(one.text)) == 1, one.id
        assert one.text.endswith("."), one.id
        assert len(one.text.split()) <= 26, one.id
        assert set(PLACE.findall(one.text)) <= {"{wie}"}, one.id
        if "zijn" not in one.text:
            assert not OF_ONE_SEX.search(one.text), one.id


def test_all_news_can_be_told_somewhere() -> None:
    assert {one.id for one in NEWS} == {ident.partition("+")[2] for name in PROFILES for ident in told(name)}


@pytest.mark.parametrize("name", PROFILES)
def test_news_stands_only_behind_stories_that_a_person_read(name: str) -> None:
    own, read = bundle(name), read_aloud(name)
    listed = {(case, ident) for case, some in read.items() for ident in some}
    made = {tuple(ident.split("+")) for ident in told(name)}
    assert listed - made == set(), "says of a case what it does not tell, or of a case that is not there"
    clear = {house.id for house in houses(name) if clear_phase(own, house.answers) is not None}
    assert {case for case, _ in made - listed} & clear == set(), "nobody read this news behind this story"


@pytest.mark.parametrize("name", PROFILES)
def test_whom_the_news_is_about_stands_in_the_story(name: str) -> None:
    """Nobody appears from nowhere: with the article, or as the one of two that the story has."""
    for house in houses(name):
        for news in NEWS:
            who = news.behind[name].get(house.id)
            if who and "{wie}" in news.text:
                noun = who.split()[-1]
                assert re.search(rf"\b{noun}", house.story), (house.id, who)


def test_a_story_that_nobody_read_is_about_the_inwoner() -> None:
    news = next(one for one in NEWS if one.text.startswith("Gisteren belde {wie}"))
    assert news_text(bundle(PROFILES[0]), "een-eigen-voorbeeld", news).startswith("Gisteren belde de inwoner")


def test_a_borrowed_story_keeps_its_news() -> None:
    lent = [news for news in NEWS if news.behind["oss"].get("gewone-hulpvraag")]
    assert lent
    own, other = bundle("dalfsen"), bundle("oss")
    for news in lent:
        assert news_text(own, "oss.gewone-hulpvraag", news) == news_text(other, "gewone-hulpvraag", news)


@pytest.mark.parametrize("name", PROFILES)
def test_what_news_makes_of_a_household_goes_together(name: str) -> None:
    ruleset, made = bundle(name).ruleset, told(name)
    assert len(made) >= 20
    for one in made.values():
        assert "{" not in one.story, one.id
        assert len(SENTENCE.findall(one.story)) <= 5, one.id
        assert ruleset.contradictions_in(one.answers) == (), one.id
        gate = "huidige_fase"
        raw = {
            fact: value for fact, value in one.answers.given.items() if fact != gate and isinstance(value, (bool, str))
        }
        assert read_answers(ruleset, raw, None)[1] == (), one.id
