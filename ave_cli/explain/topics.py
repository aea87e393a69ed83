"""Topics of a model, and how one is found by what was typed: the words that carry something, and what mentions them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from itertools import islice

from ave_cli.engine.answer_space import facts_of
from ave_cli.explain.questions import LONG, Speech, squeeze, words_meant
from ave_cli.explain.sections import move_title
from ave_cli.profile import (
    Contact,
    Entry,
    Fact,
    Phase,
    Profile,
    Role,
    Ruleset,
    Statement,
    Step,
    Transition,
    record,
)
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text


@record
class Item:
    """Something that can be found: what it is called, what else is said of it, and how readily it is meant."""

    names: tuple[str, ...]
    text: str = ""
    weight: float = 1.0


@record
class Hit:
    """Something that was found."""

    place: int
    score: float
    whole: bool
    """Whether every word is in it."""
    named: bool
    """Whether the words are a name of it, no more and no less."""
    fit: float
    """How much of its best name the words are, 0 to 1."""
    in_name: bool = False
    """Whether one of the words is in a name of it."""
    several: bool = False
    """Whether more than one of the words is in it."""


_NAMED, _TOLD, _BEGUN = 2.0, 1.0, 0.4
"""How much a word counts: in a name, in the text, as the beginning of a word of a name."""


class TopicIndex:
    """What can be found by words, each word by how rare it is."""

    def __init__(self, speech: Speech, items: Sequence[Item]) -> None:
        self._items = items
        self._alone = speech.alone()
        self._names = [[frozenset(speech.words(name)) for name in item.names] for item in items]
        self._named = [frozenset().union(*names) for names in self._names]
        told = [frozenset(speech.words(item.text)) for item in items]
        self._said = frozenset().union(*self._named, *told)
        # A word of an expression can be asked for by itself: opname, where the model has gedwongen opname.
        self._told = [
            said | (speech.loose(" ".join((*item.names, item.text))) - self._said)
            for said, item in zip(told, items, strict=True)
        ]
        self._counts = Counter(
            word for named, told in zip(self._named, self._told, strict=True) for word in named | told
        )

    def knows(self, word: str) -> bool:
        """Whether anything mentions a word."""
        return word in self._counts

    def is_idea(self, word: str) -> bool:
        """Whether a word is one that people have more words for, or by itself the name of something."""
        return word in self._ideas or frozenset((word,)) in self._whole_names

    def is_part(self, word: str) -> bool:
        """Whether a word is only mentioned in an expression, such as opname where it is always gedwongen opname."""
        return word in self._counts and word not in self._said

    @cached_property
    def _ideas(self) -> frozenset[str]:
        return frozenset(first for _, first in self._alone)

    @cached_property
    def _whole_names(self) -> frozenset[frozenset[str]]:
        return frozenset(name for names in self._names for name in names)

    def nearest(self, word: str) -> str | None:
        """The word that was meant, where one looks so much like it that a person would see it."""
        meant = {one: one for one in self._counts} | {one: first for one, first in self._alone if first in self._counts}
        near = words_meant(word, meant)
        return max((meant[one] for one in near), key=lambda one: (self._counts[one], one), default=None)

    def rank(self, words: Sequence[str]) -> tuple[Hit, ...]:
        """What mentions these words, the best first; where something has them all, only what has them all or most."""
        wanted = dict.fromkeys(word for word in words if self.knows(word) or any(self._begins(word)))
        total = sum(map(self._worth, wanted))
        found = [hit for place in range(len(self._items)) if (hit := self._hit(place, tuple(wanted), total))]
        return tuple(sorted(found, key=lambda hit: (-hit.score, hit.place)))

    def _begins(self, word: str) -> Iterable[bool]:
        return (one.startswith(word) for one in self._counts) if len(word) >= LONG else ()

    def _worth(self, word: str) -> float:
        return math.log(1 + len(self._items) / (1 + self._counts[word]))

    def _hit(self, place: int, words: Sequence[str], total: float) -> Hit | None:
        named, told = self._named[place], self._told[place]
        parts = [(self._worth(word), self._counted(word, named, told)) for word in words]
        covered = sum(worth for worth, counts in parts if counts) / total if total else 0.0
        if covered < 0.5 and not any(
            word in self._ideas and frozenset((word,)) in self._names[place] for word in words
        ):
            return None
        exact = any(name == frozenset(words) for name in self._names[place])
        fit = max((len(name & frozenset(words)) / len(name) for name in self._names[place] if name), default=0.0)
        score = sum(worth * counts for worth, counts in parts) * covered * (1 + fit) * self._items[place].weight
        in_name = any(word in named for word in words)
        several = sum(counts > 0 for _, counts in parts) > 1
        whole = covered > 0.999
        return Hit(place=place, score=score, whole=whole, named=exact, fit=fit, in_name=in_name, several=several)

    @staticmethod
    def _counted(word: str, named: frozenset[str], told: frozenset[str]) -> float:
        if word in named:
            return _NAMED
        if word in told:
            return _TOLD
        begun = len(word) >= LONG and any(one.startswith(word) for one in named)
        return _BEGUN if begun else 0.0


class TopicKind(Enum):
    """What sort of thing a topic is; in the order in which they are meant when a name fits more."""

    SCHEME = "scheme"
    PHASE = "phase"
    ROLE = "role"
    TRANSITION = "transition"
    CRITERION = "criterion"
    CONFLICT = "conflict"
    TERM = "term"
    MEETING = "meeting"
    ACTOR = "actor"
    AGREEMENT = "agreement"
    PRINCIPLE = "principle"
    GAP = "gap"
    FACT = "fact"
    STEP = "step"
    DOUBT = "doubt"
    STATEMENT = "statement"
    CONTACT = "contact"


_FIRST = (TopicKind.PHASE, TopicKind.ROLE)
"""These are meant first, also where something else has the name as its id."""


_LAST = (TopicKind.FACT, TopicKind.STEP, TopicKind.CONTACT)
"""These are meant last, also where one has the name as its id."""


@record
class Topic:
    """Something that can be explained."""

    kind: TopicKind
    id: str
    title: str
    names: tuple[str, ...]
    """What a person may type for it."""
    text: str
    """What is said of it, to be searched."""

    def handle(self) -> str:
        """What to type to get this one and no other."""
        return explain_text.handle(explain_text.KINDS[self.kind.value], self.id)


@record
class Match:
    """What was meant by a word."""

    topic: Topic | None
    also: tuple[Topic, ...] = ()
    """Others with the same name."""


def topics(ruleset: Ruleset, register: Mapping[str, Statement]) -> tuple[Topic, ...]:
    """Everything that can be explained in this model; the words of its people are names too."""
    own = tuple(_topics(ruleset, register))
    more: dict[str, tuple[str, ...]] = {}
    for group in ruleset.profile.synonyms:
        for handle in group.topics:
            more[squeeze(handle)] = (*more.get(squeeze(handle), ()), *group.words)
    if not more:
        return own
    return tuple(replace(one, names=(*one.names, *more.get(squeeze(one.handle()), ()))) for one in own)


def _topics(ruleset: Ruleset, register: Mapping[str, Statement]) -> Iterator[Topic]:
    profile = ruleset.profile
    yield from map(_phase, profile.phases)
    yield from map(_role, profile.roles)
    yield from (_move(ruleset, transition) for transition in profile.transitions)
    for criterion in profile.criteria:
        text = f"{ruleset.label(criterion.phase)} {criterion.note}"
        names = _names(criterion.id, criterion.text)
        yield Topic(kind=TopicKind.CRITERION, id=criterion.id, title=criterion.text, names=names, text=text)
    yield from _tell(profile)
    yield from map(_fact, ruleset.facts.values())
    yield from (_step(ruleset, step) for step in profile.steps)
    yield Topic(
        kind=TopicKind.DOUBT,
        id=explain_text.DOUBT_ID,
        title=explain_text.DOUBT_TITLE,
        names=_names(explain_text.DOUBT_ID, *explain_text.DOUBT_NAMES),
        text=profile.doubt.text,
    )
    yield from map(_statement, register.values())
    yield from map(_contact, ruleset.contacts)
    for step in ruleset.national.steps:
        names = _names(step.id, step.short)
        yield Topic(kind=TopicKind.CONTACT, id=step.id, title=step.short, names=names, text=step.text)


def _contact(contact: Contact) -> Topic:
    names = _names(contact.id, contact.name)
    return Topic(kind=TopicKind.CONTACT, id=contact.id, title=contact.name, names=names, text=contact.when)


def _role(role: Role) -> Topic:
    tasks = " ".join(task.text for task in role.tasks)
    names = _names(role.id, role.title, role.person, explain_text.holder_of(role.title))
    return Topic(kind=TopicKind.ROLE, id=role.id, title=role.title, names=names, text=f"{role.text} {tasks}")


def _fact(fact: Fact) -> Topic:
    return Topic(
        kind=TopicKind.FACT,
        id=fact.id,
        title=explain_text.capital(fact.name()),
        names=_names(fact.id, fact.name(), fact.question),
        text=" ".join((fact.observe, *fact.labels.values())),
    )


def _step(ruleset: Ruleset, step: Step) -> Topic:
    text = " ".join((step.text, step.who, step.contact, *map(ruleset.label, step.phases)))
    return Topic(
        kind=TopicKind.STEP, id=step.id, title=explain_text.first_sentence(step.text), names=_names(step.id), text=text
    )


def _statement(statement: Statement) -> Topic:
    title = explain_text.capital(explain_text.handle(explain_text.KINDS["statement"], statement.id))
    return Topic(
        kind=TopicKind.STATEMENT,
        id=statement.id,
        title=title,
        names=(statement.id,),
        text=f"{statement.text} {statement.section}",
    )


def find_topic(known: Sequence[Topic], text: str) -> Match:
    """What is meant by a word: by id, title or synonym, whatever the case, accents and spaces.

    The name of a kind in front leaves out all others.
    """
    first, _, rest = text.replace(":", " ").strip().partition(" ")
    named = [one for one in known if rest and squeeze(explain_text.KINDS[one.kind.value]) == squeeze(first)]
    return _among(named, rest) or _among(known, text) or Match(topic=None)


def _among(known: Sequence[Topic], text: str) -> Match | None:
    wanted = squeeze(text)
    same = [one for one in known if wanted and wanted in map(squeeze, one.names)]
    if not same:
        return None
    meant, *also = sorted(same, key=lambda one: _precedence(one, wanted))
    return Match(topic=meant, also=tuple(also))


_WEIGHTS = {
    TopicKind.ROLE: 1.3,
    TopicKind.PHASE: 1.1,
    TopicKind.TRANSITION: 0.9,
    TopicKind.AGREEMENT: 1.25,
    TopicKind.TERM: 1.2,
    TopicKind.ACTOR: 1.2,
    TopicKind.MEETING: 1.2,
    TopicKind.CRITERION: 0.8,
    TopicKind.CONFLICT: 0.7,
    TopicKind.FACT: 0.4,
    TopicKind.STATEMENT: 0.5,
}
"""How readily each kind is meant: who decides and who has it before questions and criteria."""


def search_index(known: Sequence[Topic], speech: Speech) -> TopicIndex:
    """Everything that can be explained, to be looked up by words; in the order in which it is given."""
    items = [Item(names=(one.title, *one.names), text=one.text, weight=_WEIGHTS.get(one.kind, 1.0)) for one in known]
    return TopicIndex(speech, items)


def _precedence(topic: Topic, wanted: str) -> tuple[bool, bool, bool]:
    return topic.kind not in _FIRST, topic.kind in _LAST, squeeze(topic.id) != wanted


def _phase(phase: Phase) -> Topic:
    return Topic(
        kind=TopicKind.PHASE,
        id=phase.id,
        title=explain_text.title(phase.label, phase.title),
        names=_names(phase.id, phase.label, phase.title, explain_text.phase_name(phase.id)),
        text=phase.start,
    )


def _move(ruleset: Ruleset, move: Transition) -> Topic:
    ends = [(one, ruleset.label(one)) for one in (move.from_, move.to) if one]
    pairs = [explain_text.to_phase(ends[0][at], ends[1][at]) for at in (0, 1)] if len(ends) == 2 else []
    said = (*(str(getattr(move, field)) for field in explain_text.MOVE_PARTS), move.note, *(one for _, one in ends))
    return Topic(
        kind=TopicKind.TRANSITION,
        id=move.id,
        title=move_title(ruleset, move),
        names=_names(move.id, move_title(ruleset, move), *pairs),
        text=" ".join(said),
    )


def _tell(profile: Profile) -> Iterator[Topic]:
    for conflict in profile.conflicts:
        readings = (
            f"{explain_text.chosen(number, one.rstrip('.'), used=False)}."
            for number, one in enumerate(conflict.readings, start=1)
        )
        text = " ".join((*readings, conflict.why, conflict.note))
        yield Topic(
            kind=TopicKind.CONFLICT, id=conflict.id, title=conflict.question, names=_names(conflict.id), text=text
        )
    yield from _entries(TopicKind.TERM, profile.glossary)
    for meeting in profile.meetings:
        names = _names(meeting.id, meeting.name, *meeting.synonyms)
        yield Topic(kind=TopicKind.MEETING, id=meeting.id, title=meeting.name, names=names, text=meeting.text)
    yield from _entries(TopicKind.ACTOR, profile.actors)
    yield from _entries(TopicKind.AGREEMENT, profile.agreements)
    yield from _entries(TopicKind.PRINCIPLE, profile.principles)
    for gap in profile.gaps:
        yield Topic(
            kind=TopicKind.GAP,
            id=gap.id,
            title=explain_text.first_sentence(gap.text),
            names=_names(gap.id),
            text=gap.text,
        )


def _entries(kind: TopicKind, entries: Iterable[Entry]) -> Iterator[Topic]:
    for entry in entries:
        yield Topic(
            kind=kind,
            id=entry.id,
            title=entry.term,
            names=_names(entry.id, entry.term, *entry.synonyms),
            text=entry.text,
        )


def _names(*names: str) -> tuple[str, ...]:
    """Names that are not empty; one with something in brackets also without it, and an abbreviation there by itself."""
    bare = (_IN_BRACKETS.sub("", name) for name in names)
    short = (found for name in names for found in _IN_BRACKETS.findall(name) if found.isupper())
    return tuple(dict.fromkeys(name for name in (*names, *bare, *short) if name))


_IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)")


_SNIPPET = 260
"""Characters of a text that are shown of a result."""


def snippet(speech: Speech, text: str, words: Sequence[str]) -> str:
    """The sentences of a text that together mention most of the words, in their order and not too long."""
    sentences = [one.strip() for one in answers_text.sentences(text)]
    about = [set(words) & set(speech.words(one)) for one in sentences]
    kept: list[int] = []
    left, covered = list(range(len(sentences))), set[str]()
    while left:
        at = max(left, key=lambda at: (len(about[at] - covered), len(about[at]), -at))
        left.remove(at)
        if not kept or sum(len(sentences[one]) for one in (*kept, at)) <= _SNIPPET:
            kept.append(at)
            covered |= about[at]
    return " ".join(sentences[at] for at in sorted(kept))


def counts_in(ruleset: Ruleset, fact: str) -> Mapping[str, str]:
    """Each criterion that looks at a fact, by its id, with what it does."""
    return {
        one.id: explain_text.pair(one.text, explain_text.EFFECTS[one.effect.value].format(ruleset.label(one.phase)))
        for one in ruleset.profile.criteria
        if fact in facts_of(ruleset, one.when)
    }


def told_of(ruleset: Ruleset, topic: Topic, beside: Sequence[Topic] = ()) -> str:
    """What is shown of a topic among results; of a fact not what the criteria that stand beside it say themselves."""
    profile: Profile = ruleset.profile
    if topic.kind is TopicKind.TRANSITION:
        move = next(one for one in profile.transitions if one.id == topic.id)
        parts = {name: str(getattr(move, field)) for field, name in explain_text.MOVE_PARTS.items()}
        return ". ".join(explain_text.pair(name, text) for name, text in parts.items() if text)
    if topic.kind is TopicKind.CRITERION:
        one = next(one for one in profile.criteria if one.id == topic.id)
        return explain_text.EFFECTS[one.effect.value].format(ruleset.label(one.phase))
    if topic.kind is TopicKind.STEP:
        step = next(one for one in profile.steps if one.id == topic.id)
        where = ", ".join(map(ruleset.label, step.phases))
        return explain_text.pair(answers_text.by_whom(where, step.who), step.text)
    if topic.kind is TopicKind.CONTACT:
        return explain_text.not_from_model(topic.text)
    if topic.kind is TopicKind.FACT:
        said = {one.id for one in beside if one.kind is TopicKind.CRITERION}
        first = islice(counts_in(ruleset, topic.id).items(), 2)
        return answers_text.counts_for(text for ident, text in first if ident not in said)
    return topic.text
