"""Lists that may outgrow a page: their first rows stand there, all of them on sheets of their own.

Nothing on a page grows with the briefing. A list of up to `WHOLE` rows stands whole on its page;
of a longer one the page shows a few rows, says so, and leads to the sheets by what each begins
with. A list is declared once, as a `Series`, beside the page that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..wording import Piece
from .parts import ClaimRow, claim_dated

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")

WHOLE = 150
"""As many rows stand on one page at most, where nothing else is said."""
FEW = 30
"""Rows of a longer list that its page shows."""
MARKS = 40
"""Sheets of one list that a page links to at most; there is a way from each to the next."""
_LONGEST = 28
"""Letters of what a sheet begins with, at most."""


@dataclass(frozen=True, slots=True)
class Long(Generic[R]):
    """A list as a page shows it."""

    rows: tuple[R, ...]
    total: int
    sheets: tuple[Piece, ...] = ()
    """Where the whole list stands, each by what it begins with; none where `rows` is all."""

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> R:
        return self.rows[index]


@dataclass(frozen=True, slots=True)
class Series(Generic[K, R]):
    """One list of records, or one for each subject: what it holds, and how it is told."""

    name: str
    """The beginning of its sheets' addresses; letters only."""
    form: str
    """The macro of the sheets' template that prints its rows."""
    title: Callable[[Briefing, str], str]
    keys: Callable[[Desk, str], Iterable[K]]
    """What it holds, in order."""
    rows: Callable[[Desk, str, Sequence[K]], tuple[R, ...]]
    begins: Callable[[Desk, K], str]
    """What a sheet that begins with a row is called."""
    home: Callable[[Desk, str], Piece]
    """The page that it belongs to."""
    subjects: Callable[[Desk], Iterable[str]] = lambda _: ("",)
    laid: bool = False
    """Whether what it holds follows from more than the records: from what was verified."""
    whole: int = WHOLE
    """As many rows stand on the list's own page at most."""
    few: int = FEW
    """As many rows of a longer list its page shows, if it does not choose them itself."""
    size: int = WHOLE
    """As many rows stand on one sheet."""

    def all_keys(self, desk: Desk, subject: str = "") -> tuple[K, ...]:
        """Return what the list holds."""
        name = f"series {self.name}"
        if self.laid:
            return desk.briefing.once(name, subject, lambda _, key: tuple(self.keys(desk, key)))
        return desk.briefing.settled(name, subject, self._held)

    def _held(self, briefing: Briefing, subject: str) -> tuple[K, ...]:
        return tuple(self.keys(Desk(briefing), subject))

    def spread(self, desk: Desk) -> dict[str, int]:
        """Return how many sheets each subject's list takes, of those that take any."""
        name = f"sheets of {self.name}"
        if self.laid:
            return desk.briefing.once(name, "", lambda *_: self._spread(desk))
        return desk.briefing.settled(name, "", lambda one, _: self._spread(Desk(one)))

    def _spread(self, desk: Desk) -> dict[str, int]:
        found = {subject: self.sheets(desk, subject) for subject in self.subjects(desk)}
        return {subject: sheets for subject, sheets in found.items() if sheets}

    def shown(self, desk: Desk, subject: str = "", few: Iterable[K] | None = None) -> Long[R]:
        """Return the list as its page shows it; `few` of a long one, by default the first."""
        keys = self.all_keys(desk, subject)
        chosen = keys
        if len(keys) > self.whole:
            chosen = keys[: self.few] if few is None else tuple(few)
        return Long(self.rows(desk, subject, chosen), len(keys), self.marks(desk, subject))

    def sheets(self, desk: Desk, subject: str = "") -> int:
        """Return how many sheets the list takes; none where it stands whole on its page."""
        total = len(self.all_keys(desk, subject))
        return -(-total // self.size) if total > self.whole else 0

    def sheet_id(self, subject: str, number: int) -> str:
        """Return the last part of a sheet's address; `number` counts from 1."""
        return "-".join(part for part in (self.name, subject, str(number)) if part)

    def sheet_of(self, desk: Desk, subject: str, index: int) -> str:
        """Return the id of the sheet that holds a row, given by its place in the list."""
        return self.sheet_id(subject, index // self.size + 1)

    def marks(self, desk: Desk, subject: str = "") -> tuple[Piece, ...]:
        """Return the sheets by what they begin with; of very many, some evenly chosen."""
        number = self.sheets(desk, subject)
        step = -(-number // MARKS) or 1
        return tuple(self.mark(desk, subject, one) for one in range(1, number + 1, step))

    def mark(self, desk: Desk, subject: str, number: int) -> Piece:
        """Name a sheet by what it begins with."""
        first = self.all_keys(desk, subject)[(number - 1) * self.size]
        words = self.begins(desk, first)
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST - 1].rstrip()}…"
        return Piece(words, "sheet", self.sheet_id(subject, number))


Claims = Series[str, ClaimRow]


def claim_begins(desk: Desk, claim_id: str) -> str:
    """Return a claim's date: what lists in order of time begin with."""
    return claim_dated(desk.briefing, desk.briefing.claims[claim_id]).short


def listed_begins(desk: Desk, designation_id: str) -> str:
    """Return the date of a designation's first event."""
    item = desk.briefing.designations[designation_id]
    return min(event.when.date for event in item.events).short()
