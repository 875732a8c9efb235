"""Figures under the pointer and the keyboard, without a script of ours; the site elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, until
from tests.projects import Project


def shown(page: Page) -> list[str]:
    """Return what the readout says."""
    told = page.locator(".readout p").all()
    return [one.inner_text() for one in told if one.is_visible()]


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_the_readout_tells_of_the_mark_that_is_pointed_at(by: str, visit: Open) -> None:
    page = visit(script=False).open("sample", "chronology/")
    assert len(shown(page)) == 1 and "Point at a mark" in shown(page)[0]
    mark = page.locator(".timeline__wide a.mark.is-disputed").first
    mark.hover() if by == "hover" else mark.focus()
    [text] = shown(page)
    assert "Disputed" in text and "denies it" in text
    label = (mark.get_attribute("aria-label") or "").rpartition(": ")[2].partition(",")[0]
    assert text.startswith(label), "the date comes first"
    box = page.locator(".readout").bounding_box()
    assert box and box["y"] + box["height"] <= 900, "it is in sight"


def test_a_reader_is_told_that_marks_are_hidden_and_lanes_keep_their_names(visit: Open) -> None:
    page = visit(script=False).open("sample", "chronology/")
    note, names = page.locator(".timeline__off"), page.locator(".timeline__wide .lane__name")
    before = names.count()
    assert not note.is_visible()
    page.locator("[name=lane][value=acts]").uncheck()
    assert note.is_visible()
    assert sum(one.is_visible() for one in names.all()) == before


def test_a_timeline_wider_than_the_screen_says_so_and_scrolls_by_keyboard(visit: Open) -> None:
    page = visit(width=1000).open("sample", "chronology/")
    frame = page.locator(".timeline__wide")
    cue = frame.evaluate("one => getComputedStyle(one, '::before').content")
    assert "Scroll sideways" in cue
    frame.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.timeline__wide').scrollLeft > 0")


def test_pointing_at_a_party_leaves_its_own_lines(visit: Open) -> None:
    page = visit(script=False).open("shipped", "network/")
    page.locator(".net .party", has_text="Iran").focus()
    faint = "all => all.filter(one => getComputedStyle(one).opacity < 0.5).length"
    page.wait_for_timeout(200)
    ties = page.locator(".net .tie").count()
    assert 0 < ties - int(page.locator(".net .tie").evaluate_all(faint)) < 6


def test_a_place_on_the_map_leads_to_its_page(visit: Open) -> None:
    page = visit(script=False).open("shipped", "places/")
    spot = page.locator(".map--close a.spot", has_text="Busan")
    assert "1 claim" in (spot.get_attribute("aria-label") or "")
    spot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/busan/")


def test_under_another_address_only_what_the_theme_adds_is_missing(
    shipped_site: Project, texts_folder: Path, visit: Open
) -> None:
    # The theme compares links with the sitemap's addresses: previews and instant navigation work
    # where the site's settings say that it stands. Elsewhere each link is a plain link.
    (texts_folder / "at").mkdir()
    (texts_folder / "at" / "another").symlink_to(shipped_site.site)
    seen = visit()
    page = seen.page
    page.goto("http://texts.example/at/another/places/")
    until(page, "window.document$ !== undefined")
    page.locator(".places__table a", has_text="Busan").first.click()
    page.wait_for_url("**/at/another/entities/busan/")
    page.locator(".md-tabs__link", has_text="Network").click()
    page.wait_for_url("**/at/another/network/")
    assert page.locator("figure.network svg.net").is_visible()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("Busan")
    page.locator(".md-search-result__item a[href*='another/entities/busan/']").first.wait_for()
    assert seen.errors == []
