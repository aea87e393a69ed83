"""What does a trainer have in hand: the round with its answers?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.core.quiz.question import Question
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.words import quiz as say


def sheet(questions: Sequence[Question], about: str, seed: str, again: str) -> Report:
    """Every question with its answer, what to talk about, what often goes wrong, and the source."""
    blocks: list[Block] = [Paragraph(about), Paragraph(say.round_named(seed)), Paragraph(say.play_it(again))]
    for number, one in enumerate(questions, start=1):
        blocks += _question(number, one)
    return Report(title=say.SHEET_TITLE, blocks=tuple(blocks))


def _question(number: int, one: Question) -> Iterator[Block]:
    yield Heading(say.numbered(number, say.KINDS[one.kind.value], one.level), 1)
    yield from (Paragraph(line) for line in one.story.split("\n") if line.strip())
    if one.story and one.invented:
        yield Paragraph(say.INVENTED, Tone.QUIET)
    yield Paragraph(one.text, Tone.STRONG)
    yield Items(tuple(f"{option.key}. {option.text}" for option in one.options))
    yield Paragraph(say.answer_is(one.right.key, one.right.text), Tone.STRONG)
    yield Heading(say.DISCUSS, 2)
    talk = [say.DISCUSS_STORY] if one.story else []
    yield Items((*talk, one.explanation))
    yield _mistakes(one)
    yield Paragraph(say.source(one.sources), Tone.QUIET)


def _mistakes(one: Question) -> Table:
    rows = tuple(
        (Cell(say.mistake(option.key, option.text)), Cell(option.why)) for option in one.options if not option.right
    )
    return Table(say.MISTAKES, (say.COLUMN_ANSWER, say.COLUMN_WHY), rows)
