"""Every set of answers that some rules can tell apart, what a condition says of them, and which change a phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, combinations, pairwise, product
from math import prod
from operator import and_, or_

from ave_cli.engine.classification import classify
from ave_cli.profile import (
    NO_PHASE,
    All,
    Answers,
    AnyOf,
    AtLeast,
    Condition,
    Evaluation,
    Fact,
    FactKind,
    Gap,
    Includes,
    Is,
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
    leaves,
    record,
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


def comparisons_of(ruleset: Ruleset, rules: Iterable[Condition | None]) -> Iterator[Leaf]:
    """What these rules ask of facts, in reading order; each name is followed once."""
    todo, seen = [leaf for rule in rules if rule is not None for leaf in leaves(rule)], set[str]()
    while todo:
        leaf = todo.pop(0)
        if not isinstance(leaf, Ref):
            yield leaf
        elif leaf.name not in seen:
            seen.add(leaf.name)
            todo = [*leaves(ruleset.names[leaf.name]), *todo]


def _comparisons_by_fact(ruleset: Ruleset, rules: Iterable[Condition | None]) -> dict[str, list[Leaf]]:
    """The comparisons of some rules by fact."""
    found: dict[str, list[Leaf]] = {}
    for leaf in comparisons_of(ruleset, rules):
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


@record
class OtherPhase:
    """Answers that differ from those that were given, and the phase that they would prove."""

    answers: tuple[tuple[str, Value], ...]
    rank: int


def single_changes(ruleset: Ruleset, answers: Answers) -> tuple[OtherPhase, ...]:
    """Every other answer to one fact that alone changes what is proved, the heaviest phase first.

    It is exact: each answer is tried that some entry criterion tells from the one that was given, or that implies
    others.
    """
    now = _rank(ruleset, answers)
    conditions = [criterion.when for criterion in ruleset.entry_criteria]
    tried: dict[tuple[str, Value], None] = {}
    for leaf in comparisons_of(ruleset, conditions):
        for value in chain(_values(ruleset, leaf, answers, True), _values(ruleset, leaf, answers, False)):
            tried[leaf.fact, value] = None
    for fact in ruleset.facts.values():
        if fact.implies is not None and answers.value(fact.id) is not True:
            tried[fact.id, True] = None
    found = (OtherPhase(answers=(one,), rank=_rank(ruleset, answers.extended(dict([one])))) for one in tried)
    return tuple(sorted((other for other in found if other.rank != now), key=lambda other: -other.rank))


def smallest_change(ruleset: Ruleset, answers: Answers, *, up: bool) -> OtherPhase | None:
    """The fewest other answers that together prove a heavier, or no longer prove the present, phase; None for none.

    Answers are tried through the criteria themselves, and what is found is checked by classifying it.
    """
    now = _rank(ruleset, answers)
    if up:
        rules = [one.when for one in ruleset.entry_criteria if ruleset.rank(one.phase) > now]
        ways: Iterable[_Change | None] = (_change(ruleset, rule, answers, wanted=True) for rule in rules)
    else:
        heavy = tuple(one.when for one in ruleset.entry_criteria if ruleset.rank(one.phase) >= now)
        ways = (_change(ruleset, AnyOf(heavy), answers, wanted=False),)
    found = (
        OtherPhase(answers=tuple(way.items()), rank=_rank(ruleset, answers.extended(way)))
        for way in sorted(filter(None, ways), key=len)
    )
    enough = next((other for other in found if (other.rank > now if up else other.rank < now)), None)
    return _without_needless(ruleset, answers, enough, now, up=up) if enough else None


def _without_needless(ruleset: Ruleset, answers: Answers, found: OtherPhase, now: int, *, up: bool) -> OtherPhase:
    """The same without the answers that it does without."""
    for one in found.answers:
        rest = tuple(other for other in found.answers if other != one)
        rank = _rank(ruleset, answers.extended(dict(rest)))
        if rank > now if up else rank < now:
            found = OtherPhase(answers=rest, rank=rank)
    return found


_Change = Mapping[str, Value]


def _rank(ruleset: Ruleset, answers: Answers) -> int:
    return classify(ruleset, ruleset.read(answers)).at_least


def _change(ruleset: Ruleset, rule: Condition, answers: Answers, *, wanted: bool) -> _Change | None:
    """The fewest other answers that make a condition so; None where there are none."""
    match rule:
        case Ref():
            return _change(ruleset, ruleset.names[rule.name], answers, wanted=wanted)
        case Threshold():
            return _change(ruleset, rule.written_out(), answers, wanted=wanted)
        case Not():
            return _change(ruleset, rule.part, answers, wanted=not wanted)
        case All() | AnyOf():
            every = isinstance(rule, All) is wanted
            ways = [_change(ruleset, part, answers, wanted=wanted) for part in rule.parts]
            return _together(ways) if every else min((way for way in ways if way is not None), key=len, default=None)
        case _:
            if not isinstance(answers.value(rule.fact), Gap) and fits(rule, _given(answers, rule.fact)) is wanted:
                return {}
            return next(({rule.fact: value} for value in _values(ruleset, rule, answers, wanted)), None)


def _together(ways: Iterable[_Change | None]) -> _Change | None:
    """All of these changes; None where one cannot be, or two ask another answer of one fact."""
    joined: dict[str, Value] = {}
    for way in ways:
        if way is None or any(joined.get(fact, value) != value for fact, value in way.items()):
            return None
        joined.update(way)
    return joined


def _given(answers: Answers, fact: str) -> Value:
    value = answers.value(fact)
    assert not isinstance(value, Gap)
    return value


def _values(ruleset: Ruleset, leaf: Leaf, answers: Answers, wanted: bool) -> Iterator[Value]:
    """Other answers to the fact of a comparison for which it does, or does not, hold; the lightest first."""
    fact = ruleset.facts[leaf.fact]
    now = answers.value(leaf.fact)
    if fact.kind is FactKind.PHASE:
        return
    possible: Iterable[Value]
    if fact.kind is FactKind.YES_NO:
        possible = (True, False)
    elif fact.kind is FactKind.CHOICE:
        order = fact.worse if isinstance(fact.worse, tuple) else ()
        possible = sorted(fact.options, key=lambda option: order.index(option) if option in order else 0)
    else:
        possible = _selections(fact.options, now if isinstance(now, tuple) else (), leaf)
    yield from (value for value in possible if value != now and fits(leaf, value) is wanted)


def _selections(options: tuple[str, ...], now: tuple[str, ...], leaf: Leaf) -> Iterator[Value]:
    """Selections near the present one: with and without the option that is asked for, or just enough of them."""
    if isinstance(leaf, Includes):
        yield tuple(one for one in options if one in now or one == leaf.option)
        yield tuple(one for one in now if one != leaf.option)
    elif isinstance(leaf, AtLeast):
        rest = [one for one in options if one not in now]
        wider = (*now, *rest[: max(leaf.count - len(now), 0)])
        yield tuple(one for one in options if one in wider)
        yield now[: leaf.count - 1]
    elif isinstance(leaf, Is):
        yield ()
