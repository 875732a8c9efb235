"""Every input in every text field of every kind of record: refused with a reason, or shown as text.

A briefing is built with harmless texts, and again and again with the corpus in their places. A
browser's parser must find the same elements on each page, and the inputs as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.counts import count
from tests.hostile import trees
from tests.hostile.briefing import (
    KINDS,
    TOKEN,
    Leaf,
    Records,
    fields,
    filled,
    harmless,
    laid,
    put,
    readable,
    records,
    refusal,
    taken,
    variants,
    written,
)
from tests.hostile.corpus import CORPUS, INPUTS
from tests.projects import Project

SLOTS = 42
"""Inputs in one build."""
BATCHES = [INPUTS[at : at + SLOTS] for at in range(0, len(INPUTS), SLOTS)]


def test_the_corpus_is_large_enough() -> None:
    assert len(INPUTS) >= 150
    assert all(len(texts) >= 3 for texts in CORPUS.values())
    assert len({text for _, text in INPUTS}) == len(INPUTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_field_is_filled(kind: str) -> None:
    _, leaves = records(1)
    assert {leaf.field for leaf in leaves if leaf.kind == kind} == set(fields(kind))
