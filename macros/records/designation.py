"""A designation: one authority puts one target on one of its lists."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .entity import Identifier
from .evidence import Cite, When
from .fields import (
    ClaimId,
    EntityId,
    Id,
    InstrumentId,
    Label,
    Line,
    Many,
    MeasureWord,
    Record,
    SourceId,
)

DESIGNATION_EVENTS = {
    "listed": "Put on the list.",
    "amended": "The entry was changed; the target stayed listed.",
    "relisted": "Put on the list again.",
    "delisted": "Taken off the list.",
}
DesignationEventKind = Literal["listed", "amended", "relisted", "delisted"]


class DesignationEvent(Record):
    """One step in the life of a designation; a listing and an amendment are never the same."""

    kind: DesignationEventKind
    """What happened to the entry."""
    when: When
    """When the authority did it."""
    effective: When | None = None
    """When it took effect, where that differs and was seen."""
    act: Label | None = None
    """The legal act, as the source names it."""
    instrument: InstrumentId | None = None
    """The instrument it was done under, where there is a record of it."""
    programs: Many[Label] = ()
    """Sanctions programmes; empty where the source names none."""
    what: Line | None = None
    """What changed, in our own words."""
    cite: Cite
    """Where it stands."""


class Designation(Record):
    """One target on one list of one authority."""

    id: Id
    """The permanent id: authority, year and month, target."""
    target: EntityId
    """Who was designated."""
    authority: EntityId
    """The authority as the source names it: the state where it names no agency."""
    nulls: ClassVar[dict[str, str]] = {"list": "The source names no list."}

    list: SourceId | None = None
    """The register that holds the entry; null where the source names no list."""
    events: Annotated[Many[DesignationEvent], Field(min_length=1)]
    """Its life, each step with its own date and cite."""
    measures: Many[MeasureWord] = ()
    """Measures of the vocabulary; empty where the source names none."""
    grounds: Many[ClaimId] = ()
    """The claims that the authority gives as grounds; a listing does not prove them."""
    identifiers: Many[Identifier] = ()
    """The entry's numbers and keys."""
    note: Line | None = None
    """What a reader should know."""


class NotListed(Record):
    """An authority's list of a date that does not hold an entity."""

    entity: EntityId
    """Who is not on it."""
    list: SourceId
    """The register."""
    as_of: When
    """The date of the copy that was searched."""
    cite: Cite
    """How that can be checked."""


class Sanctions(Record):
    """One authority's designations, and whom its lists do not hold."""

    designations: Many[Designation] = ()
    """Designations, one a target and list."""
    not_listed: Many[NotListed] = ()
    """Entities of the briefing that a list of a date does not hold."""
