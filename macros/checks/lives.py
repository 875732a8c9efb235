"""Rules about the lives of instruments and designations: begun, in order, and told in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..evidence.desk import Desk
from ..records.library import Filed
from ..records.problems import Severity
from .rule import Finding, Rule, rule


@rule(
    "listed-before-instrument",
    bad="events: [{kind: listed, when: {date: 2028}, instrument: league-resolution-7}]   # of 2029",
    good="events: [{kind: listed, when: {date: 2030-05}, instrument: league-resolution-7}]",
)
def listed_before_instrument(desk: Desk) -> Iterator[Finding]:
    """Nothing is listed, amended or extended by an instrument that came later."""
    for kind, filed in _lives(desk):
        for index, event in enumerate(filed.record.events):
            for key in (event.instrument,) if kind == "designation" else event.by:
                instrument = desk.instrument(key or "")
                if instrument is None:
                    continue
                began = instrument.events[0].when.date
                if event.when.date.certainly_before(began):
                    yield Finding(
                        filed,
                        ("events", index, "when", "date"),
                        f"{event.when.date.short()} lies before {instrument.id} ({began.short()})",
                        "correct the date or the instrument; an entry that a later instrument "
                        "took over has an event of its own for that (kind: amended)",
                    )


@rule(
    "undated-life",
    bad="events: [{kind: amended, …}]   # and no adoption or listing",
    good="events: [{kind: adopted, …}, {kind: amended, …}]",
)
def undated_life(desk: Desk) -> Iterator[Finding]:
    """An instrument's or designation's life begins with a dated proposal, adoption or listing."""
    for _, filed in _lives(desk):
        first = min(filed.record.events, key=lambda event: event.when.date)
        if first.kind not in ("proposed", "vetoed", "adopted", "listed"):
            yield Finding(
                filed,
                ("events",),
                f"the record's first event is “{first.kind}”: it never began",
                "add the event with which it began, with its date and cite",
                key=True,
            )


@rule(
    "change-untold",
    Severity.HINT,
    bad="{kind: extended, when: {date: 2031-03}, …}   # until when?",
    good="{kind: extended, when: {date: 2031-03}, what: to April 2032, …}",
)
def change_untold(desk: Desk) -> Iterator[Finding]:
    """An amendment or extension says what it changed, where a source does."""
    for _, filed in _lives(desk):
        for index, event in enumerate(filed.record.events):
            if event.kind in ("amended", "extended") and not event.what:
                yield Finding(
                    filed,
                    ("events", index, "kind"),
                    f"it was {event.kind}, and nothing says in what",
                    "add  what: <the change, in your own words>, if a source tells it",
                )


def _lives(desk: Desk) -> Iterator[tuple[str, Filed[Any]]]:
    """Yield (kind, record) of everything that has events."""
    for kind in ("instrument", "designation"):
        for filed in desk.of(kind):
            yield kind, filed


LIFE_RULES: tuple[Rule, ...] = (
    listed_before_instrument,
    undated_life,
    change_untold,
)
