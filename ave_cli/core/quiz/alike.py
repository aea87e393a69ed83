"""Can two names be the same person or body, so that they never stand beside each other as right and wrong?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_CONNECTIVES = 3
"""Words of at most so many small letters, such as 'van' and 'de', do not tell names apart."""
_STEM = 6
"""From so many equal letters on, two words are forms of one word."""


def alike(one: str, other: str) -> bool:
    """Whether the telling words of one name are among those of the other, or are its first letters."""
    first, second = _words(one), _words(other)
    return _within(first, second) or _within(second, first) or _shortened(one, other) or _shortened(other, one)


def any_alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether some name of the first can be one of the second."""
    row = tuple(others)
    return any(alike(one, other) for one in names for other in row)


def overlap(one: str, other: str) -> float:
    """Which part of the telling words of two sentences they share, from 0 to 1."""
    first, second = set(_words(one)), set(_words(other))
    return len(first & second) / max(1, min(len(first), len(second)))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text) if len(word) > _CONNECTIVES or word.isupper())


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(any(_same(word, each) for each in other) for word in one)


def _same(one: str, other: str) -> bool:
    size = min(len(one), len(other))
    return one == other or (size >= _STEM and one[:size] == other[:size])


def _shortened(one: str, other: str) -> bool:
    """Whether a word of capitals in one can be read as the first letters of words in the other, in their order."""
    letters = [word[0].lower() for word in _WORD.findall(other) if not word.isupper()]
    shorts = [word.lower() for word in _WORD.findall(one) if len(word) > 1 and word.isupper()]
    return any(_subsequence(short, letters) for short in shorts)


def _subsequence(short: str, letters: list[str]) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in short)
