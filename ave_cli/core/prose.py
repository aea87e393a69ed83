"""How do clauses become sentences that read as one text?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from ave_cli.profile.companion_files import Enumeration
from ave_cli.profile.integrity import LIST
from ave_cli.profile.records import record
from ave_cli.text import common as common_text

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


def listed(parts: Sequence[str], word: str) -> str:
    """One enumeration, with the word before its last part."""
    return f" {word} ".join([part for part in (", ".join(parts[:-1]), parts[-1]) if part])


def again(clauses: Sequence[Clause], pronouns: Mapping[str, str]) -> list[Clause]:
    """The same clauses, with a pronoun where the subject is that of the clause before."""
    found = list(clauses[:1])
    for last, clause in pairwise(clauses):
        same = next((one for one in pronouns if last.text.startswith(one + " ")), None)
        if same is not None and clause.text.startswith(same + " "):
            clause = replace(clause, text=pronouns[same] + clause.text.removeprefix(same))
        found.append(clause)
    return found


def sentences(clauses: Sequence[Clause]) -> Iterator[str]:
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
            more = clause.enumeration.short.replace(f"{{{LIST}}}", listed(clause.items, clause.enumeration.word))
        text += (", maar " if more != clause.text or _turns(last, clause) else _and(run, number)) + more
    return text


def _and(run: Sequence[Clause], number: int) -> str:
    """What stands before the clause with this number when no 'maar' does."""
    if number < len(run) - 1 and not _turns(run[number], run[number + 1]):
        return ", "
    return ", en " if run[number - 1].divided else " en "
