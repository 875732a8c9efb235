"""Building a site whole: beside the old one, checked, and swapped in."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from .. import drawings, env, render
from ..cache import kept
from ..frame import FrameError
from ..staging import LOCK, NEW, beside, clear, recover, swap
from . import progress
from .site import Refused, Site
from .turn import turn

# What goes wrong in a project's pages and settings; anything else is a fault of ours.
_FAULTS = (
    *(MkDocsException, FrameError, jinja2.TemplateError),
    *(LookupError, ValueError, TypeError, OSError),
)


class NotBuilt(Exception):
    """A site cannot be built; says why, in lines for a terminal."""


def make(
    root: Path,
    data: Path,
    folder: Path,
    *,
    address: str | None = None,
    drafts: bool = False,
    before: Path | None = None,
) -> Site:
    """Build a project's site into an empty folder and check it.

    `address` stands in the place of the settings' `site_url`; pages of the site `before` are taken
    over where they would be made so again. Raises `Refused` for errors in the
    records and `NotBuilt` for everything else that is wrong in the project.
    """
    drawings.read_again()
    render.read_again()
    log = _Log()
    try:
        with log:
            config = _config(root, data, folder, address)
            config.extra["drafts"] = drafts
            config.extra["before"] = before and str(before)
            mkdocs_build(config)
        site = Site.now
        assert site is not None
        progress.begin(progress.CHECKING)
        site.check(folder)
    except Refused:
        raise
    except _FAULTS as error:
        said = [] if isinstance(error, Abort) else [str(error)]
        raise NotBuilt("\n".join([*log.lines, *said])) from error
    finally:
        env.provide(None)
        Site.now = None
    return site


def build(root: Path, data: Path) -> int:
    """Check the records, build the site beside the old one, check it, swap it in.

    Returns 0, or 1 after printing why the old site was left as it was.
    """
    final = root / "site"
    try:
        with turn(beside(final, LOCK), _say), _staged(final) as staged, kept(data) as cache:
            started = time.perf_counter()
            with progress.drawn(sys.stderr):
                make(root, data, staged, before=final)
            count = sum(1 for _ in staged.rglob("index.html"))
            swap(staged, final)
            cache.whole = True
    except Refused as refused:
        print(refused, file=sys.stderr)
    except (NotBuilt, OSError) as error:
        print(f"brief build: {error}", file=sys.stderr)
    else:
        took = time.perf_counter() - started
        print(
            f"brief build: {count} pages in {final.name}/ ({took:.1f} s)\n"
            f"to read it:  python3 -m http.server -d {final.name} 8000   "
            "then open http://localhost:8000/"
        )
        return 0
    left = "the site that was there is untouched" if final.is_dir() else "there is no site yet"
    print(f"brief build: not built; {left}", file=sys.stderr)
    return 1


@contextmanager
def _staged(final: Path) -> Iterator[Path]:
    """Give the place of a new site, with nothing there of earlier builds, and leave nothing."""
    recover(final)
    staged = beside(final, NEW)
    clear(staged)
    try:
        yield staged
    finally:
        with suppress(OSError):  # the next build tries again
            clear(staged)


def _say(line: str) -> None:
    print(f"brief build: {line}", file=sys.stderr, flush=True)


def _config(root: Path, data: Path, site_dir: Path, address: str | None) -> MkDocsConfig:
    # The theme's notices about its successor say nothing about this site.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    other = {"site_url": address} if address else {}
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), strict=True, **other)
    config.extra["data"] = os.path.relpath(data, root)
    return config


class _Log(logging.Handler):
    """Holds what MkDocs warns of, to be shown if the build fails; each message once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, without the traceback that a macro's error brings along."""
        message = record.getMessage().partition("\n\n```\nTraceback")[0]
        self.lines[f"{record.levelname.lower()}: {message}"] = None

    def __enter__(self) -> _Log:
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self)
        logger.propagate = True
