"""Shape of raw data against a record, with problems in words a person can act on."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    Discriminator,
    Field,
    StrictBool,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
)

from ave_cli.profile import companion_files, schema
from ave_cli.profile import validation as field_types
from ave_cli.profile.conditions import OPERATORS
from ave_cli.profile.facts import Fact, FactKind, Gate, Screen, SynonymGroup
from ave_cli.profile.integrity import Problem, problems_of
from ave_cli.profile.ruleset import decode
from ave_cli.profile.schema import Profile
from ave_cli.records import key_of, record
from ave_cli.text import problems as problems_text

_T = TypeVar("_T")

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
"""An id in a file: letters, digits, `-`, `_` and `.`; at most 80 characters. A phase id is one too."""
Removal: TypeAlias = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9_.-]{0,159}(\.\*)?|\*\.note)$")]
"""An id, the name of a list and an id, or the name of a list and a star."""
Removals: TypeAlias = tuple[Removal, ...]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Prose: TypeAlias = Annotated[str, StringConstraints(max_length=4000)]
"""A text that may be empty."""
DAY = r"^\d{4}-\d{2}-\d{2}$"
Day: TypeAlias = Annotated[str, StringConstraints(pattern=DAY)]
"""A date, ISO."""
Line: TypeAlias = Annotated[str, StringConstraints(max_length=1000)]
Brief: TypeAlias = Annotated[str, StringConstraints(max_length=80)]
"""A whole sentence that fits in one line."""
Ids: TypeAlias = tuple[Id, ...]
Pair: TypeAlias = Annotated[Ids, Field(min_length=2)]
Lines: TypeAlias = tuple[Line, ...]
Many: TypeAlias = tuple[_T, ...]
Count: TypeAlias = Annotated[int, Field(ge=1, le=99)]


@record
class _All:
    all: Parts


@record
class _Any:
    any: Parts


@record
class _Not:
    not_: RawCondition


@record
class _Is:
    is_: Annotated[
        dict[Id, StrictBool | Text | Annotated[Many[Text], Field(min_length=1)]], Field(min_length=1, max_length=1)
    ]


@record
class _AtLeast:
    at_least: Annotated[dict[Id, Count], Field(min_length=1, max_length=1)]


@record
class _Includes:
    includes: Annotated[dict[Id, Id], Field(min_length=1, max_length=1)]


@record
class _Ref:
    ref: Id


@record
class _Threshold:
    at_least: Count
    of: Annotated[tuple[RawCondition, ...], Field(min_length=2)]


@record
class _Count:
    count: _Threshold


def _operator(raw: Any) -> str | None:
    key = next(iter(raw)) if isinstance(raw, dict) and len(raw) == 1 else None
    return key if key in OPERATORS else None


RawCondition: TypeAlias = Annotated[
    Annotated[_All, Tag("all")]
    | Annotated[_Any, Tag("any")]
    | Annotated[_Not, Tag("not")]
    | Annotated[_Is, Tag("is")]
    | Annotated[_AtLeast, Tag("at_least")]
    | Annotated[_Includes, Tag("includes")]
    | Annotated[_Ref, Tag("ref")]
    | Annotated[_Count, Tag("count")],
    Discriminator(_operator),
]
"""A condition as it stands in a file: a table with one of the eight operators as its only key."""
Parts: TypeAlias = Annotated[tuple[RawCondition, ...], Field(min_length=1)]


Place = tuple[str | int, ...]
_VALUES = re.compile(r"'[^']*'|\d+")
"""What may stand in a place, in what pydantic says of it."""


def problems_of_shape(record: type[Any], raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every problem: path in the file, what is wrong, what was probably meant; never the value itself.

    The tags that a union puts in its paths are dropped, and so is a problem of a list that only repeats a
    problem of one of its parts.
    """
    found = misshapen(record, raw)
    first = list(found)[: problems_text.AT_MOST]
    told = (Problem(path_of(place, raw), _text(place, found[place], record, raw)) for place in first)
    return (*told, *(Problem(path_of(place, raw), "") for place in list(found)[problems_text.AT_MOST :]))


def misshapen(record: type[Any], raw: Mapping[str, Any]) -> dict[Place, list[Any]]:
    """Every place of another shape with what the checker says of it; never a place around another one."""
    try:
        _adapter(record).validate_json(json.dumps(raw, default=_no_text))  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as error:
        return _deepest(error, raw)
    return {}


def problems_of_profile(raw: Mapping[str, Any], shared: Mapping[str, Fact]) -> tuple[Problem, ...]:
    """Every problem of a profile at once: those of its shape, and what hangs loose in the records that have one.

    Args:
        raw: the profile as it stands in its file, with its base merged in.
        shared: the shared vocabulary by id.
    """
    found = problems_of_shape(Profile, raw)
    if not found:
        return problems_of(decode(Profile, raw), shared)
    sound, gone = _sound_part(raw, misshapen(Profile, raw))
    if (set(raw) - set(sound)) & set(Profile.__dataclass_fields__) or misshapen(Profile, sound):
        return found
    loose = problems_of(decode(Profile, sound), shared)
    return (*found, *(one for one in loose if one.missing not in gone))


def _sound_part(raw: Mapping[str, Any], places: Iterable[tuple[str | int, ...]]) -> tuple[dict[str, Any], set[str]]:
    """A profile without the records that have another shape, and the names that went with them."""
    gone: set[str] = set()
    sound = dict(raw)
    bad: dict[str, set[str | int]] = {}
    for place in places:
        bad.setdefault(str(place[0]), set()).update(place[1:2])
    for key, inside in bad.items():
        value = raw.get(key)
        if isinstance(value, list) and inside:
            gone |= {
                str(one["id"]) for at, one in enumerate(value) if at in inside and isinstance(one, dict) and "id" in one
            }
            sound[key] = [one for at, one in enumerate(value) if at not in inside]
        elif isinstance(value, dict) and inside:
            gone |= {str(name) for name in inside}
            sound[key] = {name: one for name, one in value.items() if name not in inside}
        else:
            sound.pop(key, None)
    return sound, gone


def json_schema(record: type[Any]) -> dict[str, Any]:
    """The shape of a record as JSON Schema, as far as a shape goes: references inside a file are not in it."""
    return _adapter(record).json_schema(ref_template="#/definitions/{model}")  # type: ignore[arg-type]  # as above


def _no_text(_: object) -> dict[str, None]:
    """What TOML knows and a record does not, such as a date: of no kind that fits anywhere."""
    return {"": None}


@cache
def _adapter(record: Any) -> TypeAdapter[Any]:
    """A checker for a record. Read as JSON, a list may fill a tuple and a text an enum; nothing else is converted."""
    adapter: TypeAdapter[Any] = TypeAdapter(record)
    adapter.rebuild(force=True, _types_namespace=_names())
    return adapter


def _names() -> dict[str, Any]:
    """What the annotations of records mean here: a text with its limits, a condition as it stands in a file."""
    names = {name: one for name, one in vars(field_types).items() if name[0].isupper()}
    names |= {one.__name__: one for one in (Fact, FactKind, Gate, Screen, SynonymGroup, companion_files.Telling)}
    names |= {"Condition": field_types.RawCondition, "Contact": companion_files.Contact}
    return names


def _deepest(error: ValidationError, raw: object) -> dict[Place, list[Any]]:
    found: dict[Place, list[Any]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        found.setdefault(_clean(detail["loc"], raw), []).append(detail)
    repeated = {place[:length] for place in found for length in range(len(place))}
    return {place: details for place, details in found.items() if place not in repeated}


def _clean(place: Place, raw: object) -> Place:
    """The place as it is in the file: without the tags of unions, which stand twice or behind the value itself."""
    kept: list[str | int] = []
    for part in place:
        if kept and part == kept[-1] and part in OPERATORS:
            continue
        if not isinstance(raw, dict | list) or (len(kept) > 1 and kept[-2] == "is"):
            break
        kept.append(part)
        raw = _inside(raw, part)
    return tuple(kept)


def _inside(raw: object, part: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(part, {})
    return raw[part] if isinstance(raw, list) and isinstance(part, int) and part < len(raw) else None


def path_of(place: Place, raw: object) -> str:
    """A place in a file as text; a record in a list is named by its id where it has one, else counted from 1."""
    text = ""
    for part in place:
        if isinstance(part, int):
            raw = raw[part] if isinstance(raw, list) and part < len(raw) else None
            ident = raw.get("id") if isinstance(raw, dict) else None
            text += f" ({ident})" if isinstance(ident, str) and ident else f"[{part + 1}]"
        else:
            raw = raw.get(part) if isinstance(raw, dict) else None
            text += f".{part}" if text else part
    return text


_LINE = re.compile(
    r"\s*(?:\[\[(?P<record>[\w.-]+)\]\]|\[(?P<table>[\w.-]+)\]|(?P<key>[\w-]+)\s*=\s*(?:\"(?P<text>[^\"]*))?)"
)
_PART = re.compile(r"(?P<name>[\w-]+)(?: \((?P<id>[^)]*)\)|\[(?P<number>\d+)\])?\.?")
_Step = tuple[str, int]
_Path = tuple[_Step, ...]
"""The names on the way to a place, each with its number in a list; 0 where it is none, -1 where it is not there."""
_Ids = dict[tuple[_Path, str, str], int]
"""By the way to a list, its name and an id: the number of a record in it."""


def lines_of(text: str, places: Iterable[str]) -> tuple[int, ...]:
    """The line of a file where each place stands, as far as that can be found; else 0."""
    places = list(places)
    lines, ids = _places(text)
    own = _own_numbers(places, lines, ids) if (("extends", 0),) in lines else {}
    found = []
    for place in places:
        path = _path_in(place, lines, ids)
        path = (*(own.get(part, part) for part in path[:1]), *path[1:])
        found.append(next((line for end in range(len(path), 0, -1) if (line := _line_of(path[:end], lines))), 0))
    return tuple(found)


def _line_of(path: _Path, lines: Mapping[_Path, int]) -> int:
    """The line of a place, or of the list on one line that it stands in; else 0."""
    (*above, (name, number)) = path
    in_list = lines.get((*above, (name, 0)), 0) if number > 0 else 0
    return lines.get(path, in_list)


def _own_numbers(places: Iterable[str], lines: Mapping[_Path, int], ids: _Ids) -> Mapping[_Step, _Step]:
    """Which record of a file that extends another is meant by a number that counts the records of both.

    Only a record without an id is named by its number, and only this file has such records.
    """
    named = {(name, number) for (above, name, _), number in ids.items() if not above}
    nameless = [path[0] for path in lines if len(path) == 1 and path[0][1] > 0 and path[0] not in named]
    counted = {(one[1], int(one[2])) for place in places if (one := re.match(r"([\w-]+)\[(\d+)\]", place))}
    own: dict[_Step, _Step] = {}
    for name in {name for name, _ in counted}:
        both = sorted(one for one in counted if one[0] == name)
        here = [one for one in nameless if one[0] == name]
        own |= dict(zip(both, here, strict=False)) if len(both) == len(here) else dict.fromkeys(both, (name, -1))
    return own


def _places(text: str) -> tuple[dict[_Path, int], _Ids]:
    """The line of every place, and by list and id the number of a record in it."""
    places: dict[_Path, int] = {}
    ids: _Ids = {}
    counts: dict[tuple[_Path, str], int] = {}
    here: _Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.match(line)
        if found is None:
            continue
        if found["key"]:
            places.setdefault((*here, (found["key"], 0)), number)
            if found["key"] == "id" and here and found["text"]:
                ids[here[:-1], here[-1][0], found["text"]] = here[-1][1]
            continue
        *above, name = (found["record"] or found["table"]).split(".")
        here = ()
        for part in above:
            here = (*here, (part, counts.get((here, part), 0)))
        if found["record"]:
            counts[here, name] = counts.get((here, name), 0) + 1
        here = (*here, (name, counts[here, name] if found["record"] else 0))
        places[here] = number
        places.setdefault((*here[:-1], (name, 0)), number)
    return places, ids


def _path_in(where: str, lines: Mapping[_Path, int], ids: _Ids) -> _Path:
    path: _Path = ()
    for part in _PART.finditer(where):
        name = part["name"]
        elsewhere = -1 if (*path, (name, 1)) in lines else 0
        number = ids.get((path, name, part["id"]), elsewhere) if part["id"] else int(part["number"] or 0)
        path = (*path, (name, number))
    return path


def _text(place: Place, details: list[Any], record: type[Any], raw: object) -> str:
    kind, value = str(details[0]["type"]), raw
    for part in place:
        value = _inside(value, part)
    kinds = list(dict.fromkeys(str(detail["type"]) for detail in details))
    if len(kinds) > 1:
        return problems_text.one_of_types(kinds) + (problems_text.meant_yes_no(value) if "bool_type" in kinds else "")
    if kind == "unexpected_keyword_argument":
        return _unknown_key(place, record)
    if kind == "string_pattern_mismatch" and details[0]["ctx"]["pattern"] == field_types.DAY:
        return problems_text.NOT_A_DAY
    if kind in ("literal_error", "enum"):
        return problems_text.one_of(_VALUES.findall(str(details[0]["ctx"]["expected"])), value)
    limit, words = problems_text.LIMITS.get(kind, ("", ""))
    told = problems_text.SHAPES.get(kind, problems_text.OTHER_SHAPE) + words.format(
        details[0].get("ctx", {}).get(limit, "")
    )
    return told + _how(kind, place, record, value)


_LONGEST_ID = 80


def _how(kind: str, place: Place, record: type[Any], value: object) -> str:
    """How a value is written that was written otherwise; empty where what hangs before it says enough."""
    if kind == "bool_type":
        return problems_text.meant_yes_no(value)
    if kind == "string_pattern_mismatch":
        return problems_text.LONGEST_ID if isinstance(value, str) and len(value) > _LONGEST_ID else ""
    if kind == "string_type":
        return problems_text.QUOTES if isinstance(value, int | float) else ""
    if kind == "int_type":
        return problems_text.NO_QUOTES if isinstance(value, str) and value.isdecimal() else ""
    inside = _record_at(place, record)
    if kind == "tuple_type":
        is_table = len(place) == 1 and inside is not None
        return problems_text.double_brackets(str(place[0])) if is_table else problems_text.BRACKETS
    if kind not in ("dict_type", "dataclass_type") or inside is None:
        return ""
    is_list = len(place) == 1 and isinstance(value, list)
    return problems_text.single_brackets_of(str(place[0])) if is_list else problems_text.braces(_required(inside))


def _required(record: type[Any]) -> list[str]:
    return [key_of(one.name) for one in dataclasses.fields(record) if is_required(one)]


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether a file must have this key."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _unknown_key(place: Place, record: type[Any]) -> str:
    """That a key is not known here; with the one that looks like it, or where this one does belong."""
    name, inside = str(place[-1]), _record_at(place[:-1], record)
    known = [*_keys_of(inside)] if inside else [key for key in _keys(record) if key != name]
    near = problems_text.meant(name, known)
    is_above = len(place) > 1 and not near and name in _plain_keys(record)
    return problems_text.UNKNOWN_KEY + (problems_text.ABOVE if is_above else near)


def _plain_keys(record: type[Any]) -> Iterator[str]:
    """What stands above the first table of a file."""
    for field in dataclasses.fields(record):
        container, content = annotation_parts(field)
        if container != "dict" and content not in _RECORDS:
            yield key_of(field.name)


_RECORDS: dict[str, Any] = {
    name: one
    for module in (companion_files, schema)
    for name, one in vars(module).items()
    if hasattr(one, "__dataclass_fields__")
} | {one.__name__: one for one in (Fact, Screen, SynonymGroup)}
"""Every record that can stand in a record, by its name."""


def annotation_parts(field: dataclasses.Field[Any]) -> tuple[str, str]:
    """Container and content of an annotation: `Many[Phase]` gives both, `Line` only the second."""
    alone = str(field.type).removesuffix(" | None")
    found = re.fullmatch(r"(Many|dict)\[(?:Id, )?(.+)\]", alone)
    return (found[1], found[2]) if found else ("", alone)


def _record_at(place: Place, record: type[Any]) -> type[Any] | None:
    """The record of what stands at a place; None where it is no record, or not known which."""
    inside: type[Any] | None = record
    parts = iter([part for part in place if isinstance(part, str)])
    for name in parts:
        field = next((one for one in dataclasses.fields(inside) if key_of(one.name) == name), None) if inside else None
        container, content = annotation_parts(field) if field else ("", "")
        inside = _RECORDS.get(content)
        if container == "dict":
            next(parts, None)
    return inside


def _keys_of(record: type[Any]) -> Iterator[str]:
    return map(key_of, record.__dataclass_fields__)


def _keys(record: type[Any]) -> Iterator[str]:
    """Every key that some record of this kind of file knows."""
    of_a_model = record in vars(schema).values()
    for one in (Fact, *vars(schema if of_a_model else companion_files).values()):
        yield from _keys_of(one) if hasattr(one, "__dataclass_fields__") else ()
