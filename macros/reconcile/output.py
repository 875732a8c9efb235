"""The forms in which a comparison is printed; of a list, only what rows hold is printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..records.dates import Date
from ..records.problems import visible
from .finding import Finding
from .register import Register
from .row import Listing

SHOWN_SKIPPED = 5
"""Of the rows that could not be used, the first are shown."""


@dataclass(frozen=True, slots=True)
class Result:
    """A comparison as it is printed."""

    file: str
    """The list's name as it was given."""
    register: Register
    listing: Listing
    as_of: Date
    findings: tuple[Finding, ...]

    @property
    def differences(self) -> int:
        """How many findings are differences."""
        return sum(finding.differs for finding in self.findings)

    @property
    def matched(self) -> int:
        """How many entities were found on the list, by number or by name."""
        by_name = ("match", "missing-identifier", "other-identifier")
        return len({f.entity for f in self.findings if f.kind in by_name and f.uid})


def as_text(result: Result, *, propose: bool) -> str:
    """Return one line for each finding, grouped by entity, and what could be pasted."""
    name = visible(result.file)
    groups: dict[str, list[str]] = {}
    for finding in result.findings:
        groups.setdefault(finding.entity, []).append(_line(finding, name))
    blocks = ["\n".join(lines) for lines in groups.values()]
    if result.listing.skipped:
        blocks.append("\n".join(_skipped(result, name)))
    if propose:
        blocks += [finding.proposal for finding in result.findings if finding.proposal]
    return "\n\n".join(blocks)


def as_json(result: Result, *, propose: bool) -> str:
    """Return everything as one object."""
    return json.dumps(
        {
            "list": result.file,
            "layout": result.listing.layout,
            "scheme": result.register.scheme,
            "source": result.register.source,
            "as_of": str(result.as_of),
            "rows": result.listing.read,
            "entries": len(result.listing.rows),
            "matched": result.matched,
            "differences": result.differences,
            "skipped": [
                {"line": one.line, "uid": one.uid, "why": one.why} for one in result.listing.skipped
            ],
            "findings": [_object(finding, propose) for finding in result.findings],
        },
        ensure_ascii=False,
        indent=1,
    )


def closing_line(result: Result, seconds: float) -> str:
    """Return the closing line."""
    count, listing = result.differences, result.listing
    day = f"as of {result.as_of.words()}" if listing.date else "which gives no date of its own"
    entries = "" if len(listing.rows) == listing.read else f" ({len(listing.rows)} entries)"
    found = _counted(count, "difference") if count else "no differences"
    return (
        f"brief reconcile: {found} with {result.register.source} ({listing.layout}, {day}): "
        f"{_counted(listing.read, 'row')} read{entries}, {len(listing.skipped)} "
        f"skipped, {result.matched} matched ({seconds:.2f} s)"
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _line(finding: Finding, file: str) -> str:
    score = "" if finding.score is None else f" (score {finding.score:.2f})"
    where = "" if finding.line is None else f" [{file}:{finding.line}]"
    place = finding.place
    return (
        f"{visible(place.path)}:{place.line}: {finding.kind}: {finding.entity}: "
        f"{visible(finding.sentence)}{score}{where}"
    )


def _skipped(result: Result, file: str) -> Sequence[str]:
    skipped = result.listing.skipped
    lines = [f"{file}:{one.line}: row skipped: {one.why}" for one in skipped[:SHOWN_SKIPPED]]
    if len(skipped) > SHOWN_SKIPPED:
        lines.append(f"{file}: and {len(skipped) - SHOWN_SKIPPED} more rows skipped")
    return lines


def _object(finding: Finding, propose: bool) -> dict[str, object]:
    return {
        "entity": finding.entity,
        "kind": finding.kind,
        "difference": finding.differs,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "sentence": finding.sentence,
        "uid": finding.uid,
        "list_line": finding.line,
        "score": finding.score,
        **({"proposal": finding.proposal} if propose and finding.proposal else {}),
    }
