"""Somebody who reads no story and saw other rounds is no better than chance: options give nothing away.

The guesser sees of each option only its length, its place by length, the heaviest phase that it names, and its letter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from ave_cli.quiz.material import QuestionKind, QuizQuestion
from ave_cli.quiz.selection import ModelBundle, choose_questions
from ave_cli.storage import library

pytestmark = [pytest.mark.long, pytest.mark.content]

ROUNDS, COUNT = 24, 10
HELD = (QuestionKind.PHASE, QuestionKind.STEP, QuestionKind.COMPARE)
MOST = 0.08
Seen = tuple[str, int, int]


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


def test_a_guesser_that_reads_no_story_is_hardly_better_than_chance() -> None:
    bundles = {name: bundle(name) for name in library.index().ids()}
    stories = library.load_stories()
    right, wrong = Counter[tuple[QuestionKind, Seen]](), Counter[tuple[QuestionKind, Seen]]()
    later: list[tuple[QuizQuestion, list[tuple[Seen, ...]]]] = []
    for name, own in bundles.items():
        labels = [phase.label for phase in own.ruleset.profile.phases]
        others = [one for other, one in bundles.items() if other != name]
        for turn in range(ROUNDS):
            for one in choose_questions(own, others, stories, seed=f"{name} {turn}", count=COUNT):
                features = list(seen(one, labels))
                if turn % 2:
                    later.append((one, features))
                    continue
                for option, each in zip(one.options, features, strict=True):
                    (right if option.right else wrong).update((one.kind, feature) for feature in each)
    hits, asked = Counter[QuestionKind](), Counter[QuestionKind]()
    chance = dict.fromkeys(QuestionKind, 0.0)
    for one, features in later:
        scores = [
            sum(math.log((right[one.kind, part] + 1) / (wrong[one.kind, part] + 3)) for part in each)
            for each in features
        ]
        asked[one.kind] += 1
        chance[one.kind] += 1 / len(scores)
        hits[one.kind] += one.options[scores.index(max(scores))].right
    for kind in HELD:
        above = (hits[kind] - chance[kind]) / asked[kind]
        luck = 2 * math.sqrt(0.25 * 0.75 / asked[kind])
        assert above <= MOST + luck, (kind.value, above, asked[kind])
