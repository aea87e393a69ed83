"""How did a round go, for the people who played and for their trainer?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ave_cli.core.quiz.game import Round, State
from ave_cli.core.quiz.score import Outcome, outcomes, shares, standings, to_practise
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table
from ave_cli.shell.views.quiz.screens import ladder
from ave_cli.words import quiz as say

Reading = Mapping[str, str]
"""By the value of a kind, what to type to read about it."""


def end(game: Round, now: State, seed: str, again: str, reading: Reading) -> Report:
    """The page at the end of a round: the score, by kind, and what to practise."""
    if game.alone:
        right = standings(game, now)[0].right
        blocks: list[Block] = [Paragraph(say.your_score(right, len(now.done)))]
    else:
        blocks = [ladder(standings(game, now))]
    return Report(
        title=say.FINAL,
        blocks=(*blocks, _by_kind(game, now), *_practise(game, now, reading), *_again(seed, again)),
    )


def result(game: Round, now: State, about: str, seed: str, again: str) -> Report:
    """The round for a trainer to keep: how each question went, without names."""
    every = outcomes(game, now)
    final: list[Block] = [] if game.alone else [Heading(say.FINAL), ladder(standings(game, now))]
    return Report(
        title=say.RESULT_TITLE,
        blocks=(
            Paragraph(about),
            Paragraph(say.NO_NAMES),
            Paragraph(say.ONE_ROUND),
            _by_question(every),
            _by_kind(game, now),
            *final,
            *_again(seed, again),
        ),
    )


def _again(seed: str, again: str) -> Iterator[Block]:
    yield Heading(say.THIS_ROUND)
    yield Paragraph(say.round_named(seed))
    yield Paragraph(say.again(again))


def _by_kind(game: Round, now: State) -> Table:
    rows = tuple((Cell(say.KINDS[one.kind.value]), Cell(say.share(one.right, one.asked))) for one in shares(game, now))
    return Table(say.BY_KIND, (say.COLUMN_KIND, say.COLUMN_RIGHT), rows)


def _practise(game: Round, now: State, reading: Reading) -> Iterator[Block]:
    worst = to_practise(shares(game, now))
    if not worst:
        yield Paragraph(say.ALL_RIGHT)
        return
    yield Heading(say.PRACTISE)
    yield Items(tuple(say.practise(say.KINDS[one.kind.value], reading[one.kind.value]) for one in worst))


def _by_question(every: tuple[Outcome, ...]) -> Table:
    rows = tuple((Cell(one.question.text), Cell(_share(one)), _mistake(one)) for one in every)
    return Table(say.BY_QUESTION, (say.COLUMN_QUESTION, say.COLUMN_RIGHT, say.COLUMN_MISTAKE), rows, numbered=True)


def _share(one: Outcome) -> str:
    silent = [say.without_answer(one.silent)] if one.silent else []
    return "; ".join([say.share(one.right, one.teams), *silent])


def _mistake(one: Outcome) -> Cell:
    if not one.mistakes:
        return Cell("")
    names = "; ".join(say.mistake(option.key, option.text) for option in one.mistakes)
    return Cell(names, note=say.mistaken_by(one.mistaken, each=len(one.mistakes) > 1))
