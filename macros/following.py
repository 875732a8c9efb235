"""How a briefing follows its records: what an edit changes, and what of before is still right."""

from __future__ import annotations

from collections.abc import Iterable

from .briefing import Briefing
from .equality import same
from .notes import ALL, Read
from .tables import follow_tables

ELSEWHERE = ("vocabulary", "settings", "ledgers")
"""What is looked up beside a briefing's tables."""


def follow(now: Briefing, before: Briefing, also: Iterable[Read] = ()) -> set[Read]:
    """Take over what was made of an earlier state and is still right; return what changed.

    `also` is what has changed beside the records.
    """
    changed: set[Read] = {("library", ALL), *also}  # it is another: whoever reads it looks again
    with before.unheard():
        if not same(now.vocabulary, before.vocabulary):
            changed.add(("vocabulary", ALL))
        if not same(now.settings, before.settings):
            changed.add(("settings", ALL))
    names = follow_tables(now, before, changed)
    now.take_over(before, changed, names)
    return changed
