"""Nationalities, compared by the states that the briefing has records of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from ..briefing import Briefing
from ..records.entity import Fact
from .linking import forms
from .names import named

PROPERTY = "nationality"
"""The property by which records give it, named as in FollowTheMoney."""


class States:
    """The states of a briefing by every form of their names."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """States by form; a form that two of them bear names neither."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for who, entity in self._briefing.entities.items():
            for form in forms(entity) if entity.type == "Country" else ():
                bearers[_key(form)].add(who)
        return {form: min(who) for form, who in bearers.items() if len(who) == 1}

    def agree(self, theirs: Sequence[str], fact: Fact) -> bool | None:
        """Tell whether one of a list's nationalities is the record's; None where it is unclear."""
        ours = fact.entity or self._by_name.get(_key(fact.value))
        states = {self._by_name.get(_key(name)) for name in theirs}
        if (ours and ours in states) or any(_key(name) == _key(fact.value) for name in theirs):
            return True
        return None if None in states or ours is None else False


def _key(name: str) -> str:
    """Return a state's name without script, case and order: “Korea, North”."""
    return " ".join(sorted(named(name, True).words))
