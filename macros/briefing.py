"""The briefing: all records, their indexes, and everything that follows from them.

Records hold what was written; what is here is derived, computed once, and never written down.
Dangling ids are left to the checks: nothing here fails on them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from .notes import ALL, Notes, Remembering
from .records.claim import Claim
from .records.dates import Date
from .records.designation import Designation, NotListed
from .records.entity import Entity
from .records.evidence import Cite, When
from .records.instrument import Instrument
from .records.library import Filed, Library, load
from .records.library import Read as ReadFile
from .records.reader import read
from .records.source import Source
from .records.topic import Edge, Settings, Vocabulary
from .status import POSITIVE, Case, Status, Verdict, judge
from .tables import each, table, turned

R = TypeVar("R", bound=BaseModel)
NO_WORDS = Vocabulary(
    lanes={}, sides={}, claim_types={}, roles={}, measures={}, properties={}, schemes={}, threads={}
)


Citing = tuple[Filed[Any], tuple[str | int, ...], Cite]
"""A record, a cite in it, and where that stands."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of the network: two parties, what is said to go between them, and the claim."""

    start: str
    end: str
    words: str
    claim: str


def parties(claim: Claim) -> tuple[str, ...]:
    """Return everybody with a part in a claim, in the order of its roles."""
    return tuple(dict.fromkeys(who for ids in claim.roles.values() for who in ids))


def voices(claim: Claim) -> tuple[str, ...]:
    """Return everybody who speaks in a claim, is spoken for or passes it on."""
    return tuple(
        dict.fromkeys(
            who
            for assertion in claim.assertions
            for who in (*assertion.by, *assertion.for_, *assertion.via)
            if who not in ("author", "unnamed")
        )
    )


@dataclass(frozen=True, eq=False)
class Briefing(Remembering):
    """All records of a library and what follows from them; one is equal to itself only.

    `drafts` tells whether draft claims are part of it; a published site holds none.
    """

    records: Library
    drafts: bool = False

    @property
    def library(self) -> Library:
        """Everything that stands in the data folder; tables hold the same by what it is."""
        if self.notes:
            self.notes.add("library", ALL)
        return self.records

    @property
    def settings(self) -> Settings:
        """What the briefing is; a library without settings makes no briefing."""
        return self.filed_settings.record

    @property
    def filed_settings(self) -> Filed[Settings]:
        """The settings with the place where they are written."""
        if self.notes:
            self.notes.add("settings", ALL)
        assert self.records.settings is not None
        return self.records.settings

    @property
    def vocabulary(self) -> Vocabulary:
        """The topic's own words; none where they cannot be read, so that rules run all the same."""
        if self.notes:
            self.notes.add("vocabulary", ALL)
        filed = self.records.vocabulary
        return filed.record if filed else NO_WORDS

    @table
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return _records(self.library.sources)

    @table
    def entities(self) -> dict[str, Entity]:
        """Entities by id."""
        return _records(self.library.entities)

    @table
    def instruments(self) -> dict[str, Instrument]:
        """Instruments by id."""
        return _records(self.library.instruments)

    @table
    def designations(self) -> dict[str, Designation]:
        """Designations by id."""
        return _records(self.library.designations)

    @property
    def not_listed(self) -> tuple[NotListed, ...]:
        """Whom an authority's list of a date does not hold."""
        return tuple(self._absent.values())

    @table
    def _absent(self) -> dict[int, NotListed]:
        return {number: filed.record for number, filed in enumerate(self.library.not_listed)}

    @table
    def claims(self) -> dict[str, Claim]:
        """Claims by id, withdrawn ones included, drafts only where they are asked for."""
        return {
            claim_id: filed.record
            for claim_id, filed in self.library.claims.items()
            if self.drafts or not filed.record.draft
        }

    @table
    def standing(self) -> dict[str, Claim]:
        """Claims that have not been withdrawn."""
        return {key: claim for key, claim in self.claims.items() if claim.withdrawn is None}

    @table
    def threads(self) -> dict[str, tuple[str, ...]]:
        """Claim ids by thread: threads in the vocabulary's order, claims as written."""
        order = {thread: index for index, thread in enumerate(self.vocabulary.threads)}
        names = sorted(self.library.threads, key=lambda name: (order.get(name, len(order)), name))
        known = self.claims.keys()
        found = {
            name: tuple(key for key in self.library.threads[name] if key in known) for name in names
        }
        return {name: claims for name, claims in found.items() if claims}

    @table
    def thread_of(self) -> dict[str, str]:
        """The thread of each claim."""
        return {key: thread for thread, claims in self.threads.items() for key in claims}

    # What follows from the claims

    answers_to = turned[str, str]("standing", lambda claim: claim.answers)
    """Denials in general terms, by the claim that they contradict."""

    @each("claims")
    def verdicts(self, claim_id: str) -> Verdict:
        """The status of each claim with its origins, dates and denials."""
        claim = self.claims[claim_id]
        answers = tuple(self.claims[key] for key in self.answers_to.get(claim_id, ()))
        return judge(Case(claim, self.sources, self.vocabulary.roles, answers))

    def status(self, claim_id: str) -> Status:
        """Return the status of a claim."""
        return self.verdicts[claim_id].status

    def lane(self, claim: Claim) -> str:
        """Return the lane of a claim, by its type."""
        return self.vocabulary.claim_types[claim.type].lane

    @table
    def compared(self) -> dict[str, tuple[str, ...]]:
        """Claims to be read beside each claim; `compare` holds in both directions."""
        pairs = [(a, b) for a, claim in self.claims.items() for b in claim.compare]
        return _index((b, a) for a, b in dict.fromkeys(pairs + [(b, a) for a, b in pairs]))

    claims_of = turned[str, str]("standing", parties, "_order")
    """Claims by entity or instrument that has a part in them, in order of time."""
    said_by = turned[str, str]("standing", voices, "_order")
    """Claims by whoever asserts, denies, relays or is spoken for in them, in order of time."""
    claims_from = turned[str, str]("standing", lambda one: [a.cite.source for a in one.assertions])
    """Claims by source that they cite, as written."""

    def in_time(self, claim_ids: Iterable[str]) -> tuple[str, ...]:
        """Return claims in order of their dates, undated ones last, then as written."""
        order = self._order
        return tuple(sorted((key for key in claim_ids if key in order), key=order.__getitem__))

    @each("thread_of")
    def _order(self, claim_id: str) -> tuple[Any, ...]:
        """By what a claim is ordered: its date, if it has one, and its place in the data."""
        date = self.dates[claim_id]
        return *((0, *in_order(date)) if date else (1,)), *self._placed[claim_id]

    @each("claims")
    def dates(self, claim_id: str) -> Date | None:
        """The date by which each claim is ordered."""
        when = moment(self.claims[claim_id])
        return when.date if when else None

    @table
    def _placed(self) -> dict[str, tuple[int, int]]:
        return {
            key: (rank, at)
            for rank, keys in enumerate(self.threads.values())
            for at, key in enumerate(keys)
        }

    # Cross-links

    designations_of = turned[str, str]("designations", lambda one: (one.target,))
    """Designations by target."""
    designations_by = turned[str, str]("designations", lambda one: (one.authority,))
    """Designations by authority."""
    designations_under = turned[str, str](
        "designations", lambda one: [event.instrument for event in one.events if event.instrument]
    )
    """Designations by instrument that one of their events was done under."""
    designations_on = turned[str, str]("designations", lambda one: one.grounds)
    """Designations by the claim that is one of their grounds."""
    amended_by = turned[str, str]("instruments", lambda one: one.amends)
    """Instruments by an earlier one that they build on."""
    instruments_of = turned[str, str](
        "instruments", lambda one: filter(None, (one.issuer, one.target))
    )
    """Instruments by the entity that issued them or that they are about."""

    @property
    def chronicle(self) -> tuple[str, ...]:
        """The claims that stand, in order of time."""
        return self.settled("chronicle", "", Briefing._chronicle)

    def _chronicle(self, _: str) -> tuple[str, ...]:
        order, standing = dict(self._order.items()), self.standing.keys()
        return tuple(sorted(standing & order.keys(), key=order.__getitem__))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The lines of the network, in order of time."""
        return self.settled("relations", "", Briefing._relations)

    def _relations(self, _: str) -> tuple[Relation, ...]:
        lines = dict(self._lines.items())
        return tuple(line for key in self.chronicle for line in lines[key])

    @each("standing")
    def _lines(self, claim_id: str) -> tuple[Relation, ...]:
        claim = self.standing[claim_id]
        return tuple(
            Relation(start, end, edge.words, claim_id)
            for edge in self._edges(claim)
            for start in claim.roles.get(edge.from_, ())
            for end in claim.roles.get(edge.to, ())
            if start != end
        )

    _tied = turned[str, str](
        "_lines", lambda lines: (who for one in lines for who in (one.start, one.end)), "_order"
    )

    @each("_tied")
    def relations_of(self, entity_id: str) -> tuple[Relation, ...]:
        """The lines of the network by the entities at their ends."""
        return tuple(
            line
            for key in self._tied[entity_id]
            for line in self._lines[key]
            if entity_id in (line.start, line.end)
        )

    def _edges(self, claim: Claim) -> tuple[Edge, ...]:
        kind = self.vocabulary.claim_types.get(claim.type)
        return kind.edges if kind else ()

    @each("standing")
    def actors(self, claim_id: str) -> tuple[str, ...]:
        """Everybody who has a part in a claim or speaks of it."""
        claim = self.standing[claim_id]
        return tuple(dict.fromkeys((*parties(claim), *voices(claim))))

    _around = turned[str, str]("actors", tuple, "_order")

    @each("_around")
    def neighbours(self, entity_id: str) -> dict[str, tuple[str, ...]]:
        """For each entity, the others that share claims with it, and which claims."""
        shared: dict[str, list[str]] = defaultdict(list)
        for key in self._around[entity_id]:
            for other in self.actors[key]:
                if other != entity_id:
                    shared[other].append(key)
        return {other: tuple(keys) for other, keys in shared.items()}

    @table
    def _filed(self) -> dict[tuple[str, str | int], Filed[Any]]:
        """Every record by its kind and id; what has no id goes by its number."""
        library = self.library
        tables = library.tables.items()
        topic = {"settings": library.settings, "vocabulary": library.vocabulary}
        return {
            **{(kind, ""): filed for kind, filed in topic.items() if filed},
            **{(kind, key): filed for kind, records in tables for key, filed in records.items()},
            **{("absent", at): filed for at, filed in enumerate(library.not_listed)},
        }

    _cited_in = turned[str, tuple[str, str | int]](
        "_filed", lambda filed: (cite.source for _, cite in filed.cites)
    )

    @each("_cited_in")
    def cited_by(self, source: str) -> tuple[tuple[str, str, Cite], ...]:
        """For each source, the cites of records that are no claims, as (kind, id, cite)."""
        found = (
            ("entity", self._absent[at].entity, cite)
            if kind == "absent" and isinstance(at, int)
            else (kind, str(at), cite)
            for kind, at in self._cited_in[source]
            if kind != "claim"
            for _, cite in self._filed[kind, at].cites
            if cite.source == source
        )
        return tuple(dict.fromkeys(found))

    @each("_cited_in")
    def citing(self, source: str) -> tuple[Citing, ...]:
        """For each source, every cite of it by any record, with its place there."""
        return tuple(
            (filed, steps, cite)
            for key in self._cited_in[source]
            for filed in (self._filed[key],)
            for steps, cite in filed.cites
            if cite.source == source
        )

    naming = turned[str, tuple[str, str | int]](
        "_filed", lambda filed: (text for _, _, text, _ in filed.references)
    )
    """Records that name an id or a word, by it; each by its kind and id."""

    def filed(self, kind: str, record_id: str | int) -> Filed[Any]:
        """Return a record with the place where it is written."""
        return self._filed[kind, record_id]


def in_order(date: Date) -> tuple[datetime.date, Date]:
    """Return the key by which a chronology is ordered: “by June” stands in June, not first."""
    return date.earliest or date.latest or datetime.date.max, date


def moment(claim: Claim) -> When | None:
    """Return the date by which a claim is ordered: its own, else that of its first assertion."""
    said = (a.said for a in claim.assertions if a.said and a.stance in POSITIVE)
    return claim.when or min(said, key=lambda when: when.date, default=None)


def open_briefing(
    folder: Path,
    *,
    drafts: bool = False,
    read: ReadFile = read,
    notes: Notes | None = None,
    before: Briefing | None = None,
) -> Briefing:
    """Read a data folder into a briefing; of an earlier state, records that stay are kept."""
    known = before.records if before else None
    library = load(folder, read, known, again=notes is not None)
    return Briefing(library, drafts=drafts, notes=notes)


def _records(table: Mapping[str, Filed[R]]) -> dict[str, R]:
    return {key: filed.record for key, filed in table.items()}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Group the first of each pair by the second, each once and in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for value, key in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}
