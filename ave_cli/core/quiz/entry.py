"""Which letters did the host type for which teams?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ave_cli.core.quiz.game import Letters
from ave_cli.text import quiz as quiz_text

_TEAM = re.compile(r"\bteam\b", re.IGNORECASE)
_PARTS = re.compile(r"[0-9]+|[A-Za-z]+|[^\s,;:.=()/&+-]")
_ONE_LINE = 200
"""Characters; eight teams need forty."""


def read(line: str, teams: int, keys: Sequence[str]) -> Letters | str:
    """The letters in a line such as `1a 2c 3b`, or what is wrong with it.

    Capitals, commas, spaces and the order are free; no team may stand there twice.
    """
    parts = _PARTS.findall(_TEAM.sub(" ", line[:_ONE_LINE]))
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if not pairs or len(parts) % 2 or not all(_is_pair(*one) for one in pairs):
        return quiz_text.not_understood(teams, keys)
    found: dict[int, str] = {}
    for number, letter in pairs:
        team = int(number) if len(number) < 4 else 0
        if not 1 <= team <= teams:
            return quiz_text.no_team(number[:9], teams)
        if letter.upper() not in keys:
            return quiz_text.no_letter(letter.upper(), keys)
        if team in found:
            return quiz_text.team_twice(team)
        found[team] = letter.upper()
    return found


def _is_pair(number: str, letter: str) -> bool:
    return number.isdecimal() and len(letter) == 1 and letter.isalpha()
