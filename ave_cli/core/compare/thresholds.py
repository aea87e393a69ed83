"""Which answer leads to which phase in which model?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ave_cli.core.compare.points import About, Point
from ave_cli.engine.answer_space import Space, TooLarge, comparisons, facts_of
from ave_cli.engine.classification import classify
from ave_cli.engine.condition_analysis import entering, expanded, favoured
from ave_cli.profile.conditions import All, AnyOf, Condition, Includes, Is, Leaf, Not
from ave_cli.profile.facts import Answers, Fact, FactKind, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Effect
from ave_cli.profile.truth import Truth
from ave_cli.text import compare as compare_text
from ave_cli.text import triage as triage_text
from ave_cli.wording.phrases import options, spoken


@record
class Reach:
    """How far one answer alone carries in one model."""

    proves: str | None
    """Label of the heaviest phase that it proves by itself; None where that is no more than the lightest."""
    effects: tuple[tuple[Effect, str], ...]
    """What it does besides: effect and label of the phase."""
    helps: tuple[str, ...]
    """Labels of phases that it is part of a way into, together with something else."""
    used: bool
    """Whether the model looks at the fact at all."""

    @property
    def text(self) -> str:
        """In a few words."""
        if self.proves is not None:
            return compare_text.enough(self.proves)
        kinds = dict.fromkeys(effect for effect, _ in self.effects)
        does = [
            triage_text.EFFECT[kind.value].format(
                compare_text.both(label for effect, label in self.effects if effect is kind)
            )
            for kind in kinds
        ]
        if self.helps:
            does.append(compare_text.with_more(self.helps))
        return "; ".join(does) or (compare_text.NO_EFFECT if self.used else compare_text.NOT_LOOKED_AT)


def reach(model: Model, fact: str, value: Value) -> Reach:
    """Set only this answer, leave all else unknown, and look what it does."""
    reading = model.read(Answers(given={fact: value}))
    proved = classify(model, reading).at_least
    others = [one for one in model.profile.criteria if one.effect not in (Effect.ENTER, Effect.LEAVE)]
    others.sort(key=lambda one: model.rank(one.phase))
    return Reach(
        proves=model.phase(proved).label if proved else None,
        effects=tuple(
            dict.fromkeys(
                (one.effect, model.phase(model.rank(one.phase)).label)
                for one in others
                if reading.named(one.id).truth is Truth.YES
            )
        ),
        helps=tuple(
            dict.fromkeys(
                model.phase(model.rank(one.phase)).label
                for one in reversed(entering(model))
                if favoured(model, one.when, fact, value)
            )
        ),
        used=fact in model.used,
    )


def alone(models: Sequence[Model]) -> Iterator[Point]:
    """Every answer that by itself proves a phase in some model, and what it does in each.

    Options of one fact that do the same everywhere are told together.
    """
    yield from _told(models, About.ALONE, lambda found: any(one.proves for one in found))


def effects(models: Sequence[Model]) -> Iterator[Point]:
    """Every answer that proves no phase by itself but informs or asks for something within a phase somewhere.

    Only where two models that look at it do something different with it.
    """
    yield from _told(models, About.EFFECTS, _works_within)


def _works_within(found: Sequence[Reach]) -> bool:
    does = {effect for one in found for effect, _ in one.effects}
    differs = len({one.text for one in found if one.used}) > 1
    return differs and not any(one.proves for one in found) and bool(does & {Effect.WITHIN, Effect.INFORM})


def _told(models: Sequence[Model], about: About, wanted: Callable[[Sequence[Reach]], bool]) -> Iterator[Point]:
    for fact in _facts(models):
        rows: dict[tuple[str, ...], list[Leaf]] = {}
        for leaf, value in _answers(models, fact):
            found = [reach(model, fact.id, value) for model in models]
            if wanted(found):
                rows.setdefault(tuple(one.text for one in found), []).append(leaf)
        for said, together in rows.items():
            owner = next(model for model in models if fact.id in model.facts)
            yield Point(about=about, title=spoken(owner, options(together)), said=said)


def _facts(models: Sequence[Model]) -> tuple[Fact, ...]:
    """The facts that some model looks at; a phase is not compared between models."""
    used = frozenset[str]().union(*(model.used for model in models))
    known = {fact.id: fact for model in models for fact in model.facts.values() if fact.id in used}
    return tuple(fact for fact in known.values() if fact.kind is not FactKind.PHASE)


def _answers(models: Sequence[Model], fact: Fact) -> Iterator[tuple[Leaf, Value]]:
    """Each answer that can matter, as a comparison and as the least that satisfies it."""
    if fact.kind is FactKind.YES_NO:
        yield from ((Is(fact.id, value), value) for value in (True, False))
    elif fact.kind is FactKind.CHOICE:
        yield from ((Is(fact.id, option), option) for option in fact.options)
    else:
        rules = [(model, [one.when for one in model.profile.criteria]) for model in models]
        asked = [leaf for each in rules for leaf in comparisons(*each) if not isinstance(leaf, Is)]
        for leaf in dict.fromkeys(leaf for leaf in asked if leaf.fact == fact.id):
            yield leaf, (leaf.option,) if isinstance(leaf, Includes) else fact.options[: leaf.count]


def together(models: Sequence[Model]) -> Iterator[Point]:
    """Every way into a phase that takes more than one answer, and what those answers are enough for in each model.

    Another model need not have the same criterion: what counts is where the answers bring a household there.
    """
    ways: dict[Condition, tuple[Model, Condition]] = {}
    for model in models:
        for one in entering(model):
            whole = expanded(model, one.when)
            if _takes_more(model, whole):
                ways.setdefault(_sorted(whole), (model, whole))
    for owner, whole in ways.values():
        said = tuple(_enough(model, owner, whole) for model in models)
        yield Point(about=About.TOGETHER, title=spoken(owner, whole), said=said)


def _enough(model: Model, owner: Model, way: Condition) -> str:
    """Where the answers that a way asks for bring a household in a model, with all else unknown."""
    apart = comparisons(model, (one.when for one in entering(model)))
    try:
        space = Space(owner, [way], apart=apart)
    except TooLarge:
        return compare_text.NOT_WALKED
    ranks = {classify(model, model.read(household)).at_least for household in space.each(space.where(way))}
    lowest, highest = min(ranks, default=0), max(ranks, default=0)
    if lowest:
        return compare_text.enough(model.phase(lowest).label)
    return compare_text.sometimes_enough(model.phase(highest).label) if highest else compare_text.NO_SUCH_WAY


def _takes_more(model: Model, one: Condition) -> bool:
    """Whether no single answer is enough for some part of it."""
    if isinstance(one, AnyOf):
        return any(_takes_more(model, part) for part in one.parts)
    return len(facts_of(model, one)) > 1


def _sorted(one: Condition) -> Condition:
    """The same condition in an order that does not depend on who wrote it."""
    match one:
        case All() | AnyOf():
            return type(one)(tuple(sorted((_sorted(part) for part in one.parts), key=repr)))
        case Not():
            return Not(_sorted(one.part))
        case _:
            return one
