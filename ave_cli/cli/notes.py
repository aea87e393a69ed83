"""`ave notes`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ave_cli.cli.app import dutch_group
from ave_cli.cli.emit import Answer, Document, Medium, Output, OutputFormat, emit, shows
from ave_cli.cli.options import chosen_name, default_name
from ave_cli.errors import AveError, CannotWrite, InvalidInput, NoTerminal, UsageError
from ave_cli.safe_text import command_line, one_line, spreadsheet_line, typed_number
from ave_cli.terminal import streams
from ave_cli.terminal.streams import complain
from ave_cli.text import cli as cli_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.notes.note import Note
    from ave_cli.notes.review import NoteOnDisk, ReviewedNote
    from ave_cli.profile import Ruleset
    from ave_cli.views.notes import Flaw, NoteFile


class _Models:
    """The models of today, each loaded once."""

    def __init__(self, profile: str | None) -> None:
        from ave_cli.storage import library

        self.wrong: dict[str, str] = {}
        """What is wrong with a model that is here and cannot be used, by its id."""
        self._found: dict[str, Ruleset] = {}
        self._then: dict[tuple[str, ...], Ruleset | None] = {}
        self._any: Ruleset | None = None
        name = chosen_name(profile)
        try:
            self._any = library.load(name) if name else None
        except AveError:
            if profile:
                raise
        if self._any is not None:
            self._found[self._any.profile.id] = self._any

    def of(self, note: Note) -> Ruleset:
        """The model with the id of the note: the chosen one, else one that ships or was added, else any other."""
        name = note.profile.id
        if name not in self._found:
            self._found[name] = self._load(name) or self._other()
        return self._found[name]

    def then(self, note: Note) -> Ruleset | None:
        """The version that the note was made with, where that is here and another one counts now."""
        from ave_cli.storage.own_models import earlier_version

        key = note.profile.key
        if key not in self._then:
            self._then[key] = earlier_version(*key, self.of(note))
        return self._then[key]

    def _load(self, name: str) -> Ruleset | None:
        """The model that ships or was added under this id; None where there is none, or it is not right."""
        from ave_cli.storage import library

        try:
            return library.load(name) if name in library.shipped_ids() or library.is_added(name) else None
        except AveError as error:
            self.wrong[name] = one_line(" ".join((error.message, *getattr(error, "problems", ())[:1])))
            return None

    def _other(self) -> Ruleset:
        from ave_cli.storage import library

        if self._any is None:
            self._any = library.load(default_name())
        return self._any


def _entry(name: str, note: Note, rulesets: _Models, *, followed: bool = False) -> NoteFile:
    from ave_cli.notes import note as note_format
    from ave_cli.notes.comparison import decided_phase, naming
    from ave_cli.notes.review import review_state
    from ave_cli.storage import folders
    from ave_cli.views.notes import NoteFile

    ruleset = rulesets.of(note)
    return NoteFile(
        name=name,
        note=note,
        words=naming(note, ruleset),
        since=note_format.model_since(note, ruleset),
        review=review_state(note, folders.today().isoformat(), followed=followed),
        decided=decided_phase(note, rulesets.then(note) or ruleset),
        unchanged=note.unchanged,
        follows=note_format.follows(note, ruleset),
        wrong=rulesets.wrong.get(note.profile.id, ""),
    )


def list_notes(folder: str | None, profile: str | None, output: Output) -> None:
    """Show every note of a folder; what cannot be read is named and stops nothing.

    Raises:
        UsageError: there is no such folder.
    """
    from ave_cli.storage import notes
    from ave_cli.storage.folders import typed_path
    from ave_cli.views.notes import list_page

    place = typed_path(folder) if folder is not None else None
    rulesets = _Models(profile)
    newest: dict[str, str] = {}
    entries, flaws = [], []
    for path, note, problem in notes.list_notes(place):
        name = str(path) if output.format is OutputFormat.JSON else path.name
        if note is None:
            flaws.append(_flaw(name, path, problem, place))
            continue
        is_newest = newest.setdefault(note.case_key, note.created) == note.created
        entries.append(_entry(name, note, rulesets, followed=bool(note.case) and not is_newest))
    where = str(place or notes.default_folder())
    document = {
        "format": 1,
        "folder": where,
        "notes": [_in_list(entry) for entry in entries],
        "broken": _broken(flaws),
    }
    opens = None if _is_own(place) else _ways_to_open(place)
    emit(Answer(page=lambda _: list_page(where, entries, flaws, opens), document=lambda: document), output)


def _flaw(name: str, path: Path, problem: str, place: Path | None) -> Flaw:
    from ave_cli.storage import notes
    from ave_cli.views.notes import Flaw

    removal = command_line("ave", "notes", "remove", str(place / notes_text.BY_FILE) if place else notes_text.BY_FILE)
    can_read = notes.is_readable(path)
    return Flaw(name=name, problem=problem, case=notes.case_in(path), removal=removal if can_read else "")


def _broken(flaws: Sequence[Flaw]) -> list[Document]:
    return [{"file": flaw.name, "case": flaw.case, "problem": flaw.problem} for flaw in flaws]


def _is_own(place: Path | None) -> bool:
    """Whether this is the folder for notes, in which a note has a number."""
    from ave_cli.storage import notes
    from ave_cli.storage.folders import whole_path

    try:
        return place is None or whole_path(place) == whole_path(notes.default_folder())
    except CannotWrite:
        return False


def _ways_to_open(place: Path | None) -> tuple[str, str]:
    """What is typed to open a note of a folder by its case, and by its file."""
    words = (notes_text.BY_CASE, notes_text.BY_FILE)
    case, file = (command_line("ave", "notes", "show", str(place / one) if place else one) for one in words)
    return case, file


def review_folder(folder: str | None, profile: str | None, weeks: int, output: Output, *, as_table: bool) -> None:
    """Show what asks for a look in a folder of notes; what cannot be read is named and stops nothing.

    Raises:
        UsageError: there is no such folder.
    """
    from ave_cli.notes.review import NoteOnDisk, review_notes, set_aside
    from ave_cli.storage import folders, notes
    from ave_cli.storage.folders import typed_path
    from ave_cli.views.notes import review_page

    place = typed_path(folder) if folder is not None else None
    rulesets = _Models(profile)
    good: list[NoteOnDisk] = []
    flaws: list[Flaw] = []
    for path, note, problem in notes.list_notes(place, partial(streams.counted, notes_text.READING)):
        name = path.name if output.format is not OutputFormat.JSON else str(path)
        if note is None:
            flaws.append(_flaw(name, path, problem, place))
        else:
            ruleset, then = rulesets.of(note), rulesets.then(note)
            wrong = rulesets.wrong.get(note.profile.id, "")
            good.append(NoteOnDisk(name=name, note=note, ruleset=ruleset, then=then, wrong=wrong))
    found = review_notes(good, folders.today(), weeks)
    if as_table:
        _print_table(found, flaws)
        return
    where = str(place or notes.default_folder())
    beside = set_aside(good, found)
    opens = _ways_to_open(None if _is_own(place) else place)
    answer = Answer(
        page=lambda medium: review_page(
            where, found, beside, flaws, opens, full=output.full or medium is not Medium.SCREEN
        ),
        document=lambda: _review_document(where, found, beside, flaws),
        profiles=tuple({id(one.ruleset): one.ruleset.profile for one in found}.values()),
        remark=notes_text.HOLDS_ANSWERS,
    )
    emit(answer, output)


def _print_table(found: Sequence[ReviewedNote], flaws: Sequence[Flaw]) -> None:
    from ave_cli.views.notes import REVIEW_COLUMNS, review_cells

    wrong = ((flaw.name, flaw.case, *[""] * 5, flaw.problem, *[""] * 3) for flaw in flaws)
    rows = (REVIEW_COLUMNS, *map(review_cells, found), *wrong)
    streams.out_exactly("\ufeff" + "".join(map(spreadsheet_line, rows)))


def _review_document(
    where: str, found: Sequence[ReviewedNote], beside: tuple[int, int], flaws: Sequence[Flaw]
) -> Document:
    from ave_cli.notes.review import Flag, flag_counts, phase_counts
    from ave_cli.views.notes import reasons

    return {
        "format": 1,
        "folder": where,
        "notes": [
            {
                "file": one.name,
                "case": one.note.case,
                "date": one.note.created,
                "profile": {key: vars(one.note.profile)[key] for key in ("id", "title", "version")},
                "phase": one.phase,
                "decision": one.note.decision.phase,
                "review_on": one.note.review_on,
                "overdue": Flag.OVERDUE in one.flags,
                "flags": [flag.value for flag in one.flags],
                "why": list(reasons(one)),
                "roles_missing": list(one.roles),
                "now": {**vars(one.now), "why": list(one.now.why)} if one.now else None,
            }
            for one in found
        ],
        "broken": _broken(flaws),
        "totals": {
            "notes": len(found),
            "older": beside[0],
            "copies": beside[1],
            "phases": [
                {"profile": model, "phase": phase, "count": count}
                for (model, phase), count in phase_counts(found).items()
            ],
            "flags": {flag.value: count for flag, count in flag_counts(found).items()},
        },
    }


def remove_note(name: str, *, may_ask: bool) -> None:
    """Remove a note, after asking where somebody can answer.

    Raises:
        UsageError: there is no such note.
        NoTerminal: somebody sits at a terminal that no question reaches.
        CannotWrite: it is still there.
    """
    from ave_cli.storage import notes

    path = notes.find_note(name, alone=True)
    notes.refuse_other_file(path)
    try:
        note = notes.read_note_file(path)
        told = notes_text.which(str(path), note.case, note.created)
    except (UsageError, InvalidInput):
        told = notes_text.broken_note(str(path), notes.case_in(path))
    if may_ask and not streams.can_ask() and any(map(streams.is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        raise NoTerminal(notes_text.NOT_ASKED, notes_text.NOT_ASKED_HINT)
    if may_ask and streams.can_ask():
        from ave_cli.cli.drafts import choose_prompt

        prompt = choose_prompt(line_by_line=False)
        title = f"{told}\n{notes_text.REMOVE_SURE}"
        if prompt.choose(title, [notes_text.REMOVE_NO, notes_text.REMOVE_YES]) != 1:
            streams.complain(notes_text.REMOVE_KEPT)
            return
    notes.remove_note(path)
    streams.complain(notes_text.removed(told))


def show_note(name: str, profile: str | None, output: Output) -> None:
    """Show one note.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is no note.
    """
    from ave_cli.storage import notes
    from ave_cli.views.notes import note_page

    path = notes.find_note(name)
    entry = _entry(str(path), notes.read_note_file(path), _Models(profile))
    _tell_version(entry)
    document = {"format": 1, "file": entry.name, **_standing(entry), "note": _document(entry.note)}
    emit(Answer(page=lambda _: note_page(entry), document=lambda: document, **_on_paper(entry)), output)


def _tell_version(entry: NoteFile) -> None:
    """Say what changed since a note, before it is shown, where this model has another version than that of the note."""
    from ave_cli.notes import note as note_format
    from ave_cli.storage.own_models import name_of

    ruleset = entry.words.ruleset
    if entry.since is note_format.Since.CHANGED and (name := name_of(ruleset)):
        for line in tell_version(entry.note, ruleset, name):
            complain(line)


def tell_version(note: Note, ruleset: Ruleset, name: str) -> Iterator[str]:
    """What changed since a note, where the version that it was made with is here; nothing where it is this one.

    How much changed, and what the same answers give under both.
    """
    from ave_cli.notes.review import outcome_under
    from ave_cli.storage.own_models import earlier_version, version_difference

    stamp, then = note.profile, earlier_version(*note.profile.key, ruleset)
    if then is not None and stamp.id == ruleset.profile.id:
        yield version_difference(stamp.id, stamp.version, name)
        yield notes_text.then_and_now(outcome_under(note, then), outcome_under(note, ruleset))


def opening_words(note: Note, ruleset: Ruleset, now: str | None) -> str:
    """What a triage that goes on from a note begins with; `now` is the phase that the household is in."""
    from ave_cli.notes.review import opening_lines

    return "\n".join(opening_lines(note, ruleset, now))


def notes_under_both(folder: Path, old: Ruleset, new: Ruleset) -> Iterator[tuple[str, str, str]]:
    """Each note that can be read, with what its answers give under both versions."""
    from ave_cli.notes.review import outcome_under
    from ave_cli.storage import notes

    for path, note, _ in notes.list_notes(folder):
        if note is not None:
            yield path.name, outcome_under(note, old), outcome_under(note, new)


def compare_notes(one: str, other: str, profile: str | None, output: Output) -> None:
    """Show what changed from the older to the newer of two notes.

    Raises:
        UsageError: one of the files is not there.
        InvalidInput: one of them is no note.
    """
    from ave_cli.notes.comparison import meaning, note_differences
    from ave_cli.storage import notes
    from ave_cli.views.notes import diff_page

    found = [(str(path), notes.read_note_file(path)) for path in map(notes.find_note, (one, other))]
    altered = tuple(name for name, note in found if note.unchanged is False)
    found.sort(key=lambda pair: datetime.fromisoformat(pair[1].created))
    (first, old), (last, new) = found
    rulesets = _Models(profile)
    entry, ruleset = _entry(last, new, rulesets), rulesets.of(new)
    changes, told = note_differences(old, new, ruleset), meaning(old, new, ruleset, rulesets.then(old))
    document = {
        "format": 1,
        "old": _name(first, old),
        "new": _name(last, new),
        "meaning": told,
        "altered": list(altered),
        "changes": [{**vars(change), "about": change.about.value} for change in changes],
    }
    page = diff_page(old, entry, changes, told, altered)
    emit(Answer(page=lambda _: page, document=lambda: document, **_on_paper(entry)), output)


def _on_paper(entry: NoteFile) -> dict[str, Any]:
    """What stands around a note on paper."""
    profiles = (entry.words.ruleset.profile,)
    return {"profiles": profiles, "advice": triage_text.ADVICE, "remark": notes_text.HOLDS_ANSWERS}


def _document(note: Note) -> dict[str, Any]:
    """A note as it stands in its file; what is absent is null."""
    from ave_cli.notes import note as note_format

    data = {key: one for key, one in note_format.note_to_plain(note).items() if key != "checksum"}
    absent = {"current": None, "direction": None}
    return {"review_on": None, "left_out": [], **data, "assessment": {**absent, **data["assessment"]}}


def _name(name: str, note: Note) -> dict[str, Any]:
    return {"file": name, "created": note.created, "case": note.case, "profile": vars(note.profile)}


def _standing(entry: NoteFile) -> dict[str, Any]:
    from ave_cli.notes.note import Since

    changed = {Since.SAME: False, Since.CHANGED: True, Since.NOT_FOUND: None}
    return {
        "profile_changed": changed[entry.since],
        "review": entry.review.value,
        "unchanged": entry.unchanged,
        "follows": entry.follows,
    }


def _in_list(entry: NoteFile) -> dict[str, Any]:
    from ave_cli.notes.note import is_open

    note = entry.note
    return {
        **_name(entry.name, note),
        "advised": None if is_open(note, entry.words.ruleset) else note.assessment.advised,
        "status": note.assessment.status.value if note.assessment.status else None,
        "decided": note.decision.phase,
        "review_on": note.review_on,
        **_standing(entry),
    }


app = dutch_group(notes_text.NOTES)
_WEEKS, _MOST_WEEKS = 13, 520
"""The term after which a note asks for a look where nothing else was agreed, and the longest that can be."""
_HIDDEN = True
"""Arguments are told of in the text of the help: typer would list them with an English word behind them."""
_Profile = Annotated[str | None, typer.Option("--profile", metavar=cli_text.PROFILE_METAVAR, help=cli_text.PROFILE)]


@app.command("list", help=notes_text.LIST_LONG, short_help=notes_text.LIST)
@shows(on_paper=False)
def list_(
    output: Output,
    folder: Annotated[str | None, typer.Argument(metavar=notes_text.FOLDER_METAVAR, hidden=_HIDDEN)] = None,
    profile: _Profile = None,
) -> None:
    """Show which notes a folder has."""
    list_notes(folder, profile, output)


@app.command("show", help=notes_text.SHOW_LONG, short_help=notes_text.SHOW)
@shows()
def show_command(
    output: Output,
    name: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
) -> None:
    """Show a whole note."""
    show_note(name, profile, output)


@app.command("diff", help=notes_text.DIFF_LONG, short_help=notes_text.DIFF)
@shows()
def diff(
    output: Output,
    one: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    other: Annotated[str, typer.Argument(metavar=notes_text.OTHER_METAVAR, hidden=_HIDDEN)],
    profile: _Profile = None,
) -> None:
    """Show what changed between two notes."""
    compare_notes(one, other, profile, output)


@app.command("review", help=notes_text.REVIEW_LONG, short_help=notes_text.REVIEW)
@shows(full=notes_text.REVIEW_FULL)
def review(
    output: Output,
    folder: Annotated[str | None, typer.Argument(metavar=notes_text.FOLDER_METAVAR, hidden=_HIDDEN)] = None,
    profile: _Profile = None,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar=notes_text.WEEKS_METAVAR, help=notes_text.OLDER_THAN)
    ] = str(_WEEKS),
    as_table: Annotated[bool, typer.Option("--csv", help=notes_text.REVIEW_CSV)] = False,
) -> None:
    """Show what asks for a look in a folder of notes."""
    if as_table and output not in (Output(), Output(full=True)):
        raise UsageError(cli_text.CSV_ALONE)
    if not (weeks := typed_number(older_than, _MOST_WEEKS)):
        raise UsageError(notes_text.WEEKS_WRONG)
    review_folder(folder, profile, weeks, output, as_table=as_table)


@app.command("remove", help=notes_text.REMOVE_LONG, short_help=notes_text.REMOVE)
def remove(
    name: Annotated[str, typer.Argument(metavar=notes_text.NOTE_METAVAR, hidden=_HIDDEN)],
    no_input: Annotated[bool, typer.Option("--no-input", help=cli_text.NO_INPUT)] = False,
) -> None:
    """Remove a note."""
    remove_note(name, may_ask=not no_input)
