"""What does the program remember for its user: which model?"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

from ave_cli.errors import AveError
from ave_cli.shell.files import read_toml
from ave_cli.shell.saving import put


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
        CannotWrite, TargetExists: it could not be written; what was remembered before still counts.
    """
    import tomli_w  # noqa: PLC0415  # only this command writes

    put(_file(), tomli_w.dumps({"kind": "settings", "format": 1, "profile": name}).encode())
