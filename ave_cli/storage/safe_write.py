"""Files written whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ave_cli.errors import CannotWrite, TargetExists, UsageError
from ave_cli.records import record
from ave_cli.safe_text import one_line
from ave_cli.storage.folders import ON_WINDOWS, is_ours, look_at, names_in, refused_name, whole_path
from ave_cli.text import problems as problems_text

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SAFE_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Never through a link, never inherited, never with translated line ends; as far as the system knows these."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_RENAME_REFUSES = ON_WINDOWS
"""Whether a rename to a name that exists is refused, as on Windows; elsewhere it replaces."""
_NO_LINKS_HERE = frozenset({"EPERM", "EXDEV", "ENOSYS", "EOPNOTSUPP", "ENOTSUP", "EMLINK"})
_TEMPORARY = r"\.ave-[0-9a-f]{16}\.tmp"
_LEFT_AFTER = 3600
"""Seconds after which a temporary file is no longer that of a program that still runs."""
_HELD = frozenset({5, 32, 33})
"""What Windows says while another program looks at a file, such as one that syncs or scans it."""
_PATIENCE, _PAUSE = 2.0, 0.05
"""Seconds to wait for such a program."""


@record
class Saved:
    """A file that stands on disk, whole, under its name."""

    path: Path
    durable: bool
    """False where the folder could not be synced: a power cut soon after can still lose the name."""
    leftover: Path | None
    """The temporary file, where it could not be removed; it holds the same text."""
    swept: int = 0
    """Temporary files of earlier savings that were cut short, and that are gone now."""


def is_free(path: Path) -> Path:
    """The same path, when nothing has this name yet.

    Raises:
        TargetExists: something has it, be it a file, a folder or a link.
        UsageError: nothing can have it on this system.
    """
    if wrong := refused_name(path):
        raise UsageError(wrong, problems_text.OTHER_NAME)
    if os.path.lexists(path):
        raise TargetExists(problems_text.exists(one_line(str(path))), problems_text.OTHER_NAME)
    return path


def save_new(path: Path, data: bytes) -> Saved:
    """Write a new file, only for its owner to read, and read it back before it gets its name.

    Whoever looks sees no file under this name, or the whole one. What exists is never replaced or followed.

    Raises:
        TargetExists: something has this name already, be it a file, a folder or a link; nothing is written.
        CannotWrite: it is not saved; no part of it stands under the name.
    """
    is_free(path)
    temporary, leftover = path.with_name(f".ave-{os.urandom(8).hex()}.tmp"), None
    swept = _sweep(path.parent)
    try:
        if not _save_unnamed(path, data):
            try:
                _fill(temporary, data)
                _give_name(temporary, path)
            finally:
                leftover = _remove(temporary)
    except FileExistsError:
        hint = _hint(leftover, problems_text.OTHER_NAME)
        raise TargetExists(problems_text.exists(one_line(str(path))), hint, left_behind=leftover is not None) from None
    except OSError as error:
        message = problems_text.not_saved(one_line(str(path)), reason(error))
        raise CannotWrite(message, _hint(leftover, problems_text.OTHER_FOLDER)) from None
    except ValueError:
        raise CannotWrite(problems_text.not_saved(one_line(str(path)), problems_text.NOT_TEXT)) from None
    return Saved(path=path, durable=sync_folder(path.parent), leftover=leftover, swept=swept)


@record
class Readers:
    """Who can read a file besides its owner."""

    group: str = ""
    """Name of a group; empty where only the owner can, or everybody."""
    everybody: bool = False
    unknown: bool = False
    """The system does not say: it follows the folder."""
    more: bool = False
    """Whether there are further rights, which are not looked at."""


def share(path: Path) -> Readers:
    """Give a file the rights of its folder: who may read there may read it, who may write there may change it.

    Raises:
        CannotWrite: it keeps its own rights.
    """
    if ON_WINDOWS:
        return Readers(unknown=True)
    try:
        path.chmod(PRIVATE_FILE | _rights_of_folder(path))
        found = path.stat()
    except OSError as error:
        raise CannotWrite(problems_text.not_shared(one_line(str(path)), reason(error))) from None
    everybody = bool(found.st_mode & stat.S_IROTH) and _is_reached(path, None)
    by_group = bool(found.st_mode & stat.S_IRGRP) and not everybody and _is_reached(path, found.st_gid)
    more = _has_more_rights(path) or _has_more_rights(path.parent)
    return Readers(group=_group(found.st_gid) if by_group else "", everybody=everybody, more=more)


def _rights_of_folder(path: Path) -> int:
    """What others than its owner may do with a file in this folder; the file is given to the group of the folder.

    Raises:
        CannotWrite: only that group may read there, and this user is not in it.
        OSError: the file or its folder cannot be looked at or changed.
    """
    folder = path.parent.stat()
    if path.stat().st_gid != folder.st_gid:
        try:
            os.chown(path, -1, folder.st_gid)
        except PermissionError:
            if not folder.st_mode & stat.S_IROTH:
                why = problems_text.NOT_IN_GROUP
                raise CannotWrite(problems_text.not_shared(one_line(str(path)), why)) from None
            return stat.S_IRGRP | stat.S_IROTH
    return folder.st_mode & (stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH)


def _is_reached(path: Path, group: int | None) -> bool:
    """Whether a group, or everybody, may go through every folder on the way to a file."""
    for folder in whole_path(path).parents:
        found = look_at(folder)
        is_theirs = found is not None and found.st_gid == group
        if found is not None and not found.st_mode & (stat.S_IXGRP if is_theirs else stat.S_IXOTH):
            return False
    return True


def _has_more_rights(path: Path) -> bool:
    """Whether an access list stands beside the rights that `ls` shows."""
    with suppress(OSError, AttributeError):
        return any(name.startswith("system.posix_acl") for name in os.listxattr(path))
    return False


def _group(number: int) -> str:
    import grp  # noqa: PLC0415  # Windows has none

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def put(path: Path, data: bytes) -> None:
    """Write a file of our own, only for its owner to read, over what it held before; its folder is made.

    Whoever looks sees the old text or the new one. It is not synced: it holds nothing that cannot be made again.

    Raises:
        TargetExists: the folder is a link or a file.
        CannotWrite: what stood there still does.
    """
    private_folder(path.parent)
    _sweep(path.parent)
    temporary = path.with_name(f".ave-{os.urandom(8).hex()}.tmp")
    try:
        _fill(temporary, data)
        patiently(lambda: temporary.replace(path))
    except OSError as error:
        raise CannotWrite(
            problems_text.not_saved(one_line(str(path)), reason(error)), _hint(_remove(temporary), "")
        ) from None
    except BaseException:
        _remove(temporary)
        raise


def private_folder(path: Path) -> Path:
    """Make sure that a folder of our own is there; a new one is for its owner only, its parents as usual.

    Raises:
        TargetExists: a link or a file has this name.
        CannotWrite: it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.mkdir(PRIVATE_FOLDER)
            path.chmod(PRIVATE_FOLDER)  # a strict umask takes rights from the owner too
        except FileExistsError:
            if not stat.S_ISDIR(path.lstat().st_mode):
                raise
    except FileExistsError:
        raise TargetExists(problems_text.no_folder_of_ours(one_line(str(path))), problems_text.OTHER_FOLDER) from None
    except OSError as error:
        raise CannotWrite(problems_text.folder_not_made(one_line(str(path)), reason(error))) from None
    except ValueError:
        raise CannotWrite(problems_text.folder_not_made(one_line(str(path)), problems_text.NOT_TEXT)) from None
    return path


def open_up(path: Path) -> Path:
    """Let everybody read it who can read the folder that it stands in: for what says nothing about a person.

    Raises:
        CannotWrite: its rights cannot be changed.
    """
    try:
        folder = path.parent.stat()
        allowed = folder.st_mode
        if not ON_WINDOWS and path.stat().st_gid != folder.st_gid:
            with suppress(PermissionError):  # who is not in that group cannot give it anything
                os.chown(path, -1, folder.st_gid)
        if path.is_dir():
            path.chmod(PRIVATE_FOLDER | (allowed & (stat.S_IRWXG | stat.S_IRWXO)))
        else:
            path.chmod(PRIVATE_FILE | (allowed & (stat.S_IRGRP | stat.S_IROTH)))
    except OSError as error:
        raise CannotWrite(problems_text.not_shared(one_line(str(path)), reason(error))) from None
    return path


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything and sync it; the system may take it in parts.

    Raises:
        OSError: some of it may be written.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def sync_folder(folder: Path) -> bool:
    """Make names in a folder survive a power cut; False where the system cannot."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


def reason(error: OSError) -> str:
    """Why writing failed, in words that follow a colon."""
    of_windows = problems_text.WHY_ON_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return of_windows or problems_text.WHY.get(_name(error), problems_text.DISK_FAILS)


def patiently(change: Callable[[], object]) -> None:
    """Do what changes a name; on Windows again for a while, as long as another program holds the file.

    Raises:
        OSError: it was not done.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            change()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sweep(folder: Path) -> int:
    """Remove temporary files of ours that no running program can still be filling; how many."""
    count = 0
    with suppress(OSError, ValueError):
        for path in names_in(folder):
            if re.fullmatch(_TEMPORARY, path.name):
                with suppress(OSError):
                    found = path.lstat()
                    if is_ours(found) and time.time() - found.st_mtime > _LEFT_AFTER:
                        path.unlink()
                        count += 1
    return count


def _save_unnamed(path: Path, data: bytes) -> bool:
    """Save by way of a file without a name until it is whole: a kill leaves nothing. False where none can be had.

    Raises:
        OSError: it is not saved.
    """
    if not hasattr(os, "O_TMPFILE") or not hasattr(os, "link"):
        return False
    try:
        descriptor = os.open(path.parent, os.O_RDWR | os.O_TMPFILE | SAFE_FLAGS, PRIVATE_FILE)
    except OSError:
        return False
    try:
        os.fchmod(descriptor, PRIVATE_FILE)  # a strict umask takes rights from the owner too
        write_all(descriptor, data)
        os.lseek(descriptor, 0, os.SEEK_SET)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            if stream.read() != data:
                raise OSError(errno.EIO, "")
        return _name_unnamed(descriptor, path)
    finally:
        with suppress(OSError):  # what it holds is synced
            os.close(descriptor)


def _name_unnamed(descriptor: int, path: Path) -> bool:
    try:
        folder = os.open(path.parent, getattr(os, "O_PATH", os.O_RDONLY))
    except OSError:
        return False
    try:
        # only with a folder given does Python follow the link in /proc to the file behind it
        os.link(f"/proc/self/fd/{descriptor}", path.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A network disk can lose the answer of a link that was made.
        return os.path.lexists(path) and os.path.samestat(os.fstat(descriptor), path.lstat())
    finally:
        with suppress(OSError):
            os.close(folder)
    return True


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "")


def _hint(leftover: Path | None, otherwise: str) -> str:
    return problems_text.left_behind(one_line(str(leftover))) if leftover else otherwise


def _fill(temporary: Path, data: bytes) -> None:
    descriptor = os.open(temporary, _NEW | SAFE_FLAGS, PRIVATE_FILE)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, PRIVATE_FILE)  # a strict umask takes rights from the owner too
        write_all(descriptor, data)
    finally:
        os.close(descriptor)
    with os.fdopen(os.open(temporary, os.O_RDONLY | SAFE_FLAGS), "rb") as stream:
        if stream.read() != data:
            raise OSError(errno.EIO, "")


def _give_name(temporary: Path, path: Path) -> None:
    """Give a whole file its name, refusing to replace."""
    try:
        if _RENAME_REFUSES:
            patiently(lambda: temporary.rename(path))
        elif not _link(temporary, path):
            _rename_onto_own(temporary, path)
    except OSError:
        # A network disk can lose the answer of a rename that was done.
        if os.path.lexists(temporary) or not os.path.lexists(path):
            raise


def _rename_onto_own(temporary: Path, path: Path) -> None:
    """Take the name with an empty file of ours, for a rename that would replace what others put there."""
    descriptor = os.open(path, _NEW | SAFE_FLAGS, PRIVATE_FILE)
    try:
        os.close(descriptor)
        temporary.replace(path)
    except OSError:
        if os.path.lexists(temporary):
            path.unlink()
        raise


def _link(temporary: Path, path: Path) -> bool:
    """Whether the file has its name now; False where this disk has no links."""
    if not hasattr(os, "link"):
        return False
    try:
        os.link(temporary, path, follow_symlinks=False)
    except NotImplementedError:
        return False
    except OSError as error:
        # The same for a link that was made.
        if os.path.lexists(path) and os.path.samestat(temporary.lstat(), path.lstat()):
            return True
        if _name(error) in _NO_LINKS_HERE:
            return False
        raise
    return True


def _remove(temporary: Path) -> Path | None:
    """Remove the temporary file; what is left behind, if that fails."""
    try:
        patiently(temporary.unlink)
    except OSError:
        return temporary if os.path.lexists(temporary) else None
    return None


_STEERING = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
"""What steers a terminal or hides in a line; the writer of TOML leaves these as they are."""


def toml_text(raw: dict[str, Any], *, multiline: bool = False) -> str:
    """Plain data as TOML in which nothing steers a terminal that shows the file: it is there as an escape.

    Raises:
        UnicodeEncodeError: a text holds half a letter, which no file can hold.
    """
    import tomli_w  # noqa: PLC0415  # only what is written needs it

    text = re.sub(_STEERING, _escaped, tomli_w.dumps(raw, multiline_strings=multiline))
    text.encode()
    return text


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
