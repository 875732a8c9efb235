"""The `brief` command: check the records, build the site, write the schemas.

Every command exits with 0 (fine), 1 (problems found) or 2 (wrong usage), and ends with a
one-line summary.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .briefing import open_briefing
from .checks import Report, inspect
from .evidence.desk import write_ledgers
from .evidence.text import VARIABLE, texts_folder
from .records.problems import Severity
from .reporting import FORMATS

FINE, FOUND, USAGE = 0, 1, 2
PROJECT_FILE = "mkdocs.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal in another encoding shows “?” instead of ending in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # A command lives for seconds and makes no cycles to speak of; collecting them costs a third.
    gc.disable()
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return USAGE if stop.code else FINE
    root = _project(options.project)
    if root is None:
        print(
            f"brief: no {PROJECT_FILE} here or above: run it inside the project, "
            "or name its folder with --project",
            file=sys.stderr,
        )
        return USAGE
    commands = {
        "check": _check,
        "verify": _verify,
        "build": _build,
        "serve": _serve,
        "schema": _schema,
        "reconcile": _reconcile,
    }
    try:
        return commands[options.command](root, options)
    except KeyboardInterrupt:
        print("\nbrief: stopped", file=sys.stderr)
        return FOUND
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing is left to be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"brief: {error.strerror or error}{where}", file=sys.stderr)
        return FOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="brief", description="Check a briefing's records and build its site."
    )
    parser.add_argument("--project", type=Path, help="the project's folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser(
        "check", help="check every record", epilog="example: brief check"
    )
    checking.add_argument("--strict", action="store_true", help="let warnings fail, as CI does")
    checking.add_argument(
        "--self-test", action="store_true", help="plant faults and count what the gate catches"
    )
    checking.add_argument("--seed", type=int, default=2031, help="of the self-test (2031)")
    checking.add_argument("--per-class", type=int, default=10, help="faults of each class (10)")
    verifying = commands.add_parser(
        "verify",
        help="find every cite in the full texts and write data/evidence/",
        epilog="example: BRIEF_TEXTS=../texts brief verify",
    )
    verifying.add_argument("--texts", type=Path, help="the folder of full texts")
    verifying.add_argument("--strict", action="store_true", help="let warnings fail")
    verifying.add_argument(
        "--renew", action="store_true", help="write the evidence although a text changed"
    )
    building = commands.add_parser(
        "build",
        help="check, build the site beside the old one, check it, swap it in",
        epilog="example: brief build",
    )
    serving = commands.add_parser(
        "serve",
        help="show the site and rebuild it when a file changes",
        epilog="example: brief serve --port 8000",
    )
    serving.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    writing = commands.add_parser(
        "schema", help="write the JSON Schemas for editors", epilog="example: brief schema"
    )
    reconciling = commands.add_parser(
        "reconcile",
        help="compare an official list with the records",
        epilog="example: brief reconcile sdn.csv --propose",
    )
    reconciling.add_argument("list", type=Path, metavar="LIST", help="the list's file")
    reconciling.add_argument(
        "--propose", action="store_true", help="print YAML to paste; nothing is written"
    )
    reconciling.add_argument(
        "--as-of",
        type=datetime.date.fromisoformat,
        metavar="DATE",
        help="the day of a list that does not give its own (default: today)",
    )
    reconciling.add_argument("--scheme", help="the scheme of the list's numbers, if several fit")
    reconciling.add_argument(
        "--format", choices=["json", "text"], default="text", help="how findings are printed"
    )
    for one in (checking, verifying):
        one.add_argument(
            "--format", choices=sorted(FORMATS), default="text", help="how problems are printed"
        )
    for one in (checking, verifying, building, serving, writing, reconciling):
        one.add_argument(
            "--data", type=Path, default=Path("data"), help="the data folder (default: data)"
        )
    return parser


def _project(named: Path | None) -> Path | None:
    """Return the project's folder: the one named, or the nearest with a mkdocs.yml."""
    start = (named or Path.cwd()).resolve()
    candidates = [start] if named else [start, *start.parents]
    return next((folder for folder in candidates if (folder / PROJECT_FILE).is_file()), None)


def _check(root: Path, options: argparse.Namespace) -> int:
    if options.self_test:
        return _self_test(root, options)
    started = time.perf_counter()
    report_ = inspect(root / options.data, root=(root / options.data).parent)
    _print(report_, options.format)
    _say(summary(report_, "check", time.perf_counter() - started), options.format)
    return FOUND if report_.fails(strict=options.strict) else FINE


def _self_test(root: Path, options: argparse.Namespace) -> int:
    from . import gate

    data = root / (options.data if options.data != Path("data") else gate.SAMPLE)
    own = data.parent / "texts"
    texts = own if own.is_dir() else texts_folder(root)
    if texts is None or not data.is_dir():
        print(f"brief check --self-test: no texts for {data.name}", file=sys.stderr)
        return USAGE
    return gate.self_test(data, texts, options.seed, options.per_class)


def _verify(root: Path, options: argparse.Namespace) -> int:
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
    report_ = inspect(data, texts, root=data.parent)
    if options.renew:
        report_ = report_.without("text-changed").without("evidence-unreadable")
    _print(report_, options.format)
    written = []
    if not report_.fails(strict=False):
        written = write_ledgers(report_.desk, data)
    desk = report_.desk
    missing = [
        source.id
        for source in desk.briefing.sources.values()
        if source.seen and not source.by_entry and source.id not in desk.texts
    ]
    if missing:
        print(f"no text at hand for {', '.join(missing)}: not verified", file=sys.stderr)
    found = sum(cited.passage is not None for cited in desk.passages)
    _say(
        f"brief verify: {found} of {len(desk.passages)} cites found in "
        f"{len(desk.texts)} texts; {len(written)} evidence files written",
        options.format,
    )
    _say(summary(report_, "verify", time.perf_counter() - started), options.format)
    return FOUND if report_.fails(strict=options.strict) else FINE


def _say(line: str, form: str) -> None:
    """Print a summary, apart from what another program reads."""
    print(line, file=sys.stderr if form == "json" else sys.stdout)


def _print(report_: Report, form: str) -> None:
    if report_.problems or form == "json":
        print(FORMATS[form](report_.problems), end="\n\n" if form != "json" else "\n")


def _build(root: Path, options: argparse.Namespace) -> int:
    from .site import build

    return build(root, root / options.data)


def _serve(root: Path, options: argparse.Namespace) -> int:
    from .site import serve

    return serve(root, options.port)


def _schema(root: Path, options: argparse.Namespace) -> int:
    from .records.schema import write

    changed = write(root / options.data / "schema")
    print(f"schemas: {len(changed)} written" + (": " + ", ".join(changed) if changed else ""))
    return FINE


def _reconcile(root: Path, options: argparse.Namespace) -> int:
    from .reconcile import Unreadable, as_json, as_text, closing_line, reconcile

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
    _say(closing_line(result, time.perf_counter() - started), options.format)
    return FOUND if result.differences else FINE


def summary(report_: Report, command: str, seconds: float) -> str:
    """Return the closing line of a check: what was read and what was found."""
    library = report_.desk.briefing.library
    read = ", ".join(
        f"{len(table)} {_plural(kind, len(table))}" for kind, table in library.tables.items()
    )
    counts = Counter(problem.severity for problem in report_.problems)
    found = ", ".join(
        f"{counts[severity]} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    )
    return f"brief {command}: {found or 'no problem'} in {read} ({seconds:.2f} s)"


def _plural(kind: str, count: int) -> str:
    if count == 1:
        return kind
    return {"entity": "entities"}.get(kind, kind + "s")
