"""A round of the quiz: what follows on what, that undo undoes, who has how many, and what a host may type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.quiz import game as quiz_game
from ave_cli.quiz.game import (
    Choose,
    Event,
    Go,
    History,
    Impossible,
    Letters,
    Round,
    RoundScreen,
    State,
    Undo,
    after,
    read_letters,
    replay_round,
    start_round,
)
from ave_cli.quiz.material import QuestionKind, QuizQuestion

Asked = tuple[QuizQuestion, ...]


def of(questions: Asked, teams: int) -> Round:
    return Round(questions=questions, model="Ergens 1", teams=teams)


def typed(**letters: str) -> Choose:
    """Letters by team: t1="A"."""
    return Choose(letters={int(team[1:]): letter for team, letter in letters.items()})


def test_a_workshop_takes_three_enters_a_question_and_shows_the_score_after_three(asked: Asked) -> None:
    game = of((*asked, asked[0]), 2)
    all_in, go = typed(t1="A", t2="B"), Go()
    events: list[Event] = [typed(t1="A"), typed(t2="B"), go, go, all_in, go, go, go, go, go, go, go, all_in, go, go]
    seen = [start_round()[-1]]
    for number in range(1, len(events) + 1):
        seen.append(replay_round(game, events[:number])[-1])
    screen = RoundScreen
    assert [(one.place, one.screen) for one in seen] == [
        (0, screen.OPTIONS),
        (0, screen.TYPED),
        (0, screen.ANSWER),
        (0, screen.EXPLANATION),
        (1, screen.OPTIONS),
        (1, screen.ANSWER),
        (1, screen.EXPLANATION),
        (2, screen.OPTIONS),
        (2, screen.TYPED),
        (2, screen.ANSWER),
        (2, screen.EXPLANATION),
        (2, screen.SCORE),
        (3, screen.OPTIONS),
        (3, screen.ANSWER),
        (3, screen.EXPLANATION),
        (3, screen.END),
    ]
    assert seen[-1].done == ({1: "A", 2: "B"}, {1: "A", 2: "B"}, {}, {1: "A", 2: "B"})


def test_alone_every_answer_leads_to_the_next_question(asked: Asked) -> None:
    game = of(asked, 1)
    history = start_round()
    for place, letter in enumerate("ABA"):
        assert (history[-1].place, history[-1].screen) == (place, RoundScreen.OPTIONS)
        history = after(game, history, typed(t1=letter))
    assert history[-1] == State(place=2, screen=RoundScreen.END, typed={}, done=({1: "A"}, {1: "B"}, {1: "A"}))


def test_what_is_typed_again_replaces_what_was_typed(asked: Asked) -> None:
    history = replay_round(of(asked, 3), [typed(t1="A", t3="C"), typed(t1="B"), typed(t2="A")])
    assert history[2].typed == {1: "B", 3: "C"}
    assert list(history[-1].done[0]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("teams", "before", "event"),
    [
        (2, [], Undo()),
        (2, [Go()], typed(t3="A")),
        (2, [Go()], typed(t0="A")),
        (2, [Go()], typed(t1="D")),
        (2, [Go()], typed(t1="a")),
        (2, [Go()], Choose(letters={})),
        (2, [Go(), Go()], typed(t1="A")),
        (2, [Go(), Undo()], Undo()),
        (1, [], Go()),
        (1, [], typed(t2="A")),
        (1, [typed(t1="A")] * 3, typed(t1="A")),
        (2, [Go()] * 12, Go()),
    ],
)
def test_what_cannot_happen_is_refused(asked: Asked, teams: int, before: list[Event], event: Event) -> None:
    game = of(asked, teams)
    history = replay_round(game, before)
    with pytest.raises(Impossible):
        after(game, history, event)


LETTERS = st.dictionaries(st.integers(0, 4), st.sampled_from("ABCD"), max_size=4)
EVENTS = st.lists(st.just(Go()) | st.just(Undo()) | st.builds(Choose, letters=LETTERS), max_size=40)


def walked(game: Round, events: list[Event]) -> tuple[History, list[Event]]:
    """The round after those of these events that can happen, and which those were."""
    history, happened = start_round(), []
    for event in events:
        try:
            history = after(game, history, event)
        except Impossible:
            continue
        happened.append(event)
    return history, happened


@given(teams=st.integers(1, 3), events=EVENTS, last=st.just(Go()) | st.builds(Choose, letters=LETTERS))
def test_undo_undoes_and_replay_gives_the_same(asked: Asked, teams: int, events: list[Event], last: Event) -> None:
    game = of(asked, teams)
    history, happened = walked(game, events)
    assert replay_round(game, happened) == history
    assert replay_round(game, [quiz_game.read_entry(quiz_game.entry_json(one)) for one in happened]) == history
    try:
        further = after(game, history, last)
    except Impossible:
        return
    assert after(game, further, Undo()) == history


@given(teams=st.integers(2, 3), events=EVENTS)
def test_what_was_shown_counts_and_nothing_else_does(asked: Asked, teams: int, events: list[Event]) -> None:
    game = of(asked, teams)
    now = walked(game, events)[0][-1]
    shown = now.screen in (RoundScreen.ANSWER, RoundScreen.EXPLANATION, RoundScreen.SCORE, RoundScreen.END)
    assert len(now.done) == now.place + shown
    assert sum(one.right for one in quiz_game.standings(game, now)) == sum(
        letter == question.right.key
        for question, letters in zip(asked, now.done, strict=False)
        for letter in letters.values()
    )


def finished(*done: Letters) -> State:
    return State(place=len(done) - 1, screen=RoundScreen.SCORE, typed={}, done=done)


@pytest.mark.parametrize(
    ("done", "places"),
    [
        (({1: "A", 2: "A", 3: "B"},), [(1, 1, 1), (1, 2, 1), (3, 3, 0)]),
        (({3: "A"},), [(1, 3, 1), (2, 1, 0), (2, 2, 0)]),
        (({},), [(1, 1, 0), (1, 2, 0), (1, 3, 0)]),
        (({2: "A", 3: "A"}, {3: "B"}), [(1, 3, 2), (2, 2, 1), (3, 1, 0)]),
    ],
)
def test_a_tie_shares_the_place(asked: Asked, done: tuple[Letters, ...], places: list[tuple[int, int, int]]) -> None:
    found = quiz_game.standings(of(asked, 3), finished(*done))
    assert [(one.place, one.team, one.right) for one in found] == places


def test_what_went_wrong_most_is_told_by_question(asked: Asked) -> None:
    """The first question has A right, the second B, the third A."""
    game = of(asked, 4)
    first, second, third = quiz_game.outcomes(
        game, finished({1: "B", 2: "B", 3: "C", 4: "A"}, {1: "A", 2: "C"}, {1: "A"})
    )
    assert (first.right, first.silent, [one.key for one in first.mistakes], first.mistaken) == (1, 0, ["B"], 2)
    assert (second.right, second.silent, [one.key for one in second.mistakes], second.mistaken) == (0, 2, ["A", "C"], 1)
    assert (third.right, third.silent, third.mistakes, third.mistaken) == (1, 3, (), 0)


def test_the_kind_with_the_smallest_share_is_practised_first(asked: Asked) -> None:
    game = of(asked, 2)
    found = quiz_game.shares_right(game, finished({1: "A", 2: "B"}, {1: "A", 2: "A"}, {1: "A", 2: "B"}))
    assert [(one.kind, one.right, one.asked) for one in found] == [
        (QuestionKind.PHASE, 2, 4),
        (QuestionKind.STATEMENT, 0, 2),
    ]
    assert [one.kind for one in quiz_game.to_practise(found)] == [QuestionKind.STATEMENT, QuestionKind.PHASE]
    assert quiz_game.to_practise(quiz_game.shares_right(of(asked, 1), finished({1: "A"}, {1: "B"}, {1: "A"}))) == ()


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("1a 2c 3b", {1: "A", 2: "C", 3: "B"}),
        ("3B,1A;2c", {3: "B", 1: "A", 2: "C"}),
        ("1a2c3b", {1: "A", 2: "C", 3: "B"}),
        (" 1 : a - 2 = c ", {1: "A", 2: "C"}),
        ("team 1 a, Team 2 b", {1: "A", 2: "B"}),
        ("2c.", {2: "C"}),
    ],
)
def test_a_host_types_as_it_comes(line: str, letters: Letters) -> None:
    assert read_letters(line, 3, "ABC") == letters


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("4a", "geen team 4"),
        ("0a", "geen team 0"),
        ("99999999999999999999a", "geen team 999999999."),
        ("1d", "Antwoord D is er niet. Kies A, B of C"),
        ("1a 1b", "Team 1 staat er twee keer"),
        ("1a 2", "niet te lezen"),
        ("a1", "niet te lezen"),
        ("1ab", "niet te lezen"),
        ("ja", "niet te lezen"),
        ("1a %", "niet te lezen"),
        ("...", "niet te lezen"),
        ("1é", "Antwoord É is er niet"),
        ("²a", "niet te lezen"),
    ],
)
def test_what_cannot_be_read_is_told(line: str, words: str) -> None:
    found = read_letters(line, 3, "ABC")
    assert isinstance(found, str)
    assert words in found


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_known_teams_and_letters_or_words(line: str) -> None:
    found = read_letters(line, 3, "ABC")
    assert found if isinstance(found, str) else set(found) <= {1, 2, 3} and set(found.values()) <= set("ABC")


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"go": 1},
        {"go": True, "undo": True},
        {"letters": ["A"]},
        {"letters": {"x": "A"}},
        {"letters": {"1": "A", "01": "B", "99999": "C"}},
        {"letters": {"1": "A"}, "go": True},
        {"anders": True},
    ],
)
def test_an_entry_that_is_none_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(Impossible):
        quiz_game.read_entry(raw)


def test_a_round_is_known_by_all_that_is_shown_of_it(asked: Asked) -> None:
    whole = quiz_game.questions_fingerprint(asked)
    assert whole == quiz_game.questions_fingerprint(asked)
    assert whole != quiz_game.questions_fingerprint(asked[::-1])
    assert whole != quiz_game.questions_fingerprint(asked[:2])
    assert quiz_game.question_json(asked[0])["options"][0] == {
        "key": "A",
        "text": "AVE x",
        "right": True,
        "why": "daarom",
    }
