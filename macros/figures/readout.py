"""What stands under a timeline: its key, and the readout of the mark that is pointed at.

The readout needs no script: it holds what is to be said of each mark, and the style sheet shows
the one of the mark that is hovered or has the focus.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ..views.timeline import TimelineMark, TimelineView
from .lanes import HALF, WIDE, Shape, laid
from .svg import Value, element, number
from .timeline import READ, fades, span, tail

_WIDTH, _MIDDLE = 46.0, 10.0
_SHORT = Shape("day", 15, 31, 23)
# What is drawn for each form, and its words.
_SAMPLES: dict[str, tuple[Shape, str]] = {
    "day": (_SHORT, "an exact day"),
    "pill": (Shape("pill", 4, 42, 23), "within this month, year or period"),
    "bar": (Shape("bar", 4, 42, 14), "lasted from end to end"),
    "before": (Shape("before", 2, 42, 34), "by this date"),
    "after": (Shape("after", 4, 44, 12), "on or after this date"),
    "until": (Shape("until", 2, 42, 34), "until then"),
    "since": (Shape("since", 4, 44, 12), "since then"),
    "dashed": (Shape("pill", 4, 42, 23, "dashed"), "our inference"),
    "dotted": (Shape("pill", 4, 42, 23, "dotted"), "“about”, as the source says"),
}


def key(view: TimelineView, prefix: str) -> Markup:
    """Return a sample of each shape that the timeline has, with what it means."""
    layout = laid(view, WIDE)
    drawn = [one for lane in layout.lanes for one in lane.marks if one.mark.date]
    used = {one.shape.form for one in drawn} | {one.shape.line for one in drawn}
    items = [
        _item(list(span(shape, _MIDDLE, f"{prefix}-key")), shape, words)
        for name, (shape, words) in _SAMPLES.items()
        if name in used
    ]
    if any(mark.said for mark in view.marks):
        items.append(
            _item([tail(23, _MIDDLE)], _SHORT, "day of the statement; the event is undated")
        )
    if layout.undated:
        items.append(_item([], _SHORT, "at the left edge: undated"))
    if any(one.stem for lane in layout.lanes for one in lane.marks):
        stem = element("path", {"class_": "stem", "d": f"M8 2V{number(_MIDDLE)}H15"})
        items.append(_item([stem], _SHORT, "hangs from a rule: done under the act at its head"))
    masks = list(fades(used, f"{prefix}-key"))
    box: dict[str, Value] = {"width": 0, "height": 0, "class": "patterns", "aria-hidden": "true"}
    defs = element("svg", box, element("defs", {}, *masks)) if masks else Markup("")
    return defs + element("ul", {"class": "key"}, *items) if items else Markup("")


def _item(drawn: list[Markup], shape: Shape, words: str) -> Markup:
    mark = element(
        "use",
        {
            "xlink:href": "#g-reported",
            "x": shape.glyph - HALF,
            "y": _MIDDLE - HALF,
            "width": 2 * HALF,
            "height": 2 * HALF,
        },
    )
    sample = element(
        "svg",
        {
            "class": "figure timeline__svg key__sample is-reported",
            "viewBox": f"0 0 {number(_WIDTH)} {number(2 * _MIDDLE + 4)}",
            "aria-hidden": "true",
        },
        element("g", {"class": "is-reported"}, *drawn, mark),
    )
    return element("li", {}, sample, words)


def readout(view: TimelineView, prefix: str) -> Markup:
    """Return what is to be said of each mark, hidden until it is pointed at."""
    hint = element(
        "p", {"class": "readout__hint"}, "Point at a mark, or tab to it, to read it here."
    )
    told = (
        element("p", {"id": f"{prefix}-{place}", "class": f"r-{place}"}, *_told(mark))
        for place, mark in enumerate(view.marks[:READ])
    )
    return element("div", {"class": "readout"}, hint, *told)


def _told(mark: TimelineMark) -> Iterator[Markup | str]:
    yield element("b", {}, mark.short)
    if mark.note:
        yield element("small", {}, f" {mark.note}")
    glyph = element("use", {"xlink:href": f"#g-{mark.status}"})
    size: dict[str, Value] = {"class": f"glyph glyph--{mark.status}", "width": 16, "height": 16}
    yield " "
    yield element(
        "span", {"class": f"badge badge--{mark.status}"}, element("svg", size, glyph), mark.word
    )
    yield f" {mark.title}"
