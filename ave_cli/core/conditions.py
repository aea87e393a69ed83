"""What is a condition, and does it hold for these answers? Seven shapes as data, one evaluator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, assert_never

from pydantic import Discriminator, Field, StrictBool, Tag

from ave_cli.core.facts import Answers, Gap, Value
from ave_cli.core.records import Id, Ids, Record
from ave_cli.core.truth import Truth, all_of, any_of, negate

OPERATORS = ("all", "any", "not", "is", "at_least", "includes", "ref")
"""The single key of each shape."""

_ValueOf: TypeAlias = Annotated[dict[Id, StrictBool | Id | Ids], Field(min_length=1, max_length=1)]
_CountOf: TypeAlias = Annotated[dict[Id, Annotated[int, Field(ge=1, le=99)]], Field(min_length=1, max_length=1)]
_OptionOf: TypeAlias = Annotated[dict[Id, Id], Field(min_length=1, max_length=1)]


class All(Record):
    """Every part holds."""

    all: Parts


class AnyOf(Record):
    """At least one part holds."""

    any: Parts


class Not(Record):
    """The part does not hold."""

    not_: Condition = Field(alias="not")


class Is(Record):
    """The answer to a fact is this value, or one of these."""

    is_: _ValueOf = Field(alias="is")


class AtLeast(Record):
    """At least so many options of a fact are chosen."""

    at_least: _CountOf


class Includes(Record):
    """This option of a fact is among the chosen."""

    includes: _OptionOf


class Ref(Record):
    """A named condition or a criterion holds."""

    ref: Id


def _operator(raw: Any) -> str | None:
    if isinstance(raw, Record):
        return next(iter(type(raw).model_fields)).rstrip("_")
    if isinstance(raw, dict) and len(raw) == 1:
        key = next(iter(raw))
        return key if key in OPERATORS else None
    return None


Condition: TypeAlias = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Is, Tag("is")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[Ref, Tag("ref")],
    Discriminator(_operator),
]
Parts: TypeAlias = Annotated[tuple[Condition, ...], Field(strict=False, min_length=1)]
for _shape in (All, AnyOf, Not):
    _shape.model_rebuild()


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one; none for a leaf or a reference."""
    match condition:
        case All():
            return condition.all
        case AnyOf():
            return condition.any
        case Not():
            return (condition.not_,)
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Is | AtLeast | Includes | Ref]:
    """Every comparison and reference in the condition, in reading order; references are not followed."""
    if isinstance(condition, Is | AtLeast | Includes | Ref):
        yield condition
    for part in parts(condition):
        yield from leaves(part)


def fact_of(leaf: Is | AtLeast | Includes) -> str:
    """The id of the one fact that a comparison looks at."""
    match leaf:
        case Is():
            return next(iter(leaf.is_))
        case AtLeast():
            return next(iter(leaf.at_least))
        case Includes():
            return next(iter(leaf.includes))


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a condition comes to, and why."""

    truth: Truth
    because: tuple[str, ...] = ()
    """Facts whose answers decide it (or, while it is unknown, have counted so far); in reading order."""
    open: tuple[str, ...] = ()
    """Facts without a usable answer that could still decide it; empty unless the truth is unknown."""


def _compares(leaf: Is | AtLeast | Includes, value: Value) -> bool:
    match leaf:
        case Is():
            wanted = next(iter(leaf.is_.values()))
            return value in wanted if isinstance(wanted, tuple) else value == wanted
        case AtLeast():
            return isinstance(value, tuple) and len(value) >= next(iter(leaf.at_least.values()))
        case Includes():
            return isinstance(value, tuple) and next(iter(leaf.includes.values())) in value


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


class Reading:
    """One household read through one profile's named conditions; each name is evaluated once."""

    def __init__(self, names: Mapping[str, Condition], answers: Answers) -> None:
        self._names = names
        self._done: dict[str, Verdict] = {}
        self.answers = answers

    def of(self, condition: Condition | None) -> Verdict:
        """Evaluate a condition; one that is not there always holds."""
        if condition is None:
            return Verdict(truth=Truth.YES)
        match condition:
            case Ref():
                return self.named(condition.ref)
            case Is() | AtLeast() | Includes():
                return self._leaf(condition)
            case Not():
                inner = self.of(condition.not_)
                return Verdict(truth=negate(inner.truth), because=inner.because, open=inner.open)
            case All():
                return self._joined(condition.all, all_of, Truth.NO)
            case AnyOf():
                return self._joined(condition.any, any_of, Truth.YES)
            case _:
                assert_never(condition)

    def named(self, name: str) -> Verdict:
        """Evaluate a named condition or a criterion by its id."""
        if name not in self._done:
            self._done[name] = self.of(self._names[name])
        return self._done[name]

    def _leaf(self, leaf: Is | AtLeast | Includes) -> Verdict:
        fact = fact_of(leaf)
        value = self.answers.value(fact)
        if isinstance(value, Gap):
            return Verdict(truth=Truth.UNKNOWN, open=(fact,))
        return Verdict(truth=Truth.YES if _compares(leaf, value) else Truth.NO, because=(fact,))

    def _joined(self, conditions: tuple[Condition, ...], join: Any, decisive: Truth) -> Verdict:
        inner = [self.of(one) for one in conditions]
        truth: Truth = join(one.truth for one in inner)
        if truth is decisive:
            return Verdict(truth=truth, because=_unique(f for one in inner if one.truth is truth for f in one.because))
        because = _unique(fact for one in inner for fact in one.because)
        open_ = _unique(fact for one in inner if one.truth is Truth.UNKNOWN for fact in one.open)
        return Verdict(truth=truth, because=because, open=open_)
