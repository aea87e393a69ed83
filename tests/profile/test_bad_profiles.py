"""Every mistake in a profile is named: where it stands, what is wrong, and what was probably meant.

Each file in `bad_profiles` is put over the tiny profile (see `conftest.py`) and holds one mistake. Its first lines say
what must come out, all of it and nothing else: `# expect: LINE`. `# without: KEY` leaves a key of the tiny profile out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ave_cli.errors import ExitCode, InvalidInput
from ave_cli.storage import library
from ave_cli.text import problems as problems_text

FILES = sorted((Path(__file__).parent / "bad_profiles").glob("*.toml"))


def heading(text: str, word: str) -> tuple[str, ...]:
    """What the leading comment says behind this word, one for each line."""
    return tuple(line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"# {word}: "))


def expected(path: Path) -> tuple[str, ...]:
    return heading(path.read_text(encoding="utf-8"), "expect")


def test_there_are_bad_profiles_and_each_says_what_it_expects() -> None:
    assert len(FILES) > 50
    assert [path.name for path in FILES if not expected(path)] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_a_bad_profile_gives_exactly_its_problems(
    path: Path, profile_over: Callable[..., dict[str, object]], complaints: Callable[..., tuple[str, ...]]
) -> None:
    text = path.read_text(encoding="utf-8")
    found = complaints(profile_over(text, without=heading(text, "without")))
    assert Counter(found) == Counter(expected(path))


def test_the_profile_that_they_are_put_over_has_no_problem(
    profile_over: Callable[..., dict[str, object]], complaints: Callable[..., tuple[str, ...]]
) -> None:
    assert complaints(profile_over()) == ()


@pytest.mark.parametrize("name", ["five-loose-ends", "five-misshapes"])
def test_all_problems_are_listed_at_once_with_the_name_of_the_file(
    name: str, profile_over: Callable[..., dict[str, object]], shipped: Callable[..., str], tmp_path: Path
) -> None:
    path = next(path for path in FILES if path.stem == name)
    ident = shipped(profile_over(path.read_text(encoding="utf-8")))
    with pytest.raises(InvalidInput) as caught:
        library.load(ident)
    assert len(caught.value.problems) == 5
    assert {re.sub(r"^Regel \d+: ", "", line) for line in caught.value.problems} == set(expected(path))
    assert str(tmp_path / ident / "profile.toml") in caught.value.message
    assert caught.value.code is ExitCode.INVALID_INPUT


def test_a_file_of_another_kind_is_refused_before_its_content(
    profile_over: Callable[..., dict[str, object]], shipped: Callable[..., str]
) -> None:
    ident = shipped(profile_over('kind = "note"\nphases = 3'))
    with pytest.raises(InvalidInput) as caught:
        library.load(ident)
    assert caught.value.problems == ("dit bestand is van de soort 'note', niet van de soort 'profile'",)


@pytest.mark.parametrize("sentence", sorted({*problems_text.SHAPES.values()}))
def test_every_sentence_about_a_shape_has_a_bad_profile(sentence: str) -> None:
    lines = [line for path in FILES for line in expected(path)]
    assert any(sentence in line for line in lines)
