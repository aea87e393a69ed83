"""A profile, put together from raw data and its base, and compiled for the engine with its vocabulary."""

from __future__ import annotations

import hashlib
import json
import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from ave_cli.profile.companion_files import Contact, Telling
from ave_cli.profile.conditions import Condition, Conditions, Evaluation, Leaf, Truth, condition_from
from ave_cli.profile.facts import (
    AnswerContradiction,
    Answers,
    ContradictionRule,
    Fact,
    Gate,
    Screen,
    Situation,
    SynonymGroup,
    Vocabulary,
    Word,
    contradictions,
    gate_of,
)
from ave_cli.profile.integrity import DAYS, used_facts
from ave_cli.profile.schema import NOT_RECORDED, Assignment, Criterion, Effect, National, Phase, Profile, Transition
from ave_cli.records import key_of, names_beside, record, record_of

Raw = dict[str, Any]
"""A profile as TOML gives it, before its shape is known."""

_OWN = (
    "id",
    "title",
    "version",
    "date",
    "source",
    "status",
    "adopted_by",
    "adopted_on",
    "valid_from",
    "valid_until",
    "base_checked",
)
"""What a profile never takes over: it says of itself who it is and what it rests on."""
_WITHOUT_ORIGIN = ("facts", "screens", "tellings", "contacts", "synonyms")
_TABLES = ("define", "wording", "said")
_BEFORE = ("assignments",)
"""Lists in which the first record that holds counts: what is added comes before what was there."""


def _records(raw: Raw, key: str) -> list[Raw]:
    value = raw.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def is_records(value: object) -> bool:
    """Whether this is a list of records in raw data; a list without any is none."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def mark_origin(raw: Raw) -> Raw:
    """The same profile with its own id as `origin` on every record, dates as text, and each criterion in one phase."""
    origin = raw.get("id")
    marked: Raw = {
        key: [{"origin": origin, **one} if key not in _WITHOUT_ORIGIN else one for one in value]
        if is_records(value) and isinstance(origin, str)
        else value.isoformat()
        if key in DAYS and isinstance(value, date)
        else value
        for key, value in raw.items()
    }
    if is_records(marked.get("criteria")):
        marked["criteria"] = [_in_one_phase(one) for one in _records(marked, "criteria")]
    return marked


def _in_one_phase(criterion: Raw) -> Raw:
    """A criterion that names several phases, from light to heavy: the lightest, and how far it may go."""
    phases = criterion.get("phase")
    if not isinstance(phases, list) or not phases:
        return criterion
    return {**criterion, "phase": phases[0], "phase_to": phases[-1]}


def merge(base: Raw, child: Raw) -> Raw:
    """A profile over the one it extends: records by id and key, tables by key, everything else replaced.

    `remove` of the child lists what of the base does not count here: the id of a record, or the name of its list and
    its id, as in `steps.melden`, or everything in a list, as in `steps.*`, or all notes, `*.note`; so too a name
    in a table, as in `define.meer`. Both sides must have gone through `mark_origin`.
    """
    gone = _removals(child)
    result: Raw = {key: value for key, value in base.items() if key not in _OWN}
    result["base_title"] = base.get("title", "")
    if _NOTES in gone:
        result = _without_asides(result, _removed_ids(base, gone))
    for key, value in result.items():
        if is_records(value):
            result[key] = [one for one in value if not _names(key, one) & gone]
        elif key in _TABLES and isinstance(value, dict):
            result[key] = {name: one for name, one in value.items() if f"{key}.{name}" not in gone}
    for key, value in child.items():
        if key in _TABLES and isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = {**result[key], **value}
        elif is_records(value):
            result[key] = _by_id(_records(result, key), value, first=key in _BEFORE)
        else:
            result[key] = value
    return result


def _removed_ids(base: Raw, gone: set[str]) -> set[str]:
    """Ids of the records that do not count, however they were named."""
    return {
        str(one.get("id"))
        for key, value in base.items()
        if is_records(value)
        for one in value
        if _names(key, one) & gone
    }


_ASIDES = ("note",)
"""Keys of records that speak of the document of the base and of nothing else."""


def _without_asides(base: Raw, gone: set[str]) -> Raw:
    """A base without its notes, and without the references in brackets to what does not count here."""
    named = "|".join(sorted(re.escape(name) for name in gone)) or "$^"
    reference = re.compile(rf"\s*\([^()]*\b(?:{named})\b[^()]*\)")

    def strip(value: Any) -> Any:
        if isinstance(value, str):
            return reference.sub("", value)
        if isinstance(value, list):
            return [strip(one) for one in value]
        return {key: strip(one) for key, one in value.items()} if isinstance(value, dict) else value

    return {
        key: [{name: strip(one) for name, one in record.items() if name not in _ASIDES} for record in value]
        if is_records(value)
        else value
        for key, value in base.items()
    }


def _removals(child: Raw) -> set[str]:
    removed = child.get("remove")
    return {one for one in removed if isinstance(one, str)} if isinstance(removed, list) else set()


_ALL = "*"
"""Behind the name of a list: everything in it."""
_NOTES = "*.note"
"""Every note of the base, and each aside in its texts, in brackets, that refers to a conflict or a gap left out."""


def _names(key: str, one: Raw) -> set[str]:
    """By which names a record can be removed."""
    return {str(one.get("id")), f"{key}.{one.get('id')}", f"{key}.{_ALL}"}


def idle_removals(base: Raw, child: Raw) -> tuple[str, ...]:
    """What `remove` of the child names and the base does not have, in its order."""
    known = {name for key, value in base.items() if is_records(value) for one in value for name in _names(key, one)}
    known |= {_NOTES}
    known |= {f"{key}.{name}" for key in _TABLES if isinstance(base.get(key), dict) for name in base[key]}
    return tuple(sorted(_removals(child) - known))


def _by_id(base: list[Raw], child: list[Raw], *, first: bool) -> list[Raw]:
    """Each record of the child over the one of the base with its id; what has no such id is added as it is."""
    places = {one["id"]: place for place, one in enumerate(base) if isinstance(one.get("id"), str)}
    kept, added = list(base), []
    for one in child:
        ident = one.get("id")
        place = places.pop(ident, None) if isinstance(ident, str) else None
        if place is None:
            added.append(one)
        else:
            old = {key: value for key, value in base[place].items() if key != "phase_to" or "phase" not in one}
            kept[place] = {**old, **one}
    return added + kept if first else kept + added


def profile_fingerprint(profile: dict[str, Any], facts: Iterable[dict[str, Any]]) -> str:
    """`sha256:…` over a profile with its base and the facts it uses, as raw data; the order of keys is no matter.

    The facts used are those that it asks; its cases and its register do not count.
    """
    asked = set(profile.get("ask", ()))
    used = [fact for fact in facts if fact.get("id") in asked]
    text = json.dumps([profile, used], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@record
class Ruleset:
    """A profile together with the vocabulary that it is written in; checked, and ready to think with."""

    profile: Profile
    facts: Mapping[str, Fact]
    """Shared and own facts by id, in the order of the vocabulary, in the words of this profile."""
    screens: Mapping[str, Screen]
    names: Mapping[str, Condition]
    """Named conditions and the conditions of criteria, by id."""
    used: frozenset[str]
    """Facts that some condition looks at, the two gates, and what is asked about danger."""
    national: National
    """What holds in every municipality."""
    contacts: tuple[Contact, ...]
    """The national numbers and those of this model, in the order in which they are shown."""
    contradictions: tuple[ContradictionRule, ...]
    synonyms: tuple[SynonymGroup, ...]
    """Those of the model first."""
    situations: tuple[Situation, ...]
    words: tuple[Word, ...]
    """Explanations of words in the questions."""
    ranks: Mapping[str, int]
    """Phase id to place in `profile.phases`, 0 is the lightest."""
    hash: str
    """`sha256:…` over the profile with its base, and the facts it uses; not over its cases."""
    place: str = ""
    """Where a model stands that does not ship; empty for one that does."""

    def with_place(self, version: str) -> str:
        """The version as a head has it: with its place, so that a model at a path is never taken for one that ships."""
        return f"{version} ({self.place})" if self.place else version

    @property
    def identity(self) -> dict[str, str]:
        """Which model this is, and which version of it, as it stands in every document."""
        profile = self.profile
        return {"id": profile.id, "title": profile.title, "version": profile.version, "hash": self.hash}

    def rank(self, phase: str) -> int:
        """The place of a phase, 0 is the lightest."""
        return self.ranks[phase]

    @property
    def danger_rank(self) -> int:
        """The lightest phase that names concrete danger; beyond all phases where the source is silent about it."""
        phase = self.profile.danger.phase
        return len(self.ranks) if phase is None else self.ranks[phase]

    def rank_to(self, criterion: Criterion) -> int:
        """The heaviest phase that a criterion may mean."""
        return self.ranks[criterion.phase_to or criterion.phase]

    def phase(self, rank: int) -> Phase:
        """The phase at a rank."""
        return self.profile.phases[rank]

    def label(self, phase: str) -> str:
        """What a phase is called, by its id."""
        return self.profile.phases[self.ranks[phase]].label

    @cached_property
    def entry_criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are enough for a phase by themselves: heaviest phase first, else as in the file."""
        found = [criterion for criterion in self.profile.criteria if criterion.effect is Effect.ENTER]
        return tuple(sorted(found, key=lambda criterion: -self.rank(criterion.phase)))

    def rules_for(self, role: str, phase: str) -> tuple[Assignment, ...]:
        """The rules on who holds a role in a phase: the first that holds counts; what comes on top stands last."""
        return self._rules.get((role, phase), ())

    @cached_property
    def _rules(self) -> Mapping[tuple[str, str], tuple[Assignment, ...]]:
        found: dict[tuple[str, str], list[Assignment]] = {}
        for rule in sorted(self.profile.assignments, key=lambda rule: rule.adds):
            for phase in dict.fromkeys(rule.phases):
                found.setdefault((rule.role, phase), []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def gate(self, gate: Gate) -> str | None:
        """The id of one of the two facts that are treated apart, where the vocabulary has it."""
        return self._gates[gate]

    @cached_property
    def _gates(self) -> Mapping[Gate, str | None]:
        return {gate: gate_of(self.facts, gate) for gate in Gate}

    @cached_property
    def dangers(self) -> tuple[str, ...]:
        """The facts that say that somebody is in concrete danger."""
        return tuple(fact.id for fact in self.facts.values() if fact.danger)

    @cached_property
    def binding(self) -> tuple[Fact, ...]:
        """The facts that say something about other facts."""
        return tuple(fact for fact in self.facts.values() if fact.implies is not None or fact.excludes)

    def current(self, answers: Answers) -> str | None:
        """The phase that the household is in now; None where it is in none or that is not known."""
        gate = self.gate(Gate.PHASE)
        value = answers.value(gate) if gate else None
        return value if isinstance(value, str) and value in self.ranks else None

    def read(self, answers: Answers) -> Evaluation:
        """These answers read through the conditions of this profile."""
        return Evaluation(self._conditions, answers)

    def comparisons(self, rules: Iterable[Condition | None]) -> Iterator[Leaf]:
        """What these rules ask of facts, in reading order; each name is followed once."""
        return self._conditions.comparisons(rules)

    @cached_property
    def _conditions(self) -> Conditions:
        return Conditions(self.names)

    def criteria_met(self, evaluation: Evaluation) -> tuple[str, ...]:
        """The ids of the criteria that are surely met, in their order."""
        every = (criterion.id for criterion in self.profile.criteria)
        return tuple(one for one in every if evaluation.evaluate_named(one).truth is Truth.YES)

    def contradictions_in(
        self, answers: Answers, evaluation: Evaluation | None = None
    ) -> tuple[AnswerContradiction, ...]:
        """The answers that cannot go together, by the facts themselves and by the rules of the vocabulary.

        `evaluation` is what these answers were read to before, where they were.
        """
        evaluation = evaluation or self.read(answers)
        by_rule = (self.contradicted(rule, evaluation) for rule in self.contradictions)
        return (*contradictions(self.binding, answers), *(one for one in by_rule if one is not None))

    def contradicted(self, rule: ContradictionRule, evaluation: Evaluation) -> AnswerContradiction | None:
        """What contradicts what by one rule of the vocabulary; None where the rule does not hold."""
        result = evaluation.evaluate(rule.when)
        if result.truth is not Truth.YES:
            return None
        return AnswerContradiction(fact=result.because[0], others=result.because[1:], excluded=True, text=rule.text)


def compile_ruleset(profile: Profile, vocabulary: Vocabulary, national: National, mark: str) -> Ruleset:
    """Put a checked profile, its vocabulary and what holds everywhere together; `mark` is its hash."""
    profile = _as_phrases(profile)
    themes = {theme: place for place, theme in enumerate(vocabulary.themes)}
    told = sorted((*vocabulary.facts, *profile.facts), key=lambda fact: themes.get(fact.group, len(themes)))
    facts = {fact.id: _reword(fact, profile) for fact in told}
    gates = {fact.id for fact in facts.values() if fact.gate is not None}
    dangers = {fact.id for fact in facts.values() if fact.danger} & {*profile.ask}
    used = used_facts(profile) | gates | dangers | {*national.ask, *national.ask_last}
    return Ruleset(
        profile=profile,
        facts=facts,
        screens={screen.id: _screen_as_said(screen, profile) for screen in (*vocabulary.screens, *profile.screens)},
        names={**profile.define, **{criterion.id: criterion.when for criterion in profile.criteria}},
        national=national,
        contacts=tuple(sorted((*national.contacts, *profile.contacts), key=lambda contact: contact.order)),
        contradictions=vocabulary.contradictions,
        synonyms=(*profile.synonyms, *vocabulary.synonyms),
        situations=vocabulary.situations,
        words=vocabulary.words,
        used=used,
        ranks={phase.id: rank for rank, phase in enumerate(profile.phases)},
        hash=mark,
    )


_PHRASES = (
    "requires_text",
    "requested_by",
    "contact_first",
    "decided_by",
    "formal_act",
    "informed",
    "handover",
    "deadline",
)
"""What of a move is put in the middle of a sentence."""


def _as_phrases(profile: Profile) -> Profile:
    """The same profile as it is said: no full stop in the middle of a sentence, and silence about a phase in words."""
    criteria = tuple(_unstopped(one, ("text",)) for one in profile.criteria)
    moves = tuple(_unstopped(one, _PHRASES) for one in profile.transitions)
    phases = tuple(one if one.start else replace(one, start=NOT_RECORDED) for one in profile.phases)
    return replace(profile, criteria=criteria, transitions=moves, phases=phases)


_R = TypeVar("_R", Criterion, Transition)


def _unstopped(one: _R, keys: Iterable[str]) -> _R:
    ending = {key: text for key in keys if (text := getattr(one, key)).endswith(".")}
    return replace(one, **{key: text.rstrip(". ") for key, text in ending.items()}) if ending else one


def _screen_as_said(screen: Screen, profile: Profile) -> Screen:
    if profile.words is None:
        return screen
    return replace(screen, question=profile.say(screen.question), observe=profile.say(screen.observe))


def _reword(fact: Fact, profile: Profile) -> Fact:
    """A fact in the words of this profile: those for it alone, and else those for the method."""
    own = profile.wording.get(fact.id)
    if profile.words is not None:
        fact = _as_said(fact, profile.say)
    if own is None:
        return fact
    return replace(
        fact,
        question=own.question or fact.question,
        observe=own.observe or fact.observe,
        label=own.label or fact.label,
        tick=own.tick or fact.tick,
        labels={**fact.labels, **own.labels},
    )


def _as_said(fact: Fact, say: Callable[[str], str]) -> Fact:
    return replace(
        fact,
        question=say(fact.question),
        observe=say(fact.observe),
        label=say(fact.label),
        tick=say(fact.tick),
        labels={option: say(label) for option, label in fact.labels.items()},
    )


_T = TypeVar("_T")
_Reader = Callable[[Any], Any]


def decode(record: type[_T], raw: Mapping[str, Any]) -> _T:
    """Make a record of raw data that the border has checked."""
    readers = _readers(record)  # type: ignore[arg-type]  # a class is hashable
    found = {}
    for key, value in raw.items():
        name, read = readers[key]
        found[name] = read(value)
    return record_of(record, found)


_UNSEEN = {
    "Condition": Condition,
    "Fact": Fact,
    "Screen": Screen,
    "SynonymGroup": SynonymGroup,
    "Contact": Contact,
    "Telling": Telling,
}
"""What annotations name and the module of the record imports for the type checker alone."""


@cache
def _readers(record: Any) -> Mapping[str, tuple[str, _Reader]]:
    """Key in a file to the field and how its value is read, out of the annotations: types are written nowhere else."""
    modules = (names_beside(ancestor) for ancestor in record.__mro__[:-1])
    names = ChainMap(*modules, _UNSEEN)
    return {key_of(field.name): (field.name, _reader(str(field.type), names)) for field in fields(record)}


def _reader(annotation: str, names: Mapping[str, Any]) -> _Reader:
    """How a value of this type is read. A test holds it against what the checker makes of every annotation."""
    alone = annotation.removesuffix(" | None")
    container, _, inside = alone.removesuffix("]").partition("[")
    if container == "Many":
        return partial(_read_many, _reader(inside, names))
    if container == "dict":
        return partial(_read_named, _reader(inside.partition(", ")[2], names))
    meant = names.get(alone)
    if meant is Condition:
        return condition_from
    if not isinstance(meant, type):
        return _read_plain
    if issubclass(meant, Enum):
        return {member.value: member for member in meant}.__getitem__
    return partial(decode, meant) if is_dataclass(meant) else _read_plain


def _read_plain(raw: Any) -> Any:
    return tuple(raw) if isinstance(raw, list) else raw


def _read_many(read: _Reader, raw: list[Any]) -> tuple[Any, ...]:
    return tuple([read(part) for part in raw])


def _read_named(read: _Reader, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read(value) for name, value in raw.items()}
