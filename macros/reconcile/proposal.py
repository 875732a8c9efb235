"""YAML to paste into the records, for a person to weigh; nothing here writes a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ..records.dates import Date
from ..records.problems import visible
from .register import Register

Value = str | Mapping[str, "Value"] | Sequence["Value"]
LONGEST = 120
"""Characters of a label in a record."""
_PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 .'()/-]*[A-Za-z0-9.')]|[A-Za-z]")


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
    return "\n".join([*(f"# {visible(comment)}" for comment in comments), *_lines(value, 0)])


def _entry(source: str, uid: str) -> dict[str, Value]:
    return {"source": source, "entry": uid}


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and visible(text) == text


def _lines(value: Value, indent: int) -> list[str]:
    assert isinstance(value, Mapping)
    lines = []
    for key, item in value.items():
        lead = " " * indent + key + ":"
        if isinstance(item, str):
            lines.append(f"{lead} {_scalar(item)}")
        elif isinstance(item, Mapping):
            lines += [lead, *_lines(item, indent + 2)]
        elif all(isinstance(one, str) for one in item):
            lines.append(f"{lead} [{', '.join(_scalar(str(one)) for one in item)}]")
        else:
            lines.append(lead)
            for one in item:
                first, *rest = _lines(one, indent + 4)
                lines += [" " * (indent + 2) + "- " + first.lstrip(), *rest]
    return lines


def _scalar(text: str) -> str:
    """Write a text plain where nobody could take it for anything else, else in quotes."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in ("null", "true", "false")
    return text if plain else json.dumps(text, ensure_ascii=False)
