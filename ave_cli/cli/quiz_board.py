"""How does a page of a round get in front of people?"""

from __future__ import annotations

import shutil
from dataclasses import replace

from ave_cli.render import plain
from ave_cli.report import Block, Paragraph, Report, Tone
from ave_cli.terminal import streams

_ROOM = 6
"""Rows for what can be typed, what was wrong, and the line to type on."""


class Board:
    """The screen, cleared for every page; or line by line, where it cannot be drawn anew."""

    def __init__(self, *, redraws: bool) -> None:
        self._redraws = redraws

    def parts(self, page: Report, below: int = _ROOM) -> tuple[Report, ...]:
        """The page in parts that fit on the screen, with this many rows left below."""
        if not self._redraws:
            return (page,)
        from ave_cli.render import rich_terminal

        return rich_terminal.screens(
            page, streams.board(rich_terminal.COLUMNS), max(shutil.get_terminal_size().lines - below, 3)
        )

    def show(self, page: Report, keys: str, problem: str = "") -> None:
        """One part with what can be typed under it; line by line, a problem does not repeat the page."""
        if not self._redraws and problem:
            streams.complain(problem)
            return
        under: list[Block] = [Paragraph(""), *([Paragraph(problem, Tone.STRONG)] if problem else []), Paragraph(keys)]
        self._draw(replace(page, blocks=(*page.blocks, *under)), clear=True)

    def say(self, page: Report) -> None:
        """A page under what stands there already."""
        streams.complain("")
        self._draw(page, clear=False)

    def _draw(self, page: Report, *, clear: bool) -> None:
        if not self._redraws:
            streams.complain("\n".join(("", *plain.lines(page))) if clear else "\n".join(plain.lines(page)))
            return
        from ave_cli.render import rich_terminal

        console = streams.board(rich_terminal.COLUMNS)
        if clear:
            console.clear()
        rich_terminal.draw_board(page, console, shutil.get_terminal_size().lines - 2 if clear else 0)
