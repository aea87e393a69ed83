"""Which limits does a value in a file have? Loaded only where a file is checked."""

from typing import Annotated, TypeAlias, TypeVar

from pydantic import Field, StringConstraints

_T = TypeVar("_T")

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
"""An id in a file: letters, digits, `-`, `_` and `.`; at most 80 characters. A phase id is one too."""
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=1000)]
Ids: TypeAlias = tuple[Id, ...]
Pair: TypeAlias = Annotated[Ids, Field(min_length=2)]
Lines: TypeAlias = tuple[Line, ...]
Many: TypeAlias = tuple[_T, ...]
Count: TypeAlias = Annotated[int, Field(ge=1, le=99)]
