"""Bars of evidence: claims by status, and where in a text they were found.

Both are as wide as their place: what is in them is told in percent of it. Their patterns stand in
the page's definitions, or in those of a file of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..views.parts import Share
from ..views.strip import Strip
from .svg import Value, element

HIGH, TALL, FILE_WIDE = 8, 34, 720
"""How high a bar of statuses and a strip are, and how wide a strip is in a file of its own."""


def evidence_bar(shares: Sequence[Share]) -> Markup:
    """Return claims by status as stretches of a bar; the legend beside it says the same."""
    return element(
        "svg",
        {
            "class": "evidence__bar",
            "width": "100%",
            "height": HIGH,
            "aria-hidden": "true",
            "focusable": "false",
        },
        *(_stretch(share.start, share.width, 0, HIGH, share.status) for share in shares),
    )


def passage_strip(strip: Strip, prefix: str, *, alone: bool = False) -> Markup:
    """Return a source's text as a bar with the passages that records cite.

    A strip that stands `alone` has a size of its own.
    """
    inline: dict[str, Value] = {"width": "100%", "height": TALL}
    own: dict[str, Value] = {"viewBox": f"0 0 {FILE_WIDE} {TALL}"}
    return element(
        "svg",
        {
            "class": "strip__bar",
            **(own if alone else inline),
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-text",
        },
        element("title", {"id": f"{prefix}-title"}, "Passage strip"),
        element(
            "desc",
            {"id": f"{prefix}-text"},
            "The bar is the whole text, first word at the left. Each mark is a passage from which "
            "records were drawn; the list below names them in the same order.",
        ),
        element("rect", {"class": "strip__text", "y": 12, "width": "100%", "height": 10, "rx": 3}),
        *(_plain("strip__boilerplate", start, width) for start, width in strip.boilerplate),
        *_marks(strip),
    )


def _marks(strip: Strip) -> Iterator[Markup]:
    for mark in strip.marks:
        if mark.status:
            yield _stretch(mark.start, mark.width, 8, 18, mark.status)
        else:
            yield _plain("strip__other", mark.start, mark.width)


def _plain(name: str, start: str, width: str) -> Markup:
    return element("rect", {"class": name, "x": start, "y": 12, "width": width, "height": 10})


def _stretch(start: str, width: str, y: int, height: int, status: str) -> Markup:
    place: dict[str, Value] = {"x": start} | ({"y": y} if y else {})
    fill: dict[str, Value] = {"width": width, "height": height, "fill": f"url(#fill-{status})"}
    return element("rect", place | fill)
