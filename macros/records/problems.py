"""What is wrong, where, and what to type instead: the one form in which faults are reported."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

EXCERPT_LIMIT = 160
GUTTER = 3

# Categories that a terminal obeys, hides or reorders by instead of showing; new, unassigned
# characters are escaped as well, which is merely plain.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SHORT_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
# difflib takes quadratic time, and no name or id is this long.
_LONGEST_WORD = 200


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning and a hint do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(NamedTuple):
    """A kind of problem: the rule that it breaks, and the rule broken and kept in an example."""

    rule: str
    bad: str
    good: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A token in a file: 1-based line and column, counted in characters, and the token's width."""

    path: str
    line: int
    column: int
    width: int = 1

    def within(self, offset: int, width: int) -> Place:
        """Return the place of a part of this token, `offset` characters from its start."""
        return Place(self.path, self.line, self.column + offset, width)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What to write in the place of a token."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place, said in the contributor's words, with its fix."""

    place: Place
    severity: Severity
    code: str
    sentence: str
    fix: str
    excerpt: str = ""
    edits: tuple[Edit, ...] = ()
    """What mends it, where only one thing can; applied by `brief check --fix`."""

    def text(self) -> str:
        """Print the problem as `path:line:column: severity code: sentence`, source line and fix."""
        at = self.place
        severity = self.severity.value
        lines = [
            f"{visible(at.path)}:{at.line}:{at.column}: {severity} {self.code}: "
            f"{visible(self.sentence)}"
        ]
        gutter = max(GUTTER, len(str(at.line)))
        if self.excerpt:
            shown, caret = _pointed(self.excerpt, at.column, at.width)
            lines += [
                f"{'':{gutter}}|",
                f"{at.line:>{gutter}}| {shown}",
                f"{'':{gutter}}| {caret}",
            ]
        if self.fix:
            first, *rest = self.fix.split("\n")
            lead = " " * gutter + "= fix: "
            lines.append(lead + visible(first))
            lines += [(" " * len(lead) + visible(line)).rstrip() for line in rest]
        return "\n".join(lines)


def report(problems: Iterable[Problem]) -> str:
    """Print all problems in the order of the files, an empty line between two."""
    return "\n\n".join(problem.text() for problem in sorted(problems, key=_order))


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.75) -> list[str]:
    """Return at most two candidates that look like the word, the most alike first."""
    if len(word) > _LONGEST_WORD:
        return []
    by_fold: dict[str, str] = {}
    for candidate in sorted(set(candidates)):
        if len(candidate) <= _LONGEST_WORD:
            by_fold.setdefault(candidate.casefold(), candidate)
    alike = difflib.get_close_matches(word.casefold(), list(by_fold), n=2, cutoff=cutoff)
    return [by_fold[fold] for fold in alike]


def visible(text: str) -> str:
    """Return the text with every character that a terminal would not show written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_cell(character)[0] for character in text)


def _order(problem: Problem) -> tuple[str, int, int, str, str, str]:
    """Sort by place and code; the rest only keeps the order the same on every run."""
    at = problem.place
    return (at.path, at.line, at.column, problem.code, problem.sentence, problem.fix)


def _cell(character: str) -> tuple[str, int]:
    """Return what is printed for a character, and how many columns a terminal gives it."""
    if " " <= character <= "~":
        return character, 1
    category = unicodedata.category(character)
    if category in _UNSEEN:
        escape = _SHORT_ESCAPES.get(character) or _escape(ord(character))
        return escape, len(escape)
    if category in {"Mn", "Me"} or unicodedata.combining(character):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _escape(code: int) -> str:
    """Write a code point as Python and YAML both write it in double quotes."""
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _pointed(excerpt: str, column: int, width: int) -> tuple[str, str]:
    """Return the source line as printed, cut around the token, and the carets below the token."""
    start = min(max(column - 1, 0), len(excerpt))
    end = min(start + max(width, 1), len(excerpt))
    before = after = ""
    if len(excerpt) > EXCERPT_LIMIT:
        left = max(0, min(start - EXCERPT_LIMIT // 3, len(excerpt) - EXCERPT_LIMIT))
        right = left + EXCERPT_LIMIT
        before, after = "…" if left else "", "…" if right < len(excerpt) else ""
        excerpt = excerpt[left:right]
        start, end = start - left, min(end - left, EXCERPT_LIMIT)
    shown = before + visible(excerpt) + after
    indent = len(before) + sum(_cell(character)[1] for character in excerpt[:start])
    carets = sum(_cell(character)[1] for character in excerpt[start:end])
    return shown, " " * indent + "^" * max(carets, 1)
