"""What one built page holds: its ids and links, the claims that it shows, what was not rendered.

Pages repeat themselves: the theme prints the same tags around every body. Each tag is therefore
read once and remembered by its own text; a page is then little more than a walk along its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ..policy import digest

# A comment, a script or a style sheet is one piece, whatever tags its text seems to hold; what is
# never closed reaches to the end. Nothing is tried twice: the time is linear, whatever is read.
_INSIDE = r"""(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)"""
_PIECE = re.compile(
    rf"(<!--.*?(?:-->|\Z)|<(?:script|style)(?=[\s/>]){_INSIDE}.*?(?:</(?:script|style)\s*+>|\Z)"
    rf"|</?[a-z]{_INSIDE}|<[!?][^>]*+(?:>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_START = re.compile(rf"<[^>\"']{_INSIDE}")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
# Only a tag with one of these can tell anything; most of a figure's have none, and need no reading.
_TELLING = re.compile(
    r"""<(?:script|style)(?=[\s/>])|[\s"'/](?:id|style|src|srcset|href|xlink:href|data|poster|action"""
    r"""|formaction|data-claim|http-equiv|rel|on[^\s"'<>/=]*)(?=[\s=/>]|\Z)""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.IGNORECASE)

_INNER = re.compile(r"(.*?)(?:</(?:script|style)\s*+>)?", re.DOTALL | re.IGNORECASE)
_DATA = "application/json"  # no browser runs it

ADDRESSES = ("href", "src", "xlink:href", "data", "poster", "action", "formaction")
# A <link> of another kind only names an address, as the canonical one.
_FETCHED = set("stylesheet icon preload modulepreload prefetch preconnect dns-prefetch".split())
# Left in a page by a macro or a Markdown link that was not rendered.
UNRENDERED = ("{{", "}}", "{%", "](", "Macro Rendering Error")
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "area", "embed"}
_SHOWN_AS_WRITTEN = {"code", "pre"}


_BETWEEN = "\0"
"""Stands between ids: no HTML can hold it."""


def together(ids: Iterable[str]) -> str:
    """Return ids as one text, in which each stands between the same marks."""
    return "".join((_BETWEEN, *(one + _BETWEEN for one in ids)))


class Link(NamedTuple):
    """One address in a page."""

    at: int
    """Where it stands: the number of its tag in the page."""
    element: str
    """The element's name; a <link> that fetches nothing counts as <a>."""
    attribute: str
    address: str


class Said(NamedTuple):
    """A claim's sentence as a page shows it."""

    at: int
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page, or the body of one."""

    ids: Sequence[tuple[int, str]] = ()
    """(where, id), in order; an id that stands twice is here twice."""
    links: Sequence[Link] = ()
    said: Sequence[Said] = ()
    unrendered: Sequence[str] = ()
    canonical: Sequence[str] = ()
    inline: Sequence[tuple[int, str]] = ()
    """(where, what) of code in the page itself: a script's or style's hash, or an attribute."""
    policy: str | None = None
    """What the page may load and run, as it says itself; None where it says nothing."""
    whole: bool = True
    """Whether this is a page with its head, and so names its own address."""
    once: str = ""
    """Ids of which it is known that they stand here once, as `together` makes one text of them: a
    site has many. They are not among `ids`."""
    around: tuple[str, ...] = ()
    """Those that stand in the frame, the same for many pages."""

    def __contains__(self, anchor: str) -> bool:
        """Tell whether an id stands here."""
        if together((anchor,)) in self.once and _BETWEEN not in anchor:
            return True
        if anchor in self.around:
            return True
        return any(one == anchor for _, one in self.ids)


@dataclass(slots=True)
class _Tag:
    """What one tag says, wherever it stands."""

    name: str
    closes: bool
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    claim: str = ""
    canonical: str = ""
    policy: str | None = None

    @property
    def tells(self) -> bool:
        found = self.ids or self.links or self.inline or self.claim or self.canonical
        return bool(found or self.policy is not None)


class _Tags(dict[str, _Tag | None]):
    """What each tag tells, by its text; None for one that tells nothing."""

    def __missing__(self, piece: str) -> _Tag | None:
        tag = _tag(piece) if _TELLING.search(piece) else None
        if len(self) > _REMEMBERED:
            self.clear()
        self[piece] = tag = tag if tag is not None and tag.tells else None
        return tag


_REMEMBERED = 1 << 16
_tags = _Tags()


def read(html: str) -> Page:
    """Read a page's HTML."""
    pieces = _PIECE.split(html)
    ids: list[tuple[int, str]] = []
    links: list[Link] = []
    said: list[Said] = []
    canonical: list[str] = []
    inline: list[tuple[int, str]] = []
    policy: str | None = None
    for at, tag in enumerate(map(_tags.__getitem__, pieces[1::2])):
        if tag is None:
            continue
        ids += [(at, one) for one in tag.ids]
        links += [Link(at, *one) for one in tag.links]
        if tag.claim:
            said.append(Said(at, tag.claim, _text_within(pieces, 2 * at + 1)))
        if tag.canonical:
            canonical.append(tag.canonical)
        inline += [(at, one) for one in tag.inline]
        policy = tag.policy if policy is None else policy
    return Page(ids, links, said, _unrendered(pieces), canonical, inline, policy)


@lru_cache(maxsize=1 << 16)
def _tag(piece: str) -> _Tag | None:
    named = _NAME.match(piece)
    if named is None:
        return None
    tag = _Tag(named[2].lower(), bool(named[1]))
    if tag.closes:
        return tag
    start = _START.match(piece)
    end = start.end() if start else len(piece)
    written = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in reversed(_ATTRIBUTE.findall(piece, named.end(), end))
    }  # of two attributes with one name the first counts
    rel = set(written.get("rel", "").lower().split())
    owner = "a" if tag.name == "link" and rel.isdisjoint(_FETCHED) else tag.name
    tag.claim = written.get("data-claim", "")
    if "id" in written:
        tag.ids.append(written["id"])
    tag.links += [(owner, name, written[name]) for name in ADDRESSES if name in written]
    for one in written.get("srcset", "").split(","):
        tag.links += [(owner, "src", address) for address in one.split()[:1]]
    if tag.name == "meta" and written.get("http-equiv", "").lower() == "refresh":
        refreshed = _REFRESH.match(written.get("content", ""))
        tag.links += [("a", "content", refreshed[1])] if refreshed else []
    tag.inline += [name for name in written if name.startswith("on") or name == "style"]
    if tag.name == "style" or (tag.name == "script" and "src" not in written):
        inner = _INNER.fullmatch(piece, end)
        if inner and written.get("type") != _DATA:
            tag.inline.append(digest(inner[1]))
    if tag.name == "meta" and written.get("http-equiv", "").lower() == "content-security-policy":
        tag.policy = written.get("content", "")
    if tag.name == "link" and "canonical" in rel:
        tag.canonical = written.get("href", "")
    return tag


def _text_within(pieces: Sequence[str], start: int) -> str:
    """Return the text of the element whose tag is the piece at `start`."""
    depth, text = 0, []
    for at in range(start, len(pieces), 2):
        tag = _tag(pieces[at])
        if tag is not None and tag.name not in _VOID and not pieces[at].endswith("/>"):
            depth += -1 if tag.closes else 1
        if depth <= 0:
            break
        text.append(unescape(pieces[at + 1]))
    return "".join(text)


def _unrendered(pieces: Sequence[str]) -> list[str]:
    """Return the marks in a page's text, code left out, that something should have replaced."""
    everything = "\0".join(pieces[::2])
    suspected = [mark for mark in UNRENDERED if mark in everything]
    if not suspected:
        return []
    read = list(_read_text(pieces))
    return [mark for mark in sorted(suspected) if any(mark in text for text in read)]


def _read_text(pieces: Sequence[str]) -> Iterator[str]:
    """Yield a page's text as it is written, but for code."""
    depth = 0
    yield pieces[0]
    for at in range(1, len(pieces), 2):
        tag = _tag(pieces[at])
        if tag is not None and tag.name in _SHOWN_AS_WRITTEN:
            depth = max(depth + (-1 if tag.closes else 1), 0)
        if not depth:
            yield pieces[at + 1]
