"""Edits of a data folder: lines of YAML that give way to others, and what they look like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..records.library import Filed

Step = str | int
# Plain text that no reader of YAML takes for anything else.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[^:#\[\]{},&*!|>'\"%@`\\\n]|(?<=\w)[:,](?=\w)|, (?=\w))*")
_RISKY = re.compile(r"(?i)null|true|false|yes|no|on|off|~")


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of a file that give way to others; line 0 makes a file, no new lines remove it."""

    path: str
    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a spoilt file in which a reviewer would look for the report."""

    path: str
    first: int
    last: int

    def holds(self, path: str, line: int) -> bool:
        """Tell whether a place lies in it."""
        return path == self.path and self.first <= line <= self.last


@dataclass(frozen=True, slots=True)
class Planting:
    """One fault at one place, ready to be planted."""

    what: str
    """What was done, for a person who looks at a fault that was missed."""
    changes: tuple[Change, ...]
    places: tuple[Span, ...]

    @property
    def spot(self) -> tuple[str, int]:
        """The line that is spoilt first, so that a sample takes different ones."""
        return self.changes[0].path, self.changes[0].line


def applied(text: str | None, changes: Iterable[Change]) -> str | None:
    """Return a file's text after the changes to it, or None when they remove it."""
    lines = [] if text is None else text.split("\n")
    for change in sorted(changes, key=lambda one: one.line, reverse=True):
        if change.line == 0:
            return None if change.old else "\n".join(change.new) + "\n"
        start = change.line - 1
        standing = tuple(lines[start : start + len(change.old)])
        assert standing == change.old, f"{change.path}:{change.line}: {standing} ≠ {change.old}"
        lines[start : start + len(change.old)] = change.new
    return "\n".join(lines)


def moved(span: Span, changes: Iterable[Change]) -> Span:
    """Return where a span of the unspoilt file lies after the changes."""
    first, last = span.first, span.last
    for change in changes:
        grown = len(change.new) - len(change.old)
        if change.path != span.path or change.line == 0 or change.line > span.last + 1:
            continue
        last += grown
        if change.line + len(change.old) <= span.first and change.line < span.first:
            first += grown
    return Span(span.path, first, max(first, last))


def scalar(text: str) -> str:
    """Write a text as a YAML scalar on one line."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and not _RISKY.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(items: Iterable[str]) -> str:
    """Write a list on one line."""
    return f"[{', '.join(items)}]"


class Sheet:
    """The lines of one record's file, found by the steps that lead to a value.

    Every method returns None where the YAML is laid out in a way that it does not know.
    """

    def __init__(self, filed: Filed[Any]) -> None:
        self.filed = filed
        self.path = filed.path
        self.lines = filed.document.text.split("\n")

    def span(self) -> Span:
        """Return the lines of the whole record."""
        if not self.filed.steps:
            return Span(self.path, 1, len(self.lines))
        first = self.filed.place().line
        return Span(self.path, first, self._end(first, self._indent(first)))

    def value(self, *steps: Step) -> str | None:
        """Return the text of a scalar that stands on one line."""
        found = self._token(*steps)
        return found[3] if found else None

    def put(self, text: str, *steps: Step) -> Change | None:
        """Replace a scalar."""
        found = self._token(*steps)
        if found is None:
            return None
        line, start, end, _ = found
        old = self.lines[line - 1]
        new = old[:start] + scalar(text) + old[end:]
        return None if new == old else Change(self.path, line, (old,), (new,))

    def put_list(self, items: Sequence[str], *steps: Step) -> Change | None:
        """Replace a list of ids, or drop its field when nothing is left of it."""
        if not items:
            return self.drop(*steps)
        field = self._field(*steps)
        if field is None:
            return None
        first, last = field
        head = self.lines[first - 1]
        key = re.match(r"[ -]*[\w-]+:", head)
        if key is None:
            return None
        old = tuple(self.lines[first - 1 : last])
        return Change(self.path, first, old, (f"{key[0]} {flow(items)}",))

    def drop(self, *steps: Step) -> Change | None:
        """Remove a field that is not the first of its map."""
        field = self._field(*steps)
        if field is None or self.lines[field[0] - 1].lstrip(" ").startswith("- "):
            return None
        first, last = field
        return Change(self.path, first, tuple(self.lines[first - 1 : last]), ())

    def drop_item(self, *steps: Step) -> Change | None:
        """Remove an item of a list that is written one item a line or more."""
        first = self.filed.place(*steps).line
        head = self.lines[first - 1]
        if not head.lstrip(" ").startswith("- "):
            return None
        last = self._end(first, self._indent(first))
        return Change(self.path, first, tuple(self.lines[first - 1 : last]), ())

    def add(self, lines: Iterable[str], *steps: Step) -> Change | None:
        """Add lines, indented as their sibling, behind the field at `steps`."""
        field = self._field(*steps)
        if field is None:
            return None
        last = field[1]
        column = self.filed.place(*steps, key=True).column - 1
        new = tuple(" " * column + line for line in lines)
        return Change(self.path, last + 1, (), new)

    def rename(self, name: str, *steps: Step) -> Change | None:
        """Give a field another name."""
        if self._field(*steps) is None:
            return None
        at = self.filed.place(*steps, key=True)
        old = self.lines[at.line - 1]
        start = at.column - 1
        new = old[:start] + name + old[start + at.width :]
        return Change(self.path, at.line, (old,), (new,))

    def _token(self, *steps: Step) -> tuple[int, int, int, str] | None:
        """Return (line, start, end, text) of a scalar that stands on one line."""
        at = self.filed.place(*steps)
        line = self.lines[at.line - 1]
        start, end = at.column - 1, at.column - 1 + at.width
        text = _unquoted(line[start:end])
        value: Any = self.filed.document.value
        for step in (*self.filed.steps, *steps):
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return (at.line, start, end, text) if value == text else None

    def _field(self, *steps: Step) -> tuple[int, int] | None:
        """Return the first and the last line of a field that has its lines to itself."""
        at = self.filed.place(*steps, key=True)
        head = self.lines[at.line - 1]
        column = at.column - 1
        if head[:column].strip(" -") or not head[column + at.width :].startswith(":"):
            return None
        return at.line, self._end(at.line, column)

    def _indent(self, line: int) -> int:
        text = self.lines[line - 1]
        return len(text) - len(text.lstrip(" "))

    def _end(self, first: int, column: int) -> int:
        """Return the last line of what begins at a line and column, empty lines left out."""
        last = first
        for number in range(first + 1, len(self.lines) + 1):
            text = self.lines[number - 1]
            if not text.strip():
                continue
            if self._indent(number) <= column:
                break
            last = number
        return last


def _unquoted(text: str) -> str:
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        try:
            value = json.loads(text)
        except ValueError:
            return text
        return value if isinstance(value, str) else text
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return text
