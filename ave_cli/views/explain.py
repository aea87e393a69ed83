"""An explanation as a report."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ave_cli.explain.sections import Explanation, Grid, Line, Section, SectionKind, lines_of
from ave_cli.explain.short_pages import scheme_grid
from ave_cli.explain.topics import Topic, TopicKind
from ave_cli.profile import Ruleset
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import explain as explain_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

_BESIDE = 100
"""Columns from which two models fit beside each other."""


_ROWS, _WIDTH, _CITED = 50, 78, 150
"""Lines of a short page without its head and its foot, the columns at which they are counted, and how many characters
of numbers of statements stand at its foot."""


def explanation_page(
    ruleset: Ruleset, explanation: Explanation, printed: str = "", *, stamped: bool = False, full: bool = True
) -> Report:
    """One subject on a page.

    Args:
        ruleset: the model that explains it.
        explanation: what it says.
        printed: the date of printing, ISO, on a page that is taken away; empty on a screen.
        stamped: the medium itself says which model it is, of when, and that it is advice.
        full: everything, each line with its source; else what fits on a page, with the sources once at its foot.
    """
    if explanation.kind == TopicKind.SCHEME.value:
        blocks: list[Block] = [scheme_grid(ruleset, full=full)]
    elif full:
        blocks = [block for section in explanation.sections for block in _section(section)]
    else:
        blocks = list(_fitting(explanation.sections))
    if printed:
        blocks = [_on_one_line(block) for block in blocks]
    if explanation.read_as:
        blocks.insert(0, Paragraph(explanation.read_as, Tone.STRONG))
    foot = () if stamped else _foot(printed, _more(ruleset, explanation, full=full), _cited(explanation, full=full))
    return Report(explanation.title, (*_head(ruleset, stamped=stamped, dated=bool(printed)), *blocks, *foot))


def _on_one_line(block: Block) -> Block:
    """A table of who has what for a text that is pasted, each cell on one line; one to read across keeps its lines."""
    if not isinstance(block, Table) or block.row_headers:
        return block
    rows = tuple(tuple(replace(cell, text=cell.text.replace("\n", "; ")) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _cited(explanation: Explanation, *, full: bool) -> str:
    if full or explanation.kind == TopicKind.SCHEME.value:
        return ""
    statements = dict.fromkeys(ident for section in explanation.sections for ident in section.statements())
    if not statements:
        return ""
    cited = phrases.ranges(statements)
    if len(cited) > _CITED:
        cited = explain_text.so_many_statements(len(statements), cited.partition(",")[0].partition(" ")[0])
    return explain_text.pair(explain_text.SOURCE, cited)


def _fitting(sections: Iterable[Section], rows: int = _ROWS) -> Iterator[Block]:
    """The sections as far as they fit on a short page: the longest is cut first, and what is cut is counted."""
    sections = tuple(sections)
    told = [list(_short_section(section)) for section in sections]
    whole = [place for place, blocks in enumerate(told) if not any(map(_says_who, blocks))]
    while (excess := _height_of(told) - rows) > 0 and whole:
        place = max(whole, key=lambda place: _height(told[place]))
        whole.remove(place)
        size = _height(told[place])
        if size > _LEAST:
            told[place] = [part for block in told[place] for part in _cut(block, max(size - excess - 3, size // 2))]
    names = [section.title for section in sections]
    dropped = list[str]()
    while _height_of(told) > rows and len(told) > _FIRST_SECTIONS:
        told.pop()
        dropped.insert(0, names[len(told)])
    if _height_of(told) > rows:
        told = [[part for block in blocks for part in _cut(block, rows // len(told) - 2)] for blocks in told]
    for blocks in told:
        yield from blocks
    if dropped:
        yield Paragraph(explain_text.what_is_left_out(dropped), Tone.QUIET)


def _says_who(block: Block) -> bool:
    """Whether it is a table of who has what: what is asked most is cut last."""
    return isinstance(block, Table) and not block.row_headers


_FIRST_SECTIONS = 3
"""These are never left out whole."""
_LEAST = 7
"""Lines of a section that is never cut."""


def _height_of(told: Iterable[Iterable[Block]]) -> int:
    return sum(map(_height, told))


def _height(blocks: Iterable[Block]) -> int:
    return sum(map(_lines_of, blocks))


def _short_section(section: Section) -> Iterator[Block]:
    first, *_ = section.parts
    if isinstance(first, Line):
        yield Heading(section.title)
    for part in _group(section.parts):
        if isinstance(part, Grid):
            yield from _short_grid(section.title if part is first else explain_text.CRITERIA, part)
        else:
            yield Items(tuple(said.text for said in part)) if len(part) > 1 else Paragraph(part[0].text)


def _short_grid(caption: str, grid: Grid) -> Iterator[Block]:
    """A grid without its sources; of criteria only what they are called, not when they hold."""
    if len(grid.columns) == 2 and not grid.names_rows and not grid.compares:
        yield Heading(caption)
        yield Items(tuple(row.cells[0] for row in grid.rows))
        return
    if grid.listed:
        yield Heading(caption)
        yield Items(tuple(explain_text.pair(*row.cells) for row in grid.rows))
        return
    rows = tuple((Cell(row.cells[0], Tone.STRONG), *map(Cell, row.cells[1:])) for row in grid.rows)
    yield Table(caption, grid.columns, rows, row_headers=grid.compares)


def _lines_of(block: Block) -> int:
    match block:
        case Heading():
            return 1 + _wrapped(block.text, _WIDTH)
        case Paragraph():
            return _wrapped(block.text, _WIDTH)
        case Items():
            return sum(_wrapped(item, _WIDTH - 4) for item in block.items)
        case Table():
            return 4 + sum(_row_lines(row, len(block.columns)) for row in block.rows)
        case _:
            return 0


def _row_lines(row: tuple[Cell, ...], columns: int) -> int:
    first = _FIRST_COLUMN if columns == 2 else _WIDTH // columns
    widths = (first, *[max((_WIDTH - first) // (columns - 1) - 2, 8)] * (columns - 1))
    return max(
        sum(_wrapped(line, width) for line in cell.text.split("\n")) for cell, width in zip(row, widths, strict=True)
    )


_FIRST_COLUMN = 18


def _wrapped(text: str, width: int) -> int:
    return max(len(textwrap.wrap(text, width)), 1)


def _cut(block: Block, rows: int) -> Iterator[Block]:
    """As much of a list or a table as fits, and how much does not."""
    if isinstance(block, Items):
        kept, used = list[str](), 0
        for item in block.items:
            used += _wrapped(item, _WIDTH - 4)
            if used <= rows or not kept:
                kept.append(item)
        more = len(block.items) - len(kept)
        yield Items((*kept, explain_text.so_many_more(more))) if more > 1 else block
    elif isinstance(block, Table):
        used, fitting = 4, 0
        for row in block.rows:
            used += _row_lines(row, len(block.columns))
            fitting += used <= rows
        yield replace(block, rows=block.rows[: max(fitting, 1)])
        if fitting < len(block.rows):
            yield Paragraph(explain_text.so_many_more(len(block.rows) - max(fitting, 1)), Tone.QUIET)
    else:
        yield block


def comparison_page(
    known: Sequence[tuple[Ruleset, Explanation]], printed: str = "", *, stamped: bool = False
) -> Report:
    """The same subject in two models: a column for each model, a row for each question.

    Args:
        known: each model with what it says.
        printed: the date of printing, ISO, on a page that is taken away; empty on a screen.
        stamped: the medium itself says which models these are, of when, and that it is advice.
    """
    if len({explanation.kind for _, explanation in known}) > 1:
        return _apart(known, stamped=stamped)
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


def _apart(known: Sequence[tuple[Ruleset, Explanation]], *, stamped: bool) -> Report:
    """What is of another kind in each model, one under the other."""
    blocks: list[Block] = []
    for ruleset, explanation in known:
        blocks += [
            Heading(explain_text.pair(ruleset.profile.title, explanation.title)),
            *_head(ruleset, stamped=stamped),
        ]
        blocks += _fitting(explanation.sections)
    title = explain_text.compared(*(ruleset.profile.title for ruleset, _ in known))
    return Report(title, (*blocks, *(() if stamped else _foot(""))))


def matches_page(ruleset: Ruleset, text: str, topics: Sequence[Topic]) -> Report:
    """What was found for some words, who decides and who has it first, and what to type for each."""
    blocks: list[Block] = [Paragraph(explain_text.found(text, len(topics)))]
    for title, kinds in explain_text.GROUPS.items():
        lines = tuple(
            explain_text.typed_for(topic.handle(), topic.text if topic.kind is TopicKind.STATEMENT else topic.title)
            for topic in topics
            if topic.kind.value in kinds
        )
        blocks += [Heading(title), Items(lines)] if lines else []
    return Report(explain_text.SEARCH_TITLE, (*_head(ruleset), *blocks))


def _head(ruleset: Ruleset, *, stamped: bool = False, dated: bool = False) -> Iterator[Block]:
    """Which model it is; on a text that is taken away also of when."""
    profile, source = ruleset.profile, ruleset.profile.source
    if dated and not stamped:
        yield Paragraph(explain_text.head(profile.title, phrases.version_words(profile), profile.date), Tone.QUIET)
    if stamped or dated:
        yield Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)
        return
    yield Paragraph(
        explain_text.origin(profile.title, source.document, source.year, phrases.version_words(profile)), Tone.QUIET
    )


def _foot(printed: str, more: str = "", cited: str = "") -> Iterator[Block]:
    yield Heading(explain_text.TO_KNOW)
    yield from (Paragraph(text, Tone.QUIET) for text in (cited, more) if text)
    yield Paragraph(explain_text.ADVICE, Tone.QUIET)
    if printed:
        yield Paragraph(explain_text.printed(printed), Tone.QUIET)


def _more(ruleset: Ruleset, explanation: Explanation, *, full: bool) -> str:
    """How to read on."""
    if explanation.kind == TopicKind.SCHEME.value:
        more = explain_text.MORE_PHASES.format(ruleset.profile.phases[-1].id, ruleset.profile.roles[0].id)
        return more if full else f"{more} {explain_text.MORE_SCHEME}"
    if not full:
        return explain_text.MORE_FULL
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
