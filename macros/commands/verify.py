"""`brief verify`: find every cite in the full texts, and write what was found."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from ..checks import inspect
from ..evidence.desk import write_ledgers
from ..evidence.text import VARIABLE, texts_folder
from .outcome import FINE, FOUND, USAGE, data_option, format_option, say, show, summary


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--texts", type=Path, help="the folder of full texts")
    parser.add_argument("--strict", action="store_true", help="let warnings fail")
    parser.add_argument(
        "--renew", action="store_true", help="write the evidence although a text changed"
    )
    format_option(parser)
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Verify every cite whose text is at hand."""
    started = time.perf_counter()
    data = root / options.data
    texts = options.texts or texts_folder(root)
    if texts is None or not texts.is_dir():
        named = options.texts or os.environ.get(VARIABLE)
        why = f"there is no folder {named}" if named else "no texts at hand"
        print(
            f"brief verify: {why}; put them at texts/<source-id>.txt, "
            "or name their folder in BRIEF_TEXTS",
            file=sys.stderr,
        )
        return USAGE
    report = inspect(data, texts, root=data.parent)
    if options.renew:
        report = report.without("text-changed").without("evidence-unreadable")
    show(report, options.format)
    written = []
    if not report.fails(strict=False):
        written = write_ledgers(report.desk, data)
    desk = report.desk
    missing = [
        source.id
        for source in desk.briefing.sources.values()
        if source.seen and not source.by_entry and source.id not in desk.texts
    ]
    if missing:
        print(f"no text at hand for {', '.join(missing)}: not verified", file=sys.stderr)
    found = sum(cited.passage is not None for cited in desk.passages)
    say(
        f"brief verify: {found} of {len(desk.passages)} cites found in "
        f"{len(desk.texts)} texts; {len(written)} evidence files written",
        options.format,
    )
    say(summary(report, "verify", time.perf_counter() - started), options.format)
    return FOUND if report.fails(strict=options.strict) else FINE
