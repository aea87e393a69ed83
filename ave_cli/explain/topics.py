"""Topics of a model, and how one is found by what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from ave_cli.explain.sections import move_title
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.facts import Fact
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Entry, Phase, Profile, Role, Step, Transition
from ave_cli.text import explain as explain_text

_LONG = 4
"""Letters; in a shorter word every other word would be one typing error away."""
_WHOLE, _WORD, _START, _TYPO, _MENTION = 16, 8, 5, 3, 1
"""How much a word counts: it is a whole name, a word of one, the start of such a word, nearly so, or in the text."""


@record
class Item:
    """Something that can be found: what it is called, and what else is said of it."""

    names: tuple[str, ...]
    text: str = ""


def fold(text: str) -> str:
    """Text without case, accents and signs, so that what differs only in these is equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", letters))


@lru_cache(maxsize=16_384)
def squeeze(text: str) -> str:
    """Folded text without its spaces: AVE3 is AVE 3."""
    return fold(text).replace(" ", "")


def one_error(one: str, other: str) -> bool:
    """Whether two words are the same but for one typing error: a letter too many, too few, another, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, left = one[start:], other[start:]
    return (
        rest[1:] == left[1:]
        or rest[1:] == left
        or rest == left[1:]
        or (rest[:2] == left[1::-1] and len(left) > 1 and rest[2:] == left[2:])
    )


def rank_matches(query: str, items: Sequence[Item]) -> tuple[int, ...]:
    """The places of the items that mention every word of the query, the best first; an empty query finds nothing."""
    words = fold(query).split()
    if not words:
        return ()
    found = []
    for place, item in enumerate(items):
        score = _score(words, squeeze(query), item)
        if score:
            found.append((-score, place))
    return tuple(place for _, place in sorted(found))


def _score(words: Sequence[str], whole: str, item: Item) -> int:
    named = [word for name in item.names for word in fold(name).split()]
    told = set(fold(item.text).split())
    scores = [_of_word(word, named, told) for word in words]
    if not all(scores):
        return 0
    return sum(scores) + _WHOLE * (whole in map(squeeze, item.names))


def _of_word(word: str, named: Sequence[str], told: set[str]) -> int:
    if word in named:
        return _WORD
    long = len(word) >= _LONG
    if long and any(one.startswith(word) for one in named):
        return _START
    if long and any(one_error(word, one) for one in named if len(one) >= _LONG):
        return _TYPO
    in_text = word in told or (long and any(one.startswith(word) or one_error(word, one) for one in told))
    return _MENTION if in_text else 0


def nearest_names(query: str, items: Sequence[Item], count: int = 3) -> tuple[int, ...]:
    """The places of the items of which a name looks most like the query, the best first."""
    wanted = squeeze(query)
    scores = [(-max(_likeness(wanted, squeeze(name)) for name in one.names), at) for at, one in enumerate(items)]
    return tuple(place for _, place in sorted(scores)[:count])


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


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


_FIRST = (TopicKind.PHASE, TopicKind.ROLE)
"""These are meant first, also where something else has the name as its id."""


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
    near: tuple[Topic, ...] = ()
    """What looks most like it, where nothing has that name."""


def topics(ruleset: Ruleset, register: Mapping[str, Statement]) -> tuple[Topic, ...]:
    """Everything that can be explained in this model."""
    profile = ruleset.profile
    return (
        *(_phase(phase) for phase in profile.phases),
        *(_role(role) for role in profile.roles),
        *(_move(ruleset, transition) for transition in profile.transitions),
        *(
            Topic(
                kind=TopicKind.CRITERION,
                id=criterion.id,
                title=criterion.text,
                names=_names(criterion.id, criterion.text),
                text=criterion.note,
            )
            for criterion in profile.criteria
        ),
        *_tell(profile),
        *(_fact(fact) for fact in ruleset.facts.values()),
        *(_step(step) for step in profile.steps),
        Topic(
            kind=TopicKind.DOUBT,
            id=explain_text.DOUBT_ID,
            title=explain_text.DOUBT_TITLE,
            names=_names(explain_text.DOUBT_ID, *explain_text.DOUBT_NAMES),
            text=profile.doubt.text,
        ),
        *(_statement(one) for one in register.values()),
    )


def _role(role: Role) -> Topic:
    tasks = " ".join(task.text for task in role.tasks)
    names = _names(role.id, role.title, role.person)
    return Topic(kind=TopicKind.ROLE, id=role.id, title=role.title, names=names, text=f"{role.text} {tasks}")


def _fact(fact: Fact) -> Topic:
    return Topic(
        kind=TopicKind.FACT,
        id=fact.id,
        title=explain_text.capital(fact.name()),
        names=_names(fact.id, fact.name(), fact.question),
        text=" ".join((fact.observe, *fact.labels.values())),
    )


def _step(step: Step) -> Topic:
    text = " ".join((step.text, step.who, step.contact))
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

    The name of a kind in front leaves out all others. Where nothing has the name, the nearest three.
    """
    first, _, rest = text.replace(":", " ").strip().partition(" ")
    named = [one for one in known if rest and squeeze(explain_text.KINDS[one.kind.value]) == squeeze(first)]
    return _among(named, rest) or _among(known, text) or Match(topic=None, near=near(named or known, rest or text))


def _among(known: Sequence[Topic], text: str) -> Match | None:
    wanted = squeeze(text)
    same = [one for one in known if wanted and wanted in map(squeeze, one.names)]
    if not same:
        return None
    meant, *also = sorted(same, key=lambda one: _precedence(one, wanted))
    return Match(topic=meant, also=tuple(also))


def near(known: Sequence[Topic], text: str) -> tuple[Topic, ...]:
    """The three that look most like it."""
    return tuple(known[place] for place in nearest_names(text, [Item(names=one.names) for one in known]))


def search_all(known: Sequence[Topic], text: str) -> tuple[Topic, ...]:
    """Everything that mentions these words, the best first."""
    items = [Item(names=(one.title, *one.names), text=one.text) for one in known]
    return tuple(known[place] for place in rank_matches(text, items))


def _precedence(topic: Topic, wanted: str) -> tuple[bool, bool]:
    return topic.kind not in _FIRST, squeeze(topic.id) != wanted


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
    said = (move.requested_by, move.decided_by, move.formal_act, move.handover, move.note)
    return Topic(
        kind=TopicKind.TRANSITION,
        id=move.id,
        title=move_title(ruleset, move),
        names=_names(move.id, move_title(ruleset, move), *pairs),
        text=" ".join(said),
    )


def _tell(profile: Profile) -> Iterator[Topic]:
    for conflict in profile.conflicts:
        text = " ".join((*conflict.readings, conflict.why, conflict.note))
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
