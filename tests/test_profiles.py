"""The shipped profiles: each loads, says where everything comes from, and gives every case its expected outcome.

Red here means: ask someone who knows AVE. Red in the other files means: a bug.
"""

from __future__ import annotations

import functools

import pytest

from ave_cli.core import export
from ave_cli.core.answers_file import read_answers
from ave_cli.core.assess import assess
from ave_cli.core.profile.beside import Case, Statement
from ave_cli.core.profile.model import Model
from ave_cli.shell import library

pytestmark = pytest.mark.content

PROFILES = library.index().ids()
load = functools.cache(library.load)


@functools.cache
def statements(name: str) -> dict[str, Statement]:
    return dict(library.load_statements(name))


CASES = [
    pytest.param(name, case, id=f"{name}-{case.id}")
    for name in PROFILES
    if (library.root() / name / "cases.toml").is_file()
    for case in library.load_cases(name).cases
]


def outcome(model: Model, case: Case) -> export.Plain:
    answers, problems = read_answers(model, case.answers, case.current_phase)
    assert problems == ()
    return export.result(assess(model, answers))


def test_there_are_at_least_eight_cases_per_model() -> None:
    for name in PROFILES:
        assert len(library.load_cases(name).cases) >= 8, name


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_case_comes_out_as_expected(name: str, case: Case) -> None:
    result = outcome(load(name), case)
    expect = case.expect
    phase = result["phase"]
    assert (phase["at_least"], phase["at_most"]) == (expect.at_least, expect.at_most)
    if expect.advised is not None:
        assert phase["advised"] == expect.advised
    if expect.direction is not None:
        assert phase["direction"] == expect.direction
    statuses = {one["id"]: one["status"] for one in result["criteria"]}
    for status in ("met", "not_met", "unknown"):
        for ident in getattr(expect, status):
            assert statuses.get(ident) == status, ident
    assert set(expect.alerts) <= {one["kind"] for one in result["alerts"]}
    assert set(expect.conflicts) <= {one["id"] for one in result["conflicts"]}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_roles_and_steps_of_a_case_are_as_expected(name: str, case: Case) -> None:
    result = outcome(load(name), case)
    roles = {one["role"]: one for one in result["roles"]}
    for role, words in case.expect.roles.items():
        held = roles[role]
        said = [held["status"], held["appointed_in"] or "", *(one["name"] for one in held["holders"])]
        assert words in said or any(words in one for one in said[1:]), (role, said)
    texts = [one["text"] for one in result["steps"]]
    for words in case.expect.steps:
        assert any(words.lower() in text.lower() for text in texts), (words, texts)


@pytest.mark.parametrize("name", PROFILES)
def test_everything_in_a_profile_names_statements_of_its_register(name: str) -> None:
    profile, known = load(name).profile, statements(name)
    for kind in (
        "phases",
        "criteria",
        "roles",
        "assignments",
        "role_rules",
        "transitions",
        "steps",
        "conflicts",
        "gaps",
        "glossary",
        "meetings",
        "actors",
        "agreements",
        "principles",
    ):
        for record in getattr(profile, kind):
            assert record.statements or kind in ("roles", "gaps", "assignments"), (
                kind,
                record.id,
                "no source",
            )
            assert set(record.statements) <= set(known), (
                kind,
                record.id,
                set(record.statements) - set(known),
            )
    for one in (*profile.doubt.statements, *profile.danger.statements):
        assert one in known


@pytest.mark.parametrize("name", PROFILES)
def test_every_fact_that_is_asked_is_used(name: str) -> None:
    model = load(name)
    assert sorted(model.profile.ask) == sorted(model.used)


@pytest.mark.parametrize("name", PROFILES)
def test_every_phase_says_something_about_every_role(name: str) -> None:
    profile = load(name).profile
    for role in profile.roles:
        for phase in profile.phases:
            rules = [
                one for one in profile.assignments if one.role == role.id and phase.id in one.phases and not one.adds
            ]
            assert rules, (role.id, phase.id, "says nothing")
            assert rules[-1].when is None, (role.id, phase.id, "no fallback")


def test_the_cases_cover_every_criterion_that_can_enter_a_phase() -> None:
    """Each is met by one case and missed by another, so that a typing error in a rule cannot hide."""
    missing = []
    for name in PROFILES:
        seen: dict[str, set[str]] = {}
        for case in library.load_cases(name).cases:
            for one in outcome(load(name), case)["criteria"]:
                seen.setdefault(one["id"], set()).add(one["status"])
        entering = [one.id for one in load(name).profile.criteria if one.effect.value == "enter"]
        missing += [(name, ident, seen[ident]) for ident in entering if not {"met", "not_met"} <= seen[ident]]
    assert missing == []


def test_stagnation_without_danger_comes_out_differently_in_the_five_models() -> None:
    phases = {}
    for name in PROFILES:
        case = next(one for one in library.load_cases(name).cases if one.id == "stagnatie-zonder-gevaar")
        phases[name] = outcome(load(name), case)["phase"]["advised"]
    assert phases == {
        "oss": "2",
        "westerkwartier": "1",
        "dalfsen": "3",
        "dordrecht-zwijndrecht": "3",
        "regio-groningen": "2",
    }


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("oss", 275),
        ("westerkwartier", 209),
        ("dalfsen", 341),
        ("dordrecht-zwijndrecht", 110),
        ("regio-groningen", 101),
    ],
)
def test_every_statement_of_a_source_is_used_or_says_why_not(name: str, total: int) -> None:
    """No statement gets lost on the way from the document to the model, and none is both used and excused."""
    profile, register = load(name).profile, statements(name)
    assert len(register) == total
    cited = {*profile.doubt.statements, *profile.danger.statements}
    for records in vars(profile).values():
        if isinstance(records, tuple):
            cited |= {ident for one in records for ident in getattr(one, "statements", ())}
    cited |= {ident for role in profile.roles for task in role.tasks for ident in task.statements}
    excused = {ident for ident, one in register.items() if one.not_modelled}
    assert set(register) - cited - excused == set()
    assert cited & excused == set()
