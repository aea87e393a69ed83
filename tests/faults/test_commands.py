"""Every command in odd locales, clocks, screens and streams: its own end, or one sentence and its code."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.storage import folders
from tests.faults.conftest import ANSWERS, WITHOUT_PRIVILEGES, Ave, Ended, Tallies, broke, side_by_side

pytestmark = pytest.mark.posix
CSV = "case;hulpvraag;gevaar_acuut\nA-1;ja;nee\nA-2;weet ik niet;ja\n"
COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("--help",),
    ("--version",),
    ("triage", "--answers", "a.toml"),
    ("triage", "--answers", "a.toml", "--full", "--plain"),
    ("triage", "--answers", "a.toml", "--markdown"),
    ("triage", "--answers", "a.toml", "--json", "--save", "nieuw"),
    ("triage", "--answers", "a.toml", "--html", "nieuw.html"),
    ("triage", "--example", "--profile", "dalfsen"),
    ("triage", "--batch", "b.csv", "--profile", "oss"),
    ("triage", "--batch", "b.csv", "--profile", "oss", "--csv"),
    ("triage", "--batch", "b.csv", "--profile", "oss", "--compare-with", "dalfsen", "--phases"),
    ("triage", "--plain", "--profile", "oss"),
    ("triage", "--resume", "--plain"),
    ("explain", "--profile", "oss"),
    ("explain", "procesregie", "--profile", "westerkwartier", "--full"),
    ("explain", "--search", "school", "--profile", "oss", "--json"),
    ("explain", "--booklet", "boekje.html", "--profile", "oss"),
    ("explain", "--slides", "dia.html", "--profile", "dalfsen"),
    ("explain", "--compare", "dalfsen", "--profile", "oss", "--markdown"),
    ("quiz", "--json", "--count", "2", "--profile", "oss", "--seed", "a-b"),
    ("quiz", "--sheet", "ronde.md", "--no-input", "--count", "2", "--profile", "oss"),
    ("quiz", "--plain", "--count", "2", "--profile", "oss", "--kind", "phase"),
    ("quiz", "--again", "uitslag.json"),
    ("profiles", "list"),
    ("profiles", "show", "oss", "--full"),
    ("profiles", "use", "westerkwartier"),
    ("profiles", "compare", "oss", "dalfsen", "--answers", "a.toml"),
    ("profiles", "journey", "--profile", "oss"),
    ("profiles", "check", "model"),
    ("profiles", "new", "ander", "--from", "oss", "--title", "Ander", "--no-input", "--plain"),
    ("profiles", "format",),
    ("profiles", "schema"),
    ("profiles", "todo", "model"),
    ("profiles", "pack", "oss", "--out", "oss.ave"),
    ("profiles", "add", "model.ave"),
    ("profiles", "remove", "model"),
    ("profiles", "diff", "model", "oss"),
    ("notes", "list", "in"),
    ("notes", "show", "in/een.toml"),
    ("notes", "diff", "in/een.toml", "in/twee.toml"),
    ("notes", "review", "in"),
    ("notes", "remove", "in/een.toml"),
    ("triage", "--from", "in/een.toml", "--plain"),
    ("completion", "bash"),
    ("_complete", "triage", "--"),
)  # fmt: skip
TYPED = {"triage": b"w\n" * 40, "quiz": b"a\n\n" * 10, "notes": b"1\n"}


@dataclass(frozen=True, kw_only=True)
class Odd:
    """One environment; `same` where a command ends in it as it does elsewhere."""

    env: Mapping[str, str | None] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    same: bool = True
    before: Sequence[str] = ()


ODD = {
    "LC_ALL=C": Odd(env={"LC_ALL": "C", "LANG": "C"}),
    "POSIX": Odd(env={"LC_ALL": "POSIX", "LANG": "POSIX"}),
    "Latin-1": Odd(env={"LC_ALL": "nl_NL.ISO-8859-1", "LANG": "nl_NL.ISO-8859-1"}),
    "an unknown locale": Odd(env={"LC_ALL": "xx_YY.utf9", "LANG": "tlh"}),
    "no UTF-8 at all": Odd(env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "ASCII": Odd(env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}),
    "UTF-16": Odd(env={"PYTHONIOENCODING": "utf-16"}, same=False),
    "cp437": Odd(env={"PYTHONIOENCODING": "cp437:strict"}),
    "1 by 1": Odd(env={"COLUMNS": "1", "LINES": "1"}),
    "20 by 5": Odd(env={"COLUMNS": "20", "LINES": "5"}),
    "500 by 2": Odd(env={"COLUMNS": "500", "LINES": "2"}),
    "dumb": Odd(env={"TERM": "dumb", "NO_COLOR": ""}),
    "no TERM": Odd(env={"TERM": None, "FORCE_COLOR": "0"}),
    "an odd time zone": Odd(env={"TZ": "XXX-99:59"}),
    "warnings count": Odd(env={"PYTHONWARNINGS": "error"}),
    "no HOME": Odd(env={"HOME": None}, same=False),
    "a HOME that is not there": Odd(env={"HOME": "/er/is/niets"}, same=False),
    "no folder of ours": Odd(
        env={f"XDG_{name}_HOME": "/dev/null/x" for name in ("STATE", "CONFIG", "CACHE", "DATA")}, same=False
    ),
    "a full stdout": Odd(streams={"stdout": "/dev/full"}, same=False),
    "a full stderr": Odd(streams={"stderr": "/dev/full"}),
    "few files": Odd(before=("prlimit", "--nofile=14"), same=False),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which every command has something to do."""
    home = tmp_path_factory.mktemp("vol") / "home"
    home.mkdir()
    ave = Ave(home)
    (home / "a.toml").write_text(ANSWERS, "utf-8")
    (home / "b.csv").write_text(CSV, "utf-8")
    (home / "kapot.toml").write_text("kind = ", "utf-8")
    for name in ("een", "twee"):
        text = ANSWERS if name == "een" else ANSWERS.replace("hulpvraag = true", "hulpvraag = false")
        (home / "c.toml").write_text(text, "utf-8")
        ave("triage", "--answers", "c.toml", "--json", "--save", name)
        (home / "in").mkdir(exist_ok=True)
        [note] = (home / name).iterdir()
        shutil.copy(note, home / "in" / f"{name}.toml")
    ave("triage", "--plain", "--profile", "oss", typed=b"w\nw\n")
    ave("profiles", "new", "model", "--from", "oss", "--title", "Model", "--no-input", "--plain")
    ave("profiles", "pack", "model", "--out", "model.ave")
    ave("quiz", "--plain", "--count", "2", "--profile", "oss", "--results", "uitslag.json", typed=b"a\n\n" * 10)
    return home


def in_home(ave: Ave, home: Path, words: Sequence[str], odd: Odd) -> Ended:
    opened: dict[str, Any] = {name: Path(way).open("wb") for name, way in odd.streams.items()}  # noqa: SIM115
    typed = TYPED.get(words[0] if words else "")
    env = {"XDG_CACHE_HOME": str(ave.home / "cache"), **odd.env}
    if odd.env.get("HOME", "") is None:  # the system knows the home of who runs this; that stays as it is
        env |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "CONFIG", "DATA")}
    try:
        return Ave(home)(*words, env=env, typed=typed, before=[*WITHOUT_PRIVILEGES, *odd.before], **opened)
    finally:
        for stream in opened.values():
            stream.close()


def judge(name: str, ended: Ended, ordinary: Ended) -> str:
    """What is wrong with an end; nothing where it is right."""
    odd = ODD[name]
    silent = ended.code != 0 and not ended.err.strip() and not ended.out.strip() and "stderr" not in odd.streams
    unread = {6} if name == "UTF-16" else set()  # what is typed is in another alphabet then
    other = ended.code != ordinary.code if odd.same else ended.code not in {ordinary.code, 0, 2, 3, 7} | unread
    return (
        broke(ended)
        or ("it is silent" if silent else "")
        or (f"exit {ended.code}, else {ordinary.code}" if other else "")
    )


def walk(ave: Ave, filled: Path, folder: Path, pairs: Sequence[tuple[tuple[str, ...], str]], count: Any) -> None:
    ordinary: dict[tuple[str, ...], Ended] = {}

    def one(place: int, words: tuple[str, ...], name: str | None) -> None:
        home = folder / f"{place}{name is None}"
        shutil.copytree(filled, home, symlinks=True)
        if name is None:
            ordinary[words] = ended = in_home(ave, home, words, Odd())
            count.check(not broke(ended), f"{words}: {broke(ended)} {ended.text[-300:]}")
        else:
            ended = in_home(ave, home, words, ODD[name])
            wrong = judge(name, ended, ordinary[words])
            count.check(not wrong, f"{name}, {' '.join(words)}: {wrong}; {ended.text[-300:]}")
        shutil.rmtree(home, ignore_errors=True)

    known = dict.fromkeys(words for words, _ in pairs)
    side_by_side([lambda place=place, words=words: one(place, words, None) for place, words in enumerate(known)])  # type: ignore[misc]
    side_by_side([lambda place=place, pair=pair: one(place, *pair) for place, pair in enumerate(pairs)])  # type: ignore[misc]


def spread(every: int) -> list[tuple[tuple[str, ...], str]]:
    """Each command in some of the environments, and each environment with some of the commands."""
    return [
        (words, name)
        for place, (words, name) in enumerate(itertools.product(COMMANDS, ODD))
        if (place + place // len(ODD)) % every == 0
    ]


@pytest.mark.faults
def test_every_command_ends_well_in_odd_environments(ave: Ave, filled: Path, tmp_path: Path, tally: Tallies) -> None:
    every = int(os.environ.get("AVE_EVERY", "9"))  # 1 tries all of them, in a quarter of an hour
    walk(ave, filled, tmp_path, spread(every), tally("commands in odd locales, screens and streams"))


CLOCKS = {
    "1969": datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
    "1970": datetime(1970, 1, 1, tzinfo=UTC),
    "a leap day": datetime(2024, 2, 29, 23, 30, tzinfo=UTC),
    "summer begins": datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    "summer ends": datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    "32 bits": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "2100": datetime(2100, 2, 28, 23, 59, 59, tzinfo=UTC),
    "the last day": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
}


@pytest.fixture(autouse=True)
def zone() -> Iterator[None]:
    yield
    time.tzset()


ON_A_CLOCK: tuple[tuple[str, ...], ...] = (
    ("notes", "list", "in"),
    ("notes", "list", "in", "--json"),
    ("notes", "review", "in"),
    ("notes", "show", "{note}"),
    ("notes", "diff", "{note}", "{note}"),
    ("triage", "--from", "{note}", "--plain"),
    ("triage", "--resume", "--plain", "--save", "uit"),
    ("triage", "--plain", "--profile", "oss"),
    ("triage", "--answers", "a.toml", "--html", "p.html"),
    ("profiles", "journey", "--profile", "oss"),
)


@pytest.mark.faults
@pytest.mark.parametrize("begun", ["1970", "summer ends", "the last day"])
def test_a_wrong_clock_breaks_nothing(
    begun: str, tmp_path: Path, tally: Tallies, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note and a draft of one moment, looked at and gone on with at another, earlier or later."""
    count = tally("clocks")
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    for later, clock in CLOCKS.items():
        place = tmp_path / later
        place.mkdir()
        monkeypatch.chdir(place)
        (place / "a.toml").write_text(ANSWERS, "utf-8")
        monkeypatch.setattr(folders, "now", lambda: folders.local(CLOCKS[begun]))
        count.check(run(["triage", "--answers", "a.toml", "--json", "--save", "in"]) == 0, f"{begun}: no note")
        monkeypatch.setattr("sys.stdin", io.StringIO("w\nw\n"))
        count.check(run(["triage", "--plain", "--profile", "oss"]) == 3, f"{begun}: no draft")
        [note] = (place / "in").iterdir()
        for words in ON_A_CLOCK:
            monkeypatch.setattr(folders, "now", lambda clock=clock: folders.local(clock))
            monkeypatch.setattr("sys.stdin", io.StringIO("w\n" * 60))
            code = run([word.format(note=note) for word in words])
            said = capsys.readouterr()
            right = code in (0, 2, 3) and "Er ging iets mis" not in said.err
            count.check(right, f"{begun}, {later}, {' '.join(words)}: {code} {said.err[-500:]}")


def test_a_clock_that_jumps_back_while_somebody_answers(
    tmp_path: Path, tally: Tallies, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = tally("clocks")
    monkeypatch.chdir(tmp_path)
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    moment = [datetime(2026, 11, 27, 12, tzinfo=UTC)]

    def now() -> datetime:
        moment[0] -= timedelta(hours=7)
        return folders.local(moment[0])

    monkeypatch.setattr(folders, "now", now)
    monkeypatch.setattr("sys.stdin", io.StringIO("w\n" * 60))
    code = run(["triage", "--plain", "--profile", "oss", "--save", "in"])
    count.check(code == 0 and len([*(tmp_path / "in").iterdir()]) == 1, f"{code} {capsys.readouterr().err[-300:]}")
    count.check(run(["notes", "list", "in"]) == 0, capsys.readouterr().err)
