"""Record pages of the build before: those that would be made so again are taken over.

Of each page it was noted what its context was made of, with one sum of all that and of the frame
around it, and where records stood to which it may link. Where the sum is the same, no record stands
elsewhere and the files are still what was written, they are the page; anything else makes it anew.
"""

from __future__ import annotations

import os
import pickle
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..built import Page
from ..cache import Shelf, digest, shelf
from ..notes import Read, Reads
from ..pages import Pages, Places, alike
from ..records.reader import opened
from ..search import SearchEntry
from ..sums import ByTable, Sums, Totals, Unsummed, by_table

SHELF = "pages"
_PLACES, _AROUND = digest(b"places"), digest(b"around")


class Made(NamedTuple):
    """What is to be known of a record page that stands in the new site."""

    seen: Page
    """What is still to be looked at of it."""
    entry: SearchEntry
    pictures: dict[str, frozenset[str]]
    """What allows the styles of each of its pictures, by its file."""


class Trace(NamedTuple):
    """What a page leaves to the next build."""

    total: bytes
    """The sum of all that it was made of."""
    places: bytes
    """The sum of where records stood."""
    reads: bytes
    """What it was made of, packed."""
    files: tuple[tuple[str, int, bytes], ...]
    """Its files, each with its length and digest."""
    made: bytes
    """The page itself as a `Made`, packed."""


class _Known(NamedTuple):
    """A file of the site before, as it was written."""

    content: bytes
    number: int
    """What tells it from another of the same name."""
    own: bool
    """Whether it is as a new one would be: nobody else's, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The pages of the build before this one, and what this one leaves to the next."""

    site: str
    """The folder of the site that stands there: its files are taken over as far as they are what
    they were."""
    mode: int
    """What a new file allows to whom."""
    user: int | None
    """Whose a new file is, where files are somebody's."""
    around: bytes
    """The sum of all that is around every page."""
    sums: Sums
    shelf: Shelf
    before: bytes | None
    """The sum of where records stood; none where one of them stands elsewhere now."""
    places: Places
    now: bytes
    """The sum of where they stand."""
    likely: bool
    """Whether most pages will be taken over, as nothing has changed around them all."""
    _folders: dict[str, bool] = field(default_factory=dict)
    """Folders of the site: whether each lies there itself, and not elsewhere by a link."""

    @classmethod
    def of(cls, site: Path, around: object, pages: Pages) -> Earlier | None:
        """Return what was left for a site, nothing where nothing is kept; `around` is what is
        around its pages. From now on it is noted what each page is made of."""
        found, places, total = shelf(SHELF), pages.places, Totals().of
        if not found.keeps:
            return None
        pages.desk.note_from_now(Reads())
        known = found.get(_PLACES)
        stood = None if known is None else unpacked(known)
        before = total(stood) if stood is not None and alike(stood, places) else None
        mask = os.umask(0)
        os.umask(mask)
        sums = Sums(pages.desk)
        sums.ahead()
        frame = total(around)
        likely = before is not None and found.get(_AROUND) == frame
        return cls(
            os.path.realpath(site),
            0o666 & ~mask,
            os.getuid() if hasattr(os, "getuid") else None,
            frame,
            sums,
            found,
            before,
            places,
            total(places),
            likely,
        )

    def take(self, url: str, place: Callable[[str], Path]) -> bool:
        """Put a page's files in their places in the new site, if they would be made so again.

        `place` knows these by the files' addresses.
        """
        trace = self._trace(url)
        if trace is None or trace.places != self.before:
            return False
        try:
            if self._total(unpacked(trace.reads)) != trace.total:
                return False
            known = [self._known(*file) for file in trace.files]
        except (Unsummed, OSError):
            return False
        for one, (path, *_) in zip(known, trace.files, strict=True):
            _put(f"{self.site}/{path}", place(path), one)
        return True

    def left(self, reads: Iterable[Read], files: Mapping[str, bytes], made: Made) -> Trace | None:
        """Return what a page leaves that was just made; nothing where nobody could tell later
        whether it would be made so again."""
        tables = by_table(reads)
        try:
            total = self._total(tables)
        except Unsummed:
            return None
        marks = tuple((path, len(content), digest(content)) for path, content in files.items())
        return Trace(total, self.now, packed(tables), marks, packed(made))

    def kept(self, url: str, trace: Trace | None) -> Made:
        """Leave a page to the next build, which was made or taken over; return what is to be known
        of it in this one."""
        if trace is None:
            trace = self._trace(url)
        assert trace is not None
        self.shelf.put(_key(url), tuple(trace._replace(places=self.now)))
        made: Made = unpacked(trace.made)
        return made

    def close(self) -> None:
        """Leave what holds for all pages, once all of them are left."""
        self.shelf.put(_PLACES, packed(self.places))
        self.shelf.put(_AROUND, self.around)

    def _trace(self, url: str) -> Trace | None:
        known = self.shelf.get(_key(url))
        return None if known is None else Trace(*known)

    def _total(self, reads: ByTable) -> bytes:
        return digest(self.around + self.sums.of(reads))

    def _known(self, path: str, size: int, mark: bytes) -> _Known:
        """Return a file of the site before. Raises OSError if it is not what was written."""
        file = f"{self.site}/{path}"
        with os.fdopen(opened(file), "rb") as stream:
            info = os.fstat(stream.fileno())
            same = stat.S_ISREG(info.st_mode) and info.st_size == size
            content = stream.read(size) if same else b""
        if digest(content) != mark:
            raise OSError(f"{file} is not what was written")
        own = info.st_nlink == 1 and stat.S_IMODE(info.st_mode) == self.mode
        own = own and self.user in (None, info.st_uid) and self._lies_there(path.rpartition("/")[0])
        return _Known(content, info.st_ino, own)

    def _lies_there(self, folder: str) -> bool:
        """Tell whether a folder of the site, and each that it is in, is no link."""
        if not folder:
            return True
        known = self._folders.get(folder)
        if known is None:
            known = stat.S_ISDIR(os.lstat(f"{self.site}/{folder}").st_mode)
            known = known and self._lies_there(folder.rpartition("/")[0])
            self._folders[folder] = known
        return known


def _key(url: str) -> bytes:
    return digest(url.encode())


def packed(thing: object) -> bytes:
    """Return a thing as it is left to the next build."""
    return zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(packed: bytes) -> Any:
    """Return what the build before has left."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - from our own cache, see `cache`


def _put(file: str, new: Path, known: _Known) -> None:
    """Let a file that is ours alone stand in a second place, and write any other there."""
    if known.own:
        try:
            os.link(file, new)
            if new.lstat().st_ino == known.number:
                return
            new.unlink()  # another came in its place meanwhile
        except (OSError, NotImplementedError):
            pass  # there are no links there
    new.write_bytes(known.content)
