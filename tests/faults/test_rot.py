"""Journals, notes and the cache, cut at every byte and with bits turned over: nothing wrong is ever taken for right."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.errors import AveError
from ave_cli.notes.note import make_note
from ave_cli.storage import journal, library, notes, toml_files
from ave_cli.storage.journal import recover_journal
from tests.faults.conftest import Tallies, Tally

QUICK, WHOLE = 150, 2_000
how_much = pytest.mark.parametrize("flips", [QUICK, pytest.param(WHOLE, marks=pytest.mark.faults)], ids=["some", "all"])


def flipped(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) * 8)
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@how_much
def test_a_journal(flips: int, tmp_path: Path, tally: Tallies) -> None:
    count = tally("cuts and flips of a journal")
    draft = journal.start_draft({"kind": "x"}, now=datetime.now(UTC), folder=tmp_path)
    for number in range(6):
        draft.add({"answer": {"feit": number, "tekst": "weet_niet"}})
    draft.close()
    data = draft.path.read_bytes()
    entries = recover_journal(draft.path).entries
    chance = random.Random(flips)
    cuts = [data[:at] for at in range(0, len(data), 1 if flips == WHOLE else 7)]
    for changed in [*cuts, *(flipped(data, chance) for _ in range(flips))]:
        draft.path.write_bytes(changed)
        try:
            found = recover_journal(draft.path).entries
        except AveError:
            found = ()
        except Exception as error:
            count.check(False, f"{type(error).__name__}: {changed[:60]!r}")
            continue
        count.check(found == entries[: len(found)] and (changed == data or len(found) < 6), changed[-60:])


def example() -> Assessment:
    ruleset = library.load("oss")
    case = library.load_cases("oss").cases[0]
    return assess(ruleset, read_answers(ruleset, case.answers, case.current_phase)[0])


@how_much
def test_a_note(flips: int, tmp_path: Path, tally: Tallies) -> None:
    count = tally("cuts and flips of a note")
    note = make_note(example(), created="2026-11-22T14:05:30+01:00", case="x", decision="", why="", review_on=None)
    path = notes.write_note(note, tmp_path, datetime(2026, 11, 22, tzinfo=UTC)).path
    data, right = path.read_bytes(), notes.read_note_file(path)
    chance = random.Random(flips)
    cuts = [data[:at] for at in range(0, len(data), 23 if flips == WHOLE else 211)]
    for changed in [*cuts, *(flipped(data, chance) for _ in range(flips))]:
        path.write_bytes(changed)
        try:
            found = notes.read_note_file(path)
        except AveError:
            count.check(True, "")
            continue
        except Exception as error:
            count.check(False, f"{type(error).__name__} {error}")
            continue
        count.check(found == right or not found.unchanged, "a changed note says that it is what was saved")


def check_cache(data: bytes, path: Path, right: object, count: Tally, what: object) -> None:
    path.write_bytes(data)
    path.chmod(0o600)
    try:
        ruleset = library.load("oss")
    except Exception as error:
        count.check(False, f"{what}: {type(error).__name__} {error}")
        return
    count.check(ruleset == right, f"{what}: another model")


@how_much
def test_the_cache(flips: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tallies) -> None:
    """A flip costs a check of half a second where it is seen, so what is remembered is looked at first."""
    count = tally("cuts and flips of the cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    right = library.load("oss")
    place = library.profile_file("oss")
    path = toml_files._cache_file(place)
    data = path.read_bytes()
    chance = random.Random(flips)
    for _ in range(flips):
        path.write_bytes(flipped(data, chance))
        count.check(toml_files.recall_checked(place) is None, "a flipped cache is believed")
    for at in range(0, len(data), len(data) // (50 if flips == WHOLE else 10)):
        path.write_bytes(data[:at])
        count.check(toml_files.recall_checked(place) is None, f"a cache cut at {at} is believed")
    shapes: list[bytes] = [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        data.replace(b"casusregisseur", b"buurman", 1),
    ]
    texts = [b"[]", b'{"format":2}', b'{"format":2,"key":1,"profile":[]}', b"[" * 50_000]
    shapes += [toml_files._checksum(text).encode() + b" " + text for text in texts]  # with a right checksum
    for shape in shapes:
        check_cache(shape, path, right, count, shape[:40])


def test_a_remembered_model_of_another_shape_is_checked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tallies
) -> None:
    """Also with the right key and the right checksum, as another build would leave it."""
    count = tally("cuts and flips of the cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    right = library.load("oss")
    place = library.profile_file("oss")
    known = toml_files.recall_checked(place)
    assert known is not None
    for key in known:
        values: tuple[object, ...] = (None, [], "x", {"facts": 3})
        for value in values:
            toml_files.remember_checked(place, {**known, key: value})
            try:
                count.check(library.load("oss") == right, f"{key} {value}")
            except Exception as error:
                count.check(False, f"{key} = {value!r}: {type(error).__name__} {error}")
