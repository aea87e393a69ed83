"""Questions on a screen that can redraw."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import questionary
from prompt_toolkit.application import application as _application
from prompt_toolkit.filters import to_filter
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output
from questionary.prompts.common import InquirerControl

from ave_cli.profile.facts import Gap, Value
from ave_cli.safe_text import printable
from ave_cli.terminal.prompt import Asked, Given, PromptAction, help_lines, menu_of
from ave_cli.terminal.streams import complain
from ave_cli.text import interview as interview_text

HELP = "help"
"""What a list gives when help was asked."""


@dataclass(frozen=True)
class ListEntry:
    """One line that can be chosen."""

    key: str
    """What is typed to get there; empty for none."""
    label: str
    value: object
    alone: bool = False
    """A box that cannot be ticked together with another."""


class Listing:
    """The list on the screen: where the pointer is, what is ticked, and what each key does."""

    def __init__(self, asked: Any, entries: Sequence[ListEntry], hint: Any, many: bool) -> None:
        windows = asked.application.layout.find_all_windows()
        window = next(window for window in windows if isinstance(window.content, InquirerControl))
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
                keys.add(key, eager=True)(leaving(PromptAction.BACK))
        keys.add("c-s", eager=True)(leaving(PromptAction.STOP))
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
        if entry.value == PromptAction.BACK:
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
        if pointed is PromptAction.BACK:
            event.app.exit(result=PromptAction.BACK)
        elif self._many and self._control.selected_options:
            event.app.exit(result=list(self._control.selected_options))
        elif not self._many and pointed is not None:
            event.app.exit(result=pointed)
        else:
            hint = interview_text.TICK_FIRST if self._many else interview_text.CHOOSE_FIRST
            self._hint.title = wrap_to_screen(hint, shutil.get_terminal_size().columns - 4, "   ")


def leaving(result: object) -> Callable[[Any], None]:
    """A key that ends the question with this result."""
    return lambda event: event.app.exit(result=result)


def wrap_to_screen(text: str, width: int | None = None, margin: str = "") -> str:
    """The text in lines that fit on the screen, or in a width; nothing for nothing."""
    columns = max((width or shutil.get_terminal_size().columns) - 2, 16)
    return textwrap.fill(printable(text), columns, subsequent_indent=margin) if text else ""


os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # before the import: else it warns in English on slow lines

# Each question makes three applications, and each of them builds every key of two editors anew: half of the time
# from a key to the next question. They hold nothing of an application, so one set serves all.
_application.load_key_bindings = cache(_application.load_key_bindings)  # type: ignore[attr-defined]

_STYLE = questionary.Style(
    [
        ("qmark", ""),
        ("question", "bold"),
        ("pointer", "bold"),
        ("highlighted", "bold reverse"),
        ("selected", "noreverse"),
        ("separator", "italic"),
    ]
)
_NONE = "none"
_DONT_KNOW = "dont_know"


class ScreenPrompt:
    """Questions by questionary, on stderr: one on the screen at a time, gone when it is answered."""

    redraws = True

    def __init__(self, source: Input | None = None, screen: Output | None = None) -> None:
        self._input = source
        self._output = screen or create_output(stdout=sys.stderr)

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use."""
        place = self.choose(interview_text.CHOOSE_MODEL, [title for _, title in models], interview_text.KEYS_LIST)
        if isinstance(place, PromptAction):
            raise KeyboardInterrupt
        return models[place][0]

    def ask(self, asked: Asked) -> Given | PromptAction:
        """Put one question; help comes back to the same question."""
        while True:
            reply = self._list(_message(asked), _entries(asked), _ticks(asked), many=_many(asked), back=True)
            if reply == [HELP]:
                self.tell("\n".join(help_lines(asked)))
                continue
            return reply if isinstance(reply, PromptAction) else _read(asked, reply)

    def alarm(self, lines: Sequence[str]) -> None:
        """Show at once what cannot wait, and wait until it was seen."""
        self.tell("\n".join(f"!! {line}" for line in lines))

    def tell(self, text: str) -> None:
        """Say something and wait for Enter."""
        complain("\n".join(wrap_to_screen(line) for line in ("", *text.split("\n"), "")))
        self._list([], [ListEntry("", interview_text.ENTER_TO_GO_ON, _NONE)], [_NONE], many=False, back=False)

    def choose(self, title: str, entries: Sequence[str], keys: str = "") -> int | PromptAction:
        """Which of these entries; the pointer starts at none of them."""
        rows = [ListEntry(str(place) if place < 10 else "", one, place) for place, one in enumerate(entries, start=1)]
        reply = self._one(title, rows, keys or interview_text.KEYS_LIST, keys or interview_text.KEYS_LIST)
        return reply if isinstance(reply, PromptAction) else int(reply) - 1

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> str | PromptAction:
        """Which of these options, by its letter; the pointer starts at none of them."""
        return self._one(title, [ListEntry(key, text, key) for key, text in options], keys, help_text)

    def _one(self, title: str, rows: Sequence[ListEntry], keys: str, help_text: str) -> str | PromptAction:
        """One entry, as text; help comes back to the same list."""
        while True:
            reply = self._list([*title.split("\n"), keys], rows, [], many=False, back=True)
            if reply != [HELP]:
                return reply if isinstance(reply, PromptAction) else str(reply[0])
            self.tell(help_text)

    def line(self, label: str) -> str | PromptAction:
        """What is typed behind this label; it may be empty."""
        return self.text(label.strip())

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; Esc or F2 goes back, and nothing typed ahead answers what comes next."""
        asked = questionary.text(
            wrap_to_screen(question) + " ",
            default=default,
            qmark="",
            style=_STYLE,
            erase_when_done=True,
            **self._streams(),
        )
        app = asked.application
        keys = KeyBindings()
        for key in ("escape", "f2"):
            keys.add(key, eager=True)(leaving(PromptAction.BACK))
        keys.add("c-s", eager=True)(leaving(PromptAction.STOP))
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
        app.ttimeoutlen = 0.05
        reply = asked.unsafe_ask()
        _forget_typed(app.input)
        return reply if isinstance(reply, PromptAction) else " ".join(str(reply).split())

    def _streams(self) -> dict[str, Any]:
        return {"output": self._output, **({"input": self._input} if self._input else {})}

    def _list(
        self, message: Sequence[str], entries: Sequence[ListEntry], chosen: Sequence[object], *, many: bool, back: bool
    ) -> list[object] | PromptAction:
        """Let a person choose one entry or tick several; [HELP] when help was asked."""
        width, height = shutil.get_terminal_size()
        choices: list[Any] = [questionary.Choice(_row(entry, width), value=entry.value) for entry in entries]
        if message:
            choices.append(questionary.Separator(wrap_to_screen(message[-1], width - 4, "   ")))
        title = _fitting(message[:-1], width, height - sum(str(choice.title).count("\n") + 1 for choice in choices))
        make = questionary.checkbox if many else questionary.select
        asked = make(
            title, choices=choices, qmark="", pointer=">", instruction=" ", style=_STYLE, use_jk_keys=False,
            use_emacs_keys=False, erase_when_done=True, **self._streams(),
        )  # fmt: skip
        state = Listing(asked, entries, choices[-1], many)
        state.begin(chosen)
        asked.application.key_bindings = merge_key_bindings(
            [asked.application.key_bindings or KeyBindings(), state.keys(back)]
        )
        asked.application.ttimeoutlen = 0.05
        reply = asked.unsafe_ask()
        return reply if isinstance(reply, list | PromptAction) else [reply]


def _many(asked: Asked) -> bool:
    return menu_of(asked.ruleset, asked.question.facts).many


def _entries(asked: Asked) -> list[ListEntry]:
    menu = menu_of(asked.ruleset, asked.question.facts)
    rows = [
        ListEntry(str(place) if place < 10 else "", label, value)
        for place, (label, value) in enumerate(zip(menu.labels, menu.values, strict=True), start=1)
    ]
    if menu.many:
        rows.append(ListEntry("0", interview_text.NONE_OF_THESE, _NONE, alone=True))
    rows.append(ListEntry("w", interview_text.DONT_KNOW, _DONT_KNOW, alone=True))
    if asked.number > 1:
        rows.append(ListEntry("t", interview_text.BACK, PromptAction.BACK, alone=True))
    return rows


def _ticks(asked: Asked) -> list[object]:
    """What was answered here before, as entries."""
    facts, menu = asked.question.facts, menu_of(asked.ruleset, asked.question.facts)
    if not asked.earlier:
        return []
    if any(isinstance(one, Gap) for one in asked.earlier.values()):
        return [_DONT_KNOW]
    return list(menu.picked(facts, asked.earlier)) or ([_NONE] if menu.many else [])


def _read(asked: Asked, picked: Sequence[object]) -> Given:
    facts = asked.question.facts
    if _DONT_KNOW in picked:
        return {fact.id: Gap.DONT_KNOW for fact in facts}
    chosen: list[Value] = [one for one in picked if isinstance(one, bool | str) and one != _NONE]
    return menu_of(asked.ruleset, facts).given(facts, chosen)


def _message(asked: Asked) -> list[str]:
    """From what may be left out first on a low screen to what may not; the last line stands under the list."""
    question, profile = asked.question, asked.ruleset.profile
    head = interview_text.head(
        f"{profile.title} {profile.version}", interview_text.left(question.at_most), question.facts[0].group
    )
    observe = "" if question.together else question.facts[0].observe
    return [
        head,
        question.text,
        observe,
        asked.so_far,
        interview_text.KEYS_BOXES if _many(asked) else interview_text.KEYS_LIST,
    ]


def _row(entry: ListEntry, width: int) -> str:
    mark = f"{entry.key}. " if entry.key else "   "
    return wrap_to_screen(mark + entry.label, width - 8, " " * 6)


def _fitting(lines: Sequence[str], width: int, room: int) -> str:
    """As many lines as fit above the list: the question always, then the head, the line so far, how to see it."""
    texts = [wrap_to_screen(line, width) for line in lines]
    order = [1, 0, 3, 2] if len(texts) == 4 else list(range(len(texts)))
    kept: set[int] = set()
    for place in order:
        height = sum(texts[one].count("\n") + 2 for one in kept | {place} if texts[one])
        if texts[place] and (not kept or height < room):
            kept.add(place)
    return "\n\n".join(texts[place] for place in sorted(kept)) + "\n"


def _forget_typed(source: Input) -> None:
    """Throw away what was typed ahead: the rest of a pasted text must not answer the next question."""
    clear_typeahead(source)
    with source.raw_mode():
        source.read_keys()
    source.flush_keys()
    clear_typeahead(source)
