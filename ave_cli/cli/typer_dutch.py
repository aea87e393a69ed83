"""Dutch help and usage errors of typer."""

from __future__ import annotations

import sys
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
        section, rows = formatter.section, formatter.write_dl
        formatter.section = lambda name: section(cli_text.SECTIONS.get(name, name))
        formatter.write_dl = lambda lines: rows([(name, text.replace(*cli_text.REQUIRED)) for name, text in lines])
        super().format_options(ctx, formatter)  # type: ignore[misc]


class DutchCommand(_Dutch, TyperCommand):
    """A command with Dutch help."""


class DutchGroup(_Dutch, TyperGroup):
    """A group of commands with Dutch help; an unknown command gets the nearest one named."""

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
    option = str(getattr(error, "option_name", "") or "")
    hint = cli_text.see_help(ctx.command_path if ctx is not None else "ave")
    return UsageError(_message(error, kinds, option, ctx), hint)


def _as_typed(option: str, known: list[str]) -> str:
    """A long option behind one dash is read letter by letter; what was typed says more than its first letter."""
    typed = next((word for word in sys.argv[1:] if word.startswith(option) and f"-{word}" in known), option)
    return typed if not option.startswith("--") else option


def _message(error: Any, kinds: set[str], option: str, ctx: Any) -> str:
    if "NoSuchOption" in kinds:
        known = [name for one in ctx.command.get_params(ctx) for name in one.opts] if ctx is not None else []
        return cli_text.no_option(_as_typed(option, known), known)
    if "BadOptionUsage" in kinds:
        return cli_text.needs_value(option) if "requires" in str(error) else cli_text.takes_no_value(option)
    if "MissingParameter" in kinds:
        return cli_text.missing(str(getattr(error.param, "metavar", None) or ""))
    return cli_text.TOO_MANY if "unexpected extra" in str(error) else cli_text.MISTAKE
