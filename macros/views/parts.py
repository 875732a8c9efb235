"""Pieces that several kinds of pages share: dates, evidence bars, claims as rows, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..briefing import Briefing, moment, parties
from ..evidence.fragment import passage_address
from ..records.claim import Claim
from ..records.dates import Date
from ..records.evidence import Cite, When
from ..status import POSITIVE, Status
from ..wording import Piece, compose, name_pieces

ROW = "row"
"""What a claim's row is called where it is made once."""


class Dated(NamedTuple):
    """A date as pages print it."""

    short: str
    """At the source's own precision: “Mar 2023”, “by 26 Jun 2024”, “undated”."""
    note: str
    """How we came by it, where the source does not state it; else empty."""
    basis: str
    """stated, resolved, inferred, or undated."""
    year: str
    """The year of its beginning, for grouping; empty without one."""


@dataclass(frozen=True, slots=True)
class Share:
    """One status in an evidence bar."""

    status: str
    word: str
    count: int
    start: str
    """Where its stretch of the bar begins, in percent."""
    width: str
    """How much of the bar it takes, in percent."""


class Cited(NamedTuple):
    """One passage or entry, as a pointer and a link."""

    source: Piece
    pointer: str
    """“at “In return, it …””, “entry 41736”; never the passage itself."""
    href: str
    """Where it can be opened; empty where the source has no address."""
    opens: str
    """What the link opens: “Open at this passage”, “Open the register”."""


class ClaimRow(NamedTuple):
    """A claim in a list: its attributed sentence, its date and what to look at next."""

    id: str
    short: str
    status: str
    word: str
    sentence: tuple[Piece, ...]
    when: Dated
    about: tuple[Piece, ...]
    lane: str
    """The lane's id."""
    cites: tuple[Cited, ...]
    draft: bool = False
    """Shown in the preview only."""
    refs: tuple[int, ...] = ()
    """Numbers of its passages, on a page that lists them."""

    @property
    def sources(self) -> tuple[Piece, ...]:
        """The sources that it cites, each once."""
        return tuple(dict.fromkeys(one.source for one in self.cites))


def claim_dated(briefing: Briefing, claim: Claim) -> Dated:
    """Return a claim's date, or the date of the statement where the event has none."""
    said = moment(claim)
    if claim.when:
        return dated(claim.when)
    if said is None:
        first = briefing.verdicts[claim.id].first
        latest = first.latest if first else None
        note = f"asserted by {Date.parse(latest.isoformat()).short()}" if latest else ""
        return dated(None)._replace(note=note)
    date = dated(said)
    note = "date of the statement; the event is undated"
    return date._replace(note=f"{note}; {date.note}" if date.note else note)


def dated(when: When | None) -> Dated:
    """Return a date with the words that say how we came by it."""
    if when is None:
        return Dated("undated", "no date in our sources", "undated", "")
    aside = f" from “{when.words}”" if when.words else ""
    note = {
        "stated": "",
        "resolved": f"counted{aside}",
        "inferred": f"our inference{aside}",
    }[when.basis]
    first = when.date.earliest or when.date.latest
    return Dated(when.date.short(), note, when.basis, f"{first.year}" if first else "")


def bar(briefing: Briefing, claim_ids: Iterable[str]) -> tuple[Share, ...]:
    """Count claims by status, in the order of the alphabet of statuses."""
    counts = Counter(briefing.status(key) for key in claim_ids)
    total, before, shares = sum(counts.values()), 0, []
    for status in SHOWN_ORDER:
        number = counts[status]
        if number:
            start, width = 100 * before / total, 100 * number / total
            shares.append(
                Share(status.value, status.word, number, f"{start:.2f}%", f"{width:.2f}%")
            )
            before += number
    return tuple(shares)


def whole_bar(briefing: Briefing) -> tuple[Share, ...]:
    """Count all claims that stand by status."""
    return briefing.settled("whole bar", "", lambda one, _: bar(one, one.standing))


# From the firmest to the most contested, as bars and legends show them.
SHOWN_ORDER = (
    Status.ON_RECORD,
    Status.REPORTED,
    Status.ASSESSED,
    Status.ALLEGED,
    Status.DISPUTED,
)


def row(briefing: Briefing, claim_id: str) -> ClaimRow:
    """Return a claim as a row, the same for every page that shows it."""
    return briefing.settled(ROW, claim_id, row_anew)


def row_anew(briefing: Briefing, claim_id: str) -> ClaimRow:
    """Make a claim's row."""
    claim = briefing.claims[claim_id]
    status = briefing.status(claim_id)
    return ClaimRow(
        claim_id,
        claim.short,
        str(status),
        status.word,
        compose(briefing, claim).pieces,
        claim_dated(briefing, claim),
        tuple(named(briefing, who) for who in parties(claim)),
        briefing.lane(claim),
        tuple(cited(briefing, cite) for cite in claim_cites(claim)),
        claim.draft,
    )


def sentence(briefing: Briefing, claim_id: str) -> str:
    """Return a claim's attributed sentence as plain text, as its row tells it in pieces.

    Composed anew: sentences are wanted of all claims at once, and all rows would take much room.
    """
    return told(compose(briefing, briefing.claims[claim_id]).pieces)


def told(pieces: Iterable[Piece]) -> str:
    """Return what pieces say as plain text."""
    return "".join(piece.text for piece in pieces)


def rows(briefing: Briefing, claim_ids: Iterable[str]) -> tuple[ClaimRow, ...]:
    """Return claims as rows, in the order given."""
    return tuple(row(briefing, key) for key in claim_ids)


def claim_cites(claim: Claim) -> tuple[Cite, ...]:
    """Return a claim's cites, each once, assertions before denials."""
    ordered = sorted(claim.assertions, key=lambda a: a.stance not in POSITIVE)
    return tuple(dict.fromkeys(a.cite for a in ordered))


def cited(briefing: Briefing, cite: Cite) -> Cited:
    """Return a cite as a pointer into its source."""
    source = briefing.sources[cite.source]
    piece = Piece(source.short, "source", source.id)
    href = passage_address(source, cite) or ""
    if cite.entry is None:
        return Cited(piece, f"at “{cite.start} …”", href, "Open at this passage")
    if source.kind == "register":
        # “entry 41736”, but “whole list”
        numbered = any(letter.isdigit() for letter in cite.entry)
        pointer = f"entry {cite.entry}" if numbered else cite.entry
        return Cited(piece, pointer, href, "Open the register")
    kind = "record" if source.kind == "official-record" else "source"
    return Cited(piece, cite.entry, href, f"Open the {kind}")


def named(briefing: Briefing, record_id: str) -> Piece:
    """Name a record of any kind so that it can be linked."""
    return briefing.once("named", record_id, _named)


def _named(briefing: Briefing, record_id: str) -> Piece:
    if record_id in briefing.entities:
        return Piece(briefing.entities[record_id].name, "entity", record_id)
    if record_id in briefing.instruments:
        return Piece(briefing.instruments[record_id].name, "instrument", record_id)
    return name_pieces(briefing, record_id)[0]


def names(briefing: Briefing, record_ids: Iterable[str]) -> tuple[Piece, ...]:
    """Name several records."""
    return tuple(named(briefing, record_id) for record_id in record_ids)


def count(number: int, one: str, several: str | None = None) -> str:
    """Return “1 claim”, “2 claims”."""
    return f"{number} {one if number == 1 else several or one + 's'}"
