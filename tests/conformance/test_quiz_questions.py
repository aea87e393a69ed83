"""A thousand questions per model: each has exactly one right option, and what the engine says is what counts.

Whether an option is right is worked out again here, with the advice that a triage gives, never taken from the question.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.phases import Direction
from ave_cli.profile.conditions import Truth
from ave_cli.profile.facts import Answers, Gap, Gate
from ave_cli.profile.schema import Modality, TaskKind
from ave_cli.quiz.draft import show_holding
from ave_cli.quiz.material import ModelBundle, QuestionKind, QuizQuestion, overlap
from ave_cli.quiz.selection import choose_questions
from ave_cli.quiz.statement_questions import claims_of, step_claims
from ave_cli.storage import library
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.wording import phrases

pytestmark = pytest.mark.content

PROFILES = library.index().ids()
per_model = pytest.mark.parametrize("name", PROFILES)
FOREIGN = re.compile(r"\b(?:true|false|none|the|and|not|unknown|phase|yes|with)\b|\w_\w|\{|\}", re.IGNORECASE)


@functools.cache
def material(name: str) -> ModelBundle:
    cases = library.load_cases(name).cases
    return ModelBundle(ruleset=library.load(name), register=library.load_statements(name), cases=cases)


@functools.cache
def others(name: str) -> tuple[ModelBundle, ...]:
    return tuple(material(one) for one in PROFILES if one != name)


def choose(name: str, **wanted: Any) -> tuple[QuizQuestion, ...]:
    return choose_questions(material(name), others(name), library.load_stories, news=library.load_news(), **wanted)


@functools.cache
def asked(name: str, count: int) -> tuple[QuizQuestion, ...]:
    return choose(name, seed="duizend", count=count)


OF_PHASES = (QuestionKind.PHASE, QuestionKind.CHANGE)
"""Kinds of which the options are phases."""


def untold(name: str, question: QuizQuestion) -> set[str]:
    """Facts of which neither the story nor the question tells the answer."""
    ruleset, found = material(name).ruleset, re.search(r":case:([^:+]+)(?:\+([^:]+))?", question.id)
    if found is None:
        return set()
    case = next(one for one in material(name).cases if one.id == found[1])
    told = {fact for news in library.load_news() if news.id == found[2] for fact in news.answers}
    kept = {fact for fact in case.untold if fact in question.answers and fact not in {*told, *question.news}}
    return {one for one in kept if phrases.tell_answer(ruleset, one, question.answers[one]) not in question.text}


def as_known(name: str, count: int) -> Iterator[QuizQuestion]:
    """The questions, those that leave something untold also as somebody sees them who knows only what is told."""
    for one in asked(name, count):
        yield one
        if left := untold(name, one):
            yield replace(one, answers={fact: value for fact, value in one.answers.items() if fact not in left})


def of_kind(name: str, count: int, kind: QuestionKind) -> Iterator[tuple[QuizQuestion, Assessment]]:
    """The questions of a kind with the advice for the household, which must have no problems as an answers file."""
    for one in as_known(name, count):
        if one.kind is kind:
            raw = {fact: value.value if isinstance(value, Gap) else value for fact, value in one.answers.items()}
            answers, problems = read_answers(material(name).ruleset, raw, one.current_phase)
            assert problems == (), one.id
            yield one, assess(material(name).ruleset, answers)


def rights(question: QuizQuestion, expected: dict[str, bool]) -> None:
    """Of each option the flag is what was worked out again."""
    assert {one.text: one.right for one in question.options} == expected, question.id


def label(assessment: Assessment) -> str:
    assert assessment.interval.settled
    return assessment.ruleset.phase(assessment.interval.at_least).label


def a_thousand_questions_are_whole(name: str, count: int) -> None:
    found = asked(name, count)
    assert len(found) == len({one.id for one in found}) <= count
    assert len(found) >= 25
    assert len({one.kind for one in found}) >= 5
    pairs = [(one.text, one.right.text) for one in found if one.kind is not QuestionKind.PHASE]
    assert len(set(pairs)) == len(pairs)
    assert len({(one.story, one.text, one.right.text) for one in found}) == len(found)
    for one in found:
        assert sum(option.right for option in one.options) == 1, one.id
        assert 2 <= len(one.options) <= 5, one.id
        assert len({option.text for option in one.options}) == len(one.options), one.id
        assert "".join(option.key for option in one.options) == "ABCDE"[: len(one.options)]
        assert all((one.text, one.explanation, one.sources, one.statements)), one.id
        assert all(option.text and option.why for option in one.options), one.id
        assert set(one.statements) <= set(material(name).register), one.id
        assert 1 <= one.level <= 3
        if one.answers.get(material(name).ruleset.gate(Gate.ACUTE) or "") is True:
            assert "112" in one.explanation, one.id
            assert one.kind is not QuestionKind.STEP, one.id
        assert bool(one.story) == bool(one.answers), one.id
        assert one.written == (one.case is not None) == (bool(one.story) and not one.invented), one.id
        assert bool(one.news) is (one.kind is QuestionKind.CHANGE), one.id


def every_word_of_a_question_is_dutch(name: str, count: int) -> None:
    for one in asked(name, count):
        lines = (
            one.story,
            one.text,
            one.explanation,
            *(line for each in one.options for line in (each.text, each.why)),
        )
        for line in lines:
            assert not FOREIGN.search(line), (one.id, line)
            assert ".." not in line, (one.id, line)
            assert "  " not in line, (one.id, line)


def nothing_that_is_asked_is_contested(name: str, count: int) -> None:
    """Also not where the contested criterion only supports a phase: the triage shows that too."""
    counting = ("enter", "supports")
    criteria = material(name).ruleset.profile.criteria
    about_phase = {f"criterion:{one.id}" for one in criteria if one.effect.value in counting}
    for kind in (QuestionKind.PHASE, QuestionKind.CHANGE, QuestionKind.COMPARE):
        for one, advice in of_kind(name, count, kind):
            assert not one.invented or advice.contradictions == (), one.id
            about = {each.about for each in advice.conflicts}
            assert not about & {"phase", *about_phase}, one.id


def the_right_phase_is_that_of_the_triage(name: str, count: int) -> None:
    for one, advice in of_kind(name, count, QuestionKind.PHASE):
        right = label(advice)
        rights(one, {each.text: each.text.partition(":")[0] == right for each in one.options})
        assert advice.label == label(advice), one.id


def the_phase_after_the_news_is_that_of_the_triage(name: str, count: int) -> None:
    """With the present phase, and with what was answered before only where the news does not say otherwise."""
    for one, before in of_kind(name, count, QuestionKind.CHANGE):
        after = assess(material(name).ruleset, before.answers.extended(one.news))
        right = label(after)
        rights(one, {each.text: each.text.partition(":")[0] == right for each in one.options})
        assert after.label == right, one.id
        assert after.contradictions == (), one.id
        assert label(before) == before.label, one.id


def the_right_holder_is_that_of_the_triage(name: str, count: int) -> None:
    own = material(name)
    for one, advice in of_kind(name, count, QuestionKind.ROLE):
        phase = label(advice)
        asked = [
            holding
            for holding in advice.roles
            if one.text.endswith(
                quiz_questions_text.who_holds(phase, own.title, holding.role.title, holding.role.person)
            )
        ]
        assert len(asked) == 1, one.id
        rights(one, {each.text: each.text == show_holding(asked[0]) for each in one.options})
        assert (asked[0].possible, asked[0].depends_on) == ((), ()), one.id
        assert f"role:{asked[0].role.id}" not in {each.about for each in advice.conflicts}, one.id


def what_is_missing_is_missing_in_the_triage(name: str, count: int) -> None:
    for one, advice in of_kind(name, count, QuestionKind.DOWN):
        missing = {ident for move in advice.course.leaving for ident in move.missing}
        told = advice.so_far.evaluation
        asked = [move for move in advice.course.leaving if move.to or not move.transition.to]
        assert any(
            all(told.evaluate_named(ident).truth is not Truth.UNKNOWN for ident in move.transition.criteria)
            for move in asked
        ), one.id
        assert "naar ." not in " ".join(option.why for option in one.options), one.id
        texts: dict[str, bool] = {}
        for each in material(name).ruleset.profile.criteria:
            words = quiz_questions_text.down_no(each.text)
            texts[words] = texts.get(words, False) or each.id in missing
        goes_down = advice.direction is Direction.DOWN
        assert goes_down or advice.direction is Direction.SAME, one.id
        truths = {text: lacks and not goes_down for text, lacks in texts.items()}
        truths[quiz_questions_text.DOWN_YES] = goes_down
        rights(one, {each.text: truths[each.text] for each in one.options})


def the_right_step_is_the_first_of_the_triage(name: str, count: int) -> None:
    for one, advice in of_kind(name, count, QuestionKind.STEP):
        first = next(each for each in advice.steps if each.origin == name)
        assert advice.steps[0] == first, one.id
        words = [each.short or quiz_questions_text.sentence(each.text) for each in advice.steps]
        if first.text in one.text or quiz_questions_text.sentence(first.text) in one.text:
            rights(one, {each.text: each.text == first.who for each in one.options})
        else:
            rights(one, {each.text: each.text in words for each in one.options})
            assert one.right.text == words[0], one.id


def two_models_are_compared_as_two_triages(name: str, count: int) -> None:
    own = material(name)
    for one, advice in of_kind(name, count, QuestionKind.COMPARE):
        other = next(each for each in others(name) if each.id == one.id.rpartition(":")[2])
        facts = {fact: value for fact, value in one.answers.items() if fact in other.ruleset.facts}
        gate = other.ruleset.gate(Gate.PHASE)
        second = assess(other.ruleset, Answers(given={**facts, gate: "geen"} if gate else facts))
        right = quiz_questions_text.two_phases(own.title, label(advice), other.title, label(second))
        rights(one, {each.text: each.text == right for each in one.options})


@per_model
def test_no_untrue_statement_is_true_by_another_record(name: str) -> None:
    own = material(name)
    made = (*claims_of(own), *step_claims(own))
    true = {one.text for one in made if one.true}
    assert len({one.id for one in made}) == len(made)
    assert [one.text for one in made if not one.true and one.text in true] == []
    share = Counter(one.true for one in made)
    assert 0.3 < share[False] / len(made) < 0.8


@per_model
def test_a_round_of_ten_is_spread_and_the_same_every_time(name: str) -> None:
    found = choose(name, seed="zaal", count=10)
    again = choose(name, seed="zaal", count=10)
    assert found == again
    assert len(found) == 10
    assert len({one.kind for one in found}) >= 5
    assert len({one.story for one in found if one.story}) == sum(bool(one.story) for one in found)
    other = choose(name, seed="andere zaal", count=10)
    assert [one.id for one in other] != [one.id for one in found]


@per_model
def test_a_level_and_a_kind_can_be_asked_for(name: str) -> None:
    for level in (1, 2, 3):
        found = choose(name, kinds=[QuestionKind.PHASE], level=level, seed="z", count=3)
        assert found
        assert {(one.kind, one.level) for one in found} == {(QuestionKind.PHASE, level)}
    news = library.load_news()
    written = choose_questions(material(name), others(name), None, news=news, seed="z", count=10_000)
    assert written
    assert not any(one.invented for one in written)


@per_model
def test_at_least_half_of_the_stories_of_a_round_were_written_and_nothing_is_right_too_often(name: str) -> None:
    for seed in ("een", "twee"):
        found = choose(name, seed=seed, count=10)
        told = [one for one in found if one.story]
        assert 2 * sum(one.written for one in told) >= len(told)
        counted = (QuestionKind.PHASE, QuestionKind.CHANGE, QuestionKind.ROLE)
        rights = Counter(one.right.text for one in found if one.kind in counted)
        assert max(rights.values()) <= 3
        assert [one.level for one in found] == sorted(one.level for one in found)


@per_model
def test_who_may_be_right_too_is_no_wrong_answer(name: str) -> None:
    """A role to which the model gives something of the same in the same words, or that may have it and need not."""
    roles = {one.person: one for one in material(name).ruleset.profile.roles if one.person}
    for one in choose(name, kinds=[QuestionKind.TASK], seed="taak", count=100):
        if one.right.text not in roles:
            continue
        text = one.text.partition("? ")[2].rstrip(".").lower()
        task = next(each for each in roles[one.right.text].tasks if each.text.lower().startswith(text))
        for option in one.options:
            others = roles[option.text].tasks if not option.right else ()
            same = [each for each in others if (each.kind is TaskKind.NEVER) is (task.kind is TaskKind.NEVER)]
            assert not any(each.about == task.about and overlap(each.text, task.text) > 0 for each in same), one.id
    for one, advice in of_kind(name, 100, QuestionKind.ROLE):
        asked = next(each for each in advice.roles if one.id.endswith(f":{each.role.id}"))
        assert asked.modality is not Modality.MAY or asked.appointed, one.id


@per_model
def test_some_questions_tell_what_the_story_leaves_out_and_no_more_than_three_of_it(name: str) -> None:
    """What the story tells itself is never told again beside it."""
    says = [one for one in asked(name, 100) if one.text.startswith("Bekend is ook: ")]
    for one in (one for one in says if one.kind not in (QuestionKind.ROLE, QuestionKind.STEP)):
        base = re.search(r":case:([^:+]+)", one.id)
        case = next(each for each in material(name).cases if base is not None and each.id == base[1])
        told = {phrases.tell_answer(material(name).ruleset, fact, one.answers[fact]) for fact in case.untold}
        said = one.text.partition(".")[0].removeprefix("Bekend is ook: ").split("; ")
        assert set(said) <= told, one.id
        assert len(said) <= 3, one.id


@per_model
def test_a_model_without_cases_borrows_stories_that_name_nothing_of_their_own(name: str) -> None:
    own = replace(material(name), cases=())
    news = library.load_news()
    found = choose_questions(own, others(name), library.load_stories, news=news, seed="geleend", count=10)
    told = [one for one in found if one.story]
    assert len(found) == 10
    assert told
    labels = {phase.label for each in (material(name), *others(name)) for phase in each.ruleset.profile.phases}
    written = {f"{other.id}.{case.id}": case.story for other in others(name) for case in other.cases}
    for one in told:
        origin = next(ident for ident in written if f":case:{ident}" in one.id)
        assert one.story.startswith(written[origin]), one.id
        assert one.case in (origin, None), one.id
        assert not any(label in one.story for label in labels), one.id


@per_model
def test_every_phase_that_is_offered_is_right_sometimes(name: str) -> None:
    found = [one for turn in range(10) for one in choose(name, kinds=OF_PHASES, seed=f"kans {turn}", count=8)]
    for kind in OF_PHASES:
        offered = {option.text for one in found if one.kind is kind for option in one.options}
        assert {one.right.text for one in found if one.kind is kind} == offered


CHECKS = (
    a_thousand_questions_are_whole,
    every_word_of_a_question_is_dutch,
    nothing_that_is_asked_is_contested,
    the_right_phase_is_that_of_the_triage,
    the_phase_after_the_news_is_that_of_the_triage,
    the_right_holder_is_that_of_the_triage,
    what_is_missing_is_missing_in_the_triage,
    the_right_step_is_the_first_of_the_triage,
    two_models_are_compared_as_two_triages,
)


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.long)])
@per_model
def test_so_many_questions_hold_under_the_triage(name: str, count: int) -> None:
    """In one test per model, so that the questions are thought out once."""
    for check in CHECKS:
        check(name, count)
