"""Every set of answers that some rules can tell apart, and what a condition says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations, pairwise, product
from math import prod
from operator import and_, or_

from ave_cli.profile import (
    NO_PHASE,
    All,
    Answers,
    AnyOf,
    Condition,
    Evaluation,
    Fact,
    FactKind,
    Includes,
    Leaf,
    Not,
    Ref,
    Ruleset,
    Threshold,
    Truth,
    Value,
    contradictions,
    evaluate,
    fits,
)

LIMIT = 2**20
"""Sets of answers; what would take more is not proved."""
_MOST_OPTIONS = 12
"""Of a fact with several options at once; its subsets are walked one by one."""


class SpaceTooLarge(Exception):
    """There are more sets of answers than can be walked."""


class AnswerSpace:
    """Every set of answers that some rules can tell apart: one answer stands for all that no rule tells from it.

    A set of households is a whole number with a bit for each of them, so that sets are joined with `&`, `|` and `~`,
    and the one evaluator of conditions works out a rule for all households at once. Households whose answers contradict
    each other are in no set that `satisfying` or `answering` gives.
    """

    def __init__(
        self, ruleset: Ruleset, rules: Iterable[Condition], also: Iterable[str] = (), apart: Iterable[Leaf] = ()
    ) -> None:
        """Spread the facts that some rules look at.

        Args:
            ruleset: the model of the rules.
            rules: the rules; answers that none of them tells apart are one.
            also: facts besides, of which all answers are told apart.
            apart: comparisons that tell answers to the facts of the rules apart too, as another model may.

        Raises:
            SpaceTooLarge: there are more than `LIMIT` sets of answers.
        """
        self.ruleset = ruleset
        told = _comparisons_by_fact(ruleset, rules)
        for leaf in apart:
            if leaf.fact in told:
                told[leaf.fact].append(leaf)
        self.values: Mapping[str, tuple[Value, ...]] = {
            fact: _classes(ruleset, ruleset.facts[fact], told.get(fact), whole=fact in also)
            for fact in dict.fromkeys((*told, *also))
        }
        """For each fact the answers that stand for all others, in the order of the fact."""
        self.size = prod(map(len, self.values.values()))
        if self.size > LIMIT:
            raise SpaceTooLarge
        self._full = (1 << self.size) - 1
        self._masks = dict(self._patterns())
        self._known: dict[str, int] = {}
        self._compared: dict[int, tuple[Leaf, int]] = {}
        self.universe = self._full & ~self._contradictory()
        """All households whose answers do not contradict each other."""

    def _patterns(self) -> Iterator[tuple[tuple[str, Value], int]]:
        stride = 1
        for fact, values in self.values.items():
            period = stride * len(values)
            first = self._repeated((1 << stride) - 1, period)
            for place, value in enumerate(values):
                yield (fact, value), first << (place * stride)
            stride = period

    def _repeated(self, bits: int, period: int) -> int:
        """These bits once in every period, over all sets of answers; by doubling, because dividing takes far longer."""
        while period < self.size:
            bits |= bits << period
            period *= 2
        return bits & self._full

    def _contradictory(self) -> int:
        found = 0
        for fact in (self.ruleset.facts[ident] for ident in self.values):
            others = [*fact.excludes, *(fact.implies.any if fact.implies else ())]
            about = [ident for ident in dict.fromkeys((fact.id, *others)) if ident in self.values]
            for answers in self._over(about) if others else ():
                if contradictions([fact], answers):
                    found |= self._all_with(answers)
        return found

    def _over(self, facts: Iterable[str]) -> Iterator[Answers]:
        facts = list(facts)
        for values in product(*(self.values[fact] for fact in facts)):
            yield Answers(given=dict(zip(facts, values, strict=True)))

    def _all_with(self, answers: Answers) -> int:
        found = self._full
        for fact, value in answers.given.items():
            if not isinstance(value, bool | str | tuple):
                raise TypeError(fact)
            found &= self._masks[fact, value]
        return found

    def satisfying(self, rule: Condition | None) -> int:
        """The households for which a rule holds; a rule that is not there holds for all.

        Its facts must be among those of this space.
        """
        return self.universe if rule is None else evaluate(rule, self) & self.universe

    def on_comparison(self, leaf: Leaf) -> int:
        """The households whose answer is what this comparison asks for."""
        # The leaf is kept beside its households: as long as it is there, nothing else has its number.
        seen = self._compared.get(id(leaf))
        if seen is None:
            held = self._joined(self._masks[leaf.fact, value] for value in self.values[leaf.fact] if fits(leaf, value))
            seen = self._compared[id(leaf)] = (leaf, held)
        return seen[1]

    def evaluate_named(self, name: str) -> int:
        """The households for which a named condition or a criterion holds."""
        if name not in self._known:
            self._known[name] = evaluate(self.ruleset.names[name], self)
        return self._known[name]

    def negation(self, inner: int) -> int:
        """All others."""
        return ~inner & self._full

    def conjunction(self, inner: Sequence[int]) -> int:
        """Those in every one of these sets."""
        return reduce(and_, inner, self._full)

    def disjunction(self, inner: Sequence[int]) -> int:
        """Those in at least one of these sets."""
        return self._joined(inner)

    def _joined(self, sets: Iterable[int]) -> int:
        return reduce(or_, sets, 0)

    def answering(self, fact: str, *values: Value) -> int:
        """The households with one of these answers; each must be among the `values` of the fact."""
        return self._joined(self._masks[fact, value] for value in values) & self.universe

    def with_answer_changed(self, households: int, fact: str, before: Value, after: Value) -> int:
        """The same households with another answer to one fact, as far as they had the first; contradictory ones too."""
        places, stride = self.values[fact], 1
        for other, values in self.values.items():
            if other == fact:
                break
            stride *= len(values)
        steps = (places.index(after) - places.index(before)) * stride
        chosen = households & self._masks[fact, before]
        return chosen << steps if steps >= 0 else chosen >> -steps

    def depends_on(self, households: int, fact: str) -> bool:
        """Whether another answer to this fact alone brings some household into the set, or out of it."""
        values = self.values[fact]
        for before, after in pairwise(values):
            inside = self.with_answer_changed(households & self.universe, fact, before, after) & self.universe
            outside = self.with_answer_changed(self.universe & ~households, fact, before, after) & self.universe
            if inside & ~households or outside & households:
                return True
        return False

    def witness(self, households: int) -> Answers | None:
        """A household out of a set, with as few remarkable answers as there are; None out of an empty set."""
        return next(self.each(households), None)

    def each(self, households: int) -> Iterator[Answers]:
        """Every household of a set, those with the fewest remarkable answers first."""
        while households:
            lowest = households & -households
            yield self._at(lowest.bit_length() - 1)
            households ^= lowest

    def _at(self, place: int) -> Answers:
        given: dict[str, Value] = {}
        for fact, values in self.values.items():
            place, rest = divmod(place, len(values))
            given[fact] = values[rest]
        return Answers(given=given)


def facts_of(ruleset: Ruleset, rule: Condition | None) -> tuple[str, ...]:
    """Every fact that a rule looks at, also behind the names in it, in reading order."""
    return tuple(_comparisons_by_fact(ruleset, [rule]))


def _comparisons_by_fact(ruleset: Ruleset, rules: Iterable[Condition | None]) -> dict[str, list[Leaf]]:
    """The comparisons of some rules by fact."""
    found: dict[str, list[Leaf]] = {}
    for leaf in ruleset.comparisons(rules):
        found.setdefault(leaf.fact, []).append(leaf)
    return found


def _classes(ruleset: Ruleset, fact: Fact, told: list[Leaf] | None, *, whole: bool) -> tuple[Value, ...]:
    """The first answer of each group that these comparisons cannot tell apart; all answers where they must be whole."""
    found: dict[object, Value] = {}
    for value in _told_apart(ruleset, fact, told or ()):
        mark = value if whole and not isinstance(value, tuple) else tuple(fits(leaf, value) for leaf in told or ())
        found.setdefault(mark, value)
    return tuple(found.values())


def _told_apart(ruleset: Ruleset, fact: Fact, told: Iterable[Leaf]) -> tuple[Value, ...]:
    """Answers enough for these comparisons: of very many options each that is named, and how many of the others.

    Raises:
        SpaceTooLarge: so many of its options are named that their subsets cannot be walked.
    """
    if len(fact.options) <= _MOST_OPTIONS or fact.kind is not FactKind.CHOICES:
        return values_of(ruleset, fact)
    named = {leaf.option for leaf in told if isinstance(leaf, Includes)}
    if len(named) > _MOST_OPTIONS:
        raise SpaceTooLarge
    rest = [option for option in fact.options if option not in named]
    chosen = (
        {*some, *rest[:more]}
        for count in range(len(named) + 1)
        for some in combinations(sorted(named), count)
        for more in range(len(rest) + 1)
    )
    found = (tuple(option for option in fact.options if option in one) for one in chosen)
    return tuple(sorted(found, key=len))


def values_of(ruleset: Ruleset, fact: Fact) -> tuple[Value, ...]:
    """Every answer to a fact; the lighter one first where the vocabulary says which that is.

    Of a fact with very many options at once there is one answer for each number of them.
    """
    match fact.kind:
        case FactKind.YES_NO:
            return (True, False) if fact.worse is False else (False, True)
        case FactKind.CHOICE:
            return tuple(dict.fromkeys((*fact.worse, *fact.options))) if isinstance(fact.worse, tuple) else fact.options
        case FactKind.PHASE:
            return (NO_PHASE, *ruleset.ranks)
        case FactKind.CHOICES:
            counts = range(len(fact.options) + 1)
            if len(fact.options) > _MOST_OPTIONS:
                return tuple(fact.options[:count] for count in counts)
            return tuple(some for count in counts for some in combinations(fact.options, count))


def expand(ruleset: Ruleset, condition: Condition) -> Condition:
    """The condition with every name written out, and without brackets that say nothing."""
    match condition:
        case Ref():
            return expand(ruleset, ruleset.names[condition.name])
        case Not():
            return Not(expand(ruleset, condition.part))
        case All() | AnyOf():
            kind = type(condition)
            parts: list[Condition] = []
            for part in condition.parts:
                whole = expand(ruleset, part)
                parts += whole.parts if isinstance(whole, kind) else [whole]
            unique = tuple(dict.fromkeys(parts))
            return kind(unique) if len(unique) > 1 else unique[0]
        case Threshold():
            return Threshold(condition.least, tuple(expand(ruleset, part) for part in condition.parts))
        case _:
            return condition


def favour(ruleset: Ruleset, condition: Condition, fact: str, value: Value) -> bool:
    """Whether this answer is what some part of the condition asks for."""
    alone = ruleset.read(Answers(given={fact: value}))
    return any(
        leaf.fact == fact and (alone.evaluate(leaf).truth is Truth.YES) is wanted
        for leaf, wanted in _sign(expand(ruleset, condition), wanted=True)
    )


def _sign(condition: Condition, *, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    """Every comparison of an expanded condition, and whether it must hold or must not."""
    match condition:
        case Not():
            yield from _sign(condition.part, wanted=not wanted)
        case All() | AnyOf() | Threshold():
            for part in condition.parts:
                yield from _sign(part, wanted=wanted)
        case Ref():
            raise AssertionError(condition)
        case _:
            yield condition, wanted


def missing_facts(ruleset: Ruleset, evaluation: Evaluation, condition: Condition) -> Condition | None:
    """The part of a condition that does not hold yet, or is not known; None where all of it holds.

    Where it is not known, only what is not known is left; where it does not hold, every way to make it hold.
    """
    return _missing(evaluation, expand(ruleset, condition))


def _missing(evaluation: Evaluation, condition: Condition) -> Condition | None:
    truth = evaluation.evaluate(condition).truth
    if truth is Truth.YES:
        return None
    if not isinstance(condition, All | AnyOf):
        return condition
    parts = condition.parts
    if isinstance(condition, AnyOf) and truth is Truth.UNKNOWN:
        parts = tuple(part for part in parts if evaluation.evaluate(part).truth is Truth.UNKNOWN)
    left = tuple(rest for part in parts if (rest := _missing(evaluation, part)) is not None)
    return type(condition)(left) if len(left) > 1 else left[0]
