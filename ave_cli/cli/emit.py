"""Output formats: which there are, how they are asked for, and how a command's answer leaves in each."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from ave_cli.errors import UsageError
from ave_cli.records import record
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.text import common as common_text

if TYPE_CHECKING:
    from ave_cli.profile import Profile
    from ave_cli.render.html import Stamp
    from ave_cli.report import Report
    from ave_cli.storage.safe_write import Saved

Document = dict[str, Any]


class OutputFormat(Enum):
    """In which form an answer goes to stdout."""

    TABLES = "tables"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"

    @property
    def is_document(self) -> bool:
        """Whether it is taken elsewhere as a whole: nothing is asked then, and nothing is played."""
        return self not in (OutputFormat.TABLES, OutputFormat.PLAIN)


class Medium(Enum):
    """What a page is made for: a screen shows it, text is pasted, paper is printed."""

    SCREEN = "screen"
    TEXT = "text"
    PAPER = "paper"


@record
class Output:
    """What was asked for of the answer."""

    format: OutputFormat = OutputFormat.TABLES
    line_by_line: bool = False
    """Nothing is redrawn and no boxes are drawn; also how questions are put."""
    full: bool = False
    """Everything there is; else what answers first, and how to ask for the rest."""
    page: Path | None = None
    """File for a page beside what goes to stdout; nothing had that name when it was asked for."""


@record
class Answer:
    """What a command can show; each form is made only when it is asked for."""

    page: Callable[[Medium], Report]
    document: Callable[[], Document]
    profiles: Sequence[Profile] = ()
    """The models that a page on paper names."""
    advice: str = ""
    """The sentence under each sheet."""
    layout: str = "report"
    """Value of the layout of a page on paper."""
    drawn: Callable[[Stamp], str] | None = None
    """A page on paper that is no report, as HTML."""
    remark: str = ""
    """Said when the page was saved."""
    reworded: bool = True
    """Whether it may be put in the words of its model; not where another model is quoted in it."""


def emit(answer: Answer, output: Output, beside: Callable[[], None] | None = None) -> None:
    """Print an answer on stdout in the form that was asked for, and write the page that was asked for.

    What is to be written is written too where nobody reads stdout any more, or where it cannot be written.

    Args:
        answer: what to show.
        output: in which form.
        beside: writes what else was asked for.

    Raises:
        TargetExists, CannotWrite: something was not saved; what goes to stdout was printed.
        OSError: stdout cannot be written; the rest was saved.
    """
    for profile in answer.profiles:
        _tell_validity(profile)
    answer = in_its_words(answer)
    failed = _try_printing(answer, output)
    if output.page is not None:
        _save_page(answer, output.page)
    if beside is not None:
        beside()
    if failed is not None:
        raise failed


def _try_printing(answer: Answer, output: Output) -> OSError | None:
    try:
        _print_answer(answer, output)
    except OSError as error:
        return error
    except SystemExit as stop:
        # rich ends the program by itself when a pipe was closed
        if not isinstance(stop.__context__, OSError):
            raise
        return stop.__context__
    return None


def _print_answer(answer: Answer, output: Output) -> None:
    match output.format:
        case OutputFormat.JSON:
            show_json({**answer.document(), **_unchecked(answer)})
        case OutputFormat.MARKDOWN:
            from ave_cli.render.plain import markdown_text

            streams.out(markdown_text(answer.page(Medium.TEXT)).rstrip("\n"))
        case OutputFormat.PLAIN | OutputFormat.TABLES:
            show_page(answer.page(Medium.SCREEN), line_by_line=output.line_by_line)


def in_its_words(answer: Answer) -> Answer:
    """An answer about one model in some versions, or about models with the same words, has their words."""
    if not answer.profiles or not answer.reworded:
        return answer
    *others, last = answer.profiles
    if last.words is None or any(other.id != last.id and other.words != last.words for other in others):
        return answer
    from ave_cli.report import with_texts

    profile, drawn = last, answer.drawn
    return replace(
        answer,
        page=lambda medium: with_texts(answer.page(medium), profile.say),
        drawn=None if drawn is None else lambda stamp: _texts_of_markup(drawn(stamp), profile.say),
    )


_MARKUP = r"(?s)(<style.*?</style>|<[^>]*>)"


def _texts_of_markup(page: str, change: Callable[[str], str]) -> str:
    """The same page with every text between its tags changed."""
    return "".join(part if part.startswith("<") else change(part) for part in re.split(_MARKUP, page))


def _unchecked(answer: Answer) -> Document:
    """That a model has lines of another that were not held against its own source; of several models, which ones."""
    found = {one.id: one.extends for one in answer.profiles if one.extends and not one.base_checked}
    if not found:
        return {}
    return {"unchecked_from": found if len(answer.profiles) > 1 else next(iter(found.values()))}


def _tell_validity(profile: Profile) -> None:
    """Say so where today is outside the days on which a model counts."""
    from ave_cli.storage import folders

    today = folders.today().isoformat()
    if profile.valid_from and today < profile.valid_from:
        streams.complain(cli_text.not_valid_yet(profile.title, common_text.day_or_text(profile.valid_from)))
    if profile.valid_until and today > profile.valid_until:
        streams.complain(cli_text.not_valid_any_more(profile.title, common_text.day_or_text(profile.valid_until)))


def show_page(page: Report, *, line_by_line: bool = False) -> None:
    """Print a page on stdout: as tables, or line by line where that was asked for or nothing else can be done."""
    if not streams.screen(line_by_line=line_by_line).draws_tables:
        from ave_cli.render.plain import plain_lines

        streams.out("\n".join(plain_lines(page, streams.width_of_result())))
        return
    from ave_cli.render import rich_terminal

    rich_terminal.draw(page, streams.console())


def show_json(document: Document) -> None:
    """Print one JSON document on stdout and nothing else; in letters that every screen has."""
    import json

    streams.out(json.dumps(document, ensure_ascii=True, indent=2))


def write_page(answer: Answer, path: Path) -> None:
    """Save an answer as HTML, for its owner only, with its models, their dates and today on it; say where it stands.

    Raises:
        TargetExists, CannotWrite: nothing was saved.
    """
    _save_page(in_its_words(answer), path)


def _save_page(answer: Answer, path: Path) -> None:
    from ave_cli.render import html
    from ave_cli.storage import folders
    from ave_cli.storage.folders import shared_with, whole_path
    from ave_cli.storage.safe_write import save_new
    from ave_cli.wording import phrases

    models = tuple(
        common_text.model(profile.title, phrases.version_words(profile), profile.date) for profile in answer.profiles
    )
    stamp = html.Stamp(
        models=models,
        made=common_text.made(folders.today().isoformat()),
        advice=answer.advice,
        unchecked=" ".join(phrases.marks_of(answer.profiles)),
    )
    if answer.drawn is not None:
        text = answer.drawn(stamp)
    else:
        text = html.html_page(answer.page(Medium.PAPER), stamp, html.Layout(answer.layout))
    done = save_new(path, text.encode())
    streams.complain(common_text.saved(str(whole_path(path))))
    tell_rest(done)
    if not done.durable and not streams.ON_WINDOWS:
        streams.complain(common_text.NOT_DURABLE)
    if answer.remark:
        streams.complain(f"{answer.remark} {common_text.who_reads(tuple(shared_with(path)))} {common_text.THROW_AWAY}")


def tell_rest(done: Saved) -> None:
    """Say where the same text still stands, if it does, and what was left of earlier savings."""
    from ave_cli.text import interview as interview_text

    if done.leftover is not None:
        streams.complain(f"{interview_text.LEFTOVER} {done.leftover}")
    if done.swept:
        streams.complain(interview_text.swept(done.swept))


def tell_readers(done: Saved) -> None:
    """Say who else can read a file with answers; nothing where only this user can."""
    from ave_cli.storage.folders import shared_with

    others = tuple(shared_with(done.path))
    if others:
        streams.complain(f"{common_text.HOLDS_ANSWERS} {common_text.who_reads(others)}")


def output_asked(
    *, json: bool = False, markdown: bool = False, plain: bool = False, full: bool = False, html: str | None = None
) -> Output:
    """What these options ask for; plain says how to ask too, and goes with the others.

    Raises:
        UsageError: two forms exclude each other, or a page has no name.
        TargetExists: something has the name of the page.
    """
    if json and markdown:
        raise UsageError(cli_text.ONE_FORM)
    way = OutputFormat.PLAIN if plain else OutputFormat.TABLES
    return Output(
        format=OutputFormat.JSON if json else OutputFormat.MARKDOWN if markdown else way,
        line_by_line=plain,
        full=full,
        page=free_page(html, "--html") if html is not None else None,
    )


def free_page(name: str, option: str) -> Path:
    """The file of a page that an option asks for.

    Raises:
        UsageError: it has no name.
        TargetExists: something has that name.
    """
    from ave_cli.storage.folders import typed_path
    from ave_cli.storage.safe_write import is_free

    if name in ("", "-"):
        raise UsageError(common_text.needs_file(option))
    return is_free(typed_path(name))


OUTPUT_OPTIONS: dict[str, tuple[Any, object]] = {
    "json": (Annotated[bool, typer.Option("--json", help=cli_text.JSON)], False),
    "markdown": (Annotated[bool, typer.Option("--markdown", help=cli_text.MARKDOWN)], False),
    "plain": (Annotated[bool, typer.Option("--plain", help=cli_text.PLAIN)], False),
    "full": (Annotated[bool, typer.Option("--full", help=cli_text.FULL)], False),
    "html": (
        Annotated[str | None, typer.Option("--html", metavar=cli_text.FILE_METAVAR, help=common_text.HTML)],
        None,
    ),
}
"""The options of every command that shows something; `html` where paper makes sense, `full` where it is cut short."""


def shows(
    *, on_paper: bool = True, answers_first: bool = False, full: str = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options for its output, behind its own; it gets what they ask for as `output`.

    Args:
        on_paper: whether it can be a page.
        answers_first: whether there is more than it shows at first.
        full: the same, with the help of the option that shows it all.
    """
    kinds = {name: kind for name, (kind, _) in OUTPUT_OPTIONS.items()}
    kinds |= {"full": Annotated[bool, typer.Option("--full", help=full)]} if full else {}

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        left_out = {name for name, wanted in (("html", on_paper), ("full", answers_first or full)) if not wanted}
        wanted = [name for name in OUTPUT_OPTIONS if name not in left_out]
        hints = get_type_hints(command, include_extras=True)
        by_name = inspect.Parameter.KEYWORD_ONLY
        parameters = [
            parameter.replace(annotation=hints[parameter.name], kind=by_name)
            for parameter in inspect.signature(command).parameters.values()
            if parameter.name != "output"
        ]
        parameters += [
            inspect.Parameter(name, by_name, annotation=kinds[name], default=OUTPUT_OPTIONS[name][1]) for name in wanted
        ]

        def run(**typed: Any) -> None:
            output = output_asked(**{name: typed.pop(name) for name in wanted})
            command(**typed, output=output)

        return with_parameters(run, command, parameters)

    return wrap


def with_parameters(
    run: Callable[..., None], command: Callable[..., None], parameters: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    """The command with these parameters, under its own name and help."""
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run
