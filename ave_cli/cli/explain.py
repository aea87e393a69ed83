"""What does `ave explain` take, and in which order does it happen?"""

from __future__ import annotations

from typing import Annotated

import typer

from ave_cli.cli.dutch import DutchCommand
from ave_cli.errors import UsageError
from ave_cli.text import cli as cli_text
from ave_cli.text import explain as explain_text
from ave_cli.text import notes as notes_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_HIDDEN = True
"""The argument is told of in the text of the help: typer would list it with an English word behind it."""
_What = Annotated[list[str] | None, typer.Argument(metavar=explain_text.WHAT_METAVAR, hidden=_HIDDEN)]
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Compare = Annotated[str | None, typer.Option("--compare", metavar=cli_text.PROFILE_METAVAR, help=explain_text.COMPARE)]
_Search = Annotated[str | None, typer.Option("--search", metavar=explain_text.SEARCH_METAVAR, help=explain_text.SEARCH)]
_Json = Annotated[bool, typer.Option("--json", help=cli_text.JSON)]
_Markdown = Annotated[bool, typer.Option("--markdown", help=cli_text.MARKDOWN)]
_Plain = Annotated[bool, typer.Option("--plain", help=cli_text.PLAIN)]

_Html = Annotated[str | None, typer.Option("--html", metavar=cli_text.FILE_METAVAR, help=notes_text.HTML)]


@app.command(
    cls=DutchCommand, help=explain_text.EXPLAIN, epilog=explain_text.EPILOG, options_metavar=cli_text.OPTIONS_METAVAR
)
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
        raise UsageError(explain_text.WHAT_OR_SEARCH)
    if search is not None and compare is not None:
        raise UsageError(explain_text.SEARCH_ALONE)
    if json + markdown + plain > 1:
        raise UsageError(cli_text.ONE_FORM)
    if html in ("", "-"):
        raise UsageError(notes_text.NEEDS_FILE)
    if search is not None and html is not None:
        raise UsageError(notes_text.NOT_WITH_SEARCH)
    from ave_cli.cli.explain_run import Form, run_explain, run_search

    form = Form(json=json, markdown=markdown, plain=plain)
    if search is not None:
        run_search(profile, search, form)
    else:
        run_explain(profile, " ".join(what or ()), compare, form, html)
