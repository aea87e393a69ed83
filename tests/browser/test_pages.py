"""Pages to take along, in the browser that people open them in: on paper, on a phone, and for who cannot see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.explain.explain import explain_topic
from ave_cli.explain.scheme import scheme_page
from ave_cli.explain.sections import Explanation
from ave_cli.explain.topics import find_topic, topics
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.render.html import Layout, Stamp, html_page
from ave_cli.report import Callout, Cell, Heading, Items, Paragraph, Report, Table
from ave_cli.storage import library
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from ave_cli.views.explain import explanation_page as explain_page
from ave_cli.views.explain import sheet_page as phase_sheet
from ave_cli.views.triage import result_page as triage_page

pytestmark = pytest.mark.browser
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)
"""A4 in points."""
PHONE = 375
SHIPPED = library.index().ids()
Violations = Callable[[], list[str]]
each_model = pytest.mark.parametrize("name", SHIPPED)


def stamped(ruleset: Ruleset) -> Stamp:
    profile = ruleset.profile
    about = notes_text.model(profile.title, profile.version, profile.date)
    return Stamp(models=(about,), made=notes_text.made("2026-11-25"), advice=triage_text.ADVICE)


def explained(ruleset: Ruleset, explanation: Explanation) -> Report:
    return explain_page(ruleset, explanation, stamped=True)


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


@each_model
def test_a_poster_is_one_wide_sheet(name: str, browser: Any, violations: Violations, opened: Any, known: Any) -> None:
    ruleset = known(name).model
    path = opened(f"poster-{name}", explained(ruleset, scheme_page(ruleset)), stamped(ruleset), Layout.POSTER)
    printed = check(browser, violations, path)
    assert browser.sheets(printed) == [LANDSCAPE]
    _nothing_is_cut(browser)
    words = "".join(browser.printed(printed)[0].split())
    for phase in ruleset.profile.phases:
        assert "".join(phase.start.split()) in words.replace("-", "") or "".join(phase.label.split()) in words


def _nothing_is_cut(browser: Any) -> None:
    """On paper no text is wider than its cell."""
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.width(1062)
    wide = "[...document.querySelectorAll('th, td')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert browser.run(wide) == 0


@each_model
def test_each_phase_is_one_upright_sheet(
    name: str, browser: Any, violations: Violations, opened: Any, known: Any
) -> None:
    ruleset, register = known(name).model, known(name).register
    for place, phase in enumerate(ruleset.profile.phases):
        topic = find_topic(topics(ruleset, register), phase.id).topic
        assert topic is not None
        report = phase_sheet(ruleset, explain_topic(ruleset, register, topic, ()))
        path = opened(f"sheet-{name}-{phase.id}", report, stamped(ruleset), Layout.SHEET)
        printed = check(browser, None if place else violations, path)
        assert browser.sheets(printed) == [PORTRAIT]


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
    path = opened("hostile", Report(bad, texts), stamp, Layout.POSTER)
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
