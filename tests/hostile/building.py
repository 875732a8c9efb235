"""Sites built with harmless texts, and with the corpus in their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from macros.checks import inspect
from macros.records.problems import Severity
from tests.counts import count
from tests.cut import cut
from tests.hostile.briefing import (
    MARKS,
    filled,
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
from tests.hostile.corpus import INPUTS
from tests.projects import Project

UNCUT = partial(cut, 10_000, 10_000)
"""Which rows come first depends on the names: with all of them two sites can be compared."""
SLOTS = 42
"""Inputs in one build."""
BATCHES = [INPUTS[at : at + SLOTS] for at in range(0, len(INPUTS), SLOTS)]
Key = tuple[str, tuple[str, ...]]
"""A kind of records, and a field of it."""


@dataclass(slots=True)
class Fitted:
    """What becomes of each input in each field, as far as the field alone can tell."""

    texts: dict[tuple[Key, str], str] = field(default_factory=dict)
    """The input as the field takes it, whole or cut to fit."""
    refused: list[tuple[Key, str]] = field(default_factory=list)


def fitted() -> Fitted:
    """Try every input in every field; what is refused has a problem with a place."""
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


@dataclass(slots=True)
class Sites:
    """The harmless site and those of the corpus, each built when it is first asked for."""

    folder: Path
    _fitted: Fitted | None = None
    _harmless: Built | None = None
    _hostile: dict[int, Built] = field(default_factory=dict)

    @property
    def fitted(self) -> Fitted:
        """What becomes of each input in each field."""
        self._fitted = self._fitted or fitted()
        return self._fitted

    @property
    def harmless(self) -> Built:
        """The briefing with texts that say and do nothing."""
        if self._harmless is None:
            made = laid(self.folder / "harmless", written(filled(SLOTS)))
            with UNCUT():
                outcome = made.build()
            assert outcome.code == 0, outcome.err
            self._harmless = Built(made)
        return self._harmless

    def hostile(self, number: int) -> Built:
        """Return the briefing with a batch of the corpus, an input in all texts of a slot."""
        if number not in self._hostile:
            folder = self.folder / f"hostile-{number}"
            self._hostile[number] = hostile(BATCHES[number], self.fitted, folder)
        return self._hostile[number]


def hostile(batch: list[tuple[str, str]], fitted: Fitted, folder: Path) -> Built:
    """Build the briefing with a batch of the corpus.

    What a rule refuses for the sake of other records, such as a name that looks like another, is
    taken back.
    """
    found, leaves = records(SLOTS)
    texts: dict[str, str] = {}
    for leaf in leaves:
        record = found[leaf.kind][leaf.record][1]
        put(record, leaf.steps, harmless(leaf))
        _, text = batch[leaf.slot] if leaf.slot < len(batch) else ("", "")
        one = fitted.texts.get(((leaf.kind, leaf.field), text))
        if one is not None:
            one, mark = fit(leaf, one), MARKS.get(leaf.field[-1], "")
            put(record, leaf.steps, one)
            texts[harmless(leaf).removesuffix(mark)] = one.removesuffix(mark)
    for _ in range(3):
        files = written(found)
        made = laid(folder, files)
        with UNCUT():
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
