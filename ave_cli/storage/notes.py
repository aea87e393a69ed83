"""Notes on disk."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ave_cli.errors import CannotWrite, InvalidInput, TargetExists, UsageError
from ave_cli.notes import note as note_format
from ave_cli.notes.note import Note
from ave_cli.safe_text import command_line, one_line, typed_number
from ave_cli.storage import folders
from ave_cli.storage.safe_write import Saved, private_folder, reason, save_new, toml_text
from ave_cli.storage.toml_files import parse_toml, read_toml, source_name
from ave_cli.text import notes as notes_text
from ave_cli.text import problems as problems_text

Raw = dict[str, Any]
Listed = tuple[Path, Note | None, str]
"""A file, its note, and what is wrong with it where there is none."""

_NAMES = "ave-*.toml"
_OWN_NAME = r"ave-\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{4}\b.*\.toml"
"""A name that this program gives, and what a folder that is synchronised makes of it."""
_TEXT_OF_LINES = rb"\"{3}|'{3}"
_HEAD_BYTES = 4096
"""Where the kind of a file stands; before it can stand explanation."""
_SHOWN = 30
"""Letters of a number that is none."""
_TRIES = 50
"""Names to try: when all are taken it is not by chance."""


class _Damaged(InvalidInput):
    """A file that is no TOML any more."""


def default_folder() -> Path:
    """Where notes are kept unless the user says otherwise; perhaps not there yet.

    Raises:
        CannotWrite: the system does not say where this user's folders are.
    """
    return folders.notes_folder()


def write_note(note: Note, folder: Path | None, now: datetime) -> Saved:
    """Save a note in a file of its own, named after `now`; when this returns it was read back and is the same.

    Args:
        folder: where the user wants it; None for the folder for notes. Made when it is not there.
        now: with its offset; gives the name its date and time.

    Raises:
        InvalidInput: it would not read back as it is meant, such as a text that is too long; nothing is written.
        TargetExists, CannotWrite: it is not saved, or what stands there is not what was meant.
    """
    note = note_format.seal(note)
    data = _dump(note)
    place = folder if folder is not None and folders.is_folder(folder) else private_folder(folder or default_folder())
    saved = _save(place, f"ave-{now:%Y-%m-%d-%H%M}", data)
    try:
        same = read_note_file(saved.path) == note
    except (UsageError, InvalidInput):
        same = False
    if not same:
        raise CannotWrite(notes_text.read_back_different(one_line(str(saved.path))), notes_text.TRY_ELSEWHERE)
    return saved


def remove_note(path: Path) -> None:
    """Remove a note; one that cannot be read is removed too.

    Raises:
        UsageError: there is no such file, or it is and was no note.
        CannotWrite: it is still there.
    """
    refuse_other_file(path)
    name = one_line(str(path))
    try:
        path.unlink()
    except FileNotFoundError:  # another program removed it meanwhile
        raise UsageError(problems_text.not_found(name)) from None
    except OSError as error:
        raise CannotWrite(notes_text.not_removed(name, reason(error))) from None


def refuse_other_file(path: Path) -> None:
    """Make sure that this is a note, or a file that by its name and kind was one.

    Raises:
        UsageError: it is not there, it may not be read, or it is something else.
    """
    if not os.path.lexists(path):
        raise UsageError(problems_text.not_found(one_line(str(path))))
    if not path.match(_NAMES) or path.is_symlink() or not folders.is_file(path):
        raise UsageError(notes_text.NOT_A_NOTE)
    try:
        kinds = _kinds(_head(path))
    except (OSError, ValueError):
        raise UsageError(problems_text.not_readable(one_line(str(path)))) from None
    if kinds[:1] != [note_format.KIND.encode()] and (kinds or not re.fullmatch(_OWN_NAME, path.name)):
        raise UsageError(notes_text.NOT_A_NOTE)


def _head(path: Path) -> bytes:
    with folders.open_file(path) as stream:
        return stream.read(_HEAD_BYTES)


def _kinds(head: bytes) -> list[bytes]:
    return re.findall(rb"(?m)^\s*\"?kind\"?\s*=\s*[\"'](.*?)[\"']", head)


def case_in(path: Path) -> str:
    """The case that stands in a note that is not right.

    Empty where that cannot be told: what stands in a file that this program did not name may be anything.
    """
    if not re.fullmatch(_OWN_NAME, path.name):
        return ""
    try:
        head = re.split(rb"(?m)^\s*\[", _head(path))[0]  # below it everything has another meaning
        lines = re.findall(rb"(?m)^\s*\"?case\"?\s*=.*$", head)
        is_note = _kinds(head) == [note_format.KIND.encode()]
        is_sure = is_note and len(lines) == 1 and not re.search(_TEXT_OF_LINES, head)
        case = parse_toml(lines[0]).get("case") if is_sure else ""
    except (OSError, ValueError, InvalidInput):
        return ""
    return note_format.case_to_tell(case)


def is_readable(path: Path) -> bool:
    """Whether a plain file stands here that this user may look into."""
    try:
        if folders.is_file(path):
            folders.open_file(path).close()
            return True
    except (OSError, ValueError):
        pass
    return False


def _save(folder: Path, start: str, data: bytes) -> Saved:
    for turn in range(_TRIES):
        try:
            return save_new(folder / f"{start}-{secrets.token_hex(2)}.toml", data)
        except TargetExists as error:
            if turn + 1 == _TRIES or error.left_behind:
                raise
    raise AssertionError


def _dump(note: Note) -> bytes:
    """The file of a note; it is read as any file is before it is written."""
    raw = note_format.note_to_plain(note)
    raw["created"] = datetime.fromisoformat(note.created)
    if note.review_on is not None:
        raw["review_on"] = date.fromisoformat(note.review_on)
    lines = (*notes_text.HEAD, *([notes_text.LEFT_OUT_HERE] if note.left_out else []))
    head = "".join(f"# {line}\n" for line in lines)
    try:
        data = f"{head}\n{toml_text(raw)}".encode()
        problems = [] if _note(parse_toml(data), notes_text.THIS_NOTE) == note else [notes_text.NOT_THE_SAME]
    except UnicodeEncodeError:
        problems = [notes_text.UNKNOWN_LETTERS]
    except InvalidInput as error:
        problems = list(error.problems)
    except ValueError as error:
        problems = [str(error)]
    if problems:
        raise InvalidInput(notes_text.NOT_KEPT, tuple(problems), notes_text.SHORTEN)
    return data


def read_note_file(path: Path) -> Note:
    """Read a note; nothing in it is repaired.

    Raises:
        UsageError: there is no such file, or it may not be read.
        InvalidInput: it is no note of this format; lists every problem at once and echoes no value.
    """
    try:
        raw = read_toml(path)
    except InvalidInput as error:
        raise _Damaged(error.message, tuple(map(notes_text.damaged, error.problems)), _restore(path)) from None
    try:
        return _note(raw, source_name(path))
    except InvalidInput as error:
        raise InvalidInput(error.message, error.problems, _restore(path)) from None


def _restore(path: Path) -> str:
    return notes_text.restore(command_line("ave", "notes", "remove", str(path)))


def _note(raw: Raw, name: str) -> Note:
    plain, wrong_dates = _dates_as_text(raw)
    found = _not_ours(raw) or (*wrong_dates, *_misshapen(plain))
    problems = tuple(one_line(line) for line in problems_text.first_problems(found))
    if problems:
        raise InvalidInput(problems_text.broken(name), problems, problems_text.FIX_AND_RETRY)
    return note_format.read_note(plain)


def _not_ours(raw: Raw) -> tuple[str, ...]:
    """Why this is no note of this format: then all the rest may be anything."""
    if raw.get("kind") != note_format.KIND:
        return (problems_text.other_kind(note_format.KIND, raw.get("kind")),)
    return () if type(raw.get("format")) is int and raw["format"] == note_format.FORMAT else (notes_text.OTHER_FORMAT,)


def _misshapen(plain: Raw) -> Iterator[str]:
    if note_format.is_surely_right(plain):
        return
    from ave_cli.profile.validation import problems_of_shape  # noqa: PLC0415  # the checker takes longer to load than all the rest

    yield from (one.said for one in problems_of_shape(Note, plain))
    yield from note_format.wrong_answers(plain)


def _dates_as_text(raw: Raw) -> tuple[Raw, list[str]]:
    """The data of a note with its dates as ISO text, and what is wrong with those; what is no date becomes empty."""
    created, review_on = raw.get("created"), raw.get("review_on")
    texts, wrong = {}, []
    if created is not None:
        is_moment = isinstance(created, datetime) and created.tzinfo is not None
        texts["created"] = created.isoformat() if is_moment else ""
        wrong += [] if is_moment else [notes_text.NO_MOMENT]
    if review_on is not None:
        is_day = type(review_on) is date
        texts["review_on"] = review_on.isoformat() if is_day else ""
        wrong += [] if is_day else [notes_text.NO_DAY]
    return {**raw, **texts}, wrong


def find_note(name: str, *, alone: bool = False) -> Path:
    """The file that is meant: a path; in the folder for notes its name, its number in the list of that, or its case.

    A case in another folder stands behind the name of that folder. What is nothing of these is taken for a path.

    Args:
        name: as it was typed.
        alone: a case of several notes is refused; else it means the newest one.

    Raises:
        UsageError: there is no such number, or more than one note is meant.
    """
    path = folders.typed_path(name)
    if folders.is_file(path):
        return path
    parent = next((one for one in path.parents if one.name and folders.is_folder(one)), None)
    if parent is None:
        return _in_own_folder(name, path, alone=alone)
    found = _of_case(_readable(parent), path.relative_to(parent).as_posix())
    return _one_of(name, found, alone=alone) or path


def _in_own_folder(name: str, path: Path, *, alone: bool) -> Path:
    try:
        own = default_folder() / name
    except CannotWrite:  # a user without folders has no notes there
        return path
    if folders.is_file(own):
        return own
    notes = _readable(None)
    found = _of_case(notes, name)
    if not name.isdecimal():
        return _one_of(name, found, alone=alone) or _as_path(name, path)
    number = typed_number(name, len(notes))
    if not number:
        if not found:
            raise UsageError(notes_text.no_number(one_line(name, _SHOWN), len(notes)), notes_text.SEE_LIST)
        return _one_of(name, found, alone=alone) or path
    numbered = notes[number - 1][0]
    return _one_of(name, list(dict.fromkeys((numbered, *found))), alone=True) or path


def _as_path(name: str, path: Path) -> Path:
    """What is named as a file is, where no note is called so.

    Raises:
        UsageError: it is no file, and no case of a note.
    """
    if len(path.parts) == 1 and not path.suffix and not os.path.lexists(path):
        raise UsageError(notes_text.no_note(one_line(name, _SHOWN)), notes_text.SEE_LIST)
    return path


def _readable(folder: Path | None) -> list[tuple[Path, Note]]:
    """The notes of a folder, the newest first; none where it is not there or may not be read."""
    try:
        return [(path, note) for path, note, _ in list_notes(folder) if note is not None]
    except UsageError:
        return []


def _of_case(notes: Iterable[tuple[Path, Note]], case: str) -> list[Path]:
    return [path for path, note in notes if note.is_of(case)]


def _one_of(name: str, found: Sequence[Path], *, alone: bool) -> Path | None:
    if alone and len(found) > 1:
        raise UsageError(notes_text.more_than_one(one_line(name), [one.name for one in found]))
    return found[0] if found else None


Watch = Callable[[Sequence[Path]], Iterable[Path]]
"""Lets who waits see how far it is: gets the files and gives them back one by one."""


def list_notes(folder: Path | None = None, watch: Watch = iter) -> tuple[Listed, ...]:
    """Every note in a folder, the newest first; behind them, by name, what has the name of a note and is none.

    Args:
        folder: None for the folder for notes, which need not be there.
        watch: sees each file as it is read.

    Raises:
        UsageError: there is no such folder, or it may not be read.
    """
    place = folder or default_folder()
    try:
        if not folders.is_folder(place) and (folder is not None or folders.names_in(place)):
            raise NotADirectoryError
        paths = [path for path in folders.names_in(place) if path.match(_NAMES)]
        found = [one for one in map(_look, watch(paths)) if one[1] is not None or not _is_gone(one[0])]
    except (OSError, ValueError):
        raise UsageError(notes_text.no_folder(one_line(str(place)))) from None
    good = [(datetime.fromisoformat(one[1].created), one) for one in found if one[1] is not None]
    newest = sorted(good, key=lambda one: one[0], reverse=True)
    return (*(one for _, one in newest), *(one for one in found if one[1] is None))


def _is_gone(path: Path) -> bool:
    """Whether a file was removed meanwhile.

    Raises:
        OSError: its folder may be listed and not looked into.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    return False


def _look(path: Path) -> Listed:
    if not folders.is_file(path):
        return path, None, notes_text.NOT_A_FILE
    try:
        return path, read_note_file(path), ""
    except _Damaged:
        return path, None, notes_text.DAMAGED
    except InvalidInput as error:
        return path, None, notes_text.first_of(error.problems)
    except UsageError as error:
        return path, None, error.message
