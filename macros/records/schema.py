"""JSON Schema of every kind of file, generated from the models for editors.

Draft 7 is the newest that the YAML language server documents. `python -m macros schema` writes
them to `data/schema/`; a test keeps them fresh.

The ids and words that a briefing has stand apart, in `ids.json`, so that a new record changes one
file of these, by one line. An editor offers them, each with its name, but takes any other id, too:
the list may be a day old, and a good id must not look wrong. `brief check` knows for certain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_origin

from pydantic import TypeAdapter

from .claim import Claim
from .designation import Sanctions
from .entity import Entity
from .fields import ID_PATTERN, ONE_OF
from .instrument import Instrument
from .library import Library
from .source import Source
from .topic import Settings, Vocabulary

SCHEMAS: dict[str, TypeAdapter[Any]] = {
    "briefing": TypeAdapter(Settings),
    "vocabulary": TypeAdapter(Vocabulary),
    "source": TypeAdapter(Source),
    "entity": TypeAdapter(Entity),
    "instrument": TypeAdapter(Instrument),
    "claims": TypeAdapter(list[Claim]),
    "sanctions": TypeAdapter(Sanctions),
}
IDS = "ids.json"
DRAFT = "http://json-schema.org/draft-07/schema#"
_ANY = {"type": "string", "pattern": ID_PATTERN, "maxLength": 60}
_NAMES = {"entity": "name", "instrument": "name", "source": "short", "claim": "short"}


def schemas() -> dict[str, str]:
    """Return the text of each schema that the models give, by its file name."""
    return {
        f"{name}.json": json.dumps(
            {"$schema": DRAFT, "title": name, **_offering(adapter.json_schema(by_alias=True))},
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
        for name, adapter in SCHEMAS.items()
    }


def ids(library: Library) -> str:
    """Return the text of the list of ids and words, one on a line with its name."""
    tables = {**dict(_records(library)), **dict(_words(library))}
    parts = [
        f' {json.dumps(table)}: {{"anyOf": [\n'
        + "".join(
            f"  {json.dumps({'const': key, 'description': name}, ensure_ascii=False)},\n"
            for key, name in rows.items()
        )
        + f"  {json.dumps(_ANY)}\n ]}}"
        for table, rows in tables.items()
    ]
    head = f'{{"$schema": {json.dumps(DRAFT)}, "title": "ids", "definitions": {{\n'
    return head + ",\n".join(parts) + "\n}}\n"


def write(folder: Path, library: Library) -> list[str]:
    """Write the schemas that differ from what `folder` holds; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in {**schemas(), IDS: ids(library)}.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")
            changed.append(name)
    return changed


def _offering(part: Any) -> Any:
    """Return a part of a schema, with the lists in the place of the marks that ask for them."""
    if isinstance(part, list):
        return [_offering(one) for one in part]
    if not isinstance(part, dict):
        return part
    if ONE_OF not in part:
        return {key: _offering(value) for key, value in part.items()}
    # Beside a `$ref` of draft 7 nothing counts, so what else is said stands around it.
    about = {key: part[key] for key in ("title", "description", "default") if key in part}
    lists = [one for one in part[ONE_OF] if one in _LISTS]
    words = [one for one in part[ONE_OF] if one not in _LISTS]
    choices: list[dict[str, Any]] = [{"$ref": f"{IDS}#/definitions/{one}"} for one in lists]
    if words:
        choices.append({"enum": words})
    return {**about, "anyOf": choices}


_TABLES = [
    name for name, one in Vocabulary.model_fields.items() if get_origin(one.annotation) is dict
]
_LISTS = {*_NAMES, *_TABLES}


def _records(library: Library) -> Iterator[tuple[str, Mapping[str, str]]]:
    for kind, name in _NAMES.items():
        table = library.tables[kind]
        yield kind, {key: getattr(table[key].record, name) for key in sorted(table)}


def _words(library: Library) -> Iterator[tuple[str, Mapping[str, str]]]:
    vocabulary = library.vocabulary.record if library.vocabulary else None
    for table in _TABLES:
        terms = getattr(vocabulary, table) if vocabulary else {}
        yield table, {key: f"{one.label}: {one.definition}" for key, one in terms.items()}
