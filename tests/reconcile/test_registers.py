"""The shipped briefing beside real lists, where they are at hand; none of them is part of it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from macros.briefing import Briefing, open_briefing
from macros.reconcile import Result, reconcile
from macros.records.library import Filed
from tests.projects import ROOT

REGISTERS = ROOT.parent / "shared" / "registers"
LISTS = {
    "ofac-dprk-russia.csv": "table",
    "samples/ofac-sdn-layout.csv": "ofac-sdn",
    "samples/uk-sanctions-list-layout.csv": "uk-sanctions-list",
    "samples/un-consolidated-layout.xml": "un-consolidated",
}
TODAY = datetime.date(2026, 7, 31)

pytestmark = [
    pytest.mark.skipif(not REGISTERS.is_dir(), reason=f"no registers at {REGISTERS}"),
    pytest.mark.parametrize("name", LISTS),
]


def beside(briefing: Briefing, name: str) -> Result:
    return reconcile(briefing, REGISTERS / name, TODAY)


def test_a_list_is_read_whole(name: str, shipped: Briefing) -> None:
    result = beside(shipped, name)
    assert (result.listing.layout, result.listing.skipped) == (LISTS[name], [])


def test_every_designation_is_found(name: str, shipped: Briefing) -> None:
    result = beside(shipped, name)
    recorded = {
        key
        for key, item in shipped.designations.items()
        if item.list == result.register.source and result.findings
    }
    found = " ".join(one.sentence for one in result.findings if one.kind == "match")
    assert [key for key in sorted(recorded) if f"{key}: " not in found] == []


def test_by_name_alone_nobody_is_taken_for_another(name: str, shipped: Briefing) -> None:
    """Without their numbers, entities are found by name: the same entries, or none."""
    truth = {one.entity: one.uid for one in beside(shipped, name).findings if one.uid}
    found = {
        one.entity: one.uid
        for one in beside(_without_numbers(ROOT / "data"), name).findings
        if one.kind == "missing-identifier"
    }
    assert found
    assert {who: uid for who, uid in found.items() if truth.get(who) != uid} == {}


def _without_numbers(data: Path) -> Briefing:
    briefing = open_briefing(data)
    for table in (briefing.library.entities, briefing.library.designations):
        _strip(table)
    return briefing


def _strip(table: dict[str, Filed[Any]]) -> None:
    for key, filed in table.items():
        record = filed.record.model_copy(update={"identifiers": ()})
        table[key] = dataclasses.replace(filed, record=record)
