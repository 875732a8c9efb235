"""The timeline: marks in lanes over an axis in pieces, each date drawn as exactly as it is known.

An exact day is a bare glyph; a month, a year or a period is a pill over its whole span; what lasted
is a bar. “By” fades in towards its date, “since” fades out from it; what is undated stands in a
column of its own. An inference is dashed; a tail marks the date of a statement.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from .. import inert
from ..views.timeline import TimelineView
from .advances import advance, known
from .lanes import AFTER, HALF, NARROW, THICK, WIDE, Drawn, Lane, Layout, Shape, Stem, Style, laid
from .svg import Value, anchor, element, number

if TYPE_CHECKING:
    from . import Link


# On screens a little too narrow for it the wide drawing scrolls, by the keyboard as well.
_SCROLLED: dict[str, Value] = {
    "role": "region",
    "aria-label": "Timeline, which may scroll sideways",
    "tabindex": 0,
}


def timeline(view: TimelineView, link: Link, prefix: str, *, filtered: bool = False) -> Markup:
    """Return both drawings; the style sheet shows the one that fits the screen.

    Where the page has filters, marks carry the classes that they know.
    """
    return Markup("").join(
        element(
            "div",
            {"class_": f"timeline__{style.name}"} | (_SCROLLED if style is WIDE else {}),
            drawing(
                view,
                _same_page if view.beside_rows else link,
                f"{prefix}-{style.name}",
                style,
                filtered=filtered,
            ),
        )
        for style in (WIDE, NARROW)
    )


def _same_page(_: str, anchor: str) -> str:
    """Return the address of a row on the page that the figure stands on."""
    return f"#{anchor}"


def caption(view: TimelineView) -> Markup:
    """Return what a reader must know to read the figure, about the shapes that it has."""
    layout = laid(view, WIDE)
    forms = {one.shape.form for lane in layout.lanes for one in lane.marks}
    lines = {one.shape.line for lane in layout.lanes for one in lane.marks}
    spans = {"pill"} & forms
    said = [
        ("day" in forms, "A single mark is an exact day."),
        (
            bool(spans),
            "A pill spans the month, year or period that the source gives: the event lies "
            "somewhere inside.",
        ),
        ("bar" in forms, "A bar with corners lasted from end to end."),
        ("before" in forms, "A bar that fades in means “by this date”."),
        ("after" in forms, "A bar that fades out means “on or after this date”."),
        ("until" in forms, "An arrow to the left means “until”."),
        ("since" in forms, "An arrow to the right means “since”."),
        ("dashed" in lines, "A dashed outline is our inference."),
        ("dotted" in lines, "A dotted outline is as vague as its source (“about”)."),
        (
            any(mark.said for mark in view.marks),
            "A tail below a mark: the date is that of the statement, the event is undated.",
        ),
        (layout.undated, "What has no date at all stands at the left edge."),
        (
            any(one.stem for lane in layout.lanes for one in lane.marks),
            "What hangs from a rule was done under the act at its head.",
        ),
        (bool(layout.axis.cuts), layout.axis.words()),
    ]
    return inert.text(" ".join(sentence for holds, sentence in said if holds))


def drawing(
    view: TimelineView, link: Link, prefix: str, style: Style, *, filtered: bool = False
) -> Markup:
    """Return one drawing as SVG."""
    layout = laid(view, style)
    masks = list(_masks(layout, prefix))
    return element(
        "svg",
        {
            "class_": f"figure timeline__svg timeline__svg--{style.name}",
            "viewBox": f"0 0 {number(style.width)} {number(layout.height)}",
            "role": "group",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
        },
        element("title", {"id": f"{prefix}-title"}, view.title),
        element("desc", {"id": f"{prefix}-desc"}, _description(view)),
        *([element("defs", {}, *masks)] if masks else []),
        element("g", {"class_": "axis", "aria-hidden": "true"}, *_axis(layout)),
        *(_lane(lane, layout, link, prefix, filtered=filtered) for lane in layout.lanes),
    )


def _description(view: TimelineView) -> str:
    by_lane: dict[str, int] = defaultdict(int)
    for mark in view.marks:
        by_lane[mark.lane] += 1
    lanes = "; ".join(f"{label}: {by_lane[key]}" for key, label in view.lanes)
    return f"Marks by lane, each a link: {lanes}. {view.told}"


def _masks(layout: Layout, prefix: str) -> Iterator[Markup]:
    """Yield what lets bars fade in and out, where any do."""
    forms = {one.shape.form for lane in layout.lanes for one in lane.marks}
    for name, which, ends in (
        ("in", {"before", "until"}, (0, 1)),
        ("out", {"after", "since"}, (1, 0)),
    ):
        if not forms & which:
            continue
        stops = [
            element("stop", {"offset": at, "stop-color": "#fff", "stop-opacity": f"{full}"})
            for at, full in zip((0, 1), ends, strict=True)
        ]
        yield element("linearGradient", {"id": f"{prefix}-{name}"}, *stops)
        box: dict[str, Value] = {"width": 1, "height": 1, "fill": f"url(#{prefix}-{name})"}
        yield element(
            "mask",
            {"id": f"{prefix}-fade-{name}", "maskContentUnits": "objectBoundingBox"},
            element("rect", box),
        )


def _axis(layout: Layout) -> Iterator[Markup]:
    """Yield the lanes' panels, the lines of the axis, its labels and its cuts."""
    style, axis = layout.style, layout.axis
    edge = 4 if style.lanes else 2
    stretches = [(piece.left - edge, piece.right + edge) for piece in axis.pieces]
    if stretches:
        stretches[-1] = (stretches[-1][0], style.width)
    column = [(0.0, layout.start - 6)] if layout.undated else []
    if not column and stretches:
        stretches[0] = (0.0, stretches[0][1])
    panels = "".join(
        f"M{number(left)} {number(lane.top)}H{number(right)}V{number(lane.bottom)}H{number(left)}z"
        for lane in layout.lanes
        for left, right in column + stretches
    )
    yield element("path", {"class_": "axis__panel", "d": panels})
    ticks = axis.ticks(style.tick)
    for major in (False, True):
        lines = "".join(
            f"M{number(tick.x)} {number(style.head - 10)}V{number(layout.height - 4)}"
            for tick in ticks
            if tick.major is major
        )
        if lines:
            name = "axis__line axis__line--year" if major else "axis__line"
            yield element("path", {"class_": name, "d": lines})
    size = style.type - 1
    taken = 0.0
    if layout.undated:
        at = style.lanes or 3
        yield element("text", {"x": at, "y": style.head - 14}, "undated")
        taken = at + advance("undated", size)
    for tick in ticks:
        text = tick.label
        if not style.lanes:  # room for years only
            text = text.removeprefix("Jan ")
            if text[0].isalpha():
                continue
        left, right = tick.x, tick.x + advance(text, size)
        if left < taken + 3 or right > min(tick.end + 12, style.width):
            continue
        yield element("text", {"x": left, "y": style.head - 14}, text)
        taken = right
    cuts = "".join(
        f"M{number(cut - 5)} {number(style.head - 1)}l4 -9m3 9l4 -9" for cut in axis.cuts
    )
    if cuts:
        yield element("path", {"class_": "axis__cut", "d": cuts})


def _lane(lane: Lane, layout: Layout, link: Link, prefix: str, *, filtered: bool) -> Markup:
    style = layout.style
    x = 9 if style.lanes else 6
    lines = [
        element("text", {"class_": "lane__name", "x": x, "y": lane.top + 16 + 15 * index}, line)
        for index, line in enumerate(lane.name)
    ]
    return element(
        "g",
        {"class_": f"lane-{lane.id}", "role": "group", "aria-label": lane.label},
        *lines,
        *(_mark(one, layout, link, prefix, filtered=filtered) for one in lane.marks),
    )


def _mark(one: Drawn, layout: Layout, link: Link, prefix: str, *, filtered: bool) -> Markup:
    mark, style, spot, y = one.mark, layout.style, one.spot, one.y
    said = f"{mark.short}{f' ({mark.note})' if mark.note else ''}. {mark.word}. "
    parts = [
        # The narrow drawing is for fingers, which have no tooltip: there the sentence can be left
        # to the claim itself.
        element("title", {}, f"{said}{mark.title if style.lanes else mark.label}"),
        element(
            "rect",
            {
                "class_": "hit",
                "x": spot.left,
                "y": y - style.row / 2,
                "width": spot.right - spot.left,
                "height": style.row,
                "rx": 4,
            },
        ),
        *_span(one.shape, y, prefix),
    ]
    if one.stem:
        parts.insert(1, _stem(one.stem))
    at = one.shape.glyph
    if mark.said:
        edge = at if one.shape.form == "day" else one.shape.left + HALF
        parts.append(
            element("path", {"class_": "tail", "d": f"M{number(edge - 4)} {number(y + 7)}v6l7 -6z"})
        )
    parts.append(
        element(
            "use",
            {
                "xlink:href": f"#g-{mark.status}",
                "x": at - HALF,
                "y": y - HALF,
                "width": 2 * HALF,
                "height": 2 * HALF,
            },
        )
    )
    if spot.side != "none":
        length = advance(one.label, style.type)
        x, side = {
            "inside": (at + HALF + 5, ""),
            "right": (spot.right - AFTER - length, ""),
            "left": (spot.left + AFTER + length, "end"),
        }[spot.side]
        text: dict[str, Value] = {"x": x, "y": y + 4} | ({"class_": "left"} if side else {})
        if known(one.label):  # letters of a broader font are set closer
            text |= {"textLength": length, "lengthAdjust": "spacingAndGlyphs"}
        parts.append(element("text", text, _isolated(one.label)))
    names = ["mark", f"is-{mark.status}"]
    if filtered:
        names += mark.classes
    return anchor(
        link(mark.record, mark.id),
        f"{mark.label}: {mark.short}, {mark.word}",
        {"class_": " ".join(names)},
        *parts,
    )


def _stem(stem: Stem) -> Markup:
    """Return the rule of what hangs under a mark, with a branch to each row."""
    down = f"M{number(stem.x)} {number(stem.top)}V{number(max(stem.branches[-1][0], stem.top))}"
    branches = (f"M{number(left)} {number(y)}H{number(right)}" for y, left, right in stem.branches)
    return element("path", {"class_": "stem", "d": down + "".join(branches)})


def _span(shape: Shape, y: float, prefix: str) -> Iterator[Markup]:
    """Yield what is drawn behind the glyph."""
    line = f" {shape.line}" if shape.line else ""
    box: dict[str, Value] = {
        "x": shape.left,
        "y": y - HALF,
        "width": shape.right - shape.left,
        "height": THICK,
    }
    if shape.form in ("pill", "bar"):
        yield element(
            "rect", {"class_": f"span{line}", **box, "rx": 8 if shape.form == "pill" else 2}
        )
    elif shape.form != "day":
        before = shape.form in ("before", "until")
        left, right = (shape.left, shape.glyph) if before else (shape.glyph, shape.right)
        box |= {"x": left, "width": right - left, "y": y - 5, "height": 10}
        mask = f"url(#{prefix}-fade-{'in' if before else 'out'})"
        yield element("rect", {"class_": "fade", **box, "mask": mask})
        if shape.form == "until":
            yield element(
                "path", {"class_": "tip", "d": f"M{number(left + 5)} {number(y - 4)}l-4 4l4 4"}
            )
        if shape.form == "since":
            yield element(
                "path", {"class_": "tip", "d": f"M{number(right - 5)} {number(y - 4)}l4 4l-4 4"}
            )


def _isolated(text: str) -> str:
    """Keep a label that is written from right to left apart from what surrounds it."""
    rightward = not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return text if rightward else f"\u2068{text}\u2069"
