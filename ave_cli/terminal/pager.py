"""A result on the whole screen: one page, and a screen behind each of a few letters."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output

from ave_cli.text import page as page_text

HOME = ""
"""The first page."""
_HELP = "?"
_BLANK = ("z", "c-b")
_BACK = ("escape", "left", "t")
Draw = Callable[[str, int, int], str]
"""Lines of a screen, with colours, by its letter and the columns and rows there are."""


class Pager:
    """A page that is drawn in place on the alternate screen; nothing of it stays behind."""

    def __init__(
        self,
        draw: Draw,
        views: Mapping[str, str],
        ends: Mapping[str, str],
        *,
        within: Mapping[str, Mapping[str, str]] | None = None,
        copies: Mapping[str, Callable[[], str]] | None = None,
        again: Callable[[str], None] | None = None,
        source: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        """Prepare it.

        Args:
            draw: makes the screen behind a letter, or the first page.
            views: letters that show another screen, with what it is called.
            ends: letters that end it, with what they do.
            within: letters that end it in one screen alone.
            copies: by letter of a screen what `c` sends to the clipboard there.
            again: told when the letter of the screen that is shown is typed once more.
            source, screen: where keys come from and what is drawn on; the terminal when left out.
        """
        self._draw, self._views, self._ends = draw, views, ends
        self._within, self._copies, self._again = within or {}, copies or {}, again
        self._view, self._top, self._is_blank, self._note = HOME, 0, False, ""
        self._output = screen or create_output(stdout=sys.stderr)
        self._app: Application[str] = Application(
            layout=Layout(
                HSplit(
                    [
                        Window(FormattedTextControl(self._body, focusable=True, show_cursor=False), wrap_lines=False),
                        Window(FormattedTextControl(self._footer), height=1, wrap_lines=False),
                    ]
                )
            ),
            key_bindings=self._keys(),
            full_screen=True,
            output=self._output,
            input=source,
        )
        self._app.ttimeoutlen = 0.05

    def run(self) -> str:
        """Show it until a letter ends it; gives that letter.

        Raises:
            KeyboardInterrupt: Ctrl-C was typed.
        """
        return self._app.run()

    def _body(self) -> ANSI:
        if self._is_blank:
            return ANSI("")
        lines = self._lines()
        rows = self._rows()
        self._top = max(min(self._top, len(lines) - rows), 0)
        return ANSI("\n".join(lines[self._top : self._top + rows]))

    def _lines(self) -> list[str]:
        size = self._output.get_size()
        if self._view == _HELP:
            names = {**self._views, **self._ends}
            return [
                page_text.PAGE_KEYS,
                *(f"  {key}  {name}" for key, name in names.items()),
                *page_text.MORE_KEYS,
            ]
        return self._draw(self._view, size.columns, self._rows()).split("\n")

    def _rows(self) -> int:
        return max(self._output.get_size().rows - 1, 1)

    def _footer(self) -> str:
        if self._is_blank:
            return ""
        note, self._note = self._note, ""
        if note:
            return note
        more = page_text.SCROLL if len(self._lines()) > self._rows() else ""
        if self._view != HOME:
            own = self._within.get(self._view, {})
            keys = [*own.values(), *([page_text.COPY] if self._view in self._copies else [])]
            return "  ".join([page_text.ESC_BACK, *keys, more])
        return page_text.page_footer(self._output.get_size().columns, bool(more))

    def _show(self, view: str) -> None:
        if view == self._view and self._again is not None:
            self._again(view)
        self._view, self._top = view, 0

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        for letter in (*self._views, _HELP):
            keys.add(letter)(lambda _, letter=letter: self._press(lambda: self._show(letter)))
        for key in _BACK:
            keys.add(key, eager=True)(lambda _: self._press(lambda: self._show(HOME)))
        for key, step in {
            "down": 1,
            "up": -1,
            "pagedown": 10,
            "pageup": -10,
            " ": 10,
            "home": -9999,
            "end": 9999,
        }.items():
            keys.add(key)(lambda _, step=step: self._press(lambda: self._scroll(step)))
        for key in _BLANK:
            keys.add(key, eager=True)(lambda _: self._blank())
        keys.add("c-c", eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        keys.add("<any>")(self._other)
        return keys

    def _press(self, act: Callable[[], None]) -> None:
        if not self._is_blank:
            act()

    def _scroll(self, step: int) -> None:
        self._top = max(self._top + step, 0)

    def _blank(self) -> None:
        self._is_blank = not self._is_blank

    def _other(self, event: Any) -> None:
        """A letter that ends it, that copies, or that means nothing here."""
        key = event.data
        if self._is_blank:
            return
        if key in self._within.get(self._view, {}) or key in self._ends:
            event.app.exit(result=key)
        elif key == "c" and self._view in self._copies:
            text = base64.b64encode(self._copies[self._view]().encode()).decode()
            self._output.write_raw(f"\x1b]52;c;{text}\x07")
            self._output.flush()
            self._note = page_text.COPIED
        elif len(key) == 1:
            self._note = page_text.wrong_page_key("".join((*self._views, *self._ends)))
