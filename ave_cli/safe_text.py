"""Text made harmless: for a terminal and to fit on it, and for a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

"""Marks that change the direction of text: they can make a line read otherwise than it is."""

_JOINERS = frozenset("\u200c\u200d\u00ad")

_PLAIN_WORD = r"[\w.,:/\\@+=~-]+"

_BREAKS = frozenset("\r\u2028\u2029\x85\x0b\x0c")

_SHOWN_AS = "\ufffd"

HANGING = 3
"""Columns of the mark of an entry in a list, with the blank behind it."""
NARROWEST = 16
"""Columns that a line has at least; on a smaller screen the terminal breaks it."""


def typed_number(text: str, most: int) -> int | None:
    """The whole number that was typed; None for other text, and for more than the most, with however many digits."""
    digits = re.sub(r"^0+(?=.)", "", text)
    fits = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most)) and int(digits) <= most
    return int(digits) if fits else None


def printable(text: str, limit: int = 10_000) -> str:
    """The same text without anything that steers a terminal; what was taken out is seen as a replacement mark.

    Line feeds stay, a tab becomes four spaces, other line breaks become a space. Longer text than `limit`
    characters is cut.
    """
    whole = unicodedata.normalize("NFC", text[:limit])
    return whole if whole.isprintable() else "".join(map(_safe, whole))


def one_line(text: str, limit: int = 1_000) -> str:
    """Printable, with line feeds turned into spaces: for a place where text may not take a line of its own."""
    return " ".join(printable(text, limit).split())


def command_line(*words: str) -> str:
    """A command line as it is typed; quoted as cmd, PowerShell and sh all take it."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if re.fullmatch(_PLAIN_WORD, word):
        return word
    if any(one in word for one in "$`!"):
        return "'" + word.replace("'", "") + "'"  # sh would read these between double quotes
    # a backslash before the last quote would take it along on Windows
    return '"' + word.replace('"', "").rstrip("\\") + '"'


_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as something to work out."""


def spreadsheet_line(cells: Iterable[str]) -> str:
    """A line of a table for a spreadsheet, which shows each cell and runs none."""
    quoted = (one_line(cell).replace('"', '""') for cell in cells)
    return ";".join(f'"\'{cell}"' if cell.startswith(_RUNS) else f'"{cell}"' for cell in quoted) + "\r\n"


def wrap(line: str, width: int | None, hanging: int = 0) -> str:
    """A line for a screen: no word and no command is cut at its edge, and what follows stands under its text.

    A command that is longer than the screen stays whole; the terminal goes on with it on the next row.

    Args:
        line: one line.
        width: columns to wrap at; None leaves it as it is.
        hanging: columns of the mark that stands before its text.
    """
    if width is None or len(line) < width:
        return line
    import textwrap  # noqa: PLC0415  # a help page wraps nothing, and it is not cheap

    margin = " " * (len(line) - len(line.lstrip()) + hanging)
    columns = max(width - 1, NARROWEST)
    cut = not longer_command(line, columns - len(margin))
    whole = re.sub(r"\S+", lambda found: _cut_if_name(found[0], columns - len(margin)), keep_commands(line))
    kept = textwrap.fill(whole, columns, subsequent_indent=margin, break_on_hyphens=False, break_long_words=cut)
    return free_commands(kept)


_COMMAND = r"\bave (?:explain|profiles|triage|notes|quiz|completion)\b(?: [^\s'\"`,;:()]*[^\s'\"`,;:().?!])*"
_AFTER_MARK = r"(?<=^[-]) (?=ave\u2423)|(?<=^ [-]) (?=ave\u2423)"
_GLUE = "\u2423"
"""Stands for a blank at which a line is not broken: the sign for a blank, which nobody types."""


def keep_commands(text: str) -> str:
    """Text in which each command is one word; only to be laid out, with `free_commands` behind it."""
    if "ave " not in text:
        return text
    return re.sub(_AFTER_MARK, _GLUE, re.sub(_COMMAND, lambda found: found[0].replace(" ", _GLUE), text))


def free_commands(text: str) -> str:
    """Text that was laid out, with its blanks."""
    return text.replace(_GLUE, " ")


def longer_command(text: str, columns: int) -> bool:
    """Whether a text has a command that does not fit on a line, with the signs that stand against it."""
    return "ave " in text and any(_GLUE in word and len(word) > columns for word in keep_commands(text).split())


_NAME = r"\w[.(\[@_]\w|\([^\s()]+\)"
"""What a place in a file, a file name or an id has in it: who looks for one must find it as it is written."""


def _cut_if_name(word: str, room: int) -> str:
    return word if _GLUE in word or not re.search(_NAME, word) else cut_name(word, room)


def cut_name(text: str, room: int) -> str:
    """Text in which a word that is wider than the room for it goes on after a sign, and not in the middle of a name."""
    return " ".join(_pieces(word, room, _BETWEEN_NAMES) if len(word) > room else word for word in text.split(" "))


_BETWEEN_NAMES, _IN_NAMES = r"./@)\]", "_-"


def _pieces(word: str, room: int, signs: str) -> str:
    lines = [""]
    for piece in re.findall(rf"[^{signs}]+[{signs}]*|[{signs}]+", word):
        if lines[-1] and len(lines[-1]) + len(piece) > room:
            lines.append("")
        lines[-1] += piece
    if signs == _IN_NAMES:
        return " ".join(lines)
    return " ".join(_pieces(line, room, _IN_NAMES) if len(line) > room else line for line in lines)


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
