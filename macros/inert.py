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
_EVERYWHERE = str.maketrans(_REFERENCES)
_IN_TAGS = str.maketrans({mark: _REFERENCES[mark] for mark in _MARKS_IN_TAGS})
_SPACE = re.compile(r"\s+")


def text(value: Any) -> Markup:
    """Return a value as inert HTML text, fit for an element or a quoted attribute.

    Markup and whole numbers are kept; what is neither nor a text raises `TypeError`.
    """
    return _inert(value, _EVERYWHERE)


def attribute(value: str) -> Markup:
    """Return a value as inert text for a quoted attribute in a tag that we write ourselves."""
    return _inert(value, _IN_TAGS)


def address(value: str) -> Markup:
    """Return a web address for a quoted attribute; anything but http(s) is refused."""
    if not re.fullmatch(r"https?://[^\s\"'<>\\`]+", value):
        raise ValueError(f"not a web address: {value!r}")
    return Markup(value.translate(_EVERYWHERE))  # noqa: S704 - all marks are references now


def _inert(value: Any, references: dict[int, str]) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, str) and value.isascii() and value.isalnum():
        return Markup(value)  # noqa: S704 - a bare word
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(value)  # noqa: S704 - a number
    if not isinstance(value, str):
        raise TypeError(f"a template printed {type(value).__name__}, not text")
    return _plain(value, references is _EVERYWHERE)


# Never asked of Markup, which equals the text that it is made of.
@lru_cache(maxsize=1 << 14)
def _plain(value: str, everywhere: bool) -> Markup:
    value = _SPACE.sub(" ", unicodedata.normalize("NFC", value))
    return Markup(value.translate(_EVERYWHERE if everywhere else _IN_TAGS))  # noqa: S704 - no marks
