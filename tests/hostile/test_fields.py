"""Every input in every text field of every kind of record: refused with a reason, or shown as text.

A briefing is built with harmless texts, and again and again with the corpus in their places. A
browser's parser must find the same elements on each page, and the inputs as text.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from macros.checks import inspect
from macros.records.problems import Severity
from tests.counts import count
from tests.hostile import trees
from tests.hostile.briefing import (
    KINDS,
    MARKS,
    fields,
    fit,
    harmless,
    laid,
    places,
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
Key = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Fitted:
    """What becomes of each input in each field, as far as the field alone can tell."""

    texts: dict[tuple[Key, str], str] = field(default_factory=dict)
    """The input as the field takes it, whole or cut to fit."""
    refused: list[tuple[Key, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    """Every input in every field, and of what is refused a problem with a place."""
    made, (found, leaves) = Fitted(), records(1)
    for leaf in leaves:
        put(found[leaf.kind][leaf.record][1], leaf.steps, harmless(leaf))
    for key, leaf in {(leaf.kind, leaf.field): leaf for leaf in leaves}.items():
        record = found[leaf.kind][leaf.record][1]
        for _, text in INPUTS:
            for one in dict.fromkeys(variants(leaf, text)):
                put(record, leaf.steps, one)
                if one and readable(one) and taken(leaf.kind, record):
                    made.texts[key, text] = one
                    break
            else:
                made.refused.append((key, text))
                put(record, leaf.steps, text)
                problems = refusal(leaf.kind, record)
                assert problems, f"{key}: {text!r} is neither taken nor refused"
                assert all(one.place.line > 1 and one.sentence and one.fix for one in problems)
        put(record, leaf.steps, harmless(leaf))
    return made


@dataclass(slots=True)
class Built:
    """A built site, and the texts in the places of the harmless ones."""

    project: Project
    texts: dict[str, str] = field(default_factory=dict)
    """Inputs by the harmless text that they replace."""


@pytest.fixture(scope="module")
def harmless_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The briefing with texts that say and do nothing."""
    found, leaves = records(SLOTS)
    for leaf in leaves:
        put(found[leaf.kind][leaf.record][1], leaf.steps, harmless(leaf))
    made = laid(tmp_path_factory.mktemp("harmless") / "project", written(found))
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    return Built(made)


@pytest.fixture(scope="module", params=range(len(BATCHES)))
def hostile_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, fitted: Fitted
) -> Built:
    """The briefing with a batch of the corpus, an input in all texts of a slot."""
    return hostile(BATCHES[request.param], fitted, tmp_path_factory.mktemp("hostile") / "project")


def hostile(batch: list[tuple[str, str]], fitted: Fitted, folder: Path) -> Built:
    """Build the briefing with a batch of the corpus.

    What a rule refuses for the sake of other records, such as a name that looks like another, is
    taken back.
    """
    found, leaves = records(SLOTS)
    texts: dict[str, str] = {}
    for leaf in leaves:
        put(found[leaf.kind][leaf.record][1], leaf.steps, harmless(leaf))
        _, text = batch[leaf.slot] if leaf.slot < len(batch) else ("", "")
        one = fitted.texts.get(((leaf.kind, leaf.field), text))
        if one is not None:
            one, mark = fit(leaf, one), MARKS.get(leaf.field[-1], "")
            put(found[leaf.kind][leaf.record][1], leaf.steps, one)
            texts[harmless(leaf).removesuffix(mark)] = one.removesuffix(mark)
    for _ in range(3):
        files = written(found)
        made = laid(folder, files)
        outcome = made.build()
        if outcome.code == 0:
            break
        by_place = places(found, leaves, files)
        for problem in inspect(folder / "data", root=folder).problems:
            if problem.severity is Severity.ERROR:
                leaf = by_place[problem.place.path, problem.place.line]
                put(found[leaf.kind][leaf.record][1], leaf.steps, harmless(leaf))
                texts.pop(harmless(leaf), None)
                count("hostile texts", refused_by_a_rule=1)
    assert outcome.code == 0, outcome.err
    return Built(made, texts)


def test_the_corpus_is_large_enough() -> None:
    assert len(INPUTS) >= 150
    assert all(len(texts) >= 3 for texts in CORPUS.values())
    assert len({text for _, text in INPUTS}) == len(INPUTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_field_is_filled(kind: str) -> None:
    _, leaves = records(1)
    assert {leaf.field for leaf in leaves if leaf.kind == kind} == set(fields(kind))


def test_every_input_is_taken_or_refused(fitted: Fitted) -> None:
    tried = len(fitted.texts) + len(fitted.refused)
    assert tried == len(INPUTS) * sum(len(fields(kind)) for kind in KINDS)
    assert len(fitted.texts) > tried / 2, "a model that refuses all would pass"
    count("hostile texts", inputs=len(INPUTS), fields=tried // len(INPUTS), tried=tried,
          refused=len(fitted.refused))  # fmt: skip


def test_pages_hold_the_inputs_as_text(harmless_site: Built, hostile_site: Built) -> None:
    pages = sorted(harmless_site.project.site.rglob("*.html"))
    expected = {file: trees.tree(file.read_text("utf-8")) for file in pages}
    drawn = {shape for one in expected.values() for shape in one.drawn}
    faults = {}
    for file, page in expected.items():
        path = file.relative_to(harmless_site.project.site)
        mine = trees.tree((hostile_site.project.site / path).read_text("utf-8"))
        should = trees.exchanged(page, hostile_site.texts)
        if found := trees.differences(mine, should, drawn):
            faults[path.as_posix()] = found
    if where := os.environ.get("DUMP"):
        Path(where).write_text(json.dumps(faults, indent=1, ensure_ascii=False))
    assert faults == {}
    count("hostile texts", pages_parsed=len(pages), violations=0)
