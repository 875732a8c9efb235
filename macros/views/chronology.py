"""The chronology: every claim and act in order of time, split by year where it grows long.

Rows can be chosen by status, lane, actor and year, without a script: see `filters`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from ..briefing import Briefing, in_order
from ..evidence.desk import Desk
from ..wording import Piece
from .citation import NOWHERE, Imprint
from .filters import Filters, chooser
from .parts import SHOWN_ORDER, ClaimRow, Dated, Share, bar, count, row, whole_bar
from .series import WHOLE, Long, Series
from .steps import Step, steps
from .timeline import TimelineView, spots, timeline_view

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
    """What the filters know it by."""

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
    keys, claims = _sequence(briefing), briefing.chronicle
    years = _years(briefing)
    split = len(keys) > SPLIT_BEYOND
    figure = timeline_view(briefing)
    drawn = {mark.key for mark in figure.marks}
    shown = _moments(briefing, [key for key in keys if key in drawn] if split else keys)
    return Chronology(
        f"{count(len(claims), 'claim')} and {count(len(keys) - len(claims), 'act')}",
        shown,
        f"The {count(len(shown), 'mark')} of the figure, in words" if split else "",
        whole_bar(briefing),
        _filters(briefing, map(_traits, shown)).but("year" if split else ""),
        tuple(
            Year(
                Piece(year.capitalize(), "year", year),
                count(len(found), "row"),
                _year_bar(briefing, year),
            )
            for year, found in years.items()
        )
        if split
        else (),
        figure,
    )


def split_years(briefing: Briefing) -> tuple[str, ...]:
    """Return the years that have pages of their own; none where everything fits on one."""
    return _names_of_years(briefing) if len(_sequence(briefing)) > SPLIT_BEYOND else ()


def year_page(desk: Desk, year: str, _: Imprint = NOWHERE) -> YearPage:
    """Return the page of one year."""
    briefing = desk.briefing
    years = _names_of_years(briefing)
    keys = _of_year(briefing, year)
    shown = IN_YEAR.shown(desk, year, few=keys[: IN_YEAR.whole])
    index, claims = years.index(year), _claims(briefing, keys)
    total = f"{count(len(claims), 'claim')} and {count(len(keys) - len(claims), 'act')}"
    before, after = years[:index][-1:], years[index + 1 :][:1]
    return YearPage(
        year,
        "Undated" if year == UNDATED else f"Chronology of {year}",
        f"{total} of which no source of ours says when."
        if year == UNDATED
        else f"{total} that begin in {year}, oldest first.",
        shown,
        _year_bar(briefing, year),
        _filters(briefing, map(_traits, shown)).but("year"),
        Piece(before[0].capitalize(), "year", before[0]) if before else None,
        Piece(after[0].capitalize(), "year", after[0]) if after else None,
        _place(briefing, _moment(briefing, keys[0])),
    )


def filters(briefing: Briefing) -> Filters:
    """Return what all rows can be chosen by, those of all years together."""
    return briefing.settled("choices", "", _choices)


def _choices(briefing: Briefing, _: str) -> Filters:
    acts, actors = _acts(briefing), dict(briefing.actors.items())
    known = spots(briefing)
    claims = ((one.status, one.lane, one.year or UNDATED, actors[one.key]) for one in known)
    return _filters(briefing, [*claims, *map(_traits, acts.values())])


Traits = tuple[str, str, str, tuple[str, ...]]
"""The status, lane, year and actors of a row."""


def _traits(one: Moment) -> Traits:
    return one.status, one.lane, one.year, one.actors


# Each row has a key, and what follows from all rows is made of as little of each as there can be:
# a word that changes in one of them leaves all others as they were.


def _sequence(briefing: Briefing) -> tuple[str, ...]:
    """Return the keys of every claim and act, oldest first and undated ones last."""
    return briefing.settled("sequence", "", _ordered)


def _ordered(briefing: Briefing, _: str) -> tuple[str, ...]:
    dates = dict(briefing.dates.items())
    dated = [(in_order(date), key) for key in briefing.chronicle if (date := dates[key])]
    dated += [(in_order(step.date), step.anchor) for step in steps(briefing)]
    undated = (key for key in briefing.chronicle if dates[key] is None)
    return (*(key for _, key in sorted(dated, key=lambda item: item[0])), *undated)


def _moments(briefing: Briefing, keys: Iterable[str]) -> tuple[Moment, ...]:
    return tuple(_moment(briefing, key) for key in keys)


def _moment(briefing: Briefing, key: str) -> Moment:
    """Return a claim or an act as a row."""
    return _acts(briefing).get(key) or briefing.settled("moment", key, _of_claim)


def _of_claim(briefing: Briefing, key: str) -> Moment:
    one, actors = row(briefing, key), briefing.actors[key]
    return _classed(briefing, Moment(one.when, one, None, one.lane, actors))


def _acts(briefing: Briefing) -> dict[str, Moment]:
    return briefing.settled("acts of the chronology", "", _of_acts)


def _of_acts(briefing: Briefing, _: str) -> dict[str, Moment]:
    lane = next((one.lane for one in briefing.vocabulary.claim_types.values() if one.act), "")
    return {
        step.anchor: _classed(briefing, Moment(step.when, None, step, lane, step.actors))
        for step in steps(briefing)
    }


def _classed(briefing: Briefing, one: Moment) -> Moment:
    return replace(one, classes=_classes(one, set(_frequent(briefing))))


def _frequent(briefing: Briefing) -> tuple[str, ...]:
    """Return the actors by whom all moments can be chosen."""
    return briefing.settled("frequent actors", "", _counted)


def _counted(briefing: Briefing, _: str) -> tuple[str, ...]:
    counts = Counter(chain.from_iterable(briefing.actors.values()))
    counts.update(chain.from_iterable(step.actors for step in steps(briefing)))
    known = briefing.entities.keys() & counts.keys()
    frequent = sorted(known, key=lambda who: (-counts[who], who))[:ACTORS]
    # In the order of their names.
    return tuple(sorted(frequent, key=lambda who: briefing.entities[who].name.casefold()))


def _classes(one: Moment, chosen: set[str]) -> str:
    names = [f"is-{one.status}", f"lane-{one.lane}" if one.lane else "", f"year-{one.year}"]
    names += [f"who-{who}" for who in one.actors if who in chosen]
    return " ".join(name for name in names if name)


def _filters(briefing: Briefing, rows: Iterable[Traits]) -> Filters:
    """Return what some rows can be chosen by; actors are the frequent ones of all."""
    rows = tuple(rows)
    statuses = Counter(status for status, _, _, _ in rows)
    lanes = Counter(lane for _, lane, _, _ in rows)
    years = Counter(year for _, _, year, _ in rows)
    actors = Counter(who for _, _, _, found in rows for who in found)
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


def _years(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    """Return the rows of each year, those without one at last; digits sort before letters."""
    return briefing.settled("years", "", _by_year)


def _names_of_years(briefing: Briefing) -> tuple[str, ...]:
    return briefing.settled("names of years", "", lambda one, _: tuple(_years(one)))


def _of_year(briefing: Briefing, year: str) -> tuple[str, ...]:
    return briefing.settled("year", year, lambda one, year: _years(one).get(year, ()))


def _year_bar(briefing: Briefing, year: str) -> tuple[Share, ...]:
    return briefing.settled(
        "bar of a year", year, lambda one, year: bar(one, _claims(one, _of_year(one, year)))
    )


def _by_year(briefing: Briefing, _: str) -> dict[str, tuple[str, ...]]:
    years = {one.key: one.year or UNDATED for one in spots(briefing)}
    years.update((key, act.year) for key, act in _acts(briefing).items())
    found: dict[str, list[str]] = {}
    for key in _sequence(briefing):
        year = years[key]
        found.setdefault(year, []).append(key)
    return {year: tuple(found[year]) for year in sorted(found)}


IN_YEAR: Series[str, Moment] = Series(
    "year",
    "moments",
    lambda _, year: "Undated" if year == UNDATED else f"Chronology of {year}",
    lambda desk, year: _of_year(desk.briefing, year),
    lambda desk, _, keys: _moments(desk.briefing, keys),
    lambda desk, key: _moment(desk.briefing, key).when.short,
    lambda _, year: Piece(year.capitalize(), "year", year),
    lambda desk: split_years(desk.briefing),
)


def _claims(briefing: Briefing, keys: Iterable[str]) -> list[str]:
    acts = _acts(briefing)
    return [key for key in keys if key not in acts]


def _place(briefing: Briefing, one: Moment) -> str:
    """Return the file and line of a moment's record."""
    if one.claim:
        filed = briefing.filed("claim", one.claim.id)
    else:
        assert one.step is not None
        filed = briefing.filed(one.step.record, one.step.id)
    return f"{filed.path}:{filed.line}"
