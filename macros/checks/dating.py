"""Rules about dates: nothing is said after its source appeared, and words and dates agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..evidence.desk import Desk
from ..records.dates import Date
from ..records.evidence import Basis
from ..records.problems import Severity
from . import lexicon
from .rule import Finding, Rule, Subject, language, rule


@rule(
    "said-after-source",
    bad="said: {date: 2031-07}   # the source appeared in June 2031",
    good="said: {date: 2031-06-10}",
)
def said_after_source(desk: Desk) -> Iterator[Finding]:
    """Nothing is said after the source that tells of it appeared."""
    for filed in desk.claims:
        for index, assertion in enumerate(filed.record.assertions):
            source = desk.source(assertion.cite.source)
            if (
                assertion.said
                and source
                and (source.issued.date.certainly_before(assertion.said.date))
            ):
                yield Finding(
                    filed,
                    ("assertions", index, "said", "date"),
                    f"it was said {assertion.said.date.short()}, but {source.id} appeared "
                    f"{source.issued.date.short()}",
                    "correct the date, or cite a later source",
                )


@rule(
    "event-after-source",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="when: {date: 2032}   # a fact, in a source of 2031",
    good="mode: judgement",
)
def event_after_source(desk: Desk) -> Iterator[Finding]:
    """A fact lies before the last source that asserts it appeared; what may come is a judgement."""
    for filed in desk.claims:
        claim = filed.record
        issued = [
            source.issued.date for a in claim.assertions if (source := desk.source(a.cite.source))
        ]
        if (
            claim.when
            and claim.mode == "fact"
            and issued
            and all(date.certainly_before(claim.when.date) for date in issued)
        ):
            yield Finding(
                filed,
                ("when", "date"),
                f"it happened {claim.when.date.short()}, after every source of it appeared",
                "correct the date; a prediction is  mode: judgement",
            )


@rule(
    "date-words-disagree",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="when: {date: 2031-05, words: in June 2031}",
    good="when: {date: 2031-06, words: in June 2031}",
)
def date_words_disagree(desk: Desk) -> Iterator[Finding]:
    """The year, month and day in a date's words are those of the date."""
    for filed, steps, when in desk.dates:
        if when.words and (fault := _disagreement(when.date, when.words, when.basis)):
            yield Finding(filed, (*steps, "date"), fault, "make the date say what its words say")


@language(
    "bounds-without-words",
    bad='when: {date: "[..2031-06]"}   # by basis “stated”, and no words that state it',
    good='when: {date: "[..2031-06]", words: before July 2031}',
    needs_text=False,
)
def bounds_without_words(desk: Desk) -> Iterator[Finding]:
    """Where a source itself sets bounds to a claim's date, the words that set them are recorded;
    other bounds are ours, and inferred."""
    for filed in desk.claims:
        when = filed.record.when
        if when and when.basis == "stated" and when.date.kind == "within" and not when.words:
            yield Finding(
                filed,
                ("when", "date"),
                f"{when.date.text} is given as stated, without the words that state it",
                "add  words,  or  basis: inferred",
            )


@lru_cache(maxsize=4096)  # many claims of a briefing happened in the same month
def _disagreement(date: Date, words: str, basis: Basis) -> str:
    first, last = date.earliest, date.latest
    numbers = {int(n) for n in lexicon.numbers(words) if n.isdigit()}
    years = {n for n in numbers if 1000 <= n <= 9999}
    bounds = [part for part in (date.start, date.end) if part]
    ends = {day.year for part in bounds for day in (part.first, part.last)}
    astray = {n for n in years if (first and n < first.year) or (last and n > last.year)}
    if not years & ends:
        astray |= years
    if astray:
        return f"{date.text} has another year than its words ({min(astray)})"
    if basis == "stated" and years:
        for year in re.findall(r"\b\d{4}\b", date.text):
            if int(year) not in years:
                return f"the date says {year}, its words do not"
    months = lexicon.months(words)
    bound = (first or last) if (first is None) != (last is None) else None
    if bound and months and date.precision in ("day", "month") and bound.month not in months:
        return f"{date.text} has another month than its words"
    if first and last and first.year == last.year and date.precision in ("day", "month"):
        for month in sorted(months):
            if not first.month <= month <= last.month:
                return f"{date.text} has another month than its words"
    days = {n for n in numbers if 1 <= n <= 31}
    told = {part.first.day for part in bounds if part.precision == "day"}
    if months and days and told and not days & told:
        return f"{date.text} has another day than its words"
    return ""


DATING_RULES: tuple[Rule, ...] = (
    said_after_source,
    event_after_source,
    date_words_disagree,
    bounds_without_words,
)
