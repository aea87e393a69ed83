"""How does one say a condition aloud?"""

from __future__ import annotations

from ave_cli.core import phrase
from ave_cli.engine.condition_analysis import expanded
from ave_cli.profile.conditions import All, AnyOf, Condition, Is, Leaf
from ave_cli.profile.ruleset import Model
from ave_cli.text import compare as compare_text


def spoken(model: Model, one: Condition) -> str:
    """A condition as one says it: every name written out, a plain yes without a word, a list with commas."""
    return _spoken(model, expanded(model, one), inside=False)


def _spoken(model: Model, one: Condition, *, inside: bool) -> str:
    match one:
        case Is(wanted=True):
            return model.facts[one.fact].name()
        case All():
            text = compare_text.and_also(_spoken(model, part, inside=True) for part in one.parts)
            return f"({text})" if inside else text
        case AnyOf():
            text = compare_text.either(_spoken(model, part, inside=True) for part in one.parts)
            return f"({text})" if inside else text
        case _:
            return phrase.condition(model, one)


def options(found: list[Leaf]) -> Condition:
    """Several answers to one fact as one condition; options of one choice as one comparison."""
    wanted = [leaf.wanted for leaf in found if isinstance(leaf, Is) and isinstance(leaf.wanted, str)]
    if len(wanted) == len(found) > 1:
        return Is(found[0].fact, tuple(wanted))
    return found[0] if len(found) == 1 else AnyOf(tuple(found))
