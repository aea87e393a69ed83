"""How is something picked so that it looks like chance and is the same every time?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def number(*parts: str) -> int:
    """A large number that depends on these texts alone."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")


def shuffled(items: Iterable[_T], key: Callable[[_T], str], *parts: str) -> list[_T]:
    """The items in an order that only the texts decide: one more item does not move the others."""
    return sorted(items, key=lambda one: (number(*parts, key(one)), key(one)))


class Stream:
    """A row of picks that belongs to a name: the same name, the same picks."""

    def __init__(self, *parts: str) -> None:
        self._name = "\x1f".join(parts)
        self._count = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to the limit, the limit left out."""
        self._count += 1
        return number(self._name, str(self._count)) % limit

    def pick(self, items: Sequence[_T]) -> _T:
        """One of the items; there must be one."""
        return items[self.below(len(items))]

    def order(self, items: Iterable[_T]) -> list[_T]:
        """The items in another order."""
        row = list(items)
        for place in range(len(row) - 1, 0, -1):
            other = self.below(place + 1)
            row[place], row[other] = row[other], row[place]
        return row
