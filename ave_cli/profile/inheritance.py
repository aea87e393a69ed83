"""Profiles that extend another, and the fingerprint of what they become."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

Raw = dict[str, Any]
"""A profile as TOML gives it, before its shape is known."""

_OWN = ("id", "title", "version", "date", "source")
"""What a profile never takes over: it says of itself who it is and what it rests on."""
_TABLES = ("define", "wording", "said")
_WITHOUT_ORIGIN = ("facts", "contacts", "synonyms")
_BEFORE = ("assignments",)
"""Lists in which the first record that holds counts: what is added comes before what was there."""


def _records(raw: Raw, key: str) -> list[Raw]:
    value = raw.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def mark_origin(raw: Raw) -> Raw:
    """The same profile with its own id as `origin` on every record."""
    origin = raw.get("id")
    return {
        key: [{"origin": origin, **one} if key not in _WITHOUT_ORIGIN else one for one in value]
        if _is_records(value) and isinstance(origin, str)
        else value
        for key, value in raw.items()
    }


def merge(base: Raw, child: Raw) -> Raw:
    """A profile over the one it extends: records by id and key, tables by key, everything else replaced.

    `remove` of the child lists what of the base does not count here: the id of a record, or the name of its list and
    its id, as in `steps.melden`; so too a name in a table, as in `define.meer`. Both sides must have been `marked`.
    """
    gone = _removals(child)
    result: Raw = {key: value for key, value in base.items() if key not in _OWN}
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


def _removals(child: Raw) -> set[str]:
    removed = child.get("remove")
    return {one for one in removed if isinstance(one, str)} if isinstance(removed, list) else set()


def _names(key: str, one: Raw) -> set[str]:
    """By which names a record can be removed."""
    return {str(one.get("id")), f"{key}.{one.get('id')}"}


def idle_removals(base: Raw, child: Raw) -> tuple[str, ...]:
    """What `remove` of the child names and the base does not have, in its order."""
    known = {name for key, value in base.items() if _is_records(value) for one in value for name in _names(key, one)}
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
            kept[place] = {**base[place], **one}
    return added + kept if first else kept + added


def profile_fingerprint(profile: dict[str, Any], facts: Iterable[dict[str, Any]]) -> str:
    """`sha256:…` over a profile with its base and the facts it uses, as raw data; the order of keys is no matter.

    The facts used are those that it asks; its cases and its register do not count.
    """
    asked = set(profile.get("ask", ()))
    used = [fact for fact in facts if fact.get("id") in asked]
    text = json.dumps([profile, used], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
