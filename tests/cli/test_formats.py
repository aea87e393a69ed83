"""Every command that shows something can show it in every form, and two forms are refused in the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ave_cli.text import cli as cli_text
from ave_cli.text import common as common_text
from tests.cli.command import Ave

ANSWERS = 'kind = "answers"\nformat = 1\nprofile = "oss"\n[answers]\nhulpvraag = true\ngevaar_acuut = false\n'
COMMANDS = {
    "triage": ("triage", "--answers", "antwoorden.toml"),
    "example": ("triage", "--example"),
    "explain": ("explain", "3"),
    "explain-scheme": ("explain",),
    "explain-compare": ("explain", "3", "--compare", "dalfsen"),
    "explain-search": ("explain", "--search", "school"),
    "profiles-list": ("profiles", "list"),
    "profiles-show": ("profiles", "show", "oss"),
    "profiles-check": ("profiles", "check", "oss"),
    "profiles-compare": ("profiles", "compare", "oss", "dalfsen"),
    "profiles-compare-household": ("profiles", "compare", "oss", "dalfsen", "--answers", "antwoorden.toml"),
    "notes-list": ("notes", "list", "notities"),
    "notes-show": ("notes", "show", "NOTE"),
    "notes-diff": ("notes", "diff", "NOTE", "NOTE"),
    "quiz": ("quiz", "--seed", "a", "--count", "1"),
}
NOT_ON_PAPER = {"notes-list", "quiz"}
"""A list of files is for the screen; a round has its own sheet."""


@pytest.fixture(autouse=True)
def place(ave: Ave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AVE_PROFILE", "oss")
    Path("antwoorden.toml").write_text(ANSWERS, "utf-8")
    assert ave("triage", "--answers", "antwoorden.toml", "--save", "notities", "--json").code == 0


def words_of(name: str) -> list[str]:
    (note,) = map(str, Path("notities").glob("*.toml"))
    return [note if word == "NOTE" else word for word in COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["--json", "--markdown", "--plain", "--json --plain", "--markdown --plain"])
def test_every_command_that_shows_something_has_every_form(ave: Ave, name: str, form: str) -> None:
    if name == "quiz" and form == "--plain":
        return  # plays the round
    done = ave(*words_of(name), *form.split())
    assert done.code == 0, done.err
    if "--json" in form:
        assert json.loads(done.out)["format"] == 1
    else:
        assert done.out.startswith("# ") == ("--markdown" in form)
        assert not set("─│╭╰┃━") & set(done.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_two_forms_are_refused_in_the_same_words_everywhere(ave: Ave, name: str) -> None:
    done = ave(*words_of(name), "--json", "--markdown")
    assert (done.code, done.out, done.err.strip()) == (2, "", cli_text.ONE_FORM)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NOT_ON_PAPER])
def test_what_makes_sense_on_paper_is_written_as_a_page_beside_every_form(ave: Ave, name: str) -> None:
    done = ave(*words_of(name), "--json", "--html", "pagina.html")
    assert (done.code, json.loads(done.out)["format"]) == (0, 1)
    assert Path("pagina.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    again = ave(*words_of(name), "--html", "pagina.html")
    assert (again.code, again.out) == (5, "")
    for wrong in ("", "-"):
        refused = ave(*words_of(name), f"--html={wrong}")
        assert (refused.code, refused.err.strip()) == (2, common_text.needs_file("--html"))


@pytest.mark.parametrize("value", ["1", "yes", "TRUE", "on"])
@pytest.mark.parametrize("name", ["triage", "profiles-list", "explain-scheme", "notes-list"])
def test_accessible_is_lines_in_every_command(ave: Ave, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ave(*words_of(name), "--plain")
    monkeypatch.setenv("ACCESSIBLE", value)
    assert ave(*words_of(name)).out == plain.out


@pytest.mark.parametrize("value", ["", "0", "false", "No", "FALSE"])
def test_a_no_to_accessible_is_no(ave: Ave, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = ave(*words_of("profiles-list"))
    monkeypatch.setenv("ACCESSIBLE", value)
    assert ave(*words_of("profiles-list")).out == tables.out
