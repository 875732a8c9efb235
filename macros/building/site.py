"""One site as it is put together: MkDocs renders hand-written pages and frames, we fill them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from .. import atlas, env
from ..briefing import Briefing
from ..built import Around, Built, Glance, faults, folded
from ..built import Page as Read
from ..built import read as read_html
from ..cache import leave
from ..checks import inspect
from ..contents import KINDS
from ..evidence.desk import Desk
from ..frame import (
    BODY,
    DESCRIPTION,
    EDIT,
    NAME,
    SECTIONS,
    TITLE,
    Filling,
    Frame,
    FrameError,
    headings,
)
from ..hands import batches, shared
from ..inert import text
from ..notes import Notes
from ..pages import Known, Pages, RecordPage
from ..policy import policy, server_files, styles
from ..records.problems import Problem, Severity, report
from ..render import TEMPLATES
from ..search import INDEX, LARGE, SearchEntry, empty_index, their_entries, whole_index
from ..shards import shards
from ..slim import classes, slim_theme
from ..tracing import Tracer
from ..views.citation import BRANCH, Imprint
from . import progress
from .ahead import rows_ahead, told_ahead
from .docs import refuse_links
from .earlier import SHELF, Earlier
from .writing import Writer, place

# Pages that are made and written in one go.
BATCH = 16
ROUND = 144
"""Such batches after which those who make pages make way for others, with all that they hold."""
WORTHWHILE = 200
"""Record pages from which on a second process helps to make them."""


class Refused(PluginError):
    """The records have errors, so nothing is built."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, for whoever shows them in another form."""
        super().__init__("The records have errors; nothing was built.\n\n" + report(list(problems)))
        self.problems = problems


@dataclass(slots=True)
class Site:
    """One build: the briefing's pages, and what MkDocs hands over on the way."""

    now: ClassVar[Site | None] = None
    """The build that runs, or that ran last."""

    pages: Pages
    repository: str
    """The repository's address, for edit links; empty for none."""
    site_url: str
    root: Path
    config: MkDocsConfig
    nav: Navigation | None = None
    theme: jinja2.Environment | None = None
    policy: str = ""
    """What the pages may load and run."""
    _frames: dict[str, Frame] = field(default_factory=dict)
    _listed: list[SearchEntry] = field(default_factory=list)
    """Hand-written pages that only list records: found by title, not by each record again."""
    _around: dict[str, Around] = field(default_factory=dict)
    """What the frame of each kind adds, read from a page that the theme itself rendered."""
    _theirs: dict[str, Any] = field(default_factory=dict)
    """The search index as the theme wrote it."""
    _read: dict[str, Read] = field(default_factory=dict)
    """What is still to be looked at of each record page, by its file."""
    _pictures: dict[str, frozenset[str]] = field(default_factory=dict)
    """What allows the styles of each picture, by its file."""

    @classmethod
    def open(cls, config: MkDocsConfig) -> Site:
        """Read and check the records of a project; errors stop the build."""
        root = Path(config.config_file_path).parent
        refuse_links(Path(config.docs_dir), root)
        drafts = bool(config.extra.get("drafts"))
        notes = Notes() if drafts else None  # drafts are for the preview alone, which goes on
        data = root / config.extra.get("data", "data")
        found = inspect(data, root=root, drafts=drafts, notes=notes)
        if found.fails(strict=False):
            raise Refused(tuple(one for one in found.problems if one.severity is Severity.ERROR))
        repository = str(config.repo_url or "").rstrip("/")
        # The theme would ask the repository's server for its stars, from every reader's browser.
        config.repo_url = config.repo_name = None
        made: Known | None = {} if drafts else None
        pages = Pages(found.desk, config.site_url or "", repository, made=made)
        site = cls(pages, repository, config.site_url or "/", root, config)
        if site.repository:
            config.edit_uri = f"{site.repository}/edit/{BRANCH}/docs/"
        env.provide(site.pages)
        cls.now = site
        return site

    def renewed(self, desk: Desk) -> Site:
        """Return the same site with other records: its frames and navigation stay as they are."""
        return replace(self, pages=self.pages.renewed(desk), _read={})

    @property
    def briefing(self) -> Briefing:
        """The briefing that the site shows."""
        return self.pages.briefing

    @property
    def listed(self) -> frozenset[str]:
        """Addresses of hand-written pages that search finds by title and description alone."""
        return frozenset(one.location for one in self._listed)

    @property
    def base(self) -> str:
        """The path at which the site stands on its server."""
        return urlsplit(self.site_url).path or "/"

    @property
    def _own(self) -> str:
        """The site's whole address; empty where it is not known."""
        return _base(self.site_url) if "://" in self.site_url else ""

    @property
    def as_of(self) -> str:
        """The data's own date, in the place of every page's build date."""
        return self.briefing.settings.as_of.text

    def read_page(self, page: Page, html: str) -> str:
        """Return a page with what its macros printed, whose headings its contents list, too."""
        html = self.pages.filled(html, str(page.url))
        top: list[Any] = []
        for one in headings(html):
            token = {"level": one.level, "id": one.anchor, "name": one.title, "children": []}
            siblings = top
            while siblings and siblings[-1]["level"] < one.level:
                siblings = siblings[-1]["children"]
            siblings.append(token)
        page.toc = get_toc(top)
        if (page.meta.get("search") or {}).get("exclude"):
            title, description = str(page.title), str(page.meta.get("description", ""))
            self._listed.append(SearchEntry(page.url, title, description))
        return html

    def complete_sitemap(self, sitemap: str) -> str:
        """Add the record pages to the sitemap, dated by the data."""
        base = _base(self.site_url)
        entries = "".join(
            f"    <url>\n         <loc>{base}{url}</loc>\n"
            f"         <lastmod>{self.as_of}</lastmod>\n    </url>\n"
            for url in self.pages.records
        )
        return sitemap.replace("</urlset>", entries + "</urlset>")

    def allow(self, urls: Iterable[str]) -> str:
        """Return what the pages may load and run; `urls` are those of hand-written pages."""
        kind = next(iter(KINDS))
        empty = Filling("", "", KINDS[kind].folder, NAME, "", "")
        depths = {url.count("/") for url in (*urls, *self.pages.records)}
        ways = ["/".join([".."] * depth) or "." for depth in sorted(depths)]
        # The error page is served anywhere, and so knows its root by the whole path.
        self.policy = policy(self._render(kind, empty, []), "../..", [*ways, self.base])
        return self.policy

    def write(self) -> None:
        """Write every record page, and add them and the claims to the search index."""
        folder = Path(self.config.site_dir)
        there = list(folder.rglob("*"))
        taken = {folded(one.relative_to(folder).as_posix()) for one in there}
        hand_written = [one.read_text("utf-8") for one in there if one.suffix == ".html"]
        used = set().union(*(classes(html) for html in hand_written))
        used.update(*(classes(one.read_text("utf-8")) for one in TEMPLATES.iterdir()))
        first = {kind: url for url, (kind, _) in reversed(self.pages.records.items())}
        for kind, url in first.items():
            self._around[kind], classes_ = self._proof(url)
            used |= classes_
        atlas.let_go()
        entries = self._write_records(folder, taken)
        leave(SHELF)
        slim_theme(folder, used)
        for url, content in self.pages.files():
            place(folder, url).write_bytes(content)
        for url, content in self.server_files(folder):
            place(folder, url).write_bytes(content)
        self._theirs = json.loads((folder / INDEX).read_text("utf-8"))
        (folder / INDEX).unlink()  # what we write in its place holds it
        for url, content in self.search_files(entries):
            place(folder, url).write_bytes(content)

    def _write_records(self, folder: Path, taken: set[str]) -> list[SearchEntry]:
        """Write every record page; return what search finds of each."""
        urls = list(self.pages.records)
        worthwhile = len(urls) > WORTHWHILE
        entries, earlier = [], self._earlier()
        with rows_ahead(self.pages, earlier, worthwhile=worthwhile):
            writer = self._writer(folder, taken, earlier)
            for written in shared(
                batches(urls, BATCH),
                writer.write,
                worthwhile=worthwhile,
                aside=ROUND,
                heard=lambda done: progress.leave(len(urls) - done * BATCH),
            ):
                for url, found in written:
                    made = writer.known(url, found)
                    self._read[f"{url}index.html"] = made.seen
                    entries.append(made.entry)
                    self._pictures.update(made.pictures)
        writer.close()
        return entries

    def _earlier(self) -> Earlier | None:
        """Return the build before; nothing where nothing of it is kept."""
        before = self.config.extra.get("before")
        frames = {kind: self.frame(kind) for kind in self._around}
        around = self.site_url, self.repository, frames, self._around
        return Earlier.of(Path(before), around, self.pages) if before else None

    def _writer(self, folder: Path, taken: set[str], earlier: Earlier | None) -> Writer:
        """Return who writes the record pages; what is around each kind of them is known."""
        pages, told = self.pages, told_ahead(self.pages)
        glance = Glance(pages.sentences, self._own, pages, earlier is not None, told)
        return Writer(folder, taken, pages, self.html, self._around, glance, earlier)

    def server_files(self, folder: Path) -> Iterator[tuple[str, bytes]]:
        """Yield the files that tell servers what the pages and pictures of a folder may load."""
        for file in folder.rglob("*.svg"):
            path = file.relative_to(folder).as_posix()
            if path not in self._pictures:
                self._pictures[path] = styles(file.read_bytes())
        return server_files(self.policy, chain.from_iterable(self._pictures.values()))

    def redrawn(self, path: str, content: bytes) -> None:
        """Note that a picture is another now."""
        if path in self._pictures:
            self._pictures[path] = styles(content)

    @property
    def large(self) -> bool:
        """Whether search finds so much that its index lies in many files.

        A preview keeps the one file of the theme: its reader has it at hand, and one record more
        would move the entries of all files.
        """
        found = len(self.pages.searched) + len(self.briefing.standing)
        return found >= LARGE and not self.config.extra.get("drafts")

    def search_files(self, entries: Iterable[SearchEntry]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the search index: what the theme found, and what ours are found by.

        `entries` are those of the record pages, in order.
        """
        records = (one for one in entries if one.location in self.pages.searched)
        ours = (*self._listed, *records, *self.pages.claim_entries())
        if self.large:
            yield INDEX, empty_index(self._theirs)
            yield from shards([*their_entries(self._theirs), *ours])
        else:
            yield INDEX, whole_index(self._theirs, ours)

    def html(self, page: RecordPage) -> str:
        """Return a record page whole."""
        return self.frame(page.kind).fill(self.filling(page))

    def _proof(self, url: str) -> tuple[Around, set[str]]:
        """Return what is around a page's body, and the classes that its frame uses.

        One page of each kind is rendered by the theme itself, as the frame's proof.
        """
        page = self.pages.page(url)
        html = self.html(page)
        if html != self.rendered(page):
            raise PluginError(
                f"the frame of {url} differs from what the theme renders; "
                "the theme prints something that the frame has no hole for"
            )
        return Around.of(read_html(html), read_html(page.body)), classes(html)

    def check(self, folder: Path) -> None:
        """Check every link of the site in `folder`; any fault stops the build.

        Record pages were read as they were made; only hand-written ones are read here.
        """
        built = Built.open(folder, self._own, self._read)
        found = faults(built, chain(self.pages.records, self.pages.marked), self.pages.sentences)
        if found:
            problems = Tracer(self.pages, self.root).problems(found, built)
            raise PluginError(f"{len(found)} faults in the built pages:\n\n{report(problems)}")

    def filling(self, page: RecordPage) -> Filling:
        """Return what a record page puts into the frame's holes."""
        return Filling(
            text(page.title),
            text(page.description),
            KINDS[page.kind].folder,
            page.id,
            self.edit_url(page),
            page.body,
        )

    def edit_url(self, page: RecordPage) -> str:
        """Return where a record is edited, down to its line."""
        path, _, line = page.place.rpartition(":")
        return Imprint("", self.repository).edit(path, int(line))

    def frame(self, kind: str) -> Frame:
        """Return the frame of a kind of pages, made when it is first asked for."""
        if kind not in self._frames:
            sentinel = Filling(
                TITLE, DESCRIPTION, KINDS[kind].folder, NAME, EDIT, f"<h1>{BODY}</h1>"
            )
            html = self._render(kind, sentinel, list(SECTIONS))
            try:
                self._frames[kind] = Frame.cut(html.replace(f"<h1>{BODY}</h1>", BODY))
            except FrameError as error:
                raise PluginError(f"no frame for {kind} pages: {error}") from error
        return self._frames[kind]

    def rendered(self, page: RecordPage) -> str:
        """Return a record page as the theme itself renders it whole."""
        filling = self.filling(page)
        sections = [(one.anchor, one.title) for one in headings(page.body) if one.level == 2]
        return self._render(page.kind, filling, sections)

    def _render(self, kind: str, filling: Filling, sections: list[tuple[str, str]]) -> str:
        assert self.nav is not None and self.theme is not None
        config = self.config
        page = Page(
            None,
            File.generated(config, f"{filling.folder}/{filling.name}/index.md", content=""),
            config,
        )
        page.meta = {"title": filling.title, "description": filling.description, **HIDDEN}
        page.title = filling.title  # MkDocs itself takes none without Markdown
        page.content = filling.body
        page.edit_url = filling.edit if self.repository else None
        children: list[Any] = [
            {"level": 2, "id": anchor, "name": title, "children": []} for anchor, title in sections
        ]
        page.toc = get_toc([{"level": 1, "id": "title", "name": "", "children": children}])
        page.update_date = self.as_of
        page.parent = _section(self.nav, f"{KINDS[kind].folder}/")
        page.active = True
        try:
            context = get_context(self.nav, [], config, page)
            context = config.plugins.on_page_context(
                context, page=page, config=config, nav=self.nav
            )
            return self.theme.get_template("main.html").render(context)
        finally:
            page.active = False


# Record pages are found by search through entries of their own, and show their contents at the
# left in place of the navigation.
HIDDEN = {"search": {"exclude": True}, "hide": ["navigation"]}


def _section(nav: Navigation, url: str) -> Section | None:
    """Return the navigation's section whose index page stands at `url`."""
    for item in nav.items:
        if isinstance(item, Section) and any(
            isinstance(child, Page) and child.url == url for child in item.children
        ):
            return item
    return None


def _base(site_url: str) -> str:
    return site_url if site_url.endswith("/") else site_url + "/"
