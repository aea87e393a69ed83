"""TOML files read with care, and settings."""

from __future__ import annotations

import codecs
import os
import re
import select
import stat
import sys
import tomllib
from pathlib import Path
from typing import Any

from ave_cli.errors import AveError, InvalidInput, UsageError
from ave_cli.safe_text import one_line
from ave_cli.storage import folders
from ave_cli.storage.safe_write import put
from ave_cli.text import problems as problems_text

MAX_BYTES = 1_048_576
MAX_LINE = 20_000
"""Characters."""
MAX_KEY_PARTS = 8
MAX_DEPTH = 12
"""Brackets inside brackets."""
MAX_SETTINGS = 8_192
"""Bytes of the file that remembers the chosen model."""
_AT_LINE = re.compile(r"\(at line (\d{1,7}), column \d+\)$")
_FIRST_BYTE = 2_000
"""Milliseconds to wait for a program that writes in a pipe with a name."""
_STEERING = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What steers a terminal or hides in a line; the writer of TOML leaves these as they are."""


def toml_text(raw: dict[str, Any]) -> str:
    """Plain data as TOML in which nothing steers a terminal that shows the file: it is there as an escape.

    Raises:
        UnicodeEncodeError: a text holds half a letter, which no file can hold.
    """
    import tomli_w  # noqa: PLC0415  # only what is written needs it

    text = _STEERING.sub(_escaped, tomli_w.dumps(raw))
    text.encode()
    return text


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def read_toml(path: Path, limit: int = MAX_BYTES) -> dict[str, Any]:
    """Read one TOML file, or standard input for the path `-`.

    Raises:
        UsageError: there is no such file, it may not be read, or nobody writes in the pipe that it is.
        InvalidInput: it is too large, not UTF-8, too deep, or not TOML; never echoes its content.
    """
    name = source_name(path)
    try:
        data = sys.stdin.buffer.read(limit + 1) if str(path) == "-" else _read(path, limit + 1)
    except FileNotFoundError:
        raise UsageError(problems_text.not_found(name)) from None
    except TimeoutError:
        raise UsageError(problems_text.not_readable(name, problems_text.NOBODY_WRITES)) from None
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(name)) from None
    try:
        return parse_toml(data if len(data) <= limit else b" " * (MAX_BYTES + 1))
    except ValueError as error:
        raise InvalidInput(problems_text.broken(name), (str(error),), problems_text.FIX_AND_RETRY) from None


def _read(path: Path, count: int) -> bytes:
    """At most so many bytes of a file; a pipe is read to its end, but only when some program writes in it.

    Raises:
        TimeoutError: none does.
        OSError, ValueError: it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            waiting = select.poll()
            waiting.register(descriptor, select.POLLIN)
            if not any(event & select.POLLIN for _, event in waiting.poll(_FIRST_BYTE)):
                raise TimeoutError
        if hasattr(os, "set_blocking") and not folders.ON_WINDOWS:
            os.set_blocking(descriptor, True)
        return stream.read(count)


def source_name(path: Path) -> str:
    """What to call a file in a message."""
    return problems_text.STANDARD_INPUT if str(path) == "-" else one_line(str(path))


def parse_toml(data: bytes) -> dict[str, Any]:
    """Parse guarded TOML: size, line length, key parts and nesting are bounded before the parser sees it.

    Raises:
        ValueError: with words for the user; never with content of the file.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(problems_text.TOO_LARGE)
    try:
        # a file that begins with the mark of UTF-16 is nothing else
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(problems_text.NOT_UTF8) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise ValueError(problems_text.long_line(number))
    _guard(_bare(text))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        place = int(found[1]) if found else _endless_number(text)
        place = place or text.rstrip().count("\n") + 1
        raise ValueError(problems_text.not_toml(place, _cause(text, place, str(error)))) from None


def _endless_number(text: str) -> int | None:
    """The line with a number that Python refuses to read, which is not said where."""
    return next((at for at, line in enumerate(_bare(text).split("\n"), start=1) if _ENDLESS.search(line)), None)


_TWICE = re.compile("overwrite|twice|mutate immutable")
"""What the parser says of a key that is there already."""
_ENDLESS = re.compile(r"[0-9_]{4000,}")
_CAUSES = (
    (re.compile(r"=\s*[\[,]?\s*[“”„‟‘’]"), problems_text.CURLY_QUOTE),
    (re.compile(r'"[^"]*\\(?![btnfr"\\uU])|"[A-Za-z]:\\'), problems_text.BACKSLASH),
    (re.compile(r"=\s*(True|TRUE|False|FALSE)\b"), problems_text.CAPITAL),
    (re.compile(r"=\s*(ja|nee|Ja|Nee|JA|NEE)\s*(#|$)"), problems_text.YES_OR_NO),
    (_ENDLESS, problems_text.ENDLESS_NUMBER),
    (re.compile(r"=\s*[^\W\d][\w-]*\s*(#|$)"), problems_text.NO_QUOTES),
)
"""What a person can have meant on a line that is no TOML, by its looks."""


def _cause(text: str, line: int | None, said: str) -> str:
    if _TWICE.search(said):
        return problems_text.KEY_TWICE
    lines = text.split("\n")
    if line is None or line > len(lines):
        return ""
    return next((words for pattern, words in _CAUSES if pattern.search(lines[line - 1])), "")


def _bare(text: str) -> str:
    """The text without comments, every string replaced by one letter; line breaks stay; linear in its length.

    It stops at the first string that is not closed: the parser will refuse that file at that place.
    """
    out: list[str] = []
    place, end = 0, len(text)
    while place < end:
        one = text[place]
        if one == "#":
            stop = text.find("\n", place)
            place = end if stop < 0 else stop
        elif one in "\"'":
            closed = _closing(text, place, one)
            if closed < 0:
                break
            out.append("s" + "\n" * text.count("\n", place, closed))
            place = closed
        else:
            out.append(one)
            place += 1
    return "".join(out)


def _closing(text: str, start: int, quote: str) -> int:
    """Where the string that starts here is over; -1 if it never is."""
    if text.startswith(quote * 3, start):
        place = start + 3
        while (found := text.find(quote * 3, place)) >= 0:
            slashes = found - len(text[place:found].rstrip("\\")) - place if quote == '"' else 0
            if slashes % 2 == 0:
                found += 3
                while found < len(text) and text[found] == quote:
                    found += 1
                return found
            place = found + 1
        return -1
    place = start + 1
    while place < len(text) and text[place] not in (quote, "\n"):
        place += 2 if quote == '"' and text[place] == "\\" else 1
    return place + 1 if place < len(text) and text[place] == quote else -1


_OPENS = {"[": 1, "{": 1, "]": -1, "}": -1}


def _guard(bare: str) -> None:
    depth = dots = 0
    line = 1
    for token in bare:
        if token == ".":
            dots += 1
            if dots >= MAX_KEY_PARTS:
                raise ValueError(problems_text.long_key(line))
            continue
        depth += _OPENS.get(token, 0)
        if depth > MAX_DEPTH:
            raise ValueError(problems_text.too_deep(line))
        if token in "\n=,[{":
            dots = 0
            line += token == "\n"


def _file() -> Path:
    return folders.settings_folder() / "settings.toml"


def remembered_profile() -> str | None:
    """The model that was chosen with `ave profiles use`; nothing where none is, or the file is not ours."""
    try:
        raw = read_toml(_file(), MAX_SETTINGS) if folders.is_file(_file()) else {}
    except AveError:
        return None
    name = raw.get("profile")
    return name if raw.get("kind") == "settings" and isinstance(name, str) and name else None


def remember_profile(name: str) -> None:
    """Remember a model from now on.

    Raises:
        CannotWrite, TargetExists: it could not be written; what was remembered before still counts.
    """
    put(_file(), toml_text({"kind": "settings", "format": 1, "profile": name}).encode())
