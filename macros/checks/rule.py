"""What a rule is: a code, a severity, and a generator of findings whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..evidence.desk import Desk
from ..records.library import Filed
from ..records.problems import Problem, Severity

Step = str | int


class Subject(StrEnum):
    """What a rule looks after."""

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


Find = Callable[[Desk], Iterator[Finding | Problem]]


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

    @property
    def text(self) -> str:
        """The rule itself, in one sentence."""
        return " ".join((self.find.__doc__ or "").split())

    @property
    def waivable(self) -> bool:
        """Whether a record may waive it: a warning about language, never one about evidence."""
        return self.severity is Severity.WARNING and self.subject is Subject.LANGUAGE

    def problem(self, found: Finding) -> Problem:
        """Make a problem of a finding: only now is its place looked up in the file."""
        return found.filed.problem(
            self.code, self.severity, found.sentence, found.fix, *found.steps, key=found.key
        )


def rule(
    code: str,
    severity: Severity = Severity.ERROR,
    subject: Subject = Subject.STRUCTURE,
    *,
    bad: str,
    good: str,
    needs_text: bool = False,
) -> Callable[[Find], Rule]:
    """Turn a generator into a rule of the catalogue."""

    def make(find: Find) -> Rule:
        return Rule(code, severity, subject, find, bad, good, needs_text)

    return make


def evidence(code: str, *, bad: str, good: str, needs_text: bool = True) -> Callable[[Find], Rule]:
    """Turn a generator into a rule about evidence: an error."""
    return rule(code, Severity.ERROR, Subject.EVIDENCE, bad=bad, good=good, needs_text=needs_text)


def language(code: str, *, bad: str, good: str, needs_text: bool = True) -> Callable[[Find], Rule]:
    """Turn a generator into a rule about language: a warning, which a claim can waive."""
    return rule(code, Severity.WARNING, Subject.LANGUAGE, bad=bad, good=good, needs_text=needs_text)
