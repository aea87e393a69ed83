"""What does one answer change? The same household, with one thing different, under each model.

The tables are written from the sources and not from the profiles: here stands which single ground is enough for a
phase or for procesregie, and which is not.
"""

from __future__ import annotations

import functools

import pytest

from ave_cli.engine.answers_file import Plain, read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.companion_files import Case
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.wording import triage_json

pytestmark = pytest.mark.content

Ground = tuple[str, object]

STAGNATION: tuple[Ground, ...] = (
    ("samenwerking", "stagneert"),
    ("samenwerking", "blijvend"),
    ("samenwerking", "volledig"),
)
DANGER: tuple[Ground, ...] = (("gevaar_inwoner", True), ("gevaar_huisgenoten", True), ("gevaar_omgeving", True))
NO_RESULT: Ground = ("inzet_effect", "onvoldoende")
WORSE: Ground = ("toename_incidenten", True)
UNREST: tuple[Ground, ...] = (("onrust", "dreigt"), ("onrust", "ja"))
TRIGGERS: tuple[Ground, ...] = (
    ("grote_groep_geraakt", True),
    ("meer_slachtoffers_daders", True),
    ("daders_onbekend", True),
    ("dader_publieke_functie", True),
    ("risico_eigenrichting", True),
    ("dreigende_sociale_media", True),
    ("stapeling_incidenten", True),
    ("politieke_lading", True),
    ("media", "veel_negatief"),
)

PHASES: dict[tuple[str, str], dict[str, tuple[Ground, ...]]] = {
    ("oss", "gewone-hulpvraag"): {
        "1": (("zelf_oplosbaar", True), ("hulpvraag", False)),
        "2": (STAGNATION[0], NO_RESULT, WORSE, ("zorgmijding", "lijkt"), ("zorgen_veiligheid", True), *UNREST),
        "3": (*STAGNATION[1:], ("zorgmijding", "sterk"), *DANGER),
    },
    ("westerkwartier", "complex-zonder-gevaar"): {
        "1": (("actieve_hulpvraag", False), ("versterken_elkaar", False)),
        "2A": (*STAGNATION, WORSE, ("overzicht_kwijt", True), ("zorgen_veiligheid", True), *UNREST, ("media", "ja")),
        "2B": (("zorgmijding", "lijkt"), ("zorgmijding", "sterk"), ("werkt_mee", False), ("zelfstandig_kiezen", False)),
        "3": (*DANGER, ("teloorgang", "dreigend"), ("teloorgang", "ernstig")),
    },
    ("dalfsen", "casusregie-na-melding-door-familie"): {
        "1": (("hulpvraag", False),),
        "2": (NO_RESULT, WORSE, ("zorgmijding", "lijkt"), ("zorgen_veiligheid", True), ("drang_dwang", True), *UNREST),
        "3": (*STAGNATION, ("zorgmijding", "sterk"), ("overstijgt_werkterrein", True), *DANGER),
    },
    ("dalfsen", "stagnatie-zonder-gevaar"): {"3": (*TRIGGERS, *UNREST)},
    ("dordrecht-zwijndrecht", "veel-vragen-goed-geregeld"): {
        "1": (("hulpvraag", False),),
        "2": (WORSE, ("zorgen_veiligheid", True), *UNREST, ("media", "ja")),
        "3": (*STAGNATION, NO_RESULT, *DANGER),
    },
    ("regio-groningen", "alleen-bestuurlijk-risico"): {
        "1": (("hulpvraag", False), ("zelf_oplosbaar", True)),
        "2": (*STAGNATION, NO_RESULT, WORSE, *DANGER, *UNREST),
    },
    ("regio-groningen", "vier-delen-samen"): {
        "2": (("leefgebieden", ["geld"]), ("domeinoverstijgend", False), ("gevaar_huisgenoten", False)),
        "3": (("samenwerking", "goed"), ("inzet_effect", "werkt"), UNREST[1], ("gevaar_acuut", True)),
    },
}
"""A household in no phase or in the one that it is in, and per advised phase the answers that alone lead there."""

PROCESREGIE: dict[tuple[str, str, str], tuple[Ground, ...]] = {
    ("oss", "gewone-hulpvraag", "lokale procesregisseur van de gemeente Oss"): (STAGNATION[0], NO_RESULT, WORSE),
    ("dalfsen", "stagnatie-zonder-gevaar", "AOV'er"): (
        *TRIGGERS,
        ("burgemeestersbevoegdheid", True),
        ("bestuurlijk_risico", True),
        ("media", "mogelijk"),
        *UNREST,
    ),
    ("dordrecht-zwijndrecht", "een-vraag-over-geld", "conflicting"): (*STAGNATION, NO_RESULT, WORSE),
    ("regio-groningen", "een-probleem-gewone-hulp", "not_recorded"): (
        *STAGNATION,
        NO_RESULT,
        WORSE,
        ("bestuurlijk_risico", True),
    ),
}
"""A household without the ground, whom it brings (or the status that the role gets), and each ground that is enough."""


@functools.cache
def model_of(name: str) -> Ruleset:
    return library.load(name)


@functools.cache
def cases_of(name: str) -> dict[str, Case]:
    return {one.id: one for one in library.load_cases(name).cases}


def result(name: str, ident: str, *grounds: Ground) -> Plain:
    case = cases_of(name)[ident]
    answers, problems = read_answers(model_of(name), {**case.answers, **dict(grounds)}, case.current_phase)
    assert problems == ()
    return triage_json.triage_json(assess(model_of(name), answers))


def procesregie(found: Plain) -> set[str]:
    holding = next(one for one in found["roles"] if one["role"] == "procesregie")
    return {str(holding["status"]), *(str(one["name"]) for one in holding["holders"])}


@pytest.mark.parametrize(
    ("name", "case", "ground", "phase"),
    [
        pytest.param(name, case, ground, phase, id=f"{name}-{case}-{ground[0]}-{ground[1]}")
        for (name, case), phases in PHASES.items()
        for phase, grounds in phases.items()
        for ground in grounds
    ],
)
def test_one_answer_leads_to_this_phase(name: str, case: str, ground: Ground, phase: str) -> None:
    found = result(name, case, ground)["phase"]
    assert (found["at_least"], found["at_most"]) == (phase, phase)


@pytest.mark.parametrize(
    ("name", "case", "who", "ground"),
    [
        pytest.param(name, case, who, ground, id=f"{name}-{ground[0]}-{ground[1]}")
        for (name, case, who), grounds in PROCESREGIE.items()
        for ground in grounds
    ],
)
def test_one_ground_is_enough_for_procesregie(name: str, case: str, who: str, ground: Ground) -> None:
    assert who not in procesregie(result(name, case))
    assert who in procesregie(result(name, case, ground))
