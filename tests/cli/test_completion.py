"""Completion with TAB: what fits is offered, quickly, and nothing else happens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ave_cli.cli.completion import SCRIPTS, fitting
from ave_cli.storage import library, notes
from tests.cli.command import Ave

CASES = [
    ("", "triage"),
    ("tri", "triage"),
    ("notes ", "review"),
    ("notes rem", "remove"),
    ("triage --ba", "--batch"),
    ("triage --batch x --ph", "--phases"),
    ("triage --profile ", "westerkwartier"),
    ("triage --profile westerkwartier --current-phase ", "2A"),
    ("explain --profile oss cas", "casusregie"),
    ("explain --profile oss ", "zorgmijding"),
    ("profiles show da", "dalfsen"),
    ("completion f", "fish"),
    ("quiz --profile oss --case ", "wachten-op-elkaar"),
    ("quiz --profile oss --journey ", "list"),
    ("profiles journey --profile oss ", "JOURNEY"),
    ("profiles new MAP --from ", "oss"),
    ("explain --profile oss ", "3"),
    ("explain --paper ", "A3"),
]


@pytest.fixture(autouse=True)
def _nothing_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What whoever runs this added is offered too: here it is nothing."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "zonder"))


def offered(line: str) -> list[str]:
    words = ["ave", *line.split(" ")]
    return fitting([str(len(words) - 1), *words])


@pytest.mark.parametrize(("line", "wanted"), CASES)
def test_what_fits_is_offered(line: str, wanted: str) -> None:
    found = offered(line)
    wanted = library.journeys_of("oss")[0].id if wanted == "JOURNEY" else wanted
    assert wanted in found
    assert all(one.startswith(line.split(" ")[-1]) for one in found)


@pytest.mark.parametrize("line", ["triage --batch ", "triage --answers x", "explain --profile er-is-niets ", "x y "])
def test_where_only_the_shell_knows_nothing_is_offered(line: str) -> None:
    assert offered(line) == []


def test_notes_are_offered_by_number_and_name_and_never_by_a_name_that_a_shell_would_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "default_folder", lambda: tmp_path)
    for name in ("ave-2026-01-01-0900-aaaa.toml", "ave-$(touch x).toml", "ander.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert offered("notes show ") == ["1", "ave-2026-01-01-0900-aaaa.toml"]


@pytest.mark.parametrize("line", dict.fromkeys(line for line, _ in CASES))
def test_a_shell_that_leaves_out_an_empty_word_is_answered_alike(line: str) -> None:
    """PowerShell gives a program no empty words: the place is then behind the last one."""
    words = ["ave", *line.split()]
    place = len(words) - (not line.endswith(" ") and bool(line))
    assert fitting([str(place), *words]) == offered(line)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_says_in_dutch_how_to_use_it(ave: Ave, shell: str) -> None:
    done = ave("completion", shell)
    assert done.code == 0
    assert "Eén keer instellen" in done.out
    assert "_complete" in done.out


def test_another_shell_is_refused_by_name(ave: Ave) -> None:
    done = ave("completion", "bsh")
    assert done.code == 2
    assert "bedoelde u 'bash'?" in done.err


def test_models_that_were_added_are_offered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "modellen" / "klein-1"
    folder.mkdir(parents=True)
    text = library.profile_file("oss").read_text(encoding="utf-8").replace('id = "oss"', 'id = "klein"', 1)
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("AVE_PROFILES", str(folder.parent))
    assert offered("triage --profile k") == ["klein"]


HOW = {
    "bash": ["COMP_WORDS=({line})", "COMP_CWORD={place}", "_ave", 'printf "%s\\n" "${{COMPREPLY[@]}}"'],
    # what zsh itself would do with what it is given is put aside: without a terminal it shows nothing
    "zsh": [
        "compadd() {{ shift 2; eval 'print -l -- ${{found}}'; }}",
        "words=({line})",
        "CURRENT=$(({place} + 1))",
        "_ave",
    ],
    "fish": ["complete -C '{line}'"],
}
START = {"zsh": "compdef() { :; }; _files() { :; }\n"}
LINES = [
    ("ave profiles show d", 3, ["dalfsen", "dordrecht-zwijndrecht"]),
    ("ave triage --profile westerkwartier --current-phase 2", 5, ["2A", "2B"]),
    ("ave notes rem", 2, ["remove"]),
    ("ave triage --batch x --ph", 4, ["--phases"]),
    ("ave explain --profile oss behandelreg", 4, ["behandelregie"]),
]


@pytest.mark.parametrize(("line", "place", "wanted"), LINES)
@pytest.mark.parametrize("shell", HOW)
def test_the_shell_itself_completes(
    ave: Ave, tmp_path: Path, shell: str, line: str, place: int, wanted: list[str]
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    program = tmp_path / "ave"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ave_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = START.get(shell, "") + ave("completion", shell).out
    asked = "\n".join(one.format(line=line, place=place) for one in HOW[shell])
    done = subprocess.run(
        [shell, *(["--no-config"] if shell == "fish" else []), "-c", f"{script}\n{asked}"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )
    found = [one.split("\t")[0] for one in done.stdout.splitlines()]
    assert set(wanted) <= set(found), done.stderr
    assert all(one in wanted for one in found if one.startswith(line.split()[-1]))


def test_a_tab_loads_nothing_that_reads_command_lines_draws_or_checks() -> None:
    code = "import sys; from ave_cli.__main__ import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    words = ["_complete", "3", "ave", "triage", "--profile", ""]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
    assert not {"typer", "rich", "pydantic", "prompt_toolkit"} & set(done.stderr.split())
    assert done.stdout.split() == list(library.index().ids())
