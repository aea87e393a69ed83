"""What `ave notes` shows of notes that were kept, what a program gets of them, and with which exit code."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
import pytest
import tomli_w

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.notes.note import make_note
from ave_cli.storage import library, notes
from ave_cli.text import common as common_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from tests.cli.command import Ave, Done

SECRET = "zeergeheim"
NOW = datetime.now(UTC).astimezone()
QUIET = {
    "gevaar_acuut": False,
    "hulpvraag": True,
    "zelf_oplosbaar": False,
    "leefgebieden": ["wonen", "geld"],
    "samenwerking": "stagneert",
    "zorgmijding": "weet_niet",
}
STUCK = {**QUIET, "samenwerking": "blijvend", "zorgmijding": "nee"}
every_form = pytest.mark.parametrize("form", ["--plain", "--json", ""], ids=lambda form: form or "tables")


Keep = Callable[..., str]


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AVE_PROFILE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "instellingen"))
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path / "documenten")
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture
def keep() -> Keep:
    """`keep(facts, days=…, profile=…, …)`: the name of a note of so many days ago in the folder for notes."""

    def saved(
        facts: dict[str, Any], *, days: int = 0, current: str | None = None, profile: str = "oss", **other: Any
    ) -> str:
        ruleset, moment = library.load(profile), NOW - timedelta(days=days)
        answers, found = read_answers(ruleset, facts, current)
        assert found == ()
        filled_in: dict[str, Any] = {"case": "2026-017", "decision": "", "why": "", "review_on": None, **other}
        note = make_note(assess(ruleset, answers), created=moment.isoformat(), **filled_in)
        return notes.write_note(note, None, moment).path.name

    return saved


def day(days: int) -> str:
    return (NOW.date() + timedelta(days=days)).isoformat()


def document(done: Done) -> Any:
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()
    return json.loads(done.out)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A profile of one's own, with an id that does not ship."""
    folder = tmp_path / "eigen"
    folder.mkdir()
    text = (library.root() / "oss" / "profile.toml").read_text("utf-8")
    text = re.sub(r'^id = "oss"$', 'id = "ons-dorp"', text, flags=re.MULTILINE)
    text = re.sub(r'^title = "Oss"$', 'title = "Ons dorp"', text, flags=re.MULTILINE)
    (folder / "profile.toml").write_text(text, "utf-8")
    return folder


def changed(profile: Path, old: str, new: str) -> None:
    path = profile / "profile.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# ------------------------------------------------------------------------------------------ the list


def test_without_notes_the_list_says_how_to_get_one(ave: Ave) -> None:
    done = ave("notes", "list")
    assert (done.code, done.err) == (0, "")
    assert notes_text.NO_NOTES in done.words
    assert document(ave("notes", "list", "--json"))["notes"] == []


def test_the_list_has_case_date_phase_review_and_model_of_each_note(ave: Ave, keep: Keep) -> None:
    old = keep(QUIET, days=30, case="z-1", review_on=day(-1), decision="AVE 2")
    new = keep(STUCK, days=1, case="z-2", decision="AVE 2", review_on=day(9))
    out = ave("notes", "list", "--plain").out
    first, second = out.index("1. z-2"), out.index("2. z-1")
    parts = out[first:second], out[second:]
    wanted = (
        (
            f"Datum: {notes_text.short_day(day(-1))}",
            "Fase: AVE 2. Advies: AVE 3",
            notes_text.short_day(day(9)),
            "Model: Oss 2024.2",
        ),
        (f"Datum: {notes_text.short_day(day(-30))}", "Fase: AVE 2\n", f"{notes_text.short_day(day(-1))}. Te laat"),
    )
    assert [one for part, words in zip(parts, wanted, strict=True) for one in words if one not in part] == []
    assert "Te laat" not in parts[0]
    assert notes_text.advised_short("AVE") not in parts[1]
    assert out.index(f"1. {new}") < out.index(f"2. {old}")


@every_form
def test_a_review_is_overdue_after_its_day_unless_a_newer_note_of_the_case_is_there(
    form: str, ave: Ave, keep: Keep
) -> None:
    for facts in (QUIET, STUCK):
        keep(facts, days=60 if facts is QUIET else 20, case="samen", review_on=day(-5))
    for days in (50, 40):
        keep(QUIET, days=days, case="", review_on=day(-5))
    keep(QUIET, days=10, case="vandaag", review_on=day(0))
    done = ave("notes", "list", form)
    if form == "--json":
        found = [(one["case"], one["review"]) for one in document(done)["notes"]]
        assert found == [
            ("vandaag", "planned"),
            ("samen", "overdue"),
            ("", "overdue"),
            ("", "overdue"),
            ("samen", "followed"),
        ]
    else:
        assert (done.out.count(notes_text.OVERDUE), done.words.count("Al opnieuw")) == (3, 1)


@every_form
def test_a_broken_note_is_named_and_stops_nothing(form: str, ave: Ave, keep: Keep, tmp_path: Path) -> None:
    keep(QUIET, case="heel")
    broken = tmp_path / "documenten" / "ave" / "ave-kapot.toml"
    broken.write_text(f'kind = "note"\nformat = 1\ncase = "{SECRET}"\n', "utf-8")
    done = ave("notes", "list", form)
    assert (done.code, done.err) == (0, "")
    assert "heel" in done.out
    assert "ave-kapot.toml" in done.out
    assert SECRET not in done.out
    assert broken.read_text("utf-8").endswith(f'"{SECRET}"\n')


def test_another_folder_is_listed_with_names_that_can_be_typed(ave: Ave, keep: Keep, tmp_path: Path) -> None:
    name = keep(QUIET)
    (tmp_path / "documenten" / "ave").rename(tmp_path / "hier" / "map")
    out = ave("notes", "list", "map", "--plain").out
    assert f"- 2026-017: {name}" in out
    assert "ave notes show map/KENMERK" in out
    assert not re.search(r"^ *\d+\.", out, re.MULTILINE)
    for typed in (f"map/{name}", "map/2026-017"):
        assert ave("notes", "show", typed).code == 0


@every_form
def test_the_list_says_which_model_changed_or_is_gone(form: str, ave: Ave, keep: Keep, own: Path) -> None:
    keep(QUIET, days=3, case="zelfde")
    keep(QUIET, days=2, case="eigen", profile=str(own))
    found = {}
    for when in ("gone", "same", "changed"):
        done = ave("notes", "list", form, *(["--profile", str(own)] if when != "gone" else []))
        if form == "--json":
            found[when] = [one["profile_changed"] for one in document(done)["notes"]]
        else:
            found[when] = [notes_text.CHANGED_SHORT in done.words, notes_text.NOT_FOUND_SHORT in done.words]
        if when == "same":
            changed(own, "Er is hulp nodig en die lukt niet", "Er is hulp nodig en het lukt niet")
    assert found == (
        {"gone": [None, False], "same": [False, False], "changed": [True, False]}
        if form == "--json"
        else {"gone": [False, True], "same": [False, False], "changed": [True, False]}
    )


# ------------------------------------------------------------------------------------------ one note


def test_a_note_is_shown_whole_with_the_decision_apart_from_the_advice(ave: Ave, keep: Keep) -> None:
    name = keep(STUCK, current="2", decision="AVE 2", why="Eerst procesregie.", review_on=day(9))
    done = ave("notes", "show", name, "--plain")
    assert (done.code, done.err) == (0, "")
    place = 0
    for words in (
        *("Zaak: 2026-017", "Model: Oss, versie 2024.2", "Advies: AVE 3", "staat nu in AVE 2", "geen besluit"),
        *(notes_text.DECISION, "AVE 2", "Reden: Eerst procesregie.", f"Opnieuw bekijken op {common_text.day(day(9))}"),
        *("Procesregie", "Volgende stappen", "Meld de casus", "blijft vastzitten (genoeg voor AVE 3)"),
        *("Antwoorden", "huidige fase", "AVE 2", "concreet probleem", "Antwoord: ja", "leefgebieden", "wonen, geld"),
    ):
        found = done.words.find(words, place)
        assert found >= 0, f"{words!r} is missing, or stands before {done.words[place : place + 200]!r}"
        place = found + len(words)
    assert notes_text.CHANGED_TITLE not in done.words


def test_danger_of_then_stands_on_top_with_what_to_call(ave: Ave, keep: Keep) -> None:
    words = ave("notes", "show", keep({**QUIET, "gevaar_acuut": True})).words
    assert words.index(notes_text.DANGER_THEN) < words.index("112") < words.index("Advies: AVE")


def test_a_note_says_what_was_not_filled_in_and_not_known(ave: Ave, keep: Keep) -> None:
    words = ave("notes", "show", keep(QUIET, case=""), "--plain").words
    assert notes_text.NO_CASE in words
    assert notes_text.NO_DECISION in words
    assert "zorgmijding Antwoord: weet niet" in words


def test_a_program_gets_the_whole_note(ave: Ave, keep: Keep) -> None:
    name = keep(QUIET, decision="AVE 2", review_on=day(9))
    found = document(ave("notes", "show", name, "--json"))
    assert (found["format"], found["profile_changed"], found["review"]) == (1, False, "planned")
    note = found["note"]
    assert (note["kind"], note["format"], note["case"], note["review_on"]) == ("note", 1, "2026-017", day(9))
    assert note["answers"]["leefgebieden"] == ["wonen", "geld"]
    assert note["dont_know"] == ["zorgmijding"]
    assert note["decision"] == {"phase": "AVE 2", "why": ""}
    advice = {"advised": "2", "current": None, "direction": None, "acute": "no"}
    assert advice.items() <= {key: note["assessment"][key] for key in advice}.items()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version = "2024.2"', 'version = "2024.8"', "gemaakt met versie 2024.2; nu geldt versie 2024.8"),
        ("Er is hulp nodig en die lukt niet", "Er is hulp nodig en het lukt niet", "Die versie is daarna gewijzigd"),
    ],
)
def test_a_note_of_a_model_that_changed_says_so_and_keeps_its_phase(
    old: str, new: str, said: str, ave: Ave, keep: Keep, own: Path
) -> None:
    name = keep(QUIET, profile=str(own))
    changed(own, "{ is = { zelf_oplosbaar = false } }", "{ is = { zelf_oplosbaar = true } }")
    changed(own, old, new)
    words = ave("notes", "show", name, "--profile", str(own)).words
    assert notes_text.CHANGED_TITLE in words
    assert said in words
    assert "Advies: AVE 2" in words
    found = document(ave("notes", "show", name, "--json", "--profile", str(own)))
    assert (found["profile_changed"], found["note"]["assessment"]["advised"]) == (True, "2")


def test_a_note_of_a_model_that_is_nowhere_is_shown_with_what_the_file_has(ave: Ave, keep: Keep, own: Path) -> None:
    name = keep(QUIET, profile=str(own))
    words = ave("notes", "show", name, "--plain").words
    assert notes_text.NOT_FOUND_TITLE in words
    for shown in (
        "Advies: fase 2",
        "a2-hulpvraag",
        "Ons dorp, versie 2024.2",
        "vraag of concreet probleem Antwoord: ja",
    ):
        assert shown in words


def test_an_answer_on_a_fact_that_no_longer_exists_is_shown(ave: Ave, keep: Keep, tmp_path: Path) -> None:
    path = tmp_path / "documenten" / "ave" / keep(QUIET)
    path.write_text(path.read_text("utf-8").replace("[answers]\n", "[answers]\nvroeger_feit = true\n"), "utf-8")
    done = ave("notes", "show", str(path), "--plain")
    assert (done.code, done.err) == (0, "")
    assert "vroeger feit Antwoord: ja" in done.words


def test_foreign_text_in_a_note_never_steers_the_terminal(ave: Ave, keep: Keep) -> None:
    nasty = "\x1b[2J\x07\u202e[red]x[/red]\nZaak: ander"
    name = keep(QUIET, case=nasty, decision=nasty, why=nasty)
    for command in (["list"], ["list", "--plain"], ["show", name], ["show", name, "--plain"], ["diff", name, name]):
        done = ave("notes", *command)
        assert done.code == 0
        assert not set(done.out) & set("\x1b\x07\u202e")
        assert "[red]x[/red]" in done.words


# ------------------------------------------------------------------------------------------ two notes


@pytest.mark.parametrize("turned", [False, True])
def test_two_notes_are_compared_from_old_to_new_in_whatever_order(turned: bool, ave: Ave, keep: Keep) -> None:
    names = [keep(QUIET, days=20), keep(STUCK, current="2", decision="AVE 3")]
    done = ave("notes", "diff", *(reversed(names) if turned else names), "--plain")
    assert (done.code, done.err) == (0, "")
    for words in (
        "Opschalen van AVE 2 naar AVE 3, want nu geldt: de samenwerking tussen partijen blijft vastzitten.",
        "Advies Eerst: AVE 2, mogelijk AVE 4 Nu: AVE 3",
        "Fase op dat moment Eerst: niet ingevuld Nu: AVE 2",
        "Besluit Eerst: niet ingevuld Nu: AVE 3",
        "samenwerking Eerst: stagneert Nu: blijft vastzitten",
        "zorgmijding Eerst: weet niet Nu: nee",
        "blijft vastzitten (genoeg voor AVE 3) Eerst: niet of onbekend Nu: voldaan",
        "Procesregie Eerst: lokale procesregisseur van de gemeente Oss Nu: procesregisseur van het Zorg-",
        "Nieuw Nu: Meld de casus",
        "Niet meer Eerst: ",
    ):
        assert words in done.words
    assert "hulpvraag" not in done.words
    assert notes_text.OTHER_CASE not in done.words


def test_a_program_gets_every_change(ave: Ave, keep: Keep) -> None:
    old, new = keep(QUIET, days=20), keep(STUCK)
    found = document(ave("notes", "diff", old, new, "--json"))
    assert set(found) == {"format", "old", "new", "meaning", "altered", "changes"}
    assert (found["old"]["file"].endswith(old), found["new"]["file"].endswith(new)) == (True, True)
    assert found["meaning"].startswith("Opschalen van AVE 2 naar AVE 3")
    assert {one["about"] for one in found["changes"]} == {"phase", "answer", "criterion", "role", "step"}
    told = {"about": "answer", "id": "zorgmijding", "name": "zorgmijding", "before": "weet niet", "after": "nee"}
    assert told in found["changes"]


def test_a_note_and_itself_have_no_difference(ave: Ave, keep: Keep) -> None:
    name = keep(STUCK)
    words = ave("notes", "diff", name, name).words
    assert "Het blijft AVE 3." in words
    assert notes_text.NO_CHANGE in words


def test_notes_of_two_cases_are_compared_with_a_warning(ave: Ave, keep: Keep) -> None:
    words = ave("notes", "diff", keep(QUIET, days=1, case="z-1"), keep(QUIET, case="z-2"), "--plain").words
    assert notes_text.OTHER_CASE in words
    assert "Zaak: z-1 Zaak: z-2" in words


def test_notes_of_one_case_typed_otherwise_are_compared_without_one(ave: Ave, keep: Keep) -> None:
    words = ave("notes", "diff", keep(QUIET, days=1, case="z-1"), keep(QUIET, case="Z-1"), "--plain").words
    assert notes_text.OTHER_CASE not in words
    assert "Zaak: Z-1" in words


@pytest.mark.parametrize(
    ("fact", "words"),
    [({"huidige_fase": "geen"}, "geen"), ({"huidige_fase": "weet_niet"}, "weet niet"), ({}, "niet ingevuld")],
)
def test_the_phase_of_then_is_told_as_it_was_answered(fact: dict[str, str], words: str, ave: Ave, keep: Keep) -> None:
    found = document(ave("notes", "diff", keep({**STUCK, **fact}, days=1), keep(STUCK, current="2"), "--json"))
    (told,) = [one for one in found["changes"] if one["id"] == "current"]
    assert (told["before"], told["after"]) == (words, "AVE 2")


def test_notes_of_two_models_are_compared_by_their_answers_alone(ave: Ave, keep: Keep) -> None:
    done = ave("notes", "diff", keep(QUIET, days=1), keep(STUCK, profile="dalfsen"), "--plain")
    assert done.code == 0
    assert notes_text.OTHER_MODELS in done.words
    assert "samenwerking Eerst: stagneert Nu: blijft vastzitten" in done.words
    assert "Criteria:" not in done.words


def test_a_comparison_says_that_the_model_changed(ave: Ave, keep: Keep, own: Path) -> None:
    old = keep(QUIET, days=9, profile=str(own))
    changed(own, 'version = "2024.2"', 'version = "2024.8"')
    new = keep(QUIET, profile=str(own))
    words = ave("notes", "diff", old, new, "--profile", str(own)).words
    assert notes_text.MODEL_BETWEEN in words
    assert notes_text.CHANGED_TITLE not in words
    changed(own, 'version = "2024.8"', 'version = "2024.9"')
    assert notes_text.CHANGED_TITLE in ave("notes", "diff", old, new, "--profile", str(own)).words


# ------------------------------------------------------------------------------------------ what goes wrong

WRONG: dict[str, tuple[list[str], int, str]] = {
    "no such folder": (["list", "weg"], 2, "map 'weg'"),
    "a file for a folder": (["list", "kapot.toml"], 2, "map 'kapot.toml'"),
    "no such note": (["show", "weg.toml"], 2, "'weg.toml' is niet gevonden"),
    "no such case": (["show", "z-weg"], 2, "geen notitie met de naam of het kenmerk 'z-weg'"),
    "a folder for a note": (["show", "."], 2, "kan niet worden gelezen"),
    "one of two is not there": (["diff", "goed.toml", "weg.toml"], 2, "'weg.toml' is niet gevonden"),
    "no TOML": (["show", "kapot.toml"], 4, "kapot.toml"),
    "another kind": (["show", "antwoorden.toml"], 4, "'answers'"),
    "another format": (["show", "later.toml"], 4, "format: "),
    "broken values": (["show", "waarden.toml"], 4, "case: hier hoort tekst"),
    "one of two is broken": (["diff", "goed.toml", "kapot.toml"], 4, "kapot.toml"),
    "no note named": (["show"], 2, "NOTITIE"),
    "one note for two": (["diff", "goed.toml"], 2, "NOTITIE2"),
    "too many notes": (["show", "goed.toml", "goed.toml"], 2, "te veel"),
    "an unknown command": (["lijst"], 2, "'lijst' bestaat niet; bedoelde u 'list'"),
    "an unknown option": (["list", "--jsn"], 2, "bedoelde u '--json'"),
    "an unknown model": (["list", "--profile", "osss"], 2, "bedoelde u 'oss'"),
}
FILES = {
    "kapot.toml": f"{SECRET} =\n",
    "antwoorden.toml": f'kind = "answers"\nformat = 1\ncase = "{SECRET}"\n',
    "later.toml": f'kind = "note"\nformat = 2\ncase = "{SECRET}"\n',
}


@every_form
@pytest.mark.parametrize(("words", "code", "said"), WRONG.values(), ids=WRONG)
def test_what_goes_wrong_has_its_exit_code_and_its_words_and_echoes_nothing(
    words: list[str], code: int, said: str, form: str, ave: Ave, keep: Keep, tmp_path: Path
) -> None:
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")
    good = tmp_path / "documenten" / "ave" / keep(QUIET, case=SECRET, why=SECRET, decision=SECRET)
    Path("goed.toml").write_bytes(good.read_bytes())
    raw = {"kind": "note", "format": 1, "case": [SECRET], "decision": {"why": {"x": SECRET}}}
    Path("waarden.toml").write_text(tomli_w.dumps(raw), "utf-8")
    done = ave("notes", *words, form)
    assert (done.code, done.out) == (code, ""), done.err
    assert said in done.err
    assert SECRET not in done.err


def test_a_huge_file_is_refused_in_words(ave: Ave) -> None:
    Path("groot.toml").write_bytes(b"#\n" * 600_000)
    done = ave("notes", "show", "groot.toml")
    assert done.code == 4
    assert "te groot" in done.err


# ------------------------------------------------------------------------------------------ by its number


def test_a_note_is_named_by_its_number_in_the_list_its_name_or_its_path(keep: Keep, ave: Ave, tmp_path: Path) -> None:
    old, new = keep(QUIET, days=3, case="W-1"), keep(STUCK, case="W-2")
    listed = [one["file"] for one in document(ave("notes", "list", "--json"))["notes"]]
    assert [Path(one).name for one in listed] == [new, old]
    for name in ("2", old, str(tmp_path / "documenten" / "ave" / old)):
        assert document(ave("notes", "show", name, "--json"))["note"]["case"] == "W-1"
    assert document(ave("notes", "diff", "1", "2", "--json"))["new"]["case"] == "W-2"


@pytest.mark.parametrize("name", ["0", "2", "99999999999999999999"])
def test_a_number_that_is_not_in_the_list_says_how_far_it_goes(name: str, keep: Keep, ave: Ave) -> None:
    keep(QUIET)
    done = ave("notes", "show", name)
    assert done.code == 2
    assert "De lijst gaat tot en met 1" in done.err
    assert "ave notes list" in done.err


# ------------------------------------------------------------------------------------------ by its case


def test_a_case_names_its_newest_note_and_a_number_never_means_two(keep: Keep, ave: Ave, tmp_path: Path) -> None:
    keep(QUIET, days=5, case="2026-002")
    newest = keep(STUCK, days=4, case="2026-002")
    keep(QUIET, days=3, case="Jansstraat / 2")
    keep(QUIET, days=2, case="1")
    keep(QUIET, days=1, case="20260000")

    def shown(name: str) -> Any:
        return document(ave("notes", "show", name, "--json"))

    assert Path(shown("2026-002")["file"]).name == newest
    assert shown("JANSSTRAAT / 2")["note"]["case"] == "Jansstraat / 2"
    assert shown("20260000")["note"]["case"] == "20260000"
    assert shown("2")["note"]["case"] == "1"
    both = ave("notes", "show", "1")
    assert both.code == 2
    assert "'1' kan" in both.err
    (tmp_path / "documenten" / "ave").rename(tmp_path / "elders")
    assert document(ave("notes", "show", f"{tmp_path / 'elders'}/Jansstraat / 2", "--json"))["note"]["case"]
    assert ave("notes", "show", "2026-002").code == 2


def test_the_own_folder_has_numbers_however_it_is_named(keep: Keep, ave: Ave, tmp_path: Path) -> None:
    name = keep(QUIET)
    for typed in ((), (str(tmp_path / "documenten" / "ave"),), ("../documenten/ave",)):
        out = ave("notes", "list", *typed, "--plain").out
        assert f"1. {name}" in out
        assert "NUMMER" in out


@every_form
def test_a_damaged_note_says_what_to_do_and_nothing_about_a_file_format(
    form: str, keep: Keep, ave: Ave, tmp_path: Path
) -> None:
    folder = tmp_path / "documenten" / "ave"
    name = keep(QUIET)
    (folder / name).write_text("kapot\n", "utf-8")
    for command in ("list", "review"):
        done = ave("notes", command, form)
        told = json.loads(done.out)["broken"][0]["problem"] if form == "--json" else done.words
        assert notes_text.DAMAGED in told
        assert "TOML" not in told
        assert form == "--json" or "ave notes remove BESTAND" in told
    shown = ave("notes", "show", name)
    assert shown.code == 4
    assert f"ave notes remove {folder / name}" in shown.err


DAMAGE: dict[str, tuple[str, str, str]] = {
    "cut off": (r"(?s)\[profile\].*", "[prof", "2026-017"),
    "cut off in the case": (r'(?s)(case = "2026)-.*', r"\1", ""),
    "of another version": (r"format = 1", "format = 9", "2026-017"),
    "a list for a text": (r'case = "2026-017"', 'case = ["2026-017"]', ""),
    "two cases": (r'(case = "2026-017")', r'\1\ncase = "2026-018"', ""),
    "a case inside a text": (r'case = "2026-017"', 'x = """\ncase = "2026-017"\n"""', ""),
    "a case below another heading": (r'(case = "2026-017")', r"[decisions]\n\1", ""),
    "of another kind": (r'kind = "note"', 'kind = "answers"', ""),
    "no case": (r'case = "2026-017"', 'case = ""\nx', ""),
    "what moves the cursor": (r'case = "2026-017"', r'case = "2026\\u001b-017"\nx', ""),
}


@every_form
@pytest.mark.parametrize(("pattern", "instead", "case"), DAMAGE.values(), ids=DAMAGE)
def test_a_note_that_is_not_right_is_named_by_the_case_that_surely_stands_in_it(
    pattern: str, instead: str, case: str, form: str, keep: Keep, ave: Ave, tmp_path: Path
) -> None:
    path = tmp_path / "documenten" / "ave" / keep(QUIET, case="2026-017")
    text = path.read_text("utf-8")
    path.write_text(re.sub(pattern, instead, text, count=1), "utf-8")
    assert path.read_text("utf-8") != text
    for command in ("list", "review"):
        done = ave("notes", command, form)
        assert path.name in done.out
        if form == "--json":
            assert [one["case"] for one in json.loads(done.out)["broken"]] == [case]
        else:
            assert notes_text.broken_note("", case) in done.words
            assert ("volgens dit bestand" in done.words) is bool(case)
    if form != "--json":
        cell = ave("notes", "review", "--csv").out.splitlines()[1].split(";")[1]
        assert cell == f'"{case}"'
        path.rename(path.with_name("ave-van-iemand-anders.toml"))
        assert "volgens dit bestand" not in ave("notes", "list", form).words


def test_what_cannot_be_told_yet_is_no_advice_in_any_comparison(keep: Keep, ave: Ave) -> None:
    keep({"hulpvraag": True}, days=3, case="open")
    keep(STUCK, days=2, case="told")
    keep({"hulpvraag": True}, days=1, case="again")
    told = ave("notes", "diff", "3", "2").words
    assert "De vorige keer was de fase nog niet te zeggen" in told
    assert "Opschalen van AVE 1" not in told
    back = ave("notes", "diff", "2", "1").words
    assert "De fase is nu nog niet te zeggen. Het kan AVE 1, AVE 2, AVE 3 of AVE 4 zijn." in back
    assert "Het blijft AVE 1" not in back
    assert "lichter" not in back


@every_form
@pytest.mark.parametrize("against", [{"gevaar_inwoner": True}, {"leefgebieden": ["geld"]}])
def test_a_note_says_which_of_its_answers_contradict_each_other(
    against: dict[str, Any], form: str, keep: Keep, ave: Ave
) -> None:
    keep({**QUIET, "hulpvraag": False, **against}, case="tegen")
    keep(QUIET, case="recht")
    told = {case: ave("notes", "show", case, form) for case in ("tegen", "recht")}
    if form != "--json":  # there are the answers themselves
        assert triage_text.CONTRADICTIONS in told["tegen"].words
        assert "U zei: geen vraag of concreet probleem, en ook:" in told["tegen"].words
    assert triage_text.CONTRADICTIONS not in told["recht"].words


@pytest.mark.parametrize("is_appointed", [True, False])
def test_a_role_that_is_appointed_already_is_not_told_as_if_it_still_had_to_be(
    is_appointed: bool, keep: Keep, ave: Ave
) -> None:
    answers = {**STUCK, "meer_organisaties": True, "casusregisseur_benoemd": is_appointed}
    keep(answers, case="a")
    role = next(one for one in library.load("oss").profile.roles if one.appointed == "casusregisseur_benoemd")
    shown = ave("notes", "show", "a").words
    assert role.title in shown
    assert (triage_text.appointed("").strip() in shown) is is_appointed


@pytest.mark.parametrize("form", ["--plain", ""])
@pytest.mark.parametrize(
    ("facts", "decision", "is_said"),
    [
        (STUCK, "", True),
        (STUCK, "  ", True),
        (STUCK, "AVE 3", False),
        (STUCK, "ave3", False),
        (STUCK, "AVE 2", False),
        ({"hulpvraag": True}, "", False),  # nothing was advised
    ],
)
def test_a_list_says_which_phase_was_only_advised(
    facts: dict[str, Any], decision: str, is_said: bool, form: str, keep: Keep, ave: Ave
) -> None:
    keep(facts, decision=decision)
    assert (notes_text.ONLY_ADVISED in ave("notes", "list", form).words) is is_said
