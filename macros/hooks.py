"""What the build asks of MkDocs, event by event; the work is done in `site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from macros.building import Site

_ROOT = str(Path(__file__).resolve().parent.parent)

_sites: dict[str, Site] = {}


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the records before anything is written, and before the macros need them."""
    # MkDocs loads this file by its path and takes back what a hook adds to the path meanwhile,
    # so the package is made known here.
    if _ROOT not in sys.path:
        sys.path.insert(0, _ROOT)
    from macros.building import Site

    _sites["now"] = Site.open(config)
    return config


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation for the frames; refuse files that would write over one another."""
    from macros.building import progress
    from macros.building.docs import refuse_doubles

    refuse_doubles(files)
    site = _sites["now"]
    site.nav = nav
    progress.begin(progress.MAKING, len(files.documentation_pages()) + len(site.pages.records))
    return nav


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Date each page by the records."""
    page.update_date = _sites["now"].as_of
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in what the macros printed; let the table of contents list its headings, too."""
    from macros.building import progress

    progress.advance()
    return _sites["now"].read_page(page, html)


@event_priority(-100)
def on_env(env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Keep the theme's environment for the frames, as other plugins left it, with our glyphs.

    What pages may load and run follows from what the theme prints around an empty one.
    """
    from macros.compiled import Compiled
    from macros.figures.alphabet import fills, symbols

    env.bytecode_cache = Compiled(env)
    env.globals["glyph_symbols"] = symbols() + fills()
    env.globals["content_policy"] = ""
    env.globals["large_search"] = _sites["now"].large
    _sites["now"].theme = env
    env.globals["content_policy"] = _sites["now"].allow(
        page.url for page in (one.page for one in files.documentation_pages()) if page
    )
    return env


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Add the record pages to the sitemap."""
    if template_name == "sitemap.xml":
        return _sites["now"].complete_sitemap(output)
    return output


@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the record pages and their search entries."""
    _sites["now"].write()


def on_shutdown(**_: Any) -> None:
    """Forget the site."""
    _sites.clear()
