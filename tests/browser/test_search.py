"""Search as readers use it: they type."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Open, until

FOUND = ".md-search-result__item a"


def search(page: Page, words: str) -> list[str]:
    """Type some words and return the addresses that are found, best first."""
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    box.press_sequentially(words)
    page.keyboard.press("Shift")  # the theme listens to keys, and some scripts come without one
    until(
        page,
        "words => new URLSearchParams(location.search).get('q') === null"
        " && /matching|No/.test(document.querySelector('.md-search-result__meta').textContent)",
        arg=words,
    )
    page.wait_for_timeout(300)
    hrefs = page.locator(FOUND).evaluate_all("all => all.map(one => one.href)")
    return [str(one).partition("?")[0].partition("/briefing/")[2] for one in hrefs]


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Sudmark", "entities/sudmark/"),
        ("Südmark", "entities/sudmark/"),
        ("Нурланд", "entities/norland/"),
        ("нурланд", "entities/norland/"),
        ("Norland", "entities/norland/"),
        ("0042", "entities/ann-roe/"),
    ],
)
def test_an_entity_is_found_by_every_spelling(words: str, entity: str, visit: Open) -> None:
    assert entity in search(visit().open("sample"), words)[:3]


def test_a_claim_is_found_by_its_words_and_once(visit: Open) -> None:
    page = visit().open("sample")
    page.locator(".md-search__input").click()
    found = [
        one.get_attribute("href") or ""
        for one in [*_all(page, "300 barrels"), *_all(page, "barrels May")]
    ]
    claims = [href for href in found if "barrels-counted" in href]
    assert len(claims) == 2, "once for each search"


def _all(page: Page, words: str) -> list[Locator]:
    search(page, words)
    for more in page.locator(".md-search-result__more summary").all():
        more.click()
    return list(page.locator(FOUND).all())
