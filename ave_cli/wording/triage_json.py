"""The JSON result of a triage."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ave_cli.engine.answer_space import comparisons_of
from ave_cli.engine.answers_file import Plain, raw_answer
from ave_cli.engine.assessment import (
    Alert,
    AlertKind,
    Assessment,
    CriterionResult,
    PhaseStatus,
    assess,
    given_answers,
)
from ave_cli.engine.columns import NO_ANSWER, Column, Outcome, signs
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep
from ave_cli.engine.transitions import TransitionResult
from ave_cli.profile.conditions import Condition
from ave_cli.profile.facts import Answers, Gap, Gate, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import SourceConflict
from ave_cli.wording import advice, phrases


def triage_json(assessment: Assessment, *parts: str) -> Plain:
    """The whole result of a triage, format 1; every key is always there. With parts only what stands under those."""
    return {part: _PARTS[part](assessment) for part in parts or _PARTS}


def profile_json(ruleset: Ruleset) -> Plain:
    """Which model, in which version."""
    profile = ruleset.profile
    return {"id": profile.id, "title": profile.title, "version": profile.version, "hash": ruleset.hash}


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


def _contradictions(assessment: Assessment) -> list[Plain]:
    return [
        {
            "facts": [one.fact, *one.others],
            "text": phrases.contradiction_words(one, assessment.ruleset.facts),
        }
        for one in assessment.contradictions
    ]


def _acute(one: Value | Gap) -> str:
    if isinstance(one, bool):
        return "yes" if one else "no"
    return "unknown"


def _because(assessment: Assessment, facts: Iterable[str]) -> list[Plain]:
    return [{"fact": fact, "answer": raw_answer(one)} for fact, one in given_answers(assessment, facts).items()]


def _alert(assessment: Assessment, alert: Alert) -> Plain:
    return {
        "kind": alert.kind.value,
        "text": " ".join((advice.alert_text(assessment, alert), *advice.alert_lines(alert))),
        "short": advice.alert_short(assessment, alert),
        "lines": list(advice.alert_lines(alert)),
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
    texts = {met.evaluation.criterion.id: met.evaluation.criterion.text for met in assessment.criteria}
    return {
        "direction": transition.transition.direction.value,
        "from": transition.transition.from_,
        "to": transition.to,
        "status": transition.status.value,
        "missing": [texts[ident] for ident in transition.missing],
        "blocked_by": [texts.get(ident) or assessment.ruleset.facts[ident].name() for ident in transition.blocked_by],
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
    "contradictions": _contradictions,
    "unused_answers": lambda one: list(one.unused),
}
"""What stands under each key, in the order of the result."""


@dataclass(kw_only=True, slots=True)
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


_DANGER = AlertKind.DANGER.value
"""The alert that names the phase that is advised."""
_Written = tuple[Plain, str]
"""What stands in a result, and the text of it."""


class PhasesJson:
    """Phases and alerts of many households that were worked out as sets; what reads the same is written once."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._phases: dict[tuple[int, ...], _Written] = {}
        self._alerts: dict[tuple[object, ...], _Written] = {}
        gate = ruleset.gate(Gate.ACUTE) or ""
        danger = [fact.id for fact in ruleset.facts.values() if fact.danger]
        concerned = [contact.concerns for contact in ruleset.contacts if contact.concerns is not None]
        self._slots: list[tuple[str, tuple[str, ...]]] = [
            (AlertKind.ACUTE.value, (gate,)),
            (AlertKind.ACUTE_UNKNOWN.value, (gate,)),
            (_DANGER, (*danger, *self._facts(concerned))),
            *((alert.id, self._facts([alert.when])) for alert in ruleset.national.alerts),
        ]
        """Each alert with the facts that decide how it reads."""

    def _facts(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf.fact for leaf in comparisons_of(self.ruleset, conditions)))

    def of_each(
        self, outcome: Outcome, columns: Mapping[str, Column], answers: Callable[[int], Answers]
    ) -> Iterator[tuple[_Written, list[_Written]]]:
        """The phase and the alerts of each household.

        Args:
            outcome: what they come to.
            columns: the answers that they were worked out from.
            answers: the answers of the household at a place, for an alert that was not written before.
        """
        ways = outcome.direction.values()
        sets = (*outcome.at_least, *outcome.at_most, *outcome.advised, *outcome.current, *ways)
        keys = zip(*(signs(one, outcome.size) for one in sets), strict=True)
        held = list(self._held(outcome, columns))
        for place, key in enumerate(keys):
            if key not in self._phases:
                self._phases[key] = self._phase(key, outcome)
            phase = self._phases[key]
            alerts = [
                self._alert((slot, values[place], phase[0]["advised"] if slot == _DANGER else None), answers, place)
                for slot, signed, values in held
                if signed[place]
            ]
            yield phase, alerts

    def _held(
        self, outcome: Outcome, columns: Mapping[str, Column]
    ) -> Iterator[tuple[str, bytes, list[tuple[int, ...]]]]:
        """Each alert that somebody has: who, and the answers of everyone that decide how it reads."""
        households = (outcome.acute, outcome.acute_unknown, outcome.danger, *outcome.national)
        nothing = [NO_ANSWER] * outcome.size
        for (slot, facts), held in zip(self._slots, households, strict=True):
            if held:
                codes = [columns[fact].codes if fact in columns else nothing for fact in facts]
                yield slot, signs(held, outcome.size), list(zip(*codes, strict=True))

    def _phase(self, key: tuple[int, ...], outcome: Outcome) -> _Written:
        """What the signs of one household say about its phase."""
        ids, signed = tuple(self.ruleset.ranks), iter(key)
        low, high, advised, current = (
            [rank for rank in range(len(ids)) if next(signed)] for _ in ("least", "most", "advised", "current")
        )
        way = next((way for way in outcome.direction if next(signed)), None)
        unsettled = PhaseStatus.OPEN if advised[-1] == 0 else PhaseStatus.RANGE
        document = {
            "at_least": ids[low[-1]],
            "at_most": ids[high[-1]],
            "advised": ids[advised[-1]],
            "current": ids[current[-1]] if current else None,
            "direction": way.value if way is not None else None,
            "status": (PhaseStatus.SETTLED if low[-1] == high[-1] else unsettled).value,
        }
        return document, json.dumps(document)

    def _alert(self, key: tuple[object, ...], answers: Callable[[int], Answers], place: int) -> _Written:
        if key not in self._alerts:
            assessment = assess(self.ruleset, answers(place))
            for alert in assessment.alerts:
                kind = _DANGER if alert.kind is AlertKind.DANGER_WITHOUT_PHASE else alert.kind.value
                if (alert.national.id if alert.national is not None else kind) == key[0]:
                    document = _alert(assessment, alert)
                    self._alerts[key] = (document, json.dumps(document))
        return self._alerts[key]
