"""The whole model as one table."""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.explain.phases_and_roles import moves_from
from ave_cli.explain.sections import Explanation, Said, Section, label, section
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Direction, Phase, Role, Transition
from ave_cli.report import Cell, Table, Tone
from ave_cli.text import explain as explain_text
from ave_cli.wording.phrases import rules_of, who

SIDE_BY_SIDE = 120
"""Columns from which the phases fit beside each other."""


def scheme(model: Model) -> Table:
    """The model as one table: a column for each phase, and down the starting situation, each role, up and down."""
    rows = _rows(model)
    columns = ("", *(explain_text.title(phase.label, phase.title) for phase in model.profile.phases))
    return Table(
        caption=explain_text.SCHEME_TITLE,
        columns=columns,
        rows=tuple(
            (Cell(name, Tone.STRONG), *(Cell("\n".join(one.text for one in cell)) for cell in cells))
            for name, cells in rows
        ),
        row_headers=True,
        side_by_side=SIDE_BY_SIDE,
    )


def scheme_page(model: Model) -> Explanation:
    """The same as an explanation: one section for each phase, with a line for each row of the table."""
    rows = _rows(model)
    sections: list[Section] = []
    for place, phase in enumerate(model.profile.phases):
        parts = [
            Said(text=explain_text.pair(name, said.text.replace("\n", " ")), statements=said.statements)
            for name, cells in rows
            for said in cells[place]
        ]
        sections += section(explain_text.title(phase.label, phase.title), parts)
    title = explain_text.scheme_of(model.profile.title)
    return Explanation(kind="scheme", id=model.profile.id, title=title, sections=tuple(sections))


_Rows = tuple[tuple[str, tuple[tuple[Said, ...], ...]], ...]


def _rows(model: Model) -> _Rows:
    """Each row: its name, and for each phase the lines of its cell."""
    phases = model.profile.phases
    return (
        (explain_text.SITUATION, tuple((Said(text=one.start, statements=one.statements),) for one in phases)),
        *((role.title, tuple(tuple(_held(model, role, one)) for one in phases)) for role in model.profile.roles),
        (explain_text.UP, tuple(tuple(_out(model, one, Direction.UP)) for one in phases)),
        (explain_text.DOWN, tuple(tuple(_out(model, one, Direction.DOWN)) for one in phases)),
    )


def _held(model: Model, role: Role, phase: Phase) -> Iterator[Said]:
    """The holders in short: that there is a condition, not which."""
    said: dict[str, tuple[str, ...]] = {}
    for place, one in enumerate(rules_of(model, role, phase.id)):
        text = explain_text.conditional(who(one)) if one.when is not None else who(one)
        if one.adds:
            text = f"{explain_text.ON_TOP} {text}"
        elif place > 0 and one.when is None:
            text = explain_text.otherwise(text)
        said[text] = (*said.get(text, ()), *one.statements)
    yield from (Said(text=text, statements=tuple(dict.fromkeys(cited))) for text, cited in said.items())
    if not said:
        yield Said(text=explain_text.NOBODY)


def _out(model: Model, phase: Phase, direction: Direction) -> Iterator[Said]:
    moves = moves_from(model, phase, direction)
    yield from (Said(text=_short(model, one), statements=one.statements) for one in moves)
    if not moves:
        end = 0 if direction is Direction.DOWN else len(model.profile.phases) - 1
        yield Said(text=explain_text.NOT_POSSIBLE if model.rank(phase.id) == end else explain_text.NOBODY)


def _short(model: Model, move: Transition) -> str:
    texts = [one.text for one in model.profile.criteria if one.id in move.criteria]
    needs = explain_text.SHORT_NEEDS[move.needs] if len(texts) > 1 else ""
    end = label(model, move.to) if move.to else explain_text.SOMEWHERE
    return explain_text.out_to(end, needs, texts, move.decided_by, directly=move.from_ is None)
