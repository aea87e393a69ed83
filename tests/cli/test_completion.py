"""Completion with TAB: what fits is offered, quickly, and nothing else happens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ave_cli.__main__ import run
from ave_cli.cli.completion import SCRIPTS, fitting
from ave_cli.storage import folders, library, notes
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


def test_notes_are_offered_as_they_are_numbered_and_never_by_a_name_that_a_shell_would_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ave: Ave
) -> None:
    monkeypatch.setattr(folders, "notes_folder", lambda: tmp_path)
    assert offered("notes show ") == []
    for _ in range(2):
        assert ave("triage", "--example", "--profile", "oss", "--json", "--save", str(tmp_path)).code == 0
    (tmp_path / "ave-$(touch x).toml").write_bytes(next(tmp_path.glob("ave-*.toml")).read_bytes())
    for name in ("ave-2026-01-01-0900-aaaa.toml", "ander.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    for _ in range(2):
        found = offered("notes show ")
        numbers = [one for one in found if one.isdecimal()]
        assert numbers == ["1", "2", "3"]
        assert {notes.find_note(one).name for one in numbers} == {
            one.name for one, note, _ in notes.list_notes() if note
        }
        assert not {"ave-2026-01-01-0900-aaaa.toml", "ave-$(touch x).toml", "ander.toml"} & set(found)
        assert "ave-2026-01-01-0900-aaaa.toml" in offered("notes remove ")
    next(tmp_path.glob("ave-2*[!a].toml")).write_text("", encoding="utf-8")
    assert [one for one in offered("notes show ") if one.isdecimal()] == ["1", "2"]


AROUND: list[tuple[str, list[str]]] = [
    ("triage --current-phase | --profile westerkwartier", ["0", "1", "2A", "2B", "3", "4"]),
    ("triage --current-phase 2| --profile=westerkwartier", ["2A", "2B"]),
    ("triage --profile westerkwartier --current-phase 2a|", ["2A"]),
    ("triage --profile WES|", ["westerkwartier"]),
    ("triage --profile=wes|", ["--profile=westerkwartier"]),
    ("triage --profile=westerkwartier --current-phase=2|", ["--current-phase=2A", "--current-phase=2B"]),
    ('triage --profile "wes|', ["westerkwartier"]),
    ("triage --profile 'wes|", ["westerkwartier"]),
    ("triage --profile='wes|", ["--profile=westerkwartier"]),
    ('triage --profile "westerkwartier" --current-phase 2|', ["2A", "2B"]),
    ("triage --plain=x|", []),
    ("triage --answers=x|", []),
    ("explain -- --pr|", []),
    ("explain --profile oss -- casusr|", ["casusregie", "casusregisseur_benoemd"]),
    ("triage --plain --plai|", []),
    ("triage --plai| --plain", []),
    ("triage --profile=oss --profi|", []),
    ("quiz --kind x --kin|", ["--kind"]),
    ("triage --profile notes --pla|", ["--plain"]),
    ("quiz --profile=oss --case wachten|", ["wachten-op-elkaar"]),
    ("profiles remove |", []),
    ("explain --paper a|", ["A3", "A4"]),
]
"""What is offered where the cursor, a stroke, stands."""


@pytest.mark.parametrize(("line", "wanted"), AROUND)
def test_what_stands_around_the_word_counts(line: str, wanted: list[str]) -> None:
    words = ["ave", *line.split(" ")]
    place = next(number for number, one in enumerate(words) if one.endswith("|"))
    assert fitting([str(place), *(one.removesuffix("|") for one in words)]) == wanted


PIECES: list[tuple[list[str], int, list[str]]] = [
    (["triage", "--profile", "=", "wes"], 4, ["westerkwartier"]),
    (["explain", "--paper", "="], 3, ["A3", "A4"]),
    (["triage", "--profile", "=", '"wes'], 4, ["westerkwartier"]),
    (["triage", "--profile", "=", "westerkwartier", "--current-phase", "=", "2"], 7, ["2A", "2B"]),
    (["triage", "--current-phase", "2", "--profile", "=", "westerkwartier"], 3, ["2A", "2B"]),
    (["triage", "--profile", "mijn", "@", "2"], 5, ["2024.1", "2024.2"]),
    (["triage", "--profile", "mijn", "@"], 4, ["2024.1", "2024.2"]),
]
"""A line as bash cuts it, the place, and what is put behind the last cut."""


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize(("words", "place", "wanted"), PIECES)
def test_what_bash_cuts_in_pieces_is_put_together(words: list[str], place: int, wanted: list[str]) -> None:
    assert sorted(fitting([str(place), "ave", *words])) == sorted(wanted)


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of one's own in two versions."""
    for version in ("2024.1", "2024.2"):
        folder = tmp_path / "modellen" / f"mijn@{version}"
        folder.mkdir(parents=True)
        text = library.profile_file("oss").read_text(encoding="utf-8").replace('id = "oss"', 'id = "mijn"', 1)
        (folder / "profile.toml").write_text(text.replace("2024.2", version, 1), encoding="utf-8")
    monkeypatch.setenv("AVE_PROFILES", str(tmp_path / "modellen"))


@pytest.mark.usefixtures("two_versions")
def test_a_model_is_offered_with_its_versions_and_only_what_was_added_can_be_removed() -> None:
    named = ["mijn", "mijn@2024.1", "mijn@2024.2"]
    assert offered("triage --profile mi") == named
    assert offered("profiles remove ") == named
    assert offered("triage --profile mijn@2024.2 --current-phase ") == ["1", "2", "3", "4"]


@pytest.mark.usefixtures("two_versions")
def test_what_is_offered_of_a_model_follows_its_file(tmp_path: Path) -> None:
    assert offered("triage --profile mijn --current-phase ") == ["1", "2", "3", "4"]
    place = tmp_path / "modellen" / "mijn@2024.2" / "profile.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text + "\nx = = 1\n", encoding="utf-8")
    assert offered("triage --profile mijn --current-phase ") == []
    place.write_text(text, encoding="utf-8")
    assert offered("triage --profile mijn --current-phase ") == ["1", "2", "3", "4"]


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


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize("file", ["cases.toml", "journeys.toml"])
def test_a_file_beside_a_model_that_is_not_right_costs_only_what_stands_in_it(file: str, tmp_path: Path) -> None:
    (tmp_path / "modellen" / "mijn@2024.2" / file).write_text("x = = 1", encoding="utf-8")
    assert offered("triage --profile mijn --current-phase ") == ["1", "2", "3", "4"]
    assert offered("quiz --profile mijn --journey ") == ["list"]
    assert offered("quiz --profile mijn --case ") == []


@pytest.mark.parametrize("name", ["westerkwartier", "WESTERKWARTIER"])
def test_the_model_of_the_environment_counts_where_none_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVE_PROFILE", name)
    assert offered("triage --current-phase 2") == ["2A", "2B"]
    assert offered("triage --profile oss --current-phase 2") == ["2"]


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
AS_A_FILE = """fpath=({place}); autoload -Uz _ave; _files() {{ :; }}
compadd() {{ shift 2; eval 'print -l -- ${{found}}'; }}; words=(ave profiles show d); CURRENT=4; _ave"""
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


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_the_first_tab_in_zsh_offers_something_where_the_script_stands_in_its_folder(ave: Ave, tmp_path: Path) -> None:
    (tmp_path / "_ave").write_text(ave("completion", "zsh").out, encoding="utf-8")
    program = tmp_path / "ave"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ave_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["zsh", "-f", "-c", AS_A_FILE.format(place=tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.split() == ["dalfsen", "dordrecht-zwijndrecht"], done.stderr


QUICK = [["triage", "--current-phase", ""], ["explain", ""], ["quiz", "--case", ""], ["notes", "show", ""]]


@pytest.mark.parametrize("words", QUICK)
def test_a_second_tab_reads_no_model_and_no_note(words: list[str]) -> None:
    code = "import sys; from ave_cli.__main__ import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    asked = ["_complete", str(len(words)), "ave", *words]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, encoding="utf-8", check=True)
    heavy = {"typer", "rich", "pydantic", "ave_cli.engine.assessment", "ave_cli.notes.note", "ave_cli.cli.options"}
    assert not heavy & set(done.stderr.split())


def test_a_tab_loads_nothing_that_reads_command_lines_draws_or_checks() -> None:
    code = "import sys; from ave_cli.__main__ import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    words = ["_complete", "3", "ave", "triage", "--profile", ""]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
    assert not {"typer", "rich", "pydantic", "prompt_toolkit"} & set(done.stderr.split())
    assert done.stdout.split() == list(library.index().ids())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["notes", "review", "--older", "3"], "'--older' bestaat niet; bedoelde u '--older-than'?"),
        (["notes", "list", "--folder", "x"], "'--folder' bestaat niet."),
        (["notes", "show", "--name", "x"], "'--name' bestaat niet."),
        (["explain", "--words", "x"], "'--words' bestaat niet."),
        (["notes", "show", ""], "Er ontbreekt iets: NOTITIE."),
        (["notes", "diff", "x", " "], "Er ontbreekt iets: NOTITIE2."),
        (["notes", "list", ""], "Er ontbreekt iets: MAP."),
        (["profiles", "show", ""], "Er ontbreekt iets: "),
    ],
)
def test_only_what_can_be_typed_is_told_of(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    assert told in capsys.readouterr().err
