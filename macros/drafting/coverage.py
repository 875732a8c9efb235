"""What of a source's text is cited, and what it still carries that no record uses.

The signs are words: names, figures, dates, hedges, denials, attributions. They show where to look;
what a sentence says, its reader decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..briefing import parties, voices
from ..checks import lexicon
from ..checks.names import mentioned
from ..evidence.desk import Cited, Desk
from ..evidence.text import SourceText
from ..records.claim import Claim
from ..records.references import dates, references
from .sentences import Sentence, locator, sentences

# A name in the middle of a sentence, or one of several words at its beginning.
_NAME = re.compile(r"(?<![\w-])[A-Z][\w’'-]+(?: (?:of |the |al-)?[A-Z][\w’'-]+)*")
_TITLES = frozenset("Mr Mrs Ms Dr Prof Gen Col Lt St".split())
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(lexicon.MONTHS)})\b"
    rf"|\b(?:{'|'.join(lexicon.MONTHS)})\s\d{{1,2}}\b(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
KINDS = ("name", "figure", "date", "hedge", "denial", "speech")


@dataclass(frozen=True, slots=True)
class Sign:
    """A word of a sentence that a record may have to use."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a source with the records that cite it and the signs that none of them uses."""

    paragraph: int
    text: str
    records: tuple[str, ...]
    """Ids of the records whose passages reach into it."""
    unused: tuple[Sign, ...]
    cite: Mapping[str, str] | None
    """The cite to paste, source included; None where its words cannot be told from others."""


@dataclass(frozen=True)
class Coverage:
    """A source's sentences, boilerplate left out."""

    source: str
    lines: tuple[Line, ...]

    @property
    def covered(self) -> int:
        """How many sentences some record cites."""
        return sum(bool(line.records) for line in self.lines)

    @property
    def waiting(self) -> int:
        """How many sentences carry something that no record uses."""
        return sum(bool(line.unused) for line in self.lines)


def coverage(desk: Desk, source: str) -> Coverage:
    """Lay the cites of all records over a source's text, which must be at hand."""
    text = desk.texts[source]
    reader = _Reader(desk, text)
    own = (one for one in sentences(text.raw) if reader.own(one))
    return Coverage(source, tuple(reader.line(one) for one in own))


@dataclass(frozen=True)
class _Reader:
    desk: Desk
    text: SourceText

    def own(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is the article's own, and no prompt, caption or heading."""
        middle = (sentence.start + sentence.end) // 2
        return not any(one.start <= middle < one.end for one in self.text.boilerplate)

    @cached_property
    def cited(self) -> Sequence[tuple[Cited, int, int]]:
        return [
            (one, one.passage.start, one.passage.end)
            for one in self.desk.passages
            if one.cite.source == self.text.source.id and one.passage
        ]

    def line(self, sentence: Sentence) -> Line:
        here = [
            one for one, start, end in self.cited if start < sentence.end and end > sentence.start
        ]
        records = tuple(dict.fromkeys(getattr(one.filed.record, "id", "?") for one in here))
        unused = tuple(sign for sign in self._signs(sentence) if not self._used(sign, here))
        found = locator(self.text.folded, self.text.source.id, sentence.start, sentence.end)
        cite = {"source": self.text.source.id, **found} if found else None
        return Line(sentence.paragraph, " ".join(sentence.text.split()), records, unused, cite)

    def _signs(self, sentence: Sentence) -> Iterator[Sign]:
        text = sentence.text
        names = list(self.desk.forms.find(text))
        yield from (Sign("name", name) for name in dict.fromkeys(one.form for one in names))
        blanked = self.desk.forms.blank(text)
        for found in _NAME.finditer(blanked):
            word = re.sub(r"['’]s?$", "", found.group())
            if word in _TITLES:
                continue
            opening = not re.search(r"\w", blanked[: found.start()])
            months = {part.lower() for part in word.split()} & set(lexicon.MONTHS)
            if not months and not (opening and " " not in word):
                yield Sign("name", word)
        for written in dict.fromkeys(lexicon.numbers(_DAY.sub("·", blanked)).values()):
            if not _YEAR.fullmatch(written):
                yield Sign("figure", written)
        yield from (Sign("date", year) for year in dict.fromkeys(_YEAR.findall(text)))
        if months_ := lexicon.months(text):
            names_ = [name for name, number in lexicon.MONTHS.items() if number in months_]
            yield from (Sign("date", name.capitalize()) for name in names_)
        yield from _first("date", lexicon.RELATIVE, text)
        yield from (Sign("hedge", word) for word in lexicon.hedges(text).values())
        yield from _first("denial", lexicon.DENIALS, text)
        yield from _first("speech", lexicon.ATTRIBUTIONS, lexicon.DENIALS.sub("·", text))

    def _used(self, sign: Sign, here: list[Cited]) -> bool:
        return any(_uses(self.desk, one, sign) for one in here)


def _first(kind: str, words: re.Pattern[str], text: str) -> Iterator[Sign]:
    found = words.search(text)
    if found:
        yield Sign(kind, found.group())


def _uses(desk: Desk, cited: Cited, sign: Sign) -> bool:
    """Tell whether a record that cites a sentence has what a sign stands for."""
    record, claim, assertion = cited.filed.record, cited.claim, cited.assertion
    words = _own_words(record)
    if sign.kind == "name":
        bearers = {who for one in desk.forms.find(sign.words) for who in one.bearers}
        involved = {text for _, _, text, _ in references(record)} | {getattr(record, "id", "")}
        involved |= {*parties(claim), *voices(claim)} if claim else set()
        if not bearers:  # an adjective, “Norlandic”, is its noun
            known = " ".join([words, *(form for form, who in desk.all_forms if who in involved)])
            stems = {word[:4].lower() for word in re.findall(r"\w+", known)}
            return all(word[:4].lower() in stems for word in re.findall(r"\w+", sign.words))
        return bool(bearers & (involved | mentioned(desk, words)))
    if sign.kind == "figure":
        wanted = lexicon.numbers(sign.words)
        return bool(set(wanted) & set(lexicon.numbers(words))) or sign.words in words
    if sign.kind == "date":
        # Any date of the record: which of them the words give is for the rules of dates.
        return bool(list(dates(record))) or sign.words.lower() in words.lower()
    if claim is None or assertion is None:
        return True
    denial = _denies(desk, claim)
    if sign.kind == "hedge":
        waived = any(waiver.code in ("hedge-missing", "hedge-kind") for waiver in claim.waive)
        return assertion.hedge != "none" or denial or waived
    if sign.kind == "denial":
        return assertion.stance in ("denies", "doubts") or denial
    return assertion.by != ("author",) or denial


def _denies(desk: Desk, claim: Claim) -> bool:
    kind = desk.briefing.vocabulary.claim_types.get(claim.type)
    return bool(kind and kind.denial)


def _own_words(record: Any) -> str:
    """Return everything that a record says in words."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for item in value.values():
                collect(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                collect(item)

    collect(record.model_dump(mode="json", exclude={"id"}))
    return " ".join(found)
