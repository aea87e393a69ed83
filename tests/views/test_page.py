"""The page of a triage over every household that ships, and behind each of its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import AlertKind, Assessment, PhaseStatus, assess
from ave_cli.engine.phases import Direction
from ave_cli.engine.relevance import single_changes, smallest_change, ways_down
from ave_cli.profile.conditions import Truth
from ave_cli.profile.facts import FactKind, Gate
from ave_cli.profile.schema import DoubtRule, Effect, RoleStatus
from ave_cli.render.plain import plain_lines
from ave_cli.render.rich_terminal import ansi_lines
from ave_cli.report import Callout, Heading, Report, Tone
from ave_cli.storage import library
from ave_cli.text import page as page_text
from ave_cli.views.page import ROOMS, own_steps, printed, step_line, triage_page
from ave_cli.views.result_screens import (
    client_screen,
    fitting_page,
    higher_screen,
    otherwise,
    paste_text,
    plays_on_safety,
    role_screen,
    step_screen,
    why_screen,
)
from ave_cli.views.triage import role_table, step_table

MODELS = library.index().ids()
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _assess(name: str, raw: dict[str, Any], current: str | None) -> Assessment:
    ruleset = library.load(name)
    answers, problems = read_answers(ruleset, raw, current)
    assert not problems
    return assess(ruleset, answers)


@cache
def _households(name: str) -> tuple[tuple[str, Assessment], ...]:
    """Every written case; some with every second answer in doubt; and nothing known at all."""
    found = []
    for number, case in enumerate(library.load_cases(name).cases):
        found.append((case.id, _assess(name, case.answers, case.current_phase)))
        if number % 8 == 0:
            told = enumerate(case.answers.items())
            doubted = {fact: "weet_niet" if place % 2 else value for place, (fact, value) in told}
            found.append((f"{case.id}, half in doubt", _assess(name, doubted, case.current_phase)))
    return (*found, ("nothing known", _assess(name, {}, None)))


_DRAWN: dict[int, list[str]] = {}


def _lines(assessment: Assessment) -> list[str]:
    """The printed page at 80 columns; each is drawn once."""
    if id(assessment) not in _DRAWN:
        _DRAWN[id(assessment)] = ansi_lines(printed(assessment, "W-18"), 80)
    return [_COLOUR.sub("", line) for line in _DRAWN[id(assessment)]]


@pytest.mark.parametrize("name", MODELS)
def test_the_printed_page_is_one_sheet_with_danger_and_phase_on_top(name: str) -> None:
    for case, assessment in _households(name):
        lines = _lines(assessment)
        assert len(lines) <= 60, (case, len(lines))
        top = " ".join(lines[:12])
        assert page_text.PHASE in top, case
        for alert in assessment.alerts:
            if alert.kind in (AlertKind.ACUTE, AlertKind.ACUTE_UNKNOWN):
                assert "112" in top, case


@pytest.mark.parametrize("name", MODELS)
def test_the_page_fits_a_screen_of_24_rows_and_keeps_what_never_goes(name: str) -> None:
    for case, assessment in _households(name):
        fitting = fitting_page(assessment, "W-18", "", 80, 23)
        assert len(fitting) <= 23, (case, len(fitting))
        text = " ".join(_COLOUR.sub("", line) for line in fitting)
        assert all(part in text for part in (page_text.PHASE, page_text.DECIDES, page_text.UNKNOWN)), case
        flat = re.sub(r"[\s│]+", " ", text)
        assert (page_text.NATIONAL_MEANS in flat) is (re.search(rf"{page_text.NATIONAL}\)| \* ", flat) is not None), (
            case
        )
        for alert in assessment.alerts:
            for contact in alert.contacts:
                assert contact.number.partition(" ")[0] in flat, (case, contact.id)


@pytest.mark.parametrize(("more", "counted"), [(0, "als: brand."), (1, "; en nog 1 reden."), (2, "nog 2 redenen.")])
def test_what_would_raise_the_phase_and_is_not_named_is_counted(more: int, counted: str) -> None:
    assert page_text.raises("AVE 2", ["brand"], more).endswith(counted)


@pytest.mark.parametrize("name", MODELS)
def test_nothing_that_a_model_says_of_a_phase_in_general_is_on_the_page(name: str) -> None:
    starts = [phase.start for phase in library.load(name).profile.phases]
    for case, assessment in _households(name):
        flat = re.sub(r"\s+", " ", " ".join(_lines(assessment)))
        assert not [start for start in starts if start in flat], case


@pytest.mark.parametrize("name", MODELS)
def test_while_the_phase_is_open_nobody_is_assigned_and_the_lightest_phase_is_no_advice(name: str) -> None:
    seen = 0
    for case, assessment in _households(name):
        if assessment.status is PhaseStatus.OPEN:
            seen += 1
            assert not [role for role in assessment.roles if role.status is RoleStatus.ASSIGNED], case
            text = "\n".join(_lines(assessment))
            assert "Nog niet te zeggen" in text, case
            assert f"[{assessment.label}]" not in text, case
            assert page_text.ROLES not in text, case
            for _, who, _ in role_table(assessment).rows:
                assert who.text.startswith(f"in {assessment.label}: "), case
            roles = [block.text for block in role_screen(assessment).blocks if isinstance(block, Heading)]
            assert [text for text in roles if f": in {assessment.label}: " not in text] == [], case
    assert seen


@pytest.mark.parametrize("name", MODELS)
def test_colour_never_carries_text_and_green_is_never_used(name: str) -> None:
    for case, assessment in _households(name):
        assert all(getattr(block, "tone", None) is not Tone.GOOD for block in printed(assessment).blocks), case
        _lines(assessment)
        for line in _DRAWN[id(assessment)]:
            for found in re.finditer(r"\x1b\[(?:\d;)*3[1-7]m([^\x1b]*)", line):
                assert not re.search(r"\w", found[1]), (case, line)


@pytest.mark.parametrize("name", MODELS)
def test_the_sheet_for_the_inhabitant_says_nothing_about_danger_or_reports(name: str) -> None:
    words = ("gevaar", "veilig", "meld", "mishandel", "vermoed", "politie", "AVE", "criteri", "bron")
    for case, assessment in _households(name):
        lines = [line for line in plain_lines(client_screen(assessment)) if not line.startswith("Uw vaste contact")]
        text = "\n".join(lines).lower()
        assert not [word for word in words if word.lower() in text], case
        assert len(lines) <= 10, case
        assert plays_on_safety(assessment) or not assessment.alerts


@pytest.mark.parametrize("name", MODELS)
def test_every_step_is_behind_its_letter_and_the_readers_own_are_in_order(name: str) -> None:
    for case, assessment in _households(name):
        shown = own_steps(assessment)
        places = [assessment.steps.index(step) for step in shown]
        assert places == sorted(places), case
        items = sum(len(getattr(block, "items", ())) for block in step_screen(assessment).blocks)
        assert items == len(assessment.steps), case


@pytest.mark.parametrize("name", MODELS)
def test_when_a_step_must_be_taken_stands_with_it_on_the_page_and_in_the_table(name: str) -> None:
    for case, assessment in _households(name):
        dated = [step for step in assessment.steps if step.deadline]
        for step in dated:
            assert step.deadline.partition(";")[0].casefold() in step_line(assessment, step).casefold(), case
        table = "\n".join(plain_lines(Report(title="", blocks=tuple(step_table(assessment))), 2_000))
        assert [step.deadline for step in dated if step.deadline not in table] == [], case


@pytest.mark.parametrize("name", MODELS)
def test_the_text_to_paste_is_about_twenty_lines_with_the_day_and_the_next_step(name: str) -> None:
    for case, assessment in _households(name):
        lines = paste_text(assessment, "W-18").split("\n")
        assert len(lines) <= 26, (case, len(lines))
        assert lines[1].startswith("Gemaakt op "), case
        if assessment.acute is True:
            assert "112" in lines[2], case


@pytest.mark.parametrize("name", MODELS)
def test_every_medium_says_the_same_phase_and_no_more_than_is_proved(name: str) -> None:
    """On a page, read aloud and pasted: where the household stands, what is proved, and what comes from doubt."""
    labels = [phase.label for phase in library.load(name).profile.phases]
    raised, down = 0, 0
    for number, (case, assessment) in enumerate(_households(name)):
        if number % 7 and not (assessment.doubt.raised or assessment.direction is Direction.DOWN):
            continue
        stands, interval = labels[assessment.stands], assessment.interval
        down += assessment.direction is Direction.DOWN
        wide, narrow = (_flat(fitting_page(assessment, "", "", *size)) for size in ((80, 23), (40, 23)))
        spoken = "\n".join(plain_lines(printed(assessment, spoken=True)))
        if assessment.status is not PhaseStatus.OPEN:
            assert all(f"[{stands}]" in text for text in (wide, narrow)), case
            for text in (spoken, paste_text(assessment, "")):
                assert f"{page_text.PHASE}: {stands}." in text, case
        for found in re.findall(r"Minstens (.+?), misschien (.+?)\.", f"{wide} {narrow} {spoken}"):
            assert found == (labels[interval.at_least], labels[interval.at_most]), case
        if assessment.doubt.raised and assessment.status is PhaseStatus.RANGE:
            raised += 1
            for text in (wide, narrow, _flat(spoken.split("\n"))):
                assert page_text.by_doubt(assessment.label) in text, case
    assert raised or library.load(name).profile.doubt.rule is not DoubtRule.ESCALATE
    assert down or not ways_down(library.load(name), library.load(name).profile.phases[-1].id)


def _flat(lines: list[str]) -> str:
    """Lines as one text, without colours and the frames of boxes."""
    return re.sub(r"[\s│]+", " ", _COLOUR.sub("", " ".join(lines)))


@pytest.mark.parametrize("name", MODELS)
def test_with_acute_danger_the_first_thing_in_the_panel_is_to_call(name: str) -> None:
    """At every size, whatever else is the matter; and what was said is not said again as a mere possibility."""
    seen = 0
    for number, (case, assessment) in enumerate(_households(name)):
        if number % 5 == 0:
            acute = _changed(assessment, {assessment.ruleset.gate(Gate.ACUTE) or "": True})
            for room in (ROOMS[0], ROOMS[-1]):
                panel = next(block for block in triage_page(acute, room=room).blocks if isinstance(block, Callout))
                assert "112" in panel.lines[0].partition(";")[0], case
                assert not any("mogelijk" in line.lower() for line in panel.lines), case
                seen += 1
    assert seen > 10


@pytest.mark.parametrize("name", MODELS)
def test_the_page_never_says_that_nothing_moves_while_it_is_unclear_which_way_it_goes(name: str) -> None:
    for case, assessment in _moments(name):
        if assessment.direction is Direction.UNCLEAR:
            assert page_text.NO_DECISION not in "\n".join(plain_lines(printed(assessment))), case


@pytest.mark.parametrize("name", MODELS)
def test_what_makes_that_a_household_can_go_down_is_said_so_and_once(name: str) -> None:
    """No criterion of leaving some other phase; and none of leaving this one under what is not enough."""
    for case, assessment in _moments(name):
        course = assessment.course
        moves = course.taken if assessment.direction is Direction.DOWN else course.leaving
        asked = {ident for move in moves for ident in move.transition.criteria}
        lines = list(plain_lines(why_screen(assessment), 2_000))
        for result in assessment.criteria:
            criterion = result.evaluation.criterion
            if criterion.effect is Effect.LEAVE and result.evaluation.truth is Truth.YES:
                told = [place for place, line in enumerate(lines) if line.startswith(f"- {criterion.text}.")]
                assert len(told) <= 1, (case, criterion.id)
                assert told or criterion.id not in asked, (case, criterion.id)
                if told and page_text.COUNTS_TOO in lines:
                    assert told[0] < lines.index(page_text.COUNTS_TOO), (case, criterion.id)


@pytest.mark.parametrize("name", MODELS)
def test_what_is_called_the_heaviest_unknown_is_danger_as_long_as_that_is_unknown(name: str) -> None:
    ruleset = library.load(name)
    dangers = [ruleset.facts[fact].name() for fact in ruleset.dangers]
    for case, assessment in _households(name):
        open_ = [ruleset.facts[one.fact].name() for one in assessment.open_questions]
        text = "\n".join(plain_lines(printed(assessment)))
        found = re.search(rf"{page_text.UNKNOWN}: \d+, het zwaarst: (.*)\.", text)
        told = found[1].split(", ") if found else []
        missed = [one for one in dangers if one in open_ and one not in told]
        assert not missed or all(one in dangers or one == "acuut gevaar" for one in told), (case, missed, told)


def _other_answers(assessment: Assessment) -> Iterator[tuple[str, Any]]:
    """Every other answer to one fact; of several options at once, one more or one less."""
    ruleset, answers = assessment.ruleset, assessment.answers
    for fact in ruleset.facts.values():
        now = answers.value(fact.id)
        if fact.kind is FactKind.YES_NO:
            yield from ((fact.id, value) for value in (True, False) if value != now)
        elif fact.kind is FactKind.CHOICE:
            yield from ((fact.id, value) for value in fact.options if value != now)
        elif fact.kind is FactKind.CHOICES:
            chosen = now if isinstance(now, tuple) else ()
            for option in fact.options:
                rest = set(chosen) ^ {option}
                yield fact.id, tuple(one for one in fact.options if one in rest)


def _moments(name: str) -> Iterator[tuple[str, Assessment]]:
    """Some written households, as they are, in any phase, in half of their answers, and with half in doubt."""
    for number, case in enumerate(library.load_cases(name).cases[::16]):
        told = [one for one in case.answers.items() if one[0] != "huidige_fase"]
        phases = [None, *library.load(name).ranks]
        yield case.id, _assess(name, case.answers, case.current_phase)
        yield f"{case.id}, elsewhere", _assess(name, dict(told), phases[number % len(phases)])
        yield f"{case.id}, half", _assess(name, dict(told[::2]), phases[(number + 1) % len(phases)])
        doubted = {fact: "weet_niet" if place % 2 else value for place, (fact, value) in enumerate(told)}
        yield f"{case.id}, half in doubt", _assess(name, doubted, case.current_phase)


def _changed(assessment: Assessment, given: Mapping[str, Any]) -> Assessment:
    return assess(assessment.ruleset, assessment.answers.extended(given))


@pytest.mark.parametrize("name", MODELS)
def test_each_single_answer_that_changes_the_advised_phase_is_named_and_no_other(name: str) -> None:
    """The phases that one other answer to a fact gives, tried one by one, are those that are named for it."""
    for case, assessment in _moments(name):
        now = assessment.course.advised
        tried: dict[str, set[int]] = {}
        for fact, value in _other_answers(assessment):
            after = _changed(assessment, {fact: value})
            if after.course.advised != now and after.status is not PhaseStatus.OPEN:
                tried.setdefault(fact, set()).add(after.course.advised)
        named: dict[str, set[int]] = {}
        for other in single_changes(assessment.ruleset, assessment.answers):
            named.setdefault(other.answers[0][0], set()).add(other.rank)
        missed = {fact: ranks - named.get(fact, set()) for fact, ranks in tried.items()}
        assert not any(missed.values()), (case, missed)


@pytest.mark.parametrize("name", MODELS)
def test_every_line_on_higher_and_lower_is_what_the_triage_gives_for_those_answers(name: str) -> None:
    """Phase, whether it is sure, and whether it is a way down: as the page of the changed answers has it."""
    seen = 0
    for case, assessment in _moments(name):
        ruleset = assessment.ruleset
        others = {otherwise(assessment, one): one for one in single_changes(ruleset, assessment.answers)}
        for up in (True, False):
            if least := smallest_change(ruleset, assessment.answers, up=up):
                others[otherwise(assessment, least)] = least
        lines = [line for line in plain_lines(higher_screen(assessment), 2_000) if " -> " in line]
        for line in lines:
            told = line.removeprefix("- ").removeprefix(f"{page_text.TOGETHER}: ")
            after = _changed(assessment, dict(others[told].answers))
            outcome, phases = told.rpartition(" -> ")[2], [phase.label for phase in ruleset.profile.phases]
            seen += 1
            assert after.label in outcome, (case, line)
            assert after.status is not PhaseStatus.OPEN, (case, line)
            assert ("afschalen" in outcome) is (after.direction is Direction.DOWN), (case, line)
            if outcome == after.label:
                assert after.interval.at_most <= after.course.advised, (case, line)
            elif "minstens" in outcome:
                assert f"minstens {phases[after.interval.at_least]}" in outcome, (case, line)
                assert f"misschien {phases[after.interval.at_most]}" in outcome, (case, line)
    assert seen > 25


@pytest.mark.parametrize("name", MODELS)
def test_what_cannot_be_higher_or_lower_is_only_said_where_it_is_proved(name: str) -> None:
    """No word of a limit where another answer goes beyond it, or where the page names what is lacking."""
    for case, assessment in _moments(name):
        text = "\n".join(plain_lines(higher_screen(assessment), 2_000))
        assert not re.search(r"(opschalen|afschalen): \1", text), case
        phases = assessment.ruleset.profile.phases
        assert (page_text.no_higher(phases[-1].label) in text) is (assessment.stands == len(phases) - 1), case
        if page_text.no_lower(assessment.label) in text:
            assert assessment.course.advised == 0, case
        if page_text.way_down_unsaid(assessment.label) in text:
            assert not assessment.course.leaving, case


@pytest.mark.parametrize("name", MODELS)
def test_the_smallest_set_does_what_it_says_and_needs_each_of_its_answers(name: str) -> None:
    for case, assessment in _moments(name):
        for up in (True, False):
            least = smallest_change(assessment.ruleset, assessment.answers, up=up)
            if least is None:
                continue
            now = assessment.stands if up else assessment.course.advised
            assert (least.rank > now) if up else (least.rank < now), case
            for left_out, _ in least.answers:
                after = _changed(assessment, {fact: value for fact, value in least.answers if fact != left_out})
                sure = after.status is not PhaseStatus.OPEN
                highest = after.interval.at_most if after.direction is not Direction.DOWN else 0
                goes = after.course.advised > now if up else sure and max(after.course.advised, highest) < now
                assert not goes, (case, left_out)


def test_more_room_shows_more_and_nothing_else() -> None:
    """A part that is given up stays given up."""
    flags = [
        (room.higher, room.criteria, room.numbers, room.roles, room.ground, room.who, room.firm, room.why)
        for room in ROOMS
    ]
    for more, less in pairwise(flags):
        assert all(before >= after for before, after in zip(more, less, strict=True))
    assert [room.steps for room in ROOMS] == sorted((room.steps for room in ROOMS), reverse=True)
    assert replace(ROOMS[0], higher=False) == ROOMS[1]
