"""One page of each kind, at its address in each site."""

from __future__ import annotations

HAND_WRITTEN = {
    "home": "",
    "chronology": "chronology/",
    "sanctions": "sanctions/",
    "network": "network/",
    "places": "places/",
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
# The same kinds in the shipped briefing, of each a page that has all that the kind can have.
SHIPPED = {
    **HAND_WRITTEN,
    "entity": "entities/rim-yong-hyok/",
    "thread": "claims/people-and-bodies/",
    "instrument": "instruments/unscr-2397/",
    "source": "sources/dw-2024-ryall/",
    "year": "chronology/2023/",
}
# Every kind of page once.
EVERY = [
    *(("sample", kind, url) for kind, url in SAMPLE.items()),
    *(("longer", kind, url) for kind, url in LONGER.items()),
]
# Pages with what the shipped briefing has none of: names of other scripts, no map, one year's rows.
OTHER = [one for one in EVERY if one[1] in ("entity", "places", "chronology")]
