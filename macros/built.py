"""What stands in a built site: every link, anchor and id of its HTML, checked against its files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
    ("image", "xlink:href"),
}
# A <link> of another kind only names an address, as the canonical one.
_FETCHED = set("stylesheet icon preload modulepreload prefetch preconnect dns-prefetch".split())
_SCHEMES = {"http", "https", "mailto"}
# Left in a page by a macro or a Markdown link that was not rendered.
_UNRENDERED = ("{{", "}}", "{%", "](", "Macro Rendering Error")
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col"}
_UNREAD = {"script", "style", "code", "pre"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a built page."""

    page: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.page}: {self.sentence}"


@dataclass(slots=True)
class _Page(HTMLParser):
    """One page's ids, links and loaded addresses."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """(element, attribute, address)."""
    unrendered: set[str] = field(default_factory=set)
    said: list[tuple[str, str]] = field(default_factory=list)
    """(claim, its sentence as the page shows it)."""
    open: list[str] = field(default_factory=list)
    _depth: int = 0
    """How deep inside a sentence the reading is; 0 outside."""

    def __post_init__(self) -> None:
        # What the renderer wrote as a reference is text, whatever it looks like.
        HTMLParser.__init__(self, convert_charrefs=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and addresses."""
        if tag in _UNREAD:
            self.open.append(tag)
        claim = dict(attrs).get("data-claim")
        if claim:
            self.said.append((claim, ""))
            self._depth = 1
        elif self._depth and tag not in _VOID:
            self._depth += 1
        rel = (dict(attrs).get("rel") or "").lower().split()
        owner = "a" if tag == "link" and _FETCHED.isdisjoint(rel) else tag
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src", "xlink:href", "data", "poster"):
                self.links.append((owner, name, value))
            elif name == "srcset":
                self.links += [
                    (owner, "src", one.split()[0]) for one in value.split(",") if one.split()
                ]

    def handle_endtag(self, tag: str) -> None:
        """Leave an element whose text is not read."""
        if self.open and self.open[-1] == tag:
            self.open.pop()
        if self._depth and tag not in _VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Look for what should have been rendered."""
        self._say(data)
        if not self.open:
            self.unrendered.update(mark for mark in _UNRENDERED if mark in data)

    def handle_charref(self, name: str) -> None:
        """Read a numbered character reference."""
        self._say(unescape(f"&#{name};"))

    def handle_entityref(self, name: str) -> None:
        """Read a named character reference."""
        self._say(unescape(f"&{name};"))

    def _say(self, text: str) -> None:
        if self._depth:
            claim, before = self.said[-1]
            self.said[-1] = claim, before + text


def faults(
    site: Path,
    expected: Iterable[str],
    base: str = "/",
    sentences: Mapping[str, str] | None = None,
) -> list[Fault]:
    """Return what is wrong in a built site.

    `expected` are addresses that must be there, from the site's root; `base` is the path at which
    the site will stand, as absolute links in its error page begin with it.
    `sentences` are the claims' attributed sentences: a page that shows a claim shows its whole
    sentence, the denial included.
    """
    found = [
        Fault(url or "/", "the page is missing")
        for url in expected
        if not _file(site, url).is_file()
    ]
    pages = {
        file.relative_to(site).as_posix(): _read(file) for file in sorted(site.rglob("*.html"))
    }
    anchors = {path: set(page.ids) for path, page in pages.items()}
    for path, page in pages.items():
        found += _own_faults(path, page)
        found += _said_faults(path, page, sentences or {})
        found += _link_faults(site, path, page, anchors, base)
    return sorted(set(found))


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text("utf-8"))
    page.close()
    return page


def _own_faults(path: str, page: _Page) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in page.ids:
        if one in seen:
            yield Fault(path, f"the id “{one}” stands twice")
        seen.add(one)
    for mark in sorted(page.unrendered):
        yield Fault(path, f"“{mark}” was left in the text: something was not rendered")


def _said_faults(path: str, page: _Page, sentences: Mapping[str, str]) -> Iterator[Fault]:
    for claim, text in page.said:
        whole = sentences.get(claim)
        if whole is not None and " ".join(text.split()) != " ".join(whole.split()):
            yield Fault(path, f"the claim “{claim}” is shown without its whole sentence")


def _link_faults(
    site: Path, path: str, page: _Page, anchors: dict[str, set[str]], base: str
) -> Iterator[Fault]:
    for tag, name, link in page.links:
        try:
            address = urlsplit(link)
        except ValueError:
            yield Fault(path, f"“{link}” is no address")
            continue
        if address.scheme or address.netloc:
            if address.scheme not in _SCHEMES:
                yield Fault(path, f"“{link}” is no web address")
            elif (tag, name) in _LOADING:
                yield Fault(path, f"<{tag}> loads {link} from another server")
            continue
        target = _target(path, address.path, base)
        if target is None:
            yield Fault(path, f"“{link}” leads out of the site")
            continue
        file = _file(site, target)
        if not file.is_file():
            yield Fault(path, f"“{link}” leads nowhere")
            continue
        anchor = unquote(address.fragment)
        known = anchors.get(file.relative_to(site).as_posix())
        if anchor and known is not None and anchor not in known and not anchor.startswith(":~:"):
            yield Fault(path, f"“{link}”: there is no “#{anchor}” on that page")


def _target(path: str, link: str, base: str) -> str | None:
    """Return the address that a link leads to, from the site's root."""
    link = unquote(link)
    if link.startswith("/"):
        if not link.startswith(base):
            return None
        joined = link[len(base) :]
    elif not link:
        return path
    else:
        joined = posixpath.join(posixpath.dirname(path), link)
    slash = "/" if joined.endswith("/") or link in (".", "..") else ""
    target = posixpath.normpath(joined) if joined else "."
    if target.startswith(".."):
        return None
    return "" if target == "." else target + slash


def _file(site: Path, url: str) -> Path:
    file = site / url
    return file / "index.html" if not url or url.endswith("/") else file
