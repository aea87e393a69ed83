"""The advice for a household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ave_cli.engine.classification import Finding, Interval, endangered, findings, in_doubt
from ave_cli.engine.relevance import EvaluationSoFar, Relevance, evaluate_so_far, relevant_facts
from ave_cli.engine.roles import Held, resolve
from ave_cli.engine.steps import NextStep, acute_steps, model_steps
from ave_cli.engine.transitions import Course, Heading, Move
from ave_cli.profile.conditions import Evaluation
from ave_cli.profile.facts import Answers, Gap, Gate, Value, contradictions
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Conflict, DoubtRule, Modality, NotRecorded, StepKind
from ave_cli.profile.truth import Truth
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


@record
class Alert:
    """Something that must be seen before the phase."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()
    """What to do, one line each; the first is the most pressing."""
    because: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@record
class DoubtSaid:
    """The model's rule for doubt, and whether it was used here."""

    rule: DoubtRule
    applied: bool
    raised: bool
    """Whether it put the advice one phase up."""
    facts: tuple[str, ...]
    """The facts in doubt that it is about."""


@record
class Met:
    """A criterion with its result, and whether it still mattered."""

    finding: Finding
    asked: bool
    """False: unknown, and it does not matter any more."""


@record
class OpenQuestion:
    """A fact that is not known and could still change something."""

    fact: str
    could_change: tuple[str, ...]
    doubted: bool
    """Whether it was asked and the worker does not know."""


@record
class Assessment:
    """The advice for one household: everything that a screen, a note or a program shows of it."""

    model: Model
    answers: Answers
    acute: Value | Gap
    alerts: tuple[Alert, ...]
    interval: Interval
    course: Course
    doubt: DoubtSaid
    criteria: tuple[Met, ...]
    roles: tuple[Held, ...]
    steps: tuple[NextStep, ...]
    moves: tuple[Move, ...]
    open_questions: tuple[OpenQuestion, ...]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[NotRecorded, ...]
    contradictions: tuple[tuple[tuple[str, ...], str], ...]
    """Facts that contradict each other, and how to say it."""
    unused: tuple[str, ...]
    """Facts that were answered and that this profile does not use."""

    @property
    def label(self) -> str:
        """The label of the advised phase."""
        return self.model.phase(self.course.advised).label

    @property
    def left_open(self) -> tuple[NotRecorded, ...]:
        """What the model does not record about just such a household; a phase that is only what is left, for one."""
        return tuple(one for one in self.gaps if one.when is not None)

    @property
    def heading(self) -> Heading | None:
        """Which way the household goes; None where no current phase is known."""
        return self.course.heading


def assess(model: Model, answers: Answers) -> Assessment:
    """The advice under a profile. It advises and never decides; unknown is never read as no."""
    so_far = evaluate_so_far(model, answers)
    relevance = relevant_facts(model, so_far)
    phase = model.phase(so_far.course.advised).id
    doubt = _doubt(model, answers, so_far, relevance)
    acute_gate = model.gate(Gate.ACUTE)
    open_ = _open(answers, relevance)
    return Assessment(
        model=model,
        answers=answers,
        acute=answers.value(acute_gate) if acute_gate else Gap.NOT_ANSWERED,
        alerts=tuple(_alerts(model, answers, so_far)),
        interval=so_far.interval,
        course=so_far.course,
        doubt=doubt,
        criteria=_criteria(model, so_far.evaluation, relevance),
        roles=tuple(_roles(model, so_far)),
        steps=(
            *acute_steps(model, answers),
            *model_steps(model, so_far.evaluation, so_far.course),
            *_own_last(model, doubt, open_),
        ),
        moves=so_far.course.moves,
        open_questions=open_,
        conflicts=tuple(
            one for one in model.profile.conflicts if one.in_result and _takes_part(one, so_far.evaluation, phase)
        ),
        gaps=tuple(one for one in model.profile.gaps if _takes_part(one, so_far.evaluation, phase)),
        contradictions=tuple(
            ((one.fact, *one.others), phrases.contradiction(one, model.facts))
            for one in contradictions(model.facts.values(), answers)
        ),
        unused=tuple(fact for fact in answers.given if fact not in model.used),
    )


def _criteria(model: Model, evaluation: Evaluation, relevance: Iterable[Relevance]) -> tuple[Met, ...]:
    live = {one.fact for one in relevance}
    return tuple(
        Met(
            finding=one,
            asked=one.truth is not Truth.UNKNOWN
            or any(fact in live or evaluation.answers.answered(fact) for fact in one.result.open),
        )
        for one in findings(model, evaluation)
    )


def _open(answers: Answers, relevance: Iterable[Relevance]) -> tuple[OpenQuestion, ...]:
    effects: dict[str, list[str]] = {}
    for one in relevance:
        effects.setdefault(one.fact, []).append(one.effect)
    return tuple(
        OpenQuestion(fact=fact, could_change=tuple(dict.fromkeys(changes)), doubted=answers.doubted(fact))
        for fact, changes in effects.items()
    )


def _doubt(model: Model, answers: Answers, so_far: EvaluationSoFar, relevance: Iterable[Relevance]) -> DoubtSaid:
    live = {one.fact for one in relevance}
    facts = tuple(fact for fact in in_doubt(model, answers) if fact in live)
    rule = model.profile.doubt.rule
    is_raised = _raised(model, so_far)
    says_something = rule in (DoubtRule.CONSULT, DoubtRule.COORDINATE, DoubtRule.LOWEST)
    applied = is_raised or (says_something and (bool(facts) or not so_far.interval.settled))
    return DoubtSaid(rule=rule, applied=applied, raised=is_raised, facts=facts)


def _raised(model: Model, so_far: EvaluationSoFar) -> bool:
    current = model.rank(so_far.course.current) if so_far.course.current else 0
    return so_far.course.advised > max(so_far.interval.at_least, current)


def _alerts(model: Model, answers: Answers, so_far: EvaluationSoFar) -> Iterable[Alert]:
    gate = model.gate(Gate.ACUTE)
    numbers = tuple(triage_text.number_line(one.name, one.number, one.when) for one in model.contacts if one.acute)
    if gate and answers.value(gate) is True:
        yield Alert(kind="acuut", text=triage_text.ACUTE, lines=numbers, because=(gate,))
    if gate and answers.doubted(gate):
        yield Alert(kind="acuut_onbekend", text=triage_text.ACUTE_UNKNOWN, because=(gate,))
    danger, rule = endangered(model, answers), model.profile.danger
    if danger and so_far.course.advised < model.rank(rule.phase):
        label = model.phase(so_far.course.advised).label
        yield Alert(
            kind="gevaar_zonder_fase",
            text=triage_text.danger_without_phase(label, rule.text),
            because=danger,
            statements=rule.statements,
        )


def _roles(model: Model, so_far: EvaluationSoFar) -> Iterable[Held]:
    """The roles of the advised phase; one that differs in another possible phase says so."""
    others = [
        (
            model.phase(rank).label,
            {held.role.id: held for held in resolve(model, so_far.evaluation, model.phase(rank).id)},
        )
        for rank in range(so_far.interval.at_least, so_far.interval.at_most + 1)
        if rank != so_far.course.advised
    ]
    for held in resolve(model, so_far.evaluation, model.phase(so_far.course.advised).id):
        notes = [*held.notes]
        if held.possible:
            notes.append(triage_text.possibly_also(phrases.holder(one) for one in held.possible))
        for label, roles in others:
            other = roles[held.role.id]
            if (other.status, other.holders, other.appointed_in) != (
                held.status,
                held.holders,
                held.appointed_in,
            ):
                names = [*(phrases.holder(one) for one in other.holders), *other.appointed_in]
                notes.append(triage_text.in_other_phase(label, names, triage_text.STATUS_WORDS[other.status.value]))
        yield replace(held, notes=tuple(notes))


_DOUBT_STEP = {
    DoubtRule.CONSULT: StepKind.ASK_ADVICE,
    DoubtRule.COORDINATE: StepKind.CONSULT,
    DoubtRule.LOWEST: StepKind.CONSULT,
}


def _own_last(model: Model, doubt: DoubtSaid, open_questions: Iterable[OpenQuestion]) -> Iterable[NextStep]:
    rule = model.profile.doubt
    if doubt.applied and doubt.rule in _DOUBT_STEP:
        yield NextStep(
            id="twijfel",
            kind=_DOUBT_STEP[doubt.rule],
            modality=Modality.MUST,
            text=rule.text,
            contact=rule.who,
            because=doubt.facts,
            statements=rule.statements,
            origin=model.profile.id,
        )
    unknown = [model.facts[one.fact].name() for one in open_questions if one.doubted]
    if unknown:
        yield NextStep(
            id="uitzoeken",
            kind=StepKind.FIND_OUT,
            modality=Modality.MUST,
            text=triage_text.find_out(unknown),
            origin=triage_text.OWN_ORIGIN,
        )


def _takes_part(one: Conflict | NotRecorded, evaluation: Evaluation, phase: str) -> bool:
    return (not one.phases or phase in one.phases) and evaluation.evaluate(one.when).truth is Truth.YES


def answered(assessment: Assessment, facts: Iterable[str]) -> Mapping[str, Value | Gap]:
    """The answers to these facts that were given, in their order; what was not answered is left out."""
    return {fact: assessment.answers.given[fact] for fact in facts if assessment.answers.answered(fact)}
