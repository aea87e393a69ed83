"""In which order an interview puts its questions, and which of them it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.questionnaire import Progress, Question, next_question, screens_left
from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.profile.facts import Answers, Gap, Gate
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library

SHIPPED = library.index().ids()


def walk(ruleset: Ruleset, household: Answers) -> Iterator[tuple[Answers, Question]]:
    answers = Answers(given={})
    while (question := next_question(ruleset, answers)) is not None:
        yield answers, question
        answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})


def households(name: str) -> Iterator[Answers]:
    ruleset = library.load(name)
    yield Answers(given={})
    for case in library.load_cases(name).cases[::4]:
        yield read_answers(ruleset, case.answers, case.current_phase)[0]


@pytest.mark.parametrize("name", SHIPPED)
def test_danger_comes_first_then_the_present_phase_and_roles_and_steps_last(name: str) -> None:
    ruleset = library.load(name)
    pressing = {fact.id for fact in ruleset.facts.values() if fact.danger} | set(ruleset.national.ask)
    for household in households(name):
        asked = [
            (question.phase_decided, [fact.id for fact in question.facts]) for _, question in walk(ruleset, household)
        ]
        facts = [fact for _, some in asked for fact in some]
        assert facts[0] == ruleset.gate(Gate.ACUTE)
        phase = facts.index(ruleset.gate(Gate.PHASE) or "")
        assert set(ruleset.national.ask) <= set(facts[:phase])
        assert not pressing & set(facts[phase:]) - {fact for decided, some in asked if decided for fact in some}
        decided = [one for one, _ in asked]
        assert decided == sorted(decided), "a question about the phase comes behind one about roles and steps"
        if set(ruleset.national.ask_last) & set(facts):
            assert set(asked[-1][1]) & set(ruleset.national.ask_last)


@pytest.mark.parametrize("name", SHIPPED)
def test_within_what_may_change_the_phase_the_themes_follow_each_other(name: str) -> None:
    ruleset = library.load(name)
    places = {fact: place for place, fact in enumerate(ruleset.facts)}
    for household in households(name):
        found = []
        for answers, question in walk(ruleset, household):
            so_far = evaluate_so_far(ruleset, answers)
            sooner = question.facts[0].sooner
            if answers.answered(ruleset.gate(Gate.PHASE) or "") and not question.phase_decided and sooner is None:
                found.append((so_far.course.advised, so_far.interval, question.facts[0].group))
        themes = [group for _, _, group in found]
        order = [next(place for fact, place in places.items() if ruleset.facts[fact].group == one) for one in themes]
        moved = sum(after < before for before, after in pairwise(order))
        assert moved <= 1, themes


@pytest.mark.parametrize("name", SHIPPED)
def test_what_was_not_asked_decides_no_more_than_a_step_that_is_not_about_safety(name: str) -> None:
    ruleset = library.load(name)
    minor = {f"step:{step.id}" for step in (*ruleset.profile.steps, *ruleset.national.steps) if not step.safety}
    for household in households(name):
        answers = Answers(given={})
        for answers, question in walk(ruleset, household):
            answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})
        left = [one for one in assess(ruleset, answers).open_questions if not answers.answered(one.fact)]
        assert [one.fact for one in left if not set(one.could_change) <= minor] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_danger_is_answered_line_by_line_and_nothing_else_is(name: str) -> None:
    ruleset = library.load(name)
    danger = {fact.id for fact in ruleset.facts.values() if fact.danger} | set(ruleset.national.ask)
    for household in households(name):
        for _, question in walk(ruleset, household):
            is_danger = any(fact.id in danger for fact in question.facts)
            assert question.by_line == (question.together and is_danger)


@pytest.mark.parametrize("name", SHIPPED)
def test_how_many_questions_are_left_is_near_and_at_the_last_one_exact(name: str) -> None:
    """For whoever knows nothing and for others: on average within two, and never more than there can be."""
    ruleset, wrong = library.load(name), []
    nothing_known = Answers(given=dict.fromkeys(ruleset.facts, Gap.DONT_KNOW))
    for household in (nothing_known, *list(households(name))[::3]):
        seen, answers = [], Answers(given={})
        for answers, question in walk(ruleset, household):
            seen.append(screens_left(evaluate_so_far(ruleset, answers)))
            assert seen[-1] <= question.at_most
        assert seen[-1] == 1
        wrong += [abs(told - left) for told, left in zip(seen, range(len(seen), 0, -1), strict=True)]
    assert sum(wrong) / len(wrong) < 2


def test_a_fact_is_asked_sooner_when_something_points_to_it() -> None:
    for name in SHIPPED:
        ruleset = library.load(name)
        sooner = next((fact for fact in ruleset.facts.values() if fact.sooner and fact.id in ruleset.used), None)
        assert sooner is not None
        places = []
        for outside in (False, True):
            household = Answers(given={"gevaar_acuut": False, "gevaar_omgeving": outside, "gevaar_meerdere": False})
            asked = [fact.id for _, question in walk(ruleset, household) for fact in question.facts]
            if sooner.id in asked:
                places.append(asked.index(sooner.id))
        assert places == sorted(places, reverse=True), name


def test_a_proposal_about_danger_is_told_and_never_offered(make: Callable[..., Ruleset]) -> None:
    ruleset = make("")
    progress = Progress(ruleset, Answers(given={}))
    progress.propose({"gevaar": True, "mijding": "soms"})
    seen = {}
    while progress.question is not None:
        for fact in progress.question.facts:
            seen[fact.id] = (
                progress.proposed(progress.question).get(fact.id),
                progress.earlier(progress.question).get(fact.id),
            )
        progress.answer({fact.id: Gap.DONT_KNOW for fact in progress.question.facts})
    assert seen["gevaar"] == (True, None)
    assert seen["mijding"] == ("soms", "soms")
