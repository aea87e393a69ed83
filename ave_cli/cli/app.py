"""The commands, and how typer says things in Dutch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, TypeVar

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from ave_cli import __version__
from ave_cli.errors import AveError, UsageError
from ave_cli.safe_text import wrap
from ave_cli.text import cli as cli_text
from ave_cli.text import common as common_text


class _Dutch:
    """Dutch headings and help option for a command or a group."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=cli_text.USAGE)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = cli_text.HELP
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for kind, title in cli_text.PARAMETERS.items():
            found = (param for param in self.get_params(ctx) if param.param_type_name == kind)  # type: ignore[attr-defined]
            rows = [
                (record[0], _explain(param)) for param in found if (record := param.get_help_record(ctx)) is not None
            ]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples, each of which can be typed as it stands."""
        told = self.epilog or common_text.command_examples(ctx.command_path.partition(" ")[2])  # type: ignore[attr-defined]
        if told:
            formatter.write_paragraph()
            text = wrap(told, formatter.width - 1)
            formatter.write("".join(f"  {line}\n" for line in text.split("\n")))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]  # typer forgets it where a value is missing
            raise
        return rest


def _explain(param: Any) -> str:
    return f"{param.help}  {cli_text.REQUIRED}" if param.required else param.help or ""


class DutchCommand(_Dutch, TyperCommand):
    """A command with Dutch help."""

    allow_extra_args = True
    """What is typed too much comes back to `parse_args`; typer's own refusal can be known by its English only."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed.

        Raises:
            UsageError: more was typed than the command takes, or nothing where an option wants something.
        """
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return rest
        if rest:
            raise UsageError(cli_text.TOO_MANY, cli_text.see_help(ctx.command_path))
        for option in self.get_params(ctx):
            if option.name not in _CHECKED_LATER and _is_blank(ctx.params.get(option.name)):
                is_option, named = option.opts[0].startswith("-"), str(option.metavar or "").strip("[]")
                wrong = cli_text.needs_value(option.opts[0]) if is_option else cli_text.missing(named)
                raise UsageError(wrong, cli_text.see_help(ctx.command_path))
        return rest


_CHECKED_LATER = frozenset({"html", "booklet", "slides"})
"""Options of which an example is told where they are read."""


def _is_blank(typed: object) -> bool:
    """Whether nothing was typed where something belongs, as a script does whose variable is empty."""
    every = typed if isinstance(typed, list | tuple) else [typed]
    return any(isinstance(one, str) and not one.strip() for one in every)


class DutchGroup(_Dutch, TyperGroup):
    """A group of commands with Dutch help; an unknown command gets the nearest one named."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options of the group, and its commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Each command with the beginning of what it does."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        room = formatter.width - 6 - max(map(len, commands))
        with formatter.section(cli_text.COMMANDS):
            formatter.write_dl([(name, one.get_short_help_str(room)) for name, one in commands.items() if one])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; typer's own message for one that is not there is English."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            raise UsageError(cli_text.no_command(args[0], known), cli_text.see_help(ctx.command_path))
        return super().resolve_command(ctx, args)


_Declared = TypeVar("_Declared", bound=Callable[..., Any])


class DutchTyper(typer.Typer):
    """What the commands of one module are declared with: their help is in Dutch, and plain."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"rich_markup_mode": None, "add_completion": False, **words})

    def command(self, name: str | None = None, **words: Any) -> Callable[[_Declared], _Declared]:
        """Declare a command; without a name of its own it has that of its function."""
        return super().command(name, **{"cls": DutchCommand, "options_metavar": cli_text.OPTIONS_METAVAR, **words})


def dutch_group(text: str) -> DutchTyper:
    """What the commands of a group are declared with, and the help of the group."""
    return DutchTyper(
        cls=DutchGroup,
        help=text,
        options_metavar=cli_text.OPTIONS_METAVAR,
        subcommand_metavar=cli_text.COMMANDS_METAVAR,
        no_args_is_help=True,
    )


def usage_error(error: Exception) -> UsageError | None:
    """A mistake on the command line that typer found, in Dutch; None for any other error.

    The classes are known by name: typer has carried its own copy of them since 0.26, under a private path.
    """
    kinds = {one.__name__ for one in type(error).__mro__}
    if isinstance(error, AveError) or "UsageError" not in kinds:
        return None
    if "NoArgsIsHelpError" in kinds:
        return UsageError(str(error))
    ctx: Any = getattr(error, "ctx", None)
    hint = cli_text.see_help(ctx.command_path if ctx is not None else "ave")
    return UsageError(_message(error, kinds, ctx), hint)


def _as_typed(option: str, known: list[str]) -> str:
    """A long option behind one dash is read letter by letter; what was typed says more than its first letter."""
    typed = next((word for word in sys.argv[1:] if word.startswith(option) and f"-{word}" in known), option)
    return typed if not option.startswith("--") else option


def _message(error: Any, kinds: set[str], ctx: Any) -> str:
    params = ctx.command.get_params(ctx) if ctx is not None else []
    if "NoSuchOption" in kinds:
        known = [name for param in params for name in param.opts if name.startswith("-")]
        return cli_text.no_option(_as_typed(error.option_name, known), known)
    if "BadOptionUsage" in kinds:
        is_flag = any(error.option_name in param.opts for param in params if getattr(param, "is_flag", False))
        return cli_text.takes_no_value(error.option_name) if is_flag else cli_text.needs_value(error.option_name)
    if "MissingParameter" in kinds:
        return cli_text.missing(str(getattr(error.param, "metavar", None) or ""))
    return cli_text.MISTAKE


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
    """Every command by its name: its options and the same of its own commands.

    Behind an option is 0 where it takes no value, 1 where it takes one, and 2 where it may be given again too.
    """
    return _listed(typer.main.get_command(app))


def _listed(command: Any) -> dict[str, Any]:
    context = typer.Context(command)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    return {
        "options": {
            name: int(not one.is_flag) + int(one.multiple)
            for one in command.params
            if hasattr(one, "is_flag") and not one.hidden
            for name in one.opts
            if name.startswith("--")
        },
        "commands": {name: _listed(command.get_command(context, name)) for name in names},
    }
