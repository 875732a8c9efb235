"""Record pages as they are written: made with their pictures, or taken over from the build before.

They are written in whichever process has its hands free; what is to be known of each comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

from ..built import Around, Glance, folded
from ..pages import Pages, RecordPage
from ..policy import styles
from .earlier import Earlier, Made, Trace

Found = tuple[str, Made | Trace | None]
"""A page's address, and what is to be known of it; nothing where it was taken over."""


def place(folder: Path, path: str) -> Path:
    """Return a file that is to be written, after looking that nothing is there."""
    file = folder / path
    if file.exists():
        what = "page of docs/" if path.endswith(".html") else "file of docs/ or the theme"
        url = path.removesuffix("index.html")
        raise PluginError(f"a {what} stands at {url}, where ours belongs")
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes record pages into a folder."""

    folder: Path
    taken: Container[str]
    """What stood in the folder before, folded: it is not ours."""
    pages: Pages
    html: Callable[[RecordPage], str]
    """What a record page is whole."""
    around: Mapping[str, Around]
    """What the frame of each kind adds."""
    glance: Glance
    earlier: Earlier | None
    """The build before; nothing where nothing of it is kept."""

    def write(self, urls: Iterable[str]) -> list[Found]:
        """Write some pages; return what is to be known of each."""
        return [(url, self._written(url)) for url in urls]

    def known(self, url: str, found: Made | Trace | None) -> Made:
        """Return what is to be known of a page that was written, and leave it to the next build."""
        if not isinstance(found, Made):
            assert self.earlier is not None
            found = self.earlier.kept(url, found)
        around = self.around[self.pages.records[url][0]]
        return found._replace(seen=self.glance.gathered(found.seen, around))

    def close(self) -> None:
        """Leave to the next build what it needs to know of them all."""
        if self.earlier:
            self.earlier.close()

    def _place(self, path: str) -> Path:
        """Return a file that is to be written; what another process has begun of it goes."""
        if folded(path) in self.taken:
            return place(self.folder, path)
        file = self.folder / path
        try:
            file.parent.mkdir()  # most pages have a folder of their own
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            file.unlink(missing_ok=True)
        return file

    def _written(self, url: str) -> Made | Trace | None:
        if self.earlier and self.earlier.take(url, self._place):
            return None
        with self.pages.briefing.reading() as reads:
            view = self.pages.view(url)
            entry = self.pages.search_entry(url, view)
        page = self.pages.page(url, view)
        assert url.count("/") == 2, "links are followed from this depth, see built.glance"
        pictures = dict(self.pages.figures(url, view))
        files = {f"{url}index.html": self.html(page).encode(), **pictures}
        for path, content in files.items():
            self._place(path).write_bytes(content)
        seen = self.glance.page(str(page.body), self.around[page.kind])
        made = Made(seen, entry, {path: styles(content) for path, content in pictures.items()})
        left = self.earlier and self.earlier.left(reads, files, made)
        return left or made
