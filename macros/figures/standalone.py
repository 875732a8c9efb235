"""A figure as a file of its own: the light palette and the rules it needs are written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from .alphabet import FILLS, GLYPHS, fills, symbols

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([a-z_-][\w-]*)")
_NAMED = re.compile(r'class="([^"]*)"')
_FONT = "svg{font-family:Helvetica,Arial,sans-serif}"


def standalone(svg: Markup, css: str) -> bytes:
    """Return a drawing as an SVG file, with those rules of a style sheet that it uses."""
    classes = frozenset(_NAMED.findall(svg))
    glyphs = tuple(status for status in GLYPHS if f'href="#g-{status}"' in svg)
    patterns = tuple(one for one in FILLS if f'fill="url(#fill-{one})"' in svg)
    style, drawn = _dressed(classes, glyphs, patterns, css)
    paper = palette(css)["--paper"]
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


@lru_cache(maxsize=256)  # figures of one kind need the same
def _dressed(
    classes: frozenset[str], glyphs: tuple[str, ...], patterns: tuple[str, ...], css: str
) -> tuple[str, Markup]:
    """Return the rules that a drawing with some classes needs, and its glyphs and patterns.

    Variables are replaced by their values, as few programs besides browsers know them.
    """
    drawn = symbols(glyphs) + fills(patterns)
    names = {name for found in (*classes, *_NAMED.findall(drawn)) for name in found.split()}
    kept = "".join(rule for needed, rule in _rules(css) if needed <= names)
    values = palette(css)
    return re.sub(r"var\((--[\w-]+)\)", lambda found: values[found[1]], _FONT + kept), drawn


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
