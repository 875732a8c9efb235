"""Places: where what the claims say is said to have happened, as maps and as a table.

A place stands on a map where its record says so, with a cite; a state stands where the map data
have it, found by its cited key in Wikidata or else by its name. Whatever has neither is listed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..atlas import CREDIT, Box, Outline, Plane, State, distance, outlines, states
from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.entity import Entity
from ..wording import Piece
from .parts import Cited, ClaimRow, Share, bar, cited, count, named, names, rows
from .series import Long, Series

REACH = 70.0
"""How far from the place that most claims name the wide map goes, in degrees of a great circle."""
NEAR = 8.0
"""Radius of the stretch that the close map shows, in degrees."""
TOLD = 12
"""Up to so many claims of a place are listed; more stand on its page."""
MARKS = 60
"""How many places the maps show at most: those that most claims name."""
SIZES = {"wide": (680.0, 440.0), "close": (420.0, 440.0)}
FINE = 1.3
"""The finest detail of a coast, in a map's units."""
_PADDING = 60.0
_LEAST = math.radians(6)
"""The least stretch of the earth that a map is as wide as."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place or state on a map, in the map's own units."""

    id: str
    name: str
    kind: str
    """place or state."""
    x: float
    y: float
    claims: int
    about: str
    """Its name with its claims by status."""


@dataclass(frozen=True, slots=True)
class Land:
    """A state's outline on a map, in the map's own units."""

    weight: int
    """0 where no claim names it, 2 where half as many do as name any, else 1."""
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """One map: what a figure draws."""

    name: str
    """wide or close."""
    title: str
    width: float
    height: float
    lands: tuple[Land, ...]
    marks: tuple[Mark, ...]
    """Those with most claims first."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place or state in the table."""

    name: Piece
    kind: str
    within: tuple[tuple[Piece, Cited], ...]
    """Where it is said to be, with the source."""
    position: str
    """“39.03385, 125.75432”; empty where no source of ours gives one."""
    cite: Cited | None
    total: str
    bar: tuple[Share, ...]
    claims: tuple[ClaimRow, ...]
    """What is said of it, where that is not much."""
    on_map: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Every place and state that a claim names."""

    total: str
    maps: tuple[MapView, ...]
    credit: str
    """Whose the map data are; empty where there is no map."""
    off: tuple[Piece, ...]
    """Located, but beyond the edge of the map; the first few of many."""
    unknown: tuple[Piece, ...]
    """Named, but nowhere to be put; the first few of many."""
    more: str
    """How many others the maps do not show, as a sentence; else empty."""
    places: Long[PlaceRow]
    states: Long[PlaceRow]


def places(desk: Desk) -> Places:
    """Return every place and state that a standing claim names."""
    return desk.briefing.once("places", "", lambda *_: _places(desk))


def _places(desk: Desk) -> Places:
    briefing = desk.briefing
    found = _named(briefing)
    drawn = _drawn(briefing)
    off = [one for one in drawn.where if drawn.maps and one not in drawn.shown]
    unknown = [one.id for one in found if drawn.maps and one.id not in drawn.where]
    left_out = sum(max(len(ids) - TOWNS.few, 0) for ids in (off, unknown))
    return Places(
        count(len(found), "place") if found else "no place",
        drawn.maps,
        CREDIT if drawn.maps else "",
        names(briefing, off[: TOWNS.few]),
        names(briefing, unknown[: TOWNS.few]),
        f"{count(left_out, 'more place')} not on the map." if left_out else "",
        TOWNS.shown(desk),
        STATES.shown(desk),
    )


def _named(briefing: Briefing) -> list[Entity]:
    """Return every place and state that a standing claim names, those named most first."""
    found = [
        one
        for one in briefing.entities.values()
        if one.type in ("Place", "Country") and _claims(briefing, one.id)
    ]
    return sorted(found, key=lambda one: (-len(_claims(briefing, one.id)), one.id))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The maps, where each place is that has a position, and which of them a map shows."""

    maps: tuple[MapView, ...]
    where: dict[str, Point]
    shown: frozenset[str]


def _drawn(briefing: Briefing) -> _Drawn:
    return briefing.settled("maps", "", _mapped)


def _mapped(briefing: Briefing, _: str) -> _Drawn:
    found = _named(briefing)
    known = _matched(found)
    where = _located(found, known)
    maps = _maps(briefing, dict(list(where.items())[:MARKS]), known)
    return _Drawn(maps, where, frozenset(mark.id for view in maps for mark in view.marks))


def _claims(briefing: Briefing, place: str) -> tuple[str, ...]:
    return briefing.claims_of.get(place, ())


def _matched(entities: Iterable[Entity]) -> dict[str, State]:
    """Return the states among some entities, as the map data have them."""
    by_key = {state.wikidata: state for state in states()}
    by_name = {name: state for state in reversed(states()) for name in state.names}
    found = {}
    for one in entities:
        if one.type == "Country":
            keys = [number.value for number in one.identifiers if number.scheme == "wikidata"]
            state = next((by_key[key] for key in keys if key in by_key), by_name.get(one.name))
            if state:
                found[one.id] = state
    return found


def _located(entities: Iterable[Entity], known: dict[str, State]) -> dict[str, Point]:
    """Return (latitude, longitude) of what has a position, in the order given."""
    found: dict[str, Point] = {}
    for one in entities:
        if one.position:
            found[one.id] = float(one.position.latitude), float(one.position.longitude)
        elif one.id in known:
            found[one.id] = known[one.id].latitude, known[one.id].longitude
    return found


def _maps(
    briefing: Briefing, where: dict[str, Point], known: dict[str, State]
) -> tuple[MapView, ...]:
    """Return the wide map, and a close one where several marks of it crowd together."""
    if not where or not states():
        return ()
    heart = next(iter(where.values()))
    within = [one for one in where if distance(where[one], heart) <= REACH]
    settings = briefing.settings.title
    wide = _map(briefing, "wide", f"Map of the places named in {settings}", within, where, known)
    crowd = _crowd(briefing, within, where)
    if len(crowd) < 2 or len(crowd) == len(within):
        return (wide,)
    centre = briefing.entities[crowd[0]].name
    title = f"Map of the places named around {centre}"
    return wide, _map(briefing, "close", title, crowd, where, known)


def _crowd(briefing: Briefing, within: Sequence[str], where: dict[str, Point]) -> list[str]:
    """Return the marks near the place that has most others near it; itself first."""
    spots = [one for one in within if briefing.entities[one].type == "Place"]
    near = {
        one: [one]
        + [other for other in within if other != one and distance(where[one], where[other]) <= NEAR]
        for one in spots
    }
    return max(near.values(), key=len) if near else []


def _map(
    briefing: Briefing,
    name: str,
    title: str,
    ids: Sequence[str],
    where: dict[str, Point],
    known: dict[str, State],
) -> MapView:
    width, height = SIZES[name]
    plane = _plane([where[one] for one in ids])
    box, scale = _framed([plane.place(*where[one]) for one in ids], width, height)

    def on_map(point: Point) -> Point:
        return (point[0] - box[0]) * scale, (point[1] - box[1]) * scale

    lands = outlines(plane, box, FINE / scale)
    drawn = {land.state: land for land in lands}
    marks = []
    for one in where:
        point = plane.place(*where[one])
        if not (box[0] < point[0] < box[2] and box[1] < point[1] < box[3]):
            land = drawn.get(known[one]) if one in known else None
            if land is None or name == "wide":
                continue
            point = land.middle  # a state of which only a part is seen is named within that part
        entity = briefing.entities[one]
        keys = _claims(briefing, one)
        kind = "state" if entity.type == "Country" else "place"
        x, y = on_map(point)
        marks.append(Mark(one, entity.name, kind, x, y, len(keys), _about(briefing, entity, keys)))
    counts = {state: len(_claims(briefing, one)) for one, state in known.items()}
    return MapView(
        name,
        title,
        width,
        height,
        tuple(_land(land, counts, on_map) for land in lands),
        tuple(marks),
    )


def _land(land: Outline, counts: dict[State, int], on_map: Callable[[Point], Point]) -> Land:
    many, most = counts.get(land.state, 0), max(counts.values(), default=0)
    weight = 0 if not many else 2 if 2 * many >= most else 1
    return Land(weight, tuple(tuple(on_map(point) for point in ring) for ring in land.rings))


def _plane(points: Sequence[Point]) -> Plane:
    """Return the plane about the middle of some points, so that none is bent more than need be."""
    x = y = z = 0.0
    for latitude, longitude in points:
        up, east = math.radians(latitude), math.radians(longitude)
        x += math.cos(up) * math.cos(east)
        y += math.cos(up) * math.sin(east)
        z += math.sin(up)
    return Plane(math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))


def _framed(points: Sequence[Point], width: float, height: float) -> tuple[Box, float]:
    """Return the box of the plane that a map shows, and how many of its units a radius takes."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    scale = min(
        (width - 2 * _PADDING) / max(max(xs) - min(xs), _LEAST),
        (height - 2 * _PADDING) / max(max(ys) - min(ys), _LEAST),
    )
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    across, down = width / scale / 2, height / scale / 2
    return (x - across, y - down, x + across, y + down), scale


def _about(briefing: Briefing, entity: Entity, keys: Sequence[str]) -> str:
    shares = ", ".join(f"{share.count} {share.word.lower()}" for share in bar(briefing, keys))
    return f"{entity.name}: {count(len(keys), 'claim')} ({shares})"


def _row(briefing: Briefing, entity: Entity) -> PlaceRow:
    shown = _drawn(briefing).shown
    keys = _claims(briefing, entity.id)
    position = entity.position
    return PlaceRow(
        named(briefing, entity.id),
        "State" if entity.type == "Country" else "Place",
        tuple(
            (named(briefing, fact.entity), cited(briefing, fact.cite))
            for fact in entity.facts
            if fact.entity and briefing.entities[fact.entity].type in ("Country", "Place")
        ),
        f"{position.latitude}, {position.longitude}" if position else "",
        cited(briefing, position.cite) if position else None,
        count(len(keys), "claim"),
        bar(briefing, keys),
        rows(briefing, keys) if len(keys) <= TOLD else (),
        entity.id in shown,
    )


def _table(name: str, title: str, kind: str) -> Series[str, PlaceRow]:
    return Series(
        name,
        "places",
        lambda *_: title,
        lambda desk, _: (one.id for one in _named(desk.briefing) if one.type == kind),
        lambda desk, _, keys: tuple(
            _row(desk.briefing, desk.briefing.entities[key]) for key in keys
        ),
        lambda desk, key: desk.briefing.entities[key].name,
        lambda *_: Piece("Places", "page", "places"),
        whole=40,
        size=60,
    )


TOWNS = _table("towns", "Towns, ports, regions", "Place")
STATES = _table("states", "States", "Country")
