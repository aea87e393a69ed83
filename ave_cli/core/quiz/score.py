"""How did a round go: for whom, on what, and where did most go wrong?"""

from __future__ import annotations

from collections.abc import Sequence

from ave_cli.core.quiz.game import Letters, Round, State
from ave_cli.core.quiz.question import Kind, Option, Question
from ave_cli.profile.records import record


@record
class Standing:
    """Where a team stands."""

    place: int
    """From 1; the same for teams with as many right, and then as many places are passed over."""
    team: int
    right: int


@record
class Share:
    """How much of one kind of question was right."""

    kind: Kind
    right: int
    asked: int
    """Answers that could have been given: questions times teams; at least 1."""


@record
class Outcome:
    """How one question went."""

    question: Question
    right: int
    teams: int
    silent: int
    """Teams without an answer; they count as not right."""
    mistakes: tuple[Option, ...]
    """The wrong options that most teams chose; more than one where they were chosen as often."""
    mistaken: int
    """How many chose each of those; 0 where nobody chose a wrong one."""


def standings(game: Round, state: State) -> tuple[Standing, ...]:
    """Every team, best first; teams with as many right share a place and stand by number."""
    points = {team: _right(game, state, team) for team in range(1, game.teams + 1)}
    order = sorted(points, key=lambda team: (-points[team], team))
    return tuple(
        Standing(place=1 + sum(one > points[team] for one in points.values()), team=team, right=points[team])
        for team in order
    )


def shares(game: Round, state: State) -> tuple[Share, ...]:
    """Every kind that was asked, in the order of kinds."""
    every = outcomes(game, state)
    found = []
    for kind in Kind:
        mine = [one for one in every if one.question.kind is kind]
        if mine:
            found.append(Share(kind=kind, right=sum(one.right for one in mine), asked=game.teams * len(mine)))
    return tuple(found)


def to_practise(every: Sequence[Share]) -> tuple[Share, ...]:
    """The kinds in which something went wrong, the worst first."""
    wrong = [one for one in every if one.right < one.asked]
    return tuple(sorted(wrong, key=lambda one: one.right / one.asked))


def outcomes(game: Round, state: State) -> tuple[Outcome, ...]:
    """Every question of which the answer was shown, in the order of the round."""
    return tuple(
        _outcome(question, letters, game.teams) for question, letters in zip(game.questions, state.done, strict=False)
    )


def _right(game: Round, state: State, team: int) -> int:
    asked = zip(game.questions, state.done, strict=False)
    return sum(letters.get(team) == question.right.key for question, letters in asked)


def _outcome(question: Question, letters: Letters, teams: int) -> Outcome:
    given = list(letters.values())
    wrong = {one.key: given.count(one.key) for one in question.options if not one.right}
    most = max(wrong.values(), default=0)
    return Outcome(
        question=question,
        right=given.count(question.right.key),
        teams=teams,
        silent=teams - len(given),
        mistakes=tuple(one for one in question.options if most and wrong.get(one.key) == most),
        mistaken=most,
    )
