"""The base of every record and the types of its fields, each declared once for all kinds.

Text arrives from the reader as text (see `reader`), so flags and counts are parsed here and
nothing is guessed: `true` is a flag only where a field says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

T = TypeVar("T")

# In a schema: the kinds of record whose ids belong here, the tables of words, and single words.
ONE_OF = "x-one-of"

# Names that a web server, a theme or a file system keeps for itself.
RESERVED_IDS = frozenset(
    [
        "404",
        "assets",
        "author",
        "aux",
        "claims",
        "con",
        "entities",
        "index",
        "instruments",
        "nul",
        "prn",
        "readme",
        "search",
        "sources",
        "templates",
        "unnamed",
    ]
    + [f"com{n}" for n in range(1, 10)]
    + [f"lpt{n}" for n in range(1, 10)]
)


# Put in the place of a null that says nothing: no field takes it, so each is refused where it is.
NOTHING = object()


class Record(BaseModel):
    """A closed, strict and frozen mapping: unknown keys and wrong types are problems."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        use_attribute_docstrings=True,
        defer_build=True,  # most commands read few kinds of records, or none
    )

    nulls: ClassVar[dict[str, str]] = {}
    """Fields that may be `null`, each with what that means; everywhere else null is refused."""

    @model_validator(mode="before")
    @classmethod
    def _null_has_a_meaning(cls, value: Any) -> Any:
        """`null` stands only where the model says what it means; elsewhere its field refuses it."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        return {
            key: NOTHING if item is None and key not in cls.nulls else item
            for key, item in value.items()
        }


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is the id of a record of one of `kinds`.

    `words` are values that are no ids (`author`), allowed beside them.
    """

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Say in the schema whose ids belong here, for `schema` to look up."""
        return {**handler(core), ONE_OF: [*self.kinds, *self.words]}


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a field whose text is a word of the vocabulary's table `table`."""

    table: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Say in the schema whose words belong here, for `schema` to look up."""
        return {**handler(core), ONE_OF: [self.table]}


def fault(kind: str, sentence: str, fix: str, at: str = "") -> PydanticCustomError:
    """Make the problem `kind` of a value, or of its field `at`, to be raised in a validator."""
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence, "fix": fix, "at": at})


def _unreserved(text: str) -> str:
    if text in RESERVED_IDS:
        raise fault(
            "reserved-id", f"“{text}” is kept for the site itself", "choose a longer, telling id"
        )
    return text


def _trimmed(text: str) -> str:
    if text != text.strip():
        raise fault(
            "untrimmed", "the text begins or ends with a space", "remove the space at the end"
        )
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        _ = parts.port
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(ch.isspace() or ch in "\"'<>\\`" for ch in text):
        raise fault(
            "address",
            f"“{text}” is not a web address",
            "write the whole address, beginning with https://",
        )
    return text


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _count(value: Any) -> Any:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    return value


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 60
_IdText = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID)]
Trimmed = AfterValidator(_trimmed)

Id = Annotated[_IdText, AfterValidator(_unreserved)]
"""A permanent id: lower-case ASCII letters and digits joined by single hyphens, at most 60."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=280), Trimmed]
"""One line of our own words, at most 280 characters."""

Label = Annotated[str, StringConstraints(min_length=1, max_length=120), Trimmed]
"""A name or a label, at most 120 characters."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=2000), Trimmed]
"""A paragraph of our own words, at most 2,000 characters."""

Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "pattern": "^https?://"}),
]
"""A web address with http or https."""


def _entry_address(text: str) -> str:
    host, mark = urlsplit(text).netloc, _ENTRY.findall(text)
    if len(mark) != 1 or mark[0] in host:
        raise fault(
            "address",
            f"“{text}” has no one place for the number of an entry",
            "write the mark where the number stands, as in https://example.org/entries/{value}",
        )
    return text


_ENTRY = re.compile(r"\{(?:value|entry)\}")
EntryUrl = Annotated[Url, AfterValidator(_entry_address)]
"""A web address with a mark in the place of an entry's number."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`."""

Count = Annotated[int, BeforeValidator(_count)]
"""A whole number from 0, at most nine digits."""


_DEGREES = r"^-?[0-9]{1,3}(\.[0-9]{1,8})?$"


def _degrees(most: int) -> AfterValidator:
    def within(text: str) -> str:
        if not re.match(_DEGREES, text) or abs(float(text)) > most:
            raise fault(
                "degrees",
                f"“{text}” is no number of degrees from -{most} to {most}",
                "write degrees with decimals, as in 39.03385; south and west with a minus",
            )
        return text

    return AfterValidator(within)


_Degrees = Annotated[
    str,
    StringConstraints(max_length=13),
    WithJsonSchema({"type": "string", "pattern": _DEGREES}),
]
Latitude = Annotated[_Degrees, _degrees(90)]
"""Degrees with decimals, from -90 to 90, kept as written."""
Longitude = Annotated[_Degrees, _degrees(180)]
"""Degrees with decimals, from -180 to 180, kept as written."""

# A list in YAML, a tuple here: records are frozen through and through.
Many = Annotated[tuple[T, ...], Strict(False)]

EntityId = Annotated[_IdText, Ref(("entity",))]
SourceId = Annotated[_IdText, Ref(("source",))]
InstrumentId = Annotated[_IdText, Ref(("instrument",))]
ClaimId = Annotated[_IdText, Ref(("claim",))]
PartyId = Annotated[_IdText, Ref(("entity", "instrument"))]
SpeakerId = Annotated[_IdText, Ref(("entity", "source"), words=("author", "unnamed"))]
RelayId = SpeakerId

LaneWord = Annotated[_IdText, Word("lanes")]
SideWord = Annotated[_IdText, Word("sides")]
ClaimTypeWord = Annotated[_IdText, Word("claim_types")]
RoleWord = Annotated[_IdText, Word("roles")]
MeasureWord = Annotated[_IdText, Word("measures")]
PropertyWord = Annotated[_IdText, Word("properties")]
SchemeWord = Annotated[_IdText, Word("schemes")]
