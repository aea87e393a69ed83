"""Conditions as data, and the one evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar, assert_never

from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.truth import Truth, all_of, any_of, negate


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Is:
    """The answer to a fact is this value, or one of these."""

    fact: str
    wanted: bool | str | tuple[str, ...]


@dataclass(frozen=True)
class AtLeast:
    """At least so many options of a fact are chosen."""

    fact: str
    count: int


@dataclass(frozen=True)
class Includes:
    """This option of a fact is among the chosen."""

    fact: str
    option: str


@dataclass(frozen=True)
class Ref:
    """A named condition or a criterion holds."""

    name: str


Condition: TypeAlias = All | AnyOf | Not | Is | AtLeast | Includes | Ref
Leaf: TypeAlias = Is | AtLeast | Includes

OPERATORS = ("all", "any", "not", "is", "at_least", "includes", "ref")
"""The single key of each shape in a file, in the order of the classes above."""


def read(raw: Mapping[str, Any]) -> Condition:
    """Make a condition of checked raw data: a table with one operator as its key."""
    (operator, inner), *_ = raw.items()
    match operator:
        case "all":
            return All(tuple(read(part) for part in inner))
        case "any":
            return AnyOf(tuple(read(part) for part in inner))
        case "not":
            return Not(read(inner))
        case "ref":
            return Ref(inner)
        case _:
            (fact, wanted), *_ = inner.items()
            return _leaf(operator, fact, tuple(wanted) if isinstance(wanted, list) else wanted)


def _leaf(operator: str, fact: str, wanted: Any) -> Leaf:
    match operator:
        case "is":
            return Is(fact, wanted)
        case "at_least":
            return AtLeast(fact, wanted)
        case _:
            return Includes(fact, wanted)


def operator_of(condition: Condition) -> str:
    """The key under which a condition stands in a file."""
    return OPERATORS[(All, AnyOf, Not, Is, AtLeast, Includes, Ref).index(type(condition))]


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one; none for a leaf or a reference."""
    match condition:
        case All() | AnyOf():
            return condition.parts
        case Not():
            return (condition.part,)
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Leaf | Ref]:
    """Every comparison and reference in the condition, in reading order; references are not followed."""
    if isinstance(condition, Is | AtLeast | Includes | Ref):
        yield condition
    for part in parts_of(condition):
        yield from leaves(part)


@record
class Verdict:
    """What a condition comes to, and why."""

    truth: Truth
    because: tuple[str, ...] = ()
    """Facts whose answers decide it (or, while it is unknown, have counted so far); in reading order."""
    open: tuple[str, ...] = ()
    """Facts without a usable answer that could still decide it; empty unless the truth is unknown."""


_ALWAYS = Verdict(truth=Truth.YES)


def compares(leaf: Leaf, value: Value) -> bool:
    """Whether an answer is what a comparison asks for."""
    match leaf:
        case Is():
            return value in leaf.wanted if isinstance(leaf.wanted, tuple) else value == leaf.wanted
        case AtLeast():
            return isinstance(value, tuple) and len(value) >= leaf.count
        case Includes():
            return isinstance(value, tuple) and leaf.option in value


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


_T = TypeVar("_T")


class Logic(Protocol[_T]):
    """What a condition can be worked out in: the truth for one household, or a set of households at once."""

    def compared(self, leaf: Leaf) -> _T:
        """What a comparison comes to."""

    def named(self, name: str) -> _T:
        """What a named condition or a criterion comes to."""

    def negated(self, inner: _T) -> _T:
        """The opposite."""

    def all_hold(self, inner: Sequence[_T]) -> _T:
        """Every one of these."""

    def any_holds(self, inner: Sequence[_T]) -> _T:
        """At least one of these."""


def work_out(condition: Condition, logic: Logic[_T]) -> _T:
    """The one evaluator: walk a condition, and let the logic say what its parts come to together."""
    match condition:
        case Is() | AtLeast() | Includes():
            return logic.compared(condition)
        case Ref():
            return logic.named(condition.name)
        case Not():
            return logic.negated(work_out(condition.part, logic))
        case All():
            return logic.all_hold([work_out(part, logic) for part in condition.parts])
        case AnyOf():
            return logic.any_holds([work_out(part, logic) for part in condition.parts])
        case _:
            assert_never(condition)


class Reading:
    """One household read through one profile's named conditions; each name is evaluated once."""

    def __init__(self, names: Mapping[str, Condition], answers: Answers) -> None:
        self._names = names
        self._done: dict[str, Verdict] = {}
        self.answers = answers

    def of(self, condition: Condition | None) -> Verdict:
        """Evaluate a condition; one that is not there always holds."""
        return _ALWAYS if condition is None else work_out(condition, self)

    def named(self, name: str) -> Verdict:
        """Evaluate a named condition or a criterion by its id."""
        if name not in self._done:
            self._done[name] = self.of(self._names[name])
        return self._done[name]

    def compared(self, leaf: Leaf) -> Verdict:
        """Compare one answer; a gap of either kind is unknown."""
        value = self.answers.value(leaf.fact)
        if isinstance(value, Gap):
            return Verdict(truth=Truth.UNKNOWN, open=(leaf.fact,))
        return Verdict(truth=Truth.YES if compares(leaf, value) else Truth.NO, because=(leaf.fact,))

    def negated(self, inner: Verdict) -> Verdict:
        """The opposite, for the same reasons."""
        return Verdict(truth=negate(inner.truth), because=inner.because, open=inner.open)

    def all_hold(self, inner: Sequence[Verdict]) -> Verdict:
        """Yes when every part is; a part that is no is reason enough."""
        return _joined(inner, all_of, Truth.NO)

    def any_holds(self, inner: Sequence[Verdict]) -> Verdict:
        """Yes as soon as a part is; a part that is yes is reason enough."""
        return _joined(inner, any_of, Truth.YES)


def _joined(inner: Sequence[Verdict], join: Callable[[Iterable[Truth]], Truth], decisive: Truth) -> Verdict:
    """Join the parts; a decisive part alone is reason enough, and what is decided asks nothing more."""
    truth = join(one.truth for one in inner)
    if truth is decisive:
        return Verdict(truth=truth, because=_unique(f for one in inner if one.truth is truth for f in one.because))
    return Verdict(
        truth=truth,
        because=_unique(fact for one in inner for fact in one.because),
        open=_unique(fact for one in inner if one.truth is Truth.UNKNOWN for fact in one.open),
    )
