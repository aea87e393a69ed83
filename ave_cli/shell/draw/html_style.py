"""Which style sheet does a page carry?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Template


def sheet(turn: str, *, margin: str, size: float, blocks_under: str, stamp: str, tight: bool) -> str:
    """The style sheet of a page.

    Args:
        turn: portrait or landscape.
        margin: white around a printed sheet, as style sheets write it.
        size: of the letters on paper, in points.
        blocks_under: width of a screen under which tables become blocks.
        stamp: what stands under each printed sheet; any text.
        tight: the page is to stay on one sheet.
    """
    values = {"turn": turn, "margin": margin, "size": size, "stamp": quoted(stamp), "blocks_under": blocks_under}
    wanted = ("screen", "blocks", "print", *(["tight"] if tight else []))
    return Template("".join(_parts()[one] for one in wanted)).substitute(values)


@cache
def _parts() -> dict[str, str]:
    """The parts of the style sheet by name."""
    _, *found = re.split(r"/\* == (\w+) == \*/", Path(__file__).with_name("page.css").read_text("utf-8"))
    return dict(zip(found[::2], found[1::2], strict=True))


def quoted(text: str) -> str:
    """Any text as a string of a style sheet: every sign but letters and digits by its number."""
    return '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text) + '"'
