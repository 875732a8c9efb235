"""A source: an article, report, official record or register that claims are drawn from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .evidence import Locator, When
from .fields import EntryUrl, Flag, Id, Label, Line, Many, Record, Url

SOURCE_KINDS = {
    "article": "A piece of journalism or commentary.",
    "official-record": "A document in which an authority records its own act.",
    "register": "An official list, cited by its own entry numbers.",
    "report": "A study or report by a body that is not recording an act of its own.",
}
SourceKind = Literal["article", "official-record", "register", "report"]


class Name(Record):
    """A person's name in the form of the Citation Style Language, or a body's as `literal`."""

    family: Label | None = None
    """Family name."""
    given: Label | None = None
    """Given names."""
    literal: Label | None = None
    """The name of a body, or a name not to be taken apart."""


class Boilerplate(Record):
    """A stretch of the text that is no part of the article: share prompts, credits, captions."""

    start: Locator
    """Its first 3 to 5 words."""
    end: Locator | None = None
    """Its last 3 to 5 words; without it the stretch ends with the sentence of `start`."""


class Source(Record):
    """One source, with the field names of the Citation Style Language."""

    id: Id
    """The permanent id, equal to the file's name."""
    kind: SourceKind
    """article, official-record, register or report."""
    type: Label = "webpage"
    """The CSL item type: article-newspaper, report, legislation, dataset …"""
    title: Line
    """The title as printed."""
    short: Label
    """How pages refer to it: author and outlet."""
    definite: Flag = False
    """Whether running text puts “the” before `short`."""
    author: Many[Name] = ()
    """Who wrote it."""
    editor: Many[Name] = ()
    """Who edited it."""
    container_title: Label | None = Field(default=None, alias="container-title")
    """The outlet, or the series."""
    publisher: Label | None = None
    """Who published it."""
    issued: When
    """When it appeared; for a register, the date of the copy that we hold."""
    URL: Url | None = None
    """Its address."""
    entry_URL: EntryUrl | None = Field(default=None, alias="entry-URL")
    """For a register: the address of one entry, with {entry} in place of its number."""
    archive_URL: Url | None = Field(default=None, alias="archive-URL")
    """The address of an archived copy."""
    language: Label = "en"
    """Its language as a BCP 47 tag."""
    held: Line
    """Which copy we read, and whose; `none` for a document that others cite and we never saw."""
    noted: Flag = False
    """Only a note of its date and content was seen, not its text: it is cited by `entry`."""
    license: Line | None = None
    """Its terms of reuse, as far as we know them."""
    note: Line | None = None
    """What a reader should know about this source."""
    boilerplate: Many[Boilerplate] = ()
    """Stretches of the text that are no part of the article."""

    @property
    def seen(self) -> bool:
        """Whether we hold a copy, so that it can be cited."""
        return self.held != "none"

    @property
    def by_entry(self) -> bool:
        """Whether it is cited by its entries: a register, or a text of which we hold a note."""
        return self.kind == "register" or self.noted
