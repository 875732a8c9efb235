"""The frame: a filled page is byte for byte what the theme renders, for every record page."""

from __future__ import annotations

import pytest

from macros.briefing import open_briefing
from macros.frame import BODY, EDIT, NAME, SECTIONS, TITLE, Filling, Frame, FrameError, headings
from macros.views.chronology import split_years
from tests.projects import Project

FOLDERS = ("entities", "claims", "instruments", "sources")  # a page for each file in them


def test_every_framed_page_is_what_the_theme_renders(site: Project) -> None:
    files = site.built()
    years = split_years(open_briefing(site.root / "data"))
    records = sum(len(list((site.root / "data" / f).glob("*"))) for f in FOLDERS)
    assert len(site.rendered) == records + len(years)
    different = [
        url for url, html in site.rendered.items() if files[f"{url}index.html"] != html.encode()
    ]
    assert different == []


ONE, TWO = SECTIONS
LIST = "<nav>{0}>{1}<br>{2}>{3}</nav>"
SECTION_MARKS = (*ONE, *TWO)
GOOD = "<title>" + TITLE + "</title>" + LIST.format(*SECTION_MARKS) + "<main>" + BODY + "</main>"


def with_list(text: str) -> str:
    return GOOD.replace(LIST.format(*SECTION_MARKS), text)


BAD_PAGES = [
    (with_list(""), "prints no table of contents"),
    (with_list(f"{ONE[0]}>{ONE[1]}"), "prints no table of contents"),
    (with_list(LIST.format(*TWO, *ONE)), "not in order"),
    (with_list(LIST.format(*SECTION_MARKS) * 2), "more than once"),
    (with_list(f"{ONE[0]}>{ONE[1]}<br>{TWO[0]}<b>{TWO[1]}"), "two sections in different ways"),
    (GOOD.replace(BODY, ""), "does not print the page's content"),
    (GOOD.replace("<main>", "<main id=briefhole>"), "a mark of the sentinel"),
    (with_list(f"<i>briefholetypox</i>{LIST.format(*SECTION_MARKS)}"), "a mark of the sentinel"),
    (
        with_list(
            f"{ONE[0]}>{ONE[1]}<br title={TITLE}>{TWO[0]}>{TWO[1]}",
        ),
        "a mark of the sentinel",
    ),
    ("", "prints no table of contents"),
]


@pytest.mark.parametrize(("page", "why"), BAD_PAGES)
def test_a_page_that_no_frame_can_hold(page: str, why: str) -> None:
    with pytest.raises(FrameError, match=why):
        Frame.cut(page)


def filling(body: str) -> Filling:
    return Filling("A &amp; B", "A description", "entities", "a", "https://example.org/edit", body)


def test_holes_are_filled_wherever_they_stand() -> None:
    frame = Frame.cut(f"{TITLE} {NAME} {EDIT}" + GOOD + f"{TITLE}{NAME}")
    body = '<h1 id="title">A</h1><h2 id="x">X</h2><p></p><h2 id="y">Y <b>y</b></h2>'
    assert frame.fill(filling(body)) == (
        "A &amp; B a https://example.org/edit<title>A &amp; B</title>"
        f"<nav>x>X<br>y>Y y</nav><main>{body}</main>A &amp; Ba"
    )


def test_a_body_is_not_read_for_holes() -> None:
    frame = Frame.cut(GOOD)
    body = f'<h2 id="x">X</h2>{TITLE}'
    assert frame.fill(filling(body)).endswith(f"<main>{body}</main>")


def test_a_page_without_a_section_is_refused() -> None:
    with pytest.raises(FrameError, match="entities/a/ has no section"):
        Frame.cut(GOOD).fill(filling('<h1 id="title">A</h1>'))


HEADINGS = [
    ('<h2 id="a">A</h2>', [(2, "a", "A")]),
    ('<h1 id="t" class="x">T</h1><h3 id="b">B\n  C</h3>', [(1, "t", "T"), (3, "b", "B C")]),
    ('<h2 id="a">A <code>b</code> &amp; c</h2>', [(2, "a", "A b &amp; c")]),
    ('<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2>', [(2, "a", "A")]),
    ("<h2>no id</h2><h4 id='x'>four</h4>", []),
    ('<h2 class="infobox__title">Person</h2><h2 id="b">B</h2>', [(2, "b", "B")]),
]


@pytest.mark.parametrize(("html", "found"), HEADINGS)
def test_headings(html: str, found: list[tuple[int, str, str]]) -> None:
    assert [(one.level, one.anchor, one.title) for one in headings(html)] == found
