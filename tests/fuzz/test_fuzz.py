"""A bounded part of `make fuzz`, the same each time, and every input that once failed."""

from __future__ import annotations

import pytest

from tests.counts import count
from tests.fuzz.run import fails, kept, throw
from tests.fuzz.targets import TARGETS

INPUTS = 20_000
"""In all, of which each target has its share."""


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_it(name: str) -> None:
    inputs = INPUTS * TARGETS[name].share // 100
    assert throw(name, inputs, seed=8) == []
    count("fuzz", **{f"inputs_to_the_{name}": inputs})


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in kept().items() for text in texts]
)
def test_what_once_failed_holds(name: str, text: str) -> None:
    assert fails(TARGETS[name], text) == ""


def test_a_failure_is_seen_and_cut_down(monkeypatch: pytest.MonkeyPatch) -> None:
    target = TARGETS["dates"]

    def refuse(text: str) -> None:
        assert "2023" not in text

    monkeypatch.setattr("tests.fuzz.run.TARGETS", {"dates": type(target)(target.make, refuse, 1)})
    assert throw("dates", 100, seed=1) == ["2023"]


def test_the_shares_are_a_whole() -> None:
    assert sum(target.share for target in TARGETS.values()) == 100
