"""Options: what was typed behind a command, as records, and which model it is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ave_cli.cli.emit import Output
from ave_cli.errors import AveError, InvalidInput, UsageError
from ave_cli.records import record
from ave_cli.safe_text import one_line, typed_number
from ave_cli.terminal.streams import complain
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.profile import Journey, Ruleset
    from ave_cli.storage import library


COUNT = 10
"""Questions in a round where nothing else is asked for."""


@record
class TriageOptions:
    """What was typed behind `ave triage`."""

    profile: str | None
    answers: str | None
    current_phase: str | None
    example: bool
    may_ask: bool
    output: Output
    resume: bool
    keep_draft: bool
    save: str | None
    """Folder for a note; None where none is asked for."""
    share: bool
    """Whether who may read that folder may read the note too."""
    note: str | None
    """Path of the note to start a re-triage from."""


@record
class QuizOptions:
    """What was typed behind `ave quiz`."""

    profile: str | None
    seed: str | None
    """None: one is made."""
    count: int
    kinds: tuple[str, ...]
    """Values of kinds; empty for all."""
    level: int
    """0 for all."""
    teams: int
    """1 for a person alone."""
    output: Output
    may_ask: bool
    resume: bool
    sheet: str | None
    """File for the round with its answers."""
    results: str | None
    """File for how the round went."""
    journey: str | None = None
    """The klantreis to play: its number, its id or its file."""
    case: str | None = None
    """Id of the one case to ask about."""
    cases: str | None = None
    """File with a trainer's own cases."""
    written: bool = False
    again: tuple[str, ...] = ()
    """Ids of the questions of an earlier round that are asked again; empty for a round of its own."""


VARIABLE = "AVE_PROFILE"
"""The environment variable that names a model."""


def chosen_name(*names: str | None) -> str | None:
    """The first model that is named, else that of the environment, else the remembered one, else None.

    A path is made one that holds in every folder; a remembered model that is gone is said, and counts as none.
    """
    from ave_cli.storage import library
    from ave_cli.storage.toml_files import remembered_profile

    named = next((name for name in (*names, os.environ.get(VARIABLE, "").strip()) if name), None)
    if named is not None:
        if not any(names) and not library.is_there(named):
            complain(triage_text.from_environment(VARIABLE))
        return library.full_name(named)
    remembered = remembered_profile()
    if remembered is None or library.is_there(remembered):
        return remembered
    complain(triage_text.remembered_gone(remembered))
    return None


def offered() -> list[tuple[str, str]]:
    """The models to choose from, each with what it is called: those that ship, and those that were added."""
    from ave_cli.storage import library

    shipped = [(profile.id, profile.title) for profile in library.index().profiles]
    return [*shipped, *dict.fromkeys((one.id, one.title) for one in library.own_models())]


_in_hand: dict[str, library.Register] = {}
"""The registers that were read before the first question, by the name of their model."""


def take_register(name: str) -> None:
    """Read the register of a model now, so that what happens to its file later costs nobody an advice.

    A flaw in it is said in one line: the advice rests on the rules, and those are right.
    """
    from ave_cli.storage import library

    _in_hand[name], problem = library.readable_statements(name)
    if problem:
        complain(triage_text.register_unreadable(problem))


def register_of(name: str) -> library.Register:
    """The register of a model, as it was when the model was chosen; it is read where that was not done."""
    if name not in _in_hand:
        take_register(name)
    return _in_hand[name]


def default_name() -> str:
    """The model that counts where none is named and nobody can be asked."""
    from ave_cli.storage import library

    return library.index().default


def chosen_or_default(*names: str | None) -> str:
    """The model that counts; where none is named it is the default, and stderr says so."""
    return chosen_name(*names) or tell_default_name()


def tell_default_name() -> str:
    """The model that counts where nobody can be asked; stderr says so."""
    from ave_cli.storage import library

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
    from ave_cli.profile import Journeys
    from ave_cli.storage.folders import typed_path
    from ave_cli.text import journey as journey_text

    if which.endswith(_ENDING):
        place = typed_path(which)
        file = read_with_lines(place, Journeys, "journeys")
        if not file.journeys:
            raise InvalidInput(journey_text.NO_JOURNEYS, hint=journey_text.NO_JOURNEYS_HINT)
        if len(file.journeys) > 1:
            complain(journey_text.only_first(len(file.journeys)))
        name = profile or model_of_file(file.profile, place, profile) or file.profile
        _check_journey(place, name, file.journeys[0], whole=name == file.profile)
        return name, file.journeys[0]
    name = chosen_or_default(profile)
    known = known_journeys(name)
    if number := typed_number(which, len(known)):
        return name, known[number - 1]
    found = next((one for one in known if one.id == which.lower()), None)
    if found is None:
        raise UsageError(journey_text.no_journey(one_line(which)[:60], [one.id for one in known]))
    return name, found


_R = TypeVar("_R")


def read_with_lines(place: Path, kind: type[_R], name: str) -> _R:
    """A file that a trainer wrote; of every problem it is said on which line it stands.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is not right.
    """
    from ave_cli.storage import library

    try:
        return library.read_file(place, kind, name)
    except InvalidInput as error:
        raise library.invalid_lines(place, error.problems) from None


def _check_journey(place: Path, name: str, journey: Journey, *, whole: bool) -> None:
    """Refuse a klantreis with an answer that is none, or that goes otherwise than it says under its own model."""
    from ave_cli.authoring.check import check_journeys
    from ave_cli.storage import library

    every = list(check_journeys(library.load(name), [journey]))
    found = [one for one in every if one.example is None] or (every if whole else [])
    if found:
        raise library.invalid_lines(place, [one.said for one in found])


def model_of_file(named: str | None, place: Path, typed: str | None) -> str | None:
    """The model that a file names, by id only: what comes from somebody else makes nothing be read from anywhere.

    Args:
        named: what the file names.
        place: of the file.
        typed: the model that was typed; it counts, whatever the file names.

    Raises:
        InvalidInput: no model that ships or was added, and not the chosen one, has this id.
    """
    from ave_cli.storage import library
    from ave_cli.storage.toml_files import source_name
    from ave_cli.text import cli as cli_text

    if named is None or typed is not None or library.is_known_id(named):
        return named
    chosen = chosen_name()
    if chosen is not None and library.load(chosen).profile.id == named:
        return chosen
    raise library.invalid_input(source_name(place), [cli_text.by_id_only(one_line(named), library.index().ids())])


def known_journeys(name: str) -> Sequence[Journey]:
    """The klantreizen of a model.

    Raises:
        UsageError: it has none.
    """
    from ave_cli.storage import library
    from ave_cli.text import journey as journey_text

    known = library.journeys_of(name)
    if not known:
        raise UsageError(journey_text.NO_JOURNEYS, journey_text.NO_JOURNEYS_HINT)
    return known


class LoadedModel:
    """A model, with what was typed under it before."""

    def __init__(self, ruleset: Ruleset) -> None:
        from ave_cli.engine.answers_file import TypedAnswers
        from ave_cli.profile import Gate

        self.ruleset = ruleset
        self.typed = TypedAnswers(ruleset)
        self.phase_gate = ruleset.gate(Gate.PHASE) or ""


class LoadedModels:
    """The models of many households, each loaded once."""

    def __init__(self, profile: str | None) -> None:
        """Load what was chosen at once, so that a mistake is told before anything else."""
        self._only = profile
        self.one_for_all = profile is not None
        """Whether what a household names does not count."""
        self.is_chosen = False
        """Whether somebody chose the model of who names none."""
        self._loaded: dict[str, LoadedModel | None] = {}
        self._default: LoadedModel | None = None
        if chosen_name(profile) is not None:
            self.default()

    def of(self, named: object) -> LoadedModel | None:
        """The model that a household names by its id, unless one was chosen for all; None where it is not known."""
        if self.one_for_all or named in (None, ""):
            return self._default or self.default()
        name = str(named)
        if name not in self._loaded:
            self._loaded[name] = self._find(name)
        return self._loaded[name]

    def default(self) -> LoadedModel:
        """The model of who names none.

        Raises:
            UsageError, InvalidInput: it is not there, or not right.
        """
        from ave_cli.storage import library

        if self._default is None:
            name = chosen_name(self._only)
            self._default = LoadedModel(library.load(name or default_name()))
            self.is_chosen = name is not None
        return self._default

    def _find(self, name: str) -> LoadedModel | None:
        """A model by its id: no file that a caseload names is opened."""
        from ave_cli.storage import library

        if self._default is not None and name == self._default.ruleset.profile.id:
            return self._default
        if not library.is_known_id(name):
            return None
        try:
            return LoadedModel(library.load(name))
        except AveError:
            return None
