"""Rules that hold a claim's words against its passages: figures, dates, sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage
from ..records.claim import Claim
from ..records.evidence import When
from ..records.library import Filed
from ..records.references import dates
from ..status import POSITIVE
from . import lexicon
from .names import mentioned, named_in
from .passages import paragraph_of
from .rule import Finding, Rule, language

SHARED = 0.34
"""The part of a claim's content words that its passages must carry."""


def _by_claim(desk: Desk) -> Iterator[tuple[Cited, Claim, list[tuple[Cited, Passage]]]]:
    """Yield each claim whose positive assertions all stand in passages at hand."""
    found: dict[str, list[tuple[Cited, Passage]]] = {}
    for cited in desk.passages:
        claim, assertion = cited.claim, cited.assertion
        if claim and assertion and assertion.stance in POSITIVE and cited.passage:
            found.setdefault(claim.id, []).append((cited, cited.passage))
    for places in found.values():
        claim = places[0][0].claim
        if claim is not None:
            yield places[0][0], claim, places


@language(
    "number-not-in-passage",
    bad="text: Norland sent Sudmark 300 barrels   # the passage: “three barrels”",
    good="text: Norland sent Sudmark three barrels",
)
def number_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """Every figure in a claim's text stands in its passage, or follows from its dates."""
    for cited, claim, places in _by_claim(desk):
        text = desk.every_name.blank(claim.text)
        carried = set(_dated_numbers(claim))
        for _, passage in places:
            carried |= set(lexicon.numbers(passage.text))
        for value, written in lexicon.numbers(text).items():
            if value not in carried and value.removesuffix("s") not in carried:
                if _same_amount(value, carried):
                    continue
                yield Finding(
                    cited.filed,
                    ("text",),
                    f"the figure “{written}” stands neither in the passage nor in the claim's date",
                    "write the figure as the passage has it, or cite the passage that has it",
                )


@language(
    "month-not-in-passage",
    bad="text: Norland stopped in June   # the passage: “in May”",
    good="text: Norland stopped in May",
)
def month_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """Every month in a claim's text stands in its passage, or follows from its dates."""
    for cited, claim, places in _by_claim(desk):
        carried = {part for when in _whens(claim) for part in _months_of(when)}
        for _, passage in places:
            carried |= lexicon.months(passage.text)
        for month in sorted(lexicon.months(claim.text) - carried):
            name = next(name for name, number in lexicon.MONTHS.items() if number == month)
            yield Finding(
                cited.filed,
                ("text",),
                f"the month “{name.capitalize()}” stands neither in the passage nor in the date",
                "write the month as the passage has it",
            )


@language(
    "date-not-in-passage",
    bad="when: {date: 2031-05}   # the passage names no May and no 2031",
    good="when: {date: 2031-05, words: last month, basis: resolved}",
)
def date_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """A stated date is the passage's: its year, month and day stand there; so do the month and day
    of a date of which only the year was supplied."""
    for filed, parts in _by_record(desk):
        around = {
            one.cite.source: " ".join(
                paragraph_of(other.text.raw, other.passage)
                for other in parts
                if other.passage and other.cite.source == one.cite.source
            )
            for one in parts
        }
        for steps, when in dates(filed.record):
            text = _text_of(steps, parts, around)
            missing = _missing_parts(when, text) if text else ""
            if missing:
                yield Finding(
                    filed,
                    (*steps, "date"),
                    f"{missing} of the date stands neither in the passage nor in its paragraph",
                    "correct the date, or say how you came by it: resolved or inferred",
                )


@language(
    "passage-without-claim",
    bad="start: a sentence about something else",
    good="start: the sentence that carries the proposition",
)
def passage_without_claim(desk: Desk) -> Iterator[Finding]:
    """A passage carries its claim: it shares the claim's words, names counted by any spelling."""
    for cited, claim, places in _by_claim(desk):
        wanted = _claim_content(desk, claim)
        carried: set[str] = set()
        for _, passage in places:
            carried |= lexicon.content(passage.text)
            carried |= {f"@{who}" for who in named_in(desk, passage)}
        if len(wanted) >= 2 and len(wanted & carried) < SHARED * len(wanted):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "cite"),
                f"the passage shares {len(wanted & carried)} of the claim's {len(wanted)} words",
                "cite the sentence that carries the claim, or use the passage's own terms",
                key=True,
            )


def _whens(claim: Claim) -> list[When]:
    said = [a.said for a in claim.assertions if a.said]
    return [claim.when, *said] if claim.when else said


def _by_record(desk: Desk) -> list[tuple[Filed[Any], list[Cited]]]:
    """Return the records of which a passage is at hand, each with its cites."""
    found: dict[int, tuple[Filed[Any], list[Cited]]] = {}
    for cited in desk.passages:
        if cited.passage is not None:
            found.setdefault(id(cited.filed), (cited.filed, []))[1].append(cited)
    return list(found.values())


def _text_of(steps: tuple[str | int, ...], parts: list[Cited], around: dict[str, str]) -> str:
    """Return the paragraphs that must carry a date: of its own part of the record, or of all.

    A date of the whole record is carried by any of its sources; where one of them is a register
    or not at hand, nothing can be said.
    """
    if len(steps) > 1:
        own = [one for one in parts if one.steps[:2] == steps[:2]]
        return " ".join(around[one.cite.source] for one in own)
    record = parts[0].filed.record
    cited = {a.cite.source for a in getattr(record, "assertions", ())}
    return " ".join(around.values()) if cited <= set(around) else ""


def _dated_numbers(claim: Claim) -> Iterator[str]:
    for when in _whens(claim):
        for year in re.findall(r"\b(\d{3}[\dX])", when.date.text):
            yield year.replace("X", "0")
            yield year.replace("X", "0s")
        if lexicon.months(claim.text):  # a day is told with its month
            for day in re.findall(r"-\d\d-(\d\d)", when.date.text):
                yield day.lstrip("0")


def _months_of(when: When) -> Iterator[int]:
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
    for month in _months_of(when) if stated else ():
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


def _same_amount(value: str, carried: set[str]) -> bool:
    """Tell whether a figure is another's round form: 3000 of “3” and “thousand”."""
    scale = {"hundred": "00", "thousand": "000", "million": "000000"}
    return any(
        name in carried and value.endswith(zeros) and value[: -len(zeros)] in carried
        for name, zeros in scale.items()
    )


def _claim_content(desk: Desk, claim: Claim) -> set[str]:
    """Return what a claim's text is about: its stems, and the entities that it names."""
    rest = lexicon.content(desk.names.blank(claim.text))
    return rest | {f"@{who}" for who in mentioned(desk, claim.text)}


CONTENT_RULES: tuple[Rule, ...] = (
    number_not_in_passage,
    month_not_in_passage,
    date_not_in_passage,
    passage_without_claim,
)
