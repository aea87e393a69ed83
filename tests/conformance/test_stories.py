"""The sentences of the stories: every answer to every fact can be told, and be read back by a trainer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ave_cli.engine.answers_file import read_answers
from ave_cli.errors import InvalidInput
from ave_cli.profile.companion_files import Stories
from ave_cli.profile.facts import NO_PHASE, Answers, Fact, FactKind, Gap, Gate, Value, contradictions
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.wording.story import opening_of, tell

SHIPPED = library.index().ids()
STORIES = library.load_stories()
MODELS = {name: library.load(name) for name in SHIPPED}
HOUSEHOLDS = [
    pytest.param(name, read_answers(MODELS[name], case.answers, case.current_phase)[0], id=f"{name}/{case.id}")
    for name in SHIPPED
    for case in library.load_cases(name).cases
]
SHARED = [fact for fact in MODELS[SHIPPED[0]].facts.values() if all(fact.id in one.facts for one in MODELS.values())]
TELLINGS = {one.id: one for one in STORIES.facts}
LISTS = {one.id: one for one in STORIES.lists}
PLACE = re.compile(r"\\\{(\w+)\\\}")
LINKED = re.compile(r"\b(?:ook|wel) (is|zijn|loopt|spelen|dreigt|komen) er\b")
ENGLISH = re.compile(r"\b(?:the|and|not|unknown|yes|true|false|none|phase|household)\b", re.IGNORECASE)
"""No Dutch story has one of these words."""


def all_answers(fact: Fact, ruleset: Ruleset) -> list[Value | Gap]:
    """Every single answer; of a fact with several options each alone, all of them, and none."""
    match fact.kind:
        case FactKind.YES_NO:
            found: list[Value | Gap] = [True, False]
        case FactKind.CHOICE:
            found = [*fact.options]
        case FactKind.CHOICES:
            found = [(), *((one,) for one in fact.options), fact.options]
        case FactKind.PHASE:
            found = [NO_PHASE, *ruleset.ranks]
    return [*found, Gap.DONT_KNOW]


@pytest.mark.parametrize("fact", SHARED, ids=lambda fact: fact.id)
def test_every_answer_has_words_of_its_own(fact: Fact) -> None:
    telling = TELLINGS[fact.id]
    options = [True, False] if fact.kind is FactKind.YES_NO else list(fact.options)
    assert [one.answer for one in telling.tells] == options
    assert bool(telling.none) == (fact.kind in (FactKind.CHOICES, FactKind.PHASE))
    assert bool(telling.phase) == (fact.kind is FactKind.PHASE)
    said = [(one.list, text) for one in telling.tells for text in one.say] + [(None, text) for text in telling.none]
    assert len(set(said)) == len(said)


def test_no_two_answers_share_their_words() -> None:
    said = [(one.list, text) for telling in STORIES.facts for one in telling.tells for text in one.say]
    said += [(None, telling.unknown) for telling in STORIES.facts]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("fact", SHARED, ids=lambda fact: fact.id)
def test_every_answer_changes_the_story(fact: Fact) -> None:
    """Also when the same person lives there: what differs is told, and not only who was invented."""
    ruleset = MODELS[SHIPPED[0]]
    stories = []
    for value in all_answers(fact, ruleset):
        answers = Answers(given={fact.id: value})
        opening = opening_of(STORIES, answers)
        rest = tell(ruleset, STORIES, answers).removeprefix(opening.text)
        assert rest or fact.id in opening.tells
        stories.append(re.sub(rf"\b(?:{'|'.join(opening.names.values())})\b", "X", rest))
    assert len(set(stories)) == len(stories)


@pytest.mark.content
@pytest.mark.parametrize(("name", "answers"), HOUSEHOLDS)
def test_the_story_of_a_case_tells_every_answer_and_no_other(name: str, answers: Answers) -> None:
    story = check(MODELS[name], answers)
    assert short_enough(story.removeprefix(opening_of(STORIES, answers).text).strip(), len(answers.given)), story


@st.composite
def households(draw: st.DrawFn) -> tuple[str, Answers]:
    name = draw(st.sampled_from(SHIPPED))
    ruleset = MODELS[name]
    some = draw(st.lists(st.sampled_from(sorted(ruleset.facts)), min_size=5, max_size=40, unique=True))
    given = {one: draw(st.sampled_from(all_answers(ruleset.facts[one], ruleset))) for one in some}
    answers = Answers(given=given)
    wrong = {one.fact for one in contradictions(ruleset.facts.values(), answers)}
    return name, Answers(given={fact: value for fact, value in given.items() if fact not in wrong})


@pytest.mark.content
@settings(max_examples=60, phases=(Phase.generate,), deadline=None)  # a smaller household says no more than this one
@given(household=households())
def test_the_story_of_any_household_tells_every_answer_and_no_other(household: tuple[str, Answers]) -> None:
    check(MODELS[household[0]], household[1])


def check(ruleset: Ruleset, answers: Answers) -> str:
    story = tell(ruleset, STORIES, answers)
    assert story == tell(ruleset, STORIES, Answers(given=dict(reversed(list(answers.given.items())))))
    well_written(ruleset, story)
    opening = opening_of(STORIES, answers)
    plain = LINKED.sub(r"er \1", story.lower())
    for fact in ruleset.facts.values():
        value = answers.value(fact.id)
        if fact.id in opening.tells or fact.id not in TELLINGS:
            continue
        assert read_back(ruleset, fact, opening.names, plain) == ([] if value is Gap.NOT_ANSWERED else [value]), story
    return story


def well_written(ruleset: Ruleset, story: str) -> None:
    """Whole sentences, filled places, and no word of the data or of another language."""
    assert re.search(r"[{}_]|  |\.\.|\s[.,]|,,|\b(\w+) \1\b", story.replace("die die", "")) is None, story
    sentences = re.split(r"(?<=\.) ", story)
    assert all(re.match(r"[A-Z].{8,}\.$", one, re.DOTALL) for one in sentences), story
    assert "er is sprake van" not in story.lower()
    assert ENGLISH.findall(story) == []
    ids = {one for one in ruleset.facts if "_" in one} | {one.id for one in ruleset.profile.criteria}
    assert [one for one in ids if one in story] == []


def short_enough(story: str, facts: int) -> bool:
    """Twelve sentences behind the opening for twenty facts, and at most three more for every five facts above that."""
    sentences = re.split(r"(?<=\.) ", story)
    longest = max(len(one.split()) for one in sentences)
    return len(sentences) <= 12 + max(0, facts - 20) * 0.6 and longest <= 45


def read_back(ruleset: Ruleset, fact: Fact, names: dict[str, str], story: str) -> list[Any]:
    """The answers to a fact that stand in a story; one, if it was told and told well."""
    telling = TELLINGS[fact.id]
    found: list[Any] = [
        one.answer for one in telling.tells if any(stands(one.list, say, names, story) for say in one.say)
    ]
    if fact.kind is FactKind.CHOICES:
        found = [tuple(found)] if found else []
    found += [
        () if fact.kind is FactKind.CHOICES else NO_PHASE for say in telling.none if stands(None, say, names, story)
    ]
    for phase in ruleset.profile.phases:
        says = (say.replace("{fase}", phase.label) for say in telling.phase)
        found += [phase.id for say in says if stands(None, say, names, story)]
    asked = [sentence for sentence in story.split(". ") if re.match("niet bekend is|nog onduidelijk is", sentence)]
    found += [
        Gap.DONT_KNOW for sentence in asked if re.search(rf"{pattern(telling.unknown, names)}(?:,| en |\.|$)", sentence)
    ]
    return found


def stands(one: str | None, say: str, names: dict[str, str], story: str) -> bool:
    if one is None:
        return re.search(rf"{START}{pattern(say, names)}{END}", story) is not None
    frames = [*LISTS[one].say, *([LISTS[one].short] if LISTS[one].short else [])]
    return any(re.search(rf"{START}{pattern(frame, names, say)}{END}", story) is not None for frame in frames)


START, END = r"(?:^|\. |, |, en |, maar | en )", r"(?:[.,]| en | maar )"


def pattern(text: str, names: dict[str, str], part: str = "") -> str:
    """What a text with places can have become; a list may have other parts than the one that is looked for."""
    for start, again in STORIES.again.items():
        if text.startswith(start + " "):
            return f"(?:{start}|{again})" + pattern(text.removeprefix(start), names)

    def words(found: re.Match[str]) -> str:
        place = found[1]
        if place == "lijst":
            more = "(?:(?!, maar )[^.])*?"
            return f"(?:{more}(?:, | en | of | voor ))??{pattern(part, names)}(?:(?:, | en | of ){more})??"
        both = {names[place], names[STORIES.first.get(place, place)]}
        return f"(?:{'|'.join(sorted(both))})"

    return PLACE.sub(words, re.escape(text.lower())).replace(re.escape("é"), "é")


def test_a_file_that_is_not_right_is_refused_with_every_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (library.root() / "stories.toml").read_text("utf-8")
    (tmp_path / "facts.toml").write_bytes((library.root() / "facts.toml").read_bytes())
    (tmp_path / "stories.toml").write_text(
        text.replace("{gezin}", "{gezn}").replace('"signalen"', '"signaal"'), "utf-8"
    )
    monkeypatch.setattr(library, "root", lambda: tmp_path)
    with pytest.raises(InvalidInput) as caught:
        library.load_stories()
    assert "facts (gevaar_huisgenoten): plaats 'gezn' bestaat niet; bedoelde u 'gezin'?" in caught.value.problems
    assert "facts (signaal): feit 'signaal' bestaat niet; bedoelde u 'signalen'?" in caught.value.problems


def test_there_are_enough_people_and_every_household_has_one() -> None:
    assert len(STORIES.openings) >= 10
    assert len({one.text for one in STORIES.openings}) == len(STORIES.openings)
    minor = Answers(given={"minderjarige": True})
    texts = {opening_of(STORIES, minor.extended({"hulpvraag": one})).text for one in (True, False, Gap.DONT_KNOW)}
    assert len(texts) > 1


def test_a_question_of_one_model_alone_is_told_too() -> None:
    own = [(ruleset, fact) for ruleset in MODELS.values() for fact in ruleset.facts.values() if fact.id not in TELLINGS]
    assert own
    for ruleset, fact in own:
        story = tell(ruleset, STORIES, Answers(given={fact.id: True}))
        assert f'Op de vraag "{fact.question}" is het antwoord: ja.' in story


def test_the_acute_gate_and_the_phase_are_told() -> None:
    ruleset = MODELS[SHIPPED[0]]
    acute, phase = ruleset.gate(Gate.ACUTE), ruleset.gate(Gate.PHASE)
    assert acute in TELLINGS
    assert phase is not None
    for one in ruleset.profile.phases:
        assert f"Het huishouden staat nu in {one.label}." in tell(ruleset, STORIES, Answers(given={phase: one.id}))


def every_text(stories: Stories) -> Iterator[str]:
    for telling in stories.facts:
        yield from (
            telling.unknown,
            *telling.none,
            *telling.phase,
            *(text for one in telling.tells for text in one.say),
        )


def test_a_sentence_is_written_without_capital_and_full_stop() -> None:
    texts = [*every_text(STORIES), *STORIES.unknown, *(text for one in STORIES.lists for text in one.say)]
    assert [text for text in texts if " maar " in text] == [], "the tool puts 'maar' between clauses itself"
    assert [text for text in texts if not re.match(r"[a-zé{]|GRIP ", text) or text[-1] in ".,: "] == []
