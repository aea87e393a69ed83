"""Facts that could still change something, and what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ave_cli.engine.classification import Interval, classify, raise_for_doubt
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.engine.steps import Possible, candidate_steps, possible_step
from ave_cli.engine.transitions import Course, plot_course, transitions_down
from ave_cli.profile import Answers, Effect, Evaluation, Gap, Gate, Ruleset, Step, Truth, record

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
