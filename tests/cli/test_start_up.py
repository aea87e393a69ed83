"""What is loaded: a help page and a JSON result do not wait for what only tables and questions need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ave_cli.cli.app import COMMANDS
from ave_cli.errors import InvalidInput
from ave_cli.profile.companion_files import Cases
from ave_cli.storage import library

CHECKOUT = Path(__file__).resolve().parents[2]
HEAVY = ("rich", "pydantic", "questionary", "prompt_toolkit")
CODE = f"""
import sys
from ave_cli.__main__ import run
code = run(sys.argv[1:])
ours = (name for name in sys.modules if name.startswith("ave_cli."))
print(int(code), *(name for name in {HEAVY} if name in sys.modules), *ours, file=sys.stderr)
"""


def loaded(cache: Path, *words: str) -> tuple[str, set[str]]:
    """What stood on stdout, and which heavy libraries are loaded after the command."""
    out, names = all_loaded(cache, *words)
    return out, names & set(HEAVY)


def all_loaded(cache: Path, *words: str) -> tuple[str, set[str]]:
    """What stood on stdout, and which heavy libraries and modules of the program are loaded after the command."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(cache)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return done.stdout, set(names)


@pytest.mark.parametrize("words", [["--help"], ["--version"], []], ids=["help", "version", "nothing"])
def test_help_and_version_load_no_heavy_library(words: list[str], tmp_path: Path) -> None:
    out, names = loaded(tmp_path, *words)
    assert "ave" in out
    assert names == set()


TO_BE_TYPED = re.compile(r"ave_cli\.(__main__|cli|text|errors|records|safe_text|terminal(\.streams)?$)")
"""What declares the commands and their options, and what says something on a screen."""


@pytest.mark.parametrize(
    "words", [[name] for name in COMMANDS] + [["profiles", "check"], ["notes", "list"]], ids=" ".join
)
def test_help_loads_nothing_of_what_a_command_runs(words: list[str], tmp_path: Path) -> None:
    out, names = all_loaded(tmp_path, *words, "--help")
    assert out
    assert [name for name in sorted(names) if not TO_BE_TYPED.match(name)] == []
    assert {name for name in names if name.startswith("ave_cli.cli.")} <= {
        f"ave_cli.cli.{one}" for one in ("app", "emit", "options", words[0])
    }


def test_a_triage_in_json_loads_nothing_that_makes_pages_or_asks(tmp_path: Path) -> None:
    asked = ("triage", "--example", "--json", "--profile", "oss")
    all_loaded(tmp_path, *asked)
    _, names = all_loaded(tmp_path, *asked)
    of = {name.split(".")[1] for name in names}
    assert of & {"views", "render", "report", "quiz", "explain", "compare", "authoring"} == set()
    assert {name for name in names if name.startswith("ave_cli.terminal.")} == {"ave_cli.terminal.streams"}


def test_a_result_in_json_loads_nothing_for_tables_or_questions(tmp_path: Path) -> None:
    out, names = loaded(tmp_path, "triage", "--example", "--json")
    assert out.startswith("{")
    assert names <= {"pydantic"}


def test_a_round_in_json_loads_nothing_for_tables_or_questions(tmp_path: Path) -> None:
    out, names = loaded(tmp_path, "quiz", "--json", "--count", "1", "--profile", "oss")
    assert out.startswith("{")
    assert names <= {"pydantic"}


def test_a_page_line_by_line_loads_nothing_for_tables_or_questions(tmp_path: Path) -> None:
    out, names = loaded(tmp_path, "triage", "--example", "--plain")
    assert "REGIE" in out
    assert names <= {"pydantic"}


def test_a_page_in_tables_does_load_what_draws_them(tmp_path: Path) -> None:
    """So that the tests above are seen to look at something."""
    _, names = loaded(tmp_path, "triage", "--example")
    assert "rich" in names
    assert not names & {"questionary", "prompt_toolkit"}


@pytest.mark.parametrize("words", [[], ["3"], ["casusregie", "--compare", "dalfsen"], ["--search", "school"]], ids=str)
def test_an_explanation_loads_nothing_for_questions(words: list[str], tmp_path: Path) -> None:
    _, names = loaded(tmp_path, "explain", "--profile", "oss", *words)
    assert names <= {"rich", "pydantic"}


def test_an_explanation_line_by_line_loads_nothing_for_tables(tmp_path: Path) -> None:
    out, names = loaded(tmp_path, "explain", "--profile", "oss", "3", "--plain")
    assert "Wie heeft de regie in AVE 3?" in out
    assert names <= {"pydantic"}


SHOWS = [
    ("triage", "--example"),
    ("triage", "--example", "--full", "--plain"),
    ("triage", "--example", "--markdown"),
    ("explain", "3", "--profile", "oss"),
    ("explain", "--search", "school", "--profile", "oss", "--plain"),
    ("profiles", "list"),
    ("profiles", "show", "oss"),
    ("profiles", "compare", "oss", "dalfsen"),
    ("quiz", "--json", "--seed", "a", "--count", "1", "--profile", "oss"),
]


def test_what_was_checked_is_not_checked_again_by_any_command_that_shows(tmp_path: Path) -> None:
    """The first run checks the files that it needs; the second one of the same does without what checks them."""
    notes = tmp_path / "notities"
    for _ in range(2):
        loaded(tmp_path, "triage", "--example", "--json", "--save", str(notes))
    some = sorted(map(str, notes.iterdir()))
    lists = [("notes", "list", str(notes)), ("notes", "review", str(notes)), ("notes", "show", some[0])]
    for words in (*SHOWS, *lists, ("notes", "diff", *some)):
        first, _ = loaded(tmp_path, *words)
        second, again = loaded(tmp_path, *words)
        assert second == first
        assert "pydantic" not in again, words


def test_a_file_that_changed_is_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "cases.toml"
    text = library.profile_file("oss").with_name("cases.toml").read_text(encoding="utf-8")
    place.write_text(text, encoding="utf-8")
    known = library.read_file(place, Cases, "cases")
    assert library.read_file(place, Cases, "cases") == known
    place.write_text(text.replace("[[cases]]", "[[cases]]\nonbekend = 1", 1), encoding="utf-8")
    with pytest.raises(InvalidInput):
        library.read_file(place, Cases, "cases")
