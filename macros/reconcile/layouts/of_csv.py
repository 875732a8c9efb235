"""The layouts that are CSV, and how each is recognised by its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ...records.topic import Layout
from ..lines import broken_off, lines
from ..records_of_csv import Record, records
from ..row import BadRow, Listing, Row, Skipped
from . import ofac, table, uk
from .columns import Columns

WITH_HEADER: dict[Layout, tuple[frozenset[str], Callable[[int, Columns], Row]]] = {
    "uk-sanctions-list": (uk.NEEDED, uk.row),
    "table": (table.NEEDED, table.row),
}
HEADER_WITHIN = 5
"""Records before which a header stands: a list may begin with its title."""


def layout_of(head: Sequence[Record]) -> Layout | None:
    """Return the layout of a CSV by its first records."""
    for record in head[:HEADER_WITHIN]:
        for layout, (needed, _) in WITH_HEADER.items():
            if needed <= set(Columns.named(record.cells)):
                return layout
    return "ofac-sdn" if any(ofac.is_row(record.cells) for record in head) else None


def read_csv(path: Path, layout: Layout) -> Listing:
    """Read a CSV in a layout."""
    listing = Listing(layout)
    header: tuple[str, ...] = ()
    last: tuple[Record, bool] | None = None
    for record in records(lines(path)):
        if layout in WITH_HEADER and not header:
            names = Columns.named(record.cells)
            if WITH_HEADER[layout][0] <= set(names):
                header = names
            elif layout == "uk-sanctions-list":
                listing.date = uk.date_in_title(record.cells)
            continue
        last = record, _take(listing, record, header)
    if last and last[0].open and not last[1]:
        raise broken_off(last[0].line)
    return listing


def _take(listing: Listing, record: Record, header: tuple[str, ...]) -> bool:
    """Take up a record; tell whether it could be used."""
    try:
        if record.why:
            raise BadRow(record.why)
        if listing.layout == "ofac-sdn":
            row = ofac.row(record.line, record.cells)
        else:
            columns = Columns(header, record.cells)
            row = WITH_HEADER[listing.layout][1](record.line, columns)
            if listing.layout == "table":
                seen = table.seen(columns)
                listing.date = max((d for d in (listing.date, seen) if d), default=None)
    except BadRow as bad:
        listing.skipped.append(Skipped(record.line, bad.why, bad.uid))
        return False
    listing.add(row)
    return True
