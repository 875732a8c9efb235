"""Rules that hold a claim's words against its passages: figures, months, sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage
from ..records.claim import Claim
from ..records.evidence import When
from ..status import POSITIVE
from . import lexicon
from .names import mentioned, named_in
from .rule import Finding, Rule, language
from .told_dates import months_of

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
        dated = bool(lexicon.months(claim.text))
        for _, passage in places:
            carried |= set(
                lexicon.numbers(passage.text if dated else lexicon.without_days(passage.text))
            )
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
        carried = {part for when in _whens(claim) for part in months_of(when)}
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


def _dated_numbers(claim: Claim) -> Iterator[str]:
    for when in _whens(claim):
        for year in re.findall(r"\b(\d{3}[\dX])", when.date.text):
            yield year.replace("X", "0")
            yield year.replace("X", "0s")
        if lexicon.months(claim.text):  # a day is told with its month
            for day in re.findall(r"-\d\d-(\d\d)", when.date.text):
                yield day.lstrip("0")


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
    passage_without_claim,
)
