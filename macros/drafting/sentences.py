"""A text by paragraphs and sentences, and the words by which each sentence can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..evidence.fold import Folded, fold
from ..evidence.passage import Passage, locate, sentence_end
from ..records.evidence import Cite

SHORTEST, LONGEST, LETTERS = 3, 5, 80
"""Words of a locator, and characters."""
_WORD = re.compile(r"\S+")
# A locator does not run over these: copies of a text print them in different ways.
_BREAKS = re.compile(r"[“”\"«»„–—]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: places in the text, end exclusive."""

    start: int
    end: int
    text: str
    paragraph: int
    """The number of its paragraph, from 1; empty lines are none."""


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; one that has no letters belongs to the one before it."""
    for number, found in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), 1):
        start, stop = found.span()
        while start < stop:
            start += len(text[start:stop]) - len(text[start:stop].lstrip())
            end = min(sentence_end(text, start), stop)
            rest = text[end:stop]
            if not rest.strip():
                end = start + len(text[start:stop].rstrip())
            if fold(text[start:end]):
                yield Sentence(start, end, text[start:end], number)
            start = max(end, start + 1)
            if not rest.strip():
                break


def locator(text: Folded, source: str, start: int, end: int) -> dict[str, str] | None:
    """Return the cite of a stretch, as the passage finder itself finds it; None if there is none.

    It has the fewest words that stand once, or words before them, and an end where the stretch
    goes on past its first sentence.
    """
    raw = text.original
    words = [(m.start() + start, m.end() + start) for m in _WORD.finditer(raw[start:end])]
    for fields in _starts(raw, start, words):
        found = _find(text, source, fields)
        if found and _same(text, found.start, start) and found.end >= end:
            return fields
        if found and _same(text, found.start, start):
            for last in _ends(raw, words):
                longer = _find(text, source, {**fields, "end": last})
                if longer and longer.end >= end - 1 and _same(text, longer.end, end):
                    return {**fields, "end": last}
    return None


def _starts(raw: str, start: int, words: list[tuple[int, int]]) -> Iterator[dict[str, str]]:
    counts = range(SHORTEST, min(LONGEST, len(words)) + 1)
    chosen = [" ".join(raw[a:b] for a, b in words[:count]) for count in counts]
    chosen = [_bare(one) for one in chosen if len(one) <= LETTERS]
    clean = [one for one in chosen if not _BREAKS.search(one)] or chosen[:1]
    before = raw[:start].split()[-SHORTEST:]
    yield from ({"start": one} for one in clean)
    if before:
        yield from ({"start": one, "prefix": _bare(" ".join(before))} for one in clean)


def _ends(raw: str, words: list[tuple[int, int]]) -> Iterator[str]:
    for count in range(SHORTEST, min(LONGEST, len(words)) + 1):
        last = " ".join(raw[a:b] for a, b in words[-count:])
        if len(last) <= LETTERS:
            yield _bare(last)


def _bare(words: str) -> str:
    """Return words without the signs around them; the finder does not look at signs."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", words)


def _find(text: Folded, source: str, fields: dict[str, str]) -> Passage | None:
    if not SHORTEST <= len(fields["start"].split()) <= LONGEST:
        return None
    cite = Cite.model_validate({"source": source, **fields})
    found = locate(cite, text)
    return found if isinstance(found, Passage) else None


def _same(text: Folded, one: int, other: int) -> bool:
    """Tell whether two places are one but for signs and spaces between them."""
    return text.at(one) == text.at(other)
