"""Pages to take along, in the browser that people open them in: on paper, on a phone, and for who cannot see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.explain.explain import speech_of_model
from ave_cli.explain.short_pages import scheme_page
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.render.html import Layout, Stamp, html_page
from ave_cli.render.sheets import Part, booklet_page, poster_page, slides_page
from ave_cli.report import Callout, Cell, Heading, Items, Paragraph, Report, Table
from ave_cli.storage import library
from ave_cli.text import common as common_text
from ave_cli.text import triage as triage_text
from ave_cli.views.explain import explanation_page as explain_page
from ave_cli.views.poster import party_card, phase_sheet, posters_of, role_card, slides_of, word_list
from ave_cli.views.triage import result_page as triage_page

pytestmark = pytest.mark.browser
PORTRAIT, LANDSCAPE, A3, A5 = (595, 842), (842, 595), (1191, 842), (420, 595)
"""In points; without a name A4."""
PHONE = 375
SHIPPED = library.index().ids()
Violations = Callable[[], list[str]]
each_model = pytest.mark.parametrize("name", SHIPPED)


def stamped(ruleset: Ruleset) -> Stamp:
    profile = ruleset.profile
    about = common_text.model(profile.title, profile.version, profile.date)
    return Stamp(models=(about,), made=common_text.made("2026-11-25"), advice=triage_text.ADVICE)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Callable[..., Path]:
    """Write a page and open it; what it was printed and pictured as is kept where AVE_PICTURES says."""

    def open_(name: str, report: Report, stamp: Stamp, layout: Layout) -> Path:
        kept = os.environ.get("AVE_PICTURES", "")
        folder = Path(kept) if kept else tmp_path
        path = folder / f"{name}.html"
        path.write_text(html_page(report, stamp, layout), "utf-8")
        browser.open(path)
        return path

    return open_


def check(browser: Any, violations: Violations | None, path: Path) -> Path:
    """What must hold for every page; the page as it was printed."""
    browser.width(1280)
    if violations is not None:
        assert violations() == []
    assert browser.picture(path.with_suffix(".png")).stat().st_size > 10_000
    browser.width(PHONE)
    assert browser.run("document.documentElement.scrollWidth") <= PHONE
    assert browser.run("document.documentElement.clientWidth") == PHONE
    browser.picture(path.with_suffix(".phone.png"))
    printed: Path = browser.paper(path.with_suffix(".pdf"))
    assert browser.asked() == [path.as_uri()]
    assert browser.complaints() == []
    first, *more = browser.printed(printed)
    assert first.count(triage_text.ADVICE) >= 2, "at the top, and under the sheet"
    assert all(triage_text.ADVICE in sheet for sheet in more)
    return printed


@pytest.mark.parametrize("last", [False, True], ids=["first case", "last case"])
@each_model
def test_a_result_of_a_triage(
    name: str, last: bool, browser: Any, violations: Violations, opened: Any, known: Any
) -> None:
    """The checker takes the longest, and one household of a model has every kind of block."""
    ruleset, cases = known(name).model, known(name).cases.cases
    case = cases[-1 if last else 0]
    answers, problems = read_answers(ruleset, case.answers, case.current_phase)
    assert problems == ()
    report = triage_page(assess(ruleset, answers), known(name).register, "2026-017")
    path = opened(f"triage-{name}{'-last' if last else ''}", report, stamped(ruleset), Layout.REPORT)
    printed = check(browser, None if last else violations, path)
    sizes = browser.sheets(printed)
    assert 1 <= len(sizes) <= 9
    assert set(sizes) == {PORTRAIT}


def test_danger_and_nothing_known(browser: Any, violations: Violations, opened: Any, known: Any) -> None:
    """The most alarming page, with the longest list of open questions; checked as a phone shows it too."""
    name = SHIPPED[0]
    ruleset = known(name).model
    danger = Answers(given={one.id: True for one in ruleset.facts.values() if one.gate is not None and not one.options})
    report = triage_page(assess(ruleset, danger), known(name).register)
    path = opened("danger", report, stamped(ruleset), Layout.REPORT)
    browser.width(PHONE)
    assert violations() == []
    printed = check(browser, None, path)
    assert "!! " in browser.printed(printed)[0]


@pytest.fixture
def drawn(browser: Any, tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a page that is no report and open it."""

    def draw(name: str, text: str) -> Path:
        kept = os.environ.get("AVE_PICTURES", "")
        path = (Path(kept) if kept else tmp_path) / f"{name}.html"
        path.write_text(text, "utf-8")
        browser.open(path)
        return path

    return draw


def on_paper(browser: Any, path: Path, smallest: float, width: int = 1062) -> list[tuple[int, int]]:
    """What must hold for every page that is hung or kept: nothing is cut, and no letters are too small to read.

    Returns the size of each sheet.
    """
    browser.picture(path.with_suffix(".png"))
    browser.width(PHONE)
    assert browser.run("document.documentElement.scrollWidth") <= PHONE
    assert browser.asked() == [path.as_uri()]
    assert browser.complaints() == []
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.width(width)
    browser.check_letters(smallest)
    return list(browser.sheets(browser.paper(path.with_suffix(".pdf"))))


@pytest.mark.parametrize(("paper", "size"), [("A4", LANDSCAPE), ("A3", A3)])
@each_model
def test_a_poster_is_one_wide_sheet_with_the_scheme_behind_it(
    name: str, paper: str, size: tuple[int, int], browser: Any, violations: Violations, drawn: Any, known: Any
) -> None:
    ruleset = known(name).model
    dense = explain_page(ruleset, scheme_page(ruleset), stamped=True)
    path = drawn(f"poster-{paper}-{name}", poster_page(posters_of(ruleset), dense, stamped(ruleset), paper))
    browser.width(1280)
    if paper == "A4":
        assert violations() == []
    sizes = on_paper(browser, path, 9, 1062 if paper == "A4" else 1527)
    assert set(sizes) == {size}
    assert 2 <= len(sizes) <= 4
    first, second, *_ = browser.printed(path.with_suffix(".pdf"))
    assert "112" in first
    assert "Wie bel ik?" in first, "the strip is on the first sheet"
    assert triage_text.ADVICE.partition(".")[0] in first, "and so is what stands under it"
    assert dense.title in second
    for phase in ruleset.profile.phases:
        assert set(phase.title.split()) <= set(first.split())


@each_model
def test_each_phase_is_one_upright_sheet(
    name: str, browser: Any, violations: Violations, opened: Any, known: Any
) -> None:
    ruleset = known(name).model
    for place, phase in enumerate(ruleset.profile.phases):
        path = opened(f"sheet-{name}-{phase.id}", phase_sheet(ruleset, phase), stamped(ruleset), Layout.SHEET)
        printed = check(browser, None if place else violations, path)
        assert browser.sheets(printed) == [PORTRAIT]
        assert on_paper(browser, path, 9, 703) == [PORTRAIT]
        browser.call("Emulation.setEmulatedMedia", media="screen")


@each_model
def test_a_role_and_a_party_are_half_a_sheet_each(
    name: str, browser: Any, violations: Violations, opened: Any, known: Any
) -> None:
    ruleset = known(name).model
    cards = [(role.id, role_card(ruleset, role)) for role in ruleset.profile.roles]
    cards += [(one.id, party_card(ruleset, one, speech_of_model(ruleset))) for one in ruleset.profile.actors]
    for place, (ident, card) in enumerate(cards):
        path = opened(f"card-{name}-{ident}", card, stamped(ruleset), Layout.CARD)
        browser.width(1280)
        if not place:
            assert violations() == []
        assert on_paper(browser, path, 9, 484) == [A5], ident
        browser.call("Emulation.setEmulatedMedia", media="screen")


@each_model
def test_a_booklet_leads_to_each_of_its_parts(
    name: str, browser: Any, violations: Violations, drawn: Any, known: Any
) -> None:
    ruleset = known(name).model
    parts = [
        *(Part(f"fase-{one.id}", phase_sheet(ruleset, one)) for one in ruleset.profile.phases),
        *(Part(f"rol-{one.id}", role_card(ruleset, one)) for one in ruleset.profile.roles),
        Part("woordenlijst", word_list(ruleset)),
    ]
    path = drawn(f"booklet-{name}", booklet_page(posters_of(ruleset), parts, stamped(ruleset)))
    browser.width(1280)
    assert violations() == []
    links = browser.run("[...document.querySelectorAll('a')].map(one => one.getAttribute('href').slice(1))")
    assert {part.key for part in parts} <= set(links)
    assert browser.run(f"{links!r}.every(one => document.getElementById(one) !== null)")
    sizes = on_paper(browser, path, 9, 688)
    assert set(sizes) == {PORTRAIT, LANDSCAPE}
    assert sizes.count(LANDSCAPE) == 1


@each_model
def test_a_slide_is_read_from_the_back_of_a_room(
    name: str, browser: Any, violations: Violations, drawn: Any, known: Any
) -> None:
    ruleset = known(name).model
    slides = slides_of(ruleset)
    path = drawn(f"slides-{name}", slides_page("AVE", slides, stamped(ruleset), ""))
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=720, deviceScaleFactor=1, mobile=False)
    assert violations() == []
    heights = browser.run("[...document.querySelectorAll('.slide')].map(one => one.scrollHeight)")
    assert max(heights) <= 722
    letters = (
        "[...document.querySelectorAll('.slide p, .slide li')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert browser.run(f"Math.min(...{letters})") * 0.75 >= 24
    assert len(on_paper(browser, path, 24, 1280)) == len(heights) >= len(slides) + 1
    said = browser.run("document.body.textContent")
    texts = [text for slide in slides for block in slide.blocks for text in getattr(block, "items", ())]
    assert [text for text in texts if text not in said] == []


ROWS = 60


def long_rows() -> Iterator[tuple[Cell, ...]]:
    for row in range(ROWS):
        yield Cell(f"begin{row}"), Cell("Een zin die een paar regels nodig heeft. " * 6), Cell(f"eind{row}")


def test_a_long_table_repeats_its_head_and_splits_no_row(browser: Any, opened: Any, known: Any) -> None:
    report = Report("Lang", (Table("Lijst", ("Beginkop", "Zinkop", "Eindkop"), tuple(long_rows())),))
    path = opened("long", report, stamped(known(SHIPPED[0]).model), Layout.REPORT)
    found = browser.printed(browser.paper(path.with_suffix(".pdf")))
    assert len(found) > 3
    for sheet in found:
        assert "Beginkop Zinkop Eindkop" in sheet
    for row in range(ROWS):
        whole = [sheet.count("Een zin") for sheet in found if f"begin{row} " in sheet and f"eind{row} " in f"{sheet} "]
        assert len(whole) == 1, row
    assert sum(sheet.count("Een zin") for sheet in found) == 6 * ROWS


def test_a_hostile_page_runs_and_loads_nothing(browser: Any, opened: Any) -> None:
    bad = "</style></title><script>document.title='gehackt'</script><img src=x onerror=\"document.title='gehackt'\">"
    texts = (
        Paragraph(bad),
        Callout(bad, (bad,)),
        Items((bad,)),
        Heading(bad),
        Table(bad, (bad, ""), ((Cell(bad),) * 2,)),
    )
    stamp = Stamp(models=(bad, f'"}}{bad}'), made=bad, advice=bad)
    path = opened("hostile", Report(bad, texts), stamp, Layout.CARD)
    assert browser.run("document.title") == bad.replace("\n", " ")
    assert browser.run("document.querySelectorAll('script, img').length") == 0
    assert browser.run("document.querySelectorAll('style').length") == 1
    assert browser.asked() == [path.as_uri()]


def test_the_browser_would_tell(browser: Any, violations: Violations, tmp_path: Path) -> None:
    """The tests above can fail: a bad page is reported, with what it loads and what it tries to run."""
    path = tmp_path / "bad.html"
    path.write_text(
        "<!DOCTYPE html><html lang='nl'><head><title>x</title><meta http-equiv='Content-Security-Policy' "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\"></head><body><main><h1>x</h1><h4>y</h4>"
        "<p style='color: #666; width: 900px'>grijs</p><script>1</script><table><tr><th></th></tr></table></main>",
        "utf-8",
    )
    browser.open(path)
    browser.width(PHONE)
    assert browser.run("document.documentElement.scrollWidth") > PHONE
    assert "Content Security Policy" in " ".join(browser.complaints())
    found = " ".join(violations())
    for rule in ("color-contrast-enhanced", "heading-order", "empty-table-header"):
        assert rule in found
