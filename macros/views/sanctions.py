"""Instruments and designations: their own pages, tables and the sanctions chronology."""

from __future__ import annotations

from dataclasses import dataclass

from ..briefing import Briefing, in_order
from ..records.dates import Date
from ..records.designation import Designation, DesignationEvent
from ..records.instrument import InstrumentEvent
from ..wording import Piece
from .citation import NOWHERE, Citation, Imprint, Upkeep, citation
from .claim import claim_links
from .parts import Cited, ClaimRow, Dated, cited, count, dated, named, names, rows

STATES = {
    "listed": "Listed",
    "amended": "Listed, entry amended",
    "relisted": "Listed again",
    "delisted": "Delisted",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the life of an instrument or a designation."""

    kind: str
    when: Dated
    sort: Date
    subject: Piece
    authority: Piece
    target: Piece
    programs: str
    what: str
    """What it imposed, or what changed."""
    act: Piece | None
    """The instrument it was done under, or the legal act as the source names it."""
    grounds: tuple[Piece, ...]
    cite: Cited
    anchor: str


@dataclass(frozen=True, slots=True)
class DesignationRow:
    """A designation as a row: its state on its list, by the date of that list."""

    id: str
    target: Piece
    authority: Piece
    when: Dated
    state: str
    as_of: str
    """“as of 3 May 2024”, from the list, or from the source where no list is named."""
    programs: str
    measures: str
    grounds: tuple[Piece, ...]
    identifiers: tuple[tuple[str, str, str], ...]
    """(scheme, value, address of the entry)."""
    cites: tuple[Cited, ...]
    note: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that an instrument imposes, extends or changes."""

    label: str
    text: str
    cite: Cited


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """An instrument: its life, what it imposes, what it builds on, the designations under it."""

    id: str
    title: str
    """Its usual name."""
    symbol: str
    type: str
    issuer: Piece
    target: Piece
    program: str
    note: str
    lead: str
    steps: tuple[Step, ...]
    measures: tuple[Measure, ...]
    builds_on: tuple[Piece, ...]
    followed_by: tuple[Piece, ...]
    designations: tuple[DesignationRow, ...]
    claims: tuple[ClaimRow, ...]
    """Claims in which it has a part."""
    citation: Citation
    upkeep: Upkeep
    place: str


@dataclass(frozen=True, slots=True)
class SanctionsChronology:
    """Every act, oldest first, and every designation with its state."""

    steps: tuple[Step, ...]
    designations: tuple[DesignationRow, ...]
    authorities: tuple[Piece, ...]


def instrument_page(
    briefing: Briefing, instrument_id: str, imprint: Imprint = NOWHERE
) -> InstrumentPage:
    """Return the page of an instrument."""
    item = briefing.instruments[instrument_id]
    filed = briefing.filed("instrument", instrument_id)
    under = briefing.designations_under.get(instrument_id, ())
    claims = briefing.claims_of.get(instrument_id, ())
    adopted = next((event for event in item.events if event.kind == "adopted"), item.events[0])
    return InstrumentPage(
        item.id,
        item.name,
        item.symbol,
        item.type.replace("-", " "),
        named(briefing, item.issuer),
        named(briefing, item.target),
        item.program or "",
        item.note or "",
        f"{item.symbol}, {adopted.kind} {adopted.when.date.short()} by "
        f"{briefing.entities[item.issuer].name}, about {briefing.entities[item.target].name}.",
        tuple(_instrument_step(briefing, item.id, event) for event in item.events),
        tuple(
            Measure(
                briefing.vocabulary.measures[one.measure].label,
                one.text,
                cited(briefing, one.cite),
            )
            for one in item.imposes
        ),
        names(briefing, item.amends),
        names(briefing, briefing.amended_by.get(item.id, ())),
        tuple(designation_row(briefing, key) for key in under),
        rows(briefing, claims),
        citation(briefing, item.name, instrument_id, imprint),
        imprint.upkeep(instrument_id, filed.path, filed.line),
        f"{filed.path}:{filed.line}",
    )


def sanctions_chronology(briefing: Briefing) -> SanctionsChronology:
    """Return every step of every instrument and designation, oldest first."""
    rows = tuple(designation_row(briefing, key) for key in briefing.designations)
    steps = [
        _instrument_step(briefing, key, event)
        for key, item in briefing.instruments.items()
        for event in item.events
    ] + [step for one in rows for step in one.steps]
    steps.sort(key=lambda step: (in_order(step.sort), step.anchor))
    authorities = dict.fromkeys(step.authority for step in steps)
    return SanctionsChronology(
        tuple(steps),
        tuple(sorted(rows, key=lambda one: in_order(one.steps[0].sort))),
        tuple(authorities),
    )


def designation_row(briefing: Briefing, designation_id: str) -> DesignationRow:
    """Return a designation with its state as of the date of its list."""
    item = briefing.designations[designation_id]
    vocabulary = briefing.vocabulary
    ordered = sorted(item.events, key=lambda event: event.when.date)
    last = ordered[-1]
    list_ = briefing.sources[item.list] if item.list else briefing.sources[last.cite.source]
    return DesignationRow(
        item.id,
        named(briefing, item.target),
        named(briefing, item.authority),
        dated(ordered[0].when),
        STATES[last.kind],
        f"as of {list_.issued.date.short()} ({list_.short})",
        ", ".join(last.programs),
        ", ".join(vocabulary.measures[one].label for one in item.measures),
        claim_links(briefing, item.grounds),
        tuple(
            (
                vocabulary.schemes[one.scheme].label,
                one.value,
                (vocabulary.schemes[one.scheme].url or "").replace("{value}", one.value),
            )
            for one in item.identifiers
        ),
        tuple(cited(briefing, cite) for cite in dict.fromkeys(e.cite for e in item.events)),
        item.note or "",
        _designation_steps(briefing, item),
    )


def _designation_steps(briefing: Briefing, item: Designation) -> tuple[Step, ...]:
    return tuple(
        Step(
            event.kind,
            dated(event.when),
            event.when.date,
            Piece(f"{briefing.entities[item.target].name}", "entity", item.target),
            named(briefing, item.authority),
            named(briefing, item.target),
            ", ".join(event.programs),
            event.what or "",
            _act(briefing, event),
            claim_links(briefing, item.grounds),
            cited(briefing, event.cite),
            item.id if index == 0 else f"{item.id}-{index + 1}",
        )
        for index, event in enumerate(item.events)
    )


def _act(briefing: Briefing, event: DesignationEvent) -> Piece | None:
    if event.instrument:
        instrument = briefing.instruments[event.instrument]
        return Piece(event.act or instrument.name, "instrument", event.instrument)
    return Piece(event.act) if event.act else None


def _instrument_step(briefing: Briefing, key: str, event: InstrumentEvent) -> Step:
    item = briefing.instruments[key]
    index = item.events.index(event)
    what = "; ".join(
        dict.fromkeys(briefing.vocabulary.measures[one.measure].label for one in item.imposes)
    )
    if event.votes:
        votes = f"{event.votes.yes} for, {event.votes.no} against"
        what = f"{votes}, {count(event.votes.abstained, 'abstention')}" + (
            f"; {what}" if what else ""
        )
    return Step(
        event.kind,
        dated(event.when),
        event.when.date,
        Piece(item.name, "instrument", key),
        named(briefing, item.issuer),
        named(briefing, item.target),
        item.program or "",
        what,
        Piece(item.name, "instrument", key),
        (),
        cited(briefing, event.cite),
        key if index == 0 else f"{key}-{index + 1}",
    )
