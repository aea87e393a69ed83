"""What `ave profiles journey` shows, and what `ave profiles check` says of a klantreis that does not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.profile import TransitionDirection
from ave_cli.storage import library

Captured = pytest.CaptureFixture[str]
FILE = """
kind = "journeys"
format = 1
profile = "oss"
[[journeys]]
id = "eigen"
title = "Een eigen klantreis"
[[journeys.moments]]
title = "Begin"
news = "Een man vraagt hulp."
[journeys.moments.answers]
hulpvraag = true
zelf_oplosbaar = true
{more}
[journeys.moments.expect]
at_least = "{phase}"
at_most = "4"
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def test_by_number_by_id_and_listed(capsys: Captured) -> None:
    first = library.journeys_of("oss")[0]
    shown = []
    for which in ([], ["1"], [first.id]):
        assert run(["profiles", "journey", *which, "--profile", "oss", "--plain"]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] == shown[2]
    assert f"Moment 1. {first.moments[0].title}" in shown[0]
    assert "AVE 1 → AVE 2 → AVE 2 → AVE 3 → AVE 3 → AVE 2 → AVE 1" in shown[0]
    assert "Leemten op deze weg" in shown[0]
    assert run(["profiles", "journey", "list", "--profile", "oss", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed["journeys"]] == [one.id for one in library.journeys_of("oss")]


@pytest.mark.parametrize("which", ["0", "4", "geen"])
def test_what_is_not_there_is_told_with_what_is(which: str, capsys: Captured) -> None:
    assert run(["profiles", "journey", which, "--profile", "oss"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert library.journeys_of("oss")[2].id in err


def test_a_file_of_a_trainer(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(FILE.format(more="", phase="1"), encoding="utf-8")
    assert run(["profiles", "journey", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["profile"], document["journey"]["id"]) == ("oss", "eigen")
    path.write_text(FILE.format(more="hulpvrag = true", phase="1"), encoding="utf-8")
    assert run(["profiles", "journey", str(path)]) == 4
    assert "bedoelde u 'hulpvraag'" in capsys.readouterr().err
    assert run(["profiles", "journey", "er-niet.toml"]) == 2


@pytest.mark.parametrize("command", [["profiles", "journey"], ["quiz", "--json", "--journey"]], ids=["table", "played"])
def test_a_file_of_a_trainer_may_stand_in_the_home_folder(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "eigen.toml").write_text(FILE.format(more="", phase="1"), encoding="utf-8")
    assert run([*command, "~/eigen.toml"]) == 0


@pytest.mark.parametrize("command", [["profiles", "journey"], ["quiz", "--json", "--journey"]], ids=["table", "played"])
@pytest.mark.parametrize(
    ("old", "new", "line", "meant"),
    [
        ("hulpvraag = true", "hulpvrag = true", 12, "bedoelde u 'hulpvraag'?"),
        ("hulpvraag = true", 'hulpvraag = "ja"', 12, "bedoelde u true, zonder aanhalingstekens?"),
        ("zelf_oplosbaar = true", 'samenwerking = "vast"', 13, "geen, goed, stagneert, blijvend, volledig"),
        ('title = "Begin"', 'titel = "Begin"', 9, "bedoelde u 'title'?"),
        ("[journeys.moments.answers]", "[journeys.moments.answer]", 11, "bedoelde u 'answers'?"),
        ('at_least = "1"', 'at_least = "4"', 16, "Verwacht: 4. Uitkomst: 1."),
        ("format = 1", "format = 2", 3, "hier hoort 1"),
        ('news = "Een man', "news = Een man", 10, "deze waarde wordt niet herkend"),
    ],
)
def test_a_file_that_is_not_right_says_on_which_line_and_what_was_meant(
    command: list[str], old: str, new: str, line: int, meant: str, capsys: Captured, tmp_path: Path
) -> None:
    """Also before it is played: an answer that is none would be left out without a word."""
    text = FILE.format(more="", phase="1")
    assert old in text
    path = tmp_path / "eigen.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert run([*command, str(path)]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].endswith("eigen.toml:")
    told = [one for one in err.splitlines() if one.startswith(f"- Regel {line}")]
    assert any(meant in one for one in told), err


def test_a_trainers_own_case_says_its_line_too(capsys: Captured, tmp_path: Path) -> None:
    text = (library.root() / "oss" / "cases.toml").read_text(encoding="utf-8")
    first, second, *_ = text.split("\n[[cases]]\n")
    path = tmp_path / "cases.toml"
    path.write_text(f"{first}\n[[cases]]\n{second}".replace("hulpvraag = true", "hulpvrag = true"), encoding="utf-8")
    line = path.read_text(encoding="utf-8").splitlines().index("hulpvrag = true") + 1
    assert run(["quiz", "--json", "--profile", "oss", "--cases", str(path)]) == 4
    assert f"- Regel {line}: cases (wachten-op-elkaar).answers.hulpvrag: " in capsys.readouterr().err


def test_of_more_klantreizen_in_a_file_it_is_said_that_this_is_the_first(capsys: Captured, tmp_path: Path) -> None:
    text = FILE.format(more="", phase="1")
    path = tmp_path / "eigen.toml"
    path.write_text(
        text + "[[journeys]]" + text.partition("[[journeys]]")[2].replace("eigen", "twee"), encoding="utf-8"
    )
    assert run(["profiles", "journey", str(path)]) == 0
    assert "In dit bestand staan 2 klantreizen; dit is de eerste." in capsys.readouterr().err


def test_two_models_stand_side_by_side_and_a_page_is_paper(capsys: Captured, tmp_path: Path) -> None:
    words = ["profiles", "journey", "1", "--profile", "oss", "--compare", "dalfsen"]
    assert run([*words, "--markdown", "--html", str(tmp_path / "reis.html")]) == 0
    text = capsys.readouterr().out
    assert "| Onderdeel | Oss | Dalfsen |" in text
    assert "Klantreis: " in (tmp_path / "reis.html").read_text(encoding="utf-8")
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["compare"]["profile"] == "dalfsen"
    assert len(document["compare"]["moments"]) == len(document["moments"])
    assert run([*words[:-1], "oss"]) == 2


JOURNEYS = [(name, journey.id) for name in library.index().ids() for journey in library.journeys_of(name)]


@pytest.mark.parametrize(("name", "journey"), JOURNEYS)
def test_a_moment_says_of_danger_what_is_so_and_every_number_once(name: str, journey: str, capsys: Captured) -> None:
    """Nobody said anything: the household is invented. What is not of the model says so."""
    assert run(["profiles", "journey", journey, "--profile", name, "--markdown"]) == 0
    page = capsys.readouterr().out
    assert "U zei" not in page
    for moment in page.split("### Moment ")[1:]:
        told = [line for line in moment.splitlines() if line.startswith("> B")]
        assert len(told) == len(set(told)), moment[:60]
        steps = "".join(line for line in moment.splitlines() if line.startswith("| **Stappen**"))
        assert "bel 112" not in steps
        for of_nobody_here in ("Volg de meldcode, en vraag vandaag", "alleen heeft gesproken"):
            for found in re.findall(rf"{of_nobody_here}[^|<]*", steps):
                assert found.rstrip().endswith("(landelijk)"), found


@pytest.mark.parametrize(("name", "journey"), JOURNEYS)
def test_where_the_model_has_no_way_down_that_is_a_leemte(name: str, journey: str, capsys: Captured) -> None:
    assert run(["profiles", "journey", journey, "--profile", name, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    ruleset = library.load(name)
    ways = {one.from_ for one in ruleset.profile.transitions if one.direction is TransitionDirection.DOWN}
    for moment in document["moments"]:
        now = moment["phase"]["current"]
        lighter = now is not None and ruleset.rank(moment["phase"]["at_most"]) < ruleset.rank(now)
        told = any(gap.startswith("Hoe het omlaag gaat uit") for gap in moment["gaps"])
        assert told == (lighter and now not in ways), moment["title"]


def test_check_walks_every_moment(capsys: Captured, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    profile = (library.root() / "oss" / "profile.toml").read_text(encoding="utf-8")
    (model / "profile.toml").write_text(profile, encoding="utf-8")
    (model / "journeys.toml").write_text(FILE.format(more="", phase="3"), encoding="utf-8")
    assert run(["profiles", "check", str(model), "--json"]) == 1
    found = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["kind"] == "journey"]
    assert [one["where"] for one in found] == ["journeys (eigen).moments[1].expect.at_least"]
    assert found[0]["example"]["hulpvraag"] is True
