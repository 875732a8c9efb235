"""`brief check`: check every record, mend what can be mended, and check the check itself."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from ..cache import kept
from ..checks import Report, inspect
from ..evidence.text import VARIABLE, texts_folder
from ..reporting import FORMATS, Section, as_summary, sections
from .outcome import DATA, FINE, FOUND, USAGE, data_option, format_option, say, summary

ROUNDS = 9
"""How often edits are made: one may only show after another."""


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--strict", action="store_true", help="let warnings fail, as CI does")
    parser.add_argument(
        "--since", metavar="REV", help="put problems on lines changed since REV first"
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended in one way only"
    )
    parser.add_argument(
        "--self-test", action="store_true", help="plant faults and count what the gate catches"
    )
    parser.add_argument("--seed", type=int, default=2031, help="of the self-test (2031)")
    parser.add_argument("--per-class", type=int, default=10, help="faults of each class (10)")
    parser.add_argument(
        "--only", action="append", default=[], metavar="CLASS", help="plant faults of this class"
    )
    format_option(parser)
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check every record."""
    if options.self_test:
        return _self_test(root, options)
    with kept(root / options.data) as cache:
        code = _check(root / options.data, options)
        cache.whole = True
    return code


def _check(data: Path, options: argparse.Namespace) -> int:
    started = time.perf_counter()
    changed = None
    if options.since is not None:
        from ..revision import NO_BASE, Unknown, changed_lines

        try:
            if not NO_BASE.fullmatch(options.since):
                changed = changed_lines(data.parent, options.since)
        except Unknown as why:
            print(f"brief check --since: {why}", file=sys.stderr)
            return USAGE
    report = inspect(data, root=data.parent)
    if options.fix:
        report = _mend(report, data, options.format)
    parts = sections(report.problems, changed)
    if report.problems or options.format == "json":
        print(FORMATS[options.format](parts), end="\n" if options.format == "json" else "\n\n")
    closing = summary(report, "check", time.perf_counter() - started)
    if options.format == "github":
        _append(parts, closing)
    mendable = sum(bool(problem.edits) for problem in report.problems)
    if mendable and not options.fix:
        say(f"brief check --fix  mends {mendable} of them", options.format)
    say(closing, options.format)
    return FOUND if report.fails(strict=options.strict) else FINE


def _mend(report: Report, data: Path, form: str) -> Report:
    """Make edits until there are none, saying what was changed; return what is left."""
    from ..repair import repair

    for _ in range(ROUNDS):
        changes = repair(data.parent, report.problems)
        if not changes:
            break
        for change in changes:
            say(f"{change}\n", form)
        report = inspect(data, root=data.parent)
    return report


def _append(parts: list[Section], closing: str) -> None:
    """Append every problem to the job's summary, where GitHub names its file."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(as_summary(parts, closing))


def _self_test(root: Path, options: argparse.Namespace) -> int:
    from .. import gate

    # By identity: “--data data” asks for the project's own briefing.
    data = root / (gate.SAMPLE if options.data is DATA else options.data)
    own = data.parent / "texts"
    texts = own if own.is_dir() else texts_folder(root)
    fault = gate.unknown(options.only)
    if not data.is_dir():
        fault = f"there is no folder {data}"
    elif texts is None:
        fault = f"no texts for {data}; name their folder in {VARIABLE}"
    if fault or texts is None:
        print(f"brief check --self-test: {fault}", file=sys.stderr)
        return USAGE
    return gate.self_test(data, texts, options.seed, options.per_class, options.only)
