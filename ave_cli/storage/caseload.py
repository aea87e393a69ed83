"""Caseload on disk: households from JSON lines, CSV or Parquet, one at a time."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from itertools import chain, islice
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from ave_cli.errors import InvalidInput, UsageError
from ave_cli.storage.folders import open_file
from ave_cli.storage.table_lines import LongLine, Quote, TableLine, TableLines
from ave_cli.storage.toml_files import source_name
from ave_cli.text import cli as cli_text
from ave_cli.text import problems as problems_text

MAX_LINE = 262_144
"""Bytes of one line; what is longer is a problem of it."""
_BEGIN = 64
"""Lines in which the first household in JSON is looked for."""
_TOGETHER, _AT_ONCE = 64, 1_000
"""Households in JSON lines, and in Parquet, that are read in one go."""
_DELIMITERS = ";,\t"
_EMPTY = " \t\r\n\xa0\x1a"  # the last one ends a file in old programs
_NAMED = re.compile(r'("?)sep=([^"])\1', re.IGNORECASE)
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


@dataclass(kw_only=True, slots=True)
class TableRow(CaseRow):
    """One household of a table of text."""

    is_doubtful: bool = False
    """Whether it may as well be text in a cell of a line above it; its only problem says so."""
    unnamed: tuple[int, ...] = ()
    """The columns without a name in which something stands, from 1."""


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """A file that is open, and its households in its order; not more than a piece of it is held at once."""

    name: str
    """How the file is called."""
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
        InvalidInput: it is no file of households, its names are not right, or it cannot be read to its end.
    """
    name = source_name(path)
    if str(path) == "-":
        yield _recognise(sys.stdin.buffer, name, None, rules)
        return
    try:
        stream = open_file(path)
        found = os.fstat(stream.fileno())
    except FileNotFoundError:
        raise UsageError(problems_text.not_found(name)) from None
    except TimeoutError:
        raise UsageError(problems_text.not_readable(name, problems_text.NOBODY_WRITES)) from None
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(name)) from None
    with stream:
        yield _recognise(stream, name, found.st_size if stat.S_ISREG(found.st_mode) else None, rules)


def _recognise(stream: BinaryIO, name: str, size: int | None, rules: ColumnRules) -> Caseload:
    try:
        first = stream.readline(MAX_LINE)
    except OSError:
        raise InvalidInput(problems_text.not_readable(name)) from None
    if first.startswith(b"PAR1"):
        return _table(stream, name, size, rules)
    _refuse_no_text(first, name)
    first = first.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in first and b"\r" in first.rstrip(b"\r"):
        stream = BufferedReader(_OldLines(stream, first))
        first = stream.readline(MAX_LINE)
    read = _Counted(stream, first, name)
    lines = iter(read)
    begin, is_json = _begin_of(lines)
    if is_json:
        rows = _json_rows(chain(begin, lines))
        rows = _kept(rows, rules) if rules.ignored else rows
        return Caseload(name=name, columns=(), rows=rows, size=size, done=lambda: read.bytes)
    filled = next((line for line in begin if not line.isspace()), b"")
    if type(filled) is _LongLine:
        is_list = first.lstrip().startswith(b"[")
        raise _broken(name, cli_text.NOT_ONE_LIST if is_list else cli_text.FIRST_LINE_TOO_LONG)
    if not filled or filled.lstrip().startswith(b"["):
        raise _broken(name, cli_text.NOT_ONE_LIST if filled else cli_text.EMPTY)
    return _cells(chain(begin, lines), lambda: read.bytes, name, size, rules)


def _refuse_no_text(first: bytes, name: str) -> None:
    if first.startswith((_ZIP, _OLD_WORKBOOK)):
        raise InvalidInput(problems_text.broken(name), (cli_text.WORKBOOK,))
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
        raise InvalidInput(problems_text.broken(name), (cli_text.NOT_UTF8,))


def _broken(name: str, problem: str) -> InvalidInput:
    return InvalidInput(problems_text.broken(name), (problem,), problems_text.FIX_AND_RETRY)


def _begin_of(lines: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """The first lines, and whether they are JSON: a line that is not right may stand before the first household."""
    begin: list[bytes] = []
    for line in lines:
        is_first = all(one.isspace() for one in begin)
        begin.append(line)
        text = line.strip()
        if text.startswith(b"{") and (is_first or _is_json(text)):
            return begin, True
        if len(begin) == _BEGIN or (is_first and text.startswith(b"[") and not _is_json(text)):
            break
    return begin, False


def _is_json(text: bytes) -> bool:
    with suppress(ValueError, RecursionError):
        json.loads(text)
        return True
    return False


class _LongLine(bytes):
    """What is left of a line that is too long: a quote where one stays open in it."""


class _Counted:
    """The lines of a stream, of which the first was read already; counts what went by."""

    def __init__(self, stream: BinaryIO, first: bytes, name: str) -> None:
        self._stream = stream
        self._first = first
        self._name = name
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        """Each line; of one that is too long nothing is kept.

        Raises:
            InvalidInput: the stream cannot be read to its end.
        """
        try:
            line = self._first
            while line:
                self.bytes += len(line)
                if len(line) >= MAX_LINE and not line.endswith(b"\n"):
                    line = self._rest(line)
                yield line
                line = self._stream.readline(MAX_LINE)
        except OSError:
            raise InvalidInput(problems_text.not_readable(self._name)) from None

    def _rest(self, line: bytes) -> _LongLine:
        quotes = 0
        while line:
            quotes += line.count(b'"')
            if line.endswith(b"\n"):
                break
            line = self._stream.readline(MAX_LINE)
            self.bytes += len(line)
        return _LongLine(b'"' if quotes % 2 else b"")


class _OldLines(RawIOBase):
    """A stream whose lines end as those of old programs did, with the ends that lines have now."""

    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        self._stream = stream
        self._first = first

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what fits."""
        piece = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(piece) :]
        buffer[: len(piece)] = piece.replace(b"\r", b"\n")
        return len(piece)


def _kept(rows: Iterator[CaseRow], rules: ColumnRules) -> Iterator[CaseRow]:
    """These households without the columns that are left out, also where answers stand in a table of their own."""
    for row in rows:
        kept = rules.kept(row.raw)
        row.raw = {name: rules.kept(one) if isinstance(one, dict) else one for name, one in kept.items()}
        yield row


def _json_rows(lines: Iterable[bytes]) -> Iterator[CaseRow]:
    left, before, mark = iter(lines), 0, f'"{token_hex()}"'
    while some := list(islice(left, _TOGETHER)):
        numbers = range(before + 1, before + 1 + len(some))
        before += len(some)
        found = _json_together(some, mark)
        for number, line, raw in zip(numbers, some, found, strict=True):
            if raw is not None:
                yield CaseRow(line=number, raw=raw)
            elif type(line) is not bytes:
                yield CaseRow(line=number, raw={}, problems=(cli_text.LINE_TOO_LONG,))
            elif not line.isspace():
                yield _json_row(number, line)


def _json_together(lines: Sequence[bytes], mark: str) -> Sequence[dict[str, Any] | None]:
    """The households of these lines, read in one go so that each name is made once; None for what is read by itself.

    Between two of them stands a mark that no line can hold: where each mark is found back in its place, each line was
    one value. Where a line has more colons than names, one may stand in it twice.
    """
    apart = [None] * len(lines)
    if sum(map(len, lines)) > MAX_LINE:
        return apart
    try:
        text = f"[{f',{mark},'.encode().join(lines).decode()}]"
        found, end = _JSON.raw_decode(text)
    except (ValueError, RecursionError):
        return apart
    each: list[Any] = found[::2]
    if end != len(text) or len(found) != 2 * len(lines) - 1 or found[1::2] != [mark[1:-1]] * (len(lines) - 1):
        return apart
    if set(map(type, each)) == {dict} and text.count(":") == sum(map(len, each)):
        return each
    colons = (line.count(b":") for line in lines)
    return [one if type(one) is dict and count <= len(one) else None for one, count in zip(each, colons, strict=True)]


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


def _texts(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        text = line.decode("utf-8", "surrogateescape")
        yield text if type(line) is bytes else LongLine(text)


_WRONG = {
    Quote.LINE_TOO_LONG: cli_text.LINE_TOO_LONG,
    Quote.CELL_TOO_LONG: cli_text.CELL_TOO_LONG,
    Quote.LOOSE: cli_text.LOOSE_QUOTE,
    Quote.AFTER_LOOSE: cli_text.AFTER_LOOSE_QUOTE,
}


def _cells(
    lines: Iterable[bytes], done: Callable[[], int], name: str, size: int | None, rules: ColumnRules
) -> Caseload:
    """The households of a CSV file; what is not UTF-8 is a problem of its line."""
    texts = _texts(lines)
    numbered = ((number, line) for number, line in enumerate(texts, 1) if line.strip(_EMPTY + _DELIMITERS))
    number, first = next(numbered, (1, ""))
    delimiter = max(_DELIMITERS, key=first.count)
    if named := _NAMED.fullmatch(first.rstrip("\r\n")):
        delimiter = named[2]
        number, first = next(numbered, (1, ""))
    csv.field_size_limit(4 * MAX_LINE)
    records = iter(TableLines(chain([first], texts), number - 1, delimiter, MAX_LINE))
    head = next(records)
    try:
        columns = tuple(map(column_id, head.cells(delimiter)))
    except csv.Error:
        columns = ()
    if head.wrong or not columns:
        raise _broken(name, cli_text.NO_COLUMNS)
    _check_columns(columns, name, rules)
    table = _TableColumns(columns, delimiter, rules)
    return Caseload(name=name, columns=table.kept, rows=table.rows(records), size=size, done=done)


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


def _unnamed(columns: Sequence[str], rules: ColumnRules) -> list[int]:
    """The places of columns without a name that are not left out."""
    called = [column_id(cli_text.unnamed(place)) for place in range(1, len(columns) + 1)]
    return [place for place, column in enumerate(columns) if not column and called[place] not in rules.ignored]


def unnamed_refused(name: str, places: Sequence[int]) -> InvalidInput:
    """A file that has columns without a name, at these places from 1, in which something stands."""
    return InvalidInput(
        cli_text.columns_refused(name), cli_text.columns_unnamed(places), cli_text.unnamed_hint(places[0])
    )


def _is_broken(text: str) -> bool:
    return not text.isascii() and any("\udc80" <= sign <= "\udcff" for sign in text)


class _TableColumns:
    """The columns of a table of text, and the households under them."""

    def __init__(self, columns: Sequence[str], delimiter: str, rules: ColumnRules) -> None:
        self._delimiter = delimiter
        self._count = len(columns)
        self._least = max(place for place, column in enumerate(columns, 1) if column)
        """Cells that a household has: as many as there are columns up to the last that has a name."""
        self._unnamed = _unnamed(columns, rules)
        self.kept = tuple("" if column in rules.ignored else column for column in columns)

    def rows(self, records: Iterator[TableLine]) -> Iterator[TableRow]:
        """Each household, and each line that is none; behind a row that is short it is not certain which one it is."""
        in_doubt = False
        for record in records:
            problem = _WRONG[record.wrong] if record.wrong is not None else ""
            last = record.number + len(record.lines) - 1
            cells: list[str] = []
            try:
                cells = record.cells(self._delimiter)
            except csv.Error:
                problem = problem or cli_text.NOT_CSV
            if not problem and record.may_be_more(self._delimiter, self._count):
                problem = cli_text.more_lines(record.number, last)
            if problem:
                yield from (TableRow(line=one, raw={}, problems=(problem,)) for one in range(record.number, last + 1))
            elif any(cell.strip(_EMPTY) for cell in cells):
                row = self._row(record.number, cells, is_doubtful=record.is_doubtful or in_doubt)
                yield row
                # who takes it empties it where it is none
                in_doubt = len(cells) < self._least or (in_doubt and not row.raw)

    def _row(self, line: int, cells: Sequence[str], *, is_doubtful: bool) -> TableRow:
        count = len(cells)
        problems = [cli_text.AFTER_LOOSE_QUOTE] if is_doubtful else []
        if count < self._least or (is_doubtful and count not in (self._least, self._count)):
            return TableRow(line=line, raw={}, problems=(*problems, cli_text.fewer_cells(count, self._least))[:1])
        raw = {name: cell for name, cell in zip(self.kept, cells, strict=False) if name and cell and not cell.isspace()}
        if re.fullmatch(cli_text.TOTAL, next(filter(str.strip, cells), "").strip(_EMPTY)):
            return TableRow(line=line, raw={}, problems=(cli_text.TOTAL_ROW,))
        unnamed = tuple(place + 1 for place in self._unnamed if place < count and cells[place].strip())
        has_more = bool(unnamed) or any(cell.strip() for cell in cells[self._count :])
        problems += [cli_text.more_cells(unnamed)] if has_more else []
        problems += [cli_text.NOT_UTF8] if any(map(_is_broken, raw.values())) else []
        if is_doubtful and len(problems) > 1:
            return TableRow(line=line, raw={}, problems=tuple(problems))
        return TableRow(line=line, raw=raw, problems=tuple(problems), unnamed=unnamed, is_doubtful=is_doubtful)


def _table(stream: BinaryIO, name: str, size: int | None, rules: ColumnRules) -> Caseload:
    """The households of a Parquet file; its lines are counted from 1."""
    if size is None:
        raise UsageError(cli_text.PARQUET_NEEDS_FILE)
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  # an extra, that only such a file needs
    except ImportError:
        raise UsageError(cli_text.NO_PARQUET, cli_text.NO_PARQUET_HINT) from None
    try:
        stream.seek(0)
        found = parquet.ParquetFile(stream)
        columns = tuple(map(column_id, found.schema_arrow.names))
    except (ArrowException, OSError, ValueError):
        raise _broken(name, cli_text.NOT_PARQUET) from None
    _check_columns(columns, name, rules)
    if unnamed := _unnamed(columns, rules):
        raise unnamed_refused(name, [place + 1 for place in unnamed])
    kept = tuple("" if column in rules.ignored else column for column in columns)
    seen = [0]
    rows = _table_rows(found.iter_batches(batch_size=_AT_ONCE), kept, seen, (ArrowException, OSError, ValueError), name)
    return Caseload(name=name, columns=kept, rows=rows, size=found.metadata.num_rows, done=lambda: seen[0])


def _table_rows(
    batches: Iterable[Any], kept: Sequence[str], seen: list[int], broken: tuple[type[Exception], ...], name: str
) -> Iterator[CaseRow]:
    try:
        for batch in batches:
            for raw, problems in _rows_of(batch, kept):
                seen[0] += 1
                yield CaseRow(line=seen[0], raw=raw, problems=problems)
    except broken:
        raise _broken(name, cli_text.NOT_PARQUET) from None


def _rows_of(batch: Any, kept: Sequence[str]) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """What stands in each row of a piece of a Parquet file, without empty cells, and what of it cannot be read."""
    columns = [(key, _values_of(one)) for key, one in zip(kept, batch.columns, strict=True) if key]
    for at in range(batch.num_rows):
        cells = {key: values[at] for key, values in columns}
        wrong = tuple(cli_text.unreadable(key) for key, one in cells.items() if one is _UNREADABLE)
        filled = ((key, one) for key, one in cells.items() if one is not None and one == one and one is not _UNREADABLE)
        yield dict(filled), wrong


_UNREADABLE = object()
"""Stands in the place of a cell that is no text, or a moment that no calendar has."""


def _values_of(column: Any) -> list[Any]:
    try:
        values = list(column.to_pylist())
        if str(column.type).startswith("decimal"):  # how databases keep whole numbers
            return [int(one) if one is not None and one == int(one) else one for one in values]
        return values
    except (ValueError, OverflowError):
        return [_value_of(cell) for cell in column]


def _value_of(cell: Any) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return _UNREADABLE
