"""Record pages of the build before: those that would be made so again are taken over.

Of each page it was noted what its context was made of, with one sum of all that, of the frame and
of the place where the site will stand. Where the sum is the same and the files are still as they
were written, they are the page; anything else makes it anew.
"""

from __future__ import annotations

import os
import pickle
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ..built import Page as Read
from ..cache import Shelf, digest, shelf
from ..notes import Read as Noted
from ..pages import Pages, alike
from ..search import SearchEntry
from ..sums import Reads, Sums, Unsummed, grouped

SHELF = "pages"
_PLACES = digest(b"where records stand")


class Made(NamedTuple):
    """What is to be known of a record page that stands in the new site."""

    read: Read
    """What is still to be looked at of it."""
    entry: SearchEntry
    pictures: dict[str, frozenset[str]]
    """What allows the styles of each of its pictures, by its file."""


class Trace(NamedTuple):
    """What a page leaves to the next build."""

    total: bytes
    """The sum of all that it was made of."""
    reads: bytes
    """What that was, packed."""
    files: tuple[tuple[str, bytes], ...]
    """Its files with their digests."""
    made: bytes
    """The page itself as a `Made`, packed."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The pages of the build before this one, and what this one leaves to the next."""

    site: Path
    """The site that stands there: its files are taken over as far as they are what they were."""
    around: bytes
    """The sum of all that is around every page."""
    sums: Sums
    shelf: Shelf
    usable: bool
    """Whether records stand where they stood: else whatever links to them is another."""

    @classmethod
    def of(cls, site: Path, around: bytes, pages: Pages) -> Earlier:
        """Return what was left for a site; `around` is the sum of what is around its pages."""
        found = shelf(SHELF)
        known = found.get(_PLACES)
        places = pages.places
        usable = known is not None and alike(_unpacked(known), places)
        found.put(_PLACES, _packed(places))
        return cls(site, around, Sums(pages.desk), found, usable)

    def take(self, url: str, place: Callable[[str], Path]) -> bool:
        """Put a page's files in their places in the new site, if they would be made so again.

        `place` knows these by the files' addresses.
        """
        trace = self._trace(url) if self.usable else None
        if trace is None:
            return False
        try:
            if self._total(_unpacked(trace.reads)) != trace.total:
                return False
            contents = {path: _content(self.site / path) for path, _ in trace.files}
        except (Unsummed, LookupError, OSError):
            return False
        if any(digest(contents[path]) != mark for path, mark in trace.files):
            return False
        for path, content in contents.items():
            _put(self.site / path, place(path), content)
        return True

    def left(self, reads: Iterable[Noted], files: Mapping[str, bytes], made: Made) -> Trace | None:
        """Return what a page leaves that was just made; nothing where nobody could tell later
        whether it would be made so again."""
        by_table = grouped(reads)
        try:
            total = self._total(by_table)
        except Unsummed:
            return None
        marks = tuple((path, digest(content)) for path, content in files.items())
        return Trace(total, _packed(by_table), marks, _packed(made))

    def kept(self, url: str, trace: Trace | None) -> Made:
        """Leave a page to the next build, which was made or taken over; return what is to be known
        of it in this one."""
        if trace is None:
            trace = self._trace(url)
        assert trace is not None
        self.shelf.put(_key(url), tuple(trace))
        made: Made = _unpacked(trace.made)
        return made

    def _trace(self, url: str) -> Trace | None:
        known = self.shelf.get(_key(url))
        return None if known is None else Trace(*known)

    def _total(self, reads: Reads) -> bytes:
        return digest(self.around + self.sums.of(reads))


def _key(url: str) -> bytes:
    return digest(url.encode())


def _packed(thing: object) -> bytes:
    return zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - from our own cache, see `cache`


def _content(file: Path) -> bytes:
    """Return what a file holds that is no link to another. Raises OSError."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise OSError(f"{file} is no file")
    return file.read_bytes()


def _put(known: Path, file: Path, content: bytes) -> None:
    """Let a file stand in a second place; where there are no links, write it there."""
    try:
        os.link(known, file)
    except (OSError, NotImplementedError):
        file.write_bytes(content)
