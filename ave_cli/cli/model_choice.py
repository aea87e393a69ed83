"""Which model counts."""

from __future__ import annotations

import os

from ave_cli.storage import library
from ave_cli.storage.toml_files import remembered_profile
from ave_cli.terminal.streams import complain
from ave_cli.text import triage as triage_text

VARIABLE = "AVE_PROFILE"
"""The environment variable that names a model."""


def chosen_name(*names: str | None) -> str | None:
    """The first model that is named, else that of the environment, else the remembered one, else None."""
    named = (*names, os.environ.get(VARIABLE, "").strip())
    return next((name for name in named if name), None) or remembered_profile()


def default_name() -> str:
    """The model that counts where none is named and nobody can be asked."""
    return library.index().default


def chosen_or_default(*names: str | None) -> str:
    """The model that counts; where none is named it is the default, and stderr says so."""
    return chosen_name(*names) or tell_default_name()


def tell_default_name() -> str:
    """The model that counts where nobody can be asked; stderr says so."""
    index = library.index()
    tell_default_title(next(profile.title for profile in index.profiles if profile.id == index.default))
    return index.default


def tell_default_title(title: str) -> None:
    """Say on stderr that the default counts."""
    complain(triage_text.default_profile(title))
