"""Somebody who reads no story and saw other rounds is no better than chance: options give nothing away.

The guesser sees of each option only its length, its place by length, the heaviest phase that it names, and its letter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from ave_cli.quiz.material import ModelBundle, QuestionKind, QuizQuestion
from ave_cli.quiz.selection import choose_questions
from ave_cli.storage import library

pytestmark = [pytest.mark.long, pytest.mark.content]

Kinds = tuple[QuestionKind, ...]
COUNT = 10
HELD = (QuestionKind.CHANGE, QuestionKind.DOWN, QuestionKind.COMPARE, QuestionKind.STEP, QuestionKind.PHASE)
ALONE = tuple((kind,) for kind in HELD)
ROUNDS: dict[Kinds, int] = {HELD: 45, **dict.fromkeys(ALONE, 24)}
"""Rounds per model of these kinds together, and of each by itself."""
MOST, ERROR = 0.08, 0.03
"""How much better than chance it may be, and what the standard error of that may be at most."""
Seen = tuple[str, int, int]
Row = tuple[QuizQuestion, list[tuple[Seen, ...]]]


def bundle(name: str) -> ModelBundle:
    cases = library.load_cases(name).cases
    return ModelBundle(ruleset=library.load(name), register=library.load_statements(name), cases=cases)


def seen(question: QuizQuestion, labels: list[str]) -> Iterator[tuple[Seen, ...]]:
    """Of each option what the guesser sees of it."""
    sizes = [len(option.text) for option in question.options]
    by_size = sorted(range(len(sizes)), key=lambda place: (sizes[place], place))
    named = [
        max((rank for rank, label in enumerate(labels) if re.search(rf"{re.escape(label)}\b", option.text)), default=-1)
        for option in question.options
    ]
    for place, size in enumerate(sizes):
        yield (
            ("length", size // 6, 0),
            ("rank", by_size.index(place), len(sizes)),
            ("phase", sorted(set(named)).index(named[place]) if named[place] >= 0 else -1, len(set(named))),
            ("letter", place, len(sizes)),
        )


def rounds_of(name: str, bundles: dict[str, ModelBundle], kinds: Kinds) -> Iterator[list[Row]]:
    """What was asked in each of a number of rounds, with what can be seen of the options."""
    own = bundles[name]
    labels = [phase.label for phase in own.ruleset.profile.phases]
    others = [one for other, one in bundles.items() if other != name]
    for turn in range(ROUNDS[kinds]):
        found = choose_questions(
            own,
            others,
            library.load_stories,
            news=library.load_news(),
            kinds=kinds,
            seed=f"{name} {turn}",
            count=COUNT,
        )
        yield [(one, list(seen(one, labels))) for one in found]


def above_chance(trained: list[Row], asked: list[Row]) -> tuple[float, int]:
    """By how much the guesser is better than chance, and on how many questions that was tried."""
    right, wrong = Counter[Seen](), Counter[Seen]()
    for one, features in trained:
        for option, each in zip(one.options, features, strict=True):
            (right if option.right else wrong).update(each)
    gained = 0.0
    for one, features in asked:
        scores = [sum(math.log((right[part] + 1) / (wrong[part] + 3)) for part in each) for each in features]
        gained += one.options[scores.index(max(scores))].right - 1 / len(scores)
    return gained / max(1, len(asked)), len(asked)


@pytest.mark.parametrize("kinds", ROUNDS, ids=lambda kinds: "-".join(kind.value for kind in kinds))
def test_a_guesser_that_reads_no_story_is_hardly_better_than_chance(kinds: Kinds) -> None:
    """Trained on the odd rounds and tried on the even ones, and the other way round."""
    bundles = {name: bundle(name) for name in library.index().ids()}
    halves: tuple[list[Row], list[Row]] = ([], [])
    for name in bundles:
        for turn, rows in enumerate(rounds_of(name, bundles, kinds)):
            halves[turn % 2].extend(rows)
    for kind in kinds:
        first, second = ([row for row in half if row[0].kind is kind] for half in halves)
        tries = [above_chance(first, second), above_chance(second, first)]
        count = sum(number for _, number in tries)
        above = sum(share * number for share, number in tries) / count
        luck = math.sqrt(0.25 * 0.75 / count)
        assert luck <= ERROR, (kind.value, count)
        assert above <= MOST, f"{kind.value}: {above:+.3f} (error {luck:.3f}, {count} questions)"
