"""Does a lighter phase wait for every condition that the sources set, and does the right person decide?

The tables are written from the sources and not from the profiles: a condition that gets lost in a profile is seen.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.companion_files import Case
from ave_cli.profile.facts import Gap
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import TransitionDirection
from ave_cli.storage import library
from ave_cli.wording import triage_json

pytestmark = pytest.mark.content

CRISIS_IS_OVER = {"maatregelen_afdoende": False, "onrust": "dreigt", "toename_incidenten": True}
HELP_WORKS = {
    "inzet_effect": "onvoldoende",
    "werkt_mee": False,
    "samenwerking": "stagneert",
    "gevaar_verminderd": False,
    "stabiel": False,
    "overleg_afschalen": False,
}
DANGER = {"gevaar_inwoner": True, "gevaar_huisgenoten": True, "gevaar_omgeving": True}
QUIET = {"stabiel": False, "actieve_hulp_nodig": True}
NO_HELP = {"actieve_hulp_nodig": True}

CONDITIONS: dict[tuple[str, str], Mapping[str, object]] = {
    ("oss", "van-4-naar-3"): CRISIS_IS_OVER,
    ("oss", "van-4-naar-2"): CRISIS_IS_OVER,
    ("oss", "van-4-naar-1"): CRISIS_IS_OVER,
    ("oss", "van-3-naar-2"): {**HELP_WORKS, **DANGER, "zorgmijding": "sterk"},
    ("oss", "van-2-naar-1"): QUIET,
    ("westerkwartier", "van-4-omlaag"): {"onrust": "dreigt", "gevaar_meerdere": True, "maatregelen_afdoende": False},
    ("westerkwartier", "van-3-omlaag"): {**DANGER, "teloorgang": "dreigend"},
    ("westerkwartier", "van-2b-naar-het-voorliggend-veld"): NO_HELP,
    ("westerkwartier", "hulp-niet-meer-nodig"): NO_HELP,
    ("westerkwartier", "van-1-naar-0"): NO_HELP,
    ("dalfsen", "ave-4-naar-3"): {**CRISIS_IS_OVER, "aanpak_fase3_klaar": False},
    ("dalfsen", "ave-3-naar-2"): {**HELP_WORKS, **DANGER},
    ("dalfsen", "stagnatie-doorbroken"): {"samenwerking": "stagneert", "alleen_stagnatie": False},
    ("dalfsen", "ave-2-naar-1"): QUIET,
}
"""A household that goes down, and per condition the answer that must keep it where it is."""

DECIDES = {
    ("oss", "4-naar-3"): "burgemeester",
    ("oss", "4-naar-2"): "burgemeester",
    ("oss", "4-naar-1"): "burgemeester",
    ("oss", "3-naar-2"): "procesregisseur van het Zorg- en Veiligheidshuis",
    ("oss", "2-naar-1"): "Sociaal Team",
    ("westerkwartier", "4-af"): "",
    ("westerkwartier", "3-af"): "",
    ("westerkwartier", "2b-af"): "",
    ("westerkwartier", "2a-af"): "",
    ("westerkwartier", "1-naar-0"): "",
    ("dalfsen", "4-naar-3"): "burgemeester",
    ("dalfsen", "3-naar-2"): "netwerkcoördinator",
    ("dalfsen", "3-naar-2-na-stagnatie"): "netwerkcoördinator",
    ("dalfsen", "2-naar-1"): "casusregisseur",
}
"""Every way down of the five models, with whom the source names; empty where it names nobody."""


@functools.cache
def model_of(name: str) -> Ruleset:
    return library.load(name)


@functools.cache
def cases_of(name: str) -> dict[str, Case]:
    return {one.id: one for one in library.load_cases(name).cases}


def direction(name: str, ident: str, change: Mapping[str, object]) -> str:
    case = cases_of(name)[ident]
    answers, problems = read_answers(model_of(name), {**case.answers, **change}, case.current_phase)
    assert problems == ()
    return str(triage_json.triage_json(assess(model_of(name), answers))["phase"]["direction"])


@pytest.mark.parametrize(("name", "case"), CONDITIONS)
def test_a_household_that_meets_them_all_goes_down(name: str, case: str) -> None:
    assert direction(name, case, {}) == "down"


@pytest.mark.parametrize(
    ("name", "case", "fact", "answer"),
    [
        (name, case, fact, answer)
        for (name, case), facts in CONDITIONS.items()
        for fact, missed in facts.items()
        for answer in (missed, Gap.DONT_KNOW.value)
    ],
)
def test_one_condition_that_is_missed_or_not_known_holds_it_back(
    name: str, case: str, fact: str, answer: object
) -> None:
    assert direction(name, case, {fact: answer}) != "down"


def test_every_way_down_is_decided_by_whom_the_source_names() -> None:
    named = {
        (name, one.id): one.decided_by
        for name in library.index().ids()
        for one in model_of(name).profile.transitions
        if one.direction is TransitionDirection.DOWN
    }
    assert named.keys() == DECIDES.keys()
    for move, who in DECIDES.items():
        assert named[move].startswith(who), move
        assert bool(named[move]) == bool(who), move
