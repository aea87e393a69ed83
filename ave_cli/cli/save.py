"""Notes and pages kept of a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from pathlib import Path

from ave_cli.cli.emit import tell_readers, tell_rest
from ave_cli.engine.assessment import Assessment, PhaseStatus
from ave_cli.errors import CannotWrite, TargetExists, Unfinished, UsageError
from ave_cli.notes.note import Handover, left_out, make_note
from ave_cli.profile import Gap, Value, record
from ave_cli.storage import folders, notes
from ave_cli.storage.folders import typed_path
from ave_cli.storage.safe_write import Saved, is_free, private_folder, share
from ave_cli.terminal import streams
from ave_cli.terminal.interview import ask_line, cleaned, free_text
from ave_cli.terminal.prompt import Prompt, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.text import notes as notes_text


@record
class Remarks:
    """What goes along with a triage into a note, each empty where there is none."""

    case: str = ""
    decision: str = ""
    """The label of the phase that the professional decided on."""
    why: str = ""
    review_on: str = ""
    """ISO date."""
    handover: Handover | None = None
    parked: Mapping[str, Value | Gap] = field(default_factory=dict)
    """Answers that do not count any more."""
    follows: str = ""
    """File name of the earlier note."""
    keep_all: bool = False
    """Whether answers that change no phase here are kept too."""


def save_note(assessment: Assessment, folder: Path | None, remarks: Remarks, *, shared: bool = False) -> Path:
    """Save a note and say where, and who can read it; what is told as saved was read back.

    Args:
        assessment: the advice.
        folder: where the user wants it.
        remarks: what goes along.
        shared: who may read that folder may read the note too.

    Returns:
        its file.

    Raises:
        TargetExists, CannotWrite: nothing was saved, or it has not the rights that were asked for.
    """
    done, _ = _save(assessment, folder, remarks)
    _tell_readers(done, shared=shared)
    return done.path


def _save(assessment: Assessment, folder: Path | None, remarks: Remarks) -> tuple[Saved, int]:
    """Save a note and say where; gives how many answers it leaves out too."""
    now = folders.now()
    note = make_note(
        assessment,
        created=now.isoformat(timespec="seconds"),
        **{**vars(remarks), "review_on": remarks.review_on or None},
    )
    done = notes.write_note(note, folder, now)
    streams.complain(interview_text.saved(str(done.path)))
    if note.left_out:
        facts = assessment.ruleset.facts
        streams.complain(notes_text.left_out([facts[fact].name() for fact in note.left_out]))
    if remarks.follows:
        streams.complain(notes_text.follows(remarks.follows))
    tell_rest(done)
    if not done.durable and not streams.ON_WINDOWS:
        streams.complain(interview_text.NOT_DURABLE)
    return done, len(note.left_out or ())


def _tell_readers(done: Saved, *, shared: bool) -> None:
    """Say who else can read a note; one that is shared gets the rights of its folder first."""
    if not shared:
        tell_readers(done)
        return
    readers = share(done.path)
    if readers.unknown or readers.everybody:
        who = [interview_text.READ_BY_FOLDER if readers.unknown else interview_text.READ_BY_ALL]
    else:
        who = [interview_text.READ_BY_YOU, *([interview_text.read_by_group(readers.group)] if readers.group else [])]
    who += [interview_text.READ_BY_MORE] if readers.more else []
    streams.complain(interview_text.shared_with(str(done.path), who))


def ask_and_save_note(
    assessment: Assessment, folder: Path | None, prompt: Prompt, known: Remarks, *, shared: bool = False
) -> tuple[str, Path, int] | None:
    """Ask what goes along with a note, then save it; None when the person went back.

    Where it cannot be written the texts stay, and another folder is asked for. A case that was given is not asked
    again; who goes back can still change it.

    Returns:
        the reference of the case, the file, and how many answers it leaves out.

    Raises:
        Unfinished: the person stopped.
    """
    filled_in = _Form(assessment, prompt, known.case).fill_in(start=1 if known.case else 0)
    if filled_in is None:
        return None
    remarks = replace(filled_in, parked=known.parked, follows=known.follows)
    while True:
        try:
            done, skipped = _save(assessment, folder, remarks)
            break
        except (TargetExists, CannotWrite) as error:
            prompt.tell(f"{error.message}\n{error.hint}")
            name = ask_line(prompt, notes_text.ASK_FOLDER, "")
            if not name:
                return None
            folder = typed_path(name)
    _tell_readers(done, shared=shared)
    return remarks.case, done.path, skipped


class _Form:
    """The fields of a note, one after the other; back is one field back, and what was filled in stays."""

    def __init__(self, assessment: Assessment, prompt: Prompt, case: str) -> None:
        self._assessment = assessment
        self._prompt = prompt
        self._case = case
        self._decision: str | None = None
        self._keep_all = False
        self._texts = dict.fromkeys(("why", "to", "agreed", "review_on"), "")

    def fill_in(self, *, start: int = 0) -> Remarks | None:
        """Everything that was filled in, from this field on; None when the person went back from the first field."""
        place = start
        while place < len(fields := self._fields()):
            place += 1 if fields[place]() else -1
            if place < 0:
                return None
        kept = {one.__name__ for one in fields}
        goes_down = self._ask_to.__name__ in kept and (self._texts["to"] or self._texts["agreed"])
        return Remarks(
            case=self._case,
            decision=self._decision or "",
            why=self._texts["why"] if self._ask_why.__name__ in kept else "",
            review_on=self._texts["review_on"],
            keep_all=self._keep_all,
            handover=Handover(to=self._texts["to"], agreed=self._texts["agreed"]) if goes_down else None,
        )

    def _fields(self) -> list[Callable[[], bool]]:
        """The fields that there are, given what was filled in so far."""
        why = [self._ask_why] if self._decision and not self._as_advised() else []
        handover = [self._ask_to, self._ask_agreed] if self._goes_down() else []
        keep = [self._ask_keep] if self._has_more() else []
        return [self._ask_case, self._ask_decision, *why, *handover, self._ask_review, *keep]

    def _has_more(self) -> bool:
        """Whether something was told that a note does not keep by itself."""
        answers = self._assessment.answers
        return any(answers.value(fact) is True for fact in left_out(self._assessment.ruleset))

    def _ask_keep(self) -> bool:
        reply = self._prompt.choose(interview_text.ASK_KEEP, [interview_text.KEEP_NOT, interview_text.KEEP_ALL])
        if reply is PromptAction.STOP:
            raise Unfinished(interview_text.NOT_SAVED_YET)
        self._keep_all = reply == 1
        return not isinstance(reply, PromptAction)

    def _as_advised(self) -> bool:
        told = self._assessment.status is not PhaseStatus.OPEN
        return told and self._decision == self._assessment.label

    def _goes_down(self) -> bool:
        """Whether what was decided, or else advised, is lighter than where the household is."""
        ruleset, course = self._assessment.ruleset, self._assessment.course
        if course.current is None:
            return False
        ranks = {phase.label: rank for rank, phase in enumerate(ruleset.profile.phases)}
        return ranks.get(self._decision or "", course.advised) < ruleset.rank(course.current)

    def _ask_case(self) -> bool:
        text = free_text(self._prompt, interview_text.ASK_CASE, self._case, folders.today())
        self._case = self._case if text is None else text
        return text is not None

    def _ask_decision(self) -> bool:
        labels = [phase.label for phase in self._assessment.ruleset.profile.phases]
        reply = self._prompt.choose(interview_text.ASK_DECISION, [*labels, interview_text.NO_DECISION])
        if reply is PromptAction.STOP:
            raise Unfinished(interview_text.NOT_SAVED_YET)
        if isinstance(reply, PromptAction):
            return False
        self._decision = labels[reply] if reply < len(labels) else ""
        return True

    def _ask_why(self) -> bool:
        is_told = self._assessment.status is not PhaseStatus.OPEN
        return self._ask("why", interview_text.ask_why(self._assessment.label if is_told else ""))

    def _ask_to(self) -> bool:
        return self._ask("to", interview_text.ASK_TO)

    def _ask_agreed(self) -> bool:
        return self._ask("agreed", interview_text.ASK_AGREED)

    def _ask(self, name: str, question: str) -> bool:
        text = free_text(self._prompt, question, self._texts[name], folders.today())
        self._texts[name] = self._texts[name] if text is None else text
        return text is not None

    def _ask_review(self) -> bool:
        spans = [(interview_text.weeks(weeks), timedelta(weeks=weeks)) for weeks in (1, 4, 13)]
        entries = [*(words for words, _ in spans), interview_text.OTHER_DAY, interview_text.NO_DAY]
        while True:
            reply = self._prompt.choose(interview_text.ASK_REVIEW, entries)
            if reply is PromptAction.STOP:
                raise Unfinished(interview_text.NOT_SAVED_YET)
            if isinstance(reply, PromptAction):
                return False
            if reply != len(spans):
                day = (folders.today() + spans[reply][1]).isoformat() if reply < len(spans) else ""
            elif (typed := _ask_day(self._prompt)) is None:
                continue
            else:
                day = typed
            self._texts["review_on"] = day
            return True


def without_personal_data(case: str) -> str:
    """A case that nobody can be asked about: what looks like personal data is left out, and told."""
    kept, told = cleaned(case, folders.today())
    if told:
        streams.complain(told)
    return kept


def _ask_day(prompt: Prompt) -> str | None:
    """An ISO date from today on; None: back."""
    text: str | None = ""
    while True:
        text = ask_line(prompt, interview_text.ASK_DAY, text or "")
        if text is None:
            return None
        day = _read_day(text)
        if day is None:
            prompt.tell(interview_text.NO_DATE)
        elif day < folders.today():
            prompt.tell(interview_text.past(text))
        else:
            return day.isoformat()


def _read_day(text: str) -> date | None:
    """A day as one writes it: dd-mm-jjjj or jjjj-mm-dd; a year of two digits is none."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    if 4 not in (len(parts[0]), len(parts[2])):
        return None
    first, month, last = map(int, parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def ask_page(prompt: Prompt, case: str = "") -> tuple[Path, str] | None:
    """Ask for a file for a page, and for a case that stands on it where none was given; None when the person went back.

    Raises:
        Unfinished: the person stopped.
    """
    path = _ask_path(prompt)
    told: str | None = case
    if path is not None and not case:
        told = free_text(prompt, interview_text.ASK_CASE, case, folders.today())
    if path is None or told is None:
        return None
    if path.parent == notes.default_folder():
        private_folder(path.parent)
    return path, told


def _ask_path(prompt: Prompt) -> Path | None:
    """A name that nothing has yet; None: back."""
    default = str(notes.default_folder() / f"ave-{folders.now():%Y-%m-%d-%H%M}.html")
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
