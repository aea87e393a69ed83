"""The JSON result of a triage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ave_cli.engine.assessment import Alert, Assessment, CriterionResult, answered
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep
from ave_cli.engine.transitions import TransitionResult
from ave_cli.profile.facts import Gap, Value
from ave_cli.profile.schema import SourceConflict

Plain = dict[str, Any]
"""Only str, bool, int, None, lists and dicts: what JSON and TOML can hold."""


def result(assessment: Assessment) -> Plain:
    """The whole result of a triage, format 1; every key is always there."""
    ruleset, course = assessment.ruleset, assessment.course
    profile, doubt = ruleset.profile, assessment.doubt
    return {
        "format": 1,
        "profile": {"id": profile.id, "title": profile.title, "version": profile.version, "hash": ruleset.hash},
        "acute": _acute(assessment.acute),
        "alerts": [_alert(assessment, one) for one in assessment.alerts],
        "phase": {
            "at_least": ruleset.phase(assessment.interval.at_least).id,
            "at_most": ruleset.phase(assessment.interval.at_most).id,
            "advised": ruleset.phase(course.advised).id,
            "current": course.current,
            "direction": course.direction.value if course.direction else None,
        },
        "doubt": {"rule": doubt.rule.value, "applied": doubt.applied, "text": profile.doubt.text},
        "criteria": [_criterion(assessment, one) for one in assessment.criteria],
        "roles": [_role(assessment, one) for one in assessment.roles],
        "steps": [_step(one) for one in assessment.steps],
        "transitions": [_move(assessment, one) for one in assessment.transitions],
        "open_questions": [
            {
                "fact": one.fact,
                "question": ruleset.facts[one.fact].question,
                "could_change": list(one.could_change),
            }
            for one in assessment.open_questions
        ],
        "conflicts": [_conflict(one) for one in assessment.conflicts],
        "not_recorded": [one.text for one in assessment.gaps],
        "contradictions": [{"facts": list(facts), "text": text} for facts, text in assessment.contradictions],
        "unused_answers": list(assessment.unused),
    }


def value(one: Value | Gap) -> bool | str | list[str]:
    """An answer as it stands in an answers file."""
    if isinstance(one, Gap):
        return one.value
    return list(one) if isinstance(one, tuple) else one


def _acute(one: Value | Gap) -> str:
    if isinstance(one, bool):
        return "yes" if one else "no"
    return "unknown"


def _because(assessment: Assessment, facts: Iterable[str]) -> list[Plain]:
    return [{"fact": fact, "answer": value(one)} for fact, one in answered(assessment, facts).items()]


def _alert(assessment: Assessment, one: Alert) -> Plain:
    return {
        "kind": one.kind,
        "text": " ".join((one.text, *one.lines)),
        "because": _because(assessment, one.because),
    }


def _criterion(assessment: Assessment, one: CriterionResult) -> Plain:
    criterion = one.evaluation.criterion
    return {
        "id": criterion.id,
        "phase": criterion.phase,
        "effect": criterion.effect.value,
        "modality": criterion.modality.value,
        "status": one.evaluation.truth.value,
        "asked": one.asked,
        "text": criterion.text,
        "because": _because(assessment, (*one.evaluation.result.because, *one.evaluation.result.open)),
        "statements": list(criterion.statements),
        "origin": criterion.origin,
    }


def _role(assessment: Assessment, one: RoleHolding) -> Plain:
    return {
        "role": one.role.id,
        "status": one.status.value,
        "holders": [{"name": holder.name, "scope": holder.scope or None} for holder in one.holders],
        "appointed_in": "; ".join(one.appointed_in) or None,
        "because": _because(assessment, one.because),
        "depends_on": list(one.depends_on),
        "note": " ".join(one.notes),
        "statements": list(one.statements),
        "origin": one.origin,
    }


def _step(one: NextStep) -> Plain:
    return {
        "kind": one.kind.value,
        "modality": one.modality.value,
        "text": one.text,
        "who": one.who,
        "contact": one.contact or None,
        "deadline": one.deadline or None,
        "statements": list(one.statements),
        "origin": one.origin,
    }


def _move(assessment: Assessment, one: TransitionResult) -> Plain:
    texts = {met.evaluation.criterion.id: met.evaluation.criterion.text for met in assessment.criteria}
    return {
        "direction": one.transition.direction.value,
        "from": one.transition.from_,
        "to": one.to,
        "status": one.status.value,
        "missing": [texts[ident] for ident in one.missing],
        "requested_by": one.transition.requested_by,
        "decided_by": one.transition.decided_by,
        "statements": list(one.transition.statements),
    }


def _conflict(one: SourceConflict) -> Plain:
    return {
        "id": one.id,
        "about": one.about,
        "readings": list(one.readings),
        "chosen": one.readings[one.chosen - 1],
        "statements": list(one.statements),
    }
