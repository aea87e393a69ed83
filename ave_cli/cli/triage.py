"""What does `ave triage` take, and in which order does it happen?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand
from ave_cli.cli.options import Form, TriageOptions
from ave_cli.errors import UsageError
from ave_cli.text import cli as cli_text
from ave_cli.text import notes as notes_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Answers = Annotated[_Text, typer.Option("--answers", metavar=cli_text.FILE_METAVAR, help=cli_text.ANSWERS)]
_Phase = Annotated[_Text, typer.Option("--current-phase", metavar=cli_text.PHASE_METAVAR, help=cli_text.CURRENT_PHASE)]
_Example = Annotated[bool, typer.Option("--example", help=cli_text.EXAMPLE)]
_Json = Annotated[bool, typer.Option("--json", help=cli_text.JSON)]
_Markdown = Annotated[bool, typer.Option("--markdown", help=cli_text.MARKDOWN)]
_Plain = Annotated[bool, typer.Option("--plain", help=cli_text.PLAIN)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=cli_text.NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=cli_text.RESUME)]
_NoDraft = Annotated[bool, typer.Option("--no-draft", help=cli_text.NO_DRAFT)]
_Save = Annotated[_Text, typer.Option("--save", metavar=cli_text.FOLDER_METAVAR, help=cli_text.SAVE)]
_Note = Annotated[_Text, typer.Option("--from", metavar=cli_text.NOTE_METAVAR, help=cli_text.FROM)]

_Html = Annotated[_Text, typer.Option("--html", metavar=cli_text.FILE_METAVAR, help=notes_text.HTML)]


@app.command(
    cls=DutchCommand, help=cli_text.TRIAGE, epilog=cli_text.TRIAGE_EPILOG, options_metavar=cli_text.OPTIONS_METAVAR
)
def triage(
    profile: _Profile = None,
    answers: _Answers = None,
    current_phase: _Phase = None,
    example: _Example = False,
    json: _Json = False,
    markdown: _Markdown = False,
    plain: _Plain = False,
    no_input: _NoInput = False,
    resume: _Resume = False,
    no_draft: _NoDraft = False,
    save: _Save = None,
    note: _Note = None,
    html: _Html = None,
) -> None:
    """Ask about a household, or read answers, and give the advice."""
    if answers is not None and example:
        raise UsageError(cli_text.ANSWERS_OR_EXAMPLE)
    if (answers is not None or example) and (resume or note is not None):
        raise UsageError(cli_text.ASKING_ONLY)
    form = _form(json=json, markdown=markdown, plain=plain)
    if html in ("", "-"):
        raise UsageError(notes_text.NEEDS_FILE)
    from ave_cli.cli.triage_run import run

    options = TriageOptions(
        profile=profile,
        answers=answers,
        current_phase=current_phase,
        example=example,
        may_ask=not no_input,
        line_by_line=plain,
        form=form,
        resume=resume,
        keep_draft=not no_draft,
        save=save,
        note=note,
        html=html,
    )
    run(options)


def _form(*, json: bool, markdown: bool, plain: bool) -> Form:
    """The form that was asked for; plain says how to ask, too, and goes with the others.

    Raises:
        UsageError: two forms exclude each other.
    """
    if json and markdown:
        raise UsageError(cli_text.ONE_FORM)
    return Form.JSON if json else Form.MARKDOWN if markdown else Form.PLAIN if plain else Form.TABLES
