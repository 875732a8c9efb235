"""Designations with their state, and side by side: who is on whose list, and who is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..briefing import Briefing, in_order
from ..wording import Piece
from .parts import Cited, Dated, cited, dated, named
from .steps import (
    Ground,
    Number,
    State,
    Step,
    designation_state,
    designation_steps,
    grounds,
    measures,
    numbers,
    under,
)


@dataclass(frozen=True, slots=True)
class DesignationRow:
    """A designation as a row: its state on its list, by the date of that list."""

    id: str
    target: Piece
    authority: Piece
    when: Dated
    """When it was first listed."""
    state: State
    programs: tuple[str, ...]
    """Those of its last event."""
    acts: tuple[Piece, ...]
    """What its events were done under."""
    measures: tuple[Piece, ...]
    grounds: tuple[Ground, ...]
    identifiers: tuple[Number, ...]
    cites: tuple[Cited, ...]
    note: str
    steps: tuple[Step, ...]

    @property
    def silent(self) -> str:
        """What the list does not name, in words."""
        told = {"programme": self.programs, "measures": self.measures, "grounds": self.grounds}
        return ", ".join(word for word, found in told.items() if not found)


@dataclass(frozen=True, slots=True)
class Absence:
    """A list of a date that does not hold somebody."""

    list: Piece
    as_of: str
    cite: Cited


@dataclass(frozen=True, slots=True)
class Listing:
    """What one authority's lists hold of one target."""

    authority: Piece
    designations: tuple[DesignationRow, ...]
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One target by authority: a listing for each, empty where nothing is recorded."""

    target: Piece
    listings: tuple[Listing, ...]


def designation_row(briefing: Briefing, designation_id: str) -> DesignationRow:
    """Return a designation with its state as of the date of its list."""
    item = briefing.designations[designation_id]
    ordered = sorted(item.events, key=lambda event: event.when.date)
    acts = (under(briefing, event) for event in ordered)
    return DesignationRow(
        item.id,
        named(briefing, item.target),
        named(briefing, item.authority),
        dated(ordered[0].when),
        designation_state(briefing, item),
        ordered[-1].programs,
        tuple(dict.fromkeys(act for act in acts if act)),
        measures(briefing, item.measures),
        grounds(briefing, item.grounds),
        numbers(briefing, item.identifiers),
        tuple(cited(briefing, cite) for cite in dict.fromkeys(e.cite for e in item.events)),
        item.note or "",
        designation_steps(briefing, designation_id),
    )


def designation_rows(briefing: Briefing, keys: Iterable[str]) -> tuple[DesignationRow, ...]:
    """Return designations as rows, in the order of their first events."""
    return tuple(designation_row(briefing, key) for key in in_turn(briefing, keys))


def in_turn(briefing: Briefing, keys: Iterable[str]) -> list[str]:
    """Return designations in the order of their first events."""

    def first(key: str) -> tuple[object, str]:
        events = briefing.designations[key].events
        return min(in_order(event.when.date) for event in events), key

    return sorted(keys, key=first)


def listings(briefing: Briefing, target: str, among: Iterable[str] = ()) -> tuple[Listing, ...]:
    """Return what each authority's lists hold of a target; `among` names authorities to keep."""
    found: dict[str, tuple[list[DesignationRow], list[Absence]]] = {key: ([], []) for key in among}
    for row in designation_rows(briefing, briefing.designations_of.get(target, ())):
        found.setdefault(row.authority.id, ([], []))[0].append(row)
    keepers = _keepers(briefing)
    for one in briefing.not_listed:
        if one.entity == target:
            place = found.setdefault(keepers.get(one.list, one.list), ([], []))
            place[1].append(
                Absence(
                    named(briefing, one.list), one.as_of.date.short(), cited(briefing, one.cite)
                )
            )
    order = {key: index for index, key in enumerate(authorities(briefing))}
    return tuple(
        Listing(named(briefing, key), tuple(rows), tuple(absences))
        for key, (rows, absences) in sorted(
            found.items(), key=lambda item: order.get(item[0], len(order))
        )
    )


def targets(briefing: Briefing) -> list[str]:
    """Return everybody who is on a list or was looked for on one, by name."""
    found = {*briefing.designations_of, *(one.entity for one in briefing.not_listed)}
    return sorted(found, key=lambda key: (briefing.entities[key].name.casefold(), key))


def side_by_side(briefing: Briefing, keys: Iterable[str]) -> tuple[Listed, ...]:
    """Return some targets with what each authority's lists hold of them."""
    keepers = _keepers(briefing)
    columns = [key for key in authorities(briefing) if key in briefing.designations_by]
    columns += [
        key
        for key in dict.fromkeys(keepers.get(one.list, one.list) for one in briefing.not_listed)
        if key not in columns
    ]
    return tuple(Listed(named(briefing, key), listings(briefing, key, columns)) for key in keys)


def authorities(briefing: Briefing) -> tuple[str, ...]:
    """Return everybody who acted, in the order of their first recorded acts."""
    return briefing.settled("authorities", "", _authorities)


def _authorities(briefing: Briefing, _: str) -> tuple[str, ...]:
    first: dict[str, tuple[object, ...]] = {}
    for item in briefing.instruments.values():
        for event in item.events:
            _earliest(first, item.issuer, in_order(event.when.date))
    for one in briefing.designations.values():
        for step in one.events:
            _earliest(first, one.authority, in_order(step.when.date))
    return tuple(sorted(first, key=lambda key: (first[key], key)))


def _earliest(first: dict[str, tuple[object, ...]], who: str, when: tuple[object, ...]) -> None:
    first[who] = min(first.get(who, when), when)


def _keepers(briefing: Briefing) -> dict[str, str]:
    """Return the authority of each list, as far as a designation on it tells."""
    return briefing.settled("keepers", "", _kept)


def _kept(briefing: Briefing, _: str) -> dict[str, str]:
    return {one.list: one.authority for one in briefing.designations.values() if one.list}
