"""A new profile on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ave_cli.authoring.starter_profile import Raw
from ave_cli.safe_text import printable
from ave_cli.storage.toml_files import toml_text
from ave_cli.text import profiles as profiles_text

_FRAME = ("kind", "format", "id", "title", "version", "date", "extends")


def text_of(raw: Raw, path: str) -> str:
    """The profile as commented TOML; reading it gives exactly this profile back.

    Args:
        raw: the profile as plain data.
        path: where it will stand, as the user would type it.
    """
    base = raw["extends"]
    parts = [
        _comment(profiles_text.HEAD.format(title=raw["title"], base=base, path=path)),
        _toml({key: raw[key] for key in _FRAME}),
        _comment(profiles_text.REMOVE.format(base=base)),
        _toml({"remove": raw["remove"]}),
        _comment(profiles_text.ASK),
        _toml({"ask": raw["ask"]}),
        _comment(profiles_text.NEW_SOURCE),
        _toml({"source": raw["source"]}),
        _comment(profiles_text.DOUBT_NOTE),
        _toml({"doubt": raw["doubt"]}),
        _comment(profiles_text.DANGER_NOTE),
        _toml({"danger": raw["danger"]}),
        _comment(profiles_text.NEW_PHASES.format(base=base)),
        _toml({"phases": raw["phases"]}),
        _comment(profiles_text.ASSIGNMENTS.format()),
        *_assignments(raw),
        _comment(profiles_text.TRANSITIONS),
        _toml({"transitions": raw["transitions"]}),
        _comment(profiles_text.NEW_GAPS),
        _toml({"gaps": raw["gaps"]}),
        _comment(profiles_text.STEP.format(phase=raw["phases"][-1]["id"])),
    ]
    return "\n".join(parts)


def _assignments(raw: Raw) -> Iterator[str]:
    for phase in raw["phases"]:
        yield _comment(profiles_text.IN_PHASE.format(label=phase["label"]))
        yield _toml({"assignments": [one for one in raw["assignments"] if phase["id"] in one["phases"]]})


def _comment(text: str) -> str:
    """Lines of explanation; nothing that was typed can end a comment."""
    return "".join(f"# {printable(line)}".rstrip() + "\n" for line in text.splitlines())


_SHORT_LIST = re.compile(r"= \[\n((?:    [^\n]+,\n){1,3})\]$", re.MULTILINE)


def _toml(table: dict[str, Any]) -> str:
    """As TOML, with a short list on one line."""
    return _SHORT_LIST.sub(_on_one_line, toml_text(table))


def _on_one_line(found: re.Match[str]) -> str:
    items = ", ".join(line.strip().rstrip(",") for line in found[1].splitlines())
    return f"= [{items}]"
