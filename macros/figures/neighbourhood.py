"""An entity's neighbourhood: what comes to it at the left, what goes from it at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..views.lines import Line, Neighbourhood, Node
from .boxes import Box, total
from .lettering import HIGH, Words
from .parties import PARTY, about_line, about_party, breadth, framed, options, party, pill
from .routing import HEAD
from .svg import Value, anchor, element, number, path

if TYPE_CHECKING:
    from . import Link

PITCH, GAP, EDGE = 24.0, 12.0, 2.0
"""Between lines, between neighbours, and at the drawing's edge."""
BEND = 50.0
"""How long the stretch is in which lines gather at the middle."""
LONGEST_NAME, LONGEST_WORDS = 146.0, 122.0
FOOT = 26.0
MIDDLE = "party--self"
"""The class of the entity in the middle."""

Beside = Sequence[tuple[Node, tuple[Line, ...]]]


@dataclass(frozen=True, slots=True)
class Flank:
    """One side of the drawing: its neighbours' boxes and their lines."""

    beside: Beside
    boxes: tuple[Box, ...]
    lines: tuple[tuple[tuple[Line, Words, float], ...], ...]
    """Each neighbour's lines, with their words and their level."""
    stretch: float
    """How long the straight stretch is that carries the words."""


def neighbourhood(page: Neighbourhood | None, link: Link, prefix: str) -> Markup:
    """Draw a neighbourhood; empty where there is none."""
    if page is None:
        return Markup("")
    after = element("span", {"id": f"{prefix}-table"}, "") if page.more else Markup("")
    return framed(draw(page, link, prefix), f"Relations of {page.centre.name.text}") + after


@lru_cache(maxsize=2)  # a page's figure is a file, too
def draw(page: Neighbourhood, link: Link, prefix: str) -> Markup:
    """Write a neighbourhood as SVG."""
    high = max(_tall(page.incoming), _tall(page.outgoing), PARTY)
    middle = EDGE + high / 2
    wide = breadth(page.centre, LONGEST_NAME + 24)
    left = _flank(page.incoming, EDGE, middle, leftward=True)
    centre_left = _end(left, EDGE)
    centre = Box(centre_left + wide / 2, middle, wide, _centre_height(page))
    right = _flank(page.outgoing, centre.right, middle, leftward=False)
    width = max((box.right for box in right.boxes), default=centre.right) + EDGE
    height = high + 2 * EDGE + (FOOT if page.more else 0)
    ties = [*_incoming(left, centre, page, link), *_outgoing(right, centre, page, link)]
    several = sum(len(lines) for _, lines in (*page.incoming, *page.outgoing))
    return element(
        "svg",
        {
            "class": "net net--near",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "role": "group",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
        },
        element("title", {"id": f"{prefix}-title"}, f"Relations of {page.centre.name.text}"),
        element("desc", {"id": f"{prefix}-desc"}, _description(page)),
        *ties,
        *_neighbours(left, link),
        *_neighbours(right, link),
        party(page.centre, centre, "", about_party(page.centre, "", several), MIDDLE),
        _foot(page, height, prefix),
    )


def _tall(beside: Beside) -> float:
    return total((_height(lines) for _, lines in beside), GAP)


def _height(lines: Sequence[Line]) -> float:
    return max(PARTY, len(lines) * PITCH + 4)


def _centre_height(page: Neighbourhood) -> float:
    busier = max(
        sum(len(lines) for _, lines in beside) for beside in (page.incoming, page.outgoing)
    )
    return max(PARTY, busier * 9 + 14)


def _flank(beside: Beside, edge: float, middle: float, *, leftward: bool) -> Flank:
    """Stack a side's neighbours; a side without any is empty."""
    if not beside:
        return Flank((), (), (), 0.0)
    wide = max(breadth(node, LONGEST_NAME) for node, _ in beside)
    words = [[_words(line) for line in lines] for _, lines in beside]
    stretch = 24.0 + max(one.width for found in words for one in found)
    x = edge + wide / 2 if leftward else edge + BEND + stretch + wide / 2
    y = middle - _tall(beside) / 2
    boxes, placed = [], []
    for (_, lines), told in zip(beside, words, strict=True):
        high = _height(lines)
        boxes.append(Box(x, y + high / 2, wide, high))
        first = y + high / 2 - (len(lines) - 1) * PITCH / 2
        levels = (first + index * PITCH for index in range(len(lines)))
        placed.append(tuple(zip(lines, told, levels, strict=True)))
        y += high + GAP
    return Flank(beside, tuple(boxes), tuple(placed), stretch)


def _end(flank: Flank, edge: float) -> float:
    """Return where a left side ends and the middle begins."""
    return flank.boxes[0].right + flank.stretch + BEND if flank.boxes else edge


def _words(line: Line) -> Words:
    """Return a line's words, shortened to the room there is."""
    return options(line, LONGEST_WORDS)[0]


def _ports(flank: Flank, centre: Box) -> Iterator[float]:
    count = sum(len(lines) for lines in flank.lines)
    step = min(PITCH, (centre.h - 12) / max(1, count))
    return (centre.y + (index - (count - 1) / 2) * step for index in range(count))


def _incoming(flank: Flank, centre: Box, page: Neighbourhood, link: Link) -> Iterator[Markup]:
    ports = _ports(flank, centre)
    name = page.centre.name.text
    for (node, _), box, lines in zip(flank.beside, flank.boxes, flank.lines, strict=True):
        for line, words, level in lines:
            port, turn = next(ports), box.right + flank.stretch
            stop = centre.left - HEAD
            way = f"M{_at(box.right, level)}H{number(turn)}{_bend(turn, level, stop, port)}"
            about = about_line(line, node.name.text, name)
            at = box.right + flank.stretch / 2
            place = Box(at, level, words.width, HIGH)
            yield _tie(line, about, link, way, _head(centre.left, port), words.text, place)


def _outgoing(flank: Flank, centre: Box, page: Neighbourhood, link: Link) -> Iterator[Markup]:
    ports = _ports(flank, centre)
    name = page.centre.name.text
    for (node, _), box, lines in zip(flank.beside, flank.boxes, flank.lines, strict=True):
        for line, words, level in lines:
            port, turn = next(ports), centre.right + BEND
            bend = _bend(centre.right, port, turn, level)
            way = f"M{_at(centre.right, port)}{bend}H{number(box.left - HEAD)}"
            about = about_line(line, name, node.name.text)
            at = turn + flank.stretch / 2 - HEAD / 2
            place = Box(at, level, words.width, HIGH)
            yield _tie(line, about, link, way, _head(box.left, level), words.text, place)


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    return f"C{_at(half, y)} {_at(half, to_y)} {_at(to_x, to_y)}"


def _head(x: float, y: float) -> str:
    back, half = x - HEAD, HEAD * 0.55
    return f"M{_at(x, y)}L{_at(back, y - half)}L{_at(back, y + half)}z"


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _tie(line: Line, about: str, link: Link, way: str, head: str, words: str, place: Box) -> Markup:
    return anchor(
        link("claim", line.claims[0].id),
        about,
        {"class": f"tie tie--{line.status}{' tie--office' if line.office else ''} tie--words"},
        element("title", None, about),
        path("reach", way),
        path("way", way),
        path("head", head),
        pill(line.status, words, place),
    )


def _neighbours(flank: Flank, link: Link) -> Iterator[Markup]:
    for (node, lines), box in zip(flank.beside, flank.boxes, strict=True):
        about = about_party(node, "", len(lines))
        yield party(node, box, link(node.name.kind, node.name.id), about, "")


def _foot(page: Neighbourhood, height: float, prefix: str) -> Markup:
    if not page.more:
        return Markup("")
    words = f"{page.more}, in the table"
    place: dict[str, Value] = {"class": "more", "x": EDGE, "y": height - 9}
    return anchor(f"#{prefix}-table", words, {}, element("text", place, words))


def _description(page: Neighbourhood) -> str:
    def said(beside: Beside) -> str:
        return "; ".join(
            f"{node.name.text} ({', '.join(_line_said(line) for line in lines)})"
            for node, lines in beside
        )

    parts = [f"{page.centre.name.text} in the middle."]
    if page.incoming:
        parts.append(f"Lines come from {said(page.incoming)}.")
    if page.outgoing:
        parts.append(f"Lines go to {said(page.outgoing)}.")
    if page.more:
        parts.append(f"There are {page.more.removeprefix('and ')} in the table after the figure.")
    return " ".join(parts)


def _line_said(line: Line) -> str:
    times = f" ×{line.count}" if line.count > 1 else ""
    return f"{', '.join(words for words, _ in line.words)}{times}, {line.word.lower()}"
