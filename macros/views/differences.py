"""Claims to be read side by side: what an article says beside what an official record holds.

`compare` joins claims that say nearly the same, or differ in a date, a name or a figure. Which side
is a record follows from the sources that a claim cites; nothing here says which side is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..briefing import Briefing
from ..status import OWN_RECORD
from .parts import ClaimRow, row, rows

READ, RECORD, NOTED = "Article or report", "Official record", "Report, from a note"
"""The sides of a comparison: what a claim's sources are."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim that another one is compared with."""

    label: str
    """Its side."""
    row: ClaimRow


@dataclass(frozen=True, slots=True)
class Difference:
    """What sources that were read say, and what stands beside it."""

    told: tuple[ClaimRow, ...]
    beside: tuple[ClaimRow, ...]
    """What official records hold, or what other reports are noted to say."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """A claim with those of its own side that it is compared with."""

    claim: ClaimRow
    others: tuple[ClaimRow, ...]
    note: str


def side(briefing: Briefing, claim_id: str) -> str:
    """Return what a claim rests on: records alone, noted reports alone, or what was read."""
    sources = [briefing.sources[a.cite.source] for a in briefing.claims[claim_id].assertions]
    if all(source.kind in OWN_RECORD for source in sources):
        return RECORD
    return NOTED if all(source.noted for source in sources) else READ


def beside(briefing: Briefing, claim_id: str) -> tuple[Beside, ...]:
    """Return the claims that a claim is compared with, official records first."""
    found = [(side(briefing, key), key) for key in _compared(briefing, claim_id)]
    order = (RECORD, READ, NOTED)
    return tuple(
        Beside(label, row(briefing, key))
        for label, key in sorted(found, key=lambda item: order.index(item[0]))
    )


def differences(briefing: Briefing, other: str) -> tuple[Difference, ...]:
    """Return what was read, in groups with all that it is compared with on the `other` side."""
    sides = {key: side(briefing, key) for key in briefing.standing}
    pairs = {
        key: [one for one in _compared(briefing, key) if {sides[key], sides[one]} == {READ, other}]
        for key in briefing.in_time(briefing.standing)
    }
    found = []
    for group in _groups(pairs):
        ordered = briefing.in_time(group)
        held = [key for key in ordered if sides[key] == other]
        notes = (briefing.claims[key].note for key in held)
        found.append(
            Difference(
                rows(briefing, [key for key in ordered if key not in held]),
                rows(briefing, held),
                tuple(note for note in notes if note),
            )
        )
    return tuple(found)


def kindred(briefing: Briefing) -> tuple[Kin, ...]:
    """Return claims with those of their own side that they name to be compared with."""
    found = []
    for key in briefing.in_time(briefing.standing):
        claim = briefing.claims[key]
        others = [
            one
            for one in claim.compare
            if one in briefing.standing and side(briefing, one) == side(briefing, key)
        ]
        if others:
            found.append(Kin(row(briefing, key), rows(briefing, others), claim.note or ""))
    return tuple(found)


def _compared(briefing: Briefing, claim_id: str) -> list[str]:
    return [key for key in briefing.compared.get(claim_id, ()) if key in briefing.standing]


def _groups(pairs: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for start, others in pairs.items():
        if start in seen or not others:
            continue
        group, queue = [], [start]
        while queue:
            key = queue.pop(0)
            if key not in seen:
                seen.add(key)
                group.append(key)
                queue += pairs[key]
        yield group
