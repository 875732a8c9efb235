"""What can be wrong with a file before anyone asks what it says."""

from __future__ import annotations

from typing import NamedTuple

from ..problems import Severity

MAX_PROBLEMS = 50  # in one file; a binary file would have a million


class Fault(NamedTuple):
    """A stretch of a text, what is wrong with it, and what to do."""

    start: int
    end: int
    code: str
    sentence: str
    fix: str
    severity: Severity = Severity.ERROR
    write: tuple[tuple[int, int, str], ...] = ()
    """(start, end, text): what to write where, if only one thing can be meant."""
