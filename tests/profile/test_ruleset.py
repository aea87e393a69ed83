"""A compiled profile: what is asked of it in one place, so that no two parts of the program answer it differently."""

from __future__ import annotations

from dataclasses import replace

from ave_cli.profile.ruleset import Ruleset
from tests.tiny_world import model_of, over_tiny

ON_TOP = """
[[assignments]]
id = "klein-ook"
role = "procesregie"
phases = ["klem"]
holders = [{ name = "burgemeester" }]
adds = true

[[assignments]]
id = "klein-anders"
role = "procesregie"
phases = ["klem", "brand"]
holders = [{ name = "iemand anders" }]
"""


def test_entry_criteria_stand_heaviest_phase_first_and_then_as_in_the_file(tiny: Ruleset) -> None:
    assert [criterion.id for criterion in tiny.entry_criteria] == ["brand-gevaar", "klem-mijding", "klem-gebieden"]


def test_entry_criteria_are_those_of_the_profile_that_it_holds(tiny: Ruleset) -> None:
    """Also after those of another were asked for."""
    assert tiny.entry_criteria
    bare = replace(tiny, profile=replace(tiny.profile, criteria=()))
    assert bare.entry_criteria == ()


def test_a_phase_is_called_by_its_label(tiny: Ruleset) -> None:
    assert [tiny.label(phase) for phase in tiny.ranks] == ["Rust", "Klem", "Brand"]


def test_the_rules_for_a_role_stand_in_order_and_what_comes_on_top_last() -> None:
    ruleset = model_of(over_tiny(ON_TOP))
    assert [rule.id for rule in ruleset.rules_for("procesregie", "klem")] == [
        "klein-procesregie",
        "klein-anders",
        "klein-ook",
    ]
    assert [rule.id for rule in ruleset.rules_for("procesregie", "rust")] == ["klein-rust-procesregie"]
    assert ruleset.rules_for("niemand", "rust") == ()
