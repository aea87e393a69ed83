"""Questions on a screen that can redraw."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.application import application as _application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import DynamicKeyBindings, KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output

from ave_cli.profile import Gap, Given, Value
from ave_cli.terminal import pager as lists
from ave_cli.terminal.pager import Burst, Ears, ListEntry, Page, Row, Shown, ask_line, wrap_to_screen
from ave_cli.terminal.prompt import LETTERS, MARKS, Asked, Enough, Key, Left, PromptAction, Resized, help_lines, menu_of
from ave_cli.terminal.streams import complain
from ave_cli.text import interview as interview_text

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # else it warns in English on slow lines

# A line of text makes three applications, and each of them builds every key of two editors anew: half of the time
# to the next question. They hold nothing of an application: one set serves all, and what has no text needs none.
_of_editors = cache(_application.load_key_bindings)  # type: ignore[attr-defined]
_application.load_key_bindings = lambda: DynamicKeyBindings(  # type: ignore[attr-defined]
    lambda: _of_editors() if get_app().layout.buffer_has_focus else None
)

_HELP, _GO_ON = "help", "go on"
_MOVES = frozenset({Keys.Up, Keys.Down, Keys.Home, Keys.End, Keys.PageUp, Keys.PageDown})
_ENDS = {Keys.Left: PromptAction.BACK, Keys.Escape: PromptAction.BACK, Keys.ControlS: PromptAction.STOP}
_FEW = 4
"""Keys that are named one by one."""


class Listing:
    """A list of which one entry is chosen: where the pointer is, what is drawn, and what each key does."""

    def __init__(self, page: Page, entries: Sequence[ListEntry], leaving: Mapping[str, object]) -> None:
        self._page = page
        self._entries = entries
        self._leaving = leaving
        self.pointed = -1
        self._typed = self._warning = ""
        self.row = 0
        self.ears = Ears()
        self._before: object = None

    def draw(self) -> StyleAndTextTuples:
        """The whole screen at the size that it has now; prompt_toolkit asks for it anew whenever that changes."""
        size = get_app().output.get_size()
        width, height = size.columns, size.rows - 1
        entries = [self._entry_lines(place, width) for place in range(len(self._entries))]
        foot = [("", line) for line in lists.wrapped(self._warning or self._page.hint, width - 3, "   ")]
        room = height - len(foot) - min(sum(map(len, entries)), max(lists.LEAST_ROWS, height // 2))
        top = lists.rows_above(self._page, width, room)
        left = max(height - len(top) - len(foot), lists.LEAST_ROWS)
        middle, row = lists.rows_around(entries, self.pointed, left)
        self.row = len(top) + row if self.pointed >= 0 else 0
        rows: StyleAndTextTuples = []
        for style, line in (*top, *middle, *foot):
            rows += [(style, line), ("", "\n")]
        return rows[:-1]

    def _entry_lines(self, place: int, width: int) -> list[Row]:
        entry, pointer = self._entries[place], ">" if place == self.pointed else " "
        key = f"{entry.key}. " if entry.key else ""
        start = " ".join(part for part in (f" {pointer}", self._mark(place), key.rstrip()) if part) + " "
        room = max(width - len(start) - 1, 12)
        first, *rest = lists.wrapped(entry.label, room + 2) or [""]
        style = "bold" if place == self.pointed else ""
        lines = [(style, start + first), *((style, " " * len(start) + line) for line in rest)]
        return [*([("underline", f" {entry.theme}")] if entry.theme else []), *lines]

    def _mark(self, place: int) -> str:  # noqa: ARG002  # other lists have one
        return ""

    def pasted(self, event: Any) -> None:
        """Throw away what was pasted, and say so."""
        self._before = self._state()
        self._reject(event, interview_text.NO_PASTE)

    def hear(self, event: Any) -> None:
        """Do what a key does where somebody typed it; what came in at once and is more than an answer, goes."""
        if self.ears.is_quiet():
            self._before = self._state()
        burst = self.ears.hear(event)
        if burst is not None and self._is_typed(burst):
            self._act(event)
        else:
            self._reject(event, interview_text.NO_PASTE if burst else self._warning or interview_text.NO_PASTE)

    def _act(self, event: Any) -> None:
        key = event.key_sequence[0].key
        if key in _MOVES:
            self._typed = self._warning = ""
            self._move(key)
        elif key == Keys.ControlM:
            self._typed = ""
            self.ears.when_last(event, lambda: self._enter(event))
        elif key in _ENDS and (key == Keys.ControlS or Key.BACK in self._leaving):
            event.app.exit(result=_ENDS[key])
        else:
            self._any(event, key)

    def _move(self, key: Keys) -> None:
        now, last = self.pointed, len(self._entries) - 1
        up, down = now - 1 if now > 0 else last, now + 1 if now < last else 0
        places = {Keys.Up: up, Keys.Down: down, Keys.PageUp: max(now - 8, 0), Keys.PageDown: min(now + 8, last)}
        if self._entries:
            self.pointed = {**places, Keys.Home: 0, Keys.End: last}[key]

    def _any(self, event: Any, key: str) -> None:
        if isinstance(key, Keys) or len(key) != 1:
            return
        self._warning, key = "", key.lower()
        if not self._special(key) and not self._jumped(key):
            if key in self._leaving:
                self.ears.when_alone(event, lambda: event.app.exit(result=self._leaving[key]))
            else:
                self._reject(event, interview_text.choose_from(self._key_names()))

    def _is_typed(self, burst: Burst) -> bool:
        """Whether somebody may have typed these keys at once: one answer and no more."""
        text = burst.text.lower()
        if burst.more or len(text) < 2:
            return not burst.more
        if not self._means(text[0]):
            return text[0] not in self._leaving  # it is wrong by itself, and is said to be
        return self._is_answer(text, entered=burst.entered)

    def _means(self, key: str) -> bool:
        """Whether this key goes on with, or begins, what gets to an entry."""
        return any(one.startswith((self._typed + key, key)) for entry in self._entries for one in entry.keys)

    def _is_answer(self, text: str, *, entered: bool) -> bool:
        """Whether so many keys may be one answer."""
        known = [key for entry in self._entries for key in entry.keys]
        return text in known or (not entered and any(key.startswith(text) for key in known))

    def _state(self) -> object:
        """What a paste must leave as it is."""
        return self.pointed

    def _restore(self, state: Any) -> None:
        self.pointed = state

    def _reject(self, event: Any, warning: str) -> None:
        """Throw away what was typed ahead, and all that comes right behind it; nothing is changed by it."""
        self._warning, self._typed = warning, ""
        self.ears.reject(event)
        if self._before is not None:
            self._restore(self._before)

    def _special(self, key: str) -> bool:  # noqa: ARG002  # other lists have some
        """Whether this key does something to the entry that is pointed at."""
        return False

    def _jumped(self, key: str) -> bool:
        """Whether this key goes on with, or begins, what is typed to get to an entry."""
        for typed in (self._typed + key, key):
            found = [one for entry in self._entries for one in entry.keys if one.startswith(typed)]
            if found:
                self._typed = typed if any(one != typed for one in found) else ""
                for place, entry in enumerate(self._entries):
                    if typed in entry.keys:
                        self._jump(place)
                return True
        return False

    def _jump(self, place: int) -> None:
        self.pointed = place

    def _enter(self, event: Any) -> None:
        if 0 <= self.pointed < len(self._entries):
            event.app.exit(result=[self._entries[self.pointed].value])
        else:
            self._warning = f"{interview_text.NOTHING_CHOSEN} {interview_text.choose(self._key_names())}"

    def _key_names(self) -> list[str]:
        """The keys that are right here."""
        numbers = [entry.key for entry in self._entries if entry.key.isdecimal() and entry.key != Key.NONE]
        named = [interview_text.range_of_keys(numbers[0], numbers[-1])] if len(numbers) > _FEW else numbers
        others = [entry.key for entry in self._entries if entry.key and entry.key not in numbers]
        return [*named, *others]


class TickList(Listing):
    """A list in which several entries are ticked."""

    def __init__(self, page: Page, entries: Sequence[ListEntry], leaving: Mapping[str, object]) -> None:
        super().__init__(page, entries, leaving)
        self.ticked: list[object] = []
        self.counts_at_once = self._is_warned = False
        """Whether each tick counts by itself, also where the list is left; and whether it was said that some do not."""

    def _means(self, key: str) -> bool:
        return key == " " or super()._means(key)

    def _is_answer(self, text: str, *, entered: bool) -> bool:  # noqa: ARG002  # several ticks are one answer
        return len(set(text)) == len(text) and all(map(self._means, text))

    def _state(self) -> object:
        return self.pointed, list(self.ticked)

    def _restore(self, state: Any) -> None:
        self.pointed, self.ticked = state[0], list(state[1])

    def _mark(self, place: int) -> str:
        return interview_text.MARK_ON if self._entries[place].value in self.ticked else interview_text.MARK_OFF

    def _special(self, key: str) -> bool:
        if key == " " and self.pointed >= 0:
            self._tick(self.pointed)
        if is_lost := key == Key.ENOUGH and not self._is_warned and self._would_be_lost():
            self._is_warned, self._warning = True, interview_text.TICKS_NOT_DONE
        return key == " " or is_lost

    def _would_be_lost(self) -> bool:
        """Whether something is ticked that counts for nothing until the list is done."""
        lost = {lists.NONE} if self.counts_at_once else {entry.value for entry in self._entries} - {lists.DONT_KNOW}
        return not lost.isdisjoint(self.ticked)

    def _jump(self, place: int) -> None:
        self.pointed = place
        self._tick(place)

    def _tick(self, place: int) -> None:
        entry, self._is_warned = self._entries[place], False
        alone = {one.value for one in self._entries if one.alone}
        if entry.value in self.ticked:
            self.ticked = [one for one in self.ticked if one != entry.value]
        elif entry.alone:
            self.ticked = [entry.value]
        else:
            self.ticked = [*(one for one in self.ticked if one not in alone), entry.value]

    def _enter(self, event: Any) -> None:
        if self.ticked:
            event.app.exit(result=list(self.ticked))
        else:
            self._warning = interview_text.TICK_FIRST


class LineList(Listing):
    """A list in which each entry is answered by itself: ja, nee or weet ik niet."""

    def __init__(self, page: Page, entries: Sequence[ListEntry], leaving: Mapping[str, object]) -> None:
        super().__init__(page, entries, leaving)
        self.answers: dict[object, str] = {}
        self.pointed = 0

    def _means(self, key: str) -> bool:
        return key in LETTERS or super()._means(key)

    def _is_answer(self, text: str, *, entered: bool) -> bool:  # noqa: ARG002  # quick lines are one answer
        return len(text) <= len(self._entries) and set(text) <= {*LETTERS}

    def _state(self) -> object:
        return self.pointed, dict(self.answers)

    def _restore(self, state: Any) -> None:
        self.pointed, self.answers = state[0], dict(state[1])

    def _mark(self, place: int) -> str:
        return MARKS.get(self.answers.get(self._entries[place].value, ""), interview_text.MARK_EMPTY)

    def _special(self, key: str) -> bool:
        if key in LETTERS:
            self.answers[self._entries[self.pointed].value] = key
            self.pointed = min(self.pointed + 1, len(self._entries) - 1)
        return key in LETTERS

    def _enter(self, event: Any) -> None:
        empty = [place for place, entry in enumerate(self._entries) if entry.value not in self.answers]
        if empty:
            self.pointed = empty[0]
            self._warning = interview_text.lines_empty(place + 1 for place in empty)
        else:
            event.app.exit(result=[LETTERS[self.answers[entry.value]] for entry in self._entries])

    def _key_names(self) -> list[str]:
        return [*LETTERS]


class Reading(Listing):
    """Lines to read; Enter or Esc goes back."""

    def _enter(self, event: Any) -> None:
        event.app.exit(result=[_GO_ON])


class ListScreen:
    """One application for every list: what it draws and what a key does is up to the list that is put now."""

    def __init__(self, source: Input | None, screen: Output) -> None:
        self._listing: Listing = Reading(Page(question=""), [], {})
        control = FormattedTextControl(
            lambda: self._listing.draw(), focusable=True, get_cursor_position=lambda: Point(x=0, y=self._listing.row)
        )
        # a screen reader follows the cursor: it stands, visible, on the entry that is pointed at
        window = Window(control, always_hide_cursor=False, dont_extend_height=True)
        keys = KeyBindings()
        keys.add(Keys.Any, eager=True)(lambda event: self._listing.hear(event))
        keys.add(Keys.BracketedPaste, eager=True)(lambda event: self._listing.pasted(event))
        for key in ("c-c", "<sigint>"):
            keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        self._app: Application[Any] = Application(
            layout=Layout(window), key_bindings=keys, erase_when_done=True, input=source, output=screen
        )
        self._app.ttimeoutlen = 0.05
        self._app.after_render += lambda _: self._listing.ears.drawn()
        # what was loaded stays: looking through all of it for what can go would make somebody wait for a question
        gc.freeze()
        gc.set_threshold(10_000)

    def run(self, listing: Listing, *, fitted: bool = False) -> Any:
        """Let a person choose; the list is gone when it is done, or what it was fitted under no longer fits."""
        self._listing = listing
        listing.ears.begin(self._app)
        with Resized.watched(self._app, (lambda: Resized.RESIZED) if fitted else None):
            return self._app.run()


class ScreenPrompt:
    """Questions one at a time on the screen, on stderr; gone when it is answered."""

    redraws = True

    def __init__(self, source: Input | None = None, screen: Output | None = None) -> None:
        self._input = source
        self._output = screen or create_output(stdout=sys.stderr)
        self._kept = ""  # what stood on a line when the screen got another size

    @cached_property
    def _lists(self) -> ListScreen:
        return ListScreen(self._input, self._output)

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use."""
        place = self.choose(interview_text.CHOOSE_MODEL, [title for _, title in models])
        if isinstance(place, PromptAction):
            raise KeyboardInterrupt
        return models[place][0]

    def ask(self, asked: Asked) -> Given | Enough | Left | PromptAction:
        """Put one question; help comes back to the same question."""
        listing = _listing(replace(asked, earlier=asked.begun or asked.earlier))
        before = _begun(asked, listing)
        while True:
            reply = self._run(listing, lambda: "\n".join(help_lines(asked)))
            given = reply if isinstance(reply, PromptAction) else self._given(asked, reply)
            if given is PromptAction.BACK and given is not reply:  # from what was asked about the rest
                continue
            if not isinstance(given, PromptAction):
                return given
            begun = _begun(asked, listing)
            counts = {fact: one for fact, one in begun.items() if asked.question.by_line or one is True}
            if counts and given is PromptAction.ENOUGH:
                return Enough(given=counts)
            return given if begun == before else Left(how=given, begun=begun)

    def _given(self, asked: Asked, reply: Sequence[object]) -> Given | PromptAction:
        """The answers; about boxes beside those that were ticked it is asked whether they are not so or not known."""
        facts, menu = asked.question.facts, menu_of(asked.ruleset, asked.question.facts)
        if asked.question.by_line:
            return dict(zip((fact.id for fact in facts), reply, strict=True))  # type: ignore[arg-type]  # LETTERS
        if lists.DONT_KNOW in reply:
            return {fact.id: Gap.DONT_KNOW for fact in facts}
        picked: list[Value] = [one for one in reply if isinstance(one, bool | str) and one != lists.NONE]
        if not (rest := menu.rest_of(facts, picked)):
            return menu.given(facts, picked)
        entries = [
            ListEntry(key=Key.NO, label=interview_text.REST_NO, value=False),
            ListEntry(key=Key.DONT_KNOW, label=interview_text.DONT_KNOW, value=Gap.DONT_KNOW),
        ]
        remarks = (interview_text.rest([fact.name() for fact in rest]),)
        page = Page(question=asked.question.text, remarks=remarks, hint=interview_text.KEYS_CHOICE)
        answer = self._run(Listing(page, entries, {Key.BACK: PromptAction.BACK}))
        return answer if isinstance(answer, PromptAction) else menu.given(facts, picked, answer[0])

    def alarm(self, lines: Sequence[str], remarks: Sequence[str] = ()) -> None:
        """Show at once what cannot wait, and wait until it was seen; it stays in view."""
        self.tell("\n".join([*(f"!! {line}" for line in lines), *remarks]))

    def tell(self, text: str) -> None:
        """Say something and wait for Enter."""
        width = self._output.get_size().columns
        complain("\n".join(wrap_to_screen(line, width) for line in ("", *text.split("\n"), "")))
        self._run(Reading(Page(question=interview_text.ENTER_TO_GO_ON), [], {}))

    def _read(self, text: str) -> None:
        """Show lines in place of the question; Enter goes back to it."""
        lines = [ListEntry(label=line.strip(), value=None) for line in text.split("\n")]
        page = Page(question="", hint=interview_text.KEYS_READING)
        self._lists.run(Reading(page, lines, {Key.BACK: PromptAction.BACK}))

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        """Which of these entries; the pointer starts at none of them."""
        rows = [
            ListEntry(key=str(place + 1), label=one, value=place, theme=(themes or {}).get(place, ""))
            for place, one in enumerate(entries)
        ]
        reply = self._one(title, rows, keys or interview_text.KEYS_CHOICE, keys or interview_text.KEYS_CHOICE)
        return reply if isinstance(reply, PromptAction) else int(str(reply))

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> Any:
        """Which of these options, by its letter; the pointer starts at none of them."""
        rows = [ListEntry(key=key, label=text, value=key) for key, text in options]
        reply = self._one(title, rows, keys, help_text, fitted=True)
        return reply if isinstance(reply, PromptAction | Resized) else str(reply)

    def _one(self, title: str, rows: Sequence[ListEntry], keys: str, help_text: str, *, fitted: bool = False) -> object:
        ways: dict[str, object] = {Key.BACK: PromptAction.BACK, Key.HELP: [_HELP]}
        reply = self._run(Listing(Page(question=title, hint=keys), rows, ways), lambda: help_text, fitted=fitted)
        return reply[0] if isinstance(reply, list) else reply

    def _run(self, listing: Listing, help_text: Callable[[], str] = str, *, fitted: bool = False) -> Any:
        """What was chosen; help comes back to the same list."""
        while (reply := self._lists.run(listing, fitted=fitted)) == [_HELP]:
            self._read(help_text())
        return reply

    def line(self, label: str) -> str | PromptAction | Resized:
        """What is typed behind this label; it may be empty."""
        kept, self._kept = self._kept, ""
        return self._typed(label.strip(), kept, fitted=True)

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; Esc or F2 goes back, and nothing typed ahead answers what comes next."""
        return "" if isinstance(reply := self._typed(question, default, fitted=False), Resized) else reply

    def _typed(self, question: str, default: str, *, fitted: bool) -> str | PromptAction | Resized:
        """A line; where what stands above it was fitted to the screen, it stops when the screen gets another size."""
        import questionary  # noqa: PLC0415  # the first question is put without it

        asked = questionary.text(
            wrap_to_screen(question, self._output.get_size().columns) + " ",
            default=default,
            qmark="",
            style=questionary.Style([("question", "bold")]),
            erase_when_done=True,
            input_processors=[Shown()],
            **self._streams(),
        )
        reply = ask_line(asked.application, asked.unsafe_ask, self._keep if fitted else None)
        return reply if isinstance(reply, PromptAction | Resized) else " ".join(str(reply).split())

    def _keep(self, text: str) -> Resized:
        self._kept = text
        return Resized.RESIZED

    def _streams(self) -> dict[str, Any]:
        return {"output": self._output, **({"input": self._input} if self._input else {})}


def _listing(asked: Asked) -> Listing:
    """The list of a question, with what was answered here before."""
    question, menu = asked.question, menu_of(asked.ruleset, asked.question.facts)
    ways: dict[str, object] = {Key.BACK: PromptAction.BACK, Key.ENOUGH: PromptAction.ENOUGH, Key.HELP: [_HELP]}
    entries = [lists.entry_of(one, with_key=len(one.key) == 1 or not menu.many) for one in menu.entries]
    if question.by_line:
        lines = LineList(lists.page_of(asked, interview_text.KEYS_LINES), entries, ways)
        letters = {answer: key for key, answer in LETTERS.items()}
        lines.answers = {fact: letters[one] for fact, one in asked.earlier.items() if isinstance(one, bool | Gap)}
        return lines
    if menu.many:
        entries.append(ListEntry(key=Key.NONE, label=interview_text.NONE_OF_THESE, value=lists.NONE, alone=True))
    entries.append(ListEntry(key=Key.DONT_KNOW, label=interview_text.DONT_KNOW, value=lists.DONT_KNOW, alone=True))
    make, hint = (TickList, interview_text.KEYS_BOXES) if menu.many else (Listing, interview_text.KEYS_LIST)
    listing = make(lists.page_of(asked, hint), entries, ways)
    before = lists.filled_in_before(asked)
    listing.pointed = next((place for place, one in enumerate(entries) if one.value in before), -1)
    if isinstance(listing, TickList):
        listing.ticked, listing.counts_at_once = before, question.together
    return listing


def _begun(asked: Asked, listing: Listing) -> Given:
    """What was filled in so far on a screen that is left; it answers nothing."""
    if isinstance(listing, LineList):
        return {str(fact): LETTERS[key] for fact, key in listing.answers.items()}
    if not isinstance(listing, TickList) or not listing.ticked or lists.DONT_KNOW in listing.ticked:
        return {}
    facts, picked = asked.question.facts, [str(one) for one in listing.ticked if one != lists.NONE]
    given = menu_of(asked.ruleset, facts).given(facts, picked)
    return {fact: one for fact, one in given.items() if one is not False or not picked}
