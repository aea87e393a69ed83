"""A folder of notes that colleagues keep together: what a coordinator sees of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.notes.note import make_note
from ave_cli.notes.review import NoteOnDisk, review_notes
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import folders, library, notes
from ave_cli.text import notes as notes_text
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
            r"^format = 1": f"format = 1\nreview_on = {today.year - 1}-02-01",
            r'^why = ""': 'phase = "AVE 4"\nwhy = ""',
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


WANTED = {
    "danger_unknown": 5,
    "different_now": 3,
    "overdue": 6,
    "role_missing": 4,
    "decided_otherwise": 7,
    "no_decision": 8,
    "older": 9,
    "changed_by_hand": 2,
    "model_not_found": 1,
}
"""How many notes of the folder below have each flaw; the other five have none."""


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of fifty notes of fifty cases, each with one flaw or none; two older notes and a broken file besides."""
    ruleset = library.load("oss")
    folder = tmp_path_factory.mktemp("vijftig")
    now = folders.now()
    calm: dict[str, Any] = {**CALM, "gevaar_meerdere": False, "hulpvraag": True, "zelf_oplosbaar": True}
    roleless = next(
        (case.answers, case.current_phase)
        for case in library.cases_of("oss")
        if flaws_of(ruleset, case.answers, case.current_phase) == {"role_missing"}
    )

    def write(flaw: str, number: int, more: str = "") -> Path:
        answers, current = roleless if flaw == "role_missing" else (calm, None)
        answers = {key: one for key, one in answers.items() if key != "gevaar_acuut" or flaw != "danger_unknown"}
        advice = assess(ruleset, read_answers(ruleset, answers, current)[0])
        advised = advice.ruleset.phase(advice.course.advised)
        then = now - timedelta(weeks=14 if flaw == "older" else 1, minutes=number)
        note = make_note(
            advice,
            created=(then - timedelta(days=1) if more else then).isoformat(timespec="seconds"),
            case=f"2026-{flaw}-{number}",
            decision={"no_decision": "", "decided_otherwise": "AVE 4"}.get(flaw, advised.label),
            why="x",
            review_on=(now.date() + timedelta(days=-1 if flaw == "overdue" else 9)).isoformat(),
        )
        if flaw == "different_now":
            note = replace(note, assessment=replace(note.assessment, at_least="1", at_most="1", advised="1"))
        if flaw == "model_not_found":
            note = replace(note, profile=replace(note.profile, id="elders"))
        path = notes.write_note(note, folder, then).path
        if flaw == "changed_by_hand":
            path.write_text(path.read_text("utf-8").replace('why = "x"', 'why = "anders"'), "utf-8")
        return path

    for flaw, count in {**WANTED, "none": 5}.items():
        for number in range(count):
            write(flaw, number)
    for number in range(2):
        write("none", number, "ouder")
    (folder / "ave-kapot.toml").write_text("x", encoding="utf-8")
    return folder


def flaws_of(ruleset: Ruleset, raw: Mapping[str, Any], current: str | None) -> set[str]:
    """What a new note of these answers asks a look for, where the advice was followed."""
    advice = assess(ruleset, read_answers(ruleset, raw, current)[0])
    decision = ruleset.phase(advice.course.advised).label
    moment = folders.now().isoformat(timespec="seconds")
    note = make_note(advice, created=moment, case="x", decision=decision, why="", review_on=None)
    (found,) = review_notes([NoteOnDisk(name="x", note=note, ruleset=ruleset)], folders.today(), 13)
    return {flag.value for flag in found.flags}


def test_fifty_notes_are_counted_as_a_person_counts_them_in_every_form(ave: Ave, fifty: Path, tmp_path: Path) -> None:
    found = reviewed(ave, fifty)
    totals = found["totals"]
    assert totals["flags"] == WANTED
    assert (totals["notes"], totals["older"], len(found["broken"])) == (50, 2, 1)
    assert sum(one["count"] for one in totals["phases"]) == 50
    assert sum(not one["flags"] for one in found["notes"]) == 5
    assert all(one["now"]["why"] for one in found["notes"] if "different_now" in one["flags"])
    assert all(one["roles_missing"] for one in found["notes"] if "role_missing" in one["flags"])

    cells = ave("notes", "review", str(fifty), "--csv").out.removeprefix("\ufeff")
    table = list(csv.reader(io.StringIO(cells), delimiter=";"))
    column = table[0].index(notes_text.COLUMN_WHY)
    assert len(table) == 1 + 50 + 1
    told = [row[column].split("; ") for row in table[1:]]
    for flag, count in WANTED.items():
        assert sum(notes_text.FLAGS[flag] in one for one in told) == count, flag

    page = tmp_path / "overzicht.html"
    screens = [ave("notes", "review", str(fifty), "--html", str(page)).out, page.read_text(encoding="utf-8")]
    for text in (*screens, ave("notes", "review", str(fifty), "--markdown").out):
        plain = " ".join(re.sub(r"<[^>]+>|\|", " ", text).split())
        for flag, count in WANTED.items():
            assert re.search(rf"{notes_text.FLAGS[flag]} (?:{notes_text.COLUMN_COUNT} )?{count}\b", plain), flag
        assert "50 notities bekeken. 2 oudere van dezelfde zaken tellen niet mee." in plain
        assert "ave-kapot.toml" in plain


def test_a_screen_shows_the_hundred_most_pressing_and_says_how_many_more_there_are(
    ave: Ave, fifty: Path, tmp_path: Path
) -> None:
    place = tmp_path / "veel"
    place.mkdir()
    for path in fifty.glob("ave-*.toml"):
        text = path.read_text(encoding="utf-8")
        for number in range(3):
            copy = place / f"{path.stem}-{number}.toml"
            copy.write_text(text.replace('case = "2026-', f'case = "{number}-', 1), encoding="utf-8")
    first, whole = ave("notes", "review", str(place)), ave("notes", "review", str(place), "--full")
    assert re.search(r"\b100\. ", first.out)
    assert not re.search(r"\b101\. ", first.out)
    more = re.search(r"Nog (\d+) notities vragen aandacht\. Met --full", first.words)
    assert more is not None
    assert re.search(rf"\b{100 + int(more[1])}\. ", whole.out)
    assert first.words.index(notes_text.FLAGS["danger_unknown"]) < first.words.index("1. ")
