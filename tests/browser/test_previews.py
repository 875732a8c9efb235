"""What hover and focus show beside a link, by the theme's own machinery."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Open

TIP = ".md-tooltip2--active"


def preview(page: Page, link: Locator, by: str) -> str:
    """Hover or focus a link and return what is shown."""
    link.scroll_into_view_if_needed()
    link.hover() if by == "hover" else link.focus()
    page.locator(TIP).wait_for()
    return page.locator(TIP).inner_text()


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_an_entity_shows_its_lead_and_evidence(by: str, visit: Open) -> None:
    seen = visit()
    page = seen.open("sample", "chronology/")
    text = preview(page, page.locator("td a[href*='entities/norland/']").first, by)
    assert text.startswith("Norland")
    assert "named in" in text and "disputed" in text
    hidden = page.locator(f"{TIP} .infobox, {TIP} figure")
    assert not any(one.is_visible() for one in hidden.all())
    assert "Sources" not in text
    box = page.locator(TIP).bounding_box()
    assert box and box["height"] < 400
    assert seen.errors == []


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_a_citation_shows_pointer_source_and_way_to_the_passage(by: str, visit: Open) -> None:
    page = visit().open("sample", "entities/norland/")
    text = preview(page, page.locator(".spine .is-disputed .footnote-ref").first, by)
    assert "Jane Doe (The Gazette), at “" in text
    assert "Open at this passage" in text
    assert page.locator(f"{TIP} a[href*=':~:text=']").is_visible()
    assert page.locator(f"{TIP} a[href*='/sources/']").is_visible()


def test_the_chronology_shows_who_says_a_claim_and_where(visit: Open) -> None:
    page = visit().open("sample", "chronology/")
    text = preview(page, page.locator("tr.is-disputed a.ref").first, "hover")
    assert "ASSERTED" in text.upper() and "DENIED" in text.upper()
    assert "Open at this passage" in text
    assert "#" not in text


def test_without_script_a_reference_leads_to_its_passage(visit: Open) -> None:
    page = visit(script=False).open("sample", "entities/norland/")
    page.locator(".spine .is-disputed .footnote-ref").first.click()
    target = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert target.is_visible()
    assert "Open at this passage" in target.inner_text()
