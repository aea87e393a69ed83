"""What the model says to do in doubt, and no more than that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import pytest

from ave_cli.engine.assessment import Assessment
from ave_cli.engine.phases import Direction
from ave_cli.engine.steps import NextStep
from ave_cli.profile.conditions import Truth
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import StepKind
from ave_cli.wording.phrases import step_text

Make = Callable[..., Ruleset]
Triage = Callable[..., Assessment]


def escalate(*facts: str) -> str:
    names = ", ".join(f'"{fact}"' for fact in facts)
    return f'[doubt]\nrule = "escalate"\nfacts = [{names}]\ntext = "Schaal bij twijfel op."\n'


def phase(advice: Assessment) -> str:
    return advice.ruleset.phase(advice.course.advised).id


def step_of_doubt(advice: Assessment) -> NextStep | None:
    return next((step for step in advice.steps if step.id == "twijfel"), None)


@pytest.mark.parametrize(
    ("facts", "advised"),
    [
        ({"mijding": "weet_niet", "gevaar": False, "gebieden": []}, "klem"),
        ({"mijding": "weet_niet", "gevaar": True, "gebieden": []}, "klem"),
        ({"mijding": "weet_niet", "gevaar": True, "gebieden": ["wonen", "geld"]}, "brand"),
    ],
    ids=["one-phase-is-possible", "two-are-possible-and-it-goes-up-one", "from-a-phase-that-is-proved"],
)
def test_doubt_raises_the_advice_by_one_phase_at_most(
    make: Make, triage: Triage, facts: Mapping[str, Any], advised: str
) -> None:
    advice = triage(make(escalate("mijding")), facts)
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == (advised, True, True)
    assert advice.doubt.facts == ("mijding",)


@pytest.mark.parametrize(
    ("about", "facts"),
    [
        (["mijding"], {"gevaar": False, "gebieden": []}),
        (["gevaar"], {"mijding": "weet_niet", "gevaar": False, "gebieden": []}),
        (["mijding"], {"mijding": "nee", "gevaar": False, "gebieden": "weet_niet"}),
    ],
    ids=[
        "not-answered-is-not-doubted",
        "doubt-about-another-fact",
        "doubt-about-another-fact-while-this-one-is-known",
    ],
)
def test_doubt_raises_nothing_in_any_other_case(
    make: Make, triage: Triage, about: list[str], facts: Mapping[str, Any]
) -> None:
    advice = triage(make(escalate(*about)), facts)
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == ("rust", False, False)


@pytest.mark.parametrize(
    ("about", "facts"),
    [
        (["gevaar"], {"gevaar": "weet_niet", "gebieden": []}),
        (["gebieden"], {"gebieden": "weet_niet", "mijding": "nee", "gevaar": False}),
    ],
    ids=["doubt-that-alone-proves-nothing", "no-worse-answer-is-known"],
)
def test_a_rule_to_scale_up_raises_wherever_a_heavier_phase_is_possible(
    make: Make, triage: Triage, about: list[str], facts: Mapping[str, Any]
) -> None:
    advice = triage(make(escalate(*about)), facts)
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == ("klem", True, True)


def test_a_rule_to_scale_up_is_said_as_a_step_where_no_heavier_phase_is_possible(make: Make, triage: Triage) -> None:
    advice = triage(make(escalate("gevaar")), {"mijding": "nee", "gevaar": "weet_niet", "gebieden": []})
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == ("rust", True, False)
    step = step_of_doubt(advice)
    assert step is not None
    assert (step.kind, step.text, step.because) == (StepKind.ESCALATE, "Schaal bij twijfel op.", ("gevaar",))
    assert step.safety


@pytest.mark.parametrize("about", [["mijding"], ["gevaar"], ["gevaar", "mijding", "gebieden", "hulp"]])
def test_doubt_never_raises_above_what_is_possible_nor_by_more_than_one(
    make: Make, triage: Triage, about: list[str]
) -> None:
    ruleset, raised = make(escalate(*about)), 0
    for gevaar, mijding, gebieden in product(
        (True, False, None, "weet_niet"),
        ("nee", "soms", "altijd", None, "weet_niet"),
        ([], ["wonen", "geld"], None, "weet_niet"),
    ):
        given = {"gevaar": gevaar, "mijding": mijding, "gebieden": gebieden}
        advice = triage(ruleset, {fact: answer for fact, answer in given.items() if answer is not None})
        least, most = advice.interval.at_least, advice.interval.at_most
        assert least <= advice.course.advised <= min(most, least + 1), given
        assert (advice.course.advised > least) == advice.doubt.raised, given
        raised += advice.doubt.raised
    assert raised


@pytest.mark.parametrize(
    ("current", "advised", "heading", "raised"),
    [
        ("rust", "klem", Direction.UP, True),
        ("klem", "klem", Direction.SAME, False),
        ("brand", "brand", Direction.SAME, False),
    ],
)
def test_doubt_raises_from_what_is_proved_not_from_the_current_phase(
    make: Make, triage: Triage, current: str, advised: str, heading: Direction, raised: bool
) -> None:
    facts = {"mijding": "weet_niet", "gevaar": False, "gebieden": [], "hulp": False}
    advice = triage(make(escalate("mijding")), facts, current)
    assert (phase(advice), advice.direction, advice.doubt.raised) == (advised, heading, raised)


STRAIGHT_DOWN = """
[[transitions]]
id = "brand-naar-rust"
direction = "down"
from = "brand"
to = "rust"
criteria = ["brand-af-hulp"]
"""


def test_the_move_down_that_is_made_leads_to_the_phase_that_doubt_has_raised(make: Make, triage: Triage) -> None:
    facts = {"mijding": "weet_niet", "gevaar": False, "gebieden": [], "hulp": True}
    advice = triage(make(escalate("mijding") + STRAIGHT_DOWN), facts, "brand")
    assert (phase(advice), advice.direction) == ("klem", Direction.DOWN)
    assert [move.transition.id for move in advice.course.taken] == ["brand-naar-klem"]


def asking(rule: str, about: str = "") -> str:
    return f"""
[doubt]
rule = "{rule}"
facts = [{about}]
text = "Bespreek de twijfel."
who = "de procesregisseur"
statements = ["KLN-061"]
"""


@pytest.mark.parametrize("about", ["", '"mijding", "gebieden"'], ids=["about-all-facts", "about-two-facts"])
@pytest.mark.parametrize(
    ("rule", "kind"),
    [("consult", StepKind.ASK_ADVICE), ("coordinate", StepKind.CONSULT), ("lowest", StepKind.CONSULT)],
)
def test_a_rule_to_talk_it_over_gives_a_step_and_leaves_the_phase(
    make: Make, triage: Triage, rule: str, kind: StepKind, about: str
) -> None:
    advice = triage(make(asking(rule, about)), {"mijding": "weet_niet", "gevaar": True})
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == ("rust", True, False)
    step = step_of_doubt(advice)
    assert step is not None
    assert (step.kind, step.text, step.contact) == (kind, "Bespreek de twijfel.", "de procesregisseur")
    assert (step.because, step.statements, step.origin) == (("mijding",), ("KLN-061",), "klein")


def test_a_rule_to_talk_it_over_counts_too_while_the_phase_is_open_and_nothing_was_doubted(
    make: Make, triage: Triage
) -> None:
    advice = triage(make(asking("consult")), {"mijding": "nee"})
    assert (advice.interval.settled, advice.doubt.facts, advice.doubt.applied) == (False, (), True)


def test_doubt_about_danger_always_matters_in_a_phase_that_is_lighter_than_danger(make: Make, triage: Triage) -> None:
    advice = triage(
        make(asking("consult")), {"acuut": False, "mijding": "nee", "gevaar": "weet_niet", "gebieden": [], "hulp": True}
    )
    assert advice.doubt.applied
    assert [(one.fact, one.could_change[0]) for one in advice.open_questions] == [("gevaar", "alert")]


@pytest.mark.parametrize(
    "facts",
    [
        {"mijding": "soms", "gevaar": False, "gebieden": [], "hulp": True},
        {"mijding": "nee", "gevaar": False, "gebieden": [], "steun": "weet_niet"},
    ],
    ids=["no-doubt", "doubt-about-an-unused-fact"],
)
def test_there_is_no_step_where_no_doubt_matters(make: Make, triage: Triage, facts: Mapping[str, Any]) -> None:
    advice = triage(make(asking("consult")), facts)
    assert (step_of_doubt(advice), advice.doubt.applied) == (None, False)


def test_the_rule_is_said_of_doubt_that_changes_no_phase_too(make: Make, triage: Triage) -> None:
    facts = {"acuut": False, "mijding": "weet_niet", "gevaar": False, "gebieden": ["wonen", "geld"], "hulp": True}
    advice = triage(make(asking("consult")), facts)
    assert (phase(advice), advice.interval.settled, advice.doubt.raised) == ("klem", True, False)
    assert (advice.doubt.applied, advice.doubt.facts) == (True, ("mijding",))
    assert step_of_doubt(advice) is not None


@pytest.mark.parametrize("rule", ["not_recorded", "none"])
@pytest.mark.parametrize("facts", [{}, {"mijding": "weet_niet", "gevaar": "weet_niet", "gebieden": "weet_niet"}])
def test_a_model_without_a_rule_for_doubt_does_nothing_with_it(
    make: Make, triage: Triage, rule: str, facts: Mapping[str, Any]
) -> None:
    advice = triage(make(f'[doubt]\nrule = "{rule}"'), facts)
    assert (phase(advice), advice.doubt.applied, advice.doubt.raised) == ("rust", False, False)
    assert step_of_doubt(advice) is None


@pytest.mark.parametrize("text", ["", escalate("mijding"), asking("consult")])
def test_what_is_in_doubt_and_matters_is_something_to_find_out_under_every_rule(
    make: Make, triage: Triage, text: str
) -> None:
    advice = triage(make(text), {"mijding": "weet_niet", "gevaar": True, "gebieden": []})
    (step,) = [step for step in advice.steps if step.kind is StepKind.FIND_OUT]
    assert "mijden van hulp" in step_text(advice, step)
    assert step.origin == "ave"
    assert {one.fact for one in advice.open_questions if one.doubted} == {"mijding"}


def test_what_was_only_not_answered_is_an_open_question_and_nothing_to_find_out(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"acuut": False, "gevaar": True, "gebieden": []})
    assert [(one.fact, one.doubted) for one in advice.open_questions] == [("mijding", False)]
    assert [step for step in advice.steps if step.kind is StepKind.FIND_OUT] == []


@pytest.mark.parametrize(("answer", "asked"), [("weet_niet", True), (None, False)])
def test_a_question_that_was_doubted_was_asked_also_where_it_does_not_matter_any_more(
    tiny: Ruleset, triage: Triage, answer: str | None, asked: bool
) -> None:
    facts = {"gevaar": True, "mijding": "altijd", **({"gebieden": answer} if answer else {})}
    (found,) = [one for one in triage(tiny, facts).criteria if one.evaluation.criterion.id == "klem-gebieden"]
    assert (found.evaluation.truth, found.asked) == (Truth.UNKNOWN, asked)
