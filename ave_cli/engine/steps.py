"""Next steps, in the order in which they are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from ave_cli.engine.phases import Course, Direction
from ave_cli.profile import (
    NATIONAL_ORIGIN,
    Answers,
    Contact,
    Evaluation,
    Gap,
    Gate,
    Modality,
    NationalStep,
    Ruleset,
    Step,
    StepKind,
    TransitionDirection,
    Truth,
    Whose,
    record,
)

OWN_ORIGIN = "ave"
"""Origin of what the tool adds by itself."""
CONTACTS = "; "
"""Between those to call of one step."""
_FEW = 2
"""Conditions that may be missing for a way down before there is no point in naming what to do about each."""


class OwnStep(Enum):
    """A step whose words are the tool's own, or come from a rule that is no step."""

    DOUBT = "doubt"
    FIND_OUT = "find_out"
    MISSING = "missing"
    DANGER_UNKNOWN = "danger_unknown"


@record
class NextStep:
    """A step as it is shown; `origin` says which profile it came from, that it holds everywhere, or is the tool's."""

    id: str
    kind: StepKind
    modality: Modality
    text: str = ""
    """Words of the model; empty where the tool has its own for it."""
    short: str = ""
    own: OwnStep | None = None
    safety: bool = False
    urgent: bool = False
    alone: bool = False
    """Talking is to be done alone and after advice: there is a suspicion."""
    who: str = ""
    whose: Whose = Whose.NOT_RECORDED
    contact: str = ""
    deadline: str = ""
    because: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    source: str = ""
    """Law or official source of a step that holds everywhere."""
    origin: str


@record
class Possible:
    """A step of the advised phase, and whether it is taken."""

    step: Step
    truth: Truth
    """Whether its condition holds and it is not needless."""
    applies: bool
    """Whether its condition holds; it is shown unless it is known to be needless."""
    open: tuple[str, ...]
    """Facts that could still decide it."""
    because: tuple[str, ...]

    @property
    def text(self) -> str:
        """What to do: to find out whether it is needed, while that is not known."""
        return self.step.text if self.truth is Truth.YES else self.step.check or self.step.text

    @property
    def short(self) -> str:
        """The same in one line."""
        return self.step.short if self.truth is Truth.YES else self.step.check_short or self.step.short


def candidate_steps(ruleset: Ruleset, evaluation: Evaluation, course: Course) -> Iterable[Possible]:
    """Every step of the advised phase that fits the move being made, whatever its condition says.

    On the way up there is nothing to scale down.
    """
    phase = ruleset.phase(course.advised).id
    taken = {result.transition.id for result in course.taken}
    for step in ruleset.profile.steps:
        if course.direction is Direction.UP and step.kind is StepKind.DE_ESCALATE:
            continue
        if phase in step.phases and (not step.transitions or taken & set(step.transitions)):
            yield possible_step(step, evaluation)


def possible_step(step: Step, evaluation: Evaluation) -> Possible:
    """A step under these answers."""
    result = evaluation.evaluate(step.when)
    applies = result.truth is Truth.YES
    if step.unless is not None and result.truth is not Truth.NO:
        needed = evaluation.negation(evaluation.evaluate(step.unless))
        applies = applies and needed.truth is not Truth.NO
        result = evaluation.conjunction([result, needed])
    return Possible(step=step, truth=result.truth, applies=applies, open=result.open, because=result.because)


def in_order(steps: Iterable[Possible]) -> tuple[Possible, ...]:
    """These steps in the order in which they are taken: what cannot wait first, then as they stand."""
    return tuple(sorted(steps, key=lambda candidate: not candidate.step.urgent))


def call_steps(ruleset: Ruleset, answers: Answers) -> Iterable[NextStep]:
    """Whom to call when there is acute danger."""
    gate = ruleset.gate(Gate.ACUTE)
    if not gate or answers.value(gate) is not True:
        return
    for contact in ruleset.contacts:
        if contact.acute and contact.number:
            yield NextStep(
                id=contact.id,
                kind=StepKind.ACUTE,
                modality=Modality.MUST,
                text=contact.when,
                safety=True,
                urgent=True,
                whose=Whose.YOU,
                contact=contact_words(contact),
                because=(gate,),
                source=contact.source,
                origin=NATIONAL_ORIGIN,
            )


def as_shown(candidates: Iterable[Possible], ruleset: Ruleset, evaluation: Evaluation) -> Iterable[NextStep]:
    """Those of these steps whose condition holds and that are not needless, as they are shown."""
    return (_next(candidate, ruleset, evaluation) for candidate in candidates if candidate.applies)


def _next(candidate: Possible, ruleset: Ruleset, evaluation: Evaluation) -> NextStep:
    step = candidate.step
    national = isinstance(step, NationalStep)
    return NextStep(
        id=step.id,
        kind=step.kind,
        modality=step.modality,
        text=candidate.text,
        short=candidate.short,
        safety=step.safety,
        urgent=step.urgent,
        alone=step.talks and suspected(ruleset, evaluation),
        who=step.who,
        whose=step.whose or Whose.NOT_RECORDED,
        contact=step.contact,
        deadline=step.deadline,
        because=candidate.because,
        statements=step.statements,
        source=step.source if isinstance(step, NationalStep) else "",
        origin=NATIONAL_ORIGIN if national else step.origin,
    )


def danger_unknown_step(
    ruleset: Ruleset, evaluation: Evaluation, course: Course, heaviest: int, named: Mapping[str, bool]
) -> Iterable[NextStep]:
    """Whom to call about danger that is not known: whoever an alert or a step about it would name if it were there.

    It cannot wait where somebody was asked and doubts, or where it is not known whether there is concrete danger.

    Args:
        ruleset: the model, with what holds everywhere.
        evaluation: the answers read through it.
        course: where the household stands.
        heaviest: rank of the heaviest phase that is possible.
        named: whom the steps and alerts about safety name already, and whether as something that cannot wait.
    """
    perhaps = tuple(_perhaps(ruleset, evaluation, course.advised, heaviest))
    open_ = dict.fromkeys(fact for one in perhaps for fact in one.open)
    urgent = {contact: one.urgent for one in sorted(perhaps, key=lambda one: one.urgent) for contact in one.contacts}
    if open_ and any(contact not in named or (now and not named[contact]) for contact, now in urgent.items()):
        asked = {contact for one in perhaps if one.danger for contact in one.contacts}
        known = {words for words in map(contact_words, ruleset.contacts) if words in named}
        whom = _most_pressing(ruleset, evaluation, asked) or _most_pressing(ruleset, evaluation, known)
        yield NextStep(
            id="gevaar-onbekend",
            own=OwnStep.DANGER_UNKNOWN,
            kind=StepKind.FIND_OUT,
            modality=Modality.MUST,
            safety=True,
            urgent=any(evaluation.answers.doubted(fact) or ruleset.facts[fact].danger for fact in open_),
            whose=Whose.YOU,
            contact=CONTACTS.join(whom or urgent),
            because=tuple(open_),
            origin=OWN_ORIGIN,
        )


def _most_pressing(ruleset: Ruleset, evaluation: Evaluation, found: Iterable[str]) -> list[str]:
    """Whom to call, each once: numbers in their order, then those of the model.

    The number for acute danger is named as long as nobody knows whether there is any, and only then.
    """
    found, gate = set(found), ruleset.gate(Gate.ACUTE)
    acute = next((contact for contact in ruleset.contacts if contact.acute and contact.number), None)
    is_unknown = gate is not None and isinstance(evaluation.answers.value(gate), Gap)
    numbers = [
        contact
        for contact in ruleset.contacts
        if (is_unknown if contact is acute else contact.number and contact_words(contact) in found)
    ]
    words = [contact_words(contact) for contact in numbers]
    for other in sorted(found.difference(map(contact_words, ruleset.contacts)), key=len):
        if other and not any(_same(other.casefold(), word.casefold()) for word in words):
            words.append(other)
    return words


def _same(one: str, other: str) -> bool:
    """Whether one of these names is within the other: with its number, or among several."""
    return one in other or other in one


@record
class _Perhaps:
    """A rule that may yet name somebody for the safety of people."""

    open: tuple[str, ...]
    """Facts that still decide it."""
    contacts: tuple[str, ...]
    urgent: bool = True
    danger: bool = True
    """Whether it names them for danger; else for something else that is about safety, as who is to be told."""


def _perhaps(ruleset: Ruleset, evaluation: Evaluation, advised: int, heaviest: int) -> Iterable[_Perhaps]:
    """Every such rule, and whom it would name."""
    by_id = {contact.id: contact for contact in ruleset.contacts}
    for contact in ruleset.contacts:
        if contact.concerns is not None:
            result = evaluation.evaluate(contact.concerns)
            if result.truth is Truth.UNKNOWN:
                yield _Perhaps(open=result.open, contacts=(contact_words(contact),))
    for alert in ruleset.national.alerts:
        result = evaluation.evaluate(alert.when)
        if result.truth is Truth.UNKNOWN:
            contacts = tuple(contact_words(by_id[ident]) for ident in alert.contacts)
            yield _Perhaps(open=result.open, contacts=contacts)
    yield from _perhaps_by_model(ruleset, evaluation, advised, heaviest)


def _perhaps_by_model(ruleset: Ruleset, evaluation: Evaluation, advised: int, heaviest: int) -> Iterable[_Perhaps]:
    """The safety steps of which it is not known that they are taken: of this phase and of heavier ones.

    That is every possible phase where somebody doubts what decides it; else the nearest one, because what was not
    asked yet leaves them all possible.
    """
    here = ruleset.phase(advised).id
    unknown = [
        criterion
        for criterion in ruleset.entry_criteria
        if advised < ruleset.rank(criterion.phase) <= heaviest
        and evaluation.evaluate_named(criterion.id).truth is Truth.UNKNOWN
    ]
    decides = _about_danger(ruleset, (fact for one in unknown for fact in evaluation.evaluate_named(one.id).open))
    ranks = sorted({ruleset.rank(criterion.phase) for criterion in unknown})
    doubted = any(evaluation.answers.doubted(fact) for fact in decides)
    possible = {here, *(ruleset.phase(rank).id for rank in (ranks if doubted else ranks[:1]))}
    yield _Perhaps(open=decides, contacts=())
    for step in ruleset.profile.steps:
        whom = step.contact or (step.who if step.whose is not Whose.YOU else "")
        if not step.safety or not whom or not possible & set(step.phases):
            continue
        result = evaluation.evaluate(step.when)
        if result.truth is Truth.UNKNOWN or (result.truth is Truth.YES and here not in step.phases):
            decides = possible_step(step, evaluation).open
            is_danger = any(ruleset.facts[fact].danger or fact in ruleset.national.ask for fact in decides)
            danger = bool(step.contact) and is_danger
            yield _Perhaps(open=result.open, contacts=(whom,), urgent=step.urgent, danger=danger)


def _about_danger(ruleset: Ruleset, facts: Iterable[str]) -> tuple[str, ...]:
    """Those of these facts that are about danger, or all where none is."""
    found = tuple(facts)
    return tuple(fact for fact in found if ruleset.facts[fact].danger) or found


def contact_words(contact: Contact) -> str:
    """A number with whose it is; a name alone where each municipality has its own number."""
    return ", ".join(dict.fromkeys(part for part in (contact.name, contact.number) if part))


def suspected(ruleset: Ruleset, evaluation: Evaluation) -> bool:
    """Whether talking with the inhabitant or the family is to be done alone and after advice."""
    suspicion = ruleset.national.suspicion
    return suspicion is not None and evaluation.evaluate(suspicion).truth is Truth.YES


def missing_steps(ruleset: Ruleset, course: Course) -> Iterable[NextStep]:
    """What to do about the one or two conditions that still hold up the nearest way down."""
    held_up = [
        result
        for result in course.leaving
        if result.missing and not result.blocked_by and result.transition.direction is TransitionDirection.DOWN
    ]
    if course.taken or not held_up:
        return
    criteria = {criterion.id: criterion for criterion in ruleset.profile.criteria}
    nearest = min(held_up, key=lambda result: len(result.missing))
    for ident in nearest.missing if len(nearest.missing) <= _FEW else ():
        criterion = criteria[ident]
        yield NextStep(
            id=f"ontbreekt-{ident}",
            own=None if criterion.when_missing else OwnStep.MISSING,
            kind=StepKind.DE_ESCALATE,
            modality=nearest.transition.modality or Modality.MAY,
            text=criterion.when_missing or criterion.text,
            short=criterion.when_missing_short,
            statements=criterion.statements,
            origin=criterion.origin,
        )
