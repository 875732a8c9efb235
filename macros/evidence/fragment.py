"""Links that open a source at the cited passage (URL text fragments)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from ..records.evidence import Cite
from ..records.source import Source


def passage_address(source: Source, cite: Cite) -> str | None:
    """Return the address of a passage, of a register's entry, or else of the source.

    The fragment directive is `#:~:text=prefix-,start,end,-suffix`; everything in it is
    percent-encoded, hyphens too, since `-` and `,` are its own marks.
    """
    if cite.entry is not None and source.entry_URL:
        return source.entry_URL.replace("{entry}", _encoded(cite.entry))
    if source.URL is None or cite.start is None:
        return source.URL
    parts = [f"{_encoded(cite.prefix)}-"] if cite.prefix else []
    parts.append(_encoded(cite.start))
    if cite.end:
        parts.append(_encoded(cite.end))
    if cite.suffix:
        parts.append(f"-{_encoded(cite.suffix)}")
    address = urlsplit(source.URL)
    return urlunsplit(address._replace(fragment=f"{address.fragment}:~:text={','.join(parts)}"))


def entry_address(pattern: str | None, value: str) -> str:
    """Return the address of a register's entry; empty where the register has none."""
    return (pattern or "").replace("{value}", quote(value, safe=""))


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
