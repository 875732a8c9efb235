"""The page of a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.evidence import Cite
from ..records.source import Name, Source
from ..wording import Piece
from .citation import NOWHERE, Citation, Imprint, Upkeep, citation
from .parts import Cited, ClaimRow, Dated, Share, bar, cited, count, dated, named, rows
from .series import Claims, Long, Series, claim_begins
from .strip import Strip, passage_strip


@dataclass(frozen=True, slots=True)
class Entry:
    """A cite of this source by a record that is no claim."""

    cite: Cited
    name: Piece


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source, what was drawn from it, and who quotes it."""

    id: str
    title: str
    short: str
    kind: str
    authors: str
    editors: str
    outlet: str
    issued: Dated
    href: str
    archive: str
    language: str
    held: str
    license: str
    note: str
    seen: bool
    lead: str
    bar: tuple[Share, ...]
    strip: Strip | None
    claims: Long[ClaimRow]
    """Claims that cite it, in the order of its text."""
    relayed: Long[ClaimRow]
    """Claims that pass its words on without citing it."""
    entries: Long[Entry]
    citation: Citation
    upkeep: Upkeep
    broken: str
    """The form to report that its address no longer leads to it; empty where there is none."""
    place: str


def source_page(desk: Desk, source_id: str, imprint: Imprint = NOWHERE) -> SourcePage:
    """Return the page of a source."""
    briefing = desk.briefing
    source = briefing.sources[source_id]
    filed = briefing.filed("source", source_id)
    return SourcePage(
        source.id,
        source.title,
        source.short,
        source.kind.replace("-", " "),
        people(source.author),
        people(source.editor),
        ", ".join(part for part in (source.container_title, source.publisher) if part),
        dated(source.issued),
        source.URL or "",
        source.archive_URL or "",
        source.language,
        source.held,
        source.license or "",
        source.note or "",
        source.seen,
        source_lead(briefing, source),
        bar(briefing, briefing.claims_from.get(source_id, ())),
        passage_strip(desk, source_id),
        DRAWN.shown(desk, source_id),
        RELAYED.shown(desk, source_id),
        ENTRIES.shown(desk, source_id),
        citation(briefing, source.title, source_id, imprint),
        imprint.upkeep(source_id, filed.path, filed.line),
        imprint.report_broken(source_id, source.URL) if source.URL else "",
        f"{filed.path}:{filed.line}",
    )


def _in_text_order(desk: Desk, source_id: str) -> tuple[str, ...]:
    """Return the claims that cite a source, in the order of its text as far as it is known."""
    keys = desk.briefing.claims_from.get(source_id, ())
    ledger = desk.ledgers.get(source_id)
    if ledger is None:
        return keys
    places: dict[str, int] = {}
    for name, entry in ledger.cites.items():
        key = name.partition("/")[0]
        places[key] = min(entry.place[0], places.get(key, entry.place[0]))
    return tuple(
        sorted(keys, key=lambda key: (places.get(key, ledger.characters), keys.index(key)))
    )


def people(names: tuple[Name, ...]) -> str:
    """Return the names as printed under a title."""
    return ", ".join(
        name.literal or " ".join(part for part in (name.given, name.family) if part)
        for name in names
    )


def source_lead(briefing: Briefing, source: Source) -> str:
    """Return one sentence on what the briefing draws from a source."""
    keys = briefing.claims_from.get(source.id, ())
    if not source.seen:
        return "We have not seen this document; our sources tell of it."
    rests = "rests" if len(keys) == 1 else "rest"
    return (
        f"{source.kind.replace('-', ' ').capitalize()}, {source.issued.date.short()}. "
        f"{count(len(keys), 'claim')} of this briefing {rests} on it."
    )


def _naming(briefing: Briefing, kind: str, record_id: str) -> Piece:
    if kind == "designation":
        target = briefing.designations[record_id].target
        return Piece(f"Designation of {named(briefing, target).text}", "designation", record_id)
    return named(briefing, record_id)


def _relayed(desk: Desk, source_id: str) -> list[str]:
    """Return the claims that pass a source's words on without citing it."""
    citing = set(desk.briefing.claims_from.get(source_id, ()))
    return [key for key in desk.briefing.said_by.get(source_id, ()) if key not in citing]


def _claims(desk: Desk, _: str, keys: Sequence[str]) -> tuple[ClaimRow, ...]:
    return rows(desk.briefing, keys)


def _home(desk: Desk, source_id: str) -> Piece:
    return Piece(desk.briefing.sources[source_id].title, "source", source_id)


def _all(desk: Desk) -> Mapping[str, Source]:
    return desk.briefing.sources


DRAWN: Claims = Series(
    "drawn",
    "claims",
    lambda briefing, key: f"Claims drawn from {briefing.sources[key].short}",
    _in_text_order,
    _claims,
    lambda desk, key: desk.briefing.claims[key].short,
    _home,
    _all,
    laid=True,
)
RELAYED: Claims = Series(
    "relayed",
    "claims",
    lambda briefing, key: f"Claims that pass on {briefing.sources[key].short}",
    _relayed,
    _claims,
    claim_begins,
    _home,
    _all,
)
ENTRIES: Series[tuple[str, str, Cite], Entry] = Series(
    "entries",
    "entries",
    lambda briefing, key: f"Records that cite {briefing.sources[key].short}",
    lambda desk, key: desk.briefing.cited_by.get(key, ()),
    lambda desk, _, keys: tuple(
        Entry(cited(desk.briefing, cite), _naming(desk.briefing, kind, key))
        for kind, key, cite in keys
    ),
    lambda desk, entry: _naming(desk.briefing, entry[0], entry[1]).text,
    _home,
    _all,
)
