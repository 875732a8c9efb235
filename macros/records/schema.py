"""JSON Schema of every kind of file, generated from the models for editors.

Draft 7 is the newest that the YAML language server documents. `python -m macros schema` writes
them to `data/schema/`; a test keeps them fresh.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .claim import Claim
from .designation import Sanctions
from .entity import Entity
from .instrument import Instrument
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


def schemas() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    return {
        f"{name}.json": json.dumps(
            {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "title": name,
                **adapter.json_schema(by_alias=True),
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
        for name, adapter in SCHEMAS.items()
    }


def write(folder: Path) -> list[str]:
    """Write the schemas that differ from what `folder` holds; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in schemas().items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")
            changed.append(name)
    return changed
