"""Everything that is read is Dutch: no help page and no error has an English word of the libraries under it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from ave_cli.__main__ import run
from ave_cli.cli.app import app

ENGLISH = (
    *("usage", "options", "option", "arguments", "argument", "commands", "command", "show", "message", "exit", "error"),
    *(
        "invalid",
        "missing",
        "required",
        "default",
        "no such",
        "try",
        "help",
        "unexpected",
        "extra argument",
        "requires",
    ),
    *("does not", "takes", "got", "must", "value", "values", "file", "found", "the", "this", "with", "should", "input"),
    *("aborted", "abort", "unknown", "please", "did you mean", "possible", "range", "choose", "env var", "or", "not"),
    *("cannot", "could", "valid", "expected", "failed", "directory", "exist", "exists", "install", "completion"),
)
FOUND = re.compile(rf"\b(?:{'|'.join(ENGLISH)})\b", re.IGNORECASE)
TYPED = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*|\[[A-Z ]+\]")
"""Options as they are typed are English on purpose."""


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def pages(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """What to type for each help page that there is."""
    yield words
    if isinstance(command, TyperGroup):
        for name in command.list_commands(None):  # type: ignore[arg-type]  # ours look at no context
            yield from pages(command.get_command(None, name), (*words, name))  # type: ignore[arg-type]


PAGES = list(pages(typer.main.get_command(app)))


NAMES = re.compile(rf"\b(?:{'|'.join({words[-1] for words in PAGES if words})})\b")
"""And so are the names of commands, which are always in small letters."""


def english(text: str) -> list[str]:
    return FOUND.findall(NAMES.sub("", TYPED.sub("", text)))


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(("ave", *words)))
def test_a_help_page_is_dutch(words: tuple[str, ...], flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, flag]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"Gebruik: ave{' '.join(('', *words))}")
    assert "Toon deze hulp en stop." in out
    assert english(out) == []


FILES = {
    "kapot.toml": "dit is geen\n",
    "vreemd.toml": 'kind = "answers"\nformat = 9\nsoort = 1\nanswers = 3\nprofile = false\n',
    "notitie.toml": 'kind = "note"\n',
    "fout.toml": (
        'kind = "answers"\nformat = 1\nprofile = "oss"\n[answers]\nhulpvraag = "ja"\nzorgmijding = 3\nfeit = true\n'
        'huidige_fase = "9"\nleefgebieden = ["wonen", "wonen"]\n'
    ),
    "lang.toml": f"a = '{'x' * 30_000}'\n",
    "diep.toml": f"a = {'[' * 60}{']' * 60}\n",
    "delen.toml": ".".join("a" * 30) + " = 1\n",
    "model.toml": 'kind = "profile"\nformat = 1\nid = "a b"\ntitle = 3\nextends = ["oss"]\nask = "x"\nphases = [{}]\n',
    "niets.toml": "",
    "utf16.toml": "\ufffe",
}
ERRORS = (
    ["triag"],
    ["iets"],
    ["--opties"],
    ["-x"],
    ["--version=1"],
    ["triage", "--exampel"],
    ["triage", "-z"],
    ["triage", "a", "b", "c"],
    ["triage", "--answers"],
    ["triage", "--profile"],
    ["triage", "--json=ja"],
    ["triage", "--answers", "a", "--example"],
    ["triage", "--example", "--json", "--markdown"],
    ["triage"],
    ["triage", "--no-input"],
    ["triage", "--plain"],
    ["triage", "--example", "--profile", "elders"],
    ["triage", "--example", "--profile", "osss"],
    ["triage", "--example", "--profile", "model.toml"],
    ["triage", "--example", "--profile", "fout.toml"],
    ["triage", "--example", "--current-phase", "9"],
    ["triage", "--answers", "weg.toml"],
    ["triage", "--answers", "."],
    *(["triage", "--answers", name] for name in FILES),
    ["explain", "--profile", "oss", "zeppelin"],
    ["explain", "--profile", "oss", "--search", "kwantumfysica"],
    ["explain", "--search", "x", "3"],
    ["explain", "--search", "x", "--compare", "oss"],
    ["explain", "--markdown", "--json"],
    ["explain", "--search"],
    ["explain", "3", "--compare", "osss"],
    ["quiz"],
    ["quiz", "--no-input"],
    ["quiz", "--resume"],
    ["quiz", "--plain", "--resume"],
    ["quiz", "--count", "0"],
    ["quiz", "--count"],
    ["quiz", "--level", "x"],
    ["quiz", "--teams", "1"],
    ["quiz", "--kind", "fase"],
    ["quiz", "--seed", ""],
    ["quiz", "--sheet", "ronde"],
    ["quiz", "--results", "uitslag"],
    ["quiz", "--json", "--sheet", "ronde.md"],
    ["quiz", "--resume", "--seed", "x"],
    ["quiz", "--json", "--profile", "elders"],
)


@pytest.mark.parametrize("words", ERRORS, ids=" ".join)
def test_an_error_is_dutch(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-16" if name == "utf16.toml" else "utf-8")
    assert run(words) in (2, 3, 4, 6)
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(r"\b(?:de|het|een|er|dit|deze|geef|gebruik|kies|verbeter|hulp)\b", err, re.IGNORECASE)
    assert english(err) == []


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt()], ids=["a bug", "Ctrl-C"])
def test_what_is_said_when_it_stops_is_dutch(
    error: BaseException, thinking_fails: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    thinking_fails(error)
    assert run(["triage", "--example"]) in (70, 130)
    said = capsys.readouterr().err.splitlines()[-2:]
    assert english("\n".join(said)) == []


def test_the_word_list_finds_what_the_library_says() -> None:
    """A list that finds nothing would make every test here green."""
    said = (
        "Usage: ave [OPTIONS] COMMAND [ARGS]...\nTry 'ave --help' for help.\nNo such option: --x",
        "Error: Missing argument 'A'.",
        "Got unexpected extra argument (a)",
        "Option '--a' requires an argument.",
        "Show this message and exit.",
        "Input should be less than or equal to 5",
    )
    assert [text for text in said if not english(text)] == []
