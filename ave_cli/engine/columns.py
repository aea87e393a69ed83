"""Phases of many households at once, as sets of households in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from ave_cli.engine.answer_space import facts_of
from ave_cli.engine.answers_file import TypedAnswers
from ave_cli.engine.phases import Direction
from ave_cli.profile import (
    Condition,
    DoubtRule,
    Fact,
    FactKind,
    Gap,
    Gate,
    Leaf,
    Ref,
    Ruleset,
    Transition,
    TransitionDirection,
    Value,
    evaluate,
    fits,
    record,
)

_BYTE = 256


@record
class Column:
    """The answers of many households to one fact."""

    codes: Sequence[int]
    """For each household the place of its answer in `values`."""
    values: Sequence[Value | Gap]


@record
class Split:
    """A condition for many households: each set a whole number, in which the first household is the highest bit."""

    yes: int
    """For whom it holds; for who is in neither set it is not known."""
    no: int
    """For whom it fails."""
    doubted: int
    """For whom it is not known and a fact that the rule for doubt is about could still decide it."""


class Columns:
    """Many households read through one model, in the algebra of sets; each name is worked out once."""

    def __init__(self, ruleset: Ruleset, columns: Mapping[str, Column], size: int) -> None:
        """Turn columns of answers into sets; a fact without a column was answered by nobody."""
        self.ruleset = ruleset
        self.size = size
        self.everyone = (1 << size) - 1
        self._sets = {fact: tuple(_sets(column)) for fact, column in columns.items()}
        about = ruleset.profile.doubt.facts or ruleset.profile.ask
        self._about = frozenset(about) if ruleset.profile.doubt.rule is DoubtRule.ESCALATE else frozenset[str]()
        self._known: dict[str, Split] = {}
        self._compared: dict[Leaf, Split] = {}

    @classmethod
    def of_sets(cls, ruleset: Ruleset, sets: Mapping[str, Mapping[Value, int]], size: int) -> Columns:
        """Households of which is known already, per fact and answer, which set gave it."""
        made = cls(ruleset, {}, size)
        made._sets = {fact: tuple(by_value.items()) for fact, by_value in sets.items()}
        return made

    def answering(self, fact: str, wanted: Value | Gap) -> int:
        """The households with this answer, of the same kind: yes is not 1."""
        return _union(one for value, one in self._sets.get(fact, ()) if value is wanted or _is_same(value, wanted))

    def supposing(self, fact: str) -> Columns:
        """The same households as if each had said yes to this fact."""
        other = Columns(self.ruleset, {}, self.size)
        other._sets = {**self._sets, fact: ((True, self.everyone),)}
        other._known = {
            name: split for name, split in self._known.items() if fact not in facts_of(self.ruleset, Ref(name))
        }
        other._compared = {leaf: split for leaf, split in self._compared.items() if leaf.fact != fact}
        return other

    def evaluate(self, condition: Condition) -> Split:
        """Evaluate a condition for everyone."""
        return evaluate(condition, self)

    def evaluate_named(self, name: str) -> Split:
        """Evaluate a named condition or a criterion by its id."""
        if name not in self._known:
            self._known[name] = evaluate(self.ruleset.names[name], self)
        return self._known[name]

    def on_comparison(self, leaf: Leaf) -> Split:
        """Compare the answers of everyone, once; a gap of either kind is unknown."""
        if leaf not in self._compared:
            self._compared[leaf] = self._compare(leaf)
        return self._compared[leaf]

    def _compare(self, leaf: Leaf) -> Split:
        yes = no = doubted = 0
        for value, households in self._sets.get(leaf.fact, ()):
            if isinstance(value, Gap):
                if value is Gap.DONT_KNOW and leaf.fact in self._about:
                    doubted |= households
            elif fits(leaf, value):
                yes |= households
            else:
                no |= households
        return Split(yes=yes, no=no, doubted=doubted)

    def negation(self, inner: Split) -> Split:
        """The opposite."""
        return Split(yes=inner.no, no=inner.yes, doubted=inner.doubted)

    def conjunction(self, inner: Sequence[Split]) -> Split:
        """Every one of these."""
        no = _union(one.no for one in inner)
        yes = reduce(and_, (one.yes for one in inner), self.everyone)
        return Split(yes=yes, no=no, doubted=_minus(_union(one.doubted for one in inner), no))

    def disjunction(self, inner: Sequence[Split]) -> Split:
        """At least one of these."""
        yes = _union(one.yes for one in inner)
        no = reduce(and_, (one.no for one in inner), self.everyone)
        return Split(yes=yes, no=no, doubted=_minus(_union(one.doubted for one in inner), yes))


def _is_same(value: Value | Gap, wanted: Value | Gap) -> bool:
    return type(value) is type(wanted) and value == wanted


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _minus(households: int, others: int) -> int:
    """Those who are not among the others; joining with a negative number would take several times as long."""
    return households ^ (households & others) if households and others else households


def _sets(column: Column) -> Iterator[tuple[Value | Gap, int]]:
    """Each answer that somebody gave, with who did."""
    if not column.codes:
        return
    narrow = len(column.values) <= _BYTE
    codes = bytes(column.codes) if narrow else b""
    present = set(column.codes)
    for code, value in enumerate(column.values):
        if code not in present:
            continue
        if narrow:
            bits = codes.translate(b"0" * code + b"1" + b"0" * (_BYTE - 1 - code))
        else:
            bits = b"".join(b"1" if one == code else b"0" for one in column.codes)
        yield value, int(bits, 2)


@record
class SetOutcome:
    """What many households come to: sets by rank, by direction and by alert."""

    size: int
    at_least: tuple[int, ...]
    """Whose phase is proved to be this rank or a heavier one; the lightest is everyone's."""
    at_most: tuple[int, ...]
    """For whom this rank or a heavier one is possible."""
    advised: tuple[int, ...]
    """For whom just this rank is advised."""
    current: tuple[int, ...]
    """Who is in just this rank now."""
    direction: Mapping[Direction, int]
    acute: int
    acute_unknown: int
    danger: int
    """For whom somebody is in concrete danger."""
    national: tuple[int, ...]
    """For whom each alert that holds in every municipality holds."""


def work_out(columns: Columns) -> SetOutcome:
    """Phases, directions and alerts of many households: the same as `assess` gives for each of them."""
    ruleset = columns.ruleset
    at_least, at_most = classify_many(columns)
    floors = _raised_for_doubt(columns, at_least, at_most)
    course = _Courses(columns, at_most, floors)
    gate = ruleset.gate(Gate.ACUTE)
    known = _union(columns.answering(gate, one) for one in (True, False)) if gate else 0
    return SetOutcome(
        size=columns.size,
        at_least=at_least,
        at_most=at_most,
        advised=tuple(course.advised),
        current=tuple(course.current),
        direction=course.direction,
        acute=columns.answering(gate, True) if gate else 0,
        acute_unknown=_minus(columns.everyone, known) if gate else 0,
        danger=_in_danger(columns),
        national=tuple(columns.evaluate(alert.when).yes for alert in ruleset.national.alerts),
    )


def facts_that_count(ruleset: Ruleset) -> tuple[str, ...]:
    """The facts whose answers `work_out` looks at."""
    profile = ruleset.profile
    criteria = {criterion.id: criterion.when for criterion in profile.criteria}
    moves = [criteria[ident] for transition in profile.transitions for ident in transition.criteria]
    moves += [transition.requires for transition in profile.transitions if transition.requires is not None]
    entry = [criterion.when for criterion in ruleset.entry_criteria]
    rules = (*entry, *moves, *(alert.when for alert in ruleset.national.alerts))
    implied = [fact for fact in ruleset.facts.values() if fact.implies is not None]
    others = (other for fact in implied if fact.implies is not None for other in fact.implies.any)
    danger = (fact.id for fact in ruleset.facts.values() if fact.danger)
    gates = (gate for gate in (ruleset.gate(Gate.ACUTE), ruleset.gate(Gate.PHASE)) if gate is not None)
    looked_at = (leaf.fact for leaf in ruleset.comparisons(rules))
    return tuple(dict.fromkeys((*gates, *danger, *(fact.id for fact in implied), *others, *looked_at)))


def _in_danger(columns: Columns) -> int:
    return _union(columns.answering(fact.id, True) for fact in columns.ruleset.facts.values() if fact.danger)


def danger_unknown(columns: Columns) -> int:
    """Of whom something about danger is not known: the same as `look_for_danger` gives for each of them."""
    gate = columns.ruleset.gate(Gate.ACUTE)
    asked = [fact for fact in (gate, *columns.ruleset.dangers) if fact]
    known = [_union(columns.answering(fact, one) for one in (True, False)) for fact in asked]
    alerts = [columns.evaluate(alert.when) for alert in columns.ruleset.national.alerts]
    known += [split.yes | split.no for split in alerts]
    return _minus(columns.everyone, reduce(and_, known, columns.everyone))


def classify_many(columns: Columns) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each rank whose phase is proved to be at least that, and for whom that or heavier is possible."""
    at_least, at_most = (list(one) for one in _by_criteria(columns))
    for fact in columns.ruleset.facts.values():
        said = columns.answering(fact.id, True) if fact.implies is not None else 0
        if said and fact.implies is not None:
            for rank, proved in enumerate(_proved_by(columns, said, fact.implies.any)):
                at_least[rank] |= proved
                at_most[rank] |= proved
    return tuple(at_least), tuple(at_most)


def _by_criteria(columns: Columns) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the criteria alone prove and leave possible: one that is met is enough for its phase."""
    ruleset = columns.ruleset
    count = len(ruleset.ranks)
    proved, possible = [0] * count, [0] * count
    proved[0] = possible[0] = columns.everyone
    for criterion in ruleset.entry_criteria:
        split, rank = columns.evaluate_named(criterion.id), ruleset.rank(criterion.phase)
        proved[rank] |= split.yes
        possible[ruleset.rank_to(criterion)] |= _minus(columns.everyone, split.no)
    return _or_heavier(proved), _or_heavier(possible)


def _or_heavier(sets: Sequence[int]) -> tuple[int, ...]:
    found, heavier = list(sets), 0
    for rank in reversed(range(len(found))):
        heavier = found[rank] = found[rank] | heavier
    return tuple(found)


def _proved_by(columns: Columns, said: int, any_of_these: Sequence[str]) -> tuple[int, ...]:
    """For each rank for whom it is proved whichever of these facts is yes; nobody of whom one is known to be."""
    said = _minus(said, _union(columns.answering(fact, True) for fact in any_of_these))
    denied = {fact: columns.answering(fact, False) for fact in any_of_these}
    said = _minus(said, reduce(and_, denied.values(), columns.everyone))
    found = [said] * len(columns.ruleset.ranks)
    for fact in any_of_these if said else ():
        world = _by_criteria(columns.supposing(fact))[0]
        found = [one & (denied[fact] | proved) for one, proved in zip(found, world, strict=True)]
    return tuple(found)


def _raised_for_doubt(columns: Columns, at_least: Sequence[int], at_most: Sequence[int]) -> tuple[int, ...]:
    """For each rank who has just that after the rule for doubt: one up at most, where a doubted fact still plays."""
    proved, possible = _exactly(at_least), _exactly(at_most)
    settled = _union(one & other for one, other in zip(proved, possible, strict=True))
    doubts = [0] * len(proved)
    for criterion in columns.ruleset.entry_criteria:
        doubts[columns.ruleset.rank(criterion.phase)] |= columns.evaluate_named(criterion.id).doubted
    heavier = (*_or_heavier(doubts)[1:], 0)
    raised = [_minus(one & doubt, settled) for one, doubt in zip(proved, heavier, strict=True)]
    return tuple(_minus(one, up) | below for one, up, below in zip(proved, raised, (0, *raised[:-1]), strict=True))


def _exactly(sets: Sequence[int]) -> tuple[int, ...]:
    """Of sets for this rank or heavier: for just this rank."""
    return tuple(_minus(one, heavier) for one, heavier in zip(sets, (*sets[1:], 0), strict=True))


def contradicting(columns: Columns) -> Iterator[int]:
    """Who contradicts themselves: by each fact that binds others, and then by each rule of the vocabulary."""
    for fact in columns.ruleset.binding:
        both = _union(columns.answering(other, True) for other in fact.excludes)
        denied = (columns.answering(other, False) for other in fact.implies.any) if fact.implies is not None else (0,)
        yield columns.answering(fact.id, True) & (both | reduce(and_, denied, columns.everyone))
    yield from (columns.evaluate(rule.when).yes for rule in columns.ruleset.contradictions)


class _Courses:
    """Which way each household goes: `plot_course` in sets."""

    def __init__(self, columns: Columns, at_most: Sequence[int], floors: Sequence[int]) -> None:
        self._columns = columns
        self._ruleset = columns.ruleset
        self._at_most = at_most
        self._floors = floors
        self._danger = _in_danger(columns)
        gate = self._ruleset.gate(Gate.PHASE)
        self._standing: dict[int, tuple[int, int]] = {}
        self.current = [columns.answering(gate, phase) if gate else 0 for phase in self._ruleset.ranks]
        nowhere = _minus(columns.everyone, _union(self.current))
        self.advised = [floor & nowhere for floor in floors]
        self.direction: dict[Direction, int] = dict.fromkeys(Direction, 0)
        for rank, here in enumerate(self.current):
            if here:
                self._plot(rank, here)

    def _heavier_possible(self, rank: int) -> int:
        return self._at_most[rank + 1] if rank + 1 < len(self._at_most) else 0

    def _plot(self, rank: int, here: int) -> None:
        """Plot the course of who is in this rank now."""
        possible = self._heavier_possible(rank)
        for floor, households in enumerate(self._floors):
            there = households & here
            if not there:
                continue
            if floor > rank:
                self.direction[Direction.UP] |= there
                self.advised[floor] |= there
            elif floor == rank:
                self._stay(rank, there, _minus(there, possible))
            else:
                self._leave(rank, floor, there)

    def _stay(self, rank: int, households: int, same: int) -> None:
        self.advised[rank] |= households
        self.direction[Direction.SAME] |= same
        self.direction[Direction.UNCLEAR] |= _minus(households, same)

    def _leave(self, rank: int, floor: int, households: int) -> None:
        """Who is proved to be lighter than now: down along a way that is open, else it stays as it is."""
        lighter = _minus(households, self._at_most[rank])
        left, some_open, all_blocked, ways = lighter, 0, households, 0
        for to, transition in sorted(self._ways(rank, floor), key=lambda way: way[0]):
            ways += 1
            is_open, is_blocked = self._status(transition, to)
            down = left & is_open
            self.direction[Direction.DOWN] |= down
            self.advised[to] |= down
            left = _minus(left, down)
            some_open |= is_open
            all_blocked &= is_blocked
        gone = _minus(lighter, left)
        decided = _minus(all_blocked, some_open) if ways else 0
        same = _minus(decided, self._heavier_possible(rank) | gone)
        self._stay(rank, _minus(households, gone), same)

    def _ways(self, rank: int, floor: int) -> Iterator[tuple[int, Transition]]:
        """The ways out of a rank to a lighter one that is not lighter than this floor, with where they lead."""
        for transition in self._ruleset.profile.transitions:
            starts = transition.from_ is not None and self._ruleset.rank(transition.from_) == rank
            if not starts or transition.direction is TransitionDirection.UP:
                continue
            to = self._target(transition, rank, floor)
            if floor <= to < rank:
                yield to, transition

    def _target(self, transition: Transition, rank: int, floor: int) -> int:
        if transition.to is not None:
            return self._ruleset.rank(transition.to)
        return rank if transition.direction is TransitionDirection.WITHIN else floor

    def _status(self, transition: Transition, to: int) -> tuple[int, int]:
        """For whom a way is open, and for whom it is blocked."""
        splits = [self._columns.evaluate_named(ident) for ident in transition.criteria]
        if not splits:
            required = transition.requires
            return 0, self._columns.evaluate(required).no if required is not None else 0
        join = self._columns.conjunction if transition.needs == "all" else self._columns.disjunction
        split = join(splits)
        if transition.requires is not None:
            split = self._columns.conjunction([split, self._columns.evaluate(transition.requires)])
        holding, perhaps = self._still_holding(to)
        return _minus(split.yes, holding | perhaps), split.no | (split.yes & holding)

    def _still_holding(self, to: int) -> tuple[int, int]:
        """For whom something still stands in the way to a rank, and for whom something may."""
        if to in self._standing:
            return self._standing[to]
        ruleset = self._ruleset
        heavier = [
            self._columns.evaluate_named(criterion.id)
            for criterion in ruleset.entry_criteria
            if ruleset.rank(criterion.phase) > to
        ]
        in_danger = self._danger if to < ruleset.danger_rank else 0
        known = (split.yes | split.no for split in heavier)
        unknown = _minus(self._columns.everyone, reduce(and_, known, self._columns.everyone))
        for criterion in ruleset.entry_criteria:
            if ruleset.rank(criterion.phase) <= to < ruleset.rank_to(criterion):
                unknown |= _minus(self._columns.everyone, self._columns.evaluate_named(criterion.id).no)
        self._standing[to] = _union(split.yes for split in heavier) | in_danger, unknown
        return self._standing[to]


def rank_of_each(sets: Sequence[int], size: int) -> bytes:
    """For each household the place of the last of these sets that it is in, in the order of the households.

    One byte each, 0 for who is in none; there are at most 256 sets.
    """
    found = later = 0
    for place, one in reversed(list(enumerate(sets))):
        found += place * int.from_bytes(signs(_minus(one, later), size), "big")
        later |= one
    return found.to_bytes(size, "big")


_SIGNS = bytes.maketrans(b"01", b"\0\1")


def signs(households: int, size: int) -> bytes:
    """A set as one byte for each household, in their order: 1 for who is in it, 0 for who is not."""
    return f"{households:0>{size}b}".encode().translate(_SIGNS) if size else b""


def column_of(answers: Iterable[Value | Gap]) -> Column:
    """The column of these answers."""
    codes: dict[tuple[type, Value | Gap], int] = {}
    found = [codes.setdefault((type(one), one), len(codes)) for one in answers]
    return Column(codes=found, values=tuple(value for _, value in codes))


NO_ANSWER, BAD_ANSWER = 0, 1
"""Codes of an answer that is not there, and of one that is none."""


def joined(answered: Column | None, now: Column) -> tuple[Column, set[int]]:
    """Two columns of one fact as one, and the places where they differ."""
    if answered is None:
        return now, set()
    pairs = list(zip(answered.codes, now.codes, strict=True))
    twice = {place for place, (one, other) in enumerate(pairs) if one != other and NO_ANSWER not in (one, other)}
    codes = [other if one == NO_ANSWER else one for one, other in pairs]
    return Column(codes=codes, values=now.values), twice


class TypedColumns(dict[object, int]):
    """What was typed in a column to the code of the answer that it means, for one fact of one model."""

    def __init__(self, typed: TypedAnswers, fact: Fact) -> None:
        super().__init__({None: NO_ANSWER, "": NO_ANSWER})
        self._typed = typed
        self._fact = fact
        self._code_of: dict[Value | Gap, int] = {}
        self.answers: list[Value | Gap] = [Gap.NOT_ANSWERED, Gap.NOT_ANSWERED]

    def __missing__(self, raw: object) -> int:
        if isinstance(raw, str) and raw.isspace():
            return NO_ANSWER
        try:
            value = self._typed.read(self._fact.id, list(raw) if isinstance(raw, tuple) else raw)
        except ValueError:
            return BAD_ANSWER
        if value not in self._code_of:
            self._code_of[value] = len(self.answers)
            self.answers.append(value)
        code = self._code_of[value]
        # 1, 1.0 and yes are one key: only where they mean the same is one of them remembered
        if isinstance(raw, str | tuple) or self._fact.kind is FactKind.YES_NO:
            self[raw] = code
        return code

    def codes(self, column: Iterable[object]) -> list[int]:
        """The codes of a column."""
        if self._fact.kind is FactKind.CHOICES:
            column = [tuple(one) if type(one) is list else one for one in column]
        try:
            return list(map(self.__getitem__, column))
        except TypeError:
            return [self._careful(one) for one in column]

    def _careful(self, raw: object) -> int:
        try:
            return self[raw]
        except TypeError:  # a table inside a table
            return BAD_ANSWER
