"""Rounds of the quiz on disk."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ave_cli.errors import CannotWrite, InvalidInput, TargetExists, UsageError
from ave_cli.quiz.material import QuestionKind
from ave_cli.safe_text import one_line
from ave_cli.storage import folders, journal
from ave_cli.text import quiz as quiz_text

_KIND, _FORMAT = "round", 1
COUNTS, LEVELS, TEAMS = range(1, 101), range(1, 4), range(2, 9)
"""What a round can be made of; without a level all count, and without teams somebody plays alone."""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What a round is made of; the same setup gives the same questions under the same model."""

    profile: str
    """How the model was named: an id or a path."""
    title: str
    hash: str
    """Of the model."""
    seed: str
    count: int
    kinds: list[str]
    """Values of kinds; empty for all."""
    level: int
    """0 for all."""
    teams: int
    """1 for a person alone."""
    questions: str
    """The fingerprint of the questions that it gave."""
    journey: str = ""
    """The klantreis that is played, by its id or its file; empty for a round of loose questions."""
    case: str = ""
    """Id of the one case that is asked about; empty for any."""
    cases: str = ""
    """File with a trainer's own cases; empty for none."""
    written: bool = False
    """Whether only written households are asked about."""
    again: list[str] = field(default_factory=list)
    """Ids of the questions that are asked again; empty for others."""


@dataclass(frozen=True, kw_only=True)
class SavedRound:
    """A round on disk."""

    path: Path
    setup: Setup | None
    """None where it cannot be read."""
    modified: datetime
    entries: int
    busy: bool


class Journal:
    """The round that is being played, on disk from its first entry on; no name of anybody stands in it."""

    def __init__(self, setup: Setup, draft: journal.Draft | None = None) -> None:
        self.setup = setup
        self._draft = draft
        self._failed = False

    @property
    def is_kept(self) -> bool:
        """Whether something of this round is on disk."""
        return self._draft is not None and self._draft.is_there

    @property
    def is_whole(self) -> bool:
        """Whether all that was played is on disk."""
        return not self._failed

    def add(self, entry: Mapping[str, Any]) -> None:
        """Keep an entry; when this returns it is on disk, or an earlier failure was told.

        Raises:
            CannotWrite, TargetExists: it is not kept, nor is any after it; raised once.
        """
        if self._failed:
            return
        try:
            if self._draft is None:
                header = journal.header_of(_KIND, _FORMAT, self.setup)
                self._draft = journal.start_draft(header, now=folders.now(), folder=_folder())
            self._draft.add(entry)
        except (CannotWrite, TargetExists) as error:
            self._failed = True
            raise type(error)(error.message, quiz_text.NOT_KEPT_FROM_HERE) from None

    def close(self) -> None:
        """Let go of it and leave it on disk."""
        if self._draft is not None:
            self._draft.close()

    def discard(self) -> None:
        """Throw it away."""
        if self._draft is not None:
            self._draft.discard()
            self._draft = None


_MARK, _END = "<!-- ave quiz: ", " -->"
_LARGEST = 2_000_000
"""Bytes; a result is a few pages."""


def results_line(setup: Setup, wrong: Sequence[str]) -> str:
    """A line that no reader sees: what the round was made of, and the questions that went wrong."""
    found = json.dumps({"format": 1, **asdict(setup), "again": list(wrong)}, ensure_ascii=True)
    return f"{_MARK}{found.replace('>', chr(92) + 'u003e')}{_END}"


def read_results(path: Path) -> Setup:
    """What a round was made of, with the questions of it that went wrong.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it holds no results of a round.
    """
    try:
        with folders.open_file(path) as stream:
            text = stream.read(_LARGEST).decode("utf-8", "replace")
    except (OSError, ValueError):
        raise UsageError(quiz_text.no_results(one_line(str(path)))) from None
    _, mark, rest = text.rpartition(_MARK)
    try:
        raw = json.loads(rest.partition(_END)[0]) if mark else None
    except (ValueError, RecursionError):
        raw = None
    header = {**raw, "kind": _KIND} if isinstance(raw, dict) else None
    setup = _setup(header)
    if setup is None:
        raise InvalidInput(quiz_text.not_results(one_line(str(path))))
    if any(map(folders.is_remote, (setup.profile, setup.cases, setup.journey))):
        raise InvalidInput(quiz_text.names_elsewhere(one_line(str(path))))
    return setup


def new_seed() -> str:
    """A name for a round that can be read aloud."""
    return "-".join(secrets.choice(quiz_text.WORDS) for _ in range(2))


def find_rounds() -> tuple[SavedRound, ...]:
    """Every round on disk, newest first, also those that cannot be read."""
    return tuple(
        SavedRound(path=one.path, setup=_setup(one.header), modified=one.modified, entries=one.entries, busy=one.busy)
        for one in journal.find_drafts(_folder())
    )


def newest_round() -> SavedRound:
    """The round to go on with when none is named.

    Raises:
        UsageError: there is none, or it is played in another window.
        InvalidInput: what there is cannot be read.
    """
    every = find_rounds()
    if not every:
        raise UsageError(quiz_text.NO_ROUND)
    readable = [one for one in every if one.setup is not None]
    if not readable and not any(one.busy for one in every):  # one that another window begins is not yet readable
        raise unreadable_round(every[0].path)
    free = [one for one in readable if not one.busy]
    if not free:
        raise UsageError(quiz_text.BUSY)
    return free[0]


def reopen_round(saved: SavedRound) -> tuple[Journal, tuple[journal.Entry, ...], bool]:
    """Go on with a round: its journal, its entries, and whether something behind them was damaged.

    Raises:
        UsageError: another window plays it, or it is gone.
        InvalidInput: it cannot be read.
    """
    if saved.busy:
        raise UsageError(quiz_text.BUSY)
    draft, recovered = journal.reopen_draft(saved.path, busy=quiz_text.BUSY)
    setup = _setup(recovered.header)
    if setup is None:
        draft.close()
        raise unreadable_round(saved.path)
    return Journal(setup, draft), recovered.entries, recovered.damaged


def unreadable_round(path: Path) -> InvalidInput:
    """What to raise for a round on disk that is not one."""
    return InvalidInput(quiz_text.unreadable(one_line(str(path))), hint=quiz_text.REMOVE_IT)


def remove_round(saved: SavedRound) -> None:
    """Throw away a round.

    Raises:
        UsageError: another window plays it; it stays as it is.
        CannotWrite: it is still there.
    """
    journal.remove_draft(saved.path, busy=quiz_text.BUSY)


def _folder() -> Path:
    return folders.state_folder("rounds")


def _setup(header: Mapping[str, Any] | None) -> Setup | None:
    """A setup that can have been typed; None for any other."""
    found = journal.read_header(Setup, _KIND, _FORMAT, header)
    if found is None or not all(isinstance(one, str) for one in (*found.again, *found.kinds)):
        return None
    fits = found.teams in (1, *TEAMS) and found.level in (0, *LEVELS) and found.count in COUNTS
    return found if fits and {kind.value for kind in QuestionKind}.issuperset(found.kinds) else None
