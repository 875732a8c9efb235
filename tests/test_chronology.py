"""The chronology: rows, what they can be chosen by, and the split by year."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from macros.briefing import Briefing, open_briefing
from macros.evidence.desk import Desk
from macros.pages import DeadLink, Pages
from macros.views import chronology as view
from macros.views.chronology import chronology, split_years, stylesheet, year_page
from tests.browser.longer import A_YEAR, FIRST_YEAR, YEARS, longer


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    return open_briefing(longer(tmp_path_factory.mktemp("longer")).root / "data")


def test_a_short_chronology_is_whole(sample: Briefing) -> None:
    page = chronology(sample)
    assert page.years == () and page.shown == "" and split_years(sample) == ()
    assert {one.claim.id for one in page.moments if one.claim} == set(sample.standing)


def test_the_threshold(sample: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = len(chronology(sample).moments)
    monkeypatch.setattr(view, "SPLIT_BEYOND", rows)
    assert split_years(sample) == ()
    monkeypatch.setattr(view, "SPLIT_BEYOND", rows - 1)
    assert split_years(sample) != ()
    years = {one.year for one in chronology(sample).moments}
    assert years == {view.UNDATED} or len(years) == 1


def test_a_long_chronology_loses_no_row_to_its_years(long: Briefing) -> None:
    page, years = chronology(long), split_years(long)
    assert len(years) > YEARS
    pages = [year_page(long, year) for year in years]
    rows = [one for year in pages for one in year.moments]
    rows += [one for one in page.moments if one.year == view.UNDATED]
    claims = [one.claim.id for one in rows if one.claim]
    assert sorted(claims) == sorted(long.standing)
    assert [year.name.id for year in page.years] == list(years)
    assert page.filters.years == ()
    assert len(year_page(long, str(FIRST_YEAR)).moments) == A_YEAR
    assert pages[0].before is None and pages[-1].after is None
    assert all(one.after and one.after.id == two.id for one, two in pairwise(pages))


def test_the_years_of_a_long_chronology_are_pages(long: Briefing, tmp_path: Path) -> None:
    pages = Pages(Desk.lay(long, tmp_path, None))
    url = f"chronology/{FIRST_YEAR}/"
    assert url in pages.records
    page = pages.page(url)
    assert page.title == f"Chronology of {FIRST_YEAR}"
    assert page.body.count('<tr role="row" class=') == A_YEAR
    assert 'href="../../chronology/"' in page.body
    assert (pages.address("year", "2000")) == "chronology/2000/"
    with pytest.raises(DeadLink):
        pages.address("year", "1066")


def test_every_class_of_a_row_has_its_rule_and_the_other_way_round(briefing: Briefing) -> None:
    css, page = stylesheet(briefing), chronology(briefing)
    filters = view._filters(briefing, view._moments(briefing))
    for name, choices in (
        ("status", filters.statuses),
        ("lane", filters.lanes),
        ("who", filters.actors),
        ("year", filters.years),
    ):
        for one in choices:
            assert f"[name={name}][value='{one.value}']" in css
            word = {"status": "is"}.get(name, name)
            rows = [
                m for m in view._moments(briefing) if f"{word}-{one.value}" in m.classes.split()
            ]
            assert len(rows) == one.count
    assert len(filters.actors) <= view.ACTORS
    assert css.count("{") == css.count("}") == len(css.splitlines())
    assert page.total


def test_the_rules_hold_nothing_but_words(briefing: Briefing) -> None:
    assert re.fullmatch(r"[a-z0-9'=:.,()\[\]{}*\- \n]+", stylesheet(briefing))


def test_an_act_stands_in_the_lane_of_acts(shipped: Briefing) -> None:
    acts = [one for one in chronology(shipped).moments if one.step]
    [lane] = {one.lane for one in shipped.vocabulary.claim_types.values() if one.act}
    assert acts == [] or {one.lane for one in acts} == {lane}
