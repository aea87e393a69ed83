"""What a page is in HTML: whole, in order, labelled, and safe whatever a text says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ave_cli.render.html import Layout, Sheet, Stamp, column_shares, css_string, html_page, letter_size
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.safe_text import one_line

STAMP = Stamp(models=("Model Ons dorp, versie 2024.1.",), made="Gemaakt op 25 november 2026.", advice="Dit is advies.")
EMPTY = {"meta", "col", "br"}
"""Elements without an end."""
each_layout = pytest.mark.parametrize("layout", Layout)


class Reader(HTMLParser):
    """The elements of a page in order, and what is read in them; refuses what is not nested right."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        """The element that a text stands in, and the text."""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))

    def named(self, *tags: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in tags]

    def words(self) -> str:
        return " ".join(" ".join(text for tag, text in self.texts if tag not in ("style", "title")).split())


def read(*blocks: Block, layout: Layout = Layout.REPORT, stamp: Stamp = STAMP, title: str = "Titel") -> Reader:
    return Reader(html_page(Report(title, blocks), stamp, layout))


TABLE = Table(
    "Wie doet wat",
    ("Rol", "Wie", "Leeg", "Bron"),
    (
        (Cell("Casusregie", Tone.STRONG), Cell("wijkteam", note="Zolang nodig."), Cell(""), Cell("ABC-001")),
        (Cell("Procesregie"), Cell("niemand", Tone.QUIET), Cell(""), Cell("")),
    ),
)


@each_layout
def test_every_word_stands_there_in_order(layout: Layout) -> None:
    reader = read(
        Callout("Gevaar", ("Bel 112.", "", "Bel daarna het team.")),
        Heading("Kopje", 1, Tone.WARN),
        Paragraph("Alinea met één zin."),
        Items(("eerste punt", "tweede punt"), numbered=True),
        TABLE,
        Paragraph("Slot.", Tone.STRONG),
        layout=layout,
    )
    wanted = (
        *("Titel", "Ons dorp", "2024.1", "25 november 2026", "Dit is advies."),
        *("Gevaar", "Bel 112.", "Bel daarna", "Kopje", "Alinea", "eerste", "tweede", "Wie doet wat", "Casusregie"),
        *("wijkteam", "Zolang nodig.", "ABC-001", "Procesregie", "niemand", "Slot.", "Dit is advies."),
    )
    place = 0
    for words in wanted:
        place = reader.words().find(words, place)
        assert place >= 0, words
    assert "Leeg" not in reader.words()


@each_layout
def test_the_page_is_one_dutch_document_that_needs_nothing(layout: Layout) -> None:
    text = html_page(Report("Titel", (TABLE,)), STAMP, layout)
    reader = Reader(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert ("html", {"lang": "nl"}) in reader.elements
    assert reader.named("header", "main", "footer", "h1") == ["header", "h1", "main", "footer"]
    assert reader.named("script", "link", "img", "iframe", "object", "form", "a") == []
    assert not re.search(r"url\(|@import|https?:|//|\bon\w+=", text)
    (policy,) = [attrs["content"] for _, attrs in reader.elements if attrs.get("http-equiv")]
    assert "default-src 'none'" in str(policy)
    assert {key for _, attrs in reader.elements for key in attrs} <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "style", "role", "scope", "aria-hidden"),
    }


def test_the_stamp_stands_under_every_printed_sheet() -> None:
    """The margin of a sheet is written by the style sheet."""
    style = html_page(Report("Titel", ()), STAMP).partition("@bottom-left")[2]
    for words in ("Ons dorp", "2024.1", "25 november 2026", "Dit is advies."):
        assert css_string(words).strip('"') in style


@pytest.mark.parametrize(
    ("layout", "size"), [(Layout.REPORT, "A4"), (Layout.SHEET, "A4"), (Layout.CARD, "A5")], ids=str
)
def test_each_layout_has_its_paper(layout: Layout, size: str) -> None:
    assert f"size: {size} portrait;" in html_page(Report("Titel", ()), STAMP, layout)


# ------------------------------------------------------------------------------------------ for who cannot see


def test_a_table_has_a_caption_and_headers_with_their_scope() -> None:
    reader = read(TABLE)
    assert reader.named("caption", "th") == ["caption", *["th"] * 5]
    scopes = [attrs["scope"] for tag, attrs in reader.elements if tag == "th"]
    assert scopes == ["col", "col", "col", "row", "row"]


def test_a_cell_is_labelled_where_it_leaves_its_column_and_the_label_is_not_read_twice() -> None:
    labels = [attrs for tag, attrs in read(TABLE).elements if attrs.get("class") == "label"]
    assert len(labels) == 5
    assert all(attrs["aria-hidden"] == "true" for attrs in labels)


def test_lines_of_a_text_stay_lines() -> None:
    for block in (Paragraph("een\ntwee"), Items(("een\ntwee",)), Table("t", ("a",), ((Cell("een\n\ntwee"),),))):
        lines = [text for tag, text in read(block).texts if tag == "span" and text in ("een", "twee")]
        assert lines == ["een", "twee"]


def test_an_item_with_a_letter_keeps_it() -> None:
    reader = read(Items(("ja", "nee"), keys=("A", "B")))
    assert "A. ja B. nee" in " ".join(reader.words().split())


def test_numbered_rows_have_their_number() -> None:
    reader = read(Table("Volgorde", ("Stap",), ((Cell("Bel"),), (Cell("Schrijf"),)), numbered=True))
    rows = [text for tag, text in reader.texts if tag in ("strong", "td") and text in ("1", "Bel", "2", "Schrijf")]
    assert rows == ["1", "Bel", "2", "Schrijf"]


@pytest.mark.parametrize(
    "table",
    [
        Table("Bijschrift", ("Rol", "Wie"), ()),
        Table("Bijschrift", ("Rol",), ((Cell(""),),), numbered=True),
        Table("Bijschrift", ("", "Wie"), ((Cell(""), Cell("zij")),)),
        Table("Bijschrift", ("", "Wie"), ((Cell("", note="noot"), Cell("")), (Cell(""), Cell("zij")))),
    ],
)
@each_layout
def test_no_header_is_empty_and_the_caption_stays(table: Table, layout: Layout) -> None:
    text = html_page(Report("Titel", (table,)), STAMP, layout)
    assert "Bijschrift" in Reader(text).words()
    assert not re.search(r"<th[^>]*></th>", text)


LEVELS = st.lists(st.integers(1, 6), max_size=8)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@given(LEVELS)
def test_headings_go_down_one_step_at_a_time(levels: list[int]) -> None:
    found = [int(tag[1]) for tag in read(*(Heading(f"kop{level}", level) for level in levels)).named(*HEADINGS)]
    assert len(found) == 1 + len(levels)
    assert all(after <= before + 1 for before, after in pairwise(found))
    for (one, before), (other, after) in pairwise(zip(levels, found[1:], strict=True)):
        assert (one == other) <= (before == after)


def test_a_caption_is_as_large_as_the_headings_beside_it() -> None:
    def size(*levels: int) -> str | None:
        reader = read(*(Heading("kop", level) for level in levels), TABLE)
        return next(attrs["class"] for tag, attrs in reader.elements if tag == "caption")

    assert (size(1), size(1, 2), size(2), size(2, 3), size()) == ("as-h3", "as-h3", "as-h2", "as-h2", "as-h2")


@pytest.mark.parametrize(("tone", "mark"), [(Tone.DANGER, "!!"), (Tone.WARN, "!")])
def test_danger_and_warning_are_marked_for_who_sees_no_colour(tone: Tone, mark: str) -> None:
    blocks = (Callout("Kop", ("zin",), tone), Heading("Kop", 1, tone), Paragraph("zin", tone))
    for block in (*blocks, Table("t", ("a", "b"), ((Cell("x"), Cell("y", tone)),))):
        marks = [text for tag, text in read(block).texts if tag == "span" and set(text) == {"!"}]
        assert marks == [mark]
    for quiet in (Tone.PLAIN, Tone.QUIET, Tone.GOOD, Tone.STRONG):
        assert not [text for tag, text in read(Paragraph("zin", quiet)).texts if "!" in text]


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_ink_is_seven_times_as_dark_as_the_lightest_and_darkest_paper() -> None:
    text = html_page(Report("Titel", ()), STAMP)
    inks = re.findall(r"--(?:ink|quiet|danger|warn|good): #([0-9a-f]{6})", text)
    assert len(inks) == 5
    for paper in ("ffffff", "efefef"):
        for ink in inks:
            assert (_light(paper) + 0.05) / (_light(ink) + 0.05) >= 7, (ink, paper)


# ------------------------------------------------------------------------------------------ whatever a text says

PLACES: dict[str, Callable[[str], Reader]] = {
    "title": lambda text: read(title=text),
    "heading": lambda text: read(Heading(text)),
    "paragraph": lambda text: read(Paragraph(text, Tone.WARN)),
    "alert": lambda text: read(Callout(text, (text,))),
    "items": lambda text: read(Items((text,))),
    "caption": lambda text: read(Table(text, ("a",), ((Cell("b"),),))),
    "column": lambda text: read(Table("t", (text, text), ((Cell("b"), Cell("c")),))),
    "cell": lambda text: read(Table("t", ("a", "b"), ((Cell(text, note=text), Cell(text, note=text)),))),
    "lone caption": lambda text: read(Table(text, ("a",), ())),
    "model": lambda text: read(stamp=Stamp(models=(text, text), made=text, advice=text)),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style></head><script src='https://boef.example/x.js'></script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' style='background:url(https://boef.example)",
    "--> <!-- ]]> <![CDATA[",
    "&lt;b&gt; &amp;lt; &#60;script&#62;",
    '"; } body { display: none } @import url(https://boef.example); a { content: "',
    "\\3c script \\22 \\a",
    "{{ 7 * 7 }} ${7} %(x)s %s {x}",
    "\x1b[2J\x00\x08tekst\u202egpj.exe\ufeff",
    "a\u2028b\u2029c\r\nd",
)
place = pytest.mark.parametrize("place", PLACES)


def skeleton(reader: Reader) -> list[tuple[str, dict[str, str | None]]]:
    """The elements; how wide a column is may depend on the text."""
    return [
        (tag, {key: "" if tag == "col" else one for key, one in attrs.items()})
        for tag, attrs in reader.elements
        if attrs.get("class") not in ("id", "line")
    ]


@place
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(place: str, text: str) -> None:
    reader = PLACES[place](text)
    assert skeleton(reader) == skeleton(PLACES[place]("woord"))
    everything = " ".join("".join(one for _, one in reader.texts).split())
    assert "".join(one_line(text).split()) in "".join(everything.split())
    assert not set(everything) & set("\x1b\x00\x08\u202e\ufeff\u2028\u2029")


@given(st.sampled_from(sorted(PLACES)), st.text(min_size=1, max_size=40))
def test_no_text_at_all_changes_the_page(place: str, text: str) -> None:
    assert skeleton(PLACES[place](f"w{text}")) == skeleton(PLACES[place]("woord"))


@given(st.text(max_size=40))
def test_a_string_of_a_style_sheet_is_never_more_than_a_string(text: str) -> None:
    inside = css_string(text)[1:-1]
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*", inside)
    assert re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), inside) == text


# ------------------------------------------------------------------------------------------ on one sheet

PAPER = Sheet(width=500, height=700, largest=12, smallest=4)
SENTENCE = "De inwoner vraagt om hulp en werkt mee. "


def rows(count: int, length: int = 3) -> Report:
    table = Table("t", ("Rol", "Wat"), tuple((Cell("rol"), Cell(SENTENCE * length)) for _ in range(count)))
    return Report("Titel", (table,))


@settings(max_examples=20)
@given(st.integers(0, 40), st.integers(1, 20))
def test_more_text_never_gets_larger_letters(count: int, more: int) -> None:
    less, most = letter_size(rows(count), PAPER, 2), letter_size(rows(count + more), PAPER, 2)
    assert PAPER.smallest <= most <= less <= PAPER.largest


def test_little_text_gets_the_largest_letters_and_far_too_much_the_smallest() -> None:
    assert letter_size(rows(1), PAPER, 2) == PAPER.largest
    assert PAPER.smallest < letter_size(rows(30), PAPER, 2) < PAPER.largest
    assert letter_size(rows(200), PAPER, 2) == PAPER.smallest


@given(
    st.lists(st.lists(st.text("abcdefgh ", max_size=200), min_size=3, max_size=3), min_size=1, max_size=6),
    st.floats(20, 200),
)
def test_shares_are_whole_and_none_is_nothing(texts: list[list[str]], width: float) -> None:
    table = Table("t", ("a", "b", "c"), (tuple(map(Cell, "xyz")), *(tuple(map(Cell, row)) for row in texts)))
    found = column_shares(table, width)
    assert sum(found) == pytest.approx(1)
    assert all(one > 0.005 for one in found)


def test_a_column_has_room_for_its_longest_word() -> None:
    table = Table("t", ("Rol", "Wat"), ((Cell("Eindverantwoordelijkheid"), Cell(SENTENCE * 20)),))
    first, _ = column_shares(table, 80)
    assert first * 80 > len("Eindverantwoordelijkheid") * 0.5
