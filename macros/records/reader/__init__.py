"""The strict YAML reader: every scalar is text, and whatever could mislead is a located problem.

A clean file is built in one quick pass without positions. Only when something needs a message, or
when a place is asked for, a careful pass goes over the same events and keeps where each value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ...cache import coded, digest
from ..problems import Place, Problem, Severity
from .careful import Careful, Spot
from .characters import cleaned, forbidden, untabbed
from .codes import CODES
from .events import MAX_DEPTH, Value
from .faults import MAX_PROBLEMS, Fault
from .files import MAX_BYTES, known_bytes, opened, text_of
from .quick import built
from .text import Text

__all__ = [
    "CODES", "MAX_BYTES", "MAX_DEPTH", "MAX_PROBLEMS", "Document", "Value", "key",
    "known_bytes", "opened", "parse", "read",
]  # fmt: skip

_AT_HAND = 128
"""Documents of which more is at hand than what was made of them."""
_MARK = "\ufeff"
"""Of its bytes’ order, at the beginning of a file: it says nothing here."""
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)


class _LetGo:
    """Stands for the value of a document that keeps its text alone."""


_LET_GO = _LetGo()


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """A file as read: its text, its value, its problems, and the place of everything in it.

    With problems of severity error the value is the best reading, for finding more problems, and
    None when the file as a whole cannot be read.
    """

    path: str
    content: str | Path
    """What is written in the file, or where it is read again."""
    _value: Value | _LetGo
    problems: tuple[Problem, ...]
    starts: tuple[int, ...]
    whole: bool = True
    """Whether it was read to its end; if not, records behind a fault are missing."""
    _lines: dict[tuple[str | int, ...], tuple[int, ...]] | None = field(
        default=None, init=False, repr=False
    )
    """Where the items of some lists begin: those that were asked for."""
    _key: bytes | None = field(default=None, init=False, repr=False)
    facts: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    """What follows from its records alone, as far as anybody has asked (see `records.kept`)."""

    @property
    def ok(self) -> bool:
        """Whether the value is what the contributor wrote."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def text(self) -> str:
        """What is written in the file; read again if it was let go.

        Raises `OSError` if it is another by then: what was read of it holds no more.
        """
        return self.content if isinstance(self.content, str) else _text_again(self, self.content)

    @property
    def value(self) -> Value:
        """What the file holds; read again from the same text if it was let go."""
        return _value_again(self) if isinstance(self._value, _LetGo) else self._value

    @property
    def key(self) -> bytes:
        """What tells the file, with its place, from any other: 16 bytes."""
        if self._key is None:
            object.__setattr__(self, "_key", key(self.path, self.text.encode()))
        assert self._key is not None
        return self._key

    @property
    def held(self) -> bool:
        """Whether the value is kept."""
        return not isinstance(self._value, _LetGo)

    def let_go(self) -> None:
        """Keep the text alone, as what was made of the value needs it no more."""
        object.__setattr__(self, "_value", _LET_GO)

    def leave(self, file: Path) -> None:
        """Let the text go as well: it is read again from its file."""
        _ = self.key
        object.__setattr__(self, "content", file)

    @classmethod
    def known(
        cls, path: str, content: str | Path, starts: tuple[int, ...], mark: bytes
    ) -> Document:
        """Return a file in which nothing was wrong when it was read before, with its `key`."""
        document = cls(path, content, _LET_GO, (), starts)
        object.__setattr__(document, "_key", mark)
        return document

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Find a value, or with `key` its key; the nearest parent's key when it is not there."""
        spot = _root(self)
        if spot is None:
            return Place(self.path, 1, 1)
        for step in steps:
            inside = spot.inside.get(step) if spot.inside else None
            if inside is None:
                key = True
                break
            spot = inside
        if spot.key and (key or spot.start == spot.end):
            return _text(self).place(*spot.key)
        return _text(self).place(spot.start, spot.end)

    def line(self, *steps: str | int) -> int:
        """Return the line on which a record begins: the file's one, or an item of a list in it.

        It is asked for again and again, so that no more is kept of the file than its answers.
        """
        if not steps:
            return self.starts[0] if self.starts else self.place().line
        around, step = steps[:-1], steps[-1]
        if not isinstance(step, int):
            return self.place(*steps).line
        if not around:
            return self.starts[step]
        lines = self._lines or {}
        if around not in lines:
            items = self.at(*around)
            count = len(items) if isinstance(items, list) else 0
            found = tuple(self.place(*around, index).line for index in range(count))
            lines = {**lines, around: found}
            object.__setattr__(self, "_lines", lines)
        return lines[around][step]

    def at(self, *steps: str | int) -> Value:
        """Return the value at some steps, None where there is none."""
        value = self.value
        for step in steps:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def token(self, *steps: str | int, key: bool = False) -> Place | None:
        """Find a text or bracketed value, or a key, that stands whole on one line, or None."""
        spot = _root(self)
        for step in steps:
            spot = spot.inside.get(step) if spot and spot.inside else None
        if spot is None or (key and spot.key is None):
            return None
        start, end = spot.key if key and spot.key else (spot.start, spot.end)
        if not key and spot.inside is not None and self.text[start] not in "[{":
            return None  # a block has no end of its own
        if end <= start or "\n" in self.text[start:end] or self.text[start] in "|>":
            return None
        return _text(self).place(start, end)

    def raw(self, place: Place) -> str:
        """Return a token as it is written."""
        return self.excerpt(place.line)[place.column - 1 :][: place.width]

    def excerpt(self, line: int) -> str:
        """Return a source line without its end, or an empty text when there is no such line."""
        return _text(self).excerpt(line)


# What is asked for again and again of a few documents, and takes room in all of them.


@lru_cache(maxsize=_AT_HAND)
def _text_again(document: Document, file: Path) -> str:
    found = text_of(file, document.path)
    text = found.removeprefix(_MARK) if isinstance(found, str) else ""
    if key(document.path, text.encode()) != document.key:
        raise OSError(f"{document.path} was changed meanwhile; run the command again")
    return text


@lru_cache(maxsize=_AT_HAND)
def _value_again(document: Document) -> Value:
    return parse(document.text, document.path).value


@lru_cache(maxsize=_AT_HAND)
def _text(document: Document) -> Text:
    return Text(document.path, document.text)


@lru_cache(maxsize=_AT_HAND)
def _root(document: Document) -> Spot | None:
    return Careful(_text(document)).root


def read(file: Path, shown: str) -> Document:
    """Read a file, whatever it is and holds; `shown` is its path in messages."""
    found = text_of(file, shown)
    if isinstance(found, Problem):
        return Document(shown, "", None, (found,), ())
    return parse(found, shown)


def key(path: str, data: bytes) -> bytes:
    """Return what tells a file, by its path as problems show it and what it holds, from others."""
    return digest(coded(path) + b"\0" + data)


def parse(raw: str, shown: str) -> Document:
    """Read a text as `read` reads what a file holds."""
    text = Text(shown, raw.removeprefix(_MARK))
    faults = list(islice(chain(_conflicts(text.raw), forbidden(text.raw)), MAX_PROBLEMS + 1))
    if faults and faults[0].code == "conflict-marker":
        return Document(shown, text.raw, None, _problems(text, faults), ())
    faults = _with_spaces(text, faults)
    quick = None if faults else built(text.clean)
    if quick:
        return Document(shown, text.raw, quick[0], (), quick[1])
    careful = Careful(text, faults)
    problems = _problems(text, careful.faults)
    return Document(shown, text.raw, careful.value, problems, careful.starts, careful.whole)


def _problems(text: Text, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Sort and cut the faults, saying so when some are left out."""
    found = [_unfinished(text, fault) for fault in sorted(set(faults))]
    problems = tuple(text.problem(fault) for fault in found[:MAX_PROBLEMS])
    if len(found) <= MAX_PROBLEMS:
        return problems
    sentence = f"there are more problems than these {MAX_PROBLEMS} in this file"
    fix = "mend these first, and the others are shown"
    more = Problem(problems[-1].place, Severity.HINT, "more-problems", sentence, fix)
    return (*problems, more)


def _with_spaces(text: Text, faults: list[Fault]) -> list[Fault]:
    """Add the spaces to write for each tab, where every width of a tab makes the same record."""
    if not any(fault.code == "tab" for fault in faults):
        return faults
    widths: dict[int, Value] = {}
    for width in (2, 4, 8):
        if found := built(cleaned(untabbed(text.raw, width))):
            widths[width] = found[0]
    if not widths or any(value != next(iter(widths.values())) for value in widths.values()):
        return faults
    width = min(widths)
    return [
        fault._replace(write=((fault.start, fault.end, " " * _spaces(text, fault, width)),))
        if fault.code == "tab"
        else fault
        for fault in faults
    ]


def _spaces(text: Text, fault: Fault, width: int) -> int:
    before = text.raw[text.line_start(fault.start) : fault.start]
    tabs = fault.end - fault.start
    if before.strip():
        return 1 if before.endswith((":", "-", ",", " ")) else tabs
    return tabs * width


_CUT = {"unclosed-bracket", "unclosed-quote", "missing-colon", "no-value", "yaml-syntax"}


def _unfinished(text: Text, fault: Fault) -> Fault:
    """Add to a fault that a file cut short would have that the file may not be saved whole."""
    if text.raw.endswith("\n") or fault.code not in _CUT:
        return fault
    last = text.line_of(len(text.raw))
    if text.line_of(fault.start) != last and fault.code != "unclosed-bracket":
        return fault
    aside = "\nline {} is the last one and has no line break: was the file saved whole?"
    return fault._replace(fix=fault.fix + aside.format(last))


def _conflicts(raw: str) -> Iterator[Fault]:
    """Find the markers of a merge that is not finished."""
    marked = any(sign * 7 in raw for sign in "<=>|")
    for found in _CONFLICT.finditer(raw) if marked else ():
        sentence = "a merge left its conflict marker here"
        fix = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
        yield Fault(*found.span(), "conflict-marker", sentence, fix)
