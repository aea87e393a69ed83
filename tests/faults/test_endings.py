"""An ending on every kind of screen: the code is the one that was due, and what is said to be kept is kept."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conftest import Tallies

pytest.importorskip("pexpect")
from tests.faults.test_pastes import QUESTIONS, Watched  # needs what Windows lacks
from tests.terminal.conftest import CTRL_C, ENTER

pytestmark = [pytest.mark.posix, pytest.mark.faults]
Act = Callable[[Watched], None]
ENDINGS: dict[str, tuple[Act, int]] = {
    "Ctrl-C": (lambda run: run.press(CTRL_C), 130),
    "SIGINT": (lambda run: run.kill(signal.SIGINT), 130),
    "SIGQUIT": (lambda run: run.kill(signal.SIGQUIT), 130),
    "SIGTERM": (lambda run: run.kill(signal.SIGTERM), 143),
    "SIGHUP": (lambda run: run.kill(signal.SIGHUP), 129),
    "lost terminal": (lambda run: run.hang_up(), 129),
}
TRIAGE = ("triage", "--profile", "regio-groningen")
START = [("direct gevaar voor iemand", ["n", ENTER]), ("eigen kenmerk van de zaak", ["W-1", ENTER])]
REVIEW = [*START, *((one.words, one.on) for one in QUESTIONS)]
PAGE = [*START, ("Voor wie is er nu concreet gevaar", ["g"])]
DRAFT, ROUND = "als concept bewaard", "De ronde is bewaard"


@dataclass(frozen=True)
class Place:
    """A screen: how to get there, what shows it, and what is said and kept when it ends there."""

    words: Sequence[str]
    steps: Sequence[tuple[str, Sequence[str]]]
    shows: str
    says: str
    kept: str = ""


PLACES = {
    "before an answer": Place(TRIAGE, [], "direct gevaar voor iemand", "niets bewaard"),
    "text": Place(TRIAGE, START[:1], "eigen kenmerk van de zaak", DRAFT, "draft-*"),
    "boxes": Place(TRIAGE, START, "Voor wie is er nu concreet gevaar", DRAFT, "draft-*"),
    "help": Place(TRIAGE, [*START, ("Voor wie is er nu", ["?"])], "Telefoonnummers", DRAFT, "draft-*"),
    "alarm": Place(TRIAGE, [("direct gevaar voor iemand", ["j", ENTER])], "Druk op Enter", DRAFT, "draft-*"),
    "review": Place(TRIAGE, REVIEW, "Klopt alles?", DRAFT, "draft-*"),
    "page": Place(TRIAGE, PAGE, "NU DOEN", DRAFT, "draft-*"),
    "screen of a page": Place(TRIAGE, [*PAGE, ("NU DOEN", ["w"])], "Waarom deze fase", DRAFT, "draft-*"),
    "decision": Place(TRIAGE, [*PAGE, ("NU DOEN", ["o"])], "Wat besluit u", DRAFT, "draft-*"),
    "no draft": Place((*TRIAGE, "--no-draft"), START, "Voor wie is er nu concreet gevaar", "niets bewaard"),
    "quiz": Place(
        ("quiz", "--profile", "oss", "--kind", "phase", "--count", "2"),
        [("Druk op Enter", [ENTER]), ("Vraag 1 van 2", ["a", ENTER])],
        "Enter om verder", ROUND, "rounds/*.jsonl",
    ),
    "quiz for teams": Place(
        ("quiz", "--profile", "oss", "--kind", "phase", "--count", "2", "--teams", "2"),
        [("Druk op Enter", [ENTER]), ("Uw invoer", ["1a 2b", ENTER])],
        "goede antwoord", ROUND, "rounds/*.jsonl",
    ),
    "a new model": Place(("profiles", "new", "map", "--from", "oss"), [], "Voor welke gemeente", "Gestopt", ""),
}  # fmt: skip


def to_place(place: Place, home: Path) -> Watched:
    terminal = Watched([*place.words], home)
    for words, keys in place.steps:
        terminal.until(words)
        for key in keys:
            time.sleep(0.2)
            terminal.press(key)
    terminal.until(place.shows)
    terminal.rest()
    return terminal


@pytest.mark.parametrize("name", PLACES)
def test_an_ending_has_its_code_and_says_what_is_kept(name: str, tmp_path: Path, tally: Tallies) -> None:
    count, place = tally("signals and lost terminals"), PLACES[name]
    for how, (act, code) in ENDINGS.items():
        home = tmp_path / how
        home.mkdir()
        terminal = to_place(place, home)
        before = len(terminal.raw)
        act(terminal)
        ended = terminal.wait()
        said = " ".join(terminal.raw[before:].decode("utf-8", "replace").split())
        kept = [*home.rglob(place.kept)] if place.kept else [one for one in home.rglob("*.jsonl") if one.is_file()]
        where = f"{name}, {how}"
        count.check(ended == code, f"{where}: exit {ended}\n{terminal.text()}")
        count.check(bool(kept) == bool(place.kept), f"{where}: kept {kept}")
        if how != "lost terminal":
            count.check(place.says in said, f"{where}: said {said[-300:]!r}")
            count.check(terminal.is_sane(), f"{where}: the terminal is left as the program had it")
        count.check("Traceback" not in said and "Er ging iets mis" not in said, f"{where}: {said[-300:]!r}")


@pytest.mark.parametrize("name", ["boxes", "text", "page"])
def test_after_a_stop_it_goes_on(name: str, tmp_path: Path, tally: Tallies) -> None:
    """Another program set the terminal meanwhile, as a shell does: keys are heard again, and it is drawn anew."""
    count = tally("signals and lost terminals")
    terminal = to_place(PLACES[name], tmp_path)
    terminal.kill(signal.SIGSTOP)
    terminal.as_a_shell()
    terminal.screen.reset()
    terminal.kill(signal.SIGCONT)
    terminal.rest()
    terminal.press({"boxes": "nnnn", "text": "zaak 1", "page": "s"}[name])
    terminal.rest()
    if name != "page":
        terminal.press(ENTER)
    terminal.until({"boxes": "is het thuis veilig", "text": "Voor wie is er nu", "page": "Alle stappen"}[name])
    count.check(True, "")
    terminal.kill(signal.SIGTERM)
    count.check(terminal.wait() == 143 and terminal.is_sane(), "the terminal is left as the program had it")


def test_the_terminal_is_closed_while_it_is_stopped(tmp_path: Path, tally: Tallies) -> None:
    count = tally("signals and lost terminals")
    terminal = to_place(PLACES["boxes"], tmp_path)
    terminal.kill(signal.SIGTSTP)
    time.sleep(0.3)
    terminal.hang_up()
    os.kill(terminal.pid, signal.SIGCONT)
    count.check(terminal.wait() in (129, 143), "it does not end")
    count.check([*tmp_path.rglob("draft-*")], "the draft is gone")
