"""Next question, and an interview with its answers given, taken back or changed."""

from __future__ import annotations

from collections.abc import Mapping

from ave_cli.engine.relevance import evaluate_so_far, facts_that_may_come, open_gates, relevant_facts
from ave_cli.profile.facts import Answers, Fact, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset


@record
class Question:
    """What stands on one screen."""

    facts: tuple[Fact, ...]
    """One fact, or several yes/no facts to tick; all unanswered."""
    text: str
    at_most: int
    """How many screens there can still be, this one included, whatever is answered."""

    @property
    def ticks(self) -> bool:
        """Whether the facts are asked together, as boxes to tick."""
        return len(self.facts) > 1


def next_question(ruleset: Ruleset, answers: Answers) -> Question | None:
    """The question that is most worth asking now; None when nothing can matter any more.

    Danger first, then the current phase, then the entry rules of the phases that are still possible, heaviest
    first, then what decides the direction, roles, criteria and steps. A fact that was not reached stays
    unknown, which is harmless because it cannot matter.
    """
    so_far = evaluate_so_far(ruleset, answers)
    reach = facts_that_may_come(ruleset, answers, so_far)
    wanted = (
        *open_gates(ruleset, answers),
        *(relevance.fact for relevance in relevant_facts(ruleset, so_far) if not answers.answered(relevance.fact)),
    )
    if not wanted:
        return None
    first = ruleset.facts[wanted[0]]
    may_come = frozenset().union(*reach) | {first.id}
    together = tuple(
        fact
        for fact in ruleset.facts.values()
        if fact.id == first.id or (first.screen and fact.screen == first.screen and fact.id in may_come)
    )
    return Question(
        facts=together,
        text=_text(ruleset, together),
        at_most=max(1, *(_screens(ruleset, facts) for facts in reach)),
    )


def _text(ruleset: Ruleset, facts: tuple[Fact, ...]) -> str:
    if len(facts) == 1 or facts[0].screen not in ruleset.screens:
        return facts[0].question
    return ruleset.screens[facts[0].screen].question


def _screens(ruleset: Ruleset, facts: frozenset[str]) -> int:
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


Given = Mapping[str, Value | Gap]
"""Answers to every fact of one question."""


class Progress:
    """One interview from its start: what counts now, and what was said before and does not count.

    Going back and changing an answer gives exactly what answering straight gives: the answers that count are always
    those on the route that they themselves lead along.
    """

    def __init__(self, ruleset: Ruleset, start: Answers) -> None:
        self.ruleset = ruleset
        self.start = start
        self.answers = start
        self.question = next_question(ruleset, start)
        """The question to put now; None when nothing can matter any more."""
        self._before: list[Answers] = []
        self._earlier: dict[str, Value | Gap] = {}

    @property
    def number(self) -> int:
        """Place of the question to put now, from 1."""
        return len(self._before) + 1

    def earlier(self, question: Question) -> Given:
        """What was answered to this question before; it does not count until it is given again."""
        return {fact.id: self._earlier[fact.id] for fact in question.facts if fact.id in self._earlier}

    def propose(self, proposals: Given) -> None:
        """Offer answers from elsewhere, to be confirmed one by one."""
        self._earlier.update(proposals)

    def answer(self, given: Given) -> None:
        """Answer the question that is put now."""
        self._before.append(self.answers)
        self._earlier.update(given)
        self._move(self.answers.extended(given))

    def back(self) -> bool:
        """Take the last answer back; False at the first question."""
        if not self._before:
            return False
        self._move(self._before.pop())
        return True

    def change(self, given: Given) -> tuple[str, ...]:
        """Change answers that were given, and walk the route anew.

        Returns:
            the facts that were answered and are not on the new route: kept aside, and no longer counted.
        """
        known = {**self.answers.given, **given}
        self._earlier.update(known)
        self._before, so_far = [], self.start
        for question in route(self.ruleset, Answers(given=known), self.start):
            self._before.append(so_far)
            so_far = so_far.extended({fact.id: known[fact.id] for fact in question.facts})
        self._move(so_far)
        return tuple(fact for fact in known if fact not in so_far.given)

    def answered(self) -> tuple[Question, ...]:
        """The questions that were answered and count, in the order in which they were put."""
        return route(self.ruleset, self.answers, self.start)

    def _move(self, answers: Answers) -> None:
        self.answers = answers
        self.question = next_question(self.ruleset, answers)
