"""`brief serve` as its contributor sees it: a saved record, and one with a fault."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from macros.live import Preview, Server
from macros.live.server import State
from tests.browser.conftest import chromium
from tests.projects import SAMPLE, Project, project

CLAIMS = "data/claims/lamp-oil.yml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(SAMPLE, tmp_path_factory.mktemp("serve") / "project")


@pytest.fixture(scope="module")
def server(made: Project) -> Iterator[tuple[Server, Preview]]:
    found = Server(made.root.parent / "site", 0, State())
    preview = Preview(made.root, made.root / "data", found.folder, found.address)
    assert preview.build().problems == ""
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found, preview
    found.shutdown()
    found.server_close()


@pytest.fixture(scope="module")
def page(server: tuple[Server, Preview], playwright: Playwright) -> Iterator[Page]:
    # The browser of the other tests reaches the sites' names only; this one, this computer's.
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    running = playwright.chromium.launch(
        executable_path=chromium(playwright), args=["--no-sandbox", "--disable-gpu", rules]
    )
    page = running.new_page()
    page.goto(f"{server[0].address}claims/lamp-oil/")
    yield page
    running.close()


def test_a_saved_record_shows_itself(
    made: Project, server: tuple[Server, Preview], page: Page
) -> None:
    running, preview = server
    expect(page.locator("main")).not_to_contain_text("400 barrels")
    made.replace(CLAIMS, "sent Sudmark 300 barrels", "sent Sudmark 400 barrels")
    running.state.set(preview.update([made.root / CLAIMS]).problems)
    expect(page.locator("main")).to_contain_text("400 barrels")


def test_what_is_wrong_stands_over_the_last_good_page_until_it_is_mended(
    made: Project, server: tuple[Server, Preview], page: Page
) -> None:
    running, preview = server
    problems = page.locator("#brief-problems")
    expect(problems).to_have_count(0)
    made.replace(CLAIMS, "type: denial", "type: denyal")
    running.state.set(preview.update([made.root / CLAIMS]).problems)
    expect(problems).to_contain_text("did you mean “denial”?")
    expect(page.locator("main")).to_contain_text("400 barrels")
    made.replace(CLAIMS, "type: denyal", "type: denial")
    running.state.set(preview.update([made.root / CLAIMS]).problems)
    expect(problems).to_have_count(0)
