"""A round as it is played, with its score."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

from ave_cli.engine.answers_file import raw_answer
from ave_cli.profile import record
from ave_cli.quiz.material import Option, QuestionKind, QuizQuestion
from ave_cli.safe_text import typed_number
from ave_cli.text import quiz as quiz_text

Letters: TypeAlias = Mapping[int, str]
"""The letter that each team chose, by the number of the team; a team that is absent gave no answer."""


class RoundScreen(Enum):
    """What is to be seen now."""

    OPTIONS = "options"
    """The household and the question with its letters."""
    TYPED = "typed"
    """The letters that were typed while not every team has one; they can still be changed."""
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

    letters: Mapping[int, str]


@record
class Undo:
    """The last entry never happened."""


Event: TypeAlias = Go | Choose | Undo


class Impossible(ValueError):
    """This cannot happen here: it is no entry of this round."""


@record
class Round:
    """What never changes while a round is played."""

    questions: tuple[QuizQuestion, ...]
    """At least one."""
    model: str
    """Title and version of the model, for the head of every screen."""
    teams: int
    """1 is a person alone, who sees no screens between the questions."""
    road: tuple[str, ...] = ()
    """The road of a klantreis to look back on, a line each; empty for a round of loose questions."""

    @property
    def alone(self) -> bool:
        """Whether nobody plays against anybody."""
        return self.teams == 1


@record
class State:
    """Where a round is."""

    place: int
    """Index of the question; of the last one at the end."""
    screen: RoundScreen
    typed: Mapping[int, str]
    """What was chosen for this question and does not count yet."""
    done: tuple[Letters, ...]
    """What counts, by question, for those of which the answer was shown."""


History: TypeAlias = tuple[State, ...]
"""Every state of a round up to now; the last one counts, and to undo is to drop it."""

_NEXT = {
    RoundScreen.OPTIONS: RoundScreen.TYPED,
    RoundScreen.TYPED: RoundScreen.ANSWER,
    RoundScreen.ANSWER: RoundScreen.EXPLANATION,
}
"""Where Enter leads within one question of a workshop."""


def start_round() -> History:
    """A round of which nothing was played."""
    return (State(place=0, screen=RoundScreen.OPTIONS, typed={}, done=()),)


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
            return (*history, _choose(game, now, event.letters))
        case Go():
            return (*history, _go(game, now))


def replay_round(game: Round, events: Iterable[Event]) -> History:
    """The round after these entries.

    Raises:
        Impossible: they are not the entries of this round.
    """
    history = start_round()
    for event in events:
        history = after(game, history, event)
    return history


def _choose(game: Round, now: State, letters: Letters) -> State:
    keys = {option.key for option in game.questions[now.place].options}
    if now.screen not in (RoundScreen.OPTIONS, RoundScreen.TYPED) or not letters:
        raise Impossible("nothing is asked here")
    if not all(1 <= team <= game.teams and letter in keys for team, letter in letters.items()):
        raise Impossible("no such team or letter")
    typed = dict(sorted({**now.typed, **letters}.items()))
    if game.alone:
        return _onward(game, State(place=now.place, screen=now.screen, typed={}, done=(*now.done, typed)))
    if len(typed) == game.teams:
        return State(place=now.place, screen=RoundScreen.ANSWER, typed={}, done=(*now.done, typed))
    return State(place=now.place, screen=RoundScreen.TYPED, typed=typed, done=now.done)


def _go(game: Round, now: State) -> State:
    if now.screen is RoundScreen.EXPLANATION and _score_is_due(game, now):
        return State(place=now.place, screen=RoundScreen.SCORE, typed={}, done=now.done)
    if now.screen in (RoundScreen.EXPLANATION, RoundScreen.SCORE):
        return _onward(game, now)
    if game.alone or now.screen is RoundScreen.END:
        raise Impossible("nothing comes next")
    if now.screen is RoundScreen.TYPED:
        return State(place=now.place, screen=RoundScreen.ANSWER, typed={}, done=(*now.done, now.typed))
    return State(place=now.place, screen=_NEXT[now.screen], typed=now.typed, done=now.done)


_EACH = 3
"""After so many questions the score is shown without asking for it."""


def _score_is_due(game: Round, now: State) -> bool:
    return not game.alone and (now.place + 1) % _EACH == 0 and now.place + 1 < len(game.questions)


def _onward(game: Round, now: State) -> State:
    """The beginning of the next question, or the end."""
    place = now.place + 1
    if place == len(game.questions):
        return State(place=now.place, screen=RoundScreen.END, typed={}, done=now.done)
    return State(place=place, screen=RoundScreen.OPTIONS, typed={}, done=now.done)


_TEAM = re.compile(r"\bteam\b", re.IGNORECASE)
_PARTS = re.compile(r"[0-9]+|[A-Za-z]+|[^\s,;:.=()/&+-]")
_ONE_LINE = 200
"""Characters; eight teams need forty."""


def read_letters(line: str, teams: int, keys: Sequence[str]) -> Letters | str:
    """The letters in a line such as `1a 2c 3b`, or what is wrong with it.

    Capitals, commas, spaces and the order are free; no team may stand there twice.
    """
    parts = _PARTS.findall(_TEAM.sub(" ", line[:_ONE_LINE]))
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if not pairs or len(parts) % 2 or not all(_is_pair(*one) for one in pairs):
        return quiz_text.not_understood(teams, keys)
    found: dict[int, str] = {}
    for number, letter in pairs:
        team = typed_number(number, teams)
        if not team:
            return quiz_text.no_team(number[:9], teams)
        if letter.upper() not in keys:
            return quiz_text.no_letter(letter.upper(), keys)
        if team in found:
            return quiz_text.team_twice(team)
        found[team] = letter.upper()
    return found


def _is_pair(number: str, letter: str) -> bool:
    return number.isdecimal() and len(letter) == 1 and letter.isalpha()


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

    kind: QuestionKind
    right: int
    asked: int
    """Answers that could have been given: questions times teams; at least 1."""


@record
class Outcome:
    """How one question went."""

    question: QuizQuestion
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
        Standing(place=1 + sum(point > points[team] for point in points.values()), team=team, right=points[team])
        for team in order
    )


def shares_right(game: Round, state: State) -> tuple[Share, ...]:
    """Every kind that was asked, in the order of kinds."""
    every = outcomes(game, state)
    found = []
    for kind in QuestionKind:
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


def _outcome(question: QuizQuestion, letters: Letters, teams: int) -> Outcome:
    given = list(letters.values())
    wrong = {option.key: given.count(option.key) for option in question.options if not option.right}
    most = max(wrong.values(), default=0)
    return Outcome(
        question=question,
        right=given.count(question.right.key),
        teams=teams,
        silent=teams - len(given),
        mistakes=tuple(option for option in question.options if most and wrong.get(option.key) == most),
        mistaken=most,
    )


Plain: TypeAlias = dict[str, Any]
_GO, _CHOOSE, _UNDO = "go", "letters", "undo"


def question_json(question: QuizQuestion) -> Plain:
    """A question as it stands in the JSON.

    `answers` is the household of which the right option is right: with what is new, where the question tells news.
    """
    before = {fact: raw_answer(answer) for fact, answer in question.answers.items()}
    news = {fact: raw_answer(answer) for fact, answer in question.news.items()}
    return {
        "id": question.id,
        "kind": question.kind.value,
        "level": question.level,
        "invented": question.invented,
        "written": question.written,
        "case": question.case,
        "moment": question.moment or None,
        "story": question.story,
        "text": question.text,
        "options": [
            {"key": option.key, "text": option.text, "right": option.right, "why": option.why}
            for option in question.options
        ],
        "explanation": question.explanation,
        "statements": list(question.statements),
        "sources": list(question.sources),
        "answers": {**before, **news},
        "answers_before": before if news else None,
        "news": news,
        "current_phase": question.current_phase,
        "before": list(question.before),
    }


def questions_fingerprint(questions: Sequence[QuizQuestion]) -> str:
    """`sha256:…` over everything that is shown of these questions, in their order."""
    text = json.dumps(
        [question_json(one) for one in questions], ensure_ascii=True, sort_keys=True, separators=(",", ":")
    )
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def entry_json(event: Event) -> Plain:
    """An entry of a round as a journal has it."""
    match event:
        case Go():
            return {_GO: True}
        case Undo():
            return {_UNDO: True}
        case Choose():
            return {_CHOOSE: {str(team): letter for team, letter in event.letters.items()}}


def read_entry(raw: Mapping[str, object]) -> Event:
    """The entry that a journal has.

    Raises:
        Impossible: it is none.
    """
    if len(raw) != 1:
        raise Impossible("no entry")
    if raw.get(_GO) is True:
        return Go()
    if raw.get(_UNDO) is True:
        return Undo()
    letters = raw.get(_CHOOSE)
    if not isinstance(letters, dict):
        raise Impossible("no entry")
    found = {int(team): str(letter) for team, letter in letters.items() if len(team) < 4 and team.isdecimal()}
    if len(found) != len(letters):
        raise Impossible("no team")
    return Choose(letters=found)
