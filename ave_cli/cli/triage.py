"""`ave triage`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ave_cli.cli.app import DutchTyper
from ave_cli.cli.emit import OUTPUT_OPTIONS, Output, emit, output_asked, shows, with_parameters, write_page
from ave_cli.cli.options import (
    LIST,
    TriageOptions,
    chosen_name,
    default_name,
    model_of_file,
    tell_default_title,
)
from ave_cli.errors import UsageError
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.cli.triage_result import Household
    from ave_cli.engine.assessment import Assessment


def run_triage(options: TriageOptions) -> None:
    """One triage: from a file, an example or questions to the result in the form that was asked for."""
    from ave_cli.cli.triage_result import result_answer, run_session
    from ave_cli.engine.assessment import assess
    from ave_cli.storage.folders import typed_path

    if options.answers is not None:
        household = _from_file(options, typed_path(options.answers))
    elif options.example:
        household = _example(options)
    else:
        run_session(options)
        return
    folder = typed_path(options.save) if options.save is not None else None
    assessment = assess(household.ruleset, household.answers)
    emit(
        result_answer(assessment, household, options.output),
        replace(options.output, page=None),
        lambda: _write(assessment, household, folder, options),
    )


def _write(assessment: Assessment, household: Household, folder: Path | None, options: TriageOptions) -> None:
    """Write the note and the page that were asked for; one that fails does not take the other along."""
    from ave_cli.cli.triage_result import result_answer

    output = options.output
    if folder is None and output.page is None:
        return
    from ave_cli.cli.save import Remarks, save_note, without_personal_data

    case = without_personal_data(household.case)
    try:
        if folder is not None:
            save_note(assessment, folder, Remarks(case=case), shared=options.share)
    finally:
        if output.page is not None:
            write_page(result_answer(assessment, replace(household, case=case), output), output.page)


def _from_file(options: TriageOptions, path: Path) -> Household:
    from ave_cli.cli.triage_result import Household, load_chosen
    from ave_cli.engine.answers_file import KIND, read_answers, read_frame
    from ave_cli.storage import library
    from ave_cli.storage.toml_files import source_name

    file, wrong = read_frame(library.read_raw(path, KIND))
    name = chosen_name(options.profile, model_of_file(file.profile, path, options.profile))
    ruleset = load_chosen(name or default_name(), options)
    answers, problems = read_answers(ruleset, file.answers, options.current_phase or file.current_phase)
    if wrong or problems:
        raise library.invalid_input(source_name(path), (*wrong, *problems))
    if name is None:
        tell_default_title(ruleset.profile.title)
    return Household(name=name or default_name(), ruleset=ruleset, answers=answers, case=file.case)


def _example(options: TriageOptions) -> Household:
    from ave_cli.cli.triage_result import Household, load_chosen, read_checked_answers
    from ave_cli.storage import library

    name = chosen_name(options.profile)
    ruleset = load_chosen(name or default_name(), options)
    first = library.load_cases(name or default_name()).cases[0]
    answers = read_checked_answers(ruleset, first.answers, options.current_phase or first.current_phase, first.id)
    if name is None:
        tell_default_title(ruleset.profile.title)
    streams.complain(f"{triage_text.other_cases(first.title)}\n{first.story}")
    return Household(name=name or default_name(), ruleset=ruleset, answers=answers)


_BATCH: dict[str, tuple[Any, object]] = {
    "batch": (
        Annotated[str | None, typer.Option("--batch", metavar=cli_text.FILE_METAVAR, help=cli_text.BATCH)],
        None,
    ),
    "phases": (Annotated[bool, typer.Option("--phases", help=cli_text.PHASES)], False),
    "csv": (Annotated[bool, typer.Option("--csv", help=cli_text.CSV)], False),
    "compare_with": (
        Annotated[
            str | None,
            typer.Option("--compare-with", metavar=cli_text.PROFILE_METAVAR, help=cli_text.COMPARE_WITH),
        ],
        None,
    ),
    "case_is_no_bsn": (Annotated[bool, typer.Option("--case-is-no-bsn", help=cli_text.NO_BSN)], False),
    "ignore_column": (
        Annotated[
            list[str] | None,
            typer.Option("--ignore-column", metavar=cli_text.COLUMN_METAVAR, help=cli_text.IGNORE_COLUMN),
        ],
        None,
    ),
}


def takes_a_caseload(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a caseload, behind its own; with a file of households that is worked out instead.

    Raises:
        UsageError: they do not go together with what else was typed.
    """
    own = list(inspect.signature(command).parameters.values())
    by_name = inspect.Parameter.KEYWORD_ONLY
    added = [inspect.Parameter(name, by_name, annotation=kind, default=one) for name, (kind, one) in _BATCH.items()]

    def run(**typed: Any) -> None:
        asked = {name: typed.pop(name) for name in _BATCH}
        if asked["batch"] is None:
            if any(asked.values()):
                raise UsageError(cli_text.NEEDS_BATCH)
            command(**typed)
            return
        others = {one.name for one in own if typed[one.name] not in (one.default, None)}
        _run_batch(asked, typed, others)

    return with_parameters(run, command, (*own, *added))


_WITH_BATCH, _WITH_COMPARISON = {"profile", "json", "no_input", "no_draft"}, {"plain", "markdown", "html", "full"}


def _run_batch(asked: dict[str, Any], typed: dict[str, Any], others: set[str]) -> None:
    other = asked["compare_with"]
    is_page = other is not None or asked["batch"] == LIST
    allowed = _WITH_BATCH | (_WITH_COMPARISON if is_page else set())
    if others - allowed:
        raise UsageError(cli_text.ALONE)
    if asked["csv"] and others & {"json", *_WITH_COMPARISON}:
        raise UsageError(cli_text.CSV_ALONE)
    from ave_cli.cli.batch import BatchOptions, run_batch

    run_batch(
        BatchOptions(
            file=asked["batch"],
            profile=typed["profile"],
            phases=asked["phases"],
            csv=asked["csv"],
            other=other,
            no_bsn=asked["case_is_no_bsn"],
            ignored=tuple(asked["ignore_column"] or ()),
            output=output_asked(**{name: typed[name] for name in OUTPUT_OPTIONS if name in typed}),
        )
    )


app = DutchTyper()
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Answers = Annotated[_Text, typer.Option("--answers", metavar=cli_text.FILE_METAVAR, help=cli_text.ANSWERS)]
_Phase = Annotated[_Text, typer.Option("--current-phase", metavar=cli_text.PHASE_METAVAR, help=cli_text.CURRENT_PHASE)]
_Example = Annotated[bool, typer.Option("--example", help=cli_text.EXAMPLE)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=cli_text.NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=cli_text.RESUME)]
_NoDraft = Annotated[bool, typer.Option("--no-draft", help=cli_text.NO_DRAFT)]
_Save = Annotated[_Text, typer.Option("--save", metavar=cli_text.FOLDER_METAVAR, help=cli_text.SAVE)]
_Share = Annotated[bool, typer.Option("--share", help=cli_text.SHARE)]
_Note = Annotated[_Text, typer.Option("--from", metavar=cli_text.NOTE_METAVAR, help=cli_text.FROM)]


@app.command(help=cli_text.TRIAGE, epilog=cli_text.TRIAGE_EPILOG)
@takes_a_caseload
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
    share: _Share = False,
    note: _Note = None,
) -> None:
    """Ask about a household, or read answers, and give the advice."""
    from ave_cli.storage.folders import typed_path

    if answers is not None and example:
        raise UsageError(cli_text.ANSWERS_OR_EXAMPLE)
    if share and save is None:
        raise UsageError(cli_text.SHARE_NEEDS_SAVE)
    if save is not None:
        typed_path(save)
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
        share=share,
        note=note,
    )
    run_triage(options)
