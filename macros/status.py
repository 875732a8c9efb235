"""How firm a claim is: one truth table over its assertions, and what goes with it.

The status is derived and never typed. The rows are tried in the order of `ROWS`; the first that
holds gives the status, and its docstring is what `/method/` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from .records.claim import Assertion, Claim
from .records.dates import Date
from .records.source import Source
from .records.topic import Role

POSITIVE = ("asserts", "confirms")
OWN_RECORD = ("official-record", "register")


class Status(StrEnum):
    """How firmly a claim is asserted, never whether it is true."""

    DISPUTED = "disputed"
    ON_RECORD = "on-record"
    REPORTED = "reported"
    ALLEGED = "alleged"
    ASSESSED = "assessed"

    word: str
    """The status as pages print it."""

    def __init__(self, value: str) -> None:
        self.word = value.replace("-", " ").capitalize()

    @property
    def meaning(self) -> str:
        """What the status says, in one sentence for readers."""
        return MEANINGS[self]


MEANINGS = {
    Status.DISPUTED: "Somebody asserts it, and a party to it denies it.",
    Status.ON_RECORD: "A party confirms it, or an official record of the act itself holds it.",
    Status.REPORTED: (
        "A source states it in its own voice, or somebody named says it of their own conduct or "
        "of nobody's; no party to it denies it in our sources."
    ),
    Status.ALLEGED: (
        "Somebody asserts it of another's conduct, or it is passed on as an accusation, or no "
        "accuser is named."
    ),
    Status.ASSESSED: "A judgement, or something asserted only as likely, believed or possible.",
}


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial of a claim, in its own words or in general terms."""

    by: tuple[str, ...]
    """Ids of the speakers."""
    parties: tuple[str, ...]
    """Those of the speakers, or of those they speak for, who are parties to the claim."""
    assertion: Assertion
    claim: str
    """The claim in which the denial is recorded: this one, or a denial in general terms."""
    general: bool
    """Whether it denies a wider proposition."""
    counts: bool
    """Whether it makes the claim disputed: by a party, in time, and not taken back."""
    earlier: bool
    """Whether it is from before the claim was asserted, or the denier has confirmed it since."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from a claim's assertions."""

    status: Status
    row: str
    """The name of the row of the truth table that held."""
    origins: tuple[frozenset[str], ...]
    """Independent origins: who is behind the assertions, relays and articles apart."""
    first: Date | None
    """First asserted, as far as our sources tell."""
    last: Date | None
    """Last asserted."""
    denials: tuple[Denial, ...]

    @property
    def denied_by(self) -> tuple[Denial, ...]:
        """The denials that make the claim disputed."""
        return tuple(denial for denial in self.denials if denial.counts)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with everything that the truth table looks at."""

    claim: Claim
    sources: Mapping[str, Source]
    roles: Mapping[str, Role]
    answers: tuple[Claim, ...] = ()
    """Denials in general terms that name this claim."""
    denials: tuple[Denial, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "denials", tuple(self._denials()))

    @property
    def parties(self) -> frozenset[str]:
        """Everybody with a part in the claim."""
        return frozenset(party for ids in self.claim.roles.values() for party in ids)

    @property
    def actors(self) -> frozenset[str]:
        """The parties whose own conduct the claim describes."""
        return frozenset(
            party
            for role, ids in self.claim.roles.items()
            if role in self.roles and self.roles[role].conduct
            for party in ids
        )

    def source(self, assertion: Assertion) -> Source | None:
        """Return the source that an assertion cites."""
        return self.sources.get(assertion.cite.source)

    def said(self, assertion: Assertion) -> Date | None:
        """Return when something was said: its own date, else that of its source."""
        if assertion.said:
            return assertion.said.date
        source = self.source(assertion)
        return source.issued.date if source else None

    def positive(self) -> list[Assertion]:
        """Return the assertions that say the proposition holds."""
        return [a for a in self.claim.assertions if a.stance in POSITIVE]

    def confirmations(self) -> list[Assertion]:
        """Return the confirmations by a party, said without hedge."""
        return [
            a
            for a in self.claim.assertions
            if a.stance == "confirms" and a.hedge == "none" and speakers(a) & self.parties
        ]

    def _denials(self) -> Iterable[Denial]:
        for assertion in self.claim.assertions:
            if assertion.stance == "denies":
                yield self._denial(assertion, self.claim.id, general=False)
        for answer in self.answers:
            for assertion in answer.assertions:
                if assertion.stance in POSITIVE:
                    yield self._denial(assertion, answer.id, general=True)

    def _denial(self, assertion: Assertion, claim: str, *, general: bool) -> Denial:
        parties = speakers(assertion) & self.parties
        in_time, taken_back = self._in_time(assertion), self._taken_back(assertion)
        counts = bool(parties) and in_time and not taken_back
        earlier = taken_back or (assertion.said is not None and not in_time)
        return Denial(
            assertion.by,
            tuple(sorted(parties)),
            assertion,
            claim,
            general,
            counts=counts,
            earlier=earlier,
        )

    def _in_time(self, denial: Assertion) -> bool:
        """Tell whether a denial is not from before the claim was first asserted."""
        if denial.said is None:
            return any(a.cite.source == denial.cite.source for a in self.positive())
        first = earliest(self.said(a) for a in self.positive())
        return first is None or not denial.said.date.certainly_before(first)

    def _taken_back(self, denial: Assertion) -> bool:
        """Tell whether the denier has confirmed the claim since."""
        said = self.said(denial)
        return said is not None and any(
            speakers(c) & speakers(denial)
            and (later := self.said(c)) is not None
            and said.certainly_before(later)
            for c in self.confirmations()
        )


def speakers(assertion: Assertion) -> frozenset[str]:
    """Return who speaks and on whose behalf."""
    return frozenset(assertion.by) | frozenset(assertion.for_)


def origin(assertion: Assertion) -> frozenset[str]:
    """Return who is behind an assertion; a source's own voice is the source.

    Unnamed speakers are one origin a source and description, since nothing tells them apart.
    """
    behind = assertion.for_ or assertion.by
    return _one(
        frozenset(
            {
                "author": f"author:{assertion.cite.source}",
                "unnamed": f"unnamed:{assertion.cite.source}:{assertion.by_words}",
            }.get(who, who)
            for who in behind
        )
    )


@lru_cache(maxsize=1 << 13)
def _one(found: frozenset[str]) -> frozenset[str]:
    """Return the same object for the same origins: claims have few, and there are many claims."""
    return found


def earliest(dates: Iterable[Date | None]) -> Date | None:
    """Return the first of the dates that are known."""
    return min((date for date in dates if date is not None), default=None)


def _disputed(case: Case) -> bool:
    """A party to the claim, or one that speaks for a party, denies this proposition or a wider
    one that entails its denial, not before it was first asserted (an undated denial: in the same
    source as an assertion), and has not confirmed it since."""
    return any(denial.counts for denial in case.denials)


def _on_record(case: Case) -> bool:
    """A party's latest word confirms it, or a source of kind official record or register records
    the act itself in its own voice."""
    return bool(case.confirmations()) or any(
        a.hedge == "none"
        and a.by == ("author",)
        and case.claim.mode == "fact"
        and (source := case.source(a)) is not None
        and source.kind in OWN_RECORD
        for a in case.positive()
    )


def _judgement(case: Case) -> bool:
    """The claim is a judgement, whoever makes it."""
    return case.claim.mode == "judgement"


def _reported(case: Case) -> bool:
    """A source states it in its own voice, or a party says it of its own conduct, or somebody
    named says it of nobody's conduct, each without hedge."""
    return any(
        a.hedge == "none"
        and (
            a.by == ("author",)
            or speakers(a) & case.actors
            or (not case.actors and "unnamed" not in a.by)
        )
        for a in case.positive()
    )


def _alleged(case: Case) -> bool:
    """Somebody asserts it of another's conduct, or it is asserted with “allegedly” or
    “reportedly”, or with no accuser named."""
    return any(a.hedge in ("none", "reported", "alleged") for a in case.positive())


def _assessed(case: Case) -> bool:
    """It is asserted only as likely, believed, suggested or possible."""
    return True


Row = Callable[[Case], bool]
ROWS: tuple[tuple[str, Status, Row], ...] = (
    ("denied by a party", Status.DISPUTED, _disputed),
    ("confirmed or recorded", Status.ON_RECORD, _on_record),
    ("a judgement", Status.ASSESSED, _judgement),
    ("stated without hedge", Status.REPORTED, _reported),
    ("asserted of another, or as an allegation", Status.ALLEGED, _alleged),
    ("asserted only as likely or possible", Status.ASSESSED, _assessed),
)


def judge(case: Case) -> Verdict:
    """Return the verdict on a claim: the first row of the truth table that holds."""
    row, status = next((name, status) for name, status, holds in ROWS if holds(case))
    positive = case.positive()
    dates = sorted(date for a in positive if (date := case.said(a)) is not None)
    origins = dict.fromkeys(origin(a) for a in positive)
    return Verdict(
        status,
        row,
        tuple(origins),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        case.denials,
    )
