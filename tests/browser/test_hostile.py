"""The hostile corpus in a real browser: nothing runs, nothing is fetched, nothing is logged.

Whatever of the corpus would run calls `hit`, and whatever would load asks `evil.example`. The pages
are opened with their policy switched off, so that it is the escaping that holds and not the policy;
then a few with all that a reader does, under the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import HOSTILE, Open, address, until, watch
from tests.browser.test_previews import preview
from tests.browser.test_search import search
from tests.counts import count
from tests.hostile.building import BATCHES, Sites

EACH = pytest.mark.parametrize("site", HOSTILE)
LISTENING = "window.hits = []; window.hit = one => { window.hits.push(String(one)); };"
OPEN_ALL = """async urls => {
    const links = /^(href|src|srcset|action|formaction|data|poster|xlink:href)$/;
    const found = {opened: 0, hits: [], schemes: []};
    for (const url of urls) {
        const frame = document.createElement('iframe');
        await new Promise(done => {
            frame.onload = done;
            frame.src = url;
            document.body.append(frame);
        });
        const shown = frame.contentDocument;
        found.opened += shown.querySelector('h1, svg') ? 1 : 0;
        found.hits.push(...frame.contentWindow.hits.map(one => url + one));
        for (const one of [...shown.querySelectorAll('*')].flatMap(one => [...one.attributes])) {
            const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(one.value.replace(/[\\x00-\\x20]/g, ''));
            if (links.test(one.name) && scheme) found.schemes.push(scheme[0].toLowerCase());
        }
        frame.remove();
    }
    return found;
}"""
SECTIONS = (
    "", "chronology/", "sanctions/", "network/", "places/", "entities/", "claims/", "instruments/",
    "sources/", "unknowns/", "corrections/", "method/", "about/",
)  # fmt: skip
EACH_RECORD = ("claims/thread-{}/index.html", "entities/first-{}/index.html")
SOME = (
    "instruments/act-{}/index.html", "sources/an-article-{}/index.html",
    "figures/entities/first-{}.svg", "figures/sources/an-article-{}.svg",
)  # fmt: skip
FIGURES = ("figures/chronology.svg", "figures/network.svg", "figures/sanctions.svg")


@pytest.fixture(autouse=True)
def _served(folders: dict[str, Path], hostile_sites: Sites, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["site"]
    folders[name] = hostile_sites.hostile(HOSTILE.index(name)).project.site


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page under no policy, whose own scripts and styles are not fetched: they only take time."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(LISTENING)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": ["*/assets/*"]})
    yield page
    context.close()


def pages(site: str, folders: dict[str, Path]) -> Iterator[str]:
    """Yield the addresses of pages and figures that between them show every input."""
    slots = range(len(BATCHES[HOSTILE.index(site)]))
    found = [f"{one}index.html" for one in SECTIONS] + [*FIGURES]
    found += [one.format(slot) for slot in slots for one in EACH_RECORD]
    found += [one.format(slot) for slot in slots[::7] for one in SOME]
    yield from (one for one in found if (folders[site] / one).is_file())


@EACH
def test_nothing_runs_even_without_the_policy(
    site: str, folders: dict[str, Path], bare: Page
) -> None:
    errors: list[str] = []
    strangers: list[str] = []
    watch(bare, errors, strangers)
    bare.on("dialog", lambda one: errors.append(f"a dialog: {one.message}"))
    bare.goto(address(site, "404.html"))
    urls = [address(site, url) for url in pages(site, folders)]
    found = bare.evaluate(OPEN_ALL, urls)
    assert (found["opened"], found["hits"]) == (len(urls), [])
    assert {*found["schemes"]} <= {"http:", "https:", "data:", "mailto:"}
    # Our own files were not fetched, and the theme's inline scripts miss them.
    faults = [one for one in errors if "ERR_FAILED" not in one and "__md_" not in one]
    assert (faults, strangers) == ([], [])
    count("in Chromium", hostile_pages=len(urls), violations=0)


@EACH
def test_a_reader_meets_nothing_but_text(site: str, visit: Open) -> None:
    seen = visit()
    seen.page.add_init_script(LISTENING)
    page = seen.open(site, "chronology/")
    for row in (0, 7, 21):
        link = page.locator("table.chronology td a[href*='entities/']").nth(row)
        assert preview(page, link, "focus").strip()
    seen.open(site, "entities/first-3/")
    preview(page, page.locator(".footnote-ref").first, "hover")
    for words in ("one", "hit", "svg", "script"):
        search(page, words)
        for more in page.locator(".md-search-result__more summary").all():
            more.click()
    until(page, "document.readyState === 'complete'")
    assert page.evaluate("window.hits") == []
    assert (seen.errors, seen.requests) == ([], [])
    count("in Chromium", previews=4, searches=4)


@EACH
def test_the_browser_would_have_told(site: str, folders: dict[str, Path], bare: Page) -> None:
    """The same pages with one text unescaped."""
    path = folders[site] / "planted.html"
    html = (folders[site] / "claims/thread-0/index.html").read_text("utf-8")
    path.write_text(html.replace("<h1", "<img src=x:x onerror=hit(1)><h1", 1), "utf-8")
    try:
        bare.goto(address(site, "404.html"))
        found = bare.evaluate(OPEN_ALL, [address(site, "planted.html")])
        assert len(found["hits"]) == 1
    finally:
        path.unlink()
