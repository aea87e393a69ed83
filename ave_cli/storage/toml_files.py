"""TOML files read with care, what was checked of them, and settings."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from ave_cli.errors import AveError, InvalidInput, UsageError
from ave_cli.safe_text import one_line
from ave_cli.storage import folders
from ave_cli.storage.folders import open_file
from ave_cli.storage.safe_write import SAFE_FLAGS, put, toml_text
from ave_cli.text import problems as problems_text

MAX_BYTES = 1_048_576
MAX_LINE = 20_000  # characters
MAX_KEY_PARTS = 8
MAX_DEPTH = 12  # brackets inside brackets
MAX_SETTINGS = 8_192  # bytes of the file that remembers the chosen model
_AT_LINE = r"\(at line (\d{1,7}), column (\d{1,7})\)$"
_SHOWN = 120  # characters of a line


def read_toml(path: Path, limit: int = MAX_BYTES, *, show: bool = False) -> dict[str, Any]:
    """Read one TOML file, or standard input for the path `-`.

    Args:
        path: the file.
        limit: bytes that it has at most.
        show: show the line that is wrong; only for a file that holds nothing about a household.

    Raises:
        UsageError: there is no such file, it may not be read, or nobody writes in the pipe that it is.
        InvalidInput: it is too large, not UTF-8, too deep, or not TOML; never echoes its content unless asked to.
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
        if len(data) > limit:
            raise ValueError(problems_text.TOO_LARGE)
        return parse_toml(data, show=show)
    except ValueError as error:
        raise InvalidInput(problems_text.broken(name), (str(error),), problems_text.FIX_AND_RETRY) from None


def _read(path: Path, count: int) -> bytes:
    with open_file(path) as stream:
        return stream.read(count)


def text_in(path: Path) -> str:
    """The text of a file of ours, with plain line ends.

    Raises:
        UsageError: there is no such file, or it may not be read.
        InvalidInput: it is too large.
    """
    try:
        data = _read(path, MAX_BYTES + 1)
        text = _decoded(data).replace("\r\n", "\n")
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(source_name(path))) from None
    if len(data) > MAX_BYTES:
        raise InvalidInput(problems_text.broken(source_name(path)), (problems_text.TOO_LARGE,))
    return text


def _decoded(data: bytes) -> str:
    # a file that begins with the mark of UTF-16 is nothing else
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig")


def source_name(path: Path) -> str:
    """What to call a file in a message."""
    return problems_text.STANDARD_INPUT if str(path) == "-" else one_line(str(path))


def parse_toml(data: bytes, *, show: bool = False) -> dict[str, Any]:
    """Parse guarded TOML: size, line length, key parts and nesting are bounded before the parser sees it.

    Raises:
        ValueError: with words for the user; never with content of the file, unless asked to show the line.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(problems_text.TOO_LARGE)
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        raise ValueError(problems_text.NOT_UTF8) from None
    if show and not text.strip():
        raise ValueError(problems_text.EMPTY_FILE)
    lengths = [len(line) for line in text.split("\n")]
    if max(lengths) > MAX_LINE:
        number = next(number for number, length in enumerate(lengths, start=1) if length > MAX_LINE)
        raise ValueError(problems_text.LONG_LINE.format(number))
    found = _read_simple(text)
    if found is not None:
        return found
    _guard(_bare(text))
    try:
        return _parsed(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(_explain(text, str(error), show=show)) from None


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  # what is written plainly does without

    return tomllib.loads(text)


_QUOTED = r'"[^"\\\x00-\x1f\x7f]*"'
_ENTRY = re.compile(
    rf"([A-Za-z0-9_-]+) = (?:({_QUOTED})|(true|false)|([1-9][0-9]{{0,8}})|(\[\]|\[{_QUOTED}(?:, {_QUOTED})*\])"
    r"|(\d{4}-\d\d-\d\d)|(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[+-]\d\d:\d\d)|([\[{].*))"
)
_NESTED = 8  # the group of a value with parts of its own
_ITEM = rf" *({_QUOTED}),"
_HEADER = r"(\[\[?)([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){0,3})(\]\]?)"
_REMARK = r"#[^\x00-\x1f\x7f]*"
_Table = dict[str, Any]


class _NotSimple(Exception):
    """What only the parser of the library reads, and only in the whole file."""


def _read_simple(text: str) -> _Table | None:
    """A file as a program writes it, one plain value a line; None for any other, which the parser of the library reads.

    Where a value is not plain, that parser reads the value. A folder of thousands of notes is read so in a quarter
    of the time, and a model in half. A test holds it against the library: what it reads, the library reads as the
    same.
    """
    whole: _Table = {}
    table, own = whole, set[int]()
    lines = iter(text.replace("\r\n", "\n").split("\n"))
    try:
        for line in lines:
            entry = _ENTRY.fullmatch(line)
            if entry is not None:
                key = entry[1]
                if key in table:
                    return None
                table[key] = _value(entry, lines)
            elif line.startswith("["):
                table = _open_table(whole, line, own)
            elif line and re.fullmatch(_REMARK, line) is None:
                return None
    except (ValueError, _NotSimple):
        return None
    return whole


_SIMPLE: tuple[Callable[[str], Any], ...] = (
    lambda value: value[1:-1],
    lambda value: value == "true",
    int,
    lambda value: value.split('"')[1::2],
    date.fromisoformat,
    datetime.fromisoformat,
)
"""How a value is read, in the order of the groups behind the key."""


def _value(entry: re.Match[str], lines: Iterator[str]) -> Any:
    place = entry.lastindex or 0
    if place < _NESTED:
        return _SIMPLE[place - 2](entry[place])
    first = entry[place]
    behind = _to_closing(lines) if first.endswith("[") else []
    items = [re.fullmatch(_ITEM, line) for line in behind[:-1]]
    if first + "".join(behind[-1:]) == "[]" and all(items):
        return [item[1][1:-1] for item in items if item is not None]
    nested = "\n".join([entry[0], *behind])
    _guard(_bare(nested))
    alone = _parsed(nested)
    if len(alone) > 1:
        raise _NotSimple
    return alone[entry[1]]


def _to_closing(lines: Iterator[str]) -> list[str]:
    found = []
    for line in lines:
        found.append(line)
        if line.startswith("]"):
            return found
    raise _NotSimple


def _open_table(whole: _Table, line: str, own: set[int]) -> _Table:
    """A new table under this name; one more where it is one of several. `own` holds what headers made: these grow."""
    header = re.fullmatch(_HEADER, line)
    if header is None or len(header[1]) != len(header[3]):
        raise _NotSimple
    *path, last = header[2].split(".")
    inside: Any = whole
    for name in path:
        inside = _grown(inside, name, {}, own)
        if isinstance(inside, list):
            inside = inside[-1]
    new: _Table = {}
    own.add(id(new))
    if header[1] == "[[":
        every = _grown(inside, last, [], own)
        every.append(new)
    elif inside.setdefault(last, new) is not new:
        raise _NotSimple
    return new


def _grown(table: _Table, name: str, new: Any, own: set[int]) -> Any:
    """What headers made by this name, or now make."""
    if name not in table:
        table[name] = new
        own.add(id(new))
    if id(table[name]) not in own or not isinstance(table[name], (type(new), list)):
        raise _NotSimple
    return table[name]


_CURLY = "[\u201c\u201d\u201e\u2018\u2019]"
_FINE_IN_TEXT = '[\u201e\u201c][^"\u201c\u201d\u201e]*[\u201c\u201d]|\u2019'
"""What may stand so in a text."""
_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
_ENDLESS = r"[0-9_]{4000,}"
_MEANT = (
    (r"(True|TRUE|False|FALSE)\b", problems_text.CAPITAL),
    (r"(?i:ja|nee)\s*([,\]}#]|$)", problems_text.YES_OR_NO),
)
_BEHIND = (
    (r"=\s*\d{1,4}-\d{1,2}-\d{1,4}\b", problems_text.DAY_AS_TEXT),
    (r"^,\s*(#|$)", problems_text.COMMA_BEHIND),
    (r"^,", problems_text.SEVERAL_VALUES),
    (r"^[\]}]", problems_text.BRACKET_BEHIND),
)
_MERGED = ("<<<<<<<", "=======", ">>>>>>>")


def _explain(text: str, said: str, *, show: bool) -> str:
    """Where the parser stopped, why in words, and the line itself where that may be shown."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = re.search(_AT_LINE, said)
    endless = next((at for at, one in enumerate(_bare(text).split("\n"), start=1) if re.search(_ENDLESS, one)), None)
    if endless is not None:  # Python refuses it, and does not say where
        return problems_text.not_toml(endless, 1, problems_text.ENDLESS_NUMBER, "")
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    word = _by_looks(lines[line - 1], column, said)
    told = (line, column, word) if word else _twice(lines, line, column, said)
    line, column, reason = told or _open_reason(lines, line, column, said, at_end=not found) or (line, column, "")
    words = next((words for start, words in problems_text.TOML_REASONS.items() if said.startswith(start)), None)
    shown = lines[line - 1] if column <= _SHOWN else f"… {lines[line - 1][column - _SHOWN // 2 :]}"
    shown = one_line(shown.strip(), _SHOWN) if show else ""
    return problems_text.not_toml(line, column, reason or words or problems_text.TOML_OTHER, shown)


def _by_looks(line: str, column: int, said: str) -> str:
    """What is wrong by the looks of the line where the parser stopped; empty where that does not tell."""
    here, rest = line[column - 1 : column], line[column - 1 :]
    if line.startswith(_MERGED):
        return problems_text.MERGE_MARK
    if re.match(_CURLY, here) or re.search("[\u201c\u201d\u201e]", re.sub(_FINE_IN_TEXT, "", line)):
        return problems_text.CURLY_QUOTES
    if re.match(_HIDDEN, here):
        return problems_text.HIDDEN_SIGN
    if re.search(r"=\s*$", line[: column - 1]) and re.match(r"\s*(#|$)", rest):
        return problems_text.NO_VALUE
    if said.startswith("Invalid value"):
        return next((words for pattern, words in _MEANT if re.match(pattern, rest)), "")
    if said.startswith("Expected newline"):
        return _left_over(line, rest)
    if said.startswith("Invalid initial") and here == "}":
        return problems_text.COMMA_BEHIND
    return problems_text.KEY_SIGNS if here.isalpha() and not here.isascii() else ""


def _left_over(line: str, rest: str) -> str:
    """What is wrong where something stands behind a value."""
    if line.lstrip().startswith("["):
        return problems_text.HEADER_BRACKETS
    return next((words for pattern, words in _BEHIND if re.match(pattern, rest) or re.search(pattern, line)), "")


def _twice(lines: list[str], line: int, column: int, said: str) -> tuple[int, int, str] | None:
    """Which of two lines to change, where the parser met a name for the second time."""
    header = re.match(r"\s*(\[+)\s*([\w.-]+)", lines[line - 1])
    if header is None or not said.startswith("Cannot"):
        return None
    name, above = re.escape(header[2]), list(enumerate(lines[: line - 1], start=1))
    first = next((at for at, one in above if one.lstrip().startswith("[")), line)
    keys = (at for at, one in above[: first - 1] if re.match(rf"\s*{name}\s*=", one))
    if at := next(keys, 0):
        return at, 1, problems_text.key_and_tables(line)
    tables = (at for at, one in above if re.match(rf"\s*\[+\s*{name}\s*\]", one))
    at = next(tables, line)
    singles = [one for one in dict.fromkeys((at, line)) if not lines[one - 1].lstrip().startswith("[[")]
    if at == line or not singles:
        return None
    told = problems_text.single_brackets(at + line - singles[0])
    return (singles[0], 1, told) if len(singles) == 1 else (line, column, problems_text.table_twice(at))


def _open_reason(lines: list[str], line: int, column: int, said: str, *, at_end: bool) -> tuple[int, int, str] | None:
    """The bracket that is not closed, or the comma that is missing inside it, where that is why the parser stopped."""
    whole = "\n".join(lines)
    at = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    around = _left_open("\n".join(lines[: line - 1])) if re.match(r"\[|\s*[\w-]+\s*=", lines[line - 1]) else None
    opened = around or _left_open(whole[:at])
    if opened is None or not (around or opened[0] == "{" or at_end or "array" in said):
        return None
    kind, start = opened
    begin = whole[:start].count("\n") + 1
    if kind == "[" and whole[at : at + 1] in ("'", '"', "{"):
        return (line, column, problems_text.NO_COMMA) if begin < line else None
    if begin < line or at_end or lines[line - 1][column - 1 :].strip() == "":
        reason = problems_text.NEWLINE_IN_BRACES if kind == "{" else problems_text.NOT_CLOSED
        return begin, start - whole.rfind("\n", 0, start), reason
    return None


def _left_open(text: str) -> tuple[str, int] | None:
    """The innermost bracket that is open at the end of a text, with its place."""
    stack: list[tuple[str, int]] = []
    for found in re.finditer(_BRACKET, re.sub(_COVERED, lambda one: re.sub(".", " ", one[0]), text)):
        if found[0] in "[{":
            stack.append((found[0], found.start()))
        elif stack:
            stack.pop()
    return stack[-1] if stack else None


_COVERED = r"""(?x)
      \#[^\n]*+()
    | \"\"\"[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*+"{3,}+
    | \'\'\'[^']*+(?:'(?!'')[^']*+)*+'{3,}+
    | "(?!"")[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+"
    | '(?!'')[^'\n]*+'
    | "[\s\S]*+()
    | '[\s\S]*+()
    """
"""A comment, a string, or all from where a string begins that is not closed; a group where nothing of it stays.

Nothing in it is tried twice, and each way begins with the sign that it is found by.
"""


def _bare(text: str) -> str:
    """The text without comments, every string replaced by one letter; line breaks stay; linear in its length.

    It stops at the first string that is not closed: the parser will refuse that file at that place.
    """
    return re.sub(_COVERED, _uncover, text)


def _uncover(found: re.Match[str]) -> str:
    if found.lastindex:
        return ""
    covered = found[0]
    return "s" + "\n" * covered.count("\n") if "\n" in covered else "s"


_OPENS = {"[": 1, "{": 1, "]": -1, "}": -1}
_BRACKET = r"[\[\]{}]"
_TOKENS = r"[.\[\]{}=,\n]"
_LONG_KEY = rf"(?:\.[^.\n=,\[{{]*+){{{MAX_KEY_PARTS}}}"


def _guard(bare: str) -> None:
    deepest = max(accumulate(map(_OPENS.__getitem__, re.findall(_BRACKET, bare))), default=0)
    if deepest > MAX_DEPTH or re.search(_LONG_KEY, bare):
        _refuse(bare)


def _refuse(bare: str) -> None:
    """Say at which line the first key is too long, or the first bracket too deep."""
    depth = dots = 0
    line = 1
    for token in re.findall(_TOKENS, bare):
        if token == ".":
            dots += 1
            if dots >= MAX_KEY_PARTS:
                raise ValueError(problems_text.LONG_KEY.format(line))
            continue
        depth += _OPENS.get(token, 0)
        if depth > MAX_DEPTH:
            raise ValueError(problems_text.TOO_DEEP.format(line))
        if token in "\n=,[{":
            dots = 0
            line += token == "\n"


def _file() -> Path:
    return folders.settings_folder() / "settings.toml"


VARIABLE = "AVE_PROFILE"  # names a model


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


_FORMAT = 2  # changes when what is remembered changes shape
_MOST_REMEMBERED = 16_777_216  # bytes; what is larger was not written by us


def recall_checked(place: Path) -> dict[str, Any] | None:
    """What was remembered of the profile at this place, or nothing.

    It is plain data, and it counts only while it is to the byte what was written and nobody but this user can have
    written it; any surprise means that nothing is remembered. Whether it still fits the files is for the caller to see.
    """
    try:
        data = _read_remembered(_cache_file(place))
        mark, _, text = data.partition(b" ")
        if mark.decode("ascii") != _checksum(text):
            return None
        found = json.loads(text)
    except (AveError, OSError, ValueError, RecursionError, MemoryError):
        return None
    return found if isinstance(found, dict) and found.get("format") == _FORMAT else None


def remember_checked(place: Path, what: dict[str, Any]) -> None:
    """Remember a checked profile; where that cannot be written, nothing is lost but time."""
    text = json.dumps({"format": _FORMAT, **what}, ensure_ascii=True, separators=(",", ":")).encode()
    with suppress(AveError):
        put(_cache_file(place), b"%s %s" % (_checksum(text).encode(), text))


def said_in(place: Path, keys: Iterable[str]) -> dict[str, str] | None:
    """What a file says under each of some keys; None where it cannot be read. Remembered while the file is the same."""
    try:
        mark = _checksum(place.read_bytes())
        known = recall_checked(place.parent)
        if known is None or known.get("mark") != mark:
            raw = read_toml(place)
            known = {"mark": mark, "said": {key: str(raw.get(key, "")) for key in keys}}
            remember_checked(place.parent, known)
    except (AveError, OSError, ValueError):
        return None
    return dict(known["said"])


def _read_remembered(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | SAFE_FLAGS | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if not folders.is_ours(os.fstat(descriptor), alone=True):
            return b""
        return stream.read(_MOST_REMEMBERED)


def _checksum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _cache_file(place: Path) -> Path:
    name = hashlib.sha256(str(folders.whole_path(place)).encode("utf-8", "surrogateescape")).hexdigest()
    return folders.cache_folder() / f"model-{name[:16]}.json"


def invalid_input(name: str, found: Iterable[str], hint: str = problems_text.FIX_AND_RETRY) -> InvalidInput:
    """What to raise for a file with problems, each made printable."""
    return InvalidInput(
        problems_text.broken(name), tuple(one_line(line) for line in problems_text.first_problems(found)), hint
    )
