"""`ave triage`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ave_cli.cli.emit import Output, emit, shows, write_page
from ave_cli.cli.model_choice import chosen_name, default_name, tell_default_title
from ave_cli.cli.options import TriageOptions, may_share, takes_a_caseload
from ave_cli.cli.triage_result import Household, load_chosen, read_checked_answers, result_answer, run_session
from ave_cli.cli.typer_dutch import DutchCommand
from ave_cli.engine.answers_file import KIND, read_answers, read_frame
from ave_cli.engine.assessment import assess
from ave_cli.errors import UsageError
from ave_cli.storage import library
from ave_cli.storage.toml_files import source_name
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.text import triage as triage_text


def run_triage(options: TriageOptions) -> None:
    """One triage: from a file, an example or questions to the result in the form that was asked for."""
    if options.answers is not None:
        household = _from_file(options, Path(options.answers))
    elif options.example:
        household = _example(options)
    else:
        run_session(options)
        return
    assessment = assess(household.ruleset, household.answers)
    emit(result_answer(assessment, household, options.output), replace(options.output, page=None))
    if options.save is None and options.output.page is None:
        return
    from ave_cli.cli.save import Remarks, save_note, without_personal_data

    case = without_personal_data(household.case)
    if options.save is not None:
        save_note(assessment, Path(options.save), Remarks(case=case))
    if options.output.page is not None:
        write_page(result_answer(assessment, replace(household, case=case), options.output), options.output.page)


def _from_file(options: TriageOptions, path: Path) -> Household:
    file, wrong = read_frame(library.read_raw(path, KIND))
    name = chosen_name(options.profile, file.profile)
    ruleset = load_chosen(name or default_name(), options)
    answers, problems = read_answers(ruleset, file.answers, options.current_phase or file.current_phase)
    if wrong or problems:
        raise library.invalid_input(source_name(path), (*wrong, *problems))
    if name is None:
        tell_default_title(ruleset.profile.title)
    return Household(name=name or default_name(), ruleset=ruleset, answers=answers, case=file.case)


def _example(options: TriageOptions) -> Household:
    name = chosen_name(options.profile)
    ruleset = load_chosen(name or default_name(), options)
    first = library.load_cases(name or default_name()).cases[0]
    answers = read_checked_answers(ruleset, first.answers, options.current_phase or first.current_phase, first.id)
    if name is None:
        tell_default_title(ruleset.profile.title)
    streams.complain(f"{triage_text.other_cases(first.title)}\n{first.story}")
    return Household(name=name or default_name(), ruleset=ruleset, answers=answers)


app = typer.Typer(rich_markup_mode=None, add_completion=False)
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Answers = Annotated[_Text, typer.Option("--answers", metavar=cli_text.FILE_METAVAR, help=cli_text.ANSWERS)]
_Phase = Annotated[_Text, typer.Option("--current-phase", metavar=cli_text.PHASE_METAVAR, help=cli_text.CURRENT_PHASE)]
_Example = Annotated[bool, typer.Option("--example", help=cli_text.EXAMPLE)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=cli_text.NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=cli_text.RESUME)]
_NoDraft = Annotated[bool, typer.Option("--no-draft", help=cli_text.NO_DRAFT)]
_Save = Annotated[_Text, typer.Option("--save", metavar=cli_text.FOLDER_METAVAR, help=cli_text.SAVE)]
_Note = Annotated[_Text, typer.Option("--from", metavar=cli_text.NOTE_METAVAR, help=cli_text.FROM)]


@app.command(
    cls=DutchCommand, help=cli_text.TRIAGE, epilog=cli_text.TRIAGE_EPILOG, options_metavar=cli_text.OPTIONS_METAVAR
)
@takes_a_caseload
@may_share
@shows(answers_first=True)
def triage(
    output: Output,
    profile: _Profile = None,
    answers: _Answers = None,
    current_phase: _Phase = None,
    example: _Example = False,
    no_input: _NoInput = False,
    resume: _Resume = False,
    no_draft: _NoDraft = False,
    save: _Save = None,
    note: _Note = None,
) -> None:
    """Ask about a household, or read answers, and give the advice."""
    if answers is not None and example:
        raise UsageError(cli_text.ANSWERS_OR_EXAMPLE)
    if (answers is not None or example) and (resume or note is not None):
        raise UsageError(cli_text.ASKING_ONLY)
    options = TriageOptions(
        profile=profile,
        answers=answers,
        current_phase=current_phase,
        example=example,
        may_ask=not no_input,
        output=output,
        resume=resume,
        keep_draft=not no_draft,
        save=save,
        note=note,
    )
    run_triage(options)
