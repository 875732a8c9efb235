"""Records in little room: tens of thousands of them are in memory at once.

What validates them gives each record, and each record inside it, a dictionary and a set of its own.
Objects of one class whose fields are set one after the other, always in the same order, have the
names of their fields in common instead; and the few sets that differ are kept once.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from .references import nesting

R = TypeVar("R", bound=BaseModel)

_KNOWN = set(BaseModel.__slots__) == {
    "__dict__",
    "__pydantic_fields_set__",
    "__pydantic_extra__",
    "__pydantic_private__",
}
"""Whether a record holds nothing but what is known here; if not, records are left as they are."""
_set: Callable[[object, str, Any], None] = object.__setattr__
_fields_set: dict[frozenset[str], set[str]] = {}
"""The fields that were set, for all records of which the same ones were."""


def compacted(record: R) -> R:
    """Return a record that says the same in less room; as records are frozen, it may share."""
    if not _KNOWN:
        return record
    kind = type(record)
    made, inner = kind.__new__(kind), _inner(kind)
    for name, value in vars(record).items():
        if not (value and name in inner):
            _set(made, name, value)
        elif isinstance(value, tuple):
            _set(made, name, tuple([compacted(item) for item in value]))
        else:
            _set(made, name, compacted(value))
    was = record.model_fields_set
    _set(made, "__pydantic_fields_set__", _fields_set.setdefault(frozenset(was), was))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


def packed(records: Sequence[BaseModel]) -> bytes:
    """Return records as `pickle` makes them again, in as little room."""
    file = io.BytesIO()
    _Packer(file, pickle.HIGHEST_PROTOCOL).dump(records)
    return file.getvalue()


class _Packer(pickle.Pickler):
    def reducer_override(self, one: Any) -> Any:
        """Take records apart into what their fields hold; leave all else to `pickle`."""
        kind: type[Any] = type(one)
        if not _KNOWN or not issubclass(kind, BaseModel) or tuple(vars(one)) != _fields(kind):
            return NotImplemented
        was = one.model_fields_set
        mask = sum(1 << number for number, name in enumerate(vars(one)) if name in was)
        return _unpacked, (kind, mask, *vars(one).values())


def _unpacked(kind: type[R], mask: int, *values: Any) -> R:
    made = kind.__new__(kind)
    for name, value in zip(_fields(kind), values, strict=True):
        _set(made, name, value)
    _set(made, "__pydantic_fields_set__", _were_set(kind, mask))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


@cache
def _fields(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


@cache
def _were_set(kind: type[BaseModel], mask: int) -> set[str]:
    """Return the names of the fields whose bits are set."""
    was = {name for number, name in enumerate(_fields(kind)) if mask >> number & 1}
    return _fields_set.setdefault(frozenset(was), was)


@cache
def _inner(kind: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields that hold other records."""
    return frozenset(name for name, _ in nesting(kind))
