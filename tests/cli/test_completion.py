"""Completion with TAB: what fits is offered, quickly, and nothing else happens."""

from __future__ import annotations

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
]


def offered(line: str) -> list[str]:
    words = ["ave", *line.split(" ")]
    return fitting([str(len(words) - 1), *words])


@pytest.mark.parametrize(("line", "wanted"), CASES)
def test_what_fits_is_offered(line: str, wanted: str) -> None:
    found = offered(line)
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


def test_bash_itself_completes(ave: Ave, tmp_path: Path) -> None:
    script = tmp_path / "ave.bash"
    script.write_text(ave("completion", "bash").out, encoding="utf-8")
    lines = [
        f'ave() {{ "{sys.executable}" -m ave_cli "$@"; }}',
        f'. "{script}"',
        "COMP_WORDS=(ave profiles show d)",
        "COMP_CWORD=3",
        "_ave",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == [name for name in library.index().ids() if name.startswith("d")]


def test_a_tab_loads_nothing_that_reads_command_lines_draws_or_checks() -> None:
    code = "import sys; from ave_cli.__main__ import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    words = ["_complete", "3", "ave", "triage", "--profile", ""]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
    assert not {"typer", "rich", "pydantic", "prompt_toolkit"} & set(done.stderr.split())
    assert done.stdout.split() == list(library.index().ids())
