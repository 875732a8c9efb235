"""The page of an instrument: its life, what it imposes, and what was done under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.instrument import Instrument
from ..wording import Piece
from .citation import NOWHERE, Citation, Imprint, Upkeep, citation
from .listings import DesignationRow, designation_rows, in_turn
from .parts import Cited, ClaimRow, cited, named, names, rows
from .series import Claims, Long, Series, claim_begins, listed_begins
from .steps import State, Step, instrument_state, instrument_steps


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that an instrument imposes, extends or changes."""

    label: str
    text: str
    elsewhere: tuple[Piece, ...]
    """Other instruments of its issuer on the same target that record this measure, in time."""
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
    target: Piece | None
    """None where our sources name no one state or body."""
    program: str
    note: str
    lead: str
    state: State
    steps: tuple[Step, ...]
    measures: tuple[Measure, ...]
    builds_on: tuple[Piece, ...]
    followed_by: tuple[Piece, ...]
    """Instruments that build on it, or amend or extend it."""
    before: Piece | None
    """The one of its kind and issuer on the same target that came just before."""
    after: Piece | None
    designations: Long[DesignationRow]
    claims: Long[ClaimRow]
    """Claims in which it has a part."""
    citation: Citation
    upkeep: Upkeep
    place: str


def instrument_page(desk: Desk, instrument_id: str, imprint: Imprint = NOWHERE) -> InstrumentPage:
    """Return the page of an instrument."""
    briefing = desk.briefing
    item = briefing.instruments[instrument_id]
    filed = briefing.filed("instrument", instrument_id)
    series = _series(briefing, item)
    kin = [key for key in series if briefing.instruments[key].type == item.type]
    place = kin.index(instrument_id)
    return InstrumentPage(
        item.id,
        item.name,
        item.symbol,
        item.type.replace("-", " "),
        named(briefing, item.issuer),
        named(briefing, item.target) if item.target else None,
        item.program or "",
        item.note or "",
        _lead(briefing, item),
        instrument_state(briefing, item),
        instrument_steps(briefing, item.id),
        tuple(
            Measure(
                briefing.vocabulary.measures[one.measure].label,
                one.text,
                tuple(
                    named(briefing, key)
                    for key in series
                    if key != item.id
                    and any(o.measure == one.measure for o in briefing.instruments[key].imposes)
                ),
                cited(briefing, one.cite),
            )
            for one in item.imposes
        ),
        names(briefing, item.amends),
        names(briefing, briefing.amended_by.get(item.id, ())),
        named(briefing, kin[place - 1]) if place else None,
        named(briefing, kin[place + 1]) if place + 1 < len(kin) else None,
        UNDER.shown(desk, instrument_id),
        NAMING.shown(desk, instrument_id),
        citation(briefing, item.name, instrument_id, imprint),
        imprint.upkeep(instrument_id, filed.path, filed.line),
        f"{filed.path}:{filed.line}",
    )


def _lead(briefing: Briefing, item: Instrument) -> str:
    first = next((event for event in item.events if event.kind == "adopted"), item.events[0])
    about = f", about {briefing.entities[item.target].name}" if item.target else ""
    issuer = briefing.entities[item.issuer].name
    return f"{item.symbol}, {first.kind} {first.when.date.short()} by {issuer}{about}."


def _series(briefing: Briefing, item: Instrument) -> list[str]:
    """Return the instruments of its issuer on the same target, oldest first."""
    found = [
        one
        for one in briefing.instruments.values()
        if (one.issuer, one.target) == (item.issuer, item.target)
    ]
    return [one.id for one in sorted(found, key=lambda one: (one.events[0].when.date, one.id))]


def _all(desk: Desk) -> Mapping[str, Instrument]:
    return desk.briefing.instruments


UNDER: Series[str, DesignationRow] = Series(
    "under",
    "designations",
    lambda briefing, key: f"Designations under {briefing.instruments[key].name}",
    lambda desk, key: in_turn(desk.briefing, desk.briefing.designations_under.get(key, ())),
    lambda desk, _, keys: designation_rows(desk.briefing, keys),
    listed_begins,
    lambda desk, key: named(desk.briefing, key),
    _all,
)
NAMING: Claims = Series(
    "naming",
    "claims",
    lambda briefing, key: f"Claims that name {briefing.instruments[key].name}",
    lambda desk, key: desk.briefing.claims_of.get(key, ()),
    lambda desk, _, keys: rows(desk.briefing, keys),
    claim_begins,
    lambda desk, key: named(desk.briefing, key),
    _all,
)
