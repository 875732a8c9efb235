"""How far a build is, drawn where somebody looks at a terminal, and nowhere else.

MkDocs stands between those who begin a build and those who make its pages, and a process has one
build at a time: so they tell this module, and it knows who looks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

READING, MAKING, CHECKING = "reading records", "making pages", "checking links"
_LABEL = max(map(len, (READING, MAKING, CHECKING)))
_BAR = 30
# A line that a narrow terminal breaks cannot be taken back, so that one gets less, or nothing.
WHOLE = _LABEL + _BAR + len("  []  100% ")
BARE = _LABEL + len("  100% ")
_CLEARED = "\r\033[K"
_CURSOR = "\033[?25h"


class _Bar:
    """The one line on the terminal."""

    def __init__(self, stream: TextIO, columns: int) -> None:
        self._stream = stream
        width, line = _BAR, "%(label)s  [%(bar)s]  %(info)s"
        if columns < WHOLE:
            width, line = 1, "%(label)s  %(info)s"
        self._bar = click.progressbar(
            length=1, file=stream, width=width, show_eta=False, bar_template=line
        )

    def begin(self, stage: str, pages: int | None = None) -> None:
        self._bar.label = stage.ljust(_LABEL)
        self._bar.length = pages or self._bar.length
        self._draw()

    def advance(self, pages: int) -> None:
        self._bar.make_step(pages)
        self._draw()

    def _draw(self) -> None:
        self._bar.render_progress()
        # It hides the cursor, which a build that is killed could not bring back.
        click.echo(_CURSOR, self._stream, nl=False)

    def leave(self, pages: int) -> None:
        self.advance((self._bar.length or 0) - pages - self._bar.pos)

    def clear(self) -> None:
        click.echo(_CLEARED + _CURSOR, self._stream, nl=False)


_bars: list[_Bar] = []
"""The bar that is drawn now, if any."""


@contextmanager
def drawn(stream: TextIO) -> Iterator[None]:
    """Draw how far the build inside is, if the stream is a terminal, and clear it at the end."""
    columns = _columns(stream)
    if not stream.isatty() or os.environ.get("TERM") == "dumb" or columns < BARE:
        yield
        return
    bar = _Bar(stream, columns)
    _bars.append(bar)
    try:
        begin(READING)
        yield
    finally:
        _bars.remove(bar)
        bar.clear()


def begin(stage: str, pages: int | None = None) -> None:
    """Tell what is done from now on, and how many pages there are to be made, once it is known."""
    for bar in _bars:
        bar.begin(stage, pages)


def advance() -> None:
    """Tell that one more page is made."""
    for bar in _bars:
        bar.advance(1)


def leave(pages: int) -> None:
    """Tell how many pages are left to be made."""
    for bar in _bars:
        bar.leave(max(0, pages))


def _columns(stream: TextIO) -> int:
    """Return the width of a terminal; one that does not know its own has 80 columns."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80
