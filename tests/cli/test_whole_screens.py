"""The first page of four households, whole, as it stands on a screen of 80 by 24."""

from __future__ import annotations

import re
import tomllib

import pytest

from ave_cli.engine.answers_file import read_answers, read_frame
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.render import rich_terminal
from ave_cli.storage import library
from ave_cli.views.page import ROOMS, triage_page
from tests.whole_screens import SCREENS, assert_screen

ROWS, COLUMNS = 23, 80
"""One row is for the keys."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
HOUSEHOLDS = sorted(path.stem for path in SCREENS.glob("*.toml"))


def advise(name: str) -> tuple[Assessment, str]:
    file, problems = read_frame(tomllib.loads((SCREENS / f"{name}.toml").read_text(encoding="utf-8")))
    assert problems == ()
    ruleset = library.load(str(file.profile))
    answers, problems = read_answers(ruleset, file.answers, file.current_phase)
    assert problems == ()
    return assess(ruleset, answers), file.case


def test_there_are_households() -> None:
    assert len(HOUSEHOLDS) >= 4


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_first_page_stands_whole_on_a_small_screen(name: str) -> None:
    assessment, case = advise(name)
    pages = (rich_terminal.ansi_lines(triage_page(assessment, case, room=room), COLUMNS) for room in ROOMS)
    page = next(lines for lines in pages if len(lines) <= ROWS)
    assert_screen(name, COLOURS.sub("", "\n".join(page)))
