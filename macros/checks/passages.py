"""Rules that hold a record against the passage it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence.desk import Cited, Desk
from ..evidence.fold import fold, folded
from ..evidence.passage import FaultKind, Passage
from ..records.references import dates
from .rule import Finding, Rule, evidence


def _located(desk: Desk) -> Iterator[tuple[Cited, Passage]]:
    for cited in desk.passages:
        if cited.passage is not None:
            yield cited, cited.passage


def _faults(desk: Desk, kind: FaultKind) -> Iterator[Finding]:
    for cited in desk.passages:
        if cited.fault is not None and cited.fault.kind == kind:
            steps = (*cited.steps, cited.fault.field)
            source = cited.cite.source
            sentence = f"{cited.fault.sentence} ({source})"
            yield Finding(cited.filed, steps, sentence, cited.fault.fix)


@evidence(
    "cite-not-found",
    bad="cite: {source: gazette-2031-doe, start: Norland has secretly shipped}",
    good="cite: {source: gazette-2031-doe, start: Norland has allegedly shipped}",
)
def cite_not_found(desk: Desk) -> Iterator[Finding]:
    """The words of a cite stand in its source, letter for letter and digit for digit."""
    yield from _faults(desk, "cite-not-found")


@evidence(
    "cite-out-of-order",
    bad="start: by the harbour office\n   end: Norland has allegedly",
    good="start: Norland has allegedly\n   end: by the harbour office",
)
def cite_out_of_order(desk: Desk) -> Iterator[Finding]:
    """The end of a passage stands after its start."""
    yield from _faults(desk, "cite-out-of-order")


@evidence(
    "cite-not-unique",
    bad="start: the harbour office",
    good="start: the harbour office\n   prefix: seen by",
)
def cite_not_unique(desk: Desk) -> Iterator[Finding]:
    """The start of a passage stands once in its source, or a prefix says which one is meant."""
    yield from _faults(desk, "cite-not-unique")


@evidence(
    "passage-too-long",
    bad="start: Norland has allegedly\n   end: (three paragraphs further on)",
    good="start: Norland has allegedly",
)
def passage_too_long(desk: Desk) -> Iterator[Finding]:
    """A passage has at most 80 words, so that a reader can check it by eye."""
    yield from _faults(desk, "passage-too-long")


@evidence(
    "cite-in-boilerplate",
    bad="start: Image caption The lamps",
    good="start: the sentence of the article itself",
)
def cite_in_boilerplate(desk: Desk) -> Iterator[Finding]:
    """No passage begins or ends in a headline, caption or prompt: these are no statements."""
    for cited, passage in _located(desk):
        if cited.text.in_boilerplate(passage):
            yield Finding(
                cited.filed,
                (*cited.steps, "start"),
                f"the passage stands in a part of {cited.cite.source} that is no statement of it "
                "(boilerplate)",
                "cite the sentence of the text itself",
            )


@evidence(
    "boilerplate-not-found",
    bad="boilerplate: [{start: words that are not there}]",
    good="boilerplate: [{start: Follow us on social}]",
)
def boilerplate_not_found(desk: Desk) -> Iterator[Finding]:
    """The stretches of a source that are no part of the article stand in its text."""
    for source_id, text in desk.texts.items():
        filed = desk.briefing.library.sources[source_id]
        for index, place in enumerate(text.stretches):
            if not isinstance(place, Passage) and place.kind != "passage-too-long":
                steps = ("boilerplate", index, place.field)
                yield Finding(filed, steps, place.sentence, place.fix)


@evidence(
    "quote-not-in-passage",
    bad='quote: "several barrels"   # the passage has “three barrels”',
    good='quote: "three barrels"',
)
def quote_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """A quotation stands in the cited passage, word for word."""
    yield from _verbatim(desk, "quote")


@evidence(
    "hedge-words-not-in-passage",
    bad="hedge_words: reportedly   # the passage has “allegedly”",
    good="hedge_words: allegedly",
)
def hedge_words_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """The hedging words of an assertion stand in the cited passage."""
    yield from _verbatim(desk, "hedge_words")


@evidence(
    "speaker-words-not-in-passage",
    bad="by_words: its ministry   # the passage has “its harbour office”",
    good="by_words: its harbour office",
)
def speaker_words_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """The words by which a source calls a speaker stand in the passage or its paragraph."""
    yield from _verbatim(desk, "by_words", paragraph=True)


@evidence(
    "date-words-not-in-source",
    bad="words: last week   # the source has “last month”",
    good="words: last month",
)
def date_words_not_in_source(desk: Desk) -> Iterator[Finding]:
    """The words that give a date stand in a source that the record cites."""
    seen: set[tuple[int, tuple[str | int, ...]]] = set()
    by_record: dict[int, list[Cited]] = {}
    for cited in desk.passages:
        by_record.setdefault(id(cited.filed), []).append(cited)
    for parts in by_record.values():
        filed = parts[0].filed
        texts = [cited.text.folded for cited in parts]
        for place, when in dates(filed.record):
            words, steps = when.words, (*place, "words")
            if not words:
                continue
            mark = (id(filed), steps)
            if mark not in seen and not any(text.find(words) for text in texts):
                seen.add(mark)
                yield Finding(
                    filed,
                    steps,
                    f"“{words}” does not stand in a source that this record cites",
                    "copy the words that give the date as printed, or remove the line",
                )


def _verbatim(desk: Desk, name: str, *, paragraph: bool = False) -> Iterator[Finding]:
    for cited, passage in _located(desk):
        words = getattr(cited.assertion, name, None) if cited.assertion else None
        if not words:
            continue
        where = paragraph_of(cited.text.raw, passage) if paragraph else passage.text
        if not folded(where).find(words):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], name),
                f"“{words}” does not stand in the cited passage of {cited.cite.source}",
                _instead(words, passage),
            )


def _instead(words: str, passage: Passage) -> str:
    """Offer the passage's own words where one of them is nearly the same."""
    wanted = fold(words)
    for word in re.findall(r"[\w’'-]+", passage.text):
        if len(wanted) > 4 and fold(word)[:5] == wanted[:5]:
            return f"the passage has “{word}”"
    return "copy the words as printed, or end the passage later"


def paragraph_of(raw: str, passage: Passage, before: int = 0) -> str:
    """Return the paragraph that holds a passage, with some paragraphs before it."""
    start = raw.rfind("\n", 0, passage.start) + 1
    for _ in range(before):
        start = raw.rfind("\n", 0, max(0, len(raw[:start].rstrip("\n")))) + 1
    end = raw.find("\n", passage.end)
    return raw[start : end if end != -1 else len(raw)]


PASSAGE_RULES: tuple[Rule, ...] = (
    cite_not_found,
    cite_out_of_order,
    cite_not_unique,
    passage_too_long,
    cite_in_boilerplate,
    boilerplate_not_found,
    quote_not_in_passage,
    hedge_words_not_in_passage,
    speaker_words_not_in_passage,
    date_words_not_in_source,
)
