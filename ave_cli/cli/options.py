"""Options: what was typed behind a command, as records."""

from __future__ import annotations

from dataclasses import dataclass

from ave_cli.cli.emit import Output

COUNT = 10
"""Questions in a round where nothing else is asked for."""


@dataclass(frozen=True, kw_only=True)
class TriageOptions:
    """What was typed behind `ave triage`."""

    profile: str | None
    answers: str | None
    current_phase: str | None
    example: bool
    may_ask: bool
    output: Output
    resume: bool
    keep_draft: bool
    save: str | None
    """Folder for a note; None where none is asked for."""
    note: str | None
    """Path of the note to start a re-triage from."""


@dataclass(frozen=True, kw_only=True)
class QuizOptions:
    """What was typed behind `ave quiz`."""

    profile: str | None
    seed: str | None
    """None: one is made."""
    count: int
    kinds: tuple[str, ...]
    """Values of kinds; empty for all."""
    level: int
    """0 for all."""
    teams: int
    """1 for a person alone."""
    output: Output
    may_ask: bool
    resume: bool
    sheet: str | None
    """File for the round with its answers."""
    results: str | None
    """File for how the round went."""
    journey: str | None = None
    """The klantreis to play: its number, its id or its file."""
    case: str | None = None
    """Id of the one case to ask about."""
    cases: str | None = None
    """File with a trainer's own cases."""
    written: bool = False
    again: tuple[str, ...] = ()
    """Ids of the questions of an earlier round that are asked again; empty for a round of its own."""
