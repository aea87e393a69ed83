"""A round on disk: what was played is there after a crash, whatever was cut off or damaged, and no name is in it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ave_cli.errors import CannotWrite, InvalidInput, UsageError
from ave_cli.quiz.game import (
    Choose,
    Event,
    Go,
    Round,
    Undo,
    entry_json,
    questions_fingerprint,
    read_entry,
    replay_round,
)
from ave_cli.quiz.material import QuizQuestion
from ave_cli.storage import folders, journal, quiz_rounds
from ave_cli.storage.quiz_rounds import Journal, Setup
from ave_cli.text import quiz as quiz_text

Asked = tuple[QuizQuestion, ...]
PLAYED: list[Event] = [
    *(Choose(letters={1: "A", 2: "C"}), Undo(), Choose(letters={2: "B"}), Choose(letters={1: "A"})),
    *(Go(), Go(), Go(), Choose(letters={1: "B", 2: "B"}), Go()),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(folders, "state_folder", lambda name: tmp_path / name)
    return tmp_path / "rounds"


@pytest.fixture
def setup(asked: Asked) -> Setup:
    return Setup(
        profile="oss",
        title="Oss",
        hash="sha256:1",
        seed="molen-anker",
        count=3,
        kinds=["phase"],
        level=0,
        teams=2,
        questions=questions_fingerprint(asked),
    )


def played(setup: Setup, events: list[Event] = PLAYED) -> Path:
    kept_journal = Journal(setup)
    for one in events:
        kept_journal.add(entry_json(one))
    kept_journal.close()
    return quiz_rounds.newest_round().path


@pytest.mark.posix
def test_a_round_comes_back_as_it_was(setup: Setup, asked: Asked) -> None:
    path = played(setup)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    kept_journal, entries, damaged = quiz_rounds.reopen_round(quiz_rounds.newest_round())
    assert (kept_journal.setup, damaged) == (setup, False)
    game = Round(questions=asked, model="Oss 1", teams=2)
    assert replay_round(game, map(read_entry, entries)) == replay_round(game, PLAYED)
    kept_journal.add(entry_json(Go()))
    kept_journal.close()
    assert quiz_rounds.newest_round().entries == len(PLAYED) + 1


def test_nothing_is_on_disk_before_the_first_entry(setup: Setup, folder: Path) -> None:
    kept_journal = Journal(setup)
    assert not kept_journal.is_kept
    kept_journal.discard()
    kept_journal.close()
    assert not folder.exists()


def test_a_round_that_is_done_leaves_nothing(setup: Setup, folder: Path) -> None:
    kept_journal = Journal(setup)
    kept_journal.add(entry_json(Go()))
    assert kept_journal.is_kept
    kept_journal.discard()
    assert list(folder.iterdir()) == []


def test_a_round_cut_at_any_byte_goes_on_from_what_is_certain(setup: Setup, asked: Asked) -> None:
    """Each cut gives a beginning of what was played; nothing is made up."""
    path = played(setup)
    data = path.read_bytes()
    game = Round(questions=asked, model="Oss 1", teams=2)
    first = data.index(b"\n") + 1
    for cut in range(len(data)):
        path.write_bytes(data[:cut])
        if cut < first:
            with pytest.raises(InvalidInput):
                quiz_rounds.newest_round()
            continue
        kept_journal, entries, damaged = quiz_rounds.reopen_round(quiz_rounds.newest_round())
        kept_journal.close()
        whole = data[:cut].count(b"\n") - 1
        assert damaged == (data[:cut][-1:] != b"\n")
        assert replay_round(game, map(read_entry, entries)) == replay_round(game, PLAYED[:whole])


def test_a_changed_letter_is_never_played(setup: Setup) -> None:
    path = played(setup)
    data = path.read_bytes()
    place = data.index(b'"1":"A"')
    path.write_bytes(data[:place] + b'"1":"B"' + data[place + 7 :])
    kept_journal, entries, damaged = quiz_rounds.reopen_round(quiz_rounds.newest_round())
    kept_journal.close()
    assert (len(entries), damaged) == (0, True)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "draft"},
        {"format": 2},
        {"teams": 9},
        {"teams": True},
        {"count": "10"},
        {"kinds": "phase"},
        {"seed": 3},
    ],
    ids=str,
)
def test_what_is_no_round_is_refused(change: dict[str, Any], setup: Setup, folder: Path) -> None:
    header = {"kind": "round", "format": 1, **asdict(setup), **change}
    journal.start_draft(header, now=datetime.now(UTC), folder=folder).close()
    with pytest.raises(InvalidInput, match="beschadigd") as caught:
        quiz_rounds.newest_round()
    assert caught.value.hint == quiz_text.REMOVE_IT


def test_without_a_round_there_is_nothing_to_go_on_with() -> None:
    with pytest.raises(UsageError, match="geen ronde"):
        quiz_rounds.newest_round()


def test_the_newest_round_that_can_be_read_goes_on(setup: Setup) -> None:
    old = played(setup)
    os.utime(old, (1, 1))
    kept_journal = Journal(replace(setup, seed="andere"))
    kept_journal.add(entry_json(Go()))
    kept_journal.close()
    newest = quiz_rounds.newest_round()
    assert newest.setup is not None
    assert newest.setup.seed == "andere"
    newest.path.write_bytes(b"kapot")
    assert quiz_rounds.newest_round().path == old


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a second opening is refused in another way there")
def test_a_round_is_played_in_one_window(setup: Setup) -> None:
    kept_journal = Journal(setup)
    kept_journal.add(entry_json(Go()))
    with pytest.raises(UsageError, match="ander venster"):
        quiz_rounds.newest_round()
    (one,) = quiz_rounds.find_rounds()
    with pytest.raises(UsageError, match="ander venster"):
        quiz_rounds.reopen_round(one)
    kept_journal.close()
    quiz_rounds.reopen_round(quiz_rounds.newest_round())[0].close()


def test_a_round_that_cannot_be_kept_is_told_once_and_goes_on(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_journal = Journal(setup)

    def fail(*_rest: object, **_more: object) -> None:
        raise CannotWrite("De schijf is vol.", "iets")

    monkeypatch.setattr(journal, "start_draft", fail)
    with pytest.raises(CannotWrite) as caught:
        kept_journal.add(entry_json(Go()))
    assert caught.value.hint == quiz_text.NOT_KEPT_FROM_HERE
    kept_journal.add(entry_json(Go()))
    assert not kept_journal.is_kept


def test_a_new_name_of_a_round_can_be_read_aloud() -> None:
    names = {quiz_rounds.new_seed() for _ in range(200)}
    assert len(names) > 150
    for one in names:
        first, second = one.split("-")
        assert {first, second} <= set(quiz_text.WORDS)
    assert len(set(quiz_text.WORDS)) == len(quiz_text.WORDS) >= 60
    assert all(one.isalpha() and one.isascii() and one.islower() and 3 <= len(one) <= 8 for one in quiz_text.WORDS)


@pytest.mark.parametrize(
    "changes",
    [
        *[{"kinds": ["zzz"]}, {"kinds": [1]}, {"again": [[]]}, {"level": 9}, {"level": -1}, {"teams": 0}],
        *[{"teams": 99}, {"count": 0}, {"count": 10**12}, {"seed": 1}, {"profile": "//elders/model"}],
    ],
    ids=str,
)
def test_results_that_nobody_can_have_played_are_none(changes: dict[str, Any], setup: Setup, tmp_path: Path) -> None:
    good = quiz_rounds.results_line(setup, ["phase:a"])
    place = tmp_path / "uitslag.md"
    place.write_text(good, encoding="utf-8")
    assert quiz_rounds.read_results(place).again == ["phase:a"]
    raw = json.loads(good.removeprefix(quiz_rounds._MARK).removesuffix(quiz_rounds._END))
    place.write_text(good.replace(json.dumps(raw), json.dumps(raw | changes)), encoding="utf-8")
    with pytest.raises(InvalidInput):
        quiz_rounds.read_results(place)


def test_results_of_endless_brackets_are_none(setup: Setup, tmp_path: Path) -> None:
    line = quiz_rounds.results_line(setup, [])
    place = tmp_path / "uitslag.md"
    place.write_text(line.replace('"oss"', "[" * 100_000), encoding="utf-8")
    with pytest.raises(InvalidInput):
        quiz_rounds.read_results(place)
