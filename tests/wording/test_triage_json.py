"""What a program gets: every key of the contract, always there, of the right type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from ave_cli.engine.answers_file import Plain
from ave_cli.engine.assessment import Assessment
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.wording import triage_json

Make = Callable[..., Ruleset]
Triage = Callable[..., Assessment]

TEXT, FLAG, NUMBER, NOTHING = str, bool, int, type(None)
BECAUSE = [{"fact": TEXT, "answer": (FLAG, TEXT, list)}]
MODALITY = {"kan", "wordt", "moet"}
PHASES = {"rust", "klem", "brand"}
STEP_KINDS = {
    "acuut",
    "opschalen",
    "afschalen",
    "inschakelen",
    "informeren",
    "overleggen",
    "advies_vragen",
    "melden",
    "vastleggen",
    "uitzoeken",
    "monitoren",
}
ALERT_KINDS = {"acuut", "acuut_onbekend", "gevaar_zonder_fase", "gevaar", "onveilig"}
CONTRACT: dict[str, Any] = {
    "format": {1},
    "profile": {"id": TEXT, "title": TEXT, "version": TEXT, "hash": TEXT},
    "acute": {"yes", "no", "unknown"},
    "alerts": [{"kind": ALERT_KINDS, "text": TEXT, "short": TEXT, "lines": [TEXT], "because": BECAUSE}],
    "phase": {
        "at_least": PHASES,
        "at_most": PHASES,
        "advised": PHASES,
        "current": {*PHASES, None},
        "direction": {"up", "same", "down", "unclear", None},
        "status": {"settled", "range", "open"},
    },
    "doubt": {
        "rule": {"escalate", "consult", "coordinate", "lowest", "none", "not_recorded"},
        "applied": FLAG,
        "text": TEXT,
    },
    "criteria": [
        {
            "id": TEXT,
            "phase": PHASES,
            "effect": {"enter", "within", "inform", "leave", "supports"},
            "modality": MODALITY,
            "status": {"met", "not_met", "unknown"},
            "asked": FLAG,
            "text": TEXT,
            "because": BECAUSE,
            "statements": [TEXT],
            "origin": TEXT,
        }
    ],
    "roles": [
        {
            "role": TEXT,
            "status": {"assigned", "undecided", "not_applicable", "not_recorded", "conflicting"},
            "modality": {*MODALITY, None},
            "holders": [{"name": TEXT, "scope": (TEXT, NOTHING)}],
            "appointed_in": (TEXT, NOTHING),
            "because": BECAUSE,
            "depends_on": [TEXT],
            "note": TEXT,
            "statements": [TEXT],
            "origin": TEXT,
        }
    ],
    "steps": [
        {
            "kind": STEP_KINDS,
            "modality": MODALITY,
            "text": TEXT,
            "short": TEXT,
            "safety": FLAG,
            "who": TEXT,
            "whose": {"you", "role", "other", "not_recorded"},
            "contact": (TEXT, NOTHING),
            "deadline": (TEXT, NOTHING),
            "statements": [TEXT],
            "origin": TEXT,
        }
    ],
    "transitions": [
        {
            "direction": {"up", "down", "within"},
            "from": {*PHASES, None},
            "to": {*PHASES, None},
            "status": {"open", "blocked", "unknown"},
            "missing": [TEXT],
            "blocked_by": [TEXT],
            "requested_by": TEXT,
            "decided_by": TEXT,
            "statements": [TEXT],
        }
    ],
    "open_questions": [{"fact": TEXT, "question": TEXT, "could_change": [TEXT]}],
    "conflicts": [{"id": TEXT, "about": TEXT, "readings": [TEXT], "chosen": TEXT, "statements": [TEXT]}],
    "not_recorded": [TEXT],
    "contradictions": [{"facts": [TEXT], "text": TEXT}],
    "unused_answers": [TEXT],
}
"""A table: exactly these keys. A list: any number of these. A set: one of these. A type, or several: of that type."""


def misfits(value: Any, shape: Any, place: str = "result") -> Iterator[str]:
    """Every place where a value is not what the contract says."""
    if not fits(value, shape):
        yield f"{place}: {value!r}"
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield from misfits(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, list):
        for number, one in enumerate(value):
            yield from misfits(one, shape[0], f"{place}[{number}]")


def fits(value: Any, shape: Any) -> bool:
    """Whether a value is what the contract says, whatever stands inside it."""
    match shape:
        case dict():
            return isinstance(value, dict) and set(value) == set(shape)
        case list():
            return type(value) is list
        case set():
            return value in shape
        case tuple():
            return type(value) in shape
        case _:
            return type(value) is shape


RICH = """
[doubt]
rule = "consult"
text = "Vraag advies."
who = "de procesregisseur"

[[facts]]
id = "alleen"
group = "Huishouden"
kind = "yes_no"
label = "woont alleen"
question = "Woont de inwoner alleen?"
excludes = ["steun"]

[[criteria]]
id = "klem-bestuur"
phase = "klem"
effect = "inform"
modality = "moet"
text = "De burgemeester moet het weten"
when = { is = { gevaar = true } }

[[assignments]]
id = "brand-extra"
role = "procesregie"
phases = ["klem"]
adds = true
when = { is = { gevaar = true } }
holders = [{ name = "adviseur veiligheid", scope = "omgeving" }]

[[roles]]
id = "overleg"
title = "Overleg"
text = "Wie het overleg leidt."

[[assignments]]
id = "overleg-een"
role = "overleg"
phases = ["klem"]
when = { is = { hulp = true } }
holders = [{ name = "wijkteam" }]

[[assignments]]
id = "overleg-twee"
role = "overleg"
phases = ["klem"]
appointed_in = "het casusoverleg"

[[steps]]
id = "bel"
kind = "melden"
modality = "moet"
phases = ["klem"]
text = "Meld het."
who = "casusregisseur"
contact = "het procesteam"
deadline = "binnen 24 uur"
statements = ["KLN-071"]

[[conflicts]]
id = "C-KLN-01"
about = "phase"
question = "Welke fase?"
readings = ["de eerste", "de tweede"]
chosen = 2
statements = ["KLN-072"]

[[gaps]]
id = "wie-beslist"
about = "phase"
text = "Wie beslist staat niet in dit model."
"""

FULL = {
    "acuut": True,
    "gevaar": True,
    "mijding": "weet_niet",
    "gebieden": ["wonen", "geld"],
    "hulp": "weet_niet",
    "steun": True,
    "alleen": True,
}


@pytest.fixture(scope="module")
def full(make: Make, triage: Triage) -> Plain:
    """A result in which no list is empty."""
    return triage_json.triage_json(triage(make(RICH), FULL, "klem"))


@pytest.fixture(scope="module")
def empty(tiny: Ruleset, triage: Triage) -> Plain:
    return triage_json.triage_json(triage(tiny))


def test_the_full_result_leaves_no_list_of_the_contract_untried(full: Plain) -> None:
    assert [key for key, value in full.items() if isinstance(value, list) and not value] == []
    for kind in ("alerts", "criteria", "roles"):
        assert any(one["because"] for one in full[kind]), kind
    assert any(one["missing"] for one in full["transitions"])
    assert {type(one["appointed_in"]) for one in full["roles"]} == {TEXT, NOTHING}
    assert {type(one["scope"]) for role in full["roles"] for one in role["holders"]} == {TEXT, NOTHING}
    assert {type(one["deadline"]) for one in full["steps"]} == {TEXT, NOTHING}
    assert any(one["depends_on"] for one in full["roles"])


def test_every_key_is_there_with_the_right_type_for_full_answers(full: Plain) -> None:
    assert list(misfits(full, CONTRACT)) == []


def test_every_key_is_there_with_the_right_type_without_an_answer(empty: Plain) -> None:
    assert list(misfits(empty, CONTRACT)) == []


@pytest.mark.parametrize("current", [None, "rust", "klem", "brand"])
@pytest.mark.parametrize(
    "facts",
    [
        {"gevaar": True, "mijding": "altijd", "gebieden": [], "hulp": False},
        {"gevaar": False, "mijding": "nee", "gebieden": [], "hulp": True},
        {"gevaar": "weet_niet", "mijding": "weet_niet", "gebieden": "weet_niet", "hulp": "weet_niet"},
    ],
)
def test_every_key_is_there_whichever_way_it_goes(
    make: Make, triage: Triage, facts: Mapping[str, Any], current: str | None
) -> None:
    assert list(misfits(triage_json.triage_json(triage(make(RICH), facts, current)), CONTRACT)) == []


def test_the_keys_stand_in_the_order_of_the_contract(full: Plain) -> None:
    assert list(full) == list(CONTRACT)


def test_a_result_survives_json_unchanged(full: Plain, empty: Plain) -> None:
    for result in (full, empty):
        assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_without_an_answer_nothing_is_claimed(empty: Plain) -> None:
    assert empty["acute"] == "unknown"
    assert empty["phase"] == {
        "at_least": "rust",
        "at_most": "brand",
        "advised": "rust",
        "current": None,
        "direction": None,
        "status": "open",
    }
    assert {one["status"] for one in empty["criteria"]} == {"unknown"}
    assert [one["kind"] for one in empty["alerts"]] == ["acuut_onbekend"]
    assert [one["because"] for one in empty["alerts"]] == [[]]
    assert not [one["role"] for one in empty["roles"] if one["status"] == "assigned"]
    assert (empty["contradictions"], empty["unused_answers"]) == ([], [])


@pytest.mark.parametrize(("answer", "acute"), [(True, "yes"), (False, "no"), ("weet_niet", "unknown")])
def test_acute_is_yes_no_or_unknown(tiny: Ruleset, triage: Triage, answer: bool | str, acute: str) -> None:
    assert triage_json.triage_json(triage(tiny, {"acuut": answer}))["acute"] == acute


def test_the_profile_is_named_with_its_fingerprint(full: Plain, empty: Plain) -> None:
    assert {key: empty["profile"][key] for key in ("id", "title", "version")} == {
        "id": "klein",
        "title": "Kleindorp",
        "version": "1.0",
    }
    for result in (full, empty):
        kind, _, digest = result["profile"]["hash"].partition(":")
        assert (kind, len(digest), set(digest) <= set("0123456789abcdef")) == ("sha256", 64, True)
    assert full["profile"]["hash"] != empty["profile"]["hash"]


def test_a_criterion_tells_because_of_which_answers(full: Plain) -> None:
    because = {one["id"]: one["because"] for one in full["criteria"]}
    assert because["klem-gebieden"] == [{"fact": "gebieden", "answer": ["wonen", "geld"]}]
    assert because["klem-bestuur"] == [{"fact": "gevaar", "answer": True}]
    assert {"fact": "mijding", "answer": "weet_niet"} in because["brand-gevaar"]


def test_because_names_no_fact_that_was_not_answered(empty: Plain) -> None:
    assert [one["because"] for one in empty["criteria"] if one["because"]] == []


def test_an_undecided_role_has_candidates_and_the_facts_that_decide(full: Plain) -> None:
    (role,) = [one for one in full["roles"] if one["role"] == "overleg"]
    assert (role["status"], role["depends_on"]) == ("undecided", ["hulp"])
    assert (role["holders"], role["appointed_in"]) == ([{"name": "wijkteam", "scope": None}], "het casusoverleg")


def test_a_conflict_tells_the_reading_that_is_modelled(full: Plain) -> None:
    (conflict,) = full["conflicts"]
    assert (conflict["readings"], conflict["chosen"]) == (["de eerste", "de tweede"], "de tweede")


def test_an_open_question_tells_what_it_could_change(full: Plain) -> None:
    changes = {one["fact"]: one["could_change"] for one in full["open_questions"]}
    assert "phase" in changes["mijding"]
    assert "role:overleg" in changes["hulp"]


def test_what_is_missing_for_a_move_is_told_in_words(full: Plain) -> None:
    (down,) = [one for one in full["transitions"] if (one["from"], one["to"]) == ("klem", "rust")]
    assert (down["status"], down["missing"]) == ("unknown", ["Er loopt hulp die werkt"])


def test_what_contradicts_and_what_is_not_used_is_listed(full: Plain) -> None:
    assert [one["facts"] for one in full["contradictions"]] == [["alleen", "steun"]]
    assert full["unused_answers"] == ["steun", "alleen"]


@pytest.mark.parametrize("fact", ["vermoeden_mishandeling", "gevaar_inwoner", "gevaar_acuut"])
@pytest.mark.parametrize("name", library.index().ids())
def test_no_sentence_of_an_alert_is_said_twice(name: str, fact: str, triage: Triage) -> None:
    for alert in triage_json.triage_json(triage(library.load(name), {fact: True, "minderjarige": True}))["alerts"]:
        said = re.findall(r"[^.:!?]+[.:!?]", alert["text"])
        assert len(said) == len(set(said)), alert["text"]
