"""A Windows console that is typed in and read, as pexpect and pyte do elsewhere; the standard library only.

It uses the console that it runs in, or makes one; under Wine it wants a terminal around it.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from ctypes import wintypes as w
from pathlib import Path
from typing import Any

k: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009  # there on Windows only
k.CreateFileW.restype = w.HANDLE
KEYS = {"up": 0x26, "down": 0x28, "left": 0x25, "right": 0x27, "esc": 0x1B, "enter": 0x0D, "space": 0x20, "back": 8}
COORD: Any = getattr(w, "_COORD")  # noqa: B009
BEFORE = (
    "import prompt_toolkit.output.windows10 as o, prompt_toolkit.input.win32 as i, sys;"
    "o.is_win_vt100_enabled = lambda: False; i._is_win_vt100_input_enabled = lambda: False;"
    "import pathlib, platformdirs; root = pathlib.Path(sys.argv.pop(1));"
    "[setattr(platformdirs, f'user_{n}_path', lambda *a, n=n, **k: root / n) "
    "for n in ('state', 'config', 'cache', 'documents')];"
    "import signal, threading, time; asked = root / 'break';"
    "wait = lambda: (all(time.sleep(0.1) is None for _ in iter(asked.exists, True)), signal.raise_signal(21));"
    "threading.Thread(target=wait, daemon=True).start();"
    "import signal, threading, time; asked = root / 'break';"
    "wait = lambda: (all(time.sleep(0.1) is None for _ in iter(asked.exists, True)), signal.raise_signal(21));"
    "threading.Thread(target=wait, daemon=True).start();"
    "from ave_cli.__main__ import main; sys.argv = ['ave', *sys.argv[1:]]; main()"
)
"""Wine says yes to the newer ways to draw and to read keys, and then does neither; and it sends no Ctrl-Break, which
Windows does from a thread of its own."""


class Key(ctypes.Structure):
    _fields_ = [("down", w.BOOL), ("repeat", w.WORD), ("vk", w.WORD), ("scan", w.WORD), ("char", w.WCHAR),
                ("state", w.DWORD)]  # fmt: skip


class Record(ctypes.Structure):
    _fields_ = [("type", w.WORD), ("key", Key)]


class Info(ctypes.Structure):
    _fields_ = [("size", COORD), ("cursor", COORD), ("attributes", w.WORD), ("window", w.SMALL_RECT), ("most", COORD)]


class Screen:
    """A console with one run of the program in it."""

    def __init__(self, folder: Path, *words: str) -> None:
        if not k.GetConsoleCP() and not k.AllocConsole():
            raise OSError("AllocConsole")
        self.out = k.CreateFileW("CONOUT$", 0xC0000000, 3, None, 3, 0, None)
        self.inp = k.CreateFileW("CONIN$", 0xC0000000, 3, None, 3, 0, None)
        for handle in (self.inp, self.out):
            k.SetHandleInformation(w.HANDLE(handle), 1, 1)
        self.wipe()
        self.folder = folder
        info: Any = getattr(subprocess, "STARTUPINFO")()  # noqa: B009
        info.dwFlags |= getattr(subprocess, "STARTF_USESTDHANDLES")  # noqa: B009
        info.hStdInput, info.hStdOutput, info.hStdError = self.inp, self.out, self.out
        self.child = subprocess.Popen(
            [sys.executable, "-c", BEFORE, str(folder), *words], close_fds=False, startupinfo=info, cwd=folder
        )

    def wipe(self) -> None:
        """An empty screen, and no key that an earlier run left."""
        found, done = Info(), w.DWORD()
        k.GetConsoleScreenBufferInfo(w.HANDLE(self.out), ctypes.byref(found))
        cells = found.size.X * found.size.Y
        k.FillConsoleOutputCharacterW(w.HANDLE(self.out), w.WCHAR(" "), cells, COORD(0, 0), ctypes.byref(done))
        k.SetConsoleCursorPosition(w.HANDLE(self.out), COORD(0, 0))
        k.FlushConsoleInputBuffer(w.HANDLE(self.inp))

    def text(self) -> str:
        """What stands on the screen now; a page of its own is drawn on another one than the rest."""
        found, lines, read = Info(), [], w.DWORD()
        shown = w.HANDLE(k.CreateFileW("CONOUT$", 0xC0000000, 3, None, 3, 0, None))
        k.GetConsoleScreenBufferInfo(shown, ctypes.byref(found))
        for row in range(found.window.Top, found.window.Bottom + 1):
            buffer = ctypes.create_unicode_buffer(found.size.X + 1)
            k.ReadConsoleOutputCharacterW(shown, buffer, found.size.X, COORD(0, row), ctypes.byref(read))
            lines.append(buffer.value.rstrip())
        k.CloseHandle(shown)
        return "\n".join(lines).strip("\n")

    def type(self, *keys: str) -> None:
        for one in keys:
            time.sleep(0.5)  # keys that come in a burst are taken for a paste
            vk, char, state = KEYS.get(one), "\0", 0
            if one.startswith("ctrl-"):
                vk, char, state = ord(one[-1].upper()), chr(ord(one[-1]) - 96), 8
            elif vk is None:
                vk, char = 0, one
            elif one in ("esc", "enter", "space", "back"):
                char = chr(vk)
            for down in (True, False):
                record = Record(1, Key(down, 1, vk, 0, char, state))
                k.WriteConsoleInputW(w.HANDLE(self.inp), ctypes.byref(record), 1, ctypes.byref(w.DWORD()))

    def until(self, *wanted: str, seconds: float = 60) -> str:
        """Wait until one of these stands on the screen."""
        end = time.monotonic() + seconds
        while not any(one in (seen := " ".join(self.text().split())) for one in wanted):
            if time.monotonic() > end or self.child.poll() is not None:
                raise AssertionError(f"not seen: {wanted!r}\n{self.text()}\nexit {self.child.poll()}")
            time.sleep(0.1)
        return seen

    def break_off(self) -> None:
        """Ctrl-Break; a window that is closed comes to a program in the same way."""
        (self.folder / "break").touch()

    def end(self, seconds: float = 60) -> int:
        return self.child.wait(seconds)
