"""Every file operation of every kind of file fails, or is the last one: no half file, and no untrue word."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.errors import AveError, CannotWrite, TargetExists
from ave_cli.storage import journal, library, notes, quiz_rounds, safe_write, toml_files
from ave_cli.storage.quiz_rounds import Setup
from tests.faults.conftest import ANSWERS, Ave, Tallies, Tally, broke, side_by_side

pytestmark = pytest.mark.posix
OPERATIONS = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "close", "fchmod", "stat", "mkdir",
              "ftruncate", "lseek", "fstat", "listdir", "scandir")  # fmt: skip
ERRORS = {"quick": (errno.ENOSPC,), "whole": (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ESTALE, errno.EMFILE)}
FINDING = re.compile(r"\.ave-[0-9a-f]{16}\.tmp")


class Failing:
    """The n-th operation on a file of ours fails."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, error: int, below: Path) -> None:
        self.at, self.error, self.below, self.calls = at, error, str(below), 0
        self.ours: set[int] = set()
        for name in OPERATIONS:
            patch.setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            target = args[0] if args else None
            ours = target in self.ours if isinstance(target, int) else str(target).startswith(self.below)
            self.calls += ours
            if ours and self.calls == self.at:
                if name == "close":
                    real(*args, **options)
                raise OSError(self.error, os.strerror(self.error))
            result = real(*args, **options)
            if name == "open" and ours:
                self.ours.add(result)
            return result

        return call


def save_a_note(place: Path) -> None:
    assert run(["triage", "--answers", str(place / "a.toml"), "--json", "--save", str(place / "in")]) in (0, 2, 7)


def save_a_page(place: Path) -> None:
    assert run(["triage", "--answers", str(place / "a.toml"), "--json", "--html", str(place / "p.html")]) in (0, 2, 7)


def keep_a_draft(place: Path) -> None:
    draft = journal.start_draft({"a": 1}, now=datetime.now(UTC), folder=place / "drafts")
    try:
        for number in range(3):
            draft.add({"answer": number})
    finally:
        draft.close()


def keep_a_round(_: Path) -> None:
    setup = Setup(profile="oss", title="Oss", hash="x", seed="a-b", count=3, kinds=[], level=0, teams=1, questions="y")
    kept = quiz_rounds.Journal(setup)
    try:
        for number in range(3):
            kept.add({"answer": number})
    finally:
        kept.close()


def remember(_: Path) -> None:
    toml_files.remember_profile("oss")


def begin_a_model(place: Path) -> None:
    words = ["profiles", "new", str(place / "m"), "--from", "oss", "--title", "M", "--no-input", "--plain"]
    assert run(words) in (0, 1, 2, 7)


@cache
def _pack() -> bytes:
    """A small model of somebody's own, as it is handed on."""
    with tempfile.TemporaryDirectory() as folder:
        assert run(["profiles", "new", f"{folder}/m", "--title", "M", "--no-input", "--plain"]) in (0, 1)
        assert run(["profiles", "pack", f"{folder}/m", "--out", f"{folder}/m.ave"]) == 0
        return Path(folder, "m.ave").read_bytes()


def hand_a_model_on(place: Path) -> None:
    """Add a model and take it away."""
    Path(place, "m.ave").write_bytes(_pack())
    assert run(["profiles", "add", str(place / "m.ave")]) in (0, 1, 2, 4, 5, 7)
    assert run(["profiles", "remove", "m"]) in (0, 2, 7)


def load_a_model(_: Path) -> None:
    assert library.load("oss").profile.id == "oss"


ALL = (save_a_note, save_a_page, keep_a_draft, keep_a_round, remember, begin_a_model, hand_a_model_on, load_a_model)
KINDS = {one.__name__: one for one in ALL}


def half_files(place: Path) -> list[str]:
    """What stands there and is not whole, or is a copy that nobody knows of."""
    found = []
    for path in (path for path in place.rglob("*") if path.is_file()):
        data = path.read_bytes()
        whole = {
            ".html": data.rstrip().endswith(b"</html>"),
            ".toml": data.endswith(b"\n"),
            ".json": toml_files.recall_checked(library.profile_file("oss")) is not None,
        }.get(path.suffix, path.suffix != ".tmp")
        if not whole:
            found.append(path.name)
    return found


def fail_everywhere(kind: str, error: int, tmp_path: Path, count: Tally, capsys: Any, every: int) -> None:
    for at in range(1, 400, every):
        place = tmp_path / f"{kind}{error}-{at}"
        (place / "cache").mkdir(parents=True)
        (place / "a.toml").write_text(ANSWERS, "utf-8")
        raised: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            for name in ("STATE", "CONFIG", "DATA"):
                patch.setenv(f"XDG_{name}_HOME", str(place / name.lower()))
            if kind == "load_a_model":
                patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
            failing = Failing(patch, at, error, place)
            try:
                KINDS[kind](place)
            except (CannotWrite, TargetExists) as told:
                raised = told
            except BaseException as other:
                raised = other
                count.check(False, f"{kind}, operation {at}, {errno.errorcode[error]}: {type(other).__name__} {other}")
        said = capsys.readouterr().err
        done = failing.calls < at
        count.check("Traceback" not in said and "Er ging iets mis" not in said, f"{kind} {at}: a bug; {said[-200:]}")
        for name in half_files(place):
            is_told = isinstance(raised, AveError) and name in raised.hint + raised.message
            count.check(is_told or name in said, f"{kind} {at} {errno.errorcode[error]}: {name} is left and not told")
        shutil.rmtree(place)
        if done:
            break


@pytest.mark.parametrize("kind", KINDS)
def test_some_operations_fail(kind: str, tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    slow = kind in ("begin_a_model", "hand_a_model_on", "load_a_model")
    fail_everywhere(kind, errno.ENOSPC, tmp_path, tally("operations that fail"), capsys, every=17 if slow else 3)


@pytest.mark.faults
@pytest.mark.parametrize("error", ERRORS["whole"], ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("kind", KINDS)
def test_every_operation_fails(kind: str, error: int, tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    slow = kind in ("begin_a_model", "hand_a_model_on", "load_a_model")
    fail_everywhere(kind, error, tmp_path, tally("operations that fail"), capsys, every=5 if slow else 1)


# ------------------------------------------------------------------------------------------ in the installed program

CALLS = ("write", "fsync", "link", "linkat", "rename", "ftruncate", "mkdir", "fchmod", "newfstatat", "flock", "unlink")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def injected(ave: Ave, place: Path, words: list[str], what: str, typed: bytes) -> tuple[int, str]:
    before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={what.split(':')[0]}", "-e", f"inject={what}"]
    before += ["-P", str(place)]
    ended = Ave(place)(*words, typed=typed, before=before, env={"XDG_CACHE_HOME": str(ave.home)}, cwd=place)
    return ended.code, broke(ended)


@pytest.mark.faults
@needs_strace
def test_the_installed_program_survives_what_the_system_refuses(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    count = tally("operations that fail")
    # Python does again what was interrupted, so an interruption comes once
    forms = [("ENOSPC", "1+"), ("EIO", "1+"), ("EIO", "2"), ("EINTR", "1"), ("EINTR", "2")]
    inject = [f"{call}:error={error}:when={at}" for call in CALLS for error, at in forms]

    def one(number: int, what: str) -> None:
        place = tmp_path / f"s{number}"
        place.mkdir()
        (place / "a.toml").write_text(ANSWERS, "utf-8")
        words = ["triage", "--answers", "a.toml", "--json", "--save", str(place), "--html", str(place / "p.html")]
        code, wrong = injected(ave, place, words, what, b"")
        kept = [notes.read_note_file(path) for path in place.glob("ave-*.toml")]
        count.check(not wrong and (code != 0 or kept), f"{what}: {wrong or code}")

    side_by_side([lambda n=n, what=what: one(n, what) for n, what in enumerate(inject)])  # type: ignore[misc]


@pytest.mark.faults
@needs_strace
def test_a_killed_save_leaves_no_readable_copy(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    """Killed at every call on our files: what is left is nothing, the whole note, or what the next save sweeps."""
    count = tally("a save that is killed")

    def one(number: int, call: str, at: int) -> None:
        place = tmp_path / f"k{number}"
        place.mkdir()
        (place / "a.toml").write_text(ANSWERS, "utf-8")
        injected(ave, place, ["triage", "--answers", "a.toml", "--json", "--save", str(place)],
                 f"{call}:signal=KILL:when={at}", b"")  # fmt: skip
        for path in place.glob(".ave-*.tmp"):
            os.utime(path, (0, 0))
        Ave(place)(
            "triage", "--answers", "a.toml", "--json", "--save", str(place), env={"XDG_CACHE_HOME": str(ave.home)}
        )
        left = [path.name for path in place.iterdir() if FINDING.fullmatch(path.name)]
        whole = all(notes.read_note_file(path).unchanged for path in place.glob("ave-*.toml"))
        count.check(not left and whole, f"{call} {at}: {left}")

    kills = [(call, at) for call in ("write", "fsync", "linkat", "close", "fchmod", "openat") for at in (1, 2, 3)]
    side_by_side([lambda n=n, c=c, at=at: one(n, c, at) for n, (c, at) in enumerate(kills)])  # type: ignore[misc]


def test_what_an_earlier_save_left_is_swept_and_told(tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    count = tally("a save that is killed")
    old, young, other = (tmp_path / f".ave-{name * 16}.tmp" for name in ("a", "b", "z"))
    for path in (old, young, other):
        path.write_bytes(b"antwoorden")
    for path in (old, other):
        os.utime(path, (0, 0))
    (tmp_path / "a.toml").write_text(ANSWERS, "utf-8")
    assert run(["triage", "--answers", str(tmp_path / "a.toml"), "--json", "--save", str(tmp_path)]) == 0
    count.check(not old.exists() and "weggehaald" in capsys.readouterr().err, "the old one stays, or nobody is told")
    count.check(young.exists() and other.exists(), "another program's file is gone")


def test_a_save_has_no_name_before_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tallies) -> None:
    count = tally("a save that is killed")
    seen: list[str] = []
    real = safe_write.write_all

    def look(descriptor: int, data: bytes) -> None:
        real(descriptor, data)
        seen.extend(path.name for path in tmp_path.iterdir())

    monkeypatch.setattr(safe_write, "write_all", look)
    safe_write.save_new(tmp_path / "note.toml", b"x")
    count.check(not hasattr(os, "O_TMPFILE") or not seen, seen)
