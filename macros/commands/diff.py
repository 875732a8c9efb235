"""`brief diff`: what a branch changes, at the level of facts and pages."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .outcome import FINE, FOUND, USAGE, data_option, say

if TYPE_CHECKING:
    from ..briefing import Briefing


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "base", nargs="?", metavar="BASE",
        help="the revision to compare with, from where this branch left it (default: main)",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["markdown", "text"], default="text", help="how it is printed"
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write it as one self-contained page"
    )
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what differs from the base, saved changes that are not committed included."""
    from ..review.review import review
    from ..review.shown import as_html, as_markdown, as_text
    from ..revision import NO_BASE, Unknown, left_from, trunk, unpack

    try:
        named = options.base or ""
        named = trunk(root) if NO_BASE.fullmatch(named) else named
        commit = left_from(root, named)
        with tempfile.TemporaryDirectory(prefix="brief-diff-") as folder:
            before = Path(folder)
            unpack(root, commit, before, options.data.as_posix(), "docs")
            base = _read(before / options.data, f"{named} ({commit[:7]})")
            head = _read(root / options.data, "this branch")
            if base is None or head is None:
                return FOUND
            found = review(base, head, (before, root), f"{named} ({commit[:7]})")
    except Unknown as why:
        print(f"brief diff: {why}", file=sys.stderr)
        return USAGE
    print((as_markdown if options.format == "markdown" else as_text)(found), end="\n\n")
    if options.html:
        options.html.write_text(as_html(found), "utf-8", newline="\n")
        say(f"wrote {options.html}")
    if options.format == "text":
        say(f"brief diff: {found.closing}")
    return FINE


def _read(data: Path, name: str) -> Briefing | None:
    """Return a briefing, or say which error keeps it from being compared."""
    from ..checks import inspect
    from ..records.problems import Severity

    if not data.is_dir():
        print(f"brief diff: {name} has no folder {data.name}/ to compare with", file=sys.stderr)
        return None
    report = inspect(data)
    errors = [one for one in report.problems if one.severity is Severity.ERROR]
    if errors:
        more = f"\nand {len(errors) - 1} more" if len(errors) > 1 else ""
        why = f"brief diff: {name} has errors, so its facts cannot be told"
        print(f"{why}:\n\n{errors[0].text()}{more}", file=sys.stderr)
        return None
    return report.desk.briefing
