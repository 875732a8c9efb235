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
    from ..records.schema import write

    changed = write(root / options.data / "schema")
    print(f"schemas: {len(changed)} written" + (": " + ", ".join(changed) if changed else ""))
    return FINE
