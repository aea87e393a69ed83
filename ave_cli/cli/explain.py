"""`ave explain`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ave_cli.cli import emit
from ave_cli.cli.model_choice import chosen_or_default
from ave_cli.cli.typer_dutch import DutchCommand
from ave_cli.errors import UsageError
from ave_cli.explain import topics
from ave_cli.explain.explain import explain_topic
from ave_cli.explain.scheme import scheme_page
from ave_cli.explain.sections import Explanation, as_plain
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.ruleset import Ruleset
from ave_cli.report import Report
from ave_cli.safe_text import one_line
from ave_cli.storage import library
from ave_cli.storage.safe_write import is_free
from ave_cli.text import cli as cli_text
from ave_cli.text import explain as explain_text
from ave_cli.text import notes as notes_text
from ave_cli.views.explain import comparison_page, explanation_page, matches_page, sheet_page


@dataclass(frozen=True, kw_only=True)
class ExplainForm:
    """In which form the answer is wanted; none of these: tables."""

    json: bool
    markdown: bool
    plain: bool

    def printed(self) -> str:
        """The date of today on what is taken away; a screen has none."""
        return datetime.now(UTC).astimezone().date().isoformat() if self.markdown else ""


def run_explain(profile: str | None, what: str, compare: str | None, form: ExplainForm, html: str | None) -> None:
    """Explain something, in one model or in two beside each other; `html` names a file for a page of it.

    Raises:
        TargetExists: that file is there already; nothing is shown.
    """
    path = is_free(Path(html)) if html is not None else None
    name = chosen_or_default(profile)
    ruleset = library.load(name)
    explanation = _explain(name, ruleset, what)
    if compare is None:
        if form.json:
            emit.show_json(as_plain(ruleset.profile.id, explanation))
        else:
            _emit(explanation_page(ruleset, explanation, form.printed()), form)
        if path is not None:
            is_phase = explanation.kind == topics.TopicKind.PHASE.value
            report = (
                sheet_page(ruleset, explanation) if is_phase else explanation_page(ruleset, explanation, stamped=True)
            )
            _save(report, [ruleset], explanation.kind, path)
        return
    other = library.load(compare)
    known = ((ruleset, explanation), (other, _explain(compare, other, what)))
    if form.json:
        documents = [as_plain(one.profile.id, explained) for one, explained in known]
        emit.show_json({"format": 1, "explanations": documents})
    else:
        _emit(comparison_page(known, form.printed()), form)
    if path is not None:
        _save(comparison_page(known, stamped=True), [ruleset, other], "", path)


def run_search(profile: str | None, text: str, form: ExplainForm) -> None:
    """Show everything that mentions some words.

    Raises:
        UsageError: nothing does.
    """
    name = chosen_or_default(profile)
    ruleset = library.load(name)
    known = topics.topics(ruleset, library.load_statements(name))
    hits = topics.search_all(known, text)
    if not hits:
        near = [one.handle() for one in topics.near(known, text)]
        raise UsageError(explain_text.nothing_found(one_line(text), near))
    if form.json:
        results = [{"kind": hit.kind.value, "id": hit.id, "title": hit.title} for hit in hits]
        emit.show_json({"format": 1, "profile": ruleset.profile.id, "search": text, "results": results})
    else:
        _emit(matches_page(ruleset, text, hits), form)


def _explain(name: str, ruleset: Ruleset, what: str) -> Explanation:
    """What a model says of something; the register is read only where something else does not answer.

    Raises:
        UsageError: nothing has that name; says what looks most like it.
    """
    if not what:
        return scheme_page(ruleset)
    register: Mapping[str, Statement] = {}
    meant = topics.find_topic(topics.topics(ruleset, register), what)
    if meant.topic is None:
        register = library.load_statements(name)
        meant = topics.find_topic(topics.topics(ruleset, register), what)
    if meant.topic is None:
        near = [one.handle() for one in meant.near]
        raise UsageError(explain_text.no_topic(one_line(what), ruleset.profile.title, near), explain_text.SEARCH_HINT)
    return explain_topic(ruleset, register, meant.topic, meant.also)


def _save(report: Report, rulesets: list[Ruleset], kind: str, path: Path) -> None:
    """Save a page: the scheme of a model is a poster, a phase is one sheet to hand out."""
    from ave_cli.cli.save import save_page
    from ave_cli.render.html import Layout

    layouts = {topics.TopicKind.SCHEME.value: Layout.POSTER, topics.TopicKind.PHASE.value: Layout.SHEET}
    save_page(report, [one.profile for one in rulesets], explain_text.ADVICE, layouts.get(kind, Layout.REPORT), path)


def _emit(report: Report, form: ExplainForm) -> None:
    if form.markdown:
        emit.show_markdown(report)
    else:
        emit.show_page(report, plain=form.plain)


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

    form = ExplainForm(json=json, markdown=markdown, plain=plain)
    if search is not None:
        run_search(profile, search, form)
    else:
        run_explain(profile, " ".join(what or ()), compare, form, html)
