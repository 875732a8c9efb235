"""What is kept of an official list: rows of a few public facts, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from ..records.dates import Date
from ..records.topic import Layout

T = TypeVar("T")
Kind = Literal["person", "body", "vessel", "aircraft", "unknown"]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list.

    There is no place for a birth date, an address or a passport: the readers drop them.
    """

    line: int
    """The line of the file on which the entry begins."""
    uid: str
    """Its number or key."""
    name: str
    """The name under which it is listed."""
    kind: Kind
    """What it is."""
    aliases: tuple[str, ...] = ()
    """Other names that the list gives."""
    native: tuple[str, ...] = ()
    """Names in their own script."""
    programs: tuple[str, ...] = ()
    """Programmes or regimes, as the list writes them."""
    listed: tuple[Date, ...] = ()
    """When it was listed, where the layout tells."""
    removed: Date | None = None
    """When it was taken off, where the layout keeps entries that are gone."""
    nationality: tuple[str, ...] = ()
    """Nationalities, as the list writes them."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be used: where, why, and whose it is where that could be read."""

    line: int
    why: str
    uid: str | None = None


class BadRow(Exception):
    """A row cannot be used; says why in words that repeat nothing of it but its number."""

    def __init__(self, why: str, uid: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.uid = uid


class Unreadable(Exception):
    """A whole list cannot be used; says why, and what to do."""

    def __init__(self, sentence: str, fix: str) -> None:
        super().__init__(f"{sentence}: {fix}")


@dataclass(slots=True)
class Listing:
    """A list as read."""

    layout: Layout
    """Its layout, recognised by its content."""
    date: Date | None = None
    """Its own date, where the file gives one."""
    read: int = 0
    """How many rows were read; several may make one entry."""
    rows: dict[str, Row] = field(default_factory=dict)
    """Entries by number."""
    skipped: list[Skipped] = field(default_factory=list)
    """Rows that could not be used."""

    def add(self, row: Row) -> None:
        """Take up a row; what a list says of one number in several rows becomes one entry."""
        self.read += 1
        known = self.rows.get(row.uid)
        self.rows[row.uid] = _joined(known, row) if known else row


def _joined(known: Row, more: Row) -> Row:
    return replace(
        known,
        aliases=_once(
            (*known.aliases, *(() if more.name == known.name else (more.name,)), *more.aliases)
        ),
        native=_once((*known.native, *more.native)),
        programs=_once((*known.programs, *more.programs)),
        listed=_once((*known.listed, *more.listed)),
        removed=known.removed if more.removed else None,
        nationality=_once((*known.nationality, *more.nationality)),
    )


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
