"""How a briefing follows its records: what an edit changes, and what of before is still right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .briefing import Briefing
from .notes import ALL, Read, same, tables
from .records.library import Filed

FIRST = (
    *("sources", "entities", "instruments", "designations", "claims", "standing", "_absent"),
    *("threads", "thread_of", "answers_to"),
)
"""The tables that follow from records alone."""
ELSEWHERE = ("filed", "vocabulary", "settings", "ledgers")
"""What is looked up beside a briefing's tables."""


def follow(now: Briefing, before: Briefing, also: Iterable[Read] = ()) -> set[Read]:
    """Take over what was made of an earlier state and is still right; return what changed.

    `also` is what has changed beside the records.
    """
    changed = {read for name in FIRST for read in _differing(name, now, before)}
    changed |= {*_elsewhere(now, before), *also}
    # What follows from the records is made now, with what is known to be right of it.
    now.take_over(before, changed, {*FIRST, *ELSEWHERE})
    for name in tables(before):
        changed |= set(_differing(name, now, before))
    now.take_over(before, changed, {*tables(before), *ELSEWHERE})
    now.settle(before, changed)
    now.take_over(before, changed)
    return changed


def _differing(name: str, now: Briefing, before: Briefing) -> Iterator[Read]:
    known = vars(before).get(name)
    return getattr(now, name).changed(known) if known is not None else iter(())


def _elsewhere(now: Briefing, before: Briefing) -> Iterator[Read]:
    """Yield what has changed beside the tables: places of records, words, settings."""
    for kind, records in now.library.tables.items():
        known = before.library.tables[kind]
        for key, one in records.items():
            other = known.get(key)
            if one is not other and (other is None or _where(one) != _where(other)):
                yield "filed", (kind, key)
    if not same(now.vocabulary, before.vocabulary):
        yield "vocabulary", ALL
    if not same(now.settings, before.settings):
        yield "settings", ALL


def _where(filed: Filed[Any]) -> tuple[str, int]:
    return filed.path, filed.line
