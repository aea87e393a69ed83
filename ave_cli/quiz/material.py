"""Models with what a question needs of them, and choices fixed by a seed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import Enum
from functools import cached_property, lru_cache
from string import ascii_uppercase
from typing import TypeVar

from ave_cli.engine.phases import Interval, classify, counts_here
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.profile import (
    NO_PHASE,
    Answers,
    Case,
    Effect,
    Evaluation,
    Gap,
    Gate,
    Leaf,
    News,
    NotRecorded,
    Ruleset,
    SourceConflict,
    Statement,
    Value,
    record,
)

Tell = Callable[[Ruleset, Answers], str]
"""Turns a household into a story; an empty story means that it cannot be told."""
Given = dict[str, Value | Gap]
Pair = tuple[str, Value | Gap, str, Value | Gap]
"""Two facts with an answer each; of the two facts the first in the alphabet goes first."""
Odd = frozenset[Pair]
"""Pairs of answers that do not go well together."""
NONE_ODD: Odd = frozenset()
Group = tuple[bool, int]
"""Households that are on their way down, or not, and the rank of the phase from where, or in which."""
PHASE = "phase"
CRITERION = "criterion:"
ROLE = "role:"
STEP = "step:"
TRANSITION = "transition:"
"""How a contradiction in the source names what it is about."""


@record
class ModelBundle:
    """One model with its register and its written cases."""

    ruleset: Ruleset
    register: Mapping[str, Statement]
    cases: tuple[Case, ...]

    @cached_property
    def foreign(self) -> bool:
        """Whether a rule that gives a phase comes from a model that was not held against this one's source yet."""
        profile = self.ruleset.profile
        return not profile.base_checked and any(
            one.origin not in ("", profile.id) for one in (*profile.criteria, *profile.assignments, *profile.steps)
        )

    @property
    def id(self) -> str:
        """The id of the model."""
        return self.ruleset.profile.id

    @property
    def title(self) -> str:
        """What the model is called."""
        return self.ruleset.profile.title

    @cached_property
    def deciding(self) -> Mapping[str, tuple[Leaf, ...]]:
        """The facts that the phase can depend on, in reading order, each with what is asked of it."""
        found: dict[str, dict[Leaf, None]] = {}
        for leaf in self.ruleset.comparisons(criterion.when for criterion in self.ruleset.entry_criteria):
            found.setdefault(leaf.fact, {})[leaf] = None
        return {fact: tuple(row) for fact, row in found.items()}

    @cached_property
    def playing(self) -> frozenset[str]:
        """The facts that some criterion looks at."""
        every = (criterion.when for criterion in self.ruleset.profile.criteria)
        return frozenset(leaf.fact for leaf in self.ruleset.comparisons(every))

    @cached_property
    def scales(self) -> dict[Group | None, list[int]]:
        """What is easy and what is hard among its written households, once it was found out."""
        return {}

    @cached_property
    def known(self) -> dict[str, object]:
        """What was made of each written case, by its id."""
        return {}

    @cached_property
    def _readings(self) -> dict[int, Reading]:
        return {}

    def reading(self, answers: Answers) -> Reading:
        """These answers read through this model: once, however many questions ask about them."""
        kept = self._readings.get(id(answers))
        if kept is None:
            kept = self._readings[id(answers)] = Reading(self, answers)
        return kept

    @cached_property
    def _placed(self) -> dict[tuple[int, str], tuple[Answers, Answers]]:
        return {}

    def placed(self, answers: Answers, phase: str = NO_PHASE) -> Answers:
        """The answers to what this model asks, of a household that is in this phase now; always the same ones."""
        key = (id(answers), phase)
        if key not in self._placed:
            gate = self.ruleset.gate(Gate.PHASE)
            known = {fact: value for fact, value in answers.given.items() if fact in self.ruleset.facts}
            self._placed[key] = (answers, Answers(given={**known, gate: phase} if gate else known))
        return self._placed[key][1]

    @cached_property
    def phase_conflicts(self) -> tuple[SourceConflict | NotRecorded, ...]:
        """Where the source contradicts itself about which phase it is, or leaves that open for some households."""
        profile = self.ruleset.profile
        counting = (Effect.ENTER, Effect.SUPPORTS)
        about = {PHASE, *(f"{CRITERION}{one.id}" for one in profile.criteria if one.effect in counting)}
        left_open = [gap for gap in profile.gaps if gap.about in about and gap.when is not None]
        return (
            *(conflict for conflict in profile.conflicts if conflict.about in about and conflict.in_result),
            *left_open,
        )


class Reading:
    """One household under one model, with what was worked out about it so far."""

    def __init__(self, bundle: ModelBundle, answers: Answers) -> None:
        self._bundle, self._ruleset = bundle, bundle.ruleset
        self._contested: dict[str, frozenset[str]] = {}
        self._roles: dict[str, tuple[RoleHolding, ...]] = {}
        self.answers = answers
        """Kept here, so that nothing else gets the number by which they are found again."""
        self.evaluation = self._ruleset.read(answers)

    @cached_property
    def interval(self) -> Interval:
        """The phases that are left."""
        return classify(self._ruleset, self.evaluation)

    @cached_property
    def clear_phase(self) -> int | None:
        """The rank of the one phase that is left, unless the source contradicts itself about it here."""
        phase = self._ruleset.phase(self.interval.at_least).id
        if not self.interval.settled:
            return None
        disputed = any(counts_here(one, self.evaluation, phase) for one in self._bundle.phase_conflicts)
        return None if disputed else self.interval.at_least

    @cached_property
    def contradictory(self) -> bool:
        """Whether two of the answers do not go together."""
        return bool(self._ruleset.contradictions_in(self.answers))

    def contested(self, phase: str) -> frozenset[str]:
        """What the source contradicts itself about for this household in this phase."""
        if phase not in self._contested:
            self._contested[phase] = contested_records(self._ruleset, self.evaluation, phase)
        return self._contested[phase]

    def roles(self, phase: str) -> tuple[RoleHolding, ...]:
        """Who holds what in this phase."""
        if phase not in self._roles:
            self._roles[phase] = tuple(resolve(self._ruleset, self.evaluation, phase))
        return self._roles[phase]


_NAMED = re.compile(r"(?<![.!?] )(?<!^)\b\w*[A-Z]\w*")


def borrow_cases(others: Iterable[ModelBundle]) -> tuple[Case, ...]:
    """Written cases for a model without its own: of each the id begins with that of its model.

    A story that names anything, such as a phase, a team or a place, belongs to its own model.
    """
    return tuple(
        replace(case, id=f"{other.id}.{case.id}")
        for other in others
        for case in other.cases
        if case.current_phase is None and not _NAMED.search(case.story)
    )


_WHO = "{wie}"


def news_text(bundle: ModelBundle, case: str, news: News) -> str:
    """The news in the words of this story; empty where it does not read well behind it.

    A story that nobody read, such as that of a trainer's own case, takes all news.
    """
    read = _read_aloud(bundle, case, news)
    who = news.who if read is None else read
    return news.text.replace(_WHO, who) if who else ""


def reads_well(bundle: ModelBundle, case: str, news: News) -> bool:
    """Whether a person read this news behind this story and found it one story."""
    return bool(_read_aloud(bundle, case, news))


def _read_aloud(bundle: ModelBundle, case: str, news: News) -> str | None:
    """Who the news is about in this story; empty where it does not go behind it, None where nobody read the story."""
    origin, _, borrowed = case.partition(".")
    lent = news.behind[origin].get(borrowed, "") if borrowed and origin in news.behind else None
    return news.behind.get(bundle.id, {}).get(case, lent)


@record
class Household:
    """A household that a question is about."""

    id: str
    answers: Answers
    """With the current phase, which a story does not tell: the question says it."""
    story: str
    """As a person wrote it; empty where the tool still has to tell it."""
    is_case: bool = True
    """Whether a written story is that of a case, with its id."""
    is_derived: bool = False
    """Whether something new was added to a written story."""
    untold: tuple[str, ...] = ()
    """Facts of which a written story does not tell the answer."""

    def without(self, facts: Collection[str]) -> Household:
        """The same household for somebody who does not know the answers to these facts."""
        given = {fact: value for fact, value in self.answers.given.items() if fact not in facts}
        return replace(self, answers=Answers(given=given), untold=())


@record
class QuestionContext:
    """Everything that the questions of one round are made with."""

    own: ModelBundle
    others: tuple[ModelBundle, ...]
    tell: Tell | None
    """None: only the written stories can be used."""
    odd: Odd
    """Pairs of answers that no writer of a case put together, though the two facts are often answered together."""
    news: tuple[News, ...] = ()
    """What can be new about a written household."""
    derives: bool = False
    """Whether news may make another household of a written one."""


def contested_records(ruleset: Ruleset, evaluation: Evaluation, phase: str) -> frozenset[str]:
    """What the source of the model contradicts itself about for this household in this phase."""
    return frozenset(
        conflict.about
        for conflict in ruleset.profile.conflicts
        if conflict.in_result and counts_here(conflict, evaluation, phase)
    )


def doubtful(ruleset: Ruleset, about: frozenset[str]) -> frozenset[str]:
    """Phases that a contested criterion, which is not enough for a phase by itself, belongs to: no wrong option."""
    return frozenset(criterion.phase for criterion in ruleset.profile.criteria if f"{CRITERION}{criterion.id}" in about)


_T = TypeVar("_T")


def number(*parts: str) -> int:
    """A large number that depends on these texts alone."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")


def shuffle(items: Iterable[_T], key: Callable[[_T], str], *parts: str) -> list[_T]:
    """The items in an order that only the texts decide: one more item does not move the others."""
    return sorted(items, key=lambda item: (number(*parts, key(item)), key(item)))


class SeededChoice:
    """A row of picks that belongs to a name: the same name, the same picks."""

    def __init__(self, *parts: str) -> None:
        self._name = "\x1f".join(parts)
        self._count = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to the limit, the limit left out."""
        self._count += 1
        return number(self._name, str(self._count)) % limit

    def pick(self, items: Sequence[_T]) -> _T:
        """One of the items; there must be one."""
        return items[self.below(len(items))]

    def order(self, items: Iterable[_T]) -> list[_T]:
        """The items in another order."""
        row = list(items)
        for place in range(len(row) - 1, 0, -1):
            other = self.below(place + 1)
            row[place], row[other] = row[other], row[place]
        return row


_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_CONNECTIVES = 3
"""Words of at most so many small letters, such as 'van' and 'de', do not tell names apart."""
_STEM = 6
"""From so many equal letters on, two words are forms of one word."""


def names_are_alike(one: str, other: str) -> bool:
    """Whether the telling words of one name are among those of the other, or are its first letters."""
    first, second = _words(one), _words(other)
    return _within(first, second) or _within(second, first) or _shorten(one, other) or _shorten(other, one)


def any_name_alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether some name of the first can be one of the second."""
    row = tuple(others)
    return any(names_are_alike(name, other) for name in names for other in row)


def overlap(one: str, other: str) -> float:
    """Which part of the telling words of two sentences they share, from 0 to 1."""
    first, second = set(_words(one)), set(_words(other))
    return len(first & second) / max(1, min(len(first), len(second)))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text) if len(word) > _CONNECTIVES or word.isupper())


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(any(_same(word, each) for each in other) for word in one)


def _same(one: str, other: str) -> bool:
    size = min(len(one), len(other))
    return one == other or (size >= _STEM and one[:size] == other[:size])


def _shorten(one: str, other: str) -> bool:
    """Whether a word of capitals in one can be read as the first letters of words in the other, in their order."""
    letters = [word[0].lower() for word in _WORD.findall(other) if not word.isupper()]
    shorts = [word.lower() for word in _WORD.findall(one) if len(word) > 1 and word.isupper()]
    return any(_subsequence(short, letters) for short in shorts)


def _subsequence(short: str, letters: list[str]) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in short)


class QuestionKind(Enum):
    """What a question is about; the value is what is typed behind `--kind` and stands in the JSON."""

    PHASE = "phase"
    """A household: which phase, and which criterion makes it so."""
    ROLE = "role"
    """A household and its phase: who holds a role."""
    DOWN = "down"
    """A household in a phase: may it go down, and what is still missing."""
    STEP = "step"
    """A household: what is the first next step, and who takes it."""
    STATEMENT = "statement"
    """True or not: a statement about a role, a limit or a deadline."""
    COMPARE = "compare"
    """One household in two models: what differs, and why."""
    CHANGE = "change"
    """A household and news about it: which phase it is then."""
    TASK = "task"
    """What the holder of a role does, may do and never does."""
    HANDOVER = "handover"
    """A moment of a klantreis: who hands a role over to whom."""
    DECIDE = "decide"
    """A moment of a klantreis: who decides about the move."""
    FIND_OUT = "find_out"
    """A moment of a klantreis: what is still to be found out."""


OF_JOURNEY = (QuestionKind.HANDOVER, QuestionKind.DECIDE, QuestionKind.FIND_OUT)
"""Kinds that only a moment of a klantreis asks."""
OF_ROUND = tuple(kind for kind in QuestionKind if kind not in OF_JOURNEY)
"""Kinds that a round can ask."""
WITHOUT_STORY = (QuestionKind.STATEMENT, QuestionKind.TASK)
"""Kinds that are about no household."""


@record
class Option:
    """One answer to choose from."""

    key: str
    """A letter, from A."""
    text: str
    right: bool
    why: str
    """Why it is right, or why it is not; never empty."""


@record
class QuizQuestion:
    """One question with exactly one right option, and everything that a screen or a sheet shows of it."""

    id: str
    """The same for the same question, also after questions were added; made of what it is about."""
    kind: QuestionKind
    level: int
    """1 to 3: 3 is nearest to a boundary."""
    profile: str
    """Id of the model under which the answer is right."""
    story: str
    """The household in plain Dutch; empty where the question is not about one."""
    invented: bool
    """Whether the story was put together by the tool instead of written by a person."""
    text: str
    options: tuple[Option, ...]
    """Two to five, in the order in which they are shown; exactly one is right and no text stands there twice."""
    explanation: str
    """What decides it, in plain Dutch."""
    statements: tuple[str, ...]
    """Ids in the register of the model that it rests on; empty only where it holds in every municipality."""
    sources: tuple[str, ...]
    """Document, section and statement id in words, one line each."""
    answers: Mapping[str, Value | Gap]
    """The household; empty where the question is not about one."""
    current_phase: str | None = None
    case: str | None = None
    """Id of the written case that the story is of; None where it is of none."""
    news: Mapping[str, Value | Gap] = field(default_factory=dict)
    """The answers that change by the news in the question; empty where there is none."""
    moment: str = ""
    """The moment of a klantreis that it belongs to, by number and title; empty where it belongs to none."""
    before: tuple[str, ...] = ()
    """What was answered at earlier moments, in a few lines."""

    @property
    def written(self) -> bool:
        """Whether its story was written by a person."""
        return bool(self.story) and not self.invented

    @property
    def right(self) -> Option:
        """The option that is right."""
        return next(option for option in self.options if option.right)


@record
class Choice:
    """Something to choose from, before it has a letter."""

    text: str
    why: str


MOST_WRONG = 3


def make_options(ident: str, right: Choice, wrong: Iterable[Choice]) -> tuple[Option, ...] | None:
    """The right choice among the wrong ones, in an order that follows from the id; None where no wrong one is left.

    A text that stands there already is left out.

    Args:
        ident: id of the question, with the name of the round.
        right: the right choice.
        wrong: the wrong ones, those that are best to offer first.
    """
    rest = {one.text: one for one in reversed(tuple(wrong)) if one.text != right.text}
    kept = tuple(reversed(rest.values()))[:MOST_WRONG]
    if not kept:
        return None
    mixed = shuffle((right, *kept), lambda one: one.text, ident)
    return tuple(
        Option(key=key, text=one.text, right=one is right, why=one.why)
        for key, one in zip(ascii_uppercase, mixed, strict=False)
    )
