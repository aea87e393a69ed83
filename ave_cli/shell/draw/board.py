"""How does a page look from the back row, and on how many screens?"""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from ave_cli.core.report import Block, Report
from ave_cli.shell.draw import rich_

COLUMNS = 60
"""More on a line cannot be read on a projector."""


def screens(report: Report, console: Console, rows: int) -> tuple[Report, ...]:
    """The page in parts that fit in this many rows each; a block that is higher has a part of its own."""
    parts: list[tuple[Block, ...]] = [()]
    for block in report.blocks:
        longer = (*parts[-1], block)
        if parts[-1] and _height(replace(report, blocks=longer), console, spaced=False) > rows:
            parts.append((block,))
        else:
            parts[-1] = longer
    return tuple(replace(report, blocks=blocks) for blocks in parts)


def draw(report: Report, console: Console, rows: int) -> None:
    """Print a page, with as much room between its parts as this many rows leave."""
    rich_.draw(report, console, spaced=_height(report, console, spaced=True) <= rows)


def _height(report: Report, console: Console, *, spaced: bool) -> int:
    with console.capture() as drawn:
        rich_.draw(report, console, spaced=spaced)
    return drawn.get().count("\n")
