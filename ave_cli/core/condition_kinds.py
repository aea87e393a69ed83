"""What does a condition look like in a file? Loaded only where a profile is checked."""

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictBool, Tag

from ave_cli.core.conditions import OPERATORS
from ave_cli.core.kinds import Count, Id, Ids
from ave_cli.core.records import key_of


class _Shape(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True, alias_generator=key_of
    )


class _All(_Shape):
    all: "Parts"


class _Any(_Shape):
    any: "Parts"


class _Not(_Shape):
    not_: "RawCondition"


class _Is(_Shape):
    is_: Annotated[dict[Id, StrictBool | Id | Annotated[Ids, Field(min_length=1)]], Field(min_length=1, max_length=1)]


class _AtLeast(_Shape):
    at_least: Annotated[dict[Id, Count], Field(min_length=1, max_length=1)]


class _Includes(_Shape):
    includes: Annotated[dict[Id, Id], Field(min_length=1, max_length=1)]


class _Ref(_Shape):
    ref: Id


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
    | Annotated[_Ref, Tag("ref")],
    Discriminator(_operator),
]
"""A condition as it stands in a file: a table with one of the seven operators as its only key."""
Parts: TypeAlias = Annotated[tuple[RawCondition, ...], Field(min_length=1)]
