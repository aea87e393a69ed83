"""The shipped profiles: each loads, says where everything comes from, and gives every case its expected outcome.

Red here means: ask someone who knows AVE. Red in the other files means: a bug.
"""

from __future__ import annotations

import functools

import pytest

from ave_cli.authoring.check import case_misses, citations_of
from ave_cli.engine.answers_file import Plain, read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.companion_files import Case, Statement
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.wording import triage_json

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


def outcome(ruleset: Ruleset, case: Case) -> Plain:
    answers, problems = read_answers(ruleset, case.answers, case.current_phase)
    assert problems == ()
    return triage_json.triage_json(assess(ruleset, answers))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_case_comes_out_as_expected(name: str, case: Case) -> None:
    answers, problems = read_answers(load(name), case.answers, case.current_phase)
    assert problems == ()
    assert list(case_misses(load(name), answers, case.expect)) == []


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
    used = set(citations_of(profile))
    excused = {ident for ident, one in register.items() if one.not_modelled}
    assert used | excused == set(register)
    assert used & excused == set()


def test_what_is_only_about_the_document_is_never_in_a_result() -> None:
    """It is explained, and shown with the model; no household changes because of it."""
    found = set[str]()
    for name in PROFILES:
        documentary = {one.id for one in load(name).profile.conflicts if not one.in_result}
        found |= documentary
        for case in library.load_cases(name).cases:
            assert not documentary & {one["id"] for one in outcome(load(name), case)["conflicts"]}
    assert len(found) == 9
