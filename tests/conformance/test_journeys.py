"""The klantreizen that ship: every moment comes out as it says, and each road has a way down.

Red here means: ask someone who knows AVE.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from ave_cli.__main__ import run
from ave_cli.authoring.check import check_journeys
from ave_cli.engine.journey import HandoverKind, MomentOutcome, walk_elsewhere, walk_journey
from ave_cli.engine.phases import Direction
from ave_cli.profile.companion_files import Journey
from ave_cli.profile.schema import Modality, TransitionDirection
from ave_cli.quiz.journey_questions import ask_journey
from ave_cli.quiz.material import NONE_ODD, ModelBundle, Option, QuestionContext
from ave_cli.storage import library

pytestmark = pytest.mark.content

NAMES = library.index().ids()
SHIPPED = [(name, one) for name in NAMES for one in library.journeys_of(name)]
each = pytest.mark.parametrize(("name", "journey"), SHIPPED, ids=lambda one: getattr(one, "id", one))


@pytest.mark.parametrize("name", NAMES)
def test_every_model_has_three_and_each_comes_out_as_it_says(name: str) -> None:
    journeys = library.journeys_of(name)
    assert len({one.id for one in journeys}) == len(journeys) == 3
    assert list(check_journeys(library.load(name), journeys)) == []


@each
def test_a_road_has_four_moments_and_a_way_down(name: str, journey: Journey) -> None:
    """Where the model records no way down, somebody wants to go down and is told that it cannot be said."""
    ruleset = library.load(name)
    outcomes = walk_journey(ruleset, journey)
    records_it = any(one.direction is TransitionDirection.DOWN for one in ruleset.profile.transitions)
    assert len(outcomes) >= 4
    if records_it:
        assert Direction.DOWN in {one.assessment.direction for one in outcomes}
    else:
        lighter = [one for one in outcomes if one.assessment.interval.at_least < one.assessment.course.advised]
        assert Direction.UNCLEAR in {one.assessment.direction for one in lighter}
    assert len({one.news for one in journey.moments}) == len(outcomes)


def held(one: MomentOutcome) -> dict[str, object]:
    return {role.role.id: (role.status.value, role.holders, role.appointed_in) for role in one.assessment.roles}


@each
def test_a_hand_over_is_what_differs_between_two_moments(name: str, journey: Journey) -> None:
    outcomes = walk_journey(library.load(name), journey)
    assert outcomes[0].handovers == ()
    for before, after in pairwise(outcomes):
        was, now = held(before), held(after)
        for one in after.handovers:
            assert was[one.after.role.id] != now[one.after.role.id]
        moved = {one.after.role.id for one in after.handovers}
        for role, status in now.items():
            if "assigned" in (str(status).split("'")[1], str(was[role]).split("'")[1]) and status != was[role]:
                assert role in moved, role
        lost = [one for one in after.handovers if one.kind is HandoverKind.NO_RECEIVER]
        assert all(one.after.status.value in ("not_recorded", "conflicting") for one in lost)


@each
def test_the_same_road_can_be_walked_under_every_other_model(name: str, journey: Journey) -> None:
    for other in NAMES:
        if other != name:
            outcomes = walk_elsewhere(library.load(other), journey)
            assert len(outcomes) == len(journey.moments)


def questions(name: str, journey: Journey) -> list[list[tuple[str, str, tuple[Option, ...]]]]:
    own = ModelBundle(ruleset=library.load(name), register=library.load_statements(name), cases=())
    context = QuestionContext(own=own, others=(), tell=None, odd=NONE_ODD)
    return [[(one.text, one.id, one.options) for one in each.questions] for each in ask_journey(context, journey)]


@each
def test_the_news_tells_what_the_questions_ask_for(name: str, journey: Journey) -> None:
    """Who knows only what the news tells, is asked as much, and no answer that it leaves out is called known."""
    bare = replace(journey, moments=tuple(replace(one, untold=()) for one in journey.moments))
    asked = questions(name, journey)
    assert [[text for text, *_ in some] for some in asked] == [
        [text for text, *_ in some] for some in questions(name, bare)
    ]
    facts = library.load(name).facts
    for one, some in zip(journey.moments, asked, strict=True):
        left = {f"{facts[fact].name()}".lower() for fact in one.untold}
        texts = {
            option.text.rstrip(".").lower() for _, ident, options in some for option in options if "find_out" in ident
        }
        assert not left & texts


@each
def test_what_a_role_may_have_is_not_asked_as_if_it_had_to_be(name: str, journey: Journey) -> None:
    own = library.load(name)
    for outcome, some in zip(walk_journey(own, journey), questions(name, journey), strict=True):
        free = [
            one.role.title.lower()
            for one in outcome.assessment.roles
            if one.modality is Modality.MAY and not one.appointed
        ]
        asked = [text for text, ident, _ in some if ":role:" in ident or ":handover:" in ident]
        assert [text for text in asked if any(f"ligt de {title}" in text for title in free)] == []


@each
def test_a_choice_in_a_klantreis_says_who_and_holds_until_it_is_decided(name: str, journey: Journey) -> None:
    """Nobody is 'bij' an abbreviation, and going down is no fact before it is decided."""
    for some in questions(name, journey):
        for text, ident, options in some:
            assert "En nu?" not in text
            for one in options:
                assert not one.text.startswith("Bij wie"), ident
                assert not one.text.startswith("Omlaag") or one.text.endswith("zodra daarover is beslist"), ident


@pytest.mark.parametrize("name", NAMES)
def test_the_road_of_a_program_is_that_of_the_triage(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "journey", "1", "--profile", name, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["profile"] == name
    expected = library.journeys_of(name)[0]
    assert document["journey"] == {"id": expected.id, "title": expected.title}
    for moment, wanted in zip(document["moments"], expected.moments, strict=True):
        assert {"title", "news", "phase", "direction", "roles", "handover", "decided_by", "steps", "gaps"} <= set(
            moment
        )
        assert moment["phase"]["at_least"] == wanted.expect.at_least
        assert wanted.expect.direction in (None, moment["direction"])
        assert all(isinstance(one, str) for one in moment["gaps"])
