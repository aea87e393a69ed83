"""The whole model as one table."""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.explain.phases_and_roles import moves_from
from ave_cli.explain.sections import Explanation, Line, Section, make_sections
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Phase, Role, Transition, TransitionDirection
from ave_cli.report import Cell, Table, Tone
from ave_cli.text import explain as explain_text
from ave_cli.wording.phrases import holders_by_rule

SIDE_BY_SIDE = 120
"""Columns from which the phases fit beside each other."""


def scheme_grid(ruleset: Ruleset) -> Table:
    """The model as one table: a column for each phase, and down the starting situation, each role, up and down."""
    rows = _rows(ruleset)
    columns = ("", *(explain_text.title(phase.label, phase.title) for phase in ruleset.profile.phases))
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


def scheme_page(ruleset: Ruleset) -> Explanation:
    """The same as an explanation: one section for each phase, with a line for each row of the table."""
    rows = _rows(ruleset)
    sections: list[Section] = []
    for place, phase in enumerate(ruleset.profile.phases):
        parts = [
            Line(text=explain_text.pair(name, said.text.replace("\n", " ")), statements=said.statements)
            for name, cells in rows
            for said in cells[place]
        ]
        sections += make_sections(explain_text.title(phase.label, phase.title), parts)
    title = explain_text.scheme_of(ruleset.profile.title)
    return Explanation(kind="scheme", id=ruleset.profile.id, title=title, sections=tuple(sections))


def held_in_short(ruleset: Ruleset, role: Role, phase: Phase) -> str:
    """Who holds a role in a phase, a line for each rule: that there is a condition, not which."""
    return "\n".join(line.text for line in _holders(ruleset, role, phase))


_Rows = tuple[tuple[str, tuple[tuple[Line, ...], ...]], ...]


def _rows(ruleset: Ruleset) -> _Rows:
    """Each row: its name, and for each phase the lines of its cell."""
    phases = ruleset.profile.phases
    return (
        (explain_text.SITUATION, tuple((Line(text=phase.start, statements=phase.statements),) for phase in phases)),
        *(
            (role.title, tuple(tuple(_holders(ruleset, role, phase)) for phase in phases))
            for role in ruleset.profile.roles
        ),
        (explain_text.UP, tuple(tuple(_out(ruleset, phase, TransitionDirection.UP)) for phase in phases)),
        (explain_text.DOWN, tuple(tuple(_out(ruleset, phase, TransitionDirection.DOWN)) for phase in phases)),
    )


def _holders(ruleset: Ruleset, role: Role, phase: Phase) -> Iterator[Line]:
    """The holders in short: that there is a condition, not which."""
    said: dict[str, tuple[str, ...]] = {}
    for place, one in enumerate(ruleset.rules_for(role.id, phase.id)):
        text = explain_text.conditional(holders_by_rule(one)) if one.when is not None else holders_by_rule(one)
        if one.adds:
            text = f"{explain_text.ON_TOP} {text}"
        elif place > 0 and one.when is None:
            text = explain_text.otherwise(text)
        said[text] = (*said.get(text, ()), *one.statements)
    yield from (Line(text=text, statements=tuple(dict.fromkeys(cited))) for text, cited in said.items())
    if not said:
        yield Line(text=explain_text.NOBODY)


def _out(ruleset: Ruleset, phase: Phase, direction: TransitionDirection) -> Iterator[Line]:
    moves = moves_from(ruleset, phase, direction)
    yield from (Line(text=_short(ruleset, move), statements=move.statements) for move in moves)
    if not moves:
        end = 0 if direction is TransitionDirection.DOWN else len(ruleset.profile.phases) - 1
        yield Line(text=explain_text.NOT_POSSIBLE if ruleset.rank(phase.id) == end else explain_text.NOBODY)


def _short(ruleset: Ruleset, move: Transition) -> str:
    texts = [criterion.text for criterion in ruleset.profile.criteria if criterion.id in move.criteria]
    needs = explain_text.SHORT_NEEDS[move.needs] if len(texts) > 1 else ""
    end = ruleset.label(move.to) if move.to else explain_text.SOMEWHERE
    return explain_text.out_to(end, needs, texts, move.decided_by, directly=move.from_ is None)
