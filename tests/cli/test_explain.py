"""Explaining on the command line: what is asked for, in which form, and what is not there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.storage import library
from ave_cli.text.common import day

PROFILES = library.index().ids()


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AVE_PROFILE", "oss")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "100")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["explain", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("words", [["3"], ["AVE3"], ["ave", "3"], ["ave 3"], ["Fase", "3"]], ids=str)
def test_a_phase_is_asked_for_in_many_ways(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, *words)
    assert out.startswith("AVE 3. ")
    for question in ("beginsituatie", "Wie heeft de regie in AVE 3?", "Wanneer hoort", "Wanneer omhoog of omlaag"):
        assert question in out
    whole = said(capsys, *words, "--full")
    for question in ("Opschalen van AVE 3 naar AVE 4", "Welke overleggen"):
        assert question in whole


@pytest.mark.parametrize("name", PROFILES)
def test_the_document_for_programs_is_as_agreed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, "casusregie", "--json", "--profile", name))
    assert list(document) == ["format", "profile", "kind", "id", "title", "sections"]
    assert (document["format"], document["profile"], document["kind"], document["id"]) == (
        1,
        name,
        "role",
        "casusregie",
    )
    for one in document["sections"]:
        assert list(one) == ["title", "lines", "statements"]
        assert one["lines"]


def test_the_screen_says_what_the_document_says(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, "2 naar 3", "--json"))
    out = " ".join(said(capsys, "2 naar 3", "--plain", "--full").split())
    for one in document["sections"]:
        for line in one["lines"]:
            for piece in re.split(r"\. ", line):
                assert " ".join(piece.split()).rstrip(".") in out


@pytest.mark.parametrize("name", PROFILES)
def test_the_scheme_stands_side_by_side_where_it_fits(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = [phase.label for phase in library.load(name).profile.phases]
    monkeypatch.setenv("COLUMNS", "120")
    wide = said(capsys, "--profile", name)
    assert max(map(len, wide.splitlines())) <= 120
    head = wide.split("─")[0]
    assert all(f"{label}." in head for label in labels)
    monkeypatch.setenv("COLUMNS", "119")
    blocks = [line for line in said(capsys, "--profile", name).splitlines() if re.match(r"AVE \w+\. ", line)]
    assert len(blocks) == len(labels)
    monkeypatch.setenv("COLUMNS", "200")
    plain = [line for line in said(capsys, "--plain", "--profile", name).splitlines() if re.match(r"AVE \w+\. ", line)]
    assert len(plain) == len(labels)


@pytest.mark.parametrize("words", [[], ["3"], ["casusregie"], ["SO"], ["OSS-091"]], ids=str)
def test_what_is_taken_away_bears_where_it_is_from(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, *words, "--markdown")
    profile = library.load("oss").profile
    assert out.startswith("# ")
    assert f"Model {profile.title} · versie {profile.version} · bijgewerkt op {day(profile.date)}" in out
    assert re.search(r"Afgedrukt op \d+ [a-z]+ \d{4}\.", out)
    assert "het is geen besluit" in out


def test_a_word_that_is_typed_wrong_simply_opens_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "burgermeester")
    assert out.startswith("Burgemeester")
    assert "Gelezen als: burgemeester (u typte burgermeester)." in out


def test_of_what_the_model_says_nothing_nothing_is_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "zeppelin"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Het model Oss zegt niets over 'zeppelin'." in err
    assert "Bedoelde" not in err


@pytest.mark.parametrize("words", ["2A", "verschil 2A en 2B"])
def test_a_phase_of_another_model_is_named(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *words.split()]) == 2
    assert "wel: AVE 1, AVE 2, AVE 3, AVE 4." in capsys.readouterr().err


def test_a_difference_between_documents_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "x-01").startswith("X-01. ")


@pytest.mark.parametrize("text", ["waakvlam", "WAAKVLAM", "waakvlan", "wáákvlam"])
def test_searching_forgives(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, "--search", text, "--json"))
    assert list(document) == ["format", "profile", "search", "results"]
    assert {"kind": "term", "id": "waakvlam", "title": "Waakvlamzorg"} in document["results"]
    assert "begrip waakvlam" in said(capsys, "--search", text)


def test_what_is_found_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, "--search", "school", "--json"))
    for one in document["results"]:
        assert json.loads(said(capsys, one["id"], "--json"))["title"]


def test_nothing_found_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--search", "kwantumfysica"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "zegt niets over 'kwantumfysica'" in err


def test_two_models_beside_each_other(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = said(capsys, "procesregie", "--compare", "westerkwartier")
    assert re.search(r"^ +Oss +Westerkwartier", out, re.MULTILINE)
    document = json.loads(said(capsys, "procesregie", "--compare", "westerkwartier", "--json"))
    assert [one["profile"] for one in document["explanations"]] == ["oss", "westerkwartier"]
    assert {one["id"] for one in document["explanations"]} == {"procesregie"}


def test_a_role_has_one_row_also_where_the_models_name_it_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = said(capsys, "3", "--compare", "dalfsen", "--markdown", "--full")
    rows = [[cell.strip() for cell in line.split("|")] for line in out.splitlines() if line.startswith("| **")]
    named = {row[1].strip("*"): row[2:4] for row in rows}
    assert "Operationele verantwoordelijkheid" not in named
    assert all("management van de betrokken partijen" in cell for cell in named["Operationeel verantwoordelijk"])
    assert named["Beleidsregie"][0] == "niet vastgelegd in dit model"
    assert "Casusregie" in named
    assert list(named).index("Beleidsregie") < list(named).index("Wanneer hoort een huishouden hier?")


def test_what_only_the_other_model_has_is_told_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "netwerkcoordinator", "--compare", "dalfsen")
    assert "Oss kent dit niet; Dalfsen wel:" in out
    assert "heeft in AVE 3 de procesregie" in " ".join(out.split())
    assert run(["explain", "zeppelin", "--compare", "dalfsen"]) == 2
    assert "Oss en Dalfsen" in capsys.readouterr().err


def test_a_phase_that_the_other_model_has_in_parts_stands_in_parts(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2", "--compare", "westerkwartier")
    assert "AVE 2A" in out
    assert "Hulp via het Sociaal Team" in out


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("ask", ["", "begrippen", "wie beslist", "wie bel ik", "2", "procesregie"])
def test_an_answer_fits_on_a_page(
    name: str, ask: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = said(capsys, *ask.split(), "--profile", name)
    assert out.count("\n") <= 60
    assert [line for line in out.splitlines() if len(line.rstrip()) > 80] == []


@pytest.mark.parametrize(
    "words",
    [
        ["3", "--search", "x"],
        ["--search", "x", "--compare", "oss"],
        ["3", "--json", "--markdown"],
        ["3", "--profile", "weg"],
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *words]) == 2
    assert capsys.readouterr().out == ""


def test_a_word_that_steers_the_terminal_is_shown_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "\x1b[31mrood"]) == 2
    assert "\x1b" not in capsys.readouterr().err
