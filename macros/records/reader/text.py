"""A file's text by lines, and the copy of it that is safe to give to the parser."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property

from ..problems import Edit, Place, Problem
from .characters import cleaned
from .faults import Fault


class Text:
    """A text with its line starts; a position holds for `raw` and for `clean`."""

    def __init__(self, path: str, raw: str) -> None:
        self.path = path
        self.raw = raw
        self.clean = cleaned(raw)

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line starts; a file without faults is never asked."""
        starts = array("L", [0])
        starts.extend(found.end() for found in re.finditer("\n", self.raw))
        return starts

    def line_of(self, index: int) -> int:
        """Return the number of the line in which a position is."""
        return bisect_right(self._starts, index)

    def bounds(self, line: int) -> tuple[int, int]:
        """Return where a line starts and ends, its line break left out."""
        start = self._starts[line - 1]
        if line == len(self._starts):
            return start, len(self.raw)
        end = self._starts[line] - 1
        return start, end - self.raw.endswith("\r", start, end)

    def line_start(self, index: int) -> int:
        """Return where the line of a position starts."""
        return self.bounds(self.line_of(index))[0]

    def line_end(self, index: int) -> int:
        """Return where the line of a position ends."""
        return self.bounds(self.line_of(index))[1]

    def excerpt(self, line: int) -> str:
        """Return a line without its end, or an empty text when there is no such line."""
        if not 1 <= line <= len(self._starts):
            return ""
        start, end = self.bounds(line)
        return self.raw[start:end]

    def place(self, start: int, end: int) -> Place:
        """Return the place of a token, of which only the first line counts."""
        line = self.line_of(start)
        begin, stop = self.bounds(line)
        if end > stop:
            end = start + len(self.raw[start:stop].rstrip())
        return Place(self.path, line, start - begin + 1, max(1, end - start))

    def problem(self, fault: Fault) -> Problem:
        """Give a fault its place."""
        start, end, code, sentence, fix, severity, write = fault
        place = self.place(start, end)
        edits = tuple(Edit(self.place(first, last), text) for first, last, text in write)
        return Problem(place, severity, code, sentence, fix, self.excerpt(place.line), edits)
