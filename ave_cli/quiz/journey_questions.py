"""Questions that a moment of a klantreis asks by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ave_cli.engine.journey import Handover, HandoverKind, MomentOutcome, walk_journey
from ave_cli.engine.phases import Direction
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep
from ave_cli.profile import NO_PHASE, Gap, Journey, RoleStatus, StepKind, Truth, record
from ave_cli.quiz import draft
from ave_cli.quiz.draft import QuestionDraft, clear_holding, finish, show_holding, tell_household
from ave_cli.quiz.material import (
    CRITERION,
    MOST_WRONG,
    PHASE,
    ROLE,
    TRANSITION,
    Choice,
    Household,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
    SeededChoice,
    any_name_alike,
    contested_records,
    names_are_alike,
    overlap,
)
from ave_cli.quiz.phase_questions import criteria_that_hold, why_not
from ave_cli.text import journey as journey_text
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.wording import journey as journey_words
from ave_cli.wording import phrases as advice

_MOST = 4
"""Questions of one moment."""
_HELD = 2
"""Roles that stay in sight."""
_LONGEST = 130
_SAME = 0.5
"""From this share of common words on, two steps say nearly the same."""


@record
class AskedMoment:
    """One moment of a klantreis with its questions."""

    outcome: MomentOutcome
    questions: tuple[QuizQuestion, ...]


def ask_journey(context: QuestionContext, journey: Journey) -> tuple[AskedMoment, ...]:
    """Every moment with what it asks by itself: at most four questions, none about what the source contests."""
    outcomes, as_told = walk_journey(context.own.ruleset, journey), walk_journey(context.own.ruleset, _told(journey))
    found: list[AskedMoment] = []
    waiting: list[str] = []
    for number, outcome in enumerate(outcomes, start=1):
        story = "\n".join((*waiting, outcome.moment.news))
        full, told = (_Moment(context, journey, road[:number], story) for road in (outcomes, as_told))
        questions = tuple(_ask(full, told))
        waiting = [] if questions else [*waiting, outcome.moment.news]
        found.append(AskedMoment(outcome=outcome, questions=questions))
    return tuple(found)


def _told(journey: Journey) -> Journey:
    """The klantreis with the answers that the news tells."""
    moments = [
        replace(one, answers={fact: value for fact, value in one.answers.items() if fact not in one.untold})
        for one in journey.moments
    ]
    return replace(journey, moments=tuple(moments))


def _ask(moment: _Moment, told: _Moment) -> Iterator[QuizQuestion]:
    """What is right too for somebody who knows only what the news tells, and in words that rest on that alone."""
    right = {(one.text, one.right.text) for one in moment.drafts()}
    drafts = [one for one in told.drafts() if (one.text, one.right.text) in right]
    for one in drafts[:_MOST]:
        made = finish(moment.context, replace(one, household=moment.household))
        if made is not None:
            title = journey_text.moment(len(moment.road), moment.outcome.moment.title)
            yield replace(made, moment=title, before=_before(moment.road[:-1]))


def _before(road: Sequence[MomentOutcome]) -> tuple[str, ...]:
    """The phases so far, and who held what at the last moment."""
    if not road:
        return ()
    held = [
        journey_text.role(one.role.title, advice.holders_of(one))
        for one in road[-1].assessment.roles
        if one.role.person and one.status is RoleStatus.ASSIGNED
    ][:_HELD]
    return (journey_text.so_far(journey_words.road_words(road)), *held)


class _Moment:
    """The drafts of one moment."""

    def __init__(self, context: QuestionContext, journey: Journey, road: Sequence[MomentOutcome], story: str) -> None:
        self.context, self.own, self.road = context, context.own, road
        self.ruleset = context.own.ruleset
        self.outcome = road[-1]
        self.now = self.outcome.assessment
        self.first = len(road) == 1
        self.ident = f"{context.own.id}:journey:{journey.id}:{len(road)}"
        answers = self.own.placed(self.now.answers, self.now.course.current or NO_PHASE)
        self.household = Household(id=self.ident, answers=answers, story=story, is_case=False)
        self.evaluation = self.ruleset.read(self.now.answers)
        self.phase = self.ruleset.phase(self.now.course.advised)
        self.contested = contested_records(self.ruleset, self.evaluation, self.phase.id)

    def drafts(self) -> Iterator[QuestionDraft]:
        """What the moment asks, the most telling first."""
        for one in (self._phase(), *self._roles(), self._decides(), self._missing(), self._find_out(), self._step()):
            if one is not None:
                yield one

    def _make(
        self,
        kind: QuestionKind,
        text: str,
        right: Choice,
        wrong: Sequence[Choice],
        because: str,
        *statements: object,
        everywhere: str = "",
    ) -> QuestionDraft | None:
        some = SeededChoice(self.ident, text).order(wrong)[:MOST_WRONG]
        if not some:
            return None
        rests = tuple(tuple(str(ident) for ident in group) for group in statements if isinstance(group, tuple))
        return QuestionDraft(
            id=f"{self.ident}:{kind.value}:{len(text)}",
            kind=kind,
            level=lambda: draft.MIDDLE,
            text=text,
            right=right,
            wrong=tuple(some),
            explanation=because,
            rests_on=(*rests, self.phase.statements),
            everywhere=everywhere,
            household=self.household,
            fewest=2,
        )

    # Which phase now

    def _phase(self) -> QuestionDraft | None:
        about = {PHASE, *(CRITERION + one.id for one in self.ruleset.profile.criteria)}
        if self.contested & about:
            return None
        rank, current = self.now.course.advised, self.now.course.current
        sure = self.now.interval.at_most <= rank and self.now.direction is not Direction.UNCLEAR
        if current is None and not sure:
            return None
        grounds = criteria_that_hold(self.own, self.evaluation, rank)
        right = self._option(current, rank, sure)
        known = tell_household(self.ruleset, self.now.answers, self._reasons())
        if sure:
            because = quiz_questions_text.phase_explained(self.phase.label, [one.text for one in grounds], known)
        else:
            because = f"{journey_text.it_is(right)} {journey_text.NOT_SURE}"
        missing = [one for one in self._missing_criteria() if sure]
        if missing and self.now.interval.at_least < rank:
            because = f"{journey_text.it_is(right)} {journey_text.STILL_MISSING} {quiz_questions_text.listed(missing)}."
        if current is None:
            text = journey_text.now_phase(self.own.title)
        else:
            text = journey_text.now_moves(self.ruleset.label(current), self.own.title)
        return self._make(
            QuestionKind.PHASE,
            text,
            Choice(text=right, why=journey_text.so_it_is(right)),
            [Choice(text=one, why=why) for one, why in self._other_phases(current, rank, right)],
            because,
            *(one.statements for one in grounds),
        )

    def _reasons(self) -> Iterator[str]:
        for ground in criteria_that_hold(self.own, self.evaluation, self.now.course.advised):
            yield from self.evaluation.evaluate_named(ground.id).because

    def _option(self, current: str | None, rank: int, sure: bool) -> str:
        phase = self.ruleset.phase(rank)
        if current is None:
            return quiz_questions_text.with_title(phase.label, phase.title)
        way = self.ruleset.rank(current)
        direction = "unclear" if not sure else "up" if rank > way else "down" if rank < way else "same"
        return journey_text.goes(direction, phase.label)

    def _other_phases(self, current: str | None, rank: int, right: str) -> Iterator[tuple[str, str]]:
        near = sorted(range(len(self.ruleset.profile.phases)), key=lambda one: abs(one - rank))
        options = [(one, self._option(current, one, True)) for one in near]
        if current is not None:
            options.insert(2, (self.ruleset.rank(current), self._option(current, self.ruleset.rank(current), False)))
        for other, text in [one for one in options if one[1] != right][:MOST_WRONG]:
            yield text, self._why_not(rank, other) or journey_text.it_is(right)

    def _why_not(self, rank: int, other: int) -> str:
        """Why it is not the other phase; empty where there is nothing to name."""
        if other > rank or (other < rank and criteria_that_hold(self.own, self.evaluation, rank)):
            return why_not(self.own, self.now.answers, self.evaluation, rank, other)
        missing = self._missing_criteria() if other < rank else []
        return f"{journey_text.STILL_MISSING} {quiz_questions_text.listed(missing)}." if missing else ""

    # Who has which regie, and who hands over to whom

    def _roles(self) -> Iterator[QuestionDraft | None]:
        persons = [one for one in self.now.roles if one.role.person]
        if self.first:
            for holding in persons[:2]:
                yield self._holder(holding)
            return
        moved = {one.after.role.id: one for one in self.outcome.handovers}
        for one in [moved[holding.role.id] for holding in persons if holding.role.id in moved][:2]:
            yield self._handover(one)

    def _holder(self, holding: RoleHolding) -> QuestionDraft | None:
        clear = clear_holding(self.own, self.now.answers, holding.role, self.phase.id)
        if clear is None or len(show_holding(clear)) > _LONGEST or holding.elsewhere:
            return None
        role = holding.role
        wrong = [
            Choice(text=show_holding(other), why=why)
            for other, why in self._other_holders(holding)
            if len(show_holding(other)) <= _LONGEST
        ]
        if clear.status is RoleStatus.ASSIGNED:
            nobody = quiz_questions_text.role_nobody(role.title, self.phase.label)
            wrong.append(Choice(text=quiz_questions_text.NOBODY, why=nobody))
        known = tell_household(self.ruleset, self.now.answers, clear.because)
        return self._make(
            QuestionKind.ROLE,
            quiz_questions_text.who_holds(self.phase.label, self.own.title, role.title, role.person),
            Choice(
                text=show_holding(clear),
                why=quiz_questions_text.role_right(role.title, self.phase.label, self.own.title),
            ),
            wrong,
            quiz_questions_text.role_explained(
                role.title, self.phase.label, show_holding(clear), known, clear.notes[:1]
            ),
            clear.statements,
            role.statements,
        )

    def _other_holders(self, holding: RoleHolding) -> Iterator[tuple[RoleHolding, str]]:
        """Holders of the same role in other phases, and of other roles in this one; none that may be the same."""
        taken = list(draft.holder_names(holding))
        answers, rank = self.now.answers, self.ruleset.rank(self.phase.id)
        for place, phase in enumerate(self.ruleset.profile.phases):
            other = clear_holding(self.own, answers, holding.role, phase.id) if place != rank else None
            if other is not None and draft.holder_names(other) and not any_name_alike(draft.holder_names(other), taken):
                taken += draft.holder_names(other)
                yield other, journey_text.in_phase(phase.label)
        for role in self.ruleset.profile.roles:
            other = clear_holding(self.own, answers, role, self.phase.id) if role != holding.role else None
            if other is not None and draft.holder_names(other) and not any_name_alike(draft.holder_names(other), taken):
                taken += draft.holder_names(other)
                yield other, journey_text.of_role(role.title)

    def _handover(self, handover: Handover) -> QuestionDraft | None:
        role = handover.after.role
        clear = clear_holding(self.own, self.now.answers, role, self.phase.id)
        if clear is None or handover.after.elsewhere or not draft.is_clear(handover.before):
            return None
        stops, starts = handover.kind is HandoverKind.STOPS, handover.kind is HandoverKind.STARTS
        others = [
            Choice(text=show_holding(other), why=why)
            for other, why in self._other_holders(handover.after)
            if not any_name_alike(draft.holder_names(other), draft.holder_names(handover.before))
        ]
        nobody = quiz_questions_text.role_nobody(role.title, self.phase.label)
        gone = [] if stops else [Choice(text=quiz_questions_text.NOBODY, why=nobody)]
        stays = Choice(text=journey_text.STAYS, why=journey_text.is_otherwise(self.phase.label))
        keeps = [] if starts or self._may_stay(handover) else [stays]
        wrong = [one for one in (*keeps, *gone, *others[:2]) if len(one.text) <= _LONGEST]
        notes = "".join(f" {quiz_questions_text.sentence(note)}" for note in handover.after.notes[:1])
        why = quiz_questions_text.role_right(role.title, self.phase.label, self.own.title)
        return self._make(
            QuestionKind.HANDOVER,
            self._who_had(handover.before),
            Choice(text=show_holding(clear), why=why),
            wrong[:MOST_WRONG],
            f"{journey_words.handover_words(handover)}.{notes}",
            handover.after.statements,
            role.statements,
        )

    def _may_stay(self, handover: Handover) -> bool:
        """Whether the same person may well go on: then that is no wrong answer."""
        if handover.kind is not HandoverKind.PASSES:
            return False
        old, new = draft.holder_names(handover.before), draft.holder_names(handover.after)
        return bool(handover.after.appointed_in) or any(overlap(one, other) > 0 for one in old for other in new)

    def _who_had(self, before: RoleHolding) -> str:
        """The question to whom the role goes, with who had it."""
        title, label = before.role.title, self.phase.label
        if before.appointed_in and not before.holders:
            return journey_text.what_is_agreed(title, label, before.appointed_in)
        return journey_text.what_happens(title, label, show_holding(before) if before.holders else "")

    # Who decides, what is missing, what to find out, what comes first

    def _decides(self) -> QuestionDraft | None:
        moves = [one for one in self.outcome.moves if one.transition.decided_by]
        if len(moves) != 1 or TRANSITION + moves[0].transition.id in self.contested:
            return None
        move, said = moves[0], moves[0].transition.decided_by
        wrong: list[Choice] = []
        for other in self.ruleset.profile.transitions:
            taken = [said, *(one.text for one in wrong)]
            if other.decided_by and not any(names_are_alike(other.decided_by, one) for one in taken):
                start, end = (self.ruleset.label(one) if one else "" for one in (other.from_, other.to))
                wrong.append(Choice(text=other.decided_by, why=journey_text.decides_else(start, end)))
        for holding in self.now.roles:
            name = show_holding(holding) if holding.status is RoleStatus.ASSIGNED and holding.holders else ""
            if name and not any(names_are_alike(name, one) for one in (said, *(each.text for each in wrong))):
                wrong.append(Choice(text=name, why=journey_text.of_role(holding.role.title)))
        start = self.ruleset.label(move.transition.from_) if move.transition.from_ else ""
        return self._make(
            QuestionKind.DECIDE,
            journey_text.who_decides(
                start, self.ruleset.label(move.to) if move.to else self.phase.label, self.own.title
            ),
            Choice(text=said, why=quiz_questions_text.WHO_RIGHT),
            [one for one in wrong if len(one.text) <= _LONGEST],
            quiz_questions_text.truth_explained(said),
            move.transition.statements,
        )

    def _missing_criteria(self) -> list[str]:
        held_up = [one for one in self.now.course.leaving if one.missing and not one.blocked_by]
        if self.now.course.taken or not held_up:
            return []
        texts = {one.id: one.text for one in self.ruleset.profile.criteria}
        return [texts[ident] for ident in min(held_up, key=lambda one: len(one.missing)).missing]

    def _missing(self) -> QuestionDraft | None:
        held_up = [one for one in self.now.course.leaving if one.missing and not one.blocked_by and one.to]
        if self.now.course.taken or not held_up or self.now.direction is not Direction.SAME:
            return None
        move = min(held_up, key=lambda one: len(one.missing))
        criteria = {one.id: one for one in self.ruleset.profile.criteria}
        about = {TRANSITION + move.transition.id, *(CRITERION + one for one in move.transition.criteria)}
        there = [criteria[one] for one in move.transition.criteria if one not in move.missing]
        open_ = [one for one in move.missing if self.evaluation.evaluate_named(one).truth is Truth.UNKNOWN]
        if self.contested & about or open_:
            return None
        wanted = criteria[move.missing[0]]

        def known(ident: str) -> str:
            because = self.evaluation.evaluate_named(ident).because
            return quiz_questions_text.because(tell_household(self.ruleset, self.now.answers, because))

        return self._make(
            QuestionKind.DOWN,
            journey_text.still_missing(
                self.ruleset.label(move.transition.from_ or ""), self.ruleset.label(move.to or ""), self.own.title
            ),
            Choice(
                text=quiz_questions_text.sentence(wanted.text),
                why=quiz_questions_text.down_no_right(
                    tell_household(self.ruleset, self.now.answers, self.evaluation.evaluate_named(wanted.id).because)
                ),
            ),
            [
                Choice(text=quiz_questions_text.sentence(one.text), why=journey_text.is_there(known(one.id)))
                for one in there
            ],
            f"{journey_text.STILL_MISSING} {quiz_questions_text.inside(wanted.text)}.",
            move.transition.statements,
            wanted.statements,
        )

    def _find_out(self) -> QuestionDraft | None:
        doubted = [one.fact for one in self.now.open_questions if one.doubted and "phase" in one.could_change]
        if not doubted:
            return None
        facts = self.ruleset.facts
        known = [fact for fact in self.own.deciding if fact in self.outcome.moment.answers and self._is_told(fact)]
        name = quiz_questions_text.sentence(facts[doubted[0]].name())
        return self._make(
            QuestionKind.FIND_OUT,
            journey_text.find_out_first(journey_words.phase_words(self.now)),
            Choice(text=name, why=journey_text.COULD_CHANGE),
            [
                Choice(
                    text=quiz_questions_text.sentence(facts[fact].name()),
                    why=journey_text.known_already(
                        advice.tell_answer(self.ruleset, fact, self.now.answers.given[fact])
                    ),
                )
                for fact in known
            ],
            quiz_questions_text.truth_explained(f"{facts[doubted[0]].question}"),
            *(
                one.evaluation.criterion.statements
                for one in self.now.criteria
                if doubted[0] in one.evaluation.result.open
            ),
        )

    def _is_told(self, fact: str) -> bool:
        """Whether the news may be asked about it: it tells something that is there."""
        value = self.now.answers.value(fact)
        return not isinstance(value, Gap) and not draft.is_absence(self.ruleset.facts[fact], value)

    def _step(self) -> QuestionDraft | None:
        first = self.now.steps[0] if self.now.steps else None
        if first is None or first.own is not None or self._step_is_contested(first):
            return None
        acute = first.kind is StepKind.ACUTE
        label = journey_words.phase_words(self.now)
        known = tell_household(self.ruleset, self.now.answers, first.because)
        explained = quiz_questions_text.step_explained(label, first.who, first.contact, first.deadline, known)
        return self._make(
            QuestionKind.STEP,
            journey_text.FIRST_IN_DANGER
            if acute
            else journey_text.in_this_phase(label, quiz_questions_text.first_step(self.own.title)),
            Choice(
                text=advice.step_short(self.now, first),
                why=journey_text.DANGER_FIRST if acute else quiz_questions_text.step_right(first.who),
            ),
            [Choice(text=text, why=why) for text, why in self._other_steps()],
            journey_text.DANGER_FIRST if acute else explained,
            first.statements,
            everywhere=first.source,
        )

    def _other_steps(self) -> Iterator[tuple[str, str]]:
        """Steps that are certainly not for this household now, none nearly the same as one that is."""
        taken = [advice.step_short(self.now, one) for one in self.now.steps]
        moves = {one.transition.id for one in self.outcome.moves}
        for other in self.ruleset.profile.steps:
            here = self.phase.id in other.phases
            out = other.transitions and not moves & {*other.transitions}
            may_be = here and not out and self.evaluation.evaluate(other.when).truth is not Truth.NO
            if not other.short or may_be or any(overlap(other.short, one) >= _SAME for one in taken):
                continue
            taken.append(other.short)
            labels = [self.ruleset.label(phase) for phase in other.phases]
            yield (
                other.short,
                quiz_questions_text.step_not_now("") if here else quiz_questions_text.step_other_phase(labels),
            )

    def _step_is_contested(self, step: NextStep) -> bool:
        cited = {
            ident
            for conflict in self.ruleset.profile.conflicts
            if conflict.about in self.contested and not conflict.about.startswith(ROLE)
            for ident in conflict.statements
        }
        return bool(cited & set(step.statements))
