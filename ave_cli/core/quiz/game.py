"""Where is a round of the quiz, and what becomes of it when something is typed or taken back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeAlias

from ave_cli.core.quiz.question import Question
from ave_cli.profile.records import record

Letters: TypeAlias = Mapping[int, str]
"""The letter that each team chose, by the number of the team; a team that is absent gave no answer."""


class Screen(Enum):
    """What is to be seen now."""

    STORY = "story"
    """Only the household."""
    OPTIONS = "options"
    """The question with its letters."""
    TYPED = "typed"
    """The letters that were typed; they can still be changed."""
    ANSWER = "answer"
    """The letter that is right, and who had it."""
    EXPLANATION = "explanation"
    SCORE = "score"
    END = "end"


@record
class Go:
    """Enter: what comes next."""


@record
class Choose:
    """Letters that were typed; on top of what was typed for this question before."""

    letters: Letters


@record
class Undo:
    """The last entry never happened."""


Event: TypeAlias = Go | Choose | Undo


class Impossible(ValueError):
    """This cannot happen here: it is no entry of this round."""


@record
class Round:
    """What never changes while a round is played."""

    questions: tuple[Question, ...]
    """At least one."""
    model: str
    """Title and version of the model, for the head of every screen."""
    teams: int
    """1 is a person alone, who sees no screens between the questions."""

    @property
    def alone(self) -> bool:
        """Whether nobody plays against anybody."""
        return self.teams == 1


@record
class State:
    """Where a round is."""

    place: int
    """Index of the question; of the last one at the end."""
    screen: Screen
    typed: Letters
    """What was chosen for this question and does not count yet."""
    done: tuple[Letters, ...]
    """What counts, by question, for those of which the answer was shown."""


History: TypeAlias = tuple[State, ...]
"""Every state of a round up to now; the last one counts, and to undo is to drop it."""

_NEXT = {
    Screen.STORY: Screen.OPTIONS,
    Screen.OPTIONS: Screen.TYPED,
    Screen.TYPED: Screen.ANSWER,
    Screen.ANSWER: Screen.EXPLANATION,
    Screen.EXPLANATION: Screen.SCORE,
}
"""Where Enter leads within one question of a workshop."""


def start(game: Round) -> History:
    """A round of which nothing was played."""
    return (State(place=0, screen=_first(game, 0), typed={}, done=()),)


def after(game: Round, history: History, event: Event) -> History:
    """The round after one more entry.

    Raises:
        Impossible: nothing can be taken back, no such team or letter is there, or nothing is asked here.
    """
    now = history[-1]
    match event:
        case Undo():
            if len(history) == 1:
                raise Impossible("nothing to take back")
            return history[:-1]
        case Choose():
            return (*history, _chosen(game, now, event.letters))
        case Go():
            return (*history, _gone(game, now))


def replay(game: Round, events: Iterable[Event]) -> History:
    """The round after these entries.

    Raises:
        Impossible: they are not the entries of this round.
    """
    history = start(game)
    for event in events:
        history = after(game, history, event)
    return history


def _first(game: Round, place: int) -> Screen:
    """The story comes alone for teams; a question without a household begins with its letters."""
    return Screen.STORY if game.questions[place].story and not game.alone else Screen.OPTIONS


def _chosen(game: Round, now: State, letters: Letters) -> State:
    keys = {one.key for one in game.questions[now.place].options}
    if now.screen not in (Screen.OPTIONS, Screen.TYPED) or not letters:
        raise Impossible("nothing is asked here")
    if not all(1 <= team <= game.teams and letter in keys for team, letter in letters.items()):
        raise Impossible("no such team or letter")
    typed = dict(sorted({**now.typed, **letters}.items()))
    if game.alone:
        return _onward(game, State(place=now.place, screen=now.screen, typed={}, done=(*now.done, typed)))
    return State(place=now.place, screen=Screen.TYPED, typed=typed, done=now.done)


def _gone(game: Round, now: State) -> State:
    if now.screen is Screen.SCORE:
        return _onward(game, now)
    if game.alone or now.screen is Screen.END:
        raise Impossible("nothing comes next")
    if now.screen is Screen.TYPED:
        return State(place=now.place, screen=Screen.ANSWER, typed={}, done=(*now.done, now.typed))
    return State(place=now.place, screen=_NEXT[now.screen], typed=now.typed, done=now.done)


def _onward(game: Round, now: State) -> State:
    """The beginning of the next question, or the end."""
    place = now.place + 1
    if place == len(game.questions):
        return State(place=now.place, screen=Screen.END, typed={}, done=now.done)
    return State(place=place, screen=_first(game, place), typed={}, done=now.done)
