"""`ave profiles new`: a first model for another municipality holds, runs, and takes over nobody of its base."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.authoring.starter_profile import Start, derive_profile, empty_places
from ave_cli.profile.schema import RoleStatus
from ave_cli.storage import library
from ave_cli.storage.own_models import text_of
from tests.cli.own_model import write_models

PROFILES = library.index().ids()
ARGUMENTS = ("--title", "Zesdam", "--document", "Handboek AVE Zesdam", "--no-input")


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("AVE_PROFILE", raising=False)


def made_from(base: str, folder: Path) -> dict[str, Any]:
    assert run(["profiles", "new", str(folder), "--from", base, *ARGUMENTS]) == 0
    return tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("base", PROFILES)
def test_a_new_model_holds_and_runs(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "zesdam"
    made_from(base, folder)
    out = capsys.readouterr().out
    assert "Er zijn geen fouten." in out
    assert len(out.splitlines()) == 5
    assert run(["profiles", "check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    answers = tmp_path / "answers.toml"
    case = library.load_cases(base).cases[0]
    lines = [f"{fact} = {json.dumps(value)}" for fact, value in case.answers.items()]
    answers.write_text('kind = "answers"\nformat = 1\n[answers]\n' + "\n".join(lines) + "\n", encoding="utf-8")
    assert run(["triage", "--answers", str(answers), "--profile", str(folder), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert run(["triage", "--answers", str(answers), "--profile", base, "--json"]) == 0
    expected = json.loads(capsys.readouterr().out)
    assert result["profile"]["id"] == "zesdam"
    assert result["phase"]["at_least"] == expected["phase"]["at_least"]
    assert {one["origin"] for one in result["criteria"]} == {base}
    assert {one["origin"] for one in result["roles"]} == {"zesdam"}
    assert all(one["holders"] == [] and one["appointed_in"] is None for one in result["roles"])
    assert {one["status"] for one in result["roles"]} <= {"not_recorded", "not_applicable"}
    for move in result["transitions"]:
        assert not move["decided_by"]
        assert not move["requested_by"]
    assert run(["triage", "--answers", str(answers), "--profile", str(folder), "--plain", "--full"]) == 0
    out = capsys.readouterr().out
    assert "niet vastgelegd in dit model" in out
    assert f"deels van {library.load(base).profile.title}, nog niet nagekeken" in " ".join(out.split())


@pytest.mark.parametrize("base", PROFILES)
def test_nobody_of_the_base_is_taken_over(base: str, tmp_path: Path) -> None:
    made_from(base, tmp_path / "zesdam")
    old, new = library.load(base).profile, library.load(str(tmp_path / "zesdam")).profile
    assert [phase.id for phase in new.phases] == [phase.id for phase in old.phases]
    assert [one.id for one in new.criteria] == [one.id for one in old.criteria]
    assert [one.id for one in new.transitions] == [one.id for one in old.transitions]
    assert not any((new.steps, new.conflicts, new.meetings, new.actors, new.agreements, new.principles))
    assert all(one.holders == () and not one.appointed_in for one in new.assignments)
    assert new.doubt.rule.value == "not_recorded"
    said = {one.decided_by for one in old.transitions} | {old.danger.text, old.doubt.text}
    assert new.danger.phase is None
    assert not (said - {""}) & {
        new.danger.text,
        new.doubt.text,
        *(one.decided_by for one in new.transitions if one.decided_by),
    }


def test_a_role_that_does_not_apply_in_a_phase_still_does_not(tmp_path: Path) -> None:
    made_from("oss", tmp_path / "zesdam")
    statuses = {
        (one.role, one.phases[0]): one.status for one in library.load(str(tmp_path / "zesdam")).profile.assignments
    }
    assert statuses["procesregie", "1"] is RoleStatus.NOT_APPLICABLE
    assert statuses["procesregie", "3"] is RoleStatus.NOT_RECORDED


def test_line_by_line_it_asks_for_the_document_and_the_holders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = list(empty_places(library.load("regio-groningen")))
    holders = [f"houder {number}" if number % 2 else "" for number in range(len(asked))]
    lines = ["", "Zesdam", "Handboek AVE Zesdam", "Gemeente Zesdam", "2026", "1", *holders]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*lines, ""])))
    folder = tmp_path / "zesdam"
    assert run(["profiles", "new", str(folder), "--from", "regio-groningen", "--plain"]) == 0
    captured = capsys.readouterr()
    assert "Zonder naam kan er geen model komen" in captured.err
    assert "Er zijn geen fouten." in captured.out
    profile = library.load(str(folder)).profile
    assert (profile.title, profile.source.document, profile.source.owner, profile.source.year) == (
        "Zesdam",
        "Handboek AVE Zesdam",
        "Gemeente Zesdam",
        "2026",
    )
    told = {(one.phases[0], one.role): one for one in profile.assignments}
    for (phase, role), name in zip(asked, holders, strict=True):
        one = told[phase.id, role.id]
        assert [holder.name for holder in one.holders] == ([name] if name else [])
        assert one.status is (RoleStatus.ASSIGNED if name else RoleStatus.NOT_RECORDED)


def test_stopping_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Zesdam\n"))
    assert run(["profiles", "new", str(tmp_path / "zesdam"), "--from", "oss", "--plain"]) == 3
    assert not (tmp_path / "zesdam").exists()


def test_what_exists_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_from("oss", tmp_path / "zesdam")
    before = (tmp_path / "zesdam" / "profile.toml").read_bytes()
    assert run(["profiles", "new", str(tmp_path / "zesdam"), "--from", "dalfsen", *ARGUMENTS]) == 5
    assert (tmp_path / "zesdam" / "profile.toml").read_bytes() == before
    assert "bestaat al" in capsys.readouterr().err


def test_a_model_that_extends_another_is_no_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_from("oss", tmp_path / "zesdam")
    assert run(["profiles", "new", str(tmp_path / "zevendam"), "--from", str(tmp_path / "zesdam"), *ARGUMENTS]) == 2
    assert "bouwt zelf al op een ander model" in capsys.readouterr().err
    assert not (tmp_path / "zevendam").exists()


def test_without_a_screen_and_without_a_name_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["profiles", "new", str(tmp_path / "zesdam"), "--from", "oss"]) == 6
    assert "--title" in capsys.readouterr().err


@pytest.mark.parametrize(
    "title",
    ["Zesdam", "'s-Hertogendam", 'Dam "aan" de \\ Zee', "Oss", "!!!", "Dam\n[x]\ny = 1", "Súdwest-Fryslân", "a" * 300],
)
def test_whatever_is_typed_the_file_reads_back_as_it_was_meant(title: str, tmp_path: Path) -> None:
    base = library.load("oss")
    start = Start(
        title=title, document=title, owner=title, year="", date="2026-11-25", holders={("3", "procesregie"): (title,)}
    )
    raw = derive_profile(base, start, PROFILES)
    assert tomllib.loads(text_of(raw, str(tmp_path), base=library.load_raw("oss"))) == raw
    assert raw["id"] not in PROFILES
    (tmp_path / "profile.toml").write_text(text_of(raw, str(tmp_path), base=library.load_raw("oss")), encoding="utf-8")
    assert library.load(str(tmp_path)).profile.title == title


@pytest.mark.parametrize("there", ["zesdam", "onder/zesdam"])
@pytest.mark.parametrize("named", ["regio", "regio/profile.toml", "{}/regio"], ids=["folder", "file", "whole path"])
def test_a_model_of_ones_own_can_be_the_base_where_it_stands(
    named: str, there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its id means nothing: it was not added."""
    monkeypatch.chdir(write_models(tmp_path))
    assert run(["profiles", "new", there, "--from", named.format(tmp_path), *ARGUMENTS]) == 0
    assert "Er zijn geen fouten." in capsys.readouterr().out
    raw = tomllib.loads((tmp_path / there / "profile.toml").read_text(encoding="utf-8"))
    assert raw["extends"] == "../" * len(Path(there).parts) + "regio"
    monkeypatch.chdir("/")
    assert run(["profiles", "check", str(tmp_path / there)]) == 0


def test_commands_to_copy_hold_for_a_folder_with_a_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["profiles", "new", "mijn model", *ARGUMENTS]) == 0
    said = capsys.readouterr()
    assert said.out.count('"mijn model"') == 3
    assert "open mijn model/profile.toml in" in said.out.replace("\\", "/")
    for command in ("check", "show"):
        run(["profiles", command, "mijn model", "--plain"])
        shown = capsys.readouterr().out
        assert '"mijn model"' in shown
        assert " mijn model" not in shown
    assert run(["profiles", "pack", "mijn model", "--out", "mijn model.ave"]) == 0
    assert 'ave profiles add "mijn model.ave"' in capsys.readouterr().err
