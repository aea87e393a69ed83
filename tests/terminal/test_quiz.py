"""The quiz as a trainer and a person alone play it, in a real terminal."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ENTER, CTRL_C, CTRL_S = "\r", "\x03", "\x13"
Run = Callable[..., Any]
ROUND = ("--profile", "oss", "--seed", "molen-anker", "--count", "2", "--kind", "phase", "--kind", "role")


@pytest.fixture(scope="module")
def questions() -> list[Any]:
    """The same round as JSON: what must be on the screen, and which letters are right."""
    done = subprocess.run(
        [sys.executable, "-m", "ave_cli", "quiz", "--json", *ROUND], capture_output=True, check=True, encoding="utf-8"
    )
    found: list[Any] = json.loads(done.stdout)["questions"]
    return found


def letter(question: Any, *, right: bool) -> str:
    return str(next(one["key"] for one in question["options"] if one["right"] == right)).lower()


def start_of(text: str) -> str:
    return " ".join(text.split()[:5])


def rounds(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "home").rglob("rounds/*"))


def go_on(terminal: Any, steps: Sequence[tuple[str, str]]) -> None:
    for words, keys in steps:
        terminal.until(words, "Uw invoer:")
        terminal.press(keys + ENTER)


def begin(terminal: Any) -> None:
    terminal.until("Deze ronde heet: molen-anker", "Druk op Enter")
    terminal.press(ENTER)


def settle(terminal: Any) -> None:
    """Wait until the screen stands still."""
    last, still = "", 0
    while still < 4 and terminal._read():
        now = terminal.text()
        still = still + 1 if now == last else 0
        last = now


def take_back(terminal: Any, gone: str) -> None:
    """Undo, and wait until the question stands there again instead of these words."""
    terminal.press("u" + ENTER)
    deadline = time.monotonic() + terminal.timeout
    while gone in terminal.words() or not any(one in terminal.words() for one in ("lees verder", "Typ daarna")):
        assert time.monotonic() < deadline, terminal.text()
        terminal._read()


def to_options(terminal: Any) -> None:
    """Read a story that does not fit on one screen with its question, up to the question."""
    for _ in range(6):
        settle(terminal)
        if "Typ daarna de antwoorden" in terminal.words():
            return
        next_screen(terminal, "Uw invoer:")


def next_screen(terminal: Any, *ends: str) -> None:
    """Press Enter and wait for another screen that ends with one of these, and stands still."""
    before, last, still = terminal.text(), "", 0
    deadline = time.monotonic() + terminal.timeout
    terminal.press(ENTER)
    while still < 4:
        assert time.monotonic() < deadline, terminal.text()
        if not terminal._read():
            return
        now = terminal.text()
        done = now != before and any(one in terminal.words() for one in ends)
        still = still + 1 if done and now == last else 0
        last = now


def explained(terminal: Any, next_words: str) -> None:
    """Go through the explanation, however many screens it takes."""
    terminal.until("· uitleg", "Uw invoer:")
    for _ in range(6):
        more = "Enter: lees verder." in terminal.words()
        next_screen(terminal, "Uw invoer:")
        if not more:
            break
    terminal.until(next_words)


def read_on(terminal: Any, *wanted: str) -> None:
    """Press Enter through an explanation, however many parts it has, until these words stand there."""
    terminal.until("Druk op Enter")
    while not all(one in terminal.words() for one in wanted):
        next_screen(terminal, "Druk op Enter", wanted[-1])


def test_a_workshop_with_undo_ctrl_c_and_resume(run: Run, tmp_path: Path, questions: list[Any]) -> None:
    one, two = questions
    good, bad = letter(one, right=True), letter(one, right=False)
    terminal = run("quiz", "--teams", "3", *ROUND)
    begin(terminal)
    terminal.until("Vraag 1 van 2 · Oss", start_of(one["story"]))
    to_options(terminal)
    terminal.until("A.", "B.", "bijvoorbeeld: 1a")
    terminal.press("4a" + ENTER)
    terminal.until("Er is geen team 4.")
    terminal.press(f"1{good.upper()},2{bad}" + ENTER)
    terminal.until("Team 1: " + good.upper(), "Team 3 heeft nog geen antwoord.")
    take_back(terminal, "heeft nog geen antwoord")
    to_options(terminal)
    terminal.press(f"3{good} 1{good} 2{bad}" + ENTER)
    terminal.until(f"Goed is {good.upper()}.", "Goed: teams 1 en 3", f"Niet goed: team 2 ({bad.upper()})")
    terminal.press(CTRL_C)
    assert terminal.end() == (130, None)
    assert "ave quiz --resume" in terminal.words()
    assert terminal.is_sane()
    (kept,) = rounds(tmp_path)
    assert kept.stat().st_mode & 0o777 == 0o600

    again = run("quiz", "--resume")
    again.until("Goed: teams 1 en 3", "Enter: de uitleg.")
    again.press("s" + ENTER)
    again.until("1. Team 1: 1 goed", "1. Team 3: 1 goed", "3. Team 2: 0 goed")
    again.press(ENTER)
    again.until("Enter: de uitleg.")
    again.press(ENTER)
    again.until(start_of(one["explanation"]))
    explained(again, "Vraag 2 van 2")
    again.kill(signal.SIGKILL)
    assert again.end()[1] == signal.SIGKILL

    third = run("quiz", "--resume", "--results", str(tmp_path / "uitslag.md"))
    third.until("Vraag 2 van 2", "Uw invoer:")
    to_options(third)
    third.press(f"2{letter(two, right=True)}" + ENTER)
    go_on(third, [("Teams 1 en 3 hebben nog geen antwoord.", ""), ("Geen antwoord: teams 1 en 3", "")])
    explained(third, "Eindstand")
    third.until("1. Team 1: 1 goed", "1. Team 2: 1 goed", "1. Team 3: 1 goed", "Enter: klaar.")
    third.press(ENTER)
    assert third.end() == (0, None)
    assert third.is_sane()
    assert rounds(tmp_path) == []
    text = (tmp_path / "uitslag.md").read_text(encoding="utf-8")
    assert "2 van 3 (67%)" in text
    assert "1 van 3 (33%); 2 keer geen antwoord" in text
    assert f"{bad.upper()}. " in text


@pytest.mark.parametrize(("width", "height"), [(120, 40), (80, 24), (60, 20)])
def test_the_story_stands_with_its_question_or_one_key_away_and_no_line_is_too_wide(
    run: Run, questions: list[Any], width: int, height: int
) -> None:
    one = questions[0]
    terminal = run("quiz", "--teams", "2", *ROUND, width=width, height=height)
    begin(terminal)
    terminal.until("Vraag 1 van 2", start_of(one["story"]))
    settle(terminal)
    first = terminal.words()
    to_options(terminal)
    assert max(map(len, terminal.text().splitlines())) <= 60
    assert start_of(one["text"]) in terminal.words()
    if start_of(one["text"]) in first:
        assert start_of(one["story"]) in terminal.words()
    else:
        assert height < 40
        terminal.press("v" + ENTER)
        terminal.until(start_of(one["story"]))


def test_zooming_draws_the_page_anew_and_keeps_what_was_typed(run: Run, questions: list[Any]) -> None:
    one = questions[0]
    terminal = run("quiz", "--teams", "2", *ROUND, width=120, height=40)
    begin(terminal)
    terminal.until("Vraag 1 van 2", start_of(one["text"]), "Uw invoer:")
    terminal.press("1a 2")
    terminal.until("Uw invoer: 1a 2")
    terminal.resize(48, 40)
    terminal.until("Vraag 1 van 2", start_of(one["text"]), "Uw invoer: 1a 2")
    assert max(map(len, terminal.text().splitlines())) <= 48
    terminal.press("b" + ENTER)
    terminal.until("Goed is", "Enter: de uitleg.")


def test_zooming_draws_the_story_anew_for_one_who_plays_alone(run: Run, questions: list[Any]) -> None:
    one = questions[0]
    terminal = run("quiz", *ROUND, width=100, height=40)
    begin(terminal)
    terminal.until("Vraag 1 van 2", start_of(one["story"]), "A.", "B.")
    settle(terminal)
    terminal.resize(44, 40)
    terminal.until("Vraag 1 van 2", start_of(one["story"]), "A.", "B.")
    settle(terminal)
    assert terminal.words().count(start_of(one["story"])) == 1
    assert max(map(len, terminal.text().splitlines())) <= 44
    terminal.press(letter(one, right=True) + ENTER)
    terminal.until(f"Goed: {letter(one, right=True).upper()}.")


@pytest.mark.parametrize(("how", "code"), [("q" + ENTER, 3), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_stopping_keeps_the_round_and_the_terminal(
    run: Run, tmp_path: Path, how: str | signal.Signals, code: int
) -> None:
    terminal = run("quiz", "--teams", "2", *ROUND)
    begin(terminal)
    terminal.until("Vraag 1 van 2", "Uw invoer:")
    to_options(terminal)
    terminal.press("1a" + ENTER)
    terminal.until("Team 2 heeft nog geen antwoord")
    if isinstance(how, str):
        terminal.press(how)
    else:
        terminal.kill(how)
    assert terminal.end() == (code, None)
    assert "ave quiz --resume" in terminal.words()
    assert terminal.is_sane()
    assert len(rounds(tmp_path)) == 1


def test_a_screen_uses_no_colour(run: Run) -> None:
    """Bold is enough on a light and on a dark wall; a colour is not seen on both."""
    terminal = run("quiz", "--teams", "2", *ROUND)
    begin(terminal)
    terminal.until("Vraag 1 van 2", "Uw invoer:")
    to_options(terminal)
    terminal.press("1a 2b" + ENTER)
    terminal.until("Goed is", "Uw invoer:")
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
    assert any(cell.bold for cell in cells)


def play_on(terminal: Any, until: str, most: int) -> None:
    """Play with the first letter for every team until these words stand there."""
    for _ in range(most):
        words = terminal.words()
        if until in words:
            return
        if "Typ daarna de antwoorden" in words and "Enter: lees verder." not in words:
            terminal.press("1a 2b 3a")
        next_screen(terminal, "Uw invoer:", until)
    raise AssertionError(terminal.text())


@pytest.mark.parametrize("which", ["2", "3"])
def test_two_klantreizen_with_three_teams_undo_a_closed_terminal_and_resume(
    run: Run, tmp_path: Path, which: str
) -> None:
    words = ("--journey", which, "--profile", "oss", "--teams", "3")
    terminal = run("quiz", *words)
    terminal.until("Nog een keer: ave quiz --profile oss --journey", "Druk op Enter")
    terminal.press(ENTER)
    terminal.until("Vraag 1 van", "Moment 1.", "Uw invoer:")
    to_options(terminal)
    terminal.press("1a 2b 3a" + ENTER)
    terminal.until("Goed is", "Enter: de uitleg.")
    take_back(terminal, "Goed is")
    play_on(terminal, "Tot nu toe:", 60)
    place = re.search(r"Vraag (\d+) van", terminal.words())
    assert place is not None
    terminal.kill(signal.SIGHUP)
    assert terminal.end() == (129, None)
    assert len(rounds(tmp_path)) == 1

    again = run("quiz", "--resume")
    again.until(f"Vraag {place[1]} van", "Tot nu toe:", "Uw invoer:")
    play_on(again, "Eindstand", 200)
    again.until("Eindstand", "De weg", "→", "Uw invoer:")
    play_on(again, "Enter: klaar.", 6)
    again.press(ENTER)
    assert again.end() == (0, None)
    assert rounds(tmp_path) == []


def test_alone_with_letters_help_and_a_step_back(run: Run, questions: list[Any]) -> None:
    one, two = questions
    terminal = run("quiz", *ROUND)
    begin(terminal)
    terminal.until("Vraag 1 van 2", start_of(one["story"]), start_of(one["text"]), "Typ een letter")
    terminal.press(ENTER)
    terminal.until("Enter alleen is geen antwoord")
    terminal.press(letter(one, right=False) + ENTER)
    terminal.until("Niet goed. U koos", "Goed is", "Druk op Enter")
    read_on(terminal, "Vraag 2 van 2", start_of(two["text"]), "Typ een letter")
    terminal.press("t")
    terminal.until(start_of(one["text"]), "Typ een letter")
    terminal.press(letter(one, right=True) + ENTER)
    terminal.until("Goed: ", "Druk op Enter")
    read_on(terminal, start_of(two["text"]), "Typ een letter")
    terminal.press(letter(two, right=True) + ENTER)
    read_on(terminal, "Eindstand")
    assert terminal.end() == (0, None)
    terminal.until("Eindstand", "U had 2 van de 2 vragen goed.", "Alles goed.")
    assert terminal.is_sane()


def test_a_round_that_is_not_done_is_offered(run: Run, tmp_path: Path, questions: list[Any]) -> None:
    terminal = run("quiz", *ROUND)
    begin(terminal)
    terminal.until(start_of(questions[0]["text"]), "Typ een letter")
    terminal.press(letter(questions[0], right=True) + ENTER)
    read_on(terminal, start_of(questions[1]["text"]), "Typ een letter")
    terminal.press(CTRL_S)
    assert terminal.end() == (3, None)
    again = run("quiz", "--profile", "oss")
    again.until("Er is een ronde die niet af is: molen-anker, model Oss")
    again.press("1" + ENTER)
    again.until("Vraag 2 van 2", "Typ een letter")
    again.press(CTRL_S)
    again.end()
    third = run("quiz", *ROUND)
    third.until("Er is een ronde die niet af is")
    third.press("3" + ENTER)
    third.until("Deze ronde heet: molen-anker")
    assert rounds(tmp_path) == []


def test_line_by_line_nothing_is_cleared(run: Run, questions: list[Any]) -> None:
    terminal = run("quiz", "--plain", "--teams", "2", *ROUND, height=80)
    terminal.until(start_of(questions[0]["text"]), start_of(questions[0]["story"]), "bijvoorbeeld: 1a 2c")
    assert re.search(r"^A\. ", terminal.text(), re.MULTILINE)
