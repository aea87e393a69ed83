"""The models themselves: listed, shown on one page, chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.storage import library, toml_files

PROFILES = library.index().ids()


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "100")


def test_the_list_as_json_says_how_much_of_each_document_is_modelled(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "list", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == 1
    assert [one["id"] for one in document["profiles"]] == list(PROFILES)
    for one in document["profiles"]:
        assert set(one) == {"id", "title", "document", "phases", "criteria", "statements"}
        counts = one["statements"]
        assert counts["total"] == counts["modelled"] + counts["not_modelled"] > 0


def test_the_list_marks_the_model_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "use", "dalfsen"]) == 0
    assert toml_files.remembered_profile() == "dalfsen"
    assert "Dalfsen" in capsys.readouterr().err
    assert run(["profiles", "list", "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.count("(in gebruik)") == 1


def test_a_model_that_is_not_there_is_never_remembered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "use", "oss"]) == 0
    assert run(["profiles", "use", "os"]) == 2
    assert toml_files.remembered_profile() == "oss"
    assert "bedoelde u 'oss'" in capsys.readouterr().err


def test_what_is_remembered_counts_without_a_choice(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "use", "regio-groningen"]) == 0
    assert run(["triage", "--example", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["profile"]["id"] == "regio-groningen"


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("form", ["--plain", "--markdown"])
def test_a_model_stands_on_one_page(name: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every phase, entry rule, role, conflict and gap of it, and no word of the data itself."""
    assert run(["profiles", "show", name, form]) == 0
    lines = capsys.readouterr().out.count("\n")
    assert form == "--markdown" or lines <= 60, "text to paste also has the decision tables"
    assert run(["profiles", "show", name, form, "--full"]) == 0
    out = " ".join(capsys.readouterr().out.replace("\\", "").split())
    profile = library.load(name).profile
    for phase in profile.phases:
        assert f"{phase.label}. {phase.title}" in out
    for one in profile.criteria:
        assert one.effect.value != "enter" or one.text in out
    for role in profile.roles:
        assert role.title in out
    for conflict in profile.conflicts:
        assert conflict.id in out
    for gap in profile.gaps:
        assert gap.text in out
    for word in ("not_recorded", "not_applicable", "True", "False", "weet_niet"):
        assert word not in out
