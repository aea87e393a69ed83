"""Records: made by name, equal by value, and never with a key that they do not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass
from functools import cache
from inspect import getmodule
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


def key_of(field: str) -> str:
    """The key in a file of a field: a word of Python, such as `from`, is a field with an underscore behind it."""
    return field.rstrip("_")


_STRICT = {"extra": "forbid", "strict": True, "hide_input_in_errors": True, "alias_generator": key_of}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[_T]) -> type[_T]:
    """A keyword-only record that is equal by value: immutable by convention, checked by mypy.

    Two records of one class with equal fields are equal and have one hash; what is cached on one of them does not
    count, and one with a dict in a field has no hash. Its annotations are read only when a file is checked, with
    the limits of `field_types`. Methods are shared instead of compiled for each class, and nothing guards an
    assignment at run time. What dataclasses make of a class waits until one is made or its fields are asked for.
    All three are for start-up: with dataclasses as they come, records cost a third of the time in which a triage
    from a file is done.
    """
    return _made(cls, kw_only=True)


@dataclass_transform(frozen_default=True)
def positional_record(cls: type[_T]) -> type[_T]:
    """A record as `record` makes it, of few fields that may be given in their order."""
    return _made(cls, kw_only=False)


def _made(cls: type[_T], *, kw_only: bool) -> type[_T]:
    names = (*cls.__annotations__, "__annotations__", "__doc__", "__module__", "__post_init__")
    written = {name: vars(cls)[name] for name in names if name in vars(cls)}
    _waiting[cls] = written, kw_only

    used = 0

    def init(self: object, *values: object, **fields: object) -> None:
        nonlocal used
        used += 1
        if values or used > _FEW:
            compiled_init(cls)(self, *values, **fields)
        else:
            _fill(cls, self, fields)

    written_in = (vars(one).get("__annotations__", {}) for one in cls.__mro__)
    has_dict = any(str(one).startswith(_DICTS) for annotations in written_in for one in annotations.values())
    shared = {
        "__dataclass_fields__": _Fields(cls, kw_only=kw_only),
        "__pydantic_config__": _STRICT,
        "__init__": init,
        "__eq__": _equals,
        "__hash__": None if has_dict else _hash,
        "__repr__": _show,
    }
    for name, value in shared.items():
        setattr(cls, name, value)
    return cls


class _Fields:
    """Stands for the fields of a record until somebody asks for them, and puts them in its place."""

    def __init__(self, record: type[Any], *, kw_only: bool) -> None:
        self._record, self._kw_only = record, kw_only

    def __get__(self, _one: object, _owner: type[Any]) -> dict[str, Field[Any]]:
        return _fields_of(dataclass(kw_only=self._kw_only, eq=False, repr=False, init=False)(self._record))


_FEW = 20
"""Records of one class that are made by name before their `__init__` is compiled, which takes as long as these."""

_waiting: dict[type[Any], tuple[dict[str, Any], bool]] = {}
"""What was written in the records of which few were made yet, and whether their fields are given by name only."""


def compiled_init(record: type[Any]) -> Callable[..., None]:
    """The `__init__` of a record; it is compiled when it is worth it, for a command makes few of all kinds."""
    waiting = _waiting.pop(record, None)
    if waiting is not None:
        written, kw_only = waiting
        twin: Any = dataclass(kw_only=kw_only, eq=False, repr=False)(type(record.__name__, record.__bases__, written))
        record.__init__ = twin.__init__
    init: Callable[..., None] = record.__init__
    return init


def record_of(record: type[_T], values: Mapping[str, Any]) -> _T:
    """A record of checked values by name, for which nothing is compiled; what is not among them is as by default.

    Raises:
        TypeError: a field without a default is not among them, or a name is of no field.
    """
    made = object.__new__(record)
    _fill(record, made, values)
    return made


def _fill(record: type[Any], made: object, values: Mapping[str, Any]) -> None:
    defaults, factories = _blank(record)  # type: ignore[arg-type]  # a class is hashable
    own = vars(made)
    own.update(defaults)
    for name, factory in factories:
        if name not in values:
            own[name] = factory()
    own.update(values)
    if own.keys() != _fields_of(record).keys():
        raise TypeError(f"{record.__name__} has the fields {', '.join(_fields_of(record))}, and not: {', '.join(own)}")


@cache
def _blank(record: type[Any]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The defaults of a record, and what makes the ones that are made each time."""
    found = _fields_of(record).values()
    defaults = {field.name: field.default for field in found if field.default is not MISSING}
    factories = [(field.name, field.default_factory) for field in found if field.default_factory is not MISSING]
    return defaults, factories


def names_beside(record: type[Any]) -> dict[str, Any]:
    """What the module of a record knows by name: what its annotations are written in."""
    return vars(getmodule(record))


_DICTS = ("dict[", "Mapping[", "Annotated[dict[")


def _fields_of(record_or_class: Any) -> dict[str, Field[Any]]:
    found: dict[str, Field[Any]] = record_or_class.__dataclass_fields__
    return found


def _values(self: object) -> tuple[object, ...]:
    found = vars(self)
    return tuple([found[name] for name, field in _fields_of(self).items() if field.compare])


def _equals(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash((type(self), *_values(self)))


def _show(self: object) -> str:
    found = vars(self)
    return f"{type(self).__name__}({', '.join(f'{name}={found[name]!r}' for name in _fields_of(self))})"
