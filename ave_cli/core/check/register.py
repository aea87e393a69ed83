"""Is every statement of the source used or explained, and does every record say where it comes from?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ave_cli.core.check.finding import Finding, Kind
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.integrity import records_of
from ave_cli.profile.schema import Profile
from ave_cli.text import profiles as profiles_text

_SILENT = ("roles", "gaps", "assignments")
"""Lists whose records may rest on the silence of the source."""


def cited(profile: Profile) -> Mapping[str, str]:
    """Every statement that a profile rests on, with the place where it is named first."""
    found: dict[str, str] = {}
    for place, statements in _citations(profile):
        for ident in statements:
            found.setdefault(ident, place)
    return found


def _citations(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "doubt.statements", profile.doubt.statements
    yield "danger.statements", profile.danger.statements
    for key, one in records_of(profile):
        yield f"{key} ({one.id}).statements", one.statements
    for role in profile.roles:
        yield from (
            (f"roles ({role.id}).tasks[{at}].statements", task.statements) for at, task in enumerate(role.tasks)
        )


def check_register(profile: Profile, register: Mapping[str, Statement], own: Collection[str]) -> Iterator[Finding]:
    """Statements that are cited and not there, there and not used, or used and excused; and records without a source.

    Args:
        profile: the profile, with its base merged in.
        register: its statements by id, with those of its base.
        own: the ids of the statements in its own register, without its base; a profile that has none owes no sources.
    """
    used = cited(profile)
    for ident, place in used.items():
        if ident not in register:
            yield Finding(kind=Kind.STATEMENT_UNKNOWN, where=place, text=profiles_text.statement_unknown(ident))
    for ident in own:
        place, excuse = f"statements ({ident})", register[ident].not_modelled
        if ident not in used and not excuse:
            yield Finding(kind=Kind.STATEMENT_UNUSED, where=place, text=profiles_text.STATEMENT_UNUSED)
        if ident in used and excuse:
            yield Finding(kind=Kind.STATEMENT_EXCUSED, where=place, text=profiles_text.statement_excused(used[ident]))
    for key, one in records_of(profile) if own else ():
        if one.origin == profile.id and not one.statements and key not in _SILENT:
            yield Finding(kind=Kind.NO_SOURCE, where=f"{key} ({one.id})", text=profiles_text.NO_SOURCE)
