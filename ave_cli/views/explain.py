"""An explanation as a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ave_cli.explain.scheme import held_in_short, scheme_grid
from ave_cli.explain.sections import Explanation, Grid, Line, Section, SectionKind, lines_of
from ave_cli.explain.topics import Topic, TopicKind
from ave_cli.profile.ruleset import Ruleset
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import explain as explain_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

_BESIDE = 100
"""Columns from which two models fit beside each other."""


def explanation_page(ruleset: Ruleset, explanation: Explanation, printed: str = "", *, stamped: bool = False) -> Report:
    """One subject on a page.

    Args:
        model: the model that explains it.
        explanation: what it says.
        printed: the date of printing, ISO, on a page that is taken away; empty on a screen.
        stamped: the medium itself says which model it is, of when, and that it is advice.
    """
    if explanation.kind == TopicKind.SCHEME.value:
        blocks: Iterable[Block] = [scheme_grid(ruleset)]
    else:
        blocks = [block for section in explanation.sections for block in _section(section)]
    foot = () if stamped else _foot(printed, _more(ruleset, explanation))
    return Report(explanation.title, (*_head(ruleset, stamped=stamped), *blocks, *foot))


def comparison_page(
    known: Sequence[tuple[Ruleset, Explanation]], printed: str = "", *, stamped: bool = False
) -> Report:
    """The same subject in two models: a column for each model, a row for each question.

    Args:
        known: each model with what it says.
        printed: the date of printing, ISO, on a page that is taken away; empty on a screen.
        stamped: the medium itself says which models these are, of when, and that it is advice.
    """
    answers = [dict(_answers(explanation)) for _, explanation in known]
    names = {key: name for answer in reversed(answers) for key, (name, _, _) in answer.items()}
    titles = list(dict.fromkeys(title for answer in answers for title, _ in answer))
    keys = sorted(dict.fromkeys(key for answer in answers for key in answer), key=lambda key: titles.index(key[0]))
    rows = tuple(
        (Cell(names[key], Tone.STRONG), *(Cell(_answer(answer.get(key), key)) for answer in answers)) for key in keys
    )
    columns = ("", *(ruleset.profile.title for ruleset, _ in known))
    first, second = (explanation.title for _, explanation in known)
    title = first if first == second else explain_text.compared(first, second)
    table = Table(explain_text.BESIDE, columns, rows, row_headers=True, side_by_side=_BESIDE)
    heads = [block for ruleset, _ in known for block in _head(ruleset, stamped=stamped)]
    return Report(title, (*heads, table, *(() if stamped else _foot(printed))))


def matches_page(ruleset: Ruleset, text: str, topics: Sequence[Topic]) -> Report:
    """What was found for some words, and what to type for each."""
    rows = tuple(
        (Cell(topic.title, note=topic.text if topic.kind is TopicKind.STATEMENT else ""), Cell(topic.handle()))
        for topic in topics
    )
    table = Table(explain_text.found(text, len(topics)), (explain_text.FOUND, explain_text.TYPED), rows)
    return Report(explain_text.SEARCH_TITLE, (*_head(ruleset), table))


def _head(ruleset: Ruleset, *, stamped: bool = False) -> Iterator[Block]:
    profile = ruleset.profile
    if not stamped:
        yield Paragraph(explain_text.head(profile.title, phrases.version_words(profile), profile.date), Tone.QUIET)
    yield Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET)


def _foot(printed: str, more: str = "") -> Iterator[Block]:
    yield Heading(explain_text.TO_KNOW)
    yield Paragraph(explain_text.ADVICE)
    last = explain_text.printed(printed) if printed else more
    if last:
        yield Paragraph(last, Tone.QUIET)


def _more(ruleset: Ruleset, explanation: Explanation) -> str:
    """How to read on."""
    if explanation.kind == TopicKind.SCHEME.value:
        return explain_text.MORE_PHASES.format(ruleset.profile.phases[-1].id, ruleset.profile.roles[0].id)
    return explain_text.MORE if any(section.kind is SectionKind.LINKS for section in explanation.sections) else ""


def _section(section: Section) -> Iterator[Block]:
    opened = False
    for part in _group(section.parts):
        if isinstance(part, Grid):
            yield from _grid(section.title if not opened else explain_text.CRITERIA, part)
        else:
            yield Heading(explain_text.WHO_DOES, 3) if opened else Heading(section.title)
            texts = tuple(cite(said) for said in part)
            yield Paragraph(texts[0]) if len(texts) == 1 else Items(texts)
        opened = True


def _group(parts: Iterable[Line | Grid]) -> Iterator[list[Line] | Grid]:
    """Lines that follow each other are one list."""
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            lines.append(part)
            continue
        if lines:
            yield lines
        lines = []
        yield part
    if lines:
        yield lines


def cite(said: Line) -> str:
    """A line with the statements that it rests on behind it."""
    return f"{said.text} [{phrases.ranges(said.statements)}]" if said.statements else said.text


def _grid(caption: str, grid: Grid) -> Iterator[Block]:
    if grid.compares:
        rows = tuple((Cell(row.cells[0], Tone.STRONG), *map(Cell, row.cells[1:])) for row in grid.rows)
        yield Table(caption, grid.columns, rows, row_headers=True)
        statements = dict.fromkeys(ident for row in grid.rows for ident in row.statements)
        if statements:
            yield Paragraph(explain_text.pair(explain_text.SOURCE, phrases.ranges(statements)), Tone.QUIET)
        return
    rows = tuple(
        (
            Cell(row.cells[0], Tone.STRONG),
            *map(Cell, row.cells[1:-1]),
            Cell(row.cells[-1], note=row.note),
            Cell(phrases.ranges(row.statements), Tone.QUIET),
        )
        for row in grid.rows
    )
    yield Table(caption, (*grid.columns, explain_text.SOURCE), rows)


_Key = tuple[str, str]
"""The title of a section, and what a row in it is about."""
_Said = tuple[str, tuple[str, ...], tuple[str, ...]]
"""The name of an answer, its lines and its statements."""


def _answers(explanation: Explanation) -> Iterator[tuple[_Key, _Said]]:
    """Each answer by what it is about, so that the same question in two models gets one row."""
    found: dict[_Key, _Said] = {}
    for section in explanation.sections:
        for part in section.parts:
            for key, name, lines, statements in _pieces(section.title, part):
                _, before, cited_before = found.get(key, (name, (), ()))
                found[key] = (name, (*before, *lines), (*cited_before, *statements))
    yield from found.items()


def _pieces(title: str, part: Line | Grid) -> Iterator[tuple[_Key, str, tuple[str, ...], tuple[str, ...]]]:
    if isinstance(part, Line):
        yield (title, ""), title, (part.text,), part.statements
        return
    for row in part.rows:
        alone = Grid(columns=part.columns, rows=(row,), names_rows=part.names_rows)
        lines = (explain_text.noted(row.cells[-1], row.note),) if row.key else tuple(lines_of(alone))
        yield (title, row.key), row.cells[0] if row.key else title, lines, row.statements


def _answer(said: _Said | None, key: _Key) -> str:
    """What a model says there; a role that it does not have is not recorded, a section may only be elsewhere."""
    if said is None:
        return explain_text.NOBODY if key[1] else explain_text.ABSENT
    _, lines, statements = said
    source = [explain_text.pair(explain_text.SOURCE, phrases.ranges(dict.fromkeys(statements)))] if statements else []
    return "\n".join((*lines, *source))


_COUNTED = (SectionKind.CONFLICTS, SectionKind.GAPS)
"""What is only counted: each takes a story of its own to be understood."""


def sheet_page(ruleset: Ruleset, explanation: Explanation) -> Report:
    """A phase in short: who has which role, when up and when down, which agreements.

    Left out, and told: the condition, the remarks and the source of each line, what an agreement, a meeting and a
    party is, and what `_COUNTED` names.
    """
    source = ruleset.profile.source
    blocks: list[Block] = [Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)]
    counts = dict.fromkeys(_COUNTED, 0)
    for section in explanation.sections:
        if section.kind in counts:
            counts[section.kind] += len(section.lines())
        elif section.kind is SectionKind.ROLES:
            blocks.append(_roles(ruleset, explanation.id, section.title))
        else:
            blocks += _sheet_section(section)
    blocks.append(Paragraph(notes_text.in_short(explanation.id, *counts.values()), Tone.QUIET))
    return Report(explanation.title, tuple(blocks))


def _roles(ruleset: Ruleset, phase: str, caption: str) -> Table:
    """The roles as the scheme has them: that there is a condition, not which."""
    here = ruleset.phase(ruleset.rank(phase))
    rows = tuple(
        (Cell(role.title, Tone.STRONG), Cell(held_in_short(ruleset, role, here))) for role in ruleset.profile.roles
    )
    return Table(caption, (explain_text.ROLE, explain_text.HOLDER), rows, row_headers=True)


def _sheet_section(section: Section) -> Iterator[Block]:
    """What is said without its source; of each row of a grid what it is about, and of some things their name."""
    yield Heading(section.title)
    said = tuple(part.text for part in section.parts if isinstance(part, Line))
    if section.kind is SectionKind.NAMES:
        yield Paragraph("; ".join(part.name for part in section.parts if isinstance(part, Line)))
    elif len(said) == len(section.parts) > 1:
        yield Items(said)
    else:
        for part in section.parts:
            if isinstance(part, Line):
                yield Paragraph(part.text)
            else:
                yield Items(tuple(row.cells[0] for row in part.rows))
