"""Can every rule hold and fail, does each say something that no other says, and can every fact change something?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.check.finding import Finding, Kind
from ave_cli.engine.answer_space import Space, TooLarge, facts_of
from ave_cli.profile.conditions import Condition
from ave_cli.profile.integrity import conditions_of
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Effect
from ave_cli.text import profiles as profiles_text


def check_rules(model: Model) -> Iterator[Finding]:
    """Rules that never hold or always do, facts that are asked and change nothing; each over its own facts.

    Only what can be shown in a result counts: a named condition is a part of the rules that refer to it.
    """
    criteria = {f"criteria ({one.id}).when" for one in model.profile.criteria}
    idle = {fact for fact in model.profile.ask if model.facts[fact].gate is None}
    for place, rule in conditions_of(model.profile):
        if place.startswith("define."):
            continue
        try:
            space = Space(model, [rule])
        except TooLarge:
            yield Finding(kind=Kind.NOT_PROVED, where=place, text=profiles_text.NOT_PROVED)
            idle -= set(facts_of(model, rule))
            continue
        holds = space.where(rule)
        if not holds:
            kind = Kind.CRITERION_NEVER if place in criteria else Kind.RULE_NEVER
            yield Finding(kind=kind, where=place, text=profiles_text.NEVER)
        elif holds == space.everyone and place in criteria:
            yield Finding(kind=Kind.CRITERION_ALWAYS, where=place, text=profiles_text.ALWAYS)
        idle -= {fact for fact in space.values if fact in idle and space.depends(holds, fact)}
    for fact in model.profile.ask:
        if fact in idle:
            yield Finding(kind=Kind.FACT_IDLE, where=f"ask ({fact})", text=profiles_text.FACT_IDLE)


def check_swallowed(model: Model) -> Iterator[Finding]:
    """Entry criteria that never decide: wherever they are met, another one of their phase or a heavier one is too.

    A conflict about the criterion says so already.
    """
    entering = [one for one in model.profile.criteria if one.effect is Effect.ENTER]
    excused = {one.about for one in model.profile.conflicts}
    for one in entering:
        other = next((other for other in entering if _swallows(model, other, one)), None)
        if other is not None and f"criterion:{one.id}" not in excused:
            text = profiles_text.swallowed(other.id)
            yield Finding(kind=Kind.CRITERION_SWALLOWED, where=f"criteria ({one.id}).when", text=text)


def _swallows(model: Model, large: Criterion, small: Criterion) -> bool:
    if large is small or model.rank(large.phase) < model.rank(small.phase):
        return False
    if not set(facts_of(model, large.when)) & set(facts_of(model, small.when)):
        return False
    both: list[Condition] = [large.when, small.when]
    try:
        space = Space(model, both)
    except TooLarge:
        return False
    inner = space.where(small.when)
    return bool(inner) and not inner & ~space.where(large.when)
