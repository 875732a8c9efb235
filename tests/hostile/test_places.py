"""In every place where a template prints text, an input of every class is text.

The places come from the templates themselves. Each page is rendered with harmless texts in all of
its places, and with hostile ones; a browser's parser must find the same tree.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count as numbers

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.briefing import open_briefing
from macros.contents import SECTIONS, TABLES_OWN, Table
from macros.evidence.desk import Desk
from macros.pages import Pages
from macros.render import render
from macros.review.review import review
from macros.review.shown import as_html
from macros.views.parts import row
from tests.counts import count
from tests.cut import cut
from tests.hostile.briefing import filled, laid, readable, written
from tests.hostile.corpus import CORPUS
from tests.hostile.places import exchanged, places
from tests.hostile.trees import shown, walk
from tests.projects import ROOT, SAMPLE, Project, lay

Page = partial[str]
_pages = numbers()


def pages_of(folder: Project) -> Pages:
    data = folder.root / "data"
    address = "https://example.org/briefing/"
    desk = Desk.lay(open_briefing(data, drafts=True), data, None)
    return Pages(desk, address, "https://github.com/example/briefing")


def everything(pages: Pages) -> Iterator[Page]:
    """Yield whatever a template makes of a briefing: record pages, sections, macros."""
    briefing = pages.briefing
    for url in pages.records:
        yield partial(lambda url: str(pages.page(url).body), url)
    for name in SECTIONS:
        # A page has what it printed once; another page prints it anew.
        yield partial(lambda name: str(pages.section(name, f"page-{next(_pages)}/")), name)
    for claim in list(briefing.standing)[:3]:
        yield partial(lambda claim: str(pages.sentence(claim, "x/")), claim)
        yield partial(_sentence, pages, claim)
    yield partial(lambda keys: str(pages.claims(keys, "x/")), tuple(briefing.standing)[:3])
    for entity in list(briefing.entities)[:3]:
        yield partial(lambda key: str(pages.mention("entity", key, None, "x/")), entity)
    yield partial(lambda: str(pages.remark("words", "x/")))
    for table in TABLES_OWN.values():
        yield partial(_table, pages, table)


def _sentence(pages: Pages, claim: str) -> str:
    return str(render("_sentence.html.jinja", row(pages.briefing, claim), pages.links("x/")))


def _table(pages: Pages, table: Table) -> str:
    return str(render(table.template, table.rows(pages.desk), pages.links("x/")))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Project]:
    """Briefings that between them have something to print in every place."""
    made = laid(tmp_path_factory.mktemp("places") / "filled", written(filled(2)))
    return [Project(SAMPLE), made, Project(ROOT / "tests/gate"), Project(ROOT)]


def compared(folders: list[Project]) -> Page:
    """Return the page that shows what a branch changes."""
    sample, filled, *_ = folders
    changed = Project(filled.root.with_name("changed"))
    records = filled.root / "data/claims/thread-0.yml"
    # The claims are worded anew, and a judgement becomes a fact.
    told = records.read_text("utf-8").replace('"mode": "judgement"', '"mode": "fact"')
    told = told.replace('"text": "', '"text": "the oil ')
    lay(shutil.copytree(filled.root, changed.root, symlinks=True), {
        "data/claims/thread-0.yml": told})  # fmt: skip
    reviews = [
        review(open_briefing(one.root / "data"), open_briefing(other.root / "data"),
               (one.root, other.root), "main")
        for one, other in ((sample, filled), (filled, changed), (changed, filled))
    ]  # fmt: skip
    return partial(lambda: "".join(map(as_html, reviews)))


def shortened(page: Page) -> str:
    """Print a page of a briefing whose lists are cut."""
    with cut():
        return page()


@pytest.fixture(scope="module")
def chosen(folders: list[Project]) -> list[Page]:
    """Pages that reach every place, and few that do not reach another one."""
    found: list[Page] = []
    reached: set[str] = set()
    every = [compared(folders), *(page for one in folders for page in everything(pages_of(one)))]
    sample = pages_of(folders[0])  # as it is where nobody knows its repository
    alone = Pages(sample.desk)
    every += [partial(lambda url: str(alone.page(url).body), url) for url in alone.records]
    with cut():  # their lists outgrow their pages
        every += [partial(shortened, page) for one in folders for page in everything(pages_of(one))]
    for page in every:
        seen: dict[str, set[str]] = {}
        with exchanged(lambda _, text: text, seen):
            page()
        if not seen.keys() <= reached:
            found.append(page)
            reached |= seen.keys()
    assert places() - reached == set(), "no test reaches these places"
    count("templates", places=len(reached), pages_that_reach_them=len(found))
    return found


def rendered(page: Page, text: Callable[[int], str]) -> tuple[str, dict[str, set[str]]]:
    """Render a page with texts by their number; return it, and what its places print."""
    number, seen = numbers(), dict[str, set[str]]()
    with exchanged(lambda _place, _text: text(next(number)), seen):
        return page(), seen


@dataclass(frozen=True, slots=True)
class Harmless:
    """A page with a token in each of its places."""

    page: Page
    flat: list[str]
    texts: int
    """In how many places it prints a text."""


@pytest.fixture(scope="module")
def harmless(chosen: list[Page]) -> list[Harmless]:
    """The chosen pages with tokens."""
    found = []
    for page in chosen:
        html, seen = rendered(page, lambda number: f"qy{number}yq")
        kinds = [one for one in seen.values() if "text" in one]
        found.append(Harmless(page, flat(html), len(kinds)))
    return found


@pytest.mark.parametrize("name", CORPUS)
def test_an_input_of_every_class_is_text_in_every_place(
    name: str, harmless: list[Harmless]
) -> None:
    # What the reader does not take never comes to a template.
    texts = [text for text in CORPUS[name] if readable(text)]
    for one in harmless:
        html, _ = rendered(one.page, lambda number: texts[number % len(texts)])
        expected = (
            shown(_TOKEN.sub(lambda found: texts[int(found[1]) % len(texts)], text))
            for text in one.flat
        )
        # A text of spaces alone is none.
        assert flat(html) == [text for text in expected if text]
        count("templates", texts_in_places=one.texts)


_TOKEN = re.compile(r"qy(\d+)yq")


def flat(html: str) -> list[str]:
    """Return a page's elements, attributes and texts in order."""
    root = LexborHTMLParser(html).root
    assert root is not None
    found: list[str] = []
    for node, _, _ in walk(root, "", False):
        if node.tag == "-text":
            found.append(shown(node.text_content or ""))
            continue
        found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            found += [f"{name}=", shown(value or "")]
    return [one for one in found if one]
