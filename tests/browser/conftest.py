"""One Chromium, one server and the built sites, for every test that looks as a reader does."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

from tests.browser.longer import longer
from tests.hostile.building import BATCHES
from tests.projects import Project

SITES = ("sample", "shipped", "longer")
HOSTILE = tuple(f"hostile-{number}" for number in range(len(BATCHES)))
"""Sites with the hostile corpus in them, which `test_hostile.py` adds to those that are served."""
PATH = "/briefing/"
"""Where the sites' settings say that they stand."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


def chromium(playwright: Playwright) -> str:
    """Return an installed Chromium: the system's, or the one that Playwright brought."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    if Path(own).is_file():
        return own
    need = (
        "no Chromium: install one, as with `apt install chromium` or `playwright install chromium`"
    )
    if os.environ.get("CI") == "true":
        pytest.fail(need, pytrace=False)
    pytest.skip(need)


@dataclass(slots=True)
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    """Requests to any other host than the page's own."""

    def open(self, site: str, url: str = "") -> Page:
        """Open a page of a site and wait until the theme has set it up."""
        self.page.goto(address(site, url))
        if self.page.evaluate("document.documentElement.classList.contains('js')"):
            until(self.page, "window.document$ !== undefined")
        return self.page


Open = Callable[..., Visit]


def until(page: Page, expression: str, arg: object = None, timeout: int = 30_000) -> None:
    """Wait until an expression, or a function of `arg`, is true in a page.

    Playwright's own waiting evaluates a text inside the page, which our pages' policy forbids.
    """
    for _ in range(timeout // 20):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {expression}")


def address(site: str, url: str = "") -> str:
    """Return where a page of a site stands in these tests."""
    return f"http://{site}.example{PATH}{url}"


class _Server(http.server.SimpleHTTPRequestHandler):
    """Serves each site at its own host, from memory's nearest thing: the built folder."""

    folders: dict[str, Path]

    def translate_path(self, path: str) -> str:
        """Find the file of an address by its host."""
        folder = self.folders[self.headers["Host"].partition(".")[0]]
        self.directory = str(folder)
        inside = path.removeprefix(PATH) if path.startswith(PATH) else path
        return super().translate_path("/" + inside.lstrip("/"))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def longer_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented briefing with more claims than one page holds, built."""
    made = longer(tmp_path_factory.mktemp("longer"))
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    return made


@pytest.fixture(scope="session")
def texts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is served as `texts.example`, for pages that a test writes."""
    return tmp_path_factory.mktemp("texts")


@pytest.fixture(scope="session")
def folders(
    sample_site: Project, shipped_site: Project, longer_site: Project, texts_folder: Path
) -> dict[str, Path]:
    """What is served, by its host; a test may add to it."""
    sites = {"sample": sample_site, "shipped": shipped_site, "longer": longer_site}
    return {name: one.site for name, one in sites.items()} | {"texts": texts_folder}


@pytest.fixture(scope="session")
def served(folders: dict[str, Path]) -> Iterator[int]:
    """The port at which all sites are served."""
    handler = type("Handler", (_Server,), {"folders": folders})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A Chromium that reaches the served sites by their names and nothing else."""
    found = chromium(playwright)
    port: int = request.getfixturevalue("served")
    running = playwright.chromium.launch(
        executable_path=found,
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--no-proxy-server",
            f"--host-resolver-rules=MAP *.example 127.0.0.1:{port}, MAP * ~NOTFOUND",
        ],
    )
    yield running
    running.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts by their settings, each made once; storage is shared within one."""
    made: dict[tuple[Any, ...], BrowserContext] = {}

    def context(width: int = 1440, scheme: str = "light", script: bool = True) -> BrowserContext:
        key = (width, scheme, script)
        if key not in made:
            made[key] = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                java_script_enabled=script,
                reduced_motion="reduce",
            )
            made[key].set_default_timeout(30_000)
        return made[key]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext]) -> Iterator[Open]:
    """A maker of browser pages, which are closed after the test."""
    pages: list[Page] = []

    def make(**settings: Any) -> Visit:
        page = contexts(**settings).new_page()
        pages.append(page)
        seen = Visit(page)
        watch(page, seen.errors, seen.requests)
        return seen

    yield make
    for page in pages:
        page.close()


def watch(page: Page, errors: list[str], strangers: list[str]) -> None:
    """Note a page's errors, and its requests to any host but our own."""
    own = tuple(f"http://{site}.example/" for site in (*SITES, *HOSTILE, "large", "texts"))

    def said(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            errors.append(f"{page.url}: {line.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((*own, "data:", "blob:")):
            strangers.append(request.url)

    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("console", said)
    page.on("request", asked)
