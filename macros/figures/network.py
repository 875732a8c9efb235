"""The network: who is said to do what with whom, in a picture whose positions mean something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..views.network import Network
from .boxes import Box
from .layering import Layout, Party, lay_out
from .lettering import Lettered, lettered
from .parties import PARTY, about_line, about_party, breadth, framed, options, party, pill
from .routing import Route, routes
from .svg import Value, anchor, element
from .tangle import COLUMNS, STEP, Tie
from .widths import width

if TYPE_CHECKING:
    from . import Link

TALLEST = 340.0
LABEL = 12.0


@dataclass(frozen=True, slots=True)
class Picture:
    """The network laid out: where parties, lines and words are."""

    layout: Layout
    routes: Sequence[Route]
    words: Mapping[int, Lettered]
    names: Mapping[int, tuple[float, float]]
    """Where the name of each group stands."""


def network(page: Network, link: Link, prefix: str) -> Markup:
    """Draw the network of a page; empty where nobody has a relation."""
    if not page.nodes:
        return Markup("")
    drawing = draw(page, picture(page), link, prefix)
    return framed(drawing, "Network of the parties, to scroll where it is wider than the screen")


@lru_cache(maxsize=2)  # the page and the file show the same
def picture(page: Network) -> Picture:
    """Lay the network out."""
    place = {node.id: page.bands[node.band].place for node in page.nodes}
    pairs: Counter[tuple[str, str]] = Counter()
    for line in page.lines:
        pairs[min(line.start, line.end), max(line.start, line.end)] += 1
    parties = [
        Party(node.id, breadth(node), _height(node.id, place, pairs), place[node.id], node.band)
        for node in page.nodes
    ]
    layout = _laid_out(tuple(parties), tuple(Tie(a, b, many) for (a, b), many in pairs.items()))
    ways = routes(layout, [(line.start, line.end) for line in page.lines])
    names = {band: _name_at(panel, page.bands[band].place) for band, panel in layout.panels.items()}
    taken = [*layout.boxes.values()]
    for band, (x, y) in names.items():
        wide = width(page.bands[band].label, LABEL)
        taken.append(Box(x, y - LABEL * 0.35, wide, LABEL + 4))
    whole = Box(layout.width / 2, layout.height / 2, layout.width, layout.height)
    words = lettered(ways, [options(line, named=False) for line in page.lines], taken, whole)
    return Picture(layout, ways, words, names)


# Few changes of a record move a party.
_laid_out = lru_cache(maxsize=4)(lay_out)


def _height(key: str, place: Mapping[str, str], pairs: Mapping[tuple[str, str], int]) -> float:
    """Return how high a party stands: a line's step for each line at its busier side."""
    if place[key] not in COLUMNS:
        return PARTY
    sides: Counter[bool] = Counter()
    own = COLUMNS.index(place[key])
    for (a, b), many in pairs.items():
        if key in (a, b):
            other = place[b if key == a else a]
            if other in COLUMNS and other != place[key]:
                sides[COLUMNS.index(other) < own] += many
    return min(TALLEST, max(PARTY, max(sides.values(), default=0) * STEP + 10))


def _name_at(panel: Box, place: str) -> tuple[float, float]:
    if place == "above":
        return panel.x, panel.top + 15
    return panel.x, panel.bottom - 12


def draw(page: Network, laid: Picture, link: Link, prefix: str) -> Markup:
    """Write a laid-out network as SVG."""
    number = {node.id: index for index, node in enumerate(page.nodes)}
    name = {node.id: node.name.text for node in page.nodes}
    beside: dict[str, dict[int, None]] = defaultdict(dict)
    for line in page.lines:
        beside[line.start][number[line.end]] = None
        beside[line.end][number[line.start]] = None
    touching = Counter(who for line in page.lines for who in (line.start, line.end))
    about = [about_line(line, name[line.start], name[line.end]) for line in page.lines]
    panels = [
        Markup("").join(
            (
                element(
                    "rect",
                    {
                        "class": f"panel panel--{page.bands[band].place}",
                        "x": box.left,
                        "y": box.top,
                        "width": box.w,
                        "height": box.h,
                        "rx": 8,
                    },
                )
                if page.bands[band].label
                else "",
                element(
                    "text",
                    {"class": "side", "x": laid.names[band][0], "y": laid.names[band][1]},
                    page.bands[band].label,
                ),
            )
        )
        for band, box in laid.layout.panels.items()
    ]
    strokes, words = [], []
    for index, line in enumerate(page.lines):
        kind = f"tie--{line.status}{' tie--office' if line.office else ''}"
        classes = f"tie {kind} of-{number[line.start]} of-{number[line.end]}"
        href = link("claim", line.claims[0].id)
        put = laid.words.get(index)
        drawn = _stroke(laid.routes[index], about[index])
        if put is None:
            strokes.append(anchor(href, about[index], {"class": classes}, *drawn))
        else:
            hidden: dict[str, Value] = {"tabindex": -1, "aria-hidden": "true"}
            strokes.append(element("a", {"xlink:href": href, "class": classes, **hidden}, *drawn))
            words.append(
                anchor(
                    href,
                    about[index],
                    {"class": f"{classes} tie--words"},
                    element("title", None, about[index]),
                    pill(line.status, put.text, put.box),
                )
            )
    parties = [
        party(
            node,
            laid.layout.boxes[node.id],
            link(node.name.kind, node.name.id),
            about_party(node, page.bands[node.band].label, touching[node.id]),
            " ".join((f"no-{number[node.id]}", *(f"by-{one}" for one in beside[node.id]))),
        )
        for node in page.nodes
    ]
    return element(
        "svg",
        {
            "class": "net",
            "viewBox": f"0 0 {laid.layout.width:.0f} {laid.layout.height:.0f}",
            "role": "group",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
        },
        element("title", {"id": f"{prefix}-title"}, "Network of the parties"),
        element("desc", {"id": f"{prefix}-desc"}, description(page)),
        element("g", {"class": "panels"}, *panels),
        element("g", {"class": "ties"}, *strokes),
        element("g", {"class": "parties"}, *parties),
        element("g", {"class": "ties"}, *words),
    )


def _stroke(route: Route, about: str) -> tuple[Markup, ...]:
    return (
        element("title", None, about),
        element("path", {"class": "reach", "d": route.path}),
        element("path", {"class": "way", "d": route.path}),
        element("path", {"class": "head", "d": route.head}),
    )


def description(page: Network) -> str:
    """Say in words what the picture shows."""
    statuses = Counter(line.word for line in page.lines)
    said = ", ".join(f"{many} {word.lower()}" for word, many in statuses.items())
    return (
        f"{len(page.nodes)} parties and {len(page.lines)} lines between them: {said}. "
        f"{page.positions} A line runs from the party that acts to the one that is acted on; lines "
        "of one direction and status are drawn as one. The table after the figure holds every "
        "relation."
    )
