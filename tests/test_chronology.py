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
from macros.views.chronology import chronology, split_years, year_page
from macros.views.filters import Filters, stylesheet, tokens
from macros.views.sanctions import sanctions_chronology
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
    page = chronology(sample)
    assert {one.key for one in page.moments} == {mark.key for mark in page.timeline.marks}


def test_a_long_chronology_loses_no_row_to_its_years(long: Briefing) -> None:
    page, years = chronology(long), split_years(long)
    assert len(years) > YEARS
    pages = [year_page(Desk(long), year) for year in years]
    rows = [one for year in pages for one in year.moments]
    assert years[-1] == view.UNDATED and pages[-1].title == "Undated"
    claims = [one.claim.id for one in rows if one.claim]
    assert sorted(claims) == sorted(long.standing)
    assert [year.name.id for year in page.years] == list(years)
    assert {one.name for one in page.filters.one} == {"who"}
    assert len(year_page(Desk(long), str(FIRST_YEAR)).moments) == A_YEAR
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


def forms(briefing: Briefing) -> dict[str, tuple[Filters, list[str]]]:
    """Return each form of the site with the classes of the rows that it chooses among."""
    acts = sanctions_chronology(Desk(briefing))
    moments = [one.classes for one in view._moments(briefing, view._sequence(briefing))]
    return {
        "chronology": (view.filters(briefing), moments),
        "sanctions": (acts.filters, [one.classes for one in acts.rows]),
    }


@pytest.mark.parametrize("name", ["chronology", "sanctions"])
def test_every_choice_has_its_rule_and_as_many_rows_as_it_says(
    name: str, briefing: Briefing
) -> None:
    form, classes = forms(briefing)[name]
    css = stylesheet([form])
    for chooser in (*form.several, *form.one):
        assert len(chooser.choices) > 1
        for one in chooser.choices:
            assert f"[name={chooser.name}][value='{one.value}']" in css
            word = f"{chooser.prefix or chooser.name}-{one.value}"
            assert sum(word in row.split() for row in classes) == one.count > 0
    assert css.count("{") == css.count("}") == len(css.splitlines())


def test_the_rules_hold_nothing_but_words_and_each_once(briefing: Briefing) -> None:
    css = stylesheet([form for form, _ in forms(briefing).values()])
    assert re.fullmatch(r"[a-z0-9'=:.,()\[\]{}*#\- \n]+", css)
    assert len(set(css.splitlines())) == len(css.splitlines())


def test_frequent_actors_only(briefing: Briefing) -> None:
    choosers = {one.name: one for one in view.filters(briefing).one}
    assert "who" not in choosers or len(choosers["who"].choices) <= view.ACTORS


TOKENS = [
    (["E.O. 14024"], ["e-o-14024"]),
    (["Libya", "libya!", "LIBYA"], ["libya", "libya-2", "libya-3"]),
    (["制裁", "санкции"], ["other", "other-2"]),
    (["'] {} </style>"], ["style"]),
]


@pytest.mark.parametrize(("labels", "words"), TOKENS)
def test_a_label_becomes_a_word_of_its_own(labels: list[str], words: list[str]) -> None:
    assert list(tokens(labels).values()) == words


def test_an_act_stands_in_the_lane_of_acts(shipped: Briefing) -> None:
    acts = [one for one in chronology(shipped).moments if one.step]
    [lane] = {one.lane for one in shipped.vocabulary.claim_types.values() if one.act}
    assert acts == [] or {one.lane for one in acts} == {lane}
