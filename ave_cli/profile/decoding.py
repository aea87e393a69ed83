"""Records made of checked raw data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar

from ave_cli.profile.companion_files import Contact, Telling
from ave_cli.profile.conditions import Condition, condition_from
from ave_cli.profile.facts import Fact, Screen, SynonymGroup
from ave_cli.profile.records import key_of

_T = TypeVar("_T")
_Reader = Callable[[Any], Any]


def decode(record: type[_T], raw: Mapping[str, Any]) -> _T:
    """Make a record of raw data that the border has checked."""
    readers = _readers(record)  # type: ignore[arg-type]  # a class is hashable
    found = {}
    for key, value in raw.items():
        name, read = readers[key]
        found[name] = read(value)
    return record(**found)


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
    names = _UNSEEN | {
        name: meant
        for ancestor in reversed(record.__mro__[:-1])
        for name, meant in getattr(ancestor.__init__, "__globals__", {}).items()
    }
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
    return meant if issubclass(meant, Enum) else partial(decode, meant) if is_dataclass(meant) else _read_plain


def _read_plain(raw: Any) -> Any:
    return tuple(raw) if isinstance(raw, list) else raw


def _read_many(read: _Reader, raw: list[Any]) -> tuple[Any, ...]:
    return tuple([read(part) for part in raw])


def _read_named(read: _Reader, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read(value) for name, value in raw.items()}
