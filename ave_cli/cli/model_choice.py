"""Which model counts."""

from __future__ import annotations

import os
from pathlib import Path

from ave_cli.engine.answers_file import TypedAnswers
from ave_cli.errors import AveError
from ave_cli.profile.facts import Gate
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.storage.toml_files import remembered_profile
from ave_cli.terminal.streams import complain
from ave_cli.text import triage as triage_text

VARIABLE = "AVE_PROFILE"
"""The environment variable that names a model."""


def chosen_name(*names: str | None) -> str | None:
    """The first model that is named, else that of the environment, else the remembered one, else None."""
    return next((name for name in (*names, os.environ.get(VARIABLE)) if name), None) or remembered_profile()


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


class LoadedModel:
    """A model, with what was typed under it before."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.typed = TypedAnswers(ruleset)
        self.phase_gate = ruleset.gate(Gate.PHASE) or ""


class LoadedModels:
    """The models of many households, each loaded once."""

    def __init__(self, profile: str | None) -> None:
        """Load what was chosen at once, so that a mistake is told before anything else."""
        self._only = profile
        self._loaded: dict[str, LoadedModel | None] = {}
        self._default: LoadedModel | None = None
        if chosen_name(profile) is not None:
            self.default()

    def of(self, named: object) -> LoadedModel | None:
        """The model that a household names by its id, unless one was chosen for all; None where it is not known."""
        if named is None or self._only is not None:
            return self._default or self.default()
        name = str(named)
        if name not in self._loaded:
            self._loaded[name] = self._find(name)
        return self._loaded[name]

    def default(self) -> LoadedModel:
        """The model of who names none; where nobody chose one, stderr says which it is.

        Raises:
            UsageError, InvalidInput: it is not there, or not right.
        """
        if self._default is None:
            name = chosen_name(self._only)
            self._default = LoadedModel(library.load(name or default_name()))
            if name is None:
                tell_default_title(self._default.ruleset.profile.title)
        return self._default

    def _find(self, name: str) -> LoadedModel | None:
        """A model by its id: no file that a caseload names is opened."""
        if Path(name).name != name:
            return None
        try:
            return LoadedModel(library.load(name))
        except AveError:
            return None
