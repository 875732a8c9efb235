"""One entity of the briefing beside the list: all that findings about it are made from."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.dates import Date
from ..records.designation import Designation, DesignationEvent
from ..records.entity import Entity
from ..records.library import Filed
from ..records.problems import Place
from . import proposal
from .dates import happened_by
from .finding import Finding, Kind
from .linking import Links
from .register import Numbered, Register
from .row import Listing, Row


@dataclass(frozen=True)
class Subject:
    """One entity beside the list."""

    register: Register
    listing: Listing
    as_of: Date
    """The day as of which the list is read."""
    links: Links
    who: str
    filed: Filed[Entity]

    @property
    def score(self) -> float | None:
        """How alike the names are, where the entry was found by name."""
        near = self.links.by_name.get(self.who)
        return near.score if near else None

    def designations(self) -> tuple[Filed[Designation], ...]:
        """Return the designations that can be this list's, those that name no list included."""
        on_it = self.register.on_it.get(self.who, ())
        return (*on_it, *self.register.without_list.get(self.who, ()))

    def events(self, filed: Filed[Designation]) -> list[DesignationEvent]:
        """Return the events of a designation up to the day of the list, in order of time."""
        events = [e for e in filed.record.events if happened_by(e.when.date, self.as_of)]
        return sorted(events, key=lambda event: event.when.date)

    def found(
        self,
        kind: Kind,
        place: Place,
        sentence: str,
        row: Row | None = None,
        score: float | None = None,
        proposed: str = "",
    ) -> Finding:
        """Make a finding."""
        uid, line = (row.uid, row.line) if row else (None, None)
        return Finding(kind, self.who, place, sentence, uid, line, score, proposed)

    def paste(self, value: proposal.Value | None, path: str, *comments: str) -> str:
        """Write what could be pasted into a file."""
        if value is None:
            return ""
        first, *rest = comments
        where = f"{path}, " if path else ""
        return proposal.yaml(value, [f"{where}{self.who}: {first}", *rest])

    def paste_event(self, filed: Filed[Designation], kind: str, date: Date, row: Row) -> str:
        """Write an event that could be pasted into a designation."""
        programs = row.programs if kind != "delisted" else ()
        one = proposal.event(kind, date, programs, self.register.source, row.uid)
        return self.paste({"events": [one]}, filed.path, f"an event of {filed.record.id}")

    def later(self, filed: Filed[Designation], row: Row | None = None) -> Finding:
        """Say that a designation cannot be compared with a list that is older."""
        said = f"not compared: its events are later than the list ({self.as_of.words()})"
        return self.found("later-than-list", filed.place("id"), f"{filed.record.id}: {said}", row)

    def unread(self, number: Numbered) -> Finding | None:
        """Say that the row of a number could not be used, if that is so."""
        for skipped in self.listing.skipped:
            if skipped.uid == number.uid:
                said = f"the row of {number.uid} could not be used: {skipped.why}"
                return Finding("row-unread", self.who, number.place, said, number.uid, skipped.line)
        return None

    @property
    def doubt(self) -> str:
        """What must be said with every “not on the list” where rows could not be used."""
        count = len(self.listing.skipped)
        return f" ({count} of its rows could not be used)" if count else ""


def entry(row: Row) -> str:
    """Return how an entry is named in a sentence."""
    return f"{row.uid} “{row.name}”"
