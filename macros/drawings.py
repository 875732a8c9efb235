"""Figures as files: each can be downloaded, with its palette and its links written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from markupsafe import Markup

from .evidence.desk import Desk
from .figures import Link
from .figures import network as network_figure
from .figures.bars import passage_strip
from .figures.lanes import WIDE
from .figures.map import places_map
from .figures.neighbourhood import draw as draw_neighbourhood
from .figures.standalone import palette, standalone
from .figures.timeline import drawing
from .views import lines, network, places, sanctions, strip, timeline

# Figures of hand-written pages, by name, and those of a record's page, by their folder.
FIGURES_OWN = {
    "chronology": "figures/chronology.svg",
    "network": "figures/network.svg",
    "sanctions": "figures/sanctions.svg",
    "map-wide": "figures/map-wide.svg",
    "map-close": "figures/map-close.svg",
}
FIGURES_OF = {"neighbourhood": "figures/entities", "strip": "figures/sources"}
ASSETS = Path(__file__).parent / "theme" / "assets"
FIGURE_STYLES = ("briefing.css", "figures.css")

Outside = Callable[[str, str, str], str]
"""(folder of the file, kind, id) → the address of a record, seen from that file."""


Made = tuple[str, object, Callable[[], bytes]]
"""A file: its address, all that it is made from, and how it is made from that."""


def drawings(desk: Desk, outside: Outside) -> Iterator[Made]:
    """Yield every figure as an SVG file, each with its address from the site's root."""
    css = "".join((ASSETS / name).read_text("utf-8") for name in FIGURE_STYLES)
    colours = palette(css)
    for address, view, draw in _drawn(desk, outside):
        yield address, view, partial(_file, draw, colours, css)


def _file(draw: Callable[[], Markup], colours: Mapping[str, str], css: str) -> bytes:
    return standalone(draw(), colours, css)


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
    folder = FIGURES_OF["neighbourhood"]
    link = partial(outside, f"{folder}/")
    for key in briefing.entities:
        near = lines.neighbourhood(briefing, key)
        if near:
            yield f"{folder}/{key}.svg", near, partial(_neighbourhood, near, key, link)
    folder = FIGURES_OF["strip"]
    for key in briefing.sources:
        found = strip.passage_strip(desk, key)
        if found:
            yield f"{folder}/{key}.svg", found, partial(passage_strip, found, "strip", alone=True)


def _network(ties: network.Network, link: Link) -> Markup:
    return network_figure.draw(ties, network_figure.picture(ties), link, "network")


def _neighbourhood(near: lines.Neighbourhood, key: str, link: Link) -> Markup:
    table = Markup('"{}#relations"').format(link("entity", key))
    return draw_neighbourhood(near, link, "relations").replace('"#relations-table"', table)
