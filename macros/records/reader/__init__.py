"""The strict YAML reader: every scalar is text, and whatever could mislead is a located problem.

A clean file is built in one quick pass without positions. Only when something needs a message, or
when a place is asked for, a careful pass goes over the same events and keeps where each value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from ..problems import Place, Problem, Severity
from .careful import Careful, Spot
from .characters import forbidden
from .events import MAX_DEPTH, Value
from .faults import CODES, MAX_PROBLEMS, Fault
from .files import MAX_BYTES, text_of
from .quick import built
from .text import Text

__all__ = ["CODES", "MAX_BYTES", "MAX_DEPTH", "MAX_PROBLEMS", "Document", "Value", "parse", "read"]

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Document:
    """A file as read: its text, its value, its problems, and the place of everything in it.

    With problems of severity error the value is the best reading, for finding more problems, and
    None when the file as a whole cannot be read.
    """

    path: str
    text: str
    value: Value
    problems: tuple[Problem, ...]
    starts: tuple[int, ...]

    @property
    def ok(self) -> bool:
        """Whether the value is what the contributor wrote."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Find a value, or with `key` its key; the nearest parent's key when it is not there."""
        spot = self._root
        if spot is None:
            return Place(self.path, 1, 1)
        for step in steps:
            inside = spot.inside.get(step) if spot.inside else None
            if inside is None:
                key = True
                break
            spot = inside
        if spot.key and (key or spot.start == spot.end):
            return self._text.place(*spot.key)
        return self._text.place(spot.start, spot.end)

    def excerpt(self, line: int) -> str:
        """Return a source line without its end, or an empty text when there is no such line."""
        return self._text.excerpt(line)

    @cached_property
    def _text(self) -> Text:
        return Text(self.path, self.text)

    @cached_property
    def _root(self) -> Spot | None:
        return Careful(self._text).root


def read(file: Path, shown: str) -> Document:
    """Read a file, whatever it is and holds; `shown` is its path in messages."""
    found = text_of(file, shown)
    if isinstance(found, Problem):
        return Document(shown, "", None, (found,), ())
    return parse(found, shown)


def parse(raw: str, shown: str) -> Document:
    """Read a text as `read` reads what a file holds."""
    text = Text(shown, raw.removeprefix("\ufeff"))
    faults = list(islice(chain(_conflicts(text.raw), forbidden(text.raw)), MAX_PROBLEMS + 1))
    if faults and faults[0].code == "conflict-marker":
        return Document(shown, text.raw, None, _problems(text, faults), ())
    quick = None if faults else built(text.clean)
    if quick:
        return Document(shown, text.raw, quick[0], (), quick[1])
    careful = Careful(text, faults)
    problems = _problems(text, careful.faults)
    return Document(shown, text.raw, careful.value, problems, careful.starts)


def _problems(text: Text, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Sort and cut the faults, saying so when some are left out."""
    found = sorted(set(faults))
    problems = tuple(text.problem(fault) for fault in found[:MAX_PROBLEMS])
    if len(found) <= MAX_PROBLEMS:
        return problems
    sentence = f"there are more problems than these {MAX_PROBLEMS} in this file"
    fix = "mend these first, and the others are shown"
    more = Problem(problems[-1].place, Severity.HINT, "more-problems", sentence, fix)
    return (*problems, more)


def _conflicts(raw: str) -> Iterator[Fault]:
    """Find the markers of a merge that is not finished."""
    for found in _CONFLICT.finditer(raw):
        sentence = "a merge left its conflict marker here"
        fix = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
        yield Fault(*found.span(), "conflict-marker", sentence, fix)
