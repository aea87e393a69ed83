"""Whole screens as plain files, for a person to read in a review."""

from __future__ import annotations

import os
from pathlib import Path

SCREENS = Path(__file__).parent / "screens"
WRITES = "AVE_SCREENS"
"""Environment variable: set to `write`, a test writes what it sees instead of comparing it."""


def assert_screen(name: str, text: str) -> None:
    """Hold a screen against `screens/NAME.txt`, without the spaces at the ends of its lines."""
    path = SCREENS / f"{name}.txt"
    seen = "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n"
    if os.environ.get(WRITES) == "write":
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8"), f"{path.name} differs; {WRITES}=write pytest … writes it anew"
