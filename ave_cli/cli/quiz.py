"""`ave quiz`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ave_cli.cli.app import DutchTyper
from ave_cli.cli.emit import Answer, Document, Medium, Output, emit, in_its_words, shows, write_page
from ave_cli.cli.options import COUNT, LIST, QuizOptions, chosen_journey, chosen_or_default, known_journeys
from ave_cli.errors import UsageError
from ave_cli.safe_text import one_line, typed_number
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.text import quiz as quiz_text

if TYPE_CHECKING:
    from ave_cli.report import Report
    from ave_cli.storage.quiz_rounds import Setup


def run_quiz(options: QuizOptions) -> None:
    """Give the questions of a round in the form that was asked for, or play it."""
    from ave_cli.storage.folders import typed_path

    if options.sheet is not None:
        _write_sheet(options, typed_path(options.sheet))
    elif options.output.format.is_document:
        _, answer = _round(options)
        emit(answer, options.output)
    else:
        from ave_cli.cli.quiz_screen import play

        play(options)


def _round(options: QuizOptions) -> tuple[Setup, Answer]:
    """The questions of a round as a document and as a sheet."""
    from ave_cli.cli.quiz_round import about_round, command_line, make_round, quotes_no_other

    setup, ruleset, questions = make_round(chosen_or_default(options.profile), options)

    def document() -> Document:
        from ave_cli.quiz.game import question_json

        if setup.journey:
            return _journey_json(setup)
        return {
            "format": 1,
            "seed": setup.seed,
            "profile": ruleset.profile.id,
            "version": ruleset.profile.version,
            "hash": ruleset.hash,
            "questions": [question_json(question) for question in questions],
        }

    def page(_: Medium) -> Report:
        from ave_cli.views.quiz import question_sheet

        about = about_round(ruleset, len(questions))
        return question_sheet(
            questions, about, setup.seed, command_line(setup), ruleset, _differences(ruleset.profile.id)
        )

    answer = Answer(
        page=page,
        document=document,
        profiles=(ruleset.profile,),
        advice=quiz_text.PRACTICE_ONLY,
        reworded=quotes_no_other(questions),
    )
    return setup, answer


def _differences(name: str) -> list[tuple[str, list[str]]]:
    """On what this model differs from others, and what each says."""
    from ave_cli.storage import library

    titles = {ident: library.load(ident).profile.title for ident in library.index().ids()}
    return [
        (one.question, [quiz_text.says(titles[side.profile], side.text) for side in one.sides])
        for one in library.load_between().conflicts
        if name in {side.profile for side in one.sides}
    ]


def _journey_json(setup: Setup) -> Document:
    """The moments of a klantreis with their questions."""
    from ave_cli.cli.quiz_round import asked_moments, material
    from ave_cli.engine.answers_file import raw_answer
    from ave_cli.profile import Gate
    from ave_cli.quiz.game import question_json

    own = material(setup.profile)
    journey, asked = asked_moments(own, setup)
    return {
        "format": 1,
        "profile": own.id,
        "version": own.ruleset.profile.version,
        "hash": own.ruleset.hash,
        "journey": {"id": journey.id, "title": journey.title},
        "moments": [
            {
                "title": one.outcome.moment.title,
                "news": one.outcome.moment.news,
                "answers": {
                    fact: raw_answer(value)
                    for fact, value in one.outcome.assessment.answers.given.items()
                    if own.ruleset.facts[fact].gate is not Gate.PHASE
                },
                "current_phase": one.outcome.assessment.course.current,
                "questions": [question_json(question) for question in one.questions],
            }
            for one in asked
        ],
    }


def _write_sheet(options: QuizOptions, path: Path) -> None:
    from ave_cli.cli.quiz_round import command_line
    from ave_cli.storage import safe_write

    safe_write.is_free(path)
    setup, answer = _round(options)
    if path.suffix.lower() == ".html":
        write_page(answer, path)
    else:
        from ave_cli.render.plain import markdown_text

        saved = safe_write.save_new(path, markdown_text(in_its_words(answer).page(Medium.TEXT)).encode())
        streams.complain(quiz_text.written(one_line(str(saved.path))))
    streams.complain(quiz_text.play_it(command_line(setup)))


_LONGEST_SEED = 60


app = DutchTyper()
_Text = str | None
_Profile = Annotated[_Text, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Seed = Annotated[_Text, typer.Option("--seed", metavar=cli_text.SEED_METAVAR, help=cli_text.SEED)]
_Count = Annotated[_Text, typer.Option("--count", metavar=cli_text.NUMBER_METAVAR, help=cli_text.COUNT)]
_Kind = Annotated[list[str] | None, typer.Option("--kind", metavar=cli_text.KIND_METAVAR, help=cli_text.KIND)]
_Level = Annotated[_Text, typer.Option("--level", metavar=cli_text.NUMBER_METAVAR, help=cli_text.LEVEL)]
_Teams = Annotated[_Text, typer.Option("--teams", metavar=cli_text.NUMBER_METAVAR, help=cli_text.TEAMS)]
_NoInput = Annotated[bool, typer.Option("--no-input", help=cli_text.QUIZ_NO_INPUT)]
_Resume = Annotated[bool, typer.Option("--resume", help=cli_text.QUIZ_RESUME)]
_Sheet = Annotated[_Text, typer.Option("--sheet", metavar=cli_text.FILE_METAVAR, help=cli_text.SHEET)]
_Journey = Annotated[_Text, typer.Option("--journey", metavar=cli_text.JOURNEY_METAVAR, help=cli_text.JOURNEY)]
_Case = Annotated[_Text, typer.Option("--case", metavar=cli_text.CASE_METAVAR, help=cli_text.CASE)]
_Cases = Annotated[_Text, typer.Option("--cases", metavar=cli_text.FILE_METAVAR, help=cli_text.CASES)]
_Written = Annotated[bool, typer.Option("--written", help=cli_text.WRITTEN)]
_Again = Annotated[_Text, typer.Option("--again", metavar=cli_text.FILE_METAVAR, help=cli_text.AGAIN)]
_Results = Annotated[_Text, typer.Option("--results", metavar=cli_text.FILE_METAVAR, help=cli_text.RESULTS)]


@app.command(help=cli_text.QUIZ, epilog=cli_text.QUIZ_EPILOG)
@shows(on_paper=False)
def quiz(
    output: Output,
    profile: _Profile = None,
    seed: _Seed = None,
    count: _Count = None,
    kind: _Kind = None,
    level: _Level = None,
    case: _Case = None,
    cases: _Cases = None,
    written: _Written = False,
    journey: _Journey = None,
    teams: _Teams = None,
    sheet: _Sheet = None,
    results: _Results = None,
    again: _Again = None,
    no_input: _NoInput = False,
    resume: _Resume = False,
) -> None:
    """Play a round alone or with teams, or give its questions."""
    _play(**locals())


def _play(
    *, output: Output, profile: str | None, journey: str | None, again: str | None, resume: bool, **typed: Any
) -> None:
    """What was typed as options of a round, of a klantreis or of what went wrong before; and that is played."""
    from ave_cli.storage.quiz_rounds import COUNTS, LEVELS, TEAMS

    if journey == LIST:
        emit(listed_journeys(chosen_or_default(profile), quiz_text.PRACTICE_ONLY), output)
        return
    chosen = [*(typed[name] for name in ("seed", "count", "level", "case", "cases")), *(typed["kind"] or [])]
    chosen += ["written"] if typed["written"] else []
    _check_together(
        forms=[
            output.format.is_document,
            typed["sheet"] is not None,
            typed["teams"] is not None or typed["results"] is not None or resume,
        ],
        resume=resume,
        made=[profile, typed["teams"], journey, again, *chosen],
    )
    options = QuizOptions(
        profile=profile,
        seed=_seed(typed["seed"]),
        count=_number(typed["count"], COUNTS, cli_text.COUNT_WRONG) or COUNT,
        kinds=_kinds(typed["kind"] or []),
        level=_number(typed["level"], LEVELS, cli_text.LEVEL_WRONG),
        teams=_number(typed["teams"], TEAMS, cli_text.TEAMS_WRONG) or 1,
        output=output,
        may_ask=not typed["no_input"],
        resume=resume,
        sheet=_file(typed["sheet"], (".md", ".html"), cli_text.SHEET_NAME),
        results=_file(typed["results"], (".md",), cli_text.RESULTS_NAME),
        **{name: typed[name] for name in ("case", "cases", "written")},
    )
    _of_what(options, journey, again, any(one is not None for one in chosen))


def _of_what(options: QuizOptions, journey: str | None, again: str | None, chosen: bool) -> None:
    if journey is not None:
        options = _of_journey(options, journey, alone=not chosen)
    if again is not None:
        options = _of_results(options, again, alone=not (chosen or options.profile is not None or journey is not None))
    run_quiz(options)


def _of_journey(options: QuizOptions, which: str, *, alone: bool) -> QuizOptions:
    """The options for a klantreis, with its model, and its id or where its file stands."""
    from ave_cli.storage.folders import typed_path

    if not alone:
        raise UsageError(cli_text.JOURNEY_ALONE)
    name, found = chosen_journey(which, options.profile)
    place = str(typed_path(which).absolute()) if which.endswith(".toml") else found.id
    return replace(options, profile=name, journey=place, seed=found.id)


def _of_results(options: QuizOptions, name: str, *, alone: bool) -> QuizOptions:
    """The options for what went wrong in an earlier round."""
    from ave_cli.storage.folders import typed_path
    from ave_cli.storage.quiz_rounds import read_results

    if not alone:
        raise UsageError(cli_text.AGAIN_ALONE)
    setup = read_results(typed_path(name))
    if not setup.again:
        raise UsageError(quiz_text.ALL_WERE_RIGHT)
    return replace(
        options,
        profile=setup.profile,
        seed=setup.seed,
        count=setup.count,
        kinds=tuple(setup.kinds),
        level=setup.level,
        journey=setup.journey or None,
        case=setup.case or None,
        cases=setup.cases or None,
        written=setup.written,
        again=tuple(setup.again),
    )


def _check_together(*, forms: list[bool], resume: bool, made: list[str | None]) -> None:
    if sum(forms) > 1:
        raise UsageError(cli_text.ONE_USE)
    if resume and any(transition is not None for transition in made):
        raise UsageError(cli_text.RESUME_ALONE)


def _number(text: str | None, allowed: range, wrong: str) -> int:
    """The number that was typed; 0 where none was."""
    if text is None:
        return 0
    number = typed_number(text, allowed[-1])
    if number is None or number not in allowed:
        raise UsageError(wrong, cli_text.see_help("ave quiz"))
    return number


def _kinds(typed: list[str]) -> tuple[str, ...]:
    """The kinds in the order of the quiz, each once: the order of typing changes no round."""
    from ave_cli.quiz.material import OF_ROUND

    kinds = [kind.value for kind in OF_ROUND]
    for one in typed:
        if one not in kinds:
            raise UsageError(cli_text.no_kind(one[:40], kinds), cli_text.see_help("ave quiz"))
    return tuple(one for one in kinds if one in typed)


def _seed(text: str | None) -> str | None:
    if text is None:
        return None

    seed = one_line(text)
    if not seed or len(seed) > _LONGEST_SEED:
        raise UsageError(cli_text.SEED_WRONG)
    return seed


def _file(name: str | None, endings: tuple[str, ...], wrong: str) -> str | None:
    if name is not None and PurePath(name).suffix.lower() not in endings:
        raise UsageError(wrong)
    return name


def listed_journeys(name: str, advice: str) -> Answer:
    """The klantreizen of a model, with what is said beneath."""
    from ave_cli.storage import library
    from ave_cli.views.quiz import journeys_page

    ruleset, known = library.load(name), known_journeys(name)
    rows = [{"id": one.id, "title": one.title, "moments": len(one.moments)} for one in known]
    return Answer(
        page=lambda _: journeys_page(ruleset, known),
        document=lambda: {"format": 1, "profile": ruleset.profile.id, "journeys": rows},
        profiles=(ruleset.profile,),
        advice=advice,
    )
