"""An entity's neighbourhood: incoming left, outgoing right, nothing where there is nothing."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

import pytest

from macros.briefing import Briefing, Relation
from macros.figures.neighbourhood import MIDDLE, draw, neighbourhood
from macros.status import Status
from macros.views import lines as view
from macros.views.lines import Line, Neighbourhood, Node
from macros.wording import Piece
from tests.figures.graphs import NAMES, golden, line, link, parsed

Beside = tuple[tuple[Node, tuple[Line, ...]], ...]


def node(key: str, name: str = "", kind: str = "person") -> Node:
    return Node(key, Piece(name or key.capitalize(), "entity", key), kind)


def around(incoming: int, outgoing: int, more: str = "", many: int = 1) -> Neighbourhood:
    """Return a neighbourhood with so many at each side, each with so many lines."""

    def beside(count: int, mark: str, *, inward: bool) -> Beside:
        found = []
        for number in range(count):
            one = node(f"{mark}{number}", NAMES[number % len(NAMES)])
            ends = (one.id, "centre") if inward else ("centre", one.id)
            statuses = list(Status)[:many]
            lines = (line(*ends, status, ("arms", "talks", "parts"), 2) for status in statuses)
            found.append((one, tuple(lines)))
        return tuple(found)

    return Neighbourhood(
        node("centre", "The one in the middle"),
        beside(incoming, "in", inward=True),
        beside(outgoing, "out", inward=False),
        more,
    )


SHAPES = [(1, 0, 1), (0, 1, 1), (1, 1, 1), (3, 2, 2), (12, 0, 1), (0, 12, 5), (12, 12, 5)]


@pytest.mark.parametrize(("incoming", "outgoing", "many"), SHAPES)
def test_nothing_overlaps(incoming: int, outgoing: int, many: int) -> None:
    tree = parsed(draw(around(incoming, outgoing, many=many), link, "h"))
    _, _, wide, high = map(float, (tree.get("viewBox") or "").split())
    boxes = []
    for one in tree.iter("rect"):
        x, y, w, h = (float(one.get(key) or 0) for key in ("x", "y", "width", "height"))
        boxes.append((x, y, x + w, y + h))
        assert x >= 0 and y >= 0 and x + w <= wide + 1 and y + h <= high + 1
    assert len(boxes) == (incoming + outgoing) * (many + 1) + 1
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


@pytest.mark.parametrize(("incoming", "outgoing", "many"), SHAPES)
def test_incoming_stands_left_and_outgoing_right(incoming: int, outgoing: int, many: int) -> None:
    tree = parsed(draw(around(incoming, outgoing, many=many), link, "h"))
    centre = tree.find(f".//g[@class='party party--person {MIDDLE}']/rect")
    assert centre is not None
    middle = float(centre.get("x") or 0)
    for one in tree.iter("a"):
        rect = one.find("rect")
        if rect is not None and (one.get("class") or "").startswith("party"):
            assert (float(rect.get("x") or 0) < middle) == ("/in" in (one.get("link") or ""))


def test_the_picture_is_the_golden_one(request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")
    drawn = neighbourhood(around(3, 2, "and 4 more", many=2), link, "h")
    golden("neighbourhood.svg", drawn, update=update)


def test_links_work_with_the_theme() -> None:
    drawn = neighbourhood(around(2, 2, "and 4 more"), link, "h")
    assert not re.search(r"\shref=|\sstyle=|<script|\son\w+=", drawn)
    tree = parsed(f"<div>{drawn}</div>")  # type: ignore[arg-type]
    anchors = list(tree.iter("a"))
    assert all(one.get("role") == "link" and one.get("aria-label") for one in anchors)
    assert anchors[-1].get("link") == "#h-table"
    assert [one.get("id") for one in tree.iter("span")] == ["h-table"]
    assert tree.find(".//svg/title") is not None and tree.find(".//svg/desc") is not None
    assert "4 more in the table" in (tree.findtext(".//svg/desc") or "")


def test_long_names_are_whole_in_the_title() -> None:
    tree = parsed(draw(around(len(NAMES), 0), link, "h"))
    said = [one.text or "" for one in tree.iter("title")]
    shown = [one.text or "" for one in tree.iter("text")]
    composed = [unicodedata.normalize("NFC", name) for name in NAMES]
    assert all(any(one.startswith(name) for one in said) for name in composed)
    for name in ("Iran", "조선광업개발무역회사", "Рособоронэкспорт", "Kim"):
        assert name in shown
    assert any(one.endswith("…") for one in shown)


def test_a_hostile_name_is_text() -> None:
    name = '</title><script>alert(1)</script>" onload="x'
    beside = ((node("x", name), (line("x", "y", Status.DISPUTED, (name,)),)),)
    tree = parsed(draw(Neighbourhood(node("y", name), beside, (), ""), link, "h"))
    assert not list(tree.iter("script"))
    assert any(name in (one.text or "") for one in tree.iter("title"))


def test_without_relations_there_is_no_figure(briefing: Briefing) -> None:
    for key in briefing.entities:
        found = view.neighbourhood(briefing, key)
        assert (found is None) == (key not in briefing.relations_of)
    assert neighbourhood(None, link, "h") == ""


def test_every_relation_is_in_a_line_or_in_the_rest(briefing: Briefing) -> None:
    for key, relations in briefing.relations_of.items():
        found = view.neighbourhood(briefing, key)
        assert found is not None
        beside = [*found.incoming, *found.outgoing]
        drawn = sum(one.count for _, lines in beside for one in lines)
        assert drawn == len(relations) or found.more
        assert len({one.id for one, _ in beside}) <= view.MOST


def test_of_forty_neighbours_the_busiest_twelve_are_drawn(
    sample: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = sample.relations[0].claim
    relations = [
        line_of
        for number in range(40)
        for line_of in [_relation(f"other-{number:02}", "norland", claim)] * (1 + number % 13)
    ]
    monkeypatch.setitem(sample.__dict__, "relations_of", {"norland": tuple(relations)})
    monkeypatch.setattr(view, "node", lambda _, who: node(who))
    found = view.neighbourhood(sample, "norland")
    assert found is not None
    assert len(found.incoming) == view.MOST and not found.outgoing
    assert found.more == "and 28 more"
    counts = [sum(one.count for one in lines) for _, lines in found.incoming]
    assert counts == sorted(counts, reverse=True) and counts[0] == 13
    assert "and 28 more, in the table" in neighbourhood(found, link, "h")


def _relation(start: str, end: str, claim: str) -> Relation:
    return Relation(start, end, "arms", claim)
