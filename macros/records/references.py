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
Found = tuple[tuple[Step, ...], Ref | Word, str, bool]
Walk = Callable[[Any, tuple[Step, ...]], Iterator[Found]]


def references(record: BaseModel) -> Iterator[Found]:
    """Yield (steps, what is referred to, the id or word, whether it is a key) of a record."""
    for name, walk in _plan(type(record)):
        value = getattr(record, name)
        if value is not None:
            field = type(record).model_fields[name]
            yield from walk(value, (field.alias or name,))


def cites(record: BaseModel) -> Iterator[tuple[tuple[Step, ...], Cite]]:
    """Yield (steps, cite) of every cite in a record."""
    for steps, part in parts(record):
        if isinstance(part, Cite):
            yield steps, part


def dates(record: BaseModel) -> Iterator[tuple[tuple[Step, ...], When]]:
    """Yield (steps, date) of every date in a record that has words and a basis."""
    for steps, part in parts(record):
        if isinstance(part, When):
            yield steps, part


def parts(record: BaseModel) -> Iterator[tuple[tuple[Step, ...], BaseModel]]:
    """Yield (steps, part) of every model inside a record, outer ones first."""
    for name, step in _nesting(type(record)):
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield (step,), value
            for steps, part in parts(value):
                yield (step, *steps), part
        elif value:
            for index, item in enumerate(value):
                yield (step, index), item
                for steps, part in parts(item):
                    yield (step, index, *steps), part


@cache
def _nesting(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
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
def _plan(model: type[BaseModel]) -> tuple[tuple[str, Walk], ...]:
    """Return the fields of a model that can hold references, each with its walk."""
    walks = (
        (name, _walk(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
    )
    return tuple((name, walk) for name, walk in walks if walk is not None)


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
    def walk(value: Any, steps: tuple[Step, ...]) -> Iterator[Found]:
        yield steps, mark, value, False

    return walk


def _nested(value: Any, steps: tuple[Step, ...]) -> Iterator[Found]:
    for inner, mark, text, key in references(value):
        yield (*steps, *inner), mark, text, key


def _items(walk: Walk | None) -> Walk | None:
    if walk is None:
        return None

    def items(value: Any, steps: tuple[Step, ...]) -> Iterator[Found]:
        for index, item in enumerate(value):
            yield from walk(item, (*steps, index))

    return items


def _entries(keys: Walk | None, values: Walk | None) -> Walk | None:
    if keys is None and values is None:
        return None

    def entries(value: Any, steps: tuple[Step, ...]) -> Iterator[Found]:
        for name, item in value.items():
            if keys is not None:
                for found in keys(name, (*steps, name)):
                    yield (*found[:3], True)
            if values is not None:
                yield from values(item, (*steps, name))

    return entries
