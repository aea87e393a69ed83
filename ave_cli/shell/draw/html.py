"""How does a page look in a browser, on a phone and on paper?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from html import escape

from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.safe_text import one_line, printable
from ave_cli.shell.draw import html_fit, html_style
from ave_cli.shell.draw.plain import used_columns
from ave_cli.text import notes as notes_text


class Layout(Enum):
    """What a page is for: to read, to hang on a wall on one wide sheet, or to hand out on one sheet."""

    REPORT = "report"
    POSTER = "poster"
    SHEET = "sheet"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What every page to take along bears, each a sentence."""

    models: tuple[str, ...]
    """Which models, of which version and date."""
    made: str
    """The day on which the page was made."""
    advice: str
    """That it is advice."""


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
    space: html_fit.Sheet
    blocks_under: str
    one_sheet: bool


_PAPER = {
    Layout.REPORT: _Paper(
        turn="portrait",
        margin="14mm 14mm 18mm",
        space=html_fit.Sheet(width=182 * _POINT, height=265 * _POINT, largest=10, smallest=10),
        blocks_under="44rem",
        one_sheet=False,
    ),
    Layout.SHEET: _Paper(
        turn="portrait",
        margin="10mm 12mm 14mm",
        space=html_fit.Sheet(width=186 * _POINT, height=273 * _POINT, largest=10.5, smallest=6, columns=2),
        blocks_under="44rem",
        one_sheet=True,
    ),
    Layout.POSTER: _Paper(
        turn="landscape",
        margin="8mm 8mm 12mm",
        space=html_fit.Sheet(width=281 * _POINT, height=190 * _POINT, largest=10, smallest=5),
        blocks_under="64rem",
        one_sheet=True,
    ),
}
_MARKS = {Tone.WARN: "!", Tone.DANGER: "!!"}
"""Seen by who sees no colour; what the tone means stands in the words."""
_LOUD = (Tone.STRONG, Tone.GOOD, Tone.WARN, Tone.DANGER)


def page(report: Report, stamp: Stamp, layout: Layout = Layout.REPORT) -> str:
    """The page as one HTML document that needs nothing else; foreign text cannot become markup.

    A poster is one landscape sheet of A4 and a sheet one portrait sheet, as far as their text can be read at all;
    a report takes the sheets that it needs.
    """
    space = _PAPER[layout].space
    size = html_fit.letters(report, space, 2)
    about = *stamp.models, stamp.made, stamp.advice
    width = html_fit.column(space, size)
    body = "\n".join(part for block, level in _outlined(report.blocks) for part in _block(block, level, width))
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(one_line(report.title))}</title>
<style>{_style(stamp, layout, size)}</style>
</head>
<body class="{layout.value}">
<header>
<h1>{_safe(report.title)}</h1>
{"".join(f"<p>{_safe(line)}</p>" for line in about)}
</header>
<main>
{body}
</main>
<footer>
<p><strong>{_safe(stamp.advice)}</strong></p>
</footer>
</body>
</html>
"""


def _style(stamp: Stamp, layout: Layout, size: float) -> str:
    paper = _PAPER[layout]
    under = "\n".join(map(one_line, (" ".join((*stamp.models, stamp.made)), stamp.advice)))
    return html_style.sheet(
        paper.turn,
        margin=paper.margin,
        size=size,
        blocks_under=paper.blocks_under,
        stamp=under,
        tight=paper.one_sheet,
    )


def _safe(text: str) -> str:
    """Text on one line; this and `_lines` are the only ways text gets on the page."""
    return _ID.sub(r'<span class="id">\g<0></span>', escape(one_line(text, 10_000)))


def _lines(text: str) -> str:
    """Text that may have more lines."""
    lines = [_safe(line) for line in printable(text).split("\n") if line.strip()]
    return lines[0] if len(lines) == 1 else "".join(f'<span class="line">{line}</span>' for line in lines)


_CAPTION = 2
"""A caption is as large as a heading of this level would be there."""


def _outlined(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
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
            yield f'<h{level} class="{block.tone.value}">{_mark(block.tone)}{_safe(block.text)}</h{level}>'
        case Paragraph():
            yield f'<p class="{block.tone.value}">{_toned(block.text, block.tone)}</p>'
        case Callout():
            lines = "".join(f"<p>{_lines(line)}</p>" for line in block.lines if line)
            title = f"{_mark(block.tone)}{_safe(block.title)}"
            yield f'<div class="alert {block.tone.value}"><h{level}>{title}</h{level}>{lines}</div>'
        case Items() if block.items:
            name = "ol" if block.numbered else "ul"
            marks = block.marks if block.keys else [""] * len(block.items)
            yield f"<{name}>{''.join(map(_item, marks, block.items))}</{name}>"
        case Table():
            yield from _table(block, level, width)
        case _:
            pass


def _item(mark: str, text: str) -> str:
    called = f"<strong>{_safe(mark)}</strong> " if mark else ""
    return f"<li>{called}{_lines(text)}</li>"


def _mark(tone: Tone) -> str:
    return f'<span class="mark" aria-hidden="true">{_MARKS[tone]}</span>' if tone in _MARKS else ""


def _toned(text: str, tone: Tone) -> str:
    return f"{_mark(tone)}<strong>{_lines(text)}</strong>" if tone in _LOUD else _lines(text)


def _table(table: Table, level: int, width: float) -> Iterator[str]:
    """A table whose cells say what they are also where they no longer stand in columns."""
    used = used_columns(table)
    caption = _safe(table.caption)
    if not used:
        yield f"<p><strong>{caption}</strong></p>"
        return
    yield f'<table role="table"><caption class="as-h{level}">{caption}</caption>'
    first = '<col class="number">' if table.numbered else ""
    columns = "".join(f'<col style="width: {100 * share:.2f}%">' for share in html_fit.shares(table, width))
    yield f"<colgroup>{first}{columns}</colgroup>"
    names = [*([notes_text.NUMBER] if table.numbered else []), *(table.columns[place] for place in used)]
    heads = "".join(map(_head, names))
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for number, row in enumerate(table.rows, start=1):
        cells = [*([Cell(str(number), Tone.STRONG)] if table.numbered else []), *(row[place] for place in used)]
        yield f'<tr role="row">{"".join(_cells(cells, names))}</tr>'
    yield "</tbody></table>"


def _head(name: str) -> str:
    return f'<th scope="col" role="columnheader">{_safe(name)}</th>' if name else '<td role="cell"></td>'


def _cells(cells: list[Cell], names: list[str]) -> Iterator[str]:
    for place, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if not (cell.text or cell.note):
            yield '<td role="cell"></td>'
            continue
        note = f'<div class="note">{_lines(cell.note)}</div>' if cell.note else ""
        label = f'<span class="label" aria-hidden="true">{_safe(name)}</span>' if name else ""
        inside = f"{label}{_toned(cell.text, cell.tone)}{note}"
        if place == 0:
            yield f'<th scope="row" role="rowheader" class="{cell.tone.value}">{inside}</th>'
        else:
            yield f'<td role="cell" class="{cell.tone.value}">{inside}</td>'
