"""Static analysis of conditions: written out, and what is missing of one."""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.profile.conditions import All, AnyOf, Condition, Evaluation, Leaf, Not, Ref, Threshold, Truth
from ave_cli.profile.facts import Answers, Value
from ave_cli.profile.ruleset import Ruleset


def expand(ruleset: Ruleset, condition: Condition) -> Condition:
    """The condition with every name written out, and without brackets that say nothing."""
    match condition:
        case Ref():
            return expand(ruleset, ruleset.names[condition.name])
        case Not():
            return Not(expand(ruleset, condition.part))
        case All() | AnyOf():
            kind = type(condition)
            parts: list[Condition] = []
            for part in condition.parts:
                whole = expand(ruleset, part)
                parts += whole.parts if isinstance(whole, kind) else [whole]
            unique = tuple(dict.fromkeys(parts))
            return kind(unique) if len(unique) > 1 else unique[0]
        case Threshold():
            return Threshold(condition.least, tuple(expand(ruleset, part) for part in condition.parts))
        case _:
            return condition


def favour(ruleset: Ruleset, condition: Condition, fact: str, value: Value) -> bool:
    """Whether this answer is what some part of the condition asks for."""
    alone = ruleset.read(Answers(given={fact: value}))
    return any(
        leaf.fact == fact and (alone.evaluate(leaf).truth is Truth.YES) is wanted
        for leaf, wanted in _sign(expand(ruleset, condition), wanted=True)
    )


def _sign(condition: Condition, *, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    """Every comparison of an expanded condition, and whether it must hold or must not."""
    match condition:
        case Not():
            yield from _sign(condition.part, wanted=not wanted)
        case All() | AnyOf() | Threshold():
            for part in condition.parts:
                yield from _sign(part, wanted=wanted)
        case Ref():
            raise AssertionError(condition)
        case _:
            yield condition, wanted


def missing_facts(ruleset: Ruleset, evaluation: Evaluation, condition: Condition) -> Condition | None:
    """The part of a condition that does not hold yet, or is not known; None where all of it holds.

    Where it is not known, only what is not known is left; where it does not hold, every way to make it hold.
    """
    return _missing(evaluation, expand(ruleset, condition))


def _missing(evaluation: Evaluation, condition: Condition) -> Condition | None:
    truth = evaluation.evaluate(condition).truth
    if truth is Truth.YES:
        return None
    if not isinstance(condition, All | AnyOf):
        return condition
    parts = condition.parts
    if isinstance(condition, AnyOf) and truth is Truth.UNKNOWN:
        parts = tuple(part for part in parts if evaluation.evaluate(part).truth is Truth.UNKNOWN)
    left = tuple(rest for part in parts if (rest := _missing(evaluation, part)) is not None)
    return type(condition)(left) if len(left) > 1 else left[0]
