"""What search finds: one list of entries, whichever way the browser is to look through it.

A small site leaves search to the theme, whose script loads one index whole. A large one has its
index in many small files (`shards`), of which a browser loads those that a question needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from .briefing import Briefing
from .inert import text

LARGE = 3_000
"""Record pages and claims from which on the index is no longer loaded whole.

An entry weighs 40 to 60 bytes of the packed index, so that this many make 180 kB at most; with the
105 kB of a first visit, the theme's worker among them, a first result comes within 300 kB.
"""
INDEX = "search/search_index.json"
"""Where the theme's script looks for its index."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that search finds, in plain text."""

    location: str
    title: str
    text: str


def record_entry(
    briefing: Briefing, url: str, kind: str, record_id: str, title: str, lead: str
) -> SearchEntry:
    """Return what search finds of a record page: its lead, its spellings and numbers."""
    words = [lead]
    if kind == "entity":
        one = briefing.entities[record_id]
        words += [one.native or "", *(form.name for form in one.spellings)]
        words += [number.value for number in one.identifiers]
    return SearchEntry(url, title, " ".join(word for word in words if word))


def whole_index(theirs: Mapping[str, Any], entries: Iterable[SearchEntry]) -> bytes:
    """Return the theme's index with our entries after its own; it holds HTML."""
    ours = [
        {"location": one.location, "title": str(text(one.title)), "text": str(text(one.text))}
        for one in entries
    ]
    return _json({**theirs, "docs": [*theirs["docs"], *ours]})


def empty_index(theirs: Mapping[str, Any]) -> bytes:
    """Return the theme's index without entries: its script asks for one on every page."""
    return _json({**theirs, "docs": []})


def their_entries(theirs: Mapping[str, Any]) -> list[SearchEntry]:
    """Return what the theme found on hand-written pages, as plain text."""
    return [
        SearchEntry(one["location"], _plain(one["title"]), _plain(one["text"]))
        for one in theirs["docs"]
    ]


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
