"""`ave profiles`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ave_cli.cli.app import dutch_group
from ave_cli.cli.emit import Answer, Document, Medium, Output, emit, shows
from ave_cli.errors import ExitCode, UsageError
from ave_cli.text import cli as cli_text
from ave_cli.text import compare as compare_text
from ave_cli.text import explain as explain_text
from ave_cli.text import journey as journey_text
from ave_cli.text import profiles as profiles_text

if TYPE_CHECKING:
    from ave_cli.engine.answers_file import Plain
    from ave_cli.profile import ModelDifference as Between
    from ave_cli.profile import Ruleset, Statement
    from ave_cli.report import Report
    from ave_cli.storage import library


_AT_MOST = 5
_FIRST = str(1)
"""The klantreis that is shown where none is named."""


def run_compare(names: Sequence[str], answers: str | None, output: Output) -> None:
    """Compare and print; with JSON one document and nothing else.

    Raises:
        UsageError: too few models, too many, one of them twice, or one that is not known.
        InvalidInput: a model is not right, or the answers fit none of the models; lists every problem.
    """
    from ave_cli.compare import household as comparison
    from ave_cli.storage import library
    from ave_cli.storage.folders import typed_path

    rulesets = _models(names)
    known = comparison.differences_between(rulesets, library.load_between().conflicts)
    document, page = (
        _models_only(rulesets, known, full=output.full)
        if answers is None
        else _household(rulesets, typed_path(answers), known)
    )
    answer = Answer(
        page=lambda _: page,
        document=lambda: document,
        profiles=tuple(ruleset.profile for ruleset in rulesets),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)


def _models(names: Sequence[str]) -> list[Ruleset]:
    from ave_cli.storage import library

    if len(names) < 2:
        raise UsageError(compare_text.HOW_FEW)
    if len(names) > _AT_MOST:
        raise UsageError(compare_text.HOW_MANY_AT_MOST)
    rulesets = [library.load(name) for name in names]
    seen: set[str] = set()
    for ruleset in rulesets:
        if ruleset.hash in seen:
            raise UsageError(compare_text.twice(ruleset.profile.title))
        seen.add(ruleset.hash)
    return rulesets


def _models_only(rulesets: Sequence[Ruleset], known: Sequence[Between], *, full: bool) -> tuple[Plain, Report]:
    from ave_cli.compare import household as comparison
    from ave_cli.compare.models import side_by_side
    from ave_cli.views.compare import models_page

    points = side_by_side(rulesets)
    return comparison.models_json(rulesets, points, known), models_page(rulesets, points, known, full=full)


def _household(rulesets: Sequence[Ruleset], path: Path, known: Sequence[Between]) -> tuple[Plain, Report]:
    from ave_cli.compare import household as comparison
    from ave_cli.compare.household import differences, read_household
    from ave_cli.compare.models import model_names as names_of
    from ave_cli.engine.answers_file import KIND, read_frame
    from ave_cli.storage import library
    from ave_cli.storage.toml_files import source_name
    from ave_cli.views.compare import household_page

    file, wrong = read_frame(library.read_raw(path, KIND))
    household, problems = read_household(rulesets, file.answers, file.current_phase)
    if wrong or problems:
        raise library.invalid_input(source_name(path), (*wrong, *problems))
    found = differences(household.assessments)
    return comparison.household_json(household, names_of(rulesets), found, known), household_page(
        household, found, known
    )


app = dutch_group(profiles_text.PROFILES)


@app.command("list", help=profiles_text.LIST)
@shows()
def list_(output: Output) -> None:
    """Show which models ship, with how much of each document is modelled."""
    from ave_cli.storage import library, toml_files
    from ave_cli.views.profiles import list_page

    known = [(library.load(ident), library.load_statements(ident)) for ident in library.index().ids()]
    own = library.own_models()
    places = [{"id": one.id, "title": one.title, "version": one.version, "place": str(one.place)} for one in own]
    answer = Answer(
        page=lambda _: list_page(known, toml_files.remembered_profile(), own_rows(own)),
        document=lambda: {"format": 1, "profiles": [_listed(*pair) for pair in known], "own": places},
        profiles=tuple(ruleset.profile for ruleset, _ in known),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)


def own_rows(own: Sequence[library.OwnModel]) -> list[tuple[str, ...]]:
    """Name, title, validity and place of the models that were added, and what each is built on."""
    from ave_cli.storage.own_models import base_words, version_name

    return [
        (
            version_name(one.id, one.version),
            one.title,
            profiles_text.valid(one.valid_from, one.valid_until),
            str(one.place.parent),
            base_words(str(one.place)),
        )
        for one in own
    ]


def _listed(ruleset: Ruleset, register: Mapping[str, Statement]) -> Document:
    from ave_cli.views.profiles import count_modelled

    profile, modelled = ruleset.profile, count_modelled(register)
    return {
        "id": profile.id,
        "title": profile.title,
        "document": profile.source.document,
        "phases": [phase.id for phase in profile.phases],
        "criteria": len(profile.criteria),
        "statements": {"total": len(register), "modelled": modelled, "not_modelled": len(register) - modelled},
    }


@app.command("show", help=profiles_text.SHOW)
@shows(answers_first=True)
def show(
    output: Output,
    name: Annotated[str, typer.Argument(metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE, show_default=False)],
) -> None:
    """Show one model, by id or path, on one page; for a program, all that its file says, its base merged in."""
    from ave_cli.storage import library
    from ave_cli.views.profiles import profile_page

    ruleset = library.load(name)
    answer = Answer(
        page=lambda medium: _with_tables(
            profile_page((ruleset, library.load_statements(name)), name, full=output.full),
            ruleset,
            medium,
        ),
        document=lambda: {"format": 1, "profile": library.load_raw(name), "hash": ruleset.hash},
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)


def _with_tables(page: Report, ruleset: Ruleset, medium: Medium) -> Report:
    """What a board signs: on paper and in text the criteria stand as decision tables behind the page."""
    from ave_cli.report import Report
    from ave_cli.views.profiles import decision_tables

    return page if medium is Medium.SCREEN else Report(page.title, (*page.blocks, *decision_tables(ruleset)))


@app.command("use", help=profiles_text.USE)
def use(
    name: Annotated[str, typer.Argument(metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE, show_default=False)],
) -> None:
    """Remember a model for all later commands; it is loaded first, so that a wrong one is never remembered."""
    from ave_cli.storage import library, toml_files
    from ave_cli.terminal.streams import complain

    ruleset = library.load(name)
    toml_files.remember_profile(library.full_name(name))
    complain(profiles_text.now_used(ruleset.profile.title, ruleset.place))


@app.command("compare", help=compare_text.COMPARE)
@shows(answers_first=True)
def compare(
    output: Output,
    names: Annotated[
        list[str], typer.Argument(metavar=compare_text.MODELS_METAVAR, help=compare_text.MODELS, show_default=False)
    ],
    answers: Annotated[
        str | None, typer.Option("--answers", metavar=cli_text.FILE_METAVAR, help=compare_text.ANSWERS)
    ] = None,
) -> None:
    """Put two to five models side by side, with a household or without."""
    run_compare(names, answers, output)


@app.command("journey", help=journey_text.JOURNEY)
@shows()
def journey(
    output: Output,
    which: Annotated[
        str, typer.Argument(metavar=journey_text.WHICH_METAVAR, help=journey_text.WHICH, show_default=False)
    ] = _FIRST,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)
    ] = None,
    other: Annotated[
        str | None, typer.Option("--compare", metavar=cli_text.PROFILE_METAVAR, help=journey_text.COMPARE)
    ] = None,
) -> None:
    """Show a klantreis for a table of people: the road of one household, and which agreements are missing."""
    from ave_cli.cli.options import LIST, chosen_or_default
    from ave_cli.cli.quiz import listed_journeys

    if which == LIST:
        emit(listed_journeys(chosen_or_default(profile), explain_text.ADVICE), output)
    else:
        emit(_journey(which, profile, other), output)


def _journey(which: str, profile: str | None, other: str | None) -> Answer:
    from ave_cli.cli.options import chosen_journey
    from ave_cli.engine.journey import left_out, walk_elsewhere, walk_journey
    from ave_cli.storage import library
    from ave_cli.views.quiz import journey_page
    from ave_cli.wording.journey import journey_json

    name, found = chosen_journey(which, profile)
    ruleset = library.load(name)
    walks = [(ruleset, walk_journey(ruleset, found))]
    missing: list[str] = []
    if other is not None:
        second = library.load(other)
        if second.hash == ruleset.hash:
            raise UsageError(compare_text.twice(second.profile.title))
        walks.append((second, walk_elsewhere(second, found)))
        missing = [ruleset.facts[fact].name() for fact in left_out(second, found)]

    def document() -> Document:
        first, *more = [journey_json(one.profile.id, found, outcomes) for one, outcomes in walks]
        return first | {"compare": more[0]} if more else first

    return Answer(
        page=lambda _: journey_page(found, walks, missing),
        document=document,
        profiles=tuple(one.profile for one, _ in walks),
        advice=explain_text.ADVICE,
    )


@app.command("check", help=profiles_text.CHECK)
@shows()
def check(
    output: Output,
    name: Annotated[
        str | None, typer.Argument(metavar=cli_text.PROFILE_OR_NONE, help=cli_text.PROFILE, show_default=False)
    ] = None,
) -> None:
    """Say everything that is wrong with a model, or missing; without a name of all that ship. Exit 1 on findings."""
    from ave_cli.cli.profile_authoring import check_named, document
    from ave_cli.storage import library
    from ave_cli.views.profiles import findings_page

    found = [check_named(one) for one in ([name] if name is not None else library.index().ids())]
    answer = Answer(
        page=lambda _: findings_page(found),
        document=lambda: document(found),
        profiles=tuple(checked.ruleset.profile for checked in found if checked.ruleset),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)
    if any(checked.findings for checked in found):
        raise typer.Exit(ExitCode.FINDINGS)


@app.command("new", help=profiles_text.NEW)
def new(
    path: Annotated[
        str, typer.Argument(metavar=profiles_text.PATH_METAVAR, help=profiles_text.PATH, show_default=False)
    ],
    base: Annotated[
        str | None, typer.Option("--from", metavar=cli_text.PROFILE_METAVAR, help=profiles_text.FROM)
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar=profiles_text.TEXT_METAVAR, help=profiles_text.TITLE_OPTION)
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar=profiles_text.TEXT_METAVAR, help=profiles_text.DOCUMENT_OPTION)
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=cli_text.NO_INPUT)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=cli_text.PLAIN)] = False,
) -> None:
    """Begin a model for another municipality, check it, and walk one household through it."""
    from ave_cli.cli.profile_authoring import NewOptions, run_new

    run_new(NewOptions(base=base, path=path, title=title, document=document, may_ask=not no_input, plain=plain))


@app.command("format", help=profiles_text.FORMAT)
@shows()
def format_(
    output: Output,
    key: Annotated[
        str | None,
        typer.Argument(metavar=profiles_text.KEY_METAVAR, help=profiles_text.FORMAT_KEY, show_default=False),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help=profiles_text.FORMAT_FULL)] = False,
) -> None:
    """Show what the keys of a model mean, out of the records that check one."""
    from ave_cli.cli.profile_authoring import format_answer

    emit(format_answer(key, full=full), output)


@app.command("schema", help=profiles_text.SCHEMA)
def schema() -> None:
    """Print the JSON Schema of a model."""
    from ave_cli.cli.profile_authoring import show_schema

    show_schema()


_Named = Annotated[str, typer.Argument(metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE, show_default=False)]
_Shared = Annotated[bool, typer.Option("--shared", help=profiles_text.SHARED)]


@app.command("todo", help=profiles_text.TODO)
@shows()
def todo(output: Output, name: _Named) -> None:
    """Show what is still to be filled in, danger first."""
    from ave_cli.cli.profile_authoring import todo_answer

    emit(todo_answer(name), output)


@app.command("pack", help=profiles_text.PACK)
def pack(
    name: _Named,
    out: Annotated[
        str | None, typer.Option("--out", metavar=cli_text.FILE_METAVAR, help=profiles_text.PACK_OUT)
    ] = None,
) -> None:
    """Put a model in one file."""
    from ave_cli.safe_text import command_line
    from ave_cli.storage.own_models import base_words, pack_model
    from ave_cli.terminal.streams import complain

    made = str(pack_model(name, out).path)
    complain(profiles_text.packed(made, command_line(made), base_words(name)))


@app.command("add", help=profiles_text.ADD)
def add(
    file: Annotated[str, typer.Argument(metavar=cli_text.FILE_METAVAR, help=profiles_text.ADD, show_default=False)],
    shared: _Shared = False,
) -> None:
    """Put a packed model among one's own."""
    from ave_cli.storage.own_models import add_model, base_words
    from ave_cli.terminal.streams import complain

    name, place = add_model(file, shared=shared)
    complain(profiles_text.added(name, str(place), base_words(str(place))))


@app.command("remove", help=profiles_text.REMOVE_MODEL)
def remove(name: _Named, shared: _Shared = False) -> None:
    """Take a model away that was added."""
    from ave_cli.storage.own_models import remove_model
    from ave_cli.terminal.streams import complain

    complain(profiles_text.removed(remove_model(name, shared=shared)))


@app.command("diff", help=compare_text.DIFF)
@shows()
def diff(
    output: Output,
    old: Annotated[str, typer.Argument(metavar=compare_text.OLD_METAVAR, help=compare_text.OLD, show_default=False)],
    new: Annotated[
        str, typer.Argument(metavar=compare_text.NEW_METAVAR, help=compare_text.NEW_VERSION, show_default=False)
    ],
    notes: Annotated[
        str | None,
        typer.Option("--notes", metavar=compare_text.FOLDER_METAVAR, help=compare_text.NOTES_OPTION),
    ] = None,
) -> None:
    """Show what changed between two versions, in records, in households and in notes."""
    from ave_cli.cli.profile_authoring import difference_answer

    emit(difference_answer(old, new, notes), output)
