"""Files written whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from ave_cli.errors import CannotWrite, TargetExists
from ave_cli.safe_text import one_line
from ave_cli.text import problems as problems_text

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SAFE_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Never through a link, never inherited, never with translated line ends; as far as the system knows these."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_RENAME_REFUSES = os.name == "nt"
"""Whether a rename to a name that exists is refused, as on Windows; elsewhere it replaces."""
_NO_LINKS_HERE = frozenset({"EPERM", "EXDEV", "ENOSYS", "EOPNOTSUPP", "ENOTSUP", "EMLINK"})


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A file that stands on disk, whole, under its name."""

    path: Path
    durable: bool
    """False where the folder could not be synced: a power cut soon after can still lose the name."""
    leftover: Path | None
    """The temporary file, where it could not be removed; it holds the same text."""


def is_free(path: Path) -> Path:
    """The same path, when nothing has this name yet.

    Raises:
        TargetExists: something has it, be it a file, a folder or a link.
    """
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
    temporary = path.with_name(f".ave-{secrets.token_hex(8)}.tmp")
    try:
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
    return Saved(path=path, durable=sync_folder(path.parent), leftover=leftover)


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Who can read a file besides its owner."""

    group: str = ""
    """Name of a group; empty where only the owner can, or everybody."""
    everybody: bool = False
    unknown: bool = False
    """The system does not say: it follows the folder."""


def share(path: Path) -> Readers:
    """Give a file the rights of its folder: who may read there may read it, who may write there may change it.

    Raises:
        CannotWrite: it keeps its own rights.
    """
    if os.name == "nt":
        return Readers(unknown=True)
    try:
        folder = path.parent.stat()
        if path.stat().st_gid != folder.st_gid:
            os.chown(path, -1, folder.st_gid)
        path.chmod(PRIVATE_FILE | (folder.st_mode & (stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH)))
    except OSError as error:
        raise CannotWrite(problems_text.not_shared(one_line(str(path)), reason(error))) from None
    mode = path.stat().st_mode
    everybody = bool(mode & stat.S_IROTH)
    return Readers(group=_group(folder.st_gid) if mode & stat.S_IRGRP and not everybody else "", everybody=everybody)


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
    temporary = path.with_name(f".ave-{secrets.token_hex(8)}.tmp")
    try:
        _fill(temporary, data)
        temporary.replace(path)
    except OSError as error:
        raise CannotWrite(
            problems_text.not_saved(one_line(str(path)), reason(error)), _hint(_remove(temporary), "")
        ) from None


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
    return problems_text.WHY.get(_name(error), problems_text.DISK_FAILS)


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
            temporary.rename(path)
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
        temporary.unlink()
    except OSError:
        return temporary if os.path.lexists(temporary) else None
    return None
