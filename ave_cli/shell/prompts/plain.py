"""How is a question put line by line: through a pipe, over a slow line, with a screen reader?"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ave_cli.core import phrase
from ave_cli.core.facts import NO_PHASE, Fact, FactKind, Gap, Value
from ave_cli.core.profile.model import Model
from ave_cli.errors import NoTerminal, Unfinished
from ave_cli.shell import terminal
from ave_cli.shell.asking import Asked, Given, Wish
from ave_cli.words import help as say_help
from ave_cli.words import interview as say
from ave_cli.words import outcome as say_outcome
from ave_cli.words import screens as say_screen

_WORDS = {"j": True, "ja": True, "n": False, "nee": False}
_NUMBERS = re.compile(r"[\s,;+]+")


@dataclass(frozen=True)
class _Menu:
    """What can be picked by number."""

    labels: tuple[str, ...]
    values: tuple[Value, ...]
    many: bool


class PlainPrompt:
    """Numbered choices, one line in, nothing redrawn."""

    def __init__(self) -> None:
        self._started = False
        self._heard = False

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use."""
        self._say("", say.CHOOSE_MODEL)
        for number, (_, title) in enumerate(models, start=1):
            self._say(say.choice(number, title))
        while True:
            line = self._line()
            if _is_number(line, len(models)) and int(line):
                return models[int(line) - 1][0]
            self._say(say.NOT_UNDERSTOOD if line else say.NOTHING_CHOSEN)

    def ask(self, asked: Asked) -> Given | Wish:
        """Put one question and read lines until one is an answer or a wish."""
        self._start(asked.model)
        menu = _menu(asked)
        self._show(asked, menu)
        while True:
            line = self._line()
            if line in ("t", "s"):
                if line == "t" and asked.number == 1:
                    self._say(say.AT_START)
                    continue
                return Wish.BACK if line == "t" else Wish.STOP
            if line == "?":
                self._help(asked)
                continue
            given = _read(line, asked, menu)
            if not isinstance(given, str):
                return given
            self._say(given)

    def alarm(self, lines: Sequence[str]) -> None:
        """Show at once what cannot wait."""
        self._say("", *(f"!! {line}" for line in lines))

    def _start(self, model: Model) -> None:
        if not self._started:
            profile = model.profile
            self._say(say_screen.head(profile.title, profile.version), say.KEYS, say.NOT_SECRET)
            self._started = True

    def _show(self, asked: Asked, menu: _Menu) -> None:
        question = asked.question
        self._say("", say.theme(question.facts[0].group, asked.number, question.at_most), question.text)
        if not question.ticks and question.facts[0].observe:
            self._say(question.facts[0].observe)
        for number, label in enumerate(menu.labels, start=1):
            self._say(say.choice(number, label))
        if menu.many:
            self._say(say.choice(0, say.NONE_OF_THESE))
        self._say(say.letter("w", say.DONT_KNOW))
        if menu.many:
            self._say(say.KEYS_MANY)
        if asked.earlier:
            self._say(say.previous(_earlier(asked)))

    def _help(self, asked: Asked) -> None:
        for fact in asked.question.facts:
            self._say(f"{fact.question} {fact.observe}" if asked.question.ticks else fact.observe)
        self._say(say.WHY, say.NUMBERS)
        self._say(*(f"  {say_outcome.number_line(one.name, one.number, one.when)}" for one in asked.model.contacts))
        self._say(say.KEYS)

    def _say(self, *lines: str) -> None:
        width = terminal.width_of_questions()
        for line in lines:
            indent = " " * (len(line) - len(line.lstrip()) + 3) if line.startswith(" ") else ""
            terminal.complain(_wrapped(line, width, indent))

    def _line(self) -> str:
        terminal.complain(say.ANSWER, end="")
        line = sys.stdin.readline()
        if not line:
            if not self._heard:
                raise NoTerminal(say_help.NO_TERMINAL, say_help.NO_TERMINAL_HINT)
            raise Unfinished(say.ENDED)
        self._heard = True
        return line.strip().lower()


def _wrapped(line: str, width: int | None, indent: str) -> str:
    if width is None or len(line) < width:
        return line
    return textwrap.fill(line, max(width - 1, 20), subsequent_indent=indent, drop_whitespace=True)


def _menu(asked: Asked) -> _Menu:
    facts = asked.question.facts
    if asked.question.ticks:
        return _Menu(tuple(fact.tick for fact in facts), tuple(fact.id for fact in facts), many=True)
    fact = facts[0]
    match fact.kind:
        case FactKind.YES_NO:
            return _Menu((say.YES, say.NO), (True, False), many=False)
        case FactKind.PHASE:
            phases = asked.model.profile.phases
            labels = (say.NO_PHASE, *(phase.label for phase in phases))
            return _Menu(labels, (NO_PHASE, *(phase.id for phase in phases)), many=False)
        case FactKind.CHOICE | FactKind.CHOICES:
            labels = tuple(phrase.option(fact, option) for option in fact.options)
            return _Menu(labels, fact.options, many=fact.kind is FactKind.CHOICES)


def _read(line: str, asked: Asked, menu: _Menu) -> Given | str:
    """The answers that a line gives, or what is wrong with it."""
    facts = asked.question.facts
    if not line:
        return say.NOTHING_CHOSEN
    if line == "w":
        return {fact.id: Gap.DONT_KNOW for fact in facts}
    if not menu.many and facts[0].kind is FactKind.YES_NO and line in _WORDS:
        return {facts[0].id: _WORDS[line]}
    parts = [part for part in _NUMBERS.split(line) if part]
    if not parts or not all(_is_number(part, len(menu.values)) for part in parts):
        return say.NOT_UNDERSTOOD
    numbers = sorted({int(part) for part in parts})
    if menu.many:
        return say.NOT_TOGETHER if 0 in numbers and len(numbers) > 1 else _several(numbers, facts, menu)
    if len(numbers) != 1 or numbers[0] == 0:
        return say.NOT_UNDERSTOOD
    return {facts[0].id: menu.values[numbers[0] - 1]}


def _is_number(text: str, highest: int) -> bool:
    """Whether this is a whole number up to the highest; a number of endless digits never gets computed."""
    return text.isdecimal() and len(text) <= len(str(highest)) and int(text) <= highest


def _several(numbers: Sequence[int], facts: Sequence[Fact], menu: _Menu) -> Given:
    picked = tuple(menu.values[number - 1] for number in numbers if number)
    if len(facts) > 1:
        return {fact.id: fact.id in picked for fact in facts}
    return {facts[0].id: tuple(str(one) for one in picked)}


def _earlier(asked: Asked) -> Iterable[str]:
    for fact in asked.question.facts:
        if fact.id in asked.earlier:
            text = phrase.answer(fact, asked.earlier[fact.id])
            yield say_screen.answer(fact.name(), text) if asked.question.ticks else text
