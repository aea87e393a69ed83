"""What makes one household come out differently under two models: each claim is checked by changing the household."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ave_cli.compare.household import HouseholdDifference, Why, differences, outcome, read_household, sentence
from ave_cli.compare.models import (
    About,
    effects_together,
    labels_of_all,
    model_names,
    phase_of,
    reach,
    side_by_side,
)
from ave_cli.engine.answer_space import expand, facts_of, missing_facts
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.phases import classify
from ave_cli.profile.conditions import Condition, Ref, Truth, leaves
from ave_cli.profile.facts import Answers, FactKind, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Effect
from ave_cli.storage import library
from ave_cli.text import compare as compare_text
from ave_cli.wording.phrases import speak_condition
from tests.strategies import any_answers, full_answers, model_of, raw_profiles, rulesets


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Assessment, Assessment]:
    """One household under two models that share their words, and the labels of their phases as far as both go."""
    one, other = draw(rulesets), draw(rulesets)
    answers = draw(any_answers(one))
    known = {fact: value for fact, value in answers.given.items() if one.facts[fact].kind is not FactKind.PHASE}
    return assess(one, Answers(given=known)), assess(other, Answers(given=known))


def values(ruleset: Ruleset, fact: str) -> tuple[Value, ...]:
    known = ruleset.facts[fact]
    if known.kind is FactKind.YES_NO:
        return (True, False)
    if known.kind is FactKind.CHOICE:
        return known.options
    return tuple(known.options[:count] for count in range(len(known.options) + 1))


def told(both: tuple[Assessment, Assessment]) -> Iterator[tuple[HouseholdDifference, Assessment, Assessment]]:
    for one in differences(both):
        yield one, both[one.one], both[one.other]


@settings(deadline=None, max_examples=50)
@given(pairs())
def test_there_is_a_difference_exactly_where_the_outcomes_differ(both: tuple[Assessment, Assessment]) -> None:
    found = differences(both)
    assert bool(found) == (outcome(both[0]) != outcome(both[1]))
    for one in found:
        said = sentence(both, ("Aa", "Bb"), one)
        assert "Aa" in said
        assert "Bb" in said
        assert one.phase in said


@settings(deadline=None, max_examples=50)
@given(pairs())
def test_each_reason_alone_is_enough_and_without_the_reasons_the_phase_is_not_proved(
    both: tuple[Assessment, Assessment],
) -> None:
    for one, heavier, _ in told(both):
        if one.why is not Why.MET:
            continue
        ruleset = heavier.ruleset
        rank = ruleset.rank(phase_of(ruleset, one.phase) or "")
        for group in one.reasons:
            alone = Answers(given={fact: heavier.answers.value(fact) for fact in group})
            assert classify(ruleset, ruleset.read(alone)).at_least >= rank
        gone = {fact for group in one.reasons for fact in group}
        rest = Answers(given={fact: value for fact, value in heavier.answers.given.items() if fact not in gone})
        assert classify(ruleset, ruleset.read(rest)).at_least < rank


@settings(deadline=None, max_examples=50)
@given(pairs())
def test_a_fact_that_is_said_not_to_count_changes_no_way_into_the_phase(both: tuple[Assessment, Assessment]) -> None:
    for one, _, lighter in told(both):
        ways = [c for c in lighter.ruleset.profile.criteria if c.effect.value == "enter" and c.phase in one.goal]
        before = lighter.ruleset.read(lighter.answers)
        for fact in one.uncounted:
            for value in values(lighter.ruleset, fact):
                after = lighter.ruleset.read(lighter.answers.extended({fact: value}))
                assert all(before.evaluate_named(way.id).truth is after.evaluate_named(way.id).truth for way in ways)


@settings(deadline=None, max_examples=50)
@given(pairs())
def test_what_is_said_to_be_needed_is_enough(both: tuple[Assessment, Assessment]) -> None:
    """Every household that differs only in having what was missing is in the phase, or in a heavier one."""
    for one, _, lighter in told(both):
        ruleset = lighter.ruleset
        for need in one.needs:
            if not _apart(ruleset, need.criterion.when, need.condition):
                continue
            facts = facts_of(ruleset, need.condition)
            for chosen in product(*(values(ruleset, fact) for fact in facts)):
                evaluation = ruleset.read(lighter.answers.extended(dict(zip(facts, chosen, strict=True))))
                if evaluation.evaluate(need.condition).truth is Truth.YES:
                    assert evaluation.evaluate_named(need.criterion.id).truth is Truth.YES
                    assert classify(ruleset, evaluation).at_least >= ruleset.rank(need.criterion.phase)


def _apart(ruleset: Ruleset, whole: Condition, part: Condition) -> bool:
    """Whether what already holds looks at other facts than what is missing."""
    rest = Counter(leaves(expand(ruleset, whole)))
    rest.subtract(leaves(part))
    others = {leaf.fact for leaf, count in rest.items() if count > 0 and not isinstance(leaf, Ref)}
    return not others & set(facts_of(ruleset, part))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_what_is_missing_is_nothing_exactly_where_the_condition_holds(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets)
    evaluation = ruleset.read(data.draw(any_answers(ruleset)))
    for one in ruleset.profile.criteria:
        rest = missing_facts(ruleset, evaluation, one.when)
        truth = evaluation.evaluate_named(one.id).truth
        assert (rest is None) == (truth is Truth.YES)
        assert rest is None or evaluation.evaluate(rest).truth is truth


@settings(deadline=None, max_examples=40)
@given(rulesets, rulesets)
def test_every_answer_that_is_enough_alone_is_told_with_what_it_does_in_each_model(
    one: Ruleset, other: Ruleset
) -> None:
    points = [point for point in side_by_side([one, other]) if point.about is About.ALONE]
    for fact in one.facts.values():
        if fact.kind not in (FactKind.YES_NO, FactKind.CHOICE) or fact.id not in one.used | other.used:
            continue
        for value in values(one, fact.id):
            proved = [classify(m, m.read(Answers(given={fact.id: value}))).at_least for m in (one, other)]
            if any(proved):
                said = tuple(reach(ruleset, fact.id, value).text for ruleset in (one, other))
                assert said in [point.said for point in points]
                for ruleset, rank, text in zip((one, other), proved, said, strict=True):
                    assert (text == f"genoeg voor {ruleset.phase(rank).label}") == (rank > 0)


def _model(phases: dict[str, str], **more: object) -> Ruleset:
    raw = {
        "kind": "profile",
        "format": 1,
        "id": "proef",
        "title": "Proef",
        "version": "1",
        "date": "2026-01-01",
        "ask": ["acuut", "nu", "a", "b", "mate"],
        "source": {"document": "verzonnen", "owner": "niemand"},
        "doubt": {"rule": "not_recorded"},
        "danger": {"phase": list(phases)[-1], "text": "Overleg."},
        "phases": [{"id": one, "label": label, "title": label, "start": "Zo."} for one, label in phases.items()],
        "criteria": [],
        "roles": [{"id": "regie", "title": "Regie", "text": "Wie stuurt."}],
        "assignments": [{"id": "wie", "role": "regie", "phases": list(phases), "status": "not_applicable"}],
    }
    return model_of({**raw, **more})


def _enter(ident: str, phase: str, when: object) -> dict[str, object]:
    return {"id": ident, "phase": phase, "effect": "enter", "modality": "kan", "text": ident, "when": when}


PHASES = {"x": "Fase 1", "y": "Fase 2"}
STUCK = _model(PHASES, criteria=[_enter("vast", "y", {"is": {"mate": ["wat", "veel"]}})])
STAYS = _model(PHASES, criteria=[_enter("blijft", "y", {"is": {"mate": "veel"}})])
UNSAFE = _model(PHASES, criteria=[_enter("samen", "y", {"all": [{"is": {"mate": "wat"}}, {"is": {"b": True}}]})])
DEAF = _model(PHASES, criteria=[_enter("anders", "y", {"is": {"a": True}})])


def said(one: Ruleset, other: Ruleset, **answers: Value) -> list[str]:
    both = [assess(ruleset, Answers(given=answers)) for ruleset in (one, other)]
    return [sentence(both, ("Aa", "Bb"), difference) for difference in differences(both)]


def test_it_says_what_the_other_model_makes_of_the_same_fact() -> None:
    first = "In Aa is 'mate: wat' genoeg voor Fase 2; "
    known: dict[str, Value] = {"mate": "wat", "a": False, "b": False}
    assert said(STUCK, STAYS, **known) == [first + "in Bb telt dat voor Fase 2 pas bij mate: veel."]
    assert said(STUCK, UNSAFE, **known) == [first + "in Bb is dat pas genoeg voor Fase 2 samen met b."]
    assert said(STUCK, DEAF, **known) == [first + "in Bb is dat geen criterium voor Fase 2."]
    assert said(STUCK, UNSAFE, mate="wat") == [first + "in Bb hangt Fase 2 nog af van b."]
    assert said(STUCK, STUCK, **known) == []


def test_the_order_of_the_models_does_not_matter_for_what_is_said() -> None:
    forth = said(STUCK, STAYS, mate="wat")
    back = said(STAYS, STUCK, mate="wat")
    assert back == [forth[0].replace("Aa", "?").replace("Bb", "Aa").replace("?", "Bb")]


def test_phases_are_compared_by_their_label_and_never_by_their_id() -> None:
    """The same id with another label is another phase; another id with the same label is told as that label."""
    other = _model({"y": "Fase 1", "x": "Fase 2"}, criteria=[_enter("vast", "x", {"is": {"mate": ["wat", "veel"]}})])
    assert said(STUCK, other, mate="wat") == []
    points = {point.part: point.said for point in side_by_side([STUCK, other]) if point.about is About.ROLES}
    assert set(points) == {"Fase 1", "Fase 2"}
    renamed = _model({"x": "Licht", "y": "Zwaar"}, criteria=[_enter("vast", "y", {"is": {"mate": ["wat", "veel"]}})])
    assert len(said(STUCK, renamed, mate="wat")) == 2
    assert labels_of_all([STUCK, renamed]) == ("Licht", "Zwaar", "Fase 1", "Fase 2")


def test_doubt_that_scales_up_is_named_with_the_rule_of_the_other() -> None:
    unsure = _model(
        PHASES,
        criteria=[_enter("a", "y", {"is": {"a": True}})],
        doubt={"rule": "escalate", "facts": ["a"]},
    )
    household, problems = read_household([unsure, STUCK], {"a": "weet_niet", "mate": "geen"}, None)
    assert problems == ()
    (one,) = differences(household.assessments)
    assert one.why is Why.DOUBT
    text = sentence(household.assessments, ("Aa", "Bb"), one)
    assert text.startswith("In Aa gaat het advies naar Fase 2, omdat u twijfelt over 'a'; in Bb geldt bij twijfel:")


OWN = _model(
    PHASES,
    facts=[{"id": "eigen", "group": "g", "kind": "yes_no", "question": "Eigen?"}],
    ask=["acuut", "nu", "eigen"],
    criteria=[_enter("eigen-reden", "y", {"is": {"eigen": True}})],
)


def test_an_own_fact_of_one_model_is_named_under_the_other_and_does_not_count_there() -> None:
    household, problems = read_household([OWN, STUCK], {"eigen": True}, None)
    assert problems == ()
    assert household.refused == ((), ("eigen",))
    assert [one.label for one in household.assessments] == ["Fase 2", "Fase 1"]
    (one,) = differences(household.assessments)
    assert "eigen" in sentence(household.assessments, ("Aa", "Bb"), one)


def test_only_what_fits_no_model_is_a_problem_and_each_is_listed_once() -> None:
    household, problems = read_household([OWN, STUCK], {"eigen": True, "niets": True, "mate": "erg"}, "9")
    assert len([line for line in problems if line.startswith("answers.niets")]) == 1
    assert len([line for line in problems if line.startswith("answers.mate")]) == 1
    assert len([line for line in problems if line.startswith("current_phase")]) == 1
    assert len(problems) == 3
    assert household.assessments[0].label == "Fase 2"


@pytest.mark.parametrize("raw", [{}, {"nu": "y"}])
def test_the_current_phase_counts_under_no_model(raw: dict[str, Value]) -> None:
    household, problems = read_household([STUCK, DEAF], raw, None if raw else "y")
    assert problems == ()
    assert household.left_out == ("nu",)
    assert [one.course.current for one in household.assessments] == [None, None]


def test_models_of_one_title_are_told_apart() -> None:
    assert model_names([STUCK, STAYS]) == ("Proef 1 (1)", "Proef 1 (2)")
    assert model_names([STUCK]) == ("Proef",)


@settings(deadline=None, max_examples=30)
@given(raw_profiles())
def test_a_model_beside_itself_differs_in_nothing(raw: dict[str, object]) -> None:
    ruleset = model_of(raw)
    assert [point for point in side_by_side([ruleset, ruleset]) if not point.same] == []


def test_a_criterion_that_stands_without_the_facts_of_another_is_named_too() -> None:
    """It rests on more facts than the other, but one of them is enough for it."""
    either = {"any": [{"is": {"a": True}}, {"is": {"b": True}}]}
    ruleset = _model(PHASES, criteria=[_enter("een", "y", {"is": {"a": True}}), _enter("een-van-beide", "y", either)])
    both = [assess(one, Answers(given={"a": True, "b": True})) for one in (ruleset, STUCK)]
    assert differences(both)[0].reasons == (("a",), ("a", "b"))
    strict = _model(
        PHASES, criteria=[_enter("een", "y", {"is": {"a": True}}), _enter("twee", "y", {"all": either["any"]})]
    )
    both = [assess(one, Answers(given={"a": True, "b": True})) for one in (strict, STUCK)]
    assert differences(both)[0].reasons == (("a",),)


def test_of_what_is_not_known_only_the_unknown_part_is_missing() -> None:
    ruleset = _model(PHASES, criteria=[_enter("een", "y", {"any": [{"is": {"a": True}}, {"is": {"b": True}}]})])
    evaluation = ruleset.read(Answers(given={"a": False}))
    rest = missing_facts(ruleset, evaluation, ruleset.profile.criteria[0].when)
    assert rest is not None
    assert facts_of(ruleset, rest) == ("b",)


@given(st.data())
def test_what_is_enough_together_is_enough_in_every_household_that_answers_so(data: st.DataObject) -> None:
    """Whatever else is answered, and in whichever of two models the way was written down."""
    both = [data.draw(rulesets), data.draw(rulesets)]
    full = data.draw(full_answers(both[0]))
    for owner in both:
        for one in owner.profile.criteria:
            if one.effect is not Effect.ENTER or owner.read(full).evaluate(one.when).truth is not Truth.YES:
                continue
            for ruleset, said in zip(both, told_together(both, owner, one.when), strict=True):
                landed = ruleset.phase(classify(ruleset, ruleset.read(full)).at_least)
                proved = [phase for phase in ruleset.profile.phases[1:] if said == compare_text.enough(phase.label)]
                assert all(ruleset.rank(phase.id) <= ruleset.rank(landed.id) for phase in proved)
                assert ruleset is not owner or said != compare_text.NO_SUCH_WAY


def told_together(both: list[Ruleset], owner: Ruleset, way: Condition) -> tuple[str | None, ...]:
    title = speak_condition(owner, way)
    return next((point.said for point in effects_together(both) if point.title == title), ("", ""))


def test_an_answer_that_only_the_other_model_tells_apart_is_walked_too() -> None:
    """In one model threatening unrest counts like unrest; in the other it is enough for a lighter phase only."""
    both = [library.load("oss"), library.load("dordrecht-zwijndrecht")]
    unrest = next(one for one in effects_together(both) if one.title.startswith("onrust:") and "dreigt" in one.title)
    assert unrest.said == ("genoeg voor AVE 4", "genoeg voor AVE 2")


def test_more_options_than_a_way_asks_for_are_walked_too(make: Callable[..., Ruleset]) -> None:
    rule = '[[criteria]]\nid = "nieuw"\nphase = "brand"\neffect = "enter"\nmodality = "kan"\ntext = "Nieuw"\nwhen = '
    one = make(rule + "{ all = [{ is = { gevaar = true } }, { at_least = { gebieden = 1 } }] }")
    other = make(rule + "{ all = [{ is = { gevaar = true } }, { not = { at_least = { gebieden = 2 } } }] }")
    way = next(point for point in effects_together([one, other]) if "ten minste 1" in point.title)
    assert way.said == (compare_text.enough("Brand"), compare_text.enough("Klem"))
    two = next(point for point in effects_together([one, other]) if "niet (" in point.title)
    assert two.said == (compare_text.sometimes_enough("Brand"), compare_text.enough("Brand"))
