"""The unspoilt briefing with its texts: where faults can be planted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..records.claim import Assertion, Claim
from ..records.dates import Date, DateError
from ..records.evidence import Cite, When
from ..records.library import Filed, Library, load
from ..records.references import references
from .edits import Change, Planting, Sheet, Span, Step, moved
from .printed import Printed, Stretch, names_word

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Voiced:
    """An assertion with its claim, and its passage where the text is at hand."""

    filed: Filed[Claim]
    index: int
    assertion: Assertion
    printed: Printed | None
    passage: Stretch | None

    @property
    def claim(self) -> Claim:
        """The claim that it belongs to."""
        return self.filed.record

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps from the claim to it."""
        return ("assertions", self.index)

    @property
    def asserts_in_print(self) -> bool:
        """Whether it asserts the claim and cites a passage, not a register's entry."""
        return self.assertion.stance == "asserts" and self.assertion.cite.entry is None

    @property
    def words(self) -> str:
        """The passage as printed, empty without a text."""
        return self.printed.read(self.passage) if self.printed and self.passage else ""

    @property
    def around(self) -> str:
        """The passage with the two sentences before it."""
        if self.printed is None or self.passage is None:
            return ""
        number = self.printed.sentence_at(self.passage.start)
        if number is None:
            return self.words
        start = self.printed.sentences[max(0, number - 2)].start
        return self.printed.read(Stretch(start, self.passage.end))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a record, with the cites under which it stands."""

    filed: Filed[Any]
    steps: tuple[Step, ...]
    when: When
    cites: tuple[Cite, ...]

    @property
    def said(self) -> bool:
        """Whether it dates a saying."""
        return self.steps[-1] == "said"


class Ground:
    """A data folder and its texts, read once for all plantings."""

    def __init__(self, data: Path, texts: Path | None) -> None:
        self.library: Library = load(data)
        self.folder = self.library.folder
        self.printed = _printed(self.library, texts)
        self._sheets: dict[tuple[str, tuple[Step, ...]], Sheet] = {}

    def sheet(self, filed: Filed[Any]) -> Sheet:
        """Return the lines of a record's file."""
        key = (filed.path, filed.steps)
        if key not in self._sheets:
            self._sheets[key] = Sheet(filed)
        return self._sheets[key]

    @cached_property
    def claims(self) -> tuple[Filed[Claim], ...]:
        """Claims that stand."""
        return tuple(
            filed
            for filed in self.library.claims.values()
            if filed.record.withdrawn is None and not filed.record.draft
        )

    @cached_property
    def voices(self) -> tuple[Voiced, ...]:
        """All assertions of the claims that stand."""
        return tuple(
            Voiced(filed, index, one, *self.look_up(one.cite))
            for filed in self.claims
            for index, one in enumerate(filed.record.assertions)
        )

    def voices_of(self, filed: Filed[Claim]) -> list[Voiced]:
        """Return the assertions of one claim."""
        return [one for one in self.voices if one.filed is filed]

    def look_up(self, cite: Cite) -> tuple[Printed | None, Stretch | None]:
        """Return the text and the passage of a cite, where the text is at hand."""
        printed = self.printed.get(cite.source)
        return printed, printed.passage(cite) if printed else None

    def passages(self, cites: Iterable[Cite]) -> list[str]:
        """Return the passages of cites as printed; empty where one is not at hand."""
        found = []
        for cite in cites:
            printed, passage = self.look_up(cite)
            if cite.entry is None:
                if printed is None or passage is None:
                    return []
                found.append(printed.read(passage))
        return found

    def printed_claims(self) -> Iterator[Filed[Claim]]:
        """Yield the claims that rest on passages alone, none on a register's entry."""
        for filed in self.claims:
            if all(one.cite.start for one in filed.record.assertions if one.stance != "denies"):
                yield filed

    def claim_passages(self, filed: Filed[Claim]) -> list[str]:
        """Return the passages of a claim."""
        return self.passages(one.cite for one in filed.record.assertions)

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """All dates of claims, designations and instruments."""
        found: list[Dated] = []
        for filed in self.claims:
            claim = filed.record
            cites = tuple(one.cite for one in claim.assertions)
            if claim.when:
                found.append(Dated(filed, ("when",), claim.when, cites))
            found += (
                Dated(filed, ("assertions", index, "said"), one.said, (one.cite,))
                for index, one in enumerate(claim.assertions)
                if one.said
            )
        for act in self.acts:
            found += (
                Dated(act, ("events", index, "when"), event.when, (event.cite,))
                for index, event in enumerate(act.record.events)
            )
        return tuple(found)

    @property
    def acts(self) -> tuple[Filed[Any], ...]:
        """All designations and instruments."""
        return (*self.library.designations.values(), *self.library.instruments.values())

    @cached_property
    def uses(self) -> dict[str, list[tuple[Filed[Any], tuple[Step, ...]]]]:
        """Where each id is referred to, the vocabulary's words left out."""
        found: dict[str, list[tuple[Filed[Any], tuple[Step, ...]]]] = {}
        for filed in self.library.everything():
            for steps, _, name, key in references(filed.record):
                if not key and name in self.library.kinds:
                    found.setdefault(name, []).append((filed, steps))
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each entity, what stands in brackets behind it left out."""
        return {
            key: _IN_BRACKETS.sub("", filed.record.name)
            for key, filed in self.library.entities.items()
        }

    def named_in(self, text: str) -> list[str]:
        """Return the entities whose names stand in a text, the longest names first."""
        found: list[str] = []
        for key in sorted(self.names, key=lambda one: (-len(self.names[one]), one)):
            if names_word(text, self.names[key]):
                found.append(key)
                text = text.replace(self.names[key], "\0")
        return found

    def called(self, entity: str) -> set[str]:
        """Return every form of an entity's name, its last word included."""
        record = self.library.entities[entity].record
        forms = {self.names[entity], *(one.name for one in record.spellings)}
        if record.type == "Person":
            forms |= {form.split()[-1] for form in set(forms)}
        return {form for form in forms if _LETTERS.search(form)}

    def speaks_of(self, text: str, entity: str) -> bool:
        """Tell whether a text names an entity in any form."""
        return any(names_word(text, form) for form in self.called(entity))

    def planting(
        self,
        filed: Filed[Any],
        what: str,
        *changes: Change | None,
        also: Iterable[Filed[Any]] = (),
        places: Iterable[Span] = (),
    ) -> Iterator[Planting]:
        """Yield a planting unless one of its changes cannot be made.

        A reviewer would look for the report in the record, in those that `also` are concerned, or
        at further `places`.
        """
        whole = tuple(change for change in changes if change is not None)
        if whole and len(whole) == len(changes):
            spans = [moved(self.sheet(one).span(), whole) for one in (filed, *also)]
            yield Planting(what, whole, (*spans, *places))


def as_date(text: str) -> Date | None:
    """Return a date, or None where the text is none."""
    try:
        return Date.parse(text)
    except DateError:
        return None


def _printed(library: Library, texts: Path | None) -> dict[str, Printed]:
    """Read the texts that a folder holds."""
    found: dict[str, Printed] = {}
    for key, filed in library.sources.items() if texts else ():
        assert texts is not None
        file = texts / f"{key}.txt"
        if file.is_file():
            found[key] = Printed(file.read_text("utf-8"), filed.record)
    return found
