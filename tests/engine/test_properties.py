"""What holds for every profile and every household, whatever the rules say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ave_cli.engine.assessment import assess
from ave_cli.engine.phases import Direction
from ave_cli.engine.questionnaire import next_question, route
from ave_cli.engine.relevance import evaluate_so_far, open_gates, relevant_facts
from ave_cli.profile import conditions
from ave_cli.profile.conditions import AnyOf, Is, Ref, Truth
from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from tests import strategies

relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
rulesets = strategies.rulesets


def asked_like(ruleset: Ruleset, household: Answers) -> Answers:
    """An interview in which this household answers."""
    answers = Answers(given={})
    while (question := next_question(ruleset, answers)) is not None:
        answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})
    return answers


def essence(ruleset: Ruleset, answers: Answers) -> object:
    """What an interview is held for: phases, direction, who holds a role, and the steps for the safety of people."""
    result = assess(ruleset, answers)
    return (
        result.interval.at_least,
        result.interval.at_most,
        result.course.advised,
        result.direction,
        [(holding.status, holding.holders) for holding in result.roles],
        [step.id for step in result.steps if step.safety],
    )


@relaxed
@given(st.data())
def test_what_is_remembered_of_other_households_changes_no_advice(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    for household in data.draw(st.lists(strategies.any_answers(ruleset), min_size=2, max_size=5)):
        alone = assess(replace(ruleset), household)
        result = assess(ruleset, household)
        assert result.criteria == alone.criteria
        assert result.steps == alone.steps
        assert result.roles == alone.roles
        assert result.open_questions == alone.open_questions


@pytest.mark.parametrize(("results", "rules"), [(3, 50), (50, 2)])
def test_what_is_remembered_of_a_caseload_has_an_end(results: int, rules: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "_MOST_RESULTS", results)
    monkeypatch.setattr(conditions, "_MOST_CONDITIONS", rules)
    kept = conditions.Conditions({"a": Is("f0", True)})
    for number in range(9):
        rule = AnyOf((Ref("a"), Is(f"f{number}", True)))
        for value in (True, False):
            given: dict[str, Value] = {"f0": False, f"f{number}": value}
            found = conditions.Evaluation(kept, Answers(given=given)).evaluate(rule)
            assert found.truth is (Truth.YES if value else Truth.NO)
    assert len(kept._results) <= results
    assert len(kept._facts) <= rules


@relaxed
@given(st.data())
def test_every_new_answer_only_narrows_the_phases(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    some = data.draw(strategies.any_answers(ruleset))
    before = evaluate_so_far(ruleset, some).interval
    fact = data.draw(st.sampled_from(sorted(ruleset.facts)))
    if fact in some.given and some.given[fact] is not Gap.DONT_KNOW:
        return
    after = evaluate_so_far(
        ruleset, some.extended({fact: data.draw(strategies.values(fact, tuple(ruleset.ranks)))})
    ).interval
    assert before.at_least <= after.at_least <= after.at_most <= before.at_most


@relaxed
@given(st.data())
def test_full_answers_leave_nothing_unknown(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    result = assess(ruleset, data.draw(strategies.full_answers(ruleset)))
    assert result.interval.settled
    assert all(met.evaluation.truth is not Truth.UNKNOWN for met in result.criteria)
    assert result.open_questions == ()


@relaxed
@given(st.data())
def test_the_advice_is_never_lighter_than_what_is_proved_or_than_now_unless_it_goes_down(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    result = assess(ruleset, data.draw(strategies.any_answers(ruleset)))
    course, interval = result.course, result.interval
    assert course.advised >= interval.at_least
    now = ruleset.rank(course.current) if course.current else 0
    if result.direction is Direction.DOWN:
        assert interval.at_most < now
        assert all(move.missing == () for move in course.taken)
        assert course.taken
    else:
        assert course.advised >= now
    assert course.advised <= max(interval.at_most, now)


@relaxed
@given(st.data())
def test_an_interview_ends_never_repeats_and_never_asks_what_cannot_matter(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    household = data.draw(strategies.any_answers(ruleset))
    answers, seen, promised = Answers(given={}), set[str](), list[int]()
    while (question := next_question(ruleset, answers)) is not None:
        ids = {fact.id for fact in question.facts}
        assert not ids & seen
        live = {
            *open_gates(ruleset, answers),
            *(relevance.fact for relevance in relevant_facts(ruleset, evaluate_so_far(ruleset, answers))),
        }
        assert ids & live
        seen |= ids
        promised.append(question.at_most)
        answers = answers.extended({fact: _or_doubt(household.value(fact)) for fact in ids})
    for place, at_most in enumerate(promised):
        assert len(promised) - place <= at_most + 2


def _or_doubt(value: Value | Gap) -> Value | Gap:
    return Gap.DONT_KNOW if value is Gap.NOT_ANSWERED else value


@relaxed
@given(st.data())
def test_what_was_not_asked_could_not_have_changed_the_advice(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    household = data.draw(strategies.full_answers(ruleset))
    assert essence(ruleset, asked_like(ruleset, household)) == essence(ruleset, household)


@relaxed
@given(st.data())
def test_going_back_and_changing_an_answer_gives_what_straight_answering_gives(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    first, then = data.draw(strategies.full_answers(ruleset)), data.draw(strategies.full_answers(ruleset))
    answers = asked_like(ruleset, first)
    steps = route(ruleset, answers, Answers(given={}))
    kept = data.draw(st.integers(0, len(steps)))
    before = {fact.id: answers.given[fact.id] for question in steps[:kept] for fact in question.facts}
    mixed = Answers(given={**then.given, **before})
    resumed = Answers(given=before)
    while (question := next_question(ruleset, resumed)) is not None:
        resumed = resumed.extended({fact.id: mixed.value(fact.id) for fact in question.facts})
    assert resumed.given == asked_like(ruleset, mixed).given


@relaxed
@given(st.data())
def test_unknown_is_never_read_as_no(data: st.DataObject) -> None:
    """Whatever the missing answers turn out to be, the phase is one of those that were left possible."""
    ruleset = data.draw(rulesets)
    some, full = data.draw(strategies.any_answers(ruleset)), data.draw(strategies.full_answers(ruleset))
    known = {fact: value for fact, value in some.given.items() if not isinstance(value, Gap)}
    truth = evaluate_so_far(ruleset, full.extended(known)).interval.at_least
    interval = evaluate_so_far(ruleset, some).interval
    assert interval.at_least <= truth <= interval.at_most
