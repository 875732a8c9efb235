"""Rules that hold a record's dates against what its sources tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..evidence.desk import Cited, Desk
from ..records.claim import Claim
from ..records.date_parts import Part
from ..records.evidence import When
from ..records.library import Filed
from ..records.references import dates
from . import lexicon
from .passages import paragraph_of
from .rule import Finding, Rule, language

Steps = tuple[str | int, ...]
Entry = tuple[str, str | None]
"""A source and the entry of it that is cited."""


@language(
    "date-not-in-passage",
    bad="when: {date: 2031-05}   # the passage names no May and no 2031",
    good="when: {date: 2031-05, words: last month, basis: resolved}",
)
def date_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """A stated date is the passage's: its year, month and day stand there; so do the month and day
    of a date of which only the year was supplied."""
    for filed, steps, when, text in _told(desk):
        missing = _missing_parts(when, text) if text else ""
        if missing:
            yield Finding(
                filed,
                (*steps, "date"),
                f"{missing} of the date stands neither in the passage nor in its paragraph",
                "correct the date, or say how you came by it: resolved or inferred",
            )


@language(
    "bound-without-source",
    bad='when: {date: "[..2031-08]", basis: inferred}   # a source of June, no word of August',
    good='when: {date: "[..2031-06-20]", basis: inferred}   # the day on which the source appeared',
)
def bound_without_source(desk: Desk) -> Iterator[Finding]:
    """A bound that is inferred, with no words to infer it from, is the date of a source or of a
    statement that the claim cites, or stands in the passage or its paragraph."""
    for filed, steps, when, text in _told(desk):
        claim = filed.record
        if (
            not (isinstance(claim, Claim) and text)
            or (when.basis, when.words) != ("inferred", None)
            or when.date.kind == "point"
        ):
            continue
        anchors = tuple(_anchors(desk, claim))
        for bound in dict.fromkeys((when.date.start, when.date.end)):
            if bound and not _anchored(bound, anchors) and not _stands(bound, anchors, text):
                yield Finding(
                    filed,
                    (*steps, "date"),
                    f"{bound.words()} is the date of no source or statement that is cited, nor "
                    "does it stand in the passage's paragraph",
                    "correct the date, or waive the rule and say where the bound is from",
                )


def _told(desk: Desk) -> Iterator[tuple[Filed[Any], Steps, When, str]]:
    """Yield the dates of records of which a passage is at hand, with the paragraphs and entries
    that must carry them; with no text where nothing can be said."""
    found: dict[int, list[Cited]] = {}
    for cited in desk.passages:
        if cited.passage is not None:
            found.setdefault(id(cited.filed), []).append(cited)
    entries = _entries(desk) if found else {}
    for parts in found.values():
        filed = parts[0].filed
        around = {
            one.cite.source: " ".join(
                paragraph_of(other.text.raw, other.passage)
                for other in parts
                if other.passage and other.cite.source == one.cite.source
            )
            for one in parts
        }
        for steps, when in dates(filed.record):
            yield filed, steps, when, _text_of(steps, parts, around, entries)


def _text_of(
    steps: Steps, parts: list[Cited], around: dict[str, str], entries: dict[Entry, str]
) -> str:
    """Return what must carry a date: the text of its own part of the record, or of all.

    A date of the whole record is carried by any of its sources; where one of them is not at hand,
    or an entry of a register whose date no act gives, nothing can be said.
    """
    if len(steps) > 1:
        own = [one for one in parts if one.steps[:2] == steps[:2]]
        return " ".join(around[one.cite.source] for one in own)
    cites = [one.cite for one in getattr(parts[0].filed.record, "assertions", ())]
    texts = [around.get(one.source) or entries.get((one.source, one.entry)) for one in cites]
    return " ".join(text for text in texts if text) if all(texts) else ""


def _entries(desk: Desk) -> dict[Entry, str]:
    """Return the dates of acts by the entry of a register that records them, in words."""
    found: dict[Entry, str] = {}
    for table in (desk.briefing.designations, desk.briefing.instruments):
        for act in table.values():
            for event in act.events:
                key = event.cite.source, event.cite.entry
                found[key] = f"{found.get(key, '')} {event.when.date.words()}"
    return found


def _anchors(desk: Desk, claim: Claim) -> Iterator[Part]:
    """Yield the dates of a claim's sources and of its statements."""
    for assertion in claim.assertions:
        source = desk.source(assertion.cite.source)
        for when in (assertion.said, source.issued if source else None):
            for part in (when.date.start, when.date.end) if when else ():
                if part:
                    yield part


def _anchored(bound: Part, anchors: tuple[Part, ...]) -> bool:
    """Tell whether a bound is an anchor, or begins or ends the year of one."""
    return any(
        (bound.first, bound.last) == (one.first, one.last)
        or (
            bound.first.year == one.first.year
            and (bound.first.month, bound.last.day) in ((1, 1), (12, 31))
        )
        for one in anchors
    )


def _stands(bound: Part, anchors: tuple[Part, ...], text: str) -> bool:
    """Tell whether a text names a bound; its year may be that of an anchor."""
    year, month = bound.first.year, bound.first.month
    name = next(name for name, number in lexicon.MONTHS.items() if number == month)
    known = str(year) in text or year in {one.first.year for one in anchors}
    match bound.precision:
        case "day":
            return known and bound.first.day in lexicon.days(text, name)
        case "month":
            return known and month in lexicon.months(text)
        case _:
            return str(year) in text


def months_of(when: When) -> Iterator[int]:
    """Yield the months that a date names."""
    for month in re.findall(r"\d{3}[\dX]-(\d\d)", when.date.text):
        yield int(month)


def _missing_parts(when: When, text: str) -> str:
    """Return the part of a date that a text does not carry, or nothing.

    Of a date that we counted or inferred only the day can be held against the text, and only where
    the text tells a day of that month.
    """
    stated = when.basis == "stated"
    found = lexicon.numbers(text)
    for year in re.findall(r"\b(\d{4}|\d{3}X)\b", when.date.text) if stated else ():
        shown = year.replace("X", "0s") if "X" in year else year
        if shown not in found and shown.rstrip("s") not in text and f"{shown}s" not in text:
            return f"the year {shown}"
    for month in months_of(when) if stated else ():
        if month not in lexicon.months(text):
            return "the month"
    for month, day in re.findall(r"-(\d\d)-(\d\d)", when.date.text):
        name = next(name for name, number in lexicon.MONTHS.items() if number == int(month))
        told = lexicon.days(text, name)
        meant = stated or when.words is None or int(month) in lexicon.months(when.words)
        if (
            meant
            and (told or stated)
            and int(day) not in told
            and (stated or when.date.kind == "point")
        ):
            return "the day"
    return ""


TOLD_DATE_RULES: tuple[Rule, ...] = (date_not_in_passage, bound_without_source)
