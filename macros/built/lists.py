"""What a built site lists beside its pages: sitemap, feeds, search, data, style sheets."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

from .addresses import Shelf

_LOC = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")
_WRITTEN = re.compile(r"[^\s\"'<>\\|{}^`]+")
_LOADED = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SEARCH = "search/search_index.json"
_ENTRIES = re.compile(r"search/[0-9a-f]+/entries-[0-9]+\.json")
SITEMAP = "sitemap.xml"


class Listed(NamedTuple):
    """An address that a file names."""

    file: str
    base: str
    """The file that the address is relative to."""
    address: str


def listed(site: Path, shelf: Shelf) -> list[Listed]:
    """Return every address of the site itself in files that are no pages.

    A whole address that several files name, as figures do, is left to the first of them.
    """
    return list(_listed(site, shelf))


def _listed(site: Path, shelf: Shelf) -> Iterator[Listed]:
    named: set[str] = set()
    for path in sorted(shelf.files):
        ending = path.rpartition(".")[2]
        if path == SITEMAP:
            for one in _LOC.findall((site / path).read_text("utf-8")):
                yield Listed(path, path, unescape(one))
        elif path == f"{SITEMAP}.gz":
            text = gzip.decompress((site / path).read_bytes()).decode("utf-8")
            for one in _LOC.findall(text):
                yield Listed(path, path, unescape(one))
        elif path == SEARCH:
            for entry in json.loads((site / path).read_text("utf-8"))["docs"]:
                yield Listed(path, "", entry["location"])
        elif _ENTRIES.fullmatch(path):
            for location, *_ in json.loads((site / path).read_text("utf-8")):
                yield Listed(path, "", location)
        elif ending == "css":
            text = _COMMENT.sub("", (site / path).read_text("utf-8"))
            for found in set(_LOADED.findall(text)):
                address = "".join(found)
                if not address.startswith("data:"):
                    yield Listed(path, path, address)
        elif ending in ("xml", "json", "jsonl", "csv", "bib", "txt", "svg") and shelf.address:
            text = (site / path).read_text("utf-8")
            fresh = {*_own(text, shelf.address, markup=ending in ("xml", "svg"))} - named
            named |= fresh
            for found in sorted(fresh):
                yield Listed(path, path, found)


def _own(text: str, address: str, *, markup: bool) -> Iterator[str]:
    """Yield the whole addresses of the site in a text."""
    start = text.find(address)
    while start >= 0:
        found = _WRITTEN.match(text, start)
        assert found is not None
        link = found[0].rstrip(".,;)")
        yield unescape(link) if markup else link
        start = text.find(address, found.end())
