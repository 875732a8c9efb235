"""`brief reconcile`: compare an official list with the records."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from pathlib import Path

from .outcome import FINE, FOUND, data_option, say


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("list", type=Path, metavar="LIST", help="the list's file")
    parser.add_argument(
        "--propose", action="store_true", help="print YAML to paste; nothing is written"
    )
    parser.add_argument(
        "--as-of",
        type=datetime.date.fromisoformat,
        metavar="DATE",
        help="the day of a list that does not give its own (default: today)",
    )
    parser.add_argument("--scheme", help="the scheme of the list's numbers, if several fit")
    parser.add_argument(
        "--format", choices=["json", "text"], default="text", help="how findings are printed"
    )
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Print where the list and the records agree and differ."""
    from ..briefing import open_briefing
    from ..reconcile import Unreadable, as_json, as_text, closing_line, reconcile

    started = time.perf_counter()
    briefing = open_briefing(root / options.data)
    today = options.as_of or datetime.date.today()
    try:
        if briefing.library.vocabulary is None:
            raise Unreadable("the vocabulary cannot be read", "run  brief check")
        result = reconcile(briefing, options.list, today, options.scheme)
    except Unreadable as fault:
        if options.format == "json":
            print(json.dumps({"list": str(options.list), "error": str(fault)}))
        print(f"brief reconcile: {options.list}: {fault}", file=sys.stderr)
        return FOUND
    text = (as_json if options.format == "json" else as_text)(result, propose=options.propose)
    if text:
        print(text, end="\n" if options.format == "json" else "\n\n")
    say(closing_line(result, time.perf_counter() - started), options.format)
    return FOUND if result.differences else FINE
