"""What happens with the result of an interview: shown, kept, changed, taken along?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ave_cli.cli import drafts
from ave_cli.cli.emit import Answer, Document, Medium, OutputFormat, emit, write_page
from ave_cli.cli.options import TriageOptions
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.errors import AveError, CannotWrite, TargetExists, UsageError
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.report import Report
from ave_cli.storage import library
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Prompt, PromptAction
from ave_cli.text import cli as cli_text
from ave_cli.text import interview as interview_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.cli.save import Remarks


@dataclass(frozen=True, kw_only=True)
class Household:
    """What is known, under which model."""

    name: str
    """How the model was named: an id or a path."""
    ruleset: Ruleset
    answers: Answers
    case: str = ""


@dataclass(kw_only=True)
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
        self._show()
        if self.options.save is not None:
            from ave_cli.cli.save import Remarks, save_note

            remarks = Remarks(case=self.session.case, parked=self.session.progress.parked, follows=self.session.follows)
            save_note(self._assessment(), Path(self.options.save), remarks)
        self._page_wished()
        self.session.discard()

    def offer_menu(self) -> None:
        """Show the result and offer what can be done with it, until the person stops.

        Raises:
            Unfinished: the person stopped halfway; the draft stays.
            TargetExists, CannotWrite: a note was not saved, or no page at all where one was asked for.
        """
        self._show()
        failed = self._tried(self._page_wished)
        ways = [
            (interview_text.SAVE, self._note),
            (interview_text.CHANGE, self._change),
            (interview_text.AS_MARKDOWN, lambda: self._show(OutputFormat.MARKDOWN)),
            (notes_text.SAVE_AS_PAGE, lambda: self._tried(self._page)),
        ]
        stop = (
            [interview_text.STOP_AND_KEEP, interview_text.STOP_AND_FORGET]
            if self.session.draft is not None
            else [interview_text.STOP]
        )
        while True:
            ends = [interview_text.STOP] if self.noted else stop
            reply = self.prompt.choose(interview_text.WHAT_NOW, [*(words for words, _ in ways), *ends])
            if isinstance(reply, PromptAction) or reply >= len(ways):
                break
            ways[reply][1]()
        if reply == len(ways) + 1:
            self.session.discard()
        elif not isinstance(reply, PromptAction) or not self.noted:
            self.session.close()
        if failed is not None and not self.paged:
            raise failed

    def _assessment(self) -> Assessment:
        return assess(self.session.progress.ruleset, self.session.progress.answers)

    def _answer(self) -> Answer:
        progress = self.session.progress
        household = Household(
            name=self.session.name, ruleset=progress.ruleset, answers=progress.answers, case=self.session.case
        )
        return result_answer(self._assessment(), household)

    def _show(self, form: OutputFormat | None = None) -> None:
        output = self.options.output
        emit(self._answer(), replace(output, format=form or output.format, page=None))

    def _note(self) -> None:
        from ave_cli.cli.save import ask_and_save_note

        folder = Path(self.options.save) if self.options.save is not None else None
        saved = ask_and_save_note(self._assessment(), folder, self.prompt, self._remarks())
        if saved is not None:
            self.session.case, self.session.follows = saved
            self.noted = True
            self.session.discard()

    def _remarks(self) -> Remarks:
        from ave_cli.cli.save import Remarks

        session = self.session
        return Remarks(case=session.case, parked=session.progress.parked, follows=session.follows)

    def _change(self) -> None:
        self.session = drafts.continue_interview(self.session, self.prompt)
        self._show()
        if self.paged:
            self.prompt.tell(notes_text.OLDER)

    def _page(self) -> None:
        from ave_cli.cli.save import ask_page

        asked = ask_page(self.prompt, self.session.case)
        if asked is not None:
            path, case = asked
            progress = self.session.progress
            household = Household(name=self.session.name, ruleset=progress.ruleset, answers=progress.answers, case=case)
            write_page(result_answer(self._assessment(), household), path)
            self.paged = True

    def _page_wished(self) -> None:
        if self.options.output.page is not None:
            write_page(self._answer(), self.options.output.page)
            self.paged = True

    def _tried(self, save: Callable[[], None]) -> AveError | None:
        """Try to save a page; what went wrong is told, and the result stays where it is."""
        try:
            save()
        except (TargetExists, CannotWrite) as error:
            streams.complain(f"{error.message}\n{error.hint}")
            return error
        return None


def load_chosen(name: str, options: TriageOptions) -> Ruleset:
    """Load a model.

    Raises:
        UsageError: nothing is known by that name, or the phase that was typed is not one of its phases.
    """
    ruleset = library.load(name)
    if options.current_phase is not None and options.current_phase not in ruleset.ranks:
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


def result_answer(assessment: Assessment, household: Household) -> Answer:
    """The result of a triage in every form; a page on paper and a text to paste begin with the short of it."""

    def page(medium: Medium) -> Report:
        from ave_cli.views.triage import result_page

        register = library.load_statements(household.name)
        return result_page(assessment, register, household.case, short_first=medium is not Medium.SCREEN)

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
