"""Choice of the questions of a round."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain

from ave_cli.profile import Answers, News, Role, Ruleset, Stories, record
from ave_cli.quiz import course_questions, phase_questions, role_questions, statement_questions
from ave_cli.quiz.draft import Drafter, QuestionDraft, as_told, clear_advice, finish
from ave_cli.quiz.households import (
    COMPARED,
    INVENTED,
    HouseholdPool,
    implausible_pairs,
    invent_household,
    with_news,
)
from ave_cli.quiz.material import (
    NONE_ODD,
    OF_ROUND,
    Choice,
    Household,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
    borrow_cases,
    number,
    shuffle,
)
from ave_cli.wording import story

_SEEN = 12
"""So many questions are thought out to choose one from; where fewer come from written households, invented ones too."""
_TRIES = 60
"""So many households are tried in one turn of a round of several kinds: then another kind has its turn."""
_MORE_TRIES = 400
"""The same in a round of one kind, where the answers have to be in balance."""
_APART = 4
"""So many different answers there are to choose from, as far as they are found soon enough."""
_WITH_USUAL = (QuestionKind.ROLE, QuestionKind.TASK, QuestionKind.COMPARE)
"""Kinds of which the wrong options are what is right elsewhere, as far as there are enough of those."""
_SELDOM = 2
"""So many written stories go with one that was made by news."""
_MANY = (QuestionKind.ROLE, QuestionKind.STEP, QuestionKind.TASK)
"""Kinds with so many answers that one is the sooner right, the more often it is offered as a wrong one."""
_WEIGHED = (*_MANY, QuestionKind.DOWN)
"""Kinds with more wrong options than are shown: what can seldom be offered as one goes first."""
_FINE, _RARE = 10_000, 0.3
"""Parts of a chance, and the weight of an answer that is never offered as a wrong one."""
_STRICT = (QuestionKind.PHASE, QuestionKind.CHANGE, QuestionKind.DOWN, QuestionKind.STEP)
"""Kinds of which no other wrong options are offered: each option is right for some household of the round."""
_PHASES = (QuestionKind.PHASE, QuestionKind.CHANGE)
"""Kinds with so few answers that each has its turn, also where the story was told already."""
_USUAL = 2
"""So many wrong options that are right elsewhere are enough; of the strict kinds one."""
_TENTHS = 3
"""In ten questions of a mixed round one phase or holder is right so often at most."""
_NARROW = 10
"""From so many written households on, each is asked one thing as far as that goes."""
_COUNTED = (QuestionKind.PHASE, QuestionKind.ROLE, QuestionKind.COMPARE, QuestionKind.CHANGE)
_BY_STORY = (QuestionKind.PHASE,)
"""Kinds of which the story decides and the question always reads the same."""


@record
class _Candidate:
    """A question that may be asked: it is only thought out when its turn comes."""

    id: str
    about: str
    """What it gives away: a round asks about the same only when it has to."""
    make: Callable[[str], QuestionDraft | None]
    base: str = ""
    """The written case that its story begins with."""


def choose_questions(
    own: ModelBundle,
    others: Sequence[ModelBundle],
    stories: Callable[[], Stories] | None,
    *,
    news: Sequence[News] = (),
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
        stories: reads what stories of invented households are put together from, for a model without cases.
        news: what can be added to a written household.
        kinds: what is asked.
        level: 1 to 3; None for any.
        seed: the name of the round.
        count: how many questions.
    """
    kinds = [kind for kind in kinds if not own.foreign or kind is QuestionKind.STATEMENT]
    context = _context(own, [other for other in others if not other.foreign], stories, news)
    mixed = len(set(kinds)) > 1
    pool = HouseholdPool(context)
    rows = [_Row(pool, kind, level, seed, mixed) for kind in shuffle(set(kinds), lambda one: one.value, seed)]
    most = max(_TENTHS, _TENTHS * count // 10) if mixed else count
    chosen = _spread(rows, count, _Asked(most=most, is_narrow=not context.tell and len(pool.written) < _NARROW))
    return tuple(sorted(chosen, key=lambda one: (one.level, number(seed, one.id), one.id)))


def _context(
    own: ModelBundle, others: Sequence[ModelBundle], stories: Callable[[], Stories] | None, news: Sequence[News]
) -> QuestionContext:
    """What the questions are made with: a model without cases borrows those of the others that name nothing.

    Households are only put together from sentences where there are none of those either.
    """
    tell, odd, derives = None, NONE_ODD, stories is not None
    if stories is not None and not own.cases:
        own = replace(own, cases=borrow_cases(others))
    if stories is not None and not own.cases:
        tell = partial(_tell, stories())
        odd = implausible_pairs(sorted((own, *others), key=lambda one: one.id))
    return QuestionContext(own=own, others=tuple(others), tell=tell, odd=odd, news=tuple(news), derives=derives)


def _tell(stories: Stories, ruleset: Ruleset, answers: Answers) -> str:
    """The story; empty where there are no sentences for an answer, as for a fact that only this model has."""
    with_sentences = {telling.id for telling in stories.facts}
    return story.tell(ruleset, stories, answers) if with_sentences.issuperset(answers.given) else ""


@record
class _Made:
    """A question that was thought out."""

    about: str
    base: str
    draft: QuestionDraft


class _Asked:
    """What was asked in this round."""

    def __init__(self, most: int, *, is_narrow: bool) -> None:
        self._most = most
        self.is_narrow = is_narrow
        """Whether there are few households, as where one case is chosen: each is asked all that can be asked."""
        self._marks: set[str] = set()
        self._rights: Counter[str] = Counter()
        self._bases: Counter[str] = Counter()
        self._written = self._derived = 0
        self.retells = is_narrow
        """Whether a story may be told again: only when nothing else is left to ask."""
        self._of_kind: Counter[tuple[QuestionKind, str]] = Counter()

    def times(self, made: _Made) -> int:
        """How often a question of its kind had the same answer."""
        return self._of_kind[made.draft.kind, made.draft.right.text]

    def written_enough(self, some: Sequence[_Made]) -> Sequence[_Made]:
        """Those that a person wrote, while fewer than half of the stories were written."""
        written = [one for one in some if one.draft.household is None or not one.draft.household.is_derived]
        return written if written and self._derived >= self._written else some

    def prefers_derived(self) -> bool:
        """Whether one of three stories may be told with news: that makes more of a few cases."""
        return self._written >= _SELDOM * (self._derived + 1)

    def least_told(self, some: Sequence[_Made]) -> list[_Made]:
        """Those of which the story was told least often."""
        if self.retells:
            return list(some)
        least = min(self._bases[one.base] for one in some)
        return [one for one in some if self._bases[one.base] == least]

    def allows(self, made: _Made) -> bool:
        """Whether it is neither the same question again nor the same answer too often."""
        too_often = made.draft.kind in _COUNTED and self._rights[made.draft.right.text] >= self._most
        return not too_often and not self._marks & self._of(made)

    def add(self, made: _Made, question: QuizQuestion) -> None:
        """Remember it."""
        self._marks |= {*self._of(made), *_opening(question)}
        self._rights[made.draft.right.text] += 1
        self._of_kind[made.draft.kind, made.draft.right.text] += 1
        self._bases[made.base] += bool(made.base)
        self._written += question.written
        self._derived += question.invented

    def opens_alike(self, question: QuizQuestion) -> bool:
        """Whether a story that begins in the same way was told."""
        return bool(self._marks & _opening(question))

    def _of(self, made: _Made) -> set[str]:
        one = made.draft
        if self.is_narrow:
            return {f"{made.about} {one.text} {one.right.text}"}
        return {made.about} if one.kind in _BY_STORY else {made.about, f"{one.text} {one.right.text}"}


def _opening(question: QuizQuestion) -> set[str]:
    """How a story begins that the tool told from its first word."""
    told = question.invented and question.case is None
    return {f"story {question.story.partition('.')[0]}"} if told else set()


def _spread(rows: list[_Row], count: int, asked: _Asked) -> list[QuizQuestion]:
    """So many questions, one of each row in turn; the rows that have fewest choose their households first."""
    chosen: list[QuizQuestion] = []
    every = rows
    while rows and len(chosen) < count:
        turn, rest = rows[: count - len(chosen)], rows[count - len(chosen) :]
        for row in turn:
            row.look_ahead(asked)
        for row in sorted(turn, key=_Row.scarcity):
            one = row.next(asked)
            chosen += [one] if one is not None else []
        rows = [*rest, *(row for row in turn if not row.is_done)]
        if not rows and not asked.retells:
            asked.retells = True
            rows = [row for row in every if row.set_aside]
    return chosen


class _Row:
    """The questions of one kind: every answer as often as another, and of each the written ones first."""

    def __init__(self, pool: HouseholdPool, kind: QuestionKind, level: int | None, seed: str, mixed: bool) -> None:
        self.is_done = False
        """Whether it has no questions any more."""
        self._pool, self._context, self._kind, self._level = pool, pool.context, kind, level
        self._seed, self._mixed = seed, mixed
        self._written, self._invented = self._in_turn(0), self._in_turn(1)
        self._waiting: list[_Made] = []
        self.set_aside: list[_Made] = []
        """What could not be asked without telling a story again."""
        self._wrongs: Counter[str] = Counter()
        self._rights: set[str] = set()
        self._tried = 0

    @cached_property
    def _both(self) -> _Both:
        return _candidates(self._pool, self._kind)

    def _in_turn(self, place: int) -> Iterator[_Candidate]:
        """The written or the invented candidates, listed when the first is asked for."""
        yield from shuffle(self._both[place], lambda one: one.id, self._seed)

    def scarcity(self) -> tuple[int, int]:
        """How few cases there are for the answer that has fewest, and how few questions in all."""
        bases: dict[str, set[str]] = {}
        for made in self._waiting:
            bases.setdefault(made.draft.right.text, set()).add(made.base)
        return min(map(len, bases.values()), default=0), len(self._waiting)

    def next(self, asked: _Asked) -> QuizQuestion | None:
        """A question that was not asked and that gives nothing away; None when there is none for now."""
        self.look_ahead(asked)
        while self._waiting:
            fresh = self._fresh(asked)
            made, question = self._first_of(sorted(fresh, key=partial(self._order, asked)), asked)
            if made is not None and question is not None:
                self._waiting.remove(made)
                asked.add(made, question)
                return question
            self._waiting = [one for one in self._waiting if one not in fresh]
            self.set_aside += [] if asked.retells else fresh
            self.look_ahead(asked)
        return None

    def _fresh(self, asked: _Asked) -> list[_Made]:
        """Those to choose from now: the answer whose turn it is, of which the story was told least."""
        some = asked.written_enough(self._waiting)
        if self._kind in _PHASES or not self._mixed:
            first = min(some, key=lambda one: (asked.times(one), self._chance(one.draft.right.text)))
            some = [one for one in some if one.draft.right.text == first.draft.right.text]
        return asked.least_told(some)

    def _first_of(self, some: Sequence[_Made], asked: _Asked) -> tuple[_Made | None, QuizQuestion | None]:
        waiting = {made.draft.right.text for made in self._waiting}
        rights = waiting if len(waiting) > 1 and self._kind not in _WEIGHED else self._rights
        for made in some:
            question = self._finish(made, asked, rights)
            if question is not None:
                return made, question
        return None, None

    def _order(self, asked: _Asked, made: _Made) -> tuple[int, float, bool]:
        """What was right least often; then by chance, as often as it is offered as wrong; then the written ones."""
        house, text = made.draft.household, made.draft.right.text
        derived = house is not None and house.is_derived
        return asked.times(made), self._chance(text), derived is not asked.prefers_derived()

    def _chance(self, text: str) -> float:
        """When an answer has its turn in this round: the sooner, the more often it is offered as a wrong one."""
        chance = (1 + number(self._seed, self._kind.value, text) % _FINE) / (1 + _FINE)
        weight = (self._wrongs[text] or _RARE) if self._kind in _MANY else 1
        return -math.log(chance) / weight

    def look_ahead(self, asked: _Asked) -> None:
        """Think some out to choose from: of written households, and of invented ones where those are few."""
        if asked.retells:
            self._waiting, self.set_aside = [*self._waiting, *self.set_aside], []
        self._waiting = [one for one in self._waiting if asked.allows(one)]
        tries = _TRIES if self._mixed else _MORE_TRIES
        for source in (self._written, self._invented):
            while len(self._waiting) < _SEEN or self._apart() < _APART:
                candidate = next(source, None) if tries else None
                if candidate is None:
                    break
                tries -= 1
                self._tried += 1
                self._think_out(candidate, asked)
        self.is_done = not self._waiting and (bool(tries) or self._tried >= _MORE_TRIES)

    def _apart(self) -> int:
        return len({made.draft.right.text for made in self._waiting})

    def _think_out(self, candidate: _Candidate, asked: _Asked) -> None:
        drafted = candidate.make(candidate.id)
        if drafted is None:
            return
        self._wrongs.update({one.text for one in drafted.wrong})
        self._rights.add(drafted.right.text)
        made = _Made(about=candidate.about, base=candidate.base, draft=drafted)
        if asked.allows(made) and self._level in (None, drafted.level()):
            self._waiting.append(made)

    def _finish(self, made: _Made, asked: _Asked, rights: set[str]) -> QuizQuestion | None:
        drafted = made.draft if asked.is_narrow else self._with_usual(made.draft, rights)
        question = finish(self._context, drafted, self._seed) if drafted is not None else None
        return None if question is None or asked.opens_alike(question) else question

    def _with_usual(self, drafted: QuestionDraft, rights: set[str]) -> QuestionDraft | None:
        """With wrong options that are right for other households, if there are enough; None where there have to be."""
        usual = [one for one in drafted.wrong if one.text in (rights if self._kind in _STRICT else self._rights)]
        usual.sort(key=lambda one: self._turn_as_wrong(drafted, one))
        if self._kind in _STRICT:
            more = self._near(drafted, usual[0]) if drafted.filled and len(usual) == 1 else ()
            return replace(drafted, wrong=(*usual, *more)) if usual else None
        if self._kind is QuestionKind.COMPARE and len(usual) == 1:
            return replace(drafted, wrong=(*usual, *(one for one in drafted.wrong if one not in usual))[:_USUAL])
        if self._kind not in _WITH_USUAL or len(usual) < _USUAL:
            return drafted
        return replace(drafted, wrong=tuple(usual))

    def _turn_as_wrong(self, drafted: QuestionDraft, one: Choice) -> float:
        """When a wrong option has its turn: the sooner, the seldomer it can be offered as one."""
        chance = (1 + number(self._seed, drafted.id, one.text) % _FINE) / (1 + _FINE)
        return -math.log(chance) * (self._wrongs[one.text] if self._kind in _WEIGHED else 1)

    def _near(self, drafted: QuestionDraft, other: Choice) -> list[Choice]:
        """One more wrong option, such that the right one is as often the shortest or the longest as in between."""
        size = len(drafted.right.text)
        longer = (len(other.text) > size) is (number(self._seed, drafted.id, "third") % 3 > 0)
        rest = [one for one in drafted.wrong if one.text not in self._rights]
        return sorted(rest, key=lambda one: ((len(one.text) > size) is not longer, abs(len(one.text) - size)))[:1]


_Both = tuple[Iterable[_Candidate], Iterable[_Candidate]]
_DRAFTS = {
    QuestionKind.PHASE: phase_questions.draft_phase,
    QuestionKind.STEP: course_questions.draft_step,
}


def _candidates(pool: HouseholdPool, kind: QuestionKind) -> _Both:
    """The written and the invented questions of a kind; what has no household counts as written."""
    context = pool.context
    match kind:
        case QuestionKind.COMPARE:
            return _joined(_compare_models(pool, other) for other in context.others)
        case QuestionKind.CHANGE:
            return tuple(_changes(pool)), ()
        case QuestionKind.ROLE:
            roles = [
                one for one in context.own.ruleset.profile.roles if role_questions.is_askable(context.own.ruleset, one)
            ]
            return _joined(_of_role(pool, role, len(roles)) for role in roles)
        case QuestionKind.STATEMENT:
            return tuple(_statements(context)), ()
        case QuestionKind.TASK:
            return tuple(_tasks(context)), ()
        case QuestionKind.DOWN:
            ruleset = context.own.ruleset
            if not any(course_questions.transitions_asked(ruleset, phase.id) for phase in ruleset.profile.phases):
                return (), ()
            make = partial(course_questions.draft_down, context)
            return _households(pool, kind, make, invent=course_questions.recovering)
        case _:
            return _households(pool, kind, partial(_DRAFTS[kind], context))


def _joined(pairs: Iterable[_Both]) -> _Both:
    row = tuple(pairs)
    return chain.from_iterable(one for one, _ in row), chain.from_iterable(two for _, two in row)


def _compare_models(pool: HouseholdPool, other: ModelBundle) -> _Both:
    def make(ident: str, house: Household) -> QuestionDraft | None:
        return phase_questions.draft_comparison(pool.context, ident, house, other)

    return _households(pool, QuestionKind.COMPARE, make, more=f":{other.id}", tries=COMPARED)


def _changes(pool: HouseholdPool) -> Iterator[_Candidate]:
    """Every written household with everything that can be new about it."""

    def make(house: Household, news: News, ident: str) -> QuestionDraft | None:
        return as_told(partial(phase_questions.draft_change, pool.context, news), ident, house, news.answers)

    for house, news in pool.renewed:
        if clear_advice(pool.context.own, house.answers) is not None:
            about = f"case:{house.id}:{news.id}"
            ident = f"{pool.context.own.id}:{QuestionKind.CHANGE.value}:{about}"
            yield _Candidate(id=ident, about=about, base=house.id, make=partial(make, house, news))


def _of_role(pool: HouseholdPool, role: Role, roles: int) -> _Both:
    make = partial(role_questions.draft_role, pool.context, role)
    return _households(pool, QuestionKind.ROLE, make, more=f":{role.id}", tries=INVENTED // roles)


def _statements(context: QuestionContext) -> Iterator[_Candidate]:
    own = context.own
    for one in (*statement_questions.claims_of(own), *statement_questions.step_claims(own)):
        if own.foreign and not _is_own(own, one):
            continue
        ident = f"{own.id}:{QuestionKind.STATEMENT.value}:{one.id}"
        make = partial(_state, context, one)
        yield _Candidate(id=ident, about=one.about, make=make)


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
    pool: HouseholdPool,
    kind: QuestionKind,
    make: Drafter,
    *,
    invent: Callable[[QuestionContext, str], Household | None] | None = None,
    more: str = "",
    tries: int = INVENTED,
) -> _Both:
    """A question about each written household, and about each that news makes of one or that the tool invents."""
    context = pool.context

    def old(house: Household, ident: str) -> QuestionDraft | None:
        return as_told(make, ident, house)

    def newer(house: Household, news: News, ident: str) -> QuestionDraft | None:
        changed = with_news(context.own, house, news)
        return as_told(make, ident, changed) if changed else None

    def new(ident: str) -> QuestionDraft | None:
        house = invent(context, ident) if invent is not None else invent_household(context, ident)
        return make(ident, house) if house else None

    start = f"{context.own.id}:{kind.value}"
    written, invented = [], []
    for house in pool.written:
        about = f"case:{house.id}"
        ident = f"{start}:{about}{more}"
        written.append(_Candidate(id=ident, about=about, base=house.id, make=partial(old, house)))
    for house, news in pool.told:
        about = f"case:{house.id}+{news.id}"
        ident = f"{start}:{about}{more}"
        invented.append(_Candidate(id=ident, about=about, base=house.id, make=partial(newer, house, news)))
    turns = (f"{start}:{turn:04}{more}" for turn in range(tries if context.tell is not None else 0))
    return written, [*invented, *(_Candidate(id=ident, about=ident, make=new) for ident in turns)]
