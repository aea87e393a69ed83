"""How does checked raw data become a record? The one place where records from a file are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from keyword import iskeyword
from typing import Any, TypeVar

from ave_cli.core import conditions
from ave_cli.core.facts import Fact, FactKind, Gate, Implied, Screen, Vocabulary
from ave_cli.core.profile import beside, entries, shape, terms

_T = TypeVar("_T")


def made(record: type[_T], raw: Mapping[str, Any]) -> _T:
    """Make a record of raw data that the border has checked."""
    how = _READ.get(record, {})
    return record(
        **{key + "_" * iskeyword(key): how[key](value) if key in how else _plain(value) for key, value in raw.items()}
    )


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _one(record: type[Any]) -> Callable[[Any], Any]:
    return partial(made, record)


def _many(record: type[Any]) -> Callable[[Any], Any]:
    return lambda raw: tuple(made(record, one) for one in raw)


def _named(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda raw: {name: read(one) for name, one in raw.items()}


_WHEN: dict[str, Callable[[Any], Any]] = {"when": conditions.read}
_READ: dict[type[Any], dict[str, Callable[[Any], Any]]] = {
    Fact: {"kind": FactKind, "gate": Gate, "implies": _one(Implied)},
    Vocabulary: {"screens": _many(Screen), "facts": _many(Fact)},
    shape.Criterion: {**_WHEN, "effect": terms.Effect, "modality": terms.Modality},
    entries.Task: {"kind": terms.TaskKind},
    shape.Role: {"tasks": _many(entries.Task)},
    shape.Assignment: {**_WHEN, "status": terms.RoleStatus, "holders": _many(shape.Holder)},
    shape.RoleRule: _WHEN,
    shape.Transition: {"direction": terms.Direction, "modality": terms.Modality},
    shape.Step: {**_WHEN, "kind": terms.StepKind, "modality": terms.Modality},
    shape.Conflict: _WHEN,
    shape.NotRecorded: _WHEN,
    shape.Doubt: {"rule": terms.DoubtRule},
    shape.Profile: {
        "source": _one(shape.Source),
        "doubt": _one(shape.Doubt),
        "danger": _one(shape.Danger),
        "wording": _named(_one(shape.Wording)),
        "define": _named(conditions.read),
        "facts": _many(Fact),
        "phases": _many(shape.Phase),
        "criteria": _many(shape.Criterion),
        "roles": _many(shape.Role),
        "assignments": _many(shape.Assignment),
        "role_rules": _many(shape.RoleRule),
        "transitions": _many(shape.Transition),
        "steps": _many(shape.Step),
        "conflicts": _many(shape.Conflict),
        "gaps": _many(shape.NotRecorded),
        "glossary": _many(entries.Entry),
        "actors": _many(entries.Entry),
        "agreements": _many(entries.Entry),
        "principles": _many(entries.Entry),
        "meetings": _many(entries.Meeting),
    },
    beside.Statements: {"statements": _many(beside.Statement)},
    beside.Case: {"expect": _one(beside.Expectation)},
    beside.Cases: {"cases": _many(beside.Case)},
    beside.Contacts: {"contacts": _many(beside.Contact)},
    beside.Difference: {"sides": _many(beside.Side)},
    beside.Between: {"conflicts": _many(beside.Difference)},
    beside.Telling: {"tells": _many(beside.Tell)},
    beside.Stories: {
        "openings": _many(beside.Opening),
        "chapters": _many(beside.Chapter),
        "lists": _many(beside.Enumeration),
        "facts": _many(beside.Telling),
    },
    beside.Index: {"profiles": _many(beside.Shipped)},
}
