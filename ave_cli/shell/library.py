"""Where are the profiles, and what stands in them?"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ave_cli.core.facts import Vocabulary
from ave_cli.core.profile.checks import problems_of
from ave_cli.core.profile.extend import marked, merged
from ave_cli.core.profile.model import Model, build
from ave_cli.core.profile.shape import Cases, Contacts, Index, Profile, Statement, Statements
from ave_cli.core.records import Record
from ave_cli.core.shape_errors import problems
from ave_cli.errors import InvalidInput, UsageError
from ave_cli.shell.files import read_toml, source_name
from ave_cli.shell.safe_text import one_line
from ave_cli.words import files as say
from ave_cli.words import problems as say_problem

_R = TypeVar("_R", bound=Record)


def root() -> Path:
    """The folder with the shipped profiles: inside the package when installed, beside it in a checkout."""
    package = Path(str(resources.files("ave_cli")))
    inside = package / "_profiles"
    return inside if inside.is_dir() else package.parent / "profiles"


def index() -> Index:
    """Which profiles ship."""
    return _read(root() / "index.toml", Index)


def folder(name: str) -> Path:
    """The folder of a profile, by its id or by the path of its folder or its profile.toml.

    Raises:
        UsageError: nothing is known by that name.
    """
    shipped = index().ids()
    if name in shipped:
        return root() / name
    path = Path(name)
    if path.is_dir():
        return path
    if path.is_file():
        return path.parent if path.name == "profile.toml" else path
    raise UsageError(say.no_profile(one_line(name), shipped), say.PROFILE_PATH_HINT)


def load(name: str) -> Model:
    """Load and check a profile, by id or path; `--profile PATH` works like a shipped one.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the profile is not right; lists every problem at once.
    """
    place = _profile_file(folder(name))
    raw = _raw(place, "profile")
    if isinstance(raw.get("extends"), str):
        raw = merged(marked(_base(raw["extends"], place)), marked(raw))
    else:
        raw = marked(raw)
    profile = _shaped(place, raw, Profile)
    vocabulary = _read(root() / "facts.toml", Vocabulary)
    found = problems_of(profile, {fact.id: fact for fact in vocabulary.facts})
    if found:
        raise InvalidInput(say.broken(source_name(place)), found, say.FIX_AND_RETRY)
    return build(profile, vocabulary, _read(root() / "contacts.toml", Contacts))


def load_cases(name: str) -> Cases:
    """The invented households of a profile.

    Raises:
        UsageError: the profile has none.
    """
    place = _profile_file(folder(name)).with_name("cases.toml")
    if not place.is_file():
        raise UsageError(say.NO_CASES)
    return _read(place, Cases)


def load_statements(name: str) -> Mapping[str, Statement]:
    """The register of a profile by statement id, with that of the profile it extends; empty if there is none."""
    place = _profile_file(folder(name))
    found: dict[str, Statement] = {}
    base = _raw(place, "profile").get("extends")
    names = [root() / base] if isinstance(base, str) and base in index().ids() else []
    for one in (*names, place.parent):
        register = one / "statements.toml"
        if register.is_file():
            found |= {statement.id: statement for statement in _read(register, Statements).statements}
    return found


def _profile_file(place: Path) -> Path:
    return place / "profile.toml" if place.is_dir() else place


def _base(name: str, place: Path) -> dict[str, Any]:
    if name not in index().ids():
        raise InvalidInput(say.broken(source_name(place)), (say.no_base(one_line(name)),), say.FIX_AND_RETRY)
    raw = _raw(root() / name / "profile.toml", "profile")
    if "extends" in raw:
        raise InvalidInput(say.broken(source_name(place)), (f"extends: {say_problem.TWO_LEVELS}",))
    return raw


def _raw(place: Path, kind: str) -> dict[str, Any]:
    raw = read_toml(place)
    if raw.get("kind") != kind:
        problem = say_problem.other_kind(kind, raw.get("kind"))
        raise InvalidInput(say.broken(source_name(place)), (one_line(problem),), say.FIX_AND_RETRY)
    return raw


def _read(place: Path, record: type[_R]) -> _R:
    kind = str(record.model_fields["kind"].annotation.__args__[0])  # type: ignore[union-attr]
    return _shaped(place, _raw(place, kind), record)


def _shaped(place: Path, raw: dict[str, Any], record: type[_R]) -> _R:
    """Give raw TOML its shape.

    Raises:
        InvalidInput: with every problem at once.
    """
    try:
        return record.model_validate(raw)
    except ValidationError as error:
        lines = tuple(one_line(line) for line in problems(error, raw))
        raise InvalidInput(say.broken(source_name(place)), lines, say.FIX_AND_RETRY) from None


def read_file(place: Path, record: type[_R]) -> _R:
    """Read a file of the user (answers, a note) into its record.

    Raises:
        UsageError: there is no such file.
        InvalidInput: with every problem at once.
    """
    return _read(place, record)
