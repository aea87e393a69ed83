"""A folder of notes that colleagues keep together: what a coordinator sees of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ave_cli.storage import folders
from tests.cli.command import Ave

Save = Callable[..., Path]
CALM = {"gevaar_acuut": False, "gevaar_inwoner": False, "gevaar_huisgenoten": False, "gevaar_omgeving": False}


@pytest.fixture
def save(ave: Ave, tmp_path: Path) -> Save:
    """`save(answers, changes…)`: a note of these answers, in which texts were changed; gives its file."""
    folder = tmp_path / "notities"

    def saved(answers: Mapping[str, Any], case: str = "a", changes: Mapping[str, str] | None = None) -> Path:
        before = set(folder.glob("*.toml"))
        lines = "\n".join(f"{fact} = {json.dumps(one)}" for fact, one in answers.items())
        file = tmp_path / "antwoorden.toml"
        file.write_text(f'kind = "answers"\nformat = 1\ncase = "{case}"\n[answers]\n{lines}\n', encoding="utf-8")
        done = ave("triage", "--answers", str(file), "--profile", "oss", "--json", "--save", str(folder))
        assert done.code == 0, done.err
        (path,) = set(folder.glob("*.toml")) - before
        text = path.read_text(encoding="utf-8")
        for pattern, words in (changes or {}).items():
            text, count = re.subn(pattern, words, text, count=1, flags=re.MULTILINE)
            assert count == 1, pattern
        path.write_text(text, encoding="utf-8")
        return path

    return saved


def reviewed(ave: Ave, folder: Path, *words: str) -> dict[str, Any]:
    done = ave("notes", "review", str(folder), "--json", *words)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def flags(ave: Ave, path: Path) -> set[str]:
    return set(reviewed(ave, path.parent)["notes"][0]["flags"])


def test_a_note_with_all_it_needs_asks_for_nothing_but_its_decision(ave: Ave, save: Save) -> None:
    assert flags(ave, save({**CALM, "gevaar_meerdere": False})) == {"no_decision"}


def test_each_reason_to_look(ave: Ave, save: Save) -> None:
    first = save({"hulpvraag": True}, "onbekend")
    assert "danger_unknown" in flags(ave, first)
    first.unlink()
    today = folders.today()
    second = save(
        CALM,
        "laat",
        {
            r"^created = .+": f"created = {today.year - 1}-01-02T09:00:00+01:00",
            r"^\[profile\]": f"review_on = {today.year - 1}-02-01\n\n[profile]",
            r'^phase = ""': 'phase = "AVE 4"',
        },
    )
    assert {"older", "overdue", "decided_otherwise"} <= flags(ave, second)
    assert "no_decision" not in flags(ave, second)
    assert "older" not in set(reviewed(ave, second.parent, "--older-than", "520")["notes"][0]["flags"])


def test_what_comes_out_differently_today_says_how_and_why(ave: Ave, save: Save) -> None:
    path = save({**CALM, "gevaar_omgeving": True, "leefgebieden": ["wonen", "geld"]}, "anders")
    (before,) = reviewed(ave, path.parent)["notes"]
    assert before["now"] is None
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('advised = "3"', 'advised = "2"').replace('at_least = "3"', 'at_least = "2"'), "utf-8")
    (note,) = reviewed(ave, path.parent)["notes"]
    assert "different_now" in note["flags"]
    assert note["now"]["advised"] == "3"
    assert note["now"]["why"]
    assert "Komt nu anders uit" in ave("notes", "review", str(path.parent)).words


def test_a_role_that_must_be_there_and_that_nobody_is_recorded_for(ave: Ave, save: Save) -> None:
    path = save({**CALM, "gevaar_omgeving": True, "leefgebieden": ["wonen", "geld"]}, "rol")
    (note,) = reviewed(ave, path.parent)["notes"]
    assert ("role_missing" in note["flags"]) == bool(note["roles_missing"])


def test_only_the_newest_note_of_a_case_counts_and_broken_ones_are_named(ave: Ave, save: Save) -> None:
    old = save(CALM, "een", {r"^created = .+": "created = 2026-01-02T09:00:00+01:00"})
    save(CALM, "een")
    (old.parent / "ave-kapot.toml").write_text("x", encoding="utf-8")
    found = reviewed(ave, old.parent)
    assert len(found["notes"]) == 1
    assert found["totals"]["older"] == 1
    assert [one["file"].endswith("ave-kapot.toml") for one in found["broken"]] == [True]
    assert sum(one["count"] for one in found["totals"]["phases"]) == 1
    page = ave("notes", "review", str(old.parent))
    assert "ave-kapot.toml" in page.words


def test_the_table_names_every_note_and_no_cell_is_run(ave: Ave, save: Save) -> None:
    path = save(CALM, "=1+1")
    (path.parent / "ave-kapot.toml").write_text("x", encoding="utf-8")
    done = ave("notes", "review", str(path.parent), "--csv")
    head, *lines = csv.reader(io.StringIO(done.out.removeprefix("\ufeff")), delimiter=";")
    assert {len(line) for line in lines} == {len(head)}
    assert [line[0] for line in lines] == [path.name, "ave-kapot.toml"]
    assert lines[0][1] == "'=1+1"


@pytest.mark.parametrize("words", [("--older-than", "0"), ("--older-than", "x"), ("--csv", "--json")])
def test_a_wrong_term_or_two_forms_are_refused(ave: Ave, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert ave("notes", "review", str(tmp_path), *words).code == 2


def test_a_note_is_removed_and_nothing_else_ever(ave: Ave, save: Save, tmp_path: Path) -> None:
    path = save(CALM)
    other = tmp_path / "iets.toml"
    other.write_text("x", encoding="utf-8")
    link = path.with_name("ave-link.toml")
    link.symlink_to(other)
    for name in (other, link, path.with_name("ave-er-niet.toml"), path.parent):
        assert ave("notes", "remove", str(name)).code == 2
    assert other.exists()
    done = ave("notes", "remove", str(path))
    assert done.code == 0
    assert not path.exists()
    assert str(path) in done.err


@pytest.mark.skipif(os.name == "nt", reason="rights of a folder are those of Windows there")
@pytest.mark.parametrize(
    ("folder", "rights", "who"),
    [
        (0o700, 0o600, "door: u."),
        (0o770, 0o660, "u en de groep"),
        (0o750, 0o640, "de groep"),
        (0o755, 0o644, "iedereen"),
    ],
)
def test_a_shared_note_has_the_rights_of_its_folder_and_says_who_can_read_it(
    ave: Ave, tmp_path: Path, folder: int, rights: int, who: str
) -> None:
    place = tmp_path / "samen"
    place.mkdir()
    place.chmod(folder)
    done = ave("triage", "--example", "--profile", "oss", "--json", "--save", str(place), "--share")
    assert done.code == 0
    (path,) = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == rights
    assert who in " ".join(done.err.split())
    path.unlink()
    assert ave("triage", "--example", "--profile", "oss", "--json", "--save", str(place)).code == 0
    (path,) = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_note_is_only_shared_in_a_folder_that_was_named(ave: Ave) -> None:
    assert ave("triage", "--example", "--share").code == 2
