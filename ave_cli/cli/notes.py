"""`ave notes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ave_cli.cli.emit import Answer, Document, Medium, Output, OutputFormat, emit, shows
from ave_cli.cli.model_choice import chosen_name, default_name
from ave_cli.cli.typer_dutch import DutchCommand, DutchGroup
from ave_cli.engine.version_difference import changed_records
from ave_cli.notes import note as note_format
from ave_cli.notes.comparison import meaning, naming, note_differences, outcome_under
from ave_cli.notes.note import Note, Since
from ave_cli.profile.ruleset import Ruleset
from ave_cli.report import Report
from ave_cli.storage import clock, library, notes
from ave_cli.terminal.streams import complain
from ave_cli.text import cli as cli_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from ave_cli.views.notes import NoteFile, diff_page, list_page, note_page


class _Models:
    """The models of today, each loaded once."""

    def __init__(self, profile: str | None) -> None:
        name = chosen_name(profile)
        self._chosen = library.load(name) if name else None
        self._shipped = library.index().ids()
        self._loaded: dict[str, Ruleset] = {}

    def of(self, note: Note) -> Ruleset:
        """The model with the id that the note names: the chosen one, else one that ships, else any other."""
        name = note.profile.id
        if self._chosen is not None and (name == self._chosen.profile.id or name not in self._shipped):
            return self._chosen
        if name not in self._shipped:
            name = default_name()
        if name not in self._loaded:
            self._loaded[name] = library.load(name)
        return self._loaded[name]


def _entry(name: str, note: Note, rulesets: _Models, *, followed: bool = False) -> NoteFile:
    ruleset = rulesets.of(note)
    today = clock.today().isoformat()
    return NoteFile(
        name=name,
        note=note,
        words=naming(note, ruleset),
        since=note_format.model_since(note, ruleset),
        review=note_format.review_state(note, today, followed=followed),
    )


def list_notes(folder: str | None, profile: str | None, output: Output) -> None:
    """Show every note of a folder; what cannot be read is named and stops nothing.

    Raises:
        UsageError: there is no such folder.
    """
    place = Path(folder) if folder is not None else None
    rulesets = _Models(profile)
    entries, broken, newer = [], [], set()
    for path, note, problem in notes.list_notes(place):
        name = str(path) if output.format is OutputFormat.JSON or folder is not None else path.name
        if note is None:
            broken.append((name, problem))
            continue
        entries.append(_entry(name, note, rulesets, followed=bool(note.case) and note.case in newer))
        newer.add(note.case)
    where = str(place or notes.default_folder())
    document = {
        "format": 1,
        "folder": where,
        "notes": [_in_list(entry) for entry in entries],
        "broken": [{"file": name, "problem": problem} for name, problem in broken],
    }
    emit(Answer(page=lambda _: list_page(where, entries, broken), document=lambda: document), output)


def show_note(name: str, profile: str | None, output: Output) -> None:
    """Show one note.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is no note.
    """
    path = notes.find_note(name)
    entry = _entry(str(path), notes.read_note_file(path), _Models(profile))
    _tell_version(entry)
    document = {"format": 1, "file": entry.name, **_standing(entry), "note": _document(entry.note)}
    emit(_on_paper(lambda _: note_page(entry), document, entry), output)


def _tell_version(entry: NoteFile) -> None:
    """Say what changed since a note, before it is shown, where this model has another version than that of the note."""
    ruleset = entry.words.ruleset
    if entry.since is note_format.Since.CHANGED and library.is_there(ruleset.profile.id):
        for line in tell_version(entry.note, ruleset, ruleset.profile.id):
            complain(line)


def tell_version(note: Note, ruleset: Ruleset, name: str) -> Iterator[str]:
    """What changed since a note, where the version that it was made with is here; nothing where it is this one.

    How much changed, and what the same answers give under both.
    """
    stamp = note.profile
    then_name = f"{stamp.id}@{stamp.version}"
    if stamp.hash == ruleset.hash or not library.is_there(then_name):
        return
    then = library.load(then_name)
    if then.hash == stamp.hash:
        records = changed_records(library.load_raw(then_name), library.load_raw(name))
        yield notes_text.version_changed(stamp.version, len({(change.list, change.id) for change in records}))
        yield notes_text.then_and_now(outcome_under(note, then), outcome_under(note, ruleset))


def notes_under_both(folder: Path, old: Ruleset, new: Ruleset) -> Iterator[tuple[str, str, str]]:
    """Each note that can be read, with what its answers give under both versions."""
    for path, note, _ in notes.list_notes(folder):
        if note is not None:
            yield path.name, outcome_under(note, old), outcome_under(note, new)


def compare_notes(one: str, other: str, profile: str | None, output: Output) -> None:
    """Show what changed from the older to the newer of two notes.

    Raises:
        UsageError: one of the files is not there.
        InvalidInput: one of them is no note.
    """
    found = [(str(path), notes.read_note_file(path)) for path in map(notes.find_note, (one, other))]
    found.sort(key=lambda pair: datetime.fromisoformat(pair[1].created))
    (first, old), (last, new) = found
    entry = _entry(last, new, _Models(profile))
    changes, told = note_differences(old, new, entry.words.ruleset), meaning(old, new, entry.words.ruleset)
    document = {
        "format": 1,
        "old": _name(first, old),
        "new": _name(last, new),
        "meaning": told,
        "changes": [{**vars(change), "about": change.about.value} for change in changes],
    }
    emit(_on_paper(lambda _: diff_page(old, entry, changes, told), document, entry), output)


def _on_paper(page: Callable[[Medium], Report], document: Document, entry: NoteFile) -> Answer:
    return Answer(
        page=page,
        document=lambda: document,
        profiles=(entry.words.ruleset.profile,),
        advice=triage_text.ADVICE,
        remark=notes_text.HOLDS_ANSWERS,
    )


def _document(note: Note) -> dict[str, Any]:
    """A note as it stands in its file; what is absent is null."""
    data = note_format.note_to_plain(note)
    absent = {"current": None, "direction": None}
    return {"review_on": None, **data, "assessment": {**absent, **data["assessment"]}}


def _name(name: str, note: Note) -> dict[str, Any]:
    return {"file": name, "created": note.created, "case": note.case, "profile": vars(note.profile)}


def _standing(entry: NoteFile) -> dict[str, Any]:
    changed = {Since.SAME: False, Since.CHANGED: True, Since.NOT_FOUND: None}
    return {"profile_changed": changed[entry.since], "review": entry.review.value}


def _in_list(entry: NoteFile) -> dict[str, Any]:
    note = entry.note
    return {
        **_name(entry.name, note),
        "advised": note.assessment.advised,
        "decided": note.decision.phase,
        "review_on": note.review_on,
        **_standing(entry),
    }


app = typer.Typer(
    cls=DutchGroup,
    help=notes_text.NOTES,
    options_metavar=cli_text.OPTIONS_METAVAR,
    subcommand_metavar=cli_text.COMMANDS_METAVAR,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
_HIDDEN = True
"""Arguments are told of in the text of the help: typer would list them with an English word behind them."""
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]


@app.command(
    "list",
    cls=DutchCommand,
    help=notes_text.LIST_LONG,
    short_help=notes_text.LIST,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
@shows(on_paper=False)
def list_(
    output: Output,
    folder: Annotated[str | None, typer.Argument(metavar=notes_text.FOLDER_METAVAR, hidden=_HIDDEN)] = None,
    profile: _Profile = None,
) -> None:
    """Show which notes a folder has."""
    list_notes(folder, profile, output)


@app.command(
    "show",
    cls=DutchCommand,
    help=notes_text.SHOW_LONG,
    short_help=notes_text.SHOW,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
@shows()
def show_command(
    output: Output,
    name: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
) -> None:
    """Show a whole note."""
    show_note(name, profile, output)


@app.command(
    "diff",
    cls=DutchCommand,
    help=notes_text.DIFF_LONG,
    short_help=notes_text.DIFF,
    options_metavar=cli_text.OPTIONS_METAVAR,
)
@shows()
def diff(
    output: Output,
    one: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    other: Annotated[str, typer.Argument(metavar=notes_text.OTHER_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
) -> None:
    """Show what changed between two notes."""
    compare_notes(one, other, profile, output)
