"""Next steps, in the order in which they are taken."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ave_cli.engine.transitions import Course
from ave_cli.profile.conditions import Evaluation
from ave_cli.profile.facts import Answers, Gate
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Modality, Step, StepKind
from ave_cli.profile.truth import Truth

_ORDER = {kind: place for place, kind in enumerate(StepKind)}


OWN_ORIGIN = "ave"
"""Origin of what the tool adds by itself."""


class OwnStep(Enum):
    """A step whose words are the tool's own, or come from a rule that is no step."""

    CALL = "call"
    DOUBT = "doubt"
    FIND_OUT = "find_out"


@record
class NextStep:
    """A step as it is shown; `origin` says which profile it came from, or that it is the tool's own."""

    id: str
    kind: StepKind
    modality: Modality
    text: str = ""
    """Words of the model; empty where the tool has its own for it."""
    own: OwnStep | None = None
    who: str = ""
    contact: str = ""
    deadline: str = ""
    because: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    origin: str


@record
class Possible:
    """A step of the advised phase and whether its condition holds."""

    step: Step
    truth: Truth
    open: tuple[str, ...]
    """Facts that could still decide it."""
    because: tuple[str, ...]


def candidate_steps(ruleset: Ruleset, evaluation: Evaluation, course: Course) -> Iterable[Possible]:
    """Every step of the advised phase that fits the move being made, whatever its condition says."""
    phase = ruleset.phase(course.advised).id
    made = {move.transition.id for move in course.taken}
    for step in ruleset.profile.steps:
        if phase in step.phases and (not step.transitions or made & set(step.transitions)):
            result = evaluation.evaluate(step.when)
            yield Possible(step=step, truth=result.truth, open=result.open, because=result.because)


def next_steps(ruleset: Ruleset, evaluation: Evaluation, course: Course) -> tuple[Possible, ...]:
    """The steps whose condition holds; what cannot wait first, then by kind, then as the profile has them."""
    return in_order(
        candidate for candidate in candidate_steps(ruleset, evaluation, course) if candidate.truth is Truth.YES
    )


def in_order(steps: Iterable[Possible]) -> tuple[Possible, ...]:
    """These steps in the order in which they are taken."""
    return tuple(sorted(steps, key=lambda step: (not step.step.urgent, _ORDER[step.step.kind])))


def acute_steps(ruleset: Ruleset, answers: Answers) -> Iterable[NextStep]:
    """Whom to call when there is acute danger; the tool's own steps."""
    gate = ruleset.gate(Gate.ACUTE)
    if not gate or answers.value(gate) is not True:
        return
    for contact in ruleset.contacts:
        if contact.acute:
            yield NextStep(
                id=contact.id,
                kind=StepKind.ACUTE,
                modality=Modality.MUST,
                own=OwnStep.CALL,
                text=contact.when,
                contact=f"{contact.name}, {contact.number}" if contact.name != contact.number else contact.number,
                because=(gate,),
                origin=OWN_ORIGIN,
            )


def model_steps(ruleset: Ruleset, evaluation: Evaluation, course: Course) -> Iterable[NextStep]:
    """The next steps of the model, as they are shown."""
    for one in next_steps(ruleset, evaluation, course):
        step = one.step
        yield NextStep(
            id=step.id,
            kind=step.kind,
            modality=step.modality,
            text=step.text,
            who=step.who,
            contact=step.contact,
            deadline=step.deadline,
            because=one.because,
            statements=step.statements,
            origin=step.origin,
        )
