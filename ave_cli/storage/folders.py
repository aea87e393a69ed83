"""Folders of the user and the clock; a look at what stands there never raises, and nothing waits for ever."""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

import platformdirs

from ave_cli.errors import CannotWrite, UsageError
from ave_cli.safe_text import one_line
from ave_cli.text import problems as problems_text

ON_WINDOWS = os.name == "nt"
_FORBIDDEN = frozenset('<>:"|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{one}" for name in ("com", "lpt") for one in range(1, 10))}
)
"""Names that are devices on Windows, whatever stands behind their first dot."""
_FIRST_BYTE = 2_000
"""Milliseconds to wait for a program that writes in a pipe with a name."""


def settings_folder() -> Path:
    """Where the chosen model is remembered; perhaps not there yet. Raises what `state_folder` does."""
    return _own(platformdirs.user_config_path)


def cache_folder() -> Path:
    """Where checked models are remembered; perhaps not there yet. Raises what `state_folder` does."""
    return _own(platformdirs.user_cache_path)


def models_folder() -> Path:
    """Where the models are that this user added; perhaps not there yet. Raises what `state_folder` does."""
    return _own(platformdirs.user_data_path) / "models"


_SHARED = "AVE_PROFILES"
"""The environment variable with folders of models for everybody, separated as in PATH."""


def shared_models() -> tuple[Path, ...]:
    """The folders with models for everybody."""
    return tuple(Path(one) for one in os.environ.get(_SHARED, "").split(os.pathsep) if one)


def state_folder(name: str) -> Path:
    """Where drafts of one sort are kept; perhaps not there yet.

    Raises:
        CannotWrite: the system does not say where this user's folders are.
    """
    return _own(platformdirs.user_state_path) / name


def notes_folder() -> Path:
    """Where notes are kept unless the user says otherwise; perhaps not there yet. Raises what `state_folder` does."""
    return _home(platformdirs.user_documents_path) / "ave"


def _own(ask: Callable[..., Path]) -> Path:
    return _home(lambda: ask("ave", appauthor=False))


def _home(ask: Callable[[], Path]) -> Path:
    """A folder of the user; a relative one, or one with an unread `~`, would be made where we happen to be."""
    with suppress(RuntimeError, OSError, ValueError, KeyError):
        path = ask()
        if path.is_absolute():
            return path
    raise CannotWrite(problems_text.NO_HOME, problems_text.NO_HOME_HINT)


def typed_path(text: str) -> Path:
    """A path as a person types it: `~` is the home folder, and a quote that Windows leaves at its end is none of it.

    Raises:
        UsageError: nothing was typed.
    """
    if ON_WINDOWS:
        text = text.removesuffix('"')
    if not text.strip():
        raise UsageError(problems_text.EMPTY_NAME)
    with suppress(RuntimeError, OSError, ValueError, KeyError):
        return Path(text).expanduser()
    return Path(text)


def is_remote(text: str) -> bool:
    """Whether a path begins as that of another computer does: only a person may name one, never a file."""
    return text.replace("\\", "/").startswith("//")


def whole_path(path: Path) -> Path:
    """The same path from the root on, so that it means the same in any folder."""
    with suppress(RuntimeError, OSError, ValueError):
        return path.resolve()
    return path


def look_at(path: Path) -> os.stat_result | None:
    """What stands here, links followed; None where nothing does or the system does not let us see it."""
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def is_file(path: Path) -> bool:
    """Whether a plain file stands here, and nothing that is waited for."""
    found = look_at(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(path: Path) -> bool:
    """Whether a folder stands here."""
    found = look_at(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def is_ours(found: os.stat_result, *, alone: bool = False) -> bool:
    """Whether this is a plain file of this user; `alone`: and nobody else can have written it."""
    if not stat.S_ISREG(found.st_mode):
        return False
    owner = getattr(os, "getuid", None)
    mine = owner is None or found.st_uid == owner()
    return mine and not (alone and owner is not None and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def names_in(folder: Path) -> tuple[Path, ...]:
    """What stands in a folder, by name; nothing where there is no such folder.

    Raises:
        OSError, ValueError: it is there and may not be looked into.
    """
    try:
        return tuple(sorted(folder.iterdir()))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def refused_name(path: Path) -> str:
    """Why a new file cannot have this name on this system; empty where it can."""
    if not ON_WINDOWS:
        return ""
    stem = path.name.partition(".")[0].rstrip().lower()
    wrong = sorted({one for part in path.parts[bool(path.anchor) :] for one in part if one in _FORBIDDEN or one < " "})
    if wrong:
        return problems_text.forbidden_letter(one_line(str(path)), wrong[0])
    return problems_text.reserved_name(one_line(path.name)) if stem in _RESERVED else ""


def shared_with(path: Path) -> Iterator[str]:
    """Who else may see what stands here, in words; nothing where only this user can read it."""
    whole = str(whole_path(path))
    clouds = (os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    if any(cloud and whole.lower().startswith(cloud.lower().rstrip("\\/") + os.sep) for cloud in clouds):
        yield problems_text.IN_CLOUD
    if ON_WINDOWS:
        yield (
            problems_text.ON_SHARE if whole.startswith("\\\\") or _is_network_drive(whole) else problems_text.OF_FOLDER
        )
        return
    found = look_at(path)
    if found is None or found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield problems_text.OF_DISK


def _is_network_drive(whole: str) -> bool:
    import ctypes  # noqa: PLC0415  # only Windows has drives

    kernel = getattr(ctypes, "windll", None)
    remote = 4
    return kernel is not None and kernel.kernel32.GetDriveTypeW(whole[:3]) == remote


def now() -> datetime:
    """This moment, with the offset of the user's own time zone."""
    return local(datetime.now(UTC))


def today() -> date:
    """The day on the calendar of the user."""
    return now().date()


def local(when: datetime) -> datetime:
    """The same moment on the user's clock, with an offset in whole minutes; in UTC where the time zone is none."""
    try:
        offset = when.astimezone().utcoffset() or timedelta()
        return when.astimezone(timezone(timedelta(minutes=round(offset.total_seconds() / 60))))
    except (ValueError, OverflowError, OSError):
        return when.astimezone(UTC)


def moment(seconds: float) -> datetime:
    """The moment that a file system gives; the very first where it lies outside the calendar."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def open_file(path: Path) -> BinaryIO:
    """Open a file to read it; a pipe only when some program writes in it.

    Raises:
        TimeoutError: none does.
        OSError, ValueError: it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    stream = os.fdopen(descriptor, "rb")
    try:
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            waiting = select.poll()
            waiting.register(descriptor, select.POLLIN)
            if not any(event & select.POLLIN for _, event in waiting.poll(_FIRST_BYTE)):
                raise TimeoutError
        if hasattr(os, "set_blocking") and not ON_WINDOWS:
            os.set_blocking(descriptor, True)
    except BaseException:
        stream.close()
        raise
    return stream
