"""`brief links`: check every link of the built site; with `--external`, those that leave it."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from pathlib import Path

from .outcome import FINE, FOUND, USAGE, data_option, format_option, say, show_problems

REPORT = Path(".cache") / "links.md"
REPOSITORY = "BRIEF_REPO_URL"


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "site", type=Path, nargs="?", default=Path("site"), help="the built site (default: site)"
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="ask the web addresses in records and pages instead; takes minutes",
    )
    parser.add_argument(
        "--report",
        type=Path,
        default=REPORT,
        help=f"what --external found, and remembers for the next time (default: {REPORT})",
    )
    format_option(parser)
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check the links; the records are read only where a fault is to be traced to one."""
    if options.external:
        return _external(root, options)
    from ..built import Built, address_of, faults

    started = time.perf_counter()
    folder = root / options.site
    if not (folder / "index.html").is_file():
        print(f"brief links: no site in {options.site}; run  brief build  first", file=sys.stderr)
        return USAGE
    built = Built.open(folder, address_of(folder))
    found = faults(built)
    if found:
        from ..briefing import open_briefing
        from ..tracing import Tracer

        tracer = Tracer.of(open_briefing(root / options.data), root, options.site.as_posix())
        show_problems(tracer.problems(found, built), options.format)
    elif options.format == "json":
        show_problems([], options.format)
    say(
        f"brief links: {len(found) or 'no'} fault{'' if len(found) == 1 else 's'} among "
        f"{built.links:,} links of {len(built.pages)} pages "
        f"({time.perf_counter() - started:.2f} s)",
        options.format,
    )
    return FOUND if found else FINE


def _external(root: Path, options: argparse.Namespace) -> int:
    """Ask every address that somebody wrote; a dead one is a problem, a blocked one is not."""
    from .. import reach
    from ..records.library import load
    from ..records.problems import Severity

    started = time.perf_counter()
    file = root / options.report
    places = reach.written(load(root / options.data), root / "docs")
    repository = os.environ.get(REPOSITORY, "").rstrip("/")
    try:
        before = reach.recalled(file)
    except ValueError as error:
        print(f"brief links: {options.report}: {error}; delete it to begin anew", file=sys.stderr)
        return FOUND
    web = reach.Web(client="brief-link-check" + (f" (+{repository})" if repository else ""))
    addresses = {one.address for one in places}
    answers = reach.ask_all(
        addresses,
        lambda address: reach.ask(address, web),
        done=lambda count: _progress(count, len(addresses)),
    )
    if answers and not any(one.answered for one in answers.values()):
        print(
            f"brief links: no server answered for {len(answers)} addresses: is this computer on "
            "the net? nothing was counted",
            file=sys.stderr,
        )
        return FOUND
    today = datetime.datetime.now(datetime.UTC).date()
    memory = before.after(answers, today)
    found = reach.problems(places, answers, memory)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        reach.markdown(places, answers, memory, today, repository), "utf-8", newline="\n"
    )
    show_problems(found, options.format)
    dead = sum(one.severity is Severity.ERROR for one in found)
    asked = f"{len(addresses)} address{'' if len(addresses) == 1 else 'es'}"
    say(
        f"brief links: {dead or 'no'} dead among {asked}; all of it in {options.report} "
        f"({time.perf_counter() - started:.2f} s)",
        options.format,
    )
    return FOUND if dead else FINE


def _progress(count: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} of {total}", end="\n" if count == total else "", file=sys.stderr)
