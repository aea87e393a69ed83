"""Sections of an explanation, and the statements and topics they link to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from ave_cli.profile import Condition, Criterion, Phase, Role, Ruleset, Sourced, Transition, record
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases
from ave_cli.wording.phrases import holders


class SectionKind(Enum):
    """What a section holds, where a page treats it in its own way."""

    TEXT = "text"
    LINKS = "links"
    """Other topics, with what to type for them in brackets."""
    NAMES = "names"
    """Things by their name, with what they are."""
    ROLES = "roles"
    """Who holds each role in one phase."""
    CONFLICTS = "conflicts"
    GAPS = "gaps"


@record
class Line:
    """One line with the statements that it rests on."""

    text: str
    statements: tuple[str, ...] = ()
    name: str = ""
    """What the line is about, where it begins with that; empty where it does not."""


@record
class Row:
    """One row of a grid: a text for each column, and what belongs under the last."""

    cells: tuple[str, ...]
    note: str = ""
    statements: tuple[str, ...] = ()
    key: str = ""
    """What the row is about, where another model can have a row on the same; empty where none can."""


@record
class Grid:
    """Rows under named columns; the source of each row is not a column but stands at the row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    compares: bool = False
    """Whether the columns after the first are told apart, so that a row must be read across."""
    names_rows: bool = False
    """Whether the first column says what the second is of, so that the line needs no name of the second."""
    listed: bool = False
    """Whether a short page has each row as one entry of a list."""


@record
class Section:
    """One question about the subject with its answer."""

    title: str
    parts: tuple[Line | Grid, ...]
    kind: SectionKind = SectionKind.TEXT

    def statements(self) -> tuple[str, ...]:
        """Every statement that something in it rests on, once, in the order of the page."""
        rows = [row for part in self.parts for row in (part.rows if isinstance(part, Grid) else (part,))]
        return tuple(dict.fromkeys(ident for row in rows for ident in row.statements))

    def lines(self) -> tuple[str, ...]:
        """The whole answer as lines of text."""
        return tuple(line for part in self.parts for line in lines_of(part))


@record
class Explanation:
    """What a model says about one subject."""

    kind: str
    id: str
    title: str
    sections: tuple[Section, ...]
    read_as: str = ""
    """How the question was read, where that is not how it was typed."""
    more: str = ""
    """What to type behind the command for all that there is; empty where this is all."""


def lines_of(part: Line | Grid) -> Iterator[str]:
    """A line or a grid as lines of text."""
    if isinstance(part, Line):
        yield part.text
        return
    for row in part.rows:
        first, *rest = row.cells
        named = [explain_text.pair(part.columns[at], text) for at, text in enumerate(rest, start=1)]
        said = [explain_text.pair(first, rest[0])] if part.names_rows else [first, *named]
        pieces = [one.rstrip(".").replace("\n", " ") for one in (*said, row.note) if one]
        yield ". ".join(pieces) + "." * (len(pieces) > 1)


def make_sections(
    title: str, parts: Iterable[Line | Grid | None], kind: SectionKind = SectionKind.TEXT
) -> Iterator[Section]:
    """The section with what there is; none where nothing is said."""
    kept = tuple(part for part in parts if part is not None and (isinstance(part, Line) or part.rows))
    if kept:
        yield Section(title=title, parts=kept, kind=kind)


def as_plain(profile: str, explanation: Explanation) -> dict[str, Any]:
    """The explanation as a document for programs."""
    return {
        "format": 1,
        "profile": profile,
        "kind": explanation.kind,
        "id": explanation.id,
        "title": explanation.title,
        "sections": [
            {"title": section.title, "lines": list(section.lines()), "statements": list(section.statements())}
            for section in explanation.sections
        ],
    }


def phase_labels(ruleset: Ruleset, phases: Iterable[str]) -> tuple[str, ...]:
    """The labels of some phases."""
    return tuple(ruleset.label(phase) for phase in phases)


def line_of(text: str, source: Sourced) -> Line:
    """A line that rests on the statements of a record."""
    return Line(text=text, statements=source.statements)


def holder_rows(ruleset: Ruleset, role: Role, phase: Phase, name: str) -> Iterator[Row]:
    """One row for each rule of a role in a phase, under this name."""
    for rule, text in holders(ruleset, role, phase.id):
        note = rule.note if rule is not None else ""
        yield Row(cells=(name, text), note=note, statements=rule.statements if rule else ())


def criteria_grid(ruleset: Ruleset, wanted: Iterable[Criterion]) -> Grid:
    """Criteria with their condition in words."""
    rows = (
        Row(cells=(one.text, phrases.condition_words(ruleset, one.when)), note=one.note, statements=one.statements)
        for one in wanted
    )
    return Grid(columns=(explain_text.CRITERION, explain_text.SO_IF), rows=tuple(rows))


def move_title(ruleset: Ruleset, move: Transition) -> str:
    """Which way a move goes, from where to where."""
    start, end = (ruleset.label(phase) if phase else "" for phase in (move.from_, move.to))
    return explain_text.move(move.direction.value, start, end, move.id)


def move_section(ruleset: Ruleset, move: Transition) -> Section:
    """What a move takes: its criteria, who asks, who decides, who is told; and what the source leaves out."""
    return Section(title=move_title(ruleset, move), parts=tuple(move_parts(ruleset, move)))


def move_parts(ruleset: Ruleset, move: Transition) -> Iterator[Line | Grid]:
    """The lines of a move."""
    wanted = [criterion for ident in move.criteria for criterion in ruleset.profile.criteria if criterion.id == ident]
    needs = (
        explain_text.NO_CRITERIA
        if not wanted
        else explain_text.ONE_NEEDED
        if len(wanted) == 1
        else explain_text.NEEDS[move.needs]
    )
    strength = f"{explain_text.MODALITIES[move.modality.value]} " if move.modality else ""
    yield line_of(f"{strength}{needs}", move)
    if wanted:
        yield criteria_grid(ruleset, wanted)
    if move.requires is not None:
        yield Line(text=explain_text.pair(explain_text.BEFOREHAND, phrases.precondition_words(ruleset, move)))
    parts = {name: str(getattr(move, field)) for field, name in explain_text.MOVE_PARTS.items()}
    yield from (Line(text=explain_text.pair(name, text)) for name, text in parts.items() if text)
    if move.note:
        yield Line(text=move.note)
    unsaid = [name for name, text in parts.items() if not text]
    if unsaid:
        yield Line(text=explain_text.unsaid(unsaid))


def named_section(
    title: str, entries: Iterable[tuple[str, str, Sourced]], kind: SectionKind = SectionKind.TEXT
) -> Iterator[Section]:
    """A section of names with what they mean."""
    lines = (
        Line(text=explain_text.pair(name, text) if name else text, statements=one.statements, name=name)
        for name, text, one in entries
    )
    yield from make_sections(title, lines, kind)


@record
class Link:
    """A record of a model, named so that a person knows what it is and what to type for more."""

    text: str
    statements: tuple[str, ...]
    when: Condition | None


def links(ruleset: Ruleset) -> Iterator[Link]:
    """Every record of the model that rests on statements, in the order of its kinds."""
    yield from _name(ruleset)
    yield from _roles(ruleset)
    yield from _tell(ruleset)


def _link(kind: str, ident: str, title: str, source: Sourced, when: Condition | None = None) -> Link:
    word = explain_text.KINDS[kind]
    return Link(text=explain_text.see(title, word, ident), statements=source.statements, when=when)


def _name(ruleset: Ruleset) -> Iterator[Link]:
    profile = ruleset.profile
    for phase in profile.phases:
        yield _link("phase", phase.id, explain_text.title(phase.label, phase.title), phase)
    for criterion in profile.criteria:
        yield _link("criterion", criterion.id, criterion.text, criterion, criterion.when)
    for move in profile.transitions:
        yield _link("transition", move.id, move_title(ruleset, move), move)
    for conflict in profile.conflicts:
        yield _link("conflict", conflict.id, conflict.question, conflict, conflict.when)
    for gap in profile.gaps:
        yield _link("gap", gap.id, gap.text, gap, gap.when)
    for step in profile.steps:
        yield _link("step", step.id, step.text, step, step.when)


def _roles(ruleset: Ruleset) -> Iterator[Link]:
    titles = {role.id: role.title for role in ruleset.profile.roles}
    for role in ruleset.profile.roles:
        cited = (*role.statements, *(ident for task in role.tasks for ident in task.statements))
        word = explain_text.KINDS["role"]
        yield Link(text=explain_text.see(role.title, word, role.id), statements=cited, when=None)
    for assignment in ruleset.profile.assignments:
        title = explain_text.held(titles[assignment.role], phase_labels(ruleset, assignment.phases))
        yield _link("role", assignment.role, title, assignment, assignment.when)
    for rule in ruleset.profile.role_rules:
        yield _link("role", rule.roles[0], rule.text, rule, rule.when)


def _tell(ruleset: Ruleset) -> Iterator[Link]:
    profile = ruleset.profile
    for kind, entries in (
        ("term", profile.glossary),
        ("actor", profile.actors),
        ("agreement", profile.agreements),
        ("principle", profile.principles),
    ):
        yield from (_link(kind, entry.id, entry.term, entry) for entry in entries)
    yield from (_link("meeting", meeting.id, meeting.name, meeting) for meeting in profile.meetings)
    word, doubt = explain_text.KINDS["doubt"], profile.doubt
    see = explain_text.see(explain_text.DOUBT_TITLE, word, explain_text.DOUBT_ID)
    yield Link(text=see, statements=doubt.statements, when=None)
    danger = profile.danger
    word = explain_text.KINDS["phase"]
    if danger.phase is not None:
        see = explain_text.see(explain_text.DANGER, word, danger.phase)
        yield Link(text=see, statements=danger.statements, when=None)
