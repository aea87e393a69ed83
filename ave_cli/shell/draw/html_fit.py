"""How large may the letters be for a page to stay on one sheet?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ave_cli.report import Block, Callout, Heading, Items, Paragraph, Report, Table
from ave_cli.shell.draw.plain import used_columns

_NARROW, _WIDE = frozenset("ijltfrI.,:;'!|()[]-/ "), frozenset("mwMW@%")
_LINE = 1.25
"""Height of a line, in letters; the style sheet uses the same."""
_BOLD, _PADDING, _WIDEST, _NUMBER = 1.1, 1.0, 14.0, 3.0
"""In letters: bold type is wider, a cell has padding, a word may be broken beyond this, a number has a column."""
_GAP, _UNEVEN = 1.0, 3.0
_SPARE = 1.02
"""Another font is a little wider than the one that was measured."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of paper within its margins, in points, and the largest and smallest letters on it."""

    width: float
    height: float
    largest: float
    smallest: float
    columns: int = 1
    """Beside each other, as in a newspaper."""


def letters(report: Report, sheet: Sheet, stamp: int) -> float:
    """The largest size in points at which the page is thought to fit; the smallest where none is.

    Args:
        report: the page.
        sheet: the paper.
        stamp: how many lines stand above and under the page itself.
    """
    tenths = range(round(sheet.smallest * 10), round(sheet.largest * 10) + 1)

    def too_large(tenth: int) -> bool:
        return _height(report, sheet, tenth / 10, stamp) * tenth / 10 > sheet.height

    return tenths[max(bisect(tenths, False, key=too_large) - 1, 0)] / 10


def shares(table: Table, width: float) -> list[float]:
    """Which part of the width each used column gets, together 1: more text, more width, but room for a word.

    Args:
        table: the table; with no used column there are no shares.
        width: of the whole table, in letters.
    """
    columns = [_texts(table, column) for column in used_columns(table)]
    needed = [min(max(map(_ems, " ".join(texts).split()), default=0) * _BOLD + _PADDING, _WIDEST) for texts in columns]
    # What is left goes to the columns with most text, but not by so much that the others become tall.
    wanted = [max(sum(map(_ems, texts)), 1) ** 0.7 for texts in columns]
    left = max(width - sum(needed), 0)
    widths = [least + left * one / sum(wanted) for least, one in zip(needed, wanted, strict=True)]
    return [one / sum(widths) for one in widths]


def _texts(table: Table, column: int) -> list[str]:
    return [table.columns[column], *(text for row in table.rows for text in (row[column].text, row[column].note))]


@cache
def _ems(text: str) -> float:
    """How wide a text is, in letters of its size."""
    return _SPARE * sum(
        0.28 if one in _NARROW else 0.85 if one in _WIDE else 0.68 if one.isupper() else 0.54 for one in text
    )


def _lines_needed(text: str, width: float) -> float:
    """Lines that a text takes, and what stands between the lines that it has itself."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(_broken(line, width) for line in lines) + 0.2 * max(len(lines) - 1, 0) if lines else 1


def _broken(line: str, width: float) -> int:
    """Lines that a line takes, broken between words; a word that is too long is broken too."""
    count, left = 1, width
    for word in line.split():
        needed = _ems(word)
        if needed > left:
            count, left = count + 1, width
        while needed > left:
            count, needed = count + 1, needed - left
        left -= needed + 0.28
    return count


def _height(report: Report, sheet: Sheet, size: float, stamp: int) -> float:
    """Height of the page in letters of this size."""
    title = 1.5 * _LINE * _lines_needed(report.title, sheet.width / size / 1.5)
    blocks = [_block_height(block, column(sheet, size)) for block in report.blocks]
    # Columns never end on the same line: a block or a row is not broken for it.
    uneven = min(max(blocks, default=0), _UNEVEN) if sheet.columns > 1 else 0
    return title + stamp * _LINE + 1.5 + sum(blocks) / sheet.columns + uneven


def column(sheet: Sheet, size: float) -> float:
    """Width of a column, in letters of this size."""
    return sheet.width / size / sheet.columns - (_GAP if sheet.columns > 1 else 0)


def _block_height(block: Block, width: float) -> float:
    match block:
        case Heading():
            return 1.2 + 1.25 * _LINE * _lines_needed(block.text, width / 1.3)
        case Paragraph():
            return 0.1 + _stack([block.text], width)
        case Callout():
            return 1.8 + _stack([block.title, *block.lines], width - 2)
        case Items():
            return 0.2 + _stack(block.items, width - 1.6)
        case Table():
            return 1.4 + _stack([block.caption], width / 1.35) * 1.35 + _table_height(block, width)


def _stack(texts: Iterable[str], width: float) -> float:
    return sum(_LINE * _lines_needed(text, width) + 0.15 for text in texts)


def _table_height(table: Table, width: float) -> float:
    if not used_columns(table):
        return 0.0
    whole = width - (_NUMBER if table.numbered else 0)
    return _rows(table, [share * whole for share in shares(table, whole)])


def _rows(table: Table, widths: Sequence[float]) -> float:
    """Height of the rows and their head, in columns of these widths."""
    used = used_columns(table)
    rows = [[(table.columns[column], "") for column in used]]
    rows += [[(row[column].text, row[column].note) for column in used] for row in table.rows]
    return sum(_row(row, widths) for row in rows)


def _row(row: Sequence[tuple[str, str]], widths: Sequence[float]) -> float:
    tallest = max(
        _lines_needed(text, width - _PADDING) + (_lines_needed(note, width - _PADDING) if note else 0)
        for (text, note), width in zip(row, widths, strict=True)
    )
    return tallest * _LINE + 0.5
