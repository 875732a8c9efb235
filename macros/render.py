"""The one Jinja environment: sandboxed, escaping, strict. Contributed text is text.

Every value that a template prints is turned into character references wherever HTML, Markdown or
a macro could read it as anything but text, so a body may stand in a Markdown page as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .figures import FIGURES

TEMPLATES = Path(__file__).parent / "templates"
# What HTML, Python-Markdown or Jinja may read as more than a character; `.,;:()/-?` are no such
# thing inside a line, and a printed value never opens one.
_MARKS = "&<>\"'{}[]*_\\`|~^=+#!$@%"
_REFERENCES = str.maketrans({mark: f"&#{ord(mark)};" for mark in _MARKS})
_SPACE = re.compile(r"\s+")
# These filters would print a value without the escape above.
_BANNED = ["safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "striptags"]


class Links(Protocol):
    """Where a template's links lead, seen from the page that is being written."""

    def to(self, kind: str, record_id: str = "") -> str:
        """Return the relative address of a record, or of a page of the site."""


def text(value: Any) -> Markup:
    """Return a value as inert HTML text, fit for an element or a quoted attribute."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(value)  # noqa: S704 - a number
    if isinstance(value, StrictUndefined):
        str(value)  # raises, and says what is not defined
    if not isinstance(value, str):
        raise TypeError(f"a template printed {type(value).__name__}, not text")
    value = unicodedata.normalize("NFC", value)
    return Markup(_SPACE.sub(" ", value).translate(_REFERENCES))  # noqa: S704 - all marks are references now


def address(value: str) -> Markup:
    """Return a web address for a quoted attribute; anything but http(s) is refused."""
    if not re.fullmatch(r"https?://[^\s\"'<>\\`]+", value):
        raise ValueError(f"not a web address: {value!r}")
    return Markup(value.translate(_REFERENCES))  # noqa: S704 - all marks are references now


def render(template: str, context: object, links: Links) -> Markup:
    """Render a template with its one context, `page`, and the links of the page around it."""
    html = _environment().get_template(template).render(page=context, link=links.to)
    return Markup(html)  # noqa: S704 - escaped by the environment


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in _BANNED:
        environment.filters[name] = _refuse
    environment.filters["address"] = address
    environment.globals.update(FIGURES)
    return environment


def _refuse(*_: Any, **__: Any) -> Any:
    raise TypeError("this filter would print a value unescaped; print it as it is")
