"""How do an answer, a holder and a contradiction read in plain Dutch?"""

from __future__ import annotations

from collections.abc import Mapping

from ave_cli.core.facts import Contradiction, Fact, FactKind, Gap, Value
from ave_cli.core.profile.model import Model
from ave_cli.core.profile.shape import Holder
from ave_cli.words import outcome as say
from ave_cli.words import screens as say_screen


def answer(fact: Fact, value: Value | Gap) -> str:
    """An answer in a few words, without the fact it belongs to."""
    if isinstance(value, Gap):
        return say.DONT_KNOW
    if isinstance(value, bool):
        return say.YES if value else say.NO
    if isinstance(value, tuple):
        return say.joined(_short(fact, one) for one in value) or say.NONE_OF_THEM
    return _short(fact, value)


def _short(fact: Fact, ident: str) -> str:
    """An option without the explanation that stands behind a colon in its label."""
    return ident if ident == say.NO else option(fact, ident).partition(":")[0]


def option(fact: Fact, ident: str) -> str:
    """What a worker reads for one option."""
    return fact.labels.get(ident) or ident.replace("_", " ")


def told(model: Model, fact: str, value: Value | Gap) -> str:
    """A fact with its answer; a phase by its label."""
    known = model.facts[fact]
    if known.kind is FactKind.PHASE and isinstance(value, str) and value in model.ranks:
        return say_screen.answer(known.name(), model.phase(model.rank(value)).label)
    return say_screen.answer(known.name(), answer(known, value))


def holder(one: Holder) -> str:
    """A holder with the part that it is about."""
    return f"{one.name} ({one.scope})" if one.scope else one.name


def contradiction(one: Contradiction, facts: Mapping[str, Fact]) -> str:
    """Which answers cannot go together."""
    others = [facts[other].name() for other in one.others]
    name = facts[one.fact].name()
    return say.exclude_each_other(name, others) if one.excluded else say.needs_one_of(name, others)
