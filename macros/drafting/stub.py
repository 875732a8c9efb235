"""A record to be filled in: every field of its model, the optional ones as comments.

The comments are the models' own docstrings, so a field is described in one place.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..records.complaints import PLACEHOLDER
from ..records.writing import Written, items, lines, plain_address, scalar

Given = Mapping[str, Any]


def stub(model: type[BaseModel], given: Given) -> list[str]:
    """Return the lines of a record: what is given, gaps for what must be, comments for the rest."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in given:
            found += _written(key, field, given[key])
        elif field.is_required():
            found += _gap(key, field)
        else:
            found += [f"# {line}" for line in _described(key, field)]
    return found


def _written(key: str, field: FieldInfo, value: Any) -> list[str]:
    """Write a value that was given; parts that are records themselves show all of their fields."""
    part = _model(field.annotation)
    if part is None:
        if key.endswith("URL") and isinstance(value, str):
            return [f"{key}: {plain_address(value)}"]
        written = lines({key: value})
        return [_with_help(written[0], field), *written[1:]] if value == PLACEHOLDER else written
    if isinstance(value, Mapping):
        return [f"{key}:", *_indented(stub(part, value))]
    return [f"{key}:", *(line for one in value for line in items(stub(part, one), 2))]


def _gap(key: str, field: FieldInfo) -> list[str]:
    """Return the lines of a field that must be filled in."""
    part = _model(field.annotation)
    if part is not None:
        inner = stub(part, {})
        block = items(inner, 2) if _is_many(field.annotation) else _indented(inner)
        return [_with_help(f"{key}:", field), *block]
    value: Written = PLACEHOLDER
    if _is_many(field.annotation):
        value = [PLACEHOLDER]
    elif _is_mapping(field.annotation):
        value = {PLACEHOLDER: [PLACEHOLDER]}
    written = lines({key: value})
    return [_with_help(written[0], field), *written[1:]]


def _described(key: str, field: FieldInfo) -> list[str]:
    """Return the lines of an optional field, as they would be once their marks are taken away."""
    part = _model(field.annotation)
    if part is None:
        default = field.get_default()
        shown = default if isinstance(default, str) else PLACEHOLDER
        shown = str(default).lower() if isinstance(default, bool) else scalar(shown)
        if _is_many(field.annotation):
            shown = f"[{PLACEHOLDER}]"
        return [_with_help(f"{key}: {shown}", field)]
    inner = [
        line
        for name, one in part.model_fields.items()
        for line in (_in_short(one.alias or name, one) or _described(one.alias or name, one))
    ]
    block = items(inner, 2) if _is_many(field.annotation) else _indented(inner)
    return [_with_help(f"{key}:", field), *block]


def _in_short(key: str, field: FieldInfo) -> list[str]:
    """Return a record inside a record in one line, with what it must hold."""
    part = _model(field.annotation)
    if part is None:
        return []
    needed = [name for name, one in part.model_fields.items() if one.is_required()]
    needed += ["start"] if "start" in part.model_fields else []
    short = ", ".join(f"{name}: {PLACEHOLDER}" for name in needed)
    return [_with_help(f"{key}: {{{short}}}", field)]


def _with_help(line: str, field: FieldInfo) -> str:
    help_ = " ".join((field.description or "").split())
    words = _choices(field.annotation)
    if words and not all(word in help_ for word in words):
        help_ += f" One of: {', '.join(words)}."
    return f"{line}  # {help_}" if help_ else line


def _indented(block: list[str]) -> list[str]:
    return [f"  {line}" for line in block]


def _model(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field holds, alone or many times."""
    return next((leaf for leaf in _leaves(annotation) if _is_model(leaf)), None)


def _is_model(leaf: Any) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, BaseModel)


def _leaves(annotation: Any) -> list[Any]:
    origin = typing.get_origin(annotation)
    if origin is Literal or origin is dict:
        return [annotation]
    inner = [arg for arg in typing.get_args(annotation) if arg is not Ellipsis]
    if origin is typing.Annotated:
        inner = inner[:1]
    return [leaf for arg in inner for leaf in _leaves(arg)] if inner else [annotation]


def _is_many(annotation: Any) -> bool:
    return _outer(annotation) is tuple


def _is_mapping(annotation: Any) -> bool:
    return _outer(annotation) is dict


def _outer(annotation: Any) -> Any:
    """Return the container of a field's type, marks and `None` left aside."""
    origin = typing.get_origin(annotation)
    args = typing.get_args(annotation)
    if origin is typing.Annotated:
        return _outer(args[0])
    if origin in (typing.Union, types.UnionType):
        return next((_outer(arg) for arg in args if arg is not type(None)), None)
    return origin


def _choices(annotation: Any) -> list[str]:
    return [
        str(word)
        for leaf in _leaves(annotation)
        if typing.get_origin(leaf) is Literal
        for word in typing.get_args(leaf)
    ]
