"""Where the world is poorer: without what Windows lacks, without a network; and answers only where they belong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ANSWERS = """kind = "answers"
format = 1
profile = "regio-groningen"
case = "2026-017"
[answers]
gevaar_acuut = false
hulpvraag = true
zelf_oplosbaar = false
"""
POORER = """
import os, signal, sys, platformdirs  # which asks itself on what it runs
for name in ("SIGHUP", "SIGBREAK"):
    if hasattr(signal, name): delattr(signal, name)
for name in ("O_NOFOLLOW", "O_CLOEXEC", "fchmod", "link"):
    if hasattr(os, name): delattr(os, name)
for name in ("termios", "fcntl", "resource"):
    sys.modules[name] = None
from ave_cli.__main__ import run
sys.exit(run(sys.argv[1:]))
"""


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "AVE_"))}
    return {**kept, "HOME": str(home), "PYTHONUTF8": "1"}


def test_a_triage_with_draft_and_note_runs_without_what_windows_lacks(tmp_path: Path) -> None:
    """Not a test on Windows: only that nothing is used unasked that is not there."""
    typed = "2\n" + 60 * "w\n"
    done = subprocess.run(
        [sys.executable, "-c", POORER, "triage", "--plain", "--profile", "regio-groningen", "--save", str(tmp_path)],
        input=typed,
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "fase: " in done.stdout.lower()
    (note,) = tmp_path.glob("ave-*.toml")
    assert "regio-groningen" in note.read_text(encoding="utf-8")
    assert list(tmp_path.rglob("draft-*")) == []


def test_a_stopped_interview_leaves_a_draft_without_what_windows_lacks(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", POORER, "triage", "--plain", "--profile", "regio-groningen"],
        input="2\n1\ns\n",
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
        timeout=60,
    )
    assert done.returncode == 3, done.stderr
    assert len(list(tmp_path.rglob("draft-*.jsonl"))) == 1


def test_no_network_is_needed(tmp_path: Path) -> None:
    """A triage in a network namespace without any interface."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespaces here")
    done = subprocess.run(
        [unshare, "-rn", sys.executable, "-m", "ave_cli", "triage", "--example", "--profile", "oss", "--json"],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_answers_are_nowhere_but_on_stdout_and_in_the_note(tmp_path: Path) -> None:
    """No answer in the cache, the state or a temporary file; the remembered model holds no household."""
    home, notes, scratch = tmp_path / "home", tmp_path / "notes", tmp_path / "tmp"
    for folder in (home, notes, scratch):
        folder.mkdir()
    mark = "2026-kanarie"
    done = subprocess.run(
        [sys.executable, "-m", "ave_cli", "triage", "--answers", "-", "--save", str(notes)],
        input=ANSWERS.replace("2026-017", mark),
        capture_output=True,
        text=True,
        env={**environment(home), "TMPDIR": str(scratch)},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert mark in done.stdout
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and mark in path.read_text(encoding="utf-8")]
    assert [path.parent for path in holding] == [notes]
    assert list(scratch.iterdir()) == []
