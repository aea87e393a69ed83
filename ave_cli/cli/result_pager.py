"""The result of an interview on the whole screen."""

from __future__ import annotations

from bisect import bisect_left

from ave_cli.cli.options import register_of
from ave_cli.engine.assessment import Assessment
from ave_cli.render import plain, rich_terminal
from ave_cli.report import Paragraph, Report
from ave_cli.storage import folders
from ave_cli.terminal.pager import HOME, Pager
from ave_cli.text import common as common_text
from ave_cli.text import page as page_text
from ave_cli.views import result_screens
from ave_cli.views.page import ROOMS, triage_page
from ave_cli.views.triage import result_page

_PASTED = 18
"""Lines of a text to paste, before the day and the first step."""


def browse(assessment: Assessment, name: str, case: str, told: str) -> str:
    """Show the page and the screens behind its letters; gives the letter that ended it.

    Args:
        assessment: the advice.
        name: how the model was named.
        case: a reference that the user made up; empty for none.
        told: what changed since the last time; empty for nothing.
    """
    looked = False

    def draw(view: str, columns: int, rows: int) -> str:
        nonlocal looked
        if view == HOME:
            return "\n".join(fitting_page(assessment, case, told, columns, rows - 1))
        if view == "i" and result_screens.plays_on_safety(assessment) and not looked:
            return "\n".join(rich_terminal.ansi_lines(result_screens.question_who_looks(), columns))
        return "\n".join(rich_terminal.ansi_lines(_screen(view, assessment, name, case), columns))

    def again(view: str) -> None:
        nonlocal looked
        looked = looked or view == "i"

    pager = Pager(
        draw,
        page_text.PAGE_VIEWS,
        page_text.PAGE_ENDS,
        within={"p": page_text.PASTE_ENDS},
        copies={"p": lambda: paste_text(assessment, case)},
        again=again,
    )
    return pager.run()


def fitting_page(assessment: Assessment, case: str, told: str, columns: int, rows: int) -> list[str]:
    """The largest page that fits in so many rows, as lines; the smallest, to scroll, where none does."""

    def drawn(place: int) -> list[str]:
        page = triage_page(assessment, case, room=ROOMS[place])
        if told:
            page = Report(page.title, (Paragraph(told), *page.blocks))
        return rich_terminal.ansi_lines(page, columns)

    smallest = len(ROOMS) - 1
    place = bisect_left(range(smallest), True, key=lambda place: len(drawn(place)) <= rows)
    return drawn(place)


def _screen(view: str, assessment: Assessment, name: str, case: str) -> Report:
    match view:
        case "w":
            return result_screens.why_screen(assessment)
        case "s":
            return result_screens.step_screen(assessment)
        case "r":
            return result_screens.role_screen(assessment)
        case "h":
            return result_screens.higher_screen(assessment)
        case "i":
            return result_screens.client_screen(assessment)
        case "p":
            lines = paste_text(assessment, case).split("\n")
            return Report(lines[0], tuple(Paragraph(line) for line in lines[1:]))
        case _:
            return result_page(assessment, register_of(name), case)


def paste_text(assessment: Assessment, case: str) -> str:
    """The page as plain text of about twenty lines, with who acts next and the day."""
    day = common_text.day(folders.today().isoformat())
    return "\n".join(plain.plain_lines(result_screens.paste_report(assessment, case, day, _PASTED)))
