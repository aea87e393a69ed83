"""Proofs over all households that the rules can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import accumulate
from operator import or_

from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge, facts_of, values_of
from ave_cli.engine.assessment import AlertKind, assess
from ave_cli.profile import (
    All,
    Answers,
    AnyOf,
    Condition,
    Criterion,
    Effect,
    Fact,
    Not,
    NotRecorded,
    Phase,
    Problem,
    Ref,
    Ruleset,
    SourceConflict,
    Threshold,
    Value,
    conditions_of,
    fits,
    record,
)
from ave_cli.text import problems as problems_text
from ave_cli.text import profiles as profiles_text


class FindingKind(Enum):
    """What is wrong or missing; the value stands in the JSON."""

    SHAPE = "shape"
    ABOUT = "about"
    STATEMENT_UNKNOWN = "statement_unknown"
    STATEMENT_UNUSED = "statement_unused"
    STATEMENT_EXCUSED = "statement_excused"
    NO_SOURCE = "no_source"
    NOT_PROVED = "not_proved"
    PHASE_UNREACHABLE = "phase_unreachable"
    CRITERION_NEVER = "criterion_never"
    CRITERION_ALWAYS = "criterion_always"
    CRITERION_SWALLOWED = "criterion_swallowed"
    RULE_NEVER = "rule_never"
    WORSE_LIGHTER = "worse_lighter"
    DANGER_UNSEEN = "danger_unseen"
    LIGHTEST_UNEXPLAINED = "lightest_unexplained"
    FACT_IDLE = "fact_idle"
    ROLE_MISSING = "role_missing"
    DECIDER_MISSING = "decider_missing"
    DIRECTION = "direction"
    CASE = "case"
    JOURNEY = "journey"


@record
class Finding:
    """One thing that is wrong with a model, or missing from it."""

    kind: FindingKind
    where: str
    """The place in the file."""
    text: str
    example: Answers | None = None
    """A household for which it goes wrong, with every answer that matters; None where no household shows it."""
    line: int = 0
    """Of the file; 0 where it is not known."""

    @property
    def is_of_shape(self) -> bool:
        """Whether it is about how the file is written."""
        return self.kind is FindingKind.SHAPE

    @property
    def is_unproved(self) -> bool:
        """Whether it says no more than that not all sets of answers could be walked."""
        return self.kind is FindingKind.NOT_PROVED

    @property
    def is_of_case(self) -> bool:
        """Whether its place names a written household."""
        return self.kind in (FindingKind.CASE, FindingKind.JOURNEY)

    @property
    def problem(self) -> Problem:
        """The same as a problem of a file."""
        return Problem(self.where, self.text)


@record
class Todo:
    """Something that the author of a model still has to do."""

    where: str
    text: str
    danger: bool = False
    line: int = 0
    """Of the file; 0 where it is not known."""


def explanations(ruleset: Ruleset) -> Iterator[SourceConflict | NotRecorded]:
    """What a model says of its own accord about some households.

    A contradiction of the source, or something that it does not record, explains an outcome only for the households
    that its condition picks out.
    """
    yield from (conflict for conflict in ruleset.profile.conflicts if conflict.when is not None)
    yield from (gap for gap in ruleset.profile.gaps if gap.when is not None)


def check_phases(ruleset: Ruleset) -> Iterator[Finding]:
    """What goes wrong with the phases, over all sets of answers that the entry rules can tell apart."""
    try:
        landing = _Landing(ruleset)
    except SpaceTooLarge:
        yield Finding(kind=FindingKind.NOT_PROVED, where="criteria", text=profiles_text.NOT_PROVED)
        return
    yield from landing.unreachable()
    yield from landing.worse_but_lighter()
    yield from landing.danger_unseen()
    yield from landing.lightest_unexplained()


class _Landing:
    """All households, and the phase in which each lands."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        entering = [criterion for criterion in ruleset.profile.criteria if criterion.effect is Effect.ENTER]
        self.danger = [fact.id for fact in ruleset.facts.values() if fact.danger and fact.id in ruleset.used]
        self.asked = tuple(dict.fromkeys(fact for criterion in entering for fact in facts_of(ruleset, criterion.when)))
        seen = {*self.asked, *self.danger}
        self._told = [one for one in explanations(ruleset) if seen.issuperset(facts_of(ruleset, one.when))]
        told = [one.when for one in self._told if one.when is not None]
        self.space = AnswerSpace(ruleset, [*(criterion.when for criterion in entering), *told], self.danger)
        self.named = min(
            (
                ruleset.rank(criterion.phase)
                for criterion in entering
                if set(facts_of(ruleset, criterion.when)) & set(self.danger)
            ),
            default=min(ruleset.danger_rank, len(ruleset.ranks) - 1),
        )
        """Rank of the lightest phase whose entry rules look at danger; where none do, of the one that is named."""
        proved = [0] * len(ruleset.ranks)
        for criterion in entering:
            proved[ruleset.rank(criterion.phase)] |= self.space.satisfying(criterion.when)
        left, landed = self.space.universe, [0] * len(proved)
        for rank in reversed(range(len(proved))):
            landed[rank] = left & proved[rank] if rank else left
            left &= ~landed[rank]
        self.landed = tuple(landed)

    def unreachable(self) -> Iterator[Finding]:
        criteria = self.ruleset.entry_criteria
        spanned = [(self.ruleset.rank(one.phase), self.ruleset.rank_to(one)) for one in criteria]
        for rank, households in enumerate(self.landed):
            is_silent = self.ruleset.phase(rank).status == "not_recorded"
            if not households and not is_silent and not any(low < rank <= high for low, high in spanned):
                phase = self.ruleset.phase(rank)
                yield Finding(
                    kind=FindingKind.PHASE_UNREACHABLE, where=f"phases ({phase.id})", text=profiles_text.UNREACHABLE
                )

    def worse_but_lighter(self) -> Iterator[Finding]:
        """One finding per fact, with the household that has the worse answer."""
        silent = [households & ~self._explained(rank) for rank, households in enumerate(self.landed)]
        for fact in self.asked:
            for before, after in worse_pairs(self.ruleset.facts[fact], self.space.values[fact]):
                found = self._lighter(fact, before, after, silent)
                if found is not None:
                    label, example = found
                    yield Finding(
                        kind=FindingKind.WORSE_LIGHTER,
                        where=f"ask ({fact})",
                        text=problems_text.worse_lighter(label),
                        example=example,
                    )
                    break

    def _lighter(self, fact: str, before: Value, after: Value, silent: Sequence[int]) -> tuple[str, Answers] | None:
        """The first phase in which somebody lands with a worse answer, of those whom the model is silent about."""
        for rank, lighter in enumerate(accumulate(self.landed[:-1], or_), start=1):
            heavier = self.space.universe & ~lighter
            fell = self.space.with_answer_changed(heavier, fact, before, after) & lighter
            for low in range(rank) if fell else ():
                household = self.space.witness(fell & silent[low])
                if household is not None:
                    return self.ruleset.phase(low).label, household
        return None

    def _explained(self, rank: int) -> int:
        """The households of which the model itself says why they are in this phase."""
        phase = self.ruleset.phase(rank)
        if any(_is_left_over(gap, phase) for gap in self.ruleset.profile.gaps):
            return self.space.universe
        return self.space.disjunction(
            [self.space.satisfying(one.when) for one in self._told if not one.phases or phase.id in one.phases]
        )

    def danger_unseen(self) -> Iterator[Finding]:
        """Danger in a phase lighter than the first that names it gives an alert; all households of a phase alike."""
        for fact in self.ruleset.facts.values():
            if fact.danger and fact.id not in self.ruleset.used:
                yield Finding(
                    kind=FindingKind.DANGER_UNSEEN, where=f"ask ({fact.id})", text=profiles_text.DANGER_NOT_ASKED
                )
        endangered = self.space.disjunction([self.space.answering(fact, True) for fact in self.danger])
        for rank in range(self.named):
            household = self.space.witness(endangered & self.landed[rank])
            if household is not None and not self._warned(household):
                text = problems_text.danger_unseen(self.ruleset.phase(rank).label)
                yield Finding(kind=FindingKind.DANGER_UNSEEN, where="danger.phase", text=text, example=household)

    def _warned(self, household: Answers) -> bool:
        kind = AlertKind.DANGER_WITHOUT_PHASE
        return any(alert.kind is kind for alert in assess(self.ruleset, household).alerts)

    def lightest_unexplained(self) -> Iterator[Finding]:
        """One finding per worse answer to an asked fact that lands in the lightest phase while nothing says so.

        A gap, a contradiction, an alert, or a criterion of that phase that looks at the fact says so; and only if it
        holds whatever the facts are that the entry rules do not look at.
        """
        lightest = self.ruleset.phase(0)
        if lightest.status == "not_recorded" or any(_is_left_over(gap, lightest) for gap in self.ruleset.profile.gaps):
            return
        rules = [one.when for one in explanations(self.ruleset) if not one.phases or lightest.id in one.phases]
        told = [rule for rule in (*rules, *(alert.when for alert in self.ruleset.national.alerts)) if rule is not None]
        seen = {*self.asked, *self.danger}
        entering = [criterion.when for criterion in self.ruleset.entry_criteria]
        named = [one for one in self.ruleset.profile.criteria if one.phase == lightest.id]
        looked_at = [*told, *(one.when for one in named)]
        compared = [leaf for leaf in self.ruleset.comparisons(looked_at) if leaf.fact in seen]
        space = AnswerSpace(self.ruleset, [*entering, *compared], self.danger)
        heavier = space.disjunction([space.satisfying(rule) for rule in entering])
        endangered = space.disjunction([space.answering(fact, True) for fact in self.danger])
        silent = space.universe & ~heavier & ~endangered
        sayings = [(rule, facts_of(self.ruleset, rule), self._surely(rule, space, {})) for rule in looked_at]
        for fact, value in _worse_answers(self.ruleset, space):
            given = {} if fact in space.values else {fact: value}
            here = silent & space.answering(fact, value) if fact in space.values else silent
            sure = [
                self._surely(rule, space, given) if given and fact in facts else holds
                for place, (rule, facts, holds) in enumerate(sayings)
                if place < len(told) or fact in facts
            ]
            household = space.witness(here & ~space.disjunction(sure))
            if household is not None:
                yield Finding(
                    kind=FindingKind.LIGHTEST_UNEXPLAINED,
                    where=f"phases ({lightest.id})",
                    text=problems_text.lightest_unexplained(lightest.label),
                    example=household.extended(given),
                )

    def _surely(self, rule: Condition, space: AnswerSpace, given: Mapping[str, Value]) -> int:
        """The households for which a rule holds whatever the facts are that are not in this space."""
        return space.satisfying(_sure(self.ruleset, rule, space, given))


def _is_left_over(gap: NotRecorded, phase: Phase) -> bool:
    """Whether a gap says of a whole phase that it is what is left."""
    return gap.when is None and gap.about == f"phase:{phase.id}" and (not gap.phases or phase.id in gap.phases)


def _worse_answers(ruleset: Ruleset, space: AnswerSpace) -> Iterator[tuple[str, Value]]:
    """Every asked fact with each answer that is worse than another one; acute danger is always an alert."""
    for ident in ruleset.profile.ask:
        fact = ruleset.facts[ident]
        values = space.values[ident] if ident in space.values else values_of(ruleset, fact)
        if fact.gate is None:
            worse = dict.fromkeys(after for _, after in worse_pairs(fact, values))
            yield from ((ident, value) for value in worse)


def _sure(
    ruleset: Ruleset, rule: Condition, space: AnswerSpace, given: Mapping[str, Value], *, holds: bool = True
) -> Condition:
    """The rule with what is given filled in, and what is not known read against it: where this holds, the rule does."""
    match rule:
        case Ref():
            return _sure(ruleset, ruleset.names[rule.name], space, given, holds=holds)
        case Not():
            return Not(_sure(ruleset, rule.part, space, given, holds=not holds))
        case All() | AnyOf():
            return type(rule)(tuple(_sure(ruleset, part, space, given, holds=holds) for part in rule.parts))
        case Threshold():
            return _sure(ruleset, rule.written_out(), space, given, holds=holds)
        case _:
            if rule.fact in space.values:
                return rule
            met = fits(rule, given[rule.fact]) if rule.fact in given else not holds
            return All(()) if met else AnyOf(())


def worse_pairs(fact: Fact, values: tuple[Value, ...]) -> Iterator[tuple[Value, Value]]:
    """Every two answers of which the second is worse, as the vocabulary claims; none where it claims nothing."""
    for place, light in enumerate(values):
        for heavy in values[place + 1 :]:
            if fact.worse is not None and _is_worse(fact, light, heavy):
                yield light, heavy


def _is_worse(fact: Fact, light: Value, heavy: Value) -> bool:
    """Answers come from light to heavy; of several options at once, more are worse than some of them."""
    if isinstance(light, tuple) and isinstance(heavy, tuple):
        return set(light) < set(heavy)
    return not isinstance(fact.worse, tuple) or {light, heavy} <= set(fact.worse)


def check_rules(ruleset: Ruleset) -> Iterator[Finding]:
    """Rules that never hold or always do, facts that are asked and change nothing; each over its own facts.

    Only what can be shown in a result counts: a named condition is a part of the rules that refer to it.
    """
    criteria = {f"criteria ({criterion.id}).when" for criterion in ruleset.profile.criteria}
    idle = {fact for fact in ruleset.profile.ask if ruleset.facts[fact].gate is None and not ruleset.facts[fact].danger}
    for place, rule in conditions_of(ruleset.profile):
        if place.startswith("define."):
            continue
        try:
            space = AnswerSpace(ruleset, [rule])
        except SpaceTooLarge:
            yield Finding(kind=FindingKind.NOT_PROVED, where=place, text=profiles_text.NOT_PROVED)
            idle -= set(facts_of(ruleset, rule))
            continue
        holds = space.satisfying(rule)
        if not holds:
            kind = FindingKind.CRITERION_NEVER if place in criteria else FindingKind.RULE_NEVER
            yield Finding(kind=kind, where=place, text=profiles_text.NEVER)
        elif holds == space.universe and place in criteria:
            yield Finding(kind=FindingKind.CRITERION_ALWAYS, where=place, text=profiles_text.ALWAYS)
        idle -= {fact for fact in space.values if fact in idle and space.depends_on(holds, fact)}
    for fact in ruleset.profile.ask:
        if fact in idle:
            yield Finding(kind=FindingKind.FACT_IDLE, where=f"ask ({fact})", text=profiles_text.FACT_IDLE)


def check_swallowed(ruleset: Ruleset) -> Iterator[Finding]:
    """Entry criteria that never decide: wherever they are met, another one of their phase or a heavier one is too.

    A conflict about the criterion says so already.
    """
    entering = [criterion for criterion in ruleset.profile.criteria if criterion.effect is Effect.ENTER]
    excused = {conflict.about for conflict in ruleset.profile.conflicts}
    for criterion in entering:
        other = next((other for other in entering if _swallows(ruleset, other, criterion)), None)
        if other is not None and f"criterion:{criterion.id}" not in excused:
            text = problems_text.swallowed(other.id)
            yield Finding(kind=FindingKind.CRITERION_SWALLOWED, where=f"criteria ({criterion.id}).when", text=text)


def _swallows(ruleset: Ruleset, large: Criterion, small: Criterion) -> bool:
    if large is small or ruleset.rank(large.phase) < ruleset.rank(small.phase):
        return False
    if not set(facts_of(ruleset, large.when)) & set(facts_of(ruleset, small.when)):
        return False
    both: list[Condition] = [large.when, small.when]
    try:
        space = AnswerSpace(ruleset, both)
    except SpaceTooLarge:
        return False
    inner = space.satisfying(small.when)
    return bool(inner) and not inner & ~space.satisfying(large.when)
