"""Phases that the answers prove or leave possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from ave_cli.profile import (
    Answers,
    Criterion,
    DoubtRule,
    Evaluation,
    Gap,
    NotRecorded,
    Result,
    RoleRule,
    Ruleset,
    SourceConflict,
    Truth,
    record,
)


@record
class CriterionEvaluation:
    """One criterion and what the answers make of it."""

    criterion: Criterion
    result: Result

    @property
    def truth(self) -> Truth:
        """Met, not met or unknown."""
        return self.result.truth


@record
class Interval:
    """The phases that the answers leave: ranks, 0 is the lightest; `at_least` never exceeds `at_most`."""

    at_least: int
    """The heaviest phase that the answers prove."""
    at_most: int
    """The heaviest phase that they leave possible."""
    implied_by: tuple[str, ...] = field(default=(), compare=False)
    """Facts answered yes that prove the phase by what they imply, where no criterion does by itself."""

    @property
    def settled(self) -> bool:
        """Whether one phase is left."""
        return self.at_least == self.at_most


def evaluate_criteria(ruleset: Ruleset, evaluation: Evaluation) -> tuple[CriterionEvaluation, ...]:
    """Every criterion of the profile, in its order, with its result."""
    return tuple(
        CriterionEvaluation(criterion=criterion, result=evaluation.evaluate_named(criterion.id))
        for criterion in ruleset.profile.criteria
    )


def counts_here(rule: RoleRule | SourceConflict | NotRecorded, evaluation: Evaluation, phase: str) -> bool:
    """Whether a rule, a contradiction or a gap of the source is surely about this household in this phase."""
    return (not rule.phases or phase in rule.phases) and evaluation.evaluate(rule.when).truth is Truth.YES


def classify(ruleset: Ruleset, evaluation: Evaluation) -> Interval:
    """One entry criterion that is met is enough for its phase; the heaviest phase wins.

    The lightest phase needs no criterion. A fact that implies others may prove a heavier phase: the lightest that
    whichever of them holds gives. It never makes a phase impossible.
    """
    interval = _classify(ruleset, evaluation)
    implied_by: tuple[str, ...] = ()
    for fact in ruleset.binding:
        if fact.implies is None or evaluation.answers.value(fact.id) is not True:
            continue
        proved = _proved_by(ruleset, evaluation.answers, fact.implies.any)
        if proved > interval.at_least:
            implied_by = (fact.id,)
            interval = Interval(at_least=proved, at_most=max(proved, interval.at_most), implied_by=implied_by)
    return interval


def _proved_by(ruleset: Ruleset, answers: Answers, any_of_these: Iterable[str]) -> int:
    """The heaviest phase that is proved whichever of these facts is yes; 0 where one of them is known to be."""
    if any(answers.value(fact) is True for fact in any_of_these):
        return 0
    worlds = (
        _classify(ruleset, ruleset.read(answers.extended({fact: True}))).at_least
        for fact in any_of_these
        if answers.value(fact) is not False
    )
    return min(worlds, default=0)


def _classify(ruleset: Ruleset, evaluation: Evaluation) -> Interval:
    """What the criteria alone prove and leave possible."""
    at_least = at_most = 0
    for criterion in ruleset.entry_criteria:
        rank, top = ruleset.rank(criterion.phase), ruleset.rank_to(criterion)
        if rank <= at_least and top <= at_most:
            continue
        truth = evaluation.evaluate_named(criterion.id).truth
        if truth is Truth.YES:
            at_least = max(at_least, rank)
        if truth is not Truth.NO:
            at_most = max(at_most, top)
    return Interval(at_least=at_least, at_most=at_most)


def raise_for_doubt(ruleset: Ruleset, evaluation: Evaluation, interval: Interval) -> int:
    """The rank after the model's rule for doubt: one phase up at most, and only if it says to scale up.

    It counts only for facts that the rule is about and that were answered 'weet ik niet', and only where one of them
    still plays in an entry rule of a heavier phase that is possible.
    """
    if ruleset.profile.doubt.rule is not DoubtRule.ESCALATE or interval.settled:
        return interval.at_least
    doubted = set(doubted_facts(ruleset, evaluation.answers))
    plays = (
        fact
        for criterion in ruleset.entry_criteria
        if ruleset.rank(criterion.phase) > interval.at_least
        for fact in evaluation.evaluate_named(criterion.id).open
    )
    return interval.at_least + 1 if doubted.intersection(plays) else interval.at_least


def doubted_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that the rule for doubt is about (all used facts if it names none) and that are doubted."""
    about = ruleset.profile.doubt.facts or tuple(ruleset.profile.ask)
    return tuple(fact for fact in about if answers.value(fact) is Gap.DONT_KNOW)


def danger_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that say that somebody is in concrete danger and that are answered yes."""
    return tuple(fact for fact in ruleset.dangers if answers.given.get(fact) is True)
