"""How do the parts that more explanations share read: a holder, a criterion, a move?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.core.explain.explanation import Grid, Row, Said, Section, section
from ave_cli.profile.records import Sourced
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Phase, Role, Transition
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases
from ave_cli.wording.phrases import holders


def label(model: Model, phase: str | None) -> str:
    """The label of a phase; nothing where there is none."""
    return model.phase(model.rank(phase)).label if phase else ""


def labels(model: Model, phases: Iterable[str]) -> tuple[str, ...]:
    """The labels of some phases."""
    return tuple(label(model, one) for one in phases)


def of(text: str, source: Sourced) -> Said:
    """A line that rests on the statements of a record."""
    return Said(text=text, statements=source.statements)


def holder_rows(model: Model, role: Role, phase: Phase, name: str) -> Iterator[Row]:
    """One row for each rule of a role in a phase, under this name."""
    for rule, text in holders(model, role, phase.id):
        note = rule.note if rule is not None else ""
        yield Row(cells=(name, text), note=note, statements=rule.statements if rule else ())


def criteria(model: Model, wanted: Iterable[Criterion]) -> Grid:
    """Criteria with their condition in words."""
    rows = (
        Row(cells=(one.text, phrases.condition(model, one.when)), note=one.note, statements=one.statements)
        for one in wanted
    )
    return Grid(columns=(explain_text.CRITERION, explain_text.SO_IF), rows=tuple(rows))


def move_title(model: Model, move: Transition) -> str:
    """Which way a move goes, from where to where."""
    return explain_text.move(move.direction.value, label(model, move.from_), label(model, move.to), move.id)


def move_section(model: Model, move: Transition) -> Section:
    """What a move takes: its criteria, who asks, who decides, who is told; and what the source leaves out."""
    return Section(title=move_title(model, move), parts=tuple(move_parts(model, move)))


def move_parts(model: Model, move: Transition) -> Iterator[Said | Grid]:
    """The lines of a move."""
    wanted = [one for ident in move.criteria for one in model.profile.criteria if one.id == ident]
    needs = (
        explain_text.NO_CRITERIA
        if not wanted
        else explain_text.ONE_NEEDED
        if len(wanted) == 1
        else explain_text.NEEDS[move.needs]
    )
    yield of(f"{explain_text.MODALITIES[move.modality.value]} {needs}", move)
    if wanted:
        yield criteria(model, wanted)
    parts = {name: str(getattr(move, field)) for field, name in explain_text.MOVE_PARTS.items()}
    yield from (Said(text=explain_text.pair(name, text)) for name, text in parts.items() if text)
    if move.note:
        yield Said(text=move.note)
    unsaid = [name for name, text in parts.items() if not text]
    if unsaid:
        yield Said(text=explain_text.unsaid(unsaid))


def told(title: str, entries: Iterable[tuple[str, str, Sourced]]) -> Iterator[Section]:
    """A section of names with what they mean."""
    yield from section(title, (of(explain_text.pair(name, text) if name else text, one) for name, text, one in entries))
