"""Records of sound files as a command before has read them; a file that is another is read anew.

What tells a file from another is all that it holds. A record is made when somebody asks for it, and
what follows from a file's records alone is kept with them: a check of one change looks at few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from ..cache import shelf
from .compact import packed
from .fields import Ref
from .filed import Filed, Head, Together
from .filing import file_again, heads
from .reader import Document, key, known_bytes

if TYPE_CHECKING:
    from .library import Library

T = TypeVar("T")
SHELF = "records"
Records = Sequence[Filed[Any]]
"""The records of one file, in order."""


class Entry(NamedTuple):
    """The records of one file."""

    starts: tuple[int, ...]
    heads: tuple[Head, ...]
    facts: dict[str, Any]
    """What follows from them alone, by the names of facts."""
    packed: bytes


class Loaded:
    """A file with its records, if nothing is wrong with it."""

    def __init__(
        self, document: Document, filed: Records | None = None, entry: Entry | None = None
    ) -> None:
        """Take records that were just made, or those that are kept, or none."""
        self.document = document
        self._filed = filed
        self._entry = entry

    def file(self, library: Library, kind: str) -> bool:
        """File the records, and tell so.

        Not where something is wrong with the file, or another has an id of its records.
        """
        filed, document, entry = self._filed, self.document, self._entry
        if filed is None and entry is not None:
            filed = tuple(Together(document, entry.heads, entry.packed))
        if filed is None:
            return False
        return file_again(library, kind, document, filed)

    def entry(self) -> Entry | None:
        """Return what is kept of the file."""
        if self._entry is None and self._filed is not None:
            facts = {one.name: one(self.document, self._filed) for one in _all}
            records = packed([one.record for one in self._filed])
            self._entry = Entry(self.document.starts, heads(self._filed), facts, records)
        return self._entry

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process in little room."""
        entry, document = self.entry(), self.document
        if entry is None:
            return Loaded, (document,)
        return _again, (document.path, document.content, document.key, entry)


def _again(path: str, content: str | Path, mark: bytes, entry: Entry) -> Loaded:
    document = Document.known(path, content, entry.starts, mark)
    document.facts.update(entry.facts)
    return Loaded(document, None, entry)


class Kept:
    """The records of files that are kept from one command to the next."""

    def __init__(self, *, texts: bool) -> None:
        """Take the shelf of the command at work; tell whether files keep their texts."""
        self._shelf = shelf(SHELF)
        self._texts = texts

    def find(self, file: Path, shown: str) -> Loaded | None:
        """Return a file as it was read before, if it is still the same."""
        data = None if self._shelf.empty else known_bytes(file)
        if data is None:
            return None
        mark = key(shown, data)
        entry: Entry | None = self._shelf.get(mark)
        content = data.decode() if self._texts else file
        return None if entry is None else _again(shown, content, mark, entry)

    def take(self, document: Document, file: Path, filed: Records) -> Loaded:
        """Take in the records of a file that was read anew and is sound."""
        if not self._texts:
            document.leave(file)
        document.facts[_count.name] = len(filed)
        found = Loaded(document, filed)
        if self._shelf.keeps:
            found.entry()
        return found

    def put(self, one: Loaded) -> None:
        """Keep a file for the next command."""
        entry = one.entry() if self._shelf.keeps else None
        if entry is not None:
            self._shelf.put(one.document.key, entry)


class Fact(Generic[T]):
    """Something that follows from the records of one file alone."""

    def __init__(self, make: Callable[[Records], T]) -> None:
        self._make = make
        self.name = f"{make.__module__}.{make.__name__}"
        self.__doc__ = make.__doc__

    def __call__(self, document: Document, filed: Records) -> T:
        """Return it; `filed` are those of the file's records that are looked at."""
        facts = document.facts
        if facts.get(_count.name) != len(filed):
            return self._make(filed)
        if self.name not in facts:
            facts[self.name] = self._make(filed)
        found: T = facts[self.name]
        return found


_all: list[Fact[Any]] = []


def fact(make: Callable[[Records], T]) -> Fact[T]:
    """Let a function's outcome be kept with the records of a file."""
    made = Fact(make)
    _all.append(made)
    return made


@fact
def named(filed: Records) -> tuple[str, ...]:
    """Return every id that records name, each once; not one that only its own record names."""
    found = (
        text
        for one in filed
        for _, mark, text, _ in one.references
        if isinstance(mark, Ref) and text != getattr(one.record, "id", None)
    )
    return tuple(dict.fromkeys(found))


@fact
def _count(filed: Records) -> int:
    """Return how many records a file holds: of one with fewer, all facts are other."""
    return len(filed)
