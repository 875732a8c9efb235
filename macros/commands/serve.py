"""`brief serve`: show the site, and again whenever a file changes."""

from __future__ import annotations

import argparse
from pathlib import Path

from .outcome import data_option


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve the site until it is stopped."""
    from ..live import serve

    return serve(root, root / options.data, options.port, browser=options.open)
