"""The plain table: uid, name and, as far as known, type, programs, first_seen and so on.

A row tells of a series of copies of a list in which an entry was first, before and last seen;
an entry that was removed is kept, with the first copy that lacks it.
"""

from __future__ import annotations

from ...records.dates import Date
from ..row import Row
from .cells import between, checked, dated, day, kind_of, split
from .columns import Columns

NEEDED = frozenset({"uid", "name"})


def row(line: int, columns: Columns) -> Row:
    """Read a row."""
    uid, name = columns["uid"], columns["name"]
    checked(uid, name)
    listed = between(dated(columns["not in previous"], uid), dated(columns["first seen"], uid))
    removed = between(dated(columns["last seen"], uid), dated(columns["removed by"], uid))
    return Row(
        line,
        uid,
        name,
        kind_of(columns["type"]),
        aliases=split(columns["aliases"], ";"),
        native=split(columns["native"], ";"),
        programs=split(columns["programs"], ";"),
        listed=(listed,) if listed else (),
        removed=removed,
        nationality=split(columns["nationality"], ";"),
    )


def seen(columns: Columns) -> Date | None:
    """Return the date of the last copy that a row tells of."""
    dates = (day(columns[name]) for name in ("first seen", "last seen", "removed by"))
    return max((date for date in dates if date), default=None)
