"""Steps: the events in the lives of instruments and designations, one a row, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..briefing import Briefing, in_order
from ..evidence.fragment import entry_address
from ..records.dates import Date
from ..records.designation import Designation, DesignationEvent
from ..records.entity import Identifier
from ..records.instrument import Instrument, InstrumentEvent
from ..records.source import Source
from ..wording import Piece
from .parts import Cited, Dated, cited, count, dated, named

LISTED = {
    "listed": "On the list",
    "amended": "On the list, entry amended",
    "relisted": "On the list again",
    "delisted": "Taken off the list",
    "": "Not yet on the list",
}
"""What the last event before the date of a list makes of a designation."""
IN_LIFE = {
    "proposed": "Proposed",
    "vetoed": "Vetoed",
    "adopted": "Adopted",
    "amended": "Adopted, since amended",
    "extended": "Extended",
    "expired": "Expired",
    "ended": "Ended",
}
"""What its last event makes of an instrument."""

Ground = tuple[Piece, str, str]
"""A claim that an authority gives as a ground, with its status and the word for it."""
Number = tuple[str, str, str]
"""(scheme, value, address of the entry, or nothing)."""


@dataclass(frozen=True, slots=True)
class State:
    """What became of a record by the date of the list or source that tells."""

    words: str
    as_of: str
    """“as of 3 May 2024 (OFAC SDN list)”."""
    since: str
    """What other sources tell of the time after that date; else empty."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the life of an instrument or a designation."""

    anchor: str
    """Its row in the sanctions chronology: the record's id, with its number from the second on."""
    record: str
    """instrument or designation."""
    id: str
    """That record's id."""
    kind: str
    when: Dated
    date: Date
    effective: Dated | None
    subject: Piece
    """The instrument, or who was designated."""
    label: str
    """The same in a word or two, for figures: the official symbol, or the name."""
    act: Piece | None
    """The instrument that it was done under or by, or the legal act as the source names it."""
    authority: Piece
    target: Piece | None
    """None where our sources name no one state or body."""
    programs: tuple[str, ...]
    measures: tuple[Piece, ...]
    """Measures of the vocabulary, each with its id."""
    what: str
    """What changed, and the votes."""
    grounds: tuple[Ground, ...]
    identifiers: tuple[Number, ...]
    state: State
    cite: Cited
    note: str

    @property
    def told(self) -> str:
        """What an instrument imposes and what changed, for a line in another table."""
        imposed = [one.text for one in self.measures] if self.record == "instrument" else []
        return "; ".join(part for part in (self.what, *imposed) if part)

    @property
    def stays(self) -> bool:
        """Whether its record's state is what this step made of it, and nothing else to tell."""
        return self.record == "instrument" and self.state.words == IN_LIFE[self.kind]

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of the authority and the target."""
        return tuple(dict.fromkeys(one.id for one in (self.authority, self.target) if one))


def steps(briefing: Briefing) -> tuple[Step, ...]:
    """Return every step of every instrument and designation, oldest first."""
    return briefing.settled("steps", "", _steps)


def _steps(briefing: Briefing, _: str) -> tuple[Step, ...]:
    found = [step for key in briefing.instruments for step in instrument_steps(briefing, key)]
    found += [step for key in briefing.designations for step in designation_steps(briefing, key)]
    return tuple(sorted(found, key=lambda step: (in_order(step.date), step.anchor)))


def instrument_steps(briefing: Briefing, key: str) -> tuple[Step, ...]:
    """Return the life of an instrument as written."""
    item = briefing.instruments[key]
    state = instrument_state(briefing, item)
    return tuple(
        Step(
            _anchor(key, index),
            "instrument",
            key,
            event.kind,
            dated(event.when),
            event.when.date,
            None,
            named(briefing, key),
            item.symbol,
            _by(briefing, event),
            named(briefing, item.issuer),
            named(briefing, item.target) if item.target else None,
            (item.program,) if item.program else (),
            measures(briefing, (one.measure for one in item.imposes) if not index else ()),
            "; ".join(part for part in (event.what or "", _votes(event)) if part),
            (),
            (),
            state,
            cited(briefing, event.cite),
            "",
        )
        for index, event in enumerate(item.events)
    )


def designation_steps(briefing: Briefing, key: str) -> tuple[Step, ...]:
    """Return the life of a designation as written."""
    item = briefing.designations[key]
    state = designation_state(briefing, item)
    return tuple(
        Step(
            _anchor(key, index),
            "designation",
            key,
            event.kind,
            dated(event.when),
            event.when.date,
            dated(event.effective) if event.effective else None,
            named(briefing, item.target),
            briefing.entities[item.target].name,
            under(briefing, event),
            named(briefing, item.authority),
            named(briefing, item.target),
            event.programs,
            measures(briefing, item.measures),
            event.what or "",
            grounds(briefing, item.grounds),
            numbers(briefing, item.identifiers),
            state,
            cited(briefing, event.cite),
            (item.note or "") if not index else "",
        )
        for index, event in enumerate(item.events)
    )


def designation_state(briefing: Briefing, item: Designation) -> State:
    """Return a designation's state on its list, as of the date of that list."""
    ordered = sorted(item.events, key=lambda event: event.when.date)
    list_ = briefing.sources[item.list or ordered[-1].cite.source]
    by_then = [e for e in ordered if not list_.issued.date.certainly_before(e.when.date)]
    later = [e for e in ordered if e not in by_then]
    return State(
        LISTED[by_then[-1].kind if by_then else ""],
        _as_of(list_),
        "; ".join(
            f"{e.kind} {e.when.date.short()}, by {briefing.sources[e.cite.source].short}"
            for e in later
        ),
    )


def instrument_state(briefing: Briefing, item: Instrument) -> State:
    """Return what an instrument's last recorded event made of it, as of its source."""
    last = max(item.events, key=lambda event: event.when.date)
    return State(IN_LIFE[last.kind], _as_of(briefing.sources[last.cite.source]), "")


def under(briefing: Briefing, event: DesignationEvent) -> Piece | None:
    """Name the instrument that a designation was made under, or the act as the source has it."""
    if event.instrument:
        instrument = briefing.instruments[event.instrument]
        return Piece(event.act or instrument.name, "instrument", event.instrument)
    return Piece(event.act) if event.act else None


def measures(briefing: Briefing, words: Iterable[str]) -> tuple[Piece, ...]:
    """Name measures, each once."""
    terms = briefing.vocabulary.measures
    return tuple(Piece(terms[one].label, "", one) for one in dict.fromkeys(words))


def grounds(briefing: Briefing, claim_ids: Iterable[str]) -> tuple[Ground, ...]:
    """Return the claims given as grounds, each with its own status."""
    return tuple(
        (Piece(briefing.claims[key].short, "claim", key), status.value, status.word)
        for key in claim_ids
        if key in briefing.claims
        for status in (briefing.status(key),)
    )


def numbers(briefing: Briefing, identifiers: Iterable[Identifier]) -> tuple[Number, ...]:
    """Return an entry's numbers with their schemes and addresses."""
    schemes = briefing.vocabulary.schemes
    return tuple(
        (
            schemes[one.scheme].label,
            one.value,
            entry_address(schemes[one.scheme].url, one.value),
        )
        for one in identifiers
    )


def _anchor(key: str, index: int) -> str:
    """Return a step's anchor; no id holds two hyphens in a row, so none is like another."""
    return key if index == 0 else f"{key}--{index + 1}"


def _by(briefing: Briefing, event: InstrumentEvent) -> Piece | None:
    """Name the first instrument by which another one was created, amended or extended."""
    return named(briefing, event.by[0]) if event.by else None


def _votes(event: InstrumentEvent) -> str:
    if event.votes is None:
        return ""
    cast = event.votes
    return f"{cast.yes} for, {cast.no} against, {count(cast.abstained, 'abstention')}"


def _as_of(source: Source) -> str:
    date = source.issued.date
    return f"{'seen' if date.kind == 'within' else 'as of'} {date.short()} ({source.short})"
