"""Stories of invented households, put together from data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise, zip_longest
from typing import TypeVar

from ave_cli.profile import (
    LIST,
    NO_PHASE,
    PHASE,
    PLACE,
    Answers,
    Conditions,
    Enumeration,
    Evaluation,
    FactKind,
    Gap,
    Opening,
    Ruleset,
    Stories,
    Tell,
    Telling,
    Truth,
    Value,
    record,
)
from ave_cli.text import common as common_text
from ave_cli.wording import phrases

LONGEST = 22
"""Words in a sentence to which no other clause is joined any more."""
SHORT = 16
"""Words in a sentence that goes on over the end of a chapter."""


@record
class Clause:
    """A main clause without capital and full stop; with its places."""

    text: str
    tone: str | None = None
    enumeration: Enumeration | None = None
    items: tuple[str, ...] = ()
    begins: bool = False
    """It is the first of its chapter."""
    alone: bool = False
    """It is a sentence of its own."""

    @property
    def divided(self) -> bool:
        """Whether it has parts of its own, which a reader could take for clauses."""
        return any(mark in self.text for mark in common_text.DIVIDES)

    @property
    def words(self) -> int:
        """How many words it has, with every place as one."""
        return len(self.text.split())


def join_list(parts: Sequence[str], word: str) -> str:
    """One enumeration, with the word before its last part."""
    return f" {word} ".join([part for part in (", ".join(parts[:-1]), parts[-1]) if part])


def tell_again(clauses: Sequence[Clause], pronouns: Mapping[str, str]) -> list[Clause]:
    """The same clauses, with a pronoun where the subject is that of the clause before."""
    found = list(clauses[:1])
    for last, clause in pairwise(clauses):
        same = next((pronoun for pronoun in pronouns if last.text.startswith(pronoun + " ")), None)
        if same is not None and clause.text.startswith(same + " "):
            clause = replace(clause, text=pronouns[same] + clause.text.removeprefix(same))
        found.append(clause)
    return found


def join_sentences(clauses: Sequence[Clause]) -> Iterator[str]:
    """Sentences of one or more clauses, each with a word that links it to the one before where that reads well."""
    before: list[Clause] = []
    linked = False
    for run in _runs(clauses):
        text = plain = _sentence(run)
        if before and not linked and not run[0].begins and before[-1].tone and run[0].tone:
            text = common_text.linked(plain, _turns(before[-1], run[0]))
        yield text
        before, linked = run, text != plain


def _runs(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """What goes together is told together, as long as it stays short; what belongs to the next clause waits for it."""
    run: list[Clause] = []
    for clause, after in zip_longest(clauses, clauses[1:]):
        if run and (_waits(run, clause, after) or not _goes_on(run, clause)):
            yield run
            run = []
        run.append(clause)
    if run:
        yield run


def _waits(run: Sequence[Clause], clause: Clause, after: Clause | None) -> bool:
    """Whether the clause makes a better sentence with the one after it."""
    if after is None or _shorter(run[-1], clause):
        return False
    return _shorter(clause, after) or (run[-1].tone is None and _turns(clause, after) and not after.begins)


def _goes_on(run: Sequence[Clause], clause: Clause) -> bool:
    """Whether the sentence so far can take the clause too."""
    last, all_of_them = run[-1], (*run, clause)
    if _shorter(last, clause):
        return True
    words = sum(one.words for one in all_of_them)
    if clause.alone or last.alone or words > LONGEST or any(_turns(*pair) for pair in pairwise(run)):
        return False
    of_one_sort = last.tone is not None and all(one.tone == last.tone and not one.divided for one in all_of_them)
    if clause.begins:
        return of_one_sort and words <= SHORT and len(run) == 1
    return len(run) == 1 or (of_one_sort and len(run) == 2)


def _shorter(last: Clause, clause: Clause) -> bool:
    """Whether the second is a list that is told shorter behind the first."""
    one, before = clause.enumeration, last.enumeration
    return one is not None and before is not None and one.after == before.id


def _turns(last: Clause, clause: Clause) -> bool:
    return last.tone is not None and clause.tone is not None and last.tone != clause.tone


def _sentence(run: Sequence[Clause]) -> str:
    text = run[0].text
    for number, (last, clause) in enumerate(pairwise(run), start=1):
        more = clause.text
        if _shorter(last, clause) and clause.enumeration is not None:
            more = clause.enumeration.short.replace(f"{{{LIST}}}", join_list(clause.items, clause.enumeration.word))
        text += (common_text.BUT if more != clause.text or _turns(last, clause) else _and(run, number)) + more
    return text


def _and(run: Sequence[Clause], number: int) -> str:
    """What stands before the clause with this number when `BUT` does not."""
    if number < len(run) - 1 and not _turns(run[number], run[number + 1]):
        return ", "
    return f",{common_text.AND}" if run[number - 1].divided else common_text.AND


_T = TypeVar("_T")
UNKNOWN_AT_ONCE = 3


def tell(ruleset: Ruleset, stories: Stories, answers: Answers) -> str:
    """The household as one story: everything that was answered, in plain Dutch, and nothing else.

    The same answers give the same story. An answer 'weet ik niet' is told as not known; what was not asked is not
    told. The one who lives there is invented, and fits the answers.
    """
    told = _Teller(ruleset, stories, answers)
    return " ".join(told.sentences())


def opening_of(stories: Stories, answers: Answers) -> Opening:
    """Who lives there, in the story that these answers give."""
    household = Evaluation(Conditions({}), answers)
    fitting = [opening for opening in stories.openings if _fits(opening, household)]
    return _pick([opening for opening in fitting if opening.when] or fitting, _seed(answers), "opening")


def _seed(answers: Answers) -> str:
    return repr(sorted((fact, repr(value)) for fact, value in answers.given.items()))


def _pick(some: Sequence[_T], seed: str, of: str) -> _T:
    """One of these, always the same for the same household."""
    return some[_number(seed, of) % len(some)]


def _number(seed: str, of: str) -> int:
    return int(sha256(f"{seed} {of}".encode()).hexdigest()[:12], 16)


def _fits(opening: Opening, household: Evaluation) -> bool:
    if opening.unless is not None and household.evaluate(opening.unless).truth is Truth.YES:
        return False
    if any(household.answers.doubted(fact) for fact in opening.unless_doubted):
        return False
    return household.evaluate(opening.when).truth is Truth.YES


class _Teller:
    """One household on its way to becoming a story."""

    def __init__(self, ruleset: Ruleset, stories: Stories, answers: Answers) -> None:
        self.ruleset = ruleset
        self.stories = stories
        self.answers = answers
        self.seed = _seed(answers)
        self.tellings = {fact.id: fact for fact in stories.facts}
        self.lists = {one.id: one for one in stories.lists}
        self.opening = opening_of(stories, answers)

    def sentences(self) -> Iterator[str]:
        """The sentences of the story, in order."""
        yield self.opening.text
        placed = {fact for chapter in self.stories.chapters for fact in chapter.facts}
        own = tuple(fact for fact in self.ruleset.facts if fact not in placed)
        clauses: list[Clause] = []
        for facts in (*(chapter.facts for chapter in self.stories.chapters), own):
            clauses += self._chapter([fact for fact in facts if self._to_tell(fact)])
        named = False
        for text in join_sentences(clauses):
            filled, named = self._filled(text, named)
            yield f"{filled[0].upper()}{filled[1:]}."

    def _to_tell(self, fact: str) -> bool:
        known = fact in self.ruleset.facts and self.answers.value(fact) is not Gap.NOT_ANSWERED
        return known and fact not in self.opening.tells

    def _chapter(self, facts: Sequence[str]) -> list[Clause]:
        found = [*tell_again(self._clauses(facts), self.stories.again), *self._unknown(facts)]
        return [replace(found[0], begins=True), *found[1:]] if found else []

    def _filled(self, text: str, named: bool) -> tuple[str, bool]:
        """The text with its places filled, and whether it speaks of the person.

        A pronoun becomes a name where the sentence before did not speak of the same person; once in a sentence. A
        place whose name is the same as its pronoun is somebody else.
        """
        fresh = not named
        named = False

        def words(found: re.Match[str]) -> str:
            nonlocal fresh, named
            text = self.opening.names.get(found[1], found[0])
            name = self.opening.names.get(self.stories.first.get(found[1], ""), text)
            if name == text:
                return text
            text = name if fresh else text
            fresh, named = False, True
            return text

        return PLACE.sub(words, text), named

    def _clauses(self, facts: Sequence[str]) -> list[Clause]:
        """What there is to tell, every list in the place of its first part."""
        found: list[Clause] = []
        items: dict[str, list[str]] = {}
        for fact in facts:
            for clause in self._told(fact):
                ident = clause.enumeration.id if clause.enumeration else None
                if ident is None or ident not in items:
                    found.append(clause)
                if ident is not None:
                    items.setdefault(ident, []).append(clause.text)
        return [part for one in found for part in self._written_out(one, items)]

    def _written_out(self, clause: Clause, items: Mapping[str, list[str]]) -> Iterator[Clause]:
        one = clause.enumeration
        if one is None:
            yield clause
            return
        parts = items[one.id]
        start = _number(self.seed, one.id)
        for number, at in enumerate(range(0, len(parts), one.most)):
            some = tuple(parts[at : at + one.most])
            frame = one.say[(start + number) % len(one.say)]
            text = frame.replace(f"{{{LIST}}}", join_list(some, one.word))
            yield Clause(text=text, tone=one.tone, enumeration=one, items=some)

    def _told(self, fact: str) -> Iterator[Clause]:
        value = self.answers.value(fact)
        if isinstance(value, Gap):
            return
        telling = self.tellings.get(fact)
        found = tuple(self._said(fact, telling, value)) if telling else ()
        yield from found or [Clause(text=self._by_question(fact, value))]

    def _said(self, fact: str, telling: Telling, value: Value) -> Iterator[Clause]:
        """The clauses of one answer; nothing where the data have no words for all of it."""
        if value in ((), NO_PHASE) and telling.none:
            yield Clause(text=_pick(telling.none, self.seed, fact))
        elif isinstance(value, str) and self.ruleset.facts[fact].kind is FactKind.PHASE and telling.phase:
            label = self.ruleset.label(value)
            yield Clause(text=_pick(telling.phase, self.seed, fact).replace(f"{{{PHASE}}}", label))
        else:
            parts = value if isinstance(value, tuple) else (value,)
            tells = [tell for part in parts for tell in telling.tells if tell.answer == part]
            if len(tells) == len(parts):
                yield from (self._clause(fact, tell) for tell in tells)

    def _clause(self, fact: str, tell: Tell) -> Clause:
        enumeration = self.lists[tell.list] if tell.list else None
        return Clause(text=_pick(tell.say, self.seed, fact), tone=tell.tone, enumeration=enumeration)

    def _by_question(self, fact: str, value: Value) -> str:
        """A fact without sentences of its own, such as one that only this profile has."""
        known = self.ruleset.facts[fact]
        return common_text.by_question(known.question, phrases.tell_value(self.ruleset, known, value))

    def _unknown(self, facts: Sequence[str]) -> Iterator[Clause]:
        doubted = [fact for fact in facts if self.answers.doubted(fact)]
        for at in range(0, len(doubted), UNKNOWN_AT_ONCE):
            some = doubted[at : at + UNKNOWN_AT_ONCE]
            questions = [self._question(fact) for fact in some]
            frame = _pick(self.stories.unknown, self.seed, some[0])
            yield Clause(text=frame.replace(f"{{{LIST}}}", join_list(questions, common_text.AND.strip())), alone=True)

    def _question(self, fact: str) -> str:
        telling = self.tellings.get(fact)
        return telling.unknown if telling else common_text.the_answer_to(self.ruleset.facts[fact].question)
