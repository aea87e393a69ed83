"""Records made of raw data: every field holds what its annotation says, whoever adds one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from ave_cli.notes.note import Note
from ave_cli.profile import validation as field_types
from ave_cli.profile.companion_files import Between, Cases, Contact, Index, Statements, Stories, Telling
from ave_cli.profile.conditions import Ref, condition_from, operator_of
from ave_cli.profile.facts import Fact, Screen, SynonymGroup, Vocabulary
from ave_cli.profile.ruleset import decode
from ave_cli.profile.schema import National, Profile
from ave_cli.records import key_of

FILES: tuple[Any, ...] = (Profile, Vocabulary, National, Statements, Cases, Between, Stories, Index, Note)


class AnyCondition:
    """Stands for a condition in an annotation."""


NAMES = {
    **vars(field_types),
    "Fact": Fact,
    "Screen": Screen,
    "Telling": Telling,
    "SynonymGroup": SynonymGroup,
    "Condition": AnyCondition,
    "Contact": Contact,
}


def types_of(record: Any) -> dict[str, Any]:
    return get_type_hints(record, localns=NAMES)


def records_in(kind: Any) -> Iterator[Any]:
    if is_dataclass(kind):
        yield kind
        for inner in types_of(kind).values():
            yield from records_in(inner)
    for inner in get_args(kind):
        yield from records_in(inner)


RECORDS: tuple[Any, ...] = tuple(dict.fromkeys(record for file in FILES for record in records_in(file)))


PLAIN: dict[Any, list[Any]] = {
    str: ["x"],
    bool: [True],
    int: [1],
    Any: [["x"], "x"],
    AnyCondition: [{"ref": "x"}],
}


def samples(kind: Any) -> list[Any]:
    """Raw data for a value of this type: one for each alternative."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return [sample for part in inner if part is not NoneType for sample in samples(part)]
    if origin is Literal:
        return list(inner)
    if origin is tuple:
        return [samples(inner[0])]
    if origin is dict:
        return [{"x": sample} for sample in samples(inner[1])]
    if is_dataclass(kind):
        return [raw_of(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [member.value for member in kind]
    return PLAIN[kind]


def raw_of(record: Any) -> dict[str, Any]:
    return {key_of(name): samples(kind)[0] for name, kind in types_of(record).items()}


def is_of(value: Any, kind: Any) -> bool:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(is_of(value, part) for part in inner)
    if origin is Literal:
        return value in inner
    if origin is tuple:
        return type(value) is tuple and all(is_of(part, inner[0]) for part in value)
    if origin is dict:
        return type(value) is dict and all(is_of(part, inner[1]) for part in value.values())
    if kind is Any:
        return not isinstance(value, list)
    if is_dataclass(kind):
        return type(value) is kind and all(is_of(getattr(value, name), of) for name, of in types_of(kind).items())
    return type(value) is (Ref if kind is AnyCondition else kind)


def test_a_wrong_type_is_seen() -> None:
    assert is_of(decode(Note, raw_of(Note)), Note)
    assert not is_of({"id": "x"}, Fact)
    assert not is_of(["x"], tuple[str, ...])
    assert not is_of("yes_no", types_of(Fact)["kind"])
    assert len(RECORDS) > 30


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_holds_what_its_annotation_says(record: Any) -> None:
    raw, types = raw_of(record), types_of(record)
    for name, kind in types.items():
        for sample in samples(kind):
            value = getattr(decode(record, {**raw, key_of(name): sample}), name)
            assert is_of(value, kind), (record, name, value)


@pytest.mark.parametrize("raw", [{"all": []}, {"any": []}, {"not": {"ref": "x"}}, {"is": {"x": True}}, {"ref": "x"}])
def test_a_condition_keeps_its_operator(raw: dict[str, Any]) -> None:
    assert [operator_of(condition_from(raw))] == list(raw)


@pytest.mark.parametrize("operator", ["at_most", "include", "IS"])
def test_a_condition_with_another_operator_is_never_read_as_one_of_ours(operator: str) -> None:
    with pytest.raises(ValueError, match=operator):
        condition_from({operator: {"x": "y"}})
