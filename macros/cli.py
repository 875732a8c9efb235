"""The `brief` command: it finds the project and the command's module, and hands over.

Every command exits with 0 (fine), 1 (problems found) or 2 (wrong usage), and ends with a
one-line summary.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

FINE, FOUND, USAGE = 0, 1, 2
PROJECT_FILE = "mkdocs.yml"

# What each command does, and a call of it. Its module is imported only when it is called.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check every record", "brief check --since main"),
    "explain": ("show a rule with a good and a bad example", "brief explain unknown-id"),
    "new": ("write the stub of a new record", "brief new source --text ~/lamps.txt"),
    "draft": (
        "show which sentences of a source are cited, and how to cite the rest",
        "brief draft gazette-2031-doe --left",
    ),
    "diff": (
        "show what this branch changes: facts, statuses, sentences, pages",
        "brief diff main --html review.html",
    ),
    "verify": (
        "find every cite in the full texts and write data/evidence/",
        "BRIEF_TEXTS=../texts brief verify",
    ),
    "build": ("check, build the site beside the old one, check it, swap it in", "brief build"),
    "serve": ("show the site and rebuild it when a file changes", "brief serve --port 8000"),
    "links": ("check every link of the built site", "brief links site/"),
    "schema": ("write the JSON Schemas for editors", "brief schema"),
    "reconcile": (
        "compare an official list with the records",
        "brief reconcile sdn.csv --propose",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal in another encoding shows “?” instead of ending in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # A command lives for seconds and makes no cycles to speak of; collecting them costs a third.
    gc.disable()
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        options = _parser(given).parse_args(given)
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
    try:
        code: int = options.run(root, options)
        return code
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


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser; only the commands that are named among the arguments get their options."""
    parser = argparse.ArgumentParser(
        prog="brief", description="Check a briefing's records and build its site."
    )
    parser.add_argument("--project", type=Path, help="the project's folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (does, call) in COMMANDS.items():
        command = commands.add_parser(name, help=does, epilog=f"example: {call}")
        if name in given:
            module = import_module(f".commands.{name}", __package__)
            module.options(command)
            command.set_defaults(run=module.run)
    return parser


def _project(named: Path | None) -> Path | None:
    """Return the project's folder: the one named, or the nearest with a mkdocs.yml."""
    start = (named or Path.cwd()).resolve()
    candidates = [start] if named else [start, *start.parents]
    return next((folder for folder in candidates if (folder / PROJECT_FILE).is_file()), None)
