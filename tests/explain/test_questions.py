"""Questions as colleagues ask them: the right answer stands in the first lines, and no wrong one does."""

from __future__ import annotations

import io
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from ave_cli.errors import UsageError
from ave_cli.explain import explain
from ave_cli.explain.explain import speech_of_model
from ave_cli.explain.questions import named_phases, stem
from ave_cli.explain.topics import find_topic, search_index, topics
from ave_cli.profile.facts import accepts
from ave_cli.render import rich_terminal
from ave_cli.storage import library
from ave_cli.text import answers as answers_text
from tests.explain.asked import asked_page, load

QUESTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))[
    "questions"
]
MODELS = ("oss", "westerkwartier", "dalfsen")
FIRST = 25
ENOUGH = 0.85

pytestmark = pytest.mark.content


@pytest.fixture(autouse=True, scope="module")
def remembered() -> Iterator[None]:
    """The words of a model and what can be looked up in it are made once: each question alone makes them anew."""
    speeches, indices = dict[int, Any](), dict[tuple[int, int, str], Any]()

    def speech_once(ruleset: Any) -> Any:
        if id(ruleset) not in speeches:
            speeches[id(ruleset)] = speech(ruleset)
        return speeches[id(ruleset)]

    def index_once(known: Any, words: Any) -> Any:
        key = (id(words), len(known), known[0].kind.value)
        if key not in indices:
            indices[key] = index(known, words)
        return indices[key]

    speech, index = speech_of_model, search_index
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explain, "speech_of_model", speech_once)
        patch.setattr(explain, "search_index", index_once)
        yield


def first_lines(model: str, ask: str) -> str:
    """What stands on the first lines of an answer at 80 columns, in one line."""
    try:
        page = asked_page(model, ask)
    except UsageError as error:
        return f"{error.message} {error.hint}"
    drawn = Console(file=io.StringIO(), width=80, markup=False, emoji=False, highlight=False)
    rich_terminal.draw(page, drawn)
    assert isinstance(drawn.file, io.StringIO)
    return " ".join(" ".join(drawn.file.getvalue().splitlines()[:FIRST]).split())


def right(said: str, wanted: list[str]) -> bool:
    folded = said.casefold()
    return all(any(one.casefold() in folded for one in each.split("|")) for each in wanted)


@pytest.mark.parametrize("model", MODELS)
def test_the_right_answer_is_seen_at_once(model: str) -> None:
    said = {one["ask"]: first_lines(model, one["ask"]) for one in QUESTIONS}
    missed = [one["ask"] for one in QUESTIONS if not right(said[one["ask"]], one[model])]
    wrong = [
        (one["ask"], text)
        for one in QUESTIONS
        for text in (*one.get("never", ()), *one.get(f"never_{model}", ()))
        if text.casefold() in said[one["ask"]].casefold()
    ]
    assert wrong == []
    assert 1 - len(missed) / len(QUESTIONS) >= ENOUGH, missed


@pytest.mark.parametrize("model", library.index().ids())
@pytest.mark.parametrize("ask", ["dreiging met een wapen", "wie bel ik snachts", "hij slaat met een hamer"])
def test_the_number_for_danger_stands_before_what_is_known_nowhere(model: str, ask: str) -> None:
    said = first_lines(model, ask)
    assert 0 <= said.find("bel 112") < said.find("zegt dit model niets") or "zegt dit model niets" not in said


@pytest.mark.parametrize("model", library.index().ids())
def test_a_page_with_national_numbers_alone_says_that_the_model_is_silent(model: str) -> None:
    """Else they would seem to be what the model says."""
    ruleset = load(model)
    for ask in ("de cliënt wil niet", "weigert zorg", "verward"):
        found = explain.explain_question(ruleset, lambda: library.load_statements(model), ask)
        situations = {one.title for one in ruleset.situations}
        told = [one for one in found.sections if one.title in situations] if found is not None else []
        if told and not any(one.statements() for one in told):
            assert "zegt niets" in first_lines(model, ask), ask


@pytest.mark.parametrize("model", library.index().ids())
def test_what_a_model_adds_for_its_people_names_what_is_there(model: str) -> None:
    """A condition in a few words belongs to a rule that has one; a word, a poster and a situation name what exists."""
    ruleset = load(model)
    conditional = {one.id for one in ruleset.profile.assignments if one.when is not None}
    assert set(ruleset.profile.said) == conditional
    known = topics(ruleset, {})
    handles = [handle for group in ruleset.profile.synonyms for handle in group.topics]
    assert [handle for handle in handles if find_topic(known, handle).topic is None] == []
    roles = {role.id for role in ruleset.profile.roles}
    assert ruleset.profile.poster is not None
    assert set(ruleset.profile.poster.roles) <= roles
    contacts = {one.id for one in ruleset.national.contacts}
    for situation in ruleset.situations:
        assert set(situation.contacts) <= contacts
        for fact, values in situation.answers.items():
            assert all(accepts(ruleset.facts[fact], value, ruleset.ranks) == value for value in values)


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 56
    assert all(one[model] for one in QUESTIONS for model in MODELS)


@pytest.mark.parametrize("model", library.index().ids())
def test_no_word_that_carries_nothing_counts_as_one_that_does(model: str) -> None:
    """Else a question about the one would be read as if it were empty."""
    speech = speech_of_model(load(model))
    once = {"om", "waarvoor"}
    counted = {word for word in answers_text.FILLERS.split() if speech.words(word) != (stem(word),)}
    assert counted - once - answers_text.ARTICLES == set()


@pytest.mark.parametrize(
    ("ask", "read_as"),
    [
        ("wie wijst de casusregisseur in dit geval aan", "aanwijzen"),
        ("hoe schaal ik deze zaak op", "opschalen"),
        ("gegevens te delen", "privacy"),
    ],
)
def test_an_expression_is_read_as_one_wherever_its_words_stand(ask: str, read_as: str) -> None:
    speech = speech_of_model(load("oss"))
    assert speech.words(read_as)[0] in speech.words(ask)


@pytest.mark.parametrize("words", ["wie", "schaal af op", "op", "AVE 2"])
def test_a_question_of_very_many_words_is_read_in_time_that_grows_with_it(words: str) -> None:
    """It would take minutes if each word were looked at from each other one."""
    speech = speech_of_model(load("oss"))
    began = time.process_time()
    named_phases(load("oss"), speech.words(f"{words} " * 8_000))
    assert time.process_time() - began < 10
