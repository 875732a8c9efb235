"""Edits that mend a problem where there is only one thing to write; none of them changes a fact.

An edit touches one token on one line. Where a value goes over several lines, or its form leaves a
doubt, there is no edit, and the contributor decides.
"""

from __future__ import annotations

import re

from .problems import Edit
from .reader import Document
from .reader.quotes import quoted
from .writing import scalar

Step = str | int
Edits = tuple[Edit, ...]
NONE: Edits = ()
# A bare value that holds one of these means something else inside brackets.
_FLOW = re.compile(r"[,\[\]{}#]|: |:$")


def instead(document: Document, steps: tuple[Step, ...], text: str, *, key: bool = False) -> Edits:
    """Write a text in the place of a value, or of its key, in quotes if the old one has them."""
    place = document.token(*steps, key=key)
    if place is None:
        return NONE
    raw = document.raw(place)
    in_quotes = raw[:1] in "'\"" and len(raw) > 1
    return (Edit(place, quoted(text) if in_quotes else scalar(text)),)


def swapped(document: Document, steps: tuple[Step, ...], old: str, new: str) -> Edits:
    """Write other words in a value, where the old ones stand once in it."""
    place = document.token(*steps)
    raw = document.raw(place) if place else ""
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", raw)]
    if place is None or len(found) != 1 or re.search(r"[\\'\"]|: | #", new):
        return NONE
    return (Edit(place.within(found[0], len(old)), new),)


def trimmed(document: Document, steps: tuple[Step, ...]) -> Edits:
    """Take the spaces out between a value's quotes and its text."""
    place = document.token(*steps)
    raw = document.raw(place) if place else ""
    if place is None or len(raw) < 3 or raw[0] not in "'\"" or "\\" in raw:
        return NONE
    return (Edit(place, raw[0] + raw[1:-1].strip() + raw[-1]),)


def without_end(document: Document, steps: tuple[Step, ...], end: str) -> Edits:
    """Take the last character out of a value, unless it belongs to an abbreviation."""
    place = document.token(*steps)
    raw = document.raw(place) if place else ""
    quote = raw[-1:] if raw[:1] in "'\"" else ""
    text = raw[: len(raw) - len(quote)]
    last = re.search(r"[\w.]*$", text.removesuffix(end))
    if place is None or not text.endswith(end) or last is None:
        return NONE
    word = last.group()
    if "." in word or len(word) < 3 or (len(word) < 5 and word[:1].isupper()):
        return NONE
    return (Edit(place.within(len(text) - len(end), len(end)), ""),)


def in_list(document: Document, steps: tuple[Step, ...]) -> Edits:
    """Put brackets around a single value where a list is wanted."""
    place = document.token(*steps)
    if place is None:
        return NONE
    raw = document.raw(place)
    if raw[:1] in "'\"{":
        return (Edit(place, f"[{raw}]"),)
    return (Edit(place, f"[{scalar(raw) if _FLOW.search(raw) else raw}]"),)
