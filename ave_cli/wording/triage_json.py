"""The JSON result of a triage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ave_cli.engine.answers_file import Plain, raw_answer
from ave_cli.engine.assessment import (
    Alert,
    Assessment,
    CriterionResult,
    given_answers,
)
from ave_cli.engine.phases import TransitionResult
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep
from ave_cli.profile import AnswerContradiction, Gap, Ruleset, SourceConflict, Truth, Value, record
from ave_cli.wording import phrases as advice


def triage_json(assessment: Assessment, *parts: str) -> Plain:
    """The whole result of a triage, format 1; every key is always there. With parts only what stands under those."""
    return {part: _PARTS[part](assessment) for part in parts or _PARTS}


def profile_json(ruleset: Ruleset) -> Plain:
    """Which model, in which version."""
    profile = ruleset.profile
    more: Plain = {"status": profile.status} if profile.status is not None else {}
    if profile.extends and not profile.base_checked:
        more["unchecked_from"] = profile.extends
    return {**ruleset.identity, **more}


def _phase(assessment: Assessment) -> Plain:
    ruleset, course = assessment.ruleset, assessment.course
    return {
        "at_least": ruleset.phase(assessment.interval.at_least).id,
        "at_most": ruleset.phase(assessment.interval.at_most).id,
        "advised": ruleset.phase(course.advised).id,
        "current": course.current,
        "direction": course.direction.value if course.direction else None,
        "status": assessment.status.value,
    }


def _doubt(assessment: Assessment) -> Plain:
    doubt = assessment.doubt
    return {"rule": doubt.rule.value, "applied": doubt.applied, "text": assessment.ruleset.profile.doubt.text}


def _questions(assessment: Assessment) -> list[Plain]:
    return [
        {
            "fact": question.fact,
            "question": assessment.ruleset.facts[question.fact].question,
            "could_change": list(question.could_change),
        }
        for question in assessment.open_questions
    ]


def contradiction_json(one: AnswerContradiction, ruleset: Ruleset) -> Plain:
    """Answers that cannot go together."""
    return {"facts": [one.fact, *one.others], "text": advice.contradiction_words(one, ruleset.facts)}


def _acute(one: Value | Gap) -> str:
    if isinstance(one, bool):
        return "yes" if one else "no"
    return "unknown"


def _because(assessment: Assessment, facts: Iterable[str]) -> list[Plain]:
    return [{"fact": fact, "answer": raw_answer(one)} for fact, one in given_answers(assessment, facts).items()]


def _alert(assessment: Assessment, alert: Alert) -> Plain:
    text, lines = advice.alert_text(assessment, alert), advice.alert_lines(alert)
    return {
        "kind": alert.kind.value,
        "text": " ".join((text, *(line for line in lines if line not in text))),
        "short": advice.alert_short(assessment, alert),
        "lines": list(lines),
        "because": _because(assessment, alert.because),
    }


def _criterion(assessment: Assessment, result: CriterionResult) -> Plain:
    criterion = result.evaluation.criterion
    return {
        "id": criterion.id,
        "phase": criterion.phase,
        "effect": criterion.effect.value,
        "modality": criterion.modality.value,
        "status": result.evaluation.truth.value,
        "asked": result.asked,
        "text": criterion.text,
        "because": _because(assessment, (*result.evaluation.result.because, *result.evaluation.result.open)),
        "statements": list(criterion.statements),
        "origin": criterion.origin,
    }


def _role(assessment: Assessment, holding: RoleHolding) -> Plain:
    return {
        "role": holding.role.id,
        "status": holding.status.value,
        "modality": holding.modality.value if holding.modality else None,
        "holders": [{"name": holder.name, "scope": holder.scope or None} for holder in holding.holders],
        "appointed_in": "; ".join(holding.appointed_in) or None,
        "because": _because(assessment, holding.because),
        "depends_on": list(holding.depends_on),
        "note": " ".join(advice.holding_notes(assessment, holding)),
        "statements": list(holding.statements),
        "origin": holding.origin,
    }


def _step(assessment: Assessment, step: NextStep) -> Plain:
    return {
        "kind": step.kind.value,
        "modality": step.modality.value,
        "text": advice.step_text(assessment, step),
        "short": advice.step_short(assessment, step),
        "safety": step.safety,
        "who": step.who,
        "whose": step.whose.value,
        "contact": step.contact or None,
        "deadline": step.deadline or None,
        "statements": list(step.statements),
        "origin": step.origin,
    }


def _move(assessment: Assessment, transition: TransitionResult) -> Plain:
    texts = {one.evaluation.criterion.id: one.evaluation.criterion.text for one in assessment.criteria}
    before = advice.precondition_words(assessment.ruleset, transition.transition)
    missing, blocked = ([before] if transition.precondition is truth else [] for truth in (Truth.UNKNOWN, Truth.NO))
    return {
        "direction": transition.transition.direction.value,
        "from": transition.transition.from_,
        "to": transition.to,
        "status": transition.status.value,
        "missing": [*(texts[ident] for ident in transition.missing), *missing],
        "blocked_by": [
            *(texts.get(ident) or assessment.ruleset.facts[ident].name() for ident in transition.blocked_by),
            *blocked,
        ],
        "requested_by": transition.transition.requested_by,
        "decided_by": transition.transition.decided_by,
        "statements": list(transition.transition.statements),
    }


def _conflict(conflict: SourceConflict) -> Plain:
    return {
        "id": conflict.id,
        "about": conflict.about,
        "readings": list(conflict.readings),
        "chosen": conflict.readings[conflict.chosen - 1],
        "statements": list(conflict.statements),
    }


_PARTS: Mapping[str, Callable[[Assessment], object]] = {
    "format": lambda _: 1,
    "profile": lambda one: profile_json(one.ruleset),
    "acute": lambda one: _acute(one.acute),
    "alerts": lambda one: [_alert(one, alert) for alert in one.alerts],
    "phase": _phase,
    "doubt": _doubt,
    "criteria": lambda one: [_criterion(one, criterion) for criterion in one.criteria],
    "roles": lambda one: [_role(one, role) for role in one.roles],
    "steps": lambda one: [_step(one, step) for step in one.steps],
    "transitions": lambda one: [_move(one, transition) for transition in one.transitions],
    "open_questions": _questions,
    "conflicts": lambda one: [_conflict(conflict) for conflict in one.conflicts],
    "not_recorded": lambda one: [gap.text for gap in one.gaps],
    "contradictions": lambda one: [contradiction_json(found, one.ruleset) for found in one.contradictions],
    "unused_answers": lambda one: list(one.unused),
}
"""What stands under each key, in the order of the result."""


@record
class CaseResult:
    """What one line of a caseload comes to."""

    line: int
    case: str
    """Empty where there is none or it is withheld."""
    text: str
    """The line of JSON."""
    parts: Mapping[str, Any]
    """What stands in it; empty where there were problems."""
    problems: tuple[str, ...] = ()
    ruleset: Ruleset | None = None
    assessment: Assessment | None = None
    """Where it was worked out as a whole."""


def unchecked_lines(ruleset: Ruleset) -> tuple[str, ...]:
    """A sentence where the model of a result still has lines of another one."""
    return advice.marks_of([ruleset.profile])
