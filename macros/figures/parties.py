"""Parties and the words of lines, as the network and the neighbourhood both draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ..inert import written
from ..views.lines import Line, Node
from .boxes import Box
from .lettering import HIGH, Words
from .svg import Value, anchor, element
from .widths import shortened, sure, width

NAME, WORD = 13.0, 11.0
"""Type sizes of names and of lines' words."""
PARTY = 34.0
"""How high a party is that few lines touch."""
_ICON, _GLYPH = 14.0, 11.0
_TO_NAME = 10.0 + _ICON + 7.0
LONGEST_NAME, LONGEST_WORDS = 200.0, 170.0

# In a box of 14 by 14, as lines.
ICONS: Mapping[str, str] = {
    "person": "M7 7.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1.5 13c.3-3 2.6-4.4 5.5-4.4s5.2 1.4 5.5 4.4",
    "country": "M2.5 13.5V1.2h9L9.3 4.7l2.2 3.6h-9",
    "publicbody": "M1.2 5 7 1.4 12.8 5zM2.8 5v6M7 5v6M11.2 5v6M1.2 12.8h11.6",
    "organization": (
        "M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1zM1 7h12M7 1c-4.4 4-4.4 8 0 12M7 1c4.4 4 4.4 8 0 12"
    ),
    "company": (
        "M2 13V3.5L7.5 1v12M7.5 5.5H12V13M1 13h12M4.3 5.5h1M4.3 8h1M4.3 10.5h1M9.5 8h.6M9.5 10.5h.6"
    ),
    "vessel": "M1 8.5h12L11 13H3zM4 8.5V5h5v3.5M6.5 5V1.5",
    "place": (
        "M7 13.2S2.6 8.6 2.6 5.4a4.4 4.4 0 0 1 8.8 0C11.4 8.6 7 13.2 7 13.2z"
        "M7 7a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 7 7z"
    ),
}
TYPES: Mapping[str, str] = {"publicbody": "public body", "country": "state", "vessel": "ship"}
SQUARE, ROUND = 5.0, PARTY / 2


def name_of(node: Node, most: float = LONGEST_NAME) -> str:
    """Return a party's name as far as there is room for it."""
    return shortened(node.name.text, NAME, most)


def breadth(node: Node, most: float = LONGEST_NAME) -> float:
    """Return how wide a party's box is."""
    return _TO_NAME + width(name_of(node, most), NAME) + 13.0


def party(node: Node, box: Box, href: str, about: str, classes: str) -> Markup:
    """Draw a party: its shape and its icon tell its type, and it leads to `href`."""
    kind = node.type or "other"
    lines = (
        element("title", None, about),
        element(
            "rect",
            {
                "x": box.left,
                "y": box.top,
                "width": box.w,
                "height": box.h,
                "rx": ROUND if kind == "person" else SQUARE,
            },
        ),
        _icon(kind, box.left + 10.0, box.y - _ICON / 2),
        _text(fitting_name(node, box), NAME, box.left + _TO_NAME, box.y),
    )
    attributes = {"class": f"party party--{kind} {classes}".rstrip()}
    return anchor(href, about, attributes, *lines) if href else element("g", attributes, *lines)


def fitting_name(node: Node, box: Box) -> str:
    """Return the name that fits into a box."""
    return shortened(node.name.text, NAME, box.w - _TO_NAME - 10.0)


def _icon(kind: str, x: float, y: float) -> Markup:
    if kind not in ICONS:
        return Markup("")
    return element(
        "path", {"class": "icon", "d": ICONS[kind], "transform": f"translate({x:.1f} {y:.1f})"}
    )


def options(line: Line, most: float = LONGEST_WORDS, *, named: bool = True) -> Sequence[Words]:
    """Return a line's words at several lengths, fullest first, the glyph alone last.

    An office has its thin line for a word, in a figure where many lines meet.
    """
    if line.office and not named:
        return [Words("", lettering(""))]
    times = f" ×{line.count}" if line.count > 1 else ""
    kinds = [words for words, _ in line.words]
    texts = [
        ", ".join(kinds[:many]) + (", …" if many < len(kinds) else "") for many in _counts(kinds)
    ]
    fitting = [text + times for text in texts if width(text + times, WORD) <= most]
    if not fitting:
        room = most - width(times, WORD)
        fitting = [shortened(kinds[0] if kinds else "", WORD, room) + times]
    if times:
        fitting.append(times.strip())
    return [Words(text, lettering(text)) for text in dict.fromkeys((*fitting, ""))]


def _counts(kinds: Sequence[str]) -> range:
    return range(len(kinds), 0, -1)


def lettering(text: str) -> float:
    """Return how wide a line's words are, with their glyph."""
    return _GLYPH + 8.0 + (width(text, WORD) + 4.0 if text else 0.0)


def pill(status: str, text: str, box: Box) -> Markup:
    """Draw a line's words with the glyph of their status."""
    drawn = [
        element(
            "rect",
            {"x": box.left, "y": box.top, "width": box.w, "height": box.h, "rx": HIGH / 2},
        ),
        glyph(status, box.left + 4.0, box.y - _GLYPH / 2, _GLYPH),
    ]
    if text:
        drawn.append(_text(text, WORD, box.left + _GLYPH + 7.0, box.y))
    return written("".join(drawn))


def _text(text: str, size: float, x: float, y: float) -> Markup:
    """Write a text; letters broader than expected are set closer."""
    place: dict[str, Value] = {"x": x, "y": y + size * 0.35}
    if sure(text):
        place |= {"textLength": width(text, size), "lengthAdjust": "spacingAndGlyphs"}
    return element("text", place, text)


def glyph(status: str, x: float, y: float, size: float) -> Markup:
    """Show a glyph of the alphabet of status."""
    return element(
        "use",
        {
            "xlink:href": f"#g-{status}",
            "x": x,
            "y": y,
            "width": size,
            "height": size,
        },
    )


def about_line(line: Line, start: str, end: str) -> str:
    """Say what a line stands for, whole."""
    kinds = ", ".join(f"{words} ({many})" if many > 1 else words for words, many in line.words)
    text = f"{start} → {end}: {kinds}. {line.word}."
    claims = [claim.text for claim in line.claims]
    if len(claims) == 1:
        return f"{text} Claim: {claims[0]}."
    return f"{text} {len(claims)} claims: {'; '.join(claims)}. The link leads to the first."


def about_party(node: Node, side: str, lines: int) -> str:
    """Say who a party is."""
    kind = TYPES.get(node.type, node.type)
    aside = ", ".join(part for part in (kind, side) if part)
    count = f"{lines} line" if lines == 1 else f"{lines} lines"
    return f"{node.name.text} ({aside}), {count}" if aside else f"{node.name.text}, {count}"


def framed(drawing: Markup, label: str) -> Markup:
    """Put a drawing into a frame that scrolls where the screen is too narrow, by keyboard too."""
    frame: dict[str, Value] = {
        "class": "net__scroll",
        "role": "region",
        "tabindex": 0,
        "aria-label": label,
    }
    return element("div", frame, drawing)
