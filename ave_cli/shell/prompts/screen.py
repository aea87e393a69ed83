"""How is a question put on a screen that can redraw: with arrow keys, numbers and boxes to tick?"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # before the import: else it warns in English on slow lines

import questionary
from prompt_toolkit.application import application as _application
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output

from ave_cli.profile.facts import Gap, Value
from ave_cli.shell.asking import Asked, Given, Wish, menu_of
from ave_cli.shell.prompts.help import help_lines
from ave_cli.shell.prompts.listing import HELP, Entry, Listing, leaving, wrapped
from ave_cli.shell.terminal import complain
from ave_cli.text import interview as interview_text

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
        if isinstance(place, Wish):
            raise KeyboardInterrupt
        return models[place][0]

    def ask(self, asked: Asked) -> Given | Wish:
        """Put one question; help comes back to the same question."""
        while True:
            reply = self._list(_message(asked), _entries(asked), _ticked(asked), many=_many(asked), back=True)
            if reply == [HELP]:
                self.tell("\n".join(help_lines(asked)))
                continue
            return reply if isinstance(reply, Wish) else _read(asked, reply)

    def alarm(self, lines: Sequence[str]) -> None:
        """Show at once what cannot wait, and wait until it was seen."""
        self.tell("\n".join(f"!! {line}" for line in lines))

    def tell(self, text: str) -> None:
        """Say something and wait for Enter."""
        complain("\n".join(wrapped(line) for line in ("", *text.split("\n"), "")))
        self._list([], [Entry("", interview_text.ENTER_TO_GO_ON, _NONE)], [_NONE], many=False, back=False)

    def choose(self, title: str, entries: Sequence[str], keys: str = "") -> int | Wish:
        """Which of these entries; the pointer starts at none of them."""
        rows = [Entry(str(place) if place < 10 else "", one, place) for place, one in enumerate(entries, start=1)]
        reply = self._one(title, rows, keys or interview_text.KEYS_LIST, keys or interview_text.KEYS_LIST)
        return reply if isinstance(reply, Wish) else int(reply) - 1

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> str | Wish:
        """Which of these options, by its letter; the pointer starts at none of them."""
        return self._one(title, [Entry(key, text, key) for key, text in options], keys, help_text)

    def _one(self, title: str, rows: Sequence[Entry], keys: str, help_text: str) -> str | Wish:
        """One entry, as text; help comes back to the same list."""
        while True:
            reply = self._list([*title.split("\n"), keys], rows, [], many=False, back=True)
            if reply != [HELP]:
                return reply if isinstance(reply, Wish) else str(reply[0])
            self.tell(help_text)

    def line(self, label: str) -> str | Wish:
        """What is typed behind this label; it may be empty."""
        return self.text(label.strip())

    def text(self, question: str, default: str = "") -> str | Wish:
        """A line of free text; Esc or F2 goes back, and nothing typed ahead answers what comes next."""
        asked = questionary.text(
            wrapped(question) + " ", default=default, qmark="", style=_STYLE, erase_when_done=True, **self._streams()
        )
        app = asked.application
        keys = KeyBindings()
        for key in ("escape", "f2"):
            keys.add(key, eager=True)(leaving(Wish.BACK))
        keys.add("c-s", eager=True)(leaving(Wish.STOP))
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
        app.ttimeoutlen = 0.05
        reply = asked.unsafe_ask()
        _forget_typed(app.input)
        return reply if isinstance(reply, Wish) else " ".join(str(reply).split())

    def _streams(self) -> dict[str, Any]:
        return {"output": self._output, **({"input": self._input} if self._input else {})}

    def _list(
        self, message: Sequence[str], entries: Sequence[Entry], chosen: Sequence[object], *, many: bool, back: bool
    ) -> list[object] | Wish:
        """Let a person choose one entry or tick several; [HELP] when help was asked."""
        width, height = shutil.get_terminal_size()
        choices: list[Any] = [questionary.Choice(_row(one, width), value=one.value) for one in entries]
        if message:
            choices.append(questionary.Separator(wrapped(message[-1], width - 4, "   ")))
        title = _fitting(message[:-1], width, height - sum(str(one.title).count("\n") + 1 for one in choices))
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
        return reply if isinstance(reply, list | Wish) else [reply]


def _many(asked: Asked) -> bool:
    return menu_of(asked.model, asked.question.facts).many


def _entries(asked: Asked) -> list[Entry]:
    menu = menu_of(asked.model, asked.question.facts)
    rows = [
        Entry(str(place) if place < 10 else "", label, value)
        for place, (label, value) in enumerate(zip(menu.labels, menu.values, strict=True), start=1)
    ]
    if menu.many:
        rows.append(Entry("0", interview_text.NONE_OF_THESE, _NONE, alone=True))
    rows.append(Entry("w", interview_text.DONT_KNOW, _DONT_KNOW, alone=True))
    if asked.number > 1:
        rows.append(Entry("t", interview_text.BACK, Wish.BACK, alone=True))
    return rows


def _ticked(asked: Asked) -> list[object]:
    """What was answered here before, as entries."""
    facts, menu = asked.question.facts, menu_of(asked.model, asked.question.facts)
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
    return menu_of(asked.model, facts).given(facts, chosen)


def _message(asked: Asked) -> list[str]:
    """From what may be left out first on a low screen to what may not; the last line stands under the list."""
    question, profile = asked.question, asked.model.profile
    head = interview_text.head(
        f"{profile.title} {profile.version}", interview_text.left(question.at_most), question.facts[0].group
    )
    observe = "" if question.ticks else question.facts[0].observe
    return [
        head,
        question.text,
        observe,
        asked.so_far,
        interview_text.KEYS_BOXES if _many(asked) else interview_text.KEYS_LIST,
    ]


def _row(entry: Entry, width: int) -> str:
    mark = f"{entry.key}. " if entry.key else "   "
    return wrapped(mark + entry.label, width - 8, " " * 6)


def _fitting(lines: Sequence[str], width: int, room: int) -> str:
    """As many lines as fit above the list: the question always, then the head, the line so far, how to see it."""
    texts = [wrapped(line, width) for line in lines]
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
