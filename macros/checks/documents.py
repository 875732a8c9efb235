"""Rules that keep one document one record: an instrument, a source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from ..evidence.desk import Desk
from ..evidence.fold import fold
from .identity import SHOWN_ALIKE
from .rule import Finding, Rule, rule

TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmpid|ocid|smid|xtor|at_\w+"
)
"""What an address carries to tell who sent the reader, and never which page it is."""
Mark = tuple[str, ...]
"""What only one record may bear, its field first."""
_YEAR = re.compile(r"\s*\(((?:19|20)\d\d)\)\s*$")


@rule(
    "duplicate-instrument",
    bad="symbol: l/res/7   # beside league-resolution-7, whose symbol is L/RES/7",
    good="symbol: L/RES/8",
    of=("instrument",),
)
def duplicate_instrument(desk: Desk) -> Iterator[Finding]:
    """No two instruments of one issuer bear one symbol or one name, in whatever spelling; a year
    in brackets may be left out."""
    library = desk.briefing.library.instruments
    marks = (
        ((field, one.issuer, fold(_YEAR.sub("", text))), key)
        for key, one in desk.briefing.instruments.items()
        for field, text in (("symbol", one.symbol), ("name", one.name))
    )
    told = set()
    for (field, *_), first, key in _again(marks):
        mine, theirs = (getattr(library[one].record, field) for one in (key, first))
        years = {found[1] for text in (mine, theirs) if (found := _YEAR.search(text))}
        if len(years) < 2 and key not in told:
            told.add(key)
            yield Finding(
                library[key],
                (field,),
                f"“{mine}” is the {field} of {first}, which has the same issuer",
                f"if it is the same, remove this file and add what is new to {first}; if not, "
                f"give each its own {field}",
            )


@rule(
    "duplicate-source",
    bad="URL: https://www.gazette.example/lamps/   # beside gazette-2031-doe, which stands there",
    good="URL: https://gazette.example/oars",
    of=("source",),
)
def duplicate_source(desk: Desk) -> Iterator[Finding]:
    """No two sources are one document: of one address, or of one title, outlet and date. Lists
    may share the address at which they are searched."""
    library = desk.briefing.library.sources
    marks: list[tuple[Mark, str]] = []
    for key, one in desk.briefing.sources.items():
        if one.URL and one.kind != "register":
            marks.append((("URL", normal_address(one.URL)), key))
        outlet = one.container_title or one.publisher or ""
        marks.append((("title", f"{fold(one.title)} {fold(outlet)} {one.issued.date}"), key))
    told = set()
    for (field, *_), first, key in _again(marks):
        if key not in told:
            told.add(key)
            same = "address" if field == "URL" else "title, outlet and date"
            yield Finding(
                library[key],
                (field,),
                f"it has the {same} of {first}",
                f"cite {first} and remove this file, or correct what is wrong",
            )


def normal_address(url: str) -> str:
    """Return what tells one page from another: no scheme, www, tracker, fragment or last slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKERS.fullmatch(key)
    ]
    path = re.sub(r"/(?:index\.\w+|amp)?/*$", "", parts.path)
    return f"{host}{path}" + (f"?{urlencode(sorted(query))}" if query else "")


def _again(marks: Iterable[tuple[Mark, str]]) -> Iterator[tuple[Mark, str, str]]:
    """Yield (mark, earlier, later) for records that bear one mark, the first few of them."""
    bearers: dict[Mark, list[str]] = defaultdict(list)
    for mark, key in marks:
        for first in bearers[mark][:SHOWN_ALIKE]:
            yield mark, first, key
        bearers[mark].append(key)


DOCUMENT_RULES: tuple[Rule, ...] = (duplicate_instrument, duplicate_source)
