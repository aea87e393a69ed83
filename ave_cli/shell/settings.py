"""What does the program remember for its user: which model?"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from platformdirs import user_config_path

from ave_cli.errors import AveError, CannotWrite
from ave_cli.shell.files import read_toml
from ave_cli.shell.saving import PRIVATE_FILE, SAFE_FLAGS, private_folder, reason, write_all


def _file() -> Path:
    return user_config_path("ave", appauthor=False) / "settings.toml"


def remembered() -> str | None:
    """The model that was chosen with `ave profiles use`; nothing where none is, or the file is not ours."""
    try:
        raw = read_toml(_file())
    except AveError:
        return None
    name = raw.get("profile")
    return name if raw.get("kind") == "settings" and isinstance(name, str) and name else None


def remember(name: str) -> None:
    """Remember a model from now on.

    Raises:
        CannotWrite: it could not be written; what was remembered before still counts.
    """
    place = _file()
    private_folder(place.parent)
    scratch = place.with_name(f"settings-{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE_FLAGS, PRIVATE_FILE)
        try:
            write_all(descriptor, _text(name).encode())
        finally:
            os.close(descriptor)
        scratch.replace(place)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise CannotWrite(reason(error)) from None


def _text(name: str) -> str:
    import tomli_w  # noqa: PLC0415  # only this command writes

    return tomli_w.dumps({"kind": "settings", "format": 1, "profile": name})
