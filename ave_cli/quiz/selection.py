"""Choice of the questions of a round."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from ave_cli.profile import Answers, Role, Ruleset, Stories, record
from ave_cli.quiz import course_questions, phase_questions, role_questions, statement_questions
from ave_cli.quiz.draft import QuestionDraft, clear_advice, finish
from ave_cli.quiz.households import (
    COMPARED,
    INVENTED,
    Household,
    implausible_pairs,
    invent_households,
    written_households,
)
from ave_cli.quiz.material import (
    MOST_WRONG,
    OF_ROUND,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
    SeededChoice,
    number,
    shuffle,
)
from ave_cli.wording import story

__all__ = ["ModelBundle", "choose_questions"]


_SEARCHED = 40
"""So many questions in a row that are not asked for or were asked before, and a kind is taken to have no more."""
_SEEN = 8
"""So many invented questions are thought out to choose from."""
_WITH_USUAL = (QuestionKind.ROLE,)
_FINE, _RARE = 10_000, 0.3
"""Parts of a chance, and the weight of an answer that is never offered as a wrong one."""
_USUAL = 2
"""So many wrong options that are right elsewhere are enough."""
_TENTHS = 3
"""In ten questions of a mixed round one phase or holder is right so often at most."""
_COUNTED = (QuestionKind.PHASE, QuestionKind.ROLE, QuestionKind.COMPARE)
_BY_STORY = (QuestionKind.PHASE,)
"""Kinds of which the story decides and the question always reads the same."""


@record
class _Candidate:
    """A question that may be asked: it is only thought out when its turn comes."""

    id: str
    about: str
    """What it gives away: a round asks about the same only when it has to."""
    make: Callable[[str], QuestionDraft | None]
    group: str = ""
    """What a kind is spread over, such as the role."""


def choose_questions(
    own: ModelBundle,
    others: Sequence[ModelBundle],
    stories: Stories | None,
    *,
    kinds: Collection[QuestionKind] = OF_ROUND,
    level: int | None = None,
    seed: str = "",
    count: int,
) -> tuple[QuizQuestion, ...]:
    """A round: so many questions where there are that many, spread over the kinds; none is asked twice.

    Of each answer the written households come first. Easy questions come before hard ones, else they stand in the
    order of a hash of seed and id: the same seed gives the same round.
    Without stories only the written households are asked about.

    Args:
        own: the model under which the answers are right.
        others: the models that it is compared with.
        stories: what stories of invented households are put together from.
        kinds: what is asked.
        level: 1 to 3; None for any.
        seed: the name of the round.
        count: how many questions.
    """
    kinds = [kind for kind in kinds if not own.foreign or kind is QuestionKind.STATEMENT]
    others = [other for other in others if not other.foreign]
    tell = partial(_tell, stories) if stories is not None else None
    context = QuestionContext(
        own=own, others=tuple(others), tell=tell, odd=implausible_pairs(sorted((own, *others), key=lambda one: one.id))
    )
    context = _with_rights(context)
    rows = [_Row(context, kind, level, seed) for kind in shuffle(set(kinds), lambda one: one.value, seed)]
    chosen = _spread(rows, count, _Asked(most=max(_TENTHS, _TENTHS * count // 10) if len(rows) > 1 else count))
    return tuple(sorted(chosen, key=lambda one: (one.level, number(seed, one.id), one.id)))


def _with_rights(context: QuestionContext) -> QuestionContext:
    """With the phases and first steps that are right for some written household."""
    own = context.own
    known = [house for case in own.cases if (house := written_households(own, case.id)) is not None]
    ranks = {rank for house in known if (rank := clear_advice(own, house.answers)) is not None}
    firsts = {first for house in known if (first := course_questions.first_step(context, house)) is not None}
    return replace(context, ranks=tuple(sorted(ranks)) if len(ranks) > 1 else (), firsts=frozenset(firsts))


def _tell(stories: Stories, ruleset: Ruleset, answers: Answers) -> str:
    """The story; empty where there are no sentences for an answer, as for a fact that only this model has."""
    with_sentences = {telling.id for telling in stories.facts}
    return story.tell(ruleset, stories, answers) if with_sentences.issuperset(answers.given) else ""


class _Asked:
    """What was asked in this round."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._marks: set[str] = set()
        self._rights: Counter[str] = Counter()

    def times(self, one: QuestionDraft) -> int:
        """How often the same was right."""
        return self._rights[one.right.text]

    def allows(self, made: _Made) -> bool:
        """Whether it is neither the same question again nor the same answer too often."""
        about, one = made
        counted = one.kind in _COUNTED
        return not self._marks & self._of(about, one) and not (counted and self.times(one) >= self._most)

    def add(self, made: _Made, question: QuizQuestion) -> None:
        """Remember it."""
        about, one = made
        self._marks |= {*self._of(about, one), *_opening(question)}
        self._rights[one.right.text] += 1

    def opens_alike(self, question: QuizQuestion) -> bool:
        """Whether a story that begins in the same way was told."""
        return bool(self._marks & _opening(question))

    def _of(self, about: str, one: QuestionDraft) -> set[str]:
        return {about} if one.kind in _BY_STORY else {about, f"{one.text} {one.right.text}"}


def _opening(question: QuizQuestion) -> set[str]:
    return {f"story {question.story.partition('.')[0]}"} if question.invented else set()


def _spread(rows: list[_Row], count: int, asked: _Asked) -> list[QuizQuestion]:
    """So many questions, one of each row in turn; the rows that have fewest choose their households first."""
    chosen: list[QuizQuestion] = []
    while rows and len(chosen) < count:
        turn = sorted(rows[: count - len(chosen)], key=_Row.size)
        for row in turn:
            one = row.next(asked)
            if one is None:
                rows.remove(row)
            else:
                chosen.append(one)
    return chosen


_Made = tuple[str, QuestionDraft]


def _fits_anywhere(drafted: QuestionDraft) -> bool:
    """Whether the right option can have any place among the wrong ones by its length, as far as a kind has so many."""
    sizes = [len(one.text) for one in drafted.wrong]
    size = len(drafted.right.text)
    shorter, longer = (sum(one < size for one in sizes), sum(one > size for one in sizes))
    if drafted.kind is QuestionKind.CHANGE:
        return len(sizes) >= MOST_WRONG
    if drafted.kind is QuestionKind.DOWN:
        return drafted.always is None or min(shorter, longer) > 0
    return not drafted.even or min(shorter, longer) >= MOST_WRONG


class _Row:
    """The questions of one kind: every answer as often as another, and of each the written ones first."""

    def __init__(self, context: QuestionContext, kind: QuestionKind, level: int | None, seed: str) -> None:
        self._context, self._kind, self._level, self._seed = context, kind, level, seed
        written, invented = _candidates(context, kind)
        self._written = list(self._drafts(shuffle(written, lambda one: one.id, seed)))
        self._waiting: list[_Made] = []
        self._turn = 0
        self._invented = self._drafts(shuffle(invented, lambda one: one.id, seed))
        known = [drafted for _, drafted in self._written]
        self._wrongs = Counter(text for drafted in known for text in {one.text for one in drafted.wrong})
        self._rights = {drafted.right.text for drafted in known}

    def size(self) -> int:
        """How many are thought out already."""
        return len(self._written) + len(self._waiting)

    def next(self, asked: _Asked) -> QuizQuestion | None:
        """A question that was not asked and that gives nothing away; None when there is none any more."""
        self._look_ahead(asked)
        self._written = [one for one in self._written if asked.allows(one)]
        some = sorted((*self._written, *self._waiting), key=partial(self._order, asked))
        self._turn += 1
        first = number(self._seed, self._context.own.id, self._kind.value, str(self._turn))
        for rank in range(first, first + MOST_WRONG + 1):
            for made in some:
                question = self._finish(made, asked, rank)
                if question is not None:
                    asked.add(made, question)
                    return question
        return None

    def _order(self, asked: _Asked, made: _Made) -> tuple[int, float, bool]:
        """What was right least often; then by chance, what is often wrong is as often right; then written ones."""
        drafted = made[1]
        house = drafted.household
        told = house is None or not house.story
        return asked.times(drafted), self._chance(drafted.right.text), told

    def _chance(self, text: str) -> float:
        """When an answer has its turn in this round: the sooner, the more often it is offered as a wrong one."""
        chance = (1 + number(self._seed, text) % _FINE) / (1 + _FINE)
        weight = (self._wrongs[text] or _RARE) if self._kind in _WITH_USUAL else 1
        return -math.log(chance) / weight

    def _look_ahead(self, asked: _Asked) -> None:
        """Think some invented ones out to choose from."""
        self._waiting = [one for one in self._waiting if asked.allows(one)]
        missed = 0
        for made in self._invented if len(self._waiting) < _SEEN else ():
            if asked.allows(made):
                self._waiting.append(made)
                missed = 0
            else:
                missed += 1
            if len(self._waiting) >= _SEEN or missed > _SEARCHED:
                break

    def _finish(self, made: _Made, asked: _Asked, rank: int) -> QuizQuestion | None:
        if self._level not in (None, made[1].level()):
            return None
        question = finish(self._context, self._with_usual(made[1]), self._seed, rank)
        return None if question is None or asked.opens_alike(question) else question

    def _with_usual(self, drafted: QuestionDraft) -> QuestionDraft:
        """With wrong options that are right for other households, where there are enough."""
        usual = [one for one in drafted.wrong if one.text in self._rights]
        if self._kind not in _WITH_USUAL or len(usual) < _USUAL:
            return drafted
        stream = SeededChoice(self._seed, drafted.id, "usual")
        return replace(drafted, wrong=tuple(stream.order(usual)))

    def _drafts(self, candidates: Iterable[_Candidate]) -> Iterator[_Made]:
        """The questions in this order, each thought out when it is asked for."""
        others = 0
        for one in candidates:
            drafted = one.make(one.id)
            if drafted is None or not _fits_anywhere(drafted):
                continue
            fits = self._level in (None, drafted.level())
            others = 0 if fits else others + 1
            if fits:
                yield one.about, drafted
            elif others > _SEARCHED:
                return


_Both = tuple[Iterable[_Candidate], Iterable[_Candidate]]
_DRAFTS = {
    QuestionKind.PHASE: phase_questions.draft_phase,
    QuestionKind.STEP: course_questions.draft_step,
    QuestionKind.CHANGE: phase_questions.draft_change,
}


def _candidates(context: QuestionContext, kind: QuestionKind) -> _Both:
    """The written and the invented questions of a kind; what has no household counts as written."""
    match kind:
        case QuestionKind.COMPARE:
            return _joined(_compare_models(context, other) for other in context.others)
        case QuestionKind.ROLE:
            roles = [
                one for one in context.own.ruleset.profile.roles if role_questions.is_askable(context.own.ruleset, one)
            ]
            return _joined(_of_role(context, role, len(roles)) for role in roles)
        case QuestionKind.STATEMENT:
            return tuple(_statements(context)), ()
        case QuestionKind.TASK:
            return tuple(_tasks(context)), ()
        case QuestionKind.DOWN:
            ruleset = context.own.ruleset
            if not any(course_questions.transitions_asked(ruleset, phase.id) for phase in ruleset.profile.phases):
                return (), ()
            make = partial(course_questions.draft_down, context)
            return _households(context, kind, make, invent=course_questions.recovering)
        case _:
            return _households(context, kind, partial(_DRAFTS[kind], context))


def _joined(pairs: Iterable[_Both]) -> _Both:
    row = tuple(pairs)
    return chain.from_iterable(one for one, _ in row), chain.from_iterable(two for _, two in row)


def _compare_models(context: QuestionContext, other: ModelBundle) -> _Both:
    def make(ident: str, house: Household) -> QuestionDraft | None:
        return phase_questions.draft_comparison(context, ident, house, other)

    return _households(context, QuestionKind.COMPARE, make, more=f":{other.id}", tries=COMPARED, group=other.id)


def _of_role(context: QuestionContext, role: Role, roles: int) -> _Both:
    make = partial(role_questions.draft_role, context, role)
    return _households(context, QuestionKind.ROLE, make, more=f":{role.id}", tries=INVENTED // roles, group=role.id)


def _statements(context: QuestionContext) -> Iterator[_Candidate]:
    own = context.own
    for one in (*statement_questions.claims_of(own), *statement_questions.step_claims(own)):
        if own.foreign and not _is_own(own, one):
            continue
        ident = f"{own.id}:{QuestionKind.STATEMENT.value}:{one.id}"
        make = partial(_state, context, one)
        yield _Candidate(id=ident, about=one.about, make=make, group=one.about.partition(".")[0])


def _is_own(bundle: ModelBundle, claim: statement_questions.Claim) -> bool:
    """Whether a claim rests on the source of the model itself."""
    profile = bundle.ruleset.profile
    records = (*profile.criteria, *profile.assignments, *profile.steps, *profile.transitions, *profile.roles)
    foreign = {statement for one in records if one.origin not in ("", bundle.id) for statement in one.statements}
    return bool(claim.statements) and foreign.isdisjoint(claim.statements)


def _state(context: QuestionContext, claim: statement_questions.Claim, ident: str) -> QuestionDraft:
    return statement_questions.draft_statement(context, ident, claim)


def _tasks(context: QuestionContext) -> Iterator[_Candidate]:
    for plan in role_questions.task_plans(context.own):
        ident = f"{context.own.id}:{QuestionKind.TASK.value}:{plan.id}"
        make = partial(role_questions.draft_task, context, plan)
        yield _Candidate(id=ident, about=plan.about, make=make)


def _households(
    context: QuestionContext,
    kind: QuestionKind,
    make: Callable[[str, Household], QuestionDraft | None],
    *,
    invent: Callable[[QuestionContext, str], Household | None] | None = None,
    more: str = "",
    tries: int = INVENTED,
    group: str = "",
) -> _Both:
    """A question about each written household, and about each that the tool tries to invent."""

    def old(name: str, ident: str) -> QuestionDraft | None:
        house = written_households(context.own, name)
        return make(ident, house) if house else None

    def new(ident: str) -> QuestionDraft | None:
        if invent is not None:
            house = invent(context, ident)
        else:
            rank = SeededChoice(ident, "rank").pick(context.ranks) if context.ranks else None
            house = invent_households(context, ident, rank)
        return make(ident, house) if house else None

    start = f"{context.own.id}:{kind.value}"
    cases = ((case.id, f"case:{case.id}") for case in context.own.cases)
    written = [
        _Candidate(id=f"{start}:{about}{more}", about=about, make=partial(old, name), group=group)
        for name, about in cases
    ]
    turns = (f"{start}:{turn:04}{more}" for turn in range(tries if context.tell is not None else 0))
    return written, [_Candidate(id=ident, about=ident, make=new, group=group) for ident in turns]
