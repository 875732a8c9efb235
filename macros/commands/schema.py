"""`brief schema`: write the JSON Schemas for editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from .outcome import FINE, data_option


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    data_option(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the schemas that changed."""
    from ..records.library import load
    from ..records.schema import write

    data = root / options.data
    changed = write(data / "schema", load(data))
    print(f"schemas: {len(changed)} written" + (": " + ", ".join(changed) if changed else ""))
    return FINE
