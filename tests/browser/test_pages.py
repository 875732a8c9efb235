"""Every page kind in a real browser: no errors, no strangers, no barriers; narrow, and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, address, until, watch
from tests.browser.kinds import EVERY, OTHER, SHIPPED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Begun in one tab while another runs; what it finds is fetched afterwards. The rules on colours
# cost most: they look at the whole of the first pages, then at what is not the same on all; on
# writing in figures axe is of no mind.
BEGIN = """([all, tags, within]) => {
    const colours = ["color-contrast", "link-in-text-block"];
    const off = Object.fromEntries(colours.map(one => [one, {enabled: false}]));
    const plain = {resultTypes: ["violations"], preload: false};
    const runs = [[within, {...plain, runOnly: {type: "rule", values: colours}}]];
    if (all) runs.push([{include: ["html"]}, {...plain, runOnly: tags, rules: off}]);
    window.found = runs.reduce((before, run) => before.then(async seen => [...seen,
        ...(await axe.run(...run)).violations.map(one => `${one.id}: ` +
        one.nodes.map(node => node.target.join(" ")).slice(0, 5).join(" | "))]),
        Promise.resolve([])); }"""
TABS = 2
Within = dict[str, list[str] | list[list[str]]]
WHOLE: Within = {"include": ["html"], "exclude": [["svg"]]}
CONTENT: Within = {"include": ["article"], "exclude": [["svg"]]}
Way = tuple[int, Literal["light", "dark"], bool]
# (width, scheme, whether all rules are asked: a scheme changes colours and nothing else)
WAYS: list[Way] = [
    (1440, "light", True),
    (1440, "dark", False),
    (390, "dark", False),
    (390, "light", True),
]
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('article *')].filter(one => one.checkVisibility() &&
    one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))
    .slice(0, 5).concat(`${document.documentElement.scrollWidth} px wide`)"""


# Of rows and marks that are all made alike, some are enough.
THIN = """() => {
    for (const list of document.querySelectorAll('article :is(tbody, ul, ol, dl)'))
        [...list.children].slice(3).forEach(one => one.remove());
    for (const figure of document.querySelectorAll('article svg'))
        [...figure.querySelectorAll('a')].slice(4).forEach(one => one.remove());
}"""


@dataclass
class Sweep:
    """What one visit to every page kind found, by page."""

    barriers: dict[str, list[str]]
    wide: dict[str, list[str]]
    errors: list[str]
    strangers: list[str]


@pytest.fixture(scope="module")
def sweep(browser: Browser) -> Sweep:
    """Every page kind, opened once and looked at in every way; what only the sample has, in one."""
    found = Sweep({}, {}, [], [])
    context = browser.new_context(reduced_motion="reduce")
    tabs = [context.new_page() for _ in range(TABS)]
    for tab in tabs:
        watch(tab, found.errors, found.strangers)
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    shipped = [("shipped", kind, url) for kind, url in SHIPPED.items()]
    for pages, ways in ((shipped, WAYS), (OTHER, WAYS[:1])):
        for first in range(0, len(pages), TABS):
            within = WHOLE if first == 0 else CONTENT
            _look(
                list(zip(tabs, pages[first : first + TABS], strict=False)), ways, axe, within, found
            )
    context.close()
    return found


def _look(
    pairs: list[tuple[Page, tuple[str, str, str]]],
    ways: list[Way],
    axe: str,
    coloured: Within,
    found: Sweep,
) -> None:
    """Look at some pages at once, each in its tab; `coloured` is where colours are looked at."""
    for tab, (site, kind, url) in pairs:
        tab.set_viewport_size({"width": 320, "height": 900})
        tab.emulate_media(color_scheme="light")
        tab.goto(address(site, url))
        until(tab, "window.document$ !== undefined")
        if wide := tab.evaluate(WIDER):
            found.wide[f"{site} {kind}"] = wide
        tab.evaluate(THIN)
        tab.evaluate(axe)
    for width, scheme, everything in ways:
        for tab, _ in pairs:
            tab.set_viewport_size({"width": width, "height": 900})
            tab.emulate_media(color_scheme=scheme)
            tab.evaluate(BEGIN, [everything, TAGS, coloured])
        for tab, (site, kind, _) in pairs:
            if violations := tab.evaluate("window.found"):
                found.barriers[f"{site} {kind}, {width} px, {scheme}"] = violations


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
        seen.page.goto(address(site, url), wait_until="domcontentloaded")
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
    for name in ("Chronology", "Network", "Places", "Entities", "Sources"):
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
