"""Which model counts, and which of its klantreizen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ave_cli.errors import InvalidInput, UsageError
from ave_cli.profile.companion_files import Journey, Journeys
from ave_cli.safe_text import one_line
from ave_cli.storage import library
from ave_cli.storage.toml_files import remembered_profile
from ave_cli.terminal.streams import complain
from ave_cli.text import journey as journey_text
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


LIST = "list"
"""What is typed instead of a klantreis to see which there are."""
_ENDING = ".toml"


def chosen_journey(which: str, profile: str | None) -> tuple[str, Journey]:
    """A klantreis by its number, its id or the file that it stands in, and the name of its model.

    A file says itself for which model it was written, unless a model is named; its first klantreis counts.

    Raises:
        UsageError: nothing is known by that name, or the model has none.
        InvalidInput: the file is not right; lists every problem at once.
    """
    if which.endswith(_ENDING):
        file = library.read_file(Path(which), Journeys, "journeys")
        if not file.journeys:
            raise InvalidInput(journey_text.NO_JOURNEYS, hint=journey_text.NO_JOURNEYS_HINT)
        return profile or file.profile, file.journeys[0]
    name = chosen_or_default(profile)
    known = known_journeys(name)
    if which.isascii() and which.isdecimal() and 1 <= int(which[:4]) <= len(known):
        return name, known[int(which[:4]) - 1]
    found = next((one for one in known if one.id == which.lower()), None)
    if found is None:
        raise UsageError(journey_text.no_journey(one_line(which)[:60], [one.id for one in known]))
    return name, found


def known_journeys(name: str) -> Sequence[Journey]:
    """The klantreizen of a model.

    Raises:
        UsageError: it has none.
    """
    known = library.journeys_of(name)
    if not known:
        raise UsageError(journey_text.NO_JOURNEYS, journey_text.NO_JOURNEYS_HINT)
    return known
