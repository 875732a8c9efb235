"""Page after page: of each, what is still to be looked at once all of them are there.

A record's page mostly says what was said before: links that other pages have, sentences that stand
on them, too. Where a page's HTML is plain, which ours is, that is seen at a glance, without walking
along its tags; any other page is read tag by tag. What comes out is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from sys import intern

from .addresses import is_own, split
from .page import UNRENDERED, Link, Page, read, together

# Plain is HTML in which whatever looks like an attribute is one: tags and attributes are written in
# one way, no text holds quotation marks, and no element or attribute loads or runs anything.
_LOADING = "script|style|source|link|meta|base|area|audio|video|object|embed|i(?:mage|mg|frame)"
_ELEMENT = rf"(?!{_LOADING})[a-z][a-z0-9]*+"
_CAMEL = "viewBox|textLength|lengthAdjust|patternUnits|patternTransform"
_NAME = rf"(?!on|style|src|data=|poster|action|formaction|http)(?:[a-z:-]++|{_CAMEL})"
_FLAG = "data-preview|download|open|hidden"
_PLAIN = re.compile(
    rf'(?:[^<>"]*+<(?:/[a-z][a-z0-9]*+'
    rf'|{_ELEMENT}(?: (?:{_NAME}="[^"<>]*+"|(?:{_FLAG})(?=[ />])))*+/?+)>)*+[^<>"]*+'
)
_IDS = re.compile(r' id="([^"]*)"')
# A literal that comes first is looked for many times as fast as anything else.
_LINKS = re.compile(r'href="(?<=[ :]href=")([^"]*+)')
_CLAIM = ' data-claim="'
_ELEMENTS = re.compile("[a-z0-9]+")
_TAG = re.compile("<[^>]*>")
_SINGLE = re.compile("/>|<(?:br|hr|input|wbr|col)[ >]")
"""The end of an element that has none."""

_MOST = 1 << 13
"""Claims whose sentences are kept at once."""
_UP = "../../"
_FROM_ROOT = (_UP, "https://", "http://")
"""How addresses begin that lead to one place from every record page."""


def is_plain(html: str) -> bool:
    """Tell whether a body can be read at a glance."""
    # One letter is found many times as fast as two, and most bodies have none of them.
    unrendered = any(mark[0] in html and mark in html for mark in UNRENDERED)
    return not unrendered and _PLAIN.fullmatch(html) is not None


@dataclass(frozen=True, slots=True)
class Around:
    """What a frame adds to each of its pages."""

    ids: tuple[str, ...] = ()
    policy: str | None = None

    @classmethod
    def of(cls, whole: Page, body: Page) -> Around:
        """Return what is around the `body` of a page that was read `whole`."""
        ids = Counter(one for _, one in whole.ids) - Counter(one for _, one in body.ids)
        return cls(tuple(ids.elements()), whole.policy)


@dataclass(slots=True)
class Glance:
    """Looks at the bodies of record pages, one after the other.

    A link is left to the first page that has it. A claim's sentence that is whole is done with.
    """

    sentences: Mapping[str, str]
    """The claims' attributed sentences, as plain text."""
    own: str = ""
    """The site's whole address; empty where it is not known."""
    there: Container[str] = frozenset()
    """Addresses of the site from its root, of which it will be seen whether they are there."""
    alone: bool = False
    """Whether each page says all that it links to, as the next build may take it over alone."""
    told: Callable[[str], str | None] = lambda _: None
    """A claim's sentence as HTML, of which it was seen before that it is whole; None if unknown."""
    _followed: set[str] = field(default_factory=set)
    """Addresses that one of the pages has, as they are written."""
    _gathered: set[tuple[str, str, str]] = field(default_factory=set)
    """Links that lead to one place from all pages, of those that were gathered: each as its
    element, attribute and address."""
    _whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whole sentences as HTML, by claim, from the claim's id on."""

    def page(self, html: str, around: Around = Around()) -> Page:
        """Return what is still to be looked at of a page, given by its body."""
        ids = tuple(map(unescape, _IDS.findall(html)))
        own = {*ids, *around.ids}
        if len(own) < len(ids) + len(around.ids) or not is_plain(html) or not self.told_whole(html):
            return self._careful(html, around)  # which knows where everything stands
        links = tuple(self._links(html, own))
        once = together(ids)
        return Page((), links, policy=around.policy, whole=False, once=once, around=around.ids)

    def gathered(self, page: Page, around: Around) -> Page:
        """Return a page that was looked at elsewhere, beside all that were gathered before it: what
        they say as well is not said again, and what stands around them all is held once."""
        links = tuple(link for link in page.links if not self._gathered_before(link))
        if (page.around, page.policy) == (around.ids, around.policy):
            return replace(page, links=links, around=around.ids, policy=around.policy)
        return replace(page, links=links)

    def _gathered_before(self, link: Link) -> bool:
        said = link[1:]
        known = said in self._gathered
        if link.address.startswith(_FROM_ROOT):
            self._gathered.add(said)
        return known

    def told_whole(self, html: str) -> bool:
        """Tell whether every claim on a plain page stands there with its whole sentence."""
        start = html.find(_CLAIM)
        while start >= 0:
            begun = start + len(_CLAIM)
            claim = html[begun : html.index('"', begun)]
            known = self._whole.get(claim) or self._known(claim)
            if not html.startswith(known, begun):
                end, text = _within(html, html.rindex("<", 0, start))
                whole = self.sentences.get(unescape(claim))
                if not text or text != whole or _SINGLE.search(html, begun, end):
                    return False
                if len(self._whole) > _MOST:
                    self._whole.clear()
                self._whole[claim] = *known, html[begun:end]
            start = html.find(_CLAIM, begun)
        return True

    def _known(self, claim: str) -> tuple[str, ...]:
        told = self.told(unescape(claim))
        return () if told is None else (told[told.index(_CLAIM) + len(_CLAIM) :],)

    def _links(self, html: str, own: set[str]) -> Iterator[Link]:
        at = counted = 0
        for written in dict.fromkeys(_LINKS.findall(html)):
            if written in self._followed:
                continue
            if written[:1] == "#" and (written[1:] in own or unescape(written[1:]) in own):
                continue
            if written.startswith(_FROM_ROOT):
                if self._sound(unescape(written)):
                    self._followed.add(written)
                    continue
                if not self.alone:
                    self._followed.add(written)
            place = html.index(f'href="{written}"', counted)
            while html[place - 1] not in " :":  # the end of another name
                place = html.index(f'href="{written}"', place + 1)
            attribute = "xlink:href" if html[place - 1] == ":" else "href"
            start = html.rindex("<", 0, place)
            at, counted = at + html.count("<", counted, start), start
            yield Link(at, intern(_named(html, start)), attribute, unescape(written))

    def _sound(self, address: str) -> bool:
        """Tell whether a link of a plain page needs no other look: it leads to a page that will be
        there, or out of the site."""
        if address.startswith(_UP):
            return address[len(_UP) :] in self.there
        return split(address) is not None and not is_own(address, self.own)

    def _careful(self, html: str, around: Around) -> Page:
        page = read(html)
        ids = [*((-1, one) for one in around.ids), *page.ids]
        own = {f"#{one}" for _, one in ids}
        links = [link for link in page.links if link.address not in own]
        said = [one for one in page.said if one.text != self.sentences.get(one.claim)]
        return replace(page, ids=ids, links=links, said=said, policy=around.policy, whole=False)


def _named(html: str, tag: int) -> str:
    """Return the name of the element whose tag begins there."""
    found = _ELEMENTS.match(html, tag + 1)
    assert found
    return found[0]


def _within(html: str, tag: int) -> tuple[int, str]:
    """Return where the element ends that begins at `tag` in plain HTML, and its text.

    Whatever closes, closes the innermost element; nothing inside may be without an end.
    """
    begun = end = html.index(">", tag) + 1
    depth, text = 1, []
    for found in _TAG.finditer(html, begun):
        text.append(html[end : found.start()])
        end = found.end()
        depth += -1 if found[0][1] == "/" else 1
        if not depth:
            return end, unescape("".join(text))
    return end, ""
