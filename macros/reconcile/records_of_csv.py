"""The records of a CSV, such that one broken record does not swallow those after it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    while True:
        if not ahead:
            first = next(source, None)
            if first is None:
                return
            ahead.append(first)
        taken = 0
        quotes = 0
        for taken in range(1, MOST_LINES + 1):  # noqa: B007
            if taken > len(ahead):
                more = next(source, None)
                if more is None:
                    taken -= 1
                    break
                ahead.append(more)
            quotes += ahead[taken - 1][1].count('"')
            if quotes % 2 == 0:
                break
        number, line = ahead[0]
        if quotes % 2:
            # Only this line is given up: the next may begin a record of its own.
            ahead.popleft()
            yield Record(number, (), "a quotation mark is not closed", open=True)
            continue
        text = "".join(ahead.popleft()[1] for _ in range(taken))
        if text.strip() in ("", _END_OF_FILE):
            continue
        try:
            [cells] = csv.reader([text], strict=True)
        except (csv.Error, ValueError):
            yield Record(number, (), "it is no row of a CSV")
            continue
        yield Record(
            number, tuple(" ".join(cell.split()) for cell in cells), open=not text.endswith("\n")
        )
