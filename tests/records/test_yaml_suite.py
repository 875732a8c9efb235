"""Every case of the YAML test suite is read to YAML 1.2's value as text, or refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from macros.records.reader import CODES, Document, events, parse
from tests.counts import count
from tests.records.yaml_suite import cases, value

LOADERS = {"libyaml": getattr(yaml, "CSafeLoader", None), "pure": yaml.SafeLoader}


def faults_of(document: Document, expected: str | None) -> str:
    """Say what is wrong with a reading; nothing if it is right, or refused in its place."""
    if not document.ok:
        lines = document.text.count("\n") + 1
        for problem in document.problems:
            if problem.code not in CODES or not problem.sentence or not problem.fix:
                return f"refused without a reason: {problem}"
            if not 1 <= problem.place.line <= lines:
                return f"refused at line {problem.place.line} of {lines}"
        return ""
    if expected is None:
        return f"read to {document.value!r}, and is no YAML"
    if document.value != value(expected):
        return f"read to {document.value!r}, and is {value(expected)!r}"
    return ""


@pytest.mark.parametrize("name", LOADERS)
def test_every_case_is_read_right_or_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loader: Any = LOADERS[name]
    if loader is None:
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(events, "LOADER", loader)
    found = cases()
    read = {one.name: parse(one.text, "x.yml") for one in found}
    faults = {one.name: faults_of(read[one.name], one.events) for one in found}
    assert {name: fault for name, fault in faults.items() if fault} == {}
    right = sum(one.ok for one in read.values())
    assert len(found) > 400
    assert right > 80, "a reader that refuses all would pass"
    count(f"YAML test suite, {name}", cases=len(found), read=right, refused=len(found) - right)
