"""What a rule is: a code, a severity, and a generator of findings whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..evidence.desk import Desk
from ..records import mending
from ..records.library import Filed
from ..records.problems import Problem, Severity

Step = str | int
EVERYTHING = ("source", "entity", "instrument", "claim", "designation", "not_listed")
"""All kinds of records but for what the topic is."""


class Subject(StrEnum):
    """What a rule looks after."""

    FORM = "form"
    STRUCTURE = "structure"
    EVIDENCE = "evidence"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that a rule found, at `steps` inside a record."""

    filed: Filed[Any]
    steps: tuple[Step, ...]
    sentence: str
    fix: str
    key: bool = False
    write: str = ""
    """What to write in the place of the value (or key), where only one thing can be meant."""
    for_words: str = ""
    """The words of the value in whose place it is written; the whole value without."""


Find = Callable[[Desk], Iterator[Finding | Problem]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A kind of problem as `brief explain` and the method page show it."""

    code: str
    severity: Severity
    subject: Subject
    text: str
    bad: str
    good: str
    needs_text: bool = False
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    code: str
    severity: Severity
    subject: Subject
    find: Find
    bad: str
    """A short example that breaks the rule."""
    good: str
    """The same, keeping it."""
    needs_text: bool
    """Whether it can be checked only with the source's text at hand."""
    of: tuple[str, ...] = ()
    """What it compares with one another: kinds of records, `ledger`, `page` for hand-written pages,
    `file` for whatever else lies about. A rule without looks at one record after the other, at the
    rest of its file, and at whatever these name."""

    @property
    def text(self) -> str:
        """The rule itself, in one sentence."""
        return " ".join((self.find.__doc__ or "").split())

    @property
    def waivable(self) -> bool:
        """Whether a record may waive it: a warning about language, never one about evidence."""
        return self.severity is Severity.WARNING and self.subject is Subject.LANGUAGE

    @property
    def explanation(self) -> Explanation:
        """The rule as it is shown."""
        return Explanation(
            self.code,
            self.severity,
            self.subject,
            self.text,
            self.bad,
            self.good,
            self.needs_text,
            self.waivable,
        )

    def problem(self, found: Finding) -> Problem:
        """Make a problem of a finding: only now is its place looked up in the file."""
        filed, edits = found.filed, mending.NONE
        steps = (*filed.steps, *found.steps)
        if found.write and found.for_words:
            edits = mending.swapped(filed.document, steps, found.for_words, found.write)
        elif found.write:
            edits = mending.instead(filed.document, steps, found.write, key=found.key)
        return filed.problem(
            self.code,
            self.severity,
            found.sentence,
            found.fix,
            *found.steps,
            key=found.key,
            edits=edits,
        )


def rule(
    code: str,
    severity: Severity = Severity.ERROR,
    subject: Subject = Subject.STRUCTURE,
    *,
    bad: str,
    good: str,
    needs_text: bool = False,
    of: tuple[str, ...] = (),
) -> Callable[[Find], Rule]:
    """Turn a generator into a rule of the catalogue."""

    def make(find: Find) -> Rule:
        return Rule(code, severity, subject, find, bad, good, needs_text, of)

    return make


def evidence(code: str, *, bad: str, good: str, needs_text: bool = True) -> Callable[[Find], Rule]:
    """Turn a generator into a rule about evidence: an error."""
    return rule(code, Severity.ERROR, Subject.EVIDENCE, bad=bad, good=good, needs_text=needs_text)


def language(
    code: str, *, bad: str, good: str, needs_text: bool = True, of: tuple[str, ...] = ()
) -> Callable[[Find], Rule]:
    """Turn a generator into a rule about language: a warning, which a claim can waive."""
    return rule(
        code, Severity.WARNING, Subject.LANGUAGE, bad=bad, good=good, needs_text=needs_text, of=of
    )
