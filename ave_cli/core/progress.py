"""Where is an interview, and what becomes of it when an answer is given, taken back or changed?"""

from __future__ import annotations

from collections.abc import Mapping

from ave_cli.core.questionnaire import Question, next_question, route
from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.profile.ruleset import Model

Given = Mapping[str, Value | Gap]
"""Answers to every fact of one question."""


class Progress:
    """One interview from its start: what counts now, and what was said before and does not count.

    Going back and changing an answer gives exactly what answering straight gives: the answers that count are always
    those on the route that they themselves lead along.
    """

    def __init__(self, model: Model, start: Answers) -> None:
        self.model = model
        self.start = start
        self.answers = start
        self.question = next_question(model, start)
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
        for question in route(self.model, Answers(given=known), self.start):
            self._before.append(so_far)
            so_far = so_far.extended({fact.id: known[fact.id] for fact in question.facts})
        self._move(so_far)
        return tuple(fact for fact in known if fact not in so_far.given)

    def answered(self) -> tuple[Question, ...]:
        """The questions that were answered and count, in the order in which they were put."""
        return route(self.model, self.answers, self.start)

    def _move(self, answers: Answers) -> None:
        self.answers = answers
        self.question = next_question(self.model, answers)
