"""A record with the place where it is written."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from ..equality import same
from .evidence import Cite
from .problems import Edit, Place, Problem, Severity
from .reader import Document
from .references import Found, Part, cites, parts, references

R = TypeVar("R", bound=BaseModel)
Step = str | int
Head = tuple[str, str, tuple[Step, ...]]
"""A record's kind, its id if it has one, and where it stands in its file."""


@dataclass(frozen=True, eq=False, slots=True)
class Filed(Generic[R]):
    """A record with the place where it is written; equal are two that say the same there."""

    record: R
    document: Document
    steps: tuple[Step, ...]
    kind: str

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Filed):
            return self is other
        alike = (self.path, self.line) == (other.path, other.line)
        return alike and same(self.record, other.record)

    def __hash__(self) -> int:
        return hash((self.path, self.line))

    @property
    def id(self) -> str:
        """The record's id; empty for a kind that has none."""
        return getattr(self.record, "id", "")

    @property
    def made(self) -> bool:
        """Whether the record is at hand."""
        return True

    @property
    def parts(self) -> Sequence[Part]:
        """Every model inside the record with the way to it, outer ones first."""
        return parts(self.record)

    @property
    def cites(self) -> Sequence[tuple[tuple[Step, ...], Cite]]:
        """Every cite in the record with the way to it."""
        return cites(self.record)

    @property
    def references(self) -> Sequence[Found]:
        """Every id and word of the vocabulary that the record names."""
        return references(self.record)

    @property
    def path(self) -> str:
        """The file's path, relative to the project."""
        return self.document.path

    @property
    def line(self) -> int:
        """The line on which the record begins."""
        return self.document.line(*self.steps)

    def place(self, *steps: Step, key: bool = False) -> Place:
        """Return the place of the value at `steps` inside the record, or of its key."""
        if not steps and len(self.steps) == 1 and isinstance(self.steps[0], int):
            return Place(self.path, self.line, 1)
        return self.document.place(*self.steps, *steps, key=key)

    def problem(
        self,
        code: str,
        severity: Severity,
        sentence: str,
        fix: str,
        *steps: Step,
        key: bool = False,
        edits: tuple[Edit, ...] = (),
    ) -> Problem:
        """Make a problem at `steps` inside the record."""
        place = self.place(*steps, key=key)
        excerpt = self.document.excerpt(place.line)
        return Problem(place, severity, code, sentence, fix, excerpt, edits)


class Later(Filed[R]):
    """A record that is made, with the others of its file, when somebody first looks at one."""

    __slots__ = ("_id", "_together")
    _id: str
    _together: Together

    def __init__(self, document: Document, head: Head, together: Together) -> None:
        """Stand for a record that is packed with others."""
        kind, record_id, steps = head
        _set(self, "document", document)
        _set(self, "steps", steps)
        _set(self, "kind", kind)
        _set(self, "_id", record_id)
        _set(self, "_together", together)

    def __getattr__(self, name: str) -> Any:
        """Make the record; nothing else is ever missing."""
        if name != "record":
            raise AttributeError(name)
        self._together.unpack()
        return self.record

    @property
    def id(self) -> str:
        """The record's id; empty for a kind that has none."""
        return self._id

    @property
    def made(self) -> bool:
        """Whether the record is at hand."""
        return self._together.made


class Together:
    """The records of one file, packed."""

    __slots__ = ("_filed", "_packed", "made")

    def __init__(self, document: Document, heads: Iterable[Head], packed: bytes) -> None:
        """Take in what `pickle` has made of the records, and under what they are filed."""
        self.made = False
        self._packed = packed
        self._filed: tuple[Later[Any], ...] = tuple(Later(document, head, self) for head in heads)

    def __iter__(self) -> Iterator[Later[Any]]:
        """Return the records with their places."""
        return iter(self._filed)

    def unpack(self) -> None:
        """Make all records of the file."""
        records = pickle.loads(self._packed)  # noqa: S301 - from our own cache, see `cache`
        for one, record in zip(self._filed, records, strict=True):
            _set(one, "record", record)
        self.made, self._packed = True, b""


_set: Callable[[object, str, Any], None] = object.__setattr__
