"""Which commands are there?"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main

from ave_cli import __version__
from ave_cli.cli.typer_dutch import DutchGroup
from ave_cli.text import cli as cli_text

COMMANDS = {
    "triage": ("ave_cli.cli.triage", cli_text.TRIAGE_SHORT),
    "explain": ("ave_cli.cli.explain", cli_text.EXPLAIN_SHORT),
    "notes": ("ave_cli.cli.notes", cli_text.NOTES_SHORT),
    "quiz": ("ave_cli.cli.quiz", cli_text.SHORT),
    "profiles": ("ave_cli.cli.profiles", cli_text.PROFILES_SHORT),
    "completion": ("ave_cli.cli.completion", cli_text.COMPLETION_SHORT),
}
"""Each command with the module that holds its `app`, and what the list of commands says of it."""


class _Commands(DutchGroup):
    """The commands, each loaded only when it is typed: none pays for another's start."""

    def list_commands(self, _ctx: typer.Context) -> list[str]:  # type: ignore[override]  # typer's own Context
        """The names of all commands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, _ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Load the command with this name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            command = typer.main.get_command(import_module(COMMANDS[cmd_name][0]).app)
            command.name = cmd_name
            self.add_command(command)
        return self.commands[cmd_name]

    def format_commands(self, _ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """List the commands without loading them."""
        with formatter.section(cli_text.COMMANDS):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])


app = typer.Typer(
    cls=_Commands,
    help=cli_text.PROGRAM,
    epilog=cli_text.EPILOG,
    options_metavar=cli_text.OPTIONS_METAVAR,
    subcommand_metavar=cli_text.COMMANDS_METAVAR,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(cli_text.version(__version__, ".".join(map(str, sys.version_info[:3]))))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def ave(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help=cli_text.VERSION, is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    """Show the help when no command is given."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def every_command() -> dict[str, Any]:
    """Every command by its name: its options, with whether each takes a value, and the same of its own commands."""
    return _listed(typer.main.get_command(app))


def _listed(command: Any) -> dict[str, Any]:
    context = typer.Context(command)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    return {
        "options": {
            name: not one.is_flag
            for one in command.params
            if hasattr(one, "is_flag") and not one.hidden
            for name in one.opts
            if name.startswith("--")
        },
        "commands": {name: _listed(command.get_command(context, name)) for name in names},
    }
