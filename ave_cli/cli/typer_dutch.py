"""Dutch help and usage errors of typer."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from ave_cli.errors import AveError, UsageError
from ave_cli.text import cli as cli_text


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
            UsageError: more was typed than the command takes.
        """
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError(cli_text.TOO_MANY, cli_text.see_help(ctx.command_path))
        return rest


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


def _message(error: Any, kinds: set[str], ctx: Any) -> str:
    params = ctx.command.get_params(ctx) if ctx is not None else []
    if "NoSuchOption" in kinds:
        return cli_text.no_option(error.option_name, [name for param in params for name in param.opts])
    if "BadOptionUsage" in kinds:
        is_flag = any(error.option_name in param.opts for param in params if getattr(param, "is_flag", False))
        return cli_text.takes_no_value(error.option_name) if is_flag else cli_text.needs_value(error.option_name)
    if "MissingParameter" in kinds:
        return cli_text.missing(str(getattr(error.param, "metavar", None) or ""))
    return cli_text.MISTAKE
