"""The laws of three-valued logic, over every value there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations, product

import pytest

from ave_cli.profile.conditions import Truth, all_of, any_of, negate

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
PAIRS = list(product(Truth, repeat=2))
TRIPLES = list(product(Truth, repeat=3))

AND = {
    (YES, YES): YES,
    (YES, NO): NO,
    (YES, UNKNOWN): UNKNOWN,
    (NO, YES): NO,
    (NO, NO): NO,
    (NO, UNKNOWN): NO,
    (UNKNOWN, YES): UNKNOWN,
    (UNKNOWN, NO): NO,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
OR = {
    (YES, YES): YES,
    (YES, NO): YES,
    (YES, UNKNOWN): YES,
    (NO, YES): YES,
    (NO, NO): NO,
    (NO, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): YES,
    (UNKNOWN, NO): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}


@pytest.mark.parametrize(("value", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_yes_and_no_change_places_and_unknown_stays_unknown(value: Truth, opposite: Truth) -> None:
    assert negate(value) is opposite


@pytest.mark.parametrize("pair", PAIRS)
def test_all_of_two_is_the_table_of_and(pair: tuple[Truth, Truth]) -> None:
    assert all_of(pair) is AND[pair]


@pytest.mark.parametrize("pair", PAIRS)
def test_any_of_two_is_the_table_of_or(pair: tuple[Truth, Truth]) -> None:
    assert any_of(pair) is OR[pair]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_opposite_of_all_is_any_of_the_opposites(pair: tuple[Truth, Truth]) -> None:
    assert negate(all_of(pair)) is any_of(map(negate, pair))


@pytest.mark.parametrize("pair", PAIRS)
def test_the_opposite_of_any_is_all_of_the_opposites(pair: tuple[Truth, Truth]) -> None:
    assert negate(any_of(pair)) is all_of(map(negate, pair))


@pytest.mark.parametrize("join", [all_of, any_of])
@pytest.mark.parametrize("triple", TRIPLES)
def test_order_and_grouping_are_no_matter(
    join: Callable[[Iterable[Truth]], Truth], triple: tuple[Truth, Truth, Truth]
) -> None:
    one, two, three = triple
    assert {join(order) for order in permutations(triple)} == {join([join([one, two]), three])}


def test_nothing_at_all_is_all_true_and_none_true() -> None:
    assert all_of(()) is YES
    assert any_of(()) is NO


@pytest.mark.parametrize("join", [all_of, any_of])
@pytest.mark.parametrize("pair", PAIRS)
def test_what_becomes_known_never_overturns_what_was_decided(
    join: Callable[[Iterable[Truth]], Truth], pair: tuple[Truth, Truth]
) -> None:
    before = join(pair)
    known = [[one] if one is not UNKNOWN else [YES, NO] for one in pair]
    after = {join(later) for later in product(*known)}
    assert after == {before} if before is not UNKNOWN else UNKNOWN not in after


def test_the_names_are_those_of_the_result_for_programs() -> None:
    assert {one.value for one in Truth} == {"met", "not_met", "unknown"}
