"""Dates at the precision the source gives: a small subset of EDTF that sorts and speaks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, total_ordering
from typing import Any, Literal, NoReturn

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .date_notations import RELATIVE, both_orders, guess
from .date_parts import DateError, Part, Precision

__all__ = ["PATTERN", "Date", "DateError", "Part"]

Kind = Literal["point", "lasting", "within"]

_FINE_TO_COARSE: tuple[Precision, ...] = ("day", "month", "year", "decade")
_LONGEST = 64  # the longest well-formed date has 26 characters
_EXAMPLES = "write 2023, 2023-08 or 2023-08-30"

_PART_PATTERN = (
    r"(?:[12][0-9]{2}X|[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)[~?]?"
)
PATTERN = (r"^(?:{p}|{p}/{p}|{p}/\.\.|\.\./{p}|\[{p}\.\.{p}\]|\[\.\.{p}\]|\[{p}\.\.\])$").replace(
    "{p}", _PART_PATTERN
)


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
    @lru_cache(maxsize=8192)  # a briefing names few days, each of them often
    def parse(cls, text: str) -> Date:
        """Read a date, or raise a `DateError` that says what to write."""
        if len(text) > _LONGEST:
            raise DateError(f"“{text[:_LONGEST]}…” is too long for a date", _EXAMPLES)
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
            raise DateError("a date is written as text", _EXAMPLES)
        return Date.parse(value)
    except DateError as error:
        # The message is a template that fills in again what stands in braces in a value.
        sentence = error.sentence.replace("{", "(").replace("}", ")")
        said = {"sentence": sentence, "fix": error.fix, "write": error.write}
        raise PydanticCustomError("date", "{sentence} | {fix}", said) from None


def _span(text: str, kind: Kind, first: str, second: str) -> Date:
    """Read a span with at most one open end, and refuse one that is reversed or is no span."""
    start = _part(first, text) if first else None
    end = _part(second, text) if second else None
    if start is None and end is None:
        raise DateError(f"“{text}” has no date at either end", "write the end that is known")
    if start and end:
        if (start.first, start.last) == (end.first, end.last):
            raise DateError(f"both ends of “{text}” are the same", f"write {first}")
        if end.last < start.first:
            swapped = f"[{second}..{first}]" if kind == "within" else f"{second}/{first}"
            raise DateError(f"“{text}” ends before it begins", f"write {swapped}")
    return Date(text, kind, start, end)


def _part(text: str, whole: str) -> Part:
    """Read one simple date of the `whole` text."""
    return Part.parse(text) or _refuse_shape(whole)


def _refuse_shape(text: str) -> NoReturn:
    """Refuse a text that is no date of ours, showing what to write where that can be told."""
    if not text.strip():
        raise DateError("a date is missing here", _EXAMPLES)
    both = [order for order in both_orders(text) if _is_date(order)]
    if len(both) == 2:
        fix = f"write {both[0]} or {both[1]}, whichever the source means"
        raise DateError(f"“{text}” does not say which number is the month", fix)
    meant = guess(text)
    if meant:
        Date.parse(meant)  # says what is wrong with the date itself
        # A span may be meant as one event or as what lasts; a simple date leaves no doubt.
        sure = "" if re.search(r"/|\.\.", meant) else meant
        raise DateError(f"“{text}” is not in the form used here", f"write {meant}", sure)
    if RELATIVE.search(text):
        raise DateError(
            f"“{text}” is counted from another date",
            "write the date that it comes to, as precise as the words; in a  when  keep them "
            f"beside it:  words: {text}  and  basis: resolved",
        )
    raise DateError(
        f"“{text}” is not a date as written here",
        "write 2023, 2023-08, 2023-08-30 or 197X; 2016/2021, 2009/.. or ../2021 for what lasts; "
        "[2024-06-07..2024-06-26] or [..2024-06-26] for one event; ~ after it for “about”, "
        "? for “unsure”",
    )


def _is_date(text: str) -> bool:
    try:
        return bool(Part.parse(text))
    except DateError:
        return False
