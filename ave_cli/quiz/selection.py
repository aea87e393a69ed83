"""Choice of the questions of a round."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain

from ave_cli.profile.companion_files import Stories
from ave_cli.profile.facts import Answers
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.quiz import phase_questions, role_questions, scaling_down_questions, statement_questions, step_questions
from ave_cli.quiz.draft import Draft, finished
from ave_cli.quiz.households import COMPARED, INVENTED, Household, invented, odd_pairs, written
from ave_cli.quiz.material import Desk, Material, number, shuffled
from ave_cli.quiz.question import Kind, Question
from ave_cli.quiz.statement_questions import Claim, claims, step_claims
from ave_cli.wording import story

__all__ = ["Material", "questions"]


_PATIENCE = 12
"""How many questions of a kind may wait because they are like another in the round."""


_SEARCHED = 40
"""So many questions of other levels in a row, and a kind is taken to have no more of the level that is asked for."""


@record
class _Candidate:
    """A question that may be asked: it is only thought out when its turn comes."""

    id: str
    about: str
    """What it gives away: a round asks about the same only when it has to."""
    make: Callable[[str], Draft | None]


def questions(
    own: Material,
    others: Sequence[Material],
    stories: Stories | None,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    level: int | None = None,
    seed: str = "",
    count: int,
) -> tuple[Question, ...]:
    """A round: exactly so many questions where there are that many, spread over the kinds, each id once.

    They stand in the order of a hash of seed and id. So the same seed gives the same round, and a question that is
    added does not change the order of the others. Without stories only the written households are asked about.

    Args:
        level: 1 to 3; None for any.
    """
    tell = partial(_told, stories) if stories is not None else None
    desk = Desk(own=own, others=tuple(others), tell=tell, odd=odd_pairs(sorted((own, *others), key=lambda one: one.id)))
    rows = [_Row(_kept(desk, kind, level, seed)) for kind in shuffled(set(kinds), lambda one: one.value, seed)]
    return tuple(sorted(_spread(rows, count), key=lambda one: (number(seed, one.id), one.id)))


def _told(stories: Stories, ruleset: Ruleset, answers: Answers) -> str:
    return story.tell(ruleset, stories, answers)


def _spread(rows: list[_Row], count: int) -> list[Question]:
    """So many questions, one of each row in turn."""
    chosen: list[Question] = []
    asked: set[str] = set()
    while rows and len(chosen) < count:
        for row in tuple(rows):
            one = row.next(asked) if len(chosen) < count else None
            if one is not None:
                chosen.append(one)
            elif len(chosen) < count:
                rows.remove(row)
    return chosen


class _Row:
    """The questions of one kind; what is like one that was asked before waits a while."""

    def __init__(self, questions: Iterator[tuple[str, Question]]) -> None:
        self._questions = questions
        self._waiting: list[Question] = []

    def next(self, asked: set[str]) -> Question | None:
        """A question that gives nothing away and is not the same again; after some looking one that waited."""
        for about, one in self._questions:
            marks = {about, f"{one.text} {one.right.text}", *([one.story.partition(".")[0]] if one.story else [])}
            if not asked & marks:
                asked |= marks
                return one
            self._waiting.append(one)
            if len(self._waiting) > _PATIENCE:
                break
        return self._waiting.pop(0) if self._waiting else None


def _kept(desk: Desk, kind: Kind, level: int | None, seed: str) -> Iterator[tuple[str, Question]]:
    """The questions of one kind in the order of the round, each thought out when it is asked for."""
    others = 0
    for one in shuffled(_candidates(desk, kind), lambda each: each.id, seed):
        drafted = one.make(one.id)
        if drafted is None:
            continue
        if level not in (None, drafted.level):
            others += 1
            if others > _SEARCHED:
                return
            continue
        others = 0
        made = finished(desk, drafted)
        if made is not None:
            yield one.about, made


_DRAFTS = {
    Kind.PHASE: phase_questions.draft_phase,
    Kind.ROLE: role_questions.draft_role,
    Kind.STEP: step_questions.draft_step,
    Kind.CHANGE: phase_questions.draft_change,
}


def _candidates(desk: Desk, kind: Kind) -> Iterator[_Candidate]:
    match kind:
        case Kind.COMPARE:
            return chain.from_iterable(_compared(desk, other) for other in desk.others)
        case Kind.STATEMENT:
            return _statements(desk)
        case Kind.DOWN:
            has_ways = any(
                scaling_down_questions.ways(desk.own.ruleset, one.id) for one in desk.own.ruleset.profile.phases
            )
            return (
                _households(
                    desk, kind, partial(scaling_down_questions.draft_down, desk), scaling_down_questions.recovering
                )
                if has_ways
                else iter(())
            )
        case _:
            return _households(desk, kind, partial(_DRAFTS[kind], desk))


def _compared(desk: Desk, other: Material) -> Iterator[_Candidate]:
    def make(ident: str, house: Household) -> Draft | None:
        return phase_questions.draft_comparison(desk, ident, house, other)

    return _households(desk, Kind.COMPARE, make, more=f":{other.id}", tries=COMPARED)


def _statements(desk: Desk) -> Iterator[_Candidate]:
    for one in (*claims(desk.own), *step_claims(desk.own)):
        ident = f"{desk.own.id}:{Kind.STATEMENT.value}:{one.id}"
        yield _Candidate(id=ident, about=one.about, make=partial(_state, desk, one))


def _state(desk: Desk, claim: Claim, ident: str) -> Draft:
    return statement_questions.draft_statement(desk, ident, claim)


def _households(
    desk: Desk,
    kind: Kind,
    make: Callable[[str, Household], Draft | None],
    invent: Callable[[Desk, str], Household | None] = invented,
    more: str = "",
    tries: int = INVENTED,
) -> Iterator[_Candidate]:
    """A question about each written household, and about each that the tool tries to invent."""

    def old(name: str, ident: str) -> Draft | None:
        house = written(desk.own, name)
        return make(ident, house) if house else None

    def new(ident: str) -> Draft | None:
        house = invent(desk, ident)
        return make(ident, house) if house else None

    start = f"{desk.own.id}:{kind.value}"
    for case in desk.own.cases:
        about = f"case:{case.id}"
        yield _Candidate(id=f"{start}:{about}{more}", about=about, make=partial(old, case.id))
    for turn in range(tries if desk.tell is not None else 0):
        ident = f"{start}:{turn:04}{more}"
        yield _Candidate(id=ident, about=ident, make=new)
