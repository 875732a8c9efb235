"""One simple date, as precise and as sure as its source is: a day, month, year or decade."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .date_notations import SIMPLE

Precision = Literal["day", "month", "year", "decade"]

# Not calendar.month_name, which speaks the language of the computer.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class DateError(ValueError):
    """A text is not a date of ours; says why, and what to write."""

    def __init__(self, sentence: str, fix: str, write: str = "") -> None:
        """Keep the two sentences apart; `write` is what to write, where only one can be meant."""
        super().__init__(f"{sentence} | {fix}")
        self.sentence = sentence
        self.fix = fix
        self.write = write


@dataclass(frozen=True, slots=True)
class Part:
    """One simple date: a day, month, year or decade, as sure as the source is of it."""

    precision: Precision
    first: datetime.date
    last: datetime.date
    about: bool = False
    unsure: bool = False

    @classmethod
    def parse(cls, text: str) -> Part | None:
        """Read a simple date; None when it has not the form of one."""
        bare = text.rstrip("~?%")
        flags = text[len(bare) :]
        found = SIMPLE.fullmatch(bare)
        if not found:
            return None
        if flags not in ("", "~", "?"):
            sentence = f"“{text}” is marked as about and unsure at once, or twice"
            fix = f"write {bare}~ for “about” or {bare}? for “unsure”, whichever the source says"
            raise DateError(sentence, fix)
        precision, first, last = _span(text, *found.groups())
        return cls(precision, first, last, flags == "~", flags == "?")

    def words(self) -> str:
        """Say the date in words: “30 August 2023”, “about 2023”, “the 1970s”."""
        return self._hedged(self._plain(_MONTHS))

    def short(self) -> str:
        """Say the date briefly: “30 Aug 2023”, “1970s”."""
        return self._hedged(self._plain([month[:3] for month in _MONTHS]).removeprefix("the "))

    def _hedged(self, words: str) -> str:
        return f"{'about ' if self.about else ''}{words}{' (unsure)' if self.unsure else ''}"

    def _plain(self, months: Sequence[str]) -> str:
        month = months[self.first.month - 1]
        match self.precision:
            case "day":
                return f"{self.first.day} {month} {self.first.year}"
            case "month":
                return f"{month} {self.first.year}"
            case "year":
                return str(self.first.year)
            case "decade":
                return f"the {self.first.year}s"


def _span(
    text: str, decade: str | None, years: str, months: str | None, days: str | None
) -> tuple[Precision, datetime.date, datetime.date]:
    """Return the precision and the days of a date that has the right form."""
    if decade:
        year = int(decade + "0")
        return "decade", datetime.date(year, 1, 1), datetime.date(year + 9, 12, 31)
    year, month, day = int(years), int(months or 1), int(days or 1)
    if not 1000 <= year <= 2999:
        raise DateError(f"the year of “{text}” is not between 1000 and 2999", "check the year")
    if not months:
        return "year", datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    wrong = f"“{text}” is not on the calendar"
    if not 1 <= month <= 12:
        if days and 1 <= day <= 12 and month <= calendar.monthrange(year, day)[1] and month:
            raise DateError(wrong, f"write {year}-{day:02}-{month:02} (year, month, day)")
        fix = f"write a month from 01 to 12, or {year} if the source gives only the year"
        raise DateError(wrong, fix)
    length = calendar.monthrange(year, month)[1]
    if not days:
        return "month", datetime.date(year, month, 1), datetime.date(year, month, length)
    if not 1 <= day <= length:
        raise DateError(wrong, f"write {year}-{month:02} if the source gives only the month")
    return "day", datetime.date(year, month, day), datetime.date(year, month, day)
