"""Each layout is known by its content, and of each only a few public facts are kept."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from macros.reconcile.layouts import read
from macros.reconcile.row import Listing, Row
from macros.records.dates import Date
from tests.projects import run
from tests.reconcile.briefings import (
    DATED,
    TODAY,
    UK_FILE,
    UK_SEARCH,
    briefing_in,
    designated,
    entity,
    ofac,
    table,
    un,
    un_body,
    un_person,
)


def listing(folder: Path, text: str | bytes, name: str = "list") -> Listing:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(file, TODAY)


def days(*texts: str) -> tuple[Date, ...]:
    return tuple(map(Date.parse, texts))


PRIVATE = ("1971-02-03", "Passport-X9", "12 Quay Lane", "Tide Bay", "+99 555", "widowed", "male")
INSIDE = (
    "<DESIGNATION><VALUE>clerk, widowed</VALUE></DESIGNATION><GENDER>male</GENDER>"
    "<NATIONALITY><VALUE>Norland</VALUE><VALUE>Sudmark</VALUE></NATIONALITY>"
    "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>“Anna\n Roe”</ALIAS_NAME>"
    "<DATE_OF_BIRTH>1971-02-03</DATE_OF_BIRTH><CITY_OF_BIRTH>Tide Bay</CITY_OF_BIRTH>"
    "</INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><ALIAS_NAME/></INDIVIDUAL_ALIAS>"
    "<NAME_ORIGINAL_SCRIPT>Анна Ро</NAME_ORIGINAL_SCRIPT><COMMENTS1>+99 555</COMMENTS1>"
    "<INDIVIDUAL_ADDRESS><STREET>12 Quay Lane</STREET></INDIVIDUAL_ADDRESS>"
    "<INDIVIDUAL_DATE_OF_BIRTH><DATE>1971-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
    "<INDIVIDUAL_DOCUMENT><NUMBER>Passport-X9</NUMBER></INDIVIDUAL_DOCUMENT>"
)
REMARKS = (
    "DOB 1971-02-03; POB Tide Bay; nationality Norland; citizen Sudmark; Passport-X9 (Norland); "
    "12 Quay Lane; +99 555; widowed; Gender male."
)
UK_TAIL = "UN,Asset freeze,widowed,12 Quay Lane,30/05/2031,1971-02-03,Norland,male,Passport-X9,"
UK_NATIVE = "Анна Ро,Cyrillic,Russian,Oil,Individual"
LAYOUTS: dict[str, tuple[str, Row]] = {
    "ofac-sdn": (
        ofac(("7", "ROE, Ann", "individual", "OIL] [GRAIN", REMARKS)),
        Row(
            1,
            "7",
            "ROE, Ann",
            "person",
            programs=("OIL", "GRAIN"),
            nationality=("Norland", "Sudmark"),
        ),
    ),
    "un-consolidated": (
        un(un_person("KPi.7", "ANN", "ROE", INSIDE)),
        Row(
            4,
            "KPi.7",
            "ANN ROE",
            "person",
            aliases=("Anna Roe",),
            native=("Анна Ро",),
            programs=("OIL",),
            listed=days("2031-05-30"),
            nationality=("Norland", "Sudmark"),
        ),
    ),
    "uk-sanctions-list": (
        f"Report Date: 01-Jun-2031\n{UK_FILE}\n"
        f'1,OIL7,1,,ROE,Ann,"B.\n",,,,Primary name,,Ms,{UK_NATIVE},{UK_TAIL}clerk\n'
        f"1,OIL7,1,,ROE,Anna,,,,,Alias,,Ms,{UK_NATIVE},{UK_TAIL}clerk\n",
        Row(
            3,
            "OIL7",
            "Ann B. ROE",
            "person",
            aliases=("Anna ROE",),
            native=("Анна Ро",),
            programs=("Oil",),
            listed=days("2031-05-30"),
            nationality=("Norland",),
        ),
    ),
    "table": (
        table(
            '7,"ROE, Ann",individual,OIL;GRAIN,2031-05-30,2031-05-27,2031-06-01,,1971-02-03,'
            "Passport-X9,12 Quay Lane Tide Bay,+99 555 widowed male",
            header=f"{DATED},born,passport,address,remarks",
        ),
        Row(
            2,
            "7",
            "ROE, Ann",
            "person",
            programs=("OIL", "GRAIN"),
            listed=days("[2031-05-28..2031-05-30]"),
        ),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["list", "sdn.csv", "list.xml", "page.html"])
def test_a_layout_is_known_by_its_content(layout: str, name: str, tmp_path: Path) -> None:
    text, row = LAYOUTS[layout]
    found = listing(tmp_path, text, name)
    assert (found.layout, found.skipped) == (layout, [])
    assert list(found.rows.values()) == [row]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_of_order_and_other_line_ends_change_nothing(layout: str, tmp_path: Path) -> None:
    text, row = LAYOUTS[layout]
    other = text.replace("\r\n", "\n").replace("\n", "\r\n")
    found = listing(tmp_path, b"\xef\xbb\xbf" + other.encode())
    assert list(found.rows.values()) == [row]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["text", "json"])
def test_personal_data_is_neither_kept_nor_printed(layout: str, form: str, tmp_path: Path) -> None:
    text, row = LAYOUTS[layout]
    assert any(private in text for private in PRIVATE)
    kept = repr(listing(tmp_path, text))
    folder = briefing_in(
        tmp_path,
        entity("Ann Roe", nationality="value: Kellandic, entity: kelland"),
        designated(["listed 2020 IRON"]),
    )
    outcome = run(
        *("--project", str(folder), "reconcile", str(tmp_path / "list"), "--as-of", "2031-06-30"),
        *("--propose", "--format", form),
    )
    assert outcome.code == 1
    assert row.uid in outcome.out
    for private in PRIVATE:
        assert private not in kept + outcome.out + outcome.err


def test_a_row_has_no_place_for_personal_data() -> None:
    assert {field.name for field in dataclasses.fields(Row)} == {
        *("line", "uid", "name", "kind", "aliases", "native", "programs", "listed", "removed"),
        "nationality",
    }


DATES = {
    un(un_body("1", "X"), generated="2031-06-01"): "2031-06-01",
    table("1,X,,,,,2031-05-01,", "2,Y,,,2031-06-02,,,", header=DATED): "2031-06-02",
    f"Report Date: 24-Jun-2031\n{UK_SEARCH}\n1,2,X,R,Entity,UK,30-05-2031,,\n": "2031-06-24",
    f"{UK_SEARCH}\n1,2,X,R,Entity,UK,30-05-2031,,\n": None,
    ofac(("1", "X", "", "P", "")): None,
}


@pytest.mark.parametrize("text", DATES)
def test_the_date_of_a_list_is_its_own(text: str, tmp_path: Path) -> None:
    date = listing(tmp_path, text).date
    assert (str(date) if date else None) == DATES[text]


UK_DATES = {"30-05-2031": "2031-05-30", "30/05/2031": "2031-05-30", "2031-05-30": "2031-05-30"}


@pytest.mark.parametrize("written", UK_DATES)
def test_days_come_before_months(written: str, tmp_path: Path) -> None:
    found = listing(tmp_path, f"{UK_SEARCH}\n1,2,X,R,Ship,UK,{written},,\n")
    assert found.rows["1"].listed == days(UK_DATES[written])
    assert found.rows["1"].kind == "vessel"


WINDOWS = [
    ("2031-05-30", "2031-05-29", "2031-05-30"),
    ("2031-05-30", "2031-05-27", "[2031-05-28..2031-05-30]"),
    ("2031-05-30", "", "[..2031-05-30]"),
    ("2031-05-30", "2031-05-30", "[..2031-05-30]"),
]


@pytest.mark.parametrize(("first", "before", "expected"), WINDOWS)
def test_two_copies_bound_a_date(first: str, before: str, expected: str, tmp_path: Path) -> None:
    found = listing(tmp_path, table(f"7,X,entity,P,{first},{before},,", header=DATED))
    assert found.rows["7"].listed == days(expected)


BROKEN = ['2,"Y', "2", "2,Y,entity,P,Q", ',"Y",entity,P', "2,,entity,P", '2,"Y"z,entity,P']


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_row_is_skipped_and_the_rest_is_used(row: str, tmp_path: Path) -> None:
    text = table("1,X,entity,P", row, *(f'{n},"Z, {n}",entity,P' for n in range(3, 99)))
    found = listing(tmp_path, text)
    assert [skipped.line for skipped in found.skipped] == [3]
    assert len(found.rows) == 97
    assert found.rows["3"].line == 4


def test_a_row_over_several_lines_is_one(tmp_path: Path) -> None:
    found = listing(tmp_path, table('1,"X\n  of\n Y",entity,P', "2,Z,entity,P"))
    assert [(row.line, row.name) for row in found.rows.values()] == [(2, "X of Y"), (5, "Z")]


def test_rows_that_are_skipped_are_shown_and_counted(tmp_path: Path) -> None:
    folder = briefing_in(tmp_path)
    text = table("1,X,entity,P", *["Passport-X9"] * 7)
    (tmp_path / "list").write_text(text, "utf-8")
    outcome = run("--project", str(folder), "reconcile", str(tmp_path / "list"))
    assert outcome.out.count("row skipped: its columns are 1, not 4") == 5
    assert f"{tmp_path}/list:3: row skipped" in outcome.out
    assert "and 2 more rows skipped" in outcome.out
    assert "1 row read, 7 skipped" in outcome.out
    assert "Passport" not in outcome.out
    outcome = run("--project", str(folder), "reconcile", "--format=json", str(tmp_path / "list"))
    assert [one["line"] for one in json.loads(outcome.out)["skipped"]] == list(range(3, 10))
