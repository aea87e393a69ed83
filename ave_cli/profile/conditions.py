"""Conditions as data, Kleene's three truth values, and the one evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain, combinations
from typing import Any, Protocol, TypeAlias, TypeVar

from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.records import positional_record, record


class Truth(Enum):
    """Three values; the names are those of the JSON result's criteria."""

    YES = "met"
    NO = "not_met"
    UNKNOWN = "unknown"


def negate(value: Truth) -> Truth:
    """Yes becomes no and no becomes yes; unknown stays unknown."""
    match value:
        case Truth.YES:
            return Truth.NO
        case Truth.NO:
            return Truth.YES
        case Truth.UNKNOWN:
            return Truth.UNKNOWN


def all_of(values: Iterable[Truth]) -> Truth:
    """No as soon as one is no, else unknown as soon as one is unknown; yes for nothing at all."""
    found = Truth.YES
    for value in values:
        if value is Truth.NO:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found


def any_of(values: Iterable[Truth]) -> Truth:
    """Yes as soon as one is yes, else unknown as soon as one is unknown; no for nothing at all."""
    found = Truth.NO
    for value in values:
        if value is Truth.YES:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found


@positional_record
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@positional_record
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@positional_record
class Not:
    """The part does not hold."""

    part: Condition


@positional_record
class Is:
    """The answer to a fact is this value, or one of these."""

    fact: str
    wanted: bool | str | tuple[str, ...]


@positional_record
class AtLeast:
    """At least so many options of a fact are chosen."""

    fact: str
    count: int


@positional_record
class Includes:
    """This option of a fact is among the chosen."""

    fact: str
    option: str


@positional_record
class Ref:
    """A named condition or a criterion holds."""

    name: str


@positional_record
class Threshold:
    """At least so many of the parts hold."""

    least: int
    parts: tuple[Condition, ...]

    def written_out(self) -> AnyOf:
        """The same with every way to hold beside each other."""
        return AnyOf(tuple(All(some) for some in combinations(self.parts, min(self.least, len(self.parts)))))


Condition: TypeAlias = All | AnyOf | Not | Is | AtLeast | Includes | Ref | Threshold
Leaf: TypeAlias = Is | AtLeast | Includes

_SHAPES: Mapping[str, type[Condition]] = {
    "all": All,
    "any": AnyOf,
    "not": Not,
    "is": Is,
    "at_least": AtLeast,
    "includes": Includes,
    "ref": Ref,
    "count": Threshold,
}
_OPERATOR_OF = {shape: operator for operator, shape in _SHAPES.items()}
OPERATORS = tuple(_SHAPES)
"""The single key of each shape in a file."""


def condition_from(raw: Mapping[str, Any]) -> Condition:
    """Make a condition of checked raw data: a table with one operator as its key.

    Raises:
        ValueError: it has a key that is no operator; a condition that cannot be read is never another one.
    """
    (operator, inner), *_ = raw.items()
    match operator:
        case "all":
            return All(tuple(condition_from(part) for part in inner))
        case "any":
            return AnyOf(tuple(condition_from(part) for part in inner))
        case "not":
            return Not(condition_from(inner))
        case "ref":
            return Ref(inner)
        case "count":
            return Threshold(inner["at_least"], tuple(condition_from(part) for part in inner["of"]))
        case _:
            (fact, wanted), *_ = inner.items()
            return _leaf(operator, fact, tuple(wanted) if isinstance(wanted, list) else wanted)


def _leaf(operator: str, fact: str, wanted: Any) -> Leaf:
    match operator:
        case "is":
            return Is(fact, wanted)
        case "at_least":
            return AtLeast(fact, wanted)
        case "includes":
            return Includes(fact, wanted)
        case _:
            raise ValueError(f"no operator of a condition: {operator}")


def raw_condition(condition: Condition) -> dict[str, Any]:
    """A condition as it stands in a file: `condition_from` makes the same one of it."""
    match condition:
        case All() | AnyOf():
            inner: Any = [raw_condition(part) for part in condition.parts]
        case Not():
            inner = raw_condition(condition.part)
        case Ref():
            inner = condition.name
        case Is():
            wanted = condition.wanted
            inner = {condition.fact: list(wanted) if isinstance(wanted, tuple) else wanted}
        case AtLeast():
            inner = {condition.fact: condition.count}
        case Includes():
            inner = {condition.fact: condition.option}
        case Threshold():
            inner = {"at_least": condition.least, "of": [raw_condition(part) for part in condition.parts]}
    return {operator_of(condition): inner}


def operator_of(condition: Condition) -> str:
    """The key under which a condition stands in a file."""
    return _OPERATOR_OF[type(condition)]


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one; none for a leaf or a reference."""
    match condition:
        case All() | AnyOf() | Threshold():
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
class Result:
    """What a condition comes to, and why."""

    truth: Truth
    because: tuple[str, ...] = ()
    """Facts whose answers decide it (or, while it is unknown, have counted so far); in reading order."""
    open: tuple[str, ...] = ()
    """Facts without a usable answer that could still decide it; empty unless the truth is unknown."""


_ALWAYS = Result(truth=Truth.YES)


def fits(leaf: Leaf, value: Value) -> bool:
    """Whether an answer is what a comparison asks for."""
    match leaf:
        case Is():
            return value in leaf.wanted if isinstance(leaf.wanted, tuple) else value == leaf.wanted
        case AtLeast():
            return isinstance(value, tuple) and len(value) >= leaf.count
        case Includes():
            return isinstance(value, tuple) and leaf.option in value


def _unique(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """These names in their order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(names)))


_T = TypeVar("_T")


class Algebra(Protocol[_T]):
    """What a condition can be worked out in: the truth for one household, or a set of households at once."""

    def on_comparison(self, leaf: Leaf) -> _T:
        """What a comparison comes to."""

    def evaluate_named(self, name: str) -> _T:
        """What a named condition or a criterion comes to."""

    def negation(self, inner: _T) -> _T:
        """The opposite."""

    def conjunction(self, inner: Sequence[_T]) -> _T:
        """Every one of these."""

    def disjunction(self, inner: Sequence[_T]) -> _T:
        """At least one of these."""


def evaluate(condition: Condition, logic: Algebra[_T]) -> _T:
    """The one evaluator: walk a condition, and let the logic say what its parts come to together."""
    found: _T = _WALKS[condition.__class__](condition, logic)
    return found


def _walk_all(condition: All, logic: Algebra[_T]) -> _T:
    return logic.conjunction([_WALKS[part.__class__](part, logic) for part in condition.parts])


def _walk_any(condition: AnyOf, logic: Algebra[_T]) -> _T:
    return logic.disjunction([_WALKS[part.__class__](part, logic) for part in condition.parts])


def _walk_threshold(condition: Threshold, logic: Algebra[_T]) -> _T:
    return _count(condition.least, [evaluate(part, logic) for part in condition.parts], logic)


_Walk = Callable[[Any, Any], Any]
_WALKS: Mapping[type[Condition], _Walk] = {
    Is: lambda leaf, logic: logic.on_comparison(leaf),
    AtLeast: lambda leaf, logic: logic.on_comparison(leaf),
    Includes: lambda leaf, logic: logic.on_comparison(leaf),
    Ref: lambda ref, logic: logic.evaluate_named(ref.name),
    Not: lambda negated, logic: logic.negation(evaluate(negated.part, logic)),
    All: _walk_all,
    AnyOf: _walk_any,
    Threshold: _walk_threshold,
}
"""How each shape is walked: looked up, because a choice among eight shapes takes a third of the time of a caseload."""


def _count(least: int, inner: Sequence[_T], logic: Algebra[_T]) -> _T:
    """Whether at least so many hold: each part either adds to what was there, or changes nothing."""
    reached = [logic.conjunction([]), *(logic.disjunction([]) for _ in range(least))]
    for one in inner:
        for number in range(least, 0, -1):
            reached[number] = logic.disjunction([reached[number], logic.conjunction([reached[number - 1], one])])
    return reached[least]


class Conditions:
    """The named conditions of one profile, and what was worked out with them before.

    For every household with the same answers to the facts that it looks at, a condition comes to the same: in a
    caseload most were met before. What is remembered does not grow without end.
    """

    def __init__(self, names: Mapping[str, Condition]) -> None:
        self.names = names
        self._facts: dict[int, tuple[Condition, tuple[str, ...] | None]] = {}
        self._results: dict[tuple[object, ...], Result] = {}

    def comparisons(self, rules: Iterable[Condition | None]) -> Iterator[Leaf]:
        """What these rules ask of facts, in reading order; each name is followed once."""
        todo, seen = [leaf for rule in rules if rule is not None for leaf in leaves(rule)], set[str]()
        while todo:
            leaf = todo.pop(0)
            if not isinstance(leaf, Ref):
                yield leaf
            elif leaf.name not in seen:
                seen.add(leaf.name)
                todo = [*leaves(self.names[leaf.name]), *todo]

    def evaluate(self, condition: Condition, evaluation: Evaluation) -> Result:
        """What a condition comes to for the household of an evaluation."""
        if condition.__class__ in _AT_ONCE:
            return evaluate(condition, evaluation)
        # The condition is kept beside its facts: as long as it is there, nothing else has its number.
        facts = self._facts.get(id(condition), (condition, None))[1] or self._look_at(condition)
        if facts is None:
            return evaluate(condition, evaluation)
        key = (id(condition), *map(evaluation.answers.given.get, facts))
        result = self._results.get(key)
        if result is None:
            result = evaluate(condition, evaluation)
            if len(self._results) < _MOST_RESULTS and id(condition) in self._facts:
                self._results[key] = result
        return result

    def _look_at(self, condition: Condition) -> tuple[str, ...] | None:
        """The facts of a condition; None the first time, for of one household nothing comes back.

        Where too many were looked at, all are forgotten with what they came to.
        """
        if len(self._facts) >= _MOST_CONDITIONS:
            self._facts.clear()
            self._results.clear()
        facts = None
        if id(condition) in self._facts:
            facts = tuple(dict.fromkeys(leaf.fact for leaf in self.comparisons([condition])))
        self._facts[id(condition)] = condition, facts
        return facts


_AT_ONCE = frozenset({Is, AtLeast, Includes, Ref})
"""What is worked out as soon as it is looked up."""
_MOST_CONDITIONS, _MOST_RESULTS = 2_000, 20_000


class Evaluation:
    """One household read through one profile's named conditions; each name is evaluated once."""

    def __init__(self, conditions: Conditions, answers: Answers) -> None:
        self._conditions = conditions
        self._done: dict[str, Result] = {}
        self._seen: dict[int, tuple[Condition, Result]] = {}
        self.answers = answers

    def evaluate(self, condition: Condition | None) -> Result:
        """Evaluate a condition, once; one that is not there always holds."""
        if condition is None:
            return _ALWAYS
        # The condition is kept beside its result: as long as it is there, nothing else has its number.
        seen = self._seen.get(id(condition))
        if seen is None:
            seen = self._seen[id(condition)] = (condition, self._conditions.evaluate(condition, self))
        return seen[1]

    def evaluate_named(self, name: str) -> Result:
        """Evaluate a named condition or a criterion by its id."""
        done = self._done.get(name)
        if done is None:
            done = self._done[name] = self.evaluate(self._conditions.names[name])
        return done

    def on_comparison(self, leaf: Leaf) -> Result:
        """Compare one answer; a gap of either kind is unknown."""
        value = self.answers.given.get(leaf.fact)
        if value is None or isinstance(value, Gap):
            return _open(leaf.fact)
        return _met(leaf.fact) if fits(leaf, value) else _not_met(leaf.fact)

    def negation(self, inner: Result) -> Result:
        """The opposite, for the same reasons."""
        return Result(truth=negate(inner.truth), because=inner.because, open=inner.open)

    def conjunction(self, inner: Sequence[Result]) -> Result:
        """Yes when every part is; a part that is no is reason enough."""
        return _join(inner, Truth.NO, Truth.YES)

    def disjunction(self, inner: Sequence[Result]) -> Result:
        """Yes as soon as a part is; a part that is yes is reason enough."""
        return _join(inner, Truth.YES, Truth.NO)


# The three results that a comparison of a fact can have, each made once: they are asked for thousands of times.
@cache
def _met(fact: str) -> Result:
    return Result(truth=Truth.YES, because=(fact,))


@cache
def _not_met(fact: str) -> Result:
    return Result(truth=Truth.NO, because=(fact,))


@cache
def _open(fact: str) -> Result:
    return Result(truth=Truth.UNKNOWN, open=(fact,))


def _join(inner: Sequence[Result], decisive: Truth, otherwise: Truth) -> Result:
    """Join the parts; a decisive part alone is reason enough, and what is decided asks nothing more."""
    if len(inner) == 1:
        return inner[0]
    decided = [one.because for one in inner if one.truth is decisive]
    if decided:
        return Result(truth=decisive, because=decided[0] if len(decided) == 1 else _unique(decided))
    because = _unique([one.because for one in inner])
    unknown = [one.open for one in inner if one.truth is Truth.UNKNOWN]
    if unknown:
        return Result(truth=Truth.UNKNOWN, because=because, open=_unique(unknown))
    return Result(truth=otherwise, because=because)
