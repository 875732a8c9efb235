"""A new site is built beside the old one and swapped in; whatever stops a build, one is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

NEW, OLD, LOCK = ".new", ".old", ".lock"


def beside(final: Path, mark: str) -> Path:
    """Return the folder beside the site in which a new one is made, or the old one kept."""
    return final.with_name(final.name + mark)


def replaced(file: Path, content: bytes) -> None:
    """Put a file's new content in the place of the old; a reader sees one or the other whole."""
    new = file.with_name(file.name + NEW)
    try:
        new.write_bytes(content)
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def clear(folder: Path) -> None:
    """Remove what stands at a path; of a link to another place, the link alone."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def recover(final: Path) -> None:
    """Put the old site back where an earlier build was stopped between the two renames.

    Raises OSError where the site's place is taken by something that no build has made.
    """
    old = beside(final, OLD)
    if final.exists():
        clear(old)
    elif old.is_dir():
        old.rename(final)
    if final.is_symlink() or (final.exists() and not final.is_dir()):
        what = "a link to another place" if final.is_symlink() else "a file"
        raise OSError(f"{final.name} is {what}, where a folder belongs; remove it")


def swap(staged: Path, final: Path) -> None:
    """Put a finished site in the place of the old one, which has been recovered if need be."""
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
