"""What can be asked of the notes that were kept?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand, DutchGroup
from ave_cli.text import cli as cli_text
from ave_cli.text import notes as notes_text

app = typer.Typer(
    cls=DutchGroup,
    help=notes_text.NOTES,
    options_metavar=cli_text.OPTIONS_METAVAR,
    subcommand_metavar=cli_text.COMMANDS_METAVAR,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
_HIDDEN = True
"""Arguments are told of in the text of the help: typer would list them with an English word behind them."""
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Json = Annotated[bool, typer.Option("--json", help=cli_text.JSON)]
_Plain = Annotated[bool, typer.Option("--plain", help=cli_text.PLAIN)]


@app.command(
    "list",
    cls=DutchCommand,
    help=notes_text.LIST_LONG,
    short_help=notes_text.LIST,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
def list_(
    folder: Annotated[str | None, typer.Argument(metavar=notes_text.FOLDER_METAVAR, hidden=_HIDDEN)] = None,
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show which notes a folder has."""
    from ave_cli.cli.notes_run import list_notes

    list_notes(folder, profile, json=json, plain=plain)


@app.command(
    "show",
    cls=DutchCommand,
    help=notes_text.SHOW_LONG,
    short_help=notes_text.SHOW,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
def show_command(
    name: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show a whole note."""
    from ave_cli.cli.notes_run import show_note

    show_note(name, profile, json=json, plain=plain)


@app.command(
    "diff",
    cls=DutchCommand,
    help=notes_text.DIFF_LONG,
    short_help=notes_text.DIFF,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
def diff(
    one: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    other: Annotated[str, typer.Argument(metavar=notes_text.OTHER_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show what changed between two notes."""
    from ave_cli.cli.notes_run import compare_notes

    compare_notes(one, other, profile, json=json, plain=plain)
