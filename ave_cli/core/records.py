"""What is a record that comes from a file? Frozen, made by name, and never with a key that it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from ave_cli.core.kinds import Id, Ids

_T = TypeVar("_T")


def key_of(field: str) -> str:
    """The key in a file of a field: a word of Python, such as `from`, is a field with an underscore behind it."""
    return field.rstrip("_")


_STRICT = {"extra": "forbid", "strict": True, "hide_input_in_errors": True, "alias_generator": key_of}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[_T]) -> type[_T]:
    """A frozen, keyword-only dataclass that the border checks strictly.

    Its annotations are read only when a file is checked, with the limits of `kinds`: that is why a program that
    finds its profile checked before never has to load the checker.
    """
    cls.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]
    return dataclass(frozen=True, kw_only=True)(cls)


@record
class Sourced:
    """A record that rests on statements of the source document."""

    id: Id
    statements: Ids = ()
    """Ids in the register of the profile, such as OSS-093."""
    origin: str = ""
    """Id of the profile that this record was written in; filled at load."""
