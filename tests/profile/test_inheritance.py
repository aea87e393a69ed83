"""A profile over the one it extends: what is taken over, what is replaced, and who said which line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from ave_cli.engine.assessment import Assessment
from ave_cli.errors import ExitCode, InvalidInput
from ave_cli.profile.ruleset import Ruleset, mark_origin, merge
from ave_cli.storage import library
from ave_cli.text import problems as problems_text

Raw = dict[str, Any]
Over = Callable[..., Raw]

CHILD = """
kind = "profile"
format = 1
id = "dorp"
title = "Dorp"
version = "2.0"
date = "2026-02-02"
extends = "klein"

[source]
document = "Eigen afspraken"
owner = "Gemeente Dorp"
"""


def child(text: str = "") -> Raw:
    """A profile of its own that extends the tiny one; later tables of the text are put over it."""
    return {**tomllib.loads(CHILD), **tomllib.loads(text)}


@pytest.fixture
def together(profile_over: Over) -> Callable[..., Raw]:
    """`together(toml, base=toml)`: the child over the tiny profile, both marked."""
    return lambda text="", base="": merge(mark_origin(profile_over(base)), mark_origin(child(text)))


def record(raw: Raw, kind: str, ident: str) -> Raw:
    (found,) = [one for one in raw[kind] if one["id"] == ident]
    return dict(found)


def ids(raw: Raw, kind: str) -> list[str]:
    return [one["id"] for one in raw[kind]]


def test_a_child_says_of_itself_who_it_is_and_takes_the_method_over(
    together: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset]
) -> None:
    profile = build_raw(together()).profile
    assert (profile.id, profile.title, profile.version, profile.date) == ("dorp", "Dorp", "2.0", "2026-02-02")
    assert profile.source.owner == "Gemeente Dorp"
    assert [phase.id for phase in profile.phases] == ["rust", "klem", "brand"]


@pytest.mark.parametrize("key", ["id", "title", "version", "date", "source"])
def test_what_a_child_must_say_of_itself_is_never_taken_over(
    key: str, profile_over: Over, complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    without = {name: value for name, value in child().items() if name != key}
    raw = merge(mark_origin(profile_over()), mark_origin(without))
    assert complaints(raw) == (f"{key}: deze sleutel ontbreekt",)


def test_a_record_with_the_same_id_is_changed_key_by_key_in_its_place(together: Callable[..., Raw]) -> None:
    raw = together('[[criteria]]\nid = "klem-gebieden"\ntext = "Meer dan een probleem"')
    assert ids(raw, "criteria")[1] == "klem-gebieden"
    one = record(raw, "criteria", "klem-gebieden")
    assert (one["text"], one["phase"], one["statements"]) == ("Meer dan een probleem", "klem", ["KLN-002"])


def test_a_record_with_a_new_id_comes_behind_those_of_the_base(together: Callable[..., Raw]) -> None:
    raw = together('[[steps]]\nid = "eigen"\nkind = "melden"\nphases = ["brand"]\ntext = "Meld het."')
    assert ids(raw, "steps") == ["volg-het-huishouden", "eigen"]


ADDED = """
[[assignments]]
id = "dorp-procesregie"
role = "procesregie"
phases = ["klem"]
holders = [{ name = "netwerkregisseur" }]
"""


def test_an_added_assignment_comes_first_and_so_is_the_one_that_holds(
    together: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset], triage: Callable[..., Assessment]
) -> None:
    raw = together(ADDED)
    assert ids(raw, "assignments")[0] == "dorp-procesregie"
    advice = triage(build_raw(raw), {"gevaar": False, "mijding": "soms"})
    (holding,) = [one for one in advice.roles if one.role.id == "procesregie"]
    assert ([one.name for one in holding.holders], holding.origin) == (["netwerkregisseur"], "dorp")


def test_added_assignments_keep_their_own_order_and_a_changed_one_its_place(together: Callable[..., Raw]) -> None:
    changed = '[[assignments]]\nid = "klein-procesregie"\nnote = "Anders."\n'
    raw = together(changed + ADDED + ADDED.replace("dorp-procesregie", "dorp-nog-een"))
    assert ids(raw, "assignments") == [
        "dorp-procesregie",
        "dorp-nog-een",
        "klein-casusregie",
        "klein-rust-procesregie",
        "klein-procesregie",
    ]


def test_named_conditions_and_wording_are_merged_by_name(together: Callable[..., Raw]) -> None:
    base = '[define]\nmeer = { ref = "veel" }\n\n[wording.hulp]\nquestion = "Loopt er hulp?"'
    raw = together(
        '[define]\nveel = { at_least = { gebieden = 3 } }\n\n[wording.gevaar]\nquestion = "Is er gevaar?"', base=base
    )
    assert raw["define"] == {"veel": {"at_least": {"gebieden": 3}}, "meer": {"ref": "veel"}}
    assert set(raw["wording"]) == {"hulp", "gevaar"}


def test_every_other_table_and_list_is_replaced_as_a_whole(together: Callable[..., Raw]) -> None:
    raw = together('ask = ["hulp"]\nsteps = []\n\n[danger]\nphase = "klem"\ntext = "Bel de coach."')
    assert raw["danger"] == {"phase": "klem", "text": "Bel de coach."}
    assert (raw["ask"], raw["steps"]) == (["hulp"], [])


def test_a_removed_record_is_gone_from_whichever_list_it_was_in(together: Callable[..., Raw]) -> None:
    raw = together('remove = ["volg-het-huishouden", "klem-gebieden"]')
    assert raw["steps"] == []
    assert "klem-gebieden" not in ids(raw, "criteria")
    assert "klem-mijding" in ids(raw, "criteria")


def test_what_still_points_at_a_removed_record_is_a_problem(
    together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    raw = together('remove = ["klem-gebieden"]')
    assert [line.partition(":")[0] for line in complaints(raw)] == ["transitions (rust-naar-klem).criteria"]


def test_a_child_may_put_its_own_record_in_the_place_of_one_that_it_removes(together: Callable[..., Raw]) -> None:
    raw = together(
        'remove = ["volg-het-huishouden"]\n\n'
        '[[steps]]\nid = "volg-het-huishouden"\nkind = "melden"\nphases = ["rust"]\ntext = "Meld het."'
    )
    assert record(raw, "steps", "volg-het-huishouden") == {
        "origin": "dorp",
        "id": "volg-het-huishouden",
        "kind": "melden",
        "phases": ["rust"],
        "text": "Meld het.",
    }


@pytest.mark.parametrize("wrong", ['remove = "klem-gebieden"', "remove = [1]"])
def test_a_misshapen_removal_removes_nothing_and_is_a_problem(
    wrong: str, together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    raw = together(wrong)
    assert "klem-gebieden" in ids(raw, "criteria")
    assert [line for line in complaints(raw) if line.startswith("remove")] != []


def test_every_line_tells_from_which_profile_it_comes(together: Callable[..., Raw]) -> None:
    raw = together(
        '[[criteria]]\nid = "klem-gebieden"\ntext = "Anders"\n\n'
        '[[steps]]\nid = "eigen"\nkind = "melden"\nphases = ["brand"]\ntext = "Meld het."'
    )
    origins = {one["id"]: one["origin"] for kind in ("criteria", "steps", "phases") for one in raw[kind]}
    assert {ident for ident, origin in origins.items() if origin == "dorp"} == {"klem-gebieden", "eigen"}
    assert set(origins.values()) == {"dorp", "klein"}


def test_origin_reaches_the_result(
    together: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset], triage: Callable[..., Assessment]
) -> None:
    ruleset = build_raw(together('[[criteria]]\nid = "klem-gebieden"\ntext = "Anders"'))
    origins = {one.evaluation.criterion.id: one.evaluation.criterion.origin for one in triage(ruleset).criteria}
    assert (origins["klem-gebieden"], origins["klem-mijding"]) == ("dorp", "klein")


def test_a_fact_has_no_origin_because_it_belongs_to_no_line_of_the_model(together: Callable[..., Raw]) -> None:
    own = '[[facts]]\nid = "eigen"\ngroup = "Eigen"\nkind = "yes_no"\nquestion = "Is dit zo?"'
    assert "origin" not in record(together(own), "facts", "eigen")


@pytest.mark.parametrize("kind", ["criteria", "assignments"])
def test_an_id_that_stands_twice_in_the_child_is_a_problem_and_loses_no_record(
    kind: str, together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    twice = {
        "criteria": '[[criteria]]\nid = "eigen"\nphase = "klem"\neffect = "enter"\nmodality = "kan"\ntext = "Tekst"\n'
        "when = { is = { gevaar = true } }\n",
        "assignments": ADDED.replace("dorp-procesregie", "eigen"),
    }
    raw = together(twice[kind] * 2)
    places = [at for at, ident in enumerate(ids(raw, kind), start=1) if ident == "eigen"]
    assert len(places) == 2
    assert complaints(raw) == (f"{kind} (eigen): {problems_text.twice_in_list('eigen', places)}",)


def test_changing_the_same_record_twice_is_a_problem(
    together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    again = '[[roles]]\nid = "casusregie"\ntitle = "Regie"\ntext = "Anders."\n'
    assert complaints(together(again * 2)) == (
        f"roles (casusregie): {problems_text.twice_in_list('casusregie', (1, 3))}",
    )


def test_records_without_an_id_are_all_named_as_problems(
    together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    raw = together('[[glossary]]\nterm = "AVE"\ntext = "De aanpak."\n' * 2)
    assert complaints(raw) == ("glossary[1].id: deze sleutel ontbreekt", "glossary[2].id: deze sleutel ontbreekt")


@pytest.mark.parametrize("side", ["text", "base"])
@pytest.mark.parametrize(("ident", "how"), [("[]", ""), ("{ }", ""), ("3", "; zet er aanhalingstekens omheen")])
def test_an_id_that_is_no_text_is_a_problem_like_any_other(
    ident: str, how: str, side: str, together: Callable[..., Raw], complaints: Callable[[Raw], tuple[str, ...]]
) -> None:
    step = '[[steps]]\nid = {}\nkind = "melden"\nphases = ["brand"]\ntext = "Meld het."\n'
    sides = {"text": step.format('"eigen"'), "base": "", side: step.format(ident)}
    assert complaints(together(**sides)) == (f"steps[2].id: hier hoort tekst{how}",)


def test_merging_changes_neither_side(profile_over: Over) -> None:
    base, own = mark_origin(profile_over()), mark_origin(child(ADDED + '[define]\nveel = { ref = "klem-mijding" }'))
    before = deepcopy((base, own))
    merge(base, own)
    assert (base, own) == before


def test_a_profile_on_disk_is_loaded_over_the_one_it_extends(profile_over: Over, shipped: Callable[[Raw], str]) -> None:
    shipped(profile_over())
    ruleset = library.load(shipped(child(ADDED)))
    assert ruleset.profile.id == "dorp"
    assert ruleset.profile.assignments[0].id == "dorp-procesregie"
    assert ruleset.profile.danger.text == "Overleg vandaag met het procesteam."


def test_another_base_gives_another_fingerprint(profile_over: Over, shipped: Callable[[Raw], str]) -> None:
    shipped(profile_over())
    name = shipped(child())
    before = library.load(name).hash
    assert library.load(name).hash == before
    shipped(profile_over("[define]\nveel = { at_least = { gebieden = 3 } }"))
    assert library.load(name).hash != before


def test_extending_a_profile_that_extends_is_refused(profile_over: Over, shipped: Callable[[Raw], str]) -> None:
    shipped(profile_over())
    shipped(child())
    grandchild = child('id = "buurt"\nextends = "dorp"')
    with pytest.raises(InvalidInput) as caught:
        library.load(shipped(grandchild))
    (problem,) = caught.value.problems
    assert problem.startswith("extends: een model mag maar één laag diep op een ander model bouwen; bouw op")
    assert caught.value.code is ExitCode.INVALID_INPUT


def test_extending_a_profile_that_is_not_there_is_refused(shipped: Callable[[Raw], str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        library.load(shipped(child('extends = "groot"')))
    assert caught.value.problems == (f"{problems_text.no_base('groot', ['dorp'])}",)


def test_a_profile_that_extends_itself_is_refused(shipped: Callable[[Raw], str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        library.load(shipped(child('extends = "dorp"')))
    assert len(caught.value.problems) == 1


def test_a_record_can_be_removed_by_its_list_where_two_lists_have_its_id(together: Callable[..., Raw]) -> None:
    raw = together('remove = ["criteria.klem-gebieden"]')
    assert "klem-gebieden" not in [one["id"] for one in raw["criteria"]]
    raw = together('remove = ["steps.klem-gebieden"]')
    assert "klem-gebieden" in [one["id"] for one in raw["criteria"]]


def test_a_name_in_a_table_can_be_removed(together: Callable[..., Raw]) -> None:
    assert "veel" in together("")["define"]
    assert "veel" not in together('remove = ["define.veel"]')["define"]


def test_a_removal_of_what_is_not_there_is_refused(
    profile_over: Callable[..., Raw], shipped: Callable[..., str]
) -> None:
    base = shipped(profile_over())
    child = shipped(
        {
            "kind": "profile",
            "format": 1,
            "id": "kind",
            "title": "Kind",
            "version": "1",
            "date": "2026-01-01",
            "extends": base,
            "remove": ["klem-gebiedn", "steps.volg-het-huishouden"],
            "source": {"document": "d", "owner": "o"},
        }
    )
    with pytest.raises(InvalidInput) as caught:
        library.load(child)
    (problem,) = caught.value.problems
    assert problem.startswith("remove: 'klem-gebiedn' staat niet in het model waarop dit model bouwt; haal het uit")
