"""What does a phase mean in this model: how it starts, who has regie, when up and when down, which agreements?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ave_cli.core.explain.explanation import Grid, Said, Section, section
from ave_cli.core.explain.parts import criteria, holder_rows, move_section, move_title, of, told
from ave_cli.core.search import folded
from ave_cli.profile.records import Sourced
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Direction, Effect, Phase, Transition
from ave_cli.text import explain as explain_text


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
    share = ". ".join(part for part in (explain_text.share(phase.share), phase.share_note) if part)
    parts = [of(phase.start, phase), Said(text=share if phase.share else explain_text.NO_SHARE)]
    yield from section(explain_text.START, parts)
    danger = model.profile.danger
    if danger.phase == phase.id:
        yield from section(explain_text.DANGER, [Said(text=danger.text, statements=danger.statements)])


def _criteria(model: Model, phase: Phase, effect: Effect) -> Grid:
    return criteria(model, [one for one in model.profile.criteria if one.phase == phase.id and one.effect is effect])


def _entered(model: Model, phase: Phase) -> Iterator[Section]:
    grid = _criteria(model, phase, Effect.ENTER)
    lightest = model.rank(phase.id) == 0
    enough = explain_text.ONE_IS_ENOUGH if len(grid.rows) > 1 else explain_text.ONE_NEEDED
    intro = enough if grid.rows else explain_text.LIGHTEST if lightest else explain_text.NO_ENTRY
    yield from section(explain_text.ENTERED, [Said(text=intro), grid])
    yield from section(explain_text.SUPPORTS, [_criteria(model, phase, Effect.SUPPORTS)])
    coming = [one for one in model.profile.transitions if one.to == phase.id and one.from_ != phase.id]
    yield from section(
        explain_text.ROUTES,
        (of(_route(model, one), one) for one in coming),
    )


def _route(model: Model, move: Transition) -> str:
    seen = explain_text.see(move_title(model, move), explain_text.KINDS["transition"], move.id)
    return explain_text.more(seen, move.decided_by or explain_text.NOBODY)


def _roles(model: Model, phase: Phase) -> Iterator[Section]:
    rows = [
        replace(row, key=role.id) for role in model.profile.roles for row in holder_rows(model, role, phase, role.title)
    ]
    yield from section(
        explain_text.roles_in(phase.label),
        [Grid(columns=(explain_text.ROLE, explain_text.HOLDER), rows=tuple(rows), names_rows=True)],
    )


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
    yield from _ways(
        model, phase, Direction.UP, explain_text.OUT_UP, explain_text.HEAVIEST if heaviest else explain_text.NO_UP
    )
    yield from _ways(model, phase, Direction.WITHIN, "", "")
    yield from section(explain_text.INFORM, [_criteria(model, phase, Effect.INFORM)])
    yield from _ways(
        model,
        phase,
        Direction.DOWN,
        explain_text.OUT_DOWN,
        explain_text.LIGHTEST_DOWN if lightest else explain_text.NO_DOWN,
    )


def _ways(model: Model, phase: Phase, direction: Direction, title: str, silent: str) -> Iterator[Section]:
    moves = moves_from(model, phase, direction)
    yield from (move_section(model, one) for one in moves)
    if not moves and title:
        yield from section(title, [Said(text=silent)])


class _Of:
    """What the model says of one phase in particular: the statements cited there, and the names that occur."""

    def __init__(self, model: Model, phase: Phase) -> None:
        profile = model.profile
        criteria = [one for one in profile.criteria if one.phase == phase.id]
        moves = [one for one in profile.transitions if phase.id in (one.from_, one.to)]
        rules = [one for one in profile.assignments if phase.id in one.phases]
        steps = [one for one in profile.steps if phase.id in one.phases]
        records: Iterable[Sourced] = (phase, *criteria, *moves, *rules, *steps)
        self._cited = {ident for one in records for ident in one.statements}
        holders = (holder.name for one in rules for holder in one.holders)
        parts = (getattr(one, field) for one in moves if one.from_ == phase.id for field in explain_text.MOVE_PARTS)
        texts = (*holders, *parts, *(one.appointed_in for one in rules), *(one.who for one in steps))
        self._named = f" {' '.join(map(folded, (*texts, phase.start)))} "

    def cites(self, one: Sourced) -> bool:
        """Whether it rests on something that the phase rests on too."""
        return not self._cited.isdisjoint(one.statements)

    def names(self, *names: str) -> bool:
        """Whether one of these names occurs there."""
        return any(f" {folded(name)} " in self._named for name in names if folded(name))


def _beside(model: Model, phase: Phase) -> Iterator[Section]:
    """What rests on the same statements as the phase, or is named there: terms and parties name no phase themselves."""
    profile, here = model.profile, _Of(model, phase)
    agreements = [one for one in profile.agreements if here.cites(one)]
    yield from told(explain_text.AGREEMENTS, ((one.term, one.text, one) for one in agreements))
    meetings = [one for one in profile.meetings if here.cites(one) or here.names(one.name, *one.synonyms)]
    yield from told(explain_text.MEETINGS, ((one.name, one.text, one) for one in meetings))
    actors = [one for one in profile.actors if here.cites(one) or here.names(one.term, *one.synonyms)]
    yield from told(explain_text.ACTORS, ((one.term, one.text, one) for one in actors))
    steps = [one for one in profile.steps if phase.id in one.phases and one.when is None and not one.transitions]
    yield from told(explain_text.STEPS, (("", one.text, one) for one in steps))
    conflicts = [one for one in profile.conflicts if phase.id in one.phases]
    yield from told(explain_text.CONFLICTS, ((one.id, one.question, one) for one in conflicts))
    gaps = [one for one in profile.gaps if phase.id in one.phases or not one.phases]
    yield from told(explain_text.GAPS, (("", one.text, one) for one in gaps))
