"""What is a round while it is being played?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ave_cli.cli import quiz_round
from ave_cli.errors import AveError
from ave_cli.profile.ruleset import Model
from ave_cli.quiz.game import Event, History, Impossible, Round, State, Undo, after, entry
from ave_cli.render import markdown
from ave_cli.report import Report
from ave_cli.storage import safe_write
from ave_cli.storage.quiz_rounds import Journal
from ave_cli.terminal import streams
from ave_cli.text import quiz as quiz_text
from ave_cli.views import quiz


@dataclass(kw_only=True)
class Running:
    """A round that is being played."""

    game: Round
    history: History
    journal: Journal
    model: Model
    entered: int = 0
    """Entries since the program began."""

    @property
    def now(self) -> State:
        """Where the round is."""
        return self.history[-1]

    def enter(self, event: Event) -> None:
        """Let something happen, and keep it on disk before the next screen; a failure to keep it is told.

        Raises:
            Impossible: it cannot happen here; nothing changed.
        """
        history = after(self.game, self.history, event)
        try:
            self.journal.add(entry(event))
        except AveError as error:
            streams.complain(f"{error.message}\n{error.hint}")
        self.history = history
        self.entered += 1

    def undo(self) -> str:
        """Take the last entry back; what is wrong where there is none."""
        try:
            self.enter(Undo())
        except Impossible:
            return quiz_text.NOTHING_TO_UNDO
        return ""

    def end(self) -> Report:
        """The page at the end."""
        setup = self.journal.setup
        again, pages = quiz_round.command(setup), quiz_round.reading(setup, self.model)
        return quiz.end(self.game, self.now, setup.seed, again, pages)

    def write(self, path: Path) -> Path:
        """Write how the round went in a new file.

        Raises:
            TargetExists, CannotWrite: it is not written.
        """
        setup = self.journal.setup
        which = quiz_round.about(self.model, len(self.game.questions))
        page = quiz.result(self.game, self.now, which, setup.seed, quiz_round.command(setup))
        return safe_write.save_new(path, markdown.text(page).encode()).path

    def write_beside_notes(self) -> Path:
        """The same, under a name of its own in the folder for notes."""
        from ave_cli.storage import notes

        seed = re.sub(r"[^a-z0-9]+", "-", self.journal.setup.seed.lower()).strip("-")
        name = f"ave-quiz-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{seed}.md"
        return self.write(safe_write.private_folder(notes.default_folder()) / name)
