"""Advice in Dutch: alerts, the tool's own steps, and what is said beside a role."""

from __future__ import annotations

from ave_cli.engine.assessment import Alert, AlertKind, Assessment
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep, OwnStep
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


def alert_lines(alert: Alert) -> tuple[str, ...]:
    """What to do, one line each; the first is the most pressing."""
    return tuple(triage_text.number_line(contact.name, contact.number, contact.when) for contact in alert.contacts)


def step_text(assessment: Assessment, step: NextStep) -> str:
    """What to do, in the words of the model or of the tool."""
    if step.own is OwnStep.FIND_OUT:
        return triage_text.find_out(assessment.ruleset.facts[fact].name() for fact in step.because)
    return step.text


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
