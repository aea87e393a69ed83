"""What do models say side by side, without a household?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.core.compare.points import About, Point, labels, phase_of
from ave_cli.core.compare.thresholds import alone, effects, together
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Direction, Role, Transition
from ave_cli.text import compare as compare_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording.phrases import holders, spoken


def side_by_side(models: Sequence[Model]) -> tuple[Point, ...]:
    """Every point on which the models can be compared, also where they say the same; in the order of telling."""
    return (
        *_phases(models),
        *alone(models),
        *together(models),
        *effects(models),
        *_roles(models),
        *_doubt(models),
        *_moves(models),
    )


def _phases(models: Sequence[Model]) -> Iterator[Point]:
    numbers = tuple(
        compare_text.phases(len(model.profile.phases), (phase.label for phase in model.profile.phases))
        for model in models
    )
    yield Point(about=About.PHASES, title=compare_text.HOW_MANY, said=numbers)
    for label in labels(models):
        shares = []
        for model in models:
            ident = phase_of(model, label)
            shares.append(None if ident is None else model.phase(model.rank(ident)).share or triage_text.NOBODY)
        yield Point(about=About.PHASES, title=compare_text.SHARE, part=label, said=tuple(shares))


def _doubt(models: Sequence[Model]) -> Iterator[Point]:
    said = tuple(
        f"{profiles_text.RULES[model.profile.doubt.rule.value]} {model.profile.doubt.text}".strip() for model in models
    )
    yield Point(about=About.DOUBT, title=compare_text.DOUBT, said=said)


def _roles(models: Sequence[Model]) -> Iterator[Point]:
    """Each role in each phase; a model without the role is silent about it."""
    roles: dict[str, Role] = {}
    for model in models:
        for role in model.profile.roles:
            roles.setdefault(role.id, role)
    for role in roles.values():
        for label in labels(models):
            said = tuple(_held(model, role, phase_of(model, label)) for model in models)
            yield Point(about=About.ROLES, title=role.title, part=label, said=said)


def _held(model: Model, role: Role, phase: str | None) -> str | None:
    """Who holds a role in one phase: the rules in their order, the first that holds counts."""
    if phase is None:
        return None
    return "; ".join(dict.fromkeys(text for _, text in holders(model, role, phase, spoken)))


def _moves(models: Sequence[Model]) -> Iterator[Point]:
    """Who decides each move up and down, by the labels of its phases."""
    keys: dict[tuple[str, str], None] = {}
    decided: list[dict[tuple[str, str], str]] = []
    for model in models:
        found: dict[tuple[str, str], str] = {}
        for one in model.profile.transitions:
            if one.direction is not Direction.WITHIN:
                key = (one.direction.value, _name(model, one))
                said = one.decided_by or triage_text.NOBODY
                found[key] = said if found.get(key) in (None, said) else f"{found[key]}; {said}"
        decided.append(found)
        keys |= dict.fromkeys(found)
    for direction in (Direction.UP, Direction.DOWN):
        for key in keys:
            if key[0] == direction.value:
                title = compare_text.DECIDES[direction.value]
                yield Point(
                    about=About.MOVES, title=title, part=key[1], said=tuple(found.get(key) for found in decided)
                )


def _name(model: Model, one: Transition) -> str:
    label = {phase.id: phase.label for phase in model.profile.phases}
    start = label[one.from_] if one.from_ is not None else triage_text.ANY_PHASE
    return compare_text.move(start, label[one.to]) if one.to is not None else compare_text.move_open(start)
