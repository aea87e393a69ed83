"""Notes and pages kept of a result."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from ave_cli.cli.emit import tell_readers, tell_rest, typed_path
from ave_cli.engine.assessment import Assessment
from ave_cli.errors import TargetExists, Unfinished, UsageError
from ave_cli.notes.note import make_note
from ave_cli.storage import clock, notes
from ave_cli.storage.safe_write import is_free, private_folder
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Prompt, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.text import notes as notes_text
from ave_cli.wording.personal_data import SuspicionKind, suspicions, without

LONGEST = 1000
"""Characters of a free text in a note."""


def save_note(
    assessment: Assessment, folder: Path | None, *, case: str, decision: str, why: str, review_on: str
) -> None:
    """Save a note and say where; what is told as saved was read back.

    Raises:
        TargetExists, CannotWrite: nothing was saved.
    """
    now = clock.now()
    note = make_note(
        assessment,
        created=now.isoformat(timespec="seconds"),
        case=case,
        decision=decision,
        why=why,
        review_on=review_on or None,
    )
    done = notes.write_note(note, folder, now)
    streams.complain(interview_text.saved(str(done.path)))
    tell_rest(done)
    tell_readers(done)
    if not done.durable and os.name != "nt":
        streams.complain(interview_text.NOT_DURABLE)


def ask_and_save_note(assessment: Assessment, folder: Path | None, prompt: Prompt, case: str) -> bool:
    """Ask what goes along with a note, then save it; False when the person went back.

    Raises:
        Unfinished: the person stopped.
    """
    asked = [
        (interview_text.ASK_CASE, case),
        (interview_text.ASK_DECISION, assessment.label),
        (interview_text.ASK_WHY, ""),
    ]
    texts: list[str] = []
    for question, default in asked:
        text = free_text(prompt, question, default)
        if text is None:
            return False
        texts.append(text)
    review_on = _date(prompt)
    if review_on is None:
        return False
    save_note(assessment, folder, case=texts[0], decision=texts[1], why=texts[2], review_on=review_on)
    return True


def free_text(prompt: Prompt, question: str, default: str) -> str | None:
    """A text in which nothing looks like personal data, or in which that was left on purpose; None: back.

    Raises:
        Unfinished: the person stopped.
    """
    while True:
        text = ask_line(prompt, question, default)
        if text is None:
            return None
        if len(text) > LONGEST:
            prompt.tell(interview_text.TOO_LONG)
            continue
        found = suspicions(text, clock.today())
        if not found:
            return text
        leave = (
            interview_text.IS_NO_BSN if any(one.kind is SuspicionKind.BSN for one in found) else interview_text.LEAVE
        )
        title = interview_text.looks_like(one.kind.value for one in found)
        reply = prompt.choose(title, [interview_text.TAKE_OUT, interview_text.RETYPE, leave])
        if reply == 2:
            return text
        if reply == 0:
            return without_all(text)
        default = ""


def without_personal_data(case: str) -> str:
    """A case that nobody can be asked about: what looks like personal data is left out, and told."""
    found = suspicions(case, clock.today())
    if found:
        streams.complain(interview_text.taken_out(one.kind.value for one in found))
    return without_all(case)


def without_all(text: str) -> str:
    """Take out everything that looks like personal data, also what only shows when something before it is gone."""
    today = clock.today()
    while found := suspicions(text, today):
        text = without(text, found)
    return text


def _date(prompt: Prompt) -> str | None:
    while True:
        text = ask_line(prompt, interview_text.ASK_REVIEW, "")
        if not text:
            return text
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            prompt.tell(interview_text.NO_DATE)


def ask_line(prompt: Prompt, question: str, default: str) -> str | None:
    """One line of text; None: back.

    Raises:
        Unfinished: the person stopped.
    """
    reply = prompt.text(question, default)
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.NOT_SAVED_YET)
    return None if isinstance(reply, PromptAction) else reply


def ask_page(prompt: Prompt) -> tuple[Path, str] | None:
    """Ask for a file for a page, and for a case that stands on it; None when the person went back.

    Raises:
        Unfinished: the person stopped.
    """
    path = _ask_path(prompt)
    case = free_text(prompt, interview_text.ASK_CASE, "") if path is not None else None
    if path is None or case is None:
        return None
    if path.parent == notes.default_folder():
        private_folder(path.parent)
    return path, case


def _ask_path(prompt: Prompt) -> Path | None:
    """A name that nothing has yet; None: back."""
    default = str(notes.default_folder() / f"ave-{clock.now():%Y-%m-%d-%H%M}.html")
    while True:
        name = ask_line(prompt, notes_text.ASK_FILE, default)
        if not name:
            return None
        try:
            path = is_free(typed_path(name))
        except (TargetExists, UsageError) as error:
            prompt.tell(f"{error.message}\n{error.hint}")
        else:
            return path
