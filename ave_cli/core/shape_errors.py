"""What is wrong with the shape of a file, in words a person can act on?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from ave_cli.core.conditions import OPERATORS
from ave_cli.core.facts import Fact, Vocabulary
from ave_cli.core.profile import shape
from ave_cli.core.records import Record
from ave_cli.words import problems as say

Place = tuple[str | int, ...]


def problems(error: ValidationError, raw: object) -> tuple[str, ...]:
    """One line per problem: path in the file, what is wrong, what was probably meant; never the value itself.

    The tags that a union puts in its paths are dropped, and so is a problem of a list that only repeats a
    problem of one of its parts.
    """
    found = [(_clean(detail["loc"]), detail) for detail in error.errors(include_url=False, include_input=False)]
    deepest = [
        (place, detail)
        for place, detail in found
        if not any(other != place and other[: len(place)] == place for other, _ in found)
    ]
    lines = (f"{path(place, raw)}: {_text(place, detail)}" for place, detail in deepest)
    return tuple(dict.fromkeys(lines))


def _clean(place: Place) -> Place:
    kept: list[str | int] = []
    for part in place:
        if kept and part == kept[-1] and part in OPERATORS:
            continue
        kept.append(part)
        if len(kept) > 1 and kept[-2] == "is":
            return tuple(kept)
    return tuple(kept)


def path(place: Place, raw: object) -> str:
    """A place in a file as text; a record in a list is named by its id where it has one."""
    text = ""
    for part in place:
        if isinstance(part, int):
            raw = raw[part] if isinstance(raw, list) and part < len(raw) else None
            ident = raw.get("id") if isinstance(raw, dict) else None
            text += f" ({ident})" if isinstance(ident, str) and ident else f"[{part}]"
        else:
            raw = raw.get(part) if isinstance(raw, dict) else None
            text += f".{part}" if text else part
    return text


def _text(place: Place, detail: Any) -> str:
    kind = str(detail["type"])
    if kind == "extra_forbidden":
        return say.SHAPES[kind] + say.meant(str(place[-1]), _KEYS)
    if kind in ("literal_error", "enum"):
        return say.one_of(str(detail["ctx"]["expected"]).replace(" or ", " of "))
    return say.SHAPES.get(kind, say.OTHER_SHAPE)


def _names() -> Iterator[str]:
    shapes: list[type[Record]] = [Fact, Vocabulary]
    shapes += [one for one in vars(shape).values() if isinstance(one, type) and issubclass(one, Record)]
    for record in shapes:
        for name, field in record.model_fields.items():
            yield field.alias or name


_KEYS = tuple(dict.fromkeys(_names()))
