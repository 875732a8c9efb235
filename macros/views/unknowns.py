"""What the sources leave open: dates, names, second origins, identities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.claim import Claim
from ..status import Status, Verdict
from ..wording import Piece
from .claim import claim_links
from .differences import NOTED, RECORD, Difference, Kin, compared, difference, kin, kindred
from .parts import ClaimRow, named, names, rows
from .series import Claims, Long, Series, claim_begins

Twins = tuple[Piece, Piece, tuple[Piece, ...]]
"""A record, the one that may be the same, and the claims that say so."""


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What the sources leave open."""

    undated: Long[ClaimRow]
    inferred: Long[ClaimRow]
    unnamed: Long[ClaimRow]
    single: Long[ClaimRow]
    """Alleged or disputed claims with one origin only."""
    identity: Long[Twins]
    records: Long[Difference]
    """Articles against official records."""
    reports: Long[Difference]
    """Articles against reports of which only a note was seen."""
    kindred: Long[Kin]
    """Claims of one side among themselves."""
    unseen: Long[Piece]
    """Documents that our sources cite and we have not seen."""


def unknowns(desk: Desk) -> Unknowns:
    """Return what the sources leave open: dates, names, second origins, identities."""
    return Unknowns(
        UNDATED.shown(desk),
        INFERRED.shown(desk),
        UNNAMED.shown(desk),
        SINGLE.shown(desk),
        IDENTITY.shown(desk),
        RECORDS.shown(desk),
        REPORTS.shown(desk),
        KINDRED.shown(desk),
        UNSEEN.shown(desk),
    )


def _open(title: str, form: str, name: str) -> Claims:
    """Return the list of all standing claims that leave something open, in order of time."""

    def keys(desk: Desk, _: str) -> Sequence[str]:
        return desk.briefing.settled("left open", "", _left_open)[name]

    return Series(
        name,
        form,
        lambda *_: title,
        keys,
        lambda desk, _, keys: rows(desk.briefing, keys),
        claim_begins,
        lambda *_: Piece("Unknowns", "page", "unknowns"),
    )


def _left_open(briefing: Briefing, _: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in OPEN}
    for key in briefing.chronicle:
        for name in briefing.settled("what is open", key, _lacking):
            found[name].append(key)
    return found


def _lacking(briefing: Briefing, key: str) -> tuple[str, ...]:
    claim, verdict = briefing.claims[key], briefing.verdicts[key]
    return tuple(name for name, test in OPEN.items() if test(claim, verdict))


def _inferred(claim: Claim, _: Verdict) -> bool:
    return claim.when is not None and claim.when.basis == "inferred"


def _single(_: Claim, verdict: Verdict) -> bool:
    return verdict.status in (Status.ALLEGED, Status.DISPUTED) and len(verdict.origins) == 1


OPEN: dict[str, Callable[[Claim, Verdict], bool]] = {
    "single": _single,
    "unnamed": lambda claim, _: any("unnamed" in one.by for one in claim.assertions),
    "inferred": _inferred,
    "undated": lambda claim, _: claim.when is None,
}
"""What a claim can leave open, by the name of the list of those that do."""


def _pairs(desk: Desk, _: str = "") -> dict[tuple[str, str], dict[str, None]]:
    """Return who may be the same as whom, with the claims that say so."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for key, entity in desk.briefing.entities.items():
        for twin in entity.possibly_same_as:
            one, other = sorted((key, twin.entity))
            found.setdefault((one, other), {})[twin.claim] = None
    return found


def _twins(desk: Desk, _: str, keys: Sequence[tuple[str, str]]) -> tuple[Twins, ...]:
    briefing, pairs = desk.briefing, _pairs(desk)
    return tuple(
        (named(briefing, one), named(briefing, other), claim_links(briefing, (*pairs[one, other],)))
        for one, other in keys
    )


def _differing(title: str, name: str, form: str, other: str) -> Series[tuple[str, ...], Difference]:
    return Series(
        name,
        form,
        lambda *_: title,
        lambda desk, _: compared(desk.briefing, other),
        lambda desk, _, keys: tuple(difference(desk.briefing, one, other) for one in keys),
        lambda desk, key: claim_begins(desk, key[0]),
        lambda *_: Piece("Unknowns", "page", "unknowns"),
    )


SINGLE = _open("Contested, with one origin", "claims", "single")
UNNAMED = _open("Speakers without a name", "claims", "unnamed")
INFERRED = _open("Dates that we inferred", "short_names", "inferred")
UNDATED = _open("Undated", "short_names", "undated")
IDENTITY = Series(
    "identity",
    "twins",
    lambda *_: "Uncertain identity",
    _pairs,
    _twins,
    lambda desk, pair: named(desk.briefing, pair[0]).text,
    lambda *_: Piece("Unknowns", "page", "unknowns"),
)
RECORDS = _differing("Articles and official records", "records", "records", RECORD)
REPORTS = _differing("Articles and other reports", "reports", "reports", NOTED)
KINDRED = Series(
    "kindred",
    "kindred",
    lambda *_: "Nearly the same, from sources of one kind",
    lambda desk, _: kindred(desk.briefing),
    lambda desk, _, keys: tuple(kin(desk.briefing, key) for key in keys),
    claim_begins,
    lambda *_: Piece("Unknowns", "page", "unknowns"),
)
UNSEEN = Series(
    "unseen",
    "pieces",
    lambda *_: "Documents that we have not seen",
    lambda desk, _: (key for key, one in desk.briefing.sources.items() if not one.seen),
    lambda desk, _, keys: names(desk.briefing, keys),
    lambda desk, key: named(desk.briefing, key).text,
    lambda *_: Piece("Unknowns", "page", "unknowns"),
)
