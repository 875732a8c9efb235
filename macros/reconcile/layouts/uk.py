"""The UK Sanctions List: the columns of its search, or of the file, which has a row for each name.

https://www.gov.uk/government/publications/the-uk-sanctions-list
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...records.dates import Date
from ..row import Row
from .cells import checked, dated, day, kind_of, split
from .columns import Columns

NEEDED = frozenset({"unique id", "regime name"})
_PARTS = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6")
_TITLE_DATE = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{4}|\d{4}-\d\d-\d\d")
_KIND = "designation type (individual, entity, ship)"


def row(line: int, columns: Columns) -> Row:
    """Read a row; the rows of an entry are joined by their number."""
    uid = columns["unique id"]
    name = columns["name"] or " ".join(part for key in _PARTS if (part := columns[key]))
    checked(uid, name)
    date = dated(columns["date designated"], uid)
    return Row(
        line,
        uid,
        name,
        kind_of(columns["type"] or columns["designation type"] or columns[_KIND]),
        native=split(columns["name non-latin script"], ";"),
        programs=split(columns["regime name"], ";"),
        listed=(date,) if date else (),
        nationality=split(columns["nationality(/ies)"] or columns["nationality"], ";"),
    )


def date_in_title(cells: Sequence[str]) -> Date | None:
    """Return the date in the line above the header."""
    found = _TITLE_DATE.search(" ".join(cells))
    return day(found[0]) if found else None
