"""What a trainer hands out and a coordinator lays on a table, in the browser that prints it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.engine.journey import walk_journey
from ave_cli.profile import RoleStatus
from ave_cli.quiz.material import QuestionKind
from ave_cli.storage import library
from ave_cli.text import journey as journey_text
from ave_cli.text import quiz as quiz_text
from ave_cli.wording import journey as journey_words

pytestmark = pytest.mark.browser
PORTRAIT = (595, 842)
PHONE = 375
SMALLEST = 9
"""Points of the smallest letter on paper."""
INSIDE = 688
"""Pixels between the margins of an upright sheet."""
SHIPPED = library.index().ids()
Violations = Callable[[], list[str]]


@pytest.fixture
def written(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Make a page with the command that makes it, and open it; kept where AVE_PICTURES says."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def write(name: str, option: str, *words: str) -> Path:
        kept = os.environ.get("AVE_PICTURES", "")
        path = (Path(kept) if kept else tmp_path) / f"{name}.html"
        path.unlink(missing_ok=True)
        assert run([*words, option, str(path)]) == 0
        browser.open(path)
        return path

    return write


def letters(text: str) -> str:
    """Only what is not a mark, a space or a hyphen at the end of a line: a page divides words."""
    return re.sub(r"\W", "", text)


def on_paper(browser: Any, path: Path) -> list[str]:
    """The letters on each sheet; no letter is cut off or too small, a phone needs no scrolling, nothing is fetched."""
    browser.width(PHONE)
    assert browser.run("document.documentElement.scrollWidth") <= PHONE
    browser.picture(path.with_suffix(".phone.png"))
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.width(INSIDE)
    browser.check_letters(SMALLEST)
    pdf = browser.paper(path.with_suffix(".pdf"))
    browser.call("Emulation.setEmulatedMedia", media="screen")
    assert browser.asked() == [path.as_uri()]
    assert browser.complaints() == []
    assert set(browser.sheets(pdf)) == {PORTRAIT}
    return [letters(sheet) for sheet in browser.printed(pdf)]


Question = dict[str, Any]


@pytest.fixture
def questions(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[Question]]:
    """The same round as data."""

    def of(*words: str) -> list[Question]:
        capsys.readouterr()
        assert run([*words, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        found: list[Question] = document.get("questions", [])
        for moment in document.get("moments", ()):
            found += moment["questions"]
        return found

    return of


def for_who_takes_part(sheets: list[str]) -> list[str]:
    """The sheets of who takes part: from their first to the first card."""
    first = next(place for place, sheet in enumerate(sheets) if sheet.startswith(letters(quiz_text.HAND_OUT)))
    last = next(place for place, sheet in enumerate(sheets) if place > first and is_card(sheet))
    return sheets[first:last]


def is_card(sheet: str) -> bool:
    """A letter of an answer, and only what stands under every sheet."""
    return re.match(r"[A-D](?:Model|Gemaakt)", sheet) is not None


def asked(question: Question) -> str:
    """A question as who takes part reads it."""
    return letters(question["text"] + "".join(one["key"] + one["text"] for one in question["options"]))


def right(question: Question) -> Question:
    found: Question = next(one for one in question["options"] if one["right"])
    return found


ANSWER = letters(quiz_text.answer_is("", ""))


@pytest.mark.parametrize("name", SHIPPED[:3])
def test_a_round_on_paper(name: str, browser: Any, violations: Violations, written: Any, questions: Any) -> None:
    words = ("quiz", "--profile", name, "--seed", "papier")
    path = written(f"round-{name}", "--sheet", *words)
    if name == SHIPPED[0]:
        browser.width(1280)
        assert violations() == []
    sheets = on_paper(browser, path)
    shown = for_who_takes_part(sheets)
    for_trainer = [sheet for sheet in sheets if sheet not in shown]
    every = questions(*words)
    for one in every:
        whole = letters(one["story"]) + asked(one)
        assert sum(whole in sheet for sheet in shown) == 1, f"divided over sheets: {one['id']}"
        for told in (one["explanation"], right(one)["why"]):
            assert not told or not any(letters(told) in sheet for sheet in shown), one["id"]
        answer = quiz_text.answer_is(right(one)["key"], right(one)["text"])
        whole = asked(one) + letters(answer + quiz_text.DISCUSS + one["explanation"])
        assert any(whole in sheet for sheet in for_trainer), f"divided over sheets: {one['id']}"
    assert not any(ANSWER in sheet for sheet in shown)
    assert [sheet[0] for sheet in sheets if is_card(sheet)] == sorted(
        {o["key"] for one in every for o in one["options"]}
    )
    for role in library.load(name).profile.roles:
        if role.person and role.tasks:
            card = [task.text for kind in quiz_text.TASKS for task in role.tasks if task.kind.value == kind]
            assert any(all(letters(text) in sheet for text in card) for sheet in sheets), role.id


@pytest.mark.parametrize("name", [SHIPPED[0], SHIPPED[-1]])
def test_a_klantreis_on_paper_tells_no_answer_before_its_question(
    name: str, browser: Any, violations: Violations, written: Any, questions: Any
) -> None:
    """A sheet is handed out at a time: what a later question tells of the phase stands on a later sheet."""
    words = ("quiz", "--profile", name, "--journey", "1")
    path = written(f"played-{name}", "--sheet", *words)
    if name == SHIPPED[0]:
        browser.width(PHONE)
        assert violations() == []
    shown = for_who_takes_part(on_paper(browser, path))
    every = questions(*words)
    assert len(every) >= 6
    on = [next(place for place, sheet in enumerate(shown) if asked(one) in sheet) for one in every]
    for (last, earlier), (now, one) in pairwise(zip(on, every, strict=True)):
        is_told = earlier["kind"] == QuestionKind.PHASE.value or earlier["moment"] != one["moment"]
        assert now > last if is_told else now >= last, one["id"]
    assert not any(ANSWER in sheet for sheet in shown)
    assert not any(letters(line) in sheet for one in every for line in one["before"] for sheet in shown)


JOURNEYS = [(name, number) for name in SHIPPED for number in range(len(library.journeys_of(name)))]


@pytest.mark.parametrize(("name", "number"), JOURNEYS)
def test_a_klantreis_for_a_table_has_a_moment_on_one_sheet(
    name: str, number: int, browser: Any, violations: Violations, written: Any
) -> None:
    journey, ruleset = library.journeys_of(name)[number], library.load(name)
    path = written(f"journey-{journey.id}", "--html", "profiles", "journey", journey.id, "--profile", name)
    if (name, number) == JOURNEYS[0]:
        browser.width(1280)
        assert violations() == []
    sheets = on_paper(browser, path)
    for place, outcome in enumerate(walk_journey(ruleset, journey), start=1):
        whole = [journey_text.moment(place, outcome.moment.title), outcome.moment.news, *journey_words.gaps_of(outcome)]
        whole += [one.role.title for one in outcome.assessment.roles if one.status is RoleStatus.ASSIGNED]
        found = [sheet for sheet in sheets if all(letters(text) in sheet for text in whole)]
        assert len(found) == 1, f"divided over sheets: {outcome.moment.title}"


def test_two_models_beside_each_other(browser: Any, violations: Violations, written: Any) -> None:
    name, other = SHIPPED[:2]
    words = ("profiles", "journey", "1", "--profile", name, "--compare", other)
    path = written("compared", "--html", *words)
    browser.width(PHONE)
    assert violations() == []
    titles = [library.load(one).profile.title for one in (name, other)]
    head = letters(journey_text.HEAD + "".join(titles))
    assert sum(head in sheet for sheet in on_paper(browser, path)) >= len(library.journeys_of(name)[0].moments)
