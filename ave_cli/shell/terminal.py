"""What can the screen do, and how do we write to it?"""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING

from ave_cli.shell.safe_text import printable

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_FILE = 100
"""Columns of tables that go to a file or a pipe."""


_INSTEAD = {"→": "->", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "•": "-"}


def prepare() -> None:
    """Make sure that no letter can stop a result: a screen without it gets the nearest plain one."""
    codecs.register_error("ave", _nearest)
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower()
        if not encoding.startswith("utf") and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ave")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    plain = "".join(_INSTEAD.get(one) or _without_mark(one) for one in missing)
    return plain, error.end


def _without_mark(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def can_ask() -> bool:
    """Whether somebody sits at a terminal: questions go out on stderr, answers come in on stdin."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_dumb() -> bool:
    """Whether stdout is a terminal that cannot draw."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") in ("dumb", "unknown")


def out(text: str) -> None:
    """A result, on stdout."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str, end: str = "\n") -> None:
    """A prompt, progress or a complaint, on stderr; made printable here."""
    sys.stdout.flush()
    sys.stderr.write(printable(text) + end)
    sys.stderr.flush()


def width_of_questions() -> int | None:
    """Columns to wrap questions at; None where they do not go to a terminal."""
    return shutil.get_terminal_size().columns if sys.stderr.isatty() else None


def width_of_result() -> int | None:
    """Columns to wrap a plain result at; None where it does not go to a terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def console() -> Console:
    """A console on stdout that takes text as it is: no markup, no emoji, no highlighting."""
    from rich.console import Console  # noqa: PLC0415  # rich takes longer to import than a JSON result takes to make

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_FILE
    return Console(markup=False, emoji=False, highlight=False, width=width)
