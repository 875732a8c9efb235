"""What can make a page burst: names long, unbroken or of another script, and bare records."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.longer import EXTREME, LONG, NATIVE, UNBROKEN
from tests.browser.test_search import search

# What sticks out of the window or of a box that would cut it, as far as a reader cannot scroll.
CUT = """() => [...document.querySelectorAll('article *')].filter(one => {
    if (!one.checkVisibility() || one.closest('.visually-hidden, [tabindex], thead')) return false;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const cuts = style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1;
    return box.width && (box.right > innerWidth + 1 || box.left < -1 || cuts);
}).map(one => one.outerHTML.slice(0, 100)).slice(0, 5)"""
# Boxes of text that lie over one another: rows, cells, items, headings.
OVER = """() => {
    const boxes = [...document.querySelectorAll('article :is(h1, h2, p, li, dt, dd, td)')]
        .filter(one => one.checkVisibility() && !one.querySelector('p, li, dt, td')
            && !one.closest('.visually-hidden, .readout, svg'))
        .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1);
    return boxes.flatMap(([one, a], at) => boxes.slice(at + 1).filter(([other, b]) =>
        !one.contains(other) && a.left < b.right - 2 && b.left < a.right - 2
        && a.top < b.bottom - 2 && b.top < a.bottom - 2).map(([other]) =>
        `${one.outerHTML.slice(0, 70)} over ${other.outerHTML.slice(0, 70)}`)).slice(0, 5);
}"""
PAGES = [*(f"entities/{key}/" for key in EXTREME), "claims/lamp-oil/#the-longest", "network/"]


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_cut_and_nothing_lies_over_another(width: int, visit: Open) -> None:
    seen = visit(width=width)
    for url in (*PAGES, "chronology/undated/", "places/"):
        page = seen.open("longer", url)
        assert page.evaluate(CUT) == [], url
        assert page.evaluate(OVER) == [], url
    assert seen.errors == []


def test_a_bare_record_has_a_whole_page(visit: Open) -> None:
    page = visit(script=False).open("longer", "entities/bare-one/")
    assert page.locator("h1").inner_text() == "B"
    assert "without a claim so far" in page.locator(".lead").inner_text()
    assert page.locator(".infobox").is_visible()
    assert page.locator("h2").all_inner_texts()[-1].startswith("Cite this page")


@pytest.mark.parametrize(("key", "name"), [("long-one", LONG), ("unbroken-one", UNBROKEN)])
def test_a_long_name_can_be_read_whole(key: str, name: str, visit: Open) -> None:
    page = visit(width=390, script=False).open("longer", f"entities/{key}/")
    assert page.locator("h1").inner_text().replace("\xad", "") == name
    figure = page.locator(".net--near .party--self")
    assert name in (figure.locator("title").first.text_content() or "")


@pytest.mark.parametrize(("key", "native"), [(key, one[0]) for key, one in NATIVE.items()])
def test_a_native_name_has_its_language_and_direction(key: str, native: str, visit: Open) -> None:
    page = visit(script=False).open("longer", f"entities/{key}/")
    name = page.locator(f"bdi[lang={NATIVE[key][1]}]")
    assert name.inner_text() == native
    way = name.evaluate("one => getComputedStyle(one).direction")
    assert way == ("rtl" if key == "arab-one" else "ltr")
    assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_an_entity_is_found_by_its_native_name(visit: Open) -> None:
    page = visit().open("longer")
    for key, (native, _) in NATIVE.items():
        assert f"entities/{key}/" in search(page, native)[:3], native
