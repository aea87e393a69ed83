"""`ave profiles check`: findings on the screen and as JSON, and the exit code that says that there are some."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.storage import library
from tests.cli.own_model import REGION

REGISTER = """kind = "statements"\nformat = 1\nprofile = "regio-delta"

[[statements]]
id = "DEL-001"
section = "1"
kind = "criterium"
text = "Er zijn drie niveaus."
"""
CASES = """kind = "cases"\nformat = 1\nprofile = "regio-delta"
[[cases]]
id = "rustig"
title = "Rustig"
story = "Het is rustig."
[cases.answers]
gevaar_acuut = false
stabiel = true
[cases.expect]
at_least = "a"
at_most = "c"
"""

PROFILES = library.index().ids()


def test_all_that_ship_are_checked_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "check", "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.count("Niets gevonden.") == len(PROFILES)
    assert run(["profiles", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"format": 1, "findings": []}


def test_findings_are_exit_1_and_name_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = library.root() / "oss" / "profile.toml"
    step = '\n[[steps]]\nid = "nieuw"\nkind = "melden"\nphases = ["1"]\ntext = "Meld het."\n'
    never = "when = { all = [{ is = { hulpvraag = true } }, { is = { hulpvraag = false } }] }\n"
    (tmp_path / "profile.toml").write_text(source.read_text(encoding="utf-8") + step + never, encoding="utf-8")
    assert run(["profiles", "check", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    kinds = {one["kind"] for one in found}
    assert kinds == {"rule_never", "statement_unknown"}
    [never_holds] = [one for one in found if one["kind"] == "rule_never"]
    assert never_holds == {
        "profile": "oss",
        "kind": "rule_never",
        "where": "steps (nieuw).when",
        "text": "Dit kan bij geen enkel huishouden gelden. Kijk of twee delen van de voorwaarde elkaar uitsluiten.",
        "example": None,
    }
    assert run(["profiles", "check", str(tmp_path), "--plain"]) == 1
    assert "steps (nieuw).when" in capsys.readouterr().out


def test_a_finding_has_a_household_as_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A household in the lightest phase of which nothing says why; a triage can be given it."""
    text = (library.root() / "regio-groningen" / "profile.toml").read_text(encoding="utf-8")
    explains = 'phases = ["1"]\nwhen = { ref = "past_nergens" }'
    assert text.count(explains) == 1
    text = text.replace('id = "regio-groningen"', 'id = "eigen"', 1)
    (tmp_path / "profile.toml").write_text(text.replace(explains, explains.replace('"1"', '"2"')), "utf-8")
    assert run(["profiles", "check", str(tmp_path), "--json"]) == 1
    found = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["kind"] == "lightest_unexplained"]
    assert found
    for one in found:
        lines = [f"{fact} = {json.dumps(value)}" for fact, value in one["example"].items() if fact != "huidige_fase"]
        answers = tmp_path / "answers.toml"
        answers.write_text('kind = "answers"\nformat = 1\n[answers]\n' + "\n".join(lines) + "\n", encoding="utf-8")
        assert run(["triage", "--answers", str(answers), "--profile", str(tmp_path), "--json"]) == 0
        result = json.loads(capsys.readouterr().out)
        assert result["phase"]["at_least"] == result["phase"]["at_most"] == "1"
        assert [alert["kind"] for alert in result["alerts"]] in ([], ["acuut_onbekend"])
        assert not [line for line in result["not_recorded"] if "AVE 1" in line]
    assert run(["profiles", "check", str(tmp_path), "--plain"]) == 1
    assert "Bijvoorbeeld dit huishouden:" in capsys.readouterr().out


def test_a_profile_that_does_not_load_has_its_problems_as_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "profile.toml").write_text('kind = "profile"\nformat = 1\nid = "x"\nphase = 3\n', encoding="utf-8")
    assert run(["profiles", "check", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {one["kind"] for one in found} == {"shape"}
    assert {"where": "phase", "text": "deze sleutel is hier niet bekend; bedoelde u 'phases'?"}.items() <= found[
        [one["where"] for one in found].index("phase")
    ].items()


def test_a_file_that_is_no_toml_is_a_finding_and_a_name_that_is_not_there_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "profile.toml").write_text("dit is geen toml", encoding="utf-8")
    assert run(["profiles", "check", str(tmp_path)]) == 1
    assert "achter de sleutel ontbreekt het teken =" in " ".join(capsys.readouterr().out.split())
    assert run(["profiles", "check", "os"]) == 2
    assert "bedoelde u 'oss'" in capsys.readouterr().err


OWN = {"profile": REGION, "statements": REGISTER, "cases": CASES}
BESIDE = {
    "profile": ('phase = "b"\neffect = "enter"', 'phase = "x"\neffect = "enter"', "Regel 86: criteria (vast).phase"),
    "statements": ('section = "1"', 'sectie = "1"', "Regel 5: statements (DEL-001).section"),
    "cases": ("[cases.expect]", "[cases.expct]", "Regel 4: cases (rustig).expect"),
}


def model_in(folder: Path, **changed: str) -> Path:
    for name, text in (OWN | changed).items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("file", "old", "new", "place"), [(file, *row) for file, row in BESIDE.items()], ids=BESIDE)
def test_what_cannot_be_read_is_named_with_its_file_and_line(
    file: str, old: str, new: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in OWN[file]
    folder = model_in(tmp_path, **{file: OWN[file].replace(old, new, 1)})
    assert run(["profiles", "check", str(folder), "--plain"]) == 1
    out = capsys.readouterr().out
    assert f"Er klopt iets niet in {folder / file}.toml" in out
    assert place in out


LOOSE = {
    "a phase that is not there": (
        "cases",
        'at_least = "a"',
        'at_least = "A"',
        "Regel 12: cases (rustig).expect.at_least",
        "'A' bestaat niet; er zijn: a, b, c",
    ),
    "an answer that is none": (
        "cases",
        "stabiel = true",
        'stabiel = "ja"',
        "Regel 10: cases (rustig).answers.stabiel",
        "bedoelde u true, zonder aanhalingstekens?",
    ),
    "a role that is not there": (
        "cases",
        'at_most = "c"',
        'at_most = "c"\nroles = { regie = "x" }',
        "Regel 14: cases (rustig).expect.roles",
        "rol 'regie' bestaat niet",
    ),
    "two phases of one name": (
        "profile",
        'label = "Niveau B"',
        'label = "niveau a"',
        "Regel 72: phases (b).label",
        "'a' heet ook zo. Geef el",
    ),
    "a criterion without words": (
        "profile",
        'text = "De samenwerking loopt vast."',
        'text = ""',
        "Regel 89: criteria (vast).text",
        "vul dit in",
    ),
    "a register of another model": (
        "statements",
        '"regio-delta"',
        '"oss"',
        "statements.toml",
        "Dit bestand hoort bij het model 'oss'. Het model hier heet 'regio-delta'.",
    ),
    "a statement that is not used": (
        "statements",
        '"DEL-001"',
        '"DEL-099"',
        "Regel 5: statements (DEL-099)",
        "Deze uitspraak wordt nergens gebruikt",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), LOOSE.values(), ids=LOOSE)
def test_a_finding_is_told_with_its_line_on_the_screen_and_by_its_place_in_json(
    file: str, old: str, new: str, place: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in OWN[file]
    folder = model_in(tmp_path, **{file: OWN[file].replace(old, new, 1)})
    assert run(["profiles", "check", str(folder), "--plain"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line == f"- {place}" and words in lines[at + 1] for at, line in enumerate(lines)), lines
    assert run(["profiles", "check", str(folder), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert any(one["where"] == place.rpartition(": ")[2] and words in one["text"] for one in found)
