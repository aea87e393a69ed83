"""Posters, slides and booklets: pages that are hung, projected or bound, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import Template

from ave_cli.render.html import Stamp, body_of, document, lines_needed, safe, style_parts, style_sheet
from ave_cli.report import Heading, Items, Paragraph, Poster, PosterColumn, Report, Way
from ave_cli.text import common as common_text

_MILLIMETRE = 72 / 25.4
PAPERS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
"""Width and height of a sheet on its side, in millimetres."""
_MARGIN, _LARGEST, _SMALLEST = 8.0, 14.0, 9.0
_NARROW, _LESS = 14.0, 0.97
"""A column that is not as wide as so many letters m takes less than is reckoned."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_BLACK = "#1a1a1a"
_FEW = 3
"""Criteria of a way that are kept where not all fit."""


def poster_page(variants: Sequence[Poster], dense: Report | None, stamp: Stamp, paper: str) -> str:
    """A poster on one sheet, in letters of at least nine points: criteria go before the letters do.

    Args:
        variants: what stands on it, the fullest first; the first that fits is taken.
        dense: the whole scheme, on the sheets behind it.
        stamp: which model it is, of when, and that it is advice.
        paper: a key of `PAPERS`.
    """
    cut, style = _drawn(variants, stamp, paper)
    inside = f'<main><div class="poster">{_poster(cut, stamp, 1)}</div>{_dense(dense)}</main>'
    page = Template(style_parts()["poster"]).substitute({"paper": paper})
    narrow = Template(style_parts()["blocks"]).substitute({"blocks_under": "64rem"})
    return document(cut.title, style_parts()["screen"] + narrow + style + page, inside, "hung")


def _drawn(variants: Sequence[Poster], stamp: Stamp, paper: str) -> tuple[Poster, str]:
    """The poster as far as it fits on this paper, and its style sheet."""
    cut, size = _fitting(variants, stamp, paper)
    values = {
        "columns": len(cut.columns),
        "boxes": max(len(cut.strip), 1),
        "colour": _colour(cut.colour),
        "size": size,
    }
    return cut, Template(style_parts()["columns"]).substitute(values)


def _colour(text: str) -> str:
    return text if _COLOUR.fullmatch(text) else _BLACK


def _fitting(variants: Sequence[Poster], stamp: Stamp, paper: str) -> tuple[Poster, float]:
    """The first poster that fits whole, and the size of its letters; where none does, with as many criteria as fit."""
    room = (PAPERS[paper][1] - 2 * _MARGIN) * _MILLIMETRE
    quarters = range(round(_LARGEST * 4), round(_SMALLEST * 4) - 1, -1)
    for poster in variants:
        for quarter in quarters:
            if _height(poster, stamp, paper, quarter / 4) <= room:
                return poster, quarter / 4
    for poster in variants:
        for most in (_FEW, 0):
            if _height(_with_criteria(poster, most), stamp, paper, _SMALLEST) <= room:
                return _as_much(poster, variants, stamp, paper, room), _SMALLEST
    return _with_criteria(variants[-1], 0), _SMALLEST


def _as_much(least: Poster, variants: Sequence[Poster], stamp: Stamp, paper: str, room: float) -> Poster:
    """The poster with in each column what that column has room for: who first, then the criteria."""
    columns = list(_with_criteria(least, 0).columns)
    for place in range(len(columns)):
        for whole in _alike(variants, least, place):
            for most in (99, _FEW, 1, 0):
                kept = columns[place]
                columns[place] = replace(whole, ways=_ways(whole, most))
                if _height(replace(least, columns=tuple(columns)), stamp, paper, _SMALLEST) <= room:
                    break
                columns[place] = kept
            else:
                continue
            break
    return replace(least, columns=tuple(columns))


def _alike(variants: Sequence[Poster], least: Poster, place: int) -> list[PosterColumn]:
    """This column of each poster that tells of the same roles: the columns of one poster have the same rows."""
    rows = [name for name, _ in least.columns[place].who]
    return [one.columns[place] for one in variants if [name for name, _ in one.columns[place].who] == rows]


def _with_criteria(poster: Poster, most: int) -> Poster:
    columns = tuple(replace(column, ways=_ways(column, most)) for column in poster.columns)
    return replace(poster, columns=columns)


def _ways(column: PosterColumn, most: int) -> tuple[Way, ...]:
    """The ways with so many criteria; those that are the same without their criteria once."""
    return tuple(dict.fromkeys(_cut(way, most) for way in column.ways))


def _cut(way: Way, most: int) -> Way:
    if len(way.criteria) <= most or not any(way.criteria):
        return way
    if not most:
        return replace(way, title=way.brief, criteria=())
    left = common_text.more_criteria(len(way.criteria) - most)
    return replace(way, criteria=(*way.criteria[:most], left))


def _height(poster: Poster, stamp: Stamp, paper: str, size: float) -> float:
    """About how high the poster is in letters of this size, in points."""
    whole = (PAPERS[paper][0] - 2 * _MARGIN) * _MILLIMETRE / size
    count = len(poster.columns)
    width = (whole - 0.6 * (count - 1)) / count - 1.5
    tallest = max(_column_height(column, place, width) for place, column in enumerate(poster.columns))
    box = (whole - 0.6 * (len(poster.strip) - 1)) / max(len(poster.strip), 1) - 1.4
    strip = max(
        (1.4 + 1.0 + sum(1.25 * lines_needed(line or "-", box) for line in lines) for _, lines in poster.strip),
        default=0,
    )
    foot = sum(1.25 * lines_needed(line, whole) for line in _foot(poster, stamp))
    return (1.8 * 1.25 + 0.7 + tallest + 0.6 + strip + 0.7 + foot + 0.8) * size


def _column_height(column: PosterColumn, place: int, width: float) -> float:
    who = sum(
        1.25 * (lines_needed(name, width) + sum(lines_needed(text or "-", width) for text in texts))
        for name, texts in column.who
    )
    ways = sum(
        0.4
        + 1.25 * (lines_needed(way.title, width) + lines_needed(way.decides, width))
        + sum(1.25 * lines_needed(text, width - 1.3) for text in way.criteria)
        for way in column.ways
    )
    head = 1.25 * lines_needed(f"{column.mark} {column.title}", width / 1.3) * 1.5 + 1.25 * lines_needed(
        column.text, width
    )
    return (_bar(place) + 0.3 + head + 0.6 + who + 0.8 + ways + 0.6) * (_LESS if width < _NARROW else 1.0)


def _bar(place: int) -> float:
    return 0.25 + 0.25 * place


def _foot(poster: Poster, stamp: Stamp) -> tuple[str, ...]:
    left_out = any(not way.criteria for column in poster.columns for way in column.ways)
    return (*poster.foot, *([common_text.CRITERIA_ON_SHEET] if left_out else []), *_about(stamp))


def _about(stamp: Stamp) -> tuple[str, ...]:
    return (" ".join((*stamp.models, stamp.made, stamp.advice)),)


def _poster(poster: Poster, stamp: Stamp, level: int) -> str:
    columns = "".join(_column(column, place, level + 1) for place, column in enumerate(poster.columns))
    under = f"h{level + 1}"
    boxes = "".join(
        f"<section><{under}>{safe(title)}</{under}>{''.join(map(_line, lines))}</section>"
        for title, lines in poster.strip
    )
    foot = "".join(f"<p>{safe(line)}</p>" for line in _foot(poster, stamp))
    return (
        f'<h{level}>{safe(poster.title)}</h{level}><div class="columns">{columns}</div>'
        f'<div class="strip">{boxes}</div><div class="foot">{foot}</div>'
    )


def _line(text: str) -> str:
    """A line, or room to write one; what stands before a colon at its end names what is to be written."""
    if not text:
        return '<span class="fill"></span>'
    return f'<span class="fill">{safe(text)}</span>' if text.endswith(":") else f"<p>{safe(text)}</p>"


def _column(column: PosterColumn, place: int, level: int) -> str:
    under = f"h{level + 1}"
    who = "".join(f"<{under}>{safe(name)}</{under}>{''.join(map(_line, texts))}" for name, texts in column.who)
    ways = "".join(_way(way, under) for way in column.ways)
    return (
        f'<section class="column"><div class="bar" style="height: {_bar(place):.2f}em"></div>'
        f"<h{level}><b>{safe(column.mark)}</b> {safe(column.title)}</h{level}><p>{safe(column.text)}</p>"
        f'<div class="who">{who}</div>{ways}</section>'
    )


def _way(way: Way, under: str) -> str:
    mark = "\u25b2" if way.up else "\u25bc"
    listed = "".join(f"<li>{safe(text)}</li>" for text in way.criteria if text)
    criteria = f"<ul>{listed}</ul>" if listed else "".join(map(_line, way.criteria))
    decides = _line(way.decides) if way.decides else ""
    return f'<div class="way"><{under}>{mark} {safe(way.title)}</{under}>{criteria}{decides}</div>'


def _dense(dense: Report | None) -> str:
    if dense is None:
        return ""
    return f'<section class="dense"><h2>{safe(dense.title)}</h2>{body_of(dense, 85)}</section>'


@dataclass(frozen=True)
class Part:
    """A part of a booklet: how it is called, and what stands in it."""

    key: str
    page: Report


def booklet_page(variants: Sequence[Poster], parts: Sequence[Part], stamp: Stamp) -> str:
    """The poster and all parts as one document, with a table of contents that leads to each."""
    cut, hung = _drawn(variants, stamp, "A4")
    title = cut.title
    entries = "".join(f'<li><a href="#{part.key}">{safe(part.page.title)}</a></li>' for part in parts)
    mark = _mark(stamp)
    bodies = "".join(
        f'<section class="chapter" id="{part.key}"><h2>{safe(part.page.title)}</h2>{mark}'
        f"{body_of(_under(part.page), 48)}"
        f'<p><a href="#inhoud">{safe(common_text.CONTENTS)}</a></p></section>'
        for part in parts
    )
    about = "".join(f"<p>{safe(line)}</p>" for line in (*stamp.models, stamp.made, stamp.advice))
    inside = (
        f"<header><h1>{safe(title)}</h1>{about}</header>"
        f'<main><nav id="inhoud"><h2>{safe(common_text.CONTENTS)}</h2><ol>'
        f'<li><a href="#poster">{safe(title)}</a></li>{entries}</ol>'
        f'</nav><section class="chapter poster" id="poster">{_poster(cut, stamp, 2)}</section>{bodies}</main>'
    )
    under = " ".join((*stamp.models, stamp.made))
    style = style_sheet(
        "portrait",
        paper="A4",
        margin="12mm 14mm 18mm",
        size=10,
        blocks_under="44rem",
        stamp=f"{under}\n{stamp.advice}",
        tight=False,
    )
    return document(title, style + hung + style_parts()["booklet"], inside, "booklet")


def _under(page: Report) -> Report:
    """The page with its headings one step lower, because it stands under one."""
    blocks = tuple(
        replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in page.blocks
    )
    return replace(page, blocks=blocks)


_SLIDE = (1280 - 88) / 32
"""Width of a slide, in letters of twenty-four points."""
_LINES = 14.5
"""Lines under the title of a slide."""


def slides_page(title: str, slides: Sequence[Report], stamp: Stamp, colour: str) -> str:
    """A screen for each page, in letters of twenty-four points at 1280 by 720; what does not fit goes to a next one."""
    mark = _mark(stamp)
    inside = "".join(
        f'<section class="slide"><h2>{safe(title_)}</h2>{mark}{told}</section>'
        for slide in slides
        for title_, told in _screens(slide, 1.6 if mark else 0)
    )
    parts = style_parts()
    style = Template(parts["screen"] + parts["slides"]).substitute({"colour": _colour(colour)})
    about = "".join(f"<p>{safe(line)}</p>" for line in (*stamp.models, stamp.advice))
    first = f'<section class="slide"><h1>{safe(title)}</h1>{about}</section>'
    return document(title, style, f"<main>{first}{inside}</main>", "slides")


def _mark(stamp: Stamp) -> str:
    return f"<p>{safe(stamp.unchecked)}</p>" if stamp.unchecked else ""


def _screens(slide: Report, taken: float) -> Iterable[tuple[str, str]]:
    """The title and the text of each screen that a page takes, below what stands on each already."""
    room = _LINES - taken - 1.25 * lines_needed(common_text.next_screen(slide.title), _SLIDE / 1.25)
    screens, left = [list[str]()], room
    for markup, texts in (piece for block in slide.blocks for piece in _pieces(block)):
        needed = sum(lines_needed(text, _SLIDE - 1.6) for text in texts) + 0.3
        if needed > left and screens[-1]:
            screens.append([])
            left = room
        screens[-1].append(markup)
        left -= needed
    for place, told in enumerate(screens):
        yield common_text.next_screen(slide.title) if place else slide.title, "".join(told)


def _pieces(block: object) -> Iterable[tuple[str, tuple[str, ...]]]:
    if isinstance(block, Paragraph):
        yield f"<p>{safe(block.text)}</p>", (block.text,)
    elif isinstance(block, Items):
        for item in block.items:
            yield f"<ul><li>{safe(item)}</li></ul>", (item,)
