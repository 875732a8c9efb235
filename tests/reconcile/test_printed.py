"""What is printed: lines for people, an object for programs, YAML to paste, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros.records.designation import Designation, DesignationEvent
from macros.records.entity import Identifier, Spelling
from macros.records.reader import parse
from tests.projects import Outcome, contents, run
from tests.reconcile.briefings import (
    DATED,
    briefing_in,
    compared,
    designated,
    entity,
    ofac,
    table,
)

ROE = entity("Ann Roe", uid="7")
LISTED = designated(["listed 2031-05 OIL"])
ALIKE = table('7,"ROE, Ann",individual,OIL')
UNLIKE = table('7,"ROE, Ann Viktorovna",individual,GRAIN', '8,"Karelin, Petr",individual,')


def pasted(proposal: str) -> Any:
    """Return what a proposal holds, as the project's own reader reads it."""
    return parse(proposal or "nothing: here", "proposal.yml").value


def brief(folder: Path, *arguments: str) -> Outcome:
    outcome = run("--project", str(folder), "reconcile", str(folder / "list"), *arguments)
    assert "Traceback" not in outcome.out + outcome.err
    return outcome


LINE = re.compile(
    r"data/[a-z/-]+\.yml:\d+: [a-z-]+: [a-z-]+: .+?(?: \(score \d\.\d\d\))?(?: \[.+/list:\d+\])?"
)


def test_without_a_difference_the_command_is_fine(tmp_path: Path) -> None:
    outcome = brief(briefing_in(tmp_path, ROE, LISTED, {"list": ALIKE}))
    assert outcome.code == 0
    first, second, empty, last = outcome.out.splitlines()
    assert LINE.fullmatch(first) and LINE.fullmatch(second) and not empty
    assert re.fullmatch(
        r"brief reconcile: no differences with kelland-register \(table, which gives no date of its"
        r" own\): 1 row read, 0 skipped, 1 matched \(\d+\.\d\d s\)",
        last,
    )


def test_with_differences_it_is_not(tmp_path: Path) -> None:
    folder = briefing_in(
        tmp_path, ROE, LISTED, entity("Pyotr Karelin", who="karelin"), {"list": UNLIKE}
    )
    outcome = brief(folder)
    assert outcome.code == 1
    *lines, last = outcome.out.splitlines()
    assert all(LINE.fullmatch(line) for line in lines if line)
    assert last.startswith("brief reconcile: 4 differences with")
    assert "score 0.94" in outcome.out


def test_a_character_that_a_terminal_obeys_is_shown_as_an_escape(tmp_path: Path) -> None:
    text = table('7,"Karelin, P\x7fetr",individual,OIL')
    outcome = brief(briefing_in(tmp_path, entity("Petr Karelin", uid="7"), {"list": text}))
    assert "P\\x7fetr" in outcome.out
    assert "\x7f" not in outcome.out


def test_findings_of_an_entity_stand_together(tmp_path: Path) -> None:
    folder = briefing_in(
        tmp_path,
        ROE,
        LISTED,
        entity("Zoe Doe", who="zoe-doe", uid="8"),
        {"list": table('8,"DOE, Zoe",individual,OIL', '7,"ROE, Ann",individual,OIL')},
    )
    groups = brief(folder).out.strip().split("\n\n")[:-1]
    names = [[line.split(": ")[2] for line in group.splitlines()] for group in groups]
    assert names == [["ann-roe", "ann-roe"], ["zoe-doe", "zoe-doe"]]


def test_the_object_for_programs(tmp_path: Path) -> None:
    outcome = brief(briefing_in(tmp_path, ROE, LISTED, {"list": ALIKE}), "--format", "json")
    found = json.loads(outcome.out)
    assert (found["scheme"], found["source"], found["layout"]) == (
        "kr",
        "kelland-register",
        "table",
    )
    assert (found["rows"], found["matched"], found["differences"]) == (1, 1, 0)
    assert found["findings"][0] == {
        "entity": "ann-roe",
        "kind": "match",
        "difference": False,
        "path": "data/entities/ann-roe.yml",
        "line": 4,
        "column": found["findings"][0]["column"],
        "sentence": "7 “ROE, Ann” has the record's number",
        "uid": "7",
        "list_line": 2,
        "score": None,
    }
    assert outcome.err.startswith("brief reconcile: no differences")


def test_nothing_is_written(tmp_path: Path) -> None:
    folder = briefing_in(tmp_path, ROE, {"list": UNLIKE})
    before = contents(folder)
    brief(folder, "--propose")
    assert contents(folder) == before


def test_what_is_proposed_has_the_form_of_records(tmp_path: Path) -> None:
    text = table(
        '7,"KARELIN, Petr Ivanovich",individual,"OIL;NO. 1",2031-05-30,2031-05-28,,',
        header=DATED,
    )
    known = entity("Zoe Doe", who="zoe-doe")
    result = compared(
        tmp_path, text, entity("Pyotr Karelin"), known, designated(["listed 2030"], who="zoe-doe")
    )
    found = {one.kind: pasted(one.proposal) for one in result.findings}
    identifiers, spellings = found["missing-identifier"], found["other-spelling"]
    whole = found["not-in-briefing"]
    assert Identifier.model_validate(identifiers["identifiers"][0]).value == "7"
    assert Spelling.model_validate(spellings["spellings"][0]).name == "KARELIN, Petr Ivanovich"
    designation = Designation.model_validate(whole["designations"][0])
    assert designation.id == "kelland-2031-05-ann-roe"
    assert (designation.authority, designation.list) == ("kelland", "kelland-register")
    [event] = designation.events
    assert (str(event.when.date), event.programs) == (
        "[2031-05-29..2031-05-30]",
        ("OIL", "NO. 1"),
    )


def test_a_proposed_event_has_the_form_of_one(tmp_path: Path) -> None:
    text = table('7,"ROE, Ann",individual,OIL,2031-05-30,2031-05-29,,', header=DATED)
    result = compared(tmp_path, text, ROE, designated(["listed 2031-04 OIL"]))
    [other] = [one for one in result.findings if one.kind == "other-date"]
    assert other.proposal.startswith("# data/sanctions/kelland.yml, ann-roe: an event of ")
    event = DesignationEvent.model_validate(pasted(other.proposal)["events"][0])
    assert (event.kind, str(event.when.date), event.cite.entry) == ("listed", "2031-05-30", "7")


def test_a_name_that_no_record_can_hold_is_not_proposed(tmp_path: Path) -> None:
    text = table(f'7,"KARELIN, P{"e" * 200}tr",individual,OIL')
    result = compared(tmp_path, text, ROE)
    [spelling] = [one for one in result.findings if one.kind == "other-spelling"]
    assert spelling.proposal == ""


STARTS = "Kar Hol Str Var Lin Kes Esk Rev Sor Mor Fer Bran Tol Nor Vald Jor Pet Sem".split()
ENDS = "elin ub and ga net t el al in ay ow dal ov enko ov sky yan ich".split()
FIRST = "Ivo Ann Pavel Ilse Oda Anna Jorun Tomas Marten Zoe Yevgeniy Vyacheslav Aleksandr".split()


def invented(number: int) -> tuple[str, str]:
    """Return a family name and first names; few of 15,000 have the same."""
    start, end = STARTS[number % 18], ENDS[number // 18 % 18]
    return start + "aeiou"[number // 5 % 5] + end, f"{FIRST[number % 13]} {FIRST[number // 13 % 7]}"


@pytest.mark.slow
def test_fifteen_thousand_rows_are_read(tmp_path: Path) -> None:
    remarks = "DOB 1 Jan 1970; nationality Norland; Passport 1 (Norland); Linked To: X."
    rows = [
        (str(number), ", ".join(invented(number)), "individual", "OIL] [GRAIN", remarks)
        for number in range(15_000)
    ]
    others = [entity(" ".join(invented(n)[::-1]), who=f"person-{n}") for n in range(80)]
    result = compared(tmp_path, ofac(*rows), *others)
    assert result.listing.read == 15_000
