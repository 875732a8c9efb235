"""The one escape: contributed text becomes text that nothing reads as more, wherever it stands.

Templates and figures print every value through it. A character that HTML, SVG, Markdown or Jinja
may read as a mark becomes a character reference, so a body may stand in a Markdown page as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from markupsafe import Markup

# `.,;:()/-?` are no marks inside a line, and a printed value never opens one.
_MARKS = "&<>\"'{}[]*_\\`|~^=+#!$@%"
# Markdown leaves a tag as it is, so that in one of ours a class may keep its underscore.
_MARKS_IN_TAGS = "&<>\"'{}[]\\`|="
_REFERENCES = {mark: f"&#{ord(mark)};" for mark in _MARKS}
_MARKED = {marks: re.compile(f"[{re.escape(marks)}]") for marks in (_MARKS, _MARKS_IN_TAGS)}
# What makes an ASCII text more than words with a space between them, and so worth a closer look.
_TELLING = {
    marks: re.compile(f"[\\x00-\\x1f{re.escape(marks)}]").search
    for marks in (_MARKS, _MARKS_IN_TAGS)
}
_SPACE = re.compile(r"\s+")


def text(value: Any) -> Markup:
    """Return a value as inert HTML text, fit for an element or a quoted attribute.

    Markup and whole numbers are kept; what is neither nor a text raises `TypeError`.
    """
    return _inert(value, _MARKS)


# Typed, as Markup equals the text that it is made of.
@lru_cache(maxsize=1 << 13, typed=True)
def attribute(value: str) -> Markup:
    """Return a value as inert text for a quoted attribute in a tag that we write ourselves."""
    return _inert(value, _MARKS_IN_TAGS)


def address(value: str) -> Markup:
    """Return a web address for a quoted attribute; anything but http(s) is refused."""
    if not re.fullmatch(r"https?://[^\s\"'<>\\`]+", value):
        raise ValueError(f"not a web address: {value!r}")
    return written(_referred(value, _MARKS))


def written(html: str) -> Markup:
    """Return HTML that we wrote as such; what markupsafe asks of other things is left out."""
    return str.__new__(Markup, html)


def _inert(value: Any, marks: str) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        if value.isascii() and "  " not in value and not _TELLING[marks](value):
            return written(value)
        return _plain(value, marks)
    if isinstance(value, int) and not isinstance(value, bool):
        return written(str(value))
    raise TypeError(f"a template printed {type(value).__name__}, not text")


# Never asked of Markup, which equals the text that it is made of.
@lru_cache(maxsize=1 << 14)
def _plain(value: str, marks: str) -> Markup:
    return written(_referred(_SPACE.sub(" ", unicodedata.normalize("NFC", value)), marks))


def _referred(value: str, marks: str) -> str:
    return _MARKED[marks].sub(lambda found: _REFERENCES[found[0]], value)
