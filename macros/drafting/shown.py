"""How the coverage of a source is shown: on a terminal, or as JSON; never in a file."""

from __future__ import annotations

import json
import textwrap

from ..records.problems import visible
from ..records.writing import scalar
from .coverage import KINDS, Coverage, Line

WIDTH = 96


def as_text(found: Coverage, *, left: bool) -> str:
    """Return sentences by paragraph; with `left` only those that still carry something."""
    rows: list[str] = []
    paragraph = 0
    for line in found.lines:
        if left and line.records and not line.unused:
            continue
        if line.paragraph != paragraph:
            rows += ["", f"¶ {line.paragraph}"] if rows else [f"¶ {line.paragraph}"]
            paragraph = line.paragraph
        rows += _sentence(line)
    return "\n".join(rows)


def as_json(found: Coverage, *, left: bool) -> str:
    """Return the same as one object."""
    lines = [
        {
            "paragraph": line.paragraph,
            "sentence": line.text,
            "records": list(line.records),
            "unused": [{"kind": sign.kind, "words": sign.words} for sign in line.unused],
            "cite": dict(line.cite) if line.cite else None,
        }
        for line in found.lines
        if not left or line.unused or not line.records
    ]
    counts = {"sentences": len(found.lines), "covered": found.covered, "waiting": found.waiting}
    whole = {"source": found.source, **counts, "lines": lines}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def closing_line(found: Coverage) -> str:
    """Return how far the records go."""
    return (
        f"brief draft: {found.covered} of {len(found.lines)} sentences covered; "
        f"{found.waiting} carry something that no record uses"
    )


def _sentence(line: Line) -> list[str]:
    mark = "✓" if line.records and not line.unused else "·" if line.records else "✗"
    rows = _wrapped(visible(line.text), f"{mark} ", "  ")
    if line.records:
        rows += _wrapped(f"cited by {', '.join(line.records)}")
    if line.unused:
        by_kind = {kind: [s.words for s in line.unused if s.kind == kind] for kind in KINDS}
        told = [
            f"{kind} " + ", ".join(f"“{visible(one)}”" for one in words)
            for kind, words in by_kind.items()
            if words
        ]
        rows += _wrapped(f"{'not used yet' if line.records else 'carries'}: {'; '.join(told)}")
    if line.unused or not line.records:
        rows.append(f"    {_cite(line)}")
    return rows


def _wrapped(text: str, first: str = "    ", rest: str = "      ") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _cite(line: Line) -> str:
    if line.cite is None:
        return "(too short, or not to be told from the same words elsewhere: cite its neighbour)"
    fields = ", ".join(f"{key}: {scalar(value)}" for key, value in line.cite.items())
    return f"cite: {{{fields}}}"
