"""The klantreizen that ship: every moment comes out as it says, and each road has a way down.

Red here means: ask someone who knows AVE.
"""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from ave_cli.__main__ import run
from ave_cli.authoring.check import check_journeys
from ave_cli.engine.journey import HandoverKind, MomentOutcome, walk_elsewhere, walk_journey
from ave_cli.engine.transitions import Direction
from ave_cli.profile.companion_files import Journey
from ave_cli.profile.schema import TransitionDirection
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
