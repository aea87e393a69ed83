"""An interview with its draft."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ave_cli.cli.options import take_register
from ave_cli.engine.answers_file import known_answers, raw_answer
from ave_cli.engine.questionnaire import Progress
from ave_cli.errors import AveError, Ended, InvalidInput, Unfinished, UsageError
from ave_cli.profile import Answers, Gap, Gate, Ruleset, Value, record
from ave_cli.storage import folders, journal, library
from ave_cli.terminal import streams
from ave_cli.terminal.interview import (
    ANSWER,
    BACK,
    BEGUN,
    Surroundings,
    free_text,
    interview,
    replay_entry,
)
from ave_cli.terminal.prompt import Prompt, PromptAction, QuizPrompt
from ave_cli.text import interview as interview_text

STALE = timedelta(days=7)
CASE, FOLLOWS = "case", "follows"
"""What a journal has beside what happened: the reference of the case, and the note that it follows."""


@record
class Plan:
    """What an interview starts from."""

    name: str
    """How the model was named: an id or a path."""
    ruleset: Ruleset
    start: Answers
    """What is known before the first question."""
    proposals: Mapping[str, Value | Gap]
    """Answers from a note, to be confirmed."""
    since: str = ""
    """The day of that note, in words."""
    case: str = ""
    follows: str = ""
    """File name of that note."""


@dataclass(kw_only=True)
class Session:
    """An interview that was held."""

    name: str
    progress: Progress
    draft: journal.Draft | None = None
    """The journal that holds the same answers; goes away when they are saved."""
    beginning: journal.Beginning | None = None
    """What a journal begins with, as long as there is none: it begins with the first answer. None: keep none."""
    case: str = ""
    """A reference that the user made up; empty for none."""
    case_asked: bool = False
    since: str = ""
    """The day of the note that answers are proposed from, in words."""
    follows: str = ""
    """File name of the note that a note of this interview follows."""
    kept_until: int = 0
    """The last question whose answer is on disk."""
    lost: int = 0
    """Answers and changes that are not."""
    told: bool = False
    """What became of the answers was said already."""

    def keep(self, entry: Mapping[str, object]) -> None:
        """Keep one answer on disk before the next question is put; what cannot be kept is told and not fatal."""
        if self.lost:
            self.lost += 1
            return
        if BEGUN in entry and self.draft is None:
            return  # a draft begins with an answer
        try:
            if self.beginning is not None:
                beginning, self.beginning = self.beginning, None
                self.draft = journal.start_interview(beginning)
                if self.case or self.follows:
                    self.draft.add({CASE: self.case, FOLLOWS: self.follows})
            if self.draft is not None:
                self.draft.add(entry)  # type: ignore[arg-type]  # what an interview keeps is plain
        except AveError as error:
            self.lost += 1
            so_far = interview_text.kept_so_far(self.kept_until) if self.kept_until and self.has_draft else ""
            streams.complain("\n".join(filter(None, (error.message, so_far, error.hint))))
            return
        if ANSWER in entry or BACK in entry:
            self.kept_until = max(self.progress.number - 2 * (BACK in entry), 0)

    def name_case(self, case: str) -> None:
        """Keep what the case is called by its worker."""
        self.case, self.case_asked = case, True
        if case:
            self.keep({CASE: case})

    def close(self) -> None:
        """Let go of the draft and leave it where it is."""
        if self.draft is not None:
            self.draft.close()

    def discard(self) -> None:
        """Throw the draft away."""
        if self.draft is not None:
            self.draft.discard()

    @property
    def has_draft(self) -> bool:
        """Whether a draft of it stands on disk."""
        return self.draft is not None and self.draft.is_there

    def where(self) -> str:
        """What became of the answers of an interview that stopped."""
        if self.draft is not None and not self.has_draft:
            return interview_text.DRAFT_GONE
        if self.lost:
            return (
                interview_text.kept_in_part(self.kept_until, self.lost) if self.kept_until else interview_text.ALL_LOST
            )
        return interview_text.KEPT if self.draft is not None else interview_text.NOT_KEPT

    def tell(self) -> None:
        """Say once what became of the answers, where the interview ends without a word of its own."""
        if not self.told:
            self.told = True
            streams.complain(f"\n{self.where()}")


def choose_prompt(*, line_by_line: bool) -> QuizPrompt:
    """The way of asking that this screen can do; what cannot redraw gets the plain one."""
    if streams.screen(line_by_line=line_by_line).redraws:
        try:
            from ave_cli.terminal.screen_prompt import ScreenPrompt

            return ScreenPrompt()
        except Exception as error:
            # prompt_toolkit has a class of its own for a window without a console, and only on Windows
            if type(error).__name__ != "NoConsoleScreenBufferError":
                raise
            streams.complain(interview_text.NO_CONSOLE)
    from ave_cli.terminal.plain_prompt import PlainPrompt

    return PlainPrompt()


def start_interview(plan: Plan, prompt: Prompt, *, keep_draft: bool) -> Session:
    """A new interview.

    Raises:
        Unfinished, KeyboardInterrupt, Ended: it stopped; what was said is told.
    """
    progress = Progress(plan.ruleset, plan.start)
    progress.propose(plan.proposals)
    beginning = _begin(plan) if keep_draft else None
    session = Session(name=plan.name, progress=progress, beginning=beginning, since=plan.since, follows=plan.follows)
    if plan.follows:
        session.case, session.case_asked = plan.case, bool(plan.case)
    return continue_interview(session, prompt)


def resume_interview(prompt: Prompt, found: journal.FoundDraft) -> Session:
    """Go on with a draft; a model that changed since gets the answers as proposals, to be confirmed.

    Raises:
        UsageError: another window holds it.
        InvalidInput: nothing of it is certain, or its model is not right.
    """
    draft, beginning, entries, damaged = journal.reopen_interview(found)
    ruleset = _model_of(beginning, draft)
    take_register(beginning.profile)
    progress = Progress(ruleset, Answers(given=known_answers(ruleset, beginning.start)))
    progress.propose(known_answers(ruleset, beginning.proposals))
    if beginning.hash == ruleset.hash:
        for entry in entries:
            replay_entry(progress, entry)
    else:
        prompt.tell("\n".join(_changes_since(beginning, ruleset, entries)))
        for entry in entries:
            if BEGUN in entry:
                replay_entry(progress, entry)
                continue
            for raw in entry.values():
                progress.propose(known_answers(ruleset, raw) if isinstance(raw, dict) else {})
    if damaged:
        prompt.tell(interview_text.DAMAGED)
    told = {key: value for entry in entries for key, value in entry.items() if key in (CASE, FOLLOWS)}
    case, follows = (str(told.get(key, "")) for key in (CASE, FOLLOWS))
    session = Session(
        name=beginning.profile,
        progress=progress,
        since=beginning.since,
        draft=draft,
        case=case,
        case_asked=bool(case),
        follows=follows,
        kept_until=progress.number - 1,
    )
    return continue_interview(session, prompt)


def _model_of(beginning: journal.Beginning, draft: journal.Draft) -> Ruleset:
    """The model of a draft; where it is gone or not right, what is wrong is said, and that the draft stays.

    Raises:
        UsageError: it is gone.
        InvalidInput: it is not right.
    """
    try:
        return library.load(beginning.profile)
    except UsageError:
        draft.close()
        raise UsageError(
            interview_text.model_gone(beginning.title, beginning.profile), interview_text.DRAFT_STAYS
        ) from None
    except InvalidInput as error:
        draft.close()
        raise InvalidInput(error.message, error.problems, f"{error.hint} {interview_text.DRAFT_STAYS}") from None


def _changes_since(
    beginning: journal.Beginning, ruleset: Ruleset, entries: Sequence[Mapping[str, object]]
) -> Iterator[str]:
    """That the model is another one than the answers were given under; and how, where that version is here."""
    # a draft under the same model, nearly every one, needs no second model
    from ave_cli.notes.review import outcome_of
    from ave_cli.storage.own_models import earlier_version, version_difference

    yield interview_text.MODEL_CHANGED
    if beginning.version:
        yield interview_text.versions(beginning.version, ruleset.profile.version)
    then = earlier_version(ruleset.profile.id, beginning.version, beginning.hash, ruleset)
    if then is not None:
        progress = Progress(then, Answers(given=known_answers(then, beginning.start)))
        for entry in entries:
            replay_entry(progress, entry)
        given = {fact: raw_answer(value) for fact, value in progress.answers.given.items()}
        now = Answers(given=known_answers(ruleset, given))
        yield version_difference(then.profile.id, beginning.version, beginning.profile)
        yield interview_text.then_and_now(outcome_of(progress.answers, then), outcome_of(now, ruleset))


def continue_interview(session: Session, prompt: Prompt) -> Session:
    """Ask what is still open and let the answers be reviewed; again for a result that is to be changed.

    Raises:
        Unfinished, KeyboardInterrupt, Ended: it stopped; what was said is told.
    """
    can_ask = streams.can_ask()
    around = Surroundings(
        kept=session.draft is not None or session.beginning is not None,
        since=session.since,
        after_first=(lambda: _ask_case(session, prompt)) if can_ask else None,
    )
    try:
        interview(session.progress, prompt, session.keep, review=can_ask, around=around)
    except Unfinished:
        session.close()
        session.told = True
        raise Unfinished(interview_text.stopped(session.where())) from None
    except (KeyboardInterrupt, Ended):
        session.close()
        session.tell()
        raise
    return session


def _ask_case(session: Session, prompt: Prompt) -> bool:
    """Ask for a reference once; with danger, or doubt about it, the questions go on and a note asks. False: back."""
    ruleset, answers = session.progress.ruleset, session.progress.answers
    gate = ruleset.gate(Gate.ACUTE)
    if session.case_asked or (gate is not None and answers.value(gate) is not False):
        return True
    case = free_text(prompt, interview_text.ASK_CASE, session.case, folders.today())
    if case is None:
        return False
    session.name_case(case)
    return True


def _begin(plan: Plan) -> journal.Beginning:
    return journal.Beginning(
        profile=plan.name,
        title=plan.ruleset.profile.title,
        hash=plan.ruleset.hash,
        version=plan.ruleset.profile.version,
        since=plan.since,
        start={fact: raw_answer(value) for fact, value in plan.start.given.items()},
        proposals={fact: raw_answer(value) for fact, value in plan.proposals.items()},
    )


def newest_draft() -> journal.FoundDraft:
    """The draft to go on with when none is named.

    Raises:
        UsageError: there is none.
    """
    every = journal.find_drafts()
    readable = [found for found in every if journal.read_beginning(found.header) is not None]
    free = [found for found in readable if not found.busy]
    if free:
        return free[0]
    if readable or any(found.busy for found in every):  # one that another window begins is not yet readable
        raise UsageError(interview_text.BUSY)
    raise UsageError(interview_text.no_readable_draft(str(every[0].path)) if every else interview_text.NO_DRAFT)


def offer_draft(prompt: Prompt) -> journal.FoundDraft | None:
    """Offer to go on with what was not finished, and to throw away what is old; nothing: begin anew.

    Raises:
        Unfinished: the person stopped.
    """
    try:
        every = journal.find_drafts()
    except UsageError as error:
        streams.complain(error.message)
        return None
    for found in every:
        if found.busy:
            continue
        beginning = journal.read_beginning(found.header)
        if beginning is None or folders.now() - found.modified > STALE:
            _offer_removal(prompt, found, readable=beginning is not None)
            continue
        when = folders.local(found.modified).strftime("%d-%m-%Y %H:%M")
        title = interview_text.unfinished(beginning.title, *_case_and_count(found), when)
        reply = prompt.choose(title, [interview_text.GO_ON_WITH_IT, interview_text.ANEW, interview_text.THROW_AWAY])
        if reply is PromptAction.STOP:
            raise Unfinished(interview_text.NOTHING_DONE)
        if reply == 0:
            return found
        if reply == 2:
            journal.remove_draft(found.path)
        else:
            return None
    return None


def _case_and_count(found: journal.FoundDraft) -> tuple[str, int]:
    """What a draft is called by its worker, and how many questions in it are answered."""
    entries = journal.recover_journal(found.path).entries
    count = 0
    for entry in entries:
        count = max(0, count + (ANSWER in entry) - (BACK in entry))
    return next((str(entry[CASE]) for entry in reversed(entries) if CASE in entry), ""), count


def _offer_removal(prompt: Prompt, draft: journal.FoundDraft, *, readable: bool) -> None:
    old = interview_text.old(folders.local(draft.modified).strftime("%d-%m-%Y"))
    text = old if readable else interview_text.UNREADABLE
    reply = prompt.choose(text, [interview_text.KEEP, interview_text.THROW_AWAY])
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.NOTHING_DONE)
    if reply == 1:
        journal.remove_draft(draft.path)


def remember_offered(prompt: Prompt, name: str) -> None:
    """Offer to remember the model that was just chosen.

    Raises:
        Unfinished: the person stopped.
    """
    from ave_cli.storage import toml_files

    reply = prompt.choose(interview_text.REMEMBER, [interview_text.YES_REMEMBER, interview_text.NO_REMEMBER])
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.NOTHING_DONE)
    if reply == 0:
        try:
            toml_files.remember_profile(library.full_name(name))
        except AveError as error:
            sys.stderr.flush()
            streams.complain(error.message)
