"""A model of one's own that is half saved, gone or another one while somebody is being asked: no answer is lost."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MODELS = Path(__file__).parents[1] / "cli" / "from_document"
ENTER, CTRL_S = "\r", "\x13"
Run = Callable[..., Any]
Damage = Callable[[Path], object]


def _half_saved(folder: Path) -> None:
    file = folder / "profile.toml"
    file.write_bytes(file.read_bytes()[:900])


def _newer(folder: Path) -> None:
    file = folder / "profile.toml"
    text = file.read_text(encoding="utf-8").replace('version = "2026.1"', 'version = "2027.1"')
    file.write_text(text.replace("leefgebieden = 3", "leefgebieden = 1"), encoding="utf-8")


def _broken_register(folder: Path) -> None:
    (folder / "statements.toml").write_text('kind = "statements"\nformat = 1\nx = "', encoding="utf-8")


DAMAGES: dict[str, Damage] = {
    "gone": lambda folder: folder.rename(folder.with_name("weg")),
    "half saved": _half_saved,
    "newer": _newer,
    "register broken": _broken_register,
}


def begin(run: Run, model: Path, *more: str) -> Any:
    terminal = run("triage", "--profile", str(model), *more)
    for words, keys in (
        ("direct gevaar voor iemand", "n"),
        ("eigen kenmerk van de zaak", "W-17"),
        ("Voor wie is er nu concreet gevaar", "nnnn"),
        ("is het thuis veilig", "nnnnnnn"),
        ("nu geregistreerd", "n"),
    ):
        terminal.until(words)
        terminal.press(keys + ENTER)
    terminal.until("Op welke leefgebieden")
    return terminal


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_the_advice_and_the_note_come_all_the_same(damage: Damage, run: Run, tmp_path: Path) -> None:
    model = Path(shutil.copytree(MODELS / "merenland", tmp_path / "live"))
    terminal = begin(run, model, "--save", str(tmp_path / "notities"))
    damage(model)
    terminal.press("123" + ENTER)
    terminal.until("meer dan één organisatie betrokken")
    terminal.press("j" + ENTER)
    terminal.until("Houdt de inwoner hulp af?")
    terminal.press("g")
    terminal.until("q stop", "Trede 2")
    terminal.press("o")
    terminal.until("Wat besluit u")
    terminal.press("4" + ENTER)
    terminal.until("Wanneer kijkt u opnieuw")
    terminal.press("5" + ENTER)
    terminal.until("Notitie bewaard in")
    (note,) = (tmp_path / "notities").glob("ave-*.toml")
    kept = tomllib.loads(note.read_text(encoding="utf-8"))
    assert kept["answers"]["leefgebieden"] == ["wonen", "geld", "gezondheid"]
    assert kept["assessment"]["advised"] == "2"
    assert kept["profile"]["version"] == "2026.1"


@pytest.mark.parametrize("damage", [DAMAGES["gone"], DAMAGES["half saved"]], ids=["gone", "half saved"])
def test_a_draft_whose_model_is_gone_waits_for_it(damage: Damage, run: Run, tmp_path: Path) -> None:
    model = Path(shutil.copytree(MODELS / "merenland", tmp_path / "live"))
    whole = Path(shutil.copytree(model, tmp_path / "kopie"))
    terminal = begin(run, model)
    terminal.press(CTRL_S)
    terminal.until("concept bewaard")
    damage(model)
    again = run("triage", "--resume")
    again.until("Uw antwoorden staan nog in het concept")
    assert list((tmp_path / "home").rglob("draft-*.jsonl"))
    shutil.rmtree(model, ignore_errors=True)
    shutil.copytree(whole, model)
    once_more = run("triage", "--resume")
    once_more.until("Op welke leefgebieden")
