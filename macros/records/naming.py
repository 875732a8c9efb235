"""Every id that is met, of records that cannot be read as well: what others say of them holds."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import complaints
from .reader import Document, Value

if TYPE_CHECKING:
    from .library import Library

Step = str | int
OWN_FILE = ("source", "entity", "instrument")
"""Kinds of which each record has a file of its own."""


def note_record(
    library: Library, kind: str, document: Document, steps: tuple[Step, ...], found: Value
) -> None:
    """Note a record's id, and report one that is another's or differs from its file's name."""
    if kind in ("settings", "vocabulary", "not_listed"):
        return
    record_id = found if isinstance(found, str) and found != complaints.PLACEHOLDER else None
    stem = Path(document.path).stem if kind in OWN_FILE else None
    if record_id is not None and record_id in library.kinds:
        _report_second(library, record_id, document, steps, copy=stem not in (None, record_id))
    elif stem and record_id and stem not in (record_id, complaints.as_id(record_id)):
        _report_name(library, record_id, stem, document, steps)
    if stem and stem != record_id:
        _note(library, stem, kind, document, ())
    if record_id is not None:
        _note(library, record_id, kind, document, id_in(steps))


@lru_cache(maxsize=4096)
def id_in(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the way to a record's id, the same object for the same way."""
    return (*steps, "id")


def note_unread(library: Library, kind: str, document: Document) -> None:
    """Note the ids of a file that cannot be read, since other records go on naming them."""
    if kind in OWN_FILE:
        _note(library, Path(document.path).stem, kind, document, ())
        return
    for found in re.finditer(r"^ *- *id: *([a-z0-9-]+)", document.text, re.MULTILINE):
        _note(library, found[1], "claim" if kind == "claim" else "designation", document, ())
    if not document.text.endswith("\n"):  # it is cut short, and nobody knows what stood there
        library.partial.add("claim" if kind == "claim" else "designation")


def note_stray(library: Library, kind: str, file: Path, shown: str) -> None:
    """Note the ids of what lies in the wrong place, or has another ending."""
    if kind not in OWN_FILE:
        return
    files = sorted(file.glob("*.yml")) if file.is_dir() and not file.is_symlink() else [file]
    for one in files:
        stem = one.name.split(".")[0].lower()
        if complaints.is_id(stem):
            _note(library, stem, kind, Document(shown, "", None, (), ()), ())


def _note(
    library: Library, record_id: str, kind: str, document: Document, steps: tuple[Step, ...]
) -> None:
    """Note an id with its kind and where it stands; the first of two is kept."""
    if record_id not in library.kinds:
        library.kinds[record_id] = kind
        library.homes[record_id] = (document, steps)


def _report_second(
    library: Library, record_id: str, document: Document, steps: tuple[Step, ...], *, copy: bool
) -> None:
    first, where = library.homes[record_id]
    place = first.place(*where)
    kind = library.kinds[record_id]
    fix = "choose another id; ids are unique over all kinds of records"
    if copy:
        fix = "delete this file if it is a copy; if not, give it and its id a name of their own"
    library.problems.append(
        complaints.at(
            document,
            (*steps, "id"),
            "duplicate-id",
            f"the id “{record_id}” is taken by another record ({kind}, {first.path}:{place.line})",
            fix,
        )
    )


def _report_name(
    library: Library, record_id: str, stem: str, document: Document, steps: tuple[Step, ...]
) -> None:
    fix = f"write  id: {stem}  or rename the file to {record_id}.yml"
    if not complaints.is_id(stem):
        fix = f"rename the file to {record_id}.yml: names of files are ids, in lower case"
    library.problems.append(
        complaints.at(
            document,
            (*steps, "id"),
            "id-is-file-name",
            f"the id “{record_id}” differs from the file's name “{stem}”",
            fix,
        )
    )
