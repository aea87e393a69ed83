"""The neutral page: blocks of text and tables that every medium can draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from ave_cli.records import positional_record


class Tone(Enum):
    """What a text is, never only how it looks: a medium may add colour to the words, not replace them."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    DANGER = "danger"


@positional_record
class Cell:
    """A text with its tone, and what belongs under it."""

    text: str
    tone: Tone = Tone.PLAIN
    note: str = ""


@positional_record
class Heading:
    """A heading; level 1 is the page itself."""

    text: str
    level: int = 2
    tone: Tone = Tone.STRONG
    new_sheet: bool = False
    """On paper it begins a sheet of its own."""
    together: bool = False
    """On paper what stands under it, up to the next heading that is as high, is not divided over sheets if it fits."""


@positional_record
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = Tone.PLAIN


@positional_record
class Code:
    """Lines as they stand in a file: to be copied, so never wrapped or joined."""

    text: str


@positional_record
class Callout:
    """Something that must be seen first."""

    title: str
    lines: tuple[str, ...]
    tone: Tone = Tone.DANGER


@positional_record
class Items:
    """A list; numbered where the order counts."""

    items: tuple[str, ...]
    numbered: bool = False
    keys: tuple[str, ...] = ()
    """What each item is called, such as a letter to choose it by; empty, or one for every item."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands before each item."""
        if self.keys:
            return tuple(f"{key}." for key in self.keys)
        return tuple(f"{number}." if self.numbered else "-" for number in range(1, len(self.items) + 1))


@positional_record
class Section:
    """A name with what there is to say about it, on the same line where there is room."""

    name: str
    lines: tuple[str, ...]
    numbered: bool = False
    tone: Tone = Tone.PLAIN
    wide: bool = False
    """The lines need all the width there is: the name stands above them."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands before each line."""
        return tuple(f"{number}." for number in range(1, len(self.lines) + 1)) if self.numbered else ()


@positional_record
class Table:
    """Rows under named columns; an empty column is left out by the medium, the caption never."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbered: bool = False
    """The order of the rows counts: a medium numbers them."""
    row_headers: bool = False
    """The first column names its row: it is a header, and no column may be left out."""
    side_by_side: int = 0
    """Characters; a medium that is narrower shows one block a column instead. 0: any table fits."""


Block = Heading | Paragraph | Code | Callout | Items | Section | Table


@positional_record
class Report:
    """A page."""

    title: str
    blocks: tuple[Block, ...]


@positional_record
class Way:
    """A way out of a column of a poster: what it takes and who decides."""

    up: bool
    title: str
    brief: str
    """What stands for the title where no criteria do."""
    criteria: tuple[str, ...]
    decides: str


@positional_record
class PosterColumn:
    """One column of a poster; a text that is empty among who is to be filled in by hand."""

    mark: str
    title: str
    text: str
    who: tuple[tuple[str, tuple[str, ...]], ...]
    ways: tuple[Way, ...]


@positional_record
class Poster:
    """A page to hang: columns that grow heavier, and a strip under them."""

    title: str
    columns: tuple[PosterColumn, ...]
    strip: tuple[tuple[str, tuple[str, ...]], ...]
    """Title and lines of each box; a line that is empty is to be filled in by hand."""
    foot: tuple[str, ...]
    colour: str = ""
    """As `#rrggbb`; of bars only, text is never on it."""


def with_texts(report: Report, change: Callable[[str], str]) -> Report:
    """The same page with every text changed; what is to be copied into a file stays."""
    return Report(change(report.title), tuple(_with_texts(block, change) for block in report.blocks))


def _with_texts(one: Block, change: Callable[[str], str]) -> Block:
    match one:
        case Heading() | Paragraph():
            return replace(one, text=change(one.text))
        case Callout():
            return replace(one, title=change(one.title), lines=tuple(map(change, one.lines)))
        case Items():
            return replace(one, items=tuple(map(change, one.items)))
        case Section():
            return replace(one, name=change(one.name), lines=tuple(map(change, one.lines)))
        case Table():
            rows = tuple(
                tuple(replace(cell, text=change(cell.text), note=change(cell.note)) for cell in row) for row in one.rows
            )
            return replace(one, caption=change(one.caption), columns=tuple(map(change, one.columns)), rows=rows)
        case _:
            return one
