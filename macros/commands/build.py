"""`brief build`: check, build the site beside the old one, check it, swap it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from .outcome import data_option


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Build the site."""
    from ..building import build

    return build(root, root / options.data)
