"""A new site is built beside the old one and swapped in; whatever stops a build, one is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

NEW, OLD = ".new", ".old"


def beside(final: Path, mark: str) -> Path:
    """Return the folder beside the site in which a new one is made, or the old one kept."""
    return final.with_name(final.name + mark)


def replaced(file: Path, content: bytes) -> None:
    """Put a file's new content in the place of the old; a reader sees one or the other whole."""
    new = file.with_name(file.name + NEW)
    new.write_bytes(content)
    new.replace(file)


def recover(final: Path) -> None:
    """Put the old site back where an earlier build was stopped between the two renames."""
    old = beside(final, OLD)
    if old.is_dir():
        if final.exists():
            shutil.rmtree(old)
        else:
            old.rename(final)


def swap(staged: Path, final: Path) -> None:
    """Put a finished site in the place of the old one."""
    old = beside(final, OLD)
    if final.exists():
        final.rename(old)
    try:
        staged.rename(final)
    except OSError:
        if old.is_dir():
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)
