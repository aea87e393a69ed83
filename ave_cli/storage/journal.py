"""Append-only journals of interviews."""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ave_cli.errors import AveError, CannotWrite, InvalidInput, UsageError
from ave_cli.profile import record
from ave_cli.safe_text import one_line
from ave_cli.storage import folders
from ave_cli.storage.safe_write import (
    PRIVATE_FILE,
    SAFE_FLAGS,
    patiently,
    private_folder,
    reason,
    sync_folder,
    write_all,
)
from ave_cli.text import problems as problems_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Header = TypeVar("_Header", bound=DataclassInstance)

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json]"
Entry: TypeAlias = dict[str, Json]
_INTERVIEW, _FORMAT = "draft", 1

_fcntl, _msvcrt = (import_module(name) if find_spec(name) else None for name in ("fcntl", "msvcrt"))
MAX_BYTES = 1_048_576
_TRIES, _PAUSE = 20, 0.01  # times and seconds: somebody who only looks may hold a lock for a moment
_LOOKS = 5 if _fcntl is None else 1  # where no lock can be shared, two that only look are in each other's way
_LOCKED_BYTE = 1 << 30  # far behind the end: where bytes are locked and not files, a locked byte cannot be read


@record
class Recovered:
    """What is certain of a draft, its longest valid beginning of `size` bytes; damaged if more stands behind it."""

    header: dict[str, Json]
    entries: tuple[Entry, ...]
    damaged: bool
    size: int


@record
class FoundDraft:
    """A draft in the folder; no header where it cannot be read, busy while another running program holds it."""

    path: Path
    header: Entry | None
    modified: datetime
    entries: int
    busy: bool


@record
class Beginning:
    """What an interview began from; with the entries of its draft it gives the same interview again."""

    profile: str
    """How the model was named: an id or a path."""
    title: str
    hash: str
    """Of the model."""
    start: dict[str, bool | str | list[str]]
    """What was known before the first question, as an answers file has it."""
    proposals: dict[str, bool | str | list[str]]
    """Answers from a note, to be confirmed."""
    version: str = ""
    """Of the model; empty in a draft of before it was kept."""
    since: str = ""
    """The day of the note that answers are proposed from, in words."""


@dataclass
class Draft:
    """The journal of a running interview or round; nobody else can go on with it while it is open."""

    path: Path
    _descriptor: int | None
    _number: int
    _size: int
    _failed: bool = False
    _gone: bool = False

    def add(self, entry: Mapping[str, Json]) -> None:
        """Keep one entry; when this returns it is on disk. After a failure or `close` nothing happens.

        Raises:
            CannotWrite: this entry is not kept, nor is any after it; raised once.
            ValueError: it has a key `n`, or a value that is not text, bool, int, list or dict.
        """
        line = _line(self._number, entry)
        if self._descriptor is None or self._failed:
            return
        try:
            with _in_words():
                if self._size + len(line) > MAX_BYTES:
                    raise OSError(errno.EFBIG, "")
                write_all(self._descriptor, line)
                if not self._stands():
                    raise CannotWrite(problems_text.DRAFT_GONE, problems_text.GO_ON_UNKEPT)
            self._number += 1
            self._size += len(line)
        except BaseException:
            self._failed = True
            # What is there in part would hide every entry behind it.
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise

    @property
    def kept(self) -> int:
        """How many entries are on disk."""
        return self._number - 1

    @property
    def is_there(self) -> bool:
        """Whether it stands on disk, or did when it was let go of: somebody can take it away meanwhile."""
        return self._stands() if self._descriptor is not None else not self._gone

    def _stands(self) -> bool:
        if folders.ON_WINDOWS or self._descriptor is None:  # what is open there cannot be taken away
            return True
        try:
            return os.path.samestat(os.fstat(self._descriptor), self.path.lstat())
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # the system does not say
            return True

    def close(self) -> None:
        """Let go of the draft and leave it on disk; a second time nothing happens."""
        if self._descriptor is not None:
            self._gone = not self._stands()
            with suppress(OSError):
                os.close(self._descriptor)
        self._descriptor = None

    def discard(self) -> None:
        """Close and remove it; raises what `remove` does."""
        # Gone while it is still locked, nobody can go on with it; Windows wants it closed first.
        with suppress(OSError):
            self.path.unlink()
        self.close()
        remove_draft(self.path)


def start_draft(header: Mapping[str, Json], *, now: datetime, folder: Path | None = None) -> Draft:
    """Begin a draft, named after `now` in UTC, that only its owner can read; when this returns the header is on disk.

    Raises:
        CannotWrite, TargetExists: no draft is kept, and none is left.
        ValueError: as for `Draft.add`.
    """
    line = _line(0, header)
    own = folder is None
    folder = _folder(folder)
    if own:
        private_folder(folder.parent)
    private_folder(folder)
    with _in_words():
        path, descriptor = _new(folder, now)
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, PRIVATE_FILE)
            if not _lock(descriptor):
                raise OSError(errno.EAGAIN, "")
            write_all(descriptor, line)
        except BaseException:
            Draft(path, descriptor, 0, 0).discard()
            raise
    sync_folder(folder)
    return Draft(path, descriptor, 1, len(line))


def recover_journal(path: Path) -> Recovered:
    """Read what is certain of a draft; nothing on disk changes.

    Raises:
        UsageError: it is not there, or cannot be opened.
        InvalidInput: it is too large, or its header is damaged.
    """
    return _prefix(_look(path)[1])


def reopen_draft(path: Path, *, busy: str = problems_text.BUSY) -> tuple[Draft, Recovered]:
    """Go on with a draft; what is damaged at its end is cut off.

    Raises:
        UsageError, InvalidInput: as for `recover_journal`, or another running program holds it; it stays as it is.
        CannotWrite: the damaged end could not be cut off.
    """
    descriptor = _open(path, os.O_RDWR | os.O_APPEND)
    try:
        if not _lock(descriptor):
            raise UsageError(busy)
        if os.fstat(descriptor).st_nlink == 0:
            raise UsageError(problems_text.GONE)
        recovered = _prefix(_content(descriptor))
        with _in_words():
            os.ftruncate(descriptor, recovered.size)
            os.fsync(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return Draft(path, descriptor, len(recovered.entries) + 1, recovered.size), recovered


def header_of(kind: str, format_: int, values: DataclassInstance) -> Entry:
    """The header of a journal of one kind, out of a record of what it begins with."""
    return {"kind": kind, "format": format_, **asdict(values)}


def read_header(shape: type[_Header], kind: str, format_: int, header: Mapping[str, Json] | None) -> _Header | None:
    """The record in a header; None where it is of another kind or format, or a value is not of its type."""
    if header is None or (header.get("kind"), header.get("format")) != (kind, format_):
        return None
    types = {field.name: str(field.type).partition("[")[0] for field in fields(shape)}
    if not all(type(header.get(name)).__name__ == type_ for name, type_ in types.items()):
        return None
    return shape(**{name: header[name] for name in types})


def start_interview(beginning: Beginning) -> Draft:
    """Begin a draft; when this returns the beginning is on disk.

    Raises:
        CannotWrite, TargetExists: no draft is kept.
    """
    return start_draft(header_of(_INTERVIEW, _FORMAT, beginning), now=folders.now())


def read_beginning(header: Mapping[str, Json] | None) -> Beginning | None:
    """What an interview began from; None where its draft cannot be read, or holds something else."""
    return read_header(Beginning, _INTERVIEW, _FORMAT, header)


def reopen_interview(found: FoundDraft) -> tuple[Draft, Beginning, tuple[Entry, ...], bool]:
    """Go on with an interview: its draft, its beginning, its entries, and whether something behind them was damaged.

    Raises:
        UsageError: another window holds it, or it is gone.
        InvalidInput: nothing of it is certain.
    """
    draft, recovered = reopen_draft(found.path)
    beginning = read_beginning(recovered.header)
    if beginning is None:
        draft.close()
        raise InvalidInput(problems_text.NO_START)
    return draft, beginning, recovered.entries, recovered.damaged


def find_drafts(folder: Path | None = None) -> tuple[FoundDraft, ...]:
    """Every draft in the folder, also those that cannot be read; newest first.

    Raises:
        UsageError: the folder is there and may not be looked into.
    """
    every: list[FoundDraft] = []
    for path in _drafts_in(folder):
        with suppress(OSError):  # discarded meanwhile
            every.append(_find(path))
    return tuple(sorted(every, key=lambda one: (one.modified, one.path.name), reverse=True))


def _drafts_in(folder: Path | None) -> list[Path]:
    try:
        place = _folder(folder)
    except CannotWrite:  # a user without folders has no drafts
        return []
    try:
        return [path for path in folders.names_in(place) if path.match("draft-*.jsonl")]
    except (OSError, ValueError):
        raise UsageError(problems_text.not_looked(one_line(str(place)))) from None


def remove_draft(path: Path, *, busy: str = problems_text.BUSY) -> None:
    """Remove a draft, also one that cannot be read.

    Raises:
        UsageError: another running program holds it; it stays as it is.
        CannotWrite: it is still there.
    """
    held = _hold(path, busy)
    try:
        if held is not None and _fcntl is None:  # what is open cannot be removed where only bytes are locked
            os.close(held)
            held = None
        patiently(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        raise CannotWrite(
            problems_text.not_removed(one_line(str(path)), reason(error)), problems_text.REMOVE_YOURSELF
        ) from None
    finally:
        if held is not None:
            os.close(held)


def _hold(path: Path, busy: str) -> int | None:
    """A draft that nobody else can go on with while this is open; None for what no program of ours can hold.

    Raises:
        UsageError: another running program holds it.
    """
    try:
        descriptor = _open(path, os.O_RDWR)
    except UsageError:
        return None
    if _lock(descriptor):
        return descriptor
    os.close(descriptor)
    raise UsageError(busy)


def _folder(folder: Path | None) -> Path:
    return folders.state_folder("drafts") if folder is None else folder


def _find(path: Path) -> FoundDraft:
    header, entries, busy = None, 0, False
    with suppress(AveError):
        busy, data = _look(path)
        recovered = _prefix(data)
        header, entries = recovered.header, len(recovered.entries)
    modified = folders.moment(path.lstat().st_mtime)
    return FoundDraft(path=path, header=header, modified=modified, entries=entries, busy=busy)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(problems_text.not_kept(reason(error)), problems_text.GO_ON_WITHOUT) from None


def _new(folder: Path, now: datetime) -> tuple[Path, int]:
    while True:
        path = folder / f"draft-{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}.jsonl"
        with suppress(FileExistsError):
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | SAFE_FLAGS
            return path, os.open(path, flags, PRIVATE_FILE)


def _open(path: Path, flags: int) -> int:
    try:
        # A pipe with the name of a draft would be waited for.
        descriptor = os.open(path, flags | SAFE_FLAGS | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UsageError(
            problems_text.GONE if isinstance(error, FileNotFoundError) else problems_text.NOT_OPENED
        ) from None
    found = os.fstat(descriptor)
    if not folders.is_ours(found):
        os.close(descriptor)
        raise UsageError(problems_text.NOT_OURS if stat.S_ISREG(found.st_mode) else problems_text.NOT_OPENED)
    return descriptor


def _look(path: Path) -> tuple[bool, bytes]:
    descriptor = _open(path, os.O_RDONLY)
    try:
        return not _lock(descriptor, look=True), _content(descriptor)
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        raise UsageError(problems_text.NOT_OPENED) from None


def _lock(descriptor: int, *, look: bool = False) -> bool:
    """Whether nobody else holds the draft; then we do, until it is closed. Without locks nobody ever does."""
    for turn in range(_LOOKS if look else _TRIES):
        time.sleep(_PAUSE if turn else 0)
        try:
            if _fcntl is not None:
                _fcntl.flock(descriptor, _fcntl.LOCK_NB | (_fcntl.LOCK_SH if look else _fcntl.LOCK_EX))
            elif _msvcrt is not None:
                os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
                _msvcrt.locking(descriptor, _msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                continue
        return True
    return False


def _line(number: int, entry: Mapping[str, Json]) -> bytes:
    if "n" in entry or not _is_plain(dict(entry)):
        raise ValueError("an entry holds text, bool, int, list or dict, and no key n")
    body = json.dumps({"n": number, **entry}, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(one) for key, one in value.items())
    if isinstance(value, list):
        return all(_is_plain(one) for one in value)
    return isinstance(value, str | bool | int)


def _prefix(data: bytes) -> Recovered:
    """The longest beginning of which every line is whole, unchanged and in its place."""
    if len(data) > MAX_BYTES:
        raise InvalidInput(problems_text.DRAFT_TOO_LARGE)
    entries: list[Entry] = []
    size = 0
    for line in data.split(b"\n")[:-1]:
        entry = _entry(line, len(entries))
        if entry is None:
            break
        entries.append(entry)
        size += len(line) + 1
    if not entries:
        raise InvalidInput(problems_text.NO_START)
    return Recovered(header=entries.pop(0), entries=tuple(entries), damaged=size < len(data), size=size)


def _entry(line: bytes, number: int) -> Entry | None:
    """What a line holds; None unless it is to the byte what we would write."""
    with suppress(ValueError, RecursionError):
        entry = json.loads(line[9:].decode("ascii"))
        if isinstance(entry, dict) and entry.pop("n", None) == number and _line(number, entry) == line + b"\n":
            return entry
    return None
