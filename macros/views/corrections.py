"""Every correction and withdrawal, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..evidence.desk import Desk
from ..records.dates import Date
from ..wording import Piece
from .claim import Change
from .series import Long, Series


@dataclass(frozen=True, slots=True)
class Corrections:
    """Every correction and withdrawal, newest first."""

    policy: str
    changes: Long[tuple[Piece, Change]]
    withdrawn: Long[tuple[Piece, Change]]


def corrections(desk: Desk) -> Corrections:
    """Return every correction and withdrawal, newest first."""
    return Corrections(
        desk.briefing.settings.corrections, CORRECTED.shown(desk), WITHDRAWN.shown(desk)
    )


Dated = tuple[Piece, Change]


def _corrected(desk: Desk, _: str) -> list[Dated]:
    changes = [
        (one.date, Piece(claim.short, "claim", key), Change(one.date.short(), one.was, one.why))
        for key, claim in desk.briefing.claims.items()
        for one in claim.corrections
    ]
    return [(piece, change) for _, piece, change in sorted(changes, key=_when, reverse=True)]


def _withdrawn(desk: Desk, _: str) -> list[Dated]:
    changes = [
        (
            claim.withdrawn.date,
            Piece(claim.short, "claim", key),
            Change(claim.withdrawn.date.short(), claim.text, claim.withdrawn.why),
        )
        for key, claim in desk.briefing.claims.items()
        if claim.withdrawn
    ]
    return [(piece, change) for _, piece, change in sorted(changes, key=_when, reverse=True)]


def _when(item: tuple[Date, Piece, Change]) -> Date:
    return item[0]


def _changes(
    title: str, name: str, keys: Callable[[Desk, str], list[Dated]]
) -> Series[Dated, Dated]:
    return Series(
        name,
        "changes",
        lambda *_: title,
        keys,
        lambda _, __, keys: tuple(keys),
        lambda _, one: one[1].date,
        lambda *_: Piece("Corrections", "page", "corrections"),
    )


CORRECTED = _changes("Corrected", "corrected", _corrected)
WITHDRAWN = _changes("Withdrawn", "withdrawn", _withdrawn)
