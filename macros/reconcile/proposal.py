"""YAML to paste into the records, for a person to weigh; nothing here writes a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records.dates import Date
from ..records.problems import visible
from ..records.writing import Written, lines
from .register import Register

Value = Written
LONGEST = 120
"""Characters of a label in a record."""


def identifier(scheme: str, source: str, uid: str) -> dict[str, Value]:
    """Return the identifiers of a record."""
    return {"identifiers": [{"scheme": scheme, "value": uid, "cite": _entry(source, uid)}]}


def spelling(source: str, name: str) -> Value | None:
    """Return a spelling of an entity, if a record can hold it."""
    return {"spellings": [{"name": name, "source": source}]} if _fits(name) else None


def event(
    kind: str, date: Date, programs: Sequence[str], source: str, uid: str
) -> dict[str, Value]:
    """Return an event of a designation."""
    found: dict[str, Value] = {"kind": kind, "when": {"date": str(date)}}
    if programs and all(map(_fits, programs)):
        found["programs"] = list(programs)
    return {**found, "cite": _entry(source, uid)}


def designation(
    name: str, target: str, authority: str, register: Register, events: Sequence[Value], uid: str
) -> Value:
    """Return a whole designation."""
    one = {"id": name, "target": target, "authority": authority, "list": register.source}
    numbers = identifier(register.scheme, register.source, uid)
    return {"designations": [{**one, "events": list(events), **numbers}]}


def yaml(value: Value, comments: Sequence[str]) -> str:
    """Write a value as YAML below its comments."""
    assert isinstance(value, Mapping)
    return "\n".join([*(f"# {visible(comment)}" for comment in comments), *lines(value)])


def _entry(source: str, uid: str) -> dict[str, Value]:
    return {"source": source, "entry": uid}


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and visible(text) == text
