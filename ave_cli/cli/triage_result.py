"""A triage with a person who answers: the interview, and what is done with its result."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ave_cli.cli.emit import Answer, Document, Medium, Output, OutputFormat, emit, write_page
from ave_cli.cli.options import TriageOptions, chosen_name, offered, register_of, take_register, tell_default_name
from ave_cli.engine.answers_file import phase_named, read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.errors import AveError, CannotWrite, Ended, NoTerminal, TargetExists, UsageError
from ave_cli.profile import Answers, Gate, Given, Ruleset, record
from ave_cli.storage import folders, library
from ave_cli.storage.folders import typed_path
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.text import interview as interview_text
from ave_cli.text import notes as notes_text
from ave_cli.text import page as page_text
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.cli import drafts
    from ave_cli.cli.save import Remarks
    from ave_cli.notes.note import Note
    from ave_cli.report import Report
    from ave_cli.terminal.prompt import Prompt


@record
class Household:
    """What is known, under which model."""

    name: str
    """How the model was named: an id or a path."""
    ruleset: Ruleset
    answers: Answers
    case: str = ""


@dataclass(kw_only=True, eq=False, repr=False)
class Result:
    """An interview that came to its end, and what was done with it since."""

    options: TriageOptions
    session: drafts.Session
    prompt: Prompt
    noted: bool = False
    """A note of it was saved."""
    paged: bool = False
    """A page of it was saved."""

    def finish(self) -> None:
        """Show the result, keep what was asked for, and forget the answers.

        Raises:
            TargetExists, CannotWrite: something was not kept; the draft stays.
        """
        output = replace(self.options.output, page=None)
        emit(self._answer(), output, self._write_wished)
        self.session.discard()

    def _write_wished(self) -> None:
        folder = self._folder()
        try:
            if folder is not None:
                from ave_cli.cli.save import save_note

                save_note(self._assessment(), folder, self._remarks(), shared=self.options.share)
                self.noted = True
        finally:
            self._page_wished()

    def _folder(self) -> Path | None:
        return typed_path(self.options.save) if self.options.save is not None else None

    def offer_menu(self) -> None:
        """Show the result and offer what can be done with it, until the person stops.

        Raises:
            Unfinished: the person stopped halfway; the draft stays.
            TargetExists, CannotWrite: a note was not saved, or no page at all where one was asked for.
        """
        if self.draws_page():
            failed = self._tried(self._page_wished)
            self._browse()
        else:
            self._show()
            failed = self._tried(self._page_wished)
            self._choose()
        if failed is not None and not self.paged:
            raise failed

    def draws_page(self) -> bool:
        """Whether the result is one page that is drawn in place: the screen can, and it stands on stdout too."""
        output = self.options.output
        redraws = streams.screen(line_by_line=output.line_by_line).redraws
        return redraws and sys.stdout.isatty() and output.format is OutputFormat.TABLES

    def _browse(self) -> None:
        """Show the page until the person stops; then it is printed once."""
        from ave_cli.views.result_screens import browse

        told = self._since()
        ways: dict[str, Callable[[], object]] = {
            "d": lambda: self._tried(self._page),
            "f": lambda: self._tried(self._paste),
        }
        while True:
            register = lambda: register_of(self.session.name)  # noqa: E731  # it is asked seldom
            key = browse(self._assessment(), register, self.session.case, told)
            if key == "q" and self._stop():
                break
            told = ""
            if key == "o":
                told = self._note()
            elif key in ways:
                ways[key]()
                self.prompt.tell(page_text.GO_BACK)
            elif key == "v":
                told = self._changed()
        self._show()

    def _since(self) -> str:
        """What is otherwise than in the note that this triage goes on from; empty where there is none."""
        if self.options.note is None:
            return ""
        from ave_cli.notes.comparison import meaning
        from ave_cli.notes.note import make_note
        from ave_cli.storage.own_models import earlier_version

        _, earlier = _read_note(self.options.note)
        stamp = folders.now().isoformat(timespec="seconds")
        assessment = self._assessment()
        now = make_note(assessment, created=stamp, case="", decision="", why="", review_on=None)
        ruleset = assessment.ruleset
        then = earlier_version(*earlier.profile.key, ruleset)
        return page_text.since(earlier.created[:10], meaning(earlier, now, ruleset, then, beside_advice=True))

    def _stop(self) -> bool:
        """Ask what is to become of the answers; whether the person really stops."""
        from ave_cli.terminal.prompt import PromptAction

        if not self._has_draft():
            self._let_go()
            return True
        reply = self.prompt.choose(interview_text.WHAT_NOW, self._ends())
        if isinstance(reply, PromptAction):
            return False
        if reply == 1:
            self.session.discard()
        else:
            self._let_go()
        return True

    def _has_draft(self) -> bool:
        return not self.noted and self.session.has_draft

    def _let_go(self) -> None:
        """Leave the draft where it is; that it was taken away meanwhile, is said."""
        if not self.noted and self.session.draft is not None and not self.session.has_draft:
            self.session.tell()
        self.session.close()

    def _changed(self) -> str:
        from ave_cli.cli import drafts
        from ave_cli.views.result_screens import changed_by

        before = self._assessment()
        self.session = drafts.continue_interview(self.session, self.prompt)
        if self.paged:
            self.prompt.tell(page_text.OLDER)
        return changed_by(before, self._assessment())

    def _paste(self) -> None:
        """Write the text to paste into a file of the person's choice."""
        from ave_cli.storage.safe_write import save_new
        from ave_cli.terminal.interview import ask_line
        from ave_cli.views.result_screens import paste_text

        name = ask_line(self.prompt, page_text.ASK_FILE, "")
        if not name:
            return
        save_new(typed_path(name), f"{paste_text(self._assessment(), self.session.case)}\n".encode())
        self.prompt.tell(page_text.saved(name))

    def _choose(self) -> None:
        """Offer what can be done with the result, as a list, until the person stops."""
        from ave_cli.terminal.prompt import PromptAction

        ways = [
            (interview_text.SAVE, self._note),
            (interview_text.CHANGE, self._change),
            (interview_text.AS_MARKDOWN, lambda: self._show(OutputFormat.MARKDOWN)),
            (notes_text.SAVE_AS_PAGE, lambda: self._tried(self._page)),
        ]
        while True:
            ends = self._ends() if self._has_draft() else [interview_text.STOP]
            reply = self.prompt.choose(interview_text.WHAT_NOW, [*(words for words, _ in ways), *ends])
            if isinstance(reply, PromptAction) or reply >= len(ways):
                break
            ways[reply][1]()
        if reply == len(ways) + 1:
            self.session.discard()
        elif not isinstance(reply, PromptAction) or not self.noted:
            self._let_go()

    def _ends(self) -> list[str]:
        session = self.session
        kept = interview_text.stop_and_keep_part(session.kept_until) if session.lost else interview_text.STOP_AND_KEEP
        return [kept, interview_text.STOP_AND_FORGET]

    def _assessment(self) -> Assessment:
        return assess(self.session.progress.ruleset, self.session.progress.answers)

    def _answer(self) -> Answer:
        progress = self.session.progress
        household = Household(
            name=self.session.name, ruleset=progress.ruleset, answers=progress.answers, case=self.session.case
        )
        return result_answer(self._assessment(), household, self.options.output, self._since())

    def _show(self, form: OutputFormat | None = None) -> None:
        output = self.options.output
        emit(self._answer(), replace(output, format=form or output.format, page=None))

    def _note(self) -> str:
        """Save a note; what is told of it, nothing where the person went back."""
        from ave_cli.cli.save import ask_and_save_note

        known = self._remarks()
        saved = ask_and_save_note(self._assessment(), self._folder(), self.prompt, known, shared=self.options.share)
        if saved is None:
            return ""
        self.session.case, path, skipped = saved
        self.session.follows = path.name
        self.noted = True
        self.session.discard()
        told = [interview_text.saved(str(path)), *([notes_text.left_out_short(skipped)] if skipped else [])]
        return ". ".join([*told, *([notes_text.follows(known.follows)] if known.follows else [])])

    def _remarks(self) -> Remarks:
        from ave_cli.cli.save import Remarks

        session = self.session
        return Remarks(case=session.case, parked=session.progress.parked, follows=session.follows)

    def _change(self) -> None:
        from ave_cli.cli import drafts

        self.session = drafts.continue_interview(self.session, self.prompt)
        self._show()
        if self.paged:
            self.prompt.tell(page_text.OLDER)

    def _page(self) -> None:
        from ave_cli.cli.save import ask_page

        asked = ask_page(self.prompt, self.session.case)
        if asked is not None:
            path, case = asked
            progress = self.session.progress
            household = Household(name=self.session.name, ruleset=progress.ruleset, answers=progress.answers, case=case)
            write_page(result_answer(self._assessment(), household, self.options.output), path)
            self.paged = True

    def _page_wished(self) -> None:
        if self.options.output.page is not None:
            write_page(self._answer(), self.options.output.page)
            self.paged = True

    def _tried(self, save: Callable[[], None]) -> AveError | None:
        """Try to save a page; what went wrong is told, and the result stays where it is."""
        try:
            save()
        except (TargetExists, CannotWrite, UsageError) as error:
            streams.complain(f"{error.message}\n{error.hint}".rstrip())
            return error
        return None


def load_chosen(name: str, options: TriageOptions) -> Ruleset:
    """Load a model.

    Raises:
        UsageError: nothing is known by that name, or the phase that was typed is not one of its phases.
    """
    ruleset = library.load(name)
    if options.current_phase is not None and phase_named(options.current_phase, ruleset) is None:
        raise UsageError(cli_text.no_phase(options.current_phase, ruleset.ranks))
    return ruleset


def read_checked_answers(ruleset: Ruleset, raw: dict[str, object], current: str | None, name: str) -> Answers:
    """Read raw answers for a model.

    Raises:
        InvalidInput: with every problem at once.
    """
    answers, problems = read_answers(ruleset, raw, current)
    if problems:
        raise library.invalid_input(name, problems)
    return answers


def result_answer(assessment: Assessment, household: Household, output: Output, told: str = "") -> Answer:
    """The result of a triage in every form: a page to act on; on paper, or where that was asked, with all the rest.

    Args:
        assessment: the advice.
        household: what it is about.
        output: what was asked for.
        told: what is said above it, such as what is otherwise than before.
    """
    spoken = not streams.screen(line_by_line=output.line_by_line).draws_tables

    def page(medium: Medium) -> Report:
        if not output.full and medium is not Medium.PAPER:
            from ave_cli.views.page import printed

            return printed(assessment, household.case, spoken=spoken, told=told)
        from ave_cli.views.triage import result_page

        return result_page(assessment, register_of(household.name), household.case, spoken=spoken)

    def document() -> Document:
        from ave_cli.wording.triage_json import triage_json

        return triage_json(assessment)

    return Answer(
        page=page,
        document=document,
        profiles=(assessment.ruleset.profile,),
        advice=triage_text.ADVICE,
        remark=notes_text.HOLDS_ANSWERS,
    )


def run_session(options: TriageOptions) -> None:
    """Ask, show the result, and do with it what the person wants.

    Raises:
        NoTerminal: there is nobody to ask.
    """
    from ave_cli.cli import drafts

    name = chosen_name(options.profile)
    if name is not None:
        load_chosen(name, options)
    if not options.may_ask or not (options.output.line_by_line or streams.can_ask()):
        raise NoTerminal(cli_text.NO_TERMINAL, cli_text.no_terminal_hint("MSYSTEM" in os.environ))
    _talk_and_show(options, name, drafts.choose_prompt(line_by_line=options.output.line_by_line))


def _talk_and_show(options: TriageOptions, name: str | None, prompt: Prompt) -> None:
    session = _talk(options, name, prompt)
    result = Result(options=options, session=session, prompt=prompt)
    try:
        if streams.can_ask() and not options.output.format.is_document:
            result.offer_menu()
        else:
            result.finish()
    except (KeyboardInterrupt, Ended, AveError, OSError):
        # whatever ends it behind the result: where the answers are, is said
        if not result.noted:
            result.session.tell()
        raise


def _talk(options: TriageOptions, name: str | None, prompt: Prompt) -> drafts.Session:
    from ave_cli.cli import drafts

    if options.resume:
        return drafts.resume_interview(prompt, drafts.newest_draft())
    note = _read_note(options.note) if options.note is not None else None
    if note is None and streams.can_ask() and options.keep_draft:
        found = drafts.offer_draft(prompt)
        if found is not None:
            return drafts.resume_interview(prompt, found)
    if name is None:
        name = note[1].profile.id if note is not None else _which(prompt)
    return drafts.start_interview(_plan(options, name, note, prompt), prompt, keep_draft=options.keep_draft)


def _which(prompt: Prompt) -> str:
    from ave_cli.cli import drafts

    if not streams.can_ask():
        return tell_default_name()
    name = prompt.model(offered())
    drafts.remember_offered(prompt, name)
    return name


def _plan(options: TriageOptions, name: str, note: tuple[str, Note] | None, prompt: Prompt) -> drafts.Plan:
    from ave_cli.cli import drafts

    ruleset = load_chosen(name, options)
    take_register(name)
    if note is None:
        start = read_checked_answers(ruleset, {}, options.current_phase, cli_text.CURRENT_PHASE_OPTION)
        return drafts.Plan(name=name, ruleset=ruleset, start=start, proposals={})
    from ave_cli.cli.notes import opening_words

    follows, earlier = note
    current, offered = _from_note(earlier, ruleset)
    _tell_version(earlier, ruleset, name)
    start = read_checked_answers(ruleset, {}, options.current_phase or current, cli_text.CURRENT_PHASE_OPTION)
    prompt.tell(opening_words(earlier, ruleset, ruleset.current(start)))
    return drafts.Plan(
        name=name,
        ruleset=ruleset,
        start=start,
        proposals=offered,
        since=earlier.day,
        case=earlier.case,
        follows=follows,
    )


def _tell_version(note: Note, ruleset: Ruleset, name: str) -> None:
    """Say what changed where the model is not the one that a note was made with, before anything is shown."""
    from ave_cli.cli.notes import tell_version

    for line in tell_version(note, ruleset, name):
        streams.complain(line)


def _read_note(name: str) -> tuple[str, Note]:
    """A note with the name of its file."""
    from ave_cli.storage import notes

    path = notes.find_note(name)
    note = notes.read_note_file(path)
    if note.unchanged is False:
        streams.complain(notes_text.ALTERED)
    return path.name, note


def _from_note(note: Note, ruleset: Ruleset) -> tuple[str | None, Given]:
    """The phase that was decided on, and the other answers to be confirmed.

    An advice alone puts nobody in a phase, and a phase of another model counts for nothing: it is asked anew.
    """
    from ave_cli.notes.comparison import decided_phase
    from ave_cli.notes.note import proposals
    from ave_cli.storage.own_models import earlier_version

    gate, offered = ruleset.gate(Gate.PHASE) or "", proposals(note, ruleset)
    if note.profile.id != ruleset.profile.id:
        return None, offered
    then, earlier = earlier_version(*note.profile.key, ruleset), note.assessment.current
    decided = decided_phase(note, then or ruleset)
    if not note.decision.phase.strip() and earlier in ruleset.ranks:
        offered[gate] = str(earlier)
    return decided if decided in ruleset.ranks else None, offered
