"""Exit codes, and what every command prints alike: problems, and a closing line."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..records.problems import Problem, Severity
from ..reporting import FORMATS, sections

if TYPE_CHECKING:
    from ..checks import Report

FINE, FOUND, USAGE = 0, 1, 2
DATA = Path("data")
"""The data folder where none is named; the self-test then takes its own briefing."""


def data_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the data folder."""
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (default: data)")


def format_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses how problems are printed."""
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how problems are printed"
    )


def say(line: str, form: str = "text") -> None:
    """Print a summary, apart from what another program reads."""
    print(line, file=sys.stderr if form == "json" else sys.stdout)


def show(report: Report, form: str) -> None:
    """Print the problems of a report."""
    show_problems(report.problems, form)


def show_problems(problems: Sequence[Problem], form: str) -> None:
    """Print problems."""
    if problems or form == "json":
        print(FORMATS[form](sections(problems)), end="\n\n" if form != "json" else "\n")


def summary(report: Report, command: str, seconds: float) -> str:
    """Return the closing line of a check: what was read and what was found."""
    library = report.desk.briefing.library
    read = ", ".join(
        f"{len(table)} {_plural(kind, len(table))}" for kind, table in library.tables.items()
    )
    counts = Counter(problem.severity for problem in report.problems)
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
