"""A real terminal: the program runs in a pseudo-terminal, and what a person would see is read back."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pexpect
import pyte
import pytest

DOWN, UP, LEFT, ESCAPE, ENTER, CTRL_C, CTRL_S = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b", "\r", "\x03", "\x13"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spawn-timeout", type=float, default=20.0, help="seconds to wait for a text on the screen")


class Terminal:
    """One run of the program at a fixed size."""

    def __init__(
        self,
        arguments: list[str],
        home: Path,
        size: tuple[int, int],
        timeout: float,
        changed: Mapping[str, str],
    ) -> None:
        width, height = size
        environment = {
            **{
                key: value
                for key, value in os.environ.items()
                if not key.startswith(("XDG_", "AVE_", "COLUMNS", "LINES", "ACCESSIBLE"))
            },
            "HOME": str(home),
            "TERM": "xterm-256color",
            "PYTHONUTF8": "1",
            **changed,
        }
        self.timeout = timeout
        self._flags = 0
        self.screen = pyte.HistoryScreen(width, height, history=2000)
        self._stream = pyte.Stream(self.screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "ave_cli", *arguments],
            env=environment,
            dimensions=(height, width),
            encoding="utf-8",
            timeout=timeout,
        )

    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def words(self) -> str:
        """The same in one line: where a line breaks does not matter."""
        return " ".join(self.text().split())

    def until(self, *wanted: str) -> None:
        """Wait until all these words stand on the screen."""
        deadline = time.monotonic() + self.timeout
        while not all(one in self.words() for one in wanted):
            if time.monotonic() > deadline or not self._read():
                pytest.fail(f"not on the screen: {wanted}\n{self.text()}")

    def settle(self) -> None:
        """Read until nothing comes for a moment."""
        before = ""
        while before != self.text() or not before.strip():
            before = self.text()
            for _ in range(6):
                self._read()

    def press(self, keys: str) -> None:
        self._child.send(keys)

    def kill(self, number: int) -> None:
        self._child.kill(number)

    def end(self) -> tuple[int | None, int | None]:
        """Wait for the end; the exit code, or the signal that killed it."""
        deadline = time.monotonic() + self.timeout
        while self._read():
            if time.monotonic() > deadline:
                pytest.fail(f"it does not end\n{self.text()}")
        self._flags = termios.tcgetattr(self._child.child_fd)[3]
        self._child.close()
        return self._child.exitstatus, self._child.signalstatus

    def is_sane(self) -> bool:
        """Whether the terminal is as it was at the end: it echoes, reads by line, and shows its cursor."""
        reads_by_line = self._flags & termios.ECHO and self._flags & termios.ICANON
        return bool(reads_by_line) and not self.screen.cursor.hidden

    def _read(self) -> bool:
        try:
            self._stream.feed(self._child.read_nonblocking(100_000, 0.05))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True

    def resize(self, width: int, height: int) -> None:
        """Zoom: the screen gets another size, and what stood on it is gone."""
        self.screen.resize(height, width)
        self.screen.reset()
        self._child.setwinsize(height, width)

    def close(self) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close(force=True)


Run = Callable[..., Terminal]


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    """Start the program in a terminal; every run of one test has the same home."""
    running: list[Terminal] = []
    home = tmp_path / "home"
    home.mkdir()

    def start(
        *arguments: str, width: int = 80, height: int = 24, environment: Mapping[str, str] | None = None
    ) -> Terminal:
        timeout = request.config.getoption("--spawn-timeout", default=20.0)
        terminal = Terminal(list(arguments), home, (width, height), float(timeout), environment or {})
        running.append(terminal)
        return terminal

    yield start
    for one in running:
        one.close()
