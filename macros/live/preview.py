"""The private copy of the site that the preview shows, and how it follows the files.

A changed record is read, checked and shown at once: the pages whose contexts are no longer the
same are made anew, and in hand-written pages what macros printed. Whatever that cannot follow (a
page that comes or goes, another heading, a template, a setting) makes the whole site anew.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..briefing import Briefing, open_briefing
from ..building import NotBuilt, Refused, Site, make
from ..cache import kept
from ..checks import check
from ..contents import RecordView
from ..evidence.desk import Desk
from ..following import ELSEWHERE
from ..frame import headings
from ..notes import Read
from ..pages import Pages, Printed
from ..records.library import Filed
from ..records.problems import Problem, Severity, report
from ..records.reader import Document, read
from ..staging import recover, replaced, swap

Mark = tuple[int, int, int]
"""What tells whether a file is another since."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of a change: what is shown now, or why the last good site still is."""

    pages: int
    """How many pages were made anew."""
    seconds: float
    problems: str = ""
    """What is wrong, as the terminal and the browser show it; empty when all is well."""


class _Beyond(Exception):
    """A change that only a whole build can follow."""


class _PutOff(Exception):
    """Somebody waits for something else, and this is made another time."""


class Preview:
    """One project's preview in a folder of its own."""

    def __init__(self, root: Path, data: Path, folder: Path, address: str) -> None:
        """Show the project at `root` in `folder`, which is the preview's alone."""
        self.root = root
        self.data = data
        self.folder = folder
        self.address = address
        self.site: Site | None = None
        self._views: dict[str, RecordView] = {}
        self._settled: tuple[Pages, dict[str, RecordView]] | None = None
        self._ahead: set[str] = set()
        """Files and pages' figures that were brought up to date since, when something was put
        off: they may be of neither state."""
        self._checked = True
        """Whether all records were checked since the last change."""
        self._wrong = False
        """Whether the pages that are shown were found to be wrong after all."""
        self._documents: dict[str, tuple[Mark, Document]] = {}
        """Files as they were read last, by their paths as problems show them."""

    def build(self) -> Shown:
        """Build the whole site, beside the one that is shown."""
        started = time.perf_counter()
        fresh = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        # Before they are read, so that a file that changes meanwhile is read again.
        marks = {file: _mark(file) for file in self.data.rglob("*.yml") if file.is_file()}
        try:
            with kept(self.data) as cache:
                site = make(self.root, self.data, fresh, address=self.address, drafts=True)
                cache.whole = True
            views = {url: site.pages.view(url) for url in site.pages.records}
        except (Refused, NotBuilt) as error:
            return Shown(0, time.perf_counter() - started, str(error))
        else:
            recover(self.folder)
            swap(fresh, self.folder)
            site.config.site_dir = str(self.folder)
            self.site, self._views = site, views
            self._settled, self._ahead = (site.pages, views), set()
            self._checked, self._wrong = True, False
            # What the first change is checked by is made now.
            _ = site.pages.briefing.naming, check(site.pages.desk.narrowed(()), errors=True)
            self._documents = dict(self._kept(site, marks))
            return Shown(len(views), time.perf_counter() - started)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _kept(
        self, site: Site, marks: dict[Path, Mark]
    ) -> Iterator[tuple[str, tuple[Mark, Document]]]:
        """Yield the files that a build has read, so that the first change reads only its own."""
        for filed in site.pages.briefing.library.everything():
            file = self.data.parent / filed.path
            if file in marks:
                yield filed.path, (marks[file], filed.document)

    def update(self, changed: Collection[Path]) -> Shown:
        """Follow changes of files, given by their paths; what no page shows waits for `settle`."""
        inside = [path for path in changed if path.is_relative_to(self.data)]
        settings = self.data / "briefing.yml"
        if self.site is None or len(inside) != len(changed) or settings in inside:
            return self.build()
        started = time.perf_counter()
        desk, reads, problems = self._read_again(self.site.pages.desk)
        if problems:
            return Shown(0, time.perf_counter() - started, report(problems))
        try:
            if reads is None:
                raise _Beyond
            site = self.site.renewed(desk)
            views = self._viewed(site)
            texts = dict(self._followed(site, views))
        except (_Beyond, LookupError):
            return self.build()
        for path, content in texts.items():
            replaced(self.folder / path, content)
        self.site, self._views = site, views
        self._wrong = False
        return Shown(sum(path.endswith(".html") for path in texts), time.perf_counter() - started)

    def _read_again(self, before: Desk) -> tuple[Desk, set[Read] | None, list[Problem]]:
        """Read and check the records; return what has changed since, if it is known, and errors."""
        briefing = open_briefing(
            self.data,
            drafts=True,
            read=self._read,
            notes=before.briefing.notes,
            before=before.briefing,
        )
        desk = Desk.lay(briefing, self.data, None, before=before)
        changed = touched = None
        if all(one.severity is not Severity.ERROR for one in briefing.library.problems):
            try:
                changed = desk.followed(before)
            except LookupError:  # a record names what is not there: the rules say what
                desk = Desk.lay(Briefing(briefing.library, drafts=True), self.data, None)
        if changed is not None and not self._wrong:
            touched = _touched(desk, before, changed)
        found = check(desk if touched is None else desk.narrowed(touched), errors=True)
        self._checked = touched is None
        return desk, changed, list(found.problems)

    def _viewed(self, site: Site) -> dict[str, RecordView]:
        """Return the context of every record page; those that stay are not made again."""
        pages = site.pages
        return {
            url: self._views[url] if url in self._views and pages.known(url) else pages.view(url)
            for url in pages.records
        }

    def _followed(self, site: Site, views: dict[str, RecordView]) -> Iterable[tuple[str, bytes]]:
        """Yield every file that is no longer the same, with what it holds now."""
        assert self.site is not None
        before, after = self.site.pages, site.pages
        if list(before.records) != list(after.records):
            raise _Beyond
        moved = not after.lead_alike(before)
        for url, view in views.items():
            if moved or (view is not self._views[url] and view != self._views[url]):
                yield f"{url}index.html", site.html(after.page(url, view)).encode()
        yield from self._hand_written(before.printed, after, site.listed)
        if dict(before.styles()) != dict(after.styles()):
            raise _Beyond  # a whole build makes style sheets smaller

    def settle(self, waiting: Callable[[], bool] = lambda: False) -> str:
        """Bring up to date what a reader does not look at first: figures as files, tables, search.

        After it, the preview holds what a whole build would make; unless somebody was `waiting`
        meanwhile, as for the next change: then the rest is made when this is called again. Return
        what is wrong in records that the last change did not touch; they were looked at only now.
        """

        def go_on(_: int = 0) -> None:
            if waiting():
                raise _PutOff

        late = ""
        try:
            if self.site is not None and not self._checked:
                found = check(self.site.pages.desk, errors=True, heard=go_on)
                errors = list(found.problems)
                self._checked, self._wrong = True, bool(errors)
                late = report(errors) if errors else ""
            self._settle_files(go_on)
        except _PutOff:
            pass
        except OSError as error:  # the next change tries again
            late = late or f"tables, pictures and search are behind: {error}"
        return late

    def _settle_files(self, go_on: Callable[[], None]) -> None:
        site, views, settled = self.site, self._views, self._settled
        if site is None or settled is None or settled[0] is site.pages:
            return
        before = settled[0].made or {}
        for url, content in site.pages.files():
            if url in self._ahead or url not in before or content != before[url][1]:
                self._replace(url, url, content)
            go_on()
        moved = not site.pages.lead_alike(settled[0])
        for url, view in views.items():
            known = settled[1][url]
            if moved or url in self._ahead or (view is not known and view != known):
                go_on()
                for place, content in site.pages.figures(url, view):
                    self._replace(url, place, content)
        go_on()
        entries = [site.pages.search_entry(url, view) for url, view in views.items()]
        for path, content in site.search_files(entries):
            replaced(self.folder / path, content)
        go_on()
        for path, content in site.server_files(self.folder):
            replaced(self.folder / path, content)
        self._settled, self._ahead = (site.pages, views), set()

    def _replace(self, of: str, path: str, content: bytes) -> None:
        """Bring a file up to date, and note of what it is, in case that the rest is put off."""
        assert self.site is not None
        self._ahead.add(of)
        replaced(self.folder / path, content)
        self.site.redrawn(path, content)

    def _hand_written(
        self, printed: Iterable[Printed], after: Pages, listed: frozenset[str]
    ) -> Iterable[tuple[str, bytes]]:
        """Put what macros print now in the place of what they printed."""
        texts: dict[str, str] = {}
        for one in printed:
            html = after.print(one.make, one.here)
            if html == one.html:
                continue
            path = f"{one.here}index.html"
            if path not in texts:
                texts[path] = (self.folder / path).read_text("utf-8")
            # The theme's own search has read the page, unless the page leaves that to us.
            if one.here not in listed or texts[path].count(one.html) != 1:
                raise _Beyond
            if headings(html) != headings(one.html):
                raise _Beyond
            texts[path] = texts[path].replace(one.html, html)
        for path, text in texts.items():
            yield path, text.encode()

    def _read(self, file: Path, shown: str) -> Document:
        """Read a file that was not read before as it is now."""
        try:
            mark = _mark(file)
        except OSError:
            return read(file, shown)
        known = self._documents.get(shown)
        if known is None or known[0] != mark:
            known = self._documents[shown] = mark, read(file, shown)
        return known[1]


def _mark(file: Path) -> Mark:
    """Return what tells whether a file is another since."""
    info = file.lstat()
    return info.st_mtime_ns, info.st_size, info.st_ino


_CLAIMS_ALONE = {"sources", "entities", "instruments", "designations", "_absent", *ELSEWHERE}
"""Whatever of these changes may matter to any record."""


def _touched(desk: Desk, before: Desk, changed: set[Read]) -> list[Filed[Any]] | None:
    """Return the records that a change of claims may make wrong; None where any may be.

    These are the claims of the files that changed, and whatever names one of them.
    """
    if any(name in _CLAIMS_ALONE for name, _ in changed):
        return None
    now, then = desk.briefing, before.briefing
    claims, known = now.library.claims, then.library.claims
    different = [key for key, one in claims.items() if known.get(key) is not one]
    paths = {claims[key].path for key in different if claims[key] != known.get(key)}
    near = {key for key, one in claims.items() if one.path in paths}
    touched: dict[tuple[str, str | int], None] = dict.fromkeys(("claim", key) for key in near)
    for key in near | (known.keys() - claims.keys()):
        touched.update(dict.fromkeys(now.naming.get(key, ())))
    return [now.filed(*who) for who in touched]
