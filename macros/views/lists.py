"""Pages that list records: indexes, unknowns and corrections."""

from __future__ import annotations

from dataclasses import dataclass

from ..briefing import Briefing
from ..records.entity import ENTITY_TYPES
from ..status import Status
from ..wording import Piece
from .claim import Change, claim_links
from .differences import NOTED, RECORD, Difference, Kin, differences, kindred
from .entity import lead
from .parts import ClaimRow, Share, bar, count, named, rows
from .source import source_lead

TYPE_GROUPS = {
    "Country": "States",
    "PublicBody": "Public bodies",
    "Organization": "Organisations",
    "Company": "Companies",
    "Person": "People",
    "Vessel": "Ships",
    "Place": "Places",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A record in an index."""

    name: Piece
    lead: str
    bar: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one type."""

    anchor: str
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index page's groups."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What the sources leave open."""

    undated: tuple[ClaimRow, ...]
    inferred: tuple[ClaimRow, ...]
    unnamed: tuple[ClaimRow, ...]
    single: tuple[ClaimRow, ...]
    """Alleged or disputed claims with one origin only."""
    identity: tuple[tuple[Piece, Piece, tuple[Piece, ...]], ...]
    """(record, the one that may be the same, the claim that says so)."""
    records: tuple[Difference, ...]
    """Articles against official records."""
    reports: tuple[Difference, ...]
    """Articles against reports of which only a note was seen."""
    kindred: tuple[Kin, ...]
    """Claims of one side among themselves."""
    unseen: tuple[Piece, ...]
    """Documents that our sources cite and we have not seen."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Every correction and withdrawal, newest first."""

    policy: str
    changes: tuple[tuple[Piece, Change], ...]
    withdrawn: tuple[tuple[Piece, Change], ...]


def entity_index(briefing: Briefing) -> Index:
    """Return entities by type, in alphabetical order."""
    groups = []
    for kind in (name for name in TYPE_GROUPS if name in ENTITY_TYPES):
        cards = tuple(
            Card(
                named(briefing, key),
                lead(briefing, entity),
                bar(briefing, briefing.claims_of.get(key, ())),
            )
            for key, entity in sorted(
                briefing.entities.items(), key=lambda item: item[1].name.casefold()
            )
            if entity.type == kind
        )
        if cards:
            groups.append(Group(kind.lower(), TYPE_GROUPS[kind], cards))
    return Index(tuple(groups))


def source_index(briefing: Briefing) -> Index:
    """Return sources that we hold, and documents that they tell of."""
    held: list[Card] = []
    told: list[Card] = []
    for key, source in briefing.sources.items():
        card = Card(
            Piece(source.title, "source", key),
            f"{source.short}. {source_lead(briefing, source)}",
            bar(briefing, briefing.claims_from.get(key, ())),
        )
        (held if source.seen else told).append(card)
    groups = [
        Group("held", "Sources that we read", tuple(held)),
        Group("told", "Documents that they tell of", tuple(told)),
    ]
    return Index(tuple(group for group in groups if group.cards))


def instrument_index(briefing: Briefing) -> Index:
    """Return instruments by issuer, oldest first."""
    groups: dict[str, list[Card]] = {}
    order = sorted(briefing.instruments.values(), key=lambda item: item.events[0].when.date)
    for item in order:
        text = f"{item.symbol}, {item.events[0].kind} {item.events[0].when.date.short()}"
        card = Card(named(briefing, item.id), text, ())
        groups.setdefault(item.issuer, []).append(card)
    return Index(
        tuple(
            Group(issuer, briefing.entities[issuer].name, tuple(cards))
            for issuer, cards in groups.items()
        )
    )


def thread_index(briefing: Briefing) -> Index:
    """Return threads of claims."""
    cards = tuple(
        Card(
            Piece(briefing.vocabulary.threads[thread].label, "thread", thread),
            f"{count(len(keys), 'claim')}. {briefing.vocabulary.threads[thread].definition}",
            bar(briefing, [key for key in keys if key in briefing.standing]),
        )
        for thread, keys in briefing.threads.items()
    )
    return Index((Group("threads", "Threads", cards),))


def unknowns(briefing: Briefing) -> Unknowns:
    """Return what the sources leave open: dates, names, second origins, identities."""
    claims = briefing.standing
    ordered = briefing.in_time(claims)
    contested = (Status.ALLEGED, Status.DISPUTED)
    pairs: dict[tuple[str, str], dict[str, None]] = {}
    for key, entity in briefing.entities.items():
        for twin in entity.possibly_same_as:
            one, other = sorted((key, twin.entity))
            pairs.setdefault((one, other), {})[twin.claim] = None
    return Unknowns(
        rows(briefing, [key for key in ordered if claims[key].when is None]),
        rows(
            briefing,
            [key for key in ordered if (when := claims[key].when) and when.basis == "inferred"],
        ),
        rows(
            briefing,
            [key for key in ordered if any("unnamed" in a.by for a in claims[key].assertions)],
        ),
        rows(
            briefing,
            [
                key
                for key in ordered
                if briefing.status(key) in contested and len(briefing.verdicts[key].origins) == 1
            ],
        ),
        tuple(
            (named(briefing, one), named(briefing, other), claim_links(briefing, tuple(claims_)))
            for (one, other), claims_ in pairs.items()
        ),
        differences(briefing, RECORD),
        differences(briefing, NOTED),
        kindred(briefing),
        tuple(named(briefing, key) for key, one in briefing.sources.items() if not one.seen),
    )


def corrections(briefing: Briefing) -> Corrections:
    """Return every correction and withdrawal, newest first."""
    changes = [
        (one.date, Piece(claim.short, "claim", key), Change(one.date.short(), one.was, one.why))
        for key, claim in briefing.claims.items()
        for one in claim.corrections
    ]
    withdrawn = [
        (
            claim.withdrawn.date,
            Piece(claim.short, "claim", key),
            Change(claim.withdrawn.date.short(), claim.text, claim.withdrawn.why),
        )
        for key, claim in briefing.claims.items()
        if claim.withdrawn
    ]
    return Corrections(
        briefing.settings.corrections,
        tuple(item[1:] for item in sorted(changes, key=lambda item: item[0], reverse=True)),
        tuple(item[1:] for item in sorted(withdrawn, key=lambda item: item[0], reverse=True)),
    )
