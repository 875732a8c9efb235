"""What a site consists of: kinds of record pages, bodies of hand-written ones, tables, styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .briefing import Briefing
from .evidence.desk import Desk
from .views import (
    chronology,
    claim,
    corrections,
    entity,
    instrument,
    lists,
    method,
    network,
    places,
    sanctions,
    sheet,
    source,
    timeline,
    unknowns,
)
from .views.citation import Imprint


class RecordView(Protocol):
    """What the frame needs of every record page's context."""

    @property
    def title(self) -> str:
        """What the page is called."""

    @property
    def lead(self) -> str:
        """One sentence on what it holds."""

    @property
    def place(self) -> str:
        """File and line of its record."""


View = Callable[[Desk, str, Imprint], RecordView]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record page: the folder of its address, its view and its template."""

    folder: str
    view: View
    template: str


KINDS: Mapping[str, Kind] = {
    "entity": Kind("entities", entity.entity_page, "entity.html.jinja"),
    "thread": Kind("claims", claim.thread_page, "thread.html.jinja"),
    "instrument": Kind("instruments", instrument.instrument_page, "instrument.html.jinja"),
    "source": Kind("sources", source.source_page, "source.html.jinja"),
    "year": Kind("chronology", chronology.year_page, "year.html.jinja"),
    "sheet": Kind("lists", sheet.sheet_page, "sheet.html.jinja"),
}


def _of(view: Callable[[Briefing], Any]) -> Callable[[Desk], Any]:
    return lambda desk: view(desk.briefing)


# Bodies of hand-written pages: the macro's name, its view and its template.
SECTIONS: Mapping[str, tuple[Callable[[Desk], Any], str]] = {
    "overview": (_of(method.overview), "overview.html.jinja"),
    "timeline": (_of(timeline.glance), "timeline.html.jinja"),
    "status_legend": (_of(method.statuses), "statuses.html.jinja"),
    "chronology": (_of(chronology.chronology), "chronology.html.jinja"),
    "sanctions_chronology": (sanctions.sanctions_chronology, "sanctions.html.jinja"),
    "network": (network.network, "network.html.jinja"),
    "places": (places.places, "places.html.jinja"),
    "places_map": (places.places, "places_map.html.jinja"),
    "entity_index": (lists.entity_index, "index.html.jinja"),
    "source_index": (lists.source_index, "index.html.jinja"),
    "instrument_index": (lists.instrument_index, "index.html.jinja"),
    "thread_index": (lists.thread_index, "index.html.jinja"),
    "unknowns": (unknowns.unknowns, "unknowns.html.jinja"),
    "method": (method.method, "method.html.jinja"),
    "about": (_of(method.about), "about.html.jinja"),
    "corrections": (corrections.corrections, "corrections.html.jinja"),
}

# A style sheet that depends on the records; the pages that need it link to it.
STYLES_OWN = {"filters": "assets/filters.css"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be downloaded whole, whatever of it a page shows."""

    rows: Callable[[Desk], object]
    template: str
    here: str
    """The page that offers it."""
    file: str


TABLES_OWN = {
    "sanctions": Table(sanctions.acts, "acts.html.jinja", "sanctions/", "sanctions/acts.csv")
}

# Hand-written pages that templates link to.
SITE_PAGES = {
    "chronology": "chronology/",
    "sanctions": "sanctions/",
    "network": "network/",
    "places": "places/",
    "entities": "entities/",
    "claims": "claims/",
    "instruments": "instruments/",
    "sources": "sources/",
    "unknowns": "unknowns/",
    "method": "method/",
    "about": "about/",
    "corrections": "corrections/",
}
