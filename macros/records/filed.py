"""A record with the place where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from ..notes import same
from .evidence import Cite
from .problems import Edit, Place, Problem, Severity
from .reader import Document
from .references import Found, Part, cites, parts, references

R = TypeVar("R", bound=BaseModel)
Step = str | int


@dataclass(frozen=True, eq=False, slots=True)
class Filed(Generic[R]):
    """A record with the place where it is written; equal are two that say the same there."""

    record: R
    document: Document
    steps: tuple[Step, ...] = ()

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Filed):
            return self is other
        alike = (self.path, self.line) == (other.path, other.line)
        return alike and same(self.record, other.record)

    def __hash__(self) -> int:
        return hash((self.path, self.line))

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
