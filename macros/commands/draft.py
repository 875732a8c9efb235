"""`brief draft`: an article's sentences, which of them records cite, and how to cite the rest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .outcome import FINE, FOUND, USAGE, data_option, say


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source whose text is at hand")
    parser.add_argument(
        "--left", action="store_true", help="show only what still carries something unused"
    )
    parser.add_argument("--texts", type=Path, help="the folder of full texts")
    parser.add_argument(
        "--format", choices=["json", "text"], default="text", help="how it is printed"
    )
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what is cited of a source, and what is not; nothing is written."""
    from ..briefing import open_briefing
    from ..drafting.coverage import coverage
    from ..drafting.record import Refused, known
    from ..drafting.shown import as_json, as_text, closing_line
    from ..evidence.desk import Desk
    from ..evidence.text import texts_folder

    data = root / options.data
    briefing = open_briefing(data, drafts=True)
    try:
        known("source", options.source, briefing.sources)
    except Refused as refused:
        unread = briefing.library.kinds.get(options.source) == "source"
        gaps = f"the source “{options.source}” cannot be read yet: run  brief check"
        print(f"brief draft: {gaps if unread else refused}", file=sys.stderr)
        return USAGE
    texts = options.texts or texts_folder(root)
    desk = Desk.lay(briefing, data, texts if texts and texts.is_dir() else None)
    if options.source not in desk.texts:
        why_not = "; ".join(f"{fault}: {fix}" for fault, fix in desk.faults)
        print(
            f"brief draft: the text of {options.source} is not at hand; put it at "
            f"{texts or 'texts'}/{options.source}.txt, or name its folder in BRIEF_TEXTS"
            + (f" ({why_not})" if why_not else ""),
            file=sys.stderr,
        )
        return FOUND
    found = coverage(desk, options.source)
    shown = (as_json if options.format == "json" else as_text)(found, left=options.left)
    if shown:
        print(shown, end="\n" if options.format == "json" else "\n\n")
    say(closing_line(found), options.format)
    return FINE
