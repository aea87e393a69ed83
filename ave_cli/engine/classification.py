"""Phases that the answers prove or leave possible."""

from __future__ import annotations

from ave_cli.profile.conditions import Evaluation, Result
from ave_cli.profile.facts import Answers, Fact, FactKind, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Criterion, DoubtRule, NotRecorded, RoleRule, SourceConflict
from ave_cli.profile.truth import Truth


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

    The lightest phase needs no criterion.
    """
    at_least = at_most = 0
    for criterion in ruleset.entry_criteria:
        rank = ruleset.rank(criterion.phase)
        if rank <= at_least and rank <= at_most:
            continue
        truth = evaluation.evaluate_named(criterion.id).truth
        if truth is Truth.YES:
            at_least = max(at_least, rank)
        if truth is not Truth.NO:
            at_most = max(at_most, rank)
    return Interval(at_least=at_least, at_most=at_most)


def raise_for_doubt(ruleset: Ruleset, answers: Answers, interval: Interval) -> int:
    """The rank after the model's rule for doubt: one phase up at most, and only if it says to scale up.

    It counts only for facts that the rule is about and that were answered 'weet ik niet', and only when the
    worse answer to them would prove a heavier phase.
    """
    doubt = ruleset.profile.doubt
    if doubt.rule is not DoubtRule.ESCALATE or interval.settled:
        return interval.at_least
    worse = {
        fact: value
        for fact in doubt.facts
        if answers.doubted(fact) and (value := _worst(ruleset.facts[fact])) is not None
    }
    if not worse:
        return interval.at_least
    supposed = classify(ruleset, ruleset.read(answers.extended(worse)))
    return interval.at_least + 1 if supposed.at_least > interval.at_least else interval.at_least


def _worst(fact: Fact) -> Value | None:
    if fact.kind is FactKind.YES_NO and isinstance(fact.worse, bool):
        return fact.worse
    if fact.kind is FactKind.CHOICE and isinstance(fact.worse, tuple):
        return fact.worse[-1]
    return None


def doubted_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that the rule for doubt is about (all used facts if it names none) and that are doubted."""
    about = ruleset.profile.doubt.facts or tuple(ruleset.profile.ask)
    return tuple(fact for fact in about if answers.value(fact) is Gap.DONT_KNOW)


def danger_facts(ruleset: Ruleset, answers: Answers) -> tuple[str, ...]:
    """The facts that say that somebody is in concrete danger and that are answered yes."""
    return tuple(fact.id for fact in ruleset.facts.values() if fact.danger and answers.value(fact.id) is True)
