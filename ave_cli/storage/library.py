"""Models from disk, checked once and remembered."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

import ave_cli
from ave_cli.errors import AveError, InvalidInput, UsageError
from ave_cli.profile import conditions
from ave_cli.profile.companion_files import (
    Between,
    Case,
    Cases,
    Index,
    Journey,
    Journeys,
    Statement,
    Statements,
    Stories,
)
from ave_cli.profile.decoding import decode
from ave_cli.profile.facts import Vocabulary
from ave_cli.profile.inheritance import idle_removals, mark_origin, merge, profile_fingerprint
from ave_cli.profile.integrity import problems_of, story_problems
from ave_cli.profile.ruleset import Ruleset, compile_ruleset
from ave_cli.profile.schema import National, Profile
from ave_cli.safe_text import one_line
from ave_cli.storage.safe_write import put
from ave_cli.storage.toml_files import read_toml, source_name
from ave_cli.text import problems as problems_text

FORMAT = 1
"""Changes when what is remembered changes shape."""


def recall_checked(place: Path) -> dict[str, Any] | None:
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


def remember_checked(place: Path, what: dict[str, Any]) -> None:
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


_R = TypeVar("_R")
Raw = dict[str, Any]


def root() -> Path:
    """The folder with the shipped profiles: inside the package when installed, beside it in a checkout."""
    package = Path(ave_cli.__file__).parent
    inside = package / "_profiles"
    return inside if inside.is_dir() else package.parent / "profiles"


def index() -> Index:
    """Which profiles ship."""
    return read_file(root() / "index.toml", Index, "index")


def profile_file(name: str) -> Path:
    """The profile.toml of a profile, by its id, by the path of its folder or by its own path.

    Raises:
        UsageError: nothing is known by that name.
    """
    path = Path(name)
    shipped = [root() / name / "profile.toml"] if path.name == name else []
    for place in (*shipped, path / "profile.toml", path):
        if _is_file(place):
            return place
    raise UsageError(problems_text.no_profile(one_line(name), index().ids()), problems_text.PROFILE_PATH_HINT)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def load(name: str, *, fresh: bool = False) -> Ruleset:
    """Load a profile by id or path, and check it unless exactly this was checked before.

    `--profile PATH` works like a shipped one.

    Args:
        name: id or path.
        fresh: check it whatever was checked before, as who asks what is wrong with it wants.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the profile is not right; lists every problem at once.
    """
    known = _known(name, fresh=fresh)
    return compile_ruleset(
        decode(Profile, known["profile"]),
        decode(Vocabulary, known["facts"]),
        decode(National, known["national"]),
        known["hash"],
    )


def load_raw(name: str) -> Raw:
    """All that a profile says, as it stands in its file, with its base merged in.

    Raises:
        UsageError, InvalidInput: as for `load`.
    """
    return dict(_known(name)["profile"])


def _known(name: str, *, fresh: bool = False) -> Raw:
    place = profile_file(name)
    known = None if fresh else recall_checked(place)
    if known is None or known.get("key") != _key(place, known.get("base")):
        known = _check_profile(place)
        remember_checked(place, known)
    return known


@cache
def _checking_code() -> bytes:
    """Fingerprint of the modules that check a profile: what other code accepted is checked again."""
    found = hashlib.sha256()
    for path in sorted(Path(conditions.__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.digest()


def _key(place: Path, base: str | None) -> str:
    """What a check rests on: the files, and the code that checks them."""
    found = hashlib.sha256(_checking_code())
    files = [place, root() / "facts.toml", root() / "landelijk.toml"]
    for path in (*files, *([root() / base / "profile.toml"] if base else [])):
        try:
            found.update(path.read_bytes())
        except OSError:
            found.update(b"?")
    return found.hexdigest()


def _check_profile(place: Path) -> Raw:
    """Read and check a profile with its base and its vocabulary."""
    raw = read_raw(place, "profile")
    base = raw.get("extends")
    raw = _over(_base(base, place), raw, place) if isinstance(base, str) else mark_origin(raw)
    _check_shape(place, raw, Profile)
    facts = _check_file_shape(root() / "facts.toml", Vocabulary, "facts")
    national = _check_file_shape(root() / "landelijk.toml", National, "national")
    vocabulary = decode(Vocabulary, facts)
    found = problems_of(decode(Profile, raw), {fact.id: fact for fact in vocabulary.facts})
    if found:
        raise invalid_input(source_name(place), found)
    return {
        "key": _key(place, base),
        "base": base,
        "profile": raw,
        "facts": facts,
        "national": national,
        "hash": profile_fingerprint(raw, [*facts["facts"], *raw.get("facts", ())]),
    }


def _over(base: Raw, child: Raw, place: Path) -> Raw:
    idle = idle_removals(base, child)
    if idle:
        raise invalid_input(source_name(place), [f"remove: {problems_text.idle_removal(one)}" for one in idle])
    return merge(mark_origin(base), mark_origin(child))


def _base(name: str, place: Path) -> Raw:
    path = root() / name / "profile.toml"
    if Path(name).name != name or not path.is_file():
        raise invalid_input(source_name(place), [problems_text.no_base(name)])
    raw = read_raw(path, "profile")
    if "extends" in raw:
        raise invalid_input(source_name(place), [f"extends: {problems_text.TWO_LEVELS}"])
    return raw


def load_cases(name: str) -> Cases:
    """The invented households of a profile.

    Raises:
        UsageError: the profile has none.
    """
    if not _cases_file(name).is_file():
        raise UsageError(problems_text.NO_CASES)
    return read_file(_cases_file(name), Cases, "cases")


def cases_of(name: str) -> tuple[Case, ...]:
    """The invented households of a profile; none where it has no file of them."""
    return load_cases(name).cases if _cases_file(name).is_file() else ()


def _cases_file(name: str) -> Path:
    return profile_file(name).with_name("cases.toml")


def journeys_of(name: str) -> tuple[Journey, ...]:
    """The klantreizen of a profile; none where it has no file of them."""
    place = profile_file(name).with_name("journeys.toml")
    return read_file(place, Journeys, "journeys").journeys if place.is_file() else ()


def load_statements(name: str) -> Mapping[str, Statement]:
    """The register of a profile by statement id, with that of its base; empty if there is none."""
    base, own = load_registers(name)
    return {**base, **own}


def load_registers(name: str) -> tuple[Mapping[str, Statement], Mapping[str, Statement]]:
    """The register of the base of a profile and that of its own, by statement id; empty where there is none."""
    place = profile_file(name)
    base = read_raw(place, "profile").get("extends")
    return _register(root() / base) if isinstance(base, str) else {}, _register(place.parent)


def _register(folder: Path) -> dict[str, Statement]:
    register = folder / "statements.toml"
    if not register.is_file():
        return {}
    return {statement.id: statement for statement in read_file(register, Statements, "statements").statements}


def load_between() -> Between:
    """Where the documents of the shipped models differ from each other."""
    return read_file(root() / "between.toml", Between, "between")


def load_stories() -> Stories:
    """The sentences that stories of invented households are put together from.

    Raises:
        InvalidInput: the file is not right; lists every problem at once.
    """
    stories = read_file(root() / "stories.toml", Stories, "stories")
    found = story_problems(stories, read_file(root() / "facts.toml", Vocabulary, "facts").facts)
    if found:
        raise invalid_input("stories.toml", found)
    return stories


def read_file(place: Path, record: type[_R], kind: str) -> _R:
    """Read a file of one kind into its record.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is of another kind, or has another shape; lists every problem at once.
    """
    return decode(record, _check_file_shape(place, record, kind))


def read_raw(place: Path, kind: str) -> Raw:
    """Read a file of one kind, as the data that stand in it.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is not TOML, or of another kind.
    """
    raw = read_toml(place)
    if raw.get("kind") != kind:
        raise invalid_input(source_name(place), [problems_text.other_kind(kind, raw.get("kind"))])
    return raw


def _check_file_shape(place: Path, record: type[Any], kind: str) -> Raw:
    raw = read_raw(place, kind)
    _check_shape(place, raw, record)
    return raw


def _check_shape(place: Path, raw: Raw, record: type[Any]) -> None:
    from ave_cli.profile.validation import problems_of_shape  # noqa: PLC0415  # the checker takes longer to load than all the rest

    found = problems_of_shape(record, raw)
    if found:
        raise invalid_input(source_name(place), found)


def invalid_input(name: str, found: Iterable[str]) -> InvalidInput:
    """What to raise for a file with problems, each made printable."""
    return InvalidInput(
        problems_text.broken(name), tuple(one_line(line) for line in found), problems_text.FIX_AND_RETRY
    )
