"""Faults by class: what is tried is counted, and a table at the end says what broke a promise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CODES = {0, 1, 2, 3, 4, 5, 6, 7, 129, 130, 143}
"""Every exit code of the contract but that of a bug."""
TOLD = 5
"""Violations that are shown of one test."""


@dataclass
class Tally:
    """What one test tried of a class of faults."""

    of: str
    tried: int = 0
    violations: list[str] = field(default_factory=list)

    def check(self, promise: object, what: object) -> None:
        """One thing that was tried; `what` tells of it where the promise was not kept."""
        self.tried += 1
        if not promise:
            self.violations.append(str(what))


Tallies = Callable[[str], Tally]


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterable[Tallies]:
    """Count what is tried of a class; the test fails at its end where a promise was broken."""
    made: list[Tally] = []

    def begin(of: str) -> Tally:
        made.append(Tally(of))
        return made[-1]

    yield begin
    for one in made:
        record_property("faults", (one.of, one.tried, len(one.violations)))
    broken = [f"{one.of}: {what}" for one in made for what in one.violations[:TOLD]]
    assert all(one.tried for one in made), "nothing was tried"
    assert not broken, "\n".join(broken)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table: class, tried, violations."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "faults" and report.when == "teardown":
                    of, tried, violations = value
                    found[of][0] += tried
                    found[of][1] += violations
    if found:
        terminalreporter.section("faults")
        width = max(map(len, found))
        for of, (tried, violations) in sorted(found.items()):
            terminalreporter.line(f"{of:{width}}  {tried:>7,} tried  {violations:>3} violations")


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return (self.out + self.err).decode("utf-8", "replace")


@dataclass(frozen=True)
class Ave:
    """The program in a home of its own."""

    home: Path

    def environment(self, changed: Mapping[str, str | None]) -> dict[str, str]:
        kept = {key: one for key, one in os.environ.items() if not key.startswith(("XDG_", "AVE_", "COLUMNS", "LINES"))}
        kept |= {"HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        for key, value in changed.items():
            kept.pop(key, None)
            if value is not None:
                kept[key] = value
        return kept

    def __call__(
        self,
        *words: str | bytes,
        env: Mapping[str, str | None] | None = None,
        typed: bytes | None = None,
        cwd: Path | None = None,
        before: Sequence[str] = (),
        timeout: float = 60,
        **streams: Any,
    ) -> Ended:
        """Run to the end; -1 is a run that did not end."""
        given = {"input": typed} if typed is not None else {"stdin": subprocess.DEVNULL}
        wanted: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given, **streams}
        try:
            done = subprocess.run(
                [*before, sys.executable, "-m", "ave_cli", *words],
                env=self.environment(env or {}),
                cwd=cwd or self.home,
                timeout=timeout,
                check=False,
                **wanted,
            )
        except subprocess.TimeoutExpired:
            return Ended(-1, b"", b"it does not end")
        return Ended(done.returncode, done.stdout or b"", done.stderr or b"")


@pytest.fixture
def ave(tmp_path: Path) -> Ave:
    home = tmp_path / "home"
    home.mkdir()
    return Ave(home)


def broke(ended: Ended) -> str:
    """What no run may do, whatever it is given: a traceback, a code that is none, or nothing at all."""
    if b"Traceback" in ended.err or b'File "' in ended.err or b"Exception ignored" in ended.err:
        return "a traceback"
    return "" if ended.code in CODES else f"exit {ended.code}"


def side_by_side(runs: Sequence[Callable[[], None]]) -> None:
    """Run these two at a time: each waits for a process of its own."""
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run) for run in runs]:
            done.result()


WITHOUT_PRIVILEGES = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("setpriv")
    else []
)
"""A superuser may read everything; in front of a command this takes that away."""
ANSWERS = """kind = "answers"
format = 1
profile = "oss"
[answers]
hulpvraag = true
gevaar_acuut = false
leefgebieden = ["wonen", "geld"]
"""
