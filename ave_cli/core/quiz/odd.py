"""Which two answers do not go well together, because hardly any writer of a case put them together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ave_cli.core.quiz.material import Material, Odd, Pair
from ave_cli.core.quiz.satisfy import kind_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.profile.facts import FactKind, Gap, Value

_OFTEN = 8
"""From how many written households on it says something that two answers never stand together."""
_EXPECTED = 10
"""From how many expected households on it says something that two answers seldom stand together."""
_SELDOM = 0.4
"""The part of what was expected, below which it is seldom."""


def pairs_of(answers: Mapping[str, Value | Gap]) -> Iterator[Pair]:
    """Every two answers of a household, the facts in the order of the alphabet."""
    known = [(fact, kind_of(value)) for fact, value in sorted(answers.items()) if not isinstance(value, Gap)]
    yield from ((*one, *other) for one, other in combinations(known, 2))


def odd_pairs(materials: Iterable[Material]) -> Odd:
    """Pairs of answers that never or seldom stand together, though their facts do in many written households.

    What no writer ever put together, such as refusing all help and keeping every appointment, is not plausible.
    """
    seen: Counter[Pair] = Counter()
    options: dict[str, tuple[Value, ...]] = {}
    for material in materials:
        options |= {fact.id: _values(fact.kind, fact.options) for fact in material.model.facts.values()}
        for case in material.cases:
            seen.update(pairs_of(read_answers(material.model, case.answers, case.current_phase)[0].given))
    facts: dict[tuple[str, str], dict[tuple[Value | Gap, Value | Gap], int]] = {}
    for (one, value, other, second), count in seen.items():
        facts.setdefault((one, other), {})[(value, second)] = count
    return frozenset(
        (one, value, other, second)
        for (one, other), counts in facts.items()
        for value in options[one]
        for second in options[other]
        if _odd(counts, value, second)
    )


def _values(kind: FactKind, options: tuple[str, ...]) -> tuple[Value, ...]:
    match kind:
        case FactKind.YES_NO | FactKind.CHOICES:
            return (True, False)
        case FactKind.CHOICE:
            return options
        case FactKind.PHASE:
            return ()


def _odd(counts: Mapping[tuple[Value | Gap, Value | Gap], int], value: Value, second: Value) -> bool:
    every, found = sum(counts.values()), counts.get((value, second), 0)
    first = sum(count for (one, _), count in counts.items() if one == value)
    other = sum(count for (_, one), count in counts.items() if one == second)
    expected = first * other / every
    return (found == 0 and every >= _OFTEN) or (expected >= _EXPECTED and found < _SELDOM * expected)
