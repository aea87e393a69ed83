"""Answers that make conditions true or false."""

from __future__ import annotations

from collections.abc import Mapping

from ave_cli.profile.conditions import All, AnyOf, Condition, Includes, Is, Leaf, Not, Ref, Threshold, fits
from ave_cli.profile.facts import Fact, FactKind, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.quiz.material import NONE_ODD, Given, Odd, Pair, SeededChoice


def satisfy(
    ruleset: Ruleset, condition: Condition, want: bool, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition come out as wanted; None where that cannot be.

    Answers that are there stay as they are. Where there is a choice, the stream picks.
    """
    match condition:
        case Ref():
            return satisfy(ruleset, ruleset.names[condition.name], want, given, stream, odd)
        case Threshold():
            return satisfy(ruleset, condition.written_out(), want, given, stream, odd)
        case Not():
            return satisfy(ruleset, condition.part, not want, given, stream, odd)
        case All() | AnyOf():
            every = isinstance(condition, All) is want
            return (
                _every(ruleset, condition, want, given, stream, odd)
                if every
                else _one(ruleset, condition, want, given, stream, odd)
            )
        case _:
            return _leaf(ruleset, condition, want, given, stream, odd)


def nearly(
    ruleset: Ruleset, condition: Condition, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition false, and as many of its parts as possible true."""
    while isinstance(condition, Ref):
        condition = ruleset.names[condition.name]
    if not isinstance(condition, All):
        return satisfy(ruleset, condition, False, given, stream, odd)
    for part in stream.order(condition.parts):
        found = satisfy(ruleset, part, False, given, stream, odd)
        if found is None:
            continue
        for other in condition.parts:
            if other is not part:
                found = satisfy(ruleset, other, True, found, stream, odd) or found
        return found
    return None


def unlikely(
    ruleset: Ruleset, condition: Condition, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition false, and every part of it that can be."""
    while isinstance(condition, Ref):
        condition = ruleset.names[condition.name]
    found = satisfy(ruleset, condition, False, given, stream, odd)
    if found is None or not isinstance(condition, All):
        return found
    for part in condition.parts if stream.below(2) else ():
        found = satisfy(ruleset, part, False, found, stream, odd) or found
    return found


def _every(
    ruleset: Ruleset, one: All | AnyOf, want: bool, given: Given, stream: SeededChoice, odd: Odd
) -> Given | None:
    found: Given | None = given
    for part in one.parts:
        if found is None:
            return None
        found = satisfy(ruleset, part, want, found, stream, odd)
    return found


def _one(ruleset: Ruleset, one: All | AnyOf, want: bool, given: Given, stream: SeededChoice, odd: Odd) -> Given | None:
    for part in stream.order(one.parts):
        found = satisfy(ruleset, part, want, given, stream, odd)
        if found is not None:
            return found
    return None


def _leaf(ruleset: Ruleset, leaf: Leaf, want: bool, given: Given, stream: SeededChoice, odd: Odd) -> Given | None:
    if leaf.fact in given:
        value = given[leaf.fact]
        return given if not isinstance(value, Gap) and fits(leaf, value) is want else None
    fact = ruleset.facts[leaf.fact]
    fitting = [value for value in values(fact, leaf, stream) if fits(leaf, value) is want]
    return {**given, leaf.fact: pick_answers(fact, fitting, given, stream, odd)} if fitting else None


def pick_answers(fact: Fact, some: list[Value], given: Given, stream: SeededChoice, odd: Odd) -> Value:
    """One of these answers to a fact; where that is possible one that is not odd beside the others."""
    apart = [
        value for value in some if not odd or not any(_pair(fact.id, value, *each) in odd for each in given.items())
    ]
    return stream.pick(apart or some)


def _pair(one: str, value: Value, other: str, second: Value | Gap) -> Pair:
    mine, theirs = kind_of(value), kind_of(second)
    return (one, mine, other, theirs) if one < other else (other, theirs, one, mine)


def kind_of(value: Value | Gap) -> Value | Gap:
    """The answer as it counts for what goes together: of a list only whether something is in it."""
    return bool(value) if isinstance(value, tuple) else value


def values(fact: Fact, leaf: Leaf | None, stream: SeededChoice) -> list[Value]:
    """Answers that a fact can have; of a list of options a few that differ in what counts.

    An option that stands outside the order from light to heavy says that the question does not apply: it is only
    offered where the comparison asks for it.
    """
    match fact.kind:
        case FactKind.YES_NO:
            return [True, False]
        case FactKind.CHOICE:
            wanted = leaf.wanted if isinstance(leaf, Is) else ()
            named = wanted if isinstance(wanted, tuple) else (wanted,)
            scale = fact.worse if isinstance(fact.worse, tuple) else fact.options
            return [option for option in fact.options if option in scale or option in named]
        case FactKind.CHOICES:
            return list(_lists(fact, leaf, stream))
        case FactKind.PHASE:
            return []


def _lists(fact: Fact, leaf: Leaf | None, stream: SeededChoice) -> dict[Value, None]:
    row = stream.order(fact.options)
    found: Mapping[Value, None] = {}
    for size in (0, 1, 2, 3):
        chosen = {*row[:size]}
        found = {**found, tuple(option for option in fact.options if option in chosen): None}
        if isinstance(leaf, Includes):
            found = {
                **found,
                tuple(option for option in fact.options if option in chosen or option == leaf.option): None,
            }
    return dict(found)
