"""An official list, as its issuer publishes it, beside the records: where they agree and differ.

Which register a list is, and which numbers are its own, stands in the vocabulary's schemes; the
layouts are the issuers'. Nothing is written: what could be pasted is printed.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from ..briefing import Briefing
from ..records.dates import Date
from .comparing import findings
from .layouts import read
from .output import Result, as_json, as_text, closing_line
from .register import register_of
from .row import Unreadable

__all__ = ["Result", "Unreadable", "as_json", "as_text", "closing_line", "reconcile"]


def reconcile(
    briefing: Briefing, path: Path, today: datetime.date, scheme: str | None = None
) -> Result:
    """Compare a list with a briefing as of the list's own date, else as of `today`."""
    listing = read(path, today)
    register = register_of(briefing, listing.layout, scheme)
    as_of = listing.date or Date.parse(today.isoformat())
    found = tuple(findings(briefing, register, listing, as_of))
    return Result(str(path), register, listing, as_of, found)
