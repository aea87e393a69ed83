"""What can be asked of the models themselves?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli import output
from ave_cli.cli.dutch import DutchCommand, DutchGroup
from ave_cli.errors import ExitCode, UsageError
from ave_cli.words import check as say_check
from ave_cli.words import compare as say_compare
from ave_cli.words import derive as say_derive
from ave_cli.words import help as say_help
from ave_cli.words import profiles as say

app = typer.Typer(
    cls=DutchGroup,
    help=say.PROFILES,
    options_metavar=say_help.OPTIONS_METAVAR,
    subcommand_metavar=say_help.COMMANDS_METAVAR,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)


@app.command("list", cls=DutchCommand, help=say.LIST, options_metavar=say_help.OPTIONS_METAVAR)
def list_(
    json: Annotated[bool, typer.Option("--json", help=say_help.JSON)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)] = False,
) -> None:
    """Show which models ship, with how much of each document is modelled."""
    from ave_cli.shell import library, settings
    from ave_cli.shell.views.profiles import listed, modelled

    known = [(library.load(one), library.load_statements(one)) for one in library.index().ids()]
    if not json:
        output.show_page(listed(known, settings.remembered()), plain=plain)
        return
    profiles = [
        {
            "id": model.profile.id,
            "title": model.profile.title,
            "document": model.profile.source.document,
            "phases": [phase.id for phase in model.profile.phases],
            "criteria": len(model.profile.criteria),
            "statements": {
                "total": len(register),
                "modelled": modelled(register),
                "not_modelled": len(register) - modelled(register),
            },
        }
        for model, register in known
    ]
    output.show_json({"format": 1, "profiles": profiles})


@app.command("show", cls=DutchCommand, help=say.SHOW, options_metavar=say_help.OPTIONS_METAVAR)
def show(
    name: Annotated[str, typer.Argument(metavar=say_help.PROFILE_METAVAR, help=say_help.PROFILE, show_default=False)],
    markdown: Annotated[bool, typer.Option("--markdown", help=say_help.MARKDOWN)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)] = False,
) -> None:
    """Show one model, by id or path, on one page."""
    from ave_cli.shell import library
    from ave_cli.shell.views.profiles import shown

    page = shown((library.load(name), library.load_statements(name)))
    if markdown:
        output.show_markdown(page)
    else:
        output.show_page(page, plain=plain)


@app.command("use", cls=DutchCommand, help=say.USE, options_metavar=say_help.OPTIONS_METAVAR)
def use(
    name: Annotated[str, typer.Argument(metavar=say_help.PROFILE_METAVAR, help=say_help.PROFILE, show_default=False)],
) -> None:
    """Remember a model for all later commands; it is loaded first, so that a wrong one is never remembered."""
    from ave_cli.shell import library, settings
    from ave_cli.shell.terminal import complain

    model = library.load(name)
    settings.remember(str(library.profile_file(name)) if name != model.profile.id else name)
    complain(say.now_used(model.profile.title))


@app.command("compare", cls=DutchCommand, help=say_compare.COMPARE, options_metavar=say_help.OPTIONS_METAVAR)
def compare(
    names: Annotated[
        list[str], typer.Argument(metavar=say_compare.MODELS_METAVAR, help=say_compare.MODELS, show_default=False)
    ],
    answers: Annotated[
        str | None, typer.Option("--answers", metavar=say_help.FILE_METAVAR, help=say_compare.ANSWERS)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say_help.JSON)] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help=say_help.MARKDOWN)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)] = False,
) -> None:
    """Put two to five models side by side, with a household or without."""
    if json and markdown:
        raise UsageError(say_help.ONE_FORM)
    from ave_cli.cli import profiles_compare
    from ave_cli.cli.options import Form

    form = Form.JSON if json else Form.MARKDOWN if markdown else Form.PLAIN if plain else Form.TABLES
    profiles_compare.run(names, answers, form)


@app.command("check", cls=DutchCommand, help=say_check.CHECK, options_metavar=say_help.OPTIONS_METAVAR)
def check(
    name: Annotated[
        str | None, typer.Argument(metavar=say_help.PROFILE_OR_NONE, help=say_help.PROFILE, show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say_help.JSON)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)] = False,
) -> None:
    """Say everything that is wrong with a model, or missing; without a name of all that ship. Exit 1 on findings."""
    from ave_cli.cli.profiles_check import checked, document
    from ave_cli.shell import library

    found = [checked(one) for one in ([name] if name else library.index().ids())]
    if json:
        output.show_json(document(found))
    else:
        from ave_cli.shell.views.findings import page

        output.show_page(page(found), plain=plain)
    if any(one.findings for one in found):
        raise typer.Exit(ExitCode.FINDINGS)


@app.command("new", cls=DutchCommand, help=say_derive.NEW, options_metavar=say_help.OPTIONS_METAVAR)
def new(
    path: Annotated[str, typer.Argument(metavar=say_derive.PATH_METAVAR, help=say_derive.PATH, show_default=False)],
    base: Annotated[str, typer.Option("--from", metavar=say_help.PROFILE_METAVAR, help=say_derive.FROM)],
    title: Annotated[
        str | None, typer.Option("--title", metavar=say_derive.TEXT_METAVAR, help=say_derive.TITLE_OPTION)
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar=say_derive.TEXT_METAVAR, help=say_derive.DOCUMENT_OPTION)
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=say_help.NO_INPUT)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)] = False,
) -> None:
    """Begin a model for another municipality, check it, and walk one household through it."""
    from ave_cli.cli.profiles_new import Wishes, run

    run(Wishes(base=base, path=path, title=title, document=document, may_ask=not no_input, plain=plain))
