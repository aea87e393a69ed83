"""Limits of values in a file, and the shape of a condition in one; loaded only where a file is checked."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictBool, StringConstraints, Tag

from ave_cli.profile.conditions import OPERATORS
from ave_cli.profile.records import key_of

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


class _Shape(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True, alias_generator=key_of
    )


class _All(_Shape):
    all: Parts


class _Any(_Shape):
    any: Parts


class _Not(_Shape):
    not_: RawCondition


class _Is(_Shape):
    is_: Annotated[dict[Id, StrictBool | Id | Annotated[Ids, Field(min_length=1)]], Field(min_length=1, max_length=1)]


class _AtLeast(_Shape):
    at_least: Annotated[dict[Id, Count], Field(min_length=1, max_length=1)]


class _Includes(_Shape):
    includes: Annotated[dict[Id, Id], Field(min_length=1, max_length=1)]


class _Ref(_Shape):
    ref: Id


class _Threshold(_Shape):
    at_least: Count
    of: Annotated[tuple[RawCondition, ...], Field(min_length=2)]


class _Count(_Shape):
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
