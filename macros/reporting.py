"""The forms in which problems are printed: for people, for GitHub, for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .records.problems import Problem, Severity, report, visible

# GitHub shows ten annotations of a kind for each step and drops the rest without a word.
SHOWN = 9
# A job summary holds 1 MiB; what comes after is dropped whole.
MOST_BYTES = 900_000
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
# What Markdown, HTML or GitHub may read as more than a character.
_MARKS = "&<>\"'{}[]()*_\\`|~^+#!$@%:"
_REFERENCES = str.maketrans({mark: f"&#{ord(mark)};" for mark in _MARKS})

HERE = "on lines that this branch changes"
NEAR = "elsewhere in files that this branch changes"
ELSEWHERE = "not from this branch"


@dataclass(frozen=True, slots=True)
class Section:
    """Problems that are printed together; without a title they are all that there are."""

    title: str
    problems: tuple[Problem, ...]


def sections(
    problems: Iterable[Problem], changed: Mapping[str, set[int] | None] | None = None
) -> list[Section]:
    """Put problems on changed lines first, then those in changed files, then the rest.

    `changed` holds changed lines by path, None standing for all lines; without it there is one
    section.
    """
    if changed is None:
        return [Section("", tuple(problems))]
    found: dict[str, list[Problem]] = {HERE: [], NEAR: [], ELSEWHERE: []}
    for problem in problems:
        lines = changed.get(problem.place.path, set())
        here = lines is None or problem.place.line in lines
        found[HERE if here else NEAR if lines else ELSEWHERE].append(problem)
    return [Section(title, tuple(those)) for title, those in found.items() if those]


def as_text(parts: Sequence[Section]) -> str:
    """Return problems for people, errors, warnings and hints in the order of the files."""
    return "\n\n".join(
        (f"{part.title[:1].upper()}{part.title[1:]}:\n\n" if part.title else "")
        + report(part.problems)
        for part in parts
        if part.problems
    )


def as_github(parts: Sequence[Section]) -> str:
    """Return problems as annotations, nine of each kind and the number of the rest."""
    lines: list[str] = []
    for severity, kind in _KINDS.items():
        of_kind = [
            (one, part.title) for part in parts for one in part.problems if one.severity is severity
        ]
        lines += [_annotation(kind, one, title) for one, title in of_kind[:SHOWN]]
        if len(of_kind) > SHOWN:
            more = f"and {len(of_kind) - SHOWN} more; the job summary and the log have them all"
            lines.append(f"::{kind}::{more}")
    return "\n".join([*lines, _plain_log(as_text(parts))])


def as_json(parts: Sequence[Section]) -> str:
    """Return problems as a list of objects, one a line; `edits` are what --fix would write."""
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
                "edits": [
                    {
                        "path": edit.place.path,
                        "line": edit.place.line,
                        "column": edit.place.column,
                        "width": edit.place.width,
                        "text": edit.text,
                    }
                    for edit in one.edits
                ],
                **({"where": part.title} if part.title else {}),
            },
            ensure_ascii=False,
        )
        for part in parts
        for one in part.problems
    ]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


FORMATS: dict[str, Callable[[Sequence[Section]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def as_summary(parts: Sequence[Section], closing: str) -> str:
    """Return every problem as Markdown for a job summary, cut where GitHub would drop it whole."""
    found = [one for part in parts for one in part.problems]
    counts = Counter(one.severity for one in found)
    head = ", ".join(
        f"{counts[one]} {one.value}{'' if counts[one] == 1 else 's'}"
        for one in Severity
        if counts[one]
    )
    text = f"### Records: {head or 'no problem'}\n\n{markdown(closing)}\n"
    mended = sum(bool(one.edits) for one in found)
    if mended:
        text += f"\n`brief check --fix` mends {mended} of them.\n"
    told = 0
    for part in parts:
        if part.problems:
            text += f"\n#### {part.title[:1].upper()}{part.title[1:]}\n" if part.title else ""
            text += "\n| where | what | fix |\n| --- | --- | --- |\n"
        for one in part.problems:
            at = one.place
            row = (
                f"| {markdown(f'{at.path}:{at.line}:{at.column}')} | {one.severity.value} "
                f"{markdown(one.code)}: {markdown(one.sentence)} | {markdown(one.fix)} |\n"
            )
            if len((text + row).encode()) > MOST_BYTES:
                return text + f"\nand {len(found) - told} more; the log has them all\n"
            text, told = text + row, told + 1
    return text


def markdown(text: str) -> str:
    """Return a text that Markdown and HTML read as nothing but text, in one line of a table."""
    rows = [visible(row).translate(_REFERENCES) for row in text.split("\n")]
    return "<br>".join(row.strip() for row in rows)


def _plain_log(text: str) -> str:
    """Return a log in which no line is a command to GitHub."""
    return "\n".join(f" {line}" if line.startswith("::") else line for line in text.split("\n"))


def _annotation(kind: str, problem: Problem, section: str) -> str:
    at = problem.place
    title = f"{problem.code} ({section})" if section == ELSEWHERE else problem.code
    where = f"file={_property(at.path)},line={at.line},endLine={at.line},col={at.column}"
    where += f",endColumn={at.column + at.width},title={_property(title)}"
    return f"::{kind} {where}::{_message(problem.sentence + chr(10) + 'fix: ' + problem.fix)}"


def _message(text: str) -> str:
    plain = "\n".join(visible(line) for line in text.split("\n"))
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
