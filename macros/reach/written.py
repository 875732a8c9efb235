"""Every web address that somebody wrote, into a record or a page, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..records.library import Library
from ..records.problems import Place

_IN_TEXT = re.compile(r"https?://[^\s<>\"'`|\\{}^]+")
# What ends a sentence or closes a bracket belongs to the text around an address.
_TRAILING = ".,;:!?)]*_"


@dataclass(frozen=True, slots=True)
class Written:
    """An address, and where it is written."""

    address: str
    place: Place
    excerpt: str
    """The line that it stands on."""
    archive: str = ""
    """The archived copy that the same record names, if it does."""


def written(library: Library, docs: Path) -> list[Written]:
    """Return every address of the records and of the pages in `docs`, in the order of files."""
    return [*_of_records(library), *_of_pages(docs)]


def _of_records(library: Library) -> Iterator[Written]:
    documents = {filed.path: filed.document for filed in library.everything()}
    for _, document in sorted(documents.items()):
        archive = document.value.get("archive-URL") if isinstance(document.value, dict) else None
        for steps, address in _addresses(document.value, ()):
            place = document.place(*steps)
            copy = archive if isinstance(archive, str) and steps == ("URL",) else ""
            yield Written(address, place, document.excerpt(place.line), copy)


def _addresses(value: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    """Yield (steps, address) of every text that is an address; one with a gap is a pattern."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _addresses(inner, (*steps, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _addresses(inner, (*steps, index))
    elif isinstance(value, str) and value.startswith(("http://", "https://")) and "{" not in value:
        yield steps, value


def _of_pages(docs: Path) -> Iterator[Written]:
    for file in sorted(docs.rglob("*.md")):
        if file.is_symlink():
            continue
        shown = f"{docs.name}/{file.relative_to(docs).as_posix()}"
        for number, line in enumerate(file.read_text("utf-8", "replace").split("\n"), 1):
            for found in _IN_TEXT.finditer(line):
                address = _trimmed(found[0])
                place = Place(shown, number, found.start() + 1, len(address))
                yield Written(address, place, line)


def _trimmed(found: str) -> str:
    """Return an address without what belongs to the text around it."""
    address = found.rstrip(_TRAILING)
    # A bracket that the address itself opened is its own.
    if found[len(address) :].startswith(")") and address.count("(") > address.count(")"):
        return address + ")"
    return address
