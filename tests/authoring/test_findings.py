"""What a check says to an author: once, with what to do, in an order that can be followed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.authoring.proofs import FindingKind
from ave_cli.render.plain import wrap
from ave_cli.safe_text import cut_name
from ave_cli.text import problems as problems_text

MERENLAND = Path(__file__).parents[1] / "cli" / "from_document" / "merenland"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The region of the document of two pages, to be spoiled."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(MERENLAND, tmp_path / "m")
    (tmp_path / "m" / "cases.toml").unlink()
    return tmp_path / "m" / "profile.toml"


def changed(model: Path, *pairs: tuple[str, str]) -> None:
    text = model.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    model.write_text(text, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    capsys.readouterr()
    run(["profiles", "check", "m", *more])
    return capsys.readouterr().out


SAY_IT_THEMSELVES = {"shape", "phase_unreachable", "criterion_never", "criterion_always", "rule_never", "fact_idle"}


def test_of_every_kind_it_is_said_what_to_do() -> None:
    assert {kind.value for kind in FindingKind} - set(problems_text.WHAT_TO_DO) == SAY_IT_THEMSELVES | {"direction"}


def test_a_phase_that_is_only_what_is_left_is_said_in_one_record(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads(check(capsys, "--json"))["findings"] == []
    text = model.read_text(encoding="utf-8")
    begin = text.index('[[gaps]]\nid = "trede-1"')
    end = text.index("[[", begin + 2)
    model.write_text(text[:begin] + text[end:], encoding="utf-8")
    found = json.loads(check(capsys, "--json"))["findings"]
    assert len(found) > 5
    assert {one["kind"] for one in found} == {"lightest_unexplained"}
    page = " ".join(check(capsys, "--plain").split())
    assert page.count("zonder uitleg") == 1
    assert " Of: " in page
    assert 'about = "phase:1", zonder when' in page


@pytest.mark.parametrize("with_moves", [True, False])
def test_the_heavy_phase_first_is_named_as_such(
    with_moves: bool, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = model.read_text(encoding="utf-8")
    head, *phases = text.split("[[phases]]")
    last, separator, rest = phases[-1].partition("\n[[criteria]]")
    text = "[[phases]]".join([head, last + "\n", *reversed(phases[:-1])]) + separator + rest
    if not with_moves:
        begin, end = text.index("[[transitions]]"), text.index("[[steps]]")
        text = text[:begin] + text[end:].replace('undecided = ["af-1"]', "").replace("transition:af-1", "transition")
    model.write_text(text, encoding="utf-8")
    found = json.loads(check(capsys, "--json"))["findings"]
    assert found[0]["where"] == "phases"
    assert "Trede 3 staat eerst en Trede 1 het laatst. Zet de lichtste" in found[0]["text"]
    assert sum(one["kind"] == "direction" for one in found) == 1


def test_what_the_document_says_of_danger_stands_on_its_own(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A phase that is named with danger needs no criterion that looks at danger."""
    changed(model, ('[danger]\nstatus = "not_recorded"', '[danger]\nphase = "2"\ntext = "Bel vandaag."'))
    assert json.loads(check(capsys, "--json"))["findings"] == []


PLACE = "criteria (weigert-en-achteruit).when.all[2].is.teloorgang"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_place_is_not_broken_in_the_middle_of_a_name(width: int) -> None:
    lines = wrap(f"- {PLACE}: optie 'dreigent' bestaat niet; bedoelde u 'dreigend'?", width).split("\n")
    assert all(len(line) < width for line in lines)
    words = " ".join(lines).split()
    for name in ("(weigert-en-achteruit)", "teloorgang", "'dreigent'"):
        assert any(name in word for word in words), lines


def test_a_name_that_is_too_wide_goes_on_after_a_sign() -> None:
    assert cut_name("(drie-leefgebieden).statements", 28) == "(drie-leefgebieden). statements"
    assert cut_name("kort woord", 4) == "kort woord"
    assert "".join(cut_name(PLACE, 14).split(" ")) == PLACE.replace(" ", "")


def test_a_model_begun_empty_holds_runs_and_is_nobody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["profiles", "new", "m", "--title", 'Dam "aan" Zee', "--no-input"]) == 0
    assert json.loads(check(capsys, "--json"))["findings"] == []
    assert run(["profiles", "todo", "m", "--json"]) == 0
    todo = json.loads(capsys.readouterr().out)["todo"]
    assert todo[0]["where"] == "danger"
    assert len(todo) < 30
    assert run(["explain", "--profile", "m", "--plain", "--full"]) == 0
    assert "Oss" not in capsys.readouterr().out
    file = tmp_path / "m" / "profile.toml"
    assert file.read_text(encoding="utf-8").startswith("#:schema ./profile.schema.json")
    file.write_text(file.read_text(encoding="utf-8").replace("todo = true\n", ""), encoding="utf-8")
    assert run(["profiles", "todo", "m", "--json"]) == 0
    left = {one["where"] for one in json.loads(capsys.readouterr().out)["todo"]}
    assert left == {"statements.toml", "cases.toml", "status"}
    assert json.loads(check(capsys, "--json"))["findings"] == []


_WIDE = """
[[facts]]
id = "{0}"
group = "Inwoner"
kind = "choices"
options = ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10", "o11", "o12"]
question = "Wat is er met {0}?"
"""


def test_what_was_not_walked_is_not_said_to_be_walked(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = "elke combinatie van antwoorden die de regels kunnen onderscheiden"
    assert whole in " ".join(check(capsys).split())
    text = model.read_text(encoding="utf-8")
    wide = [f'{{ includes = {{ {fact} = "o{number}" }} }}' for number in range(1, 13) for fact in ("links", "rechts")]
    when = ", ".join(wide)
    criterion = 'id = "veel"\nphase = "2"\neffect = "enter"\nmodality = "kan"\ntext = "Veel."'
    more = f"\n[[criteria]]\n{criterion}\nwhen = {{ any = [{when}] }}\n"
    text = text.replace("ask = [", 'ask = [\n"links", "rechts",', 1)
    model.write_text(text + _WIDE.format("links") + _WIDE.format("rechts") + more, encoding="utf-8")
    told = " ".join(check(capsys).split())
    assert "Niet bewezen" in told
    assert whole not in told
