"""Two programs at once, each held where it hurts most: neither loses, spoils or hides what the other one does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ave_cli.errors import AveError
from ave_cli.storage import journal, notes, toml_files
from tests.faults.conftest import ANSWERS, Ave, Ended, Tallies, broke, side_by_side

pytestmark = [pytest.mark.posix, pytest.mark.faults]
HOLD = """
import sys, time
from functools import reduce
from importlib import import_module
from pathlib import Path
place, name, at, when, setup, *words = sys.argv[1:]
exec(setup)
module, _, path = at.partition(":")
*inside, last = path.split(".")
owner = reduce(getattr, inside, import_module(module))
real, held = getattr(owner, last), []
def wait():
    if not held:
        held.append(True)
        Path(place, name).touch()
        end = time.monotonic() + 60
        while not Path(place, "go").exists() and time.monotonic() < end:
            time.sleep(0.005)
def stands(*args, **options):
    if when == "before":
        wait()
    result = real(*args, **options)
    if when == "after":
        wait()
    return result
setattr(owner, last, stands)
from ave_cli.__main__ import main
sys.argv = ["ave", *words]
main()
"""
"""Runs the program, and holds it the first time that it comes to a function, until it may go on."""
SAME_NAME = """
import itertools, secrets, types
from datetime import UTC, datetime
from ave_cli.storage import folders, {0} as one
folders.now = lambda: datetime(2026, 11, 27, 12, tzinfo=UTC)
real_name = secrets.token_hex
names = itertools.chain(["aaaa"], (real_name(2) for _ in itertools.count()))
one.secrets = types.SimpleNamespace(token_hex=lambda _: next(names))
"""
"""Two programs that would give their file one name, as chance can have it."""
NO_TMPFILE = "import os; del os.O_TMPFILE"
JSON = ("triage", "--answers", "a.toml", "--json")
SAVE, PAGE = (*JSON, "--save", "in"), (*JSON, "--html", "p.html")
PLAIN = ("triage", "--plain", "--profile", "oss")
RESUME, QUIZ = ("triage", "--plain", "--resume"), ("quiz", "--plain", "--resume")
LIST, ADD = ("notes", "list", "in"), ("profiles", "add", "model.ave")
Words = Sequence[str]


@dataclass(frozen=True)
class Hold:
    """Where a program is held."""

    at: str
    when: str = "before"
    setup: str = ""


WRITING, NAMING = (
    Hold("ave_cli.storage.safe_write:write_all", "after"),
    Hold("ave_cli.storage.safe_write:is_free", "after"),
)
REPLACING = Hold("ave_cli.storage.safe_write:patiently")


class Held:
    """The program, that stands where it is held."""

    def __init__(self, home: Path, place: Path, name: str, hold: Hold, words: Words, typed: bytes = b"") -> None:
        place.mkdir(exist_ok=True)
        env = Ave(home).environment({"XDG_CACHE_HOME": str(home / "cache")})
        given = [str(place), name, hold.at, hold.when, hold.setup]
        (place / f"{name}.typed").write_bytes(typed)
        with (place / f"{name}.typed").open("rb") as source:
            self._process = subprocess.Popen(
                [sys.executable, "-c", HOLD, *given, *words], cwd=home, env=env,
                stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
        self._here, self._go = place / name, place / "go"

    def stands(self) -> bool:
        """Wait until it stands there."""
        end = time.monotonic() + 60
        while not self._here.exists() and self._process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        return self._here.exists()

    def go_on(self) -> Ended:
        """Let it go on, to its end."""
        self._go.touch()
        out, err = self._process.communicate(timeout=60)
        return Ended(self._process.returncode, out, err)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a note, a draft, a round, a model of one's own and the same model packed."""
    home = tmp_path_factory.mktemp("vol") / "home"
    home.mkdir()
    ave = Ave(home)
    (home / "a.toml").write_text(ANSWERS, "utf-8")
    for words, typed in (
        (SAVE, None),
        (PLAIN, b"w\nwwww\n"),
        (("quiz", "--plain", "--count", "3", "--profile", "oss", "--seed", "a-b"), b"a\n"),
        (("profiles", "new", "eigen", "--from", "oss", "--title", "Eigen", "--no-input", "--plain"), None),
        (("profiles", "pack", "eigen", "--out", "model.ave"), None),
    ):
        ended = ave(*words, typed=typed, env={"XDG_CACHE_HOME": str(home / "cache")})
        assert ended.code in (0, 1, 3), ended.text
    return home


@contextmanager
def living(filled: Path, folder: Path, name: str) -> Iterator[Path]:
    """A copy of that home; where it is about the cache, without one."""
    home = folder / "home"
    shutil.copytree(filled, home, symlinks=True)
    if "cache" in name:
        shutil.rmtree(home / "cache")
    yield home
    shutil.rmtree(home)


def run(home: Path, words: Words, typed: bytes | None = None) -> Ended:
    return Ave(home)(*words, typed=typed, env={"XDG_CACHE_HOME": str(home / "cache")})


def hidden(home: Path) -> list[Path]:
    """What is half, or stays behind under a name that nobody looks at."""
    return [path for path in home.rglob(".*") if path.name.startswith(".") and path.suffix in (".tmp", ".new")]


def notes_whole(home: Path, count: int) -> bool:
    found = [notes.read_note_file(path) for path in (home / "in").iterdir()]
    return len(found) == count and all(one.unchanged for one in found)


def drafts_with(home: Path, counts: Sequence[int]) -> bool:
    """Whether these are the answers that are certain of the drafts."""
    found = [journal.recover_journal(path).entries for path in home.rglob("drafts/draft-*.jsonl")]
    return sorted(sum("answer" in entry for entry in one) for one in found) == sorted(counts)


def model_is_whole(home: Path) -> bool:
    ended = run(home, ("profiles", "check", "eigen", "--json"))
    listed = run(home, ("profiles", "list", "--plain")).out.decode()
    return ended.code in (0, 1) and "Eigen" in listed


def settings(home: Path) -> object:
    return toml_files.read_toml(home / ".config/ave/settings.toml")["profile"]


def cache_is_right(home: Path) -> bool:
    parts = [path.read_bytes().partition(b" ") for path in (home / "cache").rglob("model-*.json")]
    return len(parts) > 0 and all(mark.decode() == toml_files._checksum(text) for mark, _, text in parts)


# ------------------------------------------------------------------------------------------ two that meet


@dataclass(frozen=True)
class Meeting:
    """Two programs that stand at the same place at the same time: how both end, and what holds then."""

    hold: Hold
    words: tuple[Words, Words]
    codes: tuple[int, int]
    holds: Callable[[Path], object]
    typed: bytes = b""


def both(words: Words) -> tuple[Words, Words]:
    return words, words


MEETINGS = {
    "a page under one name": Meeting(
        NAMING, both(PAGE), (0, 5), lambda home: (home / "p.html").read_bytes().rstrip().endswith(b"</html>")
    ),
    "a page, where no file can be nameless": Meeting(
        Hold(NAMING.at, "after", NO_TMPFILE), both(PAGE), (0, 5),
        lambda home: (home / "p.html").read_bytes().rstrip().endswith(b"</html>"),
    ),
    "notes that would have one name": Meeting(
        Hold(NAMING.at, "after", SAME_NAME.format("notes")), both(SAVE), (0, 0), lambda home: notes_whole(home, 3)
    ),
    "drafts that would have one name": Meeting(
        Hold("ave_cli.storage.journal:_new", "before", SAME_NAME.format("journal")), both(PLAIN), (3, 3),
        lambda home: drafts_with(home, [2, 2, 2]), b"w\nwwww\n",
    ),
    "a new model in one folder": Meeting(
        NAMING,
        (("profiles", "new", "m", "--title", "Een", "--no-input", "--plain"),
         ("profiles", "new", "m", "--title", "Twee", "--no-input", "--plain")),
        (0, 5), lambda home: run(home, ("profiles", "check", "m")).code in (0, 1),
    ),
    "a packed model": Meeting(
        NAMING, both(("profiles", "pack", "eigen", "--out", "uit.ave")), (0, 5),
        lambda home: run(home, ("profiles", "add", "uit.ave")).code == 0,
    ),
    "a booklet": Meeting(
        NAMING, both(("explain", "--booklet", "b.html", "--profile", "oss")), (0, 5),
        lambda home: (home / "b.html").read_bytes().rstrip().endswith(b"</html>"),
    ),
    "a model that is added": Meeting(
        Hold("ave_cli.storage.own_models:_unpack"), both(ADD), (0, 5), model_is_whole
    ),
    "a model that is added, unpacked twice": Meeting(
        Hold("ave_cli.storage.own_models:_unpack", "after"), both(ADD), (0, 5), model_is_whole
    ),
    "the chosen model": Meeting(
        REPLACING, (("profiles", "use", "oss"), ("profiles", "use", "dalfsen")), (0, 0),
        lambda home: settings(home) in ("oss", "dalfsen"),
    ),
    "the chosen model, halfway": Meeting(
        WRITING, (("profiles", "use", "oss"), ("profiles", "use", "regio-groningen")), (0, 0),
        lambda home: settings(home) in ("oss", "regio-groningen"),
    ),
    "a cold cache": Meeting(REPLACING, both(JSON), (0, 0), cache_is_right),
    "a cold cache, halfway": Meeting(WRITING, both(JSON), (0, 0), cache_is_right),
    "a note that is removed": Meeting(
        Hold("pathlib:Path.unlink"), both(("notes", "remove", "in/ave-x.toml")), (0, 2),
        lambda home: notes_whole(home, 1),
    ),
    "a model that is removed": Meeting(
        Hold("ave_cli.storage.own_models:_inside", "after"), both(("profiles", "remove", "eigen")), (0, 2),
        lambda home: b"Eigen" not in run(home, ("profiles", "list", "--plain")).out,
    ),
}  # fmt: skip


def prepare(home: Path, name: str) -> None:
    if name == "a note that is removed":
        [note] = (home / "in").iterdir()
        shutil.copy(note, home / "in/ave-x.toml")
    if name == "a model that is removed":
        assert run(home, ADD).code == 0


@pytest.mark.parametrize("name", MEETINGS)
def test_two_that_meet(name: str, filled: Path, tmp_path: Path, tally: Tallies) -> None:
    count, one = tally("races"), MEETINGS[name]
    with living(filled, tmp_path, name) as home:
        prepare(home, name)
        held = [Held(home, tmp_path / "hold", f"p{n}", one.hold, words, one.typed) for n, words in enumerate(one.words)]
        count.check(all(each.stands() for each in held), "they do not meet")
        ended: list[Ended] = []
        side_by_side([lambda each=each: ended.append(each.go_on()) for each in held])  # type: ignore[misc]
        told = "\n".join(each.text[-400:] for each in ended)
        count.check(sorted(each.code for each in ended) == sorted(one.codes), f"{[e.code for e in ended]} {told}")
        count.check(not any(map(broke, ended)), told)
        try:
            holds = one.holds(home)
        except (AveError, OSError, ValueError) as error:
            holds, told = False, f"{type(error).__name__} {error}; {told}"
        count.check(holds, f"what is left is not right; {told}")
        count.check(not hidden(home), hidden(home))


# ------------------------------------------------------------------------------------------ one that stands still


@dataclass(frozen=True)
class Meanwhile:
    """What another does while a program stands still: how that ends and what it says, and how the first one ends."""

    hold: Hold
    words: Words
    other: Words | Callable[[Path], None]
    other_code: int = 0
    says: str = ""
    never: str = "\0"
    code: int = 0
    says_then: str = ""
    never_then: str = "\0"
    typed: bytes = b""
    holds: Callable[[Path], object] = Path.exists


def throw_drafts_away(home: Path) -> None:
    for path in home.rglob("draft-*.jsonl"):
        path.unlink()


def move_drafts_away(home: Path) -> None:
    (home / ".local/state/ave").rename(home / ".local/state/weg")


def throw_away_from_another_window(home: Path) -> None:
    """As the question of another window does, that stood there already."""
    [path] = home.rglob("drafts/draft-*.jsonl")
    with pytest.raises(AveError, match="ander venster"):
        journal.remove_draft(path)


READS = Hold("ave_cli.cli.drafts:continue_interview")
PLAYS = Hold("ave_cli.cli.quiz_screen:_to_the_end")
W = b"w" * 7 + b"\n"
"""An answer to each line of what is asked next there."""
MEANWHILE = {
    "a list while a note is written": Meanwhile(
        WRITING, SAVE, LIST, says="ave-2", never="niet klopt", holds=lambda home: notes_whole(home, 2)
    ),
    "a list before a note is written": Meanwhile(
        Hold(WRITING.at), SAVE, LIST, never="niet klopt", holds=lambda home: notes_whole(home, 2)
    ),
    "a list before a note with a name is written": Meanwhile(
        Hold(WRITING.at, "before", NO_TMPFILE), SAVE, LIST, never="niet klopt",
        holds=lambda home: notes_whole(home, 2),
    ),
    "a list while a note with a name is written": Meanwhile(
        Hold(WRITING.at, "after", NO_TMPFILE), SAVE, LIST, never="niet klopt",
        holds=lambda home: notes_whole(home, 2),
    ),
    "a save while another writes": Meanwhile(
        Hold(WRITING.at, "after", NO_TMPFILE), SAVE, SAVE, never="weggehaald", holds=lambda home: notes_whole(home, 3)
    ),
    "a note is removed while notes are listed": Meanwhile(
        Hold("ave_cli.storage.notes:_look"), LIST, lambda home: next((home / "in").iterdir()).unlink(),
        never_then=".toml",
    ),
    "a page of that name, while one is written": Meanwhile(
        WRITING, PAGE, ("explain", "3", "--profile", "oss", "--html", "p.html"), code=5, says_then="bestaat al",
        holds=lambda home: b"hulpvraag" not in (home / "p.html").read_bytes(),
    ),
    "advice while the cache is written": Meanwhile(WRITING, JSON, JSON, says='"phase"', holds=cache_is_right),
    "advice while a model is chosen": Meanwhile(
        WRITING, ("profiles", "use", "dalfsen"), ("explain", "1", "--profile", "oss"), says="Oss",
        holds=lambda home: settings(home) == "dalfsen",
    ),
    "a list while a model is added": Meanwhile(
        Hold("ave_cli.storage.own_models:_unpack", "after"), ADD, ("profiles", "list", "--plain"), never="Eigen",
        holds=model_is_whole,
    ),
    "a draft in two windows": Meanwhile(
        READS, RESUME, RESUME, other_code=2, says="ander venster", code=3, says_then="als concept bewaard",
        typed=W, holds=lambda home: drafts_with(home, [3]),
    ),
    "a draft that begins in another window": Meanwhile(
        Hold("ave_cli.storage.journal:write_all"), (*PLAIN, "--profile", "oss"), RESUME, other_code=2,
        says="ander venster", never="niet meer te lezen", code=3, typed=b"w\nwwww\n",
    ),
    "a draft thrown away from another window": Meanwhile(
        READS, RESUME, throw_away_from_another_window, code=3, says_then="als concept bewaard", typed=W,
        holds=lambda home: drafts_with(home, [3]),
    ),
    "a draft removed by hand": Meanwhile(
        READS, RESUME, throw_drafts_away, code=3, says_then="weggehaald", never_then="als concept bewaard", typed=W
    ),
    "a draft removed by hand, nothing answered": Meanwhile(
        READS, RESUME, throw_drafts_away, code=3, says_then="weggehaald", never_then="als concept bewaard", typed=b"?\n"
    ),
    "a folder of drafts moved by hand": Meanwhile(
        READS, RESUME, move_drafts_away, code=3, says_then="weggehaald", never_then="als concept bewaard", typed=W
    ),
    "a round in two windows": Meanwhile(
        PLAYS, QUIZ, QUIZ, other_code=2, says="ander venster gespeeld", code=3, says_then="De ronde is bewaard",
        typed=b"a\n",
    ),
    "a round that begins in another window": Meanwhile(
        Hold("ave_cli.storage.journal:write_all"),
        ("quiz", "--plain", "--count", "2", "--profile", "oss", "--kind", "phase"), QUIZ, other_code=2,
        says="ander venster gespeeld", never="Verwijder", code=3, typed=b"a\n",
    ),
    "a round removed by hand": Meanwhile(
        PLAYS, QUIZ, throw_drafts_away, code=3, never_then="De ronde is bewaard", typed=b"a\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANWHILE)
def test_what_another_does_meanwhile(name: str, filled: Path, tmp_path: Path, tally: Tallies) -> None:
    count, one = tally("races"), MEANWHILE[name]
    with living(filled, tmp_path, name) as home:
        if "begins" in name:
            throw_drafts_away(home)
        held = Held(home, tmp_path / "hold", "one", one.hold, one.words, one.typed)
        count.check(held.stands(), "it does not come there")
        if callable(one.other):
            one.other(home)
        else:
            other = run(home, one.other)
            count.check(other.code == one.other_code and not broke(other), f"other: {other.code} {other.text[-400:]}")
            count.check(one.says in other.text and one.never not in other.text, f"other says {other.text[-600:]}")
        ended = held.go_on()
        count.check(ended.code == one.code and not broke(ended), f"{ended.code} {ended.text[-400:]}")
        count.check(one.says_then in ended.text and one.never_then not in ended.text, f"says {ended.text[-600:]}")
        count.check(one.holds(home), f"what is left is not right; {ended.text[-300:]}")
        count.check(not hidden(home), hidden(home))


KILLED = {
    "a model that is unpacked": (Hold("ave_cli.storage.own_models:_unpack", "after"), ADD),
    "a model that gets its name": (Hold("pathlib:Path.rename"), ADD),
    "a model that is removed": (Hold("shutil:rmtree"), ("profiles", "remove", "eigen")),
    "a model that is removed, before": (Hold("pathlib:Path.rename"), ("profiles", "remove", "eigen")),
}


@pytest.mark.parametrize("name", KILLED)
def test_a_model_is_there_whole_or_not_at_all_after_a_kill(
    name: str, filled: Path, tmp_path: Path, tally: Tallies
) -> None:
    count, (hold, words) = tally("a save that is killed"), KILLED[name]
    with living(filled, tmp_path, name) as home:
        if words != ADD:
            assert run(home, ADD).code == 0
        held = Held(home, tmp_path / "hold", "one", hold, words)
        count.check(held.stands(), "it does not come there")
        held.kill()
        there = name == "a model that is removed, before"
        again = run(home, ADD)
        count.check(again.code == (5 if there else 0), f"added anew: {again.code} {again.text[-300:]}")
        count.check(model_is_whole(home), "what is left is no whole model")
        for path in hidden(home):
            os.utime(path, (0, 0))
        gone = run(home, ("profiles", "remove", "eigen"))
        count.check(gone.code == 0 and not hidden(home), f"{gone.text[-300:]} {hidden(home)}")
