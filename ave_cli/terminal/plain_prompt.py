"""Questions line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ave_cli.errors import NoTerminal, Unfinished
from ave_cli.profile import Fact, Gap, Given, Ruleset, Value
from ave_cli.safe_text import typed_number
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import LETTERS, Asked, Enough, Key, Left, Menu, PromptAction, help_lines, menu_of
from ave_cli.text import cli as cli_text
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

_WORDS: Mapping[str, bool | Gap] = {
    **LETTERS,
    **dict.fromkeys(interview_text.ALSO_YES[1:], True),
    **dict.fromkeys(interview_text.ALSO_NO[1:], False),
}
_WISHES: Mapping[str, PromptAction] = {
    Key.BACK: PromptAction.BACK,
    Key.STOP: PromptAction.STOP,
    Key.ENOUGH: PromptAction.ENOUGH,
}
_MOST_LINES = 2_000
"""Lines that answer one interview out of a pipe: who sends more, sends no answers."""
_TOGETHER = 0.02
"""Seconds in which the rest of a paste comes behind its first line."""
_NUMBERS = re.compile(r"[\s,;+]+")
_Read = Given | PromptAction | str
"""Answers, a wish, or what is wrong with a line."""


class PlainPrompt:
    """Numbered choices, one line in, nothing redrawn."""

    redraws = False

    def __init__(self) -> None:
        self._started = False
        self._heard = False
        self._lines = 0

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use."""
        place = self.choose(interview_text.CHOOSE_MODEL, [title for _, title in models])
        if isinstance(place, PromptAction):
            raise Unfinished(interview_text.STOPPED)
        return models[place][0]

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        """Which of these entries, by its place."""
        self._say("", *title.split("\n"))
        for place, entry in enumerate(entries):
            if themes and place in themes:
                self._say(themes[place])
            self._say(interview_text.choice(place + 1, entry))
        if keys:
            self._say(keys)
        while True:
            line = self._line()
            if line in ("t", "s"):
                return PromptAction.BACK if line == "t" else PromptAction.STOP
            if number := typed_number(line, len(entries)):
                return number - 1
            self._refuse(_refusal(line, [str(place + 1) for place in range(len(entries))]))

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; an empty line takes the default."""
        self._say("", question)
        return self.line(interview_text.ANSWER) or default

    def line(self, label: str) -> str:
        """What is typed behind this label; it may be empty. Of a paste of several lines it is the first, and told."""
        while True:
            streams.forget_typed()
            line = self._next(label)
            if not line:
                raise Unfinished(interview_text.ENDED)
            text, is_pasted = " ".join(line.split()), streams.forget_typed(_TOGETHER)
            if text or not is_pasted:
                break
            self._say(interview_text.NO_PASTE)  # its first line is empty: that is no Enter of somebody who goes on
        if is_pasted:
            self._say(interview_text.FIRST_LINE)
        return text

    def letter(self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str) -> str | PromptAction:
        """Which of these options, by its letter."""
        self._say("", *title.split("\n"), *(interview_text.letter(key, text) for key, text in options), keys)
        while True:
            typed = self.line(interview_text.ANSWER)
            if typed.lower() in (Key.BACK, Key.STOP):
                return _WISHES[typed.lower()]
            if typed.upper() in dict(options):
                return typed.upper()
            self._say(help_text if typed == "?" else interview_text.letters(key for key, _ in options))

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self._say("", *text.split("\n"))

    def ask(self, asked: Asked) -> Given | Enough | Left | PromptAction:
        """Put one question and read lines until one is an answer or a wish."""
        self._start(asked.ruleset)
        menu = menu_of(asked.ruleset, asked.question.facts)
        self._show(asked, menu)
        if asked.question.by_line:
            return self._by_line(asked)
        while True:
            given = self._reply(asked, lambda line: _read(line, asked, menu))
            if isinstance(given, PromptAction) or not menu.many:
                return given
            picked = menu.picked(asked.question.facts, given)
            rest = menu.rest_of(asked.question.facts, picked)
            if not rest:
                return given
            unticked = self._rest(rest)
            if not isinstance(unticked, PromptAction):
                return menu.given(asked.question.facts, picked, unticked)
            if unticked is not PromptAction.BACK:
                ticked: Given = {str(fact): True for fact in picked}
                is_enough = unticked is PromptAction.ENOUGH
                return Enough(given=ticked) if is_enough else Left(how=unticked, begun=ticked)
            self._show(asked, menu)

    def _reply(self, asked: Asked, read: Callable[[str], _Read]) -> Given | PromptAction:
        """Read lines until one is an answer or a wish, and say it back in words where it was typed as a key."""
        while True:
            line = self._line()
            if line == Key.HELP:
                self._help(asked)
                continue
            if line == Key.BACK and asked.is_first:
                self._say(interview_text.AT_START)
                continue
            given = _WISHES[line] if line in _WISHES else read(line)
            if isinstance(given, str):
                self._refuse(given)
                continue
            if not isinstance(given, PromptAction):
                self._say(interview_text.understood("; ".join(_told(asked, given))))
            return given

    def _by_line(self, asked: Asked) -> Given | Enough | Left | PromptAction:
        """Ja, nee or weet ik niet for each line by itself; several letters answer several lines."""
        facts, given = asked.question.facts, dict[str, Value | Gap]()
        while len(given) < len(facts):
            place = len(given)
            self._say(interview_text.numbered_line(place + 1, len(facts), facts[place].tick))
            line = self._line()
            if line == Key.HELP:
                self._help(asked)
            elif line == Key.BACK and given:
                given.popitem()
            elif line == Key.BACK and asked.is_first:
                self._say(interview_text.AT_START)
            elif line in _WISHES:
                wish = _WISHES[line]
                if given and wish is PromptAction.ENOUGH:
                    return Enough(given=given)
                return Left(how=wish, begun=given) if given else wish
            else:
                answers = _letters(line)
                if not answers or len(answers) > len(facts) - place:
                    self._refuse(_refusal(line, [*LETTERS]))
                    continue
                told = {fact.id: one for fact, one in zip(facts[place:], answers, strict=False)}
                given.update(told)
                self._say(interview_text.understood("; ".join(_told(asked, told))))
        return given

    def _rest(self, rest: Sequence[Fact]) -> bool | Gap | PromptAction:
        """Whether boxes that were not ticked are not so, or not known."""
        self._say(
            interview_text.rest([fact.name() for fact in rest]),
            interview_text.letter(Key.NO, interview_text.REST_NO),
            interview_text.letter(Key.DONT_KNOW, interview_text.DONT_KNOW),
        )
        while True:
            line = self._line()
            if line in _WISHES:
                return _WISHES[line]
            if _WORDS.get(line) is False:
                return False
            if line == Key.DONT_KNOW:
                return Gap.DONT_KNOW
            self._refuse(_refusal(line, [Key.NO, Key.DONT_KNOW]))

    def alarm(self, lines: Sequence[str], remarks: Sequence[str] = ()) -> None:
        """Show at once what cannot wait."""
        self._say("", *(f"!! {line}" for line in lines), *remarks)

    def _start(self, model: Ruleset) -> None:
        if not self._started:
            profile = model.profile
            asked_version = model.with_place(profile.version)
            head = triage_text.head(profile.title, asked_version)
            self._say(profile.say(head), interview_text.KEYS, interview_text.NOT_SECRET)
            self._started = True

    def _show(self, asked: Asked, menu: Menu) -> None:
        question = asked.question
        group = question.facts[0].group
        theme = interview_text.theme(group, asked.number, question.at_most, asked.now)
        self._say("", *([asked.alert] if asked.alert else []), theme, question.text)
        self._say(*(line for line in (question.observe, *asked.remarks) if line))
        if question.by_line:
            self._say(interview_text.KEYS_BY_LINE)
        else:
            self._say(*(interview_text.letter(one.key, one.label) for one in menu.entries))
            if menu.many:
                self._say(interview_text.letter(Key.NONE, interview_text.NONE_OF_THESE))
            self._say(interview_text.letter(Key.DONT_KNOW, interview_text.DONT_KNOW))
            if menu.many:
                self._say(interview_text.KEYS_MANY)
        if asked.earlier and not asked.is_told:
            self._say(interview_text.previous(_told(asked, asked.earlier)))

    def _help(self, asked: Asked) -> None:
        self._say(*help_lines(asked), interview_text.KEYS)

    def _say(self, *lines: str) -> None:
        for line in lines:
            streams.complain(line)

    def _refuse(self, words: str) -> None:
        """Say what is wrong with a line; what came in with it was no answer either."""
        self._say(words)
        streams.forget_typed(_TOGETHER)

    def _line(self) -> str:
        line = self._next(interview_text.ANSWER)
        if not line:
            if not self._heard:
                raise NoTerminal(cli_text.NO_TERMINAL, cli_text.NO_TERMINAL_HINT)
            raise Unfinished(interview_text.ENDED)
        self._heard = True
        return line.strip().lower()

    def _next(self, label: str) -> str:
        """The next line; empty at the end, and where a program sends lines without end."""
        self._lines += 1
        streams.complain(label, end="")
        return streams.typed_line() if self._lines < _MOST_LINES or streams.can_ask() else ""


def _read(line: str, asked: Asked, menu: Menu) -> Given | str:
    """The answers that a line gives, or what is wrong with it."""
    facts = asked.question.facts
    if line == Key.DONT_KNOW:
        return {fact.id: Gap.DONT_KNOW for fact in facts}
    keys = {key.lower(): one.value for one in menu.entries for key in (one.key, *one.aliases)}
    parts = [part for part in _NUMBERS.split(line) if part]
    shown = [one.key for one in menu.entries]
    if not menu.many:
        if len(parts) == 1 and parts[0] == line and line in keys:
            return menu.given(facts, [keys[line]])
        return _refusal(line, [*shown, Key.DONT_KNOW])
    if Key.NONE in parts and len(set(parts)) > 1 and set(parts) <= {*shown, Key.NONE}:
        return interview_text.NOT_TOGETHER
    if parts and set(parts) == {Key.NONE}:
        return menu.given(facts, [])
    if not parts or not set(parts) <= set(shown):
        return _refusal(line, [*shown, Key.NONE, Key.DONT_KNOW])
    return menu.given(facts, [keys[part] for part in parts])


def _letters(line: str) -> list[bool | Gap]:
    """The answers to one line or to several; nothing for what is no answer."""
    one = _WORDS.get(line)
    if one is not None:
        return [one]
    typed = _NUMBERS.sub("", line)
    return [LETTERS[key] for key in typed] if typed and set(typed) <= set(LETTERS) else []


def _refusal(line: str, keys: Sequence[str]) -> str:
    return (
        interview_text.choose_from(keys) if line else f"{interview_text.NOTHING_CHOSEN} {interview_text.choose(keys)}"
    )


def _told(asked: Asked, given: Given) -> Iterable[str]:
    """Answers in words; with their name where a question has several."""
    for fact in asked.question.facts:
        if fact.id in given:
            text = phrases.tell_value(asked.ruleset, fact, given[fact.id])
            yield triage_text.answer(fact.name(), text) if asked.question.together else text
