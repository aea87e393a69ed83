"""Which way a household goes, and which moves are open: never down without the model's own conditions for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from ave_cli.engine.assessment import Assessment
from ave_cli.engine.phases import Direction, TransitionResult, TransitionStatus
from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.profile.conditions import Truth
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Effect

Make = Callable[..., Ruleset]
Read = Callable[..., Answers]
Triage = Callable[..., Assessment]

CALM = {"gevaar": False, "mijding": "nee", "gebieden": [], "hulp": True}
"""No entry criterion can hold, and every leave criterion does."""


def ids(moves: tuple[TransitionResult, ...]) -> list[str]:
    return [move.transition.id for move in moves]


def phase(advice: Assessment) -> str:
    return advice.ruleset.phase(advice.course.advised).id


@pytest.mark.parametrize(
    ("current", "facts", "heading", "advised"),
    [
        ("rust", {"gevaar": False, "mijding": "soms"}, Direction.UP, "klem"),
        ("rust", {"gevaar": True, "mijding": "altijd"}, Direction.UP, "brand"),
        ("klem", {"gevaar": True, "mijding": "altijd"}, Direction.UP, "brand"),
        ("rust", CALM, Direction.SAME, "rust"),
        ("klem", {"gevaar": False, "mijding": "soms", "hulp": True}, Direction.SAME, "klem"),
        ("brand", {"gevaar": True, "mijding": "altijd", "hulp": True, "gebieden": []}, Direction.SAME, "brand"),
        ("klem", CALM, Direction.DOWN, "rust"),
        ("brand", CALM, Direction.DOWN, "klem"),
        ("brand", {**CALM, "gebieden": ["wonen", "geld"]}, Direction.DOWN, "klem"),
    ],
)
def test_it_goes_where_the_answers_and_the_model_together_say(
    tiny: Ruleset, triage: Triage, current: str, facts: Mapping[str, Any], heading: Direction, advised: str
) -> None:
    advice = triage(tiny, facts, current)
    assert (advice.direction, phase(advice)) == (heading, advised)


@pytest.mark.parametrize("current", [None, "geen", "weet_niet"])
def test_without_a_current_phase_there_is_no_direction(tiny: Ruleset, triage: Triage, current: str | None) -> None:
    advice = triage(
        tiny, {**CALM, "mijding": "soms"} if current is None else {**CALM, "mijding": "soms", "nu": current}
    )
    assert (advice.direction, advice.course.current, phase(advice)) == (None, None, "klem")


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        ({"hulp": False}, Direction.SAME),
        ({"gebieden": ["zorg"]}, Direction.SAME),
        ({"hulp": False, "gebieden": "weet_niet"}, Direction.SAME),
        ({"hulp": "weet_niet"}, Direction.UNCLEAR),
        ({"gebieden": "weet_niet"}, Direction.UNCLEAR),
    ],
)
def test_it_never_goes_down_because_entry_criteria_stopped_holding(
    tiny: Ruleset, triage: Triage, change: Mapping[str, Any], heading: Direction
) -> None:
    advice = triage(tiny, {**CALM, **change}, "brand")
    assert (advice.direction, phase(advice)) == (heading, "brand")


@pytest.mark.parametrize("missing", ["hulp", "gebieden"])
def test_a_leave_criterion_that_was_not_answered_leaves_the_direction_unclear(
    tiny: Ruleset, triage: Triage, missing: str
) -> None:
    advice = triage(tiny, {fact: answer for fact, answer in CALM.items() if fact != missing}, "brand")
    assert (advice.direction, phase(advice)) == (Direction.UNCLEAR, "brand")


@pytest.mark.parametrize("gap", [{}, {"gevaar": "weet_niet"}])
def test_it_does_not_go_down_while_an_entry_criterion_of_its_phase_can_still_hold(
    tiny: Ruleset, triage: Triage, gap: Mapping[str, Any]
) -> None:
    advice = triage(tiny, {"mijding": "altijd", "gebieden": [], "hulp": True, **gap}, "brand")
    assert (advice.direction, phase(advice)) == (Direction.UNCLEAR, "brand")


@pytest.mark.parametrize("hulp", [True, False])
@pytest.mark.parametrize("facts", [{"mijding": "altijd"}, {"gevaar": True, "mijding": "weet_niet", "gebieden": []}])
def test_the_direction_is_unclear_while_a_heavier_phase_is_possible(
    tiny: Ruleset, triage: Triage, facts: Mapping[str, Any], hulp: bool
) -> None:
    """Also where the way down is closed: then it goes up or stays, and which of the two is not known."""
    advice = triage(tiny, {**facts, "hulp": hulp}, "klem")
    assert (advice.direction, phase(advice)) == (Direction.UNCLEAR, "klem")


def households(*, current: bool) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every household that the tiny profile can tell apart, also with gaps."""
    for gevaar, mijding, gebieden, hulp in product(
        (True, False, None, "weet_niet"),
        ("nee", "soms", "altijd", "weet_niet"),
        ([], ["zorg"], ["wonen", "geld"], None),
        (True, False, None),
    ):
        given = {"gevaar": gevaar, "mijding": mijding, "gebieden": gebieden, "hulp": hulp}
        known = {fact: answer for fact, answer in given.items() if answer is not None}
        for phase_now in ("rust", "klem", "brand") if current else (None,):
            yield known, phase_now


def test_down_means_that_every_leave_criterion_holds_and_no_entry_criterion_can(tiny: Ruleset, read: Read) -> None:
    went_down = 0
    for facts, current in households(current=True):
        so_far = evaluate_so_far(tiny, read(tiny, facts, current))
        if so_far.course.direction is not Direction.DOWN:
            continue
        went_down += 1
        for one in tiny.profile.criteria:
            truth = so_far.evaluation.evaluate_named(one.id).truth
            if one.effect is Effect.LEAVE and one.phase == current:
                assert truth is Truth.YES, (facts, current, one.id)
            if one.effect is Effect.ENTER and tiny.rank(one.phase) >= tiny.rank(current or ""):
                assert truth is Truth.NO, (facts, current, one.id)
    assert went_down


def test_the_advice_is_never_lighter_than_the_current_phase_unless_it_goes_down(tiny: Ruleset, read: Read) -> None:
    for facts, current in households(current=True):
        so_far = evaluate_so_far(tiny, read(tiny, facts, current))
        course, now = so_far.course, tiny.rank(current or "")
        assert course.advised >= so_far.interval.at_least
        assert (course.advised > now) == (course.direction is Direction.UP), (facts, current)
        assert (course.advised < now) == (course.direction is Direction.DOWN), (facts, current)


def test_the_moves_that_are_made_lead_to_the_advised_phase(tiny: Ruleset, read: Read) -> None:
    for facts, current in (*households(current=True), *households(current=False)):
        course = evaluate_so_far(tiny, read(tiny, facts, current)).course
        assert {move.to for move in course.taken} <= {tiny.phase(course.advised).id}, (facts, current)


TWO_WAYS = """
[[transitions]]
id = "brand-naar-rust"
direction = "down"
from = "brand"
to = "rust"
criteria = ["brand-af-hulp"]
"""


@pytest.mark.parametrize(
    ("change", "advised", "made"),
    [
        ({}, "rust", ["brand-naar-rust"]),
        ({"gebieden": ["zorg"]}, "rust", ["brand-naar-rust"]),
        ({"gebieden": ["wonen", "geld"]}, "klem", ["brand-naar-klem"]),
        ({"mijding": "soms"}, "klem", ["brand-naar-klem"]),
    ],
)
def test_it_goes_down_to_the_lightest_open_target_that_is_not_lighter_than_the_answers_prove(
    make: Make, triage: Triage, change: Mapping[str, Any], advised: str, made: list[str]
) -> None:
    advice = triage(make(TWO_WAYS), {**CALM, **change}, "brand")
    assert (advice.direction, phase(advice), ids(advice.course.taken)) == (Direction.DOWN, advised, made)


def test_a_way_down_that_is_not_open_is_not_taken(make: Make, triage: Triage) -> None:
    strict = TWO_WAYS.replace('["brand-af-hulp"]', '["brand-af-hulp", "brand-af-werk"]') + LEAVE_WORK
    advice = triage(make(strict), {**CALM, "gebieden": ["werk"]}, "brand")
    assert (advice.direction, phase(advice), ids(advice.course.taken)) == (Direction.DOWN, "klem", ["brand-naar-klem"])


LEAVE_WORK = """
[[criteria]]
id = "brand-af-werk"
phase = "brand"
effect = "leave"
modality = "kan"
text = "Geen problemen met werk"
when = { not = { includes = { gebieden = "werk" } } }
"""


def test_the_direction_is_unclear_while_one_of_two_ways_down_may_still_open(make: Make, triage: Triage) -> None:
    by_work = TWO_WAYS.replace('["brand-af-hulp"]', '["brand-af-rust"]') + LEAVE_WORK.replace("af-werk", "af-rust")
    known = {"gevaar": False, "mijding": "nee", "hulp": False}
    advice = triage(make(by_work), known, "brand")
    assert (advice.direction, phase(advice)) == (Direction.UNCLEAR, "brand")


def test_two_ways_down_to_the_same_phase_are_both_told(make: Make, triage: Triage) -> None:
    other = TWO_WAYS.replace("brand-naar-rust", "brand-ook-naar-klem").replace('to = "rust"', 'to = "klem"')
    advice = triage(make(other), CALM, "brand")
    assert ids(advice.course.taken) == ["brand-naar-klem", "brand-ook-naar-klem"]


UP_ONLY = """
[[transitions]]
id = "klem-naar-brand"
direction = "up"
from = "klem"
to = "brand"
criteria = ["brand-gevaar"]
"""
TO_BE_AGREED = """
[[transitions]]
id = "brand-naar-klem"
direction = "down"
from = "brand"
to = "klem"
decided_by = "het procesteam"
"""
TOO_LIGHT = TWO_WAYS + UP_ONLY


@pytest.mark.parametrize(
    ("transitions", "change"),
    [
        ("transitions = []", {}),
        (UP_ONLY, {}),
        (TO_BE_AGREED, {}),
        (TOO_LIGHT, {"mijding": "soms"}),
        (TOO_LIGHT, {"mijding": "soms", "hulp": False}),
    ],
    ids=["none-at-all", "only-up", "without-criteria", "too-light", "too-light-and-closed"],
)
def test_without_a_recorded_way_down_the_direction_is_unclear_and_the_phase_stays(
    make: Make, triage: Triage, transitions: str, change: Mapping[str, Any]
) -> None:
    advice = triage(make(transitions, without=("transitions",)), {**CALM, **change}, "brand")
    assert (advice.direction, phase(advice), advice.course.taken) == (Direction.UNCLEAR, "brand", ())


NO_TARGET = """
[[transitions]]
id = "brand-omlaag"
direction = "down"
from = "brand"
criteria = ["brand-af-hulp"]
"""


@pytest.mark.parametrize(
    ("change", "target"), [({}, "rust"), ({"mijding": "soms"}, "klem"), ({"gebieden": ["wonen", "geld"]}, "klem")]
)
def test_where_the_source_does_not_say_where_to_the_answers_do(
    make: Make, triage: Triage, change: Mapping[str, Any], target: str
) -> None:
    advice = triage(make(NO_TARGET, without=("transitions",)), {**CALM, **change}, "brand")
    assert (advice.direction, phase(advice)) == (Direction.DOWN, target)
    assert [(move.transition.id, move.to) for move in advice.course.taken] == [("brand-omlaag", target)]


def test_a_move_without_a_target_leads_nowhere_while_the_answers_give_no_lighter_phase(
    make: Make, triage: Triage
) -> None:
    facts = {**CALM, "gevaar": True, "mijding": "altijd"}
    advice = triage(make(NO_TARGET, without=("transitions",)), facts, "brand")
    assert (advice.direction, phase(advice)) == (Direction.SAME, "brand")
    assert [(move.transition.id, move.to) for move in advice.transitions] == [("brand-omlaag", None)]


INSIDE = """
[[criteria]]
id = "brand-bijeen"
phase = "brand"
effect = "within"
modality = "kan"
text = "Roep iedereen bijeen"
when = { is = { hulp = true } }

[[transitions]]
id = "binnen-brand"
direction = "within"
from = "brand"
criteria = ["brand-bijeen"]
"""


@pytest.mark.parametrize("target", ["", 'to = "brand"'])
def test_a_move_inside_a_phase_is_never_a_way_down(make: Make, triage: Triage, target: str) -> None:
    advice = triage(make(INSIDE + target, without=("transitions",)), CALM, "brand")
    assert (advice.direction, phase(advice)) == (Direction.UNCLEAR, "brand")


def test_a_move_that_the_model_calls_inside_but_that_names_a_lighter_phase_is_a_way_down(
    make: Make, triage: Triage
) -> None:
    """Where two phases are halves of one, going from the one to the other stays inside it."""
    half = NO_TARGET.replace('"down"', '"within"') + 'to = "klem"'
    advice = triage(make(half, without=("transitions",)), CALM, "brand")
    assert (advice.direction, phase(advice), ids(advice.course.taken)) == (Direction.DOWN, "klem", ["brand-omlaag"])


DIRECT = """
[[transitions]]
id = "direct-naar-brand"
direction = "up"
to = "brand"
criteria = ["brand-gevaar"]
"""
BURNING = {"gevaar": True, "mijding": "altijd"}


@pytest.mark.parametrize("current", [None, "geen"])
def test_a_new_household_enters_by_the_direct_way(make: Make, triage: Triage, current: str | None) -> None:
    facts: dict[str, Any] = {**BURNING} if current is None else {**BURNING, "nu": current}
    assert ids(triage(make(DIRECT), facts).course.taken) == ["direct-naar-brand"]


def test_a_new_household_enters_by_every_way_into_the_phase_where_no_direct_one_is_recorded(
    tiny: Ruleset, triage: Triage
) -> None:
    assert ids(triage(tiny, BURNING).course.taken) == ["klem-naar-brand"]


@pytest.mark.parametrize(
    ("current", "made"),
    [("klem", ["klem-naar-brand", "direct-naar-brand"]), ("rust", ["direct-naar-brand"])],
)
def test_a_known_household_goes_up_from_its_phase_or_directly(
    make: Make, triage: Triage, current: str, made: list[str]
) -> None:
    assert ids(triage(make(DIRECT), BURNING, current).course.taken) == made


def test_a_household_that_jumps_is_told_the_move_that_leads_there_from_elsewhere(tiny: Ruleset, triage: Triage) -> None:
    assert ids(triage(tiny, BURNING, "rust").course.taken) == ["klem-naar-brand"]


def test_a_way_up_that_is_not_open_is_not_being_made(make: Make, triage: Triage) -> None:
    by_gebieden = DIRECT.replace("brand", "klem").replace("klem-gevaar", "klem-gebieden")
    by_mijding = by_gebieden.replace("direct-naar", "ook-direct-naar").replace("klem-gebieden", "klem-mijding")
    ruleset = make(by_gebieden + by_mijding)
    assert ids(triage(ruleset, {**CALM, "mijding": "soms"}).course.taken) == ["ook-direct-naar-klem"]


@pytest.mark.parametrize(
    ("needs", "facts", "status", "missing"),
    [
        ("all", {"hulp": True, "gebieden": []}, TransitionStatus.OPEN, ()),
        ("all", {"hulp": True}, TransitionStatus.UNKNOWN, ("brand-af-zorg",)),
        ("all", {}, TransitionStatus.UNKNOWN, ("brand-af-hulp", "brand-af-zorg")),
        ("all", {"hulp": False}, TransitionStatus.BLOCKED, ("brand-af-hulp", "brand-af-zorg")),
        ("all", {"hulp": True, "gebieden": ["zorg"]}, TransitionStatus.BLOCKED, ("brand-af-zorg",)),
        ("any", {"hulp": True, "gebieden": ["zorg"]}, TransitionStatus.OPEN, ()),
        ("any", {"hulp": False}, TransitionStatus.UNKNOWN, ("brand-af-hulp", "brand-af-zorg")),
        ("any", {"hulp": False, "gebieden": ["zorg"]}, TransitionStatus.BLOCKED, ("brand-af-hulp", "brand-af-zorg")),
    ],
)
def test_a_move_says_whether_it_is_open_and_what_is_missing(
    make: Make, triage: Triage, needs: str, facts: Mapping[str, Any], status: TransitionStatus, missing: tuple[str, ...]
) -> None:
    text = f'{TO_BE_AGREED}\ncriteria = ["brand-af-hulp", "brand-af-zorg"]\nneeds = "{needs}"'
    quiet = {"gevaar": False, "mijding": "nee"}
    advice = triage(make(text, without=("transitions",)), {**quiet, **facts}, "brand")
    assert [(move.status, move.missing) for move in advice.transitions] == [(status, missing)]


@pytest.mark.parametrize(
    ("facts", "current", "shown"),
    [
        (BURNING, "klem", ["klem-naar-brand", "brand-naar-klem", "klem-naar-rust"]),
        (CALM, "brand", ["brand-naar-klem", "klem-naar-brand", "klem-naar-rust"]),
        (CALM, "rust", ["rust-naar-klem"]),
        (CALM, None, ["rust-naar-klem"]),
    ],
)
def test_the_moves_shown_are_those_from_here_and_the_one_being_made_comes_first(
    tiny: Ruleset, triage: Triage, facts: Mapping[str, Any], current: str | None, shown: list[str]
) -> None:
    assert ids(triage(tiny, facts, current).transitions) == shown


STEP = """
[[steps]]
id = "draag-over"
kind = "opschalen"
phases = ["brand"]
transitions = ["klem-naar-brand"]
text = "Draag de zaak over."
"""


@pytest.mark.parametrize(
    ("facts", "current", "told"), [(BURNING, "klem", True), (BURNING, None, True), (BURNING, "brand", False)]
)
def test_a_step_of_a_move_is_told_only_while_that_move_is_being_made(
    make: Make, triage: Triage, facts: Mapping[str, Any], current: str | None, told: bool
) -> None:
    advice = triage(make(STEP), facts, current)
    assert ("draag-over" in [step.id for step in advice.steps]) == told
