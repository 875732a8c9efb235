"""What cells of several layouts have in common: kinds, dates, lists of names."""

from __future__ import annotations

import datetime
import re

from ...records.dates import Date, DateError
from ..row import BadRow, Kind

LONGEST_NAME = 500
LONGEST_UID = 60

KINDS: dict[str, Kind] = {
    "individual": "person",
    "person": "person",
    "entity": "body",
    "organization": "body",
    "company": "body",
    "vessel": "vessel",
    "ship": "vessel",
    "aircraft": "aircraft",
}

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T+Z-].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH_NAMED = re.compile(r"(\d{1,2})[-/. ]([a-z]{3})[a-z]*[-/. ](\d{4})", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def kind_of(text: str) -> Kind:
    """Return what an entry is, by the word that its list uses."""
    return KINDS.get(text.lower(), "unknown")


def day(text: str) -> Date | None:
    """Read a day as the lists write it: 2031-05-30, 30-05-2031, 30/05/2031, 30-May-2031."""
    if found := _ISO.fullmatch(text):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        number, month, year = found.groups()
    elif (found := _MONTH_NAMED.fullmatch(text)) and found[2].lower() in _MONTHS:
        number, year = found[1], found[3]
        month = str(_MONTHS.index(found[2].lower()) + 1)
    else:
        return None
    try:
        return Date.parse(f"{year}-{int(month):02}-{int(number):02}")
    except DateError:
        return None


def dated(text: str, uid: str) -> Date | None:
    """Read the date of an entry; None where it has none."""
    if not text:
        return None
    date = day(text)
    if date is None:
        raise BadRow("its date cannot be read", uid)
    return date


def between(before: Date | None, first: Date | None) -> Date | None:
    """Return the date of a change that two copies show, the last without it and the first with it.

    The copy without it was still right on its own day, so the change came a day later at soonest.
    """
    if first is None or first.earliest is None:
        return None
    if before is None or before.latest is None or before.latest >= first.earliest:
        return Date.parse(f"[..{first}]")
    soonest = before.latest + datetime.timedelta(days=1)
    return first if soonest == first.earliest else Date.parse(f"[{soonest}..{first}]")


def checked(uid: str, name: str) -> None:
    """Refuse an entry without a number or a name."""
    if not uid or len(uid) > LONGEST_UID:
        raise BadRow("it has no number")
    if not name or len(name) > LONGEST_NAME:
        raise BadRow("it has no name", uid)


def split(text: str, sign: str) -> tuple[str, ...]:
    """Split a cell that holds several values."""
    return tuple(part for one in text.split(sign) if (part := one.strip()))
