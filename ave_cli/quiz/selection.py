"""Choice of the questions of a round."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain

from ave_cli.profile.companion_files import Stories
from ave_cli.profile.facts import Answers
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.quiz import course_questions, phase_questions, role_questions, statement_questions
from ave_cli.quiz.draft import QuestionDraft, finish
from ave_cli.quiz.households import (
    COMPARED,
    INVENTED,
    Household,
    implausible_pairs,
    invent_households,
    written_households,
)
from ave_cli.quiz.material import ModelBundle, QuestionContext, number, shuffle
from ave_cli.quiz.question import QuestionKind, QuizQuestion
from ave_cli.quiz.statement_questions import Claim, claims_of, step_claims
from ave_cli.wording import story

__all__ = ["ModelBundle", "choose_questions"]


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
    make: Callable[[str], QuestionDraft | None]


def choose_questions(
    own: ModelBundle,
    others: Sequence[ModelBundle],
    stories: Stories | None,
    *,
    kinds: Collection[QuestionKind] = tuple(QuestionKind),
    level: int | None = None,
    seed: str = "",
    count: int,
) -> tuple[QuizQuestion, ...]:
    """A round: exactly so many questions where there are that many, spread over the kinds, each id once.

    They stand in the order of a hash of seed and id. So the same seed gives the same round, and a question that is
    added does not change the order of the others. Without stories only the written households are asked about.

    Args:
        level: 1 to 3; None for any.
    """
    tell = partial(_tell, stories) if stories is not None else None
    context = QuestionContext(
        own=own, others=tuple(others), tell=tell, odd=implausible_pairs(sorted((own, *others), key=lambda one: one.id))
    )
    rows = [_Row(_keep(context, kind, level, seed)) for kind in shuffle(set(kinds), lambda one: one.value, seed)]
    return tuple(sorted(_spread(rows, count), key=lambda one: (number(seed, one.id), one.id)))


def _tell(stories: Stories, ruleset: Ruleset, answers: Answers) -> str:
    return story.tell(ruleset, stories, answers)


def _spread(rows: list[_Row], count: int) -> list[QuizQuestion]:
    """So many questions, one of each row in turn."""
    chosen: list[QuizQuestion] = []
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

    def __init__(self, questions: Iterator[tuple[str, QuizQuestion]]) -> None:
        self._questions = questions
        self._waiting: list[QuizQuestion] = []

    def next(self, asked: set[str]) -> QuizQuestion | None:
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


def _keep(
    context: QuestionContext, kind: QuestionKind, level: int | None, seed: str
) -> Iterator[tuple[str, QuizQuestion]]:
    """The questions of one kind in the order of the round, each thought out when it is asked for."""
    others = 0
    for one in shuffle(_candidates(context, kind), lambda each: each.id, seed):
        drafted = one.make(one.id)
        if drafted is None:
            continue
        if level not in (None, drafted.level):
            others += 1
            if others > _SEARCHED:
                return
            continue
        others = 0
        made = finish(context, drafted)
        if made is not None:
            yield one.about, made


_DRAFTS = {
    QuestionKind.PHASE: phase_questions.draft_phase,
    QuestionKind.ROLE: role_questions.draft_role,
    QuestionKind.STEP: course_questions.draft_step,
    QuestionKind.CHANGE: phase_questions.draft_change,
}


def _candidates(context: QuestionContext, kind: QuestionKind) -> Iterator[_Candidate]:
    match kind:
        case QuestionKind.COMPARE:
            return chain.from_iterable(_compare_models(context, other) for other in context.others)
        case QuestionKind.STATEMENT:
            return _statements(context)
        case QuestionKind.DOWN:
            has_ways = any(
                course_questions.transitions_asked(context.own.ruleset, phase.id)
                for phase in context.own.ruleset.profile.phases
            )
            return (
                _households(
                    context,
                    kind,
                    partial(course_questions.draft_down, context),
                    course_questions.recovering,
                )
                if has_ways
                else iter(())
            )
        case _:
            return _households(context, kind, partial(_DRAFTS[kind], context))


def _compare_models(context: QuestionContext, other: ModelBundle) -> Iterator[_Candidate]:
    def make(ident: str, house: Household) -> QuestionDraft | None:
        return phase_questions.draft_comparison(context, ident, house, other)

    return _households(context, QuestionKind.COMPARE, make, more=f":{other.id}", tries=COMPARED)


def _statements(context: QuestionContext) -> Iterator[_Candidate]:
    for one in (*claims_of(context.own), *step_claims(context.own)):
        ident = f"{context.own.id}:{QuestionKind.STATEMENT.value}:{one.id}"
        yield _Candidate(id=ident, about=one.about, make=partial(_state, context, one))


def _state(context: QuestionContext, claim: Claim, ident: str) -> QuestionDraft:
    return statement_questions.draft_statement(context, ident, claim)


def _households(
    context: QuestionContext,
    kind: QuestionKind,
    make: Callable[[str, Household], QuestionDraft | None],
    invent: Callable[[QuestionContext, str], Household | None] = invent_households,
    more: str = "",
    tries: int = INVENTED,
) -> Iterator[_Candidate]:
    """A question about each written household, and about each that the tool tries to invent."""

    def old(name: str, ident: str) -> QuestionDraft | None:
        house = written_households(context.own, name)
        return make(ident, house) if house else None

    def new(ident: str) -> QuestionDraft | None:
        house = invent(context, ident)
        return make(ident, house) if house else None

    start = f"{context.own.id}:{kind.value}"
    for case in context.own.cases:
        about = f"case:{case.id}"
        yield _Candidate(id=f"{start}:{about}{more}", about=about, make=partial(old, case.id))
    for turn in range(tries if context.tell is not None else 0):
        ident = f"{start}:{turn:04}{more}"
        yield _Candidate(id=ident, about=ident, make=new)
