"""Finding a cited passage in the text of its source."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from ..records.evidence import Cite
from .fold import Folded, fold

LONGEST = 80
"""Words that a passage may have; a longer one says too little about where the claim stands."""

FaultKind = Literal["cite-not-found", "cite-out-of-order", "cite-not-unique", "passage-too-long"]

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|St|No|vs|cf|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z])$"
)
# What goes on with a small letter goes on: “e.g. the”, “‘Stop!’ he said”.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)(?![ \u00a0]+[a-z])|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text: places in the original, end exclusive."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cite has no passage."""

    kind: FaultKind
    field: str
    """The field of the cite that is at fault."""
    sentence: str
    fix: str


def locate(cite: Cite, text: Folded) -> Passage | Fault:
    """Find the passage of a cite; `cite.start` must be set."""
    assert cite.start is not None
    starts = text.find(cite.start)
    if cite.prefix:
        before = fold(cite.prefix)
        starts = [place for place in starts if text.text[: place[0]].endswith(before)]
    if not starts:
        return _missing(text, "start", cite.start, cite.prefix)
    if len(starts) > 1:
        return Fault(
            "cite-not-unique",
            "start",
            f"“{cite.start}” stands {len(starts)} times in the text",
            f"add  prefix: {_before(text, starts[0][0])}  (the words before the one you mean)",
        )
    begin = starts[0][0]
    first = text.places[begin]
    if cite.end is None:
        last = sentence_end(text.original, text.places[starts[0][1] - 1] + 1)
    else:
        ends = text.find(cite.end)
        if cite.suffix:
            after = fold(cite.suffix)
            ends = [place for place in ends if text.text[place[1] :].startswith(after)]
        if not ends:
            return _missing(text, "end", cite.end, cite.suffix)
        following = [place for place in ends if place[1] >= starts[0][1]]
        if not following:
            return Fault(
                "cite-out-of-order",
                "end",
                f"“{cite.end}” stands before “{cite.start}”, not after it",
                "exchange start and end, or cite another passage",
            )
        last = text.places[following[0][1] - 1] + 1
    passage = Passage(first, last, text.original[first:last])
    if passage.words > LONGEST:
        return Fault(
            "passage-too-long",
            "end" if cite.end else "start",
            f"the passage has {passage.words} words, at most {LONGEST} can be checked by eye",
            "end it at the sentence that carries the claim",
        )
    return passage


def sentence_end(text: str, place: int) -> int:
    """Return where the sentence that holds `place` ends; a line's end ends it, too."""
    for match in _END.finditer(text, place):
        if match.group() == "\n":
            return match.start()
        if not _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            return match.end()
    return len(text)


def sentence_start(text: str, place: int) -> int:
    """Return where the sentence that holds `place` begins."""
    start = text.rfind("\n", 0, place) + 1
    while start < place:
        end = sentence_end(text, start)
        following = end + len(text[end:]) - len(text[end:].lstrip(" \u00a0"))
        if end >= place or following <= start or following > place:
            break
        start = following
    return start


def nearest_passage(text: Folded, words: str) -> tuple[str, float]:
    """Return the words of a text that are most like `words`, and how much alike they are."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"\S+", text.original)]
    size, wanted = len(words.split()), fold(words)
    matcher = difflib.SequenceMatcher(b=wanted, autojunk=False)
    best, likeness = "", 0.0
    for index in range(max(1, len(tokens) - size + 1)):
        window = tokens[index : index + size]
        if not window:
            break
        candidate = text.original[window[0][0] : window[-1][1]]
        matcher.set_seq1(fold(candidate))
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            ratio = matcher.ratio()
            if ratio > likeness:
                best, likeness = candidate, ratio
    return " ".join(best.split()), likeness


def _missing(text: Folded, field: str, words: str, context: str | None) -> Fault:
    if context and text.find(words):
        beside = "before" if field == "start" else "after"
        return Fault(
            "cite-not-found",
            field,
            f"“{words}” stands in the text, but not with “{context}” {beside} it",
            f"copy the words {beside} it as printed",
        )
    near, likeness = nearest_passage(text, words)
    if likeness < 0.6:
        fix = "copy three to five words as printed, or cite the source that has them"
    else:
        fix = f"the nearest words there are “{near}” ({likeness:.0%} alike)"
    return Fault("cite-not-found", field, f"“{words}” does not stand in the text", fix)


def _before(text: Folded, place: int) -> str:
    """Return the three words before a place of the folded text."""
    return " ".join(text.original[: text.places[place]].split()[-3:])
