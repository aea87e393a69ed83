"""Difference between two versions of a model: changed records, and households that come out differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge, expand
from ave_cli.engine.columns import Columns, SetOutcome, work_out
from ave_cli.profile import Answers, Condition, Gate, Ruleset, is_records, record

_NOT_THE_MODEL = (
    *("kind", "format", "id", "title", "version", "date", "status", "adopted_by", "adopted_on"),
    *("valid_from", "valid_until", "base_title", "base_checked", "remove"),
)
"""What says which version it is, and nothing of what it says."""
_NOT_SAID = ("id", "origin", "todo")


@record
class RecordChange:
    """One key of one record that is not the same any more; a record that came or went has no key."""

    list: str
    """The key of its list or table."""
    id: str
    """Its id in that list; empty where it is a table by itself."""
    key: str
    old: Any
    """The value as it stands in a file; None where there was none."""
    new: Any


def changed_records(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[RecordChange, ...]:
    """Every difference between two profiles as they stand in their files, with their bases merged in."""
    keys = dict.fromkeys((*old, *new))
    return tuple(
        change for key in keys if key not in _NOT_THE_MODEL for change in _in_key(key, old.get(key), new.get(key))
    )


def _in_key(key: str, old: Any, new: Any) -> Iterator[RecordChange]:
    if old == new:
        return
    if is_records(old) or is_records(new):
        yield from _in_list(key, _by_id(old), _by_id(new))
    elif isinstance(old, dict) or isinstance(new, dict):
        before, after = old or {}, new or {}
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                yield RecordChange(list=key, id="", key=name, old=before.get(name), new=after.get(name))
    else:
        yield RecordChange(list=key, id="", key="", old=old, new=new)


def _by_id(value: Any) -> dict[str, dict[str, Any]]:
    return {str(one.get("id")): one for one in value or ()}


def _in_list(key: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]) -> Iterator[RecordChange]:
    for ident in dict.fromkeys((*old, *new)):
        before, after = old.get(ident), new.get(ident)
        if before is None or after is None:
            yield RecordChange(list=key, id=ident, key="", old=before, new=after)
            continue
        for name in dict.fromkeys((*before, *after)):
            if name not in _NOT_SAID and before.get(name) != after.get(name):
                yield RecordChange(list=key, id=ident, key=name, old=before.get(name), new=after.get(name))


class Aspect(Enum):
    """In what a household comes out differently."""

    PHASE = "phase"
    POSSIBLE = "possible"
    DIRECTION = "direction"


@record
class HouseholdChange:
    """Households of one kind that come out differently."""

    aspect: Aspect
    old: str
    """Id of the phase, or the direction."""
    new: str
    count: int
    """Sets of answers that the rules can tell apart."""
    example: Answers
    """The one with the fewest remarkable answers."""


@record
class Proof:
    """What was found over all sets of answers."""

    changes: tuple[HouseholdChange, ...]
    walked: int
    """How many sets of answers; 0 where there were too many to walk."""
    with_direction: bool
    """Whether the current phase and scaling down were walked too."""


def changed_households(old: Ruleset, new: Ruleset) -> Proof:
    """Which households come out differently, over every set of answers that the rules of both can tell apart."""
    for with_direction in (True, False):
        try:
            space = _space(old, new, with_direction=with_direction)
        except SpaceTooLarge:
            continue
        before, after = (_outcome(ruleset, space) for ruleset in (old, new))
        found = [*_phases(old, new, space, before, after), *_possible(old, new, space, before, after)]
        if with_direction:
            found += _directions(space, before, after, _unchanged(old, new, before, after))
        return Proof(changes=tuple(found), walked=space.universe.bit_count(), with_direction=with_direction)
    return Proof(changes=(), walked=0, with_direction=False)


def _space(old: Ruleset, new: Ruleset, *, with_direction: bool) -> AnswerSpace:
    joint = replace(new, facts={**old.facts, **new.facts}, ranks={**old.ranks, **new.ranks})
    rules = [rule for ruleset in (old, new) for rule in _rules(ruleset, with_direction=with_direction)]
    gate = new.gate(Gate.PHASE)
    return AnswerSpace(joint, rules, [gate] if gate is not None and with_direction else [])


def _rules(ruleset: Ruleset, *, with_direction: bool) -> Iterator[Condition]:
    """The rules that decide, with every name written out: the other version may mean something else by it."""
    rules = [criterion.when for criterion in ruleset.entry_criteria]
    if with_direction:
        criteria = {criterion.id: criterion.when for criterion in ruleset.profile.criteria}
        for move in ruleset.profile.transitions:
            rules += [criteria[ident] for ident in move.criteria]
            rules += [move.requires] if move.requires is not None else []
    yield from (expand(ruleset, rule) for rule in rules)


def _outcome(ruleset: Ruleset, space: AnswerSpace) -> SetOutcome:
    sets = {
        fact: {value: space.answering(fact, value) for value in values}
        for fact, values in space.values.items()
        if fact in ruleset.facts
    }
    return work_out(Columns.of_sets(ruleset, sets, space.size))


def _exactly(sets: tuple[int, ...]) -> list[int]:
    return [one & ~heavier for one, heavier in zip(sets, (*sets[1:], 0), strict=True)]


def _phases(
    old: Ruleset, new: Ruleset, space: AnswerSpace, before: SetOutcome, after: SetOutcome
) -> Iterator[HouseholdChange]:
    for rank, was in enumerate(before.advised):
        for other, becomes in enumerate(after.advised):
            ids = old.phase(rank).id, new.phase(other).id
            if ids[0] != ids[1]:
                yield from _change(space, Aspect.PHASE, ids, was & becomes)


def _possible(
    old: Ruleset, new: Ruleset, space: AnswerSpace, before: SetOutcome, after: SetOutcome
) -> Iterator[HouseholdChange]:
    """Households with the same advice of which another phase is the heaviest that it can be."""
    same = _unchanged(old, new, before, after)
    for rank, was in enumerate(_exactly(before.at_most)):
        for other, becomes in enumerate(_exactly(after.at_most)):
            ids = old.phase(rank).id, new.phase(other).id
            if ids[0] != ids[1]:
                yield from _change(space, Aspect.POSSIBLE, ids, was & becomes & same)


def _unchanged(old: Ruleset, new: Ruleset, before: SetOutcome, after: SetOutcome) -> int:
    found = 0
    for phase, rank in old.ranks.items():
        if phase in new.ranks:
            found |= before.advised[rank] & after.advised[new.ranks[phase]]
    return found


def _directions(space: AnswerSpace, before: SetOutcome, after: SetOutcome, same: int) -> Iterator[HouseholdChange]:
    for way, was in before.direction.items():
        for other, becomes in after.direction.items():
            if way is not other:
                yield from _change(space, Aspect.DIRECTION, (way.value, other.value), was & becomes & same)


def _change(space: AnswerSpace, aspect: Aspect, ids: tuple[str, str], households: int) -> Iterator[HouseholdChange]:
    example = space.witness(households & space.universe)
    if example is not None:
        count = (households & space.universe).bit_count()
        yield HouseholdChange(aspect=aspect, old=ids[0], new=ids[1], count=count, example=example)
