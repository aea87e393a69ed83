"""Next question, and an interview with its answers given, taken back or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

from ave_cli.engine.relevance import (
    ALERT,
    DIRECTION,
    PHASE,
    EvaluationSoFar,
    Relevance,
    evaluate_so_far,
    facts_that_may_come,
    open_gates,
    pressing,
)
from ave_cli.profile import Answers, Fact, Gap, Gate, Given, Ruleset, Truth, Value, record


@record
class Question:
    """What stands on one screen."""

    facts: tuple[Fact, ...]
    """One fact, or several yes/no facts that are asked together; all unanswered."""
    text: str
    observe: str = ""
    """What is meant, with examples."""
    by_line: bool = False
    """Whether each fact is answered by itself: ja, nee or weet ik niet. Else what is so is ticked."""
    phase_decided: bool = False
    """Whether all that is left is about roles and steps."""
    at_most: int
    """How many screens there can still be, this one included: a screen of several facts may come back once."""

    @property
    def together(self) -> bool:
        """Whether several facts are asked at once."""
        return len(self.facts) > 1


class _Turn(IntEnum):
    """When a fact has its turn; those with the same turn come in the order of the themes."""

    ACUTE = 0
    DANGER = 1
    CURRENT_PHASE = 2
    PHASE = 3
    DETAILS = 4
    LAST = 5


def next_question(ruleset: Ruleset, answers: Answers) -> Question | None:
    """The question that has its turn now; None when nothing can matter any more.

    Danger first, then the current phase, then what can change the phase in the order of a conversation, then what
    decides roles and steps in the same order. What decides only a step that is not about safety is asked where it
    shares a screen with something else. A fact that was not reached stays unknown.
    """
    return question_after(evaluate_so_far(ruleset, answers))


def question_after(so_far: EvaluationSoFar) -> Question | None:
    """The same, after answers that were worked out."""
    ruleset = so_far.ruleset
    turns = _turns(ruleset, so_far)
    if not turns:
        return None
    places = {fact: place for place, fact in enumerate(ruleset.facts)}
    first = ruleset.facts[min(turns, key=lambda fact: (turns[fact], places[fact]))]
    reach = facts_that_may_come(ruleset, so_far)
    may_come = frozenset().union(*reach) | {first.id}
    together = tuple(
        fact
        for fact in ruleset.facts.values()
        if fact.id == first.id or (first.screen and fact.screen == first.screen and fact.id in may_come)
    )
    return _question(ruleset, together, turns[first.id], _most(ruleset, reach, turns))


def screens_left(so_far: EvaluationSoFar) -> int:
    """About how many screens are still to come: those that there are if nothing that is answered makes more matter."""
    return _screens(so_far.ruleset, _turns(so_far.ruleset, so_far))


def _turns(ruleset: Ruleset, so_far: EvaluationSoFar) -> dict[str, _Turn]:
    """The facts that are worth a question, and when each has its turn."""
    answers = so_far.evaluation.answers
    gates = {ruleset.gate(Gate.ACUTE): _Turn.ACUTE, ruleset.gate(Gate.PHASE): _Turn.CURRENT_PHASE}
    turns = {fact: gates[fact] for fact in open_gates(ruleset, answers)}
    for one in pressing(ruleset, so_far.relevant):
        if not answers.answered(one.fact):
            turn = _turn(ruleset, so_far, one)
            turns[one.fact] = min(turn, turns.get(one.fact, turn))
    return turns


def _turn(ruleset: Ruleset, so_far: EvaluationSoFar, one: Relevance) -> _Turn:
    fact = ruleset.facts[one.fact]
    if one.effect == ALERT or fact.danger:
        return _Turn.DANGER
    if one.effect in (PHASE, DIRECTION):
        is_sooner = fact.sooner is not None and so_far.evaluation.evaluate(fact.sooner).truth is Truth.YES
        return _Turn.DANGER if is_sooner else _Turn.PHASE
    return _Turn.LAST if one.fact in ruleset.national.ask_last else _Turn.DETAILS


def _most(ruleset: Ruleset, reach: Iterable[frozenset[str]], turns: Mapping[str, _Turn]) -> int:
    """The screens that there can still be, each counted once."""
    danger = {fact for fact, turn in turns.items() if turn <= _Turn.DANGER}
    return max(1, *(_screens(ruleset, facts | danger) for facts in reach))


def _question(ruleset: Ruleset, facts: tuple[Fact, ...], turn: _Turn, at_most: int) -> Question:
    first = facts[0]
    screen = ruleset.screens.get(first.screen) if len(facts) > 1 else None
    return Question(
        facts=facts,
        text=screen.question if screen else first.question,
        observe=screen.observe if screen else first.observe if len(facts) == 1 else "",
        by_line=len(facts) > 1 and any(fact.danger or fact.id in ruleset.national.ask for fact in facts),
        phase_decided=turn >= _Turn.DETAILS,
        at_most=at_most,
    )


def _screens(ruleset: Ruleset, facts: Iterable[str]) -> int:
    """Facts that share a screen are asked together once: what may still come is on it too."""
    return len({ruleset.facts[fact].screen or fact for fact in facts})


def route(ruleset: Ruleset, answers: Answers, start: Answers) -> tuple[Question, ...]:
    """The questions that these answers reply to, in the order in which an interview would have put them.

    It replays the interview from the start, so that going back and changing an answer gives exactly what
    answering straight gives. An answer that the replay does not reach is not on the route; `start` is what was
    known before the first question.
    """
    so_far = start
    asked: list[Question] = []
    while (question := next_question(ruleset, so_far)) is not None:
        given = {fact.id: answers.given[fact.id] for fact in question.facts if fact.id in answers.given}
        if len(given) < len(question.facts):
            break
        asked.append(question)
        so_far = so_far.extended(given)
    return tuple(asked)


class Progress:
    """One interview from its start: what counts now, and what was said before and does not count.

    Going back and changing an answer gives exactly what answering straight gives: the answers that count are always
    those on the route that they themselves lead along.
    """

    def __init__(self, ruleset: Ruleset, start: Answers) -> None:
        self.ruleset = ruleset
        self.start = start
        self.question: Question | None
        """The question to put now; None when nothing can matter any more."""
        self._move(start)
        self.enough = False
        """Whether the person wants the result with what is known."""
        self._before: list[Answers] = []
        self._earlier: dict[str, Value | Gap] = {}
        self._proposed: dict[str, Value | Gap] = {}
        self._begun: dict[str, Value | Gap] = {}
        self._given: dict[str, Value | Gap] = {}
        self._changed: Given = {}
        """All answers, as long as a change makes a question come up in between."""

    @property
    def number(self) -> int:
        """Place of the question to put now, from 1."""
        return len(self._before) + 1

    @property
    def left(self) -> int:
        """About how many screens are still to come; those that were seen before are not counted."""
        return screens_left(self.so_far)

    def earlier(self, question: Question) -> Given:
        """What was answered to this question before; it does not count until it is given again."""
        return {fact.id: self._earlier[fact.id] for fact in question.facts if fact.id in self._earlier}

    def begin(self, facts: Iterable[str], given: Given) -> None:
        """Remember what was filled in for these facts and not confirmed: it counts for nothing until it is."""
        for fact in facts:
            self._begun.pop(fact, None)
        self._begun.update(given)

    def begun(self, question: Question) -> Given:
        """What was filled in at this question and not confirmed."""
        return {fact.id: self._begun[fact.id] for fact in question.facts if fact.id in self._begun}

    def propose(self, proposals: Given) -> None:
        """Offer answers from elsewhere, to be confirmed one by one; about danger they are told and never offered."""
        self._proposed.update(proposals)
        self.begin(proposals, {})
        national = self.ruleset.national.ask
        self._earlier.update(
            {
                fact: one
                for fact, one in proposals.items()
                if not self.ruleset.facts[fact].danger and fact not in national
            }
        )

    def proposed(self, question: Question) -> Given:
        """What was answered to this question elsewhere."""
        return {fact.id: self._proposed[fact.id] for fact in question.facts if fact.id in self._proposed}

    @property
    def parked(self) -> Given:
        """What was answered in this interview and does not count."""
        return {fact: one for fact, one in self._given.items() if fact not in self.answers.given}

    def answer(self, given: Given) -> None:
        """Answer the question that is put now; after a change, what was answered behind it counts again."""
        self._given.update(given)
        self._earlier.update(given)
        self.begin(given, {})
        if self._changed:
            self._walk({**self._changed, **given})
            return
        self._before.append(self.answers)
        self._move(self.answers.extended(given))

    def stop_asking(self) -> None:
        """It is enough: what was answered in this interview and only gone back to counts again."""
        self.enough = True
        while self.question is not None and all(fact.id in self._given for fact in self.question.facts):
            self.answer({fact.id: self._given[fact.id] for fact in self.question.facts})

    def back(self) -> bool:
        """Take the last answer back; False at the first question."""
        self._changed = {}
        if not self._before:
            return False
        self._move(self._before.pop())
        return True

    def change(self, given: Given) -> tuple[str, ...]:
        """Change answers that were given, and walk the route anew.

        Returns:
            the facts that were answered and are not on the new route: kept aside, and no longer counted. None while a
            question came up that was not answered yet.
        """
        self._given.update(given)
        self.begin(given, {})
        known = {**self.answers.given, **given}
        self._earlier.update(known)
        self._walk(known)
        return () if self._changed else tuple(fact for fact in known if fact not in self.answers.given)

    def _walk(self, known: Given) -> None:
        self._before, so_far = [], self.start
        for question in route(self.ruleset, Answers(given=known), self.start):
            self._before.append(so_far)
            so_far = so_far.extended({fact.id: known[fact.id] for fact in question.facts})
        self._move(so_far)
        self._changed = known if self.question is not None else {}

    def answered(self) -> tuple[Question, ...]:
        """The questions that were answered and count, in the order in which they were put."""
        return route(self.ruleset, self.answers, self.start)

    def _move(self, answers: Answers) -> None:
        self.answers = answers
        self.so_far = evaluate_so_far(self.ruleset, answers)
        self.question = question_after(self.so_far)
