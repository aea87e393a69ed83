"""Models of one's own on disk: begun, packed in one file, added, taken away, and one version beside the next."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import Any

from ave_cli.engine.version_difference import changed_records
from ave_cli.errors import AveError, CannotWrite, TargetExists, UsageError
from ave_cli.profile import Pack, Ruleset, is_records
from ave_cli.safe_text import one_line, printable
from ave_cli.storage import folders, library
from ave_cli.storage.safe_write import Saved, open_up, private_folder, reason, save_new, toml_text
from ave_cli.storage.toml_files import parse_toml, text_in
from ave_cli.text import problems as problems_text
from ave_cli.text import profiles as profiles_text

Raw = dict[str, Any]

_FRAME = ("kind", "format", "id", "title", "version", "date", "status", "extends")


def text_of(raw: Raw, path: str, *, base: Raw, schema: str = profiles_text.SCHEMA_FILE) -> str:
    """The profile as commented TOML; reading it gives exactly this profile back.

    Args:
        raw: the profile as plain data.
        path: where it will stand, as the user would type it.
        base: the profile that it extends, whose criteria are written out behind a sign.
        schema: name of the file with the schema beside it.
    """
    names = {"title": raw["title"], "base": base["id"], "base_title": base["title"], "path": path}
    parts = [
        profiles_text.SCHEMA_LINE.format(schema) + "\n",
        _comment(profiles_text.HEAD.format(**names)),
        _toml({key: raw[key] for key in _FRAME}),
        _comment(profiles_text.REMOVE.format(**names)),
        _toml({"remove": raw["remove"]}),
        _comment(profiles_text.ASK),
        _toml({"ask": raw["ask"]}),
        _comment(profiles_text.NEW_SOURCE),
        _toml({"source": raw["source"]}),
        _comment(profiles_text.DOUBT_NOTE),
        _toml({"doubt": raw["doubt"]}),
        _comment(profiles_text.DANGER_NOTE),
        _toml({"danger": raw["danger"]}),
        _comment(profiles_text.NEW_PHASES),
        _toml({"phases": raw["phases"]}),
        _comment(profiles_text.CRITERIA.format(**names)),
        *(_comment(_criterion(one)) for one in base["criteria"]),
        _comment(profiles_text.ASSIGNMENTS.format()),
        *_assignments(raw),
        _comment(profiles_text.TRANSITIONS),
        _toml({"transitions": raw["transitions"]}),
        _comment(profiles_text.NEW_GAPS),
        *map(_gap, raw["gaps"]),
        _comment(profiles_text.STEP.format(phase=raw["phases"][-1]["id"])),
    ]
    return "\n".join(parts)


def blank_text(raw: Raw, path: str) -> str:
    """A first profile that is built on no other, as commented TOML.

    Args:
        raw: what is known of it.
        path: where it will stand, as the user would type it.
    """
    template = Template(text_in(library.root() / "blank.toml"))
    said = {key: inline(value) for key, value in raw.items()}
    comments = {"name": printable(one_line(raw["title"])), "path": printable(path), "schema": profiles_text.SCHEMA_FILE}
    return template.substitute(said | comments)


def companion_texts(register: Raw, cases: Raw) -> Mapping[str, str]:
    """The files beside a new profile by name, as commented TOML."""
    prefix = re.sub(r"[^A-Z]", "", str(register["profile"]).upper())[:3] or "U"
    return {
        "statements.toml": _comment(profiles_text.REGISTER_NOTE.format(prefix=prefix)) + "\n" + _toml(register),
        "cases.toml": _comment(profiles_text.CASES_NOTE) + "\n" + _toml(cases),
    }


_NOT_OURS = ("origin", "note", "statements", "phase_to")


def _criterion(raw: Raw) -> str:
    """A criterion of another model, as one would write it, with its condition on one line."""
    said = {key: value for key, value in raw.items() if key not in (*_NOT_OURS, "when")}
    return f"[[criteria]]\n{_toml(said)}when = {inline(raw['when'])}\nstatements = []"


def _gap(raw: Raw) -> str:
    """A gap with its condition on one line, as the reference writes it."""
    said = _toml({"gaps": [{key: value for key, value in raw.items() if key != "when"}]})
    return f"{said}when = {inline(raw['when'])}\n" if "when" in raw else said


def inline(value: Any) -> str:
    """A value of TOML on one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {inline(one)}' for key, one in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _assignments(raw: Raw) -> Iterator[str]:
    for phase in raw["phases"]:
        yield _comment(profiles_text.IN_PHASE.format(label=phase["label"]))
        yield _toml({"assignments": [one for one in raw["assignments"] if phase["id"] in one["phases"]]})


def _comment(text: str) -> str:
    """Lines of explanation; nothing that was typed can end a comment."""
    return "".join(f"# {printable(line)}".rstrip() + "\n" for line in text.splitlines())


_SHORT_LIST = re.compile(r"= \[\n((?:    [^\n]+,\n){1,3})\]$", re.MULTILINE)


def _toml(table: dict[str, Any]) -> str:
    """As TOML, each record under a head of its own, with a short list on one line."""
    short = {
        key: records
        for key, records in table.items()
        if is_records(records) and not toml_text({key: records}).startswith("[[")
    }
    text = toml_text({key: value for key, value in table.items() if key not in short})
    written = (_record(key, one) for key, records in short.items() for one in records)
    return "\n".join(filter(None, (_SHORT_LIST.sub(_on_one_line, text), *written)))


def _record(key: str, record: Raw) -> str:
    """A short record; the writer of TOML would put a list of these on one line, under the table above it."""
    return f"[[{key}]]\n" + "".join(f"{name} = {inline(value)}\n" for name, value in record.items())


def _on_one_line(found: re.Match[str]) -> str:
    items = ", ".join(line.strip().rstrip(",") for line in found[1].splitlines())
    return f"= [{items}]"


_PROFILE = "profile.toml"
_FILES = (_PROFILE, "statements.toml", "cases.toml", "journeys.toml")
_BASE = "base"
_EXTENDS = re.compile(r"^extends\s*=.*$", re.MULTILINE)
_MARK = ".ave"


def pack_model(name: str, out: str | None) -> Saved:
    """Put a model with its register, cases and journeys in one file, and the model that it extends where none ships.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the model is not right.
        TargetExists, CannotWrite: nothing was written.
    """
    ruleset = library.load(name, fresh=True)
    profile, place = ruleset.profile, library.profile_file(name)
    files = _files_of(place.parent, place)
    base = library.base_file(name)
    beneath = _files_of(base.parent, base) if base is not None and not library.ships(base) else {}
    raw = {
        "kind": "pack",
        "format": 1,
        "id": profile.id,
        "title": profile.title,
        "version": profile.version,
        "hash": ruleset.hash,
        "checksum": _checksum(files, beneath),
        "status": profile.status or "",
        "adopted_by": profile.adopted_by,
        "adopted_on": profile.adopted_on or "",
        "files": files,
        "base_files": beneath,
    }
    target = (
        folders.typed_path(out)
        if out is not None
        else Path(f"{_folder_name(profile.id, profile.version)}{_MARK}".replace("@", "-"))
    )
    saved = save_new(target, toml_text(raw, multiline=True).encode())
    open_up(saved.path)
    return saved


def base_words(name: str) -> str:
    """Title and version of the model that a model extends, where that one does not ship; empty where there is none."""
    try:
        place = library.base_file(name)
        raw = library.read_raw(place, _PROFILE.removesuffix(".toml")) if place and not library.ships(place) else {}
    except AveError:
        return ""
    return " ".join(str(raw[key]) for key in ("title", "version") if raw.get(key))


def lines_in_files(profile: Path, places: Sequence[str]) -> Iterator[int]:
    """The line of each place in the files of a model: a register, cases and journeys stand in their own; else 0."""
    from ave_cli.profile.validation import lines_of  # noqa: PLC0415  # the checker takes long to load

    beside = {name.partition(".")[0]: name for name in _FILES[1:]}
    lines: dict[str, tuple[int, ...]] = {}
    for at, place in enumerate(places):
        name = beside.get(re.split(r"\W", place)[0], "")
        if name not in lines:
            file = profile.with_name(name) if name else profile
            lines[name] = lines_of(text_in(file) if folders.is_file(file) else "", places)
        yield 0 if place in _FILES else lines[name][at]


def _files_of(folder: Path, profile: Path) -> dict[str, str]:
    places = {name: folder / name for name in _FILES[1:]}
    return {
        _PROFILE: text_in(profile),
        **{name: text_in(place) for name, place in places.items() if folders.is_file(place)},
    }


def _checksum(files: Mapping[str, str], beneath: Mapping[str, str]) -> str:
    text = json.dumps([files, beneath], sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _folder_name(ident: str, version: str) -> str:
    return version_name(ident, re.sub(r"[^A-Za-z0-9._-]+", "-", version))


def add_model(file: str, *, shared: bool) -> tuple[str, Path]:
    """Put a packed model among the models of this user, or of everybody; what it is called, and where it stands.

    Raises:
        UsageError: there is no such file, or no folder for everybody.
        InvalidInput: it is no packed model, it was changed or damaged on the way, or its model is not right.
        TargetExists: this version stands there already.
        CannotWrite: it could not be written; nothing is left of it.
    """
    pack = _read_pack(file)
    folder = _shared_folder() if shared else folders.models_folder()
    target = folder / _folder_name(pack.id, pack.version)
    if folders.look_at(target) is not None:
        raise TargetExists(profiles_text.added_before(target.name), profiles_text.REMOVE_FIRST)
    _sweep(folder)
    fresh = _aside(target)
    try:
        _unpack(pack, fresh)
        found = library.load(str(fresh), fresh=True).hash
        if found != pack.hash:
            raise library.invalid_input(file, [profiles_text.PACK_OTHER_BASE], profiles_text.PACK_AGAIN)
        fresh.rename(target)
        if shared:
            _open_to_readers(target)
    except OSError as error:
        if folders.is_folder(fresh) and folders.look_at(target) is not None:  # another program added it meanwhile
            raise TargetExists(profiles_text.added_before(target.name), profiles_text.REMOVE_FIRST) from None
        raise CannotWrite(problems_text.not_added_because(one_line(str(target)), reason(error))) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target.name, target


_ASIDE = re.compile(r"\..+\.(?:new|[0-9a-f]{8}\.tmp)")
_LEFT_AFTER = 3600
"""Seconds after which what stands aside is no longer that of a program that still runs."""


def _aside(place: Path) -> Path:
    """A folder beside this one that no list shows, for a model that is not whole: no other program has it."""
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")


def _sweep(folder: Path) -> None:
    """Remove what an earlier program that was killed left aside."""
    with suppress(OSError, ValueError):
        for place in folders.names_in(folder):
            found = folders.look_at(place)
            if _ASIDE.fullmatch(place.name) and found is not None and time.time() - found.st_mtime > _LEFT_AFTER:
                shutil.rmtree(place, ignore_errors=True)


def _read_pack(file: str) -> Pack:
    """A packed model that is whole, and names no other than one that is here or comes with it.

    Raises:
        UsageError: there is no such file, or its model ships.
        InvalidInput: it is no packed model, or was changed or damaged on the way.
    """
    pack = library.read_file(folders.typed_path(file), Pack, "pack")
    unknown = [name for name in (*pack.files, *pack.base_files) if name not in _FILES]
    if unknown or _PROFILE not in pack.files or _checksum(pack.files, pack.base_files) != pack.checksum:
        raise library.invalid_input(file, [profiles_text.PACK_DAMAGED], profiles_text.PACK_AGAIN)
    if not pack.base_files and (base := _extended(pack)) and not library.is_known_id(base):
        raise library.invalid_input(file, [problems_text.no_base(one_line(base), library.index().ids())])
    if pack.id in library.index().ids():
        raise UsageError(profiles_text.ships_already(pack.id), profiles_text.OTHER_ID)
    return pack


def _extended(pack: Pack) -> str:
    """What the model in a pack builds on; empty where that is nothing."""
    with suppress(ValueError):
        base = parse_toml(pack.files[_PROFILE].encode()).get("extends", "")
        return base if isinstance(base, str) else ""
    return ""


def _open_to_readers(folder: Path) -> None:
    """A model for everybody is of no use to anybody if only who added it can read it."""
    open_up(folder)
    for place in sorted(folder.rglob("*")):
        open_up(place)


def _unpack(pack: Pack, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    private_folder(folder)
    for name, text in pack.files.items():
        own = _EXTENDS.sub(f'extends = "./{_BASE}"', text, count=1) if pack.base_files and name == _PROFILE else text
        save_new(folder / name, own.encode())
    if pack.base_files:
        private_folder(folder / _BASE)
        for name, text in pack.base_files.items():
            save_new(folder / _BASE / name, text.encode())


def _shared_folder() -> Path:
    shared = folders.shared_models()
    if not shared:
        raise UsageError(profiles_text.NO_SHARED_FOLDER, profiles_text.SHARED_HINT)
    return shared[0]


def _inside(folder: Path) -> tuple[Path, ...]:
    try:
        return folders.names_in(folder)
    except OSError as error:
        raise CannotWrite(profiles_text.model_stays(folder.name, reason(error))) from None


def remove_model(name: str, *, shared: bool) -> tuple[str, ...]:
    """Take a model away that was added, in all its versions or in one; what was taken away.

    Raises:
        UsageError: none with this name was added.
        CannotWrite: it could not be removed.
    """
    folder = _shared_folder() if shared else folders.models_folder()
    _sweep(folder)
    found = [
        place
        for place in _inside(folder)
        if not place.name.startswith(".")
        and name in (place.name, place.name.partition("@")[0])
        and folders.is_file(place / _PROFILE)
    ]
    if not found:
        raise UsageError(profiles_text.not_added(one_line(name)), profiles_text.LIST_HINT)
    gone = tuple(place.name for place in found if _take_away(place))
    if not gone:
        raise UsageError(profiles_text.not_added(one_line(name)), profiles_text.LIST_HINT)
    return gone


def _take_away(place: Path) -> bool:
    """Remove a model whole: who looks meanwhile, or after a kill, sees none or all. False: another program did.

    Raises:
        CannotWrite: it is still there, or its files are.
    """
    aside = _aside(place)
    try:
        place.rename(aside)
        shutil.rmtree(aside)
    except FileNotFoundError:
        return False
    except OSError as error:
        if folders.is_folder(aside):
            raise CannotWrite(profiles_text.half_gone(place.name, one_line(str(aside)), reason(error))) from None
        raise CannotWrite(profiles_text.model_stays(place.name, reason(error))) from None
    return True


def earlier_version(ident: str, version: str, mark: str, now: Ruleset) -> Ruleset | None:
    """The version with this hash; None where it is not here, cannot be used, or is the one of today."""
    name = version_name(ident, version)
    if mark == now.hash or not library.is_there(name):
        return None
    with suppress(AveError):
        then = library.load(name)
        return then if then.hash == mark else None
    return None


def name_of(ruleset: Ruleset) -> str:
    """The name that gives exactly this version: of several that were added the id alone is another; empty for none."""
    ident = ruleset.profile.id
    names = [ruleset.place] if ruleset.place else [version_name(ident, ruleset.profile.version), ident]
    return next(filter(library.is_there, names), "")


def version_difference(ident: str, version: str, name: str) -> str:
    """In how many places a model changed since a version of it."""
    records = changed_records(library.load_raw(version_name(ident, version)), library.load_raw(name))
    return profiles_text.version_changed(version, len({(change.list, change.id) for change in records}))


def version_name(ident: str, version: str) -> str:
    """How one version of a model is named, as it is typed."""
    return f"{ident}@{version}"
