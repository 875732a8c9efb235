"""When two dates can be one, and which of them says more."""

from __future__ import annotations

import datetime

from ..records.dates import Date


def can_be_one(one: Date, other: Date) -> bool:
    """Tell whether some day lies within both."""
    return not one.certainly_before(other) and not other.certainly_before(one)


def narrower(one: Date, other: Date) -> bool:
    """Tell whether a date leaves fewer days open than another."""
    return _days(one) < _days(other)


def happened_by(one: Date, day: Date) -> bool:
    """Tell whether something can have happened by a day."""
    return one.earliest is None or day.latest is None or one.earliest <= day.latest


def _days(date: Date) -> int:
    first, last = date.earliest or datetime.date.min, date.latest or datetime.date.max
    return (last - first).days
