"""What can be asked of the notes that were kept?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand, DutchGroup
from ave_cli.words import help as say_help
from ave_cli.words import notes as say

app = typer.Typer(
    cls=DutchGroup,
    help=say.NOTES,
    options_metavar=say_help.OPTIONS_METAVAR,
    subcommand_metavar=say_help.COMMANDS_METAVAR,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
_HIDDEN = True
"""Arguments are told of in the text of the help: typer would list them with an English word behind them."""
_Profile = Annotated[str | None, typer.Option("--profile", metavar=say_help.PROFILE_METAVAR, help=say_help.PROFILE)]
_Json = Annotated[bool, typer.Option("--json", help=say_help.JSON)]
_Plain = Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)]


@app.command(
    "list", cls=DutchCommand, help=say.LIST_LONG, short_help=say.LIST, options_metavar=say_help.OPTIONS_METAVAR
)
def list_(
    folder: Annotated[str | None, typer.Argument(metavar=say.FOLDER_METAVAR, hidden=_HIDDEN)] = None,
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show which notes a folder has."""
    from ave_cli.cli.notes_run import list_notes

    list_notes(folder, profile, json=json, plain=plain)


@app.command(
    "show", cls=DutchCommand, help=say.SHOW_LONG, short_help=say.SHOW, options_metavar=say_help.OPTIONS_METAVAR
)
def show_command(
    name: Annotated[str, typer.Argument(metavar=say.NOTE_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show a whole note."""
    from ave_cli.cli.notes_run import show_note

    show_note(name, profile, json=json, plain=plain)


@app.command(
    "diff", cls=DutchCommand, help=say.DIFF_LONG, short_help=say.DIFF, options_metavar=say_help.OPTIONS_METAVAR
)
def diff(
    one: Annotated[str, typer.Argument(metavar=say.NOTE_METAVAR, hidden=_HIDDEN)],
    other: Annotated[str, typer.Argument(metavar=say.OTHER_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Show what changed between two notes."""
    from ave_cli.cli.notes_run import compare_notes

    compare_notes(one, other, profile, json=json, plain=plain)
