"""`ave profiles check`: findings on the screen and as JSON, and the exit code that says that there are some."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.storage import library

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
