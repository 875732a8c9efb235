"""`brief explain`: a rule with an example that breaks it and one that keeps it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..checks import EXPLANATIONS, Explanation, Subject
from ..records.problems import nearest
from .outcome import FINE, USAGE


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="the code of a problem (default: list them all)"
    )


def run(_: Path, options: argparse.Namespace) -> int:
    """Print one rule, or all of them in one line each."""
    known = {one.code: one for one in EXPLANATIONS}
    if options.code is None:
        for subject in Subject:
            print(f"{subject.value.capitalize()}\n")
            for one in (one for one in EXPLANATIONS if one.subject is subject):
                print(f"  {one.code}  ({one.severity.value})\n      {one.text}")
            print()
        print(f"brief explain: {len(known)} rules; brief explain CODE shows one with examples")
        return FINE
    if options.code not in known:
        near = nearest(options.code, known, 0.6)
        hint = "did you mean " + " or ".join(f"“{one}”" for one in near) + "?" if near else ""
        print(
            f"brief explain: there is no rule “{options.code}”; "
            f"{hint or 'brief explain  lists them all'}",
            file=sys.stderr,
        )
        return USAGE
    print(_shown(known[options.code]))
    return FINE


def _shown(one: Explanation) -> str:
    needs = "needs the source's text" if one.needs_text else "needs no text"
    waived = "a record can waive it with a reason" if one.waivable else "it cannot be waived"
    return "\n".join(
        [
            f"{one.code}: {one.severity.value}, {one.subject.value}; {needs}; {waived}",
            "",
            f"  {one.text}",
            "",
            "  breaks it:",
            *(f"    {line}" for line in one.bad.split("\n")),
            "  keeps it:",
            *(f"    {line}" for line in one.good.split("\n")),
        ]
    )
