"""What a way of asking promises, and the help at a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from enum import Enum, StrEnum
from typing import Any, Protocol

from ave_cli.engine.questionnaire import Question
from ave_cli.profile import CONFIRMED, DENIED, NO_PHASE, Fact, FactKind, Gap, Given, Ruleset, Value, record
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


class PromptAction(Enum):
    """What a person wants instead of answering."""

    BACK = "back"
    STOP = "stop"
    ENOUGH = "enough"
    """Show the result with what is known."""


@record
class Enough:
    """Show the result with what is known, and with the lines of this question that were answered so far."""

    given: Mapping[str, Value | Gap]


@record
class Left:
    """A question that is left without an answer; what stands filled in answers nothing, until it is confirmed."""

    how: PromptAction
    begun: Mapping[str, Value | Gap]
    """Empty where what stood there was taken away."""


class Resized(Enum):
    """The screen got another size while something was asked: what stands above it no longer fits."""

    RESIZED = "resized"

    @staticmethod
    @contextmanager
    def watched(app: Any, reply: Callable[[], object] | None) -> Iterator[None]:
        """Let an application be done, with this as its result, as soon as its screen has another size."""
        size = app.output.get_size()

        def look(_: object) -> None:
            if reply and app.output.get_size() != size and app.future and not app.future.done():
                app.exit(result=reply())

        app.before_render += look
        try:
            yield
        finally:
            app.before_render -= look


class Key(StrEnum):
    """What is typed at every question."""

    YES = "j"
    NO = "n"
    DONT_KNOW = "w"
    NONE = "0"
    BACK = "t"
    ENOUGH = "g"
    STOP = "s"
    HELP = "?"


MARKS: dict[str, str] = {
    Key.YES: interview_text.MARK_YES,
    Key.NO: interview_text.MARK_NO,
    Key.DONT_KNOW: interview_text.MARK_DONT_KNOW,
}
"""What stands before an entry that is answered with this key."""


@record
class Asked:
    """One question at its place in an interview."""

    ruleset: Ruleset
    question: Question
    number: int
    """Place in the interview, from 1."""
    is_first: bool = False
    """Whether there is nothing to go back to; the first question that is changed later goes back to the answers."""
    earlier: Mapping[str, Value | Gap]
    """What was answered here before going back, or is proposed; empty the first time."""
    is_told: bool = False
    """Whether a remark says already what was answered before."""
    begun: Mapping[str, Value | Gap] = field(default_factory=dict)
    """What was filled in here before the question was left, and not confirmed."""
    remarks: tuple[str, ...] = ()
    """What is said under the question, the most important first: earlier answers, how far it is."""
    now: str = ""
    """The phase that the household is in, in words; empty where none is known."""
    alert: str = ""
    """That there is acute danger, or that nobody knows; empty where there is none."""
    why: tuple[str, ...] = ()
    """What the answer could change, in words."""
    kept: bool = True
    """Whether stopping leaves a draft."""


@record
class MenuOption:
    """Something that can be picked."""

    key: str
    """What is typed to pick it."""
    label: str
    value: Value
    aliases: tuple[str, ...] = ()
    """What may be typed as well."""


@record
class Menu:
    """What can be picked at a question."""

    entries: tuple[MenuOption, ...]
    many: bool

    def given(self, facts: Sequence[Fact], picked: Sequence[Value], rest: bool | Gap = False) -> Given:
        """The answers that picking these entries gives.

        Args:
            facts: those of the question.
            picked: the values of the entries; none of many means none of them.
            rest: what holds for boxes that were not ticked.
        """
        if len(facts) > 1:
            return {fact.id: True if fact.id in picked else rest for fact in facts}
        if self.many:
            return {facts[0].id: tuple(str(one.value) for one in self.entries if one.value in picked)}
        return {facts[0].id: picked[0]}

    def picked(self, facts: Sequence[Fact], given: Given) -> tuple[Value, ...]:
        """The entries that earlier answers stand for; nothing for answers that are not known."""
        if len(facts) > 1:
            return tuple(fact.id for fact in facts if given.get(fact.id) is True)
        value = given.get(facts[0].id)
        if isinstance(value, Gap) or value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def rest_of(self, facts: Sequence[Fact], picked: Sequence[Value]) -> tuple[Fact, ...]:
        """The boxes beside the ticked ones about which something is still to be said."""
        return tuple(fact for fact in facts if fact.id not in picked) if len(facts) > 1 and picked else ()


LETTERS: Mapping[str, bool | Gap] = {
    Key.YES: True,
    Key.NO: False,
    Key.DONT_KNOW: Gap.DONT_KNOW,
}
"""The three answers to one line, by their key."""


def menu_of(model: Ruleset, facts: Sequence[Fact]) -> Menu:
    """What can be picked for one fact, or for several boxes to tick."""
    if len(facts) > 1:
        return Menu(entries=_numbered((fact.tick, fact.id) for fact in facts), many=True)
    fact = facts[0]
    match fact.kind:
        case FactKind.YES_NO:
            yes = MenuOption(key=Key.YES, label=interview_text.YES, value=True, aliases=interview_text.ALSO_YES)
            no = MenuOption(key=Key.NO, label=interview_text.NO, value=False, aliases=interview_text.ALSO_NO)
            return Menu(entries=(yes, no), many=False)
        case FactKind.PHASE:
            none = MenuOption(key=Key.NO, label=interview_text.NO_PHASE, value=NO_PHASE)
            phases = (MenuOption(key=one.id.lower(), label=one.label, value=one.id) for one in model.profile.phases)
            return Menu(entries=(none, *phases), many=False)
        case FactKind.CHOICE | FactKind.CHOICES:
            entries = _numbered((phrases.option_words(fact, option), option) for option in fact.options)
            return Menu(entries=entries, many=fact.kind is FactKind.CHOICES)


def _numbered(found: Iterable[tuple[str, str]]) -> tuple[MenuOption, ...]:
    """Entries by number; one that is plainly ja or nee by its letter too."""
    letters = {CONFIRMED: Key.YES, DENIED: Key.NO}
    return tuple(
        MenuOption(
            key=str(place), label=label, value=value, aliases=(letters[value], value) if value in letters else ()
        )
        for place, (label, value) in enumerate(found, start=1)
    )


class Prompt(Protocol):
    """A way of asking: questionary, line by line, or a test."""

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        """Which model to use: the id of one of these (id, title)."""

    def ask(self, asked: Asked) -> Given | Enough | Left | PromptAction:
        """Put one question; Enter alone is never an answer."""

    def alarm(self, lines: Sequence[str], remarks: Sequence[str] = ()) -> None:
        """Show at once what cannot wait."""

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        """Which of these entries, by its place; the first is the ordinary way on.

        Args:
            title: what is asked, and under it what must be seen.
            entries: what can be chosen.
            keys: what the keys do; empty for the usual.
            themes: what stands above an entry, by its place.
        """

    def text(self, question: str, default: str = "") -> str | PromptAction:
        """A line of free text; what was typed ahead or pasted behind it never answers what comes next."""


class QuizPrompt(Prompt, Protocol):
    """A way of asking that can also run a quiz."""

    redraws: bool
    """Whether the screen can be cleared and drawn anew."""

    def line(self, label: str) -> str | PromptAction | Resized:
        """What is typed behind this label, under what stands on the screen; it may be empty. As for `text`.

        Where the screen gets another size it returns at once, and what was typed stands there again the next time.
        """

    def letter(
        self, title: str, options: Sequence[tuple[str, str]], keys: str, help_text: str
    ) -> str | PromptAction | Resized:
        """Which of these options (letter, text): its letter; Enter alone is never an answer.

        Where the screen gets another size it returns at once: what stands above it is to be shown anew.
        """


def help_lines(asked: Asked) -> Iterator[str]:
    """How to observe it, what its words mean, why it is asked, and the phone numbers."""
    question = asked.question
    for fact in question.facts:
        yield f"{fact.question} {fact.observe}" if question.together else fact.observe
    texts = [question.text, *(one.label for one in menu_of(asked.ruleset, question.facts).entries)]
    yield from phrases.explained_words(asked.ruleset, [*texts, *(fact.observe for fact in question.facts)])
    yield interview_text.why_asked(asked.why)
    yield interview_text.NUMBERS
    for contact in asked.ruleset.contacts:
        yield f"  {triage_text.number_line(contact.name, contact.number, contact.when)}"
