"""The chronology: every claim and act in order of time, split by year where it grows long.

Rows can be chosen by status, lane, actor and year, without a script: see `filters`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..briefing import Briefing, in_order, moment, parties, voices
from ..evidence.desk import Desk
from ..wording import Piece
from .citation import NOWHERE, Imprint
from .filters import Filters, chooser
from .parts import SHOWN_ORDER, ClaimRow, Dated, Share, bar, count, row
from .series import WHOLE, Long, Series
from .steps import Step, steps
from .timeline import TimelineView, timeline_view

SPLIT_BEYOND = WHOLE
"""With more rows than this, each year has a page of its own."""
ACTORS = 20
"""How many actors can be chosen: the most frequent ones."""
UNDATED = "undated"
ACT = "act"


@dataclass(frozen=True, slots=True)
class Moment:
    """A claim or an act of sanctions in the chronology."""

    when: Dated
    claim: ClaimRow | None
    step: Step | None
    lane: str
    """Empty for an act where no type of claims records acts."""
    actors: tuple[str, ...]
    """Ids of everybody who has a part in it or speaks of it."""
    classes: str = ""
    """What the filters know it by, once it is shown."""

    @property
    def status(self) -> str:
        """The status of the claim, or that it is an act."""
        return self.claim.status if self.claim else ACT

    @property
    def key(self) -> str:
        """The key of its mark in the timeline."""
        if self.claim:
            return self.claim.id
        assert self.step is not None
        return self.step.anchor

    @property
    def year(self) -> str:
        """The year of its beginning, or that it has none."""
        return self.when.year or UNDATED


@dataclass(frozen=True, slots=True)
class Year:
    """A year with a page of its own."""

    name: Piece
    total: str
    bar: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """Every claim and act, oldest first."""

    total: str
    moments: tuple[Moment, ...]
    """All rows; where it is split those that the figure shows."""
    shown: str
    """What the rows are, where they are not all."""
    bar: tuple[Share, ...]
    filters: Filters
    years: tuple[Year, ...]
    """Where it is split: each year, and at last what has none."""
    timeline: TimelineView


@dataclass(frozen=True, slots=True)
class YearPage:
    """The claims and acts of one year."""

    id: str
    title: str
    lead: str
    moments: Long[Moment]
    bar: tuple[Share, ...]
    filters: Filters
    before: Piece | None
    """The year before it that has a page."""
    after: Piece | None
    place: str


def chronology(briefing: Briefing) -> Chronology:
    """Return every claim and every act of sanctions in order of time."""
    moments = _moments(briefing)
    ordered = briefing.in_time(briefing.standing)
    years = _years(briefing)
    split = len(moments) > SPLIT_BEYOND
    figure = timeline_view(briefing)
    drawn = {mark.key for mark in figure.marks}
    shown = [one for one in moments if one.key in drawn] if split else moments
    return Chronology(
        f"{count(len(ordered), 'claim')} and {count(len(moments) - len(ordered), 'act')}",
        _classed(briefing, shown),
        f"The {count(len(shown), 'mark')} of the figure, in words" if split else "",
        bar(briefing, ordered),
        _filters(briefing, shown).but("year" if split else ""),
        tuple(
            Year(
                Piece(year.capitalize(), "year", year),
                count(len(found), "row"),
                bar(briefing, _claims(found)),
            )
            for year, found in years.items()
        )
        if split
        else (),
        figure,
    )


def split_years(briefing: Briefing) -> tuple[str, ...]:
    """Return the years that have pages of their own; none where everything fits on one."""
    moments = _moments(briefing)
    return tuple(_years(briefing)) if len(moments) > SPLIT_BEYOND else ()


def year_page(desk: Desk, year: str, _: Imprint = NOWHERE) -> YearPage:
    """Return the page of one year."""
    briefing = desk.briefing
    years = list(briefing.settled("names of years", "", lambda one, _: tuple(_years(one))))
    found = _of_year(briefing, year)
    shown = IN_YEAR.shown(desk, year, few=found[: IN_YEAR.whole])
    index, keys = years.index(year), _claims(found)
    total = f"{count(len(keys), 'claim')} and {count(len(found) - len(keys), 'act')}"
    before, after = years[:index][-1:], years[index + 1 :][:1]
    return YearPage(
        year,
        "Undated" if year == UNDATED else f"Chronology of {year}",
        f"{total} of which no source of ours says when."
        if year == UNDATED
        else f"{total} that begin in {year}, oldest first.",
        shown,
        bar(briefing, keys),
        _filters(briefing, shown).but("year"),
        Piece(before[0].capitalize(), "year", before[0]) if before else None,
        Piece(after[0].capitalize(), "year", after[0]) if after else None,
        _place(briefing, found[0]),
    )


def filters(briefing: Briefing) -> Filters:
    """Return what all rows can be chosen by, those of all years together."""
    return _filters(briefing, _moments(briefing))


def _moments(briefing: Briefing) -> tuple[Moment, ...]:
    """Return every claim and act, oldest first and undated ones last."""
    return briefing.once("moments", "", _ordered)


def _classed(briefing: Briefing, moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """Return moments that are shown with their classes, which follow from all of them."""
    chosen = set(_frequent(briefing))
    return tuple(replace(one, classes=_classes(one, chosen)) for one in moments)


def _frequent(briefing: Briefing) -> tuple[str, ...]:
    """Return the actors by whom all moments can be chosen."""
    return briefing.settled("frequent actors", "", _counted)


def _counted(briefing: Briefing, _: str) -> tuple[str, ...]:
    counts = Counter(who for one in _moments(briefing) for who in one.actors)
    known = [who for who in counts if who in briefing.entities]
    frequent = sorted(known, key=lambda who: (-counts[who], who))[:ACTORS]
    # In the order of their names.
    return tuple(sorted(frequent, key=lambda who: briefing.entities[who].name.casefold()))


def _ordered(briefing: Briefing, _: str) -> tuple[Moment, ...]:
    ordered = briefing.in_time(briefing.standing)
    dated: list[tuple[Any, int, Moment]] = []
    undated: list[Moment] = []
    for index, key in enumerate(ordered):
        claim = briefing.claims[key]
        when, one = moment(claim), row(briefing, key)
        actors = tuple(dict.fromkeys((*parties(claim), *voices(claim))))
        found = Moment(one.when, one, None, one.lane, actors)
        if when is None:
            undated.append(found)
        else:
            dated.append((in_order(when.date), index, found))
    acts = next((one.lane for one in briefing.vocabulary.claim_types.values() if one.act), "")
    for index, step in enumerate(steps(briefing), len(ordered)):
        found = Moment(step.when, None, step, acts, step.actors)
        dated.append((in_order(step.date), index, found))
    return (*(found for _, _, found in sorted(dated, key=lambda item: item[:2])), *undated)


def _classes(one: Moment, chosen: set[str]) -> str:
    names = [f"is-{one.status}", f"lane-{one.lane}" if one.lane else "", f"year-{one.year}"]
    names += [f"who-{who}" for who in one.actors if who in chosen]
    return " ".join(name for name in names if name)


def _filters(briefing: Briefing, moments: Iterable[Moment]) -> Filters:
    """Return what some moments can be chosen by; actors are the frequent ones of all."""
    moments = tuple(moments)
    statuses = Counter(one.status for one in moments)
    lanes = Counter(one.lane for one in moments)
    years = Counter(one.year for one in moments)
    actors = Counter(who for one in moments for who in one.actors)
    words = {**{one.value: one.word for one in SHOWN_ORDER}, ACT: "Act"}
    lane_labels = {key: one.label for key, one in briefing.vocabulary.lanes.items()}
    names = {who: briefing.entities[who].name for who in _frequent(briefing)}
    return Filters(
        (
            *chooser("status", "Status", words, statuses, "is"),
            *chooser("lane", "Lane", lane_labels, lanes),
        ),
        (
            *chooser("who", "Actor", names, actors),
            *chooser("year", "Year", {year: year.capitalize() for year in sorted(years)}, years),
        ),
    )


def _years(briefing: Briefing) -> dict[str, tuple[Moment, ...]]:
    """Return the moments of each year, those without one at last; digits sort before letters."""
    return briefing.once("years", "", _by_year)


def _of_year(briefing: Briefing, year: str) -> tuple[Moment, ...]:
    return briefing.settled("year", year, lambda one, year: _years(one).get(year, ()))


def _by_year(briefing: Briefing, _: str) -> dict[str, tuple[Moment, ...]]:
    found: dict[str, list[Moment]] = {}
    for one in _moments(briefing):
        found.setdefault(one.year, []).append(one)
    return {year: tuple(found[year]) for year in sorted(found)}


IN_YEAR: Series[Moment, Moment] = Series(
    "year",
    "moments",
    lambda _, year: "Undated" if year == UNDATED else f"Chronology of {year}",
    lambda desk, year: _of_year(desk.briefing, year),
    lambda desk, _, keys: _classed(desk.briefing, keys),
    lambda _, one: one.when.short,
    lambda _, year: Piece(year.capitalize(), "year", year),
    lambda desk: split_years(desk.briefing),
)


def _claims(moments: Iterable[Moment]) -> list[str]:
    return [one.claim.id for one in moments if one.claim]


def _place(briefing: Briefing, one: Moment) -> str:
    """Return the file and line of a moment's record."""
    if one.claim:
        filed = briefing.filed("claim", one.claim.id)
    else:
        assert one.step is not None
        filed = briefing.filed(one.step.record, one.step.id)
    return f"{filed.path}:{filed.line}"
