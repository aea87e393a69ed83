"""What does a test see of a command that was typed?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What was shown, as running text."""
        return " ".join(re.sub("[─-╿]", " ", self.out).split())


Ave = Callable[..., Done]
"""`ave("triage", "--plain")`: type a command; an empty word is left out."""
