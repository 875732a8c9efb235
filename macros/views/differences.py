"""Claims to be read side by side: what an article says beside what an official record holds.

`compare` joins claims that say nearly the same, or differ in a date, a name or a figure. Which side
is a record follows from the sources that a claim cites; nothing here says which side is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def compared(briefing: Briefing, other: str) -> tuple[tuple[str, ...], ...]:
    """Return what was read, in groups with all that it is compared with on the `other` side."""
    sides = {key: side(briefing, key) for key in briefing.standing if key in briefing.compared}
    pairs = {
        key: [one for one in _compared(briefing, key) if {sides[key], sides[one]} == {READ, other}]
        for key in briefing.in_time(sides)
    }
    return tuple(briefing.in_time(group) for group in _groups(pairs))


def difference(briefing: Briefing, group: Sequence[str], other: str) -> Difference:
    """Return one group: what was read, and what stands beside it."""
    held = [key for key in group if side(briefing, key) == other]
    notes = (briefing.claims[key].note for key in held)
    return Difference(
        rows(briefing, [key for key in group if key not in held]),
        rows(briefing, held),
        tuple(note for note in notes if note),
    )


def kindred(briefing: Briefing) -> tuple[str, ...]:
    """Return the claims that name others of their own side to be compared with."""
    named = [key for key, claim in briefing.standing.items() if claim.compare]
    return tuple(key for key in briefing.in_time(named) if _kin(briefing, key))


def kin(briefing: Briefing, claim_id: str) -> Kin:
    """Return a claim with those of its own side that it names to be compared with."""
    others = rows(briefing, _kin(briefing, claim_id))
    return Kin(row(briefing, claim_id), others, briefing.claims[claim_id].note or "")


def _kin(briefing: Briefing, claim_id: str) -> list[str]:
    own = side(briefing, claim_id)
    return [
        one
        for one in briefing.claims[claim_id].compare
        if one in briefing.standing and side(briefing, one) == own
    ]


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
