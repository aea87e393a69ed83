"""The neutral page: blocks of text and tables that every medium can draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What a text is, never only how it looks: a medium may add colour to the words, not replace them."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True)
class Cell:
    """A text with its tone, and what belongs under it."""

    text: str
    tone: Tone = Tone.PLAIN
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the page itself."""

    text: str
    level: int = 2
    tone: Tone = Tone.STRONG
    new_sheet: bool = False
    """On paper it begins a sheet of its own."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Callout:
    """Something that must be seen first."""

    title: str
    lines: tuple[str, ...]
    tone: Tone = Tone.DANGER


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


Block = Heading | Paragraph | Callout | Items | Section | Table


@dataclass(frozen=True)
class Report:
    """A page."""

    title: str
    blocks: tuple[Block, ...]
