"""The macros of hand-written pages; the only module that knows mkdocs-macros.

Names are verbs or nouns that no page's front matter uses, since front matter would shadow them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from .briefing import open_briefing
from .evidence.desk import Desk
from .pages import KINDS, SECTIONS, Pages

Show = Callable[[Callable[[Pages, str], Markup]], Markup]

_provided: Pages | None = None


class MacrosEnvironment(Protocol):
    """What we use of the object that mkdocs-macros hands to `define_env`."""

    project_dir: str
    page: Any

    def macro(self, function: Callable[..., Any], name: str = "") -> Any:
        """Register a macro."""


def provide(pages: Pages | None) -> None:
    """Set the pages that the macros show, so that a build reads its records once."""
    global _provided
    _provided = pages


def provided() -> Pages | None:
    """Return the pages of the build that runs, if one does."""
    return _provided


def define_env(env: MacrosEnvironment) -> None:
    """Register every macro; records are read here only if nobody provided them."""
    pages = _provided or _read(Path(env.project_dir) / "data")

    def show(make: Callable[[Pages, str], Markup]) -> Markup:
        return pages.print(make, str(env.page.url))

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
        return show(lambda pages, here: pages.claims(record_ids, here))

    def editor(words: str) -> Markup:
        """Print the editors' own judgement, marked as such."""
        return show(lambda pages, here: pages.remark(words, here))

    for macro in (entity, source, instrument, thread, claim, claims, editor):
        env.macro(macro)
    for kind in KINDS:
        env.macro(_body(kind, show), f"{kind}_page")
    for name in SECTIONS:
        env.macro(_section(name, show), name)


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
