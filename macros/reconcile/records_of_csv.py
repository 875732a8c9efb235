"""The records of a CSV, such that one broken record does not swallow those after it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

MOST_LINES = 60
"""Lines of one record: a list's notes run over lines, an unclosed quotation over all the rest."""
_END_OF_FILE = "\x1a"  # with which OFAC ends its file


@dataclass(frozen=True, slots=True)
class Record:
    """One record, or where one could not be read; `open` when it lacks its end."""

    line: int
    cells: tuple[str, ...]
    why: str = ""
    open: bool = False


def records(lines: Iterable[str]) -> Iterator[Record]:
    """Yield the records of a CSV; empty lines are none."""
    source = enumerate(lines, 1)
    ahead: deque[tuple[int, str]] = deque()
    while ahead or _more(source, ahead):
        number, first = ahead[0]
        count = _closed_after(source, ahead)
        text = first if count == 1 else "".join(line for _, line in islice(ahead, count))
        cells = _cells(text) if count else None
        if cells is None:
            # Only this line is given up: the next may begin a record of its own.
            ahead.popleft()
            why = "it is no row of a CSV" if count else "a quotation mark is not closed"
            yield Record(number, (), why, open=not count or not first.endswith("\n"))
            continue
        for _ in range(count):
            ahead.popleft()
        if text.strip() not in ("", _END_OF_FILE):
            yield Record(number, cells, open=not text.endswith("\n"))


def _more(source: Iterator[tuple[int, str]], ahead: deque[tuple[int, str]]) -> bool:
    line = next(source, None)
    if line is not None:
        ahead.append(line)
    return line is not None


def _closed_after(source: Iterator[tuple[int, str]], ahead: deque[tuple[int, str]]) -> int:
    """Return after how many lines every quotation mark is closed, 0 when none closes it."""
    quotes = 0
    for count in range(1, MOST_LINES + 1):
        if count > len(ahead) and not _more(source, ahead):
            return 0
        quotes += ahead[count - 1][1].count('"')
        if quotes % 2 == 0:
            return count
    return 0


def _cells(text: str) -> tuple[str, ...] | None:
    if '"' not in text:
        return tuple(" ".join(cell.split()) for cell in text.split(","))
    try:
        [cells] = csv.reader([text], strict=True)
    except (csv.Error, ValueError):
        return None
    return tuple(" ".join(cell.split()) for cell in cells)
