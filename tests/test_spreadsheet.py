"""Tables as CSV: what the page prints, in cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.spreadsheet import BOM, safe, spreadsheet, table

SAFE = [
    ("=1+1", "'=1+1"),
    ("+49", "'+49"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\n=1", "'\n=1"),
    ("  =1", "'  =1"),
    ("1 = 1", "1 = 1"),
    ("a-b@c", "a-b@c"),
    ("– a dash", "– a dash"),
    ("'quoted'", "'quoted'"),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "shown"), SAFE)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert safe(cell) == shown


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_file_gives_back_every_cell_and_none_runs(rows: list[list[str]]) -> None:
    text = spreadsheet(rows).decode()
    assert text.startswith(BOM)
    back = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert back == [[safe(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for r in back for cell in r)


PAGE = """
<table id="other"><tr><td>not this</td></tr></table>
<table id="rows"><thead><tr><th>Date</th><th>What</th></tr></thead><tbody>
<tr id="a--2"><td data-edtf="[2023-03..2023-05]"><a href="#a--2">between  Mar
and May</a> <small>counted</small></td> <td>A &amp; B <small>one</small> <small>two</small></td>
</tr>
<tr id="b"><td>undated</td><td>
<a class="out" href="https://x.example/?a=1&amp;b=2">Open</a></td></tr>
</tbody></table><p>after</p>
"""


def test_a_table_is_read_as_it_is_printed() -> None:
    assert table(PAGE, "rows", "https://here.example/acts/#{}".format) == [
        ["Row", "Date", "Date (EDTF)", "What"],
        [
            "https://here.example/acts/#a--2",
            "between Mar and May; counted",
            "[2023-03..2023-05]",
            "A & B; one; two",
        ],
        ["https://here.example/acts/#b", "undated", "", "Open (https://x.example/?a=1&b=2)"],
    ]
