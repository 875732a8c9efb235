"""Which entries of a list are which entities of a briefing: by number, else by name.

An entry that one entity claims by its number is nobody else's. By name, an entity has an entry
only if no other entry and no other entity comes near; what is not clear is told as not clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..records.entity import Entity
from ..records.library import Filed
from .likeness import likeness
from .names import Name, named
from .register import Register
from .row import Kind, Listing, Row

Index = dict[str, list[tuple[str, Name]]]
"""Entities with a form of their name, by what names of which one may be the other share."""
KINDS_OF: dict[str, frozenset[Kind]] = {
    "Person": frozenset({"person", "unknown"}),
    "Organization": frozenset({"body", "unknown"}),
    "Company": frozenset({"body", "unknown"}),
    "PublicBody": frozenset({"body", "unknown"}),
    "Vessel": frozenset({"vessel", "unknown"}),
}
"""What an entity of each type can be on a list; states and places are on none."""


@dataclass(frozen=True, slots=True)
class Near:
    """An entry whose name is like one of an entity's."""

    row: Row
    score: float
    form: str
    """The form in the record that comes nearest."""
    listed_as: str
    """The form on the list that comes nearest to it."""


@dataclass(slots=True)
class Links:
    """Entries by entity."""

    by_number: dict[str, list[Row]] = field(default_factory=dict)
    by_name: dict[str, Near] = field(default_factory=dict)
    unclear: dict[str, list[Near]] = field(default_factory=dict)
    """Entities to which several entries come near, or with which others share theirs."""
    rivals: dict[str, list[str]] = field(default_factory=dict)
    """The other entities that come near the same entry."""

    def rows(self, who: str) -> list[Row]:
        """Return the entries of an entity."""
        if who in self.by_number:
            return self.by_number[who]
        return [self.by_name[who].row] if who in self.by_name else []


def link(register: Register, listing: Listing) -> Links:
    """Find the entries of every entity."""
    links = Links()
    entities = register.briefing.library.entities
    for who, filed in entities.items():
        rows = [
            listing.rows[number.uid]
            for number in register.numbers(filed)
            if number.uid in listing.rows
        ]
        if rows:
            links.by_number[who] = rows
    claimed = {row.uid for rows in links.by_number.values() for row in rows}
    others = {who: filed for who, filed in entities.items() if who not in links.by_number}
    near = _near(others, (row for row in listing.rows.values() if row.uid not in claimed))
    bearers: dict[str, list[str]] = defaultdict(list)
    for who, found in near.items():
        for one in found:
            bearers[one.row.uid].append(who)
    for who, found in near.items():
        rivals = {other for one in found for other in bearers[one.row.uid] if other != who}
        if len(found) == 1 and not rivals:
            links.by_name[who] = found[0]
        else:
            links.unclear[who] = sorted(found, key=lambda one: (-one.score, one.row.line))
            links.rivals[who] = sorted(rivals)
    return links


def forms(entity: Entity) -> tuple[str, ...]:
    """Return every form of an entity's name."""
    native = (entity.native,) if entity.native else ()
    return tuple(dict.fromkeys((entity.name, *native, *(s.name for s in entity.spellings))))


def nearest(entity: Entity, row: Row) -> Near:
    """Return how near the name of an entry, not its aliases, is to the forms in a record."""
    person = entity.type == "Person"
    theirs = named(row.name, person)
    score, form = max(
        (
            (likeness(named(form, person), theirs, person=person, known=True), form)
            for form in forms(entity)
        ),
        key=lambda pair: pair[0],
    )
    return Near(row, score, form, row.name)


def _near(entities: dict[str, Filed[Entity]], rows: Iterable[Row]) -> dict[str, list[Near]]:
    """Return the entries near each entity, each with the pair of forms that is most alike."""
    people: Index = defaultdict(list)
    others: Index = defaultdict(list)
    for who, filed in entities.items():
        entity = filed.record
        person = entity.type == "Person"
        for form in forms(entity) if entity.type in KINDS_OF else ():
            name = named(form, person)
            for key in name.keys:
                (people if person else others)[key].append((who, name))
    best: dict[str, dict[str, Near]] = defaultdict(dict)
    for row in rows:
        for person in (True, False) if row.kind == "unknown" else (row.kind == "person",):
            for listed_as in dict.fromkeys((row.name, *row.aliases, *row.native)):
                theirs = named(listed_as, person)
                for who, mine in _met(people if person else others, theirs):
                    if row.kind not in KINDS_OF[entities[who].record.type]:
                        continue
                    score = likeness(mine, theirs, person=person)
                    known = best[who].get(row.uid)
                    if score and (known is None or score > known.score):
                        best[who][row.uid] = Near(row, score, mine.written, listed_as)
    return {who: list(found.values()) for who, found in best.items() if found}


def _met(index: Index, name: Name) -> Iterator[tuple[str, Name]]:
    """Yield the forms that a name can be like: they share a word with it, or all letters."""
    met = set()
    for key in index.keys() & name.keys:
        for who, mine in index[key]:
            if (who, mine.written) not in met:
                met.add((who, mine.written))
                if name.may_be(mine):
                    yield who, mine
