"""What does every record that comes from a file promise? Known keys only, strict types, never changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
"""An id in a file: letters, digits, `-`, `_` and `.`; at most 80 characters."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(max_length=1000)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
"""TOML gives lists; a record holds tuples."""
Lines = Annotated[tuple[Line, ...], Field(strict=False)]


class Record(BaseModel):
    """Frozen; an unknown key or a value of another type is refused, and never echoed in the error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=True,
        hide_input_in_errors=True,
        defer_build=True,
    )


class Sourced(Record):
    """A record that rests on statements of the source document."""

    id: Id
    statements: Ids = ()
    """Ids in the register of the profile, such as OSS-093."""
    origin: str = ""
    """Id of the profile that this record was written in; filled at load."""
