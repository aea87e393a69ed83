"""Options: what was typed behind a command, as records."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ave_cli.cli.emit import OUTPUT_OPTIONS, Output, output_asked
from ave_cli.errors import UsageError
from ave_cli.terminal.streams import complain
from ave_cli.text import caseload as caseload_text
from ave_cli.text import cli as cli_text
from ave_cli.text import notes as notes_text

if TYPE_CHECKING:
    from ave_cli.storage.safe_write import Readers

COUNT = 10
"""Questions in a round where nothing else is asked for."""


@dataclass(frozen=True, kw_only=True)
class TriageOptions:
    """What was typed behind `ave triage`."""

    profile: str | None
    answers: str | None
    current_phase: str | None
    example: bool
    may_ask: bool
    output: Output
    resume: bool
    keep_draft: bool
    save: str | None
    """Folder for a note; None where none is asked for."""
    note: str | None
    """Path of the note to start a re-triage from."""


_BATCH: dict[str, tuple[Any, object]] = {
    "batch": (
        Annotated[str | None, typer.Option("--batch", metavar=cli_text.FILE_METAVAR, help=caseload_text.BATCH)],
        None,
    ),
    "phases": (Annotated[bool, typer.Option("--phases", help=caseload_text.PHASES)], False),
    "csv": (Annotated[bool, typer.Option("--csv", help=caseload_text.CSV)], False),
    "compare_with": (
        Annotated[
            str | None,
            typer.Option("--compare-with", metavar=cli_text.PROFILE_METAVAR, help=caseload_text.COMPARE_WITH),
        ],
        None,
    ),
    "case_is_no_bsn": (Annotated[bool, typer.Option("--case-is-no-bsn", help=caseload_text.NO_BSN)], False),
    "ignore_column": (
        Annotated[
            list[str] | None,
            typer.Option("--ignore-column", metavar=caseload_text.COLUMN_METAVAR, help=caseload_text.IGNORE_COLUMN),
        ],
        None,
    ),
}


_SHARE = Annotated[bool, typer.Option("--share", help=notes_text.SHARE)]


def may_share(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that saves a note the option to share it with who may read its folder.

    Raises:
        UsageError: no folder was named: notes of one's own folder are nobody else's.
    """
    own = list(inspect.signature(command).parameters.values())
    added = inspect.Parameter("share", inspect.Parameter.KEYWORD_ONLY, annotation=_SHARE, default=False)

    def run(**typed: Any) -> None:
        if not typed.pop("share"):
            command(**typed)
            return
        if typed["save"] is None:
            raise UsageError(notes_text.SHARE_NEEDS_SAVE)
        from ave_cli.storage import notes

        with notes.shared_notes() as saved:
            try:
                command(**typed)
            finally:
                for path, readers in saved:
                    complain(notes_text.shared_with(str(path), _readers(readers)))

    return _with_parameters(run, command, (*own, added))


def _readers(readers: Readers) -> list[str]:
    if readers.unknown or readers.everybody:
        return [notes_text.READ_BY_FOLDER if readers.unknown else notes_text.READ_BY_ALL]
    return [notes_text.READ_BY_YOU, *([notes_text.read_by_group(readers.group)] if readers.group else [])]


def _with_parameters(
    run: Callable[..., None], command: Callable[..., None], parameters: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def takes_a_caseload(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a caseload, behind its own; with a file of households that is worked out instead.

    Raises:
        UsageError: they do not go together with what else was typed.
    """
    own = list(inspect.signature(command).parameters.values())
    by_name = inspect.Parameter.KEYWORD_ONLY
    added = [inspect.Parameter(name, by_name, annotation=kind, default=one) for name, (kind, one) in _BATCH.items()]

    def run(**typed: Any) -> None:
        asked = {name: typed.pop(name) for name in _BATCH}
        if asked["batch"] is None:
            if any(asked.values()):
                raise UsageError(caseload_text.NEEDS_BATCH)
            command(**typed)
            return
        others = {one.name for one in own if typed[one.name] not in (one.default, None)}
        _run_batch(asked, typed, others)

    return _with_parameters(run, command, (*own, *added))


_WITH_BATCH, _WITH_COMPARISON = {"profile", "json", "no_input", "no_draft"}, {"plain", "markdown", "html", "full"}


def _run_batch(asked: dict[str, Any], typed: dict[str, Any], others: set[str]) -> None:
    other = asked["compare_with"]
    allowed = _WITH_BATCH | (_WITH_COMPARISON if other is not None else set())
    if others - allowed:
        raise UsageError(caseload_text.ALONE)
    if asked["csv"] and (other is not None or typed["json"]):
        raise UsageError(caseload_text.CSV_OR_COMPARE if other is not None else caseload_text.CSV_OR_JSON)
    from ave_cli.cli.batch import BatchOptions, run_batch

    run_batch(
        BatchOptions(
            file=asked["batch"],
            profile=typed["profile"],
            phases=asked["phases"],
            csv=asked["csv"],
            other=other,
            no_bsn=asked["case_is_no_bsn"],
            ignored=tuple(asked["ignore_column"] or ()),
            output=output_asked(**{name: typed[name] for name in OUTPUT_OPTIONS if name in typed}),
        )
    )


@dataclass(frozen=True, kw_only=True)
class QuizOptions:
    """What was typed behind `ave quiz`."""

    profile: str | None
    seed: str | None
    """None: one is made."""
    count: int
    kinds: tuple[str, ...]
    """Values of kinds; empty for all."""
    level: int
    """0 for all."""
    teams: int
    """1 for a person alone."""
    output: Output
    may_ask: bool
    resume: bool
    sheet: str | None
    """File for the round with its answers."""
    results: str | None
    """File for how the round went."""
    journey: str | None = None
    """The klantreis to play: its number, its id or its file."""
    case: str | None = None
    """Id of the one case to ask about."""
    cases: str | None = None
    """File with a trainer's own cases."""
    written: bool = False
    again: tuple[str, ...] = ()
    """Ids of the questions of an earlier round that are asked again; empty for a round of its own."""
