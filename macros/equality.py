"""Whether two values say the same, so that whatever is made of one could be made of the other."""

from __future__ import annotations

import datetime
from dataclasses import fields
from enum import Enum
from functools import cache
from operator import is_
from typing import Any

_PLAIN = (str, int, float, bytes, datetime.date, Enum, type(None))


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, with the order in their mappings: pages print in it."""
    if one is other:
        return True
    if one.__class__ is not other.__class__ or one != other:
        return False
    if isinstance(one, _PLAIN):
        return True
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, (tuple, list)):
        return all(map(is_, one, other)) or all(map(same, one, other))
    if hasattr(one, "model_fields_set"):  # a record
        return same(vars(one), vars(other))
    return all(same(getattr(one, name), getattr(other, name)) for name in compared(one.__class__))


@cache
def compared(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields by which instances are compared, of a class that leaves it to them."""
    parameters = getattr(kind, "__dataclass_params__", None)
    if parameters is None or not parameters.eq:
        return ()
    return tuple(one.name for one in fields(kind) if one.compare)
