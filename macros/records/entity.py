"""An entity: a person, a body, a state, a place or a vessel that plays a part."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from .evidence import Cite, When
from .fields import (
    ClaimId,
    EntityId,
    Flag,
    Id,
    Label,
    Latitude,
    Longitude,
    Many,
    PropertyWord,
    Record,
    SchemeWord,
    SideWord,
    SourceId,
    fault,
)

ENTITY_TYPES = {
    "Person": "A human being.",
    "Organization": "A body that is neither a company nor a part of a state.",
    "Company": "A body that trades.",
    "PublicBody": "A part of a state or an intergovernmental body.",
    "Vessel": "A ship.",
    "Country": "A state.",
    "Place": "A town, port, bridge, river, region or site.",
}
EntityType = Literal[
    "Person", "Organization", "Company", "PublicBody", "Vessel", "Country", "Place"
]


class Spelling(Record):
    """A form of the name that a source prints, wrong ones included."""

    name: Label
    """The form as printed."""
    source: SourceId
    """The source that prints it."""


class Identifier(Record):
    """The entity's number or key in a register."""

    scheme: SchemeWord
    """An identifier scheme of the vocabulary."""
    value: Label
    """The number or key, as text."""
    cite: Cite
    """Where it was seen."""


class Fact(Record):
    """A lasting property of the entity that a source states in its own voice."""

    property: PropertyWord
    """A property of the vocabulary."""
    value: Label
    """The value in our own words."""
    entity: EntityId | None = None
    """The record that the value names, if there is one."""
    when: When | None = None
    """When it held, where the source says."""
    cite: Cite
    """Where it stands."""


class Position(Record):
    """Where a place lies, as a gazetteer or another source gives it."""

    latitude: Latitude
    """Degrees north of the equator as the source prints them; south of it with a minus."""
    longitude: Longitude
    """Degrees east of Greenwich as the source prints them; west of it with a minus."""
    cite: Cite
    """Where it stands."""


class Twin(Record):
    """A record that may be the same as this one, as far as a claim goes."""

    entity: EntityId
    """The other record."""
    claim: ClaimId
    """The claim that says so."""


class Entity(Record):
    """One person, body, state, place or vessel; never merged with another by software."""

    id: Id
    """The permanent id, equal to the file's name."""
    type: EntityType
    """The FollowTheMoney schema where one fits, else the schema.org type."""
    name: Label
    """The usual English name."""
    definite: Flag = False
    """Whether running text puts “the” before the name."""
    native: Label | None = None
    """The name in its own script, where a source gives it."""
    lang: Label | None = None
    """The language of `native` as a BCP 47 tag."""
    spellings: Many[Spelling] = ()
    """Other forms met in sources, misspellings included."""
    facts: Many[Fact] = ()
    """Lasting properties, each with its source."""
    position: Position | None = None
    """Of a place: the point at which the map shows it."""
    side: SideWord | None = None
    """The editors' grouping for the network, a side of the vocabulary."""
    identifiers: Many[Identifier] = ()
    """Numbers and keys in registers, each with its source."""
    possibly_same_as: Many[Twin] = ()
    """Records that may be the same, each with the claim that says so."""
    distinct_from: Many[EntityId] = ()
    """Records that look alike and are not the same."""
    formerly: Many[Id] = ()
    """Earlier ids of this record; they redirect here."""

    @model_validator(mode="after")
    def _only_places_have_a_position(self) -> Self:
        """Where a person is, or a ship was, is no lasting property."""
        if self.position and self.type not in ("Place", "Country"):
            raise fault(
                "position",
                f"a {self.type} has no position; the map shows places",
                "remove it, or record where something happened as a claim with a place",
            )
        return self
