"""Caseload on disk: households from JSON lines, CSV or Parquet, one at a time."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from ave_cli.errors import InvalidInput, UsageError
from ave_cli.storage.toml_files import open_file, source_name
from ave_cli.text import cli as cli_text
from ave_cli.text import problems as problems_text

MAX_LINE = 262_144
"""Bytes of one line; what is longer is a problem of it."""
_MAX_CELL = 32_767
"""Characters of a cell, as many as a spreadsheet holds: so far goes who looks for the other half of a loose quote."""
_TOGETHER = 64
"""Households in JSON lines that are read in one go."""
_AT_ONCE = 1_000
"""Households that are read from Parquet in one go."""
_DELIMITERS = ";,\t"
_EMPTY = " \t\r\n\xa0\x1a"
"""What a cell can hold in which nothing stands; the last one ends a file in old programs."""
_NAMED = "sep="
"""How a spreadsheet names the sign between cells on a line before the first."""


_JSON = json.JSONDecoder()
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a workbook begins."""


@dataclass(kw_only=True, slots=True)
class CaseRow:
    """One household as it stands in a file, or what is wrong with its line."""

    line: int
    """Where it begins, from 1; of a table without lines its place."""
    raw: Mapping[str, Any]
    """What stands under each name; an empty cell is left out."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """A file that is open, and its households in its order; not more than a piece of it is held at once."""

    columns: tuple[str, ...]
    """The ids of the columns of a table, without what is left out; empty where each household names its own."""
    rows: Iterator[CaseRow]
    size: int | None
    """Bytes of the file, or households of a table; None where that is not known."""
    done: Callable[[], int]
    """How much of that was read."""


def column_id(name: str) -> str:
    """The name of a column, however it was typed."""
    return "_".join(name.casefold().split())


@dataclass(frozen=True, kw_only=True)
class ColumnRules:
    """What is done with the names of columns."""

    ignored: frozenset[str]
    """What is left out, by its id: nothing in it counts, and nothing in it can be wrong."""
    shown: Callable[[str], str]
    """How a name may be shown."""

    def kept(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """A household that names its own columns, without what is left out."""
        return {name: one for name, one in raw.items() if column_id(name) not in self.ignored}


@contextmanager
def open_caseload(path: Path, rules: ColumnRules) -> Iterator[Caseload]:
    """Open a file of households, or standard input for the path `-`; its content tells what kind it is.

    Raises:
        UsageError: there is no such file, it may not be read, or what reads it is not installed.
        InvalidInput: it is no file of households, or its names are not right.
    """
    name = source_name(path)
    if str(path) == "-":
        yield _recognise(sys.stdin.buffer, name, None, rules)
        return
    try:
        stream = open_file(path)
        size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise UsageError(problems_text.not_found(name)) from None
    except TimeoutError:
        raise UsageError(problems_text.not_readable(name, problems_text.NOBODY_WRITES)) from None
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(name)) from None
    with stream:
        yield _recognise(stream, name, size, rules)


def _recognise(stream: BinaryIO, name: str, size: int | None, rules: ColumnRules) -> Caseload:
    first = stream.readline(MAX_LINE)
    if first.startswith(b"PAR1"):
        return _table(stream, name, size, rules)
    if first.startswith((_ZIP, _OLD_WORKBOOK)):
        raise InvalidInput(problems_text.broken(name), (cli_text.WORKBOOK,))
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
        raise InvalidInput(problems_text.broken(name), (cli_text.NOT_UTF8,))
    first = first.removeprefix(b"\xef\xbb\xbf")
    if first.lstrip().startswith(b"["):
        raise _broken(name, cli_text.NOT_ONE_LIST)
    read = _Counted(stream, first)
    if first.lstrip().startswith(b"{"):
        rows = _json_rows(read)
        return Caseload(
            columns=(), rows=_kept(rows, rules) if rules.ignored else rows, size=size, done=lambda: read.bytes
        )
    return _cells(read, name, size, rules)


def _broken(name: str, problem: str) -> InvalidInput:
    return InvalidInput(problems_text.broken(name), (problem,), problems_text.FIX_AND_RETRY)


class _Counted:
    """The lines of a stream, bounded in length, of which the first was read already; counts what went by."""

    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        self._stream = stream
        self._first = first
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        """Each line; one that is too long comes in pieces."""
        line = self._first
        while line:
            self.bytes += len(line)
            yield line
            line = self._stream.readline(MAX_LINE)


def _kept(rows: Iterator[CaseRow], rules: ColumnRules) -> Iterator[CaseRow]:
    """These households without the columns that are left out, also where answers stand in a table of their own."""
    for row in rows:
        kept = rules.kept(row.raw)
        row.raw = {name: rules.kept(one) if isinstance(one, dict) else one for name, one in kept.items()}
        yield row


def _json_rows(lines: _Counted) -> Iterator[CaseRow]:
    number, size, whole = 0, 0, True
    some: list[tuple[int, bytes]] = []
    mark = f'"{token_hex()}"'
    for line in lines:
        if not whole:
            whole = line.endswith(b"\n")
            continue
        number, whole = number + 1, line.endswith(b"\n") or len(line) < MAX_LINE
        if whole and not line.isspace():
            some.append((number, line))
            size += len(line)
        if not whole or len(some) == _TOGETHER or size > MAX_LINE:
            yield from _json_together(some, mark)
            some, size = [], 0
        if not whole:
            yield CaseRow(line=number, raw={}, problems=(cli_text.LINE_TOO_LONG,))
    yield from _json_together(some, mark)


def _json_together(lines: list[tuple[int, bytes]], mark: str) -> Iterator[CaseRow]:
    """These lines read in one go, so that each name is made once; one by one where that is not for certain the same.

    Between two of them stands a mark that no line can hold: where each mark is found back in its place, each line was
    one value.
    """
    try:
        text = f"[{f',{mark},'.join([line.decode() for _, line in lines])}]"
        found, end = _JSON.raw_decode(text)
        right = end == len(text) and found[1::2] == [mark[1:-1]] * (len(lines) - 1) and len(found) == 2 * len(lines) - 1
    except (ValueError, RecursionError):
        right = False
    if not right:
        yield from (_json_row(number, line) for number, line in lines)
        return
    for (number, line), raw in zip(lines, found[::2], strict=True):
        if isinstance(raw, dict) and line.count(b":") <= len(raw):
            yield CaseRow(line=number, raw=raw)
        else:
            yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> CaseRow:
    try:
        found = json.loads(line.decode().strip())
        twice = line.count(b":") > len(found) and _has_twice(line) if isinstance(found, dict) else False
    except UnicodeDecodeError:
        return CaseRow(line=number, raw={}, problems=(problems_text.NOT_UTF8,))
    except (ValueError, RecursionError):
        return CaseRow(line=number, raw={}, problems=(cli_text.NOT_JSON,))
    if not isinstance(found, dict):
        return CaseRow(line=number, raw={}, problems=(cli_text.NOT_A_HOUSEHOLD,))
    problems = (cli_text.NAME_TWICE,) if twice else ()
    return CaseRow(line=number, raw=found, problems=problems)


def _has_twice(line: bytes) -> bool:
    """Whether a name stands twice in one table: the last would win in silence."""
    found: list[bool] = []

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        found.append(len(table) < len(pairs))
        return table

    json.loads(line, object_pairs_hook=look)
    return any(found)


class _Taken:
    """The lines of a table as text, with the ones that went into the present household; they can be given back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = (line.decode("utf-8", "surrogateescape") for line in lines)
        self._back: deque[str] = deque()
        self.number = 0
        """Lines that were taken."""
        self.present: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.number += 1
        self.present.append(line)
        return line

    def begin(self) -> int:
        """Begin a new household; gives the number of its first line."""
        self.present.clear()
        return self.number + 1

    def keep_first(self) -> None:
        """Give back every line of the present household but the first."""
        back = self.present[1:]
        self.number -= len(back)
        self._back.extendleft(reversed(back))


def _cells(lines: _Counted, name: str, size: int | None, rules: ColumnRules) -> Caseload:
    """The households of a CSV file; what is not UTF-8 is a problem of its line."""
    taken = _Taken(lines)
    first = next(taken, "")
    delimiter = max(_DELIMITERS, key=first.count)
    if first.lower().startswith(_NAMED) and len(first.rstrip("\r\n")) == len(_NAMED) + 1:
        delimiter, first = first[len(_NAMED)], next(taken, "")
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(chain([first], taken), delimiter=delimiter)
    try:
        columns = tuple(map(column_id, next(reader, ())))
    except csv.Error:
        raise _broken(name, cli_text.NO_COLUMNS) from None
    _check_columns(columns, name, rules)
    kept = tuple("" if column in rules.ignored else column for column in columns)
    rows = _csv_rows(taken, delimiter, tuple(map(bool, columns)), kept)
    return Caseload(columns=kept, rows=rows, size=size, done=lambda: lines.bytes)


def _check_columns(columns: Sequence[str], name: str, rules: ColumnRules) -> None:
    """Refuse a table in which it is not clear what stands under which name.

    Raises:
        InvalidInput: there are no names, they are not UTF-8, or one stands there twice.
    """
    named = [column for column in columns if column]
    if not named:
        raise _broken(name, cli_text.NO_COLUMNS)
    if any(_is_broken(column) for column in named if column not in rules.ignored):
        raise InvalidInput(problems_text.broken(name), (cli_text.NOT_UTF8,))
    twice = [column for column, count in Counter(named).items() if count > 1 and column not in rules.ignored]
    if twice:
        raise _broken(name, cli_text.column_twice(map(rules.shown, twice)))


def _is_broken(text: str) -> bool:
    return not text.isascii() and any("\udc80" <= sign <= "\udcff" for sign in text)


def _csv_rows(taken: _Taken, delimiter: str, named: Sequence[bool], kept: Sequence[str]) -> Iterator[CaseRow]:
    """Each household; a quote without its other half takes no other household along."""
    reader = csv.reader(taken, delimiter=delimiter)
    swallowed = 0  # the last line that a loose quote took along
    while True:
        line = taken.begin()
        refused = False
        try:
            cells = next(reader, None)
        except csv.Error:
            cells, refused = [], True
        if cells is None:
            return
        if refused or _is_loose(taken.present, delimiter):
            swallowed = max(swallowed, taken.number)
            yield CaseRow(line=line, raw={}, problems=(_unread(taken),))
            taken.keep_first()
            reader = csv.reader(taken, delimiter=delimiter)
        elif line <= swallowed and len(cells) not in (0, len(named)):
            yield CaseRow(line=line, raw={}, problems=(cli_text.AFTER_LOOSE_QUOTE,))
        elif _are_households(taken.present, delimiter, len(named)):
            problem = cli_text.more_lines(line, taken.number)
            yield from (CaseRow(line=one, raw={}, problems=(problem,)) for one in range(line, taken.number + 1))
        elif any(cell.strip(_EMPTY) for cell in cells):
            yield _csv_row(line, named, kept, cells)


def _is_loose(lines: Sequence[str], delimiter: str) -> bool:
    """Whether these lines became one household by a quote that has no other half in its cell."""
    if len(lines) == 1 and lines[0].count('"') % 2 == 0:
        return False
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) != 1
    except csv.Error:
        return True


def _unread(taken: _Taken) -> str:
    return cli_text.LOOSE_QUOTE if any('"' in line for line in taken.present) else cli_text.NOT_CSV


def _are_households(lines: Sequence[str], delimiter: str, count: int) -> bool:
    """Whether what reads as a break inside a cell may as well be households between two loose quotes."""
    whole = [line.count(delimiter) >= count - 1 for line in lines]
    return len(lines) > 1 and count > 1 and whole[0] and any(whole[1:])


def _csv_row(line: int, named: Sequence[bool], kept: Sequence[str], cells: Sequence[str]) -> CaseRow:
    raw = {column: cell for column, cell in zip(kept, cells, strict=False) if column and cell and not cell.isspace()}
    unnamed = [cell for place, cell in enumerate(cells) if cell.strip() and not (place < len(named) and named[place])]
    problems = [cli_text.MORE_CELLS] if unnamed else []
    if any(_is_broken(cell) for cell in raw.values()):
        problems.append(cli_text.NOT_UTF8)
    return CaseRow(line=line, raw=raw, problems=tuple(problems))


def _table(stream: BinaryIO, name: str, size: int | None, rules: ColumnRules) -> Caseload:
    """The households of a Parquet file; its lines are counted from 1."""
    if size is None:
        raise UsageError(cli_text.PARQUET_NEEDS_FILE)
    try:
        from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415  # an extra, that only such a file needs
    except ImportError:
        raise UsageError(cli_text.NO_PARQUET, cli_text.NO_PARQUET_HINT) from None
    stream.seek(0)
    try:
        found = parquet.ParquetFile(stream)
    except (ArrowInvalid, OSError):
        raise _broken(name, cli_text.NOT_PARQUET) from None
    seen = [0]
    columns = tuple(map(column_id, found.schema_arrow.names))
    _check_columns(columns, name, rules)
    kept = tuple("" if column in rules.ignored else column for column in columns)

    def rows() -> Iterator[CaseRow]:
        try:
            for batch in found.iter_batches(batch_size=_AT_ONCE):
                for raw in _rows_of(batch, kept):
                    seen[0] += 1
                    yield CaseRow(line=seen[0], raw=raw)
        except (ArrowInvalid, OSError):
            raise _broken(name, cli_text.NOT_PARQUET) from None

    return Caseload(columns=kept, rows=rows(), size=found.metadata.num_rows, done=lambda: seen[0])


def _rows_of(batch: Any, kept: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What stands in each row of a piece of a Parquet file; an empty cell is left out."""
    columns = [(key, one.to_pylist()) for key, one in zip(kept, batch.columns, strict=True) if key]
    for at in range(batch.num_rows):
        cells = ((key, values[at]) for key, values in columns)
        yield {key: one for key, one in cells if one is not None and one == one}
