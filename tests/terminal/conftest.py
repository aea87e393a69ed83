"""A real terminal: the program runs in a pseudo-terminal, and what a person would see is read back."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pexpect
import pyte
import pytest
from prompt_toolkit.application import get_app
from prompt_toolkit.input.posix_pipe import PosixPipeInput, _Pipe

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


STEPS = re.compile(r"\x1b\[200~.*?\x1b\[201~|\x1b(?:\[[A-Z]|OQ)|[\x00-\x1f]|[^\x00-\x1f]", re.DOTALL)
"""The keys in what is typed; a paste in brackets is one."""


class Typist(PosixPipeInput):
    """Somebody who types one key at a time and looks before the next: a second on the clock of the keys."""

    def __init__(self, **given: Any) -> None:
        self.now = 0.0
        self._steps: deque[str] = deque()
        self._busy = self._asked = False
        super().__init__(**given)

    def send_text(self, data: str) -> None:
        self._steps.extend(STEPS.findall(data))
        if self._asked and not self._busy:
            self._send()

    def paste(self, data: str) -> None:
        """All of this at once, or what a terminal lets through at once."""
        if data:
            self._steps.append(data)

    def attach(self, input_ready_callback: Callable[[], None]) -> AbstractContextManager[None]:
        self._asked, self._busy = True, False
        self._send()
        return super().attach(input_ready_callback)

    def read_keys(self) -> Any:
        keys = super().read_keys()
        self.now += bool(keys)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nothing is asked
            return keys
        self._asked = True
        # a lone Esc is one only when nothing comes behind it for a while
        wait = 0.001 if keys else 0.07
        loop.call_later(wait, loop.call_later, 0.001, self._look, get_app())  # behind what the key itself put off
        return keys

    def _look(self, app: Any) -> None:
        if app.is_running and not app.is_done:
            self._busy = False
            self._send()
        else:
            self._asked = False

    def _send(self) -> None:
        if self._steps and not self._busy:
            self._busy = True
            self.send_bytes(self._steps.popleft().encode())


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typist]:
    """Keys for a screen that is not there."""
    pipe = _Pipe()
    source = Typist(_pipe=pipe)
    try:
        monkeypatch.setattr("ave_cli.terminal.pager.time", SimpleNamespace(monotonic=lambda: source.now))
        monkeypatch.setattr("ave_cli.terminal.pager.Ears.behind_text", False)
        monkeypatch.setattr("ave_cli.terminal.pager._ALONE", 0)
        yield source
    finally:
        pipe.close()


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
