"""Maps of the places that claims name: outlines of states, marks and names that never meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..views.places import Land, MapView, Mark
from .boxes import Box
from .svg import Value, anchor, element, number
from .widths import shortened, sure, width

if TYPE_CHECKING:
    from . import Link

DOT, PLACE, STATE = 4.2, 12.0, 11.5
"""Radius of a dot, and the type sizes of a place's and of a state's name."""
_HIGH, _GAP, _LONGEST = 15.0, 6.0, 170.0


def places_map(view: MapView, link: Link, prefix: str) -> Markup:
    """Return one map as SVG; names for which there is no room are left to the table."""
    key = f"{prefix}-{view.name}"
    lettered = list(_lettered(view))
    return element(
        "svg",
        {
            "class_": f"figure map map--{view.name}",
            "viewBox": f"0 0 {number(view.width)} {number(view.height)}",
            "role": "group",
            "aria-labelledby": f"{key}-title {key}-desc",
        },
        element("title", {"id": f"{key}-title"}, view.title),
        element("desc", {"id": f"{key}-desc"}, _description(view)),
        element("rect", {"class_": "map__sea", "width": view.width, "height": view.height}),
        *_lands(view.lands),
        *(_mark(mark, words, box, link) for mark, words, box in lettered),
    )


def _description(view: MapView) -> str:
    marks = "; ".join(mark.about for mark in view.marks)
    return f"Marks, each a link: {marks}. The table of places holds the same in words."


def _lands(lands: tuple[Land, ...]) -> Iterator[Markup]:
    for weight in (0, 1, 2):
        path = "".join(_path(land) for land in lands if land.weight == weight)
        if path:
            name = f"map__land map__land--{weight}"
            yield element("path", {"class_": name, "fill_rule": "evenodd", "d": path})


def _path(land: Land) -> str:
    """Return rings as a path of whole units, each point told from the one before it."""
    found = []
    for ring in land.rings:
        start, *rest = [(round(x), round(y)) for x, y in ring[:-1]]
        steps, at = [], start
        for point in rest:
            if point != at:
                steps.append(f"{point[0] - at[0]} {point[1] - at[1]}")
                at = point
        if len(steps) > 1:
            found.append(f"M{start[0]} {start[1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(found)


def _lettered(view: MapView) -> Iterator[tuple[Mark, str, Box | None]]:
    """Yield each mark with its words and where they stand; towns choose before states."""
    whole = Box(view.width / 2, view.height / 2, view.width - 8, view.height - 8)
    dots = [Box(one.x, one.y, 2 * DOT, 2 * DOT) for one in view.marks if one.kind == "place"]
    standing: list[Box] = []
    for mark in sorted(view.marks, key=lambda one: one.kind != "place"):
        words, wide = _words(mark)
        box = next(
            (
                box
                for box in _tries(mark, wide)
                if whole.holds((box.left, box.top))
                and whole.holds((box.right, box.bottom))
                and not any(box.meets(other, 2.0) for other in (*standing, *dots))
            ),
            None,
        )
        if box is not None:
            standing.append(box)
        if box is not None or mark.kind == "place":
            yield mark, words, box


def _words(mark: Mark) -> tuple[str, float]:
    size = PLACE if mark.kind == "place" else STATE
    many = f" {mark.claims}"
    words = shortened(mark.name, size, _LONGEST - width(many, size)) + many
    return words, width(words, size)


def _tries(mark: Mark, wide: float) -> Iterator[Box]:
    """Yield where a mark's words may stand, best first."""
    near = DOT + _GAP + wide / 2
    sides = ((near, 0.0), (-near, 0.0), (0.0, -_HIGH), (0.0, _HIGH))
    corners = ((near, -9.0), (near, 9.0), (-near, -9.0), (-near, 9.0))
    if mark.kind == "place":
        steps: tuple[tuple[float, float], ...] = (*sides, *corners)
    else:
        rings = [(dx * far, dy * far) for far in (1, 2, 3) for dx, dy in _AROUND]
        steps = ((0.0, 0.0), *rings)
    for dx, dy in steps:
        yield Box(mark.x + dx, mark.y + dy, wide, _HIGH)


_AROUND = ((0, -16), (0, 16), (-26, 0), (26, 0), (-26, -16), (26, -16), (-26, 16), (26, 16))


def _mark(mark: Mark, words: str, box: Box | None, link: Link) -> Markup:
    parts = [element("title", None, mark.about)]
    if mark.kind == "place":
        parts.append(element("circle", {"class_": "hit", "cx": mark.x, "cy": mark.y, "r": 12}))
        parts.append(element("circle", {"class_": "dot", "cx": mark.x, "cy": mark.y, "r": DOT}))
    if box is not None:
        hit: dict[str, Value] = {
            "class_": "hit",
            "x": box.left - 3,
            "y": box.y - 12,
            "width": box.w + 6,
            "height": 24,
        }
        size = PLACE if mark.kind == "place" else STATE
        place: dict[str, Value] = {"x": box.left, "y": box.y + size * 0.35}
        if sure(words):
            place |= {"textLength": box.w, "lengthAdjust": "spacingAndGlyphs"}
        parts += [element("rect", hit), element("text", place, words)]
    return anchor(link("entity", mark.id), mark.about, {"class": f"spot spot--{mark.kind}"}, *parts)
