"""What every figure is written with: elements whose text and attributes are escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from ..inert import attribute, text, written

Value = str | int | float


@lru_cache(maxsize=1 << 13)  # figures of one kind stand on the same lines
def number(value: float) -> str:
    """Return a coordinate in at most one decimal, the same on every machine."""
    text = f"{value:.1f}"
    if text[-2:] != ".0":
        return text
    return text[:-2] if text != "-0.0" else "0"


def element(
    name: str, attributes: Mapping[str, Value] | None = None, *content: Markup | str
) -> Markup:
    """Return one element; strings in its content are escaped, markup is kept.

    An attribute's underscore is a hyphen (`stroke_width`), `class_` is `class`.
    """
    # Names are ours, values are escaped.
    start = f"<{name}"
    for key, value in attributes.items() if attributes else ():
        shown = attribute(value) if isinstance(value, str) else number(value)
        start += f'{_NAMES[key]}="{shown}"'
    if not content:
        return written(f"{start}/>")
    return written(f"{start}>{''.join([text(part) for part in content])}</{name}>")


def path(class_: str, way: str) -> Markup:
    """Return a path; its class is a word of ours, its way is made of letters and numbers."""
    return written(f'<path class="{class_}" d="{way}"/>')


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        name = self[key] = f" {key.rstrip('_').replace('_', '-')}"
        return name


_NAMES = _Names()


def anchor(href: str, label: str, attributes: Mapping[str, Value], *content: Markup) -> Markup:
    """Return a link as the theme and screen readers take it in SVG."""
    return element(
        "a", {"xlink:href": href, "role": "link", "aria-label": label, **attributes}, *content
    )
