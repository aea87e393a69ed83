"""A report as rich tables, and a board for a room."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from ave_cli.render import plain
from ave_cli.report import Block, Callout, Cell, Code, Heading, Items, Paragraph, Report, Section, Table, Tone
from ave_cli.safe_text import cut_name, free_commands, keep_commands, longer_command, printable

NARROW = 60
"""Columns; below this a table is unreadable and its rows are written line by line."""

_STYLE = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.QUIET: "",
    Tone.GOOD: "bold",
    Tone.WARN: "bold",
    Tone.DANGER: "bold",
}
"""Colour never carries text: what is read is as dark or as light as the screen makes it."""
_LINE_STYLE = {**_STYLE, Tone.GOOD: "green", Tone.WARN: "yellow", Tone.DANGER: "red"}
_MARK = {Tone.WARN: "! ", Tone.DANGER: "!! "}


def draw(report: Report, console: Console, *, spaced: bool = False) -> None:
    """Print a page on this console, as wide as it is; spaced has an empty line before each block and each item."""
    console.print(_text(report.title, Tone.STRONG))
    for block in report.blocks:
        for part in apart(block) if spaced else (block,):
            if spaced and isinstance(part, Paragraph | Items):
                console.print("")
            for one in _draw(part, console.width):
                console.print(_Freed(one), crop=False)


class _Freed:
    """Something laid out with each command as one word, drawn with the blanks of its commands."""

    def __init__(self, laid_out: RenderableType) -> None:
        self._laid_out = laid_out

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What is drawn."""
        for segment in console.render(self._laid_out, options):
            yield segment._replace(text=free_commands(segment.text))


def ansi_lines(report: Report, width: int) -> list[str]:
    """The page as lines with the colours of a terminal, for a screen that draws them itself."""
    console = Console(
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as drawn:
        draw(report, console)
    return drawn.get().rstrip("\n").split("\n")


def apart(block: Block) -> Iterator[Block]:
    """The items of a list one by one, as they are called in the list; every other block as it is."""
    if not isinstance(block, Items):
        yield block
        return
    for place, item in enumerate(block.items):
        keys = (block.marks[place].rstrip("."),) if block.keys or block.numbered else ()
        yield Items((item,), keys=keys)


def _text(text: str, tone: Tone = Tone.PLAIN) -> Text:
    """The only way text gets here: made printable, and never read as markup."""
    return Text(printable(keep_commands(text)), style=_STYLE[tone], overflow="fold")


def _lines(text: str, width: int, tone: Tone = Tone.PLAIN) -> Text:
    """Text that is already in lines; one of them may be longer than the screen, for a command."""
    wrapped = "\n".join(plain.wrap(line, width) for line in printable(text).split("\n"))
    return Text(printable(wrapped), style=_STYLE[tone], no_wrap=True, overflow="ignore")


def _draw(block: Block, width: int) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield ""
            yield _text(block.text, block.tone)
        case Paragraph():
            wide = longer_command(block.text, width)
            yield _lines(block.text, width, block.tone) if wide else _text(block.text, block.tone)
        case Code():
            yield from ("", Padding(_text(block.text), (0, 0, 0, 4)))
        case Callout():
            lines = Text("\n").join(_text(line) for line in block.lines if line)
            title = Text(printable(f" {_MARK.get(block.tone, '')}{block.title} "), style="bold default")
            yield Panel(lines, title=title, title_align="left", border_style=_LINE_STYLE[block.tone], box=box.ROUNDED)
        case Items():
            marked = list(zip(block.marks, block.items, strict=True))
            wide = any(longer_command(item, width - len(mark) - 3) for mark, item in marked)
            listed = "\n".join(f" {mark} {item}" for mark, item in marked)
            yield _lines(listed, width) if wide else Padding(_items(block), (0, 0, 0, 1))
        case Section():
            yield from _section(block, width)
        case Table():
            yield ""
            yield _text(block.caption, Tone.STRONG)
            yield from _rows(block, width)


_NAME = 10
"""Columns for the names of sections."""


def _section(block: Section, width: int) -> Iterator[RenderableType]:
    """The name beside what is said; above it where the screen is narrow."""
    lines = _items(Items(block.lines, numbered=True)) if block.numbered else _text("\n".join(block.lines))
    name = _text(block.name, Tone.STRONG)
    if width < NARROW or block.wide:
        yield name
        yield lines
        return
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, width=_NAME)
    grid.add_column(overflow="fold")
    grid.add_row(name, lines)
    yield grid


def _rows(block: Table, width: int) -> Iterator[RenderableType]:
    if width >= max(NARROW, block.side_by_side) and plain.columns_in_use(block):
        yield _across(block, width) if block.row_headers else _table(block, width)
    elif block.side_by_side and width >= NARROW:
        yield from _by_column(block)
    else:
        lines = plain.by_column(block) if block.side_by_side else plain.rows(block)
        yield from (_lines(line, width) for line in lines)


def _items(block: Items) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for mark, item in zip(block.marks, block.items, strict=True):
        grid.add_row(_text(mark, Tone.STRONG if block.keys else Tone.PLAIN), _text(item))
    return grid


_SIDE = 5
"""A side column gets at most this part of the width; the column with the most text gets what is left."""
_TAIL = 4
"""Letters that a broken word keeps together at its end."""
_HEADER = 16
"""Characters of the name of a row; more is wrapped."""
_FIRM = 14
"""Characters; enough for a status or for two statement ids."""
_BETWEEN, _MAIN = 3, 20
"""Characters between columns, and those that the column with most to tell keeps where no other breaks a word."""
_LONGEST = 30
"""Characters of a word that a column is made wider for; the name of a note has one less."""


def _table(block: Table, width: int) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    if block.numbered:
        drawn.add_column("", no_wrap=True, style="bold")
    used = plain.columns_in_use(block)
    sizes = {column: sum(len(row[column].text + row[column].note) for row in block.rows) for column in used}
    main = max(used, key=lambda column: sizes[column])
    limits = {one: max(_FIRM, width // _SIDE, _longest_word(block, one)) if one != main else None for one in used}
    fits = sum(_longest_word(block, one) + _BETWEEN for one in used if one != main) + _MAIN <= width
    for column, limit in limits.items():
        texts = (block.columns[column], *(row[column].text for row in block.rows))
        one_word = fits and column != main and all(len(text.split()) < 2 for text in texts)
        drawn.add_column(_text(block.columns[column]), overflow="fold", max_width=limit, no_wrap=one_word)
    for number, row in enumerate(block.rows, start=1):
        cells = [_cell(_cut(row[column], limits[column])) for column in used]
        drawn.add_row(*([f"{number}."] if block.numbered else []), *cells)
    return drawn


def _cut(cell: Cell, limit: int | None) -> Cell:
    return cell if limit is None else replace(cell, text=cut_name(cell.text, limit))


def _across(block: Table, width: int) -> RichTable:
    """A table to read across: its rows have a name, and its other columns are equally wide."""
    first, *rest = plain.columns_in_use(block)
    share = (width - _HEADER) // len(rest) - 1
    drawn = RichTable(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False, header_style="bold", leading=1)
    drawn.add_column(_text(_fold(block.columns[first], _HEADER)), style="bold", width=_HEADER)
    for column in rest:
        drawn.add_column(_text(_fold(block.columns[column], share)), width=share)
    for row in block.rows:
        drawn.add_row(_cell(row[first], _HEADER), *(_cell(row[column], share) for column in rest))
    return drawn


def _fold(text: str, width: int) -> str:
    """Text in which a word that is wider than its column is broken with a hyphen, so that it is seen to go on."""

    def broken(word: str) -> str:
        if len(word) <= width:
            return word
        cut = word.find("-", 3, width) + 1 or min(width - 1, len(word) - _TAIL)
        head = word[:cut] if word[:cut].endswith("-") else f"{word[:cut]}-"
        return f"{head} {broken(word[cut:])}"

    return "\n".join(" ".join(map(broken, line.split(" "))) for line in text.split("\n"))


def _by_column(block: Table) -> Iterator[RenderableType]:
    """One block for each column after the first, with the name of each row before its text."""
    for place, name in enumerate(block.columns[1:], start=1):
        yield ""
        yield _text(name, Tone.STRONG)
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=_HEADER + 4, overflow="fold")
        grid.add_column(overflow="fold")
        for row in block.rows:
            grid.add_row(_cell(row[0]), _cell(row[place]))
        yield Padding(grid, (0, 0, 0, 1))


def _longest_word(block: Table, column: int) -> int:
    words = " ".join(row[column].text for row in block.rows).split()
    return min(max(map(len, words), default=0), _LONGEST)


def _cell(cell: Cell, width: int | None = None) -> Text:
    drawn = _text(cell.text if width is None else _fold(cell.text, width), cell.tone)
    if cell.note:
        drawn = Text("\n").join([drawn, _text(cell.note, Tone.QUIET)] if cell.text else [_text(cell.note, Tone.QUIET)])
    return drawn


COLUMNS = 60
"""More on a line cannot be read on a projector."""


def screens(report: Report, console: Console, rows: int) -> tuple[Report, ...]:
    """The page in parts that fit in this many rows each; only a table that is higher has a part that does not."""
    parts: list[tuple[Block, ...]] = [()]
    room = max(rows - _height(replace(report, blocks=()), console, spaced=False), 1)
    for block in (piece for whole in report.blocks for piece in _pieces(whole, console.width, room)):
        longer = (*parts[-1], block)
        if parts[-1] and _height(replace(report, blocks=longer), console, spaced=False) > rows:
            parts.append((block,))
        else:
            parts[-1] = longer
    return tuple(replace(report, blocks=blocks) for blocks in parts)


def _pieces(block: Block, width: int, room: int) -> Iterator[Block]:
    """A text that is higher than the room for it, in pieces that are not."""
    if not isinstance(block, Paragraph):
        yield from apart(block)
        return
    lines = textwrap.wrap(printable(block.text), width) or [""]
    for start in range(0, len(lines), room):
        yield replace(block, text=" ".join(lines[start : start + room]))


def draw_board(report: Report, console: Console, rows: int) -> None:
    """Print a page, with as much room between its parts as this many rows leave."""
    draw(report, console, spaced=_height(report, console, spaced=True) <= rows)


def _height(report: Report, console: Console, *, spaced: bool) -> int:
    with console.capture() as drawn:
        draw(report, console, spaced=spaced)
    return drawn.get().count("\n")
