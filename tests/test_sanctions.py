"""Sanctions: states by the date of a list, who is on whose list, and what the pages print."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import html5lib
import pytest

from macros.briefing import Briefing, open_briefing
from macros.evidence.desk import Desk
from macros.pages import DeadLink, Pages
from macros.records.dates import Date
from macros.spreadsheet import BOM, safe
from macros.views import sanctions as view
from macros.views.differences import (
    NOTED,
    READ,
    RECORD,
    Difference,
    beside,
    compared,
    difference,
    kin,
    kindred,
    side,
)
from macros.views.instrument import instrument_page
from macros.views.listings import designation_row, listings, side_by_side, targets
from macros.views.sanctions import sanctions_chronology
from macros.views.steps import designation_state, instrument_steps, steps
from tests.conftest import DataDir
from tests.projects import SAMPLE, Project

ROE = "league-2030-05-roe"
EVENT = '      - {{kind: {}, when: {{date: {}}}, what: told, cite: {{source: {}, entry: "1"}}}}\n'


def sanctioned(data_dir: DataDir, *events: tuple[str, str, str]) -> Briefing:
    """Return the sample with further events of its one designation."""
    text = (SAMPLE / "data" / "sanctions" / "league.yml").read_text("utf-8")
    more = "".join(EVENT.format(*event) for event in events)
    return open_briefing(
        data_dir({"sanctions/league.yml": text.replace("    measures:", f"{more}    measures:")})
    )


LIST, REPORT = "harbour-register", "league-report-2030"
STATES: list[tuple[list[tuple[str, str, str]], str, str]] = [
    ([], "On the list", ""),
    ([("amended", "2031-02", LIST)], "On the list, entry amended", ""),
    ([("delisted", "2031-02", LIST)], "Taken off the list", ""),
    (
        [("delisted", "2030-09", LIST), ("relisted", "2031-02", LIST)],
        "On the list again",
        "",
    ),
    # Events that the list is too old to know of change nothing about its own state.
    (
        [("delisted", "2033-02", REPORT)],
        "On the list",
        "delisted Feb 2033, by {report}",
    ),
    # Written out of order, and still told in order of time.
    (
        [("relisted", "2031-02", LIST), ("delisted", "2030-09", LIST)],
        "On the list again",
        "",
    ),
]


@pytest.mark.parametrize(("events", "words", "since"), STATES)
def test_a_state_is_that_of_the_list_on_its_day(
    events: list[tuple[str, str, str]], words: str, since: str, data_dir: DataDir
) -> None:
    briefing = sanctioned(data_dir, *events)
    state = designation_state(briefing, briefing.designations[ROE])
    list_ = briefing.sources[LIST]
    assert (state.words, state.since) == (
        words,
        since.format(report=briefing.sources[REPORT].short),
    )
    assert list_.short in state.as_of and list_.issued.date.short() in state.as_of
    assert len({one.anchor for one in steps(briefing)}) == len(steps(briefing))


def test_a_listing_and_an_amendment_are_rows_of_their_own(shipped: Briefing) -> None:
    wagner = designation_row(shipped, "us-2017-06-wagner-group")
    assert [one.kind for one in wagner.steps] == ["listed", "amended", "amended"]
    assert [one.when.short for one in wagner.steps] == ["20 Jun 2017", "15 Nov 2022", "26 Jan 2023"]
    assert all(one.what for one in wagner.steps[1:])
    komid = designation_row(shipped, "eu-2009-04-komid")
    listed, amended = komid.steps
    assert listed.act is None and amended.act is not None
    assert (amended.act.kind, amended.act.id) == ("instrument", "eu-32017r1509")


def test_a_mandate_expires_and_the_veto_is_another_day(shipped: Briefing) -> None:
    life = instrument_steps(shipped, "un-panel-of-experts")
    assert [(one.kind, one.when.short) for one in life] == [
        ("adopted", "12 Jun 2009"),
        ("extended", "23 Mar 2023"),
        ("vetoed", "28 Mar 2024"),
        ("expired", "30 Apr 2024"),
    ]
    assert life[0].state.words == "Expired"
    assert "13 for, 1 against, 1 abstention" in life[2].what
    resolution = instrument_page(Desk(shipped), "unscr-1874")
    assert resolution.state.words == "Adopted", "the measures did not end with the mandate"


def test_an_instrument_may_be_about_nobody_named(shipped: Briefing, tmp_path: Path) -> None:
    page = instrument_page(Desk(shipped), "eu-32020r1998")
    assert page.target is None and [one.id for one in page.designations] == [
        "eu-2021-12-wagner-group"
    ]
    body = Pages(Desk.lay(shipped, tmp_path, None)).body("instrument", "eu-32020r1998", "x/y/")
    assert "no one state or body named in our sources" in body


def test_predecessors_and_successors_hold_both_ways(shipped: Briefing) -> None:
    mandate = instrument_page(Desk(shipped), "un-panel-of-experts")
    assert [one.id for one in mandate.builds_on] == ["unscr-1874"]
    assert [one.id for one in mandate.followed_by] == ["unscr-2680"]
    for key, item in shipped.instruments.items():
        for older in item.amends:
            assert key in {one.id for one in instrument_page(Desk(shipped), older).followed_by}
        page = instrument_page(Desk(shipped), key)
        if page.after:
            after = instrument_page(Desk(shipped), page.after.id)
            assert after.before and after.before.id == key
    embargo = instrument_page(Desk(shipped), "unscr-1718").measures[0]
    assert [one.id for one in embargo.elsewhere] == ["unscr-1874", "unscr-2270"]


def test_every_authority_stands_beside_the_others(shipped: Briefing) -> None:
    found = {one.authority.id: one for one in listings(shipped, "ashot-mkrtychev")}
    assert list(found) == ["un-security-council", "european-union", "united-kingdom", "us-treasury"]
    assert not found["un-security-council"].designations
    assert [one.as_of for one in found["un-security-council"].absences] == ["27 Feb 2026"]
    assert len(found["european-union"].absences) == 4
    assert "japan" not in found, "no record says nothing"


def test_the_table_of_lists_holds_every_designation_and_absence(briefing: Briefing) -> None:
    table = side_by_side(briefing, targets(briefing))
    cells = [listing for one in table for listing in one.listings]
    assert sorted(row.id for one in cells for row in one.designations) == sorted(
        briefing.designations
    )
    assert sum(len(one.absences) for one in cells) == len(briefing.not_listed)
    assert len({tuple(one.authority.id for one in row.listings) for row in table}) <= 1


def test_the_figure_draws_every_act_in_the_lane_of_its_authority(briefing: Briefing) -> None:
    page = sanctions_chronology(Desk(briefing))
    assert {one.key for one in page.figure.marks} == {one.anchor for one in steps(briefing)}
    lanes = {one.key: one.lane for one in page.figure.marks}
    assert all(lanes[one.step.anchor] == one.step.authority.id for one in page.rows)
    classes = {one.key: " ".join(one.classes) for one in page.figure.marks}
    assert all(classes[one.step.anchor] == one.classes for one in page.rows)
    for mark in page.figure.marks:
        if mark.of == "designation" and mark.group not in ("", "-"):
            key = mark.id.partition("--")[0]
            assert mark.group in {e.instrument for e in briefing.designations[key].events}


def test_a_figure_holds_no_more_than_it_can(
    shipped: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "MARKS", 30)
    figure = sanctions_chronology(Desk(Briefing(shipped.library))).figure
    assert len(figure.marks) == 30
    instruments = sum(one.record == "instrument" for one in steps(shipped))
    assert sum(one.of == "instrument" for one in figure.marks) == instruments
    assert figure.left_out.startswith("30 marks of ")


def test_grounds_have_a_status_of_their_own(shipped: Briefing) -> None:
    rows = [one.step for one in sanctions_chronology(Desk(shipped)).rows if one.step.grounds]
    assert rows
    for step in rows:
        for piece, status, word in step.grounds:
            verdict = shipped.status(piece.id)
            assert (status, word) == (verdict.value, verdict.word)


# What is printed


def cells(site: Project) -> list[list[str]]:
    """Return the texts of the table of acts as a browser has them, addresses as on paper."""
    tree = html5lib.parse(site.page("sanctions"), namespaceHTMLElements=False)
    table = tree.find(".//table[@id='rows']")
    assert table is not None
    for link in table.iter("a"):
        if "out" in (link.get("class") or "").split():
            link.text = f"{link.text} ({link.get('href')})"
    for small in table.iter("small"):
        small.text, small.tail = f"; {small.text or ''}", f"; {small.tail or ''}"
    return [
        [tidy("".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
        for row in table.iter("tr")
    ]


def tidy(text: str) -> str:
    return "; ".join(" ".join(part.split()) for part in text.split("; ") if part.strip())


def test_the_file_holds_exactly_the_table(site: Project) -> None:
    content = (site.site / "sanctions" / "acts.csv").read_text("utf-8").removeprefix(BOM)
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0][:4] == ["Row", "Date", "Date (EDTF)", "Act"]
    shown = cells(site)
    assert len(rows) == len(shown) > 1
    for row, printed in zip(rows, shown, strict=True):
        assert [row[1], *row[3:]] == [safe(cell) for cell in printed]
    page = site.page("sanctions")
    for address, _, date, *_ in rows[1:]:
        assert f'id="{address.partition("#")[2]}"' in page
        assert Date.parse(date.removeprefix("'"))


def test_every_row_of_the_page_has_an_anchor(site: Project) -> None:
    table = site.page("sanctions").partition('<table id="rows"')[2].partition("</table>")[0]
    body = table.partition("<tbody")[2]
    assert body.count("<tr ") == len(re.findall(r'<tr role="row" id="[a-z0-9-]+"', body)) > 0


def test_only_steps_that_exist_have_addresses(shipped: Briefing, tmp_path: Path) -> None:
    pages = Pages(Desk.lay(shipped, tmp_path, None))
    assert pages.address("step", "un-panel-of-experts--3") == "sanctions/#un-panel-of-experts--3"
    with pytest.raises(DeadLink):
        pages.address("step", "un-panel-of-experts--9")


def test_the_day_of_effect_stands_beside_the_day_of_listing(
    data_dir: DataDir, tmp_path: Path
) -> None:
    text = (SAMPLE / "data" / "sanctions" / "league.yml").read_text("utf-8")
    text = text.replace(
        "when: {date: 2030-05},", "when: {date: 2030-05}, effective: {date: 2030-06-01},"
    )
    briefing = open_briefing(data_dir({"sanctions/league.yml": text}))
    pages = Pages(Desk.lay(briefing, tmp_path, None))
    for body in (
        pages.section("sanctions_chronology", "sanctions/"),
        pages.body("entity", "ann-roe", "entities/ann-roe/"),
    ):
        assert "May 2030" in body and "effective 1 Jun 2030" in body


# Articles beside records


def differences(briefing: Briefing, other: str) -> list[Difference]:
    """Return what was read beside what stands on another side."""
    return [difference(briefing, group, other) for group in compared(briefing, other)]


def test_articles_and_records_are_told_apart_by_their_sources(shipped: Briefing) -> None:
    assert side(shipped, "mkrtychev-on-sdn-list") == RECORD
    assert side(shipped, "kirby-shells-2022-11") == NOTED
    records = differences(shipped, RECORD)
    [mkrtychev] = [d for d in records if d.told[0].id == "mkrtychev-sanctioned"]
    assert [one.id for one in mkrtychev.beside] == ["mkrtychev-on-sdn-list"]
    assert mkrtychev.notes
    for found in (*records, *differences(shipped, NOTED)):
        assert found.told and found.beside


def test_no_comparison_is_left_out(briefing: Briefing) -> None:
    shown = set()
    for other in (RECORD, NOTED):
        for found in differences(briefing, other):
            shown |= {one.id for one in (*found.told, *found.beside)}
    for key in kindred(briefing):
        shown |= {key, *(one.id for one in kin(briefing, key).others)}
    paired = {key for key in briefing.standing if briefing.compared.get(key)}
    mixed = {
        key
        for key in paired
        if {side(briefing, key)} | {side(briefing, o) for o in briefing.compared[key]}
        == {RECORD, NOTED}
    }
    assert paired - shown <= mixed


def test_a_claim_stands_beside_what_differs(shipped: Briefing) -> None:
    found = beside(shipped, "rim-sanctioned")
    assert [one.label for one in found] == [RECORD, RECORD, READ]
    assert {one.row.id for one in found} >= {"rim-on-sdn-list", "eu-rim-same-as-us-listed"}
