"""Finding: what is meant by a few words, whatever the case, the accents and one typing error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.explain.topics import Item, fold, nearest_names, one_error, rank_matches, squeeze

WORDS = st.text(alphabet="abcdeéĳ", min_size=1, max_size=8)


def distance(one: str, other: str) -> int:
    """The optimal string alignment distance, the slow way."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        best = min(best, distance(one[2:], other[2:]) + 1)
    return best


@given(st.text(alphabet="abc", max_size=5), st.text(alphabet="abc", max_size=5))
def test_one_error_is_a_distance_of_at_most_one(one: str, other: str) -> None:
    assert one_error(one, other) == (distance(one, other) <= 1)


@given(WORDS)
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(text.upper())
    assert " " not in squeeze(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("AVE3", "ave 3"), ("Coördinatie", "coordinatie"), ("zorg- en veiligheid", "Zorg en Veiligheid")],
)
def test_case_accents_spaces_and_signs_make_no_difference(one: str, other: str) -> None:
    assert squeeze(one) == squeeze(other)


ITEMS = (
    Item(names=("Sociaal Team",), text="Pakt problemen op school op."),
    Item(names=("school",), text="Een plek om te leren."),
    Item(names=("Schoolverzuim",), text="Niet komen."),
    Item(names=("Team School",), text=""),
    Item(names=("Coördinator",), text="Brengt mensen samen."),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("school", (1, 3, 2, 0)),
        ("SCHOOL", (1, 3, 2, 0)),
        ("schol", (1, 3, 0)),
        ("coordinator", (4,)),
        ("cordinator", (4,)),
        ("school team", (3, 0)),
        ("school mars", ()),
        ("  ?! ", ()),
        ("op", (0,)),
    ],
)
def test_what_is_found_and_in_which_order(query: str, found: tuple[int, ...]) -> None:
    assert rank_matches(query, ITEMS) == found


def test_a_short_word_is_never_one_typing_error_away() -> None:
    assert rank_matches("ob", ITEMS) == ()


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_every_thing_is_found_by_its_own_name(names: list[str], data: st.DataObject) -> None:
    items = [Item(names=(name,)) for name in names]
    place = data.draw(st.integers(0, len(names) - 1))
    found = rank_matches(names[place], items)
    assert place in found
    assert squeeze(names[found[0]]) == squeeze(names[place])


def test_the_nearest_are_at_most_three_and_the_best_first() -> None:
    assert nearest_names("scholl", ITEMS)[0] == 1
    assert len(nearest_names("x", ITEMS)) == 3
    assert nearest_names("x", ITEMS[:2]) == (0, 1)
