"""Options: what was typed behind a command, as records, and which model it is about."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ave_cli.cli.emit import Output
from ave_cli.errors import AveError, InvalidInput, UsageError
from ave_cli.records import record
from ave_cli.safe_text import one_line, typed_number
from ave_cli.terminal.streams import complain
from ave_cli.text import cli as cli_text
from ave_cli.text import triage as triage_text

if TYPE_CHECKING:
    from ave_cli.profile import Journey, Ruleset
    from ave_cli.storage import library

    class _Household(Protocol):
        """One household as it stands in a file."""

        line: int
        raw: Mapping[str, Any]

    class _Outcome(Protocol):
        """What it comes to."""

        @property
        def case(self) -> str: ...

        @property
        def parts(self) -> Mapping[str, Any]: ...

        @property
        def problems(self) -> tuple[str, ...]: ...

        @property
        def ruleset(self) -> Ruleset | None: ...


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


def chosen_name(*names: str | None) -> str | None:
    """The first model that is named, else that of the environment, else the remembered one, else None.

    A path is made one that holds in every folder; a remembered model that is gone is said, and counts as none.
    """
    from ave_cli.storage import library
    from ave_cli.storage.toml_files import VARIABLE, remembered_profile

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
    from ave_cli.storage import library
    from ave_cli.storage.folders import typed_path
    from ave_cli.text import journey as journey_text

    if which.endswith(_ENDING):
        place = typed_path(which)
        file = library.read_file(place, Journeys, "journeys")
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


def _check_journey(place: Path, name: str, journey: Journey, *, whole: bool) -> None:
    """Refuse a klantreis with an answer that is none, or that goes otherwise than it says under its own model."""
    from ave_cli.authoring.check import check_journeys
    from ave_cli.storage import library

    every = list(check_journeys(library.load(name), [journey]))
    found = [one for one in every if one.example is None] or (every if whole else [])
    if found:
        raise library.invalid_lines(place, [one.problem for one in found])


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
        name = "" if self.one_for_all or named is None else str(named).strip()
        if not name:
            return self._default or self.default()
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


class CaseloadRemarks:
    """What there is to say about a caseload as a whole, counted while its results go by."""

    _most, _told = 20_000, 4
    """Cases that are remembered to see whether one comes twice, and lines of one of them that are named."""

    def __init__(self, models: LoadedModels) -> None:
        self._models = models
        self._households = self._contradicting = self._with_model = self._other_model = 0
        self._first: dict[str, tuple[str, int]] = {}
        """How a case was written where it came first, and on which line, by how cases are compared."""
        self._twice: dict[str, list[int]] = {}
        self._times: dict[str, int] = {}

    def see(self, rows: Sequence[_Household], results: Sequence[_Outcome], named: Callable[[Any], str]) -> int:
        """Count the households that were worked out; gives how many.

        Args:
            rows: how they stand in the file.
            results: what they come to.
            named: the model that one of them names.
        """
        good = [(row, result) for row, result in zip(rows, results, strict=True) if not result.problems]
        self._households += len(good)
        self._contradicting += sum([1 for _, result in good if result.parts["contradictions"]])
        for row, result in good:
            if "profile" in row.raw or "answers" in row.raw:
                self._see_model(named(row), result)
        if len(self._first) < self._most:
            self._see_cases([(result.case, row.line) for row, result in good])
        return len(good)

    def _see_cases(self, cases: Sequence[tuple[str, int]]) -> None:
        from ave_cli.engine.answers_file import case_key

        found = {case_key(case): (case, line) for case, line in cases}
        if len(found) == len(cases) and self._first.keys().isdisjoint(found):
            self._first |= found
            return
        for case, line in cases:
            key = case_key(case)
            as_written, first = self._first.setdefault(key, (case, line)) if key else (case, line)
            if first != line:
                lines = self._twice.setdefault(as_written, [first])
                self._times[as_written] = self._times.get(as_written, 1) + 1
                if len(lines) < self._told:
                    lines.append(line)

    def _see_model(self, named: str, result: _Outcome) -> None:
        if named:
            self._with_model += 1
            is_other = result.ruleset is not None and named.casefold() != result.ruleset.profile.id.casefold()
            self._other_model += self._models.one_for_all and is_other

    def tell(self, unused: Sequence[Mapping[str, Iterable[str]]]) -> None:
        """Say on stderr what there is to say.

        Args:
            unused: for each model that is compared, by its title, the facts that were answered and not looked at.
        """
        is_compared = len(unused) > 1
        without = self._households - self._with_model
        title = self._models.default().ruleset.profile.title if without or self._other_model else ""
        told = (
            cli_text.contradictory(self._contradicting, compared=is_compared) if self._contradicting else "",
            cli_text.without_model(without, title) if without and not self._models.is_chosen else "",
            cli_text.other_model(self._other_model, title, compared=is_compared) if self._other_model else "",
            *(cli_text.not_looked_at(model, facts) for one in unused for model, facts in one.items()),
            cli_text.cases_twice(self._twice, self._times) if self._twice else "",
        )
        for text in dict.fromkeys(filter(None, told)):
            complain(text)
