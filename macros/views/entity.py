"""The page of an entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..briefing import Briefing, Relation
from ..evidence.desk import Desk
from ..records.entity import Entity
from ..wording import Piece
from .citation import NOWHERE, Citation, Imprint, Upkeep, citation
from .claim import claim_links
from .lines import Neighbourhood, neighbourhood
from .listings import DesignationRow, Listing, designation_rows, in_turn, listings
from .parts import Cited, ClaimRow, Dated, Share, bar, cited, count, dated, named, names, rows
from .series import Claims, K, Long, R, Series, claim_begins, listed_begins
from .steps import numbers

TYPE_LABELS = {"PublicBody": "Public body"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A lasting property with its source."""

    label: str
    value: str
    entity: Piece | None
    when: Dated | None
    cite: Cited


@dataclass(frozen=True, slots=True)
class Office:
    """An office or standing that a claim says the entity held."""

    claim: Piece
    status: str
    word: str
    when: Dated
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A line of the network that ends at this entity."""

    start: Piece
    words: str
    end: Piece
    status: str
    word: str
    claim: Piece


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entity, and the claims that it shares with this one."""

    name: Piece
    claims: tuple[tuple[Piece, str, str], ...]
    """(short label, status, status word) of each."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that claims of the page are drawn from."""

    number: int
    """By which they refer to it."""
    cite: Cited


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Everything the briefing holds on an entity, in the order in which it is shown."""

    id: str
    title: str
    """Its name."""
    type: str
    side: str
    native: str
    lang: str
    lead: str
    bar: tuple[Share, ...]
    facts: tuple[FactRow, ...]
    offices: tuple[Office, ...]
    spellings: tuple[tuple[str, Piece], ...]
    identifiers: tuple[tuple[str, str, str, Cited], ...]
    """(scheme, value, address of the entry, cite)."""
    twins: tuple[tuple[Piece, tuple[Piece, ...]], ...]
    """(who may be the same, the claims that say so)."""
    distinct: tuple[Piece, ...]
    sources: Long[Piece]
    claims: Long[ClaimRow]
    """Claims in which it has a part."""
    says: Long[ClaimRow]
    """Claims that it asserts, denies or relays without a part in them."""
    relations: Long[RelationRow]
    neighbourhood: Neighbourhood | None
    """The relations as a figure draws them; none where there are none."""
    designated: tuple[DesignationRow, ...]
    designates: Long[DesignationRow]
    instruments: Long[Piece]
    listings: tuple[Listing, ...]
    """Each authority whose list holds it, or was searched for it in vain."""
    neighbours: Long[Neighbour]
    passages: tuple[Passage, ...]
    """Those behind the claims that the page shows."""
    citation: Citation
    upkeep: Upkeep
    place: str


def entity_page(desk: Desk, entity_id: str, imprint: Imprint = NOWHERE) -> EntityPage:
    """Return the page of an entity."""
    briefing = desk.briefing
    entity = briefing.entities[entity_id]
    filed = briefing.filed("entity", entity_id)
    own = briefing.claims_of.get(entity_id, ())
    claims, says = CLAIMS.shown(desk, entity_id), SAYS.shown(desk, entity_id)
    offices = tuple(_offices(briefing, entity_id, own))
    told = dict.fromkeys((*(one.id for one in (*claims, *says)), *offices))
    cited_passages = passages(briefing, briefing.in_time(told))
    refer = _referring(cited_passages)
    designated = designation_rows(briefing, briefing.designations_of.get(entity_id, ()))
    return EntityPage(
        entity.id,
        entity.name,
        type_label(entity),
        briefing.vocabulary.sides[entity.side].label if entity.side else "",
        entity.native or "",
        entity.lang or "",
        lead(briefing, entity),
        bar(briefing, everything(briefing, entity_id)),
        tuple(
            FactRow(
                briefing.vocabulary.properties[fact.property].label,
                fact.value,
                named(briefing, fact.entity) if fact.entity else None,
                dated(fact.when) if fact.when else None,
                cited(briefing, fact.cite),
            )
            for fact in entity.facts
        ),
        tuple(
            Office(
                Piece(one.short, "claim", one.id), one.status, one.word, one.when, refer(one).refs
            )
            for one in rows(briefing, offices)
        ),
        tuple((one.name, named(briefing, one.source)) for one in entity.spellings),
        tuple(
            (*number, cited(briefing, one.cite))
            for number, one in zip(
                numbers(briefing, entity.identifiers), entity.identifiers, strict=True
            )
        ),
        _twins(briefing, entity),
        names(briefing, entity.distinct_from),
        ORIGINS.shown(desk, entity_id),
        replace(claims, rows=tuple(refer(one) for one in claims)),
        replace(says, rows=tuple(refer(one) for one in says)),
        RELATIONS.shown(desk, entity_id),
        neighbourhood(briefing, entity_id),
        designated,
        DESIGNATES.shown(desk, entity_id),
        ISSUED.shown(desk, entity_id),
        listings(briefing, entity_id),
        NEIGHBOURS.shown(desk, entity_id),
        cited_passages,
        citation(briefing, entity.name, entity_id, imprint),
        imprint.upkeep(entity_id, filed.path, filed.line),
        f"{filed.path}:{filed.line}",
    )


def spoken(briefing: Briefing, entity_id: str) -> tuple[str, ...]:
    """Return the claims that an entity asserts, denies or relays without a part in them."""
    own = set(briefing.claims_of.get(entity_id, ()))
    return tuple(key for key in briefing.said_by.get(entity_id, ()) if key not in own)


def everything(briefing: Briefing, entity_id: str) -> tuple[str, ...]:
    """Return the claims in which an entity has a part or speaks, in order of time."""
    return briefing.in_time((*briefing.claims_of.get(entity_id, ()), *spoken(briefing, entity_id)))


def _twins(briefing: Briefing, entity: Entity) -> tuple[tuple[Piece, tuple[Piece, ...]], ...]:
    """Return who may be the same, each once, with the claims that say so."""
    found: dict[str, list[str]] = {}
    for twin in entity.possibly_same_as:
        found.setdefault(twin.entity, []).append(twin.claim)
    return tuple(
        (named(briefing, who), claim_links(briefing, tuple(claims)))
        for who, claims in found.items()
    )


def relation_row(briefing: Briefing, line: Relation) -> RelationRow:
    """Return a line of the network as a row."""
    status = briefing.status(line.claim)
    return RelationRow(
        named(briefing, line.start),
        line.words,
        named(briefing, line.end),
        str(status),
        status.word,
        Piece(briefing.claims[line.claim].short, "claim", line.claim),
    )


def type_label(entity: Entity) -> str:
    """Return the type as pages print it."""
    return TYPE_LABELS.get(entity.type, entity.type)


def lead(briefing: Briefing, entity: Entity) -> str:
    """Return one sentence on what the briefing holds, so that no page and no preview is empty."""
    own, others = briefing.claims_of.get(entity.id, ()), spoken(briefing, entity.id)
    parts = [count(len(own), "claim")] if own else []
    if others:
        parts.append(
            f"the words of {count(len(others), 'other')}"
            if own
            else f"the words of {count(len(others), 'claim')}"
        )
    sources = _sources(briefing, (*own, *others))
    text = (
        f"{type_label(entity)} named in {' and in '.join(parts)}"
        if parts
        else (f"{type_label(entity)} without a claim so far")
    )
    text += f", from {count(len(sources), 'source')}." if sources else "."
    for item in designation_rows(briefing, briefing.designations_of.get(entity.id, ())):
        text += f" Listed by {item.authority.text}, {item.when.short}."
    return text


def _sources(briefing: Briefing, claim_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(a.cite.source for key in claim_ids for a in briefing.claims[key].assertions)
    )


def passages(briefing: Briefing, claim_ids: tuple[str, ...]) -> tuple[Passage, ...]:
    """Return the passages behind some claims, each once, numbered."""
    found = dict.fromkeys(cite for one in rows(briefing, claim_ids) for cite in one.cites)
    return tuple(Passage(number, cite) for number, cite in enumerate(found, 1))


def _referring(listed: tuple[Passage, ...]) -> Callable[[ClaimRow], ClaimRow]:
    """Return what gives a claim the numbers of its passages."""
    numbers = {one.cite: one.number for one in listed}
    return lambda row: row._replace(refs=tuple(sorted(numbers[cite] for cite in row.cites)))


def _offices(briefing: Briefing, entity_id: str, claim_ids: Iterable[str]) -> Iterator[str]:
    """Yield the claims that say which office the entity held."""
    for key in claim_ids:
        claim = briefing.claims[key]
        kind = briefing.vocabulary.claim_types[claim.type]
        begins = {edge.from_ for edge in kind.edges} or set(claim.roles)
        if kind.office and any(entity_id in claim.roles.get(role, ()) for role in begins):
            yield key


def _neighbours(briefing: Briefing, who: str, keys: Sequence[str]) -> tuple[Neighbour, ...]:
    shared = briefing.neighbours[who] if keys else {}
    return tuple(
        Neighbour(
            named(briefing, other),
            tuple(
                (Piece(briefing.claims[key].short, "claim", key), str(status), status.word)
                for key in shared[other]
                for status in (briefing.status(key),)
            ),
        )
        for other in keys
    )


def _series(
    name: str,
    form: str,
    what: str,
    keys: Callable[[Briefing, str], Iterable[K]],
    told: Callable[[Briefing, str, Sequence[K]], tuple[R, ...]],
    begins: Callable[[Desk, K], str],
) -> Series[K, R]:
    """Declare a list that every entity has: `what` stands before its name."""
    return Series(
        name,
        form,
        lambda briefing, who: f"{what} {briefing.entities[who].name}",
        lambda desk, who: keys(desk.briefing, who),
        lambda desk, who, several: told(desk.briefing, who, several),
        begins,
        lambda desk, who: named(desk.briefing, who),
        lambda desk: desk.briefing.settled("crowded", "", _crowded),
    )


def _crowded(briefing: Briefing, _: str) -> tuple[str, ...]:
    """Return the entities of which some list may outgrow its page; of the others nobody asks."""
    return tuple(
        who for who in briefing.entities if briefing.settled("crowded entity", who, _may_outgrow)
    )


def _may_outgrow(briefing: Briefing, who: str) -> bool:
    """Tell whether any list of an entity may have more rows than its page shows."""
    claims = {*briefing.claims_of.get(who, ()), *briefing.said_by.get(who, ())}
    # Each assertion brings one source at most.
    sources = sum(len(briefing.claims[key].assertions) for key in claims)
    others = (
        briefing.relations_of, briefing.neighbours,
        briefing.designations_by, briefing.instruments_of,
    )  # fmt: skip
    most = max(len(claims), sources, *(len(one.get(who, ())) for one in others))
    return most > min(one.whole for one in OF_ENTITIES)


def _name(desk: Desk, record_id: str) -> str:
    return named(desk.briefing, record_id).text


def _rows(briefing: Briefing, _: str, keys: Sequence[str]) -> tuple[ClaimRow, ...]:
    return rows(briefing, keys)


def _names(briefing: Briefing, _: str, keys: Sequence[str]) -> tuple[Piece, ...]:
    return names(briefing, keys)


CLAIMS: Claims = _series(
    "claims",
    "claims",
    "Claims about",
    lambda briefing, who: briefing.claims_of.get(who, ()),
    _rows,
    claim_begins,
)
SAYS: Claims = _series("says", "claims", "Said or passed on by", spoken, _rows, claim_begins)
ORIGINS: Series[str, Piece] = _series(
    "origins",
    "pieces",
    "Sources on",
    lambda briefing, who: _sources(briefing, everything(briefing, who)),
    _names,
    _name,
)
RELATIONS: Series[Relation, RelationRow] = _series(
    "relations",
    "relations",
    "Relations of",
    lambda briefing, who: briefing.relations_of.get(who, ()),
    lambda briefing, _, keys: tuple(relation_row(briefing, one) for one in keys),
    lambda desk, line: claim_begins(desk, line.claim),
)
DESIGNATES: Series[str, DesignationRow] = _series(
    "designates",
    "designations",
    "Designations by",
    lambda briefing, who: in_turn(briefing, briefing.designations_by.get(who, ())),
    lambda briefing, _, keys: designation_rows(briefing, keys),
    listed_begins,
)
ISSUED: Series[str, Piece] = _series(
    "issued",
    "pieces",
    "Instruments of",
    lambda briefing, who: briefing.instruments_of.get(who, ()),
    _names,
    _name,
)
NEIGHBOURS: Series[str, Neighbour] = _series(
    "links",
    "links",
    "What links to",
    lambda briefing, who: (
        other for other in briefing.neighbours.get(who, {}) if other in briefing.entities
    ),
    _neighbours,
    _name,
)
OF_ENTITIES: tuple[Series[Any, Any], ...] = (
    CLAIMS, SAYS, RELATIONS, DESIGNATES, ISSUED, NEIGHBOURS, ORIGINS,
)  # fmt: skip
