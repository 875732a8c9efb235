"""Lists that outgrow their page: no row is lost, and nothing on a page grows with the briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from macros.briefing import Briefing, open_briefing
from macros.contents import KINDS, SECTIONS
from macros.evidence.desk import Desk
from macros.pages import Pages
from macros.views import places, sanctions, series
from macros.views.series import MARKS, Long, Series
from macros.views.sheet import SERIES, sheet_page, sheets
from tests.bench.synthetic import Synthetic
from tests.cut import cut
from tests.projects import ROOT, SAMPLE, project

WHOLE, SIZE = 1, 2


@pytest.fixture
def short() -> Iterator[None]:
    """Lists that are cut after a row."""
    with cut(WHOLE, SIZE):
        yield


def fresh(briefing: Briefing) -> Desk:
    """Return a desk that remembers no list of another test."""
    return Desk(Briefing(briefing.library))


def test_every_list_has_a_name_of_its_own() -> None:
    names = [one.name for one in SERIES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z]+", name) for name in names)  # so an id is of one list only
    forms = set(re.findall(r"macro (\w+)\(rows, link, title", _lists()))
    assert {one.form for one in SERIES} == forms


def _lists() -> str:
    return (ROOT / "macros/templates/_lists.html.jinja").read_text("utf-8")


def test_nothing_is_cut_that_fits(briefing: Briefing) -> None:
    desk = fresh(briefing)
    for one in SERIES:
        for subject in one.subjects(desk):
            if len(one.all_keys(desk, subject)) <= one.whole:
                shown = one.shown(desk, subject)
                assert shown.sheets == () and len(shown) == shown.total


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("one", SERIES, ids=lambda one: one.name)
def test_sheets_hold_every_row_once_and_in_order(
    one: Series[object, object], briefing: Briefing
) -> None:
    desk = fresh(briefing)
    for subject in one.subjects(desk):
        keys = one.all_keys(desk, subject)
        ids = [key for key, (which, of, _) in sheets(desk).items() if (which, of) == (one, subject)]
        assert bool(ids) == (len(keys) > WHOLE)
        if not ids:
            continue
        pages = [sheet_page(desk, key) for key in ids]
        rows = [row for page in pages for row in page.rows]
        assert rows == list(one.rows(desk, subject, keys))
        assert all(0 < len(page.rows) <= SIZE for page in pages)
        assert pages[0].before is None and pages[-1].after is None
        for first, next_ in pairwise(pages):
            assert first.after and first.after.id == next_.id
            assert next_.before and next_.before.id == first.id
        shown: Long[object] = one.shown(desk, subject)
        assert shown.total == len(keys) and {mark.id for mark in shown.sheets} <= set(ids)
        assert len(shown.sheets) <= MARKS


def test_a_very_long_list_is_entered_at_evenly_chosen_sheets() -> None:
    found = Series(
        "numbers",
        "pieces",
        lambda *_: "Numbers",
        lambda *_: range(9000),
        lambda _, __, keys: tuple(keys),
        lambda _, key: f"{key}",
        lambda *_: pytest.fail("not asked for"),
    )
    desk = Desk(open_briefing(SAMPLE / "data"))
    marks = found.marks(desk)
    assert found.sheets(desk) == 60 and len(marks) == 30
    assert [one.text for one in marks[:3]] == ["0", "300", "600"]


@pytest.mark.usefixtures("short")
def test_a_step_is_linked_where_its_row_stands(briefing: Briefing) -> None:
    pages = Pages(fresh(briefing))
    for key in briefing.designations:
        page, _, anchor = pages.address("designation", key).partition("#")
        assert page.startswith("lists/acts-")
        assert f'id="{anchor}"' in pages.page(page).body


@pytest.mark.usefixtures("short")
def test_a_site_of_sheets_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Rows of acts that the figure leaves out stand on sheets alone, and so the file links to them.
    monkeypatch.setattr(sanctions, "MARKS", 1)
    # The build itself looks at every link, id and sentence, and holds the frame against the theme.
    made = project(SAMPLE, tmp_path / "made")
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    found = [one.parent.name for one in (made.root / "site/lists").rglob("index.html")]
    assert len(found) > 25
    sitemap = (made.root / "site/sitemap.xml").read_text("utf-8")
    assert all(f"lists/{name}/<" in sitemap for name in found)
    # Whoever searches finds records, not the lists that they stand in.
    assert '"lists/' not in (made.root / "site/search/search_index.json").read_text("utf-8")


def weights(size: int, folder: Path) -> dict[str, int]:
    """Return the weight of the heaviest page of each kind, in bytes of its body."""
    Synthetic.of(size).write(folder)
    pages = Pages(Desk(open_briefing(folder / "data")), "https://example.org/")
    found = {name: len(pages.section(name, "x/")) for name in SECTIONS}
    for url, (kind, _) in pages.records.items():
        found[kind] = max(found.get(kind, 0), len(pages.page(url).body))
    return found


def test_nothing_on_a_page_grows_with_the_briefing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanctions, "MARKS", 6)
    monkeypatch.setattr(places, "TOLD", 2)
    monkeypatch.setattr(series, "MARKS", 4)
    with cut(3, 6):
        small, large = (weights(size, tmp_path / str(size)) for size in (80, 240))
    assert small.keys() == large.keys() >= {"sheet", "network", *KINDS}
    # Chance makes the busiest of many busier than that of few, and names longer.
    grown = {name: large[name] / small[name] for name in small if large[name] > 1.5 * small[name]}
    assert not grown
