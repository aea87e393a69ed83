"""The advice for a household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from functools import cached_property
from typing import TypeVar

from ave_cli.engine.phases import (
    Course,
    CriterionEvaluation,
    Direction,
    Interval,
    TransitionResult,
    counts_here,
    danger_facts,
    doubted_facts,
    evaluate_criteria,
    list_transitions,
)
from ave_cli.engine.relevance import PHASE, EvaluationSoFar, Relevance, evaluate_so_far
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.engine.steps import (
    OWN_ORIGIN,
    NextStep,
    OwnStep,
    Possible,
    as_shown,
    call_steps,
    contact_words,
    danger_unknown_step,
    in_order,
    missing_steps,
)
from ave_cli.profile import (
    AnswerContradiction,
    Answers,
    Contact,
    DoubtRule,
    Effect,
    Evaluation,
    Gap,
    Gate,
    Modality,
    NationalAlert,
    NotRecorded,
    RoleStatus,
    Ruleset,
    SourceConflict,
    StepKind,
    Truth,
    Value,
    Whose,
    record,
)


class AlertKind(Enum):
    """What must be seen before the phase."""

    ACUTE = "acuut"
    ACUTE_UNKNOWN = "acuut_onbekend"
    DANGER_WITHOUT_PHASE = "gevaar_zonder_fase"
    DANGER = "gevaar"
    UNSAFE = "onveilig"


class PhaseStatus(Enum):
    """How far the answers go in telling the phase."""

    SETTLED = "settled"
    RANGE = "range"
    OPEN = "open"


@record
class Alert:
    """Something that must be seen before the phase."""

    kind: AlertKind
    contacts: tuple[Contact, ...] = ()
    """Whom to call, the most pressing first."""
    because: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    national: NationalAlert | None = None
    """What it rests on where it holds in every municipality."""


@record
class DangerFound:
    """What is known about danger, whatever the phase."""

    known: Mapping[AlertKind, tuple[str, ...]]
    """The alerts there are about danger, each with the facts that it rests on."""
    unknown: tuple[str, ...]
    """The facts about it that are not known: asked and in doubt, or not answered."""


@record
class DoubtOutcome:
    """The model's rule for doubt, and whether it was used here."""

    rule: DoubtRule
    applied: bool
    raised: bool
    """Whether it put the advice one phase up."""
    facts: tuple[str, ...]
    """The facts in doubt that it is about."""


@record
class CriterionResult:
    """A criterion with its result, and whether it still mattered."""

    evaluation: CriterionEvaluation
    asked: bool
    """False: unknown, and it does not matter any more."""


@record
class OpenQuestion:
    """A fact that is not known and could still change something."""

    fact: str
    could_change: tuple[str, ...]
    doubted: bool
    """Whether it was asked and the worker does not know."""

    @property
    def decides_phase(self) -> bool:
        """Whether the phase could still change by it."""
        return PHASE in self.could_change


@record
class Assessment:
    """The advice for one household: everything that a screen, a note or a program shows of it.

    Each part is worked out where it is looked at first: of thousands of households nobody looks at all.
    """

    ruleset: Ruleset
    answers: Answers

    @cached_property
    def so_far(self) -> EvaluationSoFar:
        """What the answers come to."""
        return evaluate_so_far(self.ruleset, self.answers)

    @property
    def interval(self) -> Interval:
        """The phases that the answers leave."""
        return self.so_far.interval

    @property
    def course(self) -> Course:
        """Where the household stands and where it goes."""
        return self.so_far.course

    @property
    def direction(self) -> Direction | None:
        """Which way the household goes; None where no current phase is known."""
        return self.course.direction

    @property
    def label(self) -> str:
        """The label of the advised phase."""
        return self.ruleset.phase(self.course.advised).label

    @property
    def stands(self) -> int:
        """Rank of the phase that the household is in: that of now until it is decided that it goes down."""
        course = self.course
        is_down = course.direction is Direction.DOWN and course.current is not None
        return self.ruleset.rank(course.current or "") if is_down else course.advised

    @property
    def status(self) -> PhaseStatus:
        """Open: the lightest phase is all that is proved while a heavier one is possible."""
        if self.interval.settled:
            return PhaseStatus.SETTLED
        return PhaseStatus.OPEN if self.course.advised == 0 else PhaseStatus.RANGE

    @property
    def acute(self) -> Value | Gap:
        """Whether there is acute danger."""
        gate = self.ruleset.gate(Gate.ACUTE)
        return self.answers.value(gate) if gate else Gap.NOT_ANSWERED

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """What must be seen before the phase."""
        return tuple(_alerts(self.ruleset, self.answers, self.so_far))

    @cached_property
    def danger(self) -> DangerFound:
        """What is known about danger, whatever the phase."""
        return look_for_danger(self.ruleset, self.answers)

    @cached_property
    def doubt(self) -> DoubtOutcome:
        """The model's rule for doubt, and whether it was used here."""
        return _doubt(self.ruleset, self.answers, self.so_far)

    @cached_property
    def _relevance(self) -> tuple[Relevance, ...]:
        return self.so_far.relevant

    @cached_property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion of the model, with its result."""
        return _criteria(self.ruleset, self.so_far.evaluation, self._relevance)

    @cached_property
    def roles(self) -> tuple[RoleHolding, ...]:
        """Who holds which role in the advised phase; nobody while the phase cannot be told."""
        is_open = self.status is PhaseStatus.OPEN
        return tuple(_undecided(one) if is_open else one for one in _roles(self.ruleset, self.so_far))

    @cached_property
    def steps(self) -> tuple[NextStep, ...]:
        """What to do, in its order."""
        is_open = self.status is PhaseStatus.OPEN
        doubted = self.open_questions if Gap.DONT_KNOW in self.answers.given.values() else ()
        return tuple(_steps(self.so_far, self.doubt, doubted, self.alerts, is_open=is_open))

    @cached_property
    def transitions(self) -> tuple[TransitionResult, ...]:
        """Every move that starts from the current or the advised phase, or is being made."""
        return list_transitions(self.ruleset, self.so_far.evaluation, self.course)

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """The facts that are not known and could still change something: danger first."""
        dangers = (self.ruleset.gate(Gate.ACUTE), *self.ruleset.dangers)
        return tuple(sorted(_open(self.answers, self._relevance), key=lambda one: one.fact not in dangers))

    @cached_property
    def conflicts(self) -> tuple[SourceConflict, ...]:
        """Where the source contradicts itself about such a household."""
        return tuple(self._counting(one for one in self.ruleset.profile.conflicts if one.in_result))

    @cached_property
    def gaps(self) -> tuple[NotRecorded, ...]:
        """What the model does not record about such a household."""
        return tuple(self._counting(self.ruleset.profile.gaps))

    def _counting(self, rules: Iterable[_Unclear]) -> Iterable[_Unclear]:
        phase = self.ruleset.phase(self.course.advised).id
        return (one for one in rules if counts_here(one, self.so_far.evaluation, phase))

    @property
    def left_open(self) -> tuple[NotRecorded, ...]:
        """What the model does not record about just such a household; a phase that is only what is left, for one."""
        return tuple(gap for gap in self.gaps if gap.when is not None)

    @cached_property
    def contradictions(self) -> tuple[AnswerContradiction, ...]:
        """The answers that cannot go together."""
        return self.ruleset.contradictions_in(self.answers, self.so_far.evaluation)

    @property
    def unused(self) -> tuple[str, ...]:
        """Facts that were answered and that this profile does not use."""
        return tuple(fact for fact in self.answers.given if fact not in self.ruleset.used)

    def met(self, effect: Effect) -> list[CriterionResult]:
        """The criteria of the advised phase with this effect that are met."""
        phase = self.ruleset.phase(self.course.advised).id
        return [
            result
            for result in self.criteria
            if result.evaluation.criterion.effect is effect
            and result.evaluation.criterion.phase == phase
            and result.evaluation.truth is Truth.YES
        ]


_Unclear = TypeVar("_Unclear", SourceConflict, NotRecorded)


def assess(ruleset: Ruleset, answers: Answers) -> Assessment:
    """The advice under a profile. It advises and never decides; unknown is never read as no."""
    return Assessment(ruleset=ruleset, answers=answers)


def look_for_danger(ruleset: Ruleset, answers: Answers) -> DangerFound:
    """What answers say about danger; of thousands of households it takes less than their advice."""
    gate, evaluation = ruleset.gate(Gate.ACUTE), ruleset.read(answers)
    known: dict[AlertKind, tuple[str, ...]] = {}
    unknown = [one for one in (gate, *ruleset.dangers) if one and isinstance(answers.value(one), Gap)]
    if gate and answers.value(gate) is True:
        known[AlertKind.ACUTE] = (gate,)
    if danger := danger_facts(ruleset, answers):
        known[AlertKind.DANGER] = danger
    for alert in ruleset.national.alerts:
        result = evaluation.evaluate(alert.when)
        if result.truth is Truth.YES:
            known[AlertKind.UNSAFE] = (*known.get(AlertKind.UNSAFE, ()), *result.because)
        elif result.truth is Truth.UNKNOWN:
            unknown += result.open
    return DangerFound(known=known, unknown=tuple(dict.fromkeys(unknown)))


def _undecided(holding: RoleHolding) -> RoleHolding:
    """While the phase cannot be told nobody is assigned: who would be is a candidate."""
    return replace(holding, status=RoleStatus.UNDECIDED) if holding.status is RoleStatus.ASSIGNED else holding


def _steps(
    so_far: EvaluationSoFar,
    doubt: DoubtOutcome,
    open_questions: Iterable[OpenQuestion],
    alerts: Iterable[Alert],
    *,
    is_open: bool,
) -> Iterable[NextStep]:
    """Whom to call; the work of the model in its order; and what cannot wait everywhere right behind its first step.

    Danger that is not known comes before a first step that can wait, unless that is what the model does about it.
    """
    ruleset, evaluation, course = so_far.ruleset, so_far.evaluation, so_far.course
    ordered = in_order(one for one in so_far.candidates if one.step.safety or not is_open)
    model = tuple(as_shown(ordered, ruleset, evaluation))
    rule = tuple(_doubt_step(ruleset, doubt))
    calls = tuple(call_steps(ruleset, evaluation.answers))
    everywhere = tuple(as_shown((one for one in so_far.national if one.step.urgent), ruleset, evaluation))
    named = {contact_words(contact): True for alert in alerts for contact in alert.contacts}
    for step in (*calls, *everywhere, *model):
        if step.safety:
            named[step.contact] = step.urgent or named.get(step.contact, False)
    unknown = tuple(danger_unknown_step(ruleset, evaluation, course, so_far.interval.at_most, named))
    about_it = doubt.raised or _is_about_danger(ruleset, ordered)
    first = int(not calls and (about_it or not any(step.urgent for step in unknown)))
    yield from calls
    yield from model[:first]
    yield from everywhere
    yield from (step for step in unknown if step.urgent)
    yield from (step for step in model[first:] if step.urgent)
    yield from (step for step in rule if step.safety)
    yield from (step for step in model[first:] if not step.urgent)
    yield from missing_steps(ruleset, course)
    yield from (step for step in rule if not step.safety)
    yield from (step for step in unknown if not step.urgent)
    yield from as_shown((one for one in so_far.national if not one.step.urgent), ruleset, evaluation)
    yield from _find_out(open_questions)


def _is_about_danger(ruleset: Ruleset, ordered: Iterable[Possible]) -> bool:
    """Whether the first of these steps that is taken cannot wait, is about safety, or is to find out about danger."""
    first = next((one for one in ordered if one.applies), None)
    if first is None:
        return False
    return first.step.urgent or first.step.safety or any(ruleset.facts[fact].danger for fact in first.open)


def _criteria(ruleset: Ruleset, evaluation: Evaluation, relevance: Iterable[Relevance]) -> tuple[CriterionResult, ...]:
    live = {one.fact for one in relevance}
    return tuple(
        CriterionResult(
            evaluation=one,
            asked=one.truth is not Truth.UNKNOWN
            or any(fact in live or evaluation.answers.answered(fact) for fact in one.result.open),
        )
        for one in evaluate_criteria(ruleset, evaluation)
    )


def _open(answers: Answers, relevance: Iterable[Relevance]) -> tuple[OpenQuestion, ...]:
    effects: dict[str, list[str]] = {}
    for one in relevance:
        effects.setdefault(one.fact, []).append(one.effect)
    return tuple(
        OpenQuestion(fact=fact, could_change=tuple(dict.fromkeys(changes)), doubted=answers.doubted(fact))
        for fact, changes in effects.items()
    )


def _doubt(ruleset: Ruleset, answers: Answers, so_far: EvaluationSoFar) -> DoubtOutcome:
    """The rule for doubt is said whenever a fact that it is about is in doubt, also where that changes no phase."""
    facts = doubted_facts(ruleset, answers)
    rule = ruleset.profile.doubt.rule
    is_raised = _is_raised(ruleset, so_far)
    talks = rule in (DoubtRule.CONSULT, DoubtRule.COORDINATE, DoubtRule.LOWEST)
    says_something = talks or rule is DoubtRule.ESCALATE
    applied = is_raised or (says_something and bool(facts)) or (talks and not so_far.interval.settled)
    return DoubtOutcome(rule=rule, applied=applied, raised=is_raised, facts=facts)


def _is_raised(ruleset: Ruleset, so_far: EvaluationSoFar) -> bool:
    current = ruleset.rank(so_far.course.current) if so_far.course.current else 0
    return so_far.course.advised > max(so_far.interval.at_least, current)


def _alerts(ruleset: Ruleset, answers: Answers, so_far: EvaluationSoFar) -> Iterable[Alert]:
    gate = ruleset.gate(Gate.ACUTE)
    if gate and answers.value(gate) is True:
        contacts = tuple(contact for contact in ruleset.contacts if contact.acute)
        yield Alert(kind=AlertKind.ACUTE, contacts=contacts, because=(gate,))
    if gate and isinstance(answers.value(gate), Gap):
        contacts = tuple(contact for contact in ruleset.contacts if contact.acute)
        yield Alert(kind=AlertKind.ACUTE_UNKNOWN, contacts=contacts, because=(gate,))
    danger, rule = danger_facts(ruleset, answers), ruleset.profile.danger
    if danger:
        numbers = tuple(_numbers(ruleset, so_far.evaluation))
        without_phase = so_far.course.advised < ruleset.danger_rank
        kind = AlertKind.DANGER_WITHOUT_PHASE if without_phase else AlertKind.DANGER
        statements = rule.statements if without_phase else ()
        yield Alert(kind=kind, contacts=numbers, because=danger, statements=statements)
    for alert in ruleset.national.alerts:
        result = so_far.evaluation.evaluate(alert.when)
        if result.truth is Truth.YES:
            by_id = {contact.id: contact for contact in ruleset.contacts}
            contacts = tuple(by_id[ident] for ident in alert.contacts if ident in by_id)
            yield Alert(kind=AlertKind.UNSAFE, contacts=contacts, because=result.because, national=alert)


def _numbers(ruleset: Ruleset, evaluation: Evaluation) -> Iterable[Contact]:
    """Whom to call about danger that is not acute, by who is in danger."""
    for contact in ruleset.contacts:
        if contact.concerns is not None and evaluation.evaluate(contact.concerns).truth is Truth.YES:
            yield contact


def _roles(ruleset: Ruleset, so_far: EvaluationSoFar) -> Iterable[RoleHolding]:
    """The roles of the advised phase; one that differs in another possible phase has that beside it."""
    others = [
        (rank, {holding.role.id: holding for holding in resolve(ruleset, so_far.evaluation, ruleset.phase(rank).id)})
        for rank in range(so_far.interval.at_least, so_far.interval.at_most + 1)
        if rank != so_far.course.advised
    ]
    for holding in so_far.holdings:
        elsewhere = tuple(
            (rank, other) for rank, roles in others if _way(other := roles[holding.role.id]) != _way(holding)
        )
        yield replace(holding, elsewhere=elsewhere) if elsewhere else holding


def _way(holding: RoleHolding) -> object:
    """How a role is held, whatever the reason."""
    return holding.status, holding.holders, holding.appointed_in


_DOUBT_STEP = {
    DoubtRule.ESCALATE: StepKind.ESCALATE,
    DoubtRule.CONSULT: StepKind.ASK_ADVICE,
    DoubtRule.COORDINATE: StepKind.CONSULT,
    DoubtRule.LOWEST: StepKind.CONSULT,
}


def _doubt_step(ruleset: Ruleset, doubt: DoubtOutcome) -> Iterable[NextStep]:
    """The rule for doubt as a step; where it put the advice a phase up, the steps of that phase say what to do."""
    rule = ruleset.profile.doubt
    if doubt.applied and not doubt.raised and doubt.rule in _DOUBT_STEP:
        yield NextStep(
            id="twijfel",
            own=OwnStep.DOUBT,
            kind=_DOUBT_STEP[doubt.rule],
            modality=Modality.MUST,
            text=rule.text,
            short=rule.short,
            safety=any(ruleset.facts[fact].danger for fact in doubt.facts),
            whose=Whose.YOU,
            contact=rule.who,
            because=doubt.facts,
            statements=rule.statements,
            origin=ruleset.profile.id,
        )


def _find_out(open_questions: Iterable[OpenQuestion]) -> Iterable[NextStep]:
    doubted = tuple(question.fact for question in open_questions if question.doubted)
    if doubted:
        yield NextStep(
            id="uitzoeken",
            own=OwnStep.FIND_OUT,
            kind=StepKind.FIND_OUT,
            modality=Modality.MUST,
            whose=Whose.YOU,
            because=doubted,
            origin=OWN_ORIGIN,
        )


def given_answers(assessment: Assessment, facts: Iterable[str]) -> Mapping[str, Value | Gap]:
    """The answers to these facts that were given, in their order; what was not answered is left out."""
    return {fact: assessment.answers.given[fact] for fact in facts if assessment.answers.answered(fact)}
