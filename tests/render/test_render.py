"""How a page looks in three media: every word, in order, within the width, and foreign text is never more than text."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len
from rich.console import Console

from ave_cli.render import plain as markdown
from ave_cli.render import rich_terminal
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.safe_text import one_line
from ave_cli.terminal import streams

PAGE = Report(
    title="Paginatitel",
    blocks=(
        Paragraph("Inleiding van de bladzijde.", Tone.QUIET),
        Callout("Gevaar", ("Bel 112.", "", "Bel daarna het team.")),
        Heading("Kopje", 1, Tone.WARN),
        Paragraph("Alinea met één zin."),
        Items(("eerste punt", "tweede punt")),
        Items(("stap een", "stap twee"), numbered=True),
        Items(("het ene", "het andere"), keys=("A", "B")),
        Table(
            "Wie doet wat",
            ("Rol", "Wie", "Leeg", "Bron"),
            (
                (Cell("Casusregie", Tone.STRONG), Cell("wijkteam", note="Zolang nodig."), Cell(""), Cell("A-1")),
                (Cell("Procesregie"), Cell("niemand", Tone.QUIET), Cell(""), Cell("")),
            ),
        ),
        Table("Volgorde", ("Stap", "Wie"), ((Cell("Bel"), Cell("u")), (Cell("Schrijf"), Cell("zij"))), numbered=True),
        Paragraph("Slot.", Tone.STRONG),
    ),
)
WORDS = (
    *("Paginatitel", "Inleiding van de bladzijde.", "Gevaar", "Bel 112.", "Bel daarna het team.", "Kopje"),
    *("Alinea met één zin.", "eerste punt", "tweede punt", "1.", "stap een", "2.", "stap twee"),
    *("A.", "het ene", "B.", "het andere"),
    *("Wie doet wat", "Casusregie", "wijkteam", "Zolang nodig.", "Procesregie", "niemand"),
    *("Volgorde", "1.", "Bel", "u", "2.", "Schrijf", "zij", "Slot."),
)
"""What a reader must find, in this order, in every medium."""


def rich_at(width: int) -> Callable[[Report], str]:
    def drawn(report: Report) -> str:
        file = io.StringIO()
        console = Console(
            file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None, legacy_windows=False
        )
        rich_terminal.draw(report, console)
        return file.getvalue()

    return drawn


def board_at(width: int, rows: int) -> Callable[[Report], str]:
    """Every part of the page, each on a screen of its own."""

    def drawn(report: Report) -> str:
        file = io.StringIO()
        console = Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None)
        for part in rich_terminal.screens(report, console, rows):
            rich_terminal.draw_board(part, console, rows)
        return file.getvalue()

    return drawn


def plain_at(width: int | None) -> Callable[[Report], str]:
    return lambda report: "\n".join(markdown.plain_lines(report, width)) + "\n"


MEDIA: dict[str, Callable[[Report], str]] = {
    "rich 40": rich_at(40),
    "rich 80": rich_at(80),
    "rich 120": rich_at(120),
    "board high": board_at(60, 100),
    "board low": board_at(40, 12),
    "plain": plain_at(None),
    "plain 40": plain_at(40),
    "markdown": markdown.markdown_text,
}
IN_WIDTH = {"rich 40": 40, "rich 80": 80, "rich 120": 120, "board high": 60, "board low": 40, "plain 40": 40}
"""Columns that the lines of a medium must stay within."""
medium = pytest.mark.parametrize("medium", MEDIA)


@medium
def test_every_word_stands_there_in_order(medium: str) -> None:
    drawn = " ".join(MEDIA[medium](PAGE).replace("\\", "").split())
    place = 0
    for words in WORDS:
        wanted = words.rstrip(".") if medium == "markdown" and words in ("1.", "2.") else words
        found = drawn.find(wanted, place)
        assert found >= 0, f"{wanted!r} is missing, or stands before {drawn[place:]!r}"
        place = found + len(wanted)


@medium
def test_an_empty_column_is_left_out(medium: str) -> None:
    assert "Leeg" not in MEDIA[medium](PAGE)
    assert "A-1" in MEDIA[medium](PAGE)


@medium
@pytest.mark.parametrize(
    "table",
    [
        Table("Bijschrift", ("Rol", "Wie"), ()),
        Table("Bijschrift", ("Rol", "Wie"), (), numbered=True),
        Table("Bijschrift", ("Rol", "Wie"), ((Cell(""), Cell("")),)),
    ],
    ids=["no rows", "no numbered rows", "rows that say nothing"],
)
def test_a_table_that_says_nothing_still_has_its_caption(medium: str, table: Table) -> None:
    assert "Bijschrift" in MEDIA[medium](Report("Titel", (table,)))


@medium
def test_a_row_whose_first_cell_is_empty_is_not_lost(medium: str) -> None:
    table = Table("Bijschrift", ("Rol", "Wie"), ((Cell("a"), Cell("b")), (Cell(""), Cell("tweede"))))
    assert "tweede" in MEDIA[medium](Report("Titel", (table,)))


@medium
def test_a_note_of_the_first_cell_is_not_lost(medium: str) -> None:
    table = Table("Bijschrift", ("Rol", "Wie"), ((Cell("a", note="toelichting"), Cell("b")),))
    assert "toelichting" in MEDIA[medium](Report("Titel", (table,)))


@medium
def test_a_note_without_a_text_is_not_lost(medium: str) -> None:
    table = Table("Bijschrift", ("Rol", "Wie"), ((Cell("a"), Cell("", note="toelichting")),))
    assert "toelichting" in MEDIA[medium](Report("Titel", (table,)))


LONG = "Een lange zin over de hulp aan het huishouden. " * 20
ROWS = tuple((Cell(f"rij{one}"), Cell(f"{LONG}eind{one}", note=f"noot{one}")) for one in range(30))


ACROSS = Table(
    "Schema",
    ("", "Rust", "Klem"),
    (
        (Cell("Casusregie", Tone.STRONG), Cell("wijkteam\nof buren"), Cell("portefeuillehouder", note="Soms.")),
        (Cell("Procesregie"), Cell(""), Cell("iemand")),
    ),
    row_headers=True,
    side_by_side=70,
)


@medium
def test_a_table_that_is_read_across_says_all_of_it(medium: str) -> None:
    drawn = re.sub(r"-? *\n *", "", MEDIA[medium](Report("t", (ACROSS,)))).replace(" ", "")
    for text in ("Schema", "Rust", "Klem", "Casusregie", "wijkteam", "ofburen", "Soms.", "Procesregie", "iemand"):
        assert text in drawn, text


def test_a_table_that_does_not_fit_side_by_side_is_one_block_a_column() -> None:
    report = Report("t", (ACROSS,))
    heads = [line.split() for line in rich_at(70)(report).splitlines() if "Rust" in line]
    assert heads == [["Rust", "Klem"]]
    narrow = [[line.strip() for line in rich_at(width)(report).splitlines()] for width in (69, 40)]
    assert all("Rust" in lines and "Klem" in lines for lines in narrow)
    assert list(markdown.plain_lines(report))[2:] == [
        "Schema:",
        *("", "Rust", "- Casusregie:", "   wijkteam", "   of buren"),
        *("", "Klem", "- Casusregie:", "   portefeuillehouder", "   Soms.", "- Procesregie: iemand"),
    ]


def test_markdown_keeps_a_table_and_names_its_rows() -> None:
    drawn = markdown.markdown_text(Report("t", (ACROSS,)))
    assert "| **Casusregie** | wijkteam<br>of buren | portefeuillehouder<br>Soms. |" in drawn


def test_a_word_that_is_wider_than_its_column_is_broken_with_a_hyphen() -> None:
    columns = ("", *(f"K{number}" for number in range(6)))
    row = (Cell("Rol"), *(Cell("communicatieadviseur") for _ in range(6)))
    drawn = rich_at(60)(Report("t", (Table("x", columns, (row,), row_headers=True),)))
    pieces = [line.split()[-1] for line in drawn.partition("─\n")[2].splitlines() if line.strip()]
    assert [piece.endswith("-") for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert "".join(piece.rstrip("-") for piece in pieces) == "communicatieadviseur"


@medium
def test_a_long_page_is_whole(medium: str) -> None:
    """Thirty rows of a thousand letters: no medium may drop what comes after some number of letters."""
    report = Report(
        "Titel", (Table("Lijst", ("Rij", "Zin"), ROWS), Items(tuple(f"{LONG}punt{one}" for one in range(30))))
    )
    drawn = MEDIA[medium](report)
    for one in range(30):
        for words in ("rij", "eind", "noot", "punt"):
            assert f"{words}{one}" in drawn


WIDE = "https://voorbeeld.example/" + "a" * 200
EVERYTHING_LONG = Report(
    f"{LONG}{WIDE}",
    (
        Heading(f"{LONG}{WIDE}"),
        Paragraph(f"{WIDE} {LONG}"),
        Callout(f"{LONG}", (LONG, WIDE)),
        Items((LONG, WIDE)),
        Items((LONG, WIDE), numbered=True),
        Table(
            LONG,
            ("Kolomnaam die lang is", WIDE, "Bron"),
            ((Cell(LONG), Cell(WIDE, note=WIDE), Cell("X-1, " * 40)),) * 3,
        ),
        Table(LONG, (WIDE,) * 4, ((Cell(WIDE, note=LONG),) * 4,) * 2, numbered=True),
    ),
)


@pytest.mark.parametrize("medium", IN_WIDTH)
@pytest.mark.parametrize("report", [PAGE, EVERYTHING_LONG], ids=["short", "long"])
def test_no_line_is_longer_than_the_width(medium: str, report: Report) -> None:
    drawn = MEDIA[medium](report).splitlines()
    assert max(map(cell_len, drawn)) <= IN_WIDTH[medium]


def test_plain_without_a_width_leaves_each_text_on_one_line() -> None:
    assert plain_at(None)(Report("Titel", (Paragraph(LONG.strip()),))).splitlines() == ["Titel", LONG.strip()]


def test_plain_has_no_boxes_and_no_columns() -> None:
    drawn = plain_at(None)(PAGE)
    assert not re.search(r"[─-╿|]", drawn)
    assert "   Wie: wijkteam. Zolang nodig.\n   Bron: A-1\n" in drawn


def test_a_continued_line_of_an_item_is_indented() -> None:
    lines = plain_at(40)(Report("Titel", (Items((LONG,)),))).splitlines()[1:]
    assert lines[0].startswith("- Een")
    assert {line[:4] for line in lines[1:]} <= {f"   {line[3]}" for line in lines[1:]}


@pytest.mark.parametrize("rows", [3, 6, 12])
def test_a_part_of_a_board_fits_unless_one_block_is_higher(rows: int) -> None:
    console = Console(file=io.StringIO(), width=40)
    parts = rich_terminal.screens(PAGE, console, rows)
    assert len(parts) > 1
    for part in parts:
        high = any(isinstance(block, Table | Callout) for block in part.blocks) and len(part.blocks) == 1
        assert high or len(rich_at(40)(part).splitlines()) <= rows


def test_a_text_that_is_higher_than_the_board_goes_on_on_the_next_part() -> None:
    text = " ".join(f"woord{number}" for number in range(100))
    parts = rich_terminal.screens(
        Report("Titel", (Paragraph(text, Tone.STRONG),)), Console(file=io.StringIO(), width=40), 8
    )
    assert len(parts) > 2
    assert all(len(rich_at(40)(part).splitlines()) <= 8 for part in parts)
    found = [block for part in parts for block in part.blocks]
    assert all(isinstance(block, Paragraph) and block.tone is Tone.STRONG for block in found)
    assert " ".join(block.text for block in found if isinstance(block, Paragraph)) == text


def test_a_board_has_room_between_its_parts_only_where_there_is_room() -> None:
    report = Report("Titel", (Paragraph("vraag"), Items(("ja", "nee"), keys=("A", "B"))))
    assert [line.strip() for line in board_at(60, 7)(report).splitlines()] == [
        *("Titel", "", "vraag", "", "A. ja", "", "B. nee"),
    ]
    assert [line.strip() for line in board_at(60, 6)(report).splitlines()] == ["Titel", "vraag", "A. ja", "B. nee"]


def test_a_narrow_terminal_gets_rows_line_by_line_and_a_wide_one_columns() -> None:
    assert "Wie: wijkteam" in MEDIA["rich 40"](PAGE)
    assert re.search(r"Rol +Wie +Bron", MEDIA["rich 80"](PAGE))


# ------------------------------------------------------------------------------------------ foreign text

PLACES: dict[str, Callable[[str], tuple[str, Block]]] = {
    "title": lambda text: (text, Paragraph("x")),
    "heading": lambda text: ("t", Heading(text)),
    "paragraph": lambda text: ("t", Paragraph(text)),
    "alert title": lambda text: ("t", Callout(text, ("x",))),
    "alert line": lambda text: ("t", Callout("x", ("y", text, "z"))),
    "item": lambda text: ("t", Items(("x", text, "z"))),
    "numbered item": lambda text: ("t", Items((text, "y"), numbered=True)),
    "caption": lambda text: ("t", Table(text, ("x", "y"), ((Cell("a"), Cell("b")),))),
    "column": lambda text: ("t", Table("x", ("y", text), ((Cell("a"), Cell("b")),))),
    "first column": lambda text: ("t", Table("x", (text, "y"), ((Cell("a"), Cell("b")),))),
    "cell": lambda text: ("t", Table("x", ("y", "z"), ((Cell("a"), Cell(text)), (Cell("c"), Cell("d"))))),
    "first cell": lambda text: ("t", Table("x", ("y", "z"), ((Cell(text), Cell("b")), (Cell("c"), Cell("d"))))),
    "first note": lambda text: ("t", Table("x", ("y", "z"), ((Cell("a", note=text), Cell("b")),))),
    "note": lambda text: ("t", Table("x", ("y", "z"), ((Cell("a"), Cell("b", note=text)),))),
    "note alone": lambda text: ("t", Table("x", ("y", "z"), ((Cell("a"), Cell("", note=text)),), numbered=True)),
    "row header": lambda text: (
        "t",
        Table("x", ("", "z"), ((Cell(text), Cell("b")),), row_headers=True, side_by_side=100),
    ),
    "column beside": lambda text: (
        "t",
        Table("x", ("y", text), ((Cell("a"), Cell("b")),), row_headers=True, side_by_side=100),
    ),
    "note beside": lambda text: (
        "t",
        Table("x", ("y", "z"), ((Cell("a"), Cell("b", note=text)),), row_headers=True, side_by_side=100),
    ),
    "cell across": lambda text: (
        "t",
        Table("x", ("y", "z"), ((Cell("a"), Cell(text.replace("\n", " "))),), row_headers=True),
    ),
}
"""Every place of a page where a text stands."""
place = pytest.mark.parametrize("place", PLACES)


def page_with(place: str, text: str) -> Report:
    title, block = PLACES[place](text)
    return Report(title, (block, Paragraph("slot")))


STEERING = (
    "\x1b[2J\x1b[H",
    "\x1b[31m",
    "\x1b]8;;https://boef.example\x1b\\bank\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b]0;titel\x07",
    "\x1bc\x1bP$q\x1b\\",
    "\x9b2J\x9d52;c;eA==\x9c",
    "nee\b\b\bja\x7f",
    "a\x00b",
    "AVE 3\rAVE 1",
    "een\x0btwee\x0cdrie\x85vier\u2028vijf\u2029zes",
    "\u202egpj.\u202d\u2066\u2067\u2068\u2069\u061c\u200e\u200f",
    "A\u200bV\u2060E\ufeff",
    "\ud800\udfff",
    "\ue000\U000e0041",
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def steering(drawn: str) -> set[str]:
    return {
        one
        for one in drawn
        if one != "\n" and (unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or one in BIDI)
    }


@medium
@place
def test_nothing_that_steers_a_terminal_gets_onto_a_page(medium: str, place: str) -> None:
    for payload in STEERING:
        drawn = MEDIA[medium](page_with(place, f"voor {payload} na"))
        assert steering(drawn) == set(), payload
        if place != "first column":
            assert "voor" in drawn, payload


MARKUP = (
    "[bold]vet[/bold]",
    "[/b]",
    "[link=x]x[/link]",
    "[@click=x]x[/]",
    "\\[b]",
    ":skull:",
    "[red",
)


@pytest.mark.parametrize("console", ["as the program makes it", "as rich makes it"])
@place
def test_rich_markup_is_only_text(place: str, console: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for text in MARKUP:
        file = io.StringIO()
        monkeypatch.setattr("sys.stdout", file)
        rich_terminal.draw(
            page_with(place, text), streams.console() if console.startswith("as the") else Console(width=80)
        )
        assert text in file.getvalue()


# ------------------------------------------------------------------------------------------ markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""A reader of markdown that has what mail and case systems add to it."""


def flat(tokens: list[Token] | None) -> Iterator[Token]:
    for token in tokens or []:
        yield token
        yield from flat(token.children)


def skeleton(report: Report) -> list[str]:
    """Of what a markdown page is made, without its words."""
    return [token.type for token in flat(READER.parse(markdown.markdown_text(report))) if token.type != "text"]


def words(report: Report) -> list[str]:
    """The words of a markdown page, as its reader sees them."""
    return [token.content for token in flat(READER.parse(markdown.markdown_text(report))) if token.type == "text"]


SIGNS = (
    *(
        "*schuin*",
        "**vet**",
        "_schuin_",
        "`code`",
        "``` code",
        "~~weg~~",
        "~~~",
        "~~~ python",
        "# kop",
        "## kop",
        "kop #",
    ),
    *("- punt", "+ punt", "* punt", "1. punt", "1) punt", "12. punt", "---", "- - -", "***", "___", "===", "> citaat"),
    *("[x](https://boef.example)", "![x](https://boef.example/x.png)", "<https://boef.example>", "<script>x</script>"),
    *(
        "<b>vet</b>",
        "<!-- weg -->",
        "a | b",
        "|---|",
        "| a | b |",
        "a \\| b",
        "\\",
        "\\\\",
        "einde\\",
        "\\*",
        "- [ ] taak",
    ),
    *(
        "&lt;b&gt;",
        "&amp;",
        "&#x202e;gpj.",
        "&#8238;gpj.",
        "&nbsp;",
        "[a]: https://boef.example",
        "een\n\n# twee",
        "een\n- twee",
    ),
    *(
        "een\n===",
        "\tcode",
        "        code",
        "een  \ntwee",
        ":-:",
        "a\n|-|\n|b|",
        "*",
        "_",
        "2026. Een jaar",
        "-1 graad",
    ),
)


@place
def test_markdown_signs_are_only_text(place: str) -> None:
    wanted = skeleton(page_with(place, "woord"))
    for text in SIGNS:
        report = page_with(place, text)
        assert skeleton(report) == wanted, text
        assert one_line(text) in words(report), text


@given(
    st.sampled_from(sorted(PLACES)),
    st.text(st.sampled_from("-+*_~#=`<>[]()!|\\&;:.0123456789xab \n\t"), min_size=1, max_size=12),
)
def test_no_row_of_signs_is_ever_markdown(place: str, signs: str) -> None:
    text = f"{signs}w"
    report = page_with(place, text)
    assert skeleton(report) == skeleton(page_with(place, "woord"))
    assert one_line(text) in words(report)


def test_a_markdown_table_has_its_columns_and_rows() -> None:
    kinds = [token.type for token in READER.parse(markdown.markdown_text(PAGE))]
    assert (kinds.count("table_open"), kinds.count("tr_open"), kinds.count("th_open")) == (2, 6, 6)
    assert (kinds.count("heading_open"), kinds.count("blockquote_open")) == (4, 1)
    assert (kinds.count("bullet_list_open"), kinds.count("ordered_list_open")) == (2, 1)


@pytest.mark.parametrize(
    ("title", "lines", "wanted"),
    [
        ("Gevaar", ("Bel 112.",), "Gevaar:"),
        ("Bel vandaag.", ("112",), "Bel vandaag:"),
        ("Bel vandaag.", (), "Bel vandaag."),
    ],
)
def test_a_heading_that_is_a_sentence_ends_once(title: str, lines: tuple[str, ...], wanted: str) -> None:
    assert wanted in list(markdown.plain_lines(Report("t", (Callout(title, lines),))))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Een zin.", "Een zin. Zo."), ("een woord", "een woord. Zo."), ("Een vraag?", "Een vraag? Zo.")],
)
def test_a_remark_behind_a_cell_follows_one_sign(text: str, wanted: str) -> None:
    table = Table("t", ("A", "B"), ((Cell("a"), Cell(text, note="Zo.")),))
    assert f"   B: {wanted}" in list(markdown.plain_lines(Report("t", (table,))))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_heading_of_several_words_above_short_cells_is_whole(width: int) -> None:
    rows = ((Cell("Meldingen"), Cell("590"), Cell("een lang verhaal " * 12)),)
    lines = rich_terminal.ansi_lines(
        Report("Titel", (Table("Wat", ("Wat er anders uitkomt", "Aantal", "Voorbeeld"), rows),)), width
    )
    shown = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines)).split("\n")
    head = next(place for place, line in enumerate(shown) if line.startswith("Wat er"))
    first = " ".join(" ".join(line[:21].strip() for line in shown[head : head + 3]).replace("─", " ").split())
    assert first.startswith("Wat er anders uitkomt"), "\n".join(shown[:6])
