"""The JSON result of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ave_cli.compare.household import Household, HouseholdDifference, sentence
from ave_cli.compare.models import Point
from ave_cli.engine.answers_file import Plain, raw_answer
from ave_cli.profile.companion_files import ModelDifference as Between
from ave_cli.profile.ruleset import Ruleset
from ave_cli.wording import triage_json


def differences_json(rulesets: Sequence[Ruleset], known: Iterable[Between]) -> tuple[Between, ...]:
    """The differences between documents that concern at least two of these models, unless all say the same."""
    ids = {ruleset.profile.id for ruleset in rulesets}
    return tuple(one for one in known if _concerns(one, ids))


def _concerns(one: Between, ids: set[str]) -> bool:
    said = {side.profile: side.text for side in one.sides if side.profile in ids}
    return len(said) > 1 and (len(said) < len(ids) or len(set(said.values())) > 1)


def models_json(rulesets: Sequence[Ruleset], points: Iterable[Point], known: Iterable[Between]) -> Plain:
    """A comparison without a household; what is the same everywhere is left out of `differences`."""
    ids = [ruleset.profile.id for ruleset in rulesets]
    return {
        "format": 1,
        "profiles": [_name(ruleset) for ruleset in rulesets],
        "differences": [
            {
                "about": point.about.value,
                "title": point.title,
                "part": point.part or None,
                "said": [{"profile": ident, "text": text} for ident, text in zip(ids, point.said, strict=True)],
            }
            for point in points
            if not point.same
        ],
        "between": [_between(one, ids) for one in known],
    }


def household_json(
    household: Household, names: Sequence[str], found: Iterable[HouseholdDifference], known: Iterable[Between]
) -> Plain:
    """One household under each model: a triage result per model, and what makes the difference."""
    rulesets = [assessment.ruleset for assessment in household.assessments]
    ids = [ruleset.profile.id for ruleset in rulesets]
    return {
        "format": 1,
        "profiles": [_name(ruleset) for ruleset in rulesets],
        "results": [triage_json.triage_json(assessment) for assessment in household.assessments],
        "differences": [_difference(household, names, one) for one in found],
        "refused_answers": [
            {"profile": ident, "facts": list(facts)}
            for ident, facts in zip(ids, household.refused, strict=True)
            if facts
        ],
        "left_out": list(household.left_out),
        "between": [_between(one, ids) for one in known],
    }


def _name(ruleset: Ruleset) -> Plain:
    profile = ruleset.profile
    return {"id": profile.id, "title": profile.title, "version": profile.version, "hash": ruleset.hash}


def _difference(household: Household, names: Sequence[str], difference: HouseholdDifference) -> Plain:
    heavier, lighter = household.assessments[difference.one], household.assessments[difference.other]
    return {
        "profiles": [heavier.ruleset.profile.id, lighter.ruleset.profile.id],
        "advised": [found.ruleset.phase(found.course.advised).id for found in (heavier, lighter)],
        "why": difference.why.value,
        "text": sentence(household.assessments, names, difference),
        "because": [
            [{"fact": fact, "answer": raw_answer(heavier.answers.value(fact))} for fact in group]
            for group in difference.reasons
        ],
        "not_counted": list(difference.uncounted),
        "needs": [{"criterion": need.criterion.id, "unknown": need.open} for need in difference.needs],
    }


def _between(one: Between, ids: Sequence[str]) -> Plain:
    return {
        "id": one.id,
        "question": one.question,
        "sides": [
            {"profile": side.profile, "text": side.text, "statements": list(side.statements)}
            for side in one.sides
            if side.profile in ids
        ],
        "reading": one.reading,
        "why": one.why or None,
    }
