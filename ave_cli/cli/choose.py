"""Which model counts for this command?"""

from __future__ import annotations

import os

from ave_cli.core.profile.model import Model
from ave_cli.shell import library
from ave_cli.shell.terminal import complain
from ave_cli.words import screens as say

VARIABLE = "AVE_PROFILE"
"""The environment variable that names a model."""


def chosen_by_name(*names: str | None) -> Model | None:
    """Load the first model that is named, else the one of the environment; None where none is named.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the profile is not right.
    """
    named = next((name for name in (*names, os.environ.get(VARIABLE)) if name), None)
    return library.load(named) if named is not None else None


def default_model() -> Model:
    """The model that counts where none is named and nobody can be asked; stderr says so."""
    model = library.load(library.index().default)
    complain(say.default_profile(model.profile.title))
    return model
