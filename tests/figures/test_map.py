"""The map: an invented one against its golden file, names that never meet, and what is real."""

from __future__ import annotations

import random

import pytest
import shapely

from macros import atlas
from macros.briefing import Briefing
from macros.evidence.desk import Desk
from macros.figures.map import places_map
from macros.views import places as view_of
from macros.views.places import Land, MapView, Mark, Places
from tests.figures.graphs import NAMES, golden, link, parsed

SQUARE = ((40.0, 40.0), (200.0, 40.0), (200.0, 300.0), (40.0, 300.0), (40.0, 40.0))
HOLE = ((90.0, 90.0), (120.0, 90.0), (120.0, 120.2), (90.0, 90.0))
COAST = ((240.0, 60.0), (380.0, 60.0), (380.0, 380.0), (240.0, 60.0))
INVENTED = MapView(
    "close",
    "Map of <an invented> land",
    420.0,
    440.0,
    (Land(2, (SQUARE, HOLE)), Land(0, (COAST,))),
    (
        Mark("norland", "Norland", "state", 120.0, 200.0, 12, "Norland: 12 claims (12 reported)"),
        Mark("oil-quay", "Oil Quay & Sons", "place", 130.0, 190.0, 2, "Oil Quay: 2 claims"),
        Mark("east-quay", "East Quay", "place", 415.0, 190.0, 1, "East Quay: 1 claim"),
    ),
)


def boxes(view: MapView) -> list[tuple[float, float, float, float]]:
    """Return where each name's hit box stands: left, top, right, bottom."""
    found = []
    for rect in parsed(places_map(view, link, "m")).iter("rect"):
        if rect.get("class") == "hit":
            x, y, w, h = (float(rect.get(key) or 0) for key in ("x", "y", "width", "height"))
            found.append((x + 3, y + 5, x + w - 3, y + h - 5))
    return found


def test_the_invented_map_is_drawn_as_it_was(request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")
    golden("map.svg", places_map(INVENTED, link, "map"), update=update)


@pytest.mark.parametrize("seed", range(12))
def test_names_meet_neither_one_another_nor_the_edge(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same map each time
    marks = tuple(
        Mark(
            f"place-{number}",
            chance.choice(NAMES),
            chance.choice(("place", "state")),
            chance.uniform(5, 415),
            chance.uniform(5, 435),
            chance.randint(1, 300),
            f"Place {number}",
        )
        for number in range(40)
    )
    view = MapView("close", "Map", 420.0, 440.0, (), marks)
    standing = boxes(view)
    assert standing
    for index, (left, top, right, bottom) in enumerate(standing):
        assert left >= 0 and top >= 0 and right <= view.width and bottom <= view.height
        for other in standing[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top, (
                index,
                other,
            )
    dots = parsed(places_map(view, link, "m")).iter("circle")
    places = sum(mark.kind == "place" for mark in marks)
    assert sum(one.get("class") == "dot" for one in dots) == places, "a place keeps its dot"


def test_every_mark_is_a_link_with_its_claims() -> None:
    links = list(parsed(places_map(INVENTED, link, "map")).iter("a"))
    assert [one.get("link") for one in links] == [
        "../entity/oil-quay/", "../entity/east-quay/", "../entity/norland/",
    ]  # fmt: skip
    assert all(one.get("role") == "link" and one.get("aria-label") for one in links)


# The map of the shipped briefing, from the package's data


@pytest.fixture(scope="module")
def real(shipped: Briefing) -> Places:
    return view_of.places(Desk(shipped))


def test_states_and_towns_stand_where_they_are(real: Places) -> None:
    wide, close = real.maps
    at = {mark.id: mark for mark in wide.marks}
    assert at["moscow"].x < at["pyongyang"].x < at["busan"].x < at["vostochny-port"].x + 20
    assert at["vostochny-port"].y < at["pyongyang"].y < at["busan"].y
    near = {mark.id for mark in close.marks}
    assert {"pyongyang", "busan", "vostochny-port", "north-korea", "south-korea"} <= near
    assert "moscow" not in near
    assert [land.weight for land in wide.lands].count(2) == 2


def test_every_place_is_drawn_listed_as_beyond_or_as_nowhere(
    real: Places, shipped: Briefing
) -> None:
    drawn = {mark.id for view in real.maps for mark in view.marks}
    off, unknown = {one.id for one in real.off}, {one.id for one in real.unknown}
    rows = {row.name.id for row in (*real.places, *real.states)}
    assert drawn | off | unknown == rows
    assert not drawn & off and not drawn & unknown and not off & unknown
    for row in (*real.places, *real.states):
        entity = shipped.entities[row.name.id]
        assert bool(row.position) == bool(entity.position)


def test_a_point_lies_within_its_state(real: Places) -> None:
    plane = atlas.Plane(40, 127)
    korea = next(one for one in atlas.states() if one.wikidata == "Q423")
    found = atlas.outlines(plane, (-0.2, -0.2, 0.2, 0.2), 0.0005)
    rings = next(one.rings for one in found if one.state == korea)
    point = shapely.Point(plane.place(39.03385, 125.75432))
    assert any(shapely.Polygon(ring).contains(point) for ring in rings)


def test_the_plane_is_true_to_area_and_middle() -> None:
    plane = atlas.Plane(50, 100)
    assert plane.place(50, 100) == pytest.approx((0, 0))
    north = plane.place(51, 100)
    east = plane.place(50, 101)
    assert north[1] < 0 and east[0] > 0
    assert atlas.distance((50, 100), (51, 100)) == pytest.approx(1)


# Without the package


def test_without_the_package_there_is_the_list(
    shipped: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atlas, "PACKAGE", "no_such_package_here")
    for cached in (atlas.states, atlas.outlines, atlas._data):
        cached.cache_clear()
    try:
        found = view_of.places(Desk(Briefing(shipped.library)))
    finally:
        monkeypatch.undo()
        for cached in (atlas.states, atlas.outlines, atlas._data):
            cached.cache_clear()
    assert found.maps == () and found.credit == "" and found.unknown == ()
    assert found.places and found.states
    assert {row.name.id for row in found.places} >= {"pyongyang", "tumen-river"}


def test_invented_states_are_on_no_map(sample: Briefing) -> None:
    found = view_of.places(Desk(sample))
    assert found.maps == ()
    assert {row.name.id for row in found.states} == {"norland", "sudmark"}
