"""Edits written into files: all of a file's or none, and nothing else of it is touched."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .records.problems import Edit, Place, Problem, Severity, visible
from .records.reader import MAX_BYTES, parse

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Change:
    """A line that was written anew, and why."""

    place: Place
    code: str
    before: str
    after: str

    def __str__(self) -> str:
        at = self.place
        return (
            f"{visible(at.path)}:{at.line}: {self.code}\n"
            f"   - {visible(self.before)}\n   + {visible(self.after)}"
        )


def repair(root: Path, problems: Iterable[Problem]) -> list[Change]:
    """Write the edits of problems into the files under `root`; return the lines that changed.

    Paths of problems are relative to `root`. A file that is not what was checked, or that YAML
    would read worse afterwards, is left as it is. Raises OSError where a file cannot be written.
    """
    by_file: dict[str, list[tuple[Edit, str]]] = defaultdict(list)
    for problem in problems:
        for edit in problem.edits:
            by_file[edit.place.path].append((edit, problem.code))
    changes: list[Change] = []
    for path, edits in sorted(by_file.items()):
        changes += _repair_file(root / path, path, edits)
    return changes


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; of two that overlap only the first is.

    Lines end with LF, and a CR before it is part of no token.
    """
    lines = text.split("\n")
    for edit in reversed(_apart(edits)):
        at = edit.place
        line = lines[at.line - 1]
        start = at.column - 1
        lines[at.line - 1] = line[:start] + edit.text + line[start + at.width :]
    return "\n".join(lines)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits in order of place, without those that touch one before."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        last = kept[-1].place if kept else None
        here = edit.place
        if last and last.line == here.line and last.column + last.width > here.column:
            continue
        kept.append(edit)
    return kept


def _repair_file(file: Path, shown: str, edits: list[tuple[Edit, str]]) -> list[Change]:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
        return []
    whole = file.read_bytes().decode("utf-8")
    text = whole.removeprefix(BOM)
    lines = text.split("\n")
    if any(edit.place.line > len(lines) for edit, _ in edits):
        return []
    after = edited(text, (edit for edit, _ in edits))
    if after == text or _errors(after, shown) > _errors(text, shown):
        return []
    _write(file, (whole[: len(whole) - len(text)] + after).encode())
    codes: dict[int, dict[str, None]] = defaultdict(dict)
    for edit, code in edits:
        codes[edit.place.line][code] = None
    return [
        Change(
            Place(shown, number, 1), ", ".join(codes[number]), old.rstrip("\r"), new.rstrip("\r")
        )
        for number, (old, new) in enumerate(zip(lines, after.split("\n"), strict=True), 1)
        if old != new
    ]


def _errors(text: str, shown: str) -> int:
    return sum(one.severity is Severity.ERROR for one in parse(text, shown).problems)


def _write(file: Path, data: bytes) -> None:
    """Put the new contents in the file's place in one step, with its rights."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(file.stat().st_mode & 0o777)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
