"""One page of each kind, at its address in each site."""

from __future__ import annotations

HAND_WRITTEN = {
    "home": "",
    "chronology": "chronology/",
    "sanctions": "sanctions/",
    "network": "network/",
    "entity index": "entities/",
    "claim index": "claims/",
    "instrument index": "instruments/",
    "source index": "sources/",
    "method": "method/",
    "unknowns": "unknowns/",
    "corrections": "corrections/",
    "about": "about/",
    "not found": "404.html",
}
SAMPLE = {
    **HAND_WRITTEN,
    "entity": "entities/norland/",
    "thread": "claims/lamp-oil/",
    "instrument": "instruments/league-resolution-7/",
    "source": "sources/gazette-2031-doe/",
}
LONGER = {"split chronology": "chronology/", "year": "chronology/2000/"}
# Of the shipped briefing, the pages that hold more than the sample's ever will.
SHIPPED = {
    "home": "",
    "chronology": "chronology/",
    "network": "network/",
    "unknowns": "unknowns/",
    "entity": "entities/north-korea/",
    "thread": "claims/arms-to-russia/",
    "source": "sources/conversation-2023-salisbury/",
}
# Every kind of page once.
EVERY = [
    *(("sample", kind, url) for kind, url in SAMPLE.items()),
    *(("longer", kind, url) for kind, url in LONGER.items()),
]
