"""What is drawn on the whole screen: lists of entries, and a page with a screen behind each of a few letters."""

from __future__ import annotations

import base64
import os
import select
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead, get_typeahead
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output

from ave_cli.profile import Gap, record
from ave_cli.safe_text import NARROWEST, printable, wrap
from ave_cli.terminal.prompt import MARKS, Asked, MenuOption, PromptAction, Resized, menu_of
from ave_cli.text import interview as interview_text
from ave_cli.text import page as page_text

Row = tuple[str, str]
"""A style and a line."""
NONE, DONT_KNOW = "none", "dont_know"
"""Values of the entries for none of these, and for not knowing."""
LEAST_ROWS = 4
"""Rows for the entries, however long the question is."""
_DEAF = 0.12
"""Seconds without a key after which somebody is typing again, after a paste or a wrong key."""
_TOGETHER, _ALONE = 0.025, 0.04
"""Seconds between two keys that nobody typed one by one; and before a key counts that ends a question."""
_ENTER = (Keys.ControlM, Keys.ControlJ)
_LONGEST = 3
"""Keys before an Enter; more of them at once were not typed but pasted."""
_TYPED_AHEAD = frozenset("0123456789abcdefgjnwt?")
"""Keys that answer some question; one beside them behind an Enter makes all that came in at once a paste."""
_MOST = 4096
"""Keys to wait for: who sends more at once types nothing."""


@record
class Burst:
    """Keys that came in at once."""

    text: str
    """What was typed, up to the first key that is no letter."""
    entered: bool
    """Whether an Enter stands behind it."""
    more: bool
    """Whether something stands behind that which nobody types ahead: it is a paste of several lines."""


class Ears:
    """Who types is heard, also who types ahead what may be answers; what was pasted is not.

    No terminal says for certain which of the two it is: it shows in how much comes in at once, and in what.
    """

    behind_text = False
    """Whether the last question was a line of text: the rest of a paste in it answers nothing."""

    def __init__(self) -> None:
        self._heard_at = self._drawn_at = float("-inf")
        self._text, self._line_ended, self._rejected = "", False, False
        self.deaf_until, self._heard = 0.0, 0

    def begin(self, app: Application[Any], *, anew: bool = False) -> None:
        """A question begins; anew: nothing that was typed before it stood there was meant for it."""
        if (anew or Ears.behind_text) and forget_typed(app.input):
            self.deaf_until = time.monotonic() + _DEAF
        Ears.behind_text = False

    def hear(self, event: Any) -> Burst | None:
        """This key with all that came at once with it; None right behind something that was thrown away."""
        _take_in(event.app)
        now = time.monotonic()
        self._heard += 1
        if self.is_deaf():
            return None
        coming = [event.key_sequence[0], *event.app.key_processor.input_queue]
        if now - self._heard_at > _TOGETHER:
            self._text, self._line_ended = "", False
        self._heard_at = now
        letters = [one.data if _is_letter(one) else "" for one in coming]
        last = letters.index("") if "" in letters else len(letters)
        behind = "".join(one or "\n" for one in letters[last:]).split("\n")
        burst = Burst(
            text=self._text + "".join(letters[:last]),
            entered=any(one.key in _ENTER for one in coming[last:]),
            more=not all(map(_may_be_typed, behind)) or (self._line_ended and any(letters)),
        )
        self._text += letters[0]
        self._line_ended |= coming[0].key in _ENTER
        return burst

    def when_alone(self, event: Any, act: Callable[[], None]) -> None:
        """Do this for a key behind which nothing else comes at once."""
        heard, app = self._heard, event.app

        def look() -> None:
            if self._heard == heard and not app.is_done:
                act()
                app.invalidate()

        app.loop.call_later(_ALONE, look)

    def when_last(self, event: Any, act: Callable[[], None]) -> None:
        """Do this at once where all that came in can be seen; elsewhere for a key behind which nothing else comes."""
        if os.name == "nt" and not event.app.key_processor.input_queue:
            self.when_alone(event, act)
        else:
            act()

    def is_deaf(self) -> bool:
        """Whether what comes in now belongs to what was thrown away."""
        return time.monotonic() < self.deaf_until

    def is_quiet(self) -> bool:
        """Whether nothing was typed for a moment."""
        return time.monotonic() - max(self._heard_at, self._drawn_at) > _DEAF

    def drawn(self, _: object = None) -> None:
        """The screen stands: on a slow one that takes longer than the next key, and no time counts before it."""
        self._drawn_at = time.monotonic()
        if self._rejected:
            self._rejected, self.deaf_until = False, self._drawn_at + _DEAF

    def reject(self, event: Any) -> None:
        """Throw away what was typed ahead, and all that comes right behind it."""
        event.app.key_processor.empty_queue()
        clear_typeahead(event.app.input)
        self._text, self._line_ended = "", False
        self._rejected, self.deaf_until = True, time.monotonic() + _DEAF


def _may_be_typed(line: str) -> bool:
    """Whether this may be typed ahead: a few keys that answer some question, or one for each line of it."""
    keys = line.lower()
    return set(keys) <= _TYPED_AHEAD and (len(keys) <= _LONGEST or set(keys) <= MARKS.keys())


def _take_in(app: Application[Any]) -> None:
    """Read what came in with a key and was not read yet: of a paste all is seen before any of it is done."""
    queue = app.key_processor.input_queue
    with suppress(OSError, ValueError):  # Windows cannot tell without waiting whether more comes
        while len(queue) < _MOST and select.select([app.input.fileno()], [], [], 0)[0]:
            if not (found := app.input.read_keys()):
                return
            app.key_processor.feed_multiple(found)


def _is_letter(press: KeyPress) -> bool:
    return not isinstance(press.key, Keys) and press.data.isprintable() and bool(press.data)


def forget_typed(source: Input) -> bool:
    """Throw away what was typed ahead; whether there was any."""
    found = [*get_typeahead(source)]
    with source.raw_mode():
        found += source.read_keys()
    found += source.flush_keys()
    clear_typeahead(source)
    return bool(found)


def text_keys(ears: Ears) -> KeyBindings:
    """The keys of a line of text; in what was pasted without brackets none of them ends it."""
    keys = KeyBindings()
    for key, result in {"escape": PromptAction.BACK, "f2": PromptAction.BACK, "c-s": PromptAction.STOP}.items():
        keys.add(key, eager=True)(leaving(result))
    pasted = Condition(lambda: any(map(_is_letter, get_app().key_processor.input_queue)))
    for key in ("escape", "f2", "c-s", "enter"):
        keys.add(key, eager=True, filter=pasted)(lambda event: event.current_buffer.insert_text(" "))
    # colours in what was pasted look like a mouse, and prompt_toolkit fails on what it then reads
    keys.add(Keys.Vt100MouseEvent, eager=True)(lambda _: None)
    for key in (Keys.Any, "enter", Keys.BracketedPaste):
        keys.add(key, eager=True, filter=Condition(ears.is_deaf))(ears.reject)
    return keys


class Shown(Processor):
    """What was typed, as it can be shown: what steers a screen is a mark."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """A letter stays one letter, so that the cursor stands where it is."""
        fragments = transformation_input.fragments
        return Transformation([(style, "".join(printable(one)[:1] for one in text)) for style, text, *_ in fragments])


def leaving(result: object) -> Callable[[Any], None]:
    """A key that ends the question with this result."""
    return lambda event: event.app.exit(result=result)


@record
class Page:
    """What stands around a list."""

    question: str
    """It is always there; may have several lines."""
    head: str = ""
    remarks: tuple[str, ...] = ()
    """Under the question, the most important first: the last goes first on a low screen."""
    hint: str = ""
    """Under the list: what the keys do."""


@record
class ListEntry:
    """One line that can be chosen."""

    key: str = ""
    """What is typed to get there; empty for none."""
    label: str
    value: object
    aliases: tuple[str, ...] = ()
    alone: bool = False
    """A box that cannot be ticked together with another."""
    theme: str = ""
    """What stands above it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """All that may be typed to get there."""
        return tuple(key.lower() for key in (self.key, *self.aliases) if key)


def wrap_to_screen(text: str, width: int, margin: str = "") -> str:
    """The text in lines that fit in a width; nothing for nothing."""
    return "\n".join(wrapped(text, width, margin))


def wrapped(text: str, width: int, margin: str = "") -> list[str]:
    """The text as lines that fit in a width; nothing for nothing."""
    return wrap(margin + printable(text), max(width - 1, NARROWEST)).split("\n") if text.strip() else []


def rows_above(page: Page, width: int, room: int) -> list[Row]:
    """What stands above a list, in as many rows as there are: the question always, then the head and the remarks."""
    question = [line for one in page.question.split("\n") for line in wrapped(one, width) or [""]]
    parts = [("bold", question)] if page.question else []
    if page.head and len(question) + 2 <= room:
        parts.insert(0, ("", wrapped(page.head, width)))
    for remark in page.remarks:
        lines = wrapped(remark, width)
        if lines and sum(len(one) for _, one in parts) + len(lines) <= room:
            parts.append(("", lines))
    rows = sum(len(one) for _, one in parts)
    gaps = rows + len(parts) <= room
    return [
        row for style, lines in parts for row in (*((style, line) for line in lines), *([("", "")] if gaps else []))
    ]


def rows_around(entries: Sequence[list[Row]], pointed: int, room: int) -> tuple[list[Row], int]:
    """The rows of the entries that fit, with the one that is pointed at among them, and the row where that begins."""
    first, last = 0, len(entries)
    if sum(map(len, entries)) > room:
        first = last = max(pointed, 0)
        rows = 2  # what says that more stands above and below
        while last < len(entries) and rows + len(entries[last]) <= room:
            rows += len(entries[last])
            last += 1
        last = max(last, first + 1)
        while first > 0 and rows + len(entries[first - 1]) <= room:
            first -= 1
            rows += len(entries[first])
    above = [("", f"   {interview_text.more_above(first)}")] if first else []
    below = [("", f"   {interview_text.more_below(len(entries) - last)}")] if last < len(entries) else []
    start = len(above) + sum(len(one) for one in entries[first:pointed]) if pointed >= 0 else 0
    return [*above, *(row for one in entries[first:last] for row in one), *below], start


def page_of(asked: Asked, hint: str) -> Page:
    """What stands around the list of a question."""
    question, profile = asked.question, asked.ruleset.profile
    title, group = f"{profile.title} {profile.version}", question.facts[0].group
    return Page(
        head=profile.say(
            interview_text.question_head(asked.alert, title, asked.now, asked.number, question.at_most, group)
        ),
        question=question.text,
        remarks=(question.observe, *asked.remarks),
        hint=hint.format(interview_text.KEYS_MORE_KEPT if asked.kept else interview_text.KEYS_MORE),
    )


def entry_of(option: MenuOption, *, with_key: bool) -> ListEntry:
    """An option as a line of a list."""
    aliases = option.aliases if with_key else ()
    return ListEntry(key=option.key if with_key else "", label=option.label, value=option.value, aliases=aliases)


def filled_in_before(asked: Asked) -> list[object]:
    """What was answered here before, as values of entries."""
    facts, menu = asked.question.facts, menu_of(asked.ruleset, asked.question.facts)
    if not asked.earlier:
        return []
    picked = list(menu.picked(facts, asked.earlier))
    if not picked and any(isinstance(one, Gap) for one in asked.earlier.values()):
        return [DONT_KNOW]
    return [*picked] or ([NONE] if menu.many else [])


HOME = ""
"""The first page."""
_HELP = "?"
_BLANK = ("z", "c-b")
_STEPS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, " ": 10, "home": -9999, "end": 9999}
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
        """Prepare it; keys come from the terminal and it is drawn there, unless a source or a screen is given.

        Args:
            draw: makes the screen behind a letter, or the first page.
            views, ends: letters that show another screen, or end it, with what that is called.
            within: letters that end it in one screen alone.
            copies: by letter of a screen, what `c` sends to the clipboard.
            again: told when the letter of the screen that is shown is typed once more.
        """
        self._draw, self._views, self._ends, self._again = draw, views, ends, again
        self._within, self._copies, self._note = within or {}, copies or {}, ""
        self._view, self._top, self._is_blank, self._ears = HOME, 0, False, Ears()
        self._output = screen or create_output(stdout=sys.stderr)
        self._app: Application[str] = Application(
            layout=Layout(
                HSplit(
                    [
                        Window(FormattedTextControl(self._body, focusable=True, show_cursor=False), wrap_lines=False),
                        Window(FormattedTextControl(self._footer), height=lambda: len(self._said), wrap_lines=False),
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
        self._ears.begin(self._app, anew=True)
        self._app.after_render += self._ears.drawn
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
        return max(self._output.get_size().rows - len(self._said), 1)

    @property
    def _said(self) -> list[str]:
        """What is said under the page, whole; one line where nothing is."""
        return wrapped(self._note, self._output.get_size().columns) or [""]

    def _footer(self) -> str:
        if self._is_blank:
            return ""
        if self._note:
            return "\n".join(self._said)
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
            keys.add(letter)(lambda event, letter=letter: self._alone(event, lambda: self._show(letter)))
        for key in _BACK:
            keys.add(key, eager=True)(lambda event: self._alone(event, lambda: self._show(HOME)))
        for key, step in _STEPS.items():
            keys.add(key)(lambda event, step=step: self._press(event, lambda: self._scroll(step)))
        for key in _BLANK:
            keys.add(key, eager=True)(self._blank)
        for paste in (Keys.BracketedPaste, Keys.Vt100MouseEvent):
            keys.add(paste, eager=True)(self._pasted)
        for key in ("c-c", "<sigint>"):
            keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        keys.add("<any>")(self._other)
        return keys

    def _press(self, event: Any, act: Callable[[], None]) -> None:
        if self._hears(event) and not self._is_blank:
            act()

    def _alone(self, event: Any, act: Callable[[], None]) -> None:
        self._press(event, lambda: self._ears.when_alone(event, act))

    def _hears(self, event: Any) -> bool:
        """Whether somebody typed this one key: what came in with others is a paste, and goes."""
        self._note = ""
        burst = self._ears.hear(event)
        if burst is not None and (len(burst.text) <= 1 or burst.text.isspace()) and not burst.more:
            return True
        self._pasted(event)
        return False

    def _pasted(self, event: Any) -> None:
        self._ears.reject(event)
        self._note = interview_text.NO_PASTE

    def _scroll(self, step: int) -> None:
        self._top = max(self._top + step, 0)

    def _blank(self, event: Any) -> None:
        if self._hears(event):
            self._is_blank = not self._is_blank

    def _other(self, event: Any) -> None:
        """A letter that ends it, that copies, or that means nothing here."""
        key = event.data
        if self._is_blank or not self._hears(event):
            return
        if key in self._within.get(self._view, {}) or key in self._ends:
            self._ears.when_alone(event, lambda: event.app.exit(result=key))
        elif key == "c" and self._view in self._copies:
            text = base64.b64encode(self._copies[self._view]().encode()).decode()
            self._output.write_raw(f"\x1b]52;c;{text}\x07")
            self._output.flush()
            self._note = page_text.COPIED
        elif len(key) == 1:
            self._note = page_text.wrong_page_key("".join((*self._views, *self._ends)))


def ask_line(app: Application[Any], ask: Callable[[], Any], resized: Callable[[str], object] | None = None) -> Any:
    """What is typed on a line; where the screen gets another size, what is made of what was typed until then."""
    ears = Ears()
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), text_keys(ears)])
    app.ttimeoutlen = 0.05
    app.after_render += ears.drawn
    ears.begin(app, anew=True)
    try:
        with Resized.watched(app, resized and (lambda: resized(app.current_buffer.text))):
            return ask()
    finally:
        Ears.behind_text = True
