"""Caseload on disk: households from JSON lines, CSV or Parquet, one at a time."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
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
"""Bytes of one household in JSON lines, and characters of one cell; what is longer is a problem of its line."""
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
    """The names above a table; empty where each household names its own."""
    rows: Iterator[CaseRow]
    size: int | None
    """Bytes of the file, or households of a table; None where that is not known."""
    done: Callable[[], int]
    """How much of that was read."""


@contextmanager
def open_caseload(path: Path) -> Iterator[Caseload]:
    """Open a file of households, or standard input for the path `-`; its content tells what kind it is.

    Raises:
        UsageError: there is no such file, it may not be read, or what reads it is not installed.
        InvalidInput: it is no file of households, or its names are not right.
    """
    name = source_name(path)
    if str(path) == "-":
        yield _recognise(sys.stdin.buffer, name, None)
        return
    try:
        stream = open_file(path)
        size = path.stat().st_size
    except FileNotFoundError:
        raise UsageError(problems_text.not_found(name)) from None
    except TimeoutError:
        raise UsageError(problems_text.not_readable(name, problems_text.NOBODY_WRITES)) from None
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(name)) from None
    with stream:
        yield _recognise(stream, name, size)


def _recognise(stream: BinaryIO, name: str, size: int | None) -> Caseload:
    first = stream.readline(MAX_LINE)
    if first.startswith(b"PAR1"):
        return _table(stream, name, size)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
        raise _broken(name, problems_text.NOT_UTF8)
    first = first.removeprefix(b"\xef\xbb\xbf")
    if first.lstrip().startswith(b"["):
        raise _broken(name, cli_text.NOT_ONE_LIST)
    read = _Counted(stream, first)
    if first.lstrip().startswith(b"{"):
        return Caseload(columns=(), rows=_json_rows(read), size=size, done=lambda: read.bytes)
    return _cells(read, name, size)


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


def _cells(lines: _Counted, name: str, size: int | None) -> Caseload:
    """The households of a CSV file; what is not UTF-8 is a problem of its line."""
    texts = (line.decode("utf-8", "surrogateescape") for line in lines)
    first = next(texts, "")
    before = 0
    delimiter = max(_DELIMITERS, key=first.count)
    if first.lower().startswith(_NAMED) and len(first.rstrip("\r\n")) == len(_NAMED) + 1:
        before, delimiter, first = 1, first[len(_NAMED)], next(texts, "")
    csv.field_size_limit(MAX_LINE)
    reader = csv.reader(chain([first], texts), delimiter=delimiter)
    try:
        columns = _meant(next(reader, ()), name)
    except csv.Error:
        raise _broken(name, cli_text.NO_COLUMNS) from None
    rows = _csv_rows(reader, columns, before)
    return Caseload(columns=columns, rows=rows, size=size, done=lambda: lines.bytes)


def _meant(headings: Iterable[str], name: str) -> tuple[str, ...]:
    """The names that headings of a table mean, as people write them.

    Raises:
        InvalidInput: there is none, or two mean the same: one of them would win in silence.
    """
    columns = tuple(heading.strip().casefold().replace(" ", "_") for heading in headings)
    named = [column for column in columns if column]
    if not named:
        raise _broken(name, cli_text.NO_COLUMNS)
    if len(set(named)) < len(named):
        raise _broken(name, cli_text.COLUMN_TWICE)
    return columns


def _csv_rows(reader: Any, columns: tuple[str, ...], before: int) -> Iterator[CaseRow]:
    while True:
        line = reader.line_num + before + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield CaseRow(line=line, raw={}, problems=(cli_text.NOT_CSV,))
            continue
        if cells is None:
            return
        if any(cell.strip(_EMPTY) for cell in cells):
            last = reader.line_num + before
            yield _csv_row(line, last, columns, cells)


def _csv_row(line: int, last: int, columns: tuple[str, ...], cells: list[str]) -> CaseRow:
    raw = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell and not cell.isspace()}
    unnamed = [
        cell for place, cell in enumerate(cells) if cell.strip() and (place >= len(columns) or not columns[place])
    ]
    problems = [cli_text.MORE_CELLS] if unnamed else []
    if last > line:
        problems.append(cli_text.more_lines(last))
    if any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell if not cell.isascii()):
        problems.append(problems_text.NOT_UTF8)
    return CaseRow(line=line, raw=raw, problems=tuple(problems))


def _table(stream: BinaryIO, name: str, size: int | None) -> Caseload:
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

    def rows() -> Iterator[CaseRow]:
        for batch in found.iter_batches(batch_size=_AT_ONCE):
            for raw in batch.to_pylist():
                seen[0] += 1
                cells = zip(columns, raw.values(), strict=True)
                yield CaseRow(line=seen[0], raw={key: one for key, one in cells if one is not None and one == one})

    columns = _meant(found.schema_arrow.names, name)
    return Caseload(columns=columns, rows=rows(), size=found.metadata.num_rows, done=lambda: seen[0])
