"""The evidence bar and the passage strip: golden pictures, and stretches that fit their bar."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros.briefing import Briefing
from macros.drawings import ASSETS, FIGURE_STYLES
from macros.evidence.desk import Desk
from macros.figures.alphabet import FILLS
from macros.figures.bars import evidence_bar, passage_strip
from macros.figures.standalone import palette, standalone
from macros.pages import Pages
from macros.views.parts import Share, bar
from macros.views.strip import Mark, Strip
from macros.views.strip import passage_strip as strip_of
from macros.wording import Piece
from tests.figures.graphs import golden, parsed
from tests.projects import ROOT, SAMPLE

SHARES = tuple(
    Share(status, status, 1, f"{20 * place:.2f}%", "20.00%") for place, status in enumerate(FILLS)
)
PIECE = Piece("Oil to Sudmark", "claim", "oil-to-sudmark")
STRIP = Strip(
    (
        *(
            Mark(
                f"{5 + 15 * place}.00%",
                "2.50%",
                status,
                f"at {5 + 15 * place} % of the text",
                (PIECE,),
            )
            for place, status in enumerate(FILLS)
        ),
        Mark("90.00%", "0.30%", "", "at 90 % of the text", (PIECE,)),
    ),
    (("0.00%", "3.00%"),),
    "1,200",
    "13 %",
    "87 %",
    "all 6 cites",
    "0123456789ab",
)


def test_the_bar_is_the_golden_one(request: pytest.FixtureRequest) -> None:
    golden("bar.svg", evidence_bar(SHARES), update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("alone", [False, True])
def test_the_strip_is_the_golden_one(alone: bool, request: pytest.FixtureRequest) -> None:
    name = f"strip{'-alone' if alone else ''}.svg"
    update = request.config.getoption("--update-golden")
    golden(name, passage_strip(STRIP, "strip", alone=alone), update=update)


def test_a_strip_of_its_own_has_its_patterns_and_colours() -> None:
    css = "".join((ASSETS / name).read_text("utf-8") for name in FIGURE_STYLES)
    content = standalone(passage_strip(STRIP, "s", alone=True), css).decode()
    names = set(re.findall(r'id="([^"]+)"', content))
    assert set(re.findall(r"url\(#([^)]+)\)", content)) == {f"fill-{one}" for one in FILLS} <= names
    assert 'width="720"' in content and palette(css)["--alleged"] in content
    assert "var(" not in content


def test_a_bar_is_full_and_in_order(briefing: Briefing) -> None:
    shares = bar(briefing, briefing.standing)
    places = [(float(one.start[:-1]), float(one.width[:-1])) for one in shares]
    assert places[0][0] == 0
    for (start, width), (after, _) in pairwise(places):
        assert start + width == pytest.approx(after, abs=0.02)
    assert sum(places[-1]) == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize(
    ("name", "data", "source"),
    [
        ("sample", SAMPLE / "data", "gazette-2031-doe"),
        ("shipped", ROOT / "data", "dw-2024-ryall"),
    ],
)
def test_a_strips_marks_lie_in_the_text(
    name: str, data: Path, source: str, request: pytest.FixtureRequest
) -> None:
    strip = strip_of(Desk.lay(request.getfixturevalue(name), data, None), source)
    assert strip and strip.marks
    rects = list(parsed(passage_strip(strip, "s")).iter("rect"))
    for rect in rects:
        start = float((rect.get("x") or "0%").rstrip("%"))
        width = float((rect.get("width") or "").rstrip("%"))
        assert start >= 0 and start + width <= 100.4
    assert len(rects) == 1 + len(strip.boilerplate) + len(strip.marks)


def test_every_figure_of_the_site_is_a_file_of_its_own(shipped: Briefing) -> None:
    pages = Pages(Desk.lay(shipped, ROOT / "data", None), "https://example.org/")
    found = {place: content for place, content in pages.files() if place.endswith(".svg")}
    for url in pages.records:
        found |= dict(pages.figures(url, pages.view(url)))
    assert {"figures/chronology.svg", "figures/network.svg", "figures/map-wide.svg"} <= set(found)
    assert "figures/entities/north-korea.svg" in found
    assert "figures/sources/dw-2024-ryall.svg" in found
    for address, content in found.items():
        text = content.decode()
        assert text.startswith("<?xml") and "var(" not in text, address
        ElementTree.fromstring(content)  # noqa: S314 - ours
        names = set(re.findall(r'\sid="([^"]+)"', text))
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= names, address
        assert set(re.findall(r'xlink:href="#([^"]+)"', text)) <= names, address
