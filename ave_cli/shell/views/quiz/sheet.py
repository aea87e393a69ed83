"""What does a trainer have in hand: the round with its answers?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.quiz.question import Question
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import quiz as quiz_text


def sheet(questions: Sequence[Question], about: str, seed: str, again: str) -> Report:
    """Every question with its answer, what to talk about, what often goes wrong, and the source."""
    blocks: list[Block] = [
        Paragraph(about),
        Paragraph(quiz_text.round_named(seed)),
        Paragraph(quiz_text.play_it(again)),
    ]
    for number, one in enumerate(questions, start=1):
        blocks += _question(number, one)
    return Report(title=quiz_text.SHEET_TITLE, blocks=tuple(blocks))


def _question(number: int, one: Question) -> Iterator[Block]:
    yield Heading(quiz_text.numbered(number, quiz_text.KINDS[one.kind.value], one.level), 1)
    yield from (Paragraph(line) for line in one.story.split("\n") if line.strip())
    if one.story and one.invented:
        yield Paragraph(quiz_text.INVENTED, Tone.QUIET)
    yield Paragraph(one.text, Tone.STRONG)
    yield Items(tuple(f"{option.key}. {option.text}" for option in one.options))
    yield Paragraph(quiz_text.answer_is(one.right.key, one.right.text), Tone.STRONG)
    yield Heading(quiz_text.DISCUSS, 2)
    talk = [quiz_text.DISCUSS_STORY] if one.story else []
    yield Items((*talk, one.explanation))
    yield _mistakes(one)
    yield Paragraph(quiz_text.source(one.sources), Tone.QUIET)


def _mistakes(one: Question) -> Table:
    rows = tuple(
        (Cell(quiz_text.mistake(option.key, option.text)), Cell(option.why))
        for option in one.options
        if not option.right
    )
    return Table(quiz_text.MISTAKES, (quiz_text.COLUMN_ANSWER, quiz_text.COLUMN_WHY), rows)
