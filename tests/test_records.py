"""Records: equal by value, whatever was asked of them before, and with a hash only where that can hold."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any, get_origin, get_type_hints

import pytest

import ave_cli
from ave_cli.profile.facts import Answers
from ave_cli.records import record


@record
class Point:
    x: int
    y: int = 0

    @cached_property
    def far(self) -> bool:
        """Whether it is far away."""
        return self.x + self.y > 10


@record
class Named(Point):
    name: str = ""


@record
class Table:
    rows: Mapping[str, int]


@record
class Labelled(Point):
    labels: dict[str, str] = field(default_factory=dict)


def test_a_property_that_was_read_does_not_count() -> None:
    read, fresh = Point(x=1), Point(x=1)
    assert not read.far
    assert "far" in vars(read)
    assert read == fresh
    assert hash(read) == hash(fresh)
    assert repr(read) == repr(fresh) == "Point(x=1, y=0)"


def test_every_field_counts_and_so_does_the_class() -> None:
    assert Point(x=1) != Point(x=2)
    assert Named(x=1, name="a") != Named(x=1, name="b")
    assert Point(x=1) != Named(x=1)
    assert len({Point(x=1), Point(x=1, y=0), Named(x=1), Point(x=2)}) == 3


@pytest.mark.parametrize("made_before", [0, 100])
def test_the_first_and_the_hundredth_are_made_alike(made_before: int) -> None:
    """What is compiled after many of a class is no other than what makes the first few."""

    @record
    class Fresh:
        one: int
        two: int = 2
        many: dict[str, int] = field(default_factory=dict)

    for _ in range(made_before):
        Fresh(one=0)
    first, second = Fresh(one=1), Fresh(one=1)
    assert (first.one, first.two, first.many) == (1, 2, {})
    assert first.many is not second.many
    assert Fresh(one=1, two=3, many={"a": 1}) == Fresh(many={"a": 1}, two=3, one=1)
    wrong: list[Any] = [{}, {"two": 2}, {"one": 1, "three": 3}, {"three": 3}]
    for fields in wrong:
        with pytest.raises(TypeError):
            Fresh(**fields)
    positional: Any = Fresh
    with pytest.raises(TypeError):
        positional(1)


@pytest.mark.parametrize("held", [Table(rows={}), Labelled(x=1), Answers(given={})])
def test_what_holds_a_dict_has_no_hash(held: object) -> None:
    """Said by the class, so that `Hashable` knows it, and not by the first dict that is met."""
    assert type(held).__hash__ is None
    with pytest.raises(TypeError, match="unhashable type"):
        hash(held)
    assert held == held


def records() -> Iterator[Any]:
    """Every record of the program."""
    for module in pkgutil.walk_packages(ave_cli.__path__, "ave_cli."):
        for found in vars(import_module(module.name)).values():
            if hasattr(found, "__pydantic_config__") and found.__module__ == module.name:
                yield found


def imported(module: str, name: str) -> Any:
    """What `from module import name` gives."""
    found = import_module(module)
    return getattr(found, name) if hasattr(found, name) else import_module(f"{module}.{name}")


def names_in(module: ModuleType) -> dict[str, Any]:
    """What a module knows, with what it imports for the type checker alone."""
    names = dict(vars(module))
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            ours = [one for one in node.body if isinstance(one, ast.ImportFrom) and one.module != "_typeshed"]
            names |= {
                name.asname or name.name: imported(one.module or "", name.name) for one in ours for name in one.names
            }
    return names


def test_no_record_of_the_program_hides_a_dict_behind_another_name() -> None:
    hidden = []
    for found in records():
        types = get_type_hints(found, localns=names_in(sys.modules[found.__module__]))
        holds = any(get_origin(one) in (dict, Mapping) for one in types.values())
        hidden += [found] if holds != (found.__hash__ is None) else []
    assert hidden == []
    assert len(list(records())) > 80
