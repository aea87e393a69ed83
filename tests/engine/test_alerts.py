"""Danger is never overshadowed: what must be seen before the phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ave_cli.engine.assessment import Alert, Assessment, PhaseStatus
from ave_cli.engine.phases import Direction, TransitionStatus
from ave_cli.profile.facts import Gap
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Modality, RoleStatus, StepKind
from ave_cli.wording.phrases import alert_lines, alert_text

CALM = {"acuut": False, "gevaar": False, "mijding": "nee", "gebieden": [], "hulp": False}

Make = Callable[..., Ruleset]
Triage = Callable[..., Assessment]


def alert(advice: Assessment, kind: str) -> Alert:
    (found,) = [one for one in advice.alerts if one.kind.value == kind]
    return found


def kinds(advice: Assessment) -> list[str]:
    return [one.kind.value for one in advice.alerts]


def test_acute_danger_is_an_alert_with_the_numbers_to_call_in_their_order(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"acuut": True})
    found = alert(advice, "acuut")
    assert found.because == ("acuut",)
    assert alert_lines(found) == ("Bij direct gevaar: bel 112.", "Bij zorgen om een kind: Meldpunt, 0800-0000.")
    assert advice.acute is True


def test_acute_danger_comes_first_of_all_steps_and_is_no_line_of_the_model(make: Make, triage: Triage) -> None:
    urgent = """
[[steps]]
id = "meteen"
kind = "acuut"
urgent = true
safety = true
phases = ["rust"]
text = "Doe dit meteen."
"""
    first, second, third, *_ = triage(make(urgent), {"acuut": True}).steps
    assert [first.id, second.id, third.id] == ["nood", "meldpunt", "meteen"]
    for step in (first, second):
        assert (step.kind, step.modality, step.origin) == (StepKind.ACUTE, Modality.MUST, "landelijk")
        assert (step.safety, step.source) == (True, "verzonnen")
        assert step.because == ("acuut",)
    assert (first.contact, second.contact) == ("112", "Meldpunt, 0800-0000")


@pytest.mark.parametrize("kind", [one.value for one in StepKind if one is not StepKind.ESCALATE])
def test_what_cannot_wait_comes_first_whatever_its_kind(make: Make, triage: Triage, kind: str) -> None:
    """A step that cannot wait stands before all others; those stand in the order of the model, whatever their kind."""
    steps = f"""
[[steps]]
id = "gewoon"
kind = "opschalen"
phases = ["rust"]
text = "Schaal op."

[[steps]]
id = "meteen"
kind = "{kind}"
urgent = true
phases = ["rust"]
text = "Doe dit meteen."
"""
    assert [step.id for step in triage(make(steps), CALM).steps][:3] == ["meteen", "volg-het-huishouden", "gewoon"]


@pytest.mark.parametrize("facts", [{}, {"gevaar": "weet_niet"}])
def test_while_the_phase_is_open_the_model_gives_its_safety_steps_and_no_other_work(
    make: Make, triage: Triage, facts: Mapping[str, Any]
) -> None:
    steps = """
[[steps]]
id = "meteen"
kind = "acuut"
urgent = true
phases = ["rust"]
text = "Doe dit meteen."

[[steps]]
id = "veilig"
kind = "overleggen"
safety = true
phases = ["rust"]
text = "Overleg over de veiligheid."
"""
    advice = triage(make(steps), facts)
    assert advice.status is PhaseStatus.OPEN
    assert [step.id for step in advice.steps if step.origin == "klein"] == ["veilig"]
    assert RoleStatus.ASSIGNED not in [holding.status for holding in advice.roles]


def test_a_number_that_is_not_for_acute_danger_is_not_shown_with_it(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"acuut": True})
    assert "praatlijn" not in [step.id for step in advice.steps]
    assert not any("0800-1111" in line for line in alert_lines(alert(advice, "acuut")))


def test_doubt_about_acute_danger_is_an_alert_of_its_own_without_a_step(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"acuut": "weet_niet"})
    assert kinds(advice) == ["acuut_onbekend"]
    assert alert(advice, "acuut_onbekend").because == ("acuut",)
    assert "112" in alert_lines(alert(advice, "acuut_onbekend"))[0]
    assert advice.acute is Gap.DONT_KNOW
    assert "nood" not in [step.id for step in advice.steps]


def test_no_acute_danger_gives_no_alert(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"acuut": False})
    assert (advice.alerts, advice.acute) == ((), False)
    assert "nood" not in [step.id for step in advice.steps]


def test_acute_danger_that_was_not_answered_is_an_alert_and_the_first_open_question(
    tiny: Ruleset, triage: Triage
) -> None:
    advice = triage(tiny, {"mijding": "altijd", "gevaar": True, "gebieden": [], "hulp": False})
    assert kinds(advice)[0] == "acuut_onbekend"
    assert "112" in alert_lines(alert(advice, "acuut_onbekend"))[0]
    assert (advice.acute, advice.open_questions[0].fact) == (Gap.NOT_ANSWERED, "acuut")
    assert "nood" not in [step.id for step in advice.steps]


@pytest.mark.parametrize("acute", [True, False, "weet_niet"])
def test_acute_danger_does_not_move_the_phase(tiny: Ruleset, triage: Triage, acute: bool | str) -> None:
    known = {"gevaar": False, "mijding": "soms"}
    assert triage(tiny, {**known, "acuut": acute}).course.advised == triage(tiny, known).course.advised


@pytest.mark.parametrize(
    ("mijding", "label"), [("nee", "Rust"), ("soms", "Klem")], ids=["lightest-phase", "phase-before-danger"]
)
def test_danger_in_a_lighter_phase_is_an_alert_that_says_who_to_consult_today(
    tiny: Ruleset, triage: Triage, mijding: str, label: str
) -> None:
    advice = triage(tiny, {"gevaar": True, "mijding": mijding, "gebieden": []})
    assert advice.label == label
    found = alert(advice, "gevaar_zonder_fase")
    assert label in alert_text(advice, found)
    assert "Overleg vandaag met het procesteam." in alert_text(advice, found)
    assert (found.because, found.statements) == (("gevaar",), ("KLN-007",))


@pytest.mark.parametrize(
    ("facts", "current"),
    [
        ({"gevaar": True, "mijding": "altijd"}, None),
        ({"gevaar": True, "mijding": "nee", "gebieden": []}, "brand"),
    ],
    ids=["the-answers-prove-it", "the-household-is-in-it-already"],
)
def test_danger_in_the_phase_that_names_it_is_an_alert_that_blames_no_phase(
    tiny: Ruleset, triage: Triage, facts: Mapping[str, Any], current: str | None
) -> None:
    advice = triage(tiny, {"acuut": False, **facts}, current)
    assert (advice.label, kinds(advice)) == ("Brand", ["gevaar"])
    found = alert(advice, "gevaar")
    assert (found.because, found.statements) == (("gevaar",), ())
    assert "concreet gevaar" in alert_text(advice, found)
    assert "Brand" not in alert_text(advice, found)


@pytest.mark.parametrize("facts", [{}, {"gevaar": False}, {"gevaar": "weet_niet"}])
def test_only_danger_that_is_known_is_told_as_danger(tiny: Ruleset, triage: Triage, facts: Mapping[str, Any]) -> None:
    assert triage(tiny, {"acuut": False, "mijding": "soms", **facts}).alerts == ()


def test_danger_that_the_model_does_not_ask_about_is_still_an_alert(make: Make, triage: Triage) -> None:
    own = """
[[facts]]
id = "dreiging"
group = "Veiligheid"
kind = "yes_no"
question = "Wordt er gedreigd?"
danger = true
"""
    advice = triage(make(own), {"dreiging": True, "gevaar": True, "mijding": "nee"})
    assert alert(advice, "gevaar_zonder_fase").because == ("gevaar", "dreiging")


def test_danger_that_still_stands_blocks_the_way_down_and_is_an_alert(make: Make, triage: Triage) -> None:
    facts = {"acuut": False, "gevaar": True, "mijding": "nee", "gebieden": [], "hulp": True}
    advice = triage(make(), facts, "brand")
    assert (advice.label, advice.direction) == ("Brand", Direction.SAME)
    assert kinds(advice) == ["gevaar"]
    down = next(move for move in advice.transitions if move.transition.id == "brand-naar-klem")
    assert (down.status, down.missing, down.blocked_by) == (TransitionStatus.BLOCKED, (), ("gevaar",))
    calm = triage(make(), {**facts, "gevaar": False}, "brand")
    assert (calm.label, calm.direction, kinds(calm)) == ("Klem", Direction.DOWN, [])


def test_acute_danger_comes_before_danger_without_a_phase(tiny: Ruleset, triage: Triage) -> None:
    assert kinds(triage(tiny, {"acuut": True, "gevaar": True, "mijding": "nee"})) == ["acuut", "gevaar_zonder_fase"]
