"""The topic's own settings (`briefing.yml`) and words (`vocabulary.yml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import Date
from .fields import (
    EntryUrl,
    Flag,
    Id,
    Label,
    LaneWord,
    Line,
    Many,
    Prose,
    Record,
    RoleWord,
    SourceId,
    Url,
)

LAYOUTS = {
    "ofac-sdn": "OFAC's sdn.csv: twelve columns without a header, `-0-` for nothing.",
    "un-consolidated": "The XML of the United Nations Security Council Consolidated List.",
    "uk-sanctions-list": "The CSV of the UK Sanctions List or of its search.",
    "table": "A CSV with a header: uid, name and, as far as known, type, programs, first_seen.",
}
Layout = Literal["ofac-sdn", "un-consolidated", "uk-sanctions-list", "table"]


class License(Record):
    """Terms on which the data may be reused."""

    name: Label
    """The licence's name."""
    URL: Url
    """Its address."""


class Settings(Record):
    """What the whole briefing is, who answers for it and as of when."""

    title: Label
    """The briefing's title."""
    question: Line
    """The question that it answers, in the reader's words."""
    summary: Line
    """What the briefing does, in one line: for search engines and previews."""
    editors: Annotated[Many[Label], Field(min_length=1)]
    """Who edits it."""
    contact: Line
    """How to reach them, and how to ask for a correction or a reply."""
    license: License
    """Terms for the data."""
    corrections: Prose
    """How corrections, withdrawals and replies are handled."""
    as_of: Date
    """The day up to which the records were read; every page carries it."""


class Term(Record):
    """A word of the topic with its meaning."""

    label: Label
    """How pages print it."""
    definition: Line
    """What it covers, and where it ends."""


class Edge(Record):
    """How a claim of this type is drawn between two parties."""

    from_: RoleWord = Field(alias="from")
    """The role at which the line begins."""
    to: RoleWord
    """The role at which it ends."""
    words: Label
    """The line's label, worded so that it states nothing as done."""


class ClaimType(Term):
    """A kind of claim."""

    lane: LaneWord
    """The lane of the chronology in which it is drawn."""
    edges: Many[Edge] = ()
    """The lines that it draws in the network."""
    act: Flag = False
    """Whether claims of this type record an authority's act itself, such as a listing."""
    denial: Flag = False
    """Whether claims of this type are denials in general terms, with `answers`."""
    office: Flag = False
    """Whether claims of this type say which office somebody held: whoever the line begins at."""


class Role(Term):
    """A part that a party plays in a claim."""

    conduct: Flag = False
    """Whether the claim describes this party's own conduct."""


class Side(Term):
    """A group of entities in the network."""

    place: Literal["left", "between", "right", "above"]
    """Where the network draws the group."""


class Scheme(Term):
    """A register's identifiers."""

    url: EntryUrl | None = None
    """The address of an entry, with {value} in it."""
    list: SourceId | None = None
    """The register whose numbers these are."""
    layouts: Many[Layout] = ()
    """The layouts in which that register is published, for `brief reconcile`."""


class Vocabulary(Record):
    """The topic's own words; the code knows none of them."""

    lanes: dict[Id, Term]
    """Lanes of the chronology, in order."""
    sides: dict[Id, Side]
    """Groups of the network."""
    claim_types: dict[Id, ClaimType]
    """Kinds of claims."""
    roles: dict[Id, Role]
    """Parts that parties play."""
    measures: dict[Id, Term]
    """Sanctions measures."""
    properties: dict[Id, Term]
    """Lasting properties of entities."""
    schemes: dict[Id, Scheme]
    """Identifier schemes."""
    threads: dict[Id, Term]
    """Threads: the files of claims, in reading order."""
    known_words: Many[Label] = ()
    """Words with a capital in claims that need no record of their own: treaties, wars, lists."""
