"""Rules about dates: nothing is said after its source appeared, and words and dates agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence.desk import Desk
from ..records.evidence import When
from ..records.problems import Severity
from . import lexicon
from .rule import Finding, Rule, Subject, rule


@rule(
    "said-after-source",
    bad="said: {date: 2031-07}   # the source appeared in June 2031",
    good="said: {date: 2031-06-10}",
)
def said_after_source(desk: Desk) -> Iterator[Finding]:
    """Nothing is said after the source that tells of it appeared."""
    for filed in desk.briefing.library.claims.values():
        for index, assertion in enumerate(filed.record.assertions):
            source = desk.briefing.sources.get(assertion.cite.source)
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
    for filed in desk.briefing.library.claims.values():
        claim = filed.record
        issued = [
            source.issued.date
            for a in claim.assertions
            if (source := desk.briefing.sources.get(a.cite.source))
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
        if when.words and (fault := _disagreement(when)):
            yield Finding(filed, (*steps, "date"), fault, "make the date say what its words say")


def _disagreement(when: When) -> str:
    words, date = when.words or "", when.date
    first, last = date.earliest, date.latest
    numbers = {int(n) for n in lexicon.numbers(words) if n.isdigit()}
    years = {n for n in numbers if 1000 <= n <= 9999}
    for year in sorted(years):
        if (first and year < first.year) or (last and year > last.year):
            return f"the words say {year}, the date {date.text}"
    if when.basis == "stated" and years:
        for year in re.findall(r"\b\d{4}\b", date.text):
            if int(year) not in years:
                return f"the date says {year}, its words do not"
    months = lexicon.months(words)
    bound = (first or last) if (first is None) != (last is None) else None
    if bound and months and date.precision in ("day", "month") and bound.month not in months:
        return f"the words name another month than the date {date.text}"
    if first and last and first.year == last.year and date.precision in ("day", "month"):
        for month in sorted(months):
            if not first.month <= month <= last.month:
                return f"the words name another month than the date {date.text}"
    days = {n for n in numbers if 1 <= n <= 31}
    one_day = first if first and first == last and date.precision == "day" else None
    if months and days and one_day and one_day.day not in days:
        return f"the words name another day than the date {date.text}"
    return ""


DATING_RULES: tuple[Rule, ...] = (
    said_after_source,
    event_after_source,
    date_words_disagree,
)
