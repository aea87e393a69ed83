"""Facts, answers, and which answers contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from ave_cli.records import record

if TYPE_CHECKING:
    from ave_cli.profile.conditions import Condition
    from ave_cli.profile.validation import Id, Ids, Line, Lines, Many, Text


class Gap(Enum):
    """An answer that is not there. Both count as unknown; only one of them was asked."""

    DONT_KNOW = "weet_niet"
    NOT_ANSWERED = "niet_beantwoord"


class FactKind(Enum):
    """What an answer to a fact looks like."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PHASE = "phase"


class Gate(Enum):
    """The two facts that the tool treats apart from all others."""

    ACUTE = "acute"
    PHASE = "phase"


Value = bool | str | tuple[str, ...]
"""An answer: yes/no, one option (or phase id), or a tuple of options in the order of the fact."""

DENIED = "nee"
"""Id of the option by which a fact with several options is denied; in short that word alone."""
CONFIRMED = "ja"
"""Id of the option by which such a fact is confirmed."""
NO_PHASE = "geen"
"""The answer to a phase fact when the household is in no phase yet."""


@record
class Implied:
    """If the fact is yes, at least one of `any` is yes too."""

    any: Ids


@record
class Fact:
    """One observable thing about a household, and how it is asked."""

    id: Id
    group: Line
    kind: FactKind
    options: Ids = ()
    question: Text
    observe: Line = ""
    label: Line = ""
    """A short noun phrase for tables."""
    labels: dict[Id, Line] = field(default_factory=dict)
    """What a worker reads for each option."""
    worse: bool | Ids | None = None
    """The worse answer of a yes/no fact, or the options from light to heavy; None where none can be claimed.

    Of a fact with several options at once, true says that more of them are worse.
    """
    implies: Implied | None = None
    excludes: Ids = ()
    gate: Gate | None = None
    danger: bool = False
    """Yes means that somebody is in concrete danger."""
    screen: Line = ""
    """Yes/no facts with the same screen may be asked together, as boxes to tick."""
    tick: Line = ""
    """What is ticked on such a screen when the answer is yes."""
    sooner: Condition | None = None
    """When it is asked with danger instead of with its theme."""

    def name(self) -> str:
        """The short name for tables; the id where the vocabulary gives none."""
        return self.label or self.id.replace("_", " ")

    def misshapen(self) -> tuple[str, ...]:
        """Which of its options, its labels and its screen do not go with its kind."""
        has_options = self.kind in (FactKind.CHOICE, FactKind.CHOICES)
        ticked = self.kind is FactKind.YES_NO and self.tick
        wrong = {
            "options": has_options != bool(self.options),
            "screen": bool(self.screen and not ticked),
            "labels": bool(set(self.labels) - set(self.options)),
        }
        return tuple(key for key, is_wrong in wrong.items() if is_wrong)


@record
class Screen:
    """A question over several yes/no facts, answered by ticking."""

    id: Id
    question: Text
    observe: Line = ""
    """What is meant, with examples; shown where there is room."""


@record
class Word:
    """A word in the questions that not everybody knows."""

    forms: Lines
    """How it is written; the first stands in front of the explanation."""
    text: Line


@record
class ContradictionRule:
    """Answers that cannot all be true, said as a condition."""

    id: Id
    when: Condition
    text: Line
    """What contradicts what, as a whole sentence."""


@record
class SynonymGroup:
    """Words that count as one when something is looked up."""

    words: Lines
    """The first one is what the others count as."""
    topics: Lines = ()
    """What in the model they are names of, each as it is typed: its kind and its id."""


@record
class Situation:
    """When somebody is to be called."""

    id: Id
    title: Line
    words: Lines
    answers: dict[Id, Any]
    """Each fact that it shows in, with the answers that say so."""
    contacts: Ids = ()
    """Ids of national numbers."""
    danger: bool = False
    """What the model says about concrete danger belongs here."""
    disagreement: bool = False
    """What each move says about a difference of opinion belongs here."""


@record
class Vocabulary:
    """Every fact that a profile may ask about, in the order of the file."""

    kind: Literal["facts"]
    format: Literal[1]
    themes: Lines
    """The groups of facts in the order of a conversation."""
    screens: Many[Screen] = ()
    facts: Many[Fact]
    contradictions: Many[ContradictionRule] = ()
    synonyms: Many[SynonymGroup] = ()
    situations: Many[Situation] = ()
    words: Many[Word] = ()


Given = Mapping[str, Value | Gap]
"""Answers by fact, such as to every fact of one question."""


@record
class Answers:
    """What is known of one household: fact id to answer. A fact that is absent was never answered."""

    given: Mapping[str, Value | Gap]

    def value(self, fact: str) -> Value | Gap:
        """The answer, or which kind of gap there is."""
        return self.given.get(fact, Gap.NOT_ANSWERED)

    def answered(self, fact: str) -> bool:
        """Whether the question was put, also where the answer was 'weet ik niet'."""
        return fact in self.given

    def doubted(self, fact: str) -> bool:
        """Whether the worker was asked and does not know."""
        return self.value(fact) is Gap.DONT_KNOW

    def extended(self, more: Mapping[str, Value | Gap]) -> Answers:
        """These answers with others added or replaced."""
        return Answers(given={**self.given, **more})


def accepts(fact: Fact, raw: object, phases: Iterable[str]) -> Value | Gap:
    """Read one raw answer (from a file, a note or a prompt) as an answer to this fact.

    Raises:
        ValueError: the answer does not fit the kind; the message is empty, the caller finds the words.
    """
    if raw == Gap.DONT_KNOW.value:
        return Gap.DONT_KNOW
    options = (NO_PHASE, *phases) if fact.kind is FactKind.PHASE else fact.options
    if fact.kind is FactKind.YES_NO and isinstance(raw, bool):
        return raw
    if fact.kind is FactKind.CHOICES and isinstance(raw, (list, tuple)):
        return _several(raw, options)
    if fact.kind in (FactKind.CHOICE, FactKind.PHASE) and isinstance(raw, str) and raw in options:
        return raw
    raise ValueError


def _several(raw: Sequence[object], options: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen options in the order of the fact; refuses one that is not there or stands there twice."""
    chosen = [option for option in options if option in raw]
    if len(chosen) != len(raw):
        raise ValueError
    return tuple(chosen)


@record
class AnswerContradiction:
    """Answers that cannot go together."""

    fact: str
    others: tuple[str, ...]
    """The facts that it excludes and that are yes too, or those of which at least one had to be yes."""
    excluded: bool
    """True: they cannot both be yes. False: one of the others had to be yes."""
    text: str = ""
    """The sentence of the rule that says so, where it is a rule."""


def contradictions(facts: Iterable[Fact], answers: Answers) -> tuple[AnswerContradiction, ...]:
    """Every pair that `excludes` or `implies` of the vocabulary forbids, given these answers."""
    found = []
    for fact in facts:
        if answers.value(fact.id) is not True:
            continue
        both = tuple(other for other in fact.excludes if answers.value(other) is True)
        if both:
            found.append(AnswerContradiction(fact=fact.id, others=both, excluded=True))
        if fact.implies and all(answers.value(other) is False for other in fact.implies.any):
            found.append(AnswerContradiction(fact=fact.id, others=fact.implies.any, excluded=False))
    return tuple(found)


def gate_of(facts: Mapping[str, Fact], gate: Gate) -> str | None:
    """The id of the fact that the vocabulary marks as this gate."""
    return next((fact.id for fact in facts.values() if fact.gate is gate), None)
