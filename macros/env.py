"""The macros of hand-written pages; the only module that knows mkdocs-macros.

It is asked for its hooks alone. Its own environment has no sandbox, and hands every page settings,
git and paths of this computer, so a page's macros are printed by `prose` before it would do so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from .briefing import open_briefing
from .contents import KINDS, SECTIONS
from .evidence.desk import Desk
from .pages import Pages
from .prose import MacroError, printed
from .records.problems import Place, Problem, Severity

Show = Callable[[Callable[[Pages, str], Markup]], Markup]

_provided: Pages | None = None
_macros: dict[str, Callable[..., Any]] = {}
_log = logging.getLogger("mkdocs.plugins.macros.brief")


class MacrosEnvironment(Protocol):
    """What we use of the object that mkdocs-macros hands to `define_env`."""

    project_dir: str
    page: Any
    markdown: str


def provide(pages: Pages | None) -> None:
    """Set the pages that the macros show, so that a build reads its records once."""
    global _provided
    _provided = pages


def provided() -> Pages | None:
    """Return the pages of the build that runs, if one does."""
    return _provided


def define_env(env: MacrosEnvironment) -> None:
    """Make every macro; records are read here only if nobody provided them."""
    _macros.clear()
    pages = _provided or _read(Path(env.project_dir) / "data")

    def show(make: Callable[[Pages, str], Markup]) -> Markup:
        return pages.print(make, str(env.page.url))

    def block(make: Callable[[Pages, str], Markup]) -> Markup:
        # The build puts it in once Markdown is done; without a build, Markdown has to read it.
        return pages.hold_place(make, str(env.page.url)) if _provided else show(make)

    def entity(record_id: str, words: str | None = None) -> Markup:
        """Name an entity, linked to its page."""
        return show(lambda pages, here: pages.mention("entity", record_id, words, here))

    def source(record_id: str, words: str | None = None) -> Markup:
        """Name a source, linked to its page."""
        return show(lambda pages, here: pages.mention("source", record_id, words, here))

    def instrument(record_id: str, words: str | None = None) -> Markup:
        """Name an instrument, linked to its page."""
        return show(lambda pages, here: pages.mention("instrument", record_id, words, here))

    def thread(record_id: str, words: str | None = None) -> Markup:
        """Name a thread of claims, linked to its page."""
        return show(lambda pages, here: pages.mention("thread", record_id, words, here))

    def claim(record_id: str) -> Markup:
        """Say a claim with its attribution and its denials, linked to its evidence."""
        return show(lambda pages, here: pages.sentence(record_id, here))

    def claims(*record_ids: str) -> Markup:
        """List claims with their dates, statuses and evidence."""
        return block(lambda pages, here: pages.claims(record_ids, here))

    def editor(words: str) -> Markup:
        """Print the editors' own judgement, marked as such."""
        return show(lambda pages, here: pages.remark(words, here))

    for macro in (entity, source, instrument, thread, claim, claims, editor):
        _macros[macro.__name__] = macro
    for kind in KINDS:
        _macros[f"{kind}_page"] = _body(kind, block)
    for name in SECTIONS:
        _macros[name] = _section(name, block)


def on_pre_page_macros(env: MacrosEnvironment) -> None:
    """Print a page's macros in the sandbox, so that nothing is left for mkdocs-macros to print.

    A macro that fails is logged with its file and line; MkDocs' strict mode then fails the build,
    after all pages had their say.
    """
    if env.page.meta.get("render_macros") is False:
        return
    env.page.meta["render_macros"] = False
    try:
        env.markdown = printed(env.markdown, _macros)
    except MacroError as error:
        whole = (env.page.file.content_string or "").replace("\r\n", "\n")
        before = whole.count("\n") - env.markdown.count("\n")  # lines of front matter
        line = error.line + before
        place = Place(f"docs/{env.page.file.src_uri}", line, 1, 1)
        excerpt = whole.split("\n")[line - 1] if line <= whole.count("\n") + 1 else ""
        fix = "correct the macro; to show braces as they are, write them inside  {% raw %}"
        problem = Problem(place, Severity.ERROR, "macro", f"{error}", fix, excerpt)
        _log.warning("%s", problem.text())
        env.markdown = ""


def _read(data: Path) -> Pages:
    return Pages(Desk.lay(open_briefing(data), data, None))


def _body(kind: str, show: Show) -> Callable[[str], Markup]:
    def body(record_id: str) -> Markup:
        """Print the very body of a record's page."""
        return show(lambda pages, here: pages.body(kind, record_id, here))

    return body


def _section(name: str, show: Show) -> Callable[[], Markup]:
    def section() -> Markup:
        """Print one of the briefing's lists or tables."""
        return show(lambda pages, here: pages.section(name, here))

    return section
