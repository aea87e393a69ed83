"""The output formats."""

from __future__ import annotations

from typing import Any

from ave_cli.report import Report
from ave_cli.terminal import streams


def show_page(page: Report, *, plain: bool) -> None:
    """Print a page on stdout: as tables, or line by line where that was asked for or nothing else can be done."""
    if plain or streams.is_dumb():
        from ave_cli.render.plain import plain_lines

        streams.out("\n".join(plain_lines(page, streams.width_of_result())))
        return
    from ave_cli.render import rich_terminal

    rich_terminal.draw(page, streams.console())


def show_markdown(page: Report) -> None:
    """Print a page on stdout as text to paste."""
    from ave_cli.render import markdown

    streams.out(markdown.markdown_text(page).rstrip("\n"))


def show_json(document: dict[str, Any]) -> None:
    """Print one JSON document on stdout and nothing else; in letters that every screen has."""
    import json

    streams.out(json.dumps(document, ensure_ascii=True, indent=2))
