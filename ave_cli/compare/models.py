"""Models compared by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge, expand, facts_of, favour
from ave_cli.engine.phases import classify
from ave_cli.profile import (
    All,
    Answers,
    AnyOf,
    Condition,
    Effect,
    Fact,
    FactKind,
    Includes,
    Is,
    Leaf,
    Not,
    Role,
    Ruleset,
    Threshold,
    Transition,
    TransitionDirection,
    Truth,
    Value,
    record,
)
from ave_cli.text import compare as compare_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording.phrases import holders, option_names, speak_condition


class About(Enum):
    """What a point is about; in the order in which it is told."""

    PHASES = "phases"
    ALONE = "alone"
    TOGETHER = "together"
    EFFECTS = "effects"
    ROLES = "roles"
    DOUBT = "doubt"
    MOVES = "moves"


@record
class Point:
    """What each model says on one point, in the order of the models."""

    about: About
    title: str
    part: str = ""
    """The phase or move that it is about; by its own label, which is compared as text only."""
    said: tuple[str | None, ...]
    """None where the point cannot be put to a model, because it has no such phase or move."""

    @property
    def same(self) -> bool:
        """Whether every model says the same."""
        return len(set(self.said)) == 1


def labels_of_all(rulesets: Sequence[Ruleset]) -> tuple[str, ...]:
    """The labels of all phases, lightest first as far as the models agree on it; as text, never mapped."""
    found: list[str] = []
    for ruleset in rulesets:
        place = 0
        for phase in ruleset.profile.phases:
            if phase.label in found:
                place = max(place, found.index(phase.label) + 1)
            else:
                # A part of a phase, such as 2A beside 2, stands behind the whole.
                while place < len(found) and phase.label.startswith(found[place]):
                    place += 1
                found.insert(place, phase.label)
                place += 1
    return tuple(found)


def phase_of(ruleset: Ruleset, label: str) -> str | None:
    """The id of the phase with this label; None where the model has none."""
    return next((phase.id for phase in ruleset.profile.phases if phase.label == label), None)


def model_names(rulesets: Sequence[Ruleset]) -> tuple[str, ...]:
    """What to call each model: its title, with the version or a number where that tells two apart."""
    found = [ruleset.profile.title for ruleset in rulesets]
    if len(set(found)) < len(found):
        found = [compare_text.versioned(ruleset.profile.title, ruleset.profile.version) for ruleset in rulesets]
    if len(set(found)) < len(found):
        found = [compare_text.numbered(name, number) for number, name in enumerate(found, start=1)]
    return tuple(found)


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


def reach(ruleset: Ruleset, fact: str, value: Value) -> Reach:
    """Set only this answer, leave all else unknown, and look what it does."""
    evaluation = ruleset.read(Answers(given={fact: value}))
    proved = classify(ruleset, evaluation).at_least
    others = [
        criterion for criterion in ruleset.profile.criteria if criterion.effect not in (Effect.ENTER, Effect.LEAVE)
    ]
    others.sort(key=lambda one: ruleset.rank(one.phase))
    return Reach(
        proves=ruleset.phase(proved).label if proved else None,
        effects=tuple(
            dict.fromkeys(
                (other.effect, ruleset.label(other.phase))
                for other in others
                if evaluation.evaluate_named(other.id).truth is Truth.YES
            )
        ),
        helps=tuple(
            dict.fromkeys(
                ruleset.label(criterion.phase)
                for criterion in reversed(ruleset.entry_criteria)
                if favour(ruleset, criterion.when, fact, value)
            )
        ),
        used=fact in ruleset.used,
    )


def effects_alone(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    """Every answer that by itself proves a phase in some model, and what it does in each.

    Options of one fact that do the same everywhere are told together.
    """
    yield from _tell(rulesets, About.ALONE, lambda found: any(one.proves for one in found))


def effects(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    """Every answer that proves no phase by itself but informs or asks for something within a phase somewhere.

    Only where two models that look at it do something different with it.
    """
    yield from _tell(rulesets, About.EFFECTS, _works_within)


def _works_within(found: Sequence[Reach]) -> bool:
    does = {effect for one in found for effect, _ in one.effects}
    differs = len({one.text for one in found if one.used}) > 1
    return differs and not any(one.proves for one in found) and bool(does & {Effect.WITHIN, Effect.INFORM})


def _tell(rulesets: Sequence[Ruleset], about: About, wanted: Callable[[Sequence[Reach]], bool]) -> Iterator[Point]:
    for fact in _facts(rulesets):
        rows: dict[tuple[str, ...], list[Leaf]] = {}
        for leaf, value in _answers(rulesets, fact):
            found = [reach(ruleset, fact.id, value) for ruleset in rulesets]
            if wanted(found):
                rows.setdefault(tuple(one.text for one in found), []).append(leaf)
        for said, together in rows.items():
            owner = next(ruleset for ruleset in rulesets if fact.id in ruleset.facts)
            yield Point(about=about, title=speak_condition(owner, option_names(together)), said=said)


def _facts(rulesets: Sequence[Ruleset]) -> tuple[Fact, ...]:
    """The facts that some model looks at; a phase is not compared between models."""
    used = frozenset[str]().union(*(ruleset.used for ruleset in rulesets))
    known = {fact.id: fact for ruleset in rulesets for fact in ruleset.facts.values() if fact.id in used}
    return tuple(fact for fact in known.values() if fact.kind is not FactKind.PHASE)


def _answers(rulesets: Sequence[Ruleset], fact: Fact) -> Iterator[tuple[Leaf, Value]]:
    """Each answer that can matter, as a comparison and as the least that satisfies it."""
    if fact.kind is FactKind.YES_NO:
        yield from ((Is(fact.id, value), value) for value in (True, False))
    elif fact.kind is FactKind.CHOICE:
        yield from ((Is(fact.id, option), option) for option in fact.options)
    else:
        rules = [(ruleset, [criterion.when for criterion in ruleset.profile.criteria]) for ruleset in rulesets]
        asked = [leaf for ruleset, own in rules for leaf in ruleset.comparisons(own) if not isinstance(leaf, Is)]
        for leaf in dict.fromkeys(leaf for leaf in asked if leaf.fact == fact.id):
            yield leaf, (leaf.option,) if isinstance(leaf, Includes) else fact.options[: leaf.count]


def effects_together(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    """Every way into a phase that takes more than one answer, and what those answers are enough for in each model.

    Another model need not have the same criterion: what counts is where the answers bring a household there.
    """
    ways: dict[Condition, tuple[Ruleset, Condition]] = {}
    for ruleset in rulesets:
        for criterion in ruleset.entry_criteria:
            whole = expand(ruleset, criterion.when)
            if _takes_more(ruleset, whole):
                ways.setdefault(_sort(whole), (ruleset, whole))
    for owner, whole in ways.values():
        said = tuple(_enough(ruleset, owner, whole) for ruleset in rulesets)
        yield Point(about=About.TOGETHER, title=speak_condition(owner, whole), said=said)


def _enough(ruleset: Ruleset, owner: Ruleset, way: Condition) -> str:
    """Where the answers that a way asks for bring a household in a model, with all else unknown."""
    apart = ruleset.comparisons(criterion.when for criterion in ruleset.entry_criteria)
    try:
        space = AnswerSpace(owner, [way], apart=apart)
    except SpaceTooLarge:
        return compare_text.NOT_WALKED
    ranks = {classify(ruleset, ruleset.read(household)).at_least for household in space.each(space.satisfying(way))}
    lowest, highest = min(ranks, default=0), max(ranks, default=0)
    if lowest:
        return compare_text.enough(ruleset.phase(lowest).label)
    return compare_text.sometimes_enough(ruleset.phase(highest).label) if highest else compare_text.NO_SUCH_WAY


def _takes_more(ruleset: Ruleset, condition: Condition) -> bool:
    """Whether no single answer is enough for some part of it."""
    if isinstance(condition, AnyOf):
        return any(_takes_more(ruleset, part) for part in condition.parts)
    return len(facts_of(ruleset, condition)) > 1


def _sort(condition: Condition) -> Condition:
    """The same condition in an order that does not depend on who wrote it."""
    match condition:
        case All() | AnyOf():
            return type(condition)(tuple(sorted((_sort(part) for part in condition.parts), key=repr)))
        case Threshold():
            return Threshold(condition.least, tuple(sorted((_sort(part) for part in condition.parts), key=repr)))
        case Not():
            return Not(_sort(condition.part))
        case _:
            return condition


def are_related(rulesets: Sequence[Ruleset]) -> bool:
    """Whether these are versions of one model, or built on one: then a phase by its id is the same phase."""
    roots = {ruleset.profile.extends or ruleset.profile.id for ruleset in rulesets}
    return len(roots) == 1


def side_by_side(rulesets: Sequence[Ruleset]) -> tuple[Point, ...]:
    """Every point on which the models can be compared, also where they say the same; in the order of telling."""
    return (
        *_phases(rulesets),
        *effects_alone(rulesets),
        *effects_together(rulesets),
        *effects(rulesets),
        *_roles(rulesets),
        *_doubt(rulesets),
        *_moves(rulesets),
    )


def _phases(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    numbers = tuple(
        compare_text.phases(len(ruleset.profile.phases), (phase.label for phase in ruleset.profile.phases))
        for ruleset in rulesets
    )
    yield Point(about=About.PHASES, title=compare_text.HOW_MANY, said=numbers)
    for label in labels_of_all(rulesets):
        shares = []
        for ruleset in rulesets:
            ident = phase_of(ruleset, label)
            shares.append(None if ident is None else ruleset.phase(ruleset.rank(ident)).share or triage_text.NOBODY)
        yield Point(about=About.PHASES, title=compare_text.SHARE, part=label, said=tuple(shares))


def _doubt(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    said = tuple(
        f"{profiles_text.RULES[ruleset.profile.doubt.rule.value]} {ruleset.profile.doubt.text}".strip()
        for ruleset in rulesets
    )
    yield Point(about=About.DOUBT, title=compare_text.DOUBT, said=said)


def _roles(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    """Each role in each phase; a model without the role is silent about it."""
    roles: dict[str, Role] = {}
    for ruleset in rulesets:
        for role in ruleset.profile.roles:
            roles.setdefault(role.id, role)
    for role in roles.values():
        for label in labels_of_all(rulesets):
            said = tuple(_compare_holders(ruleset, role, phase_of(ruleset, label)) for ruleset in rulesets)
            yield Point(about=About.ROLES, title=role.title, part=label, said=said)


def _compare_holders(ruleset: Ruleset, role: Role, phase: str | None) -> str | None:
    """Who holds a role in one phase: the rules in their order, the first that holds counts."""
    if phase is None:
        return None
    return "; ".join(dict.fromkeys(text for _, text in holders(ruleset, role, phase, speak_condition)))


def _moves(rulesets: Sequence[Ruleset]) -> Iterator[Point]:
    """Who decides each move up and down, by the labels of its phases."""
    keys: dict[tuple[str, str], None] = {}
    decided: list[dict[tuple[str, str], str]] = []
    for ruleset in rulesets:
        found: dict[tuple[str, str], str] = {}
        for transition in ruleset.profile.transitions:
            if transition.direction is not TransitionDirection.WITHIN:
                key = (transition.direction.value, _name(ruleset, transition))
                said = transition.decided_by or triage_text.NOBODY
                found[key] = said if found.get(key) in (None, said) else f"{found[key]}; {said}"
        decided.append(found)
        keys |= dict.fromkeys(found)
    for direction in (TransitionDirection.UP, TransitionDirection.DOWN):
        for key in keys:
            if key[0] == direction.value:
                title = compare_text.DECIDES[direction.value]
                yield Point(
                    about=About.MOVES, title=title, part=key[1], said=tuple(found.get(key) for found in decided)
                )


def _name(ruleset: Ruleset, transition: Transition) -> str:
    label = {phase.id: phase.label for phase in ruleset.profile.phases}
    start = label[transition.from_] if transition.from_ is not None else triage_text.ANY_PHASE
    return (
        compare_text.move(start, label[transition.to]) if transition.to is not None else compare_text.move_open(start)
    )
