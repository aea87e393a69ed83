"""A report as one HTML page."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from ave_cli.render.plain import columns_in_use
from ave_cli.report import Block, Callout, Cell, Code, Heading, Items, Paragraph, Report, Section, Table, Tone
from ave_cli.safe_text import one_line, printable
from ave_cli.text import common as common_text

_NARROW, _WIDE = frozenset("ijltfrI.,:;'!|()[]-/ "), frozenset("mwMW@%")
_LINE = 1.25
"""Height of a line, in letters; the style sheet uses the same."""
_BOLD, _PADDING, _WIDEST, _NUMBER = 1.1, 1.0, 14.0, 3.0
"""In letters: bold type is wider, a cell has padding, a word may be broken beyond this, a number has a column."""
_GAP, _UNEVEN = 1.0, 3.0
_SECTION = 8.5
"""Letters that the names of sections take; the style sheet uses the same."""
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


def letter_size(report: Report, sheet: Sheet, stamp: int) -> float:
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


def column_shares(table: Table, width: float) -> list[float]:
    """Which part of the width each used column gets, together 1: more text, more width, but room for a word.

    Args:
        table: the table; with no used column there are no shares.
        width: of the whole table, in letters.
    """
    columns = [_texts(table, column) for column in columns_in_use(table)]
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


def lines_needed(text: str, width: float) -> float:
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
    title = 1.5 * _LINE * lines_needed(report.title, sheet.width / size / 1.5)
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
            return 1.2 + 1.25 * _LINE * lines_needed(block.text, width / 1.3)
        case Paragraph():
            return 0.1 + _stack([block.text], width)
        case Code():
            return 0.5 + _stack(block.text.splitlines(), width)
        case Callout():
            return 1.8 + _stack([block.title, *block.lines], width - 2)
        case Items():
            return 0.2 + _stack(block.items, width - 1.6)
        case Section():
            return 0.6 + _stack(block.lines, width - _SECTION)
        case Table():
            return 1.4 + _stack([block.caption], width / 1.35) * 1.35 + _table_height(block, width)


def _stack(texts: Iterable[str], width: float) -> float:
    return sum(_LINE * lines_needed(text, width) + 0.15 for text in texts)


def _table_height(table: Table, width: float) -> float:
    if not columns_in_use(table):
        return 0.0
    whole = width - (_NUMBER if table.numbered else 0)
    return _rows(table, [share * whole for share in column_shares(table, whole)])


def _rows(table: Table, widths: Sequence[float]) -> float:
    """Height of the rows and their head, in columns of these widths."""
    used = columns_in_use(table)
    rows = [[(table.columns[column], "") for column in used]]
    rows += [[(row[column].text, row[column].note) for column in used] for row in table.rows]
    return sum(_row(row, widths) for row in rows)


def _row(row: Sequence[tuple[str, str]], widths: Sequence[float]) -> float:
    tallest = max(
        lines_needed(text, width - _PADDING) + (lines_needed(note, width - _PADDING) if note else 0)
        for (text, note), width in zip(row, widths, strict=True)
    )
    return tallest * _LINE + 0.5


def style_sheet(turn: str, *, paper: str, margin: str, size: float, blocks_under: str, stamp: str, tight: bool) -> str:
    """The style sheet of a page.

    Args:
        turn: portrait or landscape.
        paper: its size, as style sheets name it.
        margin: white around a printed sheet, as style sheets write it.
        size: of the letters on paper, in points.
        blocks_under: width of a screen under which tables become blocks.
        stamp: what stands under each printed sheet; any text.
        tight: the page is to stay on one sheet.
    """
    values = {
        "turn": turn,
        "paper": paper,
        "margin": margin,
        "size": size,
        "stamp": css_string(stamp),
        "blocks_under": blocks_under,
    }
    wanted = ("screen", "blocks", "print", *(["tight"] if tight else []))
    return Template("".join(style_parts()[one] for one in wanted)).substitute(values)


@cache
def style_parts() -> dict[str, str]:
    """The parts of the style sheet by name."""
    _, *found = re.split(r"/\* == (\w+) == \*/", Path(__file__).with_name("page.css").read_text("utf-8"))
    return dict(zip(found[::2], found[1::2], strict=True))


def css_string(text: str) -> str:
    """Any text as a string of a style sheet: every sign but letters and digits by its number."""
    return '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text) + '"'


class Layout(Enum):
    """What a page is for: to read, to hand out on one sheet, or to keep at hand on half a sheet."""

    REPORT = "report"
    SHEET = "sheet"
    CARD = "card"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What every page to take along bears, each a sentence."""

    models: tuple[str, ...]
    """Which models, of which version and date."""
    made: str
    """The day on which the page was made."""
    advice: str
    """That it is advice."""
    unchecked: str = ""
    """Which of the models still have lines of another one; empty where none have."""


_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded, run or sent, whatever a text says."""
_POINT = 72 / 25.4
_ID = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]{2,})*-\d+\b")
"""What looks like the number of a statement stays on one line."""


@dataclass(frozen=True, kw_only=True)
class _Paper:
    """How a layout is printed, and under which width of a screen its tables become blocks."""

    turn: str
    margin: str
    space: Sheet
    blocks_under: str
    one_sheet: bool
    size: str = "A4"


_PAPER = {
    Layout.REPORT: _Paper(
        turn="portrait",
        margin="14mm 14mm 18mm",
        space=Sheet(width=182 * _POINT, height=265 * _POINT, largest=10, smallest=10),
        blocks_under="44rem",
        one_sheet=False,
    ),
    Layout.SHEET: _Paper(
        turn="portrait",
        margin="10mm 12mm 17mm",
        space=Sheet(width=186 * _POINT, height=268 * _POINT, largest=10.5, smallest=9, columns=2),
        blocks_under="44rem",
        one_sheet=True,
    ),
    Layout.CARD: _Paper(
        turn="portrait",
        margin="9mm 10mm 15mm",
        space=Sheet(width=128 * _POINT, height=184 * _POINT, largest=10, smallest=9),
        blocks_under="30rem",
        one_sheet=True,
        size="A5",
    ),
}
_STAMPED = {Layout.REPORT: 2, Layout.SHEET: 2, Layout.CARD: 0}
"""Lines at the top that say which model it is; half a sheet has them only under it."""
_MARKS = {Tone.WARN: "!", Tone.DANGER: "!!"}
"""Seen by who sees no colour; what the tone means stands in the words."""
_LOUD = (Tone.STRONG, Tone.GOOD, Tone.WARN, Tone.DANGER)


def html_page(report: Report, stamp: Stamp, layout: Layout = Layout.REPORT) -> str:
    """The page as one HTML document that needs nothing else; foreign text cannot become markup.

    A sheet is one portrait sheet of A4 and a card one of A5, as far as their text fits at all; a report takes the
    sheets that it needs.
    """
    space = _PAPER[layout].space
    size = letter_size(report, space, _STAMPED[layout])
    about = *stamp.models, stamp.made, stamp.advice
    inside = f"""<header>
<h1>{safe(report.title)}</h1>
{"".join(f"<p>{safe(line)}</p>" for line in about)}
</header>
<main>
{body_of(report, column(space, size))}
</main>
<footer>
<p><strong>{safe(stamp.advice)}</strong></p>
</footer>"""
    return document(report.title, _style(stamp, layout, size), inside, layout.value)


def fits(report: Report, layout: Layout) -> bool:
    """Whether a page is thought to fit on its sheet, in the smallest letters that are allowed there."""
    space = _PAPER[layout].space
    return _height(report, space, space.smallest, _STAMPED[layout]) * space.smallest <= space.height


def body_of(report: Report, width: float) -> str:
    """The blocks of a page; `width` is that of a column, in letters."""
    return "\n".join(_parts(report.blocks, width))


def _parts(blocks: Iterable[Block], width: float) -> Iterator[str]:
    """The markup of each block, and around those that stay together."""
    ends: int | None = None
    for block, level in _outline(blocks):
        if isinstance(block, Heading):
            if ends is not None and block.level <= ends:
                yield "</div>"
                ends = None
            if block.together and ends is None:
                yield '<div class="together">'
                ends = block.level
        yield from _block(block, level, width)
    if ends is not None:
        yield "</div>"


def document(title: str, style: str, inside: str, name: str) -> str:
    """A whole document, with nothing that is loaded or run; what stands inside is markup already."""
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(one_line(title))}</title>
<style>{style}</style>
</head>
<body class="{name}">
{inside}
</body>
</html>
"""


def _style(stamp: Stamp, layout: Layout, size: float) -> str:
    paper = _PAPER[layout]
    under = "\n".join(map(one_line, (" ".join((*stamp.models, stamp.made)), stamp.advice)))
    return style_sheet(
        paper.turn,
        paper=paper.size,
        margin=paper.margin,
        size=size,
        blocks_under=paper.blocks_under,
        stamp=under,
        tight=paper.one_sheet,
    )


def safe(text: str) -> str:
    """Text on one line, as markup; this and `_lines` are the only ways text gets on the page."""
    return _ID.sub(r'<span class="id">\g<0></span>', escape(one_line(text, 10_000)))


def _lines(text: str) -> str:
    """Text that may have more lines."""
    lines = [safe(line) for line in printable(text).split("\n") if line.strip()]
    return lines[0] if len(lines) == 1 else "".join(f'<span class="line">{line}</span>' for line in lines)


_CAPTION = 2
"""A caption is as large as a heading of this level would be there."""


def _outline(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the level of its heading: one under the other, whatever level they began at."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [*(one for one in above if one < block.level), block.level]
            yield block, min(len(above) + 1, 6)
        else:
            yield block, 2 + sum(one < _CAPTION for one in above) if isinstance(block, Table) else 2


def _block(block: Block, level: int, width: float) -> Iterator[str]:
    match block:
        case Heading():
            letter = " letter" if block.new_sheet and len(block.text) == 1 else ""
            name = f"{block.tone.value} sheet{letter}" if block.new_sheet else block.tone.value
            yield f'<h{level} class="{name}">{_mark(block.tone)}{safe(block.text)}</h{level}>'
        case Paragraph():
            yield f'<p class="{block.tone.value}">{_tone(block.text, block.tone)}</p>'
        case Code():
            yield f"<pre>{safe(block.text)}</pre>"
        case Callout():
            lines = "".join(f"<p>{_lines(line)}</p>" for line in block.lines if line)
            title = f"{_mark(block.tone)}{safe(block.title)}"
            yield f'<div class="alert {block.tone.value}"><h{level}>{title}</h{level}>{lines}</div>'
        case Items() if block.items:
            name = "ol" if block.numbered else "ul"
            marks = block.marks if block.keys else [""] * len(block.items)
            yield f"<{name}>{''.join(map(_item, marks, block.items))}</{name}>"
        case Section():
            yield _section(block, level)
        case Table():
            yield from _table(block, level, width)
        case _:
            pass


def _section(block: Section, level: int) -> str:
    name = "ol" if block.numbered else "ul"
    lines = "".join(_item("", line) for line in block.lines)
    title = f'<h{level} class="{block.tone.value}">{_mark(block.tone)}{safe(block.name)}</h{level}>'
    return f'<section class="part">{title}<{name}>{lines}</{name}></section>'


def _item(mark: str, text: str) -> str:
    called = f"<strong>{safe(mark)}</strong> " if mark else ""
    return f"<li>{called}{_lines(text)}</li>"


def _mark(tone: Tone) -> str:
    return f'<span class="mark" aria-hidden="true">{_MARKS[tone]}</span>' if tone in _MARKS else ""


def _tone(text: str, tone: Tone) -> str:
    return f"{_mark(tone)}<strong>{_lines(text)}</strong>" if tone in _LOUD else _lines(text)


def _table(table: Table, level: int, width: float) -> Iterator[str]:
    """A table whose cells say what they are also where they no longer stand in columns."""
    used = columns_in_use(table)
    caption = safe(table.caption)
    if not used:
        yield f"<p><strong>{caption}</strong></p>"
        return
    yield f'<table role="table"><caption class="as-h{level}">{caption}</caption>'
    first = '<col class="number">' if table.numbered else ""
    columns = "".join(f'<col style="width: {100 * share:.2f}%">' for share in column_shares(table, width))
    yield f"<colgroup>{first}{columns}</colgroup>"
    names = [*([common_text.NUMBER] if table.numbered else []), *(table.columns[place] for place in used)]
    heads = "".join(map(_head, names))
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for number, row in enumerate(table.rows, start=1):
        cells = [*([Cell(str(number), Tone.STRONG)] if table.numbered else []), *(row[place] for place in used)]
        yield f'<tr role="row">{"".join(_cells(cells, names))}</tr>'
    yield "</tbody></table>"


def _head(name: str) -> str:
    return f'<th scope="col" role="columnheader">{safe(name)}</th>' if name else '<td role="cell"></td>'


def _cells(cells: list[Cell], names: list[str]) -> Iterator[str]:
    for place, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if not (cell.text or cell.note):
            yield '<td role="cell"></td>'
            continue
        note = f'<div class="note">{_lines(cell.note)}</div>' if cell.note else ""
        label = f'<span class="label" aria-hidden="true">{safe(name)}</span>' if name else ""
        inside = f"{label}{_tone(cell.text, cell.tone)}{note}"
        if place == 0:
            yield f'<th scope="row" role="rowheader" class="{cell.tone.value}">{inside}</th>'
        else:
            yield f'<td role="cell" class="{cell.tone.value}">{inside}</td>'
