"""An invented briefing in which every text field of every kind of record is filled.

It has slots: records that belong together, all of whose texts can be set to one input. Which
fields hold text is read from the models, so a field that somebody adds is known here as well.
"""

from __future__ import annotations

import json
import re
import shutil
import types
import typing
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StringConstraints, ValidationError

from macros.records.complaints import of as complaints_of
from macros.records.fields import ID_PATTERN, Ref, Word
from macros.records.filing import MODELS
from macros.records.problems import Problem
from macros.records.reader import parse
from tests.projects import SAMPLE, Project, project

Step = str | int
Steps = tuple[Step, ...]
TEXT = "T"
"""Stands for a text that is set later."""
TOKEN = re.compile(r"zq\d+f\d+z")


# Which fields hold text


def texts(annotation: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield (steps, metadata) of every free text inside a type; `*` is any item, or any key."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        inner, *marks = arguments
        if inner is str or typing.get_origin(inner) is typing.Annotated:
            inner, marks = _flat(inner, marks)
        if inner is str:
            if not any(_closed(mark) for mark in marks):
                yield steps, tuple(marks)
            return
        yield from texts(inner, steps)
    elif annotation is str:
        yield steps, ()
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            whole = (
                typing.Annotated[(field.annotation, *field.metadata)]
                if field.metadata
                else (field.annotation)
            )
            yield from texts(whole, (*steps, field.alias or name))
    elif origin is dict:
        yield from texts(arguments[1], (*steps, "*"))
    elif origin is tuple:
        yield from texts(arguments[0], (*steps, "*"))
    elif origin in (typing.Union, types.UnionType):
        for one in arguments:
            yield from texts(one, steps)


def _flat(inner: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    while typing.get_origin(inner) is typing.Annotated:
        inner, *more = typing.get_args(inner)
        marks = [*more, *marks]
    return inner, marks


def _closed(mark: Any) -> bool:
    """Whether a text is an id or a word of the vocabulary, which is no free text."""
    pattern = mark.pattern if isinstance(mark, StringConstraints) else None
    return isinstance(mark, Ref | Word) or pattern == ID_PATTERN


KINDS = [kind for kind in MODELS if kind != "sanctions"]


@cache
def fields(kind: str) -> dict[tuple[str, ...], Any]:
    """Return the text fields of a kind of records, each with what constrains it."""
    return dict(texts(MODELS[kind]._type))


# The briefing

_REGISTER, _ARTICLE = "a-register", "an-article"
_SIDES = ("left", "between", "right", "above")


def _cite(slot: int, *, entry: bool = False) -> dict[str, Any]:
    if entry:
        return {"source": f"{_REGISTER}-{slot}", "entry": TEXT}
    passage = {"start": TEXT, "end": TEXT, "prefix": TEXT, "suffix": TEXT}
    return {"source": f"{_ARTICLE}-{slot}", **passage}


def _when(date: str) -> dict[str, Any]:
    return {"date": date, "words": TEXT, "basis": "inferred"}


def _source(slot: int, record_id: str, kind: str) -> dict[str, Any]:
    name = {"family": TEXT, "given": TEXT}
    return {
        "id": f"{record_id}-{slot}", "kind": kind, "type": TEXT, "title": TEXT, "short": TEXT,
        "author": [name, {"literal": TEXT}], "editor": [name, {"literal": TEXT}],
        "container-title": TEXT,
        "publisher": TEXT, "issued": _when("2031-06-20"), "URL": TEXT, "entry-URL": TEXT,
        "archive-URL": TEXT, "language": TEXT, "held": TEXT, "license": TEXT, "note": TEXT,
        "boilerplate": [{"start": TEXT, "end": TEXT}],
    }  # fmt: skip


def _number(slot: int, *, entry: bool = False) -> dict[str, Any]:
    return {"scheme": f"scheme-{slot}", "value": TEXT, "cite": _cite(slot, entry=entry)}


def _entity(slot: int, record_id: str, other: str) -> dict[str, Any]:
    return {
        "id": f"{record_id}-{slot}", "type": "Company", "name": TEXT, "native": TEXT, "lang": TEXT,
        "spellings": [{"name": TEXT, "source": f"{_ARTICLE}-{slot}"}],
        "facts": [{"property": f"property-{slot}", "value": TEXT, "when": _when("2030"),
                   "entity": f"{other}-{slot}", "cite": _cite(slot)},
                  {"property": f"property-{slot}", "value": TEXT, "cite": _cite(slot, entry=True)}],
        "side": f"side-{slot % 4}",
        "identifiers": [_number(slot), _number(slot, entry=True)],
        "possibly_same_as": [{"entity": f"{other}-{slot}", "claim": f"one-{slot}"}],
    }  # fmt: skip


def _place(slot: int, record_id: str, *, entry: bool) -> dict[str, Any]:
    found = {"latitude": TEXT, "longitude": TEXT}
    return {
        "id": f"{record_id}-{slot}", "type": "Place", "name": TEXT,
        "position": {**found, "cite": _cite(slot, entry=entry)},
    }  # fmt: skip


def _claim(slot: int, record_id: str, **more: Any) -> dict[str, Any]:
    said = {
        "by_words": TEXT,
        "medium": TEXT,
        "hedge": "alleged",
        "hedge_words": TEXT,
        "likelihood": "likely",
        "said": _when("2031-06-10"),
        "quote": TEXT,
        "cite": _cite(slot),
    }
    return {
        "id": f"{record_id}-{slot}", "type": f"type-{slot}", "mode": "fact", "text": TEXT,
        "short": TEXT,
        "roles": {f"from-{slot}": [f"first-{slot}"], f"to-{slot}": [f"second-{slot}"]},
        "when": _when("2031-05"),
        "assertions": [
            {"by": ["unnamed"], "via": [f"{_REGISTER}-{slot}"], **said},
            {"by": [f"first-{slot}"], "for": [f"second-{slot}"], **said},
            {"by": ["author"], "cite": _cite(slot, entry=True)},
        ],
        "note": TEXT, "waive": [{"code": "hedge-lost", "reason": TEXT}], "added": "2031-06-21",
        "corrections": [{"date": "2031-06-22", "was": TEXT, "why": TEXT}], **more,
    }  # fmt: skip


def _slot(slot: int) -> dict[str, list[dict[str, Any]]]:
    """Return the records of a slot, by kind."""
    denied = {"by": [f"first-{slot}"], "by_words": TEXT, "stance": "denies", "cite": _cite(slot)}
    first = _claim(slot, "one")
    first["assertions"].append(denied)
    return {
        "source": [_source(slot, _ARTICLE, "article"), _source(slot, _REGISTER, "register")],
        "entity": [_entity(slot, "first", "second"), _entity(slot, "second", "first"),
                   _place(slot, "where", entry=False), _place(slot, "there", entry=True)],
        "instrument": [{
            "id": f"act-{slot}", "type": "un-resolution", "name": TEXT, "symbol": TEXT,
            "issuer": f"first-{slot}", "program": TEXT, "target": f"second-{slot}", "note": TEXT,
            "events": [{"kind": "adopted", "when": _when("2029-03"), "what": TEXT,
                        "cite": _cite(slot)},
                       {"kind": "amended", "when": _when("2030-03"), "by": [f"act-{slot}"],
                        "votes": {"yes": "9", "no": "1", "abstained": "2"},
                        "cite": _cite(slot, entry=True)}],
            "imposes": [{"measure": f"measure-{slot}", "text": TEXT, "cite": _cite(slot)},
                        {"measure": f"measure-{slot}", "text": TEXT,
                         "cite": _cite(slot, entry=True)}],
        }],
        "claim": [
            first,
            _claim(slot, "two", compare=[f"one-{slot}"], mode="judgement"),
            _claim(slot, "gone", withdrawn={"date": "2031-06-23", "why": TEXT}),
        ],
        "designation": [{
            "id": f"listing-{slot}", "target": f"first-{slot}", "authority": f"second-{slot}",
            "list": f"{_REGISTER}-{slot}", "measures": [f"measure-{slot}"],
            "grounds": [f"one-{slot}"], "note": TEXT,
            "identifiers": [_number(slot), _number(slot, entry=True)],
            "events": [{"kind": "listed", "when": _when("2030-05"), "effective": _when("2030-06"),
                        "act": TEXT, "instrument": f"act-{slot}", "programs": [TEXT, TEXT],
                        "what": TEXT, "cite": _cite(slot, entry=True)},
                       {"kind": "amended", "when": _when("2031-06-25"), "programs": [TEXT],
                        "what": TEXT, "cite": _cite(slot)}],
        }],
        "not_listed": [{"entity": f"first-{slot}", "list": f"{_REGISTER}-{slot}",
                        "as_of": _when("2031-06-01"), "cite": _cite(slot, entry=True)},
                       {"entity": f"first-{slot}", "list": f"{_ARTICLE}-{slot}",
                        "as_of": _when("2031-06-01"), "cite": _cite(slot)}],
    }  # fmt: skip


def _topic(slots: int) -> dict[str, dict[str, Any]]:
    """Return the settings and the vocabulary, which are there once."""
    term = {"label": TEXT, "definition": TEXT}

    def each(name: str, **more: Any) -> dict[str, Any]:
        return {f"{name}-{slot}": deepcopy({**term, **more}) for slot in range(slots)}

    types_ = each("type")
    for slot, one in enumerate(types_.values()):
        one["lane"] = f"lane-{slot % 4}"
        one["edges"] = [{"from": f"from-{slot}", "to": f"to-{slot}", "words": TEXT}]
    return {
        "settings": {
            "title": TEXT, "question": TEXT, "summary": TEXT, "editors": [TEXT, TEXT],
            "contact": TEXT, "license": {"name": TEXT, "URL": TEXT}, "corrections": TEXT,
            "as_of": "2031-07-01",
        },
        "vocabulary": {
            "lanes": {f"lane-{n}": dict(term) for n in range(4)},
            "sides": {f"side-{n}": {**term, "place": place} for n, place in enumerate(_SIDES)},
            "claim_types": types_,
            "roles": {**each("from", conduct="true"), **each("to")},
            "measures": each("measure"), "properties": each("property"),
            "schemes": each("scheme", url=TEXT), "threads": each("thread"),
            "known_words": [TEXT, TEXT],
        },
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of one record, to be set."""

    kind: str
    slot: int
    record: int
    steps: Steps
    field: tuple[str, ...]
    number: int

    @property
    def token(self) -> str:
        """A text that says and does nothing, and is found again wherever it is shown."""
        return f"zq{self.slot}f{self.number}z"


_ONCE = ("settings", "vocabulary")
Records = dict[str, list[tuple[int, dict[str, Any]]]]


def records(slots: int) -> tuple[Records, list[Leaf]]:
    """Return the records by kind, each with its slot, and all their texts, still to be set."""
    found: Records = {kind: [] for kind in KINDS}
    for kind, one in _topic(slots).items():
        found[kind].append((0, one))
    for slot in range(slots):
        for kind, several in _slot(slot).items():
            found[kind] += [(slot, deepcopy(one)) for one in several]
    leaves: list[Leaf] = []
    for kind, all_filled in found.items():
        numbers: dict[int, int] = {}
        for index, (own, filled) in enumerate(all_filled):
            for steps in _set_later(filled, ()):
                numbers[own] = number = numbers.get(own, 1000 * KINDS.index(kind)) + 1
                field = tuple("*" if _is_any(kind, steps, n) else str(step)
                              for n, step in enumerate(steps))  # fmt: skip
                owner = _owner(kind, steps, slots, number) if kind in _ONCE else own
                leaves.append(Leaf(kind, owner, index, steps, field, number))
    return found, leaves


def _is_any(kind: str, steps: Steps, place: int) -> bool:
    step = steps[place]
    return isinstance(step, int) or (kind == "vocabulary" and place == 1)


def _owner(kind: str, steps: Steps, slots: int, number: int) -> int:
    """Return the slot of a text that is there once: of a word its own, of the settings any."""
    word = str(steps[1]).rpartition("-")[2] if kind == "vocabulary" else ""
    own = int(word) if word and not isinstance(steps[1], int) else number
    return own % slots


def _set_later(value: Any, steps: Steps) -> Iterator[Steps]:
    if value == TEXT:
        yield steps
    pairs = (
        value.items()
        if isinstance(value, dict)
        else (enumerate(value) if isinstance(value, list) else ())
    )
    for step, inner in pairs:
        yield from _set_later(inner, (*steps, step))


def put(record: dict[str, Any], steps: Steps, text: str) -> None:
    """Set a text of a record."""
    into: Any = record
    for step in steps[:-1]:
        into = into[step]
    into[steps[-1]] = text


# What a field takes


MARKS = {"url": "{value}", "entry-URL": "{entry}"}
_NUMBER = "n000000"


def variants(leaf: Leaf, text: str) -> Iterator[str]:
    """Yield a text as it is, and as it fits a field that wants a shape of its own.

    What is shown once if it is equal, such as a passage or a programme, is told apart by a number.
    """
    name, bare = leaf.field[-1], text.strip()
    if name in ("start", "end"):
        yield f"{bare[:60]} one {_NUMBER}"
        yield f"{bare[:60]} {_NUMBER}"
        yield f"{' '.join(text.split()[:3])[:60]} one {_NUMBER}"
        yield f"{bare[:30]} one {_NUMBER}"
    if name in ("entry", "hedge_words", "value") or {"program", "programs"} & {*leaf.field}:
        yield f"{bare[:100]} {_NUMBER}"
    if name.lower().endswith("url"):
        yield f"{text}{MARKS.get(name, '')}"
        yield f"https://example.org/{text}/{MARKS.get(name, '')}"
    yield text
    for length in (280, 120, 80, 28):
        yield text[:length].strip()


def fit(leaf: Leaf, text: str) -> str:
    """Return a variant as this very text takes it."""
    return text.replace(_NUMBER, f"n{leaf.slot:02}{leaf.number:04}")


def harmless(leaf: Leaf) -> str:
    """Return a text for a field that says and does nothing."""
    name = leaf.field[-1]
    if name in ("latitude", "longitude"):
        return f"{leaf.slot}.{leaf.number}"
    if name.lower().endswith("url"):
        return f"https://example.org/{leaf.token}/{MARKS.get(name, '')}"
    return f"{leaf.token} one two" if name in ("start", "end") else leaf.token


@cache
def readable(text: str) -> bool:
    """Whether the reader takes a text at all."""
    return parse(json.dumps({"a": text}, ensure_ascii=False), "x.yml").ok


def refusal(kind: str, record: dict[str, Any]) -> list[Problem]:
    """Return the located problems of a record; none if it is taken."""
    document = parse(json.dumps(record, ensure_ascii=False, indent=1), f"{kind}.yml")
    if not document.ok:
        return list(document.problems)
    try:
        MODELS[kind].validate_python(document.value)
    except ValidationError as error:
        return complaints_of(error, MODELS[kind]._type, document, ())  # type: ignore[arg-type]
    return []


def taken(kind: str, record: dict[str, Any]) -> bool:
    """Whether a record is taken, its characters left aside."""
    try:
        MODELS[kind].validate_python(record)
    except ValidationError:
        return False
    return True


# The project

_FOLDERS = {"source": "sources", "entity": "entities", "instrument": "instruments"}
_PARTS = {"designation": "designations", "not_listed": "not_listed"}


def filed(found: Records) -> Iterator[tuple[str, int, str, Steps]]:
    """Yield (kind, number, file, steps in it) of every record."""
    yield "settings", 0, "data/briefing.yml", ()
    yield "vocabulary", 0, "data/vocabulary.yml", ()
    for kind, folder in _FOLDERS.items():
        for number, (_, one) in enumerate(found[kind]):
            yield kind, number, f"data/{folder}/{one['id']}.yml", ()
    inside: dict[str, int] = {}
    for number, (slot, _) in enumerate(found["claim"]):
        file = f"data/claims/thread-{slot}.yml"
        yield "claim", number, file, (inside.setdefault(file, 0),)
        inside[file] += 1
    for kind, part in _PARTS.items():
        for number in range(len(found[kind])):
            yield kind, number, "data/sanctions/all.yml", (part, number)


def written(found: Records) -> dict[str, str]:
    """Return the files of the data folder; JSON is YAML as well."""
    values: dict[str, Any] = {}
    for kind, number, file, steps in filed(found):
        record = found[kind][number][1]
        if not steps:
            values[file] = record
        elif isinstance(steps[0], int):
            values.setdefault(file, []).append(record)
        else:
            values.setdefault(file, {}).setdefault(steps[0], []).append(record)
    return {file: _yaml(value) for file, value in values.items()}


def _yaml(value: Any) -> str:
    if isinstance(value, list):
        return "".join("- " + _yaml(one).replace("\n", "\n  ").rstrip(" ") for one in value)
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def laid(folder: Path, files: dict[str, str]) -> Project:
    """Lay out a project with these records and the sample's pages."""
    shutil.rmtree(folder, ignore_errors=True)
    made = project(SAMPLE, folder)
    for one in sorted((folder / "data").rglob("*"), reverse=True):
        one.rmdir() if one.is_dir() else one.unlink()
    return made.change(files)


def places(
    found: Records, leaves: list[Leaf], files: dict[str, str]
) -> dict[tuple[str, int], Leaf]:
    """Return every text by the file and line where it is written."""
    documents = {file: parse(text, file) for file, text in files.items()}
    where = {(kind, number): (file, steps) for kind, number, file, steps in filed(found)}
    by_place = {}
    for leaf in leaves:
        file, steps = where[leaf.kind, leaf.record]
        by_place[file, documents[file].place(*steps, *leaf.steps).line] = leaf
    return by_place


def filled(slots: int) -> Records:
    """Return the records with harmless texts."""
    found, leaves = records(slots)
    for leaf in leaves:
        put(found[leaf.kind][leaf.record][1], leaf.steps, harmless(leaf))
    return found
