"""What does `ave explain` take, and in which order does it happen?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand
from ave_cli.errors import UsageError
from ave_cli.words import ask as say
from ave_cli.words import help as say_help
from ave_cli.words import takeaway as say_page

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_HIDDEN = True
"""The argument is told of in the text of the help: typer would list it with an English word behind it."""
_What = Annotated[list[str] | None, typer.Argument(metavar=say.WHAT_METAVAR, hidden=_HIDDEN)]
_Profile = Annotated[str | None, typer.Option("--profile", metavar=say_help.PROFILE_METAVAR, help=say_help.PROFILE)]
_Compare = Annotated[str | None, typer.Option("--compare", metavar=say_help.PROFILE_METAVAR, help=say.COMPARE)]
_Search = Annotated[str | None, typer.Option("--search", metavar=say.SEARCH_METAVAR, help=say.SEARCH)]
_Json = Annotated[bool, typer.Option("--json", help=say_help.JSON)]
_Markdown = Annotated[bool, typer.Option("--markdown", help=say_help.MARKDOWN)]
_Plain = Annotated[bool, typer.Option("--plain", help=say_help.PLAIN)]

_Html = Annotated[str | None, typer.Option("--html", metavar=say_help.FILE_METAVAR, help=say_page.HTML)]


@app.command(cls=DutchCommand, help=say.EXPLAIN, epilog=say.EPILOG, options_metavar=say_help.OPTIONS_METAVAR)
def explain(
    what: _What = None,
    profile: _Profile = None,
    compare: _Compare = None,
    search: _Search = None,
    json: _Json = False,
    markdown: _Markdown = False,
    plain: _Plain = False,
    html: _Html = None,
) -> None:
    """Explain what the model says of something; without anything, show the whole model as one table."""
    if search is not None and what:
        raise UsageError(say.WHAT_OR_SEARCH)
    if search is not None and compare is not None:
        raise UsageError(say.SEARCH_ALONE)
    if json + markdown + plain > 1:
        raise UsageError(say_help.ONE_FORM)
    if html in ("", "-"):
        raise UsageError(say_page.NEEDS_FILE)
    if search is not None and html is not None:
        raise UsageError(say_page.NOT_WITH_SEARCH)
    from ave_cli.cli.explain_run import Form, run_explain, run_search

    form = Form(json=json, markdown=markdown, plain=plain)
    if search is not None:
        run_search(profile, search, form)
    else:
        run_explain(profile, " ".join(what or ()), compare, form, html)
