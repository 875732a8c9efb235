"""The layouts in which official lists are published, each with its reader."""

from __future__ import annotations

import datetime
import io
from itertools import islice
from pathlib import Path

from ..lines import head_of
from ..records_of_csv import records
from ..row import Listing, Row, Skipped, Unreadable
from . import un
from .of_csv import layout_of, read_csv

__all__ = ["read"]

LOOKED_AT = 20
"""Records at the beginning by which a CSV is recognised."""


def read(path: Path, today: datetime.date) -> Listing:
    """Read a list in whichever layout it is in; what is dated after `today` is not believed."""
    head = head_of(path)
    if head.lstrip().startswith("<"):
        listing = un.read(path)
    else:
        layout = layout_of(list(islice(records(io.StringIO(head)), LOOKED_AT)))
        if layout is None:
            raise Unreadable(
                "the list is in none of the layouts known here",
                "see the layouts in the schema of data/vocabulary.yml",
            )
        listing = read_csv(path, layout)
    if listing.date and listing.date.earliest and listing.date.earliest > today:
        raise Unreadable(
            f"the list says that it is of {listing.date.words()}, which is later than {today}",
            "check the file, or name the day with --as-of",
        )
    for row in list(listing.rows.values()):
        if _in_future(row, today):
            del listing.rows[row.uid]
            listing.read -= 1
            listing.skipped.append(Skipped(row.line, f"it is dated later than {today}", row.uid))
    listing.skipped.sort(key=lambda skipped: skipped.line)
    if not listing.rows:
        first = next(iter(listing.skipped), None)
        why = f" (line {first.line}: {first.why})" if first else ""
        raise Unreadable(
            f"no row of the list could be used{why}",
            "download the list again, as its issuer publishes it",
        )
    return listing


def _in_future(row: Row, today: datetime.date) -> bool:
    dates = (*row.listed, *((row.removed,) if row.removed else ()))
    return any(date.earliest is not None and date.earliest > today for date in dates)
