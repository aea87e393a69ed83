"""How did a round go, for the people who played and for their trainer?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ave_cli.quiz.game import Outcome, Round, State, outcomes, shares, standings, to_practise
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table
from ave_cli.shell.views.quiz.screens import ladder
from ave_cli.text import quiz as quiz_text

Reading = Mapping[str, str]
"""By the value of a kind, what to type to read about it."""


def end(game: Round, now: State, seed: str, again: str, reading: Reading) -> Report:
    """The page at the end of a round: the score, by kind, and what to practise."""
    if game.alone:
        right = standings(game, now)[0].right
        blocks: list[Block] = [Paragraph(quiz_text.your_score(right, len(now.done)))]
    else:
        blocks = [ladder(standings(game, now))]
    return Report(
        title=quiz_text.FINAL,
        blocks=(*blocks, _by_kind(game, now), *_practise(game, now, reading), *_again(seed, again)),
    )


def result(game: Round, now: State, about: str, seed: str, again: str) -> Report:
    """The round for a trainer to keep: how each question went, without names."""
    every = outcomes(game, now)
    final: list[Block] = [] if game.alone else [Heading(quiz_text.FINAL), ladder(standings(game, now))]
    return Report(
        title=quiz_text.RESULT_TITLE,
        blocks=(
            Paragraph(about),
            Paragraph(quiz_text.NO_NAMES),
            Paragraph(quiz_text.ONE_ROUND),
            _by_question(every),
            _by_kind(game, now),
            *final,
            *_again(seed, again),
        ),
    )


def _again(seed: str, again: str) -> Iterator[Block]:
    yield Heading(quiz_text.THIS_ROUND)
    yield Paragraph(quiz_text.round_named(seed))
    yield Paragraph(quiz_text.again(again))


def _by_kind(game: Round, now: State) -> Table:
    rows = tuple(
        (Cell(quiz_text.KINDS[one.kind.value]), Cell(quiz_text.share(one.right, one.asked)))
        for one in shares(game, now)
    )
    return Table(quiz_text.BY_KIND, (quiz_text.COLUMN_KIND, quiz_text.COLUMN_RIGHT), rows)


def _practise(game: Round, now: State, reading: Reading) -> Iterator[Block]:
    worst = to_practise(shares(game, now))
    if not worst:
        yield Paragraph(quiz_text.ALL_RIGHT)
        return
    yield Heading(quiz_text.PRACTISE)
    yield Items(tuple(quiz_text.practise(quiz_text.KINDS[one.kind.value], reading[one.kind.value]) for one in worst))


def _by_question(every: tuple[Outcome, ...]) -> Table:
    rows = tuple((Cell(one.question.text), Cell(_share(one)), _mistake(one)) for one in every)
    return Table(
        quiz_text.BY_QUESTION,
        (quiz_text.COLUMN_QUESTION, quiz_text.COLUMN_RIGHT, quiz_text.COLUMN_MISTAKE),
        rows,
        numbered=True,
    )


def _share(one: Outcome) -> str:
    silent = [quiz_text.without_answer(one.silent)] if one.silent else []
    return "; ".join([quiz_text.share(one.right, one.teams), *silent])


def _mistake(one: Outcome) -> Cell:
    if not one.mistakes:
        return Cell("")
    names = "; ".join(quiz_text.mistake(option.key, option.text) for option in one.mistakes)
    return Cell(names, note=quiz_text.mistaken_by(one.mistaken, each=len(one.mistakes) > 1))
