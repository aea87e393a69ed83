"""What holds for every profile and every household, whatever the rules say."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ave_cli.engine.assessment import assess
from ave_cli.engine.questionnaire import next_question, route
from ave_cli.engine.relevance import evaluate_so_far, open_gates, relevant_facts
from ave_cli.engine.transitions import Heading
from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.profile.ruleset import Model
from ave_cli.profile.truth import Truth
from tests import strategies

relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
models = strategies.models


def asked_like(model: Model, household: Answers) -> Answers:
    """An interview in which this household answers."""
    answers = Answers(given={})
    while (question := next_question(model, answers)) is not None:
        answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})
    return answers


def essence(model: Model, answers: Answers) -> object:
    """What a worker acts on: phases, direction, who holds a role, which steps."""
    result = assess(model, answers)
    return (
        result.interval.at_least,
        result.interval.at_most,
        result.course.advised,
        result.heading,
        [(held.status, held.holders) for held in result.roles],
        [step.id for step in result.steps],
    )


@relaxed
@given(st.data())
def test_every_new_answer_only_narrows_the_phases(data: st.DataObject) -> None:
    model = data.draw(models)
    some = data.draw(strategies.any_answers(model))
    before = evaluate_so_far(model, some).interval
    fact = data.draw(st.sampled_from(sorted(model.facts)))
    if fact in some.given and some.given[fact] is not Gap.DONT_KNOW:
        return
    after = evaluate_so_far(
        model, some.extended({fact: data.draw(strategies.values(fact, tuple(model.ranks)))})
    ).interval
    assert before.at_least <= after.at_least <= after.at_most <= before.at_most


@relaxed
@given(st.data())
def test_full_answers_leave_nothing_unknown(data: st.DataObject) -> None:
    model = data.draw(models)
    result = assess(model, data.draw(strategies.full_answers(model)))
    assert result.interval.settled
    assert all(met.finding.truth is not Truth.UNKNOWN for met in result.criteria)
    assert result.open_questions == ()


@relaxed
@given(st.data())
def test_the_advice_is_never_lighter_than_what_is_proved_or_than_now_unless_it_goes_down(data: st.DataObject) -> None:
    model = data.draw(models)
    result = assess(model, data.draw(strategies.any_answers(model)))
    course, interval = result.course, result.interval
    assert course.advised >= interval.at_least
    now = model.rank(course.current) if course.current else 0
    if result.heading is Heading.DOWN:
        assert interval.at_most < now
        assert all(move.missing == () for move in course.made)
        assert course.made
    else:
        assert course.advised >= now
    assert course.advised <= max(interval.at_most, now)


@relaxed
@given(st.data())
def test_an_interview_ends_never_repeats_and_never_asks_what_cannot_matter(data: st.DataObject) -> None:
    model = data.draw(models)
    household = data.draw(strategies.any_answers(model))
    answers, seen, promised = Answers(given={}), set[str](), list[int]()
    while (question := next_question(model, answers)) is not None:
        ids = {fact.id for fact in question.facts}
        assert not ids & seen
        live = {
            *open_gates(model, answers),
            *(relevance.fact for relevance in relevant_facts(model, evaluate_so_far(model, answers))),
        }
        assert ids & live
        seen |= ids
        promised.append(question.at_most)
        answers = answers.extended({fact: _or_doubt(household.value(fact)) for fact in ids})
    for place, at_most in enumerate(promised):
        assert len(promised) - place <= at_most


def _or_doubt(value: Value | Gap) -> Value | Gap:
    return Gap.DONT_KNOW if value is Gap.NOT_ANSWERED else value


@relaxed
@given(st.data())
def test_what_was_not_asked_could_not_have_changed_the_advice(data: st.DataObject) -> None:
    model = data.draw(models)
    household = data.draw(strategies.full_answers(model))
    assert essence(model, asked_like(model, household)) == essence(model, household)


@relaxed
@given(st.data())
def test_going_back_and_changing_an_answer_gives_what_straight_answering_gives(data: st.DataObject) -> None:
    model = data.draw(models)
    first, then = data.draw(strategies.full_answers(model)), data.draw(strategies.full_answers(model))
    answers = asked_like(model, first)
    steps = route(model, answers, Answers(given={}))
    kept = data.draw(st.integers(0, len(steps)))
    before = {fact.id: answers.given[fact.id] for question in steps[:kept] for fact in question.facts}
    mixed = Answers(given={**then.given, **before})
    resumed = Answers(given=before)
    while (question := next_question(model, resumed)) is not None:
        resumed = resumed.extended({fact.id: mixed.value(fact.id) for fact in question.facts})
    assert resumed.given == asked_like(model, mixed).given


@relaxed
@given(st.data())
def test_unknown_is_never_read_as_no(data: st.DataObject) -> None:
    """Whatever the missing answers turn out to be, the phase is one of those that were left possible."""
    model = data.draw(models)
    some, full = data.draw(strategies.any_answers(model)), data.draw(strategies.full_answers(model))
    known = {fact: value for fact, value in some.given.items() if not isinstance(value, Gap)}
    truth = evaluate_so_far(model, full.extended(known)).interval.at_least
    interval = evaluate_so_far(model, some).interval
    assert interval.at_least <= truth <= interval.at_most
