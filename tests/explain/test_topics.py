"""Finding: what is meant by a few words, whatever the case, the accents and one typing error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.explain.questions import Speech, fold, one_error, squeeze, stem
from ave_cli.explain.topics import Item, TopicIndex

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


SPEECH = Speech([("kinderen", "kind", "jeugd"), ("veilig thuis", "VT"), ("AVE 3", "fase 3")])
ITEMS = (
    Item(names=("Sociaal Team",), text="Pakt problemen op school op."),
    Item(names=("school",), text="Een plek om te leren."),
    Item(names=("Schoolverzuim",), text="Niet komen."),
    Item(names=("Team School",), text="Voor ieder kind."),
    Item(names=("Coördinator",), text="Brengt mensen samen, en belt Veilig Thuis."),
)
INDEX = TopicIndex(SPEECH, ITEMS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("school", [1, 3, 0, 2]),
        ("SCHOLEN", [1, 3, 0, 2]),
        ("teams", [0, 3]),
        ("coordinator", [4]),
        ("jeugd", [3]),
        ("minderjarigen", []),
        ("VT", [4]),
        ("school team", [3, 0]),
        ("  ?! ", []),
    ],
)
def test_what_is_found_and_in_which_order(text: str, found: list[int]) -> None:
    assert [hit.place for hit in INDEX.rank(SPEECH.words(text))] == found


@pytest.mark.parametrize(
    ("word", "meant"),
    [("coordinatot", "coordinator"), ("schoolverzuin", "schoolverzuim"), ("kat", None), ("zeppelin", None)],
)
def test_only_what_a_person_would_see_is_taken_for_a_typing_error(word: str, meant: str | None) -> None:
    assert INDEX.nearest(stem(word)) == (stem(meant) if meant else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("burgemeesters", "burgemeester"), ("taken", "taak"), ("huizen", "huis"), ("overleggen", "overleg")],
)
def test_one_and_more_of_a_thing_are_the_same_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("of", "oov"), ("com", "komen"), ("so", "zo")])
def test_a_short_word_has_no_ending(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(WORDS)
def test_a_word_that_counts_as_another_is_read_again_as_that(text: str) -> None:
    assert SPEECH.words(" ".join(SPEECH.words("kind VT fase 3"))) == SPEECH.words("kind VT fase 3")
    assert SPEECH.words(text) == SPEECH.words(text.upper())
