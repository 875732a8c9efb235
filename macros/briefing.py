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

from .notes import ALL, Notes, Remembering, table
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


@dataclass(frozen=True, eq=False)
class Briefing(Remembering):
    """All records of a library and what follows from them; one is equal to itself only.

    `drafts` tells whether draft claims are part of it; a published site holds none.
    """

    library: Library
    drafts: bool = False

    @property
    def settings(self) -> Settings:
        """What the briefing is; a library without settings makes no briefing."""
        return self.filed_settings.record

    @property
    def filed_settings(self) -> Filed[Settings]:
        """The settings with the place where they are written."""
        if self.notes:
            self.notes.add("settings", ALL)
        assert self.library.settings is not None
        return self.library.settings

    @property
    def vocabulary(self) -> Vocabulary:
        """The topic's own words; none where they cannot be read, so that rules run all the same."""
        if self.notes:
            self.notes.add("vocabulary", ALL)
        filed = self.library.vocabulary
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
        found = {
            name: tuple(key for key in self.library.threads[name] if key in self.claims)
            for name in names
        }
        return {name: claims for name, claims in found.items() if claims}

    @table
    def thread_of(self) -> dict[str, str]:
        """The thread of each claim."""
        return {key: thread for thread, claims in self.threads.items() for key in claims}

    # What follows from the claims

    @table
    def answers_to(self) -> dict[str, tuple[str, ...]]:
        """Denials in general terms, by the claim that they contradict."""
        return _index(
            (key, target) for key, claim in self.standing.items() for target in claim.answers
        )

    @table
    def verdicts(self) -> dict[str, Verdict]:
        """The status of each claim with its origins, dates and denials."""
        # Each by itself, so that a verdict is only passed again where its case has changed.
        return {key: self.once("verdict", key, Briefing._verdict) for key in self.claims}

    def _verdict(self, claim_id: str) -> Verdict:
        return judge(self._case(self.claims[claim_id]))

    def _case(self, claim: Claim) -> Case:
        answers = tuple(self.claims[key] for key in self.answers_to.get(claim.id, ()))
        return Case(claim, self.sources, self.vocabulary.roles, answers)

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

    @table
    def _parties(self) -> dict[str, tuple[str, ...]]:
        return {key: parties(claim) for key, claim in self.standing.items()}

    @table
    def _voices(self) -> dict[str, tuple[str, ...]]:
        return {key: voices(claim) for key, claim in self.standing.items()}

    @table
    def claims_of(self) -> dict[str, tuple[str, ...]]:
        """Claims by entity or instrument that has a part in them, in order of time."""
        pairs = ((key, who) for key, found in self._parties.items() for who in found)
        return {who: self.in_time(keys) for who, keys in _index(pairs).items()}

    @table
    def said_by(self) -> dict[str, tuple[str, ...]]:
        """Claims by entity or source that asserts, denies, relays or is spoken for in them."""
        pairs = ((key, who) for key, found in self._voices.items() for who in found)
        return {who: self.in_time(keys) for who, keys in _index(pairs).items()}

    @table
    def claims_from(self) -> dict[str, tuple[str, ...]]:
        """Claims by source that they cite, as written."""
        return _index(
            (key, source)
            for key, claim in self.standing.items()
            for source in dict.fromkeys(a.cite.source for a in claim.assertions)
        )

    def in_time(self, claim_ids: Iterable[str]) -> tuple[str, ...]:
        """Return claims in order of their dates, undated ones last, then as written."""
        order = self._order
        return tuple(sorted((key for key in claim_ids if key in order), key=order.__getitem__))

    @table
    def _order(self) -> dict[str, tuple[Any, ...]]:
        """By what each claim is ordered: its date, if it has one, and its place in the data."""
        found: dict[str, tuple[Any, ...]] = {}
        for rank, keys in enumerate(self.threads.values()):
            for at, key in enumerate(keys):
                when = moment(self.claims[key])
                date = (0, *in_order(when.date)) if when else (1,)
                found[key] = (*date, rank, at)
        return found

    # Cross-links

    @table
    def designations_of(self) -> dict[str, tuple[str, ...]]:
        """Designations by target."""
        return _index((key, item.target) for key, item in self.designations.items())

    @table
    def designations_by(self) -> dict[str, tuple[str, ...]]:
        """Designations by authority."""
        return _index((key, item.authority) for key, item in self.designations.items())

    @table
    def designations_under(self) -> dict[str, tuple[str, ...]]:
        """Designations by instrument that one of their events was done under."""
        return _index(
            (key, under)
            for key, item in self.designations.items()
            for under in dict.fromkeys(e.instrument for e in item.events if e.instrument)
        )

    @table
    def designations_on(self) -> dict[str, tuple[str, ...]]:
        """Designations by the claim that is one of their grounds."""
        return _index(
            (key, ground) for key, item in self.designations.items() for ground in item.grounds
        )

    @table
    def amended_by(self) -> dict[str, tuple[str, ...]]:
        """Instruments by an earlier one that they build on."""
        return _index(
            (key, older) for key, item in self.instruments.items() for older in item.amends
        )

    @table
    def instruments_of(self) -> dict[str, tuple[str, ...]]:
        """Instruments by the entity that issued them or that they are about."""
        return _index(
            (key, who)
            for key, item in self.instruments.items()
            for who in dict.fromkeys((item.issuer, item.target))
            if who
        )

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The lines of the network, in order of time."""
        return self.settled("relations", "", Briefing._relations)

    def _relations(self, _: str) -> tuple[Relation, ...]:
        return tuple(
            Relation(start, end, edge.words, key)
            for key in self.in_time(self.standing)
            for edge in self._edges(self.claims[key])
            for start in self.claims[key].roles.get(edge.from_, ())
            for end in self.claims[key].roles.get(edge.to, ())
            if start != end
        )

    @table
    def relations_of(self) -> dict[str, tuple[Relation, ...]]:
        """The lines of the network by the entities at their ends."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for line in self.relations:
            found[line.start].append(line)
            found[line.end].append(line)
        return {who: tuple(lines) for who, lines in found.items()}

    def _edges(self, claim: Claim) -> tuple[Edge, ...]:
        kind = self.vocabulary.claim_types.get(claim.type)
        return kind.edges if kind else ()

    @table
    def neighbours(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """For each entity, the others that share claims with it, and which claims."""
        shared: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key in self.in_time(self.standing):
            together = dict.fromkeys((*self._parties[key], *self._voices[key]))
            for one in together:
                for other in together:
                    if one != other:
                        shared[one][other].append(key)
        return {
            one: {other: tuple(keys) for other, keys in others.items()}
            for one, others in shared.items()
        }

    @table
    def cited_by(self) -> dict[str, tuple[tuple[str, str, Cite], ...]]:
        """For each source, the cites of records that are no claims, as (kind, id, cite)."""
        found: dict[str, dict[tuple[str, str, Cite], None]] = defaultdict(dict)
        for kind, records in self.library.tables.items():
            for key, filed in records.items() if kind != "claim" else ():
                for _, cite in filed.cites:
                    found[cite.source][kind, key, cite] = None
        for absent in self.not_listed:
            found[absent.cite.source]["entity", absent.entity, absent.cite] = None
        return {source: tuple(entries) for source, entries in found.items()}

    @table
    def citing(self) -> dict[str, tuple[Citing, ...]]:
        """For each source, every cite of it by any record, with its place there."""
        found: dict[str, list[Citing]] = defaultdict(list)
        for filed in self.library.everything():
            for steps, cite in filed.cites:
                found[cite.source].append((filed, steps, cite))
        return {source: tuple(several) for source, several in found.items()}

    def filed(self, kind: str, record_id: str) -> Filed[Any]:
        """Return a record with the place where it is written."""
        if self.notes:
            self.notes.add("filed", (kind, record_id))
        return self.library.tables[kind][record_id]


def parties(claim: Claim) -> tuple[str, ...]:
    """Return everybody with a part in a claim, in the order of its roles."""
    return tuple(dict.fromkeys(who for ids in claim.roles.values() for who in ids))


def in_order(date: Date) -> tuple[datetime.date, Date]:
    """Return the key by which a chronology is ordered: “by June” stands in June, not first."""
    return date.earliest or date.latest or datetime.date.max, date


def moment(claim: Claim) -> When | None:
    """Return the date by which a claim is ordered: its own, else that of its first assertion."""
    said = (a.said for a in claim.assertions if a.said and a.stance in POSITIVE)
    return claim.when or min(said, key=lambda when: when.date, default=None)


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


def open_briefing(
    folder: Path,
    *,
    drafts: bool = False,
    read: ReadFile = read,
    notes: Notes | None = None,
    before: Briefing | None = None,
) -> Briefing:
    """Read a data folder into a briefing; of an earlier state, records that stay are kept."""
    library = load(folder, read, before.library if before else None)
    return Briefing(library, drafts=drafts, notes=notes)


def _records(table: Mapping[str, Filed[R]]) -> dict[str, R]:
    return {key: filed.record for key, filed in table.items()}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Group the first of each pair by the second, each once and in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for value, key in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}
