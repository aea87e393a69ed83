"""How hard is a question: how far is the household from a boundary?

Where a question is about a phase, 3 means that one other answer could already make it heavier, 2 that two could, 1
that neither can. The kinds without such a boundary count something else that makes them hard; see each function.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ave_cli.core.quiz.material import Material
from ave_cli.engine.classification import classify
from ave_cli.profile.conditions import compares
from ave_cli.profile.facts import Answers, Fact, FactKind, Gap, Value

HARD, MIDDLE, EASY = 3, 2, 1
Change = tuple[str, Value]
"""A fact and another answer to it."""


def changes(own: Material, answers: Answers) -> tuple[Change, ...]:
    """Every single other answer to a fact that is known here and that the phase can depend on."""
    return tuple(
        (fact, other)
        for fact in own.deciding
        if not isinstance(value := answers.value(fact), Gap)
        for other in _others(own.model.facts[fact], value)
    )


def _others(fact: Fact, value: Value) -> Iterator[Value]:
    match fact.kind:
        case FactKind.YES_NO:
            yield not value
        case FactKind.CHOICE:
            yield from (one for one in fact.options if one != value)
        case FactKind.CHOICES if isinstance(value, tuple):
            for one in fact.options:
                chosen = {*value} ^ {one}
                yield tuple(each for each in fact.options if each in chosen)
        case _:
            return


def of_phase(own: Material, answers: Answers) -> int:
    """3 when one other answer can make the phase heavier, 2 when two together can, else 1.

    Towards a lighter phase it is nearly always one answer, as each ground is needed: that makes nothing harder. Only
    in the heaviest phase, where nothing is heavier, it is what counts.
    """
    before = classify(own.model, own.model.read(answers))
    heaviest = before.at_most == len(own.model.profile.phases) - 1

    def crosses(*made: Change) -> bool:
        after = classify(own.model, own.model.read(answers.extended(dict(made))))
        return after != before if heaviest else after.at_most > before.at_most

    single = different(own, answers)
    if any(crosses(one) for one in single):
        return HARD
    pairs = ((one, other) for one, other in combinations(single, 2) if one[0] != other[0])
    return MIDDLE if any(crosses(*pair) for pair in pairs) else EASY


def different(own: Material, answers: Answers) -> tuple[Change, ...]:
    """The changes of which a criterion can see something, one of those that are the same to all criteria."""
    found: dict[tuple[str, tuple[bool, ...]], Change] = {}
    for fact, value in changes(own, answers):
        now, seen = answers.value(fact), tuple(compares(leaf, value) for leaf in own.deciding[fact])
        if not isinstance(now, Gap) and seen != tuple(compares(leaf, now) for leaf in own.deciding[fact]):
            found.setdefault((fact, seen), (fact, value))
    return tuple(found.values())


def of_number(count: int) -> int:
    """3 for one or none, 2 for two, else 1: of conditions that are missing, or of answers that would do."""
    return max(EASY, HARD + 1 - max(1, count))


def of_distance(ranks: int) -> int:
    """3 for one phase away or none, 2 for two, else 1: from where a wrong option would be right."""
    return max(EASY, HARD + 1 - max(1, ranks))
