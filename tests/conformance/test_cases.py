"""The cases that ship: do they show every rule of their model, and does each say so in what it expects?

Red here means: a household is missing, or the model has a rule that no household can reach. That a case comes out
as it expects is tested with the profiles; here it counts that nothing of a model stays without a case.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

import pytest

from ave_cli.engine.answers_file import Plain, read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.steps import NextStep
from ave_cli.profile.companion_files import Case
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Assignment, TransitionDirection
from ave_cli.records import record
from ave_cli.storage import library
from ave_cli.wording import triage_json

pytestmark = pytest.mark.content

FEWEST = {
    "oss": 60,
    "westerkwartier": 60,
    "dalfsen": 60,
    "dordrecht-zwijndrecht": 40,
    "regio-groningen": 40,
}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@record
class Seen:
    """A case with what the tool makes of it."""

    case: Case
    advice: Assessment
    result: Plain

    @property
    def advised(self) -> str:
        return str(self.result["phase"]["advised"])


@functools.cache
def model_of(name: str) -> Ruleset:
    return library.load(name)


@functools.cache
def seen(name: str) -> tuple[Seen, ...]:
    return tuple(_see(model_of(name), case) for case in library.load_cases(name).cases)


def _see(ruleset: Ruleset, case: Case) -> Seen:
    answers, problems = read_answers(ruleset, case.answers, case.current_phase)
    assert problems == (), case.id
    advice = assess(ruleset, answers)
    return Seen(case=case, advice=advice, result=triage_json.triage_json(advice))


def unshown_criteria(name: str) -> Iterator[str]:
    for one in model_of(name).profile.criteria:
        for status in ("met", "not_met"):
            stated = (case for case in seen(name) if one.id in getattr(case.case.expect, status))
            if not any(_status(case.result, one.id) == status for case in stated):
                yield f"criterion {one.id}: no case expects it {status}"


def _status(result: Plain, criterion: str) -> str:
    return next(str(one["status"]) for one in result["criteria"] if one["id"] == criterion)


def unshown_roles(name: str) -> Iterator[str]:
    """Each rule in each phase that it names, in a case that is advised there and expects it."""
    profile = model_of(name).profile
    for rule in profile.assignments:
        for phase in rule.phases:
            cases = [one for one in seen(name) if one.advised == phase and rule.role in one.case.expect.roles]
            if not any(_shows(rule, _held(one, rule.role)) and _states(rule, one.case) for one in cases):
                yield f"role {rule.role}: no case in {phase} shows and expects {rule.id}"
    notes = [holding["note"] for one in seen(name) for holding in one.result["roles"]]
    yield from (f"role rule {one.id}" for one in profile.role_rules if not any(one.text in note for note in notes))


def _held(one: Seen, role: str) -> Plain:
    return next(holding for holding in one.result["roles"] if holding["role"] == role)


def _shows(rule: Assignment, holding: Plain) -> bool:
    """Whether this rule decided: its status, all its holders, its meeting, its note and its sources stand there."""
    holders = {(one["name"], one["scope"] or "") for one in holding["holders"]}
    wanted = {(one.name, one.scope) for one in rule.holders}
    return (
        holding["status"] == rule.status.value
        and (wanted <= holders if wanted else not holders)
        and rule.appointed_in in (holding["appointed_in"] or "")
        and rule.note in holding["note"]
        and set(rule.statements) <= set(holding["statements"])
    )


def _states(rule: Assignment, case: Case) -> bool:
    """Whether what the case expects for this role is an outcome of this rule."""
    words = case.expect.roles[rule.role]
    said = (rule.appointed_in, *(one.name for one in rule.holders))
    return words == rule.status.value or any(words in one for one in said)


def unshown_moves(name: str) -> Iterator[str]:
    """Each way up or down is made by one case, each move within a phase is open in one; each is held up in another."""
    for one in model_of(name).profile.transitions:
        made = any(move.transition.id == one.id for case in seen(name) for move in case.advice.course.taken)
        found = {
            move.status.value for case in seen(name) for move in case.advice.transitions if move.transition.id == one.id
        }
        if not made and (one.direction is not TransitionDirection.WITHIN or "open" not in found):
            yield f"transition {one.id}: no case makes it"
        if not found & {"blocked", "unknown"}:
            yield f"transition {one.id}: no case misses something for it"


def unshown_texts(name: str) -> Iterator[str]:
    """Every conflict, gap and step; a conflict by its id and a step by its words in what a case expects."""
    profile = model_of(name).profile
    conflicts = {one["id"] for case in seen(name) for one in case.result["conflicts"]}
    expected = {ident for case in seen(name) for ident in case.case.expect.conflicts}
    household = [one.id for one in profile.conflicts if one.in_result]
    yield from (f"conflict {ident}" for ident in household if ident not in conflicts & expected)
    gaps = {text for case in seen(name) for text in case.result["not_recorded"]}
    yield from (f"gap {one.id}" for one in profile.gaps if one.text not in gaps)
    steps = {step.id for case in seen(name) for step in _expected_steps(case)}
    yield from (f"step {one.id}" for one in profile.steps if one.id not in steps)


def _expected_steps(one: Seen) -> Iterator[NextStep]:
    words = [word.lower() for word in one.case.expect.steps]
    return (step for step in one.advice.steps if any(word in step.text.lower() for word in words))


@pytest.mark.parametrize("name", FEWEST)
@pytest.mark.parametrize("unshown", [unshown_criteria, unshown_roles, unshown_moves, unshown_texts])
def test_the_cases_leave_nothing_of_a_model_unshown(name: str, unshown: Callable[[str], Iterator[str]]) -> None:
    missing = list(unshown(name))
    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize(("name", "fewest"), FEWEST.items())
def test_every_model_has_enough_cases(name: str, fewest: int) -> None:
    assert len(seen(name)) >= fewest


def test_every_shipped_model_is_looked_at() -> None:
    assert sorted(FEWEST) == sorted(library.index().ids())


NO_PROBLEM_AND_STILL = {
    "oss": {
        "behandeling-zonder-hulpvraag",
        "past-nergens-twee-leefgebieden",
        "zorgen-zonder-hulpvraag",
        "gevaar-zonder-hulpvraag",
    },
    "westerkwartier": {"oov-heeft-procesregie", "oudere-doet-niet-open"},
    "dalfsen": {"dwang-zonder-hulpvraag", "achteruitgang-zonder-hulpvraag", "meervoudig-zonder-eigen-vraag"},
    "dordrecht-zwijndrecht": {"gevaar-zonder-hulpvraag", "past-nergens-twee-leefgebieden", "een-leefgebied-geen-vraag"},
    "regio-groningen": {
        "bestuurlijk-risico-zonder-vraag",
        "gevaar-zonder-hulpvraag",
        "twee-leefgebieden-geen-vraag",
    },
}
"""Households of which somebody says that there is no problem while one is named: they show what comes of it."""


@pytest.mark.parametrize("name", FEWEST)
def test_no_household_contradicts_itself_but_to_show_what_comes_of_it(name: str) -> None:
    found = {one.case.id: one.result["contradictions"] for one in seen(name) if one.result["contradictions"]}
    assert set(found) == NO_PROBLEM_AND_STILL[name]
    for contradictions in found.values():
        assert all(one["facts"][0] == "hulpvraag" for one in contradictions)


@pytest.mark.parametrize("name", FEWEST)
def test_a_story_is_three_to_six_sentences_and_told_once(name: str) -> None:
    stories = [one.case.story for one in seen(name)]
    assert [story for story in stories if not 3 <= len(SENTENCE_END.split(story.strip())) <= 6] == []
    assert len(set(stories)) == len(stories)


@pytest.mark.parametrize("name", FEWEST)
def test_a_case_expects_a_phase_a_criterion_and_a_role(name: str) -> None:
    """So that a typing error in an answer cannot hide behind an empty expectation."""
    bare = [
        one.case.id
        for one in seen(name)
        if one.case.expect.advised is None
        or not (one.case.expect.met or one.case.expect.not_met)
        or not one.case.expect.roles
        or (one.case.current_phase is not None and one.case.expect.direction is None)
    ]
    assert bare == []
