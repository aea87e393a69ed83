"""Every topic of every model: its answer stands first, it fits on a page, and what must be typed stays whole."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from ave_cli.explain.explain import explain_question
from ave_cli.explain.topics import Topic, TopicKind, topics
from ave_cli.render import plain, rich_terminal
from ave_cli.report import Report
from ave_cli.storage import library
from ave_cli.text import explain as explain_text
from tests.explain.asked import asked_page, load

MODELS = library.index().ids()
COMMAND = re.compile(r"ave explain (?:[a-z]+ )?[\w-]+(?: naar [\w-]+)?")
MANY = (TopicKind.FACT, TopicKind.STEP, TopicKind.CRITERION)
"""Kinds with so many topics that each eighth one is enough."""


def all_topics(model: str) -> Iterator[Topic]:
    counted = 0
    for topic in topics(load(model), {}):
        counted += topic.kind in MANY
        if topic.kind not in MANY or counted % 8 == 0:
            yield topic


def drawn(page: Report, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    rich_terminal.draw(page, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def line_of(lines: list[str], start: str) -> int:
    return next(place for place, line in enumerate(lines, start=1) if line.startswith(start))


@pytest.mark.parametrize("model", MODELS)
def test_the_answer_stands_first_and_fits_on_a_page(model: str) -> None:
    for topic in all_topics(model):
        lines = drawn(asked_page(model, topic.handle()), 80)
        assert len(lines) <= 60, topic
        first = lines.index("")
        assert first <= 5, topic
        assert lines[first + 2].strip(), topic
        if topic.kind is TopicKind.ROLE:
            assert line_of(lines, explain_text.HELD_BY) < line_of(lines, explain_text.MEANING), topic
            assert line_of(lines, explain_text.HELD_BY) <= 6, topic
        if topic.kind is TopicKind.PHASE:
            assert line_of(lines, explain_text.START) <= 6, topic
            assert line_of(lines, "Wie heeft de regie in") <= 14, topic
            assert line_of(lines, explain_text.WAYS_OUT) <= 30, topic


def told(page: Report) -> str:
    return "\n".join(plain.plain_lines(page))


@pytest.mark.parametrize("model", MODELS)
def test_what_must_be_typed_is_never_broken_over_lines(model: str) -> None:
    for topic in all_topics(model):
        page = asked_page(model, topic.handle())
        commands = {found[0] for found in COMMAND.finditer(told(page))}
        if not commands:
            continue
        for width in (80, 40):
            for text in ("\n".join(drawn(page, width)), "\n".join(plain.plain_lines(page, width))):
                assert [command for command in commands if command not in text] == [], (topic, width)


@pytest.mark.parametrize("model", MODELS)
def test_what_a_criterion_does_is_said_once_among_what_is_found(model: str) -> None:
    seen = 0
    for fact in [*load(model).facts.values()][::3]:
        found = explain_question(load(model), dict, fact.name())
        if found is None or found.kind != "question":
            continue
        said = [text for section in found.sections for text in section.lines()]
        for criterion in load(model).profile.criteria:
            effect = explain_text.EFFECTS[criterion.effect.value].format(load(model).label(criterion.phase))
            told = explain_text.pair(criterion.text, effect)
            one_by_one = sum(text.startswith(told) for text in said)
            if one_by_one:
                seen += 1
                assert sum(text.count(told) for text in said) == one_by_one, (fact.name(), told)
    assert seen
