"""Does raw data from a file have the shape of a record, and if not, what is wrong in words a person can act on?"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from ave_cli.core import kinds
from ave_cli.core.conditions import OPERATORS
from ave_cli.core.facts import Fact, FactKind, Gate
from ave_cli.core.profile import beside, shape
from ave_cli.core.records import key_of
from ave_cli.words import problems as say

Place = tuple[str | int, ...]


def problems(record: type[Any], raw: Mapping[str, Any]) -> tuple[str, ...]:
    """One line per problem: path in the file, what is wrong, what was probably meant; never the value itself.

    The tags that a union puts in its paths are dropped, and so is a problem of a list that only repeats a
    problem of one of its parts.
    """
    try:
        _adapter(record).validate_json(to_json(raw, fallback=str))
    except ValidationError as error:
        return _told(error, raw)
    return ()


def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    """A checker for a record. Read as JSON, a list may fill a tuple and a text an enum; nothing else is converted."""
    adapter = TypeAdapter(record)
    adapter.rebuild(force=True, _types_namespace=_names(record))
    return adapter


def _names(record: type[Any]) -> dict[str, Any]:
    """What the annotations of records mean here: a text with its limits, a condition as it stands in a file."""
    names = {name: one for name, one in vars(kinds).items() if name[0].isupper()}
    names |= {one.__name__: one for one in (Fact, FactKind, Gate)}
    if record is shape.Profile:
        from ave_cli.core.condition_kinds import RawCondition  # noqa: PLC0415  # answers have no conditions

        names["Condition"] = RawCondition
    return names


def _told(error: ValidationError, raw: object) -> tuple[str, ...]:
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
            break
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
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return say.SHAPES[kind] + say.meant(str(place[-1]), _keys())
    if kind in ("literal_error", "enum"):
        return say.one_of(str(detail["ctx"]["expected"]).replace(" or ", " of "))
    return say.SHAPES.get(kind, say.OTHER_SHAPE)


def _keys() -> Iterator[str]:
    """Every key that some record knows."""
    for record in (Fact, *vars(shape).values(), *vars(beside).values()):
        yield from map(key_of, getattr(record, "__dataclass_fields__", ()))
