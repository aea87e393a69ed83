"""Reference of the file format, out of the records that check a profile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, is_dataclass
from enum import Enum
from typing import Any

from ave_cli.profile import companion_files, facts, schema
from ave_cli.profile.companion_files import Cases, FormatTable, FormatTexts, Statements
from ave_cli.profile.conditions import OPERATORS
from ave_cli.profile.records import key_of, record
from ave_cli.profile.schema import Criterion, Profile
from ave_cli.profile.validation import json_schema
from ave_cli.text import profiles as profiles_text

Plain = dict[str, Any]

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
        named = _RECORDS.get(_parts(field)[1])
        if isinstance(named, type) and is_dataclass(named):
            yield key_of(field.name), named
            yield from _inside(named)


def _fields(one: type[Any]) -> Iterator[Field[Any]]:
    return iter(one.__dataclass_fields__.values())


def _parts(field: Field[Any]) -> tuple[str, str]:
    """Container and content of an annotation: `Many[Phase]` gives both, `Line` only the second."""
    alone = str(field.type).removesuffix(" | None")
    found = re.fullmatch(r"(Many|dict)\[(?:Id, )?(.+)\]", alone)
    return (found[1], found[2]) if found else ("", alone)


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
            required=field.default is MISSING and field.default_factory is MISSING,
            text=table.keys.get(name, ""),
            values=tuple((word, meanings.get(word, "")) for word in words_of(field)),
        )


def _kind(field: Field[Any]) -> str:
    container, content = _parts(field)
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
    content = _parts(field)[1]
    named = _RECORDS.get(content)
    if isinstance(named, type) and issubclass(named, Enum):
        return tuple(member.value for member in named)
    if content.startswith("Literal["):
        words = tuple(re.findall(r"'([^']+)'", content))
        return words if len(words) > 1 else ()
    return ()


_NO_WORDS = ("title", "description", "default")


def profile_schema(texts: FormatTexts) -> Plain:
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


def schema_text(schema: Plain) -> str:
    """The schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1)


def _demands(found: Plain, definitions: Plain) -> Plain:
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


def _lists(found: Plain) -> Iterator[Plain]:
    return (one for one in found["properties"].values() if "$ref" in one.get("items", {}))


def _describe(target: Plain, table: FormatTable) -> None:
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
