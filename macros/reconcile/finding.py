"""What a comparison finds: one kind of finding, one place in the records, one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..records.problems import Place

Kind = Literal[
    "match",
    "missing-identifier",
    "other-identifier",
    "other-spelling",
    "other-date",
    "finer-date",
    "other-programme",
    "other-nationality",
    "nationality-unclear",
    "not-in-briefing",
    "not-on-list",
    "still-on-list",
    "listed-after-all",
    "later-than-list",
    "row-unread",
    "ambiguous",
]
KINDS: dict[Kind, str] = {
    "match": "The list and the record name the same entry.",
    "missing-identifier": "An entry bears the name; the record lacks its number.",
    "other-identifier": "The record's number is not on the list; an entry of that name is.",
    "other-spelling": "The list writes the name in a form that the record does not have.",
    "other-date": "The list gives a date that the record's cannot be.",
    "finer-date": "The list gives the date more precisely.",
    "other-programme": "The list and the record name different programmes.",
    "other-nationality": "The list and the record name different nationalities.",
    "nationality-unclear": "The list's nationality is no name of a state in the briefing.",
    "not-in-briefing": "The list holds the entity; the briefing has no designation on it.",
    "not-on-list": "The briefing has a designation on the list; the list does not hold it.",
    "still-on-list": "The record says that the entity was taken off; the list holds it.",
    "listed-after-all": "The record says that the list does not hold the entity; it does.",
    "later-than-list": "All that the record tells is later than this copy of the list.",
    "row-unread": "The entry's row could not be used.",
    "ambiguous": "Several entries or entities come near; nothing tells which is which.",
}
NO_DIFFERENCE: frozenset[Kind] = frozenset(
    {"match", "finer-date", "nationality-unclear", "later-than-list", "row-unread", "ambiguous"}
)
"""What is worth a look, but is no difference between a list and the records."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a comparison found."""

    kind: Kind
    entity: str
    place: Place
    """Where in the records."""
    sentence: str
    uid: str | None = None
    """The entry's number on the list."""
    line: int | None = None
    """The entry's line in the list."""
    score: float | None = None
    """How alike the names are, where the finding rests on them."""
    proposal: str = ""
    """What could be pasted into the records."""

    @property
    def differs(self) -> bool:
        """Whether the list and the records differ."""
        return self.kind not in NO_DIFFERENCE
