"""Everything that stands in a data folder: records by kind, where each is written, and problems.

A record that its model refuses is left out, but its id stays known, so that one fault makes one
message and not one more for each record that names it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..cache import leave
from ..hands import batches, shared
from . import complaints, naming, placing
from .claim import Claim
from .designation import Designation, NotListed
from .entity import Entity
from .filed import Filed, Step
from .filing import file_records
from .instrument import Instrument
from .kept import SHELF, Kept, Loaded
from .problems import Problem
from .reader import Document
from .reader import read as read_file
from .source import Source
from .topic import Settings, Vocabulary

__all__ = ["FILES", "FOLDERS", "Filed", "Library", "Read", "load"]

Read = Callable[[Path, str], Document]


@dataclass(slots=True)
class Library:
    """All records of one data folder, as written."""

    folder: str
    settings: Filed[Settings] | None = None
    vocabulary: Filed[Vocabulary] | None = None
    sources: dict[str, Filed[Source]] = field(default_factory=dict)
    entities: dict[str, Filed[Entity]] = field(default_factory=dict)
    instruments: dict[str, Filed[Instrument]] = field(default_factory=dict)
    claims: dict[str, Filed[Claim]] = field(default_factory=dict)
    designations: dict[str, Filed[Designation]] = field(default_factory=dict)
    not_listed: list[Filed[NotListed]] = field(default_factory=list)
    threads: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """The kind of every id met, refused records included."""
    homes: dict[str, tuple[Document, tuple[Step, ...]]] = field(default_factory=dict)
    """Where every id met stands first."""
    partial: set[str] = field(default_factory=set)
    """Kinds of records of which some cannot even be counted: a file is cut short."""
    problems: list[Problem] = field(default_factory=list)
    sound: dict[Document, list[Filed[Any]]] = field(default_factory=dict, repr=False)
    """Records as they were checked, by their documents."""
    leaves: dict[Document, Library] = field(default_factory=dict, repr=False)
    """What each document holds by itself, for whoever reads the folder again."""

    def everything(self) -> Iterator[Filed[Any]]:
        """Yield every record, in the order of kinds and files."""
        if self.settings:
            yield self.settings
        if self.vocabulary:
            yield self.vocabulary
        for table in self.tables.values():
            yield from table.values()
        yield from self.not_listed

    @property
    def refused(self) -> set[str]:
        """Ids of records that are there and cannot be read, or not as they stand."""
        tables = self.tables
        return {key for key, kind in self.kinds.items() if key not in tables.get(kind, ())}

    @property
    def tables(self) -> dict[str, dict[str, Filed[Any]]]:
        """Return the records that have an id, by kind."""
        return {
            "source": self.sources,
            "entity": self.entities,
            "instrument": self.instruments,
            "claim": self.claims,
            "designation": self.designations,
        }

    def add(self, kind: str, record_id: str, filed: Filed[Any]) -> None:
        """File a record under its id; the first of two with one id is kept."""
        self.tables[kind].setdefault(record_id, filed)

    def join(self, leaf: Library) -> bool:
        """Take in what a document holds by itself, and tell so, unless another has an id of it."""
        if not self.kinds.keys().isdisjoint(leaf.kinds):
            return False
        self.settings = leaf.settings or self.settings
        self.vocabulary = leaf.vocabulary or self.vocabulary
        self.sources.update(leaf.sources)
        self.entities.update(leaf.entities)
        self.instruments.update(leaf.instruments)
        self.claims.update(leaf.claims)
        self.designations.update(leaf.designations)
        self.not_listed += leaf.not_listed
        for thread, claims in leaf.threads.items():
            self.threads.setdefault(thread, []).extend(claims)
        self.kinds.update(leaf.kinds)
        self.homes.update(leaf.homes)
        self.partial |= leaf.partial
        self.problems += leaf.problems
        return True


BATCH = 16
"""Files that are read in one go."""
WORTHWHILE = 200
"""Files from which on a second process helps to read."""

FOLDERS = {
    "sources": "source",
    "entities": "entity",
    "instruments": "instrument",
    "claims": "claim",
    "sanctions": "sanctions",
}
FILES = {"briefing.yml": "settings", "vocabulary.yml": "vocabulary"}
OTHER = {"README.md", "schema", "evidence"}


def load(
    folder: Path, read: Read = read_file, before: Library | None = None, *, again: bool = False
) -> Library:
    """Read every record of `folder`; whatever is wrong with it stands in `problems`.

    Paths in problems begin with the folder's own name, as a contributor knows them. `read` reads
    one file; whoever reads a folder again and again says so and may hand in one that remembers, and
    the library as it was before: of a document that is the very same, the records are the same.
    """
    library = Library(folder.name)
    known: dict[Document, Library] = before.leaves if before else {}
    if not folder.is_dir() or folder.is_symlink():
        fix = "create it with briefing.yml and vocabulary.yml, or name another folder"
        sentence = f"there is no folder “{folder.name}”"
        library.problems.append(placing.misplaced(folder.name, "no-data", sentence, fix))
        return library
    for name in FILES:
        if not (folder / name).exists():
            shown, fix = f"{folder.name}/{name}", "create it; data/README.md says what it holds"
            library.problems.append(
                placing.misplaced(shown, "missing-file", f"{name} is missing", fix)
            )
    strays: list[tuple[str, Path, str]] = []
    files = list(_files(folder, library, read, strays))
    for (kind, _, _), one in zip(files, _loaded(files, read, known, again=again), strict=True):
        if not again and one.file(library, kind):
            continue
        document, leaf = one.document, known.get(one.document)
        if leaf is None:
            leaf = Library(folder.name)
            if not one.file(leaf, kind):
                file_records(leaf, kind, document, {})
        if again:
            library.leaves[document] = leaf
        if not library.join(leaf):
            file_records(library, kind, document, leaf.sound)  # which tells of an id that two have
    leave(SHELF)
    for kind, file, shown in strays:  # last, as a copy takes no id from the record itself
        naming.note_stray(library, kind, file, shown)
    return library


Place = tuple[str, Path, str]
"""Of a file: what kind of records it holds, and its path, also as problems show it."""


def _loaded(
    files: Sequence[Place], read: Read, known: Mapping[Document, Library], *, again: bool
) -> Iterator[Loaded]:
    """Yield files in order: as they are kept, or read anew.

    Two processes read them when they are many and `read` remembers nothing. Only whoever reads a
    folder `again`, when its files may be others, keeps what stands in them.
    """
    kept = Kept(texts=again)

    def anew(place: Place) -> Loaded:
        kind, file, shown = place
        document, leaf = read(file, shown), Library("")
        if document in known:
            return Loaded(document)
        file_records(leaf, kind, document, {})
        if document.held or leaf.problems:
            return Loaded(document)
        return kept.take(document, file, leaf.sound.get(document, []))

    found = {place: loaded for place in files if (loaded := kept.find(*place[1:]))}
    rest = [place for place in files if place not in found]
    results = shared(
        batches(rest, BATCH),
        lambda batch: [anew(place) for place in batch],
        worthwhile=len(rest) > WORTHWHILE and read is read_file,
    )
    fresh = (loaded for several in results for loaded in several)
    for place in files:
        one = found.get(place) or next(fresh)
        kept.put(one)
        yield one


def _files(
    folder: Path, library: Library, read: Read, strays: list[tuple[str, Path, str]]
) -> Iterator[tuple[str, Path, str]]:
    """Yield (kind, file, shown path) in a fixed order; report and keep what is in a wrong place."""
    problems = library.problems
    for entry in _listing(folder, problems):
        shown = f"{folder.name}/{entry.name}"
        if entry.name in FILES:
            yield FILES[entry.name], entry, shown
        elif entry.name in FOLDERS and entry.is_dir() and not entry.is_symlink():
            for file in _listing(entry, problems):
                name = file.name
                inner = f"{shown}/{name}"
                if name.endswith(".yml") and not name.startswith("."):
                    yield FOLDERS[entry.name], file, inner
                elif not name.startswith("."):
                    problems.append(placing.stray(file, inner, shown))
                    strays.append((FOLDERS[entry.name], file, inner))
        elif entry.name not in OTHER and not entry.name.startswith("."):
            ordinary = entry.suffix == ".yml" and entry.is_file() and not entry.is_symlink()
            kind = placing.kind_of(read(entry, shown).value) if ordinary else ""
            problems.append(placing.homeless(entry, shown, kind, FOLDERS))
            if kind in ("source", "entity", "instrument"):
                strays.append((kind, entry, shown))
            elif entry.name in FOLDERS:
                library.partial.add(FOLDERS[entry.name])


def _listing(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        # Copies, “norland (1).yml”, come last, so that the record itself is the first of its id.
        names = [entry.name for entry in os.scandir(folder)]
        names.sort(key=lambda name: (not complaints.is_id(name.rpartition(".")[0] or name), name))
        return [_inside(folder, name) for name in names]
    except OSError as error:
        sentence = f"the folder {folder.name} cannot be read: {error.strerror}"
        problems.append(
            placing.misplaced(folder.name, "unreadable", sentence, "check its permissions")
        )
        return []


@lru_cache(2**14)
def _inside(folder: Path, name: str) -> Path:
    """Return what lies in a folder; one that is read again and again has the same names."""
    return folder / name
