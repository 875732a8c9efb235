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
SHIPPED = {
    **HAND_WRITTEN,
    "entity": "entities/north-korea/",
    "thread": "claims/arms-to-russia/",
    "instrument": "instruments/unscr-2397/",
    "source": "sources/conversation-2023-salisbury/",
}
# Every kind of page once, and those of the shipped briefing that are unlike the sample's.
EVERY = [
    *(("sample", kind, url) for kind, url in SAMPLE.items()),
    *(("longer", kind, url) for kind, url in LONGER.items()),
]
