"""The built site: MkDocs renders the hand-written pages and the frames, we fill in the records.

A build checks first, writes beside the old site, checks what it wrote, and only then swaps it in;
whatever stops it before that leaves the old site as it was.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from . import env
from .briefing import Briefing
from .built import Built, faults
from .built import Page as Read
from .built import read as read_html
from .checks import inspect
from .frame import (
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
from .pages import KINDS, Pages, RecordPage, SearchEntry
from .records.problems import Severity, report
from .render import TEMPLATES, text
from .slim import classes, slim_theme
from .staging import NEW, beside, recover, swap
from .tracing import Tracer
from .views.citation import BRANCH, Imprint


class Refused(PluginError):
    """The records have errors, so nothing is built."""


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
    nav: Navigation | None = None
    theme: jinja2.Environment | None = None
    _frames: dict[str, Frame] = field(default_factory=dict)
    _listed: list[SearchEntry] = field(default_factory=list)
    """Hand-written pages that only list records: found by title, not by each record again."""
    _read: dict[str, Read] = field(default_factory=dict)
    """Record pages as they were read while they were made, by their files."""

    @classmethod
    def open(cls, config: MkDocsConfig) -> Site:
        """Read and check the records of a project; errors stop the build."""
        root = Path(config.config_file_path).parent
        found = inspect(root / config.extra.get("data", "data"), root=root)
        if found.fails(strict=False):
            errors = [one for one in found.problems if one.severity is Severity.ERROR]
            raise Refused("The records have errors; nothing was built.\n\n" + report(errors))
        repository = str(config.repo_url or "").rstrip("/")
        # The theme would ask the repository's server for its stars, from every reader's browser.
        config.repo_url = config.repo_name = None
        pages = Pages(found.desk, config.site_url or "", repository)
        site = cls(pages, repository, config.site_url or "/", root)
        if site.repository:
            config.edit_uri = f"{site.repository}/edit/{BRANCH}/docs/"
        env.provide(site.pages)
        cls.now = site
        return site

    @property
    def briefing(self) -> Briefing:
        """The briefing that the site shows."""
        return self.pages.briefing

    @property
    def as_of(self) -> str:
        """The data's own date, in the place of every page's build date."""
        return self.briefing.settings.as_of.text

    def read_page(self, page: Page, html: str) -> None:
        """Rebuild a page's table of contents from its headings, those of macros included."""
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

    def complete_sitemap(self, sitemap: str) -> str:
        """Add the record pages to the sitemap, dated by the data."""
        base = _base(self.site_url)
        entries = "".join(
            f"    <url>\n         <loc>{base}{url}</loc>\n"
            f"         <lastmod>{self.as_of}</lastmod>\n    </url>\n"
            for url in self.pages.records
        )
        return sitemap.replace("</urlset>", entries + "</urlset>")

    def write(self, config: MkDocsConfig) -> None:
        """Write every record page, and add them and the claims to the search index."""
        folder = Path(config.site_dir)
        entries = list(self._listed)
        proven: dict[str, tuple[Read, Read]] = {}
        used = set().union(*(classes(one.read_text("utf-8")) for one in folder.rglob("*.html")))
        used.update(*(classes(one.read_text("utf-8")) for one in TEMPLATES.iterdir()))
        for url in self.pages.records:
            page = self.pages.page(url)
            filling = self.filling(page)
            html = self.frame(page.kind, config).fill(filling)
            if page.kind not in proven:
                # One page of each kind is rendered by the theme itself, as the frame's proof.
                if html != self.rendered(page, config):
                    raise PluginError(
                        f"the frame of {url} differs from what the theme renders; "
                        "the theme prints something that the frame has no hole for"
                    )
                proven[page.kind] = read_html(html), read_html(page.body)
                self._read[f"{url}index.html"] = proven[page.kind][0]
                used |= classes(html)
            else:
                # The frame around it is read already: what is left is the body.
                body = read_html(page.body).framed(*proven[page.kind])
                self._read[f"{url}index.html"] = body
            file = folder / url / "index.html"
            if file.exists():
                raise PluginError(
                    f"a page of docs/ stands at {url}, where the record’s page belongs"
                )
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, "utf-8", newline="\n")
            entries.append(self.pages.search_entry(page))
        for url, content in self.pages.files():
            file = folder / url
            if file.exists():
                raise PluginError(
                    f"a file of docs/ or the theme stands at {url}, where ours belongs"
                )
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        slim_theme(folder, used)
        entries += self.pages.claim_entries()
        _extend_search(folder / "search" / "search_index.json", entries)

    def check(self, folder: Path) -> None:
        """Check every link of the site in `folder`; any fault stops the build.

        Record pages were read as they were made; only hand-written ones are read here.
        """
        address = _base(self.site_url) if "://" in self.site_url else ""
        built = Built.open(folder, address, self._read)
        found = faults(built, self.pages.records, self.pages.sentences)
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

    def frame(self, kind: str, config: MkDocsConfig) -> Frame:
        """Return the frame of a kind of pages, made when it is first asked for."""
        if kind not in self._frames:
            sentinel = Filling(
                TITLE, DESCRIPTION, KINDS[kind].folder, NAME, EDIT, f"<h1>{BODY}</h1>"
            )
            html = self._render(kind, sentinel, list(SECTIONS), config)
            try:
                self._frames[kind] = Frame.cut(html.replace(f"<h1>{BODY}</h1>", BODY))
            except FrameError as error:
                raise PluginError(f"no frame for {kind} pages: {error}") from error
        return self._frames[kind]

    def rendered(self, page: RecordPage, config: MkDocsConfig) -> str:
        """Return a record page as the theme itself renders it whole."""
        filling = self.filling(page)
        sections = [(one.anchor, one.title) for one in headings(page.body) if one.level == 2]
        return self._render(page.kind, filling, sections, config)

    def _render(
        self, kind: str, filling: Filling, sections: list[tuple[str, str]], config: MkDocsConfig
    ) -> str:
        assert self.nav is not None and self.theme is not None
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


def _extend_search(file: Path, entries: Iterable[SearchEntry]) -> None:
    """Append entries to the theme's search index, which holds HTML."""
    index = json.loads(file.read_text("utf-8"))
    index["docs"] += [
        {"location": one.location, "title": str(text(one.title)), "text": str(text(one.text))}
        for one in entries
    ]
    file.write_text(json.dumps(index, ensure_ascii=False), "utf-8", newline="\n")


def build(root: Path, data: Path) -> int:
    """Check the records, build the site beside the old one, check it, swap it in.

    Returns 0, or 1 after printing why the old site was left as it was.
    """
    started = time.perf_counter()
    final = root / "site"
    staged = beside(final, NEW)
    recover(final)
    log = _Log()
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with log:
            config = _config(root, data, staged)
            mkdocs_build(config)
        assert Site.now is not None
        Site.now.check(staged)
    except Refused as refused:
        print(refused, file=sys.stderr)
    except (
        MkDocsException,
        FrameError,
        jinja2.TemplateError,
        LookupError,
        ValueError,
        TypeError,
        OSError,
    ) as error:
        log.show()
        if not isinstance(error, Abort):
            print(f"brief build: {error}", file=sys.stderr)
    else:
        swap(staged, final)
        count = sum(1 for _ in final.rglob("index.html"))
        print(
            f"brief build: {count} pages in {final.name}/ ({time.perf_counter() - started:.1f} s)\n"
            f"to read it:  python3 -m http.server -d {final.name} 8000   "
            "then open http://localhost:8000/"
        )
        return 0
    finally:
        env.provide(None)
        Site.now = None
        shutil.rmtree(staged, ignore_errors=True)
    kept = "the site that was there is untouched" if final.is_dir() else "there is no site yet"
    print(f"brief build: not built; {kept}", file=sys.stderr)
    return 1


def serve(root: Path, port: int) -> int:
    """Show the site on this computer and build it again at each change."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    _quiet()
    mkdocs_serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=f"127.0.0.1:{port}")
    return 0


def _config(root: Path, data: Path, site_dir: Path) -> MkDocsConfig:
    _quiet()
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
    config.extra["data"] = os.path.relpath(data, root)
    return config


def _quiet() -> None:
    # The theme's notices about its successor say nothing about this site.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


class _Log(logging.Handler):
    """Holds what MkDocs warns of, to be shown if the build fails."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, without the traceback that a macro's error brings along."""
        message = record.getMessage().partition("\n\n```\nTraceback")[0]
        self.lines.append(f"{record.levelname.lower()}: {message}")

    def __enter__(self) -> _Log:
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self)
        logger.propagate = True

    def show(self) -> None:
        """Print what was held, each message once."""
        for line in dict.fromkeys(self.lines):
            print(line, file=sys.stderr)
