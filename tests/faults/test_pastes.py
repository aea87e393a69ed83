"""A burst of keys and a paste at every question: it answers none but the line of text that it is typed in."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conftest import Tallies, Tally

pytest.importorskip("pexpect")
import termios  # needs what Windows lacks

from tests.terminal.conftest import ENTER, ESCAPE, Terminal

pytestmark = pytest.mark.posix
CTRL_U = "\x15"
PASTES = {
    "a letter": "Betreft zaak 12, w.\r2 kinderen\rj\r",
    "a column": "1\r2\r3\r",
    "answers": "j\rn\rw\r",
    "a word of keys": "tent\r",
    "another": "gent\r",
    "a case": "2026-017\r",
    "empty lines": "\r\rtekst\r\r",
    "colours": "\x1b[31mrood\x1b[0m 1\r2\r",
    "a title": "\x1b]0;titel\x07zaak\r1\r",
    "control keys": "ab\x13\x01\x0b\x14 1\r2\r",
    "letters of far": "één 日本 👩‍👩‍👧 \u202e1\r2\r",
    "long": "ouders en kinderen " * 60 + "\r1\r",
}
TYPED_AHEAD = ("a column", "answers")
"""What a quick typist may send too: short lines of keys that answer. Only brackets tell that it is a paste."""
FORMS: Mapping[str, Callable[[str], Sequence[str]]] = {
    "at once": lambda paste: [paste],
    "with brackets": lambda paste: [f"\x1b[200~{paste.replace(chr(27), '')}\x1b[201~"],
    "key by key": lambda paste: list(paste[:60]),
    "in two parts": lambda paste: [paste[:1], paste[1:]],
}
STEERS = re.compile(rb"\x1b\]0;titel|\x1b\[31mrood|\xe2\x80\xae|\xc2\x9b")
LIST, LINE, PAGE, ONCE = "list", "line", "page", "once"


@dataclass(frozen=True)
class Place:
    """One question: the words that it is known by, what is typed to go on, and what may follow a line of text."""

    words: str
    on: Sequence[str]
    kind: str = LIST
    follows: tuple[str, ...] = ()
    back: Sequence[str] = (ESCAPE,)
    """What is typed to come back from what follows."""


class Watched(Terminal):
    """A terminal that also keeps what was sent to it."""

    def __init__(self, words: Sequence[str], home: Path) -> None:
        self.raw = b""
        super().__init__(list(words), home, (80, 40), 40.0, {})

        self._child.logfile_read = self

    def write(self, text: str) -> None:
        self.raw += text.encode()

    def flush(self) -> None: ...

    def pasted(self, parts: Sequence[str]) -> None:
        """Write these without a pause: whether the program reads them together is up to the system."""
        data = [part.encode() for part in parts]
        for part in data:
            os.write(self._child.child_fd, part)

    def until_one(self, *wanted: str) -> None:
        """Wait until one of these stands on the screen, or for a while."""
        end = time.monotonic() + 5
        while not any(one in self.words() for one in wanted) and time.monotonic() < end:
            self._read()

    @property
    def pid(self) -> int:
        return int(self._child.pid)

    def hang_up(self) -> None:
        """The terminal goes away, as when a window is closed."""
        # closed where it is held: its number is soon another terminal's, and must not be closed once more
        self._child.ptyproc.fileobj.close()
        self._child.ptyproc.closed = self._child.closed = True
        self._child.ptyproc.fd = self._child.child_fd = -1

    def as_a_shell(self) -> None:
        """Set the terminal as a shell wants it."""
        flags = termios.tcgetattr(self._child.child_fd)
        flags[0] |= termios.ICRNL
        flags[3] |= termios.ICANON | termios.ECHO | termios.ISIG
        termios.tcsetattr(self._child.child_fd, termios.TCSANOW, flags)

    def wait(self, seconds: float = 20) -> int:
        """The exit code; minus the signal that killed it, or -1000 where it does not end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            alive = self._child.isalive()  # asked first: what it did last is seen when it has ended
            with suppress(OSError, ValueError):
                while self._read() and not alive and time.monotonic() < end:
                    pass
                self._flags = termios.tcgetattr(self._child.child_fd)[3]
            if not alive:
                return int(-self._child.signalstatus if self._child.exitstatus is None else self._child.exitstatus)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        return -1_000

    def runs(self) -> bool:
        """Whether it still asks something, once nothing comes any more."""
        self.rest()
        return bool(self._child.isalive())

    def rest(self) -> None:
        """Read until nothing comes, and whoever typed is forgotten."""
        quiet = 0
        end = time.monotonic() + 10
        while quiet < 3 and time.monotonic() < end:
            before = len(self.raw)
            self._read()
            quiet = quiet + 1 if len(self.raw) == before else 0


def chosen(terminal: Terminal) -> list[str]:
    """The entries of a list, with what is ticked or pointed at."""
    return [line for line in terminal.text().split("\n") if re.match(r" [ >] (\[...?\] )?\w+\. ", line)]


def kept(home: Path) -> dict[str, bytes]:
    """All that stands on disk, but for what is only remembered."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file() and ".cache" not in path.parts}


def try_here(terminal: Watched, place: Place, pastes: Sequence[tuple[str, str]], home: Path, count: Tally) -> None:
    """Paste in one place, and come back to it."""
    for name, form in pastes:
        if (name == "long" and place.kind == LINE) or (name in TYPED_AHEAD and form != "with brackets"):
            continue
        terminal.until(place.words)
        before, files, seen = chosen(terminal), kept(home), len(terminal.raw)
        terminal.pasted(FORMS[form](PASTES[name]))
        terminal.rest()
        where = f"{place.words}: {name}, {form}"
        if place.kind == LINE:
            terminal.until_one(place.words, *place.follows)
        here = place.words in terminal.words()
        gone_on = next((one for one in place.follows if one in terminal.words()), "")
        if place.kind == LINE:
            count.check(here or gone_on, f"{where}: it is elsewhere\n{terminal.text()}")
        else:
            count.check(here and chosen(terminal) == before, f"{where}: it answered\n{terminal.text()}")
        count.check(kept(home) == files, f"{where}: something is kept")
        count.check(not STEERS.search(terminal.raw[seen:]), f"{where}: it steers the screen")
        if place.kind == LINE:
            return_to(terminal, place)


def return_to(terminal: Watched, place: Place) -> None:
    """Back to an empty line of text, whatever was made of it."""
    for _ in range(3):
        words = terminal.words()
        if place.words in words:
            break
        for key in [ENTER] if "Druk op Enter" in words else place.back:
            terminal.press(key)
        terminal.rest()
    terminal.press(f"{CTRL_U}\x7f" * 4)  # a paste in brackets keeps its lines
    terminal.rest()


def walk(
    terminal: Watched, places: Sequence[Place], pastes: Sequence[tuple[str, str]], home: Path, count: Tally
) -> None:
    for place in places:
        terminal.until(place.words)
        if place.kind != ONCE:  # there is no way back to it
            try_here(terminal, place, pastes, home, count)
        for keys in place.on:
            time.sleep(0.15)
            terminal.press(keys)
            terminal.rest()


ALARM, REVIEW, CASE = "Druk op Enter om verder te gaan", "Klopt alles?", "eigen kenmerk van de zaak"
LOOKS = "lijkt op"
START = [
    Place("Voor welke gemeente of regio werkt u?", ["5", ENTER]),
    Place("Wilt u dit model voortaan gebruiken", ["1", ENTER]),
    Place("direct gevaar voor iemand, of kan", ["?"]),
    Place("Telefoonnummers:", [ESCAPE]),
    Place("direct gevaar voor iemand, of kan", ["w", ENTER]),
    Place(ALARM, [ENTER]),
    Place("Voor wie is er nu concreet gevaar", [ESCAPE]),
    Place("direct gevaar voor iemand, of kan", ["n", ENTER]),
    Place(CASE, ["bel 06-12345678", ENTER], ONCE),
    Place("lijkt op een telefoonnummer", ["1", ENTER]),
]
QUESTIONS = [
    Place("Voor wie is er nu concreet gevaar", ["nnnn", ENTER]),
    Place("is het thuis veilig", ["nnnnnnn", ENTER]),
    Place("staat dit huishouden nu geregistreerd", ["n", ENTER]),
    Place("concrete vraag of een concreet probleem", ["j", ENTER]),
    Place("op te lossen met eigen kracht", ["j", ENTER]),
    Place("zorgen over de veiligheid", ["n", ENTER]),
    Place("Tot slot", ["1", ENTER]),
    Place("zeker niet", ["n", ENTER]),
]
RESULT = [
    Place(REVIEW, ["1", ENTER]),
    Place("NU DOEN", ["w"], PAGE),
    Place("Waarom deze fase", [ESCAPE], PAGE),
    Place("NU DOEN", ["d"], PAGE),
    Place("In welk bestand", [ESCAPE], ONCE),
    Place(ALARM, [ENTER]),
    Place("NU DOEN", ["q"], PAGE),
    Place("Wat wilt u nu doen?", [ESCAPE]),
    Place("NU DOEN", ["o"], PAGE),
    Place("Wat besluit u", [ESCAPE]),
    Place(CASE, [CTRL_U, "W-1", ENTER], LINE, ("Wat besluit u", LOOKS)),
    Place("Wat besluit u", ["3", ENTER]),
    Place("Waarom?", ["omdat het zo is", ENTER], LINE, ("Wanneer kijkt u opnieuw", LOOKS, ALARM)),
    Place("Wanneer kijkt u opnieuw", ["4", ENTER]),
    Place("Op welke dag", [ESCAPE], LINE, (ALARM,)),
    Place("Wanneer kijkt u opnieuw", ["5", ENTER]),
    Place("Wat komt er in de notitie", ["1", ENTER]),
]
MODEL = ("--profile", "regio-groningen")
QUIZ = [
    Place(ALARM, [ENTER]),
    Place("Vraag 1 van 2", ["?"]),
    Place("Ctrl-S", [ESCAPE]),
    Place("Vraag 1 van 2", ["a", ENTER]),
]


EVERY = {
    "at once": [(name, "at once") for name in PASTES],
    "with brackets": [(name, "with brackets") for name in ("a column", "control keys", "letters of far", "long")],
    "bit by bit": [
        (name, form)
        for name in ("a letter", "another", "a word of keys", "a case")
        for form in ("key by key", "in two parts")
    ],
}
"""What is tried at every place."""


@pytest.mark.faults
@pytest.mark.parametrize("way", EVERY)
def test_no_paste_answers_a_question(way: str, tmp_path: Path, tally: Tallies) -> None:
    count = tally("bursts of keys and pastes")
    terminal = Watched(["triage"], tmp_path)
    walk(terminal, [*START, *QUESTIONS, *RESULT], EVERY[way], tmp_path, count)
    terminal.until("Notitie bewaard in")
    [note] = tmp_path.rglob("ave-*.toml")
    text = note.read_text("utf-8")
    count.check('case = "W-1"' in text and 'phase = "AVE 3"' in text and "omdat het zo is" in text, text)
    terminal.press("q")
    count.check(terminal.end() == (0, None), "it does not end well")


@pytest.mark.faults
def test_no_paste_answers_a_quiz(tmp_path: Path, tally: Tallies) -> None:
    count = tally("bursts of keys and pastes")
    terminal = Watched(["quiz", "--profile", "oss", "--count", "2", "--seed", "a-b", "--kind", "phase"], tmp_path)
    walk(terminal, QUIZ, [one for way in EVERY.values() for one in way], tmp_path, count)
    terminal.close()


PLAIN = [
    Place("direct gevaar voor iemand, of kan", ["?", ENTER]),
    Place("Telefoonnummers:", ["n", ENTER]),
    Place(CASE, ["W-1", ENTER], ONCE),
    *QUESTIONS,
    Place(REVIEW, ["1", ENTER]),
    Place("Wat wilt u nu doen?", ["1", ENTER]),
    Place("Wat besluit u", ["3", ENTER]),
    Place("Waarom?", ["omdat het zo is", ENTER], ONCE),
    Place("Wanneer kijkt u opnieuw", ["5", ENTER]),
    Place("Wat komt er in de notitie", ["1", ENTER]),
]
"""The same, line by line; what is asked last is what counts."""


@pytest.mark.faults
def test_no_paste_of_lines_answers_line_by_line(tmp_path: Path, tally: Tallies) -> None:
    count = tally("bursts of keys and pastes")
    terminal = Watched(["triage", "--plain", *MODEL], tmp_path)
    for place in PLAIN:
        terminal.until(place.words)
        for name, paste in PASTES.items():
            if place.kind != ONCE and name not in ("long", *TYPED_AHEAD):
                files, seen = kept(tmp_path), len(terminal.raw)
                terminal.pasted([paste.replace("\x13", "")])  # it stops the screen of every terminal
                terminal.rest()
                told = terminal.raw[seen:]
                count.check(kept(tmp_path) == files, f"{place.words}: {name}: something is kept\n{terminal.text()}")
                refused = any(words in told for words in (b"Dat is hier geen antwoord", b"Enter alleen is geen"))
                count.check(refused, f"{place.words}: {name}: it is not refused\n{terminal.text()}")
        for keys in place.on:
            terminal.press(keys)
        terminal.rest()
    terminal.until("Notitie bewaard in")
    [note] = tmp_path.rglob("ave-*.toml")
    text = note.read_text("utf-8")
    count.check('case = "W-1"' in text and 'phase = "AVE 3"' in text and "omdat het zo is" in text, text)
    terminal.close()


def test_a_paste_at_the_first_questions(tmp_path: Path, tally: Tallies) -> None:
    """The quick part; the questions themselves are tried one by one in tests/terminal."""
    count = tally("bursts of keys and pastes")
    pastes = [("a letter", "at once"), ("a column", "with brackets"), ("a word of keys", "key by key")]
    terminal = Watched(["triage", *MODEL], tmp_path)
    walk(terminal, START[4:6], pastes, tmp_path, count)
    terminal.close()
