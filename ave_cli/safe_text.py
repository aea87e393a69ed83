"""Text made harmless for a terminal."""

from __future__ import annotations

import unicodedata

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

"""Marks that change the direction of text: they can make a line read otherwise than it is."""

_JOINERS = frozenset("\u200c\u200d\u00ad")

_BREAKS = frozenset("\r\u2028\u2029\x85\x0b\x0c")

_SHOWN_AS = "\ufffd"


def printable(text: str, limit: int = 10_000) -> str:
    """The same text without anything that steers a terminal; what was taken out is seen as a replacement mark.

    Line feeds stay, a tab becomes four spaces, other line breaks become a space. Longer text than `limit`
    characters is cut.
    """
    return "".join(_safe(one) for one in unicodedata.normalize("NFC", text[:limit]))


def one_line(text: str, limit: int = 1_000) -> str:
    """Printable, with line feeds turned into spaces: for a place where text may not take a line of its own."""
    return " ".join(printable(text, limit).split())


def _safe(one: str) -> str:
    if one == "\n":
        return one
    if one == "\t":
        return "    "
    if one in _BREAKS:
        return " "
    category = unicodedata.category(one)
    hidden = category == "Cf" and one not in _JOINERS
    if category in ("Cc", "Cs", "Co", "Cn") or one in _DIRECTION or hidden:
        return _SHOWN_AS
    return one
