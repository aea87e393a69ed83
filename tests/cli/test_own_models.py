"""A model of her own: written, checked, used, handed out, and followed by a next version."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.quiz import statement_questions
from ave_cli.quiz.material import ModelBundle
from ave_cli.storage import folders, library
from tests.cli.own_model import CHANGES, REGION, write_models


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, of a user without models or settings."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.delenv("AVE_PROFILES", raising=False)
    monkeypatch.chdir(write_models(tmp_path))
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command prints, on one line; it must end with this code."""

    def words(*args: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run(list(args)) == code, capsys.readouterr()
        captured = capsys.readouterr()
        return " ".join(f"{captured.out} {captured.err}".split())

    return words


@pytest.fixture
def document(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """The JSON of a command."""

    def read(*args: str) -> dict[str, Any]:
        capsys.readouterr()
        run([*args, "--json"])
        return dict(json.loads(capsys.readouterr().out))

    return read


def triage(document: Callable[..., dict[str, Any]], name: str = "regio") -> dict[str, Any]:
    return document("triage", "--profile", name, "--answers", "antwoorden.toml")


@pytest.mark.parametrize("name", ["regio", "regio2", "dam", "zee"])
def test_each_of_them_is_without_a_flaw(name: str, said: Callable[..., str]) -> None:
    assert "Niets gevonden." in said("profiles", "check", name, "--plain")


def test_a_criterion_that_names_two_phases_is_an_interval(document: Callable[..., dict[str, Any]]) -> None:
    phase = triage(document)["phase"]
    assert (phase["at_least"], phase["at_most"], phase["status"]) == ("b", "c", "range")


def test_the_base_of_a_region_counts_and_says_where_each_line_is_from(document: Callable[..., dict[str, Any]]) -> None:
    result = triage(document, "dam")
    (role,) = result["roles"]
    assert (role["holders"][0]["name"], role["origin"]) == ("regisseur van Damstad", "dam")
    assert {one["origin"] for one in result["criteria"]} == {"regio-delta"}
    assert "unchecked_from" not in result["profile"]
    assert triage(document, "zee")["profile"]["unchecked_from"] == "regio-delta"


@pytest.mark.parametrize(
    "command",
    [
        ("triage", "--profile", "zee", "--answers", "antwoorden.toml"),
        ("explain", "--profile", "zee"),
        ("explain", "vast", "--profile", "zee"),
        ("profiles", "show", "zee"),
    ],
)
def test_what_was_not_checked_says_so_on_every_screen(
    command: tuple[str, ...], said: Callable[..., str], document: Callable[..., dict[str, Any]]
) -> None:
    assert "deels van Regio Delta, nog niet nagekeken" in said(*command, "--plain")
    assert "vastgesteld" not in said(*command, "--plain")
    assert document(*command)["unchecked_from"] == "regio-delta"


def test_the_quiz_asks_nothing_that_was_not_checked(
    said: Callable[..., str], document: Callable[..., dict[str, Any]]
) -> None:
    assert "nog niet nagekeken" in said("quiz", "--profile", "zee", "--seed", "s", "--json", code=2)
    questions = document("quiz", "--profile", "dam", "--seed", "s", "--count", "12")["questions"]
    assert questions
    told = " ".join(one["story"] for one in questions)
    assert "Wordt er een huisdier verwaarloosd?" not in told


def test_the_words_of_the_method_are_on_the_page_and_in_the_questions(said: Callable[..., str]) -> None:
    page = said("triage", "--profile", "dam", "--answers", "antwoorden.toml", "--plain")
    assert "Samen Sterk-advies · model Damstad" in page
    assert "NIVEAU: Niveau B." in page
    assert " AVE" not in page
    assert "In welk niveau staat deze persoon nu" in said("explain", "huidige_fase", "--profile", "dam", "--plain")


def test_danger_that_the_source_is_silent_about_is_an_alert_and_no_text_of_the_model(
    place: Path, document: Callable[..., dict[str, Any]]
) -> None:
    answers = place / "antwoorden.toml"
    answers.write_text(answers.read_text("utf-8") + "gevaar_inwoner = true\n", "utf-8")
    (alert,) = (one for one in triage(document)["alerts"] if one["kind"] == "gevaar_zonder_fase")
    assert "niet vastgelegd in dit model" in alert["text"]


@pytest.mark.parametrize(("answer", "status"), [("true", "open"), ("false", "blocked"), (None, "unknown")])
def test_a_precondition_holds_a_transition_back(
    answer: str | None, status: str, place: Path, document: Callable[..., dict[str, Any]]
) -> None:
    lines = ["gevaar_acuut = false", 'samenwerking = "goed"', "leefgebieden = []", "zorgen_veiligheid = false"]
    lines += ["huisdier = false", "stabiel = true", *([f"werkt_mee = {answer}"] if answer else [])]
    head = 'kind = "answers"\nformat = 1\ncurrent_phase = "b"\n[answers]\n'
    lines += [f"gevaar_{one} = false" for one in ("inwoner", "huisgenoten", "omgeving", "meerdere")]
    (place / "antwoorden.toml").write_text(head + "\n".join(lines), "utf-8")
    (move,) = (one for one in triage(document)["transitions"] if one["direction"] == "down")
    assert move["status"] == status


def test_use_keeps_a_place_that_holds_in_every_folder(
    place: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said("profiles", "use", "dam")
    monkeypatch.chdir("/")
    assert "Damstad" in said("explain", "--plain")
    (place / "dam").rename(place / "weg")
    text = said("explain", "--plain")
    assert "koos, is er niet (meer)" in text
    assert "model van Oss" in text


def test_a_model_in_one_file_is_in_everybodys_list(
    place: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch, document: Callable[..., dict[str, Any]]
) -> None:
    before = triage(document, "dam")["profile"]["hash"]
    assert "dam-2026.1.ave" in said("profiles", "pack", "dam")
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "ander"))
    assert "Toegevoegd: dam@2026.1" in said("profiles", "add", "dam-2026.1.ave")
    assert "staat er al" in said("profiles", "add", "dam-2026.1.ave", code=5)
    (place / "leeg").mkdir()
    answers = str(place / "antwoorden.toml")
    monkeypatch.chdir(place / "leeg")
    for name in ("dam", "dam@2026.1"):
        result = document("triage", "--profile", name, "--answers", answers)
        assert result["profile"]["hash"] == before
    assert "dam@2026.1" in said("profiles", "list", "--plain")
    assert [one["id"] for one in document("profiles", "list")["own"]] == ["dam"]
    assert "Weggehaald: dam@2026.1" in said("profiles", "remove", "dam")
    assert "niet bekend" in said("profiles", "show", "dam", code=2)


def test_versions_stand_side_by_side_and_the_newest_that_counts_is_meant(
    place: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch, document: Callable[..., dict[str, Any]]
) -> None:
    for name in ("regio", "regio2"):
        said("profiles", "pack", name)
    monkeypatch.setenv("AVE_PROFILES", str(place / "gedeeld"))
    for name in ("regio-delta-2026.1.ave", "regio-delta-2028.1.ave"):
        said("profiles", "add", name, "--shared")
    answers = str(place / "antwoorden.toml")
    monkeypatch.chdir(place / "gedeeld")
    versions = {
        name: document("triage", "--profile", name, "--answers", answers)["profile"]["version"]
        for name in ("regio-delta", "regio-delta@2026.1", "regio-delta@2028.1")
    }
    assert list(versions.values()) == ["2028.1", "2026.1", "2028.1"]


def test_a_file_that_was_changed_on_the_way_is_refused(place: Path, said: Callable[..., str]) -> None:
    said("profiles", "pack", "regio")
    file = place / "regio-delta-2026.1.ave"
    file.write_text(file.read_text("utf-8").replace("half jaar", "half uur"), "utf-8")
    assert "veranderd of beschadigd" in said("profiles", "add", str(file), code=4)
    assert not (place / "home" / "data" / "ave" / "models").exists() or not any(folders.models_folder().iterdir())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-03-01\nask", "2126-03-01\nask", "geldt pas vanaf 1 maart 2126"),
        ("valid_from = 2026-03-01", "valid_until = 2020-03-01", "gold tot en met 1 maart 2020"),
    ],
)
def test_outside_its_days_a_model_says_so(
    old: str, new: str, words: str, place: Path, said: Callable[..., str]
) -> None:
    (place / "regio" / "profile.toml").write_text(REGION.replace(old, new), "utf-8")
    assert words in said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--plain")


def test_files_in_the_letters_of_windows_go_in_a_pack(place: Path, said: Callable[..., str]) -> None:
    """What an editor saved as UTF-16 with Windows line ends is read everywhere, so also here."""
    for file in (place / "regio").iterdir():
        file.write_bytes(file.read_text("utf-8").replace("\n", "\r\n").encode("utf-16"))
    said("profiles", "pack", "regio")
    said("profiles", "add", "regio-delta-2026.1.ave")
    said("profiles", "check", "regio-delta")
    assert "Geen enkele regel van het model is veranderd." in said("profiles", "diff", "regio", "regio-delta")


def test_where_directions_were_not_walked_nothing_is_said_of_them(said: Callable[..., str]) -> None:
    text = said("profiles", "diff", "westerkwartier", "westerkwartier", "--plain")
    assert "het afschalen zijn niet nagelopen" in text
    assert "Dat gaat niet over richting, rollen en stappen." in text
    assert "anders uit" not in text


def test_a_model_of_which_a_file_is_too_large_goes_in_no_file(place: Path, said: Callable[..., str]) -> None:
    """Else the rest of it would be missing, and nobody would see that before it was added."""
    register = place / "regio" / "statements.toml"
    register.write_text(register.read_text("utf-8") + "# opmerking\n" * 100_000, "utf-8")
    assert "te groot" in said("profiles", "pack", "regio", code=4)
    assert not (place / "regio-delta-2026.1.ave").exists()


def test_a_flaw_beside_the_rules_costs_nobody_the_advice(place: Path, said: Callable[..., str]) -> None:
    register = place / "regio" / "statements.toml"
    register.write_text(register.read_text("utf-8").replace('section = "1"\n', ""), "utf-8")
    text = said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--plain", "--full")
    assert "NIVEAU: Niveau B." in text
    assert "vindplaatsen in het document zijn nu niet te lezen" in text


def test_the_next_version_names_ten_records_the_households_and_the_notes(
    said: Callable[..., str], document: Callable[..., dict[str, Any]]
) -> None:
    said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--save", "notities")
    found = document("profiles", "diff", "regio", "regio2", "--notes", "notities")
    places = {f"{one['list']} ({one['id']}).{one['key']}" for one in found["records"]}
    assert places == set(CHANGES)
    phases = [(one["old"], one["new"]) for one in found["households"] if one["kind"] == "phase"]
    assert phases == [("b", "a")]
    assert [(one["old"], one["new"]) for one in found["notes"]] == [("Niveau B, misschien Niveau C", "Niveau A")]
    text = said("profiles", "diff", "regio", "regio2", "--plain")
    assert "10 wijzigingen in het model" in text
    for place in CHANGES:
        assert place in text


def test_the_notes_for_a_next_version_may_stand_in_the_home_folder(
    place: Path, document: Callable[..., dict[str, Any]], said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--save", "~/notities")
    assert document("profiles", "diff", "regio", "regio2", "--notes", "~/notities")["notes"]


def test_each_kind_of_household_is_shown_by_one_that_comes_out_so(
    place: Path, document: Callable[..., dict[str, Any]]
) -> None:
    for change in document("profiles", "diff", "regio", "regio2")["households"]:
        answers = dict(change["example"])
        current = answers.pop("huidige_fase", "geen")
        head = 'kind = "answers"\nformat = 1\n' + (f'current_phase = "{current}"\n' if current != "geen" else "")
        lines = [f"{fact} = {json.dumps(value)}" for fact, value in answers.items()]
        (place / "antwoorden.toml").write_text(f"{head}[answers]\n" + "\n".join(lines), "utf-8")
        key = {"phase": "advised", "possible": "at_most", "direction": "direction"}[change["kind"]]
        came = [triage(document, name)["phase"][key] for name in ("regio", "regio2")]
        assert came == [change["old"], change["new"]], change


def test_nothing_changed_is_said_too(said: Callable[..., str]) -> None:
    text = said("profiles", "diff", "regio", "regio", "--plain")
    assert "Geen enkele regel van het model is veranderd." in text
    assert "Geen enkele persoon komt anders uit." in text


@pytest.mark.parametrize("known", [False, True], ids=["the version is gone", "the version is there"])
def test_a_note_of_another_version_says_what_changed_first(
    known: bool, said: Callable[..., str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--save", "notities")
    (note,) = (place / "notities").iterdir()
    if known:
        said("profiles", "pack", "regio")
        said("profiles", "add", "regio-delta-2026.1.ave")
    text = said("triage", "--from", str(note), "--profile", "regio2", "--plain", "--no-draft", code=6)
    assert "Deze notitie is gemaakt met versie 2026.1; nu geldt versie 2028.1." in text
    assert ("het model op 9 plaatsen" in text) is known
    assert ("toen Niveau B, misschien Niveau C, nu Niveau A" in text) is known


@pytest.mark.parametrize("named", ["regio2", "regio-delta@2028.1"], ids=["by its place", "by its version"])
def test_a_note_under_a_version_that_does_not_count_yet_is_held_against_that_version(
    named: str, said: Callable[..., str], place: Path
) -> None:
    """The id alone is the version that counts today: the one that the note was made with."""
    later = (place / "regio2" / "profile.toml").read_text(encoding="utf-8")
    started = re.sub(r"valid_from = .*", 'valid_from = "2999-01-01"', later, count=1)
    assert started != later
    (place / "regio2" / "profile.toml").write_text(started, encoding="utf-8")
    said("triage", "--profile", "regio", "--answers", "antwoorden.toml", "--save", "notities")
    for name in ("regio", "regio2"):
        said("profiles", "pack", name)
    for name in ("regio-delta-2026.1.ave", "regio-delta-2028.1.ave"):
        said("profiles", "add", name)
    (note,) = (place / "notities").iterdir()
    text = said("notes", "show", str(note), "--profile", named, "--plain")
    assert "Sinds versie 2026.1 veranderde het model op 9 plaatsen." in text
    assert "geldt pas vanaf 1 januari 2999" in text
    assert "vanaf 1 januari 2999" in said("profiles", "list", "--plain")


def test_a_record_that_went_is_told_by_what_stood_in_its_file(said: Callable[..., str], place: Path) -> None:
    text = (place / "regio" / "profile.toml").read_text(encoding="utf-8")
    (place / "regio3").mkdir()
    gone = text.replace('id = "op-b"\n', 'id = "omhoog"\n', 1)
    assert gone != text
    (place / "regio3" / "profile.toml").write_text(gone, encoding="utf-8")
    found = said("profiles", "diff", "regio", "regio3", "--plain")
    record = "direction: up; from: a; to: b; criteria: vast; decided_by: teamleider; statements: DEL-008"
    assert f"transitions (op-b) Was: {record} Wordt: (niets)" in found


def test_use_says_which_model_it_is_where_that_is_a_folder(said: Callable[..., str], place: Path) -> None:
    assert f"Regio Delta ({place / 'regio' / 'profile.toml'})" in said("profiles", "use", "regio")


def test_todo_shrinks_and_danger_stands_first(place: Path, document: Callable[..., dict[str, Any]]) -> None:
    assert run(["profiles", "new", "nieuw", "--from", "oss", "--title", "Nieuwdorp", "--no-input"]) == 0
    todo = document("profiles", "todo", "nieuw")["todo"]
    assert todo[0]["where"] == "danger"
    dangers = [one["danger"] for one in todo]
    assert dangers == sorted(dangers, reverse=True)
    file = place / "nieuw" / "profile.toml"
    file.write_text(file.read_text("utf-8").replace("todo = true\n", "", 3), "utf-8")
    assert len(document("profiles", "todo", "nieuw")["todo"]) == len(todo) - 3
    file.write_text(file.read_text("utf-8").replace("todo = true\n", ""), "utf-8")
    file.write_text(file.read_text("utf-8").replace('extends = "oss"', 'extends = "oss"\nbase_checked = true'), "utf-8")
    left = {one["where"] for one in document("profiles", "todo", "nieuw")["todo"]}
    assert left == {"statements.toml", "cases.toml", "status"}


def test_what_new_writes_refers_to_nothing_that_was_left_out(place: Path, said: Callable[..., str]) -> None:
    for base in library.index().ids():
        said("profiles", "new", base, "--from", base, "--title", "Nieuwdorp", "--no-input")
        old, new = library.load(base).profile, library.load_raw(str(place / base))
        text = json.dumps(new, ensure_ascii=False)
        assert [one.id for one in old.conflicts if f"({one.id})" in text] == []
        assert '"note": "' not in text.replace('"note": ""', "")


def test_the_decision_tables_are_in_markdown_and_on_paper(place: Path, said: Callable[..., str]) -> None:
    text = said("profiles", "show", "regio", "--markdown")
    assert "Niveau B: één rij is genoeg" in text
    assert "stagneert" in text
    said("profiles", "show", "regio", "--html", "model.html")
    assert "één rij is genoeg" in (place / "model.html").read_text("utf-8")
    assert "één rij is genoeg" not in said("profiles", "show", "regio", "--plain")


def test_the_quiz_claims_nothing_that_the_source_leaves_open(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A criterion that may mean two phases is enough for neither of them for certain."""
    own = ModelBundle(ruleset=library.load(str(place / "dam")), register={}, cases=())
    monkeypatch.setattr(statement_questions, "_undisputed", lambda _, claims: tuple(claims))
    claims = statement_questions.claims_of(own)
    assert claims
    assert not any("ten minste twee zorgen" in one.text.lower() for one in claims)


def test_where_it_stands_is_said_of_the_document_that_it_stands_in(said: Callable[..., str]) -> None:
    text = said("triage", "--profile", "zee", "--answers", "antwoorden.toml", "--plain", "--full")
    assert "Waar het staat in: het document van Regio Delta" in text
    assert "Waar het staat in: Uitvoering Samen Sterk" not in text
