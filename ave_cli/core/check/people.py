"""Does every phase have somebody for every role, and every move somebody who decides?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.check.finding import Finding, Kind
from ave_cli.engine.answer_space import Space, TooLarge
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Phase, Role
from ave_cli.text import profiles as profiles_text


def check_roles(model: Model) -> Iterator[Finding]:
    """Roles for which nothing is said in some phase, for some household; a recorded absence is something said."""
    for phase in model.profile.phases:
        for role in model.profile.roles:
            yield from _role(model, phase, role)


def _role(model: Model, phase: Phase, role: Role) -> Iterator[Finding]:
    rules = [
        one.when for one in model.profile.assignments if one.role == role.id and phase.id in one.phases and not one.adds
    ]
    where = f"roles ({role.id})"
    if None in rules:
        return
    try:
        space = Space(model, [one for one in rules if one is not None])
    except TooLarge:
        yield Finding(kind=Kind.NOT_PROVED, where=where, text=profiles_text.NOT_PROVED)
        return
    left = space.everyone & ~space.any_holds([space.where(one) for one in rules])
    household = space.one_of(left)
    if household is not None:
        example = household if household.given else None
        text = profiles_text.role_missing(role.title, phase.label)
        yield Finding(kind=Kind.ROLE_MISSING, where=where, text=text, example=example)


def check_moves(model: Model) -> Iterator[Finding]:
    """Moves of which nobody is named who decides, and of which it is not recorded either that nobody is."""
    recorded = {ident for one in model.profile.gaps for ident in one.undecided}
    for one in model.profile.transitions:
        if not one.decided_by and one.id not in recorded:
            yield Finding(
                kind=Kind.DECIDER_MISSING, where=f"transitions ({one.id})", text=profiles_text.DECIDER_MISSING
            )


def check_about(model: Model) -> Iterator[Finding]:
    """Contradictions and gaps that are about something which the model does not have."""
    profile = model.profile
    known = {
        "criterion": {one.id for one in profile.criteria},
        "role": {one.id for one in profile.roles},
        "step": {one.id for one in profile.steps},
        "transition": {one.id for one in profile.transitions},
    }
    for key, records in (("conflicts", profile.conflicts), ("gaps", profile.gaps)):
        for record in records:
            kind, _, ident = record.about.partition(":")
            if ident and ident not in known.get(kind, ()):
                where = f"{key} ({record.id}).about"
                yield Finding(kind=Kind.ABOUT, where=where, text=profiles_text.about(record.about))
