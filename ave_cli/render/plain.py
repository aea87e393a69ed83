"""A report as plain lines, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ave_cli import safe_text
from ave_cli.report import Block, Callout, Cell, Code, Heading, Items, Paragraph, Report, Section, Table
from ave_cli.safe_text import one_line, printable
from ave_cli.text import common as common_text

_MARK = re.compile(r" *([-0-9]|[A-Z]\. )")
"""How a line begins whose other lines stand further to the right."""


def plain_lines(report: Report, width: int | None = None) -> Iterator[str]:
    """The page as lines, without colour, boxes or columns.

    Args:
        report: the page.
        width: columns to wrap at; None leaves long lines as they are.
    """
    for line in (report.title, *(line for block in report.blocks for line in _lines(block))):
        yield wrap(safe_text.printable(line), width)


def wrap(line: str, width: int | None) -> str:
    """A line for a screen: what follows stands under the text of a list."""
    return safe_text.wrap(line, width, safe_text.HANGING if _MARK.match(line) else 0)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", block.text)
        case Paragraph():
            yield block.text
        case Code():
            yield from ("", *(f"    {line}" for line in block.text.splitlines()))
        case Callout():
            lines = [line for line in block.lines if line]
            yield from ("", f"{block.title.rstrip('.')}:" if lines else block.title, *lines)
        case Items():
            yield from (f"{mark} {item}" for mark, item in zip(block.marks, block.items, strict=True))
        case Section():
            marked = [f"{mark} {line}" for mark, line in zip(block.marks, block.lines, strict=False)] or block.lines
            first, *rest = marked
            yield from (f"{block.name}: {first}", *rest) if not block.numbered else (f"{block.name}:", *marked)
        case Table():
            caption = block.caption if block.caption.endswith("?") else f"{block.caption}:"
            yield from ("", caption, *(by_column(block) if block.side_by_side else rows(block)))


def columns_in_use(table: Table) -> list[int]:
    """The columns in which some row says something; all of them where the columns are what is compared."""
    if table.side_by_side:
        return list(range(len(table.columns)))
    return [
        place for place in range(len(table.columns)) if any(row[place].text or row[place].note for row in table.rows)
    ]


def rows(table: Table) -> Iterator[str]:
    """Each row as one item: its first text, and the others behind the name of their column."""
    first, *rest = columns_in_use(table) or [0]
    for number, row in enumerate(table.rows, start=1):
        mark = f"{number}." if table.numbered else "-"
        yield f"{mark} {row[first].text}"
        if row[first].note:
            yield f"   {row[first].note}"
        for place in rest:
            if row[place].text or row[place].note:
                yield f"   {table.columns[place]}: {_with_note(_joined(row[place].text), row[place].note)}"


def _with_note(text: str, note: str) -> str:
    """A cell as one line; a question keeps its sign."""
    if not (text and note):
        return text or note
    return f"{text if text.endswith(('?', '!')) else text.rstrip('.') + '.'} {note}"


def _joined(text: str) -> str:
    """The lines of a cell as one; where a line ends with no sign of its own, it gets one."""
    *lines, last = text.split("\n")
    return " ".join((*(line if line.endswith((".", ":", ";", "?", ",")) else f"{line};" for line in lines), last))


def by_column(table: Table) -> Iterator[str]:
    """Each column after the first as one block: what it says in every row, behind the name of the row."""
    for place, name in enumerate(table.columns[1:], start=1):
        yield from ("", name)
        for row in table.rows:
            texts = [text for text in (*row[place].text.split("\n"), row[place].note) if text]
            if len(texts) == 1:
                yield f"- {row[0].text}: {texts[0]}"
            elif texts:
                yield from (f"- {row[0].text}:", *(f"   {text}" for text in texts))


_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&!]|^[-+=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def markdown_text(report: Report) -> str:
    """The page as markdown; foreign text cannot become markup."""
    parts = [f"# {_safe(report.title)}"]
    parts += ["\n".join(_lines_of_markdown(block)) for block in report.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _safe(words: str) -> str:
    signs_as_text = _SPECIAL.sub(lambda found: "\\" + found[0], one_line(words, 10_000))
    return _NUMBERED.sub(r"\1\\\2", signs_as_text)


def _lines_of_markdown(block: Block) -> Iterator[str]:
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
    first = [common_text.NUMBER] if table.numbered else []
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
