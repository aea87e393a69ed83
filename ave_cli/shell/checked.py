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

from ave_cli.errors import AveError
from ave_cli.shell.saving import put

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
    text = json.dumps({"format": FORMAT, **what}, ensure_ascii=True, separators=(",", ":"))
    with suppress(AveError):
        put(_path(place), text.encode())


def _path(place: Path) -> Path:
    name = hashlib.sha256(str(place.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return user_cache_path("ave", appauthor=False) / f"model-{name[:16]}.json"


def _ours(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode):
        return False
    owner = getattr(os, "getuid", None)
    return owner is None or (found.st_uid == owner() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
