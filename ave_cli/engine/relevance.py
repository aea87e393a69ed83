"""Facts that could still change something, and what; and the other answers that change the phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

from ave_cli.engine.phases import (
    Course,
    Direction,
    Interval,
    classify,
    danger_facts,
    plot_course,
    raise_for_doubt,
    transitions_down,
)
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.engine.steps import Possible, candidate_steps, possible_step
from ave_cli.profile import (
    All,
    Answers,
    AnyOf,
    AtLeast,
    Condition,
    Effect,
    Evaluation,
    FactKind,
    Gap,
    Gate,
    Includes,
    Is,
    Leaf,
    Not,
    Ref,
    Ruleset,
    Step,
    Threshold,
    Transition,
    TransitionDirection,
    Truth,
    Value,
    contradictions,
    fits,
    record,
)

ALERT = "alert"
PHASE = "phase"
DIRECTION = "direction"
STEP = "step"


@record
class Relevance:
    """A fact and one thing that it could still change."""

    fact: str
    effect: str
    """`alert`, `phase`, `direction`, `role:ID`, `criterion:ID` or `step:ID`."""


@record
class EvaluationSoFar:
    """Everything that the answers come to; roles and steps are worked out where they are looked at first."""

    ruleset: Ruleset
    evaluation: Evaluation
    interval: Interval
    course: Course

    @cached_property
    def holdings(self) -> tuple[RoleHolding, ...]:
        """Who holds which role in the advised phase."""
        return resolve(self.ruleset, self.evaluation, self.ruleset.phase(self.course.advised).id)

    @cached_property
    def candidates(self) -> tuple[Possible, ...]:
        """Every step of the model that fits the move being made."""
        return tuple(candidate_steps(self.ruleset, self.evaluation, self.course))

    @cached_property
    def relevant(self) -> tuple[Relevance, ...]:
        """What could still change, most pressing first."""
        return relevant_facts(self.ruleset, self)

    @cached_property
    def national(self) -> tuple[Possible, ...]:
        """Every step that holds in every municipality."""
        return tuple(possible_step(step, self.evaluation) for step in self.ruleset.national.steps)


def evaluate_so_far(ruleset: Ruleset, answers: Answers) -> EvaluationSoFar:
    """Read the answers through the model, up to the phase that is advised."""
    evaluation = ruleset.read(answers)
    interval = classify(ruleset, evaluation)
    floor = raise_for_doubt(ruleset, evaluation, interval)
    course = plot_course(ruleset, evaluation, interval, floor)
    return EvaluationSoFar(ruleset=ruleset, evaluation=evaluation, interval=interval, course=course)


def relevant_facts(ruleset: Ruleset, so_far: EvaluationSoFar) -> tuple[Relevance, ...]:
    """What could still change, most pressing first: danger, phase (heaviest first), direction, roles, the rest."""
    found = (
        *_acute_matters(ruleset, so_far.evaluation),
        *_danger_matters(ruleset, so_far),
        *_national_matters(ruleset, so_far.evaluation),
        *_phase_matters(ruleset, so_far),
        *_direction_matters(ruleset, so_far),
        *_detail_matters(ruleset, so_far),
    )
    return tuple({(one.fact, one.effect): one for one in found}.values())


def pressing(ruleset: Ruleset, found: Iterable[Relevance]) -> tuple[Relevance, ...]:
    """What is worth a question of its own: everything but a step that is not about safety."""
    minor = {f"{STEP}:{step.id}" for step in _minor_steps(ruleset)}
    return tuple(one for one in found if one.effect not in minor)


def _minor_steps(ruleset: Ruleset) -> Iterator[Step]:
    return (step for step in (*ruleset.profile.steps, *ruleset.national.steps) if not step.safety)


def open_gates(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that are asked of everybody, before all others, and have not been: danger first."""
    asked = (ruleset.gate(Gate.ACUTE), ruleset.gate(Gate.PHASE))
    return tuple(fact for fact in asked if fact is not None and not answers.answered(fact))


def _acute_matters(ruleset: Ruleset, evaluation: Evaluation) -> Iterator[Relevance]:
    """Whether there is acute danger is an alert as long as it is not known, under every model."""
    gate = ruleset.gate(Gate.ACUTE)
    if gate is not None and isinstance(evaluation.answers.value(gate), Gap):
        yield Relevance(fact=gate, effect=ALERT)


def _national_matters(ruleset: Ruleset, evaluation: Evaluation) -> Iterator[Relevance]:
    """What holds in every municipality and is asked with danger."""
    unknown = (fact for fact in ruleset.national.ask if isinstance(evaluation.answers.value(fact), Gap))
    yield from _all(unknown, ALERT)


def _danger_matters(ruleset: Ruleset, so_far: EvaluationSoFar) -> Iterator[Relevance]:
    """Concrete danger is an alert in every phase lighter than the first that names it: so it is always asked there."""
    if so_far.interval.at_least < ruleset.danger_rank:
        answers = so_far.evaluation.answers
        yield from _all((fact for fact in ruleset.dangers if isinstance(answers.value(fact), Gap)), ALERT)


def _phase_matters(ruleset: Ruleset, so_far: EvaluationSoFar) -> Iterator[Relevance]:
    interval = so_far.interval
    for criterion in ruleset.entry_criteria:
        if interval.at_least < ruleset.rank_to(criterion) and ruleset.rank(criterion.phase) <= interval.at_most:
            yield from _all(so_far.evaluation.evaluate_named(criterion.id).open, PHASE)


def _direction_matters(ruleset: Ruleset, so_far: EvaluationSoFar) -> Iterator[Relevance]:
    current = so_far.course.current
    if current is None or so_far.interval.at_least >= ruleset.rank(current):
        return
    for move in transitions_down(ruleset, so_far.evaluation, current, so_far.interval.at_least):
        for ident in move.transition.criteria:
            yield from _all(so_far.evaluation.evaluate_named(ident).open, DIRECTION)
        yield from _all(so_far.evaluation.evaluate(move.transition.requires).open, DIRECTION)


def _detail_matters(ruleset: Ruleset, so_far: EvaluationSoFar) -> Iterator[Relevance]:
    phase = ruleset.phase(so_far.course.advised).id
    for holding in so_far.holdings:
        yield from _all(holding.depends_on, f"role:{holding.role.id}")
    for criterion in ruleset.profile.criteria:
        if criterion.phase == phase and criterion.effect in (Effect.WITHIN, Effect.INFORM):
            yield from _all(so_far.evaluation.evaluate_named(criterion.id).open, f"criterion:{criterion.id}")
    for possible in so_far.candidates:
        if possible.truth is Truth.UNKNOWN:
            yield from _all(possible.open, f"{STEP}:{possible.step.id}")
    for possible in so_far.national:
        yield from _all(possible.open, f"{STEP}:{possible.step.id}")


def _all(facts: Iterable[str], effect: str) -> Iterator[Relevance]:
    yield from (Relevance(fact=fact, effect=effect) for fact in facts)


def facts_that_may_come(ruleset: Ruleset, so_far: EvaluationSoFar) -> tuple[frozenset[str], ...]:
    """For each phase that may still be advised: the unanswered facts that could come to count, for whatever.

    It is an upper bound: what is decided now stays decided whatever is answered next.
    """
    answers = so_far.evaluation.answers
    first = {*open_gates(ruleset, answers)}
    phases = {
        relevance.fact
        for found in (
            _danger_matters(ruleset, so_far),
            _national_matters(ruleset, so_far.evaluation),
            _phase_matters(ruleset, so_far),
        )
        for relevance in found
    }
    current = so_far.course.current
    unknown_current = not answers.answered(ruleset.gate(Gate.PHASE) or "")
    if current is not None and so_far.interval.at_least < ruleset.rank(current):
        phases |= {relevance.fact for relevance in _direction_matters(ruleset, so_far)}
    leaving = _leaving(ruleset, so_far.evaluation) if unknown_current else set()
    top = max(so_far.interval.at_most, so_far.course.advised)
    heaviest = len(ruleset.profile.phases) - 1 if unknown_current else top
    steps = [(step.phases, possible_step(step, so_far.evaluation).open) for step in ruleset.profile.steps]
    anywhere = first | phases | leaving | {fact for possible in so_far.national for fact in possible.open}
    return tuple(
        frozenset(fact for fact in anywhere | _details(ruleset, so_far, rank, steps) if not answers.answered(fact))
        for rank in range(so_far.interval.at_least, heaviest + 1)
    )


def _leaving(ruleset: Ruleset, evaluation: Evaluation) -> set[str]:
    return {
        fact
        for criterion in ruleset.profile.criteria
        if criterion.effect is Effect.LEAVE
        for fact in evaluation.evaluate_named(criterion.id).open
    }


def _details(
    ruleset: Ruleset, so_far: EvaluationSoFar, rank: int, steps: Iterable[tuple[Iterable[str], Iterable[str]]]
) -> set[str]:
    """What roles, criteria and steps of one phase may still ask, whichever move leads there."""
    phase = ruleset.phase(rank).id
    holdings = so_far.holdings if rank == so_far.course.advised else resolve(ruleset, so_far.evaluation, phase)
    facts = {fact for holding in holdings for fact in holding.depends_on}
    for criterion in ruleset.profile.criteria:
        if criterion.phase == phase and criterion.effect in (Effect.WITHIN, Effect.INFORM):
            facts.update(so_far.evaluation.evaluate_named(criterion.id).open)
    for phases, facts_of_step in steps:
        if phase in phases:
            facts.update(facts_of_step)
    return facts


@record
class OtherPhase:
    """Answers that differ from those that were given, and what they would come to."""

    answers: tuple[tuple[str, Value], ...]
    so_far: EvaluationSoFar

    @property
    def rank(self) -> int:
        """Rank of the phase that would be advised."""
        return self.so_far.course.advised

    @property
    def told(self) -> bool:
        """Whether they would tell a phase: not the lightest one while a heavier one is possible."""
        return self.rank > 0 or self.so_far.interval.settled

    def surely(self, now: int, *, up: bool) -> bool:
        """Whether no phase that these answers leave possible is this one, or lies on the other side of it."""
        if up:
            return self.rank > now
        highest = self.rank if self.so_far.course.direction is Direction.DOWN else self.so_far.interval.at_most
        return self.told and max(self.rank, highest) < now


def single_changes(ruleset: Ruleset, answers: Answers) -> tuple[OtherPhase, ...]:
    """Every other answer to one fact that alone changes the phase that is advised, the heaviest phase first.

    It is exact: each answer is tried that some rule of an entry or of a way down tells from the one that was given, or
    that implies others. What leaves the phase untold is left out.
    """
    now = evaluate_so_far(ruleset, answers).course
    tried: dict[tuple[str, Value], None] = {}
    for leaf in ruleset.comparisons(_rules_of_phases(ruleset, now.current)):
        for value in chain(_values(ruleset, leaf, answers, True), _values(ruleset, leaf, answers, False)):
            tried[leaf.fact, value] = None
    for fact in ruleset.facts.values():
        if fact.implies is not None or fact.danger:
            tried |= {(fact.id, value): None for value in (True, False) if answers.value(fact.id) is not value}
    found = (_other(ruleset, answers, dict([one])) for one in tried)
    changed = (other for other in found if other.rank != now.advised and other.told)
    return tuple(sorted(changed, key=lambda other: -other.rank))


def _rules_of_phases(ruleset: Ruleset, current: str | None) -> Iterator[Condition]:
    """What decides the phase: the entry criteria, and what it takes to leave the present phase for a lighter one."""
    yield from (criterion.when for criterion in ruleset.entry_criteria)
    for move in ways_down(ruleset, current):
        yield from (Ref(ident) for ident in move.criteria)
        yield from [move.requires] if move.requires is not None else []


def ways_down(ruleset: Ruleset, current: str | None) -> list[Transition]:
    """The moves out of a phase to a lighter one of which the model says when."""
    if current is None:
        return []
    down, rank = TransitionDirection.DOWN, ruleset.rank(current)
    moves = (move for move in ruleset.profile.transitions if move.from_ == current and move.criteria)
    return [move for move in moves if (ruleset.rank(move.to) < rank if move.to is not None else move.direction is down)]


def smallest_change(ruleset: Ruleset, answers: Answers, *, up: bool) -> OtherPhase | None:
    """The fewest other answers found that together surely give a heavier phase, or a lighter one; None for none.

    Heavier is heavier than the present phase too; lighter is lighter than the advised one.

    Answers are tried through the rules themselves, and what is found is checked by what it comes to; it contradicts
    itself no more than what was answered.
    """
    course = evaluate_so_far(ruleset, answers).course
    here = ruleset.rank(course.current) if course.current is not None else 0
    now = max(course.advised, here) if up else course.advised
    aims = _aims_up(ruleset, now) if up else _aims_down(ruleset, answers, course)
    fuel = iter(range(_MOST_TRIED))
    ways = (way for aim in aims for way in islice(_ways(ruleset, aim, answers, {}, fuel, wanted=True), _FIRST))
    for way in sorted(filter(None, (_agreeing(ruleset, answers, way, fuel) for way in ways)), key=len):
        found = _other(ruleset, answers, way)
        if found.surely(now, up=up):
            return _without_needless(ruleset, answers, found, now, up=up)
    return None


def _agreeing(ruleset: Ruleset, answers: Answers, way: _Change, fuel: Iterator[int]) -> _Change | None:
    """The same with what it takes to contradict itself no more than the answers did; None where that is too much."""
    before = set(_contradicted(ruleset, answers))
    changed: _Change | None = way
    for _ in range(_MENDED):
        if changed is None:
            return None
        wrong = [rule for rule in _contradicted(ruleset, answers.extended(changed)) if rule not in before]
        if not wrong:
            return changed
        together = All(tuple(Not(rule) for rule in wrong))
        changed = next(_ways(ruleset, together, answers, changed, fuel, wanted=True), None)
    return None


def _contradicted(ruleset: Ruleset, answers: Answers) -> Iterator[Condition]:
    """What these answers say that cannot be so."""
    evaluation = ruleset.read(answers)
    yield from (rule.when for rule in ruleset.contradictions if evaluation.evaluate(rule.when).truth is Truth.YES)
    for one in contradictions(ruleset.binding, answers):
        yield All((Is(one.fact, True), *(Is(other, one.excluded) for other in one.others)))


def _aims_up(ruleset: Ruleset, now: int) -> Iterator[Condition]:
    yield from (one.when for one in ruleset.entry_criteria if ruleset.rank(one.phase) > now)


def _aims_down(ruleset: Ruleset, answers: Answers, course: Course) -> Iterator[Condition]:
    """What must hold for each lighter phase: no criterion of a heavier one, and where one is in a phase, a way out."""
    present = ruleset.rank(course.current) if course.current is not None else -1
    implying = [fact.id for fact in ruleset.binding if fact.implies is not None and answers.value(fact.id) is True]
    for target in reversed(range(course.advised)):
        none = [Not(one.when) for one in ruleset.entry_criteria if ruleset.rank_to(one) > target]
        safe = danger_facts(ruleset, answers) if target < min(present, ruleset.danger_rank) else ()
        none += [Not(Is(fact, True)) for fact in dict.fromkeys((*implying, *safe))]
        for out in _ways_out(ruleset, course.current, target) if target < present else ((),):
            yield All((*none, *out))


def _ways_out(ruleset: Ruleset, current: str | None, target: int) -> Iterator[tuple[Condition, ...]]:
    """What each way out of the present phase to this one takes."""
    for move in ways_down(ruleset, current):
        if move.to in (None, ruleset.phase(target).id):
            parts = tuple(Ref(ident) for ident in move.criteria)
            yield (All(parts) if move.needs == "all" else AnyOf(parts), *([move.requires] if move.requires else ()))


def _without_needless(ruleset: Ruleset, answers: Answers, found: OtherPhase, now: int, *, up: bool) -> OtherPhase:
    """The same without the answers that it does without."""
    for one in found.answers:
        less = _other(ruleset, answers, {fact: value for fact, value in found.answers if fact != one[0]})
        if less.surely(now, up=up):
            found = less
    return found


_Change = Mapping[str, Value]
_MENDED = 4
"""Times that a contradiction is taken out before a way is given up."""
_MOST_TRIED = 50_000
"""Comparisons that are looked at before a search is given up."""
_FIRST = 12
"""Ways that are looked at of each aim, and of each part of it."""


def _other(ruleset: Ruleset, answers: Answers, change: _Change) -> OtherPhase:
    return OtherPhase(answers=tuple(change.items()), so_far=evaluate_so_far(ruleset, answers.extended(change)))


def _ways(
    ruleset: Ruleset, rule: Condition, answers: Answers, made: _Change, fuel: Iterator[int], *, wanted: bool
) -> Iterator[_Change]:
    """Other answers, beside those that were changed before, that make a condition so; the fewest first."""
    match rule:
        case Ref():
            yield from _ways(ruleset, ruleset.names[rule.name], answers, made, fuel, wanted=wanted)
        case Threshold():
            yield from _ways(ruleset, rule.written_out(), answers, made, fuel, wanted=wanted)
        case Not():
            yield from _ways(ruleset, rule.part, answers, made, fuel, wanted=not wanted)
        case All() | AnyOf() if isinstance(rule, All) is wanted:
            yield from _all_ways(ruleset, rule.parts, answers, made, fuel, wanted=wanted)
        case All() | AnyOf():
            several = (islice(_ways(ruleset, part, answers, made, fuel, wanted=wanted), _FIRST) for part in rule.parts)
            yield from sorted(chain.from_iterable(several), key=len)
        case _:
            yield from _leaf_ways(ruleset, rule, answers, made, fuel, wanted=wanted)


def _all_ways(
    ruleset: Ruleset, parts: Sequence[Condition], answers: Answers, made: _Change, fuel: Iterator[int], *, wanted: bool
) -> Iterator[_Change]:
    """Other answers that make all of these conditions so."""
    if not parts:
        yield made
        return
    for way in _ways(ruleset, parts[0], answers, made, fuel, wanted=wanted):
        yield from _all_ways(ruleset, parts[1:], answers, way, fuel, wanted=wanted)


def _leaf_ways(
    ruleset: Ruleset, leaf: Leaf, answers: Answers, made: _Change, fuel: Iterator[int], *, wanted: bool
) -> Iterator[_Change]:
    if next(fuel, None) is None:
        return
    now = made.get(leaf.fact, answers.value(leaf.fact))
    if not isinstance(now, Gap) and fits(leaf, now) is wanted:
        yield made
    elif leaf.fact not in made or ruleset.facts[leaf.fact].kind is FactKind.CHOICES:
        changed = answers.extended(made)
        yield from ({**made, leaf.fact: value} for value in _values(ruleset, leaf, changed, wanted))


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
