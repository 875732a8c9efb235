"""Every id, every word of the vocabulary and every cite in a record, found by its field's type."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from .evidence import Cite, When
from .fields import Ref, Word

Step = str | int
Steps = tuple[Step, ...]
Found = tuple[Steps, Ref | Word, str, bool]
Part = tuple[Steps, BaseModel]
Walk = Callable[[Any, Steps, list[Found]], None]


def references(record: BaseModel) -> list[Found]:
    """Return (steps, what is referred to, the id or word, whether it is a key) of a record."""
    found: list[Found] = []
    _nested(record, (), found)
    return found


def cites(record: BaseModel) -> list[tuple[Steps, Cite]]:
    """Return (steps, cite) of every cite in a record."""
    found = [(steps, part) for steps, part in parts(record) if isinstance(part, Cite)]
    # They stand in few places, and are kept by the thousand.
    return [(_ways.setdefault(steps, steps), cite) for steps, cite in found]


_ways: dict[Steps, Steps] = {}


def dates(record: BaseModel) -> Iterator[tuple[Steps, When]]:
    """Yield (steps, date) of every date in a record that has words and a basis."""
    for steps, part in parts(record):
        if isinstance(part, When):
            yield steps, part


def parts(record: BaseModel) -> list[Part]:
    """Return (steps, part) of every model inside a record, outer ones first."""
    found: list[Part] = []
    _collect(record, (), found)
    return found


def _collect(record: BaseModel, steps: Steps, found: list[Part]) -> None:
    for name, step in nesting(type(record)):
        value = getattr(record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                inner = (*steps, step, index)
                found.append((inner, item))
                _collect(item, inner, found)
        elif value is not None:
            inner = (*steps, step)
            found.append((inner, value))
            _collect(value, inner, found)


@cache
def nesting(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return (name, key) of the fields of a model that hold other models or tuples of them."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _holds_models(field.annotation)
    )


def _holds_models(annotation: Any) -> bool:
    if typing.get_origin(annotation) is dict:
        return False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_models(inner) for inner in typing.get_args(annotation))


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Walk], ...]:
    """Return (name, key, walk) of the fields of a model that can hold references."""
    walks = (
        (name, field.alias or name, _walk(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
    )
    return tuple((name, key, walk) for name, key, walk in walks if walk is not None)


def _walk(annotation: Any, metadata: tuple[Any, ...] = ()) -> Walk | None:
    """Return the walk over values of a type, or None where nothing in it refers to anything."""
    if typing.get_origin(annotation) is typing.Annotated:
        inner, *more = typing.get_args(annotation)
        return _walk(inner, (*metadata, *more))
    for mark in metadata:
        if isinstance(mark, Ref | Word):
            return _leaf(mark)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _nested
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        return _items(_walk(args[0]))
    if origin is dict:
        return _entries(_walk(args[0]), _walk(args[1]))
    if origin in (typing.Union, types.UnionType):
        walks = [walk for arg in args if (walk := _walk(arg)) is not None]
        return walks[0] if walks else None
    return None


def _leaf(mark: Ref | Word) -> Walk:
    def walk(value: Any, steps: Steps, found: list[Found]) -> None:
        found.append((steps, mark, value, False))

    return walk


def _nested(value: BaseModel, steps: Steps, found: list[Found]) -> None:
    values = vars(value)
    for name, key, walk in _plan(type(value)):
        item = values[name]
        if item:  # most fields are left out or empty; no id and no word is
            walk(item, (*steps, key), found)


def _items(walk: Walk | None) -> Walk | None:
    if walk is None:
        return None

    def items(value: Any, steps: Steps, found: list[Found]) -> None:
        for index, item in enumerate(value):
            walk(item, (*steps, index), found)

    return items


def _entries(keys: Walk | None, values: Walk | None) -> Walk | None:
    if keys is None and values is None:
        return None

    def entries(value: Any, steps: Steps, found: list[Found]) -> None:
        for name, item in value.items():
            if keys is not None:
                named: list[Found] = []
                keys(name, (*steps, name), named)
                found += [(*one[:3], True) for one in named]
            if values is not None:
                values(item, (*steps, name), found)

    return entries
