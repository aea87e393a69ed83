"""What does `ave quiz` take, and which of it goes together?"""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand
from ave_cli.cli.options import COUNT, QuizOptions
from ave_cli.errors import UsageError
from ave_cli.words import help as say_help
from ave_cli.words import quiz as say
from ave_cli.words import quiz_help as say_quiz

_MOST, _LONGEST_SEED = 100, 60
_TEAMS = range(2, 9)
_LEVELS = range(1, 4)


app = typer.Typer(rich_markup_mode=None, add_completion=False)
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=say_help.PROFILE_METAVAR, help=say_help.PROFILE)]
_Seed = Annotated[_Text, typer.Option("--seed", metavar=say_quiz.SEED_METAVAR, help=say_quiz.SEED)]
_Count = Annotated[_Text, typer.Option("--count", metavar=say_quiz.NUMBER_METAVAR, help=say_quiz.COUNT)]
_Kind = Annotated[list[str] | None, typer.Option("--kind", metavar=say_quiz.KIND_METAVAR, help=say_quiz.KIND)]
_Level = Annotated[_Text, typer.Option("--level", metavar=say_quiz.NUMBER_METAVAR, help=say_quiz.LEVEL)]
_Teams = Annotated[_Text, typer.Option("--teams", metavar=say_quiz.NUMBER_METAVAR, help=say_quiz.TEAMS)]
_Plain = Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)]
_Json = Annotated[bool, typer.Option("--json", help=say_quiz.QUIZ_JSON)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=say_quiz.QUIZ_NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=say_quiz.QUIZ_RESUME)]
_Sheet = Annotated[_Text, typer.Option("--sheet", metavar=say_help.FILE_METAVAR, help=say_quiz.SHEET)]
_Results = Annotated[_Text, typer.Option("--results", metavar=say_help.FILE_METAVAR, help=say_quiz.RESULTS)]


@app.command(
    cls=DutchCommand, help=say_quiz.QUIZ, epilog=say_quiz.QUIZ_EPILOG, options_metavar=say_help.OPTIONS_METAVAR
)
def quiz(
    profile: _Profile = None,
    seed: _Seed = None,
    count: _Count = None,
    kind: _Kind = None,
    level: _Level = None,
    teams: _Teams = None,
    sheet: _Sheet = None,
    results: _Results = None,
    json: _Json = False,
    plain: _Plain = False,
    no_input: _NoInput = False,
    resume: _Resume = False,
) -> None:
    """Play a round alone or with teams, or give its questions."""
    _check_together(
        forms=[json, sheet is not None, teams is not None or results is not None or resume],
        resume=resume,
        made=[profile, seed, count, level, teams, *(kind or [])],
    )
    options = QuizOptions(
        profile=profile,
        seed=_seed(seed),
        count=_number(count, range(1, _MOST + 1), say_quiz.COUNT_WRONG) or COUNT,
        kinds=_kinds(kind or []),
        level=_number(level, _LEVELS, say_quiz.LEVEL_WRONG),
        teams=_number(teams, _TEAMS, say_quiz.TEAMS_WRONG) or 1,
        json=json,
        plain=plain,
        may_ask=not no_input,
        resume=resume,
        sheet=_file(sheet, (".md", ".html"), say_quiz.SHEET_NAME),
        results=_file(results, (".md",), say_quiz.RESULTS_NAME),
    )
    from ave_cli.cli.quiz_run import run

    run(options)


def _check_together(*, forms: list[bool], resume: bool, made: list[str | None]) -> None:
    if sum(forms) > 1:
        raise UsageError(say_quiz.ONE_USE)
    if resume and any(one is not None for one in made):
        raise UsageError(say_quiz.RESUME_ALONE)


def _number(text: str | None, allowed: range, wrong: str) -> int:
    """The number that was typed; 0 where none was."""
    if text is None:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(allowed[-1])) and int(text) in allowed):
        raise UsageError(wrong, say_help.see_help("ave quiz"))
    return int(text)


def _kinds(typed: list[str]) -> tuple[str, ...]:
    """The kinds in the order of the quiz, each once: the order of typing changes no round."""
    for one in typed:
        if one not in say.KINDS:
            raise UsageError(say_quiz.no_kind(one[:40], say.KINDS), say_help.see_help("ave quiz"))
    return tuple(one for one in say.KINDS if one in typed)


def _seed(text: str | None) -> str | None:
    if text is None:
        return None
    from ave_cli.safe_text import one_line

    seed = one_line(text)
    if not seed or len(seed) > _LONGEST_SEED:
        raise UsageError(say_quiz.SEED_WRONG)
    return seed


def _file(name: str | None, endings: tuple[str, ...], wrong: str) -> str | None:
    if name is not None and PurePath(name).suffix.lower() not in endings:
        raise UsageError(wrong)
    return name
