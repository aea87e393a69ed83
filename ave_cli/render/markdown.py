"""A report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ave_cli.render.plain import columns_in_use
from ave_cli.report import Block, Callout, Cell, Code, Heading, Items, Paragraph, Report, Section, Table
from ave_cli.safe_text import one_line, printable

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&!]|^[-+=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def markdown_text(report: Report) -> str:
    """The page as markdown; foreign text cannot become markup."""
    parts = [f"# {_safe(report.title)}"]
    parts += ["\n".join(_lines(block)) for block in report.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _safe(words: str) -> str:
    signs_as_text = _SPECIAL.sub(lambda found: "\\" + found[0], one_line(words, 10_000))
    return _NUMBERED.sub(r"\1\\\2", signs_as_text)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_safe(block.text)}"
        case Paragraph():
            yield _safe(block.text)
        case Code():
            yield from ("```toml", *map(printable, block.text.replace("```", "").splitlines()), "```")
        case Callout():
            yield f"> **{_safe(block.title)}**"
            yield from (f">\n> {_safe(line)}" for line in block.lines if line)
        case Items():
            yield from _items(block)
        case Section():
            yield f"**{_safe(block.name)}**\n"
            yield from (f"{mark} {_safe(line)}" for mark, line in zip(_marks(block), block.lines, strict=True))
        case Table():
            yield from _table(block)


def _marks(section: Section) -> tuple[str, ...]:
    return section.marks or ("-",) * len(section.lines)


def _items(block: Items) -> Iterator[str]:
    for mark, item in zip(block.marks, block.items, strict=True):
        yield f"- {_safe(mark)} {_safe(item)}" if block.keys else f"{mark} {_safe(item)}"


def _table(table: Table) -> Iterator[str]:
    used = columns_in_use(table)
    names = [table.columns[place] for place in used]
    first = ["Nr."] if table.numbered else []
    yield f"### {_safe(table.caption)}\n"
    if not used:
        return
    yield _row([*first, *(_safe(name) for name in names)])
    yield _row(["---"] * (len(first) + len(names)))
    for number, row in enumerate(table.rows, start=1):
        mark = [str(number)] if table.numbered else []
        cells = [_cell(row[place], lines=table.row_headers and place > 0) for place in used]
        if table.row_headers and cells[0]:
            cells[0] = f"**{cells[0]}**"
        yield _row([*mark, *cells])


def _cell(cell: Cell, *, lines: bool) -> str:
    texts = cell.text.split("\n") if lines else [cell.text]
    return "<br>".join(_safe(part) for part in (*texts, cell.note) if part)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
