"""A page to take along: where it comes, what never happens to what stands there, and what is left out of it."""

from __future__ import annotations

import errno
import html
import io
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.profile.schema import Effect
from ave_cli.storage import library
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text
from ave_cli.text import triage as triage_text
from ave_cli.text.common import day_or_text as day
from tests.cli.command import Ave

BSN = "123456782"
"""Passes the elfproef; of nobody."""


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def answers(case: str = "") -> str:
    head = f'kind = "answers"\nformat = 1\nprofile = "oss"\ncase = {json.dumps(case)}\n[answers]\n'
    Path("antwoorden.toml").write_text(f'{head}hulpvraag = true\ngevaar_omgeving = "weet_niet"\n', "utf-8")
    return "antwoorden.toml"


def text_of(name: str = "pagina.html") -> str:
    return Path(name).read_text("utf-8")


@pytest.mark.parametrize("form", ["", "--plain", "--markdown", "--json"])
def test_the_page_comes_beside_the_result(form: str, ave: Ave) -> None:
    without = ave("triage", "--answers", answers("2026-017"), form)
    done = ave("triage", "--answers", answers("2026-017"), "--html", "pagina.html", form)
    assert (done.code, done.out) == (0, without.out)
    assert "pagina.html" in done.err
    assert "browser" in done.err
    assert text_of().startswith("<!DOCTYPE html>")
    assert "zaak 2026-017" in text_of()


@pytest.mark.parametrize("name", library.index().ids())
def test_an_example_of_each_model_bears_its_stamp(name: str, ave: Ave) -> None:
    assert ave("triage", "--example", "--profile", name, "--html", "pagina.html").code == 0
    profile = library.load(name).profile
    for words in (profile.title, profile.version, day(profile.date), day(date.today().isoformat()), triage_text.ADVICE):  # noqa: DTZ011
        assert words in text_of()


@pytest.mark.parametrize(
    ("words", "layout"),
    [
        ([], "hung"),
        (["3"], "sheet"),
        (["casusregie"], "card"),
        (["burgemeester"], "card"),
        (["casusregie", "--full"], "report"),
        (["wie", "beslist"], "report"),
        (["--search", "school"], "report"),
        (["--compare", "dalfsen"], "report"),
    ],
)
def test_an_explanation_has_the_layout_that_it_is_for(words: list[str], layout: str, ave: Ave) -> None:
    without = ave("explain", *words, "--profile", "oss")
    done = ave("explain", *words, "--profile", "oss", "--html", "pagina.html")
    assert (done.code, done.out) == (0, without.out)
    assert "pagina.html" in done.err
    assert "huishouden" not in done.err
    assert f'<body class="{layout}">' in text_of()
    profile = library.load("oss").profile
    for said in (profile.title, profile.version, day(profile.date), day(date.today().isoformat()), explain_text.ADVICE):  # noqa: DTZ011
        assert said in text_of()


@pytest.mark.parametrize("name", library.index().ids())
def test_the_sheet_of_a_phase_says_who_and_when_and_what_it_leaves_out(name: str, ave: Ave) -> None:
    ruleset = library.load(name)
    phase = ruleset.profile.phases[-2]
    assert ave("explain", phase.id, "--profile", name, "--html", "pagina.html").code == 0
    said = html.unescape(text_of())
    wanted = [phase.start, *(one.title for one in ruleset.profile.roles)]
    wanted += [one.text for one in ruleset.profile.criteria if one.phase == phase.id and one.effect is Effect.ENTER]
    assert [words for words in wanted if " ".join(words.split()) not in said] == []
    gaps = sum(phase.id in one.phases or not one.phases for one in ruleset.profile.gaps)
    conflicts = sum(phase.id in one.phases for one in ruleset.profile.conflicts)
    assert gaps
    assert f"{gaps} keer dat de bron iets niet vastlegt" in said
    assert (f"{conflicts} keer dat de bron zichzelf tegenspreekt" in said) == bool(conflicts)
    assert f"ave explain {phase.id}" in said


def test_a_comparison_bears_both_models(ave: Ave) -> None:
    assert ave("explain", "3", "--profile", "oss", "--compare", "dalfsen", "--html", "pagina.html").code == 0
    for name in ("oss", "dalfsen"):
        profile = library.load(name).profile
        assert f"Model {profile.title}, versie {profile.version}" in text_of()


def test_an_explanation_replaces_nothing(ave: Ave) -> None:
    _file(Path("pagina.html"))
    done = ave("explain", "3", "--profile", "oss", "--html", "pagina.html")
    assert (done.code, done.out) == (5, "")
    assert text_of() == "van een ander"


def test_only_the_owner_can_read_it_also_under_a_loose_umask(ave: Ave) -> None:
    before = os.umask(0)
    try:
        assert ave("triage", "--example", "--html", "pagina.html").code == 0
    finally:
        os.umask(before)
    assert Path("pagina.html").stat().st_mode & 0o777 == 0o600


def _file(path: Path) -> None:
    path.write_text("van een ander", "utf-8")


def _link(path: Path) -> None:
    path.symlink_to("elders.html")


@pytest.mark.parametrize("make", [_file, _link, Path.mkdir, os.mkfifo], ids=["file", "link", "folder", "pipe"])
def test_what_stands_there_stays_and_nothing_is_shown(make: Callable[[Path], Any], ave: Ave) -> None:
    make(Path("pagina.html"))
    before = os.lstat("pagina.html")
    done = ave("triage", "--example", "--html", "pagina.html")
    assert (done.code, done.out) == (5, "")
    assert "bestaat al" in done.err
    assert os.lstat("pagina.html") == before
    assert not Path("elders.html").exists()


def test_a_folder_that_is_not_there_costs_the_page_and_not_the_result(ave: Ave) -> None:
    done = ave("triage", "--example", "--html", "weg/pagina.html")
    assert done.code == 7
    assert "REGIE" in done.out
    assert "de map bestaat niet" in done.err


def test_a_full_disk_costs_the_page_and_leaves_no_half_one(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_rest: object) -> int:
        raise OSError(errno.ENOSPC, "")

    # the memory of checked models is written with the same call, and may fail in silence
    assert ave("triage", "--example").code == 0
    monkeypatch.setattr(os, "write", full)
    done = ave("triage", "--example", "--html", "pagina.html")
    assert done.code == 7
    assert "de schijf is vol" in done.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["", "-"])
def test_a_page_needs_a_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["triage", "--example", "--html", name]) == 2
    assert "--html" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "case", [f"bsn {BSN}", "bel 06-12345678", "jan@voorbeeld.nl", "1234 AB 12", f"x{BSN} 06-12345678"]
)
def test_what_looks_like_personal_data_is_pointed_out_and_left_out(case: str, ave: Ave) -> None:
    done = ave("triage", "--answers", answers(case), "--html", "pagina.html")
    assert done.code == 0
    assert "lijkt op" in done.err
    assert "[weggehaald]" in text_of()
    assert case not in text_of()
    for secret in (BSN, "12345678", "voorbeeld.nl", "1234 AB"):
        assert secret not in text_of()


def test_a_case_that_tries_to_be_markup_is_text(ave: Ave) -> None:
    done = ave("triage", "--answers", answers("<script>alert(1)</script>\x1b[2J"), "--html", "pagina.html")
    assert done.code == 0
    assert "<script" not in text_of()
    assert "&lt;script&gt;" in text_of()
    assert "\x1b" not in text_of()


def test_questions_through_a_pipe_end_in_a_page_too(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("w\n" * 100))
    done = ave("triage", "--plain", "--profile", "oss", "--html", "pagina.html")
    assert done.code == 0, done.err
    assert "pagina.html" in done.err
    assert "Wie heeft de regie" in text_of()


def test_nothing_is_asked_when_the_name_is_taken(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    _file(Path("pagina.html"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("w\n" * 100))
    done = ave("triage", "--plain", "--profile", "oss", "--html", "pagina.html")
    assert done.code == 5
    assert "Vraag 1" not in done.err
    assert text_of() == "van een ander"


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-01-02", "2 januari 2026"),
        ("2026-12-31", "31 december 2026"),
        ("2026-13-01", "2026-13-01"),
        ("ooit", "ooit"),
    ],
)
def test_a_day_is_read_in_words(iso: str, words: str) -> None:
    assert day(iso) == words


@pytest.mark.parametrize("option", ["--booklet", "--slides"])
def test_a_booklet_and_slides_are_saved_once_and_need_nothing_else(option: str, ave: Ave) -> None:
    done = ave("explain", option, "pagina.html", "--profile", "oss")
    assert (done.code, done.out) == (0, "")
    assert "pagina.html" in done.err
    profile = library.load("oss").profile
    for words in (profile.title, *(phase.title for phase in profile.phases), *(role.title for role in profile.roles)):
        assert html.escape(words) in text_of()
    assert ave("explain", option, "pagina.html", "--profile", "oss").code == 5
    assert ave("explain", option, "-", "--profile", "oss").code == 2


@pytest.mark.parametrize("model", library.index().ids())
def test_a_poster_says_112_before_anything_else_about_danger(ave: Ave, model: str) -> None:
    assert ave("explain", "--profile", model, "--html", "poster.html").code == 0
    page = Path("poster.html").read_text("utf-8")
    box = page[page.index(answers_text.POSTER_DANGER) + len(answers_text.POSTER_DANGER) :]
    assert re.sub(r"<[^>]*>", "", box).strip().startswith("Bij direct gevaar: bel 112.")


def test_a_poster_fits_the_paper_that_is_asked_for(ave: Ave) -> None:
    assert ave("explain", "--paper", "a3", "--html", "pagina.html", "--profile", "oss").code == 0
    assert "size: A3 landscape;" in text_of()
    assert ave("explain", "--paper", "B5", "--profile", "oss").code == 2
