"""How does a household read as one story in plain Dutch?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import zip_longest
from typing import TypeVar

from ave_cli.core import phrase
from ave_cli.core.facts import NO_PHASE, Answers, FactKind, Gap, Value
from ave_cli.core.profile.beside import Chapter, Enumeration, Opening, Stories, Tell, Telling
from ave_cli.core.profile.model import Model
from ave_cli.core.profile.story_checks import LIST, PHASE, PLACE
from ave_cli.core.records import record
from ave_cli.words import stories as say

_T = TypeVar("_T")
LONGEST = 22
"""Words in a sentence to which no other clause is joined any more."""
UNKNOWN_AT_ONCE = 3


@record
class _Clause:
    """A main clause without capital and full stop; with its places."""

    text: str
    tone: str | None = None
    enumeration: Enumeration | None = None
    items: tuple[str, ...] = ()

    @property
    def divided(self) -> bool:
        """Whether it has parts of its own, which a reader could take for clauses."""
        return "," in self.text or " en " in self.text

    @property
    def words(self) -> int:
        return len(self.text.split())


def tell(model: Model, stories: Stories, answers: Answers) -> str:
    """The household as one story: everything that was answered, in plain Dutch, and nothing else.

    The same answers give the same story. An answer 'weet ik niet' is told as not known; what was not asked is not
    told. The one who lives there is invented, and fits the answers.
    """
    told = _Teller(model, stories, answers)
    return " ".join(told.sentences())


def opening_of(stories: Stories, answers: Answers) -> Opening:
    """Who lives there, in the story that these answers give."""
    fitting = [one for one in stories.openings if _fits(one, answers)]
    return _pick([one for one in fitting if one.when] or fitting, _seed(answers), "opening")


def _seed(answers: Answers) -> str:
    return repr(sorted((fact, repr(value)) for fact, value in answers.given.items()))


def _pick(some: Sequence[_T], seed: str, of: str) -> _T:
    """One of these, always the same for the same household."""
    return some[_number(seed, of) % len(some)]


def _number(seed: str, of: str) -> int:
    return int(sha256(f"{seed} {of}".encode()).hexdigest()[:12], 16)


def _fits(opening: Opening, answers: Answers) -> bool:
    def has(fact: str, wanted: object) -> bool:
        return answers.value(fact) in (wanted if isinstance(wanted, list) else [wanted])

    return all(has(*one) for one in opening.when.items()) and not any(has(*one) for one in opening.unless.items())


class _Teller:
    """One household on its way to becoming a story."""

    def __init__(self, model: Model, stories: Stories, answers: Answers) -> None:
        self.model = model
        self.stories = stories
        self.answers = answers
        self.seed = _seed(answers)
        self.tellings = {one.id: one for one in stories.facts}
        self.lists = {one.id: one for one in stories.lists}
        self.opening = opening_of(stories, answers)

    def sentences(self) -> Iterator[str]:
        """The sentences of the story, in order."""
        yield self.opening.text
        placed = {fact for chapter in self.stories.chapters for fact in chapter.facts}
        own = Chapter(id="", facts=tuple(fact for fact in self.model.facts if fact not in placed))
        for chapter in (*self.stories.chapters, own):
            yield from self._chapter([fact for fact in chapter.facts if self._to_tell(fact)])

    def _to_tell(self, fact: str) -> bool:
        known = fact in self.model.facts and self.answers.value(fact) is not Gap.NOT_ANSWERED
        return known and fact not in self.opening.tells

    def _chapter(self, facts: Sequence[str]) -> Iterator[str]:
        texts = [*_sentences(self._again(self._clauses(facts))), *self._unknown(facts)]
        fresh = set(self.stories.first)
        for text in texts:
            filled = self._filled(text, fresh)
            yield f"{filled[0].upper()}{filled[1:]}."

    def _filled(self, text: str, fresh: set[str]) -> str:
        """The text with its places filled; a pronoun that is the first of its chapter becomes a name."""

        def words(found: re.Match[str]) -> str:
            place = found[1]
            if place in fresh:
                fresh.clear()
                place = self.stories.first[place]
            return self.opening.names.get(place, found[0])

        return PLACE.sub(words, text)

    def _clauses(self, facts: Sequence[str]) -> list[_Clause]:
        """What there is to tell, every list in the place of its first part."""
        found: list[_Clause] = []
        items: dict[str, list[str]] = {}
        for fact in facts:
            for clause in self._told(fact):
                ident = clause.enumeration.id if clause.enumeration else None
                if ident is None or ident not in items:
                    found.append(clause)
                if ident is not None:
                    items.setdefault(ident, []).append(clause.text)
        return [part for one in found for part in self._written_out(one, items)]

    def _written_out(self, clause: _Clause, items: Mapping[str, list[str]]) -> Iterator[_Clause]:
        one = clause.enumeration
        if one is None:
            yield clause
            return
        parts = items[one.id]
        start = _number(self.seed, one.id)
        for number, at in enumerate(range(0, len(parts), one.most)):
            some = tuple(parts[at : at + one.most])
            frame = one.say[(start + number) % len(one.say)]
            text = frame.replace(f"{{{LIST}}}", _listed(some, one.word))
            yield _Clause(text=text, tone=one.tone, enumeration=one, items=some)

    def _again(self, clauses: Sequence[_Clause]) -> list[_Clause]:
        """The same clauses, with a pronoun where the subject is that of the clause before."""
        found = list(clauses[:1])
        for last, clause in zip(clauses, clauses[1:], strict=False):
            same = next((one for one in self.stories.again if last.text.startswith(one + " ")), None)
            if same is not None and clause.text.startswith(same + " "):
                clause = replace(clause, text=self.stories.again[same] + clause.text.removeprefix(same))
            found.append(clause)
        return found

    def _told(self, fact: str) -> Iterator[_Clause]:
        value = self.answers.value(fact)
        if isinstance(value, Gap):
            return
        telling = self.tellings.get(fact)
        found = tuple(self._said(fact, telling, value)) if telling else ()
        yield from found or [_Clause(text=self._by_question(fact, value))]

    def _said(self, fact: str, telling: Telling, value: Value) -> Iterator[_Clause]:
        """The clauses of one answer; nothing where the data have no words for all of it."""
        if value in ((), NO_PHASE) and telling.none:
            yield _Clause(text=_pick(telling.none, self.seed, fact))
        elif isinstance(value, str) and self.model.facts[fact].kind is FactKind.PHASE and telling.phase:
            label = self.model.phase(self.model.rank(value)).label
            yield _Clause(text=_pick(telling.phase, self.seed, fact).replace(f"{{{PHASE}}}", label))
        else:
            parts = value if isinstance(value, tuple) else (value,)
            tells = [one for part in parts for one in telling.tells if one.answer == part]
            if len(tells) == len(parts):
                yield from (self._clause(fact, one) for one in tells)

    def _clause(self, fact: str, one: Tell) -> _Clause:
        enumeration = self.lists[one.list] if one.list else None
        return _Clause(text=_pick(one.say, self.seed, fact), tone=one.tone, enumeration=enumeration)

    def _by_question(self, fact: str, value: Value) -> str:
        """A fact without sentences of its own, such as one that only this profile has."""
        known = self.model.facts[fact]
        is_phase = known.kind is FactKind.PHASE and value in self.model.ranks
        label = self.model.phase(self.model.rank(str(value))).label if is_phase else phrase.answer(known, value)
        return say.by_question(known.question, label)

    def _unknown(self, facts: Sequence[str]) -> Iterator[str]:
        doubted = [fact for fact in facts if self.answers.doubted(fact)]
        for at in range(0, len(doubted), UNKNOWN_AT_ONCE):
            some = doubted[at : at + UNKNOWN_AT_ONCE]
            questions = [self._question(fact) for fact in some]
            frame = _pick(self.stories.unknown, self.seed, some[0])
            yield frame.replace(f"{{{LIST}}}", _listed(questions, "en"))

    def _question(self, fact: str) -> str:
        telling = self.tellings.get(fact)
        return telling.unknown if telling else say.the_answer_to(self.model.facts[fact].question)


def _listed(parts: Sequence[str], word: str) -> str:
    return f" {word} ".join([part for part in (", ".join(parts[:-1]), parts[-1]) if part])


def _sentences(clauses: Sequence[_Clause]) -> Iterator[str]:
    """Sentences of one or more clauses, each with a word that links it to the one before where that reads well."""
    before: list[_Clause] = []
    linked = False
    for run in _runs(clauses):
        text = plain = _sentence(run)
        if before and not linked and before[-1].tone and run[0].tone:
            text = say.linked(plain, _turns(before[-1], run[0]))
        yield text
        before, linked = run, text != plain


def _runs(clauses: Sequence[_Clause]) -> Iterator[list[_Clause]]:
    """What goes together is told together, as long as it stays short; two lists that belong together, apart."""
    run: list[_Clause] = []
    for clause, after in zip_longest(clauses, clauses[1:]):
        pair = after is not None and _shorter(clause, after)
        if run and (pair or not _goes_on(run, clause)):
            yield run
            run = []
        run.append(clause)
    if run:
        yield run


def _goes_on(run: Sequence[_Clause], clause: _Clause) -> bool:
    last = run[-1]
    if _shorter(last, clause):
        return True
    if any(one.enumeration is not None and one.enumeration.after for one in run) and len(run) > 1:
        return False
    long = sum(one.words for one in (*run, clause)) > LONGEST
    turned = any(_turns(one, other) for one, other in zip(run, run[1:], strict=False))
    full = len(run) > 1 and any(one.divided for one in (*run, clause))
    return not (long or turned or full or len(run) > 2)


def _shorter(last: _Clause, clause: _Clause) -> bool:
    """Whether the second is a list that is told shorter behind the first."""
    one, before = clause.enumeration, last.enumeration
    return one is not None and before is not None and one.after == before.id


def _turns(last: _Clause, clause: _Clause) -> bool:
    return last.tone is not None and clause.tone is not None and last.tone != clause.tone


def _sentence(run: Sequence[_Clause]) -> str:
    text = run[0].text
    for number, (last, clause) in enumerate(zip(run, run[1:], strict=False), start=1):
        more = clause.text
        if _shorter(last, clause) and clause.enumeration is not None:
            more = clause.enumeration.short.replace(f"{{{LIST}}}", _listed(clause.items, clause.enumeration.word))
        text += (", maar " if more != clause.text or _turns(last, clause) else _and(run, number)) + more
    return text


def _and(run: Sequence[_Clause], number: int) -> str:
    """What stands before the clause with this number when no 'maar' does."""
    if number < len(run) - 1 and not _turns(run[number], run[number + 1]):
        return ", "
    return ", en " if run[number - 1].divided else " en "
