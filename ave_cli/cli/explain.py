"""`ave explain`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ave_cli.cli.app import DutchTyper
from ave_cli.cli.emit import Answer, Medium, Output, OutputFormat, emit, free_page, shows, write_page
from ave_cli.cli.options import chosen_or_default
from ave_cli.errors import UsageError
from ave_cli.records import record
from ave_cli.safe_text import one_line, typed_number
from ave_cli.text import answers as answers_text
from ave_cli.text import cli as cli_text
from ave_cli.text import explain as explain_text

if TYPE_CHECKING:
    from ave_cli.explain.questions import Speech
    from ave_cli.explain.sections import Explanation
    from ave_cli.profile import ModelDifference, Ruleset
    from ave_cli.render.html import Stamp
    from ave_cli.report import Report

_MOST_DIFFERENCES = 9_999


@record
class ExplainOptions:
    """What was typed behind `ave explain`."""

    profile: str | None
    what: str
    compare: str | None
    paper: str
    output: Output


def run_explain(asked: ExplainOptions) -> None:
    """Explain something, in one model or in two beside each other.

    Raises:
        UsageError: the model says nothing about it; of two models, neither does.
    """
    from ave_cli.storage import library

    name = chosen_or_default(asked.profile)
    ruleset = library.load(name)
    if asked.compare is None:
        emit(answer_of(name, ruleset, asked), asked.output)
        return
    explanation = _explain(name, ruleset, asked)
    other = library.load(asked.compare)
    beside = _explain(asked.compare, other, asked)
    found = [(model, told) for model, told in ((ruleset, explanation), (other, beside)) if told is not None]
    if not found:
        raise _silent(asked.what, ruleset, other)
    if len(found) == 1:
        model, told = found[0]
        silent = other if model is ruleset else ruleset
        note = explain_text.only_there(silent.profile.title, model.profile.title)
        emit(_in_one_model(model, replace(told, read_as=note), asked), asked.output)
        return
    emit(_in_two_models(*found), asked.output)


def answer_of(name: str, ruleset: Ruleset, asked: ExplainOptions) -> Answer:
    """What one model says of a question.

    Raises:
        UsageError: the model says nothing about it.
    """
    explanation = _explain(name, ruleset, asked)
    if explanation is None:
        raise _silent(asked.what, ruleset)
    return _in_one_model(ruleset, explanation, asked)


def _silent(what: str, *rulesets: Ruleset) -> UsageError:
    """That none of these models says anything about it, or that it is no Dutch; a phase that none has is named."""
    from ave_cli.explain.explain import unknown_phases

    if answers_text.ENGLISH & {*what.casefold().split()}:
        return UsageError(answers_text.not_understood(one_line(what)), answers_text.IN_DUTCH)
    titles = explain_text.all_titles(ruleset.profile.title for ruleset in rulesets)
    phases = unknown_phases(rulesets, what)
    labels = [phase.label for ruleset in rulesets for phase in ruleset.profile.phases]
    hint = explain_text.phase_unknown(phases, dict.fromkeys(labels)) if phases else explain_text.WHAT_CAN_BE_ASKED
    return UsageError(explain_text.says_nothing(one_line(what), titles), hint)


def _in_one_model(ruleset: Ruleset, explanation: Explanation, asked: ExplainOptions) -> Answer:
    """On paper the scheme of a model is a poster, a phase one sheet, and a role or a party half a sheet."""
    from ave_cli.explain.explain import speech_of_model
    from ave_cli.explain.sections import as_plain
    from ave_cli.explain.topics import TopicKind
    from ave_cli.views.explain import explanation_page

    layouts = {TopicKind.PHASE: "sheet", TopicKind.ROLE: "card", TopicKind.ACTOR: "card"}
    kind = next((one for one in TopicKind if one.value == explanation.kind), None)
    on_card = kind in layouts and not asked.output.full

    def page(medium: Medium) -> Report:
        if medium is Medium.PAPER and on_card:
            return paper_page(ruleset, speech_of_model(ruleset), explanation)
        full = asked.output.full or medium is Medium.PAPER
        return explanation_page(ruleset, explanation, _printed(medium), stamped=medium is Medium.PAPER, full=full)

    def drawn(stamp: Stamp) -> str:
        from ave_cli.render.sheets import poster_page
        from ave_cli.views.poster import posters_of

        dense = explanation_page(ruleset, explanation, stamped=True)
        return poster_page(posters_of(ruleset), dense, stamp, asked.paper)

    return Answer(
        page=page,
        document=lambda: as_plain(ruleset.profile.id, explanation),
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
        layout=layouts[kind] if kind in layouts and on_card else "report",
        drawn=drawn if kind is TopicKind.SCHEME else None,
    )


def paper_page(ruleset: Ruleset, speech: Speech, explanation: Explanation) -> Report:
    """A phase, a role or a party as it is handed out."""
    from ave_cli.explain.topics import TopicKind
    from ave_cli.views import poster

    if explanation.kind == TopicKind.PHASE.value:
        return poster.phase_sheet(ruleset, ruleset.phase(ruleset.rank(explanation.id)))
    if explanation.kind == TopicKind.ROLE.value:
        return poster.role_card(ruleset, next(one for one in ruleset.profile.roles if one.id == explanation.id))
    actor = next(one for one in ruleset.profile.actors if one.id == explanation.id)
    return poster.party_card(ruleset, actor, speech)


def _bound(ruleset: Ruleset) -> Answer:
    """The booklet of a model."""
    from ave_cli.explain.explain import speech_of_model
    from ave_cli.render.sheets import Part, booklet_page
    from ave_cli.views import poster

    speech, profile = speech_of_model(ruleset), ruleset.profile
    parts = [
        *(Part(f"fase-{one.id}", poster.phase_sheet(ruleset, one)) for one in profile.phases),
        *(Part(f"rol-{one.id}", poster.role_card(ruleset, one)) for one in profile.roles),
        *(Part(f"partij-{one.id}", poster.party_card(ruleset, one, speech)) for one in profile.actors),
        Part("woordenlijst", poster.word_list(ruleset)),
    ]
    return _drawn(ruleset, lambda stamp: booklet_page(poster.posters_of(ruleset), parts, stamp))


def _projected(ruleset: Ruleset) -> Answer:
    """The slides of a model."""
    from ave_cli.render.sheets import slides_page
    from ave_cli.views import poster

    pages, looks = poster.slides_of(ruleset), poster.posters_of(ruleset)[0]
    return _drawn(ruleset, lambda stamp: slides_page(looks.title, pages, stamp, looks.colour))


def _drawn(ruleset: Ruleset, drawn: Callable[[Stamp], str]) -> Answer:
    from ave_cli.report import Report

    return Answer(
        page=lambda _: Report(ruleset.profile.title, ()),
        document=dict,
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
        drawn=drawn,
    )


def run_booklet(profile: str | None, booklet: str | None, slides: str | None) -> None:
    """Save the booklet and the slides of a model, where they are asked for.

    Raises:
        UsageError: one has no name.
        TargetExists, CannotWrite: it was not saved.
    """
    from ave_cli.storage import library

    ruleset = library.load(chosen_or_default(profile))
    for option, name, made in (("--booklet", booklet, _bound), ("--slides", slides, _projected)):
        if name is not None:
            write_page(made(ruleset), free_page(name, option))


def _in_two_models(*known: tuple[Ruleset, Explanation]) -> Answer:
    from ave_cli.explain.sections import as_plain
    from ave_cli.views.explain import comparison_page

    documents = [as_plain(ruleset.profile.id, explained) for ruleset, explained in known]
    return Answer(
        page=lambda medium: comparison_page(known, _printed(medium), stamped=medium is Medium.PAPER),
        document=lambda: {"format": 1, "explanations": documents},
        profiles=tuple(ruleset.profile for ruleset, _ in known),
        advice=explain_text.ADVICE,
    )


def _printed(medium: Medium) -> str:
    """The date of today on a text that is taken away; a screen has none, and paper has it in its margin."""
    from ave_cli.storage import folders

    return folders.today().isoformat() if medium is Medium.TEXT else ""


def run_search(profile: str | None, text: str, output: Output) -> None:
    """Show everything that mentions some words.

    Raises:
        UsageError: nothing does.
    """
    from ave_cli.explain.explain import find_all
    from ave_cli.storage import library
    from ave_cli.views.explain import matches_page

    name = chosen_or_default(profile)
    ruleset = library.load(name)
    hits = find_all(ruleset, library.load_statements(name), text)
    if not hits:
        raise UsageError(explain_text.says_nothing(one_line(text), ruleset.profile.title))
    results = [{"kind": hit.kind.value, "id": hit.id, "title": hit.title} for hit in hits]
    answer = Answer(
        page=lambda _: matches_page(ruleset, text, hits),
        document=lambda: {"format": 1, "profile": ruleset.profile.id, "search": text, "results": results},
        profiles=(ruleset.profile,),
        advice=explain_text.ADVICE,
    )
    emit(answer, output)


def _number(word: str) -> int:
    """The number in the number of a difference, however it is written."""
    number = typed_number("".join(filter(str.isdecimal, word)), _MOST_DIFFERENCES)
    return -1 if number is None or not word.casefold().startswith(explain_text.DIFFERENCE) else number


def _between(what: str) -> tuple[ModelDifference, ...]:
    """The differences between the documents, where a question has the number of one."""
    from ave_cli.explain.questions import squeeze
    from ave_cli.storage import library

    numbered = any(squeeze(word).startswith(explain_text.DIFFERENCE) and word[-1:].isdigit() for word in what.split())
    return library.load_between().conflicts if numbered else ()


def _explain(name: str, ruleset: Ruleset, asked: ExplainOptions) -> Explanation | None:
    """What a model says of something; the register is read only where something else does not answer."""
    from ave_cli.explain.explain import explain_between, explain_question, other_models_page
    from ave_cli.explain.short_pages import scheme_page
    from ave_cli.storage import library

    what, full = asked.what, asked.output.full or asked.output.format is OutputFormat.JSON
    if not what.strip():
        return scheme_page(ruleset)
    between = next((one for one in _between(what) if _number(one.id) in map(_number, what.split())), None)
    if between is not None:
        return explain_between(between, {one.id: one.title for one in library.index().profiles})
    found = explain_question(ruleset, lambda: library.load_statements(name), what, full=full)
    return found or other_models_page(ruleset, what, [(one.id, one.title) for one in library.index().profiles])


app = DutchTyper()
_HIDDEN = True
"""The argument is told of in the text of the help: typer would list it with an English word behind it."""
_What = Annotated[list[str] | None, typer.Argument(metavar=explain_text.WHAT_METAVAR, hidden=_HIDDEN)]
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]
_Compare = Annotated[str | None, typer.Option("--compare", metavar=cli_text.PROFILE_METAVAR, help=explain_text.COMPARE)]
_Search = Annotated[str | None, typer.Option("--search", metavar=explain_text.SEARCH_METAVAR, help=explain_text.SEARCH)]
_Paper = Annotated[
    str, typer.Option("--paper", metavar=explain_text.PAPER_METAVAR, help=explain_text.PAPER, show_default=False)
]
_Booklet = Annotated[str | None, typer.Option("--booklet", metavar=cli_text.FILE_METAVAR, help=explain_text.BOOKLET)]
_Slides = Annotated[str | None, typer.Option("--slides", metavar=cli_text.FILE_METAVAR, help=explain_text.SLIDES)]


@app.command(help=explain_text.EXPLAIN, epilog=explain_text.EPILOG)
@shows(answers_first=True)
def explain(
    output: Output,
    what: _What = None,
    profile: _Profile = None,
    compare: _Compare = None,
    search: _Search = None,
    paper: _Paper = "A4",
    booklet: _Booklet = None,
    slides: _Slides = None,
) -> None:
    """Explain what the model says of something; without anything, show the whole model as one table."""
    if search is not None and what:
        raise UsageError(explain_text.WHAT_OR_SEARCH)
    if paper.upper() not in ("A4", "A3"):
        raise UsageError(explain_text.WRONG_PAPER)
    if booklet is not None or slides is not None:
        run_booklet(profile, booklet, slides)
        return
    if search is not None and compare is not None:
        raise UsageError(explain_text.SEARCH_ALONE)
    if search is not None:
        run_search(profile, search, output)
    else:
        what_ = " ".join(what or ())
        options = ExplainOptions(profile=profile, what=what_, compare=compare, paper=paper.upper(), output=output)
        run_explain(options)
