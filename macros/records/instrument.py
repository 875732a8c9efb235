"""A legal instrument: a resolution, a draft of one, an order, a regulation."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .evidence import Cite, When
from .fields import Count, EntityId, Id, InstrumentId, Label, Line, Many, MeasureWord, Record

INSTRUMENT_TYPES = {
    "un-resolution": "A resolution of the UN Security Council.",
    "draft-resolution": "A draft that was put to the vote and not adopted.",
    "executive-order": "An order of a head of state or government.",
    "regulation": "A regulation, directive or decision with the force of law.",
    "act": "A law passed by a parliament.",
    "mandate": "A task given to a body for a time: it can run out while the measures stay.",
}
InstrumentType = Literal[
    "un-resolution", "draft-resolution", "executive-order", "regulation", "act", "mandate"
]
INSTRUMENT_EVENTS = {
    "proposed": "Put forward.",
    "vetoed": "Voted on and stopped by a veto.",
    "adopted": "Adopted, signed or passed.",
    "amended": "Changed by a later instrument.",
    "extended": "Prolonged by a later instrument.",
    "expired": "Ran out.",
    "ended": "Lifted or repealed.",
}
InstrumentEventKind = Literal[
    "proposed", "vetoed", "adopted", "amended", "extended", "expired", "ended"
]


class Votes(Record):
    """The votes cast, only where the record of them was seen."""

    yes: Count
    """Votes in favour."""
    no: Count
    """Votes against."""
    abstained: Count
    """Abstentions."""


class InstrumentEvent(Record):
    """One step in the life of an instrument."""

    kind: InstrumentEventKind
    """What happened."""
    when: When
    """The day or the period in which it happened."""
    votes: Votes | None = None
    """Votes cast, where seen."""
    by: Many[InstrumentId] = ()
    """The instrument that did it, for an amendment or an extension."""
    what: Line | None = None
    """What changed or was stopped, in our own words: until when, in which part, by whose veto."""
    cite: Cite
    """Where it stands."""


class Imposition(Record):
    """One measure that the instrument imposes, extends or changes."""

    measure: MeasureWord
    """A measure of the vocabulary."""
    text: Line
    """What it does, in our own words."""
    cite: Cite
    """Where it stands."""


class Instrument(Record):
    """One instrument, what it imposes and what became of it."""

    id: Id
    """The permanent id, equal to the file's name."""
    type: InstrumentType
    """The kind of instrument."""
    name: Label
    """The usual name."""
    symbol: Label
    """The official symbol or number."""
    issuer: EntityId
    """The body that issued it."""
    events: Annotated[Many[InstrumentEvent], Field(min_length=1)]
    """Its life, each step with its own date and cite."""
    imposes: Many[Imposition] = ()
    """What it imposes, extends or changes."""
    program: Label | None = None
    """The sanctions programme it belongs to."""
    nulls: ClassVar[dict[str, str]] = {"target": "Our sources name no one state or body."}

    target: EntityId | None
    """The state or body that it is about; null where our sources name no one state or body."""
    amends: Many[InstrumentId] = ()
    """Instruments that it builds on."""
    note: Line | None = None
    """What a reader should know."""
