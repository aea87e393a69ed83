"""Who holds which role: the first rule that holds, and no certainty where a fact still decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ave_cli.engine.assessment import Assessment
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import RoleStatus
from ave_cli.wording.phrases import holding_notes

Resolve = Callable[..., RoleHolding]

ROLE = """
[[roles]]
id = "overleg"
title = "Overleg"
text = "Wie het overleg leidt."
statements = ["KLN-020"]
"""

ORDERED = (
    ROLE
    + """
[[assignments]]
id = "eerst"
role = "overleg"
phases = ["klem"]
when = { is = { gevaar = true } }
holders = [{ name = "veiligheidsregisseur", scope = "omgeving" }]
note = "Bij gevaar."
statements = ["KLN-021"]

[[assignments]]
id = "dan"
role = "overleg"
phases = ["klem"]
when = { is = { mijding = "altijd" } }
holders = [{ name = "bemoeizorg" }]
statements = ["KLN-022"]

[[assignments]]
id = "anders"
role = "overleg"
phases = ["klem"]
holders = [{ name = "wijkteam" }]
statements = ["KLN-023"]
"""
)


@pytest.fixture
def held(make: Callable[..., Ruleset], read: Callable[..., Answers]) -> Resolve:
    """`held(toml, facts, role=…, phase=…)`: that role in that phase."""

    def held_by(
        text: str, facts: dict[str, Any] | None = None, *, role: str = "overleg", phase: str = "klem"
    ) -> RoleHolding:
        ruleset = make(text)
        roles = resolve(ruleset, ruleset.read(read(ruleset, facts or {})), phase)
        return next(one for one in roles if one.role.id == role)

    return held_by


def names(one: RoleHolding) -> list[str]:
    return [holder.name for holder in one.holders]


@pytest.mark.parametrize(
    ("facts", "name", "because", "statements"),
    [
        ({"gevaar": True, "mijding": "altijd"}, "veiligheidsregisseur", ("gevaar",), ("KLN-021",)),
        ({"gevaar": True}, "veiligheidsregisseur", ("gevaar",), ("KLN-021",)),
        ({"gevaar": False, "mijding": "altijd"}, "bemoeizorg", ("mijding",), ("KLN-022",)),
        ({"gevaar": False, "mijding": "nee"}, "wijkteam", (), ("KLN-023",)),
    ],
)
def test_the_first_rule_that_holds_counts_and_says_because_of_what(
    held: Resolve, facts: dict[str, Any], name: str, because: tuple[str, ...], statements: tuple[str, ...]
) -> None:
    one = held(ORDERED, facts)
    assert (one.status, names(one), one.depends_on) == (RoleStatus.ASSIGNED, [name], ())
    assert (one.because, one.statements) == (because, statements)


def test_a_holder_keeps_the_part_that_it_is_about(held: Resolve) -> None:
    assert [one.scope for one in held(ORDERED, {"gevaar": True}).holders] == ["omgeving"]


def test_a_rule_of_another_phase_does_not_count(held: Resolve) -> None:
    assert held(ORDERED, {"gevaar": True}, phase="brand").status is RoleStatus.NOT_RECORDED


@pytest.mark.parametrize(
    ("facts", "candidates", "depends_on"),
    [
        ({}, ["veiligheidsregisseur", "bemoeizorg", "wijkteam"], ("gevaar", "mijding")),
        ({"gevaar": "weet_niet", "mijding": "altijd"}, ["veiligheidsregisseur", "bemoeizorg"], ("gevaar",)),
        ({"gevaar": "weet_niet", "mijding": "nee"}, ["veiligheidsregisseur", "wijkteam"], ("gevaar",)),
        ({"gevaar": False}, ["bemoeizorg", "wijkteam"], ("mijding",)),
    ],
)
def test_while_a_fact_decides_there_are_candidates_and_no_holder(
    held: Resolve, facts: dict[str, Any], candidates: list[str], depends_on: tuple[str, ...]
) -> None:
    one = held(ORDERED, facts)
    assert (one.status, names(one), one.depends_on) == (RoleStatus.UNDECIDED, candidates, depends_on)


def test_a_candidate_tells_on_which_statements_it_rests(held: Resolve) -> None:
    one = held(ORDERED, {"gevaar": False})
    assert one.statements == ("KLN-022", "KLN-023")


SAME = (
    ROLE
    + """
[[assignments]]
id = "een"
role = "overleg"
phases = ["klem"]
when = { is = { gevaar = true } }
holders = [{ name = "wijkteam" }]
statements = ["KLN-031"]

[[assignments]]
id = "twee"
role = "overleg"
phases = ["klem"]
holders = [{ name = "wijkteam" }]
statements = ["KLN-032"]
"""
)


HELD = 'holders = [{ name = "wijkteam" }]'


@pytest.mark.parametrize("facts", [{}, {"gevaar": "weet_niet"}, {"gevaar": True}, {"gevaar": False}])
def test_a_fact_that_makes_no_difference_decides_nothing(held: Resolve, facts: dict[str, Any]) -> None:
    one = held(SAME, facts)
    assert (one.status, names(one), one.depends_on) == (RoleStatus.ASSIGNED, ["wijkteam"], ())


def test_one_outcome_rests_on_both_its_rules_while_it_is_not_known_which(held: Resolve) -> None:
    assert held(SAME).statements == ("KLN-031", "KLN-032")


@pytest.mark.parametrize(
    ("second", "meeting"),
    [
        ('holders = [{ name = "wijkteam", scope = "casus" }]', ()),
        ('appointed_in = "het casusoverleg"', ("het casusoverleg",)),
        ('status = "not_recorded"', ()),
    ],
)
def test_another_part_another_meeting_or_another_status_is_another_outcome(
    held: Resolve, second: str, meeting: tuple[str, ...]
) -> None:
    text = SAME.replace(f'{HELD}\nstatements = ["KLN-032"]', second)
    one = held(text)
    assert (one.status, one.appointed_in, one.depends_on) == (RoleStatus.UNDECIDED, meeting, ("gevaar",))


def test_two_meetings_that_appoint_are_two_outcomes(held: Resolve) -> None:
    one, two = 'appointed_in = "het casusoverleg"', 'appointed_in = "het procesteam"'
    held_by = held(SAME.replace(HELD, one, 1).replace(HELD, two, 1))
    assert (held_by.status, held_by.appointed_in) == (RoleStatus.UNDECIDED, ("het casusoverleg", "het procesteam"))


LOOSE = SAME.replace('statements = ["KLN-032"]', "when = { is = { hulp = true } }")
"""Two rules with the same holder, and none for when neither holds."""


@pytest.mark.parametrize(
    ("facts", "depends_on"),
    [({}, {"gevaar", "hulp"}), ({"gevaar": False}, {"hulp"}), ({"hulp": False}, {"gevaar"})],
)
def test_nobody_is_certain_while_it_may_be_that_no_rule_holds(
    held: Resolve, facts: dict[str, Any], depends_on: set[str]
) -> None:
    one = held(LOOSE, facts)
    assert (one.status, set(one.depends_on)) == (RoleStatus.UNDECIDED, depends_on)


@pytest.mark.parametrize("text", [ROLE, LOOSE])
def test_a_role_without_a_rule_that_holds_is_not_recorded(held: Resolve, text: str) -> None:
    one = held(text, {"gevaar": False, "hulp": False})
    assert (one.status, one.holders, one.depends_on) == (RoleStatus.NOT_RECORDED, (), ())


def test_a_meeting_that_appoints_is_told_and_nobody_is_guessed(held: Resolve) -> None:
    text = SAME.replace(HELD, 'appointed_in = "het casusoverleg"')
    one = held(text)
    assert (one.status, one.holders, one.appointed_in) == (RoleStatus.ASSIGNED, (), ("het casusoverleg",))


ADDED = (
    ROLE
    + """
[[assignments]]
id = "ernaast"
role = "overleg"
phases = ["klem"]
adds = true
when = { is = { gevaar = true } }
holders = [{ name = "adviseur veiligheid", scope = "omgeving" }]
note = "De adviseur komt erbij."
statements = ["KLN-041"]

[[assignments]]
id = "altijd"
role = "overleg"
phases = ["klem"]
holders = [{ name = "wijkteam", scope = "casus" }]
statements = ["KLN-042"]
"""
)


def test_an_added_holder_comes_on_top_of_the_one_found(held: Resolve) -> None:
    one = held(ADDED, {"gevaar": True})
    assert (one.status, names(one), one.possible) == (RoleStatus.ASSIGNED, ["wijkteam", "adviseur veiligheid"], ())
    assert (one.because, one.notes, one.statements) == (
        ("gevaar",),
        ("De adviseur komt erbij.",),
        ("KLN-042", "KLN-041"),
    )


def test_an_added_holder_is_only_possible_while_its_fact_is_unknown(held: Resolve) -> None:
    one = held(ADDED, {"gevaar": "weet_niet"})
    assert (one.status, names(one), one.depends_on) == (RoleStatus.ASSIGNED, ["wijkteam"], ("gevaar",))
    assert [holder.name for holder in one.possible] == ["adviseur veiligheid"]


def test_an_added_holder_whose_condition_is_not_met_leaves_no_trace(held: Resolve) -> None:
    one = held(ADDED, {"gevaar": False})
    assert (names(one), one.possible, one.notes, one.statements) == (["wijkteam"], (), (), ("KLN-042",))


@pytest.mark.parametrize("status", ["not_applicable", "not_recorded"])
@pytest.mark.parametrize(("gevaar", "expected"), [(True, RoleStatus.ASSIGNED), (False, None), ("weet_niet", None)])
def test_only_a_certain_addition_turns_nobody_into_somebody(
    held: Resolve, status: str, gevaar: bool | str, expected: RoleStatus | None
) -> None:
    text = ADDED.replace('holders = [{ name = "wijkteam", scope = "casus" }]', f'status = "{status}"')
    one = held(text, {"gevaar": gevaar})
    assert one.status is (expected or RoleStatus(status))
    assert names(one) == (["adviseur veiligheid"] if expected else [])


def test_what_is_added_may_be_agreed_in_a_meeting(held: Resolve) -> None:
    text = ADDED.replace(
        'holders = [{ name = "adviseur veiligheid", scope = "omgeving" }]', 'appointed_in = "het veiligheidsoverleg"'
    )
    one = held(text, {"gevaar": True})
    assert (names(one), one.appointed_in) == (["wijkteam"], ("het veiligheidsoverleg",))


LIMITED = ADDED.replace('text = "Wie het overleg leidt."', 'text = "Wie het overleg leidt."\nmax_holders = 1')


@pytest.mark.parametrize(
    ("gevaar", "status"),
    [(True, RoleStatus.CONFLICTING), (False, RoleStatus.ASSIGNED), ("weet_niet", RoleStatus.ASSIGNED)],
)
def test_more_holders_than_the_source_allows_is_a_conflict_and_all_are_named(
    held: Resolve, gevaar: bool | str, status: RoleStatus
) -> None:
    one = held(LIMITED, {"gevaar": gevaar})
    assert one.status is status
    assert names(one) == (["wijkteam", "adviseur veiligheid"] if gevaar is True else ["wijkteam"])


def test_as_many_holders_as_the_source_allows_is_no_conflict(held: Resolve) -> None:
    one = held(LIMITED.replace("max_holders = 1", "max_holders = 2"), {"gevaar": True})
    assert one.status is RoleStatus.ASSIGNED


def rule(rest: str) -> str:
    return f"""
[[role_rules]]
id = "uit-elkaar"
roles = ["casusregie", "procesregie"]
rule = "separate"
text = "Niet in een hand."
statements = ["KLN-051"]
{rest}
"""


def test_a_rule_for_two_roles_is_told_once_under_the_last_that_it_names(held: Resolve) -> None:
    assert held(rule(""), role="casusregie").notes == ()
    one = held(rule(""), role="procesregie")
    assert (one.notes, one.statements) == (("Niet in een hand.",), ("KLN-006", "KLN-051"))


def test_the_last_role_of_a_rule_is_the_last_that_it_names_not_the_last_of_the_profile(held: Resolve) -> None:
    text = rule("").replace('["casusregie", "procesregie"]', '["procesregie", "casusregie"]')
    assert held(text, role="casusregie").notes == ("Niet in een hand.",)
    assert held(text, role="procesregie").notes == ()


@pytest.mark.parametrize(
    ("rest", "facts", "told"),
    [
        ('phases = ["klem"]', {}, True),
        ('phases = ["brand"]', {}, False),
        ("when = { is = { gevaar = true } }", {"gevaar": True}, True),
        ("when = { is = { gevaar = true } }", {"gevaar": False}, False),
        ("when = { is = { gevaar = true } }", {"gevaar": "weet_niet"}, False),
        ("when = { is = { gevaar = true } }", {}, False),
    ],
)
def test_a_rule_for_two_roles_is_told_only_in_its_phases_and_when_it_holds(
    held: Resolve, rest: str, facts: dict[str, Any], told: bool
) -> None:
    assert held(rule(rest), facts, role="procesregie").notes == (("Niet in een hand.",) if told else ())


def test_a_rule_for_two_roles_is_not_told_where_the_role_does_not_apply(held: Resolve) -> None:
    assert held(rule(""), role="procesregie", phase="rust").notes == ()


def test_a_role_that_differs_in_another_possible_phase_says_so(
    tiny: Ruleset, triage: Callable[..., Assessment]
) -> None:
    advice = triage(tiny, {"gevaar": False, "mijding": "nee"})
    notes = {one.role.id: holding_notes(advice, one) for one in advice.roles}
    assert notes == {"casusregie": (), "procesregie": ("in Klem: procesregisseur",)}


@pytest.mark.parametrize(
    ("way", "note"),
    [
        ('status = "not_recorded"', "in Klem: niet vastgelegd in dit model"),
        ('appointed_in = "het overleg"', "in Klem: het overleg"),
        ('holders = [{ name = "wijkteam" }]', None),
    ],
    ids=["another-status", "another-meeting", "the-same-holder"],
)
def test_a_role_that_differs_in_its_status_or_its_meeting_alone_says_so_too(
    make: Callable[..., Ruleset], triage: Callable[..., Assessment], way: str, note: str | None
) -> None:
    rust = 'status = "not_applicable"' if "status" in way else 'holders = [{ name = "wijkteam" }]\nnote = "Zo is het."'
    rules = f"""
[[roles]]
id = "overleg"
title = "Overleg"
text = "Wie overlegt."

[[assignments]]
id = "overleg-rust"
role = "overleg"
phases = ["rust"]
{rust}

[[assignments]]
id = "overleg-klem"
role = "overleg"
phases = ["klem"]
{way}
"""
    advice = triage(make(rules), {"gevaar": False, "mijding": "nee"})
    (held,) = [one for one in advice.roles if one.role.id == "overleg"]
    assert [one for one in holding_notes(advice, held) if one.startswith("in ")] == ([note] if note else [])


def test_every_role_of_the_profile_is_there_in_its_order(tiny: Ruleset, read: Callable[..., Answers]) -> None:
    for phase in tiny.ranks:
        roles = resolve(tiny, tiny.read(read(tiny, {})), phase)
        assert [one.role.id for one in roles] == ["casusregie", "procesregie"]
