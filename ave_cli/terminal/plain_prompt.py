"""Questions line by line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from ave_cli.errors import NoTerminal, Unfinished
from ave_cli.profile.facts import FactKind, Gap
from ave_cli.profile.ruleset import Ruleset
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Asked, Given, Menu, PromptAction, help_lines, menu_of
from ave_cli.text import cli as cli_text
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

_WORDS = {"j": True, "ja": True, "n": False, "nee": False}
_WISHES = {"t": PromptAction.BACK, "s": PromptAction.STOP}
_NUMBERS = re.compile(r"[\s,;+]+")


class PlainPrompt:
    """Numbered choices, one line in, nothing redrawn."""

    redraws = False

    def __init__(self) -> None:
        self._started = False
        self._heard = False

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use."""
        place = self.choose(interview_text.CHOOSE_MODEL, [title for _, title in models])
        if isinstance(place, PromptAction):
            raise Unfinished(interview_text.STOPPED)
        return models[place][0]

    def choose(self, title: str, entries: Sequence[str], keys: str = "") -> int | PromptAction:
        """Which of these entries, by its place."""
        self._say("", *title.split("\n"))
        for number, entry in enumerate(entries, start=1):
            self._say(interview_text.choice(number, entry))
        if keys:
            self._say(keys)
        while True:
            line = self._line()
            if line in ("t", "s"):
                return PromptAction.BACK if line == "t" else PromptAction.STOP
            if _is_number(line, len(entries)) and int(line):
                return int(line) - 1
            self._say(interview_text.NOT_UNDERSTOOD if line else interview_text.NOTHING_CHOSEN)

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; an empty line takes the default."""
        self._say("", question)
        return self.line(interview_text.ANSWER) or default

    def line(self, label: str) -> str:
        """What is typed behind this label; it may be empty."""
        streams.complain(label, end="")
        line = sys.stdin.readline()
        if not line:
            raise Unfinished(interview_text.ENDED)
        return " ".join(line.split())

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> str | PromptAction:
        """Which of these options, by its letter."""
        self._say("", *title.split("\n"), *(interview_text.letter(key, text) for key, text in options), keys)
        while True:
            typed = self.line(interview_text.ANSWER)
            if typed.lower() in _WISHES:
                return _WISHES[typed.lower()]
            if typed.upper() in dict(options):
                return typed.upper()
            self._say(help_text if typed == "?" else interview_text.letters(key for key, _ in options))

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self._say("", *text.split("\n"))

    def ask(self, asked: Asked) -> Given | PromptAction:
        """Put one question and read lines until one is an answer or a wish."""
        self._start(asked.ruleset)
        menu = menu_of(asked.ruleset, asked.question.facts)
        self._show(asked, menu)
        while True:
            line = self._line()
            if line in ("t", "s"):
                if line == "t" and asked.number == 1:
                    self._say(interview_text.AT_START)
                    continue
                return PromptAction.BACK if line == "t" else PromptAction.STOP
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

    def _start(self, model: Ruleset) -> None:
        if not self._started:
            profile = model.profile
            self._say(triage_text.head(profile.title, profile.version), interview_text.KEYS, interview_text.NOT_SECRET)
            self._started = True

    def _show(self, asked: Asked, menu: Menu) -> None:
        question = asked.question
        self._say("", interview_text.theme(question.facts[0].group, asked.number, question.at_most), question.text)
        if not question.together and question.facts[0].observe:
            self._say(question.facts[0].observe)
        for number, label in enumerate(menu.labels, start=1):
            self._say(interview_text.choice(number, label))
        if menu.many:
            self._say(interview_text.choice(0, interview_text.NONE_OF_THESE))
        self._say(interview_text.letter("w", interview_text.DONT_KNOW))
        if menu.many:
            self._say(interview_text.KEYS_MANY)
        if asked.earlier:
            self._say(interview_text.previous(_earlier(asked)))

    def _help(self, asked: Asked) -> None:
        self._say(*help_lines(asked), interview_text.KEYS)

    def _say(self, *lines: str) -> None:
        for line in lines:
            streams.complain(line)

    def _line(self) -> str:
        streams.complain(interview_text.ANSWER, end="")
        line = sys.stdin.readline()
        if not line:
            if not self._heard:
                raise NoTerminal(cli_text.NO_TERMINAL, cli_text.NO_TERMINAL_HINT)
            raise Unfinished(interview_text.ENDED)
        self._heard = True
        return line.strip().lower()


def _read(line: str, asked: Asked, menu: Menu) -> Given | str:
    """The answers that a line gives, or what is wrong with it."""
    facts = asked.question.facts
    if not line:
        return interview_text.NOTHING_CHOSEN
    if line == "w":
        return {fact.id: Gap.DONT_KNOW for fact in facts}
    if not menu.many and facts[0].kind is FactKind.YES_NO and line in _WORDS:
        return {facts[0].id: _WORDS[line]}
    parts = [part for part in _NUMBERS.split(line) if part]
    if not parts or not all(_is_number(part, len(menu.values)) for part in parts):
        return interview_text.NOT_UNDERSTOOD
    numbers = sorted({int(part) for part in parts})
    if menu.many and 0 in numbers and len(numbers) > 1:
        return interview_text.NOT_TOGETHER
    if not menu.many and (len(numbers) != 1 or numbers[0] == 0):
        return interview_text.NOT_UNDERSTOOD
    return menu.given(facts, [menu.values[number - 1] for number in numbers if number])


def _is_number(text: str, highest: int) -> bool:
    """Whether this is a whole number up to the highest; a number of endless digits never gets computed."""
    return text.isdecimal() and len(text) <= len(str(highest)) and int(text) <= highest


def _earlier(asked: Asked) -> Iterable[str]:
    for fact in asked.question.facts:
        if fact.id in asked.earlier:
            text = phrases.answer_words(fact, asked.earlier[fact.id])
            yield triage_text.answer(fact.name(), text) if asked.question.together else text
