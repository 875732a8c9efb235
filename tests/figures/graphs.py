"""Invented networks for the tests of figures: any size, any names, the same from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup

from macros.status import Status
from macros.views.entity import RelationRow
from macros.views.lines import Line, Node
from macros.views.network import Band, Network
from macros.views.series import Long
from macros.wording import Piece

GOLDEN = Path(__file__).parent.parent / "golden"
PLACES = ("left", "between", "right", "above", "below")
TYPES = ("person", "country", "publicbody", "organization", "company", "vessel", "place", "")
WORDS = ("arms supply", "talks", "goods", "money", "technology", "request for arms and for parts")
NAMES = (
    "Iran",
    "Rim Yong Hyok (KOMID)",
    "조선광업개발무역회사",
    "Рособоронэкспорт",
    "الشركة العامة للتجارة",
    "The Transatlantic Defense and Security Program of the Center for European Policy Analysis",
    "Kim",
    "e\u0301" * 40,
)

NONE: Long[RelationRow] = Long((), 0)
"""A network's table without a row."""


def link(kind: str, record_id: str) -> str:
    """Return an address as a page's links give it."""
    return f"../{kind}/{record_id}/"


def line(start: str, end: str, status: Status, words: Sequence[str], claims: int = 1) -> Line:
    """Return a line of one relation for each word, resting on some claims."""
    pieces = tuple(Piece(f"Claim {number}", "claim", f"claim-{number}") for number in range(claims))
    kinds = tuple((one, words.count(one)) for one in dict.fromkeys(words))
    return Line(start, end, status.value, status.word, kinds, len(words), pieces)


def graph(seed: int, size: int, places: Sequence[str] = PLACES) -> Network:
    """Return a network of a seed: a few parties have many lines, as in life."""
    chance = random.Random(seed)  # noqa: S311 - the same graph each time
    nodes = tuple(
        Node(
            f"party-{number:02}",
            Piece(f"{chance.choice(NAMES)} {number}", "entity", f"party-{number:02}"),
            chance.choice(TYPES),
            chance.randrange(len(places)),
        )
        for number in range(size)
    )
    lines = {}
    for _ in range(int(size * 1.7)):
        one, other = chance.sample(range(size), 2)
        hub = chance.randrange(min(3, size))
        start = hub if hub != other and chance.random() < 0.5 else one
        status = chance.choice(list(Status))
        words = chance.choices(WORDS, k=chance.randint(1, 4))
        lines[start, other, status] = line(
            nodes[start].id, nodes[other].id, status, words, chance.randint(1, 3)
        )
    bands = tuple(Band(place, f"Side {place}") for place in places)
    return Network("", NONE, (), bands, nodes, tuple(lines.values()), "Position.", (), "")


def parsed(markup: Markup) -> ElementTree.Element:
    """Return a figure's markup as a tree, without the one namespace that it uses."""
    return ElementTree.fromstring(str(markup).replace("xlink:href", "link"))  # noqa: S314 - ours


def golden(name: str, markup: Markup, *, update: bool) -> None:
    """Hold a figure against its golden file, an element a line."""
    text = re.sub(r"(?=<(?!/))", "\n", str(markup)).strip() + "\n"
    if update:
        (GOLDEN / name).write_text(text, "utf-8")
    assert text == (GOLDEN / name).read_text("utf-8")
