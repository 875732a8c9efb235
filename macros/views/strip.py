"""The passage strip: where in a source's text each claim was found, and how much is unused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..evidence.desk import Desk
from ..evidence.ledger import Ledger
from ..wording import Piece
from .parts import named


@dataclass(frozen=True, slots=True)
class Mark:
    """One cited stretch of the text, with the records drawn from it."""

    start: str
    """Where it begins, in percent of the text."""
    width: str
    status: str
    """The status of the first claim drawn from it; empty where no claim is."""
    place: str
    """“at 12 % of the text”."""
    records: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole text as a bar, with what was drawn from it."""

    marks: tuple[Mark, ...]
    boilerplate: tuple[tuple[str, str], ...]
    """(start, width) of stretches that are no part of the article, in percent."""
    words: str
    used: str
    """“43 %” of the article's text."""
    unused: str
    verified: str
    """“all 75 passages”, or how many of them."""
    hash: str
    """The first twelve digits of the text's hash."""


def passage_strip(desk: Desk, source: str) -> Strip | None:
    """Return the strip of a source, or None where nothing was verified against its text."""
    ledger = desk.ledgers.get(source)
    if ledger is None or not ledger.characters:
        return None
    briefing = desk.briefing
    marks: dict[tuple[int, int], list[Piece]] = {}
    statuses: dict[tuple[int, int], str] = {}
    verified = total = 0
    for filed, steps, cite in briefing.citing.get(source, ()):
        if cite.start is None:
            continue
        total += 1
        place = desk.place(filed, steps, cite)
        if place is None:
            continue
        verified += 1
        record = filed.record
        pieces = marks.setdefault(place, [])
        if getattr(record, "assertions", None):
            if record.id not in briefing.standing:
                continue
            piece = Piece(record.short, "claim", record.id)
            statuses.setdefault(place, briefing.status(record.id).value)
        elif record.id in briefing.designations:
            name = named(briefing, record.target).text
            piece = Piece(f"Designation of {name}", "designation", record.id)
        else:
            piece = named(briefing, record.id)
        if piece not in pieces:
            pieces.append(piece)
    article = ledger.characters - _covered(tuple(place) for place in ledger.boilerplate)
    used = _covered(marks) / article if article else 0.0
    return Strip(
        tuple(
            Mark(
                *_percent(place, ledger),
                statuses.get(place, ""),
                f"at {100 * place[0] / ledger.characters:.0f} % of the text",
                tuple(pieces),
            )
            for place, pieces in sorted(marks.items())
        ),
        tuple(_percent(tuple(place), ledger) for place in ledger.boilerplate),
        f"{ledger.words:,}",
        f"{used:.0%}".replace("%", " %"),
        f"{1 - used:.0%}".replace("%", " %"),
        f"all {total} cites" if verified == total else f"{verified} of {total} cites",
        ledger.sha256[:12],
    )


def _percent(place: tuple[int, ...], ledger: Ledger) -> tuple[str, str]:
    start, end = place[0], place[1]
    scale = 100 / ledger.characters
    return f"{start * scale:.2f}%", f"{max((end - start) * scale, 0.3):.2f}%"


def _covered(places: Iterable[tuple[int, ...]]) -> int:
    """Return how many characters some stretches cover together."""
    covered, reach = 0, 0
    for start, end in sorted((place[0], place[1]) for place in places):
        covered += max(0, end - max(start, reach))
        reach = max(reach, end)
    return covered
