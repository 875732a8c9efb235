"""A figure as a file of its own: the light palette and the rules it needs are written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup

from .alphabet import FILLS, GLYPHS, fills, symbols

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([a-z_-][\w-]*)")
_FONT = "svg{font-family:Helvetica,Arial,sans-serif}"


def standalone(svg: Markup, css_variables: Mapping[str, str], css: str) -> bytes:
    """Return a drawing as an SVG file, with those rules of a style sheet that it uses.

    Variables are replaced by their values, as few programs besides browsers know them.
    """
    used = [status for status in GLYPHS if f'href="#g-{status}"' in svg]
    drawn = symbols(used) + fills(one for one in FILLS if f'fill="url(#fill-{one})"' in svg)
    shown = svg + drawn
    named = set(re.findall(r'class="([^"]*)"', shown))
    classes = {name for found in named for name in found.split()}
    kept = "".join(rule for names, rule in _rules(css) if names <= classes)
    style = re.sub(r"var\((--[\w-]+)\)", lambda found: css_variables[found[1]], _FONT + kept)
    paper = css_variables["--paper"]
    whole = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg)
    assert whole
    text = str(svg)
    at = text.index(">") + 1
    sized = re.search(r"\swidth=", text[:at])
    size = "" if sized else f'width="{whole[1]}" height="{whole[2]}" '
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' + size
    )
    text = text.replace("<svg ", head, 1)
    at = text.index(">") + 1
    inserted = (
        f"<style>{style}</style><defs>{drawn}</defs>"
        f'<rect width="100%" height="100%" fill="{paper}"/>'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text[:at]}{inserted}{text[at:]}\n'.encode()


@lru_cache(maxsize=2)
def palette(css: str) -> dict[str, str]:
    """Return the variables of a style sheet's first rule, which is the light palette."""
    first = _RULE.search(_COMMENT.sub("", css))
    pairs = (line.partition(":") for line in first[2].split(";")) if first else ()
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()[:2] == "--"}


@lru_cache(maxsize=2)
def _rules(css: str) -> tuple[tuple[frozenset[str], str], ...]:
    """Return every rule with the classes that it is for, but none of pointing or of media."""
    return tuple(_kept(css))


def _kept(css: str) -> Iterator[tuple[frozenset[str], str]]:
    for found in _RULE.finditer(_COMMENT.sub("", _without_media(css))):
        selector = found[1].strip().replace(":is(.glyph, .glyphs)", ".glyphs")
        names = frozenset(_CLASS.findall(selector))
        if names and ":" not in selector:
            yield names, f"{selector}{{{' '.join(found[2].split())}}}"


def _without_media(css: str) -> str:
    return re.sub(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
