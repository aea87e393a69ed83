"""How does a sentence of a model fit into a sentence of the quiz, and can it stand alone?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ACRONYM = 2


def inside(text: str) -> str:
    """A sentence as a part of another: without its capital and its full stop; a name of capitals stays."""
    text = text.strip().rstrip(".")
    if not text or text[:_ACRONYM].isupper() or any(one.isupper() for one in text.split()[0][1:]):
        return text
    return text[0].lower() + text[1:]


def sentence(text: str) -> str:
    text = text.strip()
    return ended(f"{text[0].upper()}{text[1:]}") if text else ""


def ended(text: str) -> str:
    """A text with one full stop behind it."""
    text = text.strip()
    return text if text.endswith(("?", "!")) else f"{text.rstrip('.')}."


def listed(texts: Iterable[str]) -> str:
    """Sentences as a list within a sentence."""
    *first, last = [inside(one) for one in texts]
    return f"{'; '.join(first)}; en {last}" if first else last


MOST_ANSWERS = 4


def answers(texts: Sequence[str]) -> str:
    """Answers in a row; where there are many, the first and how many more."""
    more = len(texts) - MOST_ANSWERS
    row = "; ".join(texts[:MOST_ANSWERS])
    return f"{row}; en nog {more}" if more > 0 else row


_OPENS_BACK = (
    *("dat", "die", "dit", "deze", "dan", "daar", "daarna", "hij", "zij", "ook", "na", "eerst", "eerste", "gewoonlijk"),
    *("in dat", "in die", "een van de", "bij het", "met advies"),
)
"""How a sentence starts that needs the one before it."""
_DOCUMENT = ("schema", "toelichting", "tabel", "handboek", "passage", "dia ", "situaties", "staat er niet")
"""Words for the document itself, which nobody has before him."""
_THEN = re.compile(r"[^rs,] dan |\b(?:dat besluit|weer over)\b")
"""A reference to what went before; 'meer dan' and 'als ..., dan' are none."""


def stands_alone(text: str) -> bool:
    """Whether a sentence can be understood without the one before it and without the document."""
    low = text.lower()
    opens = any(low.startswith(f"{one} ") for one in _OPENS_BACK)
    return not (opens or _THEN.search(low) or any(one in low for one in (*_DOCUMENT, ":", ";")))


def about_source(text: str) -> bool:
    """Whether a sentence speaks of the document itself, which nobody has before him."""
    return any(one in text.lower() for one in (*_DOCUMENT, "document", "hoofdstuk", "het model kiest", "dit model"))


def is_name(text: str) -> bool:
    """Whether a holder or an actor is just named, without a remark about the source."""
    return not any(one in text for one in (":", "(", ";", "/"))
