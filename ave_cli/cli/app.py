"""Which commands are there?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ave_cli import __version__
from ave_cli.cli import notes, profiles, triage
from ave_cli.cli.dutch import DutchCommand, DutchGroup
from ave_cli.words import help as say

app = typer.Typer(
    cls=DutchGroup,
    help=say.PROGRAM,
    epilog=say.EPILOG,
    options_metavar=say.OPTIONS_METAVAR,
    subcommand_metavar=say.COMMANDS_METAVAR,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(say.version(__version__, ".".join(map(str, sys.version_info[:3]))))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def ave(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help=say.VERSION, is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    """Show the help when no command is given."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


app.command(
    "triage",
    cls=DutchCommand,
    help=say.TRIAGE,
    short_help=say.TRIAGE_SHORT,
    epilog=say.TRIAGE_EPILOG,
    options_metavar=say.OPTIONS_METAVAR,
)(triage.triage)
app.add_typer(profiles.app, name="profiles")
app.add_typer(notes.app, name="notes")
