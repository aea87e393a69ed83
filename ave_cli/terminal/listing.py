"""Content and layout of a list on a screen: what stands in it, what fits above it, and which of its rows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from ave_cli.profile.facts import Gap
from ave_cli.safe_text import printable
from ave_cli.terminal.prompt import Asked, MenuOption, menu_of
from ave_cli.text import interview as interview_text

Row = tuple[str, str]
"""A style and a line."""
NONE, DONT_KNOW = "none", "dont_know"
"""Values of the entries for none of these, and for not knowing."""
LEAST_ROWS = 4
"""Rows for the entries, however long the question is."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What stands around a list."""

    question: str
    """It is always there; may have several lines."""
    head: str = ""
    remarks: tuple[str, ...] = ()
    """Under the question, the most important first: the last goes first on a low screen."""
    hint: str = ""
    """Under the list: what the keys do."""


@dataclass(frozen=True, kw_only=True)
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
    columns = max(width - 2, 16)
    return textwrap.wrap(printable(text), columns, initial_indent=margin, subsequent_indent=margin)


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
