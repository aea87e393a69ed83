"""Which named things does a person mean who types a few words?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ave_cli.profile.records import record

_LONG = 4
"""Letters; in a shorter word every other word would be one typing error away."""
_WHOLE, _WORD, _START, _TYPO, _MENTION = 16, 8, 5, 3, 1
"""How much a word counts: it is a whole name, a word of one, the start of such a word, nearly so, or in the text."""


@record
class Item:
    """Something that can be found: what it is called, and what else is said of it."""

    names: tuple[str, ...]
    text: str = ""


def folded(text: str) -> str:
    """Text without case, accents and signs, so that what differs only in these is equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", letters))


@lru_cache(maxsize=16_384)
def squeezed(text: str) -> str:
    """Folded text without its spaces: AVE3 is AVE 3."""
    return folded(text).replace(" ", "")


def one_error(one: str, other: str) -> bool:
    """Whether two words are the same but for one typing error: a letter too many, too few, another, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, left = one[start:], other[start:]
    return (
        rest[1:] == left[1:]
        or rest[1:] == left
        or rest == left[1:]
        or (rest[:2] == left[1::-1] and len(left) > 1 and rest[2:] == left[2:])
    )


def ranked(query: str, items: Sequence[Item]) -> tuple[int, ...]:
    """The places of the items that mention every word of the query, the best first; an empty query finds nothing."""
    words = folded(query).split()
    if not words:
        return ()
    found = []
    for place, item in enumerate(items):
        score = _score(words, squeezed(query), item)
        if score:
            found.append((-score, place))
    return tuple(place for _, place in sorted(found))


def _score(words: Sequence[str], whole: str, item: Item) -> int:
    named = [word for name in item.names for word in folded(name).split()]
    told = set(folded(item.text).split())
    scores = [_of_word(word, named, told) for word in words]
    if not all(scores):
        return 0
    return sum(scores) + _WHOLE * (whole in map(squeezed, item.names))


def _of_word(word: str, named: Sequence[str], told: set[str]) -> int:
    if word in named:
        return _WORD
    long = len(word) >= _LONG
    if long and any(one.startswith(word) for one in named):
        return _START
    if long and any(one_error(word, one) for one in named if len(one) >= _LONG):
        return _TYPO
    in_text = word in told or (long and any(one.startswith(word) or one_error(word, one) for one in told))
    return _MENTION if in_text else 0


def nearest(query: str, items: Sequence[Item], count: int = 3) -> tuple[int, ...]:
    """The places of the items of which a name looks most like the query, the best first."""
    wanted = squeezed(query)
    scores = [(-max(_likeness(wanted, squeezed(name)) for name in one.names), at) for at, one in enumerate(items)]
    return tuple(place for _, place in sorted(scores)[:count])


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
