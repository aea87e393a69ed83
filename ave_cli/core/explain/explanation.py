"""What is an explanation made of, before it is a page or a JSON document?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ave_cli.profile.records import record
from ave_cli.text import explain as explain_text


@record
class Said:
    """One line with the statements that it rests on."""

    text: str
    statements: tuple[str, ...] = ()


@record
class Row:
    """One row of a grid: a text for each column, and what belongs under the last."""

    cells: tuple[str, ...]
    note: str = ""
    statements: tuple[str, ...] = ()
    key: str = ""
    """What the row is about, where another model can have a row on the same; empty where none can."""


@record
class Grid:
    """Rows under named columns; the source of each row is not a column but stands at the row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    compares: bool = False
    """Whether the columns after the first are told apart, so that a row must be read across."""
    names_rows: bool = False
    """Whether the first column says what the second is of, so that the line needs no name of the second."""


@record
class Section:
    """One question about the subject with its answer."""

    title: str
    parts: tuple[Said | Grid, ...]

    def statements(self) -> tuple[str, ...]:
        """Every statement that something in it rests on, once, in the order of the page."""
        rows = [row for part in self.parts for row in (part.rows if isinstance(part, Grid) else (part,))]
        return tuple(dict.fromkeys(ident for row in rows for ident in row.statements))

    def lines(self) -> tuple[str, ...]:
        """The whole answer as lines of text."""
        return tuple(line for part in self.parts for line in lines_of(part))


@record
class Explanation:
    """What a model says about one subject."""

    kind: str
    id: str
    title: str
    sections: tuple[Section, ...]


def lines_of(part: Said | Grid) -> Iterator[str]:
    """A line or a grid as lines of text."""
    if isinstance(part, Said):
        yield part.text
        return
    for row in part.rows:
        first, *rest = row.cells
        named = [explain_text.pair(part.columns[at], text) for at, text in enumerate(rest, start=1)]
        said = [explain_text.pair(first, rest[0])] if part.names_rows else [first, *named]
        pieces = [one.rstrip(".").replace("\n", " ") for one in (*said, row.note) if one]
        yield ". ".join(pieces) + "." * (len(pieces) > 1)


def section(title: str, parts: Iterable[Said | Grid | None]) -> Iterator[Section]:
    """The section with what there is; none where nothing is said."""
    kept = tuple(part for part in parts if part is not None and (isinstance(part, Said) or part.rows))
    if kept:
        yield Section(title=title, parts=kept)


def as_plain(profile: str, explanation: Explanation) -> dict[str, Any]:
    """The explanation as a document for programs."""
    return {
        "format": 1,
        "profile": profile,
        "kind": explanation.kind,
        "id": explanation.id,
        "title": explanation.title,
        "sections": [
            {"title": one.title, "lines": list(one.lines()), "statements": list(one.statements())}
            for one in explanation.sections
        ],
    }
