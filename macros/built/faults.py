"""What is wrong with a built site: links, anchors, ids, assets, claims, its own lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .addresses import Shelf, alike, split
from .lists import Listed, listed
from .page import Link, Page, read

# Where an address in an attribute makes the browser load something by itself.
_LOADING = {
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("link", "href"),
    ("image", "href"),
    ("image", "xlink:href"),
}
_SCHEMES = {"http", "https", "mailto"}
# Every kind of fault, with what mends it.
CODES = {
    "dead-link": "point it at a page, file or heading that is there",
    "bad-address": "write a whole address that begins with https://, or a link inside the site",
    "outside-request": "put the file into docs/, so that no reader’s browser asks another server",
    "missing-page": "see what the build said of this page, and build again",
    "missing-place": "let the template of the page print the record under its id",
    "same-file": "rename one of the two",
    "same-id": "give one of the two another id",
    "not-rendered": "close the macro or the link; to show such a mark, write it inside `code`",
    "cut-sentence": "call the macro that prints the claim, and leave its sentence whole",
    "inline-code": "move it into a file of docs/, and name that in mkdocs.yml",
    "no-policy": "let the theme print the page: put it into docs/ as Markdown",
    "canonical": "set site_url in mkdocs.yml to where the site stands, and build again",
    "sitemap": "build again; the sitemap is written with the pages",
}
# Served at an address that nobody knows beforehand, so it has no address of its own.
ERROR_PAGE = "404.html"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a built site."""

    page: str
    """The file, by its path from the site's root."""
    sentence: str
    at: int = 0
    """Where in the page: the number of its tag; 0 for the page as a whole."""
    about: str = ""
    """What is at fault: a link, an id, a claim."""
    code: str = "dead-link"
    """One of CODES."""

    def __str__(self) -> str:
        return f"{self.page}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Built:
    """A built site, read: its files, and what its pages hold."""

    shelf: Shelf
    pages: Mapping[str, Page]
    lists: Sequence[Listed] = ()

    @classmethod
    def open(cls, site: Path, address: str = "", known: Mapping[str, Page] | None = None) -> Built:
        """Read a folder; pages that are `known` already are not read again."""
        shelf = Shelf.of(site, address)
        known = known or {}
        pages = {
            path: known[path] if path in known else read((site / path).read_text("utf-8"))
            for path in sorted(shelf.files)
            if path.endswith(".html")
        }
        return cls(shelf, pages, listed(site, shelf))

    @property
    def links(self) -> int:
        """How many links were found, in pages and lists."""
        return sum(len(page.links) for page in self.pages.values()) + len(self.lists)


def address_of(site: Path) -> str:
    """Return the address at which a built site says that it stands; empty where it says none."""
    canonical = read((site / "index.html").read_text("utf-8")).canonical
    return canonical[0] if len(canonical) == 1 and "://" in canonical[0] else ""


def faults(
    site: Built, expected: Iterable[str] = (), sentences: Mapping[str, str] | None = None
) -> list[Fault]:
    """Return what is wrong in a built site.

    `expected` are addresses that must be there, from the site's root. `sentences` are the claims'
    attributed sentences: a page that shows a claim shows its whole sentence, the denial included.
    """
    found = list(_missing(site, expected))
    for first, second in alike(site.shelf.files):
        sentence = f"it differs from {first} only in the case of letters, or in how they are coded"
        found.append(Fault(second, sentence, code="same-file"))
    leads = _Leads(site)
    guarded = any(page.policy for page in site.pages.values())
    for path, page in site.pages.items():
        found += _own_faults(path, page)
        found += _said_faults(path, page, sentences or {})
        found += _canonical_faults(site.shelf, path, page)
        found += _policy_faults(path, page, guarded=guarded)
        found += leads.faults(path, page)
    for one in site.lists:
        missed = leads.missed(one.base, one.address)
        if missed:
            found.append(Fault(one.file, missed, 0, one.address))
    found += _sitemap_faults(site)
    # A link that a page repeats is one fault of it.
    return sorted({(one.page, one.sentence): one for one in reversed(found)}.values())


def _missing(site: Built, expected: Iterable[str]) -> Iterator[Fault]:
    for address in expected:
        url, _, anchor = address.partition("#")
        file = site.shelf.file(url)
        if file is None:
            yield Fault(url or "/", "the page is missing", code="missing-page")
        elif anchor and anchor not in site.pages[file]:
            sentence = f"there is no “#{anchor}” on it, where its record should stand"
            yield Fault(file, sentence, 0, anchor, "missing-place")


def _own_faults(path: str, page: Page) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, one in page.ids:
        if one in seen:
            yield Fault(path, f"the id “{one}” stands twice", at, one, "same-id")
        seen.add(one)
    for mark in page.unrendered:
        sentence = f"“{mark}” was left in the text: something was not rendered"
        yield Fault(path, sentence, 0, mark, "not-rendered")


def _said_faults(path: str, page: Page, sentences: Mapping[str, str]) -> Iterator[Fault]:
    for at, claim, text in page.said:
        whole = sentences.get(claim)
        if whole is not None and _shown(text) != _shown(whole):
            sentence = f"the claim “{claim}” is shown without its whole sentence"
            yield Fault(path, sentence, at, claim, "cut-sentence")


def _shown(text: str) -> str:
    """Return a text as a page shows it: accents joined to their letters, one space at a time."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _policy_faults(path: str, page: Page, *, guarded: bool) -> Iterator[Fault]:
    if page.policy is None:
        if guarded:
            sentence = "it does not say what may run on it, as the other pages do"
            yield Fault(path, sentence, 0, "", "no-policy")
        return
    allowed = page.policy.replace(";", " ").split()
    for at, one in page.inline:
        if one not in allowed:
            what = "a script or style" if one.startswith("'sha") else f"“{one}”"
            sentence = f"{what} stands in the page itself, where no browser will heed it"
            yield Fault(path, sentence, at, one, "inline-code")


def _canonical_faults(shelf: Shelf, path: str, page: Page) -> Iterator[Fault]:
    if not page.whole or not shelf.address or path == ERROR_PAGE:
        return
    own = shelf.address + path.removesuffix("index.html")
    match page.canonical:
        case [only] if only == own:
            return
        case []:
            sentence = f"it names no canonical address; it should name {own}"
        case [only]:
            sentence = f"its canonical address is {only}, but it stands at {own}"
        case _:
            sentence = f"it names {len(page.canonical)} canonical addresses"
    yield Fault(path, sentence, 0, own, "canonical")


def _sitemap_faults(site: Built) -> Iterator[Fault]:
    named = {one.address for one in site.lists if one.file == "sitemap.xml"}
    if not named and "sitemap.xml" not in site.shelf.files:
        return
    for path in site.pages:
        own = site.shelf.address + path.removesuffix("index.html")
        if path != ERROR_PAGE and own not in named:
            yield Fault("sitemap.xml", f"the page {own} is missing from it", 0, own, "sitemap")


class _Leads:
    """Follows links through a site."""

    def __init__(self, site: Built) -> None:
        self._shelf = site.shelf
        self._pages = site.pages
        self._sound: set[str | tuple[str, ...]] = set()

    def faults(self, path: str, page: Page) -> Iterator[Fault]:
        """Yield what is wrong with a page’s links; what led somewhere is not followed again."""
        folder = path.rpartition("/")[0]
        up = "../" * path.count("/")
        steps = len(up)
        for link in page.links:
            address = link.address
            # Up to the root and down from there is one way from every page.
            if steps and address.startswith(up) and not address.startswith("/", steps):
                way: str | tuple[str, ...] = address[steps:]
            else:
                start = path if address[:1] in "#?" else folder
                way = (link.element, link.attribute, start, address)
            if way in self._sound:
                continue
            wrong = self.wrong(path, link)
            if wrong:
                yield Fault(path, wrong[1], link.at, address, wrong[0])
            else:
                self._sound.add(way)

    def wrong(self, path: str, link: Link) -> tuple[str, str] | None:
        """Return the code and the sentence of what is wrong with a link of a page."""
        address = split(link.address)
        if address is None:
            return "bad-address", f"“{link.address}” is no address"
        if (address.scheme or address.netloc) and not self._shelf.is_own(link.address):
            if address.scheme not in _SCHEMES:
                return "bad-address", f"“{link.address}” is no web address"
            if (link.element, link.attribute) in _LOADING:
                loads = f"<{link.element}> loads {link.address} from another server"
                return "outside-request", loads
            return None
        missed = self.missed(path, link.address)
        return ("dead-link", missed) if missed else None

    def missed(self, path: str, link: str) -> str:
        """Return what is wrong with a link inside the site; nothing for a good one."""
        address = urlsplit(self._shelf.own(link))
        target = self._shelf.target(path, address.path)
        if target is None:
            return f"“{link}” leads out of the site"
        file = self._shelf.file(target)
        if file is None:
            return f"“{link}” leads nowhere"
        anchor = unquote(address.fragment)
        page = self._pages.get(file)
        if anchor and page is not None and anchor not in page and not anchor.startswith(":~:"):
            return f"“{link}”: there is no “#{anchor}” on that page"
        return ""
