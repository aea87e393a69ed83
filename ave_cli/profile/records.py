"""Records: made by name, equal by value, and never with a key that they do not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from ave_cli.profile.field_types import Id, Ids

_T = TypeVar("_T")


def key_of(field: str) -> str:
    """The key in a file of a field: a word of Python, such as `from`, is a field with an underscore behind it."""
    return field.rstrip("_")


_STRICT = {"extra": "forbid", "strict": True, "hide_input_in_errors": True, "alias_generator": key_of}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[_T]) -> type[_T]:
    """A keyword-only record that is equal by value, and frozen for the type checker.

    Its annotations are read only when a file is checked, with the limits of `kinds`. Methods are shared instead of
    compiled for each class. Both are for start-up: with dataclasses as they come, records cost a third of the time
    in which a triage from a file is done.
    """
    shared = {"__pydantic_config__": _STRICT, "__eq__": _equals, "__hash__": _hash, "__repr__": _show}
    for name, value in shared.items():
        setattr(cls, name, value)
    return dataclass(kw_only=True, eq=False, repr=False)(cls)


def _equals(self: object, other: object) -> bool:
    return type(self) is type(other) and vars(self) == vars(other)


def _hash(self: object) -> int:
    return hash((type(self), *vars(self).values()))


def _show(self: object) -> str:
    return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in vars(self).items())})"


@record
class Sourced:
    """A record that rests on statements of the source document."""

    id: Id
    statements: Ids = ()
    """Ids in the register of the profile, such as OSS-093."""
    origin: str = ""
    """Id of the profile that this record was written in; filled at load."""
