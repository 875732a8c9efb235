"""Indexes: entities by type, sources, instruments by issuer, threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.entity import ENTITY_TYPES
from ..wording import Piece
from .entity import lead
from .parts import Share, bar, count, named
from .series import Long, Series
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
    cards: Long[Card]
    """Of very many, those with most claims."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index page's groups."""

    groups: tuple[Group, ...]


def entity_index(desk: Desk) -> Index:
    """Return entities by type, in alphabetical order."""
    kinds = [kind for kind in TYPE_GROUPS if kind in ENTITY_TYPES]
    return _index(desk, ENTITIES, [(kind, kind.lower(), TYPE_GROUPS[kind]) for kind in kinds])


def source_index(desk: Desk) -> Index:
    """Return sources that we hold, and documents that they tell of."""
    return _index(desk, SOURCES, [(key, key, label) for key, label in SOURCE_GROUPS.items()])


def instrument_index(desk: Desk) -> Index:
    """Return instruments by issuer, oldest first."""
    issuers = INSTRUMENTS.subjects(desk)
    entities = desk.briefing.entities
    return _index(desk, INSTRUMENTS, [(key, key, entities[key].name) for key in issuers])


def thread_index(desk: Desk) -> Index:
    """Return threads of claims."""
    return Index((Group("threads", "Threads", _cards(desk, THREADS)),))


def _index(desk: Desk, series: Series[str, Card], groups: Iterable[tuple[str, str, str]]) -> Index:
    """Return the groups that hold anything; each is (subject, anchor, label)."""
    found = (Group(anchor, label, _cards(desk, series, key)) for key, anchor, label in groups)
    return Index(tuple(group for group in found if len(group.cards)))


def _cards(desk: Desk, series: Series[str, Card], subject: str = "") -> Long[Card]:
    """Return the cards of a group; of very many, those with most claims, in their order."""
    keys = series.all_keys(desk, subject)
    weights = {key: _weight(desk.briefing, key) for key in keys}
    most = set(sorted(keys, key=lambda key: -weights[key])[: series.few])
    return series.shown(desk, subject, (key for key in keys if key in most))


def _weight(briefing: Briefing, key: str) -> int:
    return sum(
        len(table.get(key, ()))
        for table in (briefing.claims_of, briefing.claims_from, briefing.threads)
    )


def _named(desk: Desk, kind: str) -> list[str]:
    """Return the entities of a type, in alphabetical order."""
    entities = desk.briefing.entities
    found = (key for key, one in entities.items() if one.type == kind)
    return sorted(found, key=lambda key: entities[key].name.casefold())


def _entity_card(briefing: Briefing, key: str) -> Card:
    claims = briefing.claims_of.get(key, ())
    return Card(named(briefing, key), lead(briefing, briefing.entities[key]), bar(briefing, claims))


def _source_card(briefing: Briefing, key: str) -> Card:
    source = briefing.sources[key]
    return Card(
        Piece(source.title, "source", key),
        f"{source.short}. {source_lead(briefing, source)}",
        bar(briefing, briefing.claims_from.get(key, ())),
    )


def _instrument_card(briefing: Briefing, key: str) -> Card:
    item = briefing.instruments[key]
    text = f"{item.symbol}, {item.events[0].kind} {item.events[0].when.date.short()}"
    return Card(named(briefing, key), text, ())


def _issued(desk: Desk) -> dict[str, list[str]]:
    """Return instruments by issuer, oldest first."""
    found: dict[str, list[str]] = {}
    instruments = desk.briefing.instruments.values()
    for item in sorted(instruments, key=lambda item: item.events[0].when.date):
        found.setdefault(item.issuer, []).append(item.id)
    return found


def _thread_card(briefing: Briefing, thread: str) -> Card:
    keys, term = briefing.threads[thread], briefing.vocabulary.threads[thread]
    return Card(
        Piece(term.label, "thread", thread),
        f"{count(len(keys), 'claim')}. {term.definition}",
        bar(briefing, [key for key in keys if key in briefing.standing]),
    )


def _card_rows(
    card: Callable[[Briefing, str], Card],
) -> Callable[[Desk, str, Sequence[str]], tuple[Card, ...]]:
    name = card.__name__
    return lambda desk, _, keys: tuple(desk.briefing.settled(name, key, card) for key in keys)


SOURCE_GROUPS = {"held": "Sources that we read", "told": "Documents that they tell of"}

ENTITIES = Series(
    "entities",
    "cards",
    lambda _, kind: TYPE_GROUPS[kind],
    _named,
    _card_rows(_entity_card),
    lambda desk, key: desk.briefing.entities[key].name,
    lambda _, kind: Piece("Entities", "page", "entities"),
    lambda _: TYPE_GROUPS,
    whole=40,
)
SOURCES = Series(
    "sources",
    "cards",
    lambda _, group: SOURCE_GROUPS[group],
    lambda desk, group: (
        key for key, one in desk.briefing.sources.items() if one.seen == (group == "held")
    ),
    _card_rows(_source_card),
    lambda desk, key: desk.briefing.sources[key].short,
    lambda _, group: Piece("Sources", "page", "sources"),
    lambda _: SOURCE_GROUPS,
)
INSTRUMENTS = Series(
    "instruments",
    "cards",
    lambda briefing, issuer: f"Instruments of {briefing.entities[issuer].name}",
    lambda desk, issuer: _issued(desk).get(issuer, ()),
    _card_rows(_instrument_card),
    lambda desk, key: desk.briefing.instruments[key].events[0].when.date.short(),
    lambda _, issuer: Piece("Instruments", "page", "instruments"),
    _issued,
)
THREADS = Series(
    "threads",
    "cards",
    lambda *_: "Threads",
    lambda desk, _: desk.briefing.threads,
    _card_rows(_thread_card),
    lambda desk, key: desk.briefing.vocabulary.threads[key].label,
    lambda *_: Piece("Claims", "page", "claims"),
)
