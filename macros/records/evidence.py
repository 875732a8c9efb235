"""When something was, and the place in a source where it is written."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from .dates import Date
from .fields import Label, Record, SourceId, fault

BASES = {
    "stated": "The source itself gives this date, with its year.",
    "resolved": (
        "Counted from another date that the source gives: “last week” from the day of issue."
    ),
    "inferred": "Our own reasoning from the context; the source leaves it open.",
}
Basis = Literal["stated", "resolved", "inferred"]


def _locator(text: str) -> str:
    count = len(text.split())
    if not 3 <= count <= 5:
        raise fault(
            "locator",
            f"a locator is 3 to 5 words of the source, this one has {count}",
            "copy three to five words as printed, enough to find the place",
        )
    return text


Locator = Annotated[str, StringConstraints(max_length=80), AfterValidator(_locator)]
"""Three to five words as printed in the source."""

Context = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""A few words as printed just before or after a locator."""


class When(Record):
    """A date with the words that gave it and how we came by it."""

    date: Date
    """The date at the source's own precision: 2023, 2023-08, 2023-08-30, 197X, 2016/2021."""
    words: Label | None = None
    """The words of the source that give the date, as printed."""
    basis: Basis = "stated"
    """stated: in the source with its year; resolved: counted from another date; inferred: ours."""

    @model_validator(mode="after")
    def _words_carry_the_year(self) -> Self:
        """Words without a four-digit year cannot state a date."""
        if self.basis == "stated" and self.words and not re.search(r"\d{4}", self.words):
            raise fault(
                "date-basis",
                f"“{self.words}” names no year, so the date cannot be “stated”",
                "add  basis: resolved  (counted from another date) or  basis: inferred  (ours)",
                at="date",
            )
        return self


class Cite(Record):
    """A passage of a source, both ends included, or an entry of a register."""

    source: SourceId
    """The id of the source."""
    start: Locator | None = None
    """The passage's first 3 to 5 words, as printed."""
    end: Locator | None = None
    """Its last 3 to 5 words; without it the passage ends with the sentence of `start`."""
    prefix: Context | None = None
    """Words just before `start`, where `start` alone stands twice in the source."""
    suffix: Context | None = None
    """Words just after `end`, where it alone stands twice in the source."""
    entry: Label | None = None
    """The number or key of a register's entry, in place of a passage."""

    @model_validator(mode="after")
    def _passage_or_entry(self) -> Self:
        """A cite is a passage (`start`) or an entry of a register (`entry`), never both."""
        if (self.start is None) == (self.entry is None):
            raise fault(
                "cite-form",
                "a cite names either a passage (start) or a register's entry (entry)",
                "write  start: <the passage's first words>  or  entry: <number>",
            )
        if self.entry is not None and (self.end or self.prefix or self.suffix):
            raise fault(
                "cite-form",
                "an entry of a register has no end, prefix or suffix",
                "remove them, or cite a passage by its first words (start)",
            )
        return self
