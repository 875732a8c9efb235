"""Every page kind in a real browser: no errors, no strangers, no barriers; narrow, and on paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, address
from tests.browser.kinds import EVERY, SHIPPED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """options => axe.run(document, options).then(found => found.violations.map(one =>
    `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 5).join(' | ')}`))"""
WAYS = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]


@cache
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_no_page_kind_has_a_barrier(width: int, scheme: str, visit: Open) -> None:
    # A scheme changes colours and nothing else.
    only = {"type": "tag", "values": TAGS}
    if scheme == "dark":
        only = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    seen, found = visit(width=width, scheme=scheme), {}
    for site, kind, url in EVERY:
        page = seen.open(site, url)
        page.evaluate(axe())
        if violations := page.evaluate(RUN, options):
            found[kind] = violations
    assert found == {}


@pytest.mark.parametrize("script", [True, False])
def test_nothing_fails_and_nothing_is_asked_of_others(script: bool, visit: Open) -> None:
    seen = visit(script=script)
    for site, _, url in EVERY:
        seen.open(site, url)
    for url in SHIPPED.values():
        seen.open("shipped", url).wait_for_load_state("networkidle")
    assert seen.errors == [error for error in seen.errors if "404" in error]
    assert seen.requests == []


def test_a_scheme_is_what_the_system_says_with_and_without_script(visit: Open) -> None:
    for script in (True, False):
        page = visit(scheme="dark", script=script).open("sample", "chronology/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(20, 23, 28)", script


WIDER = """() => [...document.querySelectorAll('body *')].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility()
    && !one.closest('.md-sidebar, .md-search, svg, .timeline, .scroll, .network, pre, .md-tabs'))
    .map(one => one.outerHTML.slice(0, 120))"""


def test_nothing_is_lost_at_400_percent(visit: Open) -> None:
    # 1280 px at 400 % are 320 px of a style sheet.
    seen, wide = visit(width=320), {}
    pages = [*EVERY, *(("shipped", kind, url) for kind, url in SHIPPED.items())]
    for site, kind, url in pages:
        page = seen.open(site, url)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide[f"{site} {kind}"] = page.evaluate(WIDER)[:5]
    assert wide == {}


def test_a_page_prints_without_what_only_a_screen_needs(visit: Open) -> None:
    for url in ("entities/norland/", "chronology/"):
        page = visit().open("sample", url)
        page.emulate_media(media="print")
        assert page.pdf(format="A4").startswith(b"%PDF")
        for chrome in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".filters"):
            shown = [one for one in page.locator(chrome).all() if one.is_visible()]
            assert shown == [], chrome
        assert page.locator("h1").is_visible()
    assert page.locator("table.chronology tbody tr").first.is_visible()


def test_all_forms_of_a_citation_are_printed(visit: Open) -> None:
    page = visit().open("sample", "entities/norland/")
    page.emulate_media(media="print")
    assert [one.is_visible() for one in page.locator(".citation pre, .citation p").all()] == [
        True, True, True,
    ]  # fmt: skip


# Instant navigation


def test_instant_navigation_goes_through_every_page_with_a_figure(visit: Open) -> None:
    seen = visit()
    page = seen.open("shipped")
    page.evaluate("window.same = true")
    for name in ("Chronology", "Network", "Entities", "Sources"):
        page.locator(".md-tabs__link", has_text=name).click()
        page.wait_for_function("name => document.title.startsWith(name)", arg=name)
        page.wait_for_function(
            "name => document.querySelector('h1').textContent.trim().startsWith(name)", arg=name
        )
    page.locator("article a[href*='sources/'], article .card__name a").first.click()
    page.wait_for_url("**/sources/*/")
    page.locator("h1", has_text=page.title().partition(" - ")[0]).wait_for()
    assert page.evaluate("window.same") is True, "a page was loaded anew"
    assert seen.errors == []


# The keyboard alone

FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const label = one.closest('label');
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const around = label && getComputedStyle(label).outlineStyle !== 'none';
    const box = one.getBoundingClientRect();
    return {what: one.outerHTML.slice(0, 90), body: one === document.body,
            seen: !!(ring || around || style.boxShadow !== 'none'), width: box.width};
}"""


def tabbed(page: Page, times: int) -> list[str]:
    """Press Tab and return where the focus cannot be seen."""
    unseen = []
    for _ in range(times):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUSED)
        if not state["body"] and not state["seen"]:
            unseen.append(state["what"])
    return unseen


@pytest.mark.parametrize("url", ["chronology/", "entities/norland/", "claims/lamp-oil/"])
def test_the_focus_is_always_to_be_seen(url: str, visit: Open) -> None:
    page = visit().open("sample", url)
    assert tabbed(page, 45) == []


def test_a_page_is_reached_at_its_address_without_script(visit: Open) -> None:
    page = visit(script=False).page
    page.goto(address("sample", "claims/lamp-oil/#barrels-counted"))
    assert page.locator("#barrels-counted").is_visible()
    assert page.locator("#barrels-counted .headerlink").is_visible()
