"""What a rule is: a code, a severity, and a generator of problems whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..briefing import Briefing
from ..records.library import Filed
from ..records.problems import Problem, Severity

Step = str | int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that a rule found, at `steps` inside a record."""

    filed: Filed[Any]
    steps: tuple[Step, ...]
    sentence: str
    fix: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    code: str
    severity: Severity
    find: Callable[[Briefing], Iterator[Finding]]

    @property
    def text(self) -> str:
        """The rule itself, in one sentence."""
        return " ".join((self.find.__doc__ or "").split())

    def problems(self, briefing: Briefing) -> Iterator[Problem]:
        """Yield the problems that the rule finds in a briefing."""
        for found in self.find(briefing):
            yield found.filed.problem(
                self.code, self.severity, found.sentence, found.fix, *found.steps, key=found.key
            )


def rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Briefing], Iterator[Finding]]], Rule]:
    """Turn a generator into a rule of the catalogue."""

    def make(find: Callable[[Briefing], Iterator[Finding]]) -> Rule:
        return Rule(code, severity, find)

    return make
