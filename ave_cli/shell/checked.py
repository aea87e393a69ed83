"""Which profiles were checked before, so that they need not be checked again?"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

FORMAT = 1
"""Changes when what is remembered changes shape."""


def recall(place: Path) -> dict[str, Any] | None:
    """What was remembered of the profile at this place, or nothing.

    It is plain data and counts only while nobody but this user can have written it. Whether it still fits the
    files is for the caller to see.
    """
    path = _path(place)
    try:
        with path.open("rb") as stream:
            if not _ours(os.fstat(stream.fileno())):
                return None
            found = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def remember(place: Path, what: dict[str, Any]) -> None:
    """Remember a checked profile; where that cannot be written, nothing is lost but time."""
    path = _path(place)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump({"format": FORMAT, **what}, out, ensure_ascii=True, separators=(",", ":"))
        scratch.replace(path)
    except OSError:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def _path(place: Path) -> Path:
    name = hashlib.sha256(str(place.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return user_cache_path("ave", appauthor=False) / f"model-{name[:16]}.json"


def _ours(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode):
        return False
    owner = getattr(os, "getuid", None)
    return owner is None or (found.st_uid == owner() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
