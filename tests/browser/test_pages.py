"""Every page kind in a real browser: no errors, no strangers, no barriers; narrow, and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, address, until, watch
from tests.browser.kinds import EVERY, SHIPPED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """options => axe.run(document, options).then(found => found.violations.map(one =>
    `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 5).join(' | ')}`))"""
EVERYTHING: dict[str, Sequence[str]] = {"type": "tag", "values": TAGS}
# A scheme changes colours and nothing else.
COLOURS: dict[str, Sequence[str]] = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block"],
}
WAYS: list[tuple[int, Literal["light", "dark"], dict[str, Sequence[str]]]] = [
    (1440, "light", EVERYTHING),
    (1440, "dark", COLOURS),
    (390, "dark", COLOURS),
    (390, "light", EVERYTHING),
]
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('article *')].filter(one => one.checkVisibility() &&
    one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))
    .slice(0, 5).concat(`${document.documentElement.scrollWidth} px wide`)"""


# Of rows that are all made alike, some are enough.
THIN = """document.querySelectorAll('article :is(tbody, ul, ol, dl)').forEach(
    list => [...list.children].slice(8).forEach(one => one.remove()))"""


@dataclass
class Sweep:
    """What one visit to every page kind found, by page."""

    barriers: dict[str, list[str]]
    wide: dict[str, list[str]]
    errors: list[str]
    strangers: list[str]


@pytest.fixture(scope="module")
def sweep(browser: Browser) -> Sweep:
    """Every page kind, opened once and looked at in every way."""
    found = Sweep({}, {}, [], [])
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watch(page, found.errors, found.strangers)
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    pages = [*EVERY, *(("shipped", kind, url) for kind, url in SHIPPED.items())]
    for site, kind, url in pages:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address(site, url))
        until(page, "window.document$ !== undefined")
        if site != "shipped":
            page.evaluate(THIN)
            page.evaluate(axe)
            for width, scheme, only in WAYS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                options = {"runOnly": only, "resultTypes": ["violations"]}
                if violations := page.evaluate(RUN, options):
                    found.barriers[f"{kind}, {width} px, {scheme}"] = violations
        page.set_viewport_size({"width": 320, "height": 900})
        if wide := page.evaluate(WIDER):
            found.wide[f"{site} {kind}"] = wide
    page.close()
    return found


def test_no_page_kind_has_a_barrier(sweep: Sweep) -> None:
    assert sweep.barriers == {}


def test_nothing_is_lost_at_400_percent(sweep: Sweep) -> None:
    # 1280 px at 400 % are 320 px of a style sheet.
    assert sweep.wide == {}


def test_nothing_fails_and_nothing_is_asked_of_others(sweep: Sweep) -> None:
    assert sweep.errors == []
    assert sweep.strangers == []


def test_without_script_nothing_is_asked_of_others(visit: Open) -> None:
    seen = visit(script=False)
    for site, _, url in EVERY:
        seen.open(site, url)
    assert seen.errors == []
    assert seen.requests == []


def test_a_scheme_is_what_the_system_says_with_and_without_script(visit: Open) -> None:
    for script in (True, False):
        page = visit(scheme="dark", script=script).open("sample", "chronology/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(20, 23, 28)", script


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
    page = seen.open("sample")
    page.evaluate("window.same = true")
    for name in ("Chronology", "Network", "Entities", "Sources"):
        page.locator(".md-tabs__link", has_text=name).click()
        heading(page, name)
    page.locator(".card__name a", has_text="Lamps are lit").click()
    heading(page, "Lamps are lit")
    page.locator("article a[href*='entities/norland/']").first.click()
    heading(page, "Norland")
    assert page.evaluate("window.same") is True, "a page was loaded anew"
    assert seen.errors == []


def heading(page: Page, words: str) -> None:
    """Wait until the page that begins with some words is shown."""
    until(
        page,
        "words => document.title.startsWith(words)"
        " && document.querySelector('h1').textContent.trim().startsWith(words)",
        arg=words,
    )


# The keyboard alone

FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const label = one.closest('label');
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const next = one.matches('.md-option') && one.nextElementSibling;
    const around = [label, next].some(it => it && getComputedStyle(it).outlineStyle !== 'none');
    const drawn = one.ownerSVGElement && [...one.children].map(it => getComputedStyle(it))
        .some(it => it.stroke !== 'none' && parseFloat(it.strokeWidth) > 1);
    return {what: one.outerHTML.slice(0, 90), body: one === document.body,
            seen: !!(ring || around || drawn || style.boxShadow !== 'none')};
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
    assert tabbed(page, 40) == []


def test_a_page_is_reached_at_its_address_without_script(visit: Open) -> None:
    page = visit(script=False).page
    page.goto(address("sample", "claims/lamp-oil/#barrels-counted"))
    assert page.locator("#barrels-counted").is_visible()
    assert page.locator("#barrels-counted .headerlink").is_visible()
