"""Models from disk, checked once and remembered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import ave_cli
from ave_cli.errors import AveError, UsageError
from ave_cli.profile import (
    AllNews,
    Between,
    Case,
    Cases,
    Fact,
    FormatTexts,
    Index,
    Journey,
    Journeys,
    National,
    News,
    Problem,
    Profile,
    Ruleset,
    Statement,
    Statements,
    Stories,
    Vocabulary,
    compile_ruleset,
    conditions,
    decode,
    idle_removals,
    mark_origin,
    merge,
    profile_fingerprint,
    story_problems,
    with_tellings,
)
from ave_cli.records import record
from ave_cli.safe_text import one_line
from ave_cli.storage import folders
from ave_cli.storage.toml_files import invalid_input as invalid_input
from ave_cli.storage.toml_files import read_toml, recall_checked, remember_checked, said_in, source_name, text_in
from ave_cli.text import problems as problems_text

_R = TypeVar("_R")
_SAID = ("kind", "id", "version", "title", "valid_from", "valid_until")
Raw = dict[str, Any]
_decoded: dict[Any, tuple[Raw, Any]] = {}
_last_known: dict[Path, Raw] = {}  # the model that was read last: its register and its text are asked for behind it


def root() -> Path:
    """The folder with the shipped profiles: inside the package when installed, beside it in a checkout."""
    package = Path(ave_cli.__file__).parent
    inside = package / "_profiles"
    return inside if folders.is_folder(inside) else package.parent / "profiles"


def shipped_ids() -> tuple[str, ...]:
    """The ids of the profiles that ship, by their folders: to read and check the index takes a third of a start."""
    return _folders_with_a_profile(root())


@cache
def _folders_with_a_profile(folder: Path) -> tuple[str, ...]:
    with suppress(OSError):
        return tuple(path.name for path in folders.names_in(folder) if folders.is_file(path / "profile.toml"))
    return ()


def index() -> Index:
    """Which profiles ship."""
    return read_file(root() / "index.toml", Index, "index")


@record
class OwnModel:
    """A model that does not ship and that is found by its id."""

    id: str
    version: str
    title: str
    valid_from: str
    valid_until: str
    place: Path


def own_models(*, unread: bool = False) -> tuple[OwnModel, ...]:
    """Every model that was added for this user or for everybody.

    `unread`: one that cannot be read too, by its folder and without a title: no older version stands in for it.
    """
    found = (one for folder in _folders_of_models() for one in _models_in(folder))
    return tuple(one for one in found if one.title or unread)


def _folders_of_models() -> tuple[Path, ...]:
    with suppress(AveError):
        return folders.models_folder(), *folders.shared_models()
    return folders.shared_models()  # a user without folders added none


def _models_in(folder: Path) -> Iterator[OwnModel]:
    try:
        places = [place for place in folders.names_in(folder) if not place.name.startswith(".")]
    except (OSError, ValueError):
        return
    for place in places:
        if folders.is_file(place / "profile.toml"):
            ident, _, version = place.name.partition("@")
            by_folder = {**dict.fromkeys(_SAID, ""), "kind": "profile", "id": ident, "version": version}
            said = dict(said_in(place / "profile.toml", _SAID) or by_folder)
            if said.pop("kind") == "profile":
                yield OwnModel(**said, place=place / "profile.toml")


def _by_name(name: str) -> Path | None:
    """The added model with this id, or this id and version behind `@`; of several the newest that counts today."""
    ident, _, version = name.partition("@")
    today = folders.today().isoformat()
    found = [one for one in own_models(unread=True) if one.id == ident and version in ("", one.version)]
    counts = [one for one in found if one.valid_from <= today <= (one.valid_until or "9999")]
    return max(counts or found, key=lambda one: _in_order(one.version)).place if found else None


def _in_order(version: str) -> list[tuple[int, str]]:
    """A version as what it is compared by: numbers as numbers, however many digits they have."""
    parts = re.findall(r"0*(\d+)|([^\d.]+)", version)
    return [(len(number), number) if number else (-1, other) for number, other in parts]


def full_name(name: str) -> str:
    """The name that means the same in every folder and after an update: an id, or a whole path."""
    try:
        place = profile_file(name)
    except UsageError:
        return name
    if ships(place):
        return place.parent.name
    return name.strip() if _is_added(place) else str(folders.whole_path(place))


def is_there(name: str) -> bool:
    """Whether something is known by this name."""
    with suppress(UsageError):
        return bool(profile_file(name))
    return False


def is_added(ident: str) -> bool:
    """Whether a model with this id was added, for this user or for everybody."""
    return any(one.id == ident for one in own_models(unread=True))


def is_known_id(name: str) -> bool:
    """Whether a model that ships or was added is called so: all that a file may name, wherever it is read."""
    return name.casefold() in map(str.casefold, shipped_ids()) or _by_name(name) is not None


def ships(place: Path) -> bool:
    """Whether the profile at this place comes with the program."""
    return folders.whole_path(place).parent.parent == folders.whole_path(root())


def _is_added(place: Path) -> bool:
    return place.parent.parent in _folders_of_models()


def profile_file(name: str) -> Path:
    """The profile.toml of a profile, by its id in any case, by the path of its folder or by its own path.

    Raises:
        UsageError: nothing is known by that name.
    """
    name = name.strip()
    ident = next((one for one in shipped_ids() if one.casefold() == name.casefold()), None)
    if ident is not None:
        return root() / ident / "profile.toml"
    path = folders.typed_path(name)
    for place in (path / "profile.toml", path):
        if folders.is_file(place):
            return place
    added = _by_name(name) if path.name == name else None
    if added is not None:
        return added
    hint = problems_text.PROFILE_PATH_HINT if path.name == name else problems_text.PROFILE_PLACE_HINT
    known = (*index().ids(), *(one.id for one in own_models()))
    raise UsageError(problems_text.no_profile(one_line(name), dict.fromkeys(known)), hint)


def load(name: str, *, fresh: bool = False) -> Ruleset:
    """Load a profile by id or path, and check it unless exactly this was checked before.

    Args:
        name: id or path.
        fresh: check it whatever was checked before, as who asks what is wrong with it wants.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the profile is not right; lists every problem at once.
    """
    ruleset = None if fresh else _recalled_ruleset(name)
    ruleset = ruleset or _compiled(_known(name, fresh=True))
    if not fresh:
        _refuse_borrowed_id(name, ruleset)
    place = profile_file(name)
    known = ships(place) or _is_added(place)
    return ruleset if known else replace(ruleset, place=one_line(str(folders.whole_path(place))))


def _recalled_ruleset(name: str) -> Ruleset | None:
    """A profile as it was remembered; None where its shape or hash is not what we write, whatever its checksum."""
    known = _known(name)
    try:
        return _compiled(known) if known["hash"] == _fingerprint(known["profile"], known["facts"]) else None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError):
        return None


def _fingerprint(raw: Raw, facts: Raw) -> str:
    return profile_fingerprint(raw, [*facts["facts"], *raw.get("facts", ())])


def _compiled(known: Raw) -> Ruleset:
    shared = _decode_once(Vocabulary, known["facts"]), _decode_once(National, known["national"])
    return compile_ruleset(decode(Profile, known["profile"]), *shared, known["hash"])


def _decode_once(record: Any, raw: Raw) -> Any:
    """The record of what every model shares: of several models in one go it is made once."""
    if record not in _decoded or _decoded[record][0] != raw:
        _decoded[record] = raw, decode(record, raw)
    return _decoded[record][1]


def _refuse_borrowed_id(name: str, ruleset: Ruleset) -> None:
    """A model at a path that calls itself by the id of one that ships, and is another, would be taken for it."""
    ident, place = ruleset.profile.id, profile_file(name)
    if ident in shipped_ids() and not ships(place) and _known(ident)["hash"] != ruleset.hash:
        raise invalid_input(source_name(place), [problems_text.id_is_taken(ident)])


def load_raw(name: str) -> Raw:
    """All that a profile says, as it stands in its file, with its base merged in.

    Raises:
        UsageError, InvalidInput: as for `load`.
    """
    known = _known(name)
    return dict(known["profile"] if isinstance(known.get("profile"), dict) else _known(name, fresh=True)["profile"])


def _known(name: str, *, fresh: bool = False, again: bool = False) -> Raw:
    place = profile_file(name)
    known = None if fresh else (again and _last_known.get(place)) or recall_checked(place)
    if known is None or known.get("key") != _key(place, known.get("base")):
        known = _check_profile(place)
        if not fresh:
            remember_checked(place, known)
    _last_known.clear()
    _last_known[place] = known
    return known


@cache
def _checking_code() -> bytes:
    """Fingerprint of the modules that check a profile: what other code accepted is checked again."""
    found = hashlib.sha256(ave_cli.__version__.encode())
    with suppress(OSError):  # a program packed in one file has no modules on disk
        for path in (Path(__file__), *folders.names_in(Path(conditions.__file__).parent)):
            if path.suffix == ".py":
                found.update(path.read_bytes())
    return found.digest()


def _key(place: Path, base: str | None) -> str:
    """What a check rests on: the files, and the code that checks them."""
    return "".join(map(_file_key, (*_files(place), *([Path(base)] if isinstance(base, str) else []))))


def _files(place: Path) -> tuple[Path, ...]:
    return place, root() / "facts.toml", root() / "landelijk.toml"


def _check_profile(place: Path) -> Raw:
    """Read and check a profile with its base and its vocabulary."""
    # Taken before a file is read: what is saved while it is checked is not what was checked.
    keys = [_file_key(path) for path in _files(place)]
    raw = read_raw(place, "profile")
    base, base_path = raw.get("extends"), None
    if isinstance(base, str):
        base_path = _base_path(base, place)
        keys.append(_file_key(base_path))
        beneath = read_raw(base_path, "profile")
        raw = {**_over(beneath, raw, place), "extends": beneath.get("id", base)}
    else:
        raw = mark_origin(raw)
    facts, vocabulary = _read_once(root() / "facts.toml", Vocabulary, "facts")
    national, _ = _read_once(root() / "landelijk.toml", National, "national")
    from ave_cli.profile.validation import problems_of_profile  # noqa: PLC0415  # the checker takes long to load

    if found := problems_of_profile(raw, {fact.id: fact for fact in vocabulary.facts}):
        raise invalid_lines(place, found, problems_text.LOOK_UP)
    return {
        "key": "".join(keys),
        "base": str(base_path) if base_path else None,
        "profile": raw,
        "facts": facts,
        "national": national,
        "hash": _fingerprint(raw, facts),
    }


def _over(base: Raw, child: Raw, place: Path) -> Raw:
    if "extends" in base:  # as a model that extends itself does
        raise invalid_input(source_name(place), [f"extends: {problems_text.TWO_LEVELS}"])
    idle = idle_removals(base, child)
    if idle:
        raise invalid_input(source_name(place), [f"remove: {problems_text.idle_removal(one)}" for one in idle])
    return merge(mark_origin(base), mark_origin(child))


def _base_path(name: str, place: Path) -> Path:
    path = _base_place(name, place)
    if path is None:
        raise invalid_input(source_name(place), [problems_text.no_base(name, index().ids())])
    return path


def _base_place(name: str, place: Path) -> Path | None:
    near = place.parent / name
    places = [root() / name / "profile.toml", _by_name(name)] if Path(name).name == name else []
    every = (*places, *(() if folders.is_remote(name) else (near / "profile.toml", near)))
    return next((one for one in every if one is not None and folders.is_file(one)), None)


def base_file(name: str) -> Path | None:
    """The file of the profile that a profile extends; None where it extends none."""
    place = profile_file(name)
    base = read_raw(place, "profile").get("extends")
    return _base_place(base, place) if isinstance(base, str) else None


def load_cases(name: str) -> Cases:
    """The invented households of a profile.

    Raises:
        UsageError: the profile has none.
    """
    place = profile_file(name).with_name("cases.toml")
    if not folders.is_file(place):
        raise UsageError(problems_text.NO_CASES)
    return read_file(place, Cases, "cases")


def cases_of(name: str) -> tuple[Case, ...]:
    """The invented households of a profile; none where it has no file of them."""
    place = profile_file(name).with_name("cases.toml")
    return read_file(place, Cases, "cases").cases if folders.is_file(place) else ()


def journeys_of(name: str) -> tuple[Journey, ...]:
    """The klantreizen of a profile; none where it has no file of them."""
    place = profile_file(name).with_name("journeys.toml")
    return read_file(place, Journeys, "journeys").journeys if folders.is_file(place) else ()


def load_statements(name: str) -> Mapping[str, Statement]:
    """The register of a profile by statement id, with that of its base; empty if there is none."""
    base, own = load_registers(name)
    return {**base, **own}


Register = Mapping[str, Statement]


def readable_statements(name: str) -> tuple[Register, str]:
    """The register of a profile with that of its base; nothing, with what is wrong, where it cannot be read."""
    try:
        return load_statements(name), ""
    except AveError as error:
        return {}, one_line(error.message)


def load_registers(name: str) -> tuple[Mapping[str, Statement], Mapping[str, Statement]]:
    """The register of the base of a profile and that of its own, by statement id; empty where there is none."""
    base = _known(name, again=True).get("base")
    return _register(Path(base).parent) if isinstance(base, str) else {}, _register(profile_file(name).parent)


def _register(folder: Path) -> dict[str, Statement]:
    register = folder / "statements.toml"
    found = read_file(register, Statements, "statements").statements if folders.is_file(register) else ()
    return {one.id: one for one in found}


def load_vocabulary() -> Vocabulary:
    """The shared facts."""
    return read_file(root() / "facts.toml", Vocabulary, "facts")


def load_format() -> FormatTexts:
    """The words of the reference of the format."""
    return read_file(root() / "format.toml", FormatTexts, "format")


def load_between() -> Between:
    """Where the documents of the shipped models differ from each other."""
    return read_file(root() / "between.toml", Between, "between")


def load_news() -> tuple[News, ...]:
    """What can be new about a written household, and behind which of our stories it goes."""
    return read_file(root() / "news.toml", AllNews, "news").behind_stories()


def load_stories(ruleset: Ruleset | None = None) -> Stories:
    """The sentences that stories of invented households are put together from, with those of a model for its own facts.

    Raises:
        InvalidInput: the file is not right; lists every problem at once.
    """
    stories = read_file(root() / "stories.toml", Stories, "stories")
    facts: Iterable[Fact] = load_vocabulary().facts
    if ruleset is not None:
        stories, facts = with_tellings(stories, ruleset.profile.tellings), ruleset.facts.values()
    if found := story_problems(stories, facts):
        raise invalid_input("stories.toml", found)
    return stories


def read_file(place: Path, record: type[_R], kind: str) -> _R:
    """Read a file of one kind into its record.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is of another kind, or has another shape; lists every problem at once.
    """
    if not folders.is_file(place):  # a pipe gives it once
        return decode(record, _check_file_shape(place, record, kind))
    return _read_once(place, record, kind)[1]  # type: ignore[no-any-return]  # of that class


def invalid_lines(place: Path, found: Sequence[Problem], hint: str = problems_text.FIX_AND_RETRY) -> AveError:
    """What to raise for a file with problems, each with its line."""
    from ave_cli.profile.validation import lines_of  # noqa: PLC0415  # as below

    lines = lines_of(text_in(place) if folders.is_file(place) else "", [one.place for one in found])
    told = (problems_text.at_line(line, one.said) for line, one in zip(lines, found, strict=True))
    return invalid_input(source_name(place), told, hint)


def _read_once(place: Path, record: Any, kind: str) -> tuple[Raw, Any]:
    """What stands in a file, and its record; checked unless exactly this was checked before."""
    return _read_as_it_is(place, record, kind, _file_key(place))


@lru_cache(maxsize=8)
def _read_as_it_is(place: Path, record: Any, kind: str, key: str) -> tuple[Raw, Any]:
    known = recall_checked(place)
    if known is None or known.get("key") != key or not isinstance(known.get("content"), dict):
        known = {"key": key, "content": _check_file_shape(place, record, kind)}
        remember_checked(place, known)
    return known["content"], _decode_once(record, known["content"])


def _file_key(place: Path) -> str:
    found = hashlib.sha256(_checking_code())
    with suppress(OSError):  # who reads it says what is wrong
        found.update(place.read_bytes())
    return found.hexdigest()


def read_raw(place: Path, kind: str) -> Raw:
    """Read a file of one kind, as the data that stand in it.

    Raises:
        UsageError: there is no such file.
        InvalidInput: it is not TOML, or of another kind.
    """
    raw = read_toml(place, show=kind in ("profile", "statements", "cases"))  # these hold nothing of a real household
    if raw.get("kind") != kind:
        raise invalid_input(source_name(place), [problems_text.other_kind(kind, raw.get("kind"))])
    return raw


def _check_file_shape(place: Path, record: type[Any], kind: str) -> Raw:
    from ave_cli.profile.validation import problems_of_shape  # noqa: PLC0415  # the checker takes longer to load than all the rest

    raw = read_raw(place, kind)
    if found := problems_of_shape(record, raw):
        raise invalid_lines(place, found)
    return raw
