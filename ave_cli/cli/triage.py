"""What does `ave triage` take, and in which order does it happen?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import typer

from ave_cli.errors import UsageError
from ave_cli.words import help as say


class Form(Enum):
    """What the result looks like."""

    TABLES = "tables"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What was typed behind `ave triage`."""

    profile: str | None
    answers: str | None
    current_phase: str | None
    example: bool
    may_ask: bool
    line_by_line: bool
    """Ask without redrawing, also where there is no terminal."""
    form: Form


def triage(
    profile: Annotated[str | None, typer.Option("--profile", metavar=say.PROFILE_METAVAR, help=say.PROFILE)] = None,
    answers: Annotated[str | None, typer.Option("--answers", metavar=say.FILE_METAVAR, help=say.ANSWERS)] = None,
    current_phase: Annotated[
        str | None, typer.Option("--current-phase", metavar=say.PHASE_METAVAR, help=say.CURRENT_PHASE)
    ] = None,
    example: Annotated[bool, typer.Option("--example", help=say.EXAMPLE)] = False,
    json: Annotated[bool, typer.Option("--json", help=say.JSON)] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help=say.MARKDOWN)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say.PLAIN)] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help=say.NO_INPUT)] = False,
) -> None:
    """Ask about a household, or read answers, and give the advice."""
    if answers is not None and example:
        raise UsageError(say.ANSWERS_OR_EXAMPLE)
    if json and markdown:
        raise UsageError(say.ONE_FORM)
    from ave_cli.cli.triage_run import run

    form = Form.JSON if json else Form.MARKDOWN if markdown else Form.PLAIN if plain else Form.TABLES
    run(
        Wishes(
            profile=profile,
            answers=answers,
            current_phase=current_phase,
            example=example,
            may_ask=not no_input,
            line_by_line=plain,
            form=form,
        )
    )
