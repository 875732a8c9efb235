"""Figures: pure functions from a context and the page's links to SVG, drawn at build time.

Each takes (context, link, prefix) and returns markup; `link(kind, id)` is the address of a record,
`prefix` keeps the ids of two figures on one page apart. In SVG a link is `xlink:href` with
`role="link"`: a plain `href` stops the theme's instant navigation.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from . import bars, neighbourhood, network, readout, timeline
from . import map as maps

Link = Callable[[str, str], str]
Draw = Callable[..., Markup]

FIGURES: dict[str, Draw] = {
    "evidence_bar": bars.evidence_bar,
    "passage_strip": bars.passage_strip,
    "network": network.network,
    "neighbourhood": neighbourhood.neighbourhood,
    "places_map": maps.places_map,
    "timeline": timeline.timeline,
    "timeline_key": readout.key,
    "timeline_readout": readout.readout,
    "timeline_caption": timeline.caption,
}
"""Every figure by the name under which templates call it."""
