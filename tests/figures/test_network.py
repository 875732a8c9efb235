"""The network's figure: nothing overlaps, little crosses, and it is the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from macros.briefing import Briefing
from macros.evidence.desk import Desk
from macros.figures.boxes import Box
from macros.figures.network import Picture, draw, network, picture
from macros.figures.parties import options, pill
from macros.figures.tangle import Tangle, Tie
from macros.figures.widths import shortened, width
from macros.status import Status
from macros.views import network as view
from macros.views.lines import Node, merged
from macros.views.network import Band, Network
from macros.wording import Piece
from tests.figures.graphs import NONE, golden, graph, line, link, parsed

GRAPHS = [(seed, size) for size in (2, 5, 9, 14, 19, 25) for seed in range(6)]
GRAPHS += [(1, 40), (2, 60)]


@pytest.fixture(scope="module", params=GRAPHS, ids=str)
def laid(request: pytest.FixtureRequest) -> tuple[Network, Picture]:
    """A seeded network and its layout."""
    page = graph(*request.param)
    return page, picture(page)


def test_no_party_overlaps_a_party(laid: tuple[Network, Picture]) -> None:
    page, drawn = laid
    boxes = drawn.layout.boxes
    assert set(boxes) == {node.id for node in page.nodes}
    assert [(a, b) for a, b in combinations(boxes, 2) if boxes[a].meets(boxes[b], 4)] == []


def test_no_words_overlap_a_party_or_other_words(laid: tuple[Network, Picture]) -> None:
    _, drawn = laid
    words = [put.box for put in drawn.words.values()]
    assert not any(box.meets(other) for box in words for other in drawn.layout.boxes.values())
    assert not any(one.meets(other) for one, other in combinations(words, 2))


def test_nothing_leaves_the_drawing(laid: tuple[Network, Picture]) -> None:
    _, drawn = laid
    whole = drawn.layout
    boxes = [*whole.boxes.values(), *whole.panels.values(), *(w.box for w in drawn.words.values())]
    for box in boxes:
        assert box.left >= 0 and box.right <= whole.width
        assert box.top >= 0 and box.bottom <= whole.height
    for route in drawn.routes:
        assert all(0 <= x <= whole.width and 0 <= y <= whole.height for x, y in route.points)


def test_places_mean_something(laid: tuple[Network, Picture]) -> None:
    page, drawn = laid
    boxes = drawn.layout.boxes
    by_place = {
        band.place: [boxes[node.id] for node in page.nodes if node.band == index]
        for index, band in enumerate(page.bands)
    }
    for near, far in (("left", "between"), ("between", "right"), ("left", "right")):
        assert all(a.right < b.left for a in by_place[near] for b in by_place[far])
    columns = [box for place in ("left", "between", "right") for box in by_place[place]]
    assert all(a.bottom < b.top for a in by_place["above"] for b in columns)
    assert all(a.top > b.bottom for a in by_place["below"] for b in columns)
    for node in page.nodes:
        panel, box = drawn.layout.panels[node.band], boxes[node.id]
        assert panel.left < box.left + 0.1 and box.right < panel.right + 0.1
        assert panel.top < box.top + 0.1 and box.bottom < panel.bottom + 0.1


def test_lines_touch_their_parties(laid: tuple[Network, Picture]) -> None:
    page, drawn = laid
    for one, route in zip(page.lines, drawn.routes, strict=True):
        for key, point in ((one.start, route.points[0]), (one.end, route.points[-1])):
            box = drawn.layout.boxes[key]
            assert box.holds(point, 0.5)
            assert not box.holds(point, -0.5)


def crossings(page: Network, boxes: dict[str, Box]) -> float:
    """Return how often lines taken as straight cross, each as often as it has lines."""
    place = {node.id: page.bands[node.band].place for node in page.nodes}
    pairs = [tuple(sorted((one.start, one.end))) for one in page.lines]
    ties = [Tie(a, b, pairs.count((a, b))) for a, b in sorted(set(pairs))]
    tangle = Tangle(place, ties)
    tangle.through = {"": []}
    length = Tangle(place, ties)
    length.through = length.apart = {"": []}  # type: ignore[assignment]
    return tangle.cost(boxes) - length.cost(boxes)


def plain(page: Network) -> dict[str, Box]:
    """Return the simple layout: places as asked, everybody in the order of the records."""
    boxes: dict[str, Box] = {}
    across = {"left": 100.0, "between": 600.0, "right": 1100.0}
    for index, band in enumerate(page.bands):
        keys = [node.id for node in page.nodes if node.band == index]
        for number, key in enumerate(keys):
            share = (number + 1) / (len(keys) + 1)
            if band.place in across:
                boxes[key] = Box(across[band.place], 150 + 600 * share, 100, 34)
            else:
                boxes[key] = Box(1200 * share, 0 if band.place == "above" else 900, 100, 34)
    return boxes


def test_there_are_fewer_crossings_than_in_the_order_of_the_records() -> None:
    ours = theirs = 0.0
    for seed, size in GRAPHS:
        page = graph(seed, size)
        ours += (mine := crossings(page, dict(picture(page).layout.boxes)))
        theirs += (simple := crossings(page, plain(page)))
        assert mine <= simple * 1.15 + 30, (seed, size)  # at most three more, in small pictures
    assert ours < 0.75 * theirs


@pytest.mark.parametrize(("seed", "size"), GRAPHS[::5])
def test_the_same_records_make_the_same_picture(seed: int, size: int) -> None:
    assert network(graph(seed, size), link, "n") == network(graph(seed, size), link, "n")


def test_the_picture_is_the_golden_one(request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")
    golden("network.svg", network(graph(24, 12), link, "n"), update=update)


def test_links_work_with_the_theme() -> None:
    page = graph(3, 12)
    drawn = network(page, link, "n")
    assert not re.search(r"\shref=|\sstyle=|<script|\son\w+=", drawn)
    tree = parsed(drawn)
    anchors = list(tree.iter("a"))
    for one in anchors:
        if one.get("tabindex") == "-1":  # the same line's words are its link
            assert one.get("aria-hidden") == "true"
        else:
            assert one.get("role") == "link"
            assert one.get("aria-label") == one.findtext("title")
    targets = {one.get("link") for one in anchors}
    assert {link("entity", node.id) for node in page.nodes} <= targets
    assert {link("claim", one.claims[0].id) for one in page.lines} <= targets
    svg = tree.find("svg")
    assert svg is not None
    assert svg.findtext("title") and svg.findtext("desc")
    assert svg.get("aria-labelledby") == "n-title"
    assert tree.get("tabindex") == "0" and tree.get("role") == "region"


def test_every_line_is_said_whole() -> None:
    words = ("arms", "arms", "goods", "money", "technology", "parts for aircraft and for ships")
    page = replace(graph(1, 2), lines=(line("party-00", "party-01", Status.ALLEGED, words, 3),))
    drawn = parsed(network(page, link, "n"))
    said = {one.text or "" for one in drawn.iter("title")}
    [whole] = [one for one in said if "→" in one]
    assert "arms (2), goods, money, technology, parts for aircraft and for ships" in whole
    assert "Alleged" in whole and "3 claims: Claim 0; Claim 1; Claim 2" in whole
    shown = " ".join(one.text or "" for one in drawn.iter("text"))
    assert "×6" in shown


HOSTILE = [
    "<script>alert(1)</script>&\"'",
    "</title></svg><img src=x onerror=alert(1)>",
    "]]><!-- -->",
    '" onload="alert(1)',
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(name: str) -> None:
    page = graph(2, 2)
    nodes = tuple(replace(node, name=node.name._replace(text=name)) for node in page.nodes)
    lines = (line(nodes[0].id, nodes[1].id, Status.REPORTED, (name,)),)
    tree = parsed(network(replace(page, nodes=nodes, lines=lines), link, "n"))
    assert {one.tag for one in tree.iter()} <= set(
        "div svg title desc g a rect path text use".split()
    )
    assert not any(key.startswith("on") for one in tree.iter() for key in one.attrib)
    assert any(name in (one.text or "") for one in tree.iter("title"))


@pytest.mark.parametrize("place", ["left", "between", "right", "above", "below"])
def test_everybody_in_one_place(place: str) -> None:
    drawn = picture(graph(4, 9, (place,)))
    boxes = drawn.layout.boxes.values()
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_two_sides_of_one_place_stay_apart() -> None:
    drawn = picture(graph(5, 16, ("left", "left", "right", "above", "above")))
    panels = list(drawn.layout.panels.values())
    assert not any(one.meets(other, -1) for one, other in combinations(panels, 2))


def test_nobody_makes_no_picture() -> None:
    assert network(Network("", NONE, (), (), (), (), "", (), ""), link, "n") == ""


def test_forty_lines_between_two_parties_stay_apart() -> None:
    page = graph(6, 2, ("left", "right"))
    nodes = tuple(replace(node, band=index) for index, node in enumerate(page.nodes))
    one, other = (node.id for node in nodes)
    lines = tuple(line(one, other, status, ("arms",) * 9) for status in Status)
    lines += tuple(line(other, one, status, ("arms",) * 9) for status in Status)
    drawn = picture(replace(page, nodes=nodes, lines=lines * 4))
    levels = sorted(route.points[0][1] for route in drawn.routes)
    assert all(b - a > 4 for a, b in pairwise(levels))


# Words and their widths


def test_an_office_is_a_thin_line_with_its_glyph_alone() -> None:
    page = graph(3, 12)
    first = replace(page.lines[0], office=True, words=(("office", 1),), count=1)
    page = replace(page, lines=(first, *page.lines[1:]))
    tree = parsed(network(page, link, "n"))
    thin = [one for one in tree.iter("a") if "tie--office" in (one.get("class") or "")]
    assert thin and not [one for one in thin if one.findtext("text")]
    assert "office" in (thin[0].findtext("title") or "")


def test_wide_letters_count_double() -> None:
    assert width("조선", 10) > 1.5 * width("ab", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("", 10) == 0


@pytest.mark.parametrize(
    "text", ["Iran", "조선광업개발무역회사", "الشركة", "e\u0301" * 30, "W" * 99]
)
@pytest.mark.parametrize("most", [40.0, 90.0, 400.0])
def test_a_long_text_is_cut_before_a_whole_letter(text: str, most: float) -> None:
    cut = shortened(text, 13, most)
    assert width(cut, 13) <= most
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
    assert not text[len(cut) - 1 :].startswith("\u0301") or cut == text


def test_words_get_shorter_until_the_glyph_stands_alone() -> None:
    found = options(line("a", "b", Status.ALLEGED, ("arms", "arms", "goods", "parts of aircraft")))
    assert [one.text for one in found][-2:] == ["×4", ""]
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    assert "#g-alleged" in pill("alleged", found[-1].text, Box(0, 0, found[-1].width, 16))


# What is drawn


def test_the_table_has_every_relation(briefing: Briefing) -> None:
    page = view.network(Desk(briefing))
    assert len(page.relations) == len(briefing.relations)
    assert sum(one.count for one in page.lines) <= len(briefing.relations)
    shown = {node.id for node in page.nodes}
    assert len(shown) <= view.CORE
    drawn = [one for one in briefing.relations if one.start in shown and one.end in shown]
    assert sum(one.count for one in page.lines) == len(drawn)
    assert {one.claim for one in drawn} == {claim.id for one in page.lines for claim in one.claims}
    assert {end for one in page.lines for end in (one.start, one.end)} == shown


def test_the_busiest_party_is_drawn(briefing: Briefing) -> None:
    busiest = max(briefing.relations_of.values(), key=len)
    page = view.network(Desk(briefing))
    assert page.nodes
    assert len(briefing.relations_of[page.nodes[0].id]) == len(busiest)


def test_lines_are_one_for_each_direction_and_status(briefing: Briefing) -> None:
    lines = merged(briefing, briefing.relations)
    keys = [(one.start, one.end, one.status) for one in lines]
    assert len(keys) == len(set(keys))
    assert sum(one.count for one in lines) == len(briefing.relations)
    assert all(sum(many for _, many in one.words) == one.count for one in lines)


def test_a_party_without_a_side_stands_apart() -> None:
    bands = (Band("left", "North"), Band("right", "South"), Band("below", view.NO_SIDE))
    nodes = tuple(
        Node(key, Piece(key, "entity", key), "person", band) for band, key in enumerate("abc")
    )
    lines = (line("a", "b", Status.REPORTED, ("x",)), line("c", "a", Status.REPORTED, ("x",)))
    page = Network("", NONE, (), bands, nodes, lines, "", (), "")
    drawn = picture(page)
    assert drawn.layout.boxes["c"].top > drawn.layout.boxes["a"].bottom
    assert view.NO_SIDE in draw(page, drawn, link, "n")
