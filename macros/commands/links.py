"""`brief links`: check every link of the built site, and name the record that each fault is in."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .outcome import FINE, FOUND, USAGE, data_option, format_option, say, show_problems


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "site", type=Path, nargs="?", default=Path("site"), help="the built site (default: site)"
    )
    format_option(parser)
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check the links; the records are read only where a fault is to be traced to one."""
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
