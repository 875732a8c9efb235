"""The alphabet of status: one glyph for each, defined here and nowhere else.

Pages and figures use the glyphs by reference: the theme's page prints `symbols()` once, hidden, and
`<use xlink:href="#g-alleged"/>` shows one. A figure that stands alone prints what it uses itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

# In a box of 16 by 16; `ink` is filled, `cut` is drawn into it in the paper's colour, `line` is
# an outline on paper, `stroke` a line. Colours come from the style sheet.
GLYPHS: Mapping[str, Markup] = {
    "on-record": Markup(
        '<circle class="ink" cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3 7 10.7l4.5-5.2"/>'
    ),
    "reported": Markup(
        '<rect class="ink" x="1.5" y="1.5" width="13" height="13" rx="1.5"/>'
        '<path class="cut" d="M4.5 5.6h7M4.5 8h7M4.5 10.4h4.5"/>'
    ),
    "assessed": Markup(
        '<path class="line" d="M8 1.4 14.6 8 8 14.6 1.4 8z"/>'
        '<circle class="ink" cx="8" cy="8" r="1.9"/>'
    ),
    "alleged": Markup(
        '<path class="line" d="M8 1.8 15 14.2H1z"/><path class="stroke" d="M8 6.2v3.9M8 11.6v1.1"/>'
    ),
    "disputed": Markup(
        '<circle class="line" cx="8" cy="8" r="6.4"/><path class="stroke" d="M3.6 12.4 12.4 3.6"/>'
    ),
    # Not a status: an act of an authority, as registers record it.
    "act": Markup(
        '<path class="ink" d="M3 1.8h10.4L10.9 5.4l2.5 3.6H4.4"/>'
        '<path class="stroke" d="M3 1.8v12.6"/>'
    ),
}


# The patterns of bars: firm ones are solid, an assessment is dotted, what is contested is striped.
FILLS: Mapping[str, Markup] = {
    "on-record": Markup(
        '<pattern id="fill-on-record" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="tone tone--on-record" width="8" height="8"/></pattern>'
    ),
    "reported": Markup(
        '<pattern id="fill-reported" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="tone tone--reported" width="8" height="8"/></pattern>'
    ),
    "assessed": Markup(
        '<pattern id="fill-assessed" width="6" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="tone tone--assessed" width="6" height="8"/>'
        '<circle class="paper" cx="3" cy="4" r="1.1"/></pattern>'
    ),
    "alleged": Markup(
        '<pattern id="fill-alleged" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="tint tint--alleged" width="7" height="7"/>'
        '<rect class="tone tone--alleged" width="4" height="7"/></pattern>'
    ),
    "disputed": Markup(
        '<pattern id="fill-disputed" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(-45)"><rect class="tint tint--disputed" width="5" height="5"/>'
        '<rect class="tone tone--disputed" width="2.6" height="5"/></pattern>'
    ),
}


def fills(statuses: Iterable[str] = FILLS) -> Markup:
    """Return the patterns of bars for the `defs` of a page or of a figure that stands alone."""
    return Markup("").join(FILLS[status] for status in statuses)


def symbols(statuses: Iterable[str] = GLYPHS) -> Markup:
    """Return the glyphs as symbols for the `defs` of a page or of a figure that stands alone."""
    return Markup("").join(
        Markup(
            '<symbol id="g-{}" class="glyphs" viewBox="0 0 16 16" overflow="visible">{}</symbol>'
        ).format(status, GLYPHS[status])
        for status in statuses
    )
