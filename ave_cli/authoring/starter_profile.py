"""What an author begins with: a first profile for another municipality, and the reference of the format."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import Field, is_dataclass
from enum import Enum
from typing import Any

from ave_cli.engine.answer_space import facts_of
from ave_cli.engine.phases import classify
from ave_cli.profile import (
    OPERATORS,
    Answers,
    Cases,
    Criterion,
    DoubtRule,
    FormatTable,
    FormatTexts,
    Gate,
    NotRecorded,
    Phase,
    Profile,
    Role,
    RoleStatus,
    Ruleset,
    SourceConflict,
    Statements,
    Transition,
    companion_files,
    facts,
    key_of,
    raw_condition,
    record,
    schema,
)
from ave_cli.profile.validation import annotation_parts, is_required, json_schema
from ave_cli.text import profiles as profiles_text

Raw = dict[str, Any]
"""Raw data, as a profile stands in a file."""

_PEOPLE = (
    "requested_by",
    "contact_first",
    "decided_by",
    "formal_act",
    "informed",
    "handover",
    "disagreement",
    "deadline",
    "note",
)
"""What a transition says of one municipality only."""
_LOCAL = ("assignments", "steps", "conflicts", "gaps", "meetings", "actors", "agreements", "principles")
"""Lists that say how one municipality works, or what its document leaves unclear."""


@record
class Start:
    """What is known of the municipality for which a model is begun."""

    title: str
    document: str
    owner: str
    year: str
    date: str
    """The day on which it is begun, ISO."""
    holders: Mapping[tuple[str, str], tuple[str, ...]]
    """Phase id and role id to the names of the functions that hold it; what is absent is not recorded."""


def empty_places(base: Ruleset) -> Iterator[tuple[Phase, Role]]:
    """Every role in every phase for which a municipality has somebody; not where the role does not apply."""
    for phase in base.profile.phases:
        for role in base.profile.roles:
            if not _applies_nowhere(base, phase, role):
                yield phase, role


def _applies_nowhere(base: Ruleset, phase: Phase, role: Role) -> bool:
    rules = base.rules_for(role.id, phase.id)
    return bool(rules) and all(rule.status is RoleStatus.NOT_APPLICABLE for rule in rules)


def derive_profile(base: Ruleset, start: Start, taken: Collection[str] = ()) -> Raw:
    """A profile that extends a base: its phases, criteria, roles, moves and terms, and nothing of how it works there.

    Every holder that is not given is recorded as not recorded; people in moves, the rule for doubt and steps are left
    to be filled in. What follows is a profile that holds if its base does.

    Args:
        base: a model that extends no other.
        start: what is known.
        taken: ids of profiles that ship; the new one gets another.
    """
    profile = base.profile
    return {
        "kind": "profile",
        "format": 1,
        "id": _ident(start.title, taken),
        "title": start.title,
        "version": f"{start.date[:4]}.1",
        "date": start.date,
        "status": "concept",
        "extends": profile.id,
        "remove": list(_removals(base)),
        "ask": list(_asked_facts(base)),
        "source": {"document": start.document, "owner": start.owner, "year": start.year, "todo": True},
        "doubt": {
            "rule": DoubtRule.NOT_RECORDED.value,
            "text": profiles_text.NEW_DOUBT,
            "facts": [],
            "statements": [],
            "todo": True,
        },
        "danger": {"status": "not_recorded", "todo": True},
        "phases": [_phase(phase) for phase in profile.phases],
        "assignments": [_assignment(base, phase, role, start) for phase in profile.phases for role in profile.roles],
        "transitions": [_transition(transition) for transition in profile.transitions],
        "gaps": list(_gaps(profile)),
    }


def blank_profile(start: Start, taken: Collection[str] = ()) -> Raw:
    """What is known of a model that is built on no other; the rest of it is written by hand."""
    return {
        "id": _ident(start.title, taken),
        "title": start.title,
        "version": f"{start.date[:4]}.1",
        "date": start.date,
        "document": start.document,
        "owner": start.owner,
        "year": start.year,
    }


def _ident(title: str, taken: Collection[str]) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    ident = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or profiles_text.NAMELESS
    return f"{ident}-{profiles_text.OWN}" if ident in taken else ident


def _removals(base: Ruleset) -> Iterator[str]:
    """What does not count here: whole lists, and one by one the names that nothing refers to any more."""
    profile = base.profile
    yield "*.note"
    yield from (f"{key}.*" for key in _LOCAL if getattr(profile, key))
    asked = _used_facts(base)
    for name, condition in profile.define.items():
        if not asked.issuperset(facts_of(base, condition)):
            yield f"define.{name}"


def _used_facts(base: Ruleset) -> set[str]:
    """The facts that what is taken over looks at."""
    rules = [criterion.when for criterion in base.profile.criteria]
    rules += [rule.when for rule in base.profile.role_rules if rule.when is not None]
    rules += [gap.when for gap in _kept(base.profile) if gap.when is not None]
    rules += [conflict.when for conflict in _left(base.profile) if conflict.when is not None]
    return {fact for rule in rules for fact in facts_of(base, rule)}


def _asked_facts(base: Ruleset) -> Iterator[str]:
    """The facts that what is taken over looks at, the two gates, and every fact about danger."""
    used = _used_facts(base)
    for fact in base.profile.ask:
        known = base.facts[fact]
        if fact in used or known.danger or known.gate is not None:
            yield fact


def _phase(phase: Phase) -> Raw:
    return {
        "id": phase.id,
        "label": phase.label,
        "title": profiles_text.NOT_FILLED_IN,
        "start": "",
        "status": "not_recorded",
        "share": "",
        "share_note": "",
        "statements": [],
        "todo": True,
    }


def _assignment(base: Ruleset, phase: Phase, role: Role, start: Start) -> Raw:
    raw: Raw = {"id": f"{role.id}-{phase.id}", "role": role.id, "phases": [phase.id]}
    names = start.holders.get((phase.id, role.id), ())
    if names:
        return {**raw, "holders": [{"name": name} for name in names]}
    absent = _applies_nowhere(base, phase, role)
    status = RoleStatus.NOT_APPLICABLE if absent else RoleStatus.NOT_RECORDED
    return {**raw, "status": status.value, "todo": True}


def _transition(transition: Transition) -> Raw:
    said = {key: "" for key in _PEOPLE if getattr(transition, key)}
    return {"id": transition.id, "decided_by": "", **said, "statements": [], "todo": True}


def _kept(profile: Profile) -> tuple[NotRecorded, ...]:
    """The gaps that say of some households why they are in the lightest phase."""
    return tuple(gap for gap in profile.gaps if gap.when is not None and _explains(profile, gap))


def _left(profile: Profile) -> tuple[SourceConflict, ...]:
    """The contradictions that say of some households why they are in the lightest phase."""
    return tuple(one for one in profile.conflicts if one.when is not None and _explains(profile, one))


def _explains(profile: Profile, one: NotRecorded | SourceConflict) -> bool:
    return not one.phases or profile.phases[0].id in one.phases


def _gaps(profile: Profile) -> Iterator[Raw]:
    """What is not filled in yet, and for whom the lightest phase is only what is left."""
    told: dict[str, Raw] = {}
    rules: tuple[NotRecorded | SourceConflict, ...] = (*_kept(profile), *_left(profile))
    for one in rules:
        if one.when is not None:
            told.setdefault(str(raw_condition(one.when)), raw_condition(one.when))
    for number, when in enumerate(told.values(), start=1):
        yield {
            "id": f"{profiles_text.LEFT_OVER_ID}-{number}",
            "about": "phase",
            "phases": [profile.phases[0].id],
            "text": profiles_text.LEFT_OVER,
            "statements": [],
            "when": when,
            **({"todo": True} if number == 1 else {}),
        }
    yield {
        "id": profiles_text.UNDECIDED_ID,
        "about": "transition",
        "text": profiles_text.UNDECIDED,
        "undecided": [transition.id for transition in profile.transitions],
        "todo": True,
    }


def first_companions(ruleset: Ruleset) -> tuple[Raw, Raw]:
    """A register and cases to begin with: no statement yet, and one household with what comes out of it today."""
    profile, gate = ruleset.profile, ruleset.gate(Gate.ACUTE)
    given = {gate: False} if gate is not None else {}
    found = classify(ruleset, ruleset.read(Answers(given=dict(given))))
    head = {"format": 1, "profile": profile.id}
    case = {
        "id": profiles_text.FIRST_CASE,
        "title": profiles_text.FIRST_CASE_TITLE,
        "story": profiles_text.FIRST_CASE_STORY,
        "answers": given,
        "expect": {"at_least": ruleset.phase(found.at_least).id, "at_most": ruleset.phase(found.at_most).id},
    }
    return {"kind": "statements", **head, "statements": []}, {"kind": "cases", **head, "cases": [case]}


VOCABULARY = "facts.toml"
"""What the shared facts are asked for by."""
_RECORDS: Mapping[str, Any] = {**vars(facts), **vars(companion_files), **vars(schema)}
_FILLED_IN = ("origin", "phase_to", "base_title")
"""Keys that the program fills in by itself."""


@record
class FormatKey:
    """One key of a table."""

    name: str
    kind: str
    """What its value looks like, in words."""
    required: bool
    text: str
    values: tuple[tuple[str, str], ...] = ()
    """Its fixed words, each with what it means."""


@record
class FormatSection:
    """One table of a file, with all its keys in their order."""

    id: str
    title: str
    text: str
    example: str
    keys: tuple[FormatKey, ...]


def tables_of_the_format() -> Mapping[str, type[Any]]:
    """Every table that a file of a model can have, by the key under which it stands; each shape once."""
    found: dict[str, type[Any]] = {"profile": Profile}
    for top in (Profile, Statements, Cases):
        found.update({key: one for key, one in _inside(top) if one not in found.values()})
    return found


def _inside(top: type[Any]) -> Iterator[tuple[str, type[Any]]]:
    for field in _fields(top):
        named = _RECORDS.get(annotation_parts(field)[1])
        if isinstance(named, type) and is_dataclass(named):
            yield key_of(field.name), named
            yield from _inside(named)


def _fields(one: type[Any]) -> Iterator[Field[Any]]:
    return iter(one.__dataclass_fields__.values())


def reference(texts: FormatTexts) -> tuple[FormatSection, ...]:
    """The whole format, in the order of its texts."""
    tables = tables_of_the_format()
    return tuple(_section(table, tables.get(table.id)) for table in texts.tables)


def _section(table: FormatTable, described: type[Any] | None) -> FormatSection:
    keys: Iterator[FormatKey] = _operators(table) if described is None else _keys(table, described)
    return FormatSection(
        id=table.id, title=table.title, text=table.text, example=table.example.strip("\n"), keys=tuple(keys)
    )


def _operators(table: FormatTable) -> Iterator[FormatKey]:
    for name in OPERATORS:
        yield FormatKey(name=name, kind=profiles_text.KIND_CONDITION, required=False, text=table.keys.get(name, ""))


def _keys(table: FormatTable, described: type[Any]) -> Iterator[FormatKey]:
    for field in _fields(described):
        name = key_of(field.name)
        if name in _FILLED_IN:
            continue
        meanings = table.values.get(name, {})
        yield FormatKey(
            name=name,
            kind=_kind(field),
            required=is_required(field),
            text=table.keys.get(name, ""),
            values=tuple((word, meanings.get(word, "")) for word in words_of(field)),
        )


def _kind(field: Field[Any]) -> str:
    container, content = annotation_parts(field)
    if field is Criterion.__dataclass_fields__["phase"]:
        return profiles_text.KINDS["Phases"]
    named = _RECORDS.get(content)
    if is_dataclass(named):
        return profiles_text.KINDS_OF_TABLE[container].format(key_of(field.name))
    if words_of(field):
        return profiles_text.KIND_WORDS
    return profiles_text.KINDS.get(f"{container}:{content}" if container else content, profiles_text.KIND_OTHER)


def words_of(field: Field[Any]) -> tuple[str, ...]:
    """The fixed words that a key takes; none where it takes others."""
    content = annotation_parts(field)[1]
    named = _RECORDS.get(content)
    if isinstance(named, type) and issubclass(named, Enum):
        return tuple(member.value for member in named)
    if content.startswith("Literal["):
        words = tuple(re.findall(r"'([^']+)'", content))
        return words if len(words) > 1 else ()
    return ()


_NO_WORDS = ("title", "description", "default")


def profile_schema(texts: FormatTexts) -> Raw:
    """JSON Schema of a profile as it stands in a file, with Dutch words for editors.

    A profile that extends another names only what differs: there a record needs no more than its id.
    """
    found = _without_words(json_schema(Profile))
    definitions = found.pop("$defs")
    tables = {one.id: one for one in texts.tables}
    described = {shape.__name__: tables[name] for name, shape in tables_of_the_format().items() if name in tables}
    for name, table in described.items():
        target = found if name == Profile.__name__ else definitions.get(name)
        if target is not None:
            _describe(target, table)
    phase = definitions[Criterion.__name__]["properties"]["phase"]
    one = {key: phase.pop(key) for key in ("type", "pattern")}
    phase["anyOf"] = [one, {"type": "array", "items": one, "minItems": 1}]
    whole = {"required": found.pop("required"), "properties": _demands(found, definitions)}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": profiles_text.SCHEMA_TITLE,
        **found,
        "required": ["kind", "format", "id", "title", "version", "date", "source"],
        "if": {"not": {"required": ["extends"]}},
        "then": whole,
        "definitions": definitions,
    }


def schema_text(schema: Raw) -> str:
    """The schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1)


def _demands(found: Raw, definitions: Raw) -> Raw:
    """What a profile on its own must say in each record of a list; taken out of the records themselves."""
    demands = {}
    for key, value in found["properties"].items():
        name = value.get("items", {}).get("$ref", "").rpartition("/")[2]
        if name and "required" in definitions[name]:
            demands[key] = {"items": {"required": definitions[name]["required"]}}
    for demand in {one["items"]["$ref"].rpartition("/")[2] for one in _lists(found)}:
        if "id" in definitions[demand].get("required", ()):
            definitions[demand]["required"] = ["id"]
    return demands


def _lists(found: Raw) -> Iterator[Raw]:
    return (one for one in found["properties"].values() if "$ref" in one.get("items", {}))


def _describe(target: Raw, table: FormatTable) -> None:
    target["description"] = table.text
    for key, value in target["properties"].items():
        if "$ref" in value:
            target["properties"][key] = {"allOf": [value], "description": table.keys.get(key, "")}
        else:
            value["description"] = table.keys.get(key, "")


def _without_words(raw: Any, *, names: bool = False) -> Any:
    """The same schema without the titles, defaults and English descriptions that the checker puts in it."""
    if isinstance(raw, list):
        return [_without_words(one) for one in raw]
    if not isinstance(raw, dict):
        return raw
    closed = {"additionalProperties": False} if "patternProperties" in raw else {}
    return closed | {
        key: _without_words(value, names=key in ("properties", "$defs"))
        for key, value in raw.items()
        if names or key not in _NO_WORDS
    }
