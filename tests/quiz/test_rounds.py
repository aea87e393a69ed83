"""Rounds as they are drawn from the models that ship: every level is there, and no answer is right too often."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from statistics import mean

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.profile import NO_PHASE, Answers
from ave_cli.quiz.draft import EASY, HARD, clear_advice, difficulty
from ave_cli.quiz.material import OF_ROUND, WITHOUT_STORY, ModelBundle, QuestionKind, QuizQuestion
from ave_cli.quiz.selection import choose_questions
from ave_cli.storage import library

pytestmark = [pytest.mark.long, pytest.mark.content]

PROFILES = library.index().ids()
LEVELS = range(EASY, HARD + 1)
COUNT = 10
HANDFUL = 9
"""From so many questions of a kind on, a model has every level of it."""
ROUNDS, MOST_OF_TEN = 40, 3
COUNTED = (QuestionKind.PHASE, QuestionKind.CHANGE, QuestionKind.ROLE)
"""Kinds of which the answers are phases or holders."""
of_model = pytest.mark.parametrize("name", PROFILES)
of_level = pytest.mark.parametrize("level", LEVELS)


@functools.cache
def bundle(name: str) -> ModelBundle:
    cases = library.load_cases(name).cases
    return ModelBundle(ruleset=library.load(name), register=library.load_statements(name), cases=cases)


def drawn(
    name: str, kinds: tuple[QuestionKind, ...], seed: str, *, level: int | None = None, count: int = COUNT
) -> tuple[QuizQuestion, ...]:
    others = [bundle(one) for one in PROFILES if one != name]
    return choose_questions(
        bundle(name),
        others,
        library.load_stories,
        news=library.load_news(),
        kinds=kinds,
        level=level,
        seed=seed,
        count=count,
    )


@of_level
@of_model
def test_a_round_of_one_level_is_full(name: str, level: int) -> None:
    for seed in ("a", "b"):
        found = drawn(name, OF_ROUND, seed, level=level)
        assert [one.level for one in found] == [level] * COUNT
        assert len({one.kind for one in found}) >= 4


@pytest.mark.parametrize("kind", OF_ROUND, ids=lambda kind: kind.value)
@of_model
def test_a_kind_has_every_level_where_the_model_has_more_than_a_handful(name: str, kind: QuestionKind) -> None:
    levels = {level: len(drawn(name, (kind,), "a", level=level)) for level in LEVELS}
    if sum(levels.values()) >= HANDFUL:
        assert all(levels.values()), levels


@of_model
def test_in_the_hardest_households_of_a_phase_more_plays_than_in_the_easiest(name: str) -> None:
    own, points = bundle(name), defaultdict[tuple[str, int], list[int]](list)
    for level in (EASY, HARD):
        for one in drawn(name, (QuestionKind.PHASE,), "a", level=level):
            points[one.right.text, level].append(difficulty(own, own.placed(Answers(given=one.answers))))
    both = [right for right, level in points if level == HARD and (right, EASY) in points]
    assert both
    for right in both:
        assert mean(points[right, HARD]) > mean(points[right, EASY]), right


@of_model
def test_what_is_offered_is_right_sometimes_and_nothing_too_often(name: str) -> None:
    offered: dict[QuestionKind, set[str]] = defaultdict(set)
    right: dict[QuestionKind, set[str]] = defaultdict(set)
    for turn in range(ROUNDS):
        found = drawn(name, OF_ROUND, f"{name} {turn}")
        answers = Counter(one.right.text for one in found if one.kind in COUNTED)
        assert max(answers.values(), default=0) <= MOST_OF_TEN, (turn, answers)
        pairs = [(one.text, one.right.text) for one in found if one.kind is not QuestionKind.PHASE]
        assert len(set(pairs)) == len(pairs), turn
        for one in found:
            offered[one.kind].update(option.text for option in one.options)
            right[one.kind].add(one.right.text)
    for kind in (QuestionKind.PHASE, QuestionKind.CHANGE):
        assert offered[kind] == right[kind], kind


@of_model
def test_one_case_is_asked_all_that_is_sure_about_it(name: str) -> None:
    """Also where nothing else is known to be right: the options are then what the model has."""
    kinds = tuple(kind for kind in OF_ROUND if kind not in WITHOUT_STORY)
    asked = 0
    for case in bundle(name).cases:
        own = ModelBundle(ruleset=bundle(name).ruleset, register=bundle(name).register, cases=(case,))
        others = [bundle(one) for one in PROFILES if one != name]
        found = choose_questions(own, others, None, news=library.load_news(), kinds=kinds, seed="a", count=COUNT)
        assert {one.case for one in found} <= {case.id}
        assert len({(one.id, one.text, one.right.text) for one in found}) == len(found)
        ((answers, _),) = [read_answers(own.ruleset, case.answers, case.current_phase)]
        house = own.placed(answers, case.current_phase or NO_PHASE)
        if clear_advice(own, house) is not None and not own.reading(house).contradictory:
            assert QuestionKind.PHASE in {one.kind for one in found}, case.id
            asked += 1
    assert asked >= HANDFUL
