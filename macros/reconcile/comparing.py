"""A list beside a briefing: for every entity and designation, where the two agree and differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..records.dates import Date
from ..records.designation import Designation, DesignationEvent
from ..records.entity import Entity
from ..records.library import Filed
from ..records.problems import Place
from . import proposal
from .dates import can_be_one, happened_by, narrower
from .finding import Finding, Kind
from .linking import Links, Near, link, nearest
from .nationality import States
from .programmes import Programmes, told_apart
from .register import Register
from .row import Listing, Row

SHOWN_NEAR = 5
"""Of many entries that come near, only the first are named."""


@dataclass(frozen=True)
class Comparison:
    """A list beside a briefing, with the day as of which the list is read."""

    register: Register
    listing: Listing
    as_of: Date
    states: States

    def findings(self) -> Iterator[Finding]:
        """Yield what there is to say of each entity, in the records' order."""
        links = link(self.register, self.listing)
        for who, filed in self.register.briefing.library.entities.items():
            yield from _Subject(self, links, who, filed).findings()


@dataclass(frozen=True)
class _Subject:
    """One entity beside the list."""

    whole: Comparison
    links: Links
    who: str
    filed: Filed[Entity]

    def findings(self) -> Iterator[Finding]:
        if self.who in self.links.unclear:
            yield self._ambiguous()
            return
        rows = self.links.rows(self.who)
        if not rows:
            yield from self._absent()
            return
        for row in rows:
            yield from self._of_name(row)
            yield from self._of_nationality(row)
        yield from self._of_designations(rows)
        yield from self._denied(rows[0])

    # What is on the list

    def _of_name(self, row: Row) -> Iterator[Finding]:
        near = self.links.by_name.get(self.who)
        register = self.whole.register
        if near is None:
            [number, *_] = [one for one in register.numbers(self.filed) if one.uid == row.uid]
            yield self._found("match", number.place, f"{_entry(row)} has its number", row)
            near = nearest(self.filed.record, row)
        else:
            same = f"{_entry(row)} bears the name “{near.form}”"
            if near.listed_as != row.name:
                same = f"{_entry(row)}, also “{near.listed_as}”, bears the name “{near.form}”"
            numbers = register.numbers(self.filed)
            kind: Kind = "other-identifier" if numbers else "missing-identifier"
            no = (
                f"the number {', '.join(one.uid for one in numbers)} is not on the list"
                if numbers
                else f"the record has no number in {register.scheme}"
            )
            yield self._found(
                kind,
                numbers[0].place if numbers else self.filed.place("name"),
                f"{same}; {no}",
                row,
                near.score,
                self._paste(
                    proposal.identifier(register.scheme, register.source, row.uid),
                    self.filed.path,
                    f"only if this is the same: {_entry(row)} (score {near.score:.2f})",
                ),
            )
            near = nearest(self.filed.record, row)
        yield from self._of_spelling(row, near)

    def _of_spelling(self, row: Row, near: Near) -> Iterator[Finding]:
        if near.score == 1:
            return
        unlike = "" if near.score else ", which is so unlike that the number should be looked at"
        yield self._found(
            "other-spelling",
            self.filed.place("name"),
            f"the list writes “{row.name}”, the record “{near.form}”{unlike}",
            row,
            near.score,
            self._paste(
                proposal.spelling(self.whole.register.source, row.name),
                self.filed.path,
                f"the form of entry {row.uid}",
            ),
        )

    def _of_nationality(self, row: Row) -> Iterator[Finding]:
        for index, fact in enumerate(self.filed.record.facts):
            if fact.property != self.whole.states.property or not row.nationality:
                continue
            theirs = ", ".join(row.nationality)
            said = f"the list says “{theirs}”, the record “{fact.value}”"
            place = self.filed.place("facts", index, "value")
            match self.whole.states.agree(row.nationality, fact):
                case False:
                    yield self._found("other-nationality", place, said, row)
                case None:
                    said += "; no state of the briefing has the list's name"
                    yield self._found("nationality-unclear", place, said, row)

    def _of_designations(self, rows: Sequence[Row]) -> Iterator[Finding]:
        register = self.whole.register
        designations = (
            *register.on_it.get(self.who, ()),
            *register.without_list.get(self.who, ()),
        )
        present = [row for row in rows if row.removed is None]
        if not designations and present:
            yield self._undesignated(present[0])
        told: dict[str, list[Filed[Designation]]] = {}
        for filed in designations:
            own = {one.uid for one in register.own_numbers(filed)}
            mine = [row for row in rows if row.uid in own] or list(rows)
            events = self._events(filed)
            if not events:
                yield self._later(filed, mine[0])
                continue
            gone = events[-1].kind == "delisted"
            if gone or all(row.removed for row in mine):
                yield from self._of_removal(filed, mine, gone)
                continue
            if len(mine) == 1:
                told.setdefault(mine[0].uid, []).append(filed)
            yield from self._of_date(filed, events, mine)
        for uid, together in told.items():
            yield from self._of_programmes(together, self.whole.listing.rows[uid])

    def _of_date(
        self, filed: Filed[Designation], events: Sequence[DesignationEvent], rows: Sequence[Row]
    ) -> Iterator[Finding]:
        listings = [event for event in events if event.kind in ("listed", "relisted")]
        dates = [(row, date) for row in rows for date in row.listed]
        if not listings or not dates:
            return
        ours = [
            when.date for event in listings for when in (event.when, event.effective) if when
        ]
        row, theirs = dates[0]
        pairs = [(one, *pair) for pair in dates for one in ours if can_be_one(one, pair[1])]
        kind: Kind = "other-date"
        if pairs:
            if not all(narrower(theirs, one) for one, _, theirs in pairs):
                return
            kind = "finer-date"
            _, row, theirs = pairs[0]
        index = filed.record.events.index(listings[0])
        said = f"{listings[0].kind}: the list says {theirs.words()}, the record "
        yield self._found(
            kind,
            filed.place("events", index, "when", "date"),
            said + " and ".join(dict.fromkeys(one.words() for one in ours)),
            row,
            proposed=self._event(filed, listings[0].kind, theirs, row),
        )

    def _of_programmes(
        self, together: Sequence[Filed[Designation]], row: Row
    ) -> Iterator[Finding]:
        ours = Programmes.of(event for filed in together for event in self._events(filed))
        theirs_only, ours_only = told_apart(ours, row.programs)
        if not theirs_only and not ours_only:
            return
        said = [
            f"the list names {_and(theirs_only)}, which the record does not" if theirs_only else "",
            f"the record names {_and(ours_only)}, which the list does not" if ours_only else "",
        ]
        yield self._found(
            "other-programme",
            together[0].place("events"),
            "; ".join(one for one in said if one),
            row,
            proposed=self._paste(
                {"programs": list(row.programs)},
                together[0].path,
                f"programmes of entry {row.uid}, for the event of {together[0].record.id} that "
                "brought them",
            ),
        )

    def _of_removal(
        self, filed: Filed[Designation], rows: Sequence[Row], gone: bool
    ) -> Iterator[Finding]:
        row = rows[0]
        last = filed.place("events", len(filed.record.events) - 1, "kind")
        if gone and row.removed is None:
            said = f"the record ends with a delisting, and the list holds {_entry(row)}"
            yield self._found("still-on-list", last, said, row)
        elif not gone and row.removed:
            said = f"{_entry(row)} was taken off: {row.removed.words()}"
            proposed = self._event(filed, "delisted", row.removed, row)
            yield self._found("not-on-list", last, said, row, proposed=proposed)

    def _undesignated(self, row: Row) -> Finding:
        register = self.whole.register
        known = [filed for all_ in register.on_it.values() for filed in all_]
        authorities = Counter(filed.record.authority for filed in known).most_common()
        authority = authorities[0][0] if authorities else "the-authority"
        stem = PurePosixPath(known[0].path).stem if known else authority
        date = row.listed[0] if row.listed else Date.parse(f"[..{self.whole.as_of}]")
        day = date.latest or date.earliest
        name = f"{stem}-{day:%Y-%m}-{self.who}"[:60].rstrip("-")
        events = [proposal.event("listed", date, row.programs, register.source, row.uid)]
        comments = [f"a designation by {_entry(row)}: check the authority and what it is based on"]
        if not row.listed:
            comments.append("the list does not tell when; it was by the day of the list")
        score = self.links.by_name[self.who].score if self.who in self.links.by_name else None
        return self._found(
            "not-in-briefing",
            self.filed.place("id"),
            f"the list holds {_entry(row)}; the briefing has no designation on it",
            row,
            score,
            self._paste(
                proposal.designation(
                    name, self.who, authority, register.source, register.scheme, events, row.uid
                ),
                known[0].path if known else "",
                *comments,
            ),
        )

    def _denied(self, row: Row) -> Iterator[Finding]:
        score = self.links.by_name[self.who].score if self.who in self.links.by_name else None
        for filed in self.whole.register.absent.get(self.who, ()) if not row.removed else ():
            said = f"the list holds {_entry(row)}"
            if row.listed:
                said += f", listed {row.listed[0].words()}"
            said += f"; the record says not listed as of {filed.record.as_of.date.words()}"
            yield self._found("listed-after-all", filed.place("entity"), said, row, score)

    # What is not on the list

    def _absent(self) -> Iterator[Finding]:
        register, listing = self.whole.register, self.whole.listing
        numbers = register.numbers(self.filed)
        unread = {one.uid: one for one in listing.skipped if one.uid}
        for number in numbers:
            if number.uid in unread:
                yield Finding(
                    "row-unread",
                    self.who,
                    number.place,
                    f"the row of {number.uid} could not be used: {unread[number.uid].why}",
                    number.uid,
                    unread[number.uid].line,
                )
                return
        doubt = ""
        if listing.skipped:
            doubt = f" ({len(listing.skipped)} of its rows could not be used)"
        neither = "has neither its number nor a name like it" if numbers else "has no name like it"
        designations = register.on_it.get(self.who, ())
        for filed in designations:
            events = self._events(filed)
            if not events:
                yield self._later(filed)
            elif events[-1].kind == "delisted":
                said = "not on the list, as the record's delisting has it"
                yield self._found("match", filed.place("id"), said)
            else:
                yield self._found("not-on-list", filed.place("id"), f"the list {neither}{doubt}")
        if numbers and not designations:
            yield self._found("not-on-list", numbers[0].place, f"the list {neither}{doubt}")
        for absent in register.absent.get(self.who, ()):
            said = "not on the list, as the record has it"
            yield self._found("match", absent.place("entity"), said)

    # What cannot be told

    def _later(self, filed: Filed[Designation], row: Row | None = None) -> Finding:
        said = f"not compared: its events are later than the list ({self.whole.as_of.words()})"
        return self._found("later-than-list", filed.place("id"), said, row)

    def _ambiguous(self) -> Finding:
        near = self.links.unclear[self.who]
        said = "near are " + ", ".join(
            f"{_entry(one.row)} ({one.score:.2f})" for one in near[:SHOWN_NEAR]
        )
        if len(near) > SHOWN_NEAR:
            said += f" and {len(near) - SHOWN_NEAR} more"
        if rivals := self.links.rivals[self.who]:
            said += f"; near the same is {', '.join(rivals)}"
        return self._found(
            "ambiguous", self.filed.place("name"), said, near[0].row, near[0].score
        )

    # How it is said

    def _events(self, filed: Filed[Designation]) -> list[DesignationEvent]:
        """Return the events of a designation up to the day of the list, in order of time."""
        events = [e for e in filed.record.events if happened_by(e.when.date, self.whole.as_of)]
        return sorted(events, key=lambda event: event.when.date)

    def _event(self, filed: Filed[Designation], kind: str, date: Date, row: Row) -> str:
        source = self.whole.register.source
        one = proposal.event(kind, date, row.programs if kind != "delisted" else (), source, row.uid)
        return self._paste({"events": [one]}, filed.path, f"an event of {filed.record.id}")

    def _paste(self, value: proposal.Value | None, path: str, *comments: str) -> str:
        if value is None:
            return ""
        first, *rest = comments
        where = f"{path}, " if path else ""
        return proposal.yaml(value, [f"{where}{self.who}: {first}", *rest])

    def _found(
        self,
        kind: Kind,
        place: Place,
        sentence: str,
        row: Row | None = None,
        score: float | None = None,
        proposed: str = "",
    ) -> Finding:
        uid, line = (row.uid, row.line) if row else (None, None)
        return Finding(kind, self.who, place, sentence, uid, line, score, proposed)


def _entry(row: Row) -> str:
    return f"{row.uid} “{row.name}”"


def _and(words: Sequence[str]) -> str:
    return " and ".join(f"“{word}”" for word in words)
