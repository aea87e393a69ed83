"""Records made of checked raw data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from keyword import iskeyword
from typing import Any, TypeVar

from ave_cli.profile import companion_files, conditions, schema
from ave_cli.profile.facts import Fact, FactKind, Gate, Implied, Screen, Vocabulary

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


_WHEN: dict[str, Callable[[Any], Any]] = {"when": conditions.condition_from}
_READ: dict[type[Any], dict[str, Callable[[Any], Any]]] = {
    Fact: {"kind": FactKind, "gate": Gate, "implies": _one(Implied)},
    Vocabulary: {"screens": _many(Screen), "facts": _many(Fact)},
    schema.Criterion: {**_WHEN, "effect": schema.Effect, "modality": schema.Modality},
    schema.Task: {"kind": schema.TaskKind},
    schema.Role: {"tasks": _many(schema.Task)},
    schema.Assignment: {**_WHEN, "status": schema.RoleStatus, "holders": _many(schema.Holder)},
    schema.RoleRule: _WHEN,
    schema.Transition: {"direction": schema.TransitionDirection, "modality": schema.Modality},
    schema.Step: {**_WHEN, "kind": schema.StepKind, "modality": schema.Modality},
    schema.SourceConflict: _WHEN,
    schema.NotRecorded: _WHEN,
    schema.Doubt: {"rule": schema.DoubtRule},
    schema.Profile: {
        "source": _one(schema.Source),
        "doubt": _one(schema.Doubt),
        "danger": _one(schema.Danger),
        "wording": _named(_one(schema.Wording)),
        "define": _named(conditions.condition_from),
        "facts": _many(Fact),
        "phases": _many(schema.Phase),
        "criteria": _many(schema.Criterion),
        "roles": _many(schema.Role),
        "assignments": _many(schema.Assignment),
        "role_rules": _many(schema.RoleRule),
        "transitions": _many(schema.Transition),
        "steps": _many(schema.Step),
        "conflicts": _many(schema.SourceConflict),
        "gaps": _many(schema.NotRecorded),
        "glossary": _many(schema.Entry),
        "actors": _many(schema.Entry),
        "agreements": _many(schema.Entry),
        "principles": _many(schema.Entry),
        "meetings": _many(schema.Meeting),
    },
    companion_files.Statements: {"statements": _many(companion_files.Statement)},
    companion_files.Case: {"expect": _one(companion_files.Expectation)},
    companion_files.Cases: {"cases": _many(companion_files.Case)},
    companion_files.Contacts: {"contacts": _many(companion_files.Contact)},
    companion_files.ModelDifference: {"sides": _many(companion_files.Side)},
    companion_files.Between: {"conflicts": _many(companion_files.ModelDifference)},
    companion_files.Telling: {"tells": _many(companion_files.Tell)},
    companion_files.Stories: {
        "openings": _many(companion_files.Opening),
        "chapters": _many(companion_files.Chapter),
        "lists": _many(companion_files.Enumeration),
        "facts": _many(companion_files.Telling),
    },
    companion_files.Index: {"profiles": _many(companion_files.Shipped)},
}
