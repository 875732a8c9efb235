"""The frame: one page of the theme with holes, into which record pages are filled.

The theme renders a sentinel page once for each section of the site; what it printed around the
sentinel's marks is the frame. A page is then filled in without the theme or Markdown. The site
proves with real pages that a filled frame is what the theme itself would have rendered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "briefhole"
TITLE, DESCRIPTION, NAME, EDIT, BODY = (
    f"{MARK}{name}x" for name in ("title", "description", "name", "edit", "body")
)
# Two sections show how the theme prints one, and what it prints between two.
SECTIONS = tuple((f"{MARK}anchor{n}x", f"{MARK}heading{n}x") for n in (1, 2))
_HOLES = re.compile("|".join((TITLE, DESCRIPTION, NAME, EDIT, BODY)))
_HEADING = re.compile(r'<h([1-3]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class FrameError(ValueError):
    """The theme printed the sentinel in a way that a frame cannot hold."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for its table of contents; `title` is HTML without tags."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into the holes, all of it HTML; the body has its own h1 with an id."""

    title: str
    description: str
    folder: str
    name: str
    """The last part of the address, after the folder."""
    edit: str
    body: str


def headings(html: str) -> list[Heading]:
    """Return the headings of a page's content that have an id, in order; a comment has none."""
    html = _COMMENT.sub("", html) if "<!--" in html else html
    return [
        Heading(int(level), anchor, " ".join(_TAG.sub("", _PERMALINK.sub("", inner)).split()))
        for level, anchor, inner in _HEADING.findall(html)
    ]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the theme, cut at its holes."""

    before: tuple[str, ...]
    """Text and holes in turn, up to the first section of the table of contents."""
    middle: str
    """Between a section's anchor and its title."""
    between: str
    """Between a section's title and the next anchor."""
    after: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Frame:
        """Cut a rendered sentinel page at its marks."""
        (one, first), (two, second) = SECTIONS
        places = [page.find(mark) for mark in (one, first, two, second)]
        if -1 in places or places != sorted(places):
            raise FrameError("the theme prints no table of contents, or not in order")
        if any(page.count(mark) != 1 for mark in (one, first, two, second)):
            raise FrameError("the theme prints the table of contents more than once")
        middle = page[places[0] + len(one) : places[1]]
        between = page[places[1] + len(first) : places[2]]
        if page[places[2] + len(two) : places[3]] != middle:
            raise FrameError("the theme prints two sections in different ways")
        before = cls._pieces(page[: places[0]])
        after = cls._pieces(page[places[3] + len(second) :])
        if BODY not in before + after:
            raise FrameError("the theme does not print the page's content")
        frame = cls(before, middle, between, after)
        if any(MARK in piece for piece in (*before[::2], middle, between, *after[::2])):
            raise FrameError("the theme prints a mark of the sentinel where no hole is")
        return frame

    @staticmethod
    def _pieces(text: str) -> tuple[str, ...]:
        return tuple(re.split(f"({_HOLES.pattern})", text))

    def fill(self, page: Filling) -> str:
        """Return a whole page."""
        holes = {
            TITLE: page.title,
            DESCRIPTION: page.description,
            NAME: page.name,
            EDIT: page.edit,
            BODY: page.body,
        }
        sections = [heading for heading in headings(page.body) if heading.level == 2]
        if not sections:
            raise FrameError(f"the page {page.folder}/{page.name}/ has no section")
        contents = self.between.join(f"{one.anchor}{self.middle}{one.title}" for one in sections)
        return "".join(
            [
                *(holes.get(piece, piece) for piece in self.before),
                contents,
                *(holes.get(piece, piece) for piece in self.after),
            ]
        )
