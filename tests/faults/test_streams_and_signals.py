"""Terminals that go away, readers that stop, signals, kills: the code is the one that was due, what is kept is said."""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ave_cli.errors import AveError
from ave_cli.storage import journal, notes
from tests.faults.conftest import ANSWERS, Ave, Tallies, broke, side_by_side

pytestmark = pytest.mark.posix
FILE = ("triage", "--answers", "a.toml")


class Pty:
    """The program in a terminal of its own that can be taken away."""

    def __init__(self, ave: Ave, *words: str, env: dict[str, str] | None = None) -> None:
        self.seen = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            given = {
                "TERM": "xterm-256color",
                "PYTHONUTF8": "1",
                "XDG_CACHE_HOME": str(ave.home / "cache"),
                **(env or {}),
            }
            os.chdir(ave.home)
            os.execve(sys.executable, [sys.executable, "-m", "ave_cli", *words], ave.environment(given))

    def until(self, *wanted: str, seconds: float = 40) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(one.encode() in self.seen for one in wanted):
                return True
            if not self.read(0.1) and not self.alive():
                return any(one.encode() in self.seen for one in wanted)
        return False

    def read(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65_536)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def alive(self) -> bool:
        try:
            return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def hang_up(self) -> None:
        """The terminal goes away, as when a window is closed."""
        os.close(self.master)
        self.master = -1

    def end(self, seconds: float = 40) -> int:
        """The exit code; minus the signal that killed it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if self.master >= 0:
                self.read(0.05)
            else:
                time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return -1_000


def drafts(ave: Ave) -> list[Path]:
    return sorted((ave.home / ".local/state/ave/drafts").glob("draft-*.jsonl"))


ASKS = b"Antwoord: "
"""What stands behind every question, line by line."""


def type_on(run: Pty, until: Callable[[Pty], bool], key: str = "w") -> int:
    """Answer what is asked until this holds; how often."""
    typed, end = 0, time.monotonic() + 120
    while not until(run) and time.monotonic() < end:
        if run.seen.count(ASKS) > typed:
            run.type(f"{key}\n")
            typed += 1
        elif not run.read(0.1):
            assert run.alive(), run.seen[-500:]
    return typed


def to_question(ave: Ave, number: int, *words: str) -> Pty:
    """An interview, line by line, in which so many questions are answered."""
    run = Pty(ave, "triage", "--plain", "--profile", "oss", *words)
    type_on(run, lambda run: f"Vraag {number + 1} ".encode() in run.seen)
    assert run.until(f"Vraag {number + 1} "), run.seen[-500:]
    return run


def answers_in(ave: Ave) -> int:
    """How many answers are certain of the one draft."""
    return sum("answer" in entry for entry in entries_of(ave) or ())


ENDINGS: dict[str, tuple[Callable[[Pty], None], set[int]]] = {
    "Ctrl-C": (lambda run: run.type("\x03"), {130}),
    "SIGINT": (lambda run: os.kill(run.pid, signal.SIGINT), {130}),
    "SIGTERM": (lambda run: os.kill(run.pid, signal.SIGTERM), {143}),
    "SIGHUP": (lambda run: os.kill(run.pid, signal.SIGHUP), {129}),
    "lost terminal": (Pty.hang_up, {129}),
}


def test_an_ending_in_a_question_has_its_code_and_keeps_the_answers(tmp_path: Path, tally: Tallies) -> None:
    count = tally("signals and lost terminals")

    def one(name: str) -> None:
        act, codes = ENDINGS[name]
        home = tmp_path / name
        home.mkdir()
        mine = Ave(home)
        run = to_question(mine, 2)
        act(run)
        code = run.end()
        kept = answers_in(mine)
        count.check(code in codes and kept == 2, f"{name}: {code}, {kept}; {run.seen[-300:]!r}")
        if name != "lost terminal":
            count.check(b"als concept bewaard" in run.seen, f"{name}: not said; {run.seen[-300:]!r}")

    side_by_side([lambda name=name: one(name) for name in ENDINGS])  # type: ignore[misc]


def to_menu(ave: Ave) -> Pty:
    run = Pty(ave, "triage", "--plain", "--profile", "oss")
    type_on(run, lambda run: is_asked(run, "Klopt alles?"))
    run.type("1\n")
    while not is_asked(run, "Wat wilt u nu doen?"):
        assert run.read(40), run.seen[-500:]
    return run


def is_asked(run: Pty, words: str) -> bool:
    """Whether this stands there and an answer is waited for; what is typed before that answers nothing."""
    return ASKS in run.seen.partition(words.encode())[2]


@pytest.mark.faults
@pytest.mark.parametrize("place", ["menu", "free text"])
def test_an_ending_behind_the_result_says_what_is_kept(place: str, tmp_path: Path, tally: Tallies) -> None:
    count = tally("signals and lost terminals")

    def one(name: str) -> None:
        act, codes = ENDINGS[name]
        home = tmp_path / name
        home.mkdir()
        run = to_menu(Ave(home))
        if place == "free text":
            run.type("1\n")
            assert run.until("kenmerk"), run.seen[-500:]
        act(run)
        code = run.end()
        count.check(code in codes and len(drafts(Ave(home))) == 1, f"{place} {name}: {code}")
        if name != "lost terminal":
            count.check(b"als concept bewaard" in run.seen, f"{place} {name}: not said; {run.seen[-200:]!r}")

    side_by_side([lambda name=name: one(name) for name in ENDINGS])  # type: ignore[misc]


@pytest.mark.faults
def test_a_signal_at_any_moment_of_a_save_leaves_the_whole_note_or_nothing(
    ave: Ave, tmp_path: Path, tally: Tallies
) -> None:
    count = tally("signals and lost terminals")
    (ave.home / "a.toml").write_text(ANSWERS, "utf-8")
    chance = random.Random(14)

    def one(number: int) -> None:
        place = tmp_path / f"in{number}"
        process = subprocess.Popen(
            [sys.executable, "-m", "ave_cli", *FILE, "--json", "--save", str(place)], cwd=ave.home,
            env=ave.environment({"XDG_CACHE_HOME": str(ave.home / "cache")}), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,  # noqa: E501
        )  # fmt: skip
        time.sleep(0.3 + chance.random() * 0.5)
        process.send_signal(chance.choice([signal.SIGTERM, signal.SIGHUP, signal.SIGINT]))
        _, said = process.communicate(timeout=60)
        left = list(place.glob("*")) + list(place.glob(".*")) if place.is_dir() else []
        whole = all(path.suffix == ".toml" and notes.read_note_file(path).unchanged for path in left)
        # before our first line runs, Python itself answers a signal
        ours = process.returncode in (0, 129, 130, 143) and b"Traceback" not in said
        count.check(
            whole and (ours or process.returncode < 0 or b"ave_cli" not in said),
            f"{process.returncode} {left} {said[-300:]!r}",
        )

    side_by_side([lambda number=number: one(number) for number in range(60)])  # type: ignore[misc]


# ------------------------------------------------------------------------------------------ readers that stop

UNREAD: dict[str, tuple[Sequence[str], int]] = {
    "note": ((*FILE, "--save", "in"), 0),
    "note, JSON": ((*FILE, "--json", "--save", "in"), 0),
    "page": ((*FILE, "--html", "p.html"), 0),
    "poster": (("explain", "--html", "p.html"), 0),
    "nothing more": (("profiles", "compare", "oss", "dalfsen"), 0),
}


def test_what_was_asked_for_is_written_though_nobody_reads(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    count = tally("readers that stop, full streams")

    def one(name: str, full: bool) -> None:
        words, code = UNREAD[name]
        home = tmp_path / f"{name}{full}"
        home.mkdir()
        (home / "a.toml").write_text(ANSWERS, "utf-8")
        reading, writing = os.pipe()
        os.close(reading)
        target = os.open("/dev/full", os.O_WRONLY) if full else writing
        ended = Ave(home)(*words, env={"XDG_CACHE_HOME": str(ave.home / "cache")}, stdout=target)
        for descriptor in {target, writing}:
            os.close(descriptor)
        made = [*home.glob("in/ave-*.toml"), *home.glob("p.html")]
        wanted = 0 if name == "nothing more" else 1
        due = {7} if full else {code}
        count.check(
            ended.code in due and len(made) == wanted and not broke(ended),
            f"{name} {full}: {ended.code} {made} {ended.text[-200:]}",
        )

    side_by_side([lambda name=name, full=full: one(name, full) for name in UNREAD for full in (False, True)])  # type: ignore[misc]


def test_a_draft_says_kept_only_of_what_is_on_disk(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    """A limit on the size of files is a disk that is full after so many answers."""
    count = tally("drafts that cannot be written")
    cache = {"XDG_CACHE_HOME": str(ave.home / "cache")}

    def stopped(limit: int) -> tuple[int, str]:
        home = tmp_path / str(limit)
        home.mkdir()
        words = ("triage", "--plain", "--profile", "oss")
        ended = Ave(home)(*words, typed=b"w\n" * 12, before=["prlimit", f"--fsize={limit}"], env=cache)
        return answers_in(Ave(home)), ended.err.decode()

    whole, said = stopped(1_000_000)
    count.check(whole > 2 and "als concept bewaard" in said, said[-300:])

    def one(limit: int) -> None:
        kept, said = stopped(limit)
        tail = said[said.rfind("Gestopt") :]
        truth = f"Tot en met vraag {kept} is bewaard" if kept else "niet bewaard"
        kept_whole = kept == whole and "als concept bewaard" in tail
        count.check(kept_whole or (truth in tail and "als concept bewaard" not in said), f"{limit}, {kept}: {tail}")

    side_by_side([lambda limit=limit: one(limit) for limit in (50, 250, 300, 400, 500, 600, 800, 5_000)])  # type: ignore[misc]


def test_a_quiz_begins_though_earlier_rounds_cannot_be_looked_at(ave: Ave, tally: Tallies) -> None:
    """As an interview does: nothing can be offered to go on with, and that is said."""
    count = tally("environments")
    rounds = ave.home / ".local/state/ave/rounds"
    rounds.parent.mkdir(parents=True)
    rounds.symlink_to(rounds.name)
    run = Pty(ave, "quiz", "--plain", "--profile", "oss", "--count", "1", "--kind", "phase")
    begun = run.until("Vraag 1 van 1")
    run.hang_up()
    count.check(begun and b"kan niet worden gelezen" in run.seen, run.seen[-500:])
    count.check(run.end() == 129, "the code")


# ------------------------------------------------------------------------------------------ kills

KILLS = 200
LONGEST, ANSWERS_OF_LONGEST = 12, 3
"""Keys of an interview, and the questions that they answer: one, four and seven lines."""


def interrupted(ave: Ave, home: Path, keys: int, wait: float | None) -> Ave:
    """An interview in which so many keys were typed and that was killed; without a wait, when the next was asked."""
    home.mkdir()
    mine = Ave(home)
    run = Pty(mine, "triage", "--plain", "--profile", "oss", env={"XDG_CACHE_HOME": str(ave.home / "cache")})
    typed = 0
    while typed < keys:
        if run.seen.count(ASKS) > typed:
            run.type("w\n")
            typed += 1
        elif not run.read(0.2):
            assert run.alive(), run.seen[-500:]
    end = time.monotonic() + 60
    while wait is None and run.seen.count(ASKS) <= keys and time.monotonic() < end:
        run.read(0.2)
    time.sleep(wait or 0)
    os.kill(run.pid, signal.SIGKILL)
    run.end()
    return mine


def entries_of(ave: Ave) -> Sequence[journal.Entry] | None:
    """What is certain of the one draft; None where there is none, or not even its beginning."""
    found = drafts(ave)
    assert len(found) <= 1
    try:
        return journal.recover_journal(found[0]).entries if found else None
    except AveError:  # killed between making the file and writing its first line
        return None


@pytest.mark.faults
@pytest.mark.parametrize("part", range(4))
def test_after_a_kill_what_is_kept_is_a_beginning_and_can_be_gone_on_with(
    part: int, ave: Ave, tmp_path: Path, tally: Tallies
) -> None:
    """Killed at a random moment after a key: everything before that key is there, and nothing else than was typed."""
    count = tally("interviews that are killed")
    chance = random.Random(part)
    whole = {
        keys: entries_of(interrupted(ave, tmp_path / f"whole{keys}", keys, None)) or () for keys in range(LONGEST + 1)
    }

    answers = sum("answer" in entry for entry in whole[LONGEST])
    count.check(
        answers == ANSWERS_OF_LONGEST, f"{answers} answers are kept of an interview that is not killed in a hurry"
    )

    def one(number: int) -> None:
        keys = 1 + number % LONGEST
        mine = interrupted(ave, tmp_path / str(number), keys, chance.random() * 0.05)
        kept = entries_of(mine)
        certain = tuple(kept or ())
        enough = len(whole[keys - 1]) <= len(certain) and certain == tuple(whole[keys][: len(certain)])
        count.check(enough, f"{number}: {len(certain)} of {len(whole[keys])} after {keys} keys")
        if number % 10 == 0:
            cache = {"XDG_CACHE_HOME": str(ave.home / "cache")}
            ended = mine("triage", "--plain", "--resume", typed=b"w\n" * 200, env=cache)
            due = 2 if kept is None else 0
            count.check(ended.code == due and not broke(ended), f"{number}: resume {ended.code}; {ended.text[-200:]}")

    side_by_side([lambda number=number: one(number) for number in range(part * 50, part * 50 + KILLS // 4)])  # type: ignore[misc]
