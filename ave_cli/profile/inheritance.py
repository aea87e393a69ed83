"""Profiles that extend another, and the fingerprint of what they become."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

Raw = dict[str, Any]
"""A profile as TOML gives it, before its shape is known."""

_OWN = (
    "id",
    "title",
    "version",
    "date",
    "source",
    "status",
    "adopted_by",
    "adopted_on",
    "valid_from",
    "valid_until",
    "base_checked",
)
"""What a profile never takes over: it says of itself who it is and what it rests on."""
DAYS = ("date", "adopted_on", "valid_from", "valid_until")
"""Keys with a date, which TOML has and which may be a text too."""
_WITHOUT_ORIGIN = ("facts", "screens", "tellings", "contacts", "synonyms")
_TABLES = ("define", "wording", "said")
_BEFORE = ("assignments",)
"""Lists in which the first record that holds counts: what is added comes before what was there."""


def _records(raw: Raw, key: str) -> list[Raw]:
    value = raw.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def mark_origin(raw: Raw) -> Raw:
    """The same profile with its own id as `origin` on every record, dates as text, and each criterion in one phase."""
    origin = raw.get("id")
    marked: Raw = {
        key: [{"origin": origin, **one} if key not in _WITHOUT_ORIGIN else one for one in value]
        if _is_records(value) and isinstance(origin, str)
        else value.isoformat()
        if key in DAYS and isinstance(value, date)
        else value
        for key, value in raw.items()
    }
    if _is_records(marked.get("criteria")):
        marked["criteria"] = [_in_one_phase(one) for one in _records(marked, "criteria")]
    return marked


def _in_one_phase(criterion: Raw) -> Raw:
    """A criterion that names several phases, from light to heavy: the lightest, and how far it may go."""
    phases = criterion.get("phase")
    if not isinstance(phases, list) or not phases:
        return criterion
    return {**criterion, "phase": phases[0], "phase_to": phases[-1]}


def merge(base: Raw, child: Raw) -> Raw:
    """A profile over the one it extends: records by id and key, tables by key, everything else replaced.

    `remove` of the child lists what of the base does not count here: the id of a record, or the name of its list and
    its id, as in `steps.melden`, or everything in a list, as in `steps.*`, or all notes, `*.note`; so too a name
    in a table, as in `define.meer`. Both sides must have been `marked`.
    """
    gone = _removals(child)
    result: Raw = {key: value for key, value in base.items() if key not in _OWN}
    result["base_title"] = base.get("title", "")
    if _NOTES in gone:
        result = _without_asides(result, _removed_ids(base, gone))
    for key, value in result.items():
        if _is_records(value):
            result[key] = [one for one in value if not _names(key, one) & gone]
        elif key in _TABLES and isinstance(value, dict):
            result[key] = {name: one for name, one in value.items() if f"{key}.{name}" not in gone}
    for key, value in child.items():
        if key in _TABLES and isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = {**result[key], **value}
        elif _is_records(value):
            result[key] = _by_id(_records(result, key), value, first=key in _BEFORE)
        else:
            result[key] = value
    return result


def _removed_ids(base: Raw, gone: set[str]) -> set[str]:
    """Ids of the records that do not count, however they were named."""
    return {
        str(one.get("id"))
        for key, value in base.items()
        if _is_records(value)
        for one in value
        if _names(key, one) & gone
    }


_ASIDES = ("note",)
"""Keys of records that speak of the document of the base and of nothing else."""


def _without_asides(base: Raw, gone: set[str]) -> Raw:
    """A base without its notes, and without the references in brackets to what does not count here."""
    named = "|".join(sorted(re.escape(name) for name in gone)) or "$^"
    reference = re.compile(rf"\s*\([^()]*\b(?:{named})\b[^()]*\)")

    def strip(value: Any) -> Any:
        if isinstance(value, str):
            return reference.sub("", value)
        if isinstance(value, list):
            return [strip(one) for one in value]
        return {key: strip(one) for key, one in value.items()} if isinstance(value, dict) else value

    return {
        key: [{name: strip(one) for name, one in record.items() if name not in _ASIDES} for record in value]
        if _is_records(value)
        else value
        for key, value in base.items()
    }


def _removals(child: Raw) -> set[str]:
    removed = child.get("remove")
    return {one for one in removed if isinstance(one, str)} if isinstance(removed, list) else set()


_ALL = "*"
"""Behind the name of a list: everything in it."""
_NOTES = "*.note"
"""Every note of the base, and what it says in brackets about records that do not count."""


def _names(key: str, one: Raw) -> set[str]:
    """By which names a record can be removed."""
    return {str(one.get("id")), f"{key}.{one.get('id')}", f"{key}.{_ALL}"}


def idle_removals(base: Raw, child: Raw) -> tuple[str, ...]:
    """What `remove` of the child names and the base does not have, in its order."""
    known = {name for key, value in base.items() if _is_records(value) for one in value for name in _names(key, one)}
    known |= {_NOTES}
    known |= {f"{key}.{name}" for key in _TABLES if isinstance(base.get(key), dict) for name in base[key]}
    return tuple(sorted(_removals(child) - known))


def _by_id(base: list[Raw], child: list[Raw], *, first: bool) -> list[Raw]:
    """Each record of the child over the one of the base with its id; what has no such id is added as it is."""
    places = {one["id"]: place for place, one in enumerate(base) if isinstance(one.get("id"), str)}
    kept, added = list(base), []
    for one in child:
        ident = one.get("id")
        place = places.pop(ident, None) if isinstance(ident, str) else None
        if place is None:
            added.append(one)
        else:
            old = {key: value for key, value in base[place].items() if key != "phase_to" or "phase" not in one}
            kept[place] = {**old, **one}
    return added + kept if first else kept + added


def profile_fingerprint(profile: dict[str, Any], facts: Iterable[dict[str, Any]]) -> str:
    """`sha256:…` over a profile with its base and the facts it uses, as raw data; the order of keys is no matter.

    The facts used are those that it asks; its cases and its register do not count.
    """
    asked = set(profile.get("ask", ()))
    used = [fact for fact in facts if fact.get("id") in asked]
    text = json.dumps([profile, used], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
