"""How does a page look from the back row, and on how many screens?"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from rich.console import Console

from ave_cli.report import Block, Paragraph, Report
from ave_cli.safe_text import printable
from ave_cli.shell.draw import rich_

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
        yield from rich_.apart(block)
        return
    lines = textwrap.wrap(printable(block.text), width) or [""]
    for start in range(0, len(lines), room):
        yield replace(block, text=" ".join(lines[start : start + room]))


def draw_board(report: Report, console: Console, rows: int) -> None:
    """Print a page, with as much room between its parts as this many rows leave."""
    rich_.draw(report, console, spaced=_height(report, console, spaced=True) <= rows)


def _height(report: Report, console: Console, *, spaced: bool) -> int:
    with console.capture() as drawn:
        rich_.draw(report, console, spaced=spaced)
    return drawn.get().count("\n")
