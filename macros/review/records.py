"""Which records differ between two briefings, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from ..briefing import Briefing
from ..records.designation import NotListed
from ..records.library import Filed

What = Literal["added", "changed", "withdrawn", "deleted"]
NAMES = {
    "claim": "Claims",
    "designation": "Designations",
    "instrument": "Instruments",
    "entity": "Entities",
    "source": "Sources",
    "not listed": "Not listed",
    "settings": "Settings",
    "vocabulary": "Vocabulary",
}
"""The kinds of records in the order in which a reviewer wants them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs; empty where it was or is not there."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A record that differs."""

    kind: str
    id: str
    what: What
    place: str
    """File and line, in the newer briefing where it is there."""
    fields: tuple[Field, ...] = ()


def changes(base: Briefing, head: Briefing) -> Iterator[Change]:
    """Yield every record that differs, in the order of kinds, then as written."""
    before, after = _records(base), _records(head)
    for kind in NAMES:
        old, new = before[kind], after[kind]
        for key, filed in new.items():
            place = f"{filed.path}:{filed.line}"
            if key not in old:
                yield Change(kind, key, "added", place)
                continue
            was, now = _plain(old[key].record), _plain(filed.record)
            if was != now:
                gone = "withdrawn" in now and "withdrawn" not in was
                fields = tuple(_fields(was, now))
                yield Change(kind, key, "withdrawn" if gone else "changed", place, fields)
        for key, filed in old.items():
            if key not in new:
                yield Change(kind, key, "deleted", f"{filed.path}:{filed.line}")


def _records(briefing: Briefing) -> dict[str, Mapping[str, Filed[Any]]]:
    library = briefing.library
    single = {"settings": library.settings, "vocabulary": library.vocabulary}
    return {
        **library.tables,
        "claim": {key: library.claims[key] for key in briefing.claims},
        "not listed": {_absent(filed.record): filed for filed in library.not_listed},
        **{name: {name: filed} if filed else {} for name, filed in single.items()},
    }


def _absent(record: NotListed) -> str:
    return f"{record.entity} on {record.list}, {record.as_of.date.text}"


def _plain(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return found


def _fields(was: Any, now: Any, path: str = "") -> Iterator[Field]:
    """Yield the leaves that differ; items of a list are matched with those they are most like."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            inner = f"{path}.{key}" if path else key
            if was.get(key) != now.get(key):
                yield from _fields(was.get(key), now.get(key), inner)
    elif _is_list_of_parts(was) and _is_list_of_parts(now):
        yield from _items(was or [], now or [], path)
    else:
        yield Field(path, _said(was), _said(now))


def _is_list_of_parts(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(one, dict) for one in value)
    )


def _items(was: Sequence[Any], now: Sequence[Any], path: str) -> Iterator[Field]:
    olds = [json.dumps(one, sort_keys=True) for one in was]
    news = [json.dumps(one, sort_keys=True) for one in now]
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(b - a, d - c)
        for index in range(pairs):
            yield from _fields(was[a + index], now[c + index], f"{path}[{c + index + 1}]")
        for index in range(a + pairs, b):
            yield Field(f"{path}[{index + 1}]", _said(was[index]), "")
        for index in range(c + pairs, d):
            yield Field(f"{path}[{index + 1}]", "", _said(now[index]))


def _said(value: Any) -> str:
    """Return a value in one line, as YAML would have it between brackets."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_said(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_said(item) for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
