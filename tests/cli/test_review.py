"""A folder of notes that colleagues keep together: what a coordinator sees of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.phases import Direction
from ave_cli.notes.comparison import current_phase
from ave_cli.notes.note import Decision, Note, make_note
from ave_cli.notes.review import NoteOnDisk, review_notes
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import folders, library, notes
from ave_cli.text import notes as notes_text
from tests.cli.command import Ave

Save = Callable[..., Path]
AT_HOME = ("vermoeden_mishandeling", "geweld_gezien", "kind_vertelt", "gevaar_relatie", "basiszorg_ontbreekt")
SAFE = dict.fromkeys(AT_HOME, False)
CALM = {
    "gevaar_acuut": False,
    "gevaar_inwoner": False,
    "gevaar_huisgenoten": False,
    "gevaar_omgeving": False,
    "gevaar_meerdere": False,
    **SAFE,
}


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
    assert flags(ave, save(CALM)) == {"no_decision"}


def test_each_reason_to_look(ave: Ave, save: Save) -> None:
    first = save({"hulpvraag": True}, "onbekend")
    assert "danger_unknown" in flags(ave, first)
    first.unlink()
    today = folders.today()
    second = save(
        {**CALM, "gevaar_omgeving": True, "leefgebieden": ["wonen", "geld"]},
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


def test_a_note_is_only_shared_in_a_folder_that_was_named(ave: Ave) -> None:
    assert ave("triage", "--example", "--share").code == 2


WANTED = {
    "acute": 1,
    "danger": 1,
    "unsafe": 1,
    "danger_unknown": 5,
    "unsafe_unknown": 2,
    "different_now": 3,
    "now_unknown": 2,
    "overdue": 4,
    "role_missing": 4,
    "decided_otherwise": 7,
    "no_decision": 8,
    "older": 4,
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
    households = {flaw: household(ruleset, flaw) for flaw in ("role_missing", *TURNS)}
    calm = household(ruleset, "")

    def write(flaw: str, number: int, more: str = "") -> Path:
        answers, current = households.get(flaw, calm)
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
            other = replace(note.assessment, at_least="4", at_most="4", advised="4")
            note = replace(note, decision=Decision(phase="AVE 4"), assessment=other)
        path = notes.write_note(OF_ANOTHER_MODEL.get(flaw, note_itself)(note), folder, then).path
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


def note_itself(note: Note) -> Note:
    return note


def of_an_earlier_version(note: Note) -> Note:
    """A note of a version of the model under which an answer that counts now was not kept."""
    fact = "samenwerking"
    kept = {one: value for one, value in note.answers.items() if one != fact}
    stamp = replace(note.profile, hash="sha256:eerder")
    return replace(note, answers=kept, left_out=(*(note.left_out or ()), fact), profile=stamp)


OF_ANOTHER_MODEL: dict[str, Callable[[Note], Note]] = {
    "now_unknown": of_an_earlier_version,
    "model_not_found": lambda note: replace(note, profile=replace(note.profile, id="elders")),
}


TURNS: dict[str, dict[str, Any]] = {
    "acute": {"gevaar_acuut": True},
    "danger": {"gevaar_omgeving": True},
    "unsafe": {"vermoeden_mishandeling": True},
    "danger_unknown": {"gevaar_acuut": None},
    "unsafe_unknown": {"kind_vertelt": None},
}
"""By flaw what is answered otherwise than by a calm household; None: it is not answered."""


def household(ruleset: Ruleset, flaw: str) -> tuple[dict[str, Any], str | None]:
    """The answers of a case of which a note asks a look for this flaw alone, and its current phase."""
    for case in library.cases_of("oss"):
        changed = {**case.answers, **CALM, **TURNS.get(flaw, {})}
        answers = {fact: one for fact, one in changed.items() if one is not None}
        if flaws_of(ruleset, answers, case.current_phase) == ({flaw} if flaw else set()):
            return answers, case.current_phase
    raise AssertionError(flaw)


def flaws_of(ruleset: Ruleset, raw: Mapping[str, Any], current: str | None) -> set[str]:
    """What a new note of these answers asks a look for, where the advice was followed."""
    advice = assess(ruleset, read_answers(ruleset, raw, current)[0])
    decision = ruleset.phase(advice.course.advised).label
    moment = folders.now().isoformat(timespec="seconds")
    note = make_note(advice, created=moment, case="x", decision=decision, why="", review_on=None)
    (found,) = review_notes([NoteOnDisk(name="x", note=note, ruleset=ruleset)], folders.today(), 13)
    return {flag.value for flag in found.flags}


def test_who_may_go_down_counts_in_the_phase_of_now_until_it_is_decided() -> None:
    moment, seen = folders.now().isoformat(timespec="seconds"), 0
    for ruleset in map(library.load, library.index().ids()):
        for case in library.cases_of(ruleset.profile.id):
            advice = assess(ruleset, read_answers(ruleset, case.answers, case.current_phase)[0])
            if advice.direction is not Direction.DOWN:
                continue
            seen += 1
            advised = ruleset.phase(advice.course.advised).id
            for decision, counts in (("", advice.course.current), (advice.label, advised)):
                note = make_note(advice, created=moment, case="x", decision=decision, why="", review_on=None)
                (found,) = review_notes([NoteOnDisk(name="x", note=note, ruleset=ruleset)], folders.today(), 13)
                assert (found.phase, current_phase(note, ruleset)) == (counts, counts)
    assert seen > 20


def test_fifty_notes_are_counted_as_a_person_counts_them_in_every_form(ave: Ave, fifty: Path, tmp_path: Path) -> None:
    found = reviewed(ave, fifty)
    totals = found["totals"]
    assert {flag: count for flag, count in totals["flags"].items() if count} == WANTED
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


def test_of_one_note_and_one_file_nothing_is_said_in_the_plural_and_no_table_is_empty(
    ave: Ave, fifty: Path, tmp_path: Path
) -> None:
    calm = next(path for path in fifty.glob("ave-*.toml") if 'case = "2026-none-' in path.read_text(encoding="utf-8"))
    shutil.copy(calm, tmp_path)
    page = ave("notes", "review", str(tmp_path)).words
    assert "1 notitie bekeken." in page
    assert notes_text.ALL_WELL in page
    assert notes_text.PER_FLAG not in page
    (tmp_path / "ave-kapot.toml").write_text("x", encoding="utf-8")
    for command in ("review", "list"):
        page = ave("notes", command, str(tmp_path)).words
        assert "ave-kapot.toml" in page
        assert not re.search(r"\b(?:notities kloppen|bestanden zijn|Ze staan)\b", page)


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
    rows = [len(re.findall(r"\b\d-[a-z_]+-\d", one.out)) for one in (first, whole)]
    more = re.search(r"Nog (\d+) notities vragen aandacht\. Met --full", first.words)
    assert more is not None
    assert rows == [100, 100 + int(more[1])]


# ------------------------------------------------------------------------------------------ danger


MODELS = library.index().ids()
DANGERS = ("gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving", "gevaar_meerdere")
Keep = Callable[..., Path]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """`keep(answers, case=…, model=…, days=…)`: the file of a note of so many days ago, all in one folder."""

    def kept(answers: Mapping[str, Any], *, model: str = "oss", days: int = 0, **other: Any) -> Path:
        ruleset, moment = library.load(model), folders.now() - timedelta(days=days)
        found, wrong = read_answers(ruleset, answers, None)
        assert wrong == ()
        filled_in: dict[str, Any] = {"case": "a", "decision": "", "why": "", "review_on": None, **other}
        note = make_note(assess(ruleset, found), created=moment.isoformat(timespec="seconds"), **filled_in)
        return notes.write_note(note, tmp_path / "samen", moment).path

    return kept


@cache
def file_of(case: str, model: str, answers: tuple[tuple[str, object], ...], keep_all: bool) -> NoteOnDisk:
    ruleset, moment = library.load(model), folders.now().isoformat(timespec="seconds")
    advice = assess(ruleset, read_answers(ruleset, dict(answers), None)[0])
    note = make_note(advice, created=moment, case=case, decision="", why="", review_on="2020-01-01", keep_all=keep_all)
    return NoteOnDisk(name=case, note=note, ruleset=ruleset)


def looked_at(*found: tuple[str, str, Mapping[str, Any], bool]) -> list[tuple[str, set[str]]]:
    """Case and flags of notes in the order of a review: case, model, answers, and whether all of these are kept."""
    files = [file_of(case, model, tuple(answers.items()), keep_all) for case, model, answers, keep_all in found]
    return [(one.name, {flag.value for flag in one.flags}) for one in review_notes(files, folders.today(), 13)]


UNKNOWN = {"danger_unknown", "unsafe_unknown"}
KIND_OF = {"gevaar_acuut": "acute", **dict.fromkeys(DANGERS, "danger")}
TELLS_OF = {"acute": {"danger_unknown"}, "danger": set[str](), "unsafe": {"unsafe_unknown"}}
"""By known danger what need not be looked for any more; with concrete danger it is still open whether it is acute."""


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("others", [False, "weet_niet", None], ids=["no", "doubt", "not answered"])
def test_known_danger_comes_first_and_what_is_not_known_of_another_kind_stands_beside_it(
    others: object, model: str
) -> None:
    rest = {one: others for one in CALM if others is not None}
    for fact in CALM:
        beside = set() if others is False else UNKNOWN - TELLS_OF[KIND_OF.get(fact, "unsafe")]
        (case, found), *_ = looked_at(
            ("onbekend", "oss", {}, False), ("rustig", "oss", CALM, False), ("erg", model, {**rest, fact: True}, True)
        )
        assert (case, KIND_OF.get(fact, "unsafe") in found, found & UNKNOWN) == ("erg", True, beside), fact


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("answer", ["weet_niet", None], ids=["doubt", "not answered"])
def test_what_was_not_answered_about_danger_is_not_known(answer: object, model: str) -> None:
    for fact in CALM:
        answers = {one: value for one, value in {**CALM, fact: answer}.items() if value is not None}
        for keep_all in (True, False):
            ((_, found),) = looked_at(("a", model, answers, keep_all))
            assert found & UNKNOWN == {"unsafe_unknown" if fact in AT_HOME else "danger_unknown"}, (fact, keep_all)


@pytest.mark.parametrize("keep_all", [True, False])
@pytest.mark.parametrize("model", MODELS)
def test_what_was_denied_is_known_whether_a_note_keeps_it_or_not(model: str, keep_all: bool) -> None:
    ((_, found),) = looked_at(("a", model, CALM, keep_all))
    assert not found & {"acute", "danger", "unsafe", *UNKNOWN}


@pytest.mark.parametrize("fact", ["gevaar_acuut", *DANGERS])
def test_a_note_of_an_earlier_version_is_judged_by_its_answers(fact: str, ave: Ave, keep: Keep) -> None:
    path = keep({**CALM, fact: True})
    note = notes.read_note_file(path)
    before = replace(note, left_out=None, assessment=replace(note.assessment, status=None, danger=None, alerts=None))
    path.unlink()
    earlier = notes.write_note(before, path.parent, folders.now()).path
    assert "alerts" not in earlier.read_text("utf-8")
    assert flags(ave, earlier) & {"acute", "danger"}


def test_the_words_of_danger_are_the_same_in_every_form(ave: Ave, keep: Keep) -> None:
    folder = keep({**CALM, "gevaar_acuut": True, "gevaar_omgeving": True}, case="Z-erg", days=9).parent
    keep(CALM, case="Z-rustig", days=1)
    keep({**CALM, "kind_vertelt": True}, case="Z-thuis", days=5)
    found = reviewed(ave, folder)["notes"]
    assert [one["case"] for one in found] == ["Z-erg", "Z-thuis", "Z-rustig"]
    assert {one["profile"]["id"] for one in found} == {"oss"}
    cells = ave("notes", "review", str(folder), "--csv").out.removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(cells), delimiter=";")
    assert [row[head.index(notes_text.COLUMN_CASE)] for row in rows] == ["Z-erg", "Z-thuis", "Z-rustig"]
    for told, row in zip(found, rows, strict=True):
        assert row[head.index(notes_text.COLUMN_MISSING)] == ", ".join(told["roles_missing"])
        assert all(words in "; ".join(told["why"]) for words in row[head.index(notes_text.COLUMN_DANGER)].split("; "))
    screens = ave("notes", "review", str(folder)).words, ave("notes", "review", str(folder), "--markdown").words
    for text in screens:
        place = [text.index(words) for words in ("Z-erg", "(gevaar voor de omgeving)", "Z-thuis", "Z-rustig")]
        assert place == sorted(place)


def test_nobody_knows_the_phase_yet_and_so_nothing_was_advised(ave: Ave, keep: Keep) -> None:
    path = keep({"hulpvraag": True}, decision="AVE 2", case="open")
    (found,) = reviewed(ave, path.parent)["notes"]
    assert not {"decided_otherwise", "role_missing"} & set(found["flags"])
    listed = json.loads(ave("notes", "list", str(path.parent), "--json").out)["notes"][0]
    assert (listed["advised"], listed["status"]) == (None, "open")
    for words in (("list", str(path.parent)), ("show", str(path))):
        shown = ave("notes", *words).words
        assert "nog niet te zeggen" in shown
        assert "AVE 1 " not in shown.replace("AVE 1, AVE 2", "")


def test_a_copy_of_a_note_is_no_older_note(ave: Ave, keep: Keep) -> None:
    path, loose = keep(CALM, review_on="2020-01-01"), keep(CALM, case="")
    for one in (path, loose):
        one.with_name(f"{one.stem} (conflict).toml").write_bytes(one.read_bytes())
    found = reviewed(ave, path.parent)
    assert {name: found["totals"][name] for name in ("notes", "older", "copies")} == {
        "notes": 2, "older": 0, "copies": 2,
    }  # fmt: skip
    assert "2 kopieën tellen niet mee" in ave("notes", "review", str(path.parent)).words
    listed = json.loads(ave("notes", "list", str(path.parent), "--json").out)["notes"]
    assert [one["review"] for one in listed if one["case"]] == ["overdue", "overdue"]


# ------------------------------------------------------------------------------------------ how a note is named


def test_a_review_has_no_numbers_that_open_another_note(ave: Ave, keep: Keep) -> None:
    folder = keep(CALM, case="2026-002").parent
    keep(CALM, case="")
    page = ave("notes", "review", str(folder), "--plain").out
    assert not re.search(r"^ *\d+\. ", page, re.MULTILINE)
    assert f"ave notes show {folder}/KENMERK" in page
    assert f"ave notes show {folder}/BESTAND" in page
    assert ave("notes", "show", f"{folder}/2026-002").code == 0


def test_the_command_for_a_folder_with_a_blank_can_be_typed(ave: Ave, keep: Keep) -> None:
    folder = keep(CALM).parent
    other = folder.rename(folder.with_name("onze notities"))
    assert f'ave notes show "{other}/KENMERK"' in ave("notes", "list", str(other)).words


def test_what_is_removed_without_asking_is_named_and_never_one_of_several(ave: Ave, keep: Keep) -> None:
    one, two = keep(CALM, case="2026-7", days=1), keep(CALM, case="2026-7")
    alone = keep(CALM, case="2026-8")
    done = ave("notes", "remove", f"{one.parent}/2026-7", "--no-input")
    assert (done.code, one.exists(), two.exists()) == (2, True, True)
    assert one.name in done.err
    assert two.name in done.err
    done = ave("notes", "remove", f"{one.parent}/2026-8", "--no-input")
    assert (done.code, alone.exists()) == (0, False)
    assert " ".join(done.err.split()).count("2026-8") == 1
    done = ave("notes", "remove", "2026-9", "--no-input")
    assert (done.code, "geen notitie met de naam of het kenmerk '2026-9'" in done.err) == (2, True)


# ------------------------------------------------------------------------------------------ what a note leaves out


@pytest.mark.parametrize("model", MODELS)
def test_what_a_note_leaves_out_is_said_when_it_is_saved_in_it_and_where_it_is_shown(
    model: str, ave: Ave, tmp_path: Path
) -> None:
    ruleset = library.load(model)
    given = [*ruleset.national.ask, *ruleset.national.ask_last]
    skipped = [fact for fact in given if fact not in ruleset.profile.ask]
    file = tmp_path / "a.toml"
    lines = "\n".join(f"{fact} = true" for fact in given)
    file.write_text(f'kind = "answers"\nformat = 1\n[answers]\ngevaar_acuut = false\n{lines}\n', encoding="utf-8")
    done = ave("triage", "--answers", str(file), "--profile", model, "--json", "--save", str(tmp_path / "map"))
    (path,) = (tmp_path / "map").iterdir()
    names = [ruleset.facts[fact].name() for fact in skipped]
    assert all(name in " ".join(done.err.split()) for name in names)
    text = path.read_text(encoding="utf-8")
    assert list(notes.read_note_file(path).left_out or ()) == skipped
    assert notes_text.LEFT_OUT_HERE in text
    shown = ave("notes", "show", str(path)).words
    assert all(name in shown for name in names)
    for words in ("Het kan thuis onveilig zijn", "Bij direct gevaar: bel 112.", "0800-2000"):
        assert words in shown, words
        assert words in text, words
    assert not any(f"{fact} = " in text for fact in skipped)


def test_nothing_is_said_to_be_left_out_where_nothing_was(ave: Ave, save: Save) -> None:
    path = save({"gevaar_acuut": False})
    assert "left_out" not in path.read_text(encoding="utf-8")
    assert "Niet in deze notitie" not in ave("notes", "show", str(path)).words


def test_an_answer_that_a_note_does_not_keep_is_not_called_unanswered(ave: Ave, keep: Keep) -> None:
    one, two = keep(CALM, days=3, keep_all=True), keep(CALM)
    told = ave("notes", "diff", str(one), str(two)).words
    assert told.count(notes_text.NOT_KEPT_HERE) == len(AT_HOME)
    assert "niet beantwoord" not in told


def test_a_note_ends_with_its_checksum(keep: Keep) -> None:
    assert keep(CALM).read_text(encoding="utf-8").rstrip().rsplit("\n\n", 1)[-1].startswith("[checksum]")
