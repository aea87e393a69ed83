"""How does a page become a file to print, to hang up or to send along?"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from ave_cli.cli.after import free_text, told_leftover, typed
from ave_cli.engine.assessment import Assessment
from ave_cli.errors import TargetExists
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.schema import Profile
from ave_cli.render import html
from ave_cli.report import Report
from ave_cli.storage import notes
from ave_cli.storage.safe_write import is_free, private_folder, save_new
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Prompt
from ave_cli.text import interview as interview_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text

Register = Mapping[str, Statement]


def save_page(page: Report, profiles: Sequence[Profile], advice: str, layout: html.Layout, path: Path) -> None:
    """Save a page as HTML, for its owner only, with its models, their dates and today on it; say where it stands.

    Raises:
        TargetExists, CannotWrite: nothing was saved.
    """
    models = [notes_text.model(one.title, one.version, one.date) for one in profiles]
    stamp = html.Stamp(models=tuple(models), made=notes_text.made(_today()), advice=advice)
    done = save_new(path, html.page(page, stamp, layout).encode())
    streams.complain(notes_text.saved(str(path)))
    told_leftover(done)
    if not done.durable and os.name != "nt":
        streams.complain(notes_text.NOT_DURABLE)


def save_result(assessment: Assessment, register: Register, case: str, path: Path) -> None:
    """Save the result of a triage as a page.

    Raises:
        TargetExists, CannotWrite: nothing was saved.
    """
    from ave_cli.views.triage import page

    report = page(assessment, register, case, short_first=True)
    save_page(report, [assessment.model.profile], triage_text.ADVICE, html.Layout.REPORT, path)
    streams.complain(notes_text.HOLDS_ANSWERS)


def save_result_asked(assessment: Assessment, register: Register, prompt: Prompt) -> bool:
    """Ask for a file and a case, and save the result as a page; False when the person went back.

    Raises:
        Unfinished: the person stopped.
        CannotWrite: nothing was saved.
    """
    path = _asked_path(prompt)
    case = free_text(prompt, interview_text.ASK_CASE, "") if path is not None else None
    if path is None or case is None:
        return False
    if path.parent == notes.default_folder():
        private_folder(path.parent)
    save_result(assessment, register, case, path)
    return True


def _asked_path(prompt: Prompt) -> Path | None:
    """A name that nothing has yet; None: back."""
    now = datetime.now().astimezone()
    default = str(notes.default_folder() / f"ave-{now:%Y-%m-%d-%H%M}.html")
    while True:
        name = typed(prompt, notes_text.ASK_FILE, default)
        if not name:
            return None
        path = Path(name).expanduser()
        try:
            is_free(path)
        except TargetExists as error:
            prompt.tell(f"{error.message}\n{error.hint}")
        else:
            return path


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  # the day where the user is
