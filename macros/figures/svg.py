"""What every figure is written with: elements whose text and attributes are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from ..inert import attribute, text

Value = str | int | float


def number(value: float) -> str:
    """Return a coordinate in at most one decimal, the same on every machine."""
    text = f"{value:.1f}"
    return (
        text.removesuffix(".0").replace("-0", "0")
        if text in ("-0.0", "0.0")
        else (text.removesuffix(".0"))
    )


def element(
    name: str, attributes: Mapping[str, Value] | None = None, *content: Markup | str
) -> Markup:
    """Return one element; strings in its content are escaped, markup is kept.

    An attribute's underscore is a hyphen (`stroke_width`), `class_` is `class`.
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_shown(value)}"'
        for key, value in (attributes or {}).items()
    )
    if not content:
        return Markup(f"<{name}{pairs}/>")  # noqa: S704 - names are ours, values are escaped
    inner = "".join([text(part) for part in content])
    return Markup(f"<{name}{pairs}>{inner}</{name}>")  # noqa: S704 - as above


def anchor(href: str, label: str, attributes: Mapping[str, Value], *content: Markup) -> Markup:
    """Return a link as the theme and screen readers take it in SVG."""
    return element(
        "a", {"xlink:href": href, "role": "link", "aria-label": label, **attributes}, *content
    )


def _shown(value: Value) -> str:
    return attribute(value) if isinstance(value, str) else number(float(value))
