"""Lines of a table of text, household by household, where a quote can be loose."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from typing import NamedTuple


class LongLine(str):
    """What is left of a line that is too long: a quote where one stays open in it."""


class Quote(Enum):
    """What is wrong with a line of a table."""

    LINE_TOO_LONG = "line"
    CELL_TOO_LONG = "cell"
    LOOSE = "loose"
    AFTER_LOOSE = "after"


class TableLine(NamedTuple):
    """The lines of one household in a table of text, or what is wrong with one."""

    number: int
    """Of the first."""
    lines: tuple[str, ...]
    is_doubtful: bool = False
    """Whether it may as well be text in a cell of a line above it."""
    wrong: Quote | None = None

    def cells(self, delimiter: str) -> list[str]:
        """The cells of the household.

        Raises:
            csv.Error: they cannot be told.
        """
        if len(self.lines) > 1 or '"' in self.lines[0] or "\r" in self.lines[0][:-2]:
            return next(csv.reader(self.lines, delimiter=delimiter), [])
        return self.lines[0].rstrip("\r\n").split(delimiter)

    def may_be_more(self, delimiter: str, columns: int) -> bool:
        """Whether what reads as a break inside a cell may as well be households between two loose quotes."""
        if len(self.lines) == 1 or columns == 1:
            return False
        whole = [line.count(delimiter) >= columns - 1 for line in self.lines]
        return whole[0] and any(whole[1:])


class _End(Enum):
    """How a line leaves a cell with quotes around it."""

    CLOSED = "closed"
    OPEN = "open"
    LOOSE = "loose"


class _Quotes:
    """What quotes do in one line, from outside a cell and from inside one; in time by the length of the line."""

    def __init__(self, delimiter: str) -> None:
        self._mark = re.escape(delimiter)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        mark, body = self._mark, '(?:[^"]++|"")*+'
        plain, end = rf'(?!")[^{mark}]*+', rf'"(?![^{mark}])'
        strict, lenient = rf'(?:"{body}{end}|{plain})', rf'(?:"{body}"[^{mark}]*+|{plain})'
        more = rf"(?:{mark}{strict})*+"
        texts = (
            f"{strict}{more}",
            f"{lenient}(?:{mark}{lenient})*+",
            f"{body}{end}{more}",
            f'{body}(?:{end}{more}{mark}"{body})?+',
        )
        return tuple(map(re.compile, texts))

    def from_outside(self, line: str) -> _End:
        """What becomes of a line that begins a household."""
        strict, lenient, _, _ = self._patterns
        text = line.rstrip("\r\n")
        if strict.fullmatch(text):
            return _End.CLOSED
        if not lenient.fullmatch(text):
            return _End.OPEN
        return _End.LOOSE if text.count('"') % 2 else _End.CLOSED

    def from_inside(self, line: str) -> _End:
        """What becomes of a line that begins inside a cell."""
        if '"' not in line:
            return _End.OPEN
        _, _, closed, still_open = self._patterns
        text = line.rstrip("\r\n")
        if closed.fullmatch(text) and type(line) is not LongLine:
            return _End.CLOSED
        return _End.OPEN if still_open.fullmatch(text) else _End.LOOSE


class TableLines:
    """The lines of a table of text, household by household; a quote without its other half takes none along.

    A line is looked at from inside a cell once, whatever quote may have opened that cell: what became of it is
    remembered for every line before it.
    """

    def __init__(self, lines: Iterator[str], number: int, delimiter: str, most: int) -> None:
        """Read what comes behind the line with this number, and cells of at most this many characters."""
        self._coming = lines
        self._number = number
        self._most = most
        self._quotes = _Quotes(delimiter)
        self._ahead: deque[str] = deque()
        self._size = 0
        self._known, self._end = number, _End.OPEN
        """The last line that was looked at from inside a cell, and what became of it; the ones before stay open."""

    def __iter__(self) -> Iterator[TableLine]:
        """Each household, or what is wrong with a line."""
        in_doubt = False
        for line in iter(self._take, None):
            number, was_in_doubt = self._number, in_doubt
            inside = self._from_inside(line) if in_doubt else _End.LOOSE
            in_doubt = in_doubt and inside is _End.OPEN
            lines: tuple[str, ...] = (line,)
            wrong: Quote | None = None
            if type(line) is LongLine:
                wrong, in_doubt = Quote.LINE_TOO_LONG, in_doubt or bool(line)
            elif '"' in line and (end := self._quotes.from_outside(line)) is not _End.CLOSED:
                if inside is _End.CLOSED:
                    wrong = Quote.AFTER_LOOSE
                else:
                    lines, wrong = self._opened(line, end)
                    in_doubt = in_doubt or wrong is not None
            yield TableLine(number=number, lines=lines, is_doubtful=was_in_doubt, wrong=wrong)

    def _take(self) -> str | None:
        if self._ahead:
            line: str | None = self._ahead.popleft()
            self._size -= self._size_of(line or "")
        else:
            line = next(self._coming, None)
        self._number += line is not None
        return line

    def _size_of(self, line: str) -> int:
        return self._most if type(line) is LongLine else len(line)

    def _opened(self, line: str, end: _End) -> tuple[tuple[str, ...], Quote | None]:
        """A household that goes on in the next lines, or a quote without its other half."""
        if end is _End.OPEN:
            end = self._look_on()
        if end is _End.CLOSED:
            return (line, *((self._take() or "") for _ in range(self._known - self._number))), None
        return (line,), Quote.CELL_TOO_LONG if end is _End.OPEN else Quote.LOOSE

    def _look_on(self) -> _End:
        """How the cell ends that is open behind the line that was taken last; open where it is too long."""
        if self._number >= self._known:
            self._known, self._end = self._number, _End.OPEN
        while self._end is _End.OPEN and self._size <= self._most:
            line = next(self._coming, None)
            if line is None:
                self._end = _End.LOOSE
                break
            self._ahead.append(line)
            self._known += 1
            self._size += self._size_of(line)
            self._end = self._quotes.from_inside(line)
        return self._end

    def _from_inside(self, line: str) -> _End:
        """What becomes of the line that was taken last if it began inside a cell."""
        if self._number < self._known:
            return _End.OPEN
        return self._end if self._number == self._known else self._quotes.from_inside(line)
