"""Text made harmless: for a terminal and to fit on it, for a spreadsheet, and out of a table with loose quotes."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import NamedTuple

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

"""Marks that change the direction of text: they can make a line read otherwise than it is."""

_JOINERS = frozenset("\u200c\u200d\u00ad")

_PLAIN_WORD = r"[\w.,:/\\@+=~-]+"

_BREAKS = frozenset("\r\u2028\u2029\x85\x0b\x0c")

_SHOWN_AS = "\ufffd"

HANGING = 3
"""Columns of the mark of an entry in a list, with the blank behind it."""
NARROWEST = 16
"""Columns that a line has at least; on a smaller screen the terminal breaks it."""


def typed_number(text: str, most: int) -> int | None:
    """The whole number that was typed; None for other text, and for more than the most, with however many digits."""
    digits = re.sub(r"^0+(?=.)", "", text)
    fits = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most)) and int(digits) <= most
    return int(digits) if fits else None


def printable(text: str, limit: int = 10_000) -> str:
    """The same text without anything that steers a terminal; what was taken out is seen as a replacement mark.

    Line feeds stay, a tab becomes four spaces, other line breaks become a space. Longer text than `limit`
    characters is cut.
    """
    whole = unicodedata.normalize("NFC", text[:limit])
    return whole if whole.isprintable() else "".join(map(_safe, whole))


def one_line(text: str, limit: int = 1_000) -> str:
    """Printable, with line feeds turned into spaces: for a place where text may not take a line of its own."""
    return " ".join(printable(text, limit).split())


def command_line(*words: str) -> str:
    """A command line as it is typed; quoted as cmd, PowerShell and sh all take it."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if re.fullmatch(_PLAIN_WORD, word):
        return word
    if any(one in word for one in "$`!"):
        return "'" + word.replace("'", "") + "'"  # sh would read these between double quotes
    # a backslash before the last quote would take it along on Windows
    return '"' + word.replace('"', "").rstrip("\\") + '"'


_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as something to work out."""


def spreadsheet_line(cells: Iterable[str]) -> str:
    """A line of a table for a spreadsheet, which shows each cell and runs none."""
    quoted = (one_line(cell).replace('"', '""') for cell in cells)
    return ";".join(f'"\'{cell}"' if cell.startswith(_RUNS) else f'"{cell}"' for cell in quoted) + "\r\n"


def wrap(line: str, width: int | None, hanging: int = 0) -> str:
    """A line for a screen: no word and no command is cut at its edge, and what follows stands under its text.

    A command that is longer than the screen stays whole; the terminal goes on with it on the next row.

    Args:
        line: one line.
        width: columns to wrap at; None leaves it as it is.
        hanging: columns of the mark that stands before its text.
    """
    if width is None or len(line) < width:
        return line
    import textwrap  # noqa: PLC0415  # a help page wraps nothing, and it is not cheap

    margin = " " * (len(line) - len(line.lstrip()) + hanging)
    columns = max(width - 1, NARROWEST)
    cut = not longer_command(line, columns - len(margin))
    whole = re.sub(r"\S+", lambda found: _cut_if_name(found[0], columns - len(margin)), keep_commands(line))
    kept = textwrap.fill(whole, columns, subsequent_indent=margin, break_on_hyphens=False, break_long_words=cut)
    return free_commands(kept)


_COMMAND = r"\bave (?:explain|profiles|triage|notes|quiz|completion)\b(?: [^\s'\"`,;:()]*[^\s'\"`,;:().?!])*"
_AFTER_MARK = r"(?<=^[-]) (?=ave\u2423)|(?<=^ [-]) (?=ave\u2423)"
_GLUE = "\u2423"
"""Stands for a blank at which a line is not broken: the sign for a blank, which nobody types."""


def keep_commands(text: str) -> str:
    """Text in which each command is one word; only to be laid out, with `free_commands` behind it."""
    if "ave " not in text:
        return text
    return re.sub(_AFTER_MARK, _GLUE, re.sub(_COMMAND, lambda found: found[0].replace(" ", _GLUE), text))


def free_commands(text: str) -> str:
    """Text that was laid out, with its blanks."""
    return text.replace(_GLUE, " ")


def longer_command(text: str, columns: int) -> bool:
    """Whether a text has a command that does not fit on a line, with the signs that stand against it."""
    return "ave " in text and any(_GLUE in word and len(word) > columns for word in keep_commands(text).split())


_NAME = r"\w[.(\[@_]\w|\([^\s()]+\)"
"""What a place in a file, a file name or an id has in it: who looks for one must find it as it is written."""


def _cut_if_name(word: str, room: int) -> str:
    return word if _GLUE in word or not re.search(_NAME, word) else cut_name(word, room)


def cut_name(text: str, room: int) -> str:
    """Text in which a word that is wider than the room for it goes on after a sign, and not in the middle of a name."""
    return " ".join(_pieces(word, room, _BETWEEN_NAMES) if len(word) > room else word for word in text.split(" "))


_BETWEEN_NAMES, _IN_NAMES = r"./@)\]", "_-"


def _pieces(word: str, room: int, signs: str) -> str:
    lines = [""]
    for piece in re.findall(rf"[^{signs}]+[{signs}]*|[{signs}]+", word):
        if lines[-1] and len(lines[-1]) + len(piece) > room:
            lines.append("")
        lines[-1] += piece
    if signs == _IN_NAMES:
        return " ".join(lines)
    return " ".join(_pieces(line, room, _IN_NAMES) if len(line) > room else line for line in lines)


def _safe(one: str) -> str:
    if one == "\n":
        return one
    if one == "\t":
        return "    "
    if one in _BREAKS:
        return " "
    category = unicodedata.category(one)
    hidden = category == "Cf" and one not in _JOINERS
    if category in ("Cc", "Cs", "Co", "Cn") or one in _DIRECTION or hidden:
        return _SHOWN_AS
    return one


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
            import csv  # noqa: PLC0415  # every command loads this module, and only a table needs it

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
