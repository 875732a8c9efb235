"""A list that cannot be used gives one clear message, whatever is wrong with it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.briefing import open_briefing
from macros.reconcile import Unreadable, as_json, as_text, reconcile
from tests.projects import run
from tests.reconcile.briefings import (
    DATED,
    TODAY,
    UK_SEARCH,
    briefing_in,
    designated,
    entity,
    ofac,
    table,
    un,
    un_person,
)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sdn.csv", table("1,X,,"))
    return file.getvalue()


UN = un(un_person("KPi.1", "ANN", "ROE"))
ROWS = table('1,"RÖE, Ann",individual,OIL', "2,X,entity,OIL")
BOMB = UN.replace(
    "<CONSOLIDATED_LIST",
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST',
    1,
)
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \r\n\t\n", "the file is empty"),
    "a web page": (b"<!DOCTYPE html>\n<html><body>Not found</body></html>", "a web page (HTML)"),
    "a web page without a type": (b"\n<HTML lang=en><p>uid,name</p>", "a web page (HTML)"),
    "a web page in XML": (b'<?xml version="1.0"?><html></html>', "a web page (HTML)"),
    "UTF-16": (ROWS.encode("utf-16"), "in UTF-16"),
    "UTF-16 without a mark": (ROWS.encode("utf-16-le"), "some other kind of file"),
    "UTF-16 in XML": (UN.encode("utf-16"), "in UTF-16"),
    "Latin-1": (ROWS.encode("latin-1"), "not in UTF-8: line 2 cannot be decoded (Latin-1?)"),
    "Latin-1 in XML": (
        UN.replace("ROE", "RÖE").encode("latin-1"),
        "not in UTF-8: line 4 cannot be decoded (Latin-1?)",
    ),
    "only Latin-1": (b"\xe4\xf6\n", "not in UTF-8: line 1 "),
    "binary": (bytes(range(256)), "some other kind of file"),
    "an archive": (_zip(), "some other kind of file"),
    "another XML": (b"<feed><entry/></feed>", "XML, but not the UN's"),
    "JSON": (b'{"uid": 1, "name": "X"}', "none of the layouts known here"),
    "another table": (b"id,title\n1,X\n", "none of the layouts known here"),
    "a table in semicolons": (b"uid;name;type\n1;X;entity\n", "none of the layouts known here"),
    "a header alone": (b"uid,name,type\n", "no row of the list could be used"),
    "no row that can be used": (b"uid,name\n1\n2\n", "(line 2: its columns are 1, not 2)"),
    "no entry in XML": (un().encode(), "no row of the list could be used"),
    "cut inside a row": (ROWS.encode()[:-6], "the list breaks off in line 3"),
    "cut inside quotation marks": (table('1,"X, Y",,').encode()[:-4], "breaks off in line 2"),
    "cut inside OFAC's rows": (
        ofac(("1", "X", "", "P", ""), ("2", "Y", "", "P", "")).encode()[:-30],
        "breaks off in line 2",
    ),
    "cut XML": (UN.encode()[:-30], "breaks off in line 8"),
    "cut inside a tag": (UN.encode()[:200], "breaks off in line 4"),
    "broken XML": (UN.replace("</INDIVIDUAL>", "</X>").encode(), "malformed from line 4 on"),
    "an unknown entity": (UN.replace("ROE", "R&ouml;E").encode(), "malformed from line 4 on"),
    "a document type": (BOMB.encode(), "declares a document type (DOCTYPE)"),
    "an outside document type": (
        UN.replace("<CONS", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><CONS', 1).encode(),
        "declares a document type (DOCTYPE)",
    ),
    "of the future": (
        un(un_person("1", "A"), generated="2032-01-01").encode(),
        "says that it is of 1 January 2032, which is later than 2031-06-30",
    ),
    "of the future, in its title": (
        f"Report Date: 01-Jan-2032\n{UK_SEARCH}\n1,2,X,R,Entity,UK,30-05-2031,,\n".encode(),
        "says that it is of 1 January 2032",
    ),
    "of the future, in its rows": (
        f"{UK_SEARCH}\n1,2,X,R,Entity,UK,30-05-2032,,\n".encode(),
        "(line 2: it is dated later than 2031-06-30)",
    ),
    "a copy of the future": (
        table("1,X,,,,,2032-01-01,", header=DATED).encode(),
        "says that it is of 1 January 2032",
    ),
    "one endless line": (b"uid,name\n" + b"x" * 1_000_001, "has more than 1,000,000 bytes"),
}


def reconciled(folder: Path, *arguments: str) -> tuple[int, str, str]:
    outcome = run(
        *("--project", str(folder), "reconcile", str(folder / "list"), "--as-of", "2031-06-30"),
        *arguments,
    )
    assert "Traceback" not in outcome.out + outcome.err
    return outcome.code, outcome.out, outcome.err


@pytest.mark.parametrize("name", BAD)
def test_a_list_that_cannot_be_used_gives_one_message(name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    folder = briefing_in(tmp_path, {"list": content})
    code, out, err = reconciled(folder)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith(f"brief reconcile: {folder / 'list'}: ")
    assert message in err


def test_a_message_for_another_program(tmp_path: Path) -> None:
    code, out, err = reconciled(briefing_in(tmp_path, {"list": b""}), "--format", "json")
    assert code == 1
    assert json.loads(out)["error"].startswith("the file is empty")
    assert err.count("\n") == 1


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    assert "this is a folder, not a list" in reconciled(briefing_in(tmp_path))[2]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "there is no such file" in reconciled(briefing_in(tmp_path))[2]


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list")
    assert "this is no file, but a device or a pipe" in reconciled(briefing_in(tmp_path))[2]


def test_a_row_of_the_future_is_skipped(tmp_path: Path) -> None:
    rows = ["1,2,X,R,Entity,UK,30-05-2032,,", "2,2,Y,R,Entity,UK,30-05-2031,,"]
    folder = briefing_in(tmp_path, {"list": "\n".join([UK_SEARCH, *rows, ""])})
    code, out, _ = reconciled(folder)
    assert code == 0
    assert "list:2: row skipped: it is dated later than 2031-06-30" in out
    assert "1 row read, 1 skipped" in out


NO_SCHEME = {"data/vocabulary.yml": "lanes: {}\n"}


def test_a_vocabulary_that_cannot_be_read(tmp_path: Path) -> None:
    folder = briefing_in(tmp_path, {"list": ROWS}, NO_SCHEME)
    assert "the vocabulary cannot be read: run  brief check" in reconciled(folder)[2]


def _vocabulary(folder: Path, old: str, new: str) -> None:
    file = folder / "data" / "vocabulary.yml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def test_a_layout_of_no_register(tmp_path: Path) -> None:
    folder = briefing_in(tmp_path, {"list": ROWS})
    _vocabulary(folder, ", table]", "]")
    code, _, err = reconciled(folder)
    assert code == 1
    assert "in the layout table, which no scheme of the vocabulary has" in err
    assert "layouts: [table]" in err


def test_a_layout_of_two_registers(tmp_path: Path) -> None:
    folder = briefing_in(tmp_path, {"list": ROWS})
    other = "  other: {label: O, definition: D, list: kelland-register, layouts: [table]}"
    _vocabulary(folder, "  other: {label: O, definition: D}", other)
    assert "name one of them with --scheme" in reconciled(folder)[2]
    assert reconciled(folder, "--scheme", "other")[0] == 0
    assert "which the scheme “third” has not" in reconciled(folder, "--scheme", "third")[2]


USAGE = [[], ["--as-of", "soon"], ["--format", "yaml"], ["two", "lists"]]


@pytest.mark.parametrize("arguments", USAGE)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    folder = briefing_in(tmp_path)
    assert run("--project", str(folder), "reconcile", *arguments).code == 2


# Whatever stands in a file

PIECES = [
    *(UN[i : i + 40] for i in range(0, len(UN), 40)),
    *("uid,name,type,programs\n", '7,"ROE, Ann",individual,OIL\n', UK_SEARCH, "\n", '"', ",", "<"),
    ofac(("7", "ROE, Ann", "individual", "OIL", "nationality Norland")),
]
ANYTHING = st.one_of(
    st.binary(max_size=400),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=9), max_size=30).map(
        lambda parts: "".join(parts).encode("utf-8", "replace")
    ),
    st.tuples(
        st.sampled_from([UN, ROWS, ofac(("7", "ROE, Ann", "", "OIL", ""))]),
        st.integers(0, 400),
        st.binary(max_size=6),
    ).map(lambda cut: cut[0].encode()[: cut[1]] + cut[2] + cut[0].encode()[cut[1] :]),
)


@pytest.fixture(scope="module")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A briefing that random lists are compared with."""
    folder = tmp_path_factory.mktemp("random")
    return briefing_in(folder, entity("Ann Roe", uid="7"), designated(["listed 2031-05 OIL"]))


@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(content=ANYTHING)
@example(content=b"uid,name\n7,\x00\xed\xa0\x80")
@example(content="uid,name\n7,\x85\u2028\x1c\x1d\n".encode())
@example(content=b"uid,name\r7,X\r")
def test_no_list_can_end_in_a_traceback(content: bytes, project_folder: Path) -> None:
    file = project_folder / "list"
    file.write_bytes(content)
    try:
        result = reconcile(open_briefing(project_folder / "data"), file, TODAY)
    except Unreadable:
        return
    assert json.loads(as_json(result, propose=True))["rows"] == result.listing.read
    assert as_text(result, propose=True).isprintable() or "\n" in as_text(result, propose=True)
