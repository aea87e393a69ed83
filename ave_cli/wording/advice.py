"""Advice in Dutch: alerts, the tool's own steps, and what is said beside a role."""

from __future__ import annotations

from ave_cli.engine.assessment import Alert, AlertKind, Assessment
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep, OwnStep
from ave_cli.profile.ruleset import Ruleset
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


def alert_text(assessment: Assessment, alert: Alert) -> str:
    """What is the matter, in a sentence or two."""
    match alert.kind:
        case AlertKind.ACUTE:
            return triage_text.ACUTE
        case AlertKind.ACUTE_UNKNOWN:
            return triage_text.ACUTE_UNKNOWN
        case AlertKind.DANGER_WITHOUT_PHASE:
            return triage_text.danger_without_phase(assessment.label, assessment.ruleset.profile.danger.text)
        case AlertKind.DANGER:
            return triage_text.danger(assessment.ruleset.facts[fact].name() for fact in alert.because)
        case AlertKind.UNSAFE:
            return alert.national.text if alert.national else ""


def alert_short(assessment: Assessment, alert: Alert) -> str:
    """The same in one line of at most 80 characters."""
    match alert.kind:
        case AlertKind.ACUTE:
            return triage_text.ACUTE_SHORT
        case AlertKind.ACUTE_UNKNOWN:
            return triage_text.ACUTE_UNKNOWN_SHORT
        case AlertKind.DANGER_WITHOUT_PHASE:
            return assessment.ruleset.profile.danger.short or triage_text.danger_short(assessment.label)
        case AlertKind.DANGER:
            return triage_text.DANGER_SHORT
        case AlertKind.UNSAFE:
            return alert.national.short if alert.national else ""


def alert_lines(alert: Alert) -> tuple[str, ...]:
    """What to do, one line each; the first is the most pressing."""
    return tuple(triage_text.number_line(contact.name, contact.number, contact.when) for contact in alert.contacts)


def alert_brief(alert: Alert) -> tuple[str, ...]:
    """The same numbers, each in a few words."""
    return tuple(
        contact.brief or triage_text.number_line(contact.name, contact.number, contact.when)
        for contact in alert.contacts
    )


def step_text(assessment: Assessment, step: NextStep) -> str:
    """What to do, in the words of the model or of the tool."""
    names = [assessment.ruleset.facts[fact].name() for fact in step.because]
    match step.own:
        case OwnStep.FIND_OUT:
            return triage_text.find_out(names)
        case OwnStep.DANGER_UNKNOWN:
            return triage_text.danger_unknown(_of_danger(assessment, step) or names)
        case OwnStep.MISSING:
            return triage_text.not_yet_down(step.text)
        case _:
            pass
    return triage_text.alone(step.text) if step.alone else step.text


def _of_danger(assessment: Assessment, step: NextStep) -> list[str]:
    """What is not known about danger itself; what only decides the phase is left out."""
    ruleset = assessment.ruleset
    asked = set(ruleset.national.ask)
    return [ruleset.facts[fact].name() for fact in step.because if ruleset.facts[fact].danger or fact in asked]


def step_short(assessment: Assessment, step: NextStep) -> str:
    """The same in one sentence of at most 80 characters."""
    match step.own:
        case OwnStep.FIND_OUT:
            first, *rest = step.because
            return triage_text.find_out_short(assessment.ruleset.facts[first].name(), len(rest))
        case OwnStep.DANGER_UNKNOWN:
            return triage_text.DANGER_UNKNOWN_SHORT
        case OwnStep.MISSING:
            return triage_text.NOT_YET_DOWN_SHORT
        case _:
            pass
    return step.short or step.text


def holding_notes(assessment: Assessment, holding: RoleHolding) -> tuple[str, ...]:
    """What is said beside a role: the notes of the model, who may come on top, and how it is in other phases."""
    notes = [*holding.notes]
    if holding.possible:
        notes.append(triage_text.possibly_also(phrases.holder_name(holder) for holder in holding.possible))
    for rank, other in holding.elsewhere:
        names = [*(phrases.holder_name(holder) for holder in other.holders), *other.appointed_in]
        label = assessment.ruleset.phase(rank).label
        notes.append(triage_text.in_other_phase(label, names, triage_text.STATUS_WORDS[other.status.value]))
    return tuple(notes)


_EFFECTS = {
    "alert": triage_text.CHANGES_ALERT,
    "phase": triage_text.CHANGES_PHASE,
    "direction": triage_text.CHANGES_DIRECTION,
    "step": triage_text.CHANGES_STEP,
    "criterion": triage_text.CHANGES_CRITERION,
}


def effect_words(ruleset: Ruleset, effect: str) -> str:
    """What an answer could change, in a few words."""
    kind, _, ident = effect.partition(":")
    if kind in _EFFECTS:
        return _EFFECTS[kind]
    return triage_text.changes_role(next(role.title for role in ruleset.profile.roles if role.id == ident))
