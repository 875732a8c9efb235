"""Sheets: pages that hold the rows of lists which have outgrown their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..wording import Piece
from . import (
    chronology,
    corrections,
    entity,
    instrument,
    lists,
    method,
    network,
    places,
    sanctions,
    source,
    unknowns,
)
from .citation import NOWHERE, Imprint
from .parts import count
from .series import Series

# Every list that may outgrow its page.
SERIES: tuple[Series[Any, Any], ...] = (
    *entity.OF_ENTITIES,
    *(instrument.UNDER, instrument.NAMING),
    *(source.DRAWN, source.RELAYED, source.ENTRIES, chronology.IN_YEAR),
    *(sanctions.ACTS, sanctions.TARGETS, network.RELATIONS, places.TOWNS, places.STATES),
    *(lists.ENTITIES, lists.SOURCES, lists.INSTRUMENTS, lists.THREADS),
    *(unknowns.SINGLE, unknowns.UNNAMED, unknowns.INFERRED, unknowns.UNDATED, unknowns.IDENTITY),
    *(unknowns.RECORDS, unknowns.REPORTS, unknowns.KINDRED, unknowns.UNSEEN),
    *(corrections.CORRECTED, corrections.WITHDRAWN, method.VERIFIED),
)
Sheet = tuple[Series[Any, Any], str, int]
"""A list, its subject, and the sheet's number, from 1."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Some rows of a long list."""

    id: str
    title: str
    lead: str
    form: str
    """Which macro of the template prints the rows."""
    rows: tuple[Any, ...]
    begins: str
    home: Piece
    """The page that the list belongs to."""
    before: Piece | None
    after: Piece | None
    sheets: tuple[Piece, ...]
    place: str


def sheets(desk: Desk) -> Mapping[str, Sheet]:
    """Return every sheet by its id."""

    def made(_: Briefing, __: str) -> dict[str, Sheet]:
        return {
            one.sheet_id(subject, number): (one, subject, number)
            for one in SERIES
            for subject, several in one.spread(desk).items()
            for number in range(1, several + 1)
        }

    return desk.briefing.once("sheets", "", made)


def sheet_page(desk: Desk, sheet_id: str, _: Imprint = NOWHERE) -> SheetPage:
    """Return one sheet of a list."""
    with desk.briefing.unheard():  # the id itself says it
        series, subject, number = sheets(desk)[sheet_id]
    keys, last = series.all_keys(desk, subject), series.sheets(desk, subject)
    start = (number - 1) * series.size
    rows = series.rows(desk, subject, keys[start : start + series.size])
    settings = desk.briefing.filed_settings
    return SheetPage(
        sheet_id,
        series.title(desk.briefing, subject),
        f"{start + 1} to {start + len(rows)} of {count(len(keys), 'row')}.",
        series.form,
        rows,
        series.mark(desk, subject, number).text,
        series.home(desk, subject),
        series.mark(desk, subject, number - 1) if number > 1 else None,
        series.mark(desk, subject, number + 1) if number < last else None,
        series.marks(desk, subject),
        f"{settings.path}:{settings.line}",
    )
