"""`brief check`: check every record; with `--self-test`, check the check."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ..checks import inspect
from ..evidence.text import texts_folder
from .outcome import FINE, FOUND, USAGE, data_option, format_option, say, show, summary


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--strict", action="store_true", help="let warnings fail, as CI does")
    parser.add_argument(
        "--self-test", action="store_true", help="plant faults and count what the gate catches"
    )
    parser.add_argument("--seed", type=int, default=2031, help="of the self-test (2031)")
    parser.add_argument("--per-class", type=int, default=10, help="faults of each class (10)")
    format_option(parser)
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check every record."""
    if options.self_test:
        return _self_test(root, options)
    started = time.perf_counter()
    data = root / options.data
    report = inspect(data, root=data.parent)
    show(report, options.format)
    say(summary(report, "check", time.perf_counter() - started), options.format)
    return FOUND if report.fails(strict=options.strict) else FINE


def _self_test(root: Path, options: argparse.Namespace) -> int:
    from .. import gate

    data = root / (options.data if options.data != Path("data") else gate.SAMPLE)
    own = data.parent / "texts"
    texts = own if own.is_dir() else texts_folder(root)
    if texts is None or not data.is_dir():
        print(f"brief check --self-test: no texts for {data.name}", file=sys.stderr)
        return USAGE
    return gate.self_test(data, texts, options.seed, options.per_class)
