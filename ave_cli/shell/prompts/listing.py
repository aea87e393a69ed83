"""What is in a list on the screen, and what do its keys do?"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prompt_toolkit.filters import to_filter
from prompt_toolkit.key_binding import KeyBindings
from questionary.prompts.common import InquirerControl

from ave_cli.safe_text import printable
from ave_cli.shell.asking import Wish
from ave_cli.text import interview as interview_text

HELP = "help"
"""What a list gives when help was asked."""


@dataclass(frozen=True)
class Entry:
    """One line that can be chosen."""

    key: str
    """What is typed to get there; empty for none."""
    label: str
    value: object
    alone: bool = False
    """A box that cannot be ticked together with another."""


class Listing:
    """The list on the screen: where the pointer is, what is ticked, and what each key does."""

    def __init__(self, asked: Any, entries: Sequence[Entry], hint: Any, many: bool) -> None:
        windows = asked.application.layout.find_all_windows()
        window = next(one for one in windows if isinstance(one.content, InquirerControl))
        self._control: Any = window.content
        self._entries = entries
        self._hint = hint
        self._many = many
        window.wrap_lines = to_filter(True)
        # a screen reader follows the cursor: it stands, visible, on the entry that is pointed at
        self._control.focusable, self._control.show_cursor = to_filter(True), True
        window.always_hide_cursor = to_filter(False)
        asked.application.layout.focus(window)

    def begin(self, chosen: Sequence[object]) -> None:
        """Point at what was answered before, else at nothing: Enter alone answers nothing."""
        places = [place for place, one in enumerate(self._entries) if one.value in chosen]
        self._control.pointed_at = places[0] if places else -1
        if self._many:
            self._control.selected_options = [self._entries[place].value for place in places]

    def keys(self, back: bool) -> KeyBindings:
        """What the keys do; everything that is not here does nothing."""
        keys = KeyBindings()
        for place, entry in enumerate(self._entries):
            for key in {entry.key.lower(), entry.key.upper()} - {""}:
                keys.add(key, eager=True)(self._jump(place))
        for key in {"a", "i"} - {entry.key.lower() for entry in self._entries}:
            keys.add(key, eager=True)(lambda _: None)
        if self._many:
            keys.add(" ", eager=True)(lambda _: self._tick(self._control.pointed_at))
        if back:
            for key in ("left", "escape", "t"):
                keys.add(key, eager=True)(leaving(Wish.BACK))
        keys.add("c-s", eager=True)(leaving(Wish.STOP))
        keys.add("?", eager=True)(leaving([HELP]))
        keys.add("enter", eager=True)(self._enter)
        keys.add("<sigint>", eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        return keys

    def _jump(self, place: int) -> Callable[[Any], None]:
        def jump(_: Any) -> None:
            self._control.pointed_at = place
            if self._many:
                self._tick(place)

        return jump

    def _tick(self, place: int) -> None:
        if place < 0:
            return
        entry, chosen = self._entries[place], self._control.selected_options
        if entry.value == Wish.BACK:
            return
        alone = {one.value for one in self._entries if one.alone}
        if entry.value in chosen:
            self._control.selected_options = [one for one in chosen if one != entry.value]
        elif entry.alone:
            self._control.selected_options = [entry.value]
        else:
            self._control.selected_options = [*(one for one in chosen if one not in alone), entry.value]

    def _enter(self, event: Any) -> None:
        place = self._control.pointed_at
        pointed = self._entries[place].value if 0 <= place < len(self._entries) else None
        if pointed is Wish.BACK:
            event.app.exit(result=Wish.BACK)
        elif self._many and self._control.selected_options:
            event.app.exit(result=list(self._control.selected_options))
        elif not self._many and pointed is not None:
            event.app.exit(result=pointed)
        else:
            hint = interview_text.TICK_FIRST if self._many else interview_text.CHOOSE_FIRST
            self._hint.title = wrapped(hint, shutil.get_terminal_size().columns - 4, "   ")


def leaving(result: object) -> Callable[[Any], None]:
    """A key that ends the question with this result."""
    return lambda event: event.app.exit(result=result)


def wrapped(text: str, width: int | None = None, margin: str = "") -> str:
    """The text in lines that fit on the screen, or in a width; nothing for nothing."""
    columns = max((width or shutil.get_terminal_size().columns) - 2, 16)
    return textwrap.fill(printable(text), columns, subsequent_indent=margin) if text else ""
