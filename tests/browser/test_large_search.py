"""Search of a large site: our own index in many small files, behind the theme's own field."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from macros.briefing import open_briefing
from macros.building import site as building
from macros.evidence.desk import Desk
from macros.pages import Pages
from macros.search import SearchEntry
from macros.shards import shards, words
from tests.bench.synthetic import Synthetic
from tests.browser.conftest import Open, address, until, watch
from tests.browser.longer import longer
from tests.counts import count
from tests.hostile.corpus import INPUTS
from tests.projects import Project

FOUND = ".md-search-result__item a"
META = ".md-search-result__meta"
SHOWN = {"a", "article", "div", "h1", "h2", "p", "mark", "details", "summary"}
OF_SEARCH = 60_000
"""What search itself may take of that."""
BOUND = 300_000
"""Bytes that a reader's first result may take, the page among them, packed as servers pack it."""


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented briefing as if it were large, in files of few words."""
    made = longer(tmp_path_factory.mktemp("large"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "LARGE", 1)
        patch.setattr("macros.shards.OF_WORDS", 400)
        outcome = made.build()
    assert outcome.code == 0, outcome.err
    return made


@pytest.fixture(autouse=True)
def _served(folders: dict[str, Path], large_site: Project) -> None:
    folders.setdefault("large", large_site.site)


@pytest.fixture
def written(folders: dict[str, Path]) -> Iterator[Callable[[list[SearchEntry]], None]]:
    """A writer of another index into the large site, which has its own again afterwards."""
    folder = folders["large"] / "search"
    kept = folder.with_name("search.kept")
    shutil.copytree(folder, kept)

    def write(entries: list[SearchEntry]) -> None:
        for path, content in shards(entries):
            file = folders["large"] / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)

    yield write
    shutil.rmtree(folder)
    kept.rename(folder)


def ask(page: Page, question: str) -> list[str]:
    """Type a question and return the addresses that are found, in the order of the page."""
    page.evaluate("document.querySelector('.md-search-result__meta').textContent = ''")
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    box.press_sequentially(question)
    page.keyboard.press("Shift")  # the theme listens to keys, and some scripts come without one
    until(page, f"document.querySelector('{META}').textContent.includes('matching')")
    page.wait_for_timeout(250)
    hrefs = page.locator(FOUND).evaluate_all("all => all.map(one => one.href)")
    return [re.sub(r"\?[^#]*", "", str(one)).partition("/briefing/")[2] for one in hrefs]


def said(page: Page) -> str:
    return page.locator(META).inner_text()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Sudmark", "entities/sudmark/"),
        ("Südmark", "entities/sudmark/"),
        ("нурл", "entities/norland/"),
        ("НУРЛАНД", "entities/norland/"),
        ("0042", "entities/ann-roe/"),
        ("김보", "entities/hangul-one/"),
        ("سليم", "entities/arab-one/"),
        ("жесткие", "entities/cyrillic-one/"),
        ("barrel 1990", "claims/lamp-oil/#barrels-1990-1"),
        ("barrels 1990", "claims/lamp-oil/#barrels-1990-1"),
        ("corrections", "corrections/"),
    ],
)
def test_a_question_finds(question: str, found: str, visit: Open) -> None:
    seen = visit()
    first = ask(seen.open("large"), question)[:4]
    assert any(one == found or one.startswith(f"{found}#") for one in first), first
    assert (seen.errors, seen.requests) == ([], [])


def test_nothing_of_the_index_is_loaded_before_a_question(visit: Open) -> None:
    seen = visit()
    asked: list[str] = []
    seen.page.context.on("request", lambda one: asked.append(one.url.partition("/briefing/")[2]))
    page = seen.open("large")
    page.wait_for_timeout(500)
    before = {one for one in asked if "search" in one}
    assert before <= {
        "assets/search/large.js", "assets/search/worker.js", "search/search_index.json",
    }  # fmt: skip
    ask(page, "Norland")
    after = {re.sub(r"/[0-9a-f]{12}/|\d+", "", one) for one in asked if "search" in one}
    assert "assets/search/find.js" in after and "search/start.json" in after
    assert not any("javascripts/workers" in one for one in asked), "the theme's own search"


@pytest.mark.parametrize("size", [30, 300])
def test_the_first_result_comes_within_the_bound(
    size: int,
    written: Callable[[list[SearchEntry]], None],
    large_site: Project,
    tmp_path: Path,
    browser: Browser,
) -> None:
    """With the entries of invented briefings: ten times as many take hardly more."""
    invented = Synthetic.of(size)
    invented.write(tmp_path / "invented")
    pages = Pages(Desk(open_briefing(tmp_path / "invented" / "data")))
    records = [pages.search_entry(url, pages.view(url)) for url in sorted(pages.searched)]
    written([*records, *pages.claim_entries()])
    for question in (invented.names[7], "lot 17", "sailcloth parted"):
        context = browser.new_context()  # which has kept nothing
        loaded: list[str] = []
        context.on("response", partial(_note, loaded))
        page = context.new_page()
        page.goto(address("large"))
        until(page, "window.document$ !== undefined")
        assert ask(page, question), question
        context.close()
        urls = {one.partition("/briefing/")[2] for one in loaded}
        assert any("entries-" in one for one in urls)
        assert sum(weight(large_site.site, one) for one in urls) < BOUND
        assert sum(weight(large_site.site, one) for one in urls if "search/" in one) < OF_SEARCH


def _note(urls: list[str], response: Response) -> None:
    urls.append(response.url)


def weight(site: Path, url: str) -> int:
    """Return what a file weighs when it is packed, with its headers."""
    path = site / url
    file = path if path.is_file() else path / "index.html"
    return len(gzip.compress(file.read_bytes(), mtime=0)) + 300


def test_a_reader_is_told_how_much_there_is(visit: Open) -> None:
    page = visit().open("large")
    ask(page, "barrel")
    assert re.fullmatch(r"16\d matching entries, the best 24 shown", said(page)), said(page)
    line = page.locator(META)
    assert line.get_attribute("role") == "status"
    ask(page, "zzzz")
    assert said(page) == "No matching documents"
    ask(page, "김보기")
    assert said(page) == "1 matching entry"


def test_matches_are_marked_in_title_and_text(visit: Open) -> None:
    page = visit().open("large")
    ask(page, "barrels 1990")
    marks = page.locator(f"{FOUND} mark").all_inner_texts()
    assert {one.casefold() for one in marks} >= {"barrel", "1990"}


@pytest.mark.parametrize("key", ["/", "s"])
@pytest.mark.parametrize("width", [360, 1440])
def test_search_goes_by_keyboard(key: str, width: int, visit: Open) -> None:
    page = visit(width=width, scheme="dark").open("large", "method/")
    page.keyboard.press(key)
    until(page, "document.activeElement.matches('.md-search__input')")
    page.keyboard.type("Sudmark")
    until(page, f"document.querySelector('{META}').textContent.includes('matching')")
    page.wait_for_timeout(250)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('__search').checked")


def test_search_is_named_and_the_line_on_it_can_be_read(visit: Open) -> None:
    page = visit().open("large")
    ask(page, "barrel")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run('.md-search')).violations")
    assert [one["id"] for one in found] == []


def test_the_scripts_of_search_are_small(large_site: Project) -> None:
    scripts = (large_site.site / "assets/search").glob("*.js")
    assert 0 < sum(one.stat().st_size for one in scripts) < 12_000


def test_without_scripts_search_is_not_in_the_way(visit: Open) -> None:
    page = visit(script=False).open("large")
    assert page.locator("h1").first.is_visible()
    assert not page.locator(".md-search__output").is_visible()


def test_hostile_texts_stay_text(
    written: Callable[[list[SearchEntry]], None], browser: Browser
) -> None:
    """The corpus as titles and texts, of pages and of what stands on them, without the policy."""
    entries = []
    for number, text in enumerate(WRITABLE):
        # Ten of each word: the theme shows so many at once.
        word = f"{'abcdefghijklmnopqrstuvwxyz'[number // 10]}quarrel"
        entries += [
            SearchEntry(f"of-{number}/", text, ""),
            SearchEntry(f"of-{number}/#it", f"{word} {text}", f"{text} {word} {text}"),
        ]
    written(entries)
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    errors: list[str] = []
    strangers: list[str] = []
    watch(page, errors, strangers)
    page.add_init_script("window.hits = []; window.hit = one => window.hits.push(String(one));")
    page.goto(address("large"))
    until(page, "window.document$ !== undefined")
    for start in range(0, len(WRITABLE), 10):
        texts = WRITABLE[start : start + 10]
        word = entries[2 * start + 1].title.partition(" ")[0]
        ask(page, word)
        found = page.evaluate(READ)
        assert {*found["tags"]} <= SHOWN, texts
        assert {*found["attributes"]} == {"data-md-highlight"}, texts
        assert {*map(shown, found["pages"])} == {*map(shown, texts)}
        assert {*map(shown, found["titles"])} == {shown(f"{word} {one}") for one in texts}
    for text in WRITABLE:
        page.locator(".md-search__input").fill(text[:200])
        page.keyboard.press("Shift")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hits") == []
    assert (errors, strangers) == ([], [])
    context.close()
    count("in Chromium", hostile_results=2 * len(WRITABLE), violations=0)


READ = """() => {
    const all = wanted => [...document.querySelectorAll('.md-search-result__item ' + wanted)];
    return {
        tags: all('*').map(one => one.localName),
        attributes: all(':is(h1, h2, p) *').flatMap(one => one.getAttributeNames()),
        pages: all('h1').map(one => one.textContent),
        titles: all('h2').map(one => one.textContent),
    };
}"""


def shown(text: str) -> str:
    """Return a text as a browser's parser leaves it: other line ends, and no zero byte."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def test_an_index_that_is_gone_is_asked_for_anew(
    written: Callable[[list[SearchEntry]], None], folders: dict[str, Path], visit: Open
) -> None:
    page = visit().open("large")
    assert ask(page, "Norland")
    for old in (folders["large"] / "search").iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    written([SearchEntry("method/", "Zinnober", "A page that came with another build")])
    assert ask(page, "zinnober") == ["method/"]


def test_an_index_that_cannot_be_loaded_is_said(visit: Open) -> None:
    page = visit().open("large")
    page.context.route("**/search/**/*.json", lambda route: route.abort())
    page.context.route("**/search/start.json", lambda route: route.abort())
    try:
        page.locator(".md-search__input").click()
        page.keyboard.type("Norland")
        until(page, f"document.querySelector('{META}').textContent.includes('not be loaded')")
    finally:
        page.context.unroute_all()


def test_browser_and_build_cut_a_text_into_the_same_words(
    written: Callable[[list[SearchEntry]], None], folders: dict[str, Path], visit: Open
) -> None:
    page = visit().open("large")
    script = (folders["large"] / "assets/search/find.js").read_text("utf-8")
    cut = script[script.index("  function wordsOf") : script.index("  /* What a word of")]
    head = "".join(
        line + "\n"
        for line in script.splitlines()
        if re.match(r"  var (DENSE|PARTS|HAS_DENSE)", line)
    )
    texts = [*WRITABLE, *SCRIPTS]
    found = page.context.new_cdp_session(page).send(
        "Runtime.evaluate",
        {
            "expression": f"(() => {{ {head}{cut} return {json.dumps(texts)}.map(wordsOf); }})()",
            "returnByValue": True,
        },
    )
    assert found["result"]["value"] == [list(words(text)) for text in texts]


WRITABLE = [
    text for _, text in INPUTS if text.isprintable() or not re.search("[\ud800-\udfff]", text)
]
"""The corpus without what no file can hold."""
SCRIPTS = (
    "Straße ΣΊΣΥΦΟΣ İstanbul ½ Ǆ ﬁsh 1,000.5 x_y",
    "山水abc田石 か゚がギ 한국어 김보기 ภาษาไทย 𠮷野",
    "سليم النموذجي ٣٤ हिन्दी Жёсткие",
)
