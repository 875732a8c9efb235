"""Figures as files: each can be downloaded, with its palette and its links written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from .evidence.desk import Desk
from .figures import Link
from .figures import network as network_figure
from .figures.bars import passage_strip
from .figures.lanes import WIDE
from .figures.map import places_map
from .figures.neighbourhood import draw as draw_neighbourhood
from .figures.standalone import standalone
from .figures.timeline import drawing
from .inert import written
from .views import lines, network, places, sanctions, timeline

# Figures of hand-written pages, by name, and those of a record's page, by their folder.
FIGURES_OWN = {
    "chronology": "figures/chronology.svg",
    "network": "figures/network.svg",
    "sanctions": "figures/sanctions.svg",
    "map-wide": "figures/map-wide.svg",
    "map-close": "figures/map-close.svg",
}
FIGURES_OF = {"neighbourhood": "figures/entities", "strip": "figures/sources"}
UP = "../../"
"""From a record's page, and from the file of its figure, to the site's root."""
ASSETS = Path(__file__).parent / "theme" / "assets"
FIGURE_STYLES = ("briefing.css", "figures.css")

Outside = Callable[[str, str, str], str]
"""(folder of the file, kind, id) → the address of a record, seen from that file."""


Made = tuple[str, object, Callable[[], bytes]]
"""A file: its address, all that it is made from, and how it is made from that."""


def drawings(desk: Desk, outside: Outside) -> Iterator[Made]:
    """Yield the figures of hand-written pages as SVG files, each with its address from the root."""
    for address, view, draw in _drawn(desk, outside):
        yield address, view, partial(_file, draw)


def of_page(kind: str, record_id: str, view: Any, link: Link, root: str) -> Iterator[Made]:
    """Yield the figure of a record's page as a file, drawn with the links of that page.

    `root` is what leads from the file to the site's root; from the page that is `UP`.
    """
    figures: list[tuple[str, object, Callable[[], Markup]]] = []
    if kind == "entity" and (near := view.neighbourhood):
        drawn = partial(_neighbourhood, near, record_id, link, root)
        figures.append(("neighbourhood", near, drawn))
    if kind == "source" and (strip := view.strip):
        figures.append(("strip", strip, partial(passage_strip, strip, "strip", alone=True)))
    for name, made_from, draw in figures:
        yield f"{FIGURES_OF[name]}/{record_id}.svg", made_from, partial(_file, draw)


def _file(draw: Callable[[], Markup]) -> bytes:
    return standalone(draw(), _css())


def read_again() -> None:
    """Let the style sheets of figures be read anew, as a whole build in a long life has to."""
    _css.cache_clear()


@cache
def _css() -> str:
    return "".join((ASSETS / name).read_text("utf-8") for name in FIGURE_STYLES)


def _drawn(desk: Desk, outside: Outside) -> Iterator[tuple[str, object, Callable[[], Markup]]]:
    briefing = desk.briefing
    link = partial(outside, "figures/")
    acts = sanctions.sanctions_chronology(desk).figure
    for name, view in (("chronology", timeline.timeline_view(briefing)), ("sanctions", acts)):
        yield FIGURES_OWN[name], view, partial(drawing, view, link, name, WIDE)
    ties = network.network(desk)
    if ties.nodes:
        yield FIGURES_OWN["network"], ties, partial(_network, ties, link)
    for one in places.places(desk).maps:
        yield FIGURES_OWN[f"map-{one.name}"], one, partial(places_map, one, link, "map")


def _network(ties: network.Network, link: Link) -> Markup:
    return network_figure.draw(ties, network_figure.picture(ties), link, "network")


def _neighbourhood(near: lines.Neighbourhood, key: str, link: Link, root: str) -> Markup:
    inside = str(draw_neighbourhood(near, link, "relations")).replace(
        f'xlink:href="{UP}', f'xlink:href="{root}'
    )
    table = f'"{link("entity", key)}#relations"'.replace(f'"{UP}', f'"{root}')
    return written(inside.replace('"#relations-table"', table))
