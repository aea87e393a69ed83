"""Records made of checked raw data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from keyword import iskeyword
from typing import Any, TypeVar

from ave_cli.profile import companion_files, conditions, schema
from ave_cli.profile.facts import Fact, FactKind, Gate, Implied, Screen, Vocabulary

_T = TypeVar("_T")


def decode(record: type[_T], raw: Mapping[str, Any]) -> _T:
    """Make a record of raw data that the border has checked."""
    how = _READ.get(record, {})
    return record(
        **{key + "_" * iskeyword(key): how[key](value) if key in how else _plain(value) for key, value in raw.items()}
    )


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _decode_one(record: type[Any]) -> Callable[[Any], Any]:
    return partial(decode, record)


def _decode_many(record: type[Any]) -> Callable[[Any], Any]:
    return lambda raw: tuple(decode(record, one) for one in raw)


def _decode_named(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda raw: {name: read(one) for name, one in raw.items()}


_WHEN: dict[str, Callable[[Any], Any]] = {"when": conditions.condition_from}
_READ: dict[type[Any], dict[str, Callable[[Any], Any]]] = {
    Fact: {"kind": FactKind, "gate": Gate, "implies": _decode_one(Implied)},
    Vocabulary: {"screens": _decode_many(Screen), "facts": _decode_many(Fact)},
    schema.Criterion: {**_WHEN, "effect": schema.Effect, "modality": schema.Modality},
    schema.Task: {"kind": schema.TaskKind},
    schema.Role: {"tasks": _decode_many(schema.Task)},
    schema.Assignment: {**_WHEN, "status": schema.RoleStatus, "holders": _decode_many(schema.Holder)},
    schema.RoleRule: _WHEN,
    schema.Transition: {"direction": schema.TransitionDirection, "modality": schema.Modality},
    schema.Step: {**_WHEN, "kind": schema.StepKind, "modality": schema.Modality},
    schema.SourceConflict: _WHEN,
    schema.NotRecorded: _WHEN,
    schema.Doubt: {"rule": schema.DoubtRule},
    schema.Profile: {
        "source": _decode_one(schema.Source),
        "doubt": _decode_one(schema.Doubt),
        "danger": _decode_one(schema.Danger),
        "wording": _decode_named(_decode_one(schema.Wording)),
        "define": _decode_named(conditions.condition_from),
        "facts": _decode_many(Fact),
        "phases": _decode_many(schema.Phase),
        "criteria": _decode_many(schema.Criterion),
        "roles": _decode_many(schema.Role),
        "assignments": _decode_many(schema.Assignment),
        "role_rules": _decode_many(schema.RoleRule),
        "transitions": _decode_many(schema.Transition),
        "steps": _decode_many(schema.Step),
        "conflicts": _decode_many(schema.SourceConflict),
        "gaps": _decode_many(schema.NotRecorded),
        "glossary": _decode_many(schema.Entry),
        "actors": _decode_many(schema.Entry),
        "agreements": _decode_many(schema.Entry),
        "principles": _decode_many(schema.Entry),
        "meetings": _decode_many(schema.Meeting),
    },
    companion_files.Statements: {"statements": _decode_many(companion_files.Statement)},
    companion_files.Case: {"expect": _decode_one(companion_files.Expectation)},
    companion_files.Cases: {"cases": _decode_many(companion_files.Case)},
    companion_files.Contacts: {"contacts": _decode_many(companion_files.Contact)},
    companion_files.ModelDifference: {"sides": _decode_many(companion_files.Side)},
    companion_files.Between: {"conflicts": _decode_many(companion_files.ModelDifference)},
    companion_files.Telling: {"tells": _decode_many(companion_files.Tell)},
    companion_files.Stories: {
        "openings": _decode_many(companion_files.Opening),
        "chapters": _decode_many(companion_files.Chapter),
        "lists": _decode_many(companion_files.Enumeration),
        "facts": _decode_many(companion_files.Telling),
    },
    companion_files.Index: {"profiles": _decode_many(companion_files.Shipped)},
}
