"""Names in running text, found in one pass over it however many names there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SAME_NAME = 0.88
"""How alike two spellings must be, of 1, to be taken for one name (see `reconcile.likeness`)."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands in a text, with the records that bear it."""

    start: int
    end: int
    form: str
    bearers: frozenset[str]


class Names:
    """Names by their first word; where several fit, the longest is the one that stands there."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """Index (form of the name, id of its bearer)."""
        self._blanked: dict[str, str] = {}
        bearers: dict[str, set[str]] = defaultdict(set)
        for form, who in forms:
            bearers[form].add(who)
        self._by_word: dict[str, list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
        for form, ids in bearers.items():
            first = _WORD.search(form)
            if first:
                entry = (form, first.start(), frozenset(ids))
                self._by_word[first.group()].append(entry)
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)

    def find(self, text: str) -> Iterator[Named]:
        """Yield the names that stand whole in a text, in order and without overlap."""
        reach = 0
        known = self._by_word
        for word in _WORD.finditer(text):
            entries = known.get(word[0])
            if entries is None or word.start() < reach:
                continue
            for form, offset, bearers in entries:
                start = word.start() - offset
                end = start + len(form)
                if start >= reach and text.startswith(form, start) and _ends(text, end):
                    yield Named(start, end, form, bearers)
                    reach = end
                    break

    def blank(self, text: str) -> str:
        """Return a text with a dot in place of each name; several rules ask for the same."""
        if text not in self._blanked:
            self._blanked[text] = self._blank(text)
        return self._blanked[text]

    def _blank(self, text: str) -> str:
        pieces, reach = [], 0
        for named in self.find(text):
            pieces += [text[reach : named.start], "·"]
            reach = named.end
        return "".join([*pieces, text[reach:]])


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return not (after.isalnum() or after == "_")
