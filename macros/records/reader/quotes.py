"""Quoting what a contributor wrote: in a message, and as the YAML to write instead."""

from __future__ import annotations

from ..problems import visible

OPENING, CLOSING = "“‘„‚", "”’“‘"  # typographic quotes, which YAML takes for text
QUOTE_IT = 'put the whole value in straight quotes (")'


def brief(text: str) -> str:
    """Return a text short enough for a sentence."""
    return visible(text if len(text) <= 60 else text[:60] + "…")


def quoted(text: str) -> str:
    """Write a text as a quoted YAML value."""
    if "'" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rewritten(value: str, before: str = "") -> str:
    """Return the fix that puts a value in quotes; `before` is what stands before it on its line."""
    if len(before) + len(value) > 100:
        return QUOTE_IT
    return f"write  {before} {quoted(value)}" if before else f"write {quoted(value)}"
