"""The forms in which problems are printed: for people, for GitHub, for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from .records.problems import Problem, Severity, report, visible

# GitHub shows ten annotations of a kind for each step and drops the rest without a word.
SHOWN = 9
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def as_text(problems: Sequence[Problem]) -> str:
    """Return problems for people, errors, warnings and hints in the order of the files."""
    return report(problems)


def as_github(problems: Sequence[Problem]) -> str:
    """Return problems as annotations, nine of each kind and the number of the rest."""
    lines: list[str] = []
    for severity, kind in _KINDS.items():
        of_kind = [problem for problem in problems if problem.severity is severity]
        lines += [_annotation(kind, problem) for problem in of_kind[:SHOWN]]
        if len(of_kind) > SHOWN:
            lines.append(f"::{kind}::and {len(of_kind) - SHOWN} more; the log has them all")
    return "\n".join([*lines, report(problems)])


def as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a list of objects, one a line."""
    rows = [
        json.dumps(
            {
                "path": one.place.path,
                "line": one.place.line,
                "column": one.place.column,
                "width": one.place.width,
                "severity": one.severity.value,
                "code": one.code,
                "sentence": one.sentence,
                "fix": one.fix,
            },
            ensure_ascii=False,
        )
        for one in problems
    ]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def _annotation(kind: str, problem: Problem) -> str:
    at = problem.place
    where = f"file={_property(at.path)},line={at.line},col={at.column}"
    where += f",endColumn={at.column + at.width},title={_property(problem.code)}"
    return f"::{kind} {where}::{_message(problem.sentence + chr(10) + 'fix: ' + problem.fix)}"


def _message(text: str) -> str:
    plain = "\n".join(visible(line) for line in text.split("\n"))
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
