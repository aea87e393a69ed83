"""`ave explain`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from ave_cli.cli.emit import Answer, Medium, Output, emit, shows
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
from ave_cli.storage import clock, library
from ave_cli.text import cli as cli_text
from ave_cli.text import explain as explain_text
from ave_cli.views.explain import comparison_page, explanation_page, matches_page, sheet_page


def run_explain(profile: str | None, what: str, compare: str | None, output: Output) -> None:
    """Explain something, in one model or in two beside each other."""
    name = chosen_or_default(profile)
    ruleset = library.load(name)
    explanation = _explain(name, ruleset, what)
    if compare is None:
        emit(_in_one_model(ruleset, explanation), output)
        return
    other = library.load(compare)
    emit(_in_two_models((ruleset, explanation), (other, _explain(compare, other, what))), output)


def _in_one_model(ruleset: Ruleset, explanation: Explanation) -> Answer:
    """The scheme of a model is a poster on paper, a phase is one sheet to hand out."""
    layouts = {topics.TopicKind.SCHEME.value: "poster", topics.TopicKind.PHASE.value: "sheet"}

    def page(medium: Medium) -> Report:
        if medium is Medium.PAPER and explanation.kind == topics.TopicKind.PHASE.value:
            return sheet_page(ruleset, explanation)
        return explanation_page(ruleset, explanation, _printed(medium), stamped=medium is Medium.PAPER)

    return Answer(
        page=page,
        document=lambda: as_plain(ruleset.profile.id, explanation),
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
        layout=layouts.get(explanation.kind, "report"),
    )


def _in_two_models(*known: tuple[Ruleset, Explanation]) -> Answer:
    documents = [as_plain(ruleset.profile.id, explained) for ruleset, explained in known]
    return Answer(
        page=lambda medium: comparison_page(known, _printed(medium), stamped=medium is Medium.PAPER),
        document=lambda: {"format": 1, "explanations": documents},
        profiles=tuple(ruleset.profile for ruleset, _ in known),
        advice=explain_text.ADVICE,
    )


def _printed(medium: Medium) -> str:
    """The date of today on a text that is taken away; a screen has none, and paper has it in its margin."""
    return clock.today().isoformat() if medium is Medium.TEXT else ""


def run_search(profile: str | None, text: str, output: Output) -> None:
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
    results = [{"kind": hit.kind.value, "id": hit.id, "title": hit.title} for hit in hits]
    answer = Answer(
        page=lambda _: matches_page(ruleset, text, hits),
        document=lambda: {"format": 1, "profile": ruleset.profile.id, "search": text, "results": results},
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)


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


app = typer.Typer(rich_markup_mode=None, add_completion=False)
_HIDDEN = True
"""The argument is told of in the text of the help: typer would list it with an English word behind it."""
_What = Annotated[list[str] | None, typer.Argument(metavar=explain_text.WHAT_METAVAR, hidden=_HIDDEN)]
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Compare = Annotated[str | None, typer.Option("--compare", metavar=cli_text.PROFILE_METAVAR, help=explain_text.COMPARE)]
_Search = Annotated[str | None, typer.Option("--search", metavar=explain_text.SEARCH_METAVAR, help=explain_text.SEARCH)]


@app.command(
    cls=DutchCommand, help=explain_text.EXPLAIN, epilog=explain_text.EPILOG, options_metavar=cli_text.OPTIONS_METAVAR
)
@shows()
def explain(
    output: Output,
    what: _What = None,
    profile: _Profile = None,
    compare: _Compare = None,
    search: _Search = None,
) -> None:
    """Explain what the model says of something; without anything, show the whole model as one table."""
    if search is not None and what:
        raise UsageError(explain_text.WHAT_OR_SEARCH)
    if search is not None and compare is not None:
        raise UsageError(explain_text.SEARCH_ALONE)
    if search is not None:
        run_search(profile, search, output)
    else:
        run_explain(profile, " ".join(what or ()), compare, output)
