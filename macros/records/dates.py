"""Dates at the precision the source gives: a small subset of EDTF that sorts and speaks."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import total_ordering
from typing import Any, Literal, NoReturn

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Precision = Literal["day", "month", "year", "decade"]
Kind = Literal["point", "lasting", "within"]

_FINE_TO_COARSE: tuple[Precision, ...] = ("day", "month", "year", "decade")
# Not calendar.month_name, which speaks the language of the computer.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONGEST = 64  # the longest well-formed date has 26 characters

_PART = re.compile(
    r"(?P<decade>[12][0-9]{2})X"
    r"|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_PART_PATTERN = (
    r"(?:[12][0-9]{2}X|[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)[~?]?"
)
PATTERN = (r"^(?:{p}|{p}/{p}|{p}/\.\.|\.\./{p}|\[{p}\.\.{p}\]|\[\.\.{p}\]|\[{p}\.\.\])$").replace(
    "{p}", _PART_PATTERN
)


class DateError(ValueError):
    """A text is not a date of ours; says why, and what to write."""

    def __init__(self, sentence: str, fix: str) -> None:
        """Keep the two sentences apart, for messages with a place."""
        super().__init__(f"{sentence} | {fix}")
        self.sentence = sentence
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Part:
    """One simple date: a day, month, year or decade, as sure as the source is of it."""

    precision: Precision
    first: datetime.date
    last: datetime.date
    about: bool = False
    unsure: bool = False

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


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Date:
    """A point, a lasting span, or one event within bounds; compares by what it can mean."""

    text: str
    kind: Kind
    start: Part | None
    end: Part | None
    _key: tuple[datetime.date, datetime.date, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the sort key, as records are sorted often."""
        earliest, latest = self.earliest or datetime.date.min, self.latest or datetime.date.max
        object.__setattr__(self, "_key", (earliest, latest, self.text))

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read a date, or raise a `DateError` that says what to write."""
        if len(text) > _LONGEST:
            _refuse(f"{_shown(text)} is too long for a date", "write 2023, 2023-08 or 2023-08-30")
        if text.startswith("[") and text.endswith("]") and text.count("..") == 1:
            return _span(text, "within", *text[1:-1].split(".."))
        if text.count("/") == 1 and not re.fullmatch(r"[0-9]{4}/[0-9]{1,2}", text):
            sides = text.split("/")
            if all(sides):
                start, end = ("" if side == ".." else side for side in sides)
                return _span(text, "lasting", start, end)
        part = _part(text, text)
        return cls(text, "point", part, part)

    @property
    def earliest(self) -> datetime.date | None:
        """The first day it can mean; None when the beginning is open."""
        return self.start.first if self.start else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day it can mean; None when the end is open."""
        return self.end.last if self.end else None

    @property
    def precision(self) -> Precision:
        """The coarsest precision among its parts."""
        return max((part.precision for part in self._parts()), key=_FINE_TO_COARSE.index)

    @property
    def about(self) -> bool:
        """Whether the source says “about” of any part."""
        return any(part.about for part in self._parts())

    @property
    def unsure(self) -> bool:
        """Whether any part is unsure."""
        return any(part.unsure for part in self._parts())

    def certainly_before(self, other: Date) -> bool:
        """Whether its last possible day is before the other's first, both being known."""
        return (
            self.latest is not None and other.earliest is not None and self.latest < other.earliest
        )

    def words(self) -> str:
        """Say the date in words at its own precision, never padded to a day."""
        return self._said(Part.words, lambda start, end: f"{start} to {end}")

    def short(self) -> str:
        """Say the date briefly, for charts and tables, never padded to a day."""
        return self._said(
            Part.short,
            lambda start, end: f"{start} – {end}" if " " in start + end else f"{start}–{end}",
        )

    def __str__(self) -> str:
        """Return the text as written."""
        return self.text

    def __eq__(self, other: object) -> bool:
        """Compare by what is written, which alone tells two dates apart."""
        return self.text == other.text if isinstance(other, Date) else NotImplemented

    def __lt__(self, other: object) -> bool:
        """Sort by first day, then by last day, then by text; open ends lie outside all days."""
        return self._key < other._key if isinstance(other, Date) else NotImplemented

    def __hash__(self) -> int:
        """Hash what equality compares."""
        return hash(self.text)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let models take a text or a Date, and write the text."""
        return core_schema.no_info_plain_validator_function(
            _validated,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text for editors, whose YAML reads a bare year as a number."""
        return {"anyOf": [{"type": "string", "pattern": PATTERN}, {"type": "integer"}]}

    def _parts(self) -> list[Part]:
        return [part for part in (self.start, self.end) if part]

    def _said(self, say: Callable[[Part], str], span: Callable[[str, str], str]) -> str:
        start, end = self.start, self.end
        if start is None or end is None:
            return self._said_half_open(say)
        if self.kind == "point":
            return say(start)
        begins = say(start)
        months = {"day", "month"}
        if {start.precision, end.precision} <= months and start.first.year == end.first.year:
            # The year is said once, unless a hedge belongs to one side only.
            begins = begins if start.unsure else begins.removesuffix(f" {start.first.year}")
        if self.kind == "lasting":
            return span(begins, say(end))
        return f"between {begins} and {say(end)}"

    def _said_half_open(self, say: Callable[[Part], str]) -> str:
        if self.start is None:
            return f"{'until' if self.kind == 'lasting' else 'by'} {say(self._parts()[0])}"
        if self.kind == "lasting":
            return f"since {say(self.start)}"
        return f"{'on' if self.start.precision == 'day' else 'in'} or after {say(self.start)}"


def _validated(value: object) -> Date:
    """Turn what a model was given into a Date, with the fix kept beside the sentence."""
    if isinstance(value, Date):
        return value
    try:
        if not isinstance(value, str):
            _refuse("a date is written as text", "write 2023, 2023-08 or 2023-08-30")
        return Date.parse(value)
    except DateError as error:
        # The message is a template that fills in again what stands in braces in a value.
        sentence = error.sentence.replace("{", "(").replace("}", ")")
        said = {"sentence": sentence, "fix": error.fix}
        raise PydanticCustomError("date", "{sentence} | {fix}", said) from None


def _span(text: str, kind: Kind, first: str, second: str) -> Date:
    """Read a span with at most one open end, and refuse one that is reversed or is no span."""
    start = _part(first, text) if first else None
    end = _part(second, text) if second else None
    if start is None and end is None:
        _refuse(f"{_shown(text)} has no date at either end", "write the end that is known")
    if start and end:
        if (start.first, start.last) == (end.first, end.last):
            _refuse(f"both ends of {_shown(text)} are the same", f"write {first}")
        if end.last < start.first:
            swapped = f"[{second}..{first}]" if kind == "within" else f"{second}/{first}"
            _refuse(f"{_shown(text)} ends before it begins", f"write {swapped}")
    return Date(text, kind, start, end)


def _part(text: str, whole: str) -> Part:
    """Read one simple date; `whole` is the text around it, for messages."""
    bare = text.rstrip("~?%")
    flags = text[len(bare) :]
    found = _PART.fullmatch(bare)
    if not found:
        _refuse_shape(whole)
    if len(flags) > 1 or flags == "%":
        _refuse(
            f"{_shown(text)} is marked as about and unsure at once, or twice",
            f"write {bare}~ for “about” or {bare}? for “unsure”, whichever the source says",
        )
    about, unsure = flags == "~", flags == "?"
    if found["decade"]:
        year = int(found["decade"] + "0")
        return Part(
            "decade", datetime.date(year, 1, 1), datetime.date(year + 9, 12, 31), about, unsure
        )
    year = int(found["year"])
    if not 1000 <= year <= 2999:
        _refuse(f"the year of {_shown(text)} is not between 1000 and 2999", "check the year")
    month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
    if month is None:
        return Part("year", datetime.date(year, 1, 1), datetime.date(year, 12, 31), about, unsure)
    if not 1 <= month <= 12:
        _refuse_month(text, year, month, day)
    days = calendar.monthrange(year, month)[1]
    if day is None:
        first, last = datetime.date(year, month, 1), datetime.date(year, month, days)
        return Part("month", first, last, about, unsure)
    if not 1 <= day <= days:
        fix = f"write {year}-{month:02} if the source gives only the month"
        _refuse(f"{_shown(text)} is not on the calendar", fix)
    only = datetime.date(year, month, day)
    return Part("day", only, only, about, unsure)


def _refuse(sentence: str, fix: str) -> NoReturn:
    raise DateError(sentence, fix)


def _refuse_month(text: str, year: int, month: int, day: int | None) -> NoReturn:
    """Refuse a month outside 01 to 12, which is often a day in the wrong place."""
    swapped = _valid(f"{year}-{day:02}-{month:02}") if day and day <= 12 else None
    if swapped:
        fix = f"write {swapped} (year, month, day)"
    else:
        fix = f"write a month from 01 to 12, or {year} if the source gives only the year"
    _refuse(f"{_shown(text)} is not on the calendar", fix)


def _refuse_shape(text: str) -> NoReturn:
    """Refuse a text that is no date of ours, showing what to write where that can be told."""
    if not text.strip():
        _refuse("a date is missing here", "write 2023, 2023-08 or 2023-08-30")
    both = _day_and_month_unclear(text)
    if both:
        sentence = f"{_shown(text)} does not say which number is the month"
        _refuse(sentence, f"write {both[0]} or {both[1]}, whichever the source means")
    guess = _guess(text)
    if guess:
        found = _valid(guess)
        if not found:
            Date.parse(guess)  # says what is wrong with the date itself
        _refuse(f"{_shown(text)} is not in the form used here", f"write {found}")
    _refuse(
        f"{_shown(text)} is not a date as written here",
        "write 2023, 2023-08, 2023-08-30 or 197X; 2016/2021, 2009/.. or ../2021 for what lasts; "
        "[2024-06-07..2024-06-26] or [..2024-06-26] for one event; ~ after it for “about”, "
        "? for “unsure”",
    )


def _shown(text: str) -> str:
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"


def _valid(text: str) -> str | None:
    """Return the text when it is a date, else None."""
    try:
        return Date.parse(text).text
    except DateError:
        return None


_NUMBERS_LAST_YEAR = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


def _day_and_month_unclear(text: str) -> tuple[str, str] | None:
    """Return both readings of a date like 03/04/2023, unless they are one and the same."""
    found = _NUMBERS_LAST_YEAR.fullmatch(text.strip())
    if not found:
        return None
    one, two, year = int(found[1]), int(found[2]), found[3]
    readings = _valid(f"{year}-{two:02}-{one:02}"), _valid(f"{year}-{one:02}-{two:02}")
    if readings[0] and readings[1] and readings[0] != readings[1]:
        return readings[0], readings[1]
    return None


_MONTH_NUMBERS = {month[:3].lower(): number for number, month in enumerate(_MONTHS, 1)}
_MONTH = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>[0-9]{4})"
# What people write for a simple date; the groups are year, month and day.
_SIMPLE = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR},? {_MONTH}(?: {_DAY})?",
        rf"{_YEAR}[-/.](?P<n>[0-9]{{1,2}})(?:[-/.]{_DAY})?",
        rf"{_YEAR}(?P<n>[0-9]{{2}}){_DAY}",
        rf"{_YEAR}-(?P<n>[0-9]{{2}})-{_DAY}[ T].*",
        rf"{_DAY}[-/.](?P<n>0?[1-9]|1[0-2])[-/.]{_YEAR}",
        rf"(?P<n>0?[1-9]|1[0-2])[-/.]{_DAY}[-/.]{_YEAR}",
    )
)
# What people write around simple dates; each {} stands for one of them.
_AROUND = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), template)
    for pattern, template in (
        (r"(?:about|around|circa|ca?\.?|~) ?(.+)", "{}~"),
        (r"(.+?) ?(?:\(unsure\)|\(\?\)|\?)", "{}?"),
        (r"(?:since|from) (.+)", "{}/.."),
        (r"([0-9]{4}) ?[-–—]|([^/]+)/", "{}/.."),
        (r"until (.+)|/([^/]+)", "../{}"),
        (r"(?:by|before|no later than) (.+)", "[..{}]"),
        (r"(?:(?:in|on) or )?after (.+)", "[{}..]"),
        (r"between (.+) and (.+)", "[{}..{}]"),
        (r"(?:from )?(.+?) (?:to|until) (.+)", "{}/{}"),
        (r"([0-9]{4}) ?[-–—] ?([0-9]{4})", "{}/{}"),
        (r"([^/]+)/\.\.", "{}/.."),
        (r"\.\./([^/]+)", "../{}"),
        (r"([^/]+)/([^/]+)", "{}/{}"),
        (r"\[?(.+?)\.\.(.+?)\]?", "[{}..{}]"),
        (r"\[\.\.(.+)\]", "[..{}]"),
        (r"\[(.+)\.\.\]", "[{}..]"),
        (r"\[([^.\[\]]+)\]", "{}"),
    )
)
_QUARTER = re.compile(r"(?:([0-9]{4})[- ]?q([1-4])|q([1-4])[- ]([0-9]{4}))", re.IGNORECASE)


def _guess(text: str) -> str | None:
    """Return what was probably meant, in our form but not yet checked, or None."""
    text = " ".join(text.split())
    simple = _guess_simple(text)
    if simple:
        return simple
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        year, number = quarter[1] or quarter[4], int(quarter[2] or quarter[3])
        return f"[{year}-{number * 3 - 2:02}..{year}-{number * 3:02}]"
    for pattern, template in _AROUND:
        found = pattern.fullmatch(text)
        if found:
            sides = [_guess_simple(side) for side in found.groups() if side]
            if all(sides):
                return template.format(*sides)
    return None


def _guess_simple(text: str) -> str | None:
    """Return a simple date in our form for one written as people do, or None."""
    text = text.strip()
    if _PART.fullmatch(text.rstrip("~?")):
        return text
    decade = re.fullmatch(r"(?:the )?([12][0-9]{2})(?:0'?s|x)", text, re.IGNORECASE)
    if decade:
        return f"{decade[1]}X"
    for pattern in _SIMPLE:
        found = pattern.fullmatch(text)
        if found:
            groups = found.groupdict()
            month = int(groups.get("n") or _MONTH_NUMBERS[(groups.get("m") or "jan").lower()])
            day = f"-{int(groups['d']):02}" if groups.get("d") else ""
            return f"{groups['y']}-{month:02}{day}"
    return None
