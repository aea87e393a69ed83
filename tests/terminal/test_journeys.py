"""A few journeys through the program as a person makes them, in a real terminal."""

from __future__ import annotations

import os
import signal
import sys
import termios
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pytest

LEFT, ESCAPE, ENTER, CTRL_C, CTRL_S, CTRL_U = "\x1b[D", "\x1b", "\r", "\x03", "\x13", "\x15"
Run = Callable[..., Any]

# An intake in the model of regio Groningen: what stands on the screen, and what is typed there.
INTAKE: list[tuple[str, str]] = [
    ("direct gevaar voor iemand", "n"),
    ("eigen kenmerk van de zaak", ""),
    ("Voor wie is er nu concreet gevaar", "nnnn"),
    ("is het thuis veilig", "nnnnnnn"),
    ("staat dit huishouden nu geregistreerd", "n"),
    ("concrete vraag of een concreet probleem", "j"),
    ("op te lossen met eigen kracht", "j"),
    ("zorgen over de veiligheid", "n"),
    ("Tot slot", "0"),
]
MODEL = ("--profile", "regio-groningen")


def walk(terminal: Any, steps: Sequence[tuple[str, str]]) -> None:
    for words, keys in steps:
        terminal.until(words)
        terminal.press(keys + ENTER)


def answer_all(terminal: Any) -> None:
    """The whole intake, and its review, up to the result."""
    walk(terminal, [*INTAKE, ("Klopt alles?", "1")])
    terminal.until("q stop")


def drafts(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "home").rglob("draft-*.jsonl"))


def test_a_whole_triage_with_review_and_a_saved_note(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notities"
    terminal = run("triage", *MODEL, "--save", str(folder))
    walk(terminal, [INTAKE[0], ("eigen kenmerk van de zaak", "W-17 bel 06-12345678")])
    terminal.until("lijkt op een telefoonnummer")
    terminal.press("1" + ENTER)
    walk(terminal, INTAKE[2:])
    terminal.until("Klopt alles?", "concreet probleem: ja", "Vraag en problemen")
    terminal.press("1" + ENTER)
    terminal.until("q stop")
    assert len(drafts(tmp_path)) == 1
    terminal.press("o")
    terminal.until("Wat besluit u", "1. AVE 1", "5. nog geen besluit")
    terminal.press(ESCAPE)
    terminal.until("eigen kenmerk van de zaak", "W-17")
    terminal.press(ENTER)
    terminal.until("Wat besluit u", "1. AVE 1", "5. nog geen besluit")
    terminal.press(ENTER)
    terminal.until("Enter alleen is geen antwoord")
    terminal.press("3" + ENTER)
    terminal.until("Waarom?")
    terminal.press(ESCAPE)
    terminal.until("Wat besluit u")
    terminal.press("2" + ENTER)
    terminal.until("Waarom?")
    terminal.press("het is " + "heel " * 200 + "onrustig" + ENTER)
    terminal.until("te lang", "Druk op Enter")
    terminal.press(ENTER)
    terminal.until("Waarom?", "heel heel heel")
    terminal.press(CTRL_U + "de buurt maakt zich zorgen" + ENTER)
    terminal.until("Wanneer kijkt u opnieuw", "over 4 weken")
    terminal.press("4" + ENTER)
    for typed, words in (("morgen", "Dat is geen datum"), ("1-1-2020", "al geweest")):
        terminal.until("Op welke dag?")
        terminal.press(CTRL_U + typed + ENTER)
        terminal.until(words)
        terminal.press(ENTER)
    terminal.until("Op welke dag?")
    terminal.press(CTRL_U + "15-01-2097" + ENTER)
    terminal.until("q stop", "Notitie bewaard in", "die geen fase veranderen")
    (note,) = folder.glob("ave-*.toml")
    kept = tomllib.loads(note.read_text(encoding="utf-8"))
    assert kept["case"] == "W-17 bel [weggehaald]"
    assert kept["decision"] == {"phase": "AVE 2", "why": "de buurt maakt zich zorgen"}
    assert kept["review_on"].isoformat() == "2097-01-15"
    assert note.stat().st_mode & 0o777 == 0o600
    assert drafts(tmp_path) == []
    terminal.press("o")
    walk(terminal, [("Wat besluit u", "5"), ("Wanneer kijkt u opnieuw", "5")])
    terminal.until("q stop", "Deze notitie volgt op")
    (second,) = set(folder.glob("ave-*.toml")) - {note}
    again = tomllib.loads(second.read_text(encoding="utf-8"))
    assert again["follows"] == note.name
    assert again["decision"] == {"why": ""}
    terminal.press("q")
    assert terminal.end() == (0, None)
    assert terminal.is_sane()


def test_a_note_that_cannot_be_written_asks_for_another_folder(run: Run, tmp_path: Path) -> None:
    closed, free = tmp_path / "dicht", tmp_path / "vrij"
    closed.write_text("geen map", encoding="utf-8")
    terminal = run("triage", *MODEL, "--save", str(closed))
    answer_all(terminal)
    terminal.press("o")
    walk(
        terminal,
        [
            ("eigen kenmerk", "W-3"),
            ("Wat besluit u", "1"),
            ("Wanneer kijkt u opnieuw", "2"),
            ("Druk op Enter", ""),
            ("In welke andere map?", str(free)),
        ],
    )
    terminal.until("q stop", "Notitie bewaard in")
    (note,) = free.glob("ave-*.toml")
    assert "W-3" in note.read_text(encoding="utf-8")


def test_enough_shows_the_result_and_the_questions_go_on_later(run: Run) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, INTAKE[:4])
    terminal.until(INTAKE[4][0])
    terminal.press("g")
    terminal.until("q stop")
    terminal.press("v")
    terminal.until("Klopt alles?", "2. Verder met de vragen")
    terminal.press("2" + ENTER)
    walk(terminal, INTAKE[4:])
    terminal.until("Klopt alles?", "concreet probleem: ja")


def test_a_contradiction_stands_above_the_review(run: Run) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, [*INTAKE[:2], ("Voor wie is er nu concreet gevaar", "nnnj"), *INTAKE[3:5]])
    terminal.until(INTAKE[5][0])
    terminal.press("g")
    terminal.until("Let op, dit spreekt elkaar tegen", "Klopt alles?")


def test_a_page_is_saved_from_the_menu_and_a_name_that_is_taken_is_asked_again(run: Run, tmp_path: Path) -> None:
    taken, page = tmp_path / "er-al.html", tmp_path / "pagina.html"
    taken.write_text("van een ander", encoding="utf-8")
    terminal = run("triage", *MODEL)
    answer_all(terminal)
    terminal.press("d")
    terminal.until("In welk bestand?")
    terminal.press(CTRL_U + str(taken) + ENTER)
    terminal.until("bestaat al", "Druk op Enter")
    terminal.press(ENTER)
    walk(
        terminal,
        [
            ("In welk bestand?", CTRL_U + str(page)),
            ("eigen kenmerk van de zaak", "bel 06-12345678"),
            ("lijkt op een telefoonnummer", "1"),
        ],
    )
    terminal.until("Pagina bewaard in", "Druk op Enter")
    terminal.press(ENTER)
    text = page.read_text(encoding="utf-8")
    assert "[weggehaald]" in text
    assert "12345678" not in text
    assert page.stat().st_mode & 0o777 == 0o600
    assert taken.read_text(encoding="utf-8") == "van een ander"
    assert len(drafts(tmp_path)) == 1
    terminal.press("q")
    terminal.until("Wat wilt u nu doen?")
    terminal.press("2" + ENTER)
    assert terminal.end() == (0, None)
    assert drafts(tmp_path) == []


def test_a_page_that_could_not_be_saved_costs_no_result(run: Run, tmp_path: Path) -> None:
    terminal = run("triage", *MODEL, "--html", str(tmp_path / "weg" / "pagina.html"))
    answer_all(terminal)
    terminal.press("q")
    terminal.until("Wat wilt u nu doen?")
    terminal.press("1" + ENTER)
    assert terminal.end() == (7, None)
    assert len(drafts(tmp_path)) == 1


def test_going_back_and_changing_in_the_review(run: Run) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, INTAKE[:6])
    terminal.until(INTAKE[6][0])
    terminal.press(LEFT)
    terminal.until(INTAKE[5][0], "> j. ja")
    terminal.press("t")
    terminal.until(INTAKE[4][0], "> n. geen")
    terminal.press("t")
    terminal.until(INTAKE[3][0], "[nee] 1.")
    terminal.press(ENTER)
    for words, _ in INTAKE[4:6]:
        terminal.until(words)
        terminal.press(ENTER)
    walk(terminal, INTAKE[6:])
    terminal.until("Klopt alles?", "3. Voor wie is er nu concreet gevaar? geen van deze")
    terminal.press("3" + ENTER)
    terminal.until(INTAKE[2][0], "[nee] 1.")
    terminal.press("j" + ENTER)
    terminal.until("komt er een vraag bij", "Druk op Enter")
    terminal.press(ENTER)
    terminal.until("leefgebieden")
    terminal.press("0" + ENTER)
    while "Klopt alles?" not in terminal.words():
        terminal.until("weet ik niet")
        terminal.press("w" + ENTER)
        terminal.settle()
    terminal.until("gevaar voor de inwoner: ja; de rest: nee")


def test_acute_danger_is_shown_at_once(run: Run) -> None:
    terminal = run("triage", *MODEL)
    terminal.until("direct gevaar voor iemand")
    terminal.press("j" + ENTER)
    terminal.until("!! Bij direct gevaar: bel 112.", "Veilig Thuis, 0800-2000", "niet uit het model", "Druk op Enter")
    terminal.press(ENTER)
    terminal.until(INTAKE[2][0])


def test_a_note_is_gone_on_from_by_its_number(run: Run) -> None:
    terminal = run("triage", *MODEL)
    answer_all(terminal)
    terminal.press("o")
    walk(
        terminal, [("eigen kenmerk", "W-9"), ("Wat besluit u", "2"), ("Waarom?", ""), ("Wanneer kijkt u opnieuw", "1")]
    )
    terminal.until("q stop", "Notitie bewaard in")
    terminal.press("q")
    terminal.end()
    again = run("triage", "--from", "1")
    again.until("volgt op de notitie van", "zaak W-9", "nu in AVE 2", "Druk op Enter")
    again.press(ENTER)
    again.until("nu AVE 2", "direct gevaar voor iemand")
    again.press("n" + ENTER)
    again.until("Voor wie is er nu concreet gevaar", "Vorige keer", "gevaar voor de inwoner: nee", "[ ] 1.")
    again.press("nnnn" + ENTER)
    again.until("is het thuis veilig")
    again.press("nnnnnnn" + ENTER)
    again.until("concrete vraag", "Vorige keer, ", "> j. ja")
    again.press(CTRL_S)
    again.end()
    later = run("triage", "--resume")
    later.until("concrete vraag", "Vorige keer, ", "> j. ja")


def test_enter_alone_never_answers(run: Run) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, [("direct gevaar voor iemand", ""), ("Enter alleen is geen antwoord", "n"), INTAKE[1]])
    terminal.until("Voor wie is er nu concreet gevaar")
    terminal.press(ENTER)
    terminal.until("Nog leeg: regel 1, 2, 3 en 4")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (CTRL_C, (130, None)),
        (CTRL_S, (3, None)),
        (signal.SIGTERM, (143, None)),
        (signal.SIGHUP, (129, None)),
        (signal.SIGINT, (130, None)),
    ],
)
def test_stopping_keeps_a_draft_and_the_terminal_and_resume_goes_on(
    run: Run, tmp_path: Path, how: str | signal.Signals, code: tuple[int, None]
) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, INTAKE[:3])
    terminal.until(INTAKE[3][0])
    if isinstance(how, str):
        terminal.press(how)
    else:
        terminal.kill(how)
    assert terminal.end() == code
    assert "ave triage --resume" in terminal.words()
    assert terminal.is_sane()
    assert len(drafts(tmp_path)) == 1
    again = run("triage", "--resume")
    walk(again, INTAKE[3:])
    again.until("Klopt alles?", "concreet probleem: ja")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_ending_at_the_menu_behind_the_result_leaves_the_terminal_as_it_was(
    run: Run, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    terminal = run("triage", *MODEL)
    answer_all(terminal)
    terminal.kill(number)
    assert terminal.end() == (code, None)
    assert terminal.is_sane()
    assert len(drafts(tmp_path)) == 1


def test_an_old_draft_is_offered_for_deletion(run: Run, tmp_path: Path) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, INTAKE[:2])
    terminal.until(INTAKE[2][0])
    terminal.press(CTRL_S)
    terminal.end()
    (draft,) = drafts(tmp_path)
    long_ago = draft.stat().st_mtime - 8 * 24 * 3600
    os.utime(draft, (long_ago, long_ago))
    again = run("triage", *MODEL)
    again.until("ouder dan zeven dagen")
    again.press("2" + ENTER)
    again.until(INTAKE[0][0])
    assert drafts(tmp_path) == []


def test_two_interviews_at_once_do_not_touch_each_other(run: Run, tmp_path: Path) -> None:
    one = run("triage", *MODEL)
    walk(one, INTAKE[:2])
    one.until(INTAKE[2][0])
    other = run("triage", *MODEL)
    walk(other, INTAKE[:1])
    other.until(INTAKE[1][0])
    assert len(drafts(tmp_path)) == 2
    other.press(CTRL_S)
    assert other.end() == (3, None)
    walk(one, INTAKE[2:])
    one.until("Klopt alles?")


def test_after_kill_9_at_any_question_at_most_the_answer_being_typed_is_lost(run: Run) -> None:
    for place in range(2, len(INTAKE)):
        terminal = run("triage", *MODEL)
        if place > 2:
            terminal.until("Er staat nog een gesprek")
            terminal.press("3" + ENTER)
        walk(terminal, INTAKE[:place])
        terminal.until(INTAKE[place][0])
        terminal.press("w")
        terminal.kill(signal.SIGKILL)
        assert terminal.end()[1] == signal.SIGKILL
        again = run("triage", "--resume")
        if place == 2:
            again.until("eigen kenmerk")
            again.press(ENTER)
        again.until(INTAKE[place][0])
        again.press(CTRL_S)
        assert again.end() == (3, None)


def test_an_unfinished_interview_is_offered_with_its_case_and_the_questions_that_count(
    run: Run, tmp_path: Path
) -> None:
    terminal = run("triage", *MODEL)
    walk(terminal, [INTAKE[0], ("eigen kenmerk", "W-4"), INTAKE[2]])
    terminal.until(INTAKE[3][0])
    terminal.press("t")
    terminal.until(INTAKE[2][0])
    terminal.press(CTRL_S)
    terminal.end()
    again = run("triage", *MODEL)
    again.until("Er staat nog een gesprek: Regio Groningen, zaak W-4", "1 vraag beantwoord")
    again.press("1" + ENTER)
    again.until(INTAKE[2][0])
    again.press(CTRL_S)
    again.end()
    third = run("triage", *MODEL)
    third.until("Er staat nog een gesprek")
    third.press("3" + ENTER)
    third.until(INTAKE[0][0])
    assert drafts(tmp_path) == []


def test_no_draft_keeps_nothing(run: Run, tmp_path: Path) -> None:
    terminal = run("triage", *MODEL, "--no-draft")
    walk(terminal, INTAKE[:3])
    terminal.until(INTAKE[3][0])
    terminal.press(CTRL_C)
    assert terminal.end() == (130, None)
    assert "niets bewaard" in terminal.words()
    assert drafts(tmp_path) == []


@pytest.mark.parametrize(("width", "height"), [(40, 24), (36, 30), (80, 10), (120, 40)])
def test_nothing_breaks_on_a_narrow_or_low_screen(run: Run, width: int, height: int) -> None:
    terminal = run("triage", *MODEL, width=width, height=height)
    for words, keys in INTAKE:
        terminal.until(words)
        assert all(len(line) <= width for line in terminal.text().splitlines())
        terminal.press(keys + ENTER)
    terminal.until("Klopt alles?")


def test_a_paste_into_a_free_text_never_answers_the_next_question(run: Run, tmp_path: Path) -> None:
    terminal = run("triage", *MODEL, "--save", str(tmp_path / "notities"))
    answer_all(terminal)
    terminal.press("o")
    terminal.until("eigen kenmerk van de zaak")
    terminal.press("\x1b[200~regel een\nregel twee\x1b[201~")
    terminal.until("regel een")
    terminal.press(ENTER)
    terminal.until("Wat besluit u")
    assert list(tmp_path.glob("notities/*")) == []


def test_an_advice_that_nobody_decided_on_puts_a_household_in_no_phase(run: Run) -> None:
    terminal = run("triage", *MODEL)
    answer_all(terminal)
    terminal.press("o")
    walk(terminal, [("eigen kenmerk", ""), ("Wat besluit u", "5"), ("Wanneer kijkt u opnieuw", "1")])
    terminal.until("q stop", "Notitie bewaard in")
    terminal.press("q")
    terminal.end()
    again = run("triage", "--from", "1", *MODEL)
    again.until("volgt op de notitie van", "Druk op Enter")
    assert "staat nu in" not in again.words()
    again.press(ENTER)
    walk(again, [INTAKE[0], INTAKE[1], INTAKE[2], INTAKE[3]])
    again.until("nu geregistreerd")


def test_a_model_is_chosen_and_remembered(run: Run) -> None:
    terminal = run("triage")
    terminal.until("Voor welke gemeente of regio werkt u?", "2. Westerkwartier")
    terminal.press("2" + ENTER)
    terminal.until("voortaan gebruiken")
    terminal.press("1" + ENTER)
    terminal.until("Westerkwartier", "direct gevaar voor iemand")
    terminal.press(CTRL_C)
    terminal.end()
    again = run("triage")
    again.until("Westerkwartier", "direct gevaar voor iemand")


@pytest.mark.parametrize("setting", ["TERM=dumb", "TERM=unknown", "ACCESSIBLE=1"])
def test_a_screen_that_cannot_redraw_gets_lines(run: Run, setting: str) -> None:
    name, _, value = setting.partition("=")
    terminal = run("triage", *MODEL, environment={name: value})
    terminal.until("j = ja, n = nee", "Vraag 1", "Antwoord:")
    terminal.press("n\n")
    terminal.until("eigen kenmerk")
    terminal.press("\n")
    terminal.until("Vraag 2", "1 van 4.")


HALFWAY = """
import os, signal, sys, tty
from ave_cli.errors import Ended
from ave_cli.terminal.streams import end_in_order
try:
    with end_in_order():
        tty.setraw(0)
        sys.stderr.write("\\x1b[?25l")
        os.kill(os.getpid(), signal.{name})
except Ended as ended:
    sys.exit(ended.code)
"""


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_who_is_ended_while_a_library_sets_the_terminal_leaves_it_as_it_was(name: str, code: int) -> None:
    child = pexpect.spawn(sys.executable, ["-c", HALFWAY.format(name=name)], timeout=20, encoding="utf-8")
    child.expect(pexpect.EOF)
    flags = termios.tcgetattr(child.child_fd)[3]
    child.close()
    assert child.exitstatus == code
    assert flags & termios.ECHO
    assert flags & termios.ICANON
    assert child.before.endswith("\x1b[?25h")
