"""What does `ave triage` take, and in which order does it happen?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand
from ave_cli.cli.options import Form, TriageOptions
from ave_cli.errors import UsageError
from ave_cli.words import help as say
from ave_cli.words import takeaway as say_page

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=say.PROFILE_METAVAR, help=say.PROFILE)]
_Answers = Annotated[_Text, typer.Option("--answers", metavar=say.FILE_METAVAR, help=say.ANSWERS)]
_Phase = Annotated[_Text, typer.Option("--current-phase", metavar=say.PHASE_METAVAR, help=say.CURRENT_PHASE)]
_Example = Annotated[bool, typer.Option("--example", help=say.EXAMPLE)]
_Json = Annotated[bool, typer.Option("--json", help=say.JSON)]
_Markdown = Annotated[bool, typer.Option("--markdown", help=say.MARKDOWN)]
_Plain = Annotated[bool, typer.Option("--plain", help=say.PLAIN)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=say.NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=say.RESUME)]
_NoDraft = Annotated[bool, typer.Option("--no-draft", help=say.NO_DRAFT)]
_Save = Annotated[_Text, typer.Option("--save", metavar=say.FOLDER_METAVAR, help=say.SAVE)]
_Note = Annotated[_Text, typer.Option("--from", metavar=say.NOTE_METAVAR, help=say.FROM)]

_Html = Annotated[_Text, typer.Option("--html", metavar=say.FILE_METAVAR, help=say_page.HTML)]


@app.command(cls=DutchCommand, help=say.TRIAGE, epilog=say.TRIAGE_EPILOG, options_metavar=say.OPTIONS_METAVAR)
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
        raise UsageError(say.ANSWERS_OR_EXAMPLE)
    if (answers is not None or example) and (resume or note is not None):
        raise UsageError(say.ASKING_ONLY)
    form = _form(json=json, markdown=markdown, plain=plain)
    if html in ("", "-"):
        raise UsageError(say_page.NEEDS_FILE)
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
        raise UsageError(say.ONE_FORM)
    return Form.JSON if json else Form.MARKDOWN if markdown else Form.PLAIN if plain else Form.TABLES
