"""What does a phase mean in this model: how it starts, who has regie, when up and when down, which agreements?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.core.explain.explanation import Grid, Said, Section, section
from ave_cli.core.explain.parts import criteria, holder_rows, move_section, move_title, of, told
from ave_cli.core.profile.model import Model
from ave_cli.core.profile.shape import Direction, Effect, Phase, Transition
from ave_cli.core.records import Sourced
from ave_cli.words import explain as say


def explain_phase(model: Model, phase: Phase) -> tuple[Section, ...]:
    """Every answer that the model has about a phase; where the source is silent, that it is."""
    return (
        *_start(model, phase),
        *_roles(model, phase),
        *_entered(model, phase),
        *_moves(model, phase),
        *_beside(model, phase),
    )


def _start(model: Model, phase: Phase) -> Iterator[Section]:
    share = ". ".join(part for part in (say.share(phase.share), phase.share_note) if part)
    parts = [of(phase.start, phase), Said(text=share if phase.share else say.NO_SHARE)]
    yield from section(say.START, parts)
    danger = model.profile.danger
    if danger.phase == phase.id:
        yield from section(say.DANGER, [Said(text=danger.text, statements=danger.statements)])


def _criteria(model: Model, phase: Phase, effect: Effect) -> Grid:
    return criteria(model, [one for one in model.profile.criteria if one.phase == phase.id and one.effect is effect])


def _entered(model: Model, phase: Phase) -> Iterator[Section]:
    grid = _criteria(model, phase, Effect.ENTER)
    lightest = model.rank(phase.id) == 0
    intro = say.ONE_IS_ENOUGH if grid.rows else say.LIGHTEST if lightest else say.NO_ENTRY
    yield from section(say.ENTERED, [Said(text=intro), grid])
    yield from section(say.SUPPORTS, [_criteria(model, phase, Effect.SUPPORTS)])
    coming = [one for one in model.profile.transitions if one.to == phase.id and one.from_ != phase.id]
    yield from section(
        say.ROUTES,
        (of(_route(model, one), one) for one in coming),
    )


def _route(model: Model, move: Transition) -> str:
    seen = say.see(move_title(model, move), say.KINDS["transition"], move.id)
    return say.more(seen, move.decided_by or say.NOBODY)


def _roles(model: Model, phase: Phase) -> Iterator[Section]:
    rows = [row for role in model.profile.roles for row in holder_rows(model, role, phase, role.title)]
    yield from section(say.roles_in(phase.label), [Grid(columns=(say.ROLE, say.HOLDER), rows=tuple(rows))])


def moves_from(model: Model, phase: Phase, direction: Direction) -> tuple[Transition, ...]:
    """The moves out of a phase, or within it; one that starts anywhere counts where it leads up."""
    return tuple(
        one
        for one in model.profile.transitions
        if one.direction is direction
        and (one.from_ == phase.id or (one.from_ is None and _leads_up(model, phase, one)))
    )


def _leads_up(model: Model, phase: Phase, move: Transition) -> bool:
    return move.to is not None and model.rank(move.to) > model.rank(phase.id)


def _moves(model: Model, phase: Phase) -> Iterator[Section]:
    heaviest = model.rank(phase.id) == len(model.profile.phases) - 1
    lightest = model.rank(phase.id) == 0
    yield from _ways(model, phase, Direction.UP, say.OUT_UP, say.HEAVIEST if heaviest else say.NO_UP)
    yield from _ways(model, phase, Direction.WITHIN, "", "")
    yield from section(say.INFORM, [_criteria(model, phase, Effect.INFORM)])
    yield from _ways(model, phase, Direction.DOWN, say.OUT_DOWN, say.LIGHTEST_DOWN if lightest else say.NO_DOWN)


def _ways(model: Model, phase: Phase, direction: Direction, title: str, silent: str) -> Iterator[Section]:
    moves = moves_from(model, phase, direction)
    yield from (move_section(model, one) for one in moves)
    if not moves and title:
        yield from section(title, [Said(text=silent)])


def cited_in(model: Model, phase: Phase) -> frozenset[str]:
    """The statements that what the model says of this phase in particular rests on."""
    profile = model.profile
    records: Iterable[Sourced] = (
        phase,
        *(one for one in profile.criteria if one.phase == phase.id),
        *(one for one in profile.transitions if phase.id in (one.from_, one.to)),
        *(one for one in profile.assignments if phase.id in one.phases),
        *(one for one in profile.steps if phase.id in one.phases),
    )
    return frozenset(ident for one in records for ident in one.statements)


def _beside(model: Model, phase: Phase) -> Iterator[Section]:
    """What rests on the same statements as the phase belongs to it: terms and parties name no phase themselves."""
    profile, cited = model.profile, cited_in(model, phase)
    here = [one for one in profile.agreements if cited & set(one.statements)]
    yield from told(say.AGREEMENTS, ((one.term, one.text, one) for one in here))
    meetings = [one for one in profile.meetings if cited & set(one.statements)]
    yield from told(say.MEETINGS, ((one.name, one.text, one) for one in meetings))
    actors = [one for one in profile.actors if cited & set(one.statements)]
    yield from told(say.ACTORS, ((one.term, one.text, one) for one in actors))
    steps = [one for one in profile.steps if phase.id in one.phases and one.when is None and not one.transitions]
    yield from told(say.STEPS, (("", one.text, one) for one in steps))
    conflicts = [one for one in profile.conflicts if phase.id in one.phases]
    yield from told(say.CONFLICTS, ((one.id, one.question, one) for one in conflicts))
    gaps = [one for one in profile.gaps if phase.id in one.phases or not one.phases]
    yield from told(say.GAPS, (("", one.text, one) for one in gaps))
